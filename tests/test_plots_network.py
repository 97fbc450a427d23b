"""Plots of networks, checked by their labels, points and lines."""

import itertools

import pandas as pd
import pytest
from drawing import assert_printable, label, legend, names, rows, tidy  # noqa: F401

from analysis import plot_adjacency, plot_network, rank_actors

EDGES = pd.DataFrame([("Ann", "Bob", 4), ("Ann", "Cyd", 1)], columns=["actor_a", "actor_b", "n"])
PAIRS = [(a, b) for a, b in itertools.combinations(range(40), 2) if (a + b) % 9 == 0]
MANY = [(f"actor {a:02}", f"actor {b:02}", 1 + (a * b) % 7) for a, b in PAIRS]
MANY = pd.DataFrame(MANY, columns=EDGES.columns)


def places(ax):
    return [tuple(point) for dots in ax.collections for point in dots.get_offsets().tolist()]


def test_every_actor_and_tie_is_drawn():
    ax = plot_network(EDGES)
    assert sorted(names(ax)) == ["Ann", "Bob", "Cyd"] and len(places(ax)) == 3
    widths = [line.get_linewidth() for line in ax.lines if line.get_color() == "0.75"]
    assert len(widths) == 2 and widths[0] > widths[1] and label(ax) == ""


def test_the_layout_is_the_same_every_time_and_no_label_overlaps_another():
    ax = plot_network(MANY)
    assert places(ax) == places(plot_network(MANY)) != places(plot_network(MANY, seed=1))
    assert len(ax.texts) > 20
    assert_printable(ax)
    top = plot_network(MANY, top=10)
    assert len(names(top)) == 10 and "left out: 30 actors" in label(top)


def test_groups_have_a_legend_and_those_of_unknown_kind_a_style():
    nodes = rank_actors(EDGES).assign(label=["PERSON", "ORG", "PERSON"])
    assert legend(plot_network(EDGES, nodes=nodes, by="label")) == ["ORG", "PERSON"]
    nodes["label"] = ["PERSON", None, None]
    ax = plot_network(EDGES, nodes=nodes, by="label")
    assert len(places(ax)) == 3 and legend(ax) == ["PERSON", "(none)"]
    assert len(places(plot_network(EDGES, nodes=nodes.assign(label=None), by="label"))) == 3


def test_the_matrix_is_ordered_by_community():
    nodes = rank_actors(MANY)
    ax = plot_adjacency(MANY, nodes=nodes, by="community", top=20)
    assert "left out: 20 actors" in label(ax)
    shown = [row.rsplit("  ", 1)[0] for row in rows(ax)]
    communities = nodes.set_index("actor")["community"].reindex(shown).tolist()
    assert communities == sorted(communities)
    matrix = ax.collections[0].get_array()
    assert matrix.shape == (20, 20) and (matrix.mask == matrix.mask.T).all()


@pytest.mark.parametrize("plot", [plot_network, plot_adjacency])
def test_nodes_without_edges_and_without_the_column(plot):
    assert plot(EDGES[:0], nodes=pd.DataFrame({"actor": ["Ann"]})).has_data()
    with pytest.raises(KeyError, match="nodes has no column 'outlet'"):
        plot(EDGES, by="outlet")
