"""Pictures of networks, checked by their labels, points and lines."""

import itertools

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import actor_edges, figure_style, plot_adjacency, plot_network, rank_actors

EDGES = pd.DataFrame([("Ann", "Bob", 4), ("Ann", "Cyd", 1)], columns=["actor_a", "actor_b", "n"])
PAIRS = [(a, b) for a, b in itertools.combinations(range(40), 2) if (a + b) % 9 == 0]
MANY = pd.DataFrame(
    [(f"actor {a:02}", f"actor {b:02}", 1 + (a * b) % 7) for a, b in PAIRS],
    columns=["actor_a", "actor_b", "n"],
)


@pytest.fixture(autouse=True)
def close_figures():
    figure_style()
    yield
    plt.close("all")


def names(ax):
    return sorted(text.get_text() for text in ax.texts)


def places(ax):
    return [tuple(point) for dots in ax.collections for point in dots.get_offsets().tolist()]


def test_every_actor_and_tie_is_drawn():
    ax = plot_network(EDGES)
    assert names(ax) == ["Ann", "Bob", "Cyd"]
    widths = [line.get_linewidth() for line in ax.lines if line.get_color() == "0.75"]
    assert len(widths) == 2 and widths[0] > widths[1]


def test_the_layout_is_the_same_every_time():
    one, other = plot_network(MANY), plot_network(MANY)
    assert places(one) == places(other)
    assert places(plot_network(MANY, seed=1)) != places(one)


def test_no_label_overlaps_another():
    ax = plot_network(MANY)
    renderer = ax.get_figure().canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in ax.texts]
    assert not [1 for one, other in itertools.combinations(boxes, 2) if one.overlaps(other)]


def test_what_is_left_out_is_counted():
    ax = plot_network(MANY, top=10)
    assert len(names(ax)) == 10
    assert "left out: 30 actors" in ax.get_xlabel().replace("\n", " ")
    assert "left out" in plot_adjacency(MANY, top=5).get_xlabel().replace("\n", " ")
    assert "left out" not in plot_network(EDGES).get_xlabel()


def test_groups_have_a_legend():
    nodes = rank_actors(EDGES).assign(label=["PERSON", "ORG", "PERSON"])
    legend = plot_network(EDGES, nodes=nodes, by="label").get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["ORG", "PERSON"]


def test_the_matrix_is_ordered_by_community():
    nodes = rank_actors(MANY)
    ax = plot_adjacency(MANY, nodes=nodes, by="community", top=20)
    shown = [label.get_text().rsplit("  ", 1)[0] for label in ax.get_yticklabels()]
    communities = nodes.set_index("actor")["community"].reindex(shown).tolist()
    assert communities == sorted(communities)
    matrix = ax.collections[0].get_array()
    assert matrix.shape == (20, 20) and (matrix.mask == matrix.mask.T).all()


@pytest.mark.parametrize("plot", [plot_network, plot_adjacency])
def test_nobody_and_one_actor(plot):
    empty = actor_edges(pd.DataFrame(columns=["doc_id", "sent_id", "start", "end", "actor"]))
    assert "nothing found" in names(plot(empty))
    assert plot(empty, nodes=pd.DataFrame({"actor": ["Ann"]})) is not None


@pytest.mark.parametrize("plot", [plot_network, plot_adjacency])
def test_a_missing_column_is_named(plot):
    with pytest.raises(ValueError, match="'n'"):
        plot(EDGES.drop(columns="n"))
    with pytest.raises(ValueError, match="'outlet'"):
        plot(EDGES, by="outlet")


def test_an_actor_of_unknown_kind_is_drawn_and_explained():
    nodes = pd.DataFrame({"actor": ["Ann", "Bob", "Cyd"], "label": ["PERSON", None, None]})
    ax = plot_network(EDGES, nodes=nodes, by="label")
    assert len(places(ax)) == 3
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["PERSON", "(none)"]
    assert len(places(plot_network(EDGES, nodes=nodes.assign(label=None), by="label"))) == 3
