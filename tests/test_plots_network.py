"""Networks, read back from their labels, points and lines."""

import itertools

import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, caption, legend, lines, marks, names, rows, tidy  # noqa: F401
from matplotlib.path import Path

from analysis import figure_style, panel_figure, plot_adjacency, plot_network, rank_actors

EDGES = pd.DataFrame([("Ann", "Bob", 4), ("Ann", "Cyd", 1)], columns=["actor_a", "actor_b", "n"])
PAIRS = [(a, b) for a, b in itertools.combinations(range(40), 2) if (a + b) % 9 == 0]
MANY = [(f"actor {a:02}", f"actor {b:02}", 1 + (a * b) % 7) for a, b in PAIRS]
MANY = pd.DataFrame(MANY, columns=EDGES.columns)
# As in one article: a country with many ties, and a few among its neighbours.
STAR = [("Syria", f"The Ministry of Matter {i}", 1 + i % 4) for i in range(12)]
STAR += [(f"The Ministry of Matter {i}", f"The Ministry of Matter {i + 1}", 2) for i in range(0, 12, 3)]
STAR = pd.DataFrame(STAR, columns=EDGES.columns)


def spots(ax):
    """Return where each actor is, of a network with by="actor"."""
    points = [part for part in ax.collections if not part.get_label().startswith("_")]
    return {part.get_label(): part.get_offsets().round(9).tolist()[0] for part in points}


def gap(spot, tie):
    """Return the distance of a spot from a tie."""
    (start, way), spot = (np.array(tie[0]), np.subtract(tie[1], tie[0])), np.array(spot)
    return np.linalg.norm(spot - start - np.clip((spot - start) @ way / (way @ way), 0, 1) * way)


def labels_on_ties_or_points(ax):
    ax.figure.draw_without_rendering()
    points = np.vstack([part.get_offsets() for part in ax.collections[1:]])
    ties = [Path(ax.transData.transform(tie)) for tie in lines(ax)]
    boxes = {text.get_text(): text.get_window_extent().padded(-1) for text in ax.texts}
    on_points = [name for name, box in boxes.items() if box.count_contains(ax.transData.transform(points))]
    return on_points + [name for name, box in boxes.items() if any(tie.intersects_bbox(box) for tie in ties)]


def test_every_pair_has_its_tie_and_no_actor_lies_on_the_tie_of_others():
    ax = plot_network(STAR, nodes=rank_actors(STAR), by="actor")
    place = spots(ax)
    assert len(place) == 13 and len(names(ax)) == 13
    drawn = [sorted(tie) for tie in lines(ax)]
    assert sorted(drawn) == sorted(sorted([place[a], place[b]]) for a, b in STAR[STAR.columns[:2]].to_numpy())
    foreign = [gap(spot, tie) for spot in place.values() for tie in lines(ax) if spot not in tie]
    assert min(foreign) > 0.03
    pd.testing.assert_frame_equal(ax.description.data, STAR)


def test_the_more_often_two_are_named_the_thicker_is_their_tie():
    ax = plot_network(EDGES)
    assert sorted(names(ax)) == ["Ann", "Bob", "Cyd"] and (ax.get_xlabel(), ax.get_ylabel()) == ("", "")
    ties, points = ax.collections
    assert ties.get_linewidth()[0] > ties.get_linewidth()[1]
    assert (np.diff(points.get_sizes()) < 0).all()  # Ann, Bob, Cyd: 5, 4, 1
    assert "The strongest actors: Ann 5, Bob 4, Cyd 1." in ax.description.alt
    assert ax.description.alt.endswith("The most frequent ties: Ann and Bob 4, Ann and Cyd 1")
    assert caption(ax).endswith("Shown: 3 of 3 actors and 2 of 2 ties.")


@pytest.mark.parametrize("width", ["single", "double"])
def test_the_layout_is_the_same_every_time_and_no_label_covers_anything(width):
    figure_style(width=width)
    ax = plot_network(MANY, top=40)
    assert marks(ax) == marks(plot_network(MANY, top=40)) != marks(plot_network(MANY, top=40, seed=99))
    assert [text.get_position() for text in ax.texts] == [
        text.get_position() for text in plot_network(MANY, top=40).texts
    ]
    for network in (ax, plot_network(STAR)):
        assert len(network.texts) >= 13 and labels_on_ties_or_points(network) == []
        assert_printable(network)


def test_what_is_left_out_is_counted():
    ax = plot_network(MANY, top=10)
    assert "Shown: 10 of 40 actors and 11 of 86 ties." in caption(ax) and len(ax.description.data) == 11
    crowd = pd.DataFrame({"actor_a": "Ann", "actor_b": [f"The Ministry {i:02}" for i in range(60)], "n": 1})
    figure_style("science")
    ax = plot_network(crowd, top=61)
    assert f"No room for {61 - len(ax.texts)} names." in caption(ax) and len(ax.texts) < 61


def test_groups_have_a_legend_in_words_and_those_of_unknown_kind_a_style():
    nodes = rank_actors(EDGES).assign(label=["PERSON", "ORG", "PERSON"])
    assert legend(plot_network(EDGES, nodes=nodes, by="label")) == ["organisations", "people"]
    nodes["label"] = ["PERSON", None, None]
    ax = plot_network(EDGES, nodes=nodes, by="label")
    assert list(marks(ax)) == legend(ax) == ["people", "(none)"]
    assert len(marks(plot_network(EDGES, nodes=nodes.assign(label=None), by="label"))["(none)"]) == 3


def test_networks_and_matrices_are_drawn_into_parts_of_a_figure():
    network, matrix = panel_figure(2)
    nodes = rank_actors(STAR).assign(label=["ORG"] + ["PERSON"] * 12)
    plot_network(STAR, nodes=nodes, by="label", ax=network)
    plot_adjacency(STAR, top=8, ax=matrix)
    assert legend(network) == ["organisations", "people"]
    assert_printable(network)
    assert labels_on_ties_or_points(network) == []


def test_the_matrix_has_all_names_on_both_axes_and_a_scale_and_is_ordered_by_community():
    nodes = rank_actors(MANY)
    ax = plot_adjacency(MANY, nodes=nodes, by="community", top=20)
    assert "Shown: 16 of 40 actors" in caption(ax)  # four have no tie to these
    assert rows(ax) == [label.get_text() for label in ax.get_xticklabels()] and len(rows(ax)) == 16
    communities = nodes.set_index("actor")["community"].reindex(rows(ax)).tolist()
    assert communities == sorted(communities) and len(ax.lines) == 2 * (len(set(communities)) - 1)
    matrix = ax.collections[0].get_array()
    assert matrix.shape == (16, 16) and (matrix.mask == matrix.mask.T).all()
    _, scale = ax.figure.axes
    assert scale.get_xlabel() == "times named together"
    ax = plot_adjacency(EDGES)
    cells = ax.collections[0].get_array()
    assert cells.tolist() == [[None, 4, 1], [4, None, None], [1, None, None]]
    assert_printable(plot_adjacency(EDGES.assign(n=[4000, 1])))  # on a logarithmic scale


@pytest.mark.parametrize("plot", [plot_network, plot_adjacency])
def test_nodes_without_edges_and_without_the_column(plot):
    assert plot(EDGES[:0], nodes=pd.DataFrame({"actor": ["Ann"]})).has_data()
    with pytest.raises(KeyError, match="nodes has no column 'outlet'"):
        plot(EDGES, by="outlet")
