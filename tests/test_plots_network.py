"""Networks, read back from their labels, points and lines."""

import itertools

import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, caption, legend, lines, marks, names, rows, tidy  # noqa: F401
from matplotlib.path import Path

from analysis import figure_style, panel_figure, plot_adjacency, plot_network, rank_actors

PLAIN = pd.DataFrame([("Ann", "Bob", 4), ("Ann", "Cyd", 1)], columns=["actor_a", "actor_b", "n"])
EDGES = PLAIN.assign(n_fractional=[2.5, 1 / 3])
PAIRS = [(a, b) for a, b in itertools.combinations(range(40), 2) if (a + b) % 9 == 0]
MANY = [(f"actor {a:02}", f"actor {b:02}", 1 + (a * b) % 7) for a, b in PAIRS]
MANY = pd.DataFrame(MANY, columns=PLAIN.columns).assign(n_fractional=lambda table: table["n"])
# As in one article: a country with many ties, and a few among its neighbours.
STAR = [("Syria", f"The Ministry of Matter {i}", 1 + i % 4) for i in range(12)]
STAR += [(f"The Ministry of Matter {i}", f"The Ministry of Matter {i + 1}", 2) for i in range(0, 12, 3)]
STAR = pd.DataFrame(STAR, columns=PLAIN.columns).assign(n_fractional=lambda table: table["n"])


def spots(ax):
    """Return where each actor is, of a network with by="actor"."""
    points = [part for part in ax.collections if not part.get_label().startswith("_")]
    return {part.get_label(): part.get_offsets().round(9).tolist()[0] for part in points}


def gap(spot, tie):
    """Return the distance of a spot from a tie."""
    (start, way), spot = (np.array(tie[0]), np.subtract(tie[1], tie[0])), np.array(spot)
    return np.linalg.norm(spot - start - np.clip((spot - start) @ way / (way @ way), 0, 1) * way)


def labels_on_ties_or_points(ax):
    points = ax.transData.transform(np.vstack([part.get_offsets() for part in ax.collections[1:]]))
    ties = [Path(ax.transData.transform(tie)) for tie in lines(ax)]
    boxes = {text.get_text(): text.get_window_extent().padded(-1) for text in ax.texts}
    on_ties = [name for name, box in boxes.items() if any(tie.intersects_bbox(box) for tie in ties)]
    return on_ties + [name for name, box in boxes.items() if box.count_contains(points)]


def test_every_pair_has_its_tie_and_no_actor_lies_on_the_tie_of_others():
    ax = plot_network(STAR, nodes=rank_actors(STAR), by="actor")
    place = spots(ax)
    assert len(place) == len(names(ax)) == 13
    pairs = [sorted([place[a], place[b]]) for a, b in STAR[["actor_a", "actor_b"]].to_numpy()]
    assert sorted(map(sorted, lines(ax))) == sorted(pairs)
    assert min(gap(spot, tie) for spot in place.values() for tie in lines(ax) if spot not in tie) > 0.03
    pd.testing.assert_frame_equal(ax.description.data, STAR)


def test_the_more_often_two_are_named_the_thicker_is_their_tie():
    ax = plot_network(PLAIN)
    assert sorted(names(ax)) == ["Ann", "Bob", "Cyd"] and ax.get_ylabel() == ""
    assert " ".join(ax.get_xlabel().split()) == "thicker line: named together more often (up to 4 times)"
    ties, points = ax.collections
    assert ties.get_linewidth()[0] > ties.get_linewidth()[1]
    assert (np.diff(points.get_sizes()) < 0).all()  # Ann, Bob, Cyd: 5, 4, 1
    assert "The strongest actors: Ann 5, Bob 4, Cyd 1." in ax.description.alt
    assert ax.description.alt.endswith("The strongest ties: Ann and Bob 4, Ann and Cyd 1")
    assert caption(ax).endswith("Shown: 3 of 3 actors and 2 of 2 ties.") and "passage" not in caption(ax)


def test_a_passage_that_names_many_adds_less():
    ax = plot_network(EDGES)
    assert " ".join(ax.get_xlabel().split()) == "thicker line: named together more often (weight up to 2.5)"
    assert "one that names many adds less to each pair" in caption(ax)
    assert ax.description.alt.endswith(
        "Bob 2.5, Cyd 0.333. The strongest ties: Ann and Bob 2.5, Ann and Cyd 0.333"
    )
    matrix = plot_adjacency(EDGES)
    assert matrix.collections[0].get_array().tolist()[0] == [None, 2.5, pytest.approx(1 / 3)]
    assert matrix.figure.axes[1].get_xlabel() == "times named together\n(long lists count less)"
    assert "one that names many adds less to each pair" in caption(matrix)
    turned = pd.concat([EDGES, EDGES.replace({"Ann": "Dan", "Bob": "Eve"})]).assign(
        n_fractional=[0.1, 0.2, 3, 2]
    )
    assert names(plot_network(turned, top=2)) == ["Dan", "Eve"]  # the strongest by weight, not by n


@pytest.mark.parametrize("width", ["single", "double"])
def test_the_layout_is_the_same_every_time_and_no_label_covers_anything(width):
    figure_style(width=width)
    ax, again = plot_network(MANY, top=40), plot_network(MANY, top=40)
    assert marks(ax) == marks(again) != marks(plot_network(MANY, top=40, seed=99))
    assert [text.get_position() for text in ax.texts] == [text.get_position() for text in again.texts]
    for network in (ax, plot_network(STAR)):
        assert_printable(network)
        assert len(network.texts) >= 13 and labels_on_ties_or_points(network) == []


def test_what_is_left_out_is_counted():
    ax = plot_network(MANY, top=10)
    assert (
        "Shown: 10 of 40 actors and 11 of 86 ties: of the 10 with the strongest ties," in caption(ax)
        and len(ax.description.data) == 11
    )
    figure_style("science")
    ax = plot_network(pd.concat([STAR, STAR.replace(" ", "  ", regex=True)]), top=61)
    assert f"No room for {25 - len(ax.texts)} of the names." in caption(ax) and len(ax.texts) < 25


def test_kinds_of_actors_are_words_in_the_legend_in_a_part_of_a_figure_too():
    nodes = rank_actors(STAR).assign(label=["ORG", "PERSON"] + [None] * 11)
    network, matrix = panel_figure(2)
    plot_network(STAR, nodes=nodes, by="label", ax=network)
    plot_adjacency(STAR, top=8, ax=matrix)
    assert legend(network) == [*marks(network)] == ["organisations", "people", "(none)"]
    assert_printable(network)
    assert len(network.texts) == 13 and labels_on_ties_or_points(network) == []
    assert len(marks(plot_network(STAR, nodes=nodes.assign(label=None), by="label"))["(none)"]) == 13


def test_the_matrix_has_all_names_on_both_axes_and_a_scale_and_is_ordered_by_community():
    nodes = rank_actors(MANY)
    ax = plot_adjacency(MANY, nodes=nodes, by="community", top=20)
    assert "Shown: 16 of 40 actors" in caption(ax)  # four have no tie to these
    assert rows(ax) == [label.get_text() for label in ax.get_xticklabels()]
    communities = nodes.set_index("actor")["community"].reindex(rows(ax)).tolist()
    assert communities == sorted(communities) and len(ax.lines) == 2 * (len(set(communities)) - 1)
    ax = plot_adjacency(PLAIN)
    assert ax.figure.axes[1].get_xlabel() == "times named together"
    cells = ax.collections[0].get_array()
    assert cells.tolist() == [[None, 4, 1], [4, None, None], [1, None, None]]
    assert_printable(plot_adjacency(PLAIN.assign(n=[4000, 1])))  # shades by the square root


@pytest.mark.parametrize("plot", [plot_network, plot_adjacency])
def test_nodes_without_edges_and_without_the_column(plot):
    assert plot(EDGES[:0], nodes=pd.DataFrame({"actor": ["Ann"]})).has_data()
    with pytest.raises(KeyError, match="nodes has no column 'outlet'"):
        plot(EDGES, by="outlet")
    assert "adds less to each pair" not in caption(plot(PLAIN))
