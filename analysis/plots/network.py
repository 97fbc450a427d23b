"""Plots of a network: as points and lines, and as a matrix if it is dense."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.network.edges import PAIR, actor_totals, choose_weight
from analysis.plots import common
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LAYOUTS = 40  # how many are tried
_NEAR = 0.03  # of the width: an actor so near to a line seems to be one of its ends
# What captions and scales say of the weights.
_FRACTIONAL = "A passage that names only two actors adds 1; one that names many adds less to each pair."
_SCALE = {"n_fractional": "times named together\n(long lists count less)", "n": "times named together"}


def plot_network(edges: pd.DataFrame, *, nodes: pd.DataFrame | None = None, by: str | None = None,
                 top: int = 30, seed: int = 0, ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw actors as points and their ties as lines: the thicker a line, the more often both are named together.

    The same network with the same seed always gives the same plot. Actors with ties are near each other; directions
    have no meaning. Of several layouts the one is drawn in which the fewest actors lie on the ties of others.

    The weight of a tie is n_fractional, in which a sentence that lists many actors adds less to each pair, or n in a
    table without that column.

    Args:
        edges: the table that `actor_edges` returns, or the rows of it to draw, such as those of a backbone.
        nodes: a table with a column actor, such as that of `rank_actors`; its actors without an edge are drawn too.
        by: a column of `nodes` (such as label or community) shown by colour and marker.
        top: how many actors to draw, by strength (the sum of an actor's weights, shown by the area of the points); the
            caption counts what is left out.
        seed: for the first layout.
        ax: where to draw; None: a new figure.

    Returns the Axes; empty ones if there is nothing to draw.

    Raises:
        KeyError: a column is missing.
        ValueError: `by` has more values than can be told apart.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> sorted(text.get_text() for text in plot_network(edges).texts)
    ['Assad', 'Syria']
    """
    weight = choose_weight(edges)
    shown, lines, how_many = _choose(edges, weight, nodes, by, top)
    groups = common.group_values(shown, by)
    common.group_styles(groups)  # may refuse, before a figure is made
    ax = common.start(ax, ratio=min(0.65 + 0.025 * len(shown), 1.3))
    ax.set(xticks=[], yticks=[], xlim=(-0.08, 1.08), ylim=(-0.06, 1.06))
    ax.spines[:].set_visible(False)
    without = _draw_network(ax, shown.assign(group=groups), lines, weight, seed) if len(shown) else 0
    most = common.number(lines[weight].max()) if len(lines) else "0"
    most = f"(up to {most} times)" if weight == "n" else f"(weight up to {most})"
    caption = [
        f"Actors named together. The thicker a line, the more often both are named {most}.",
        _FRACTIONAL if weight == "n_fractional" else "",
        "The larger a point, the more often its actor is named with others.",
        f"No room for {without:,} of the names." if without else "",
        how_many,
    ]
    strongest = _list(shown.set_index("actor")["strength"].head(5))
    alt = f"A network of {len(shown):,} points and {len(lines):,} lines. The strongest actors: {strongest}. "
    alt += _list_ties(lines, weight)
    return common.finish(ax, f"thicker line: named together more often {most}", caption, alt, lines)


def plot_adjacency(edges: pd.DataFrame, *, nodes: pd.DataFrame | None = None, by: str | None = None,
                   top: int = 25, ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw a matrix of actors: the darker a cell, the more often the two are named together.

    A matrix shows a dense network in which lines would cover each other. The weight of a tie is that of `plot_network`.

    Args:
        edges: the table that `actor_edges` returns.
        nodes: a table with a column actor, such as that of `rank_actors`.
        by: a column of `nodes` (such as community) that groups the rows; within a group, and without groups, the
            strongest actor comes first.
        top: how many actors to show, by strength; the caption counts what is left out.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; empty ones if there is nothing to draw.

    Raises:
        KeyError: a column is missing.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> [label.get_text() for label in plot_adjacency(edges).get_yticklabels()]
    ['Assad', 'Syria']
    """
    weight = choose_weight(edges)
    shown, lines, how_many = _choose(edges, weight, nodes, by, top)
    shown = shown.sort_values(by, kind="stable") if by else shown
    row = 1.3 * common.setting("font.size") / 72 / common.setting("figure.figsize")[0]
    ax = common.start(ax, ratio=0.55 + row * len(shown))
    if len(shown):
        _draw_cells(ax, lines, weight, shown["actor"])
        groups = shown[by].to_numpy() if by else np.zeros(len(shown))
        for border in np.flatnonzero(groups[1:] != groups[:-1]) + 1:
            ax.axhline(border, color="black", linewidth=0.6)
            ax.axvline(border, color="black", linewidth=0.6)
    borders = f"Black lines separate one {heading(by)} from the next." if by else ""
    fractional = _FRACTIONAL if weight == "n_fractional" else ""
    caption = ["How often two actors are named together.", fractional, borders, how_many]
    alt = f"A matrix of {len(shown):,} by {len(shown):,} actors, a cell the darker the more often both are named. "
    label = f"black lines: from one {heading(by)} to the next" if by else ""
    return common.finish(ax, label, caption, alt + _list_ties(lines, weight), lines)


def _choose(
    edges: pd.DataFrame, weight: str, nodes: pd.DataFrame | None, by: str | None, top: int | None
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the strongest actors with the columns of `nodes`, the edges among them, and a sentence on their number."""
    table = actor_totals(edges, weight)[["strength"]].rename_axis("actor").reset_index()
    if nodes is not None:
        check_columns(nodes, "nodes", ["actor"])
        if wrong := (nodes["actor"].isna() | nodes["actor"].duplicated()).sum():
            raise ValueError(f"nodes has {wrong} rows whose actor is missing or a duplicate: leave them out")
        others = nodes.drop(columns="strength", errors="ignore")
        table = table.merge(others, on="actor", how="outer").fillna({"strength": 0})
    check_columns(table, "nodes", [by] if by else [])
    strongest, _ = common.pick(table.sort_values("actor")["strength"], top)
    shown = table.loc[strongest.index]
    lines = edges[edges[PAIR].isin([*shown["actor"]]).all(axis=1)]
    # An actor whose ties all lead to those left out would seem to have none.
    shown = shown[shown["actor"].isin(lines[PAIR].to_numpy().ravel()) | (shown["strength"] == 0)]
    how_many = f"{len(shown):,} of {len(table):,} actors and {len(lines):,} of {len(edges):,} ties"
    which = f": of the {top:,} with the strongest ties, those tied to another of them" * (
        len(strongest) < len(table)
    )
    return shown, lines, f"Shown: {how_many}{which}."


def _draw_network(ax: Axes, actors: pd.DataFrame, lines: pd.DataFrame, weight: str, seed: int) -> int:
    """Draw ties, points of each group and names; return how many names had no room."""
    from matplotlib.collections import LineCollection

    rows = pd.Index(actors["actor"])
    ends = np.column_stack([rows.get_indexer(lines[end]) for end in PAIR])
    spots = _layout(ends, lines[weight], len(actors), seed)
    widths = 0.3 + 2.5 * lines[weight] / max([*lines[weight], 2])
    ax.add_collection(LineCollection(spots[ends], color="0.72", linewidth=widths, capstyle="round", zorder=1))
    sizes = 14 + 80 * actors["strength"] / max(actors["strength"].max(), 1)  # square points
    marks = pd.DataFrame({"x": spots[:, 0], "y": spots[:, 1], "group": actors["group"], "size": sizes})
    common.draw_marks(ax, marks)
    ax.set(xlabel="", ylabel="")
    wrapper = textwrap.TextWrapper(
        min(common.letters(ax) // 4, 22), break_long_words=False, break_on_hyphens=False
    )
    names = [wrapper.fill(common.shorten(common.text(name), 44)) for name in actors["actor"]]
    return len(names) - common.name_points(ax, spots, names, sizes=sizes, lines=spots[ends])


def _layout(ends: np.ndarray, weights: pd.Series, count: int, seed: int) -> np.ndarray:
    """Return x and y of each actor in the layout with the fewest actors on lines of others, then fewest crossings.

    They are rounded so that the last digits of another processor cannot be seen.
    """
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from([*zip(*ends.T.tolist(), np.log1p(weights), strict=True)])
    spring = {"weight_fn": float, "k": 2.2 / np.sqrt(count), "num_iter": 300}
    layouts = []
    for turn in range(_LAYOUTS):
        found = rustworkx.spring_layout(graph, **spring, seed=seed + turn)
        places = np.array([found[node] for node in range(count)])
        # Ranks in part: what has no tie drifts far away and would press the rest into a corner.
        ranks = places.argsort(axis=0).argsort(axis=0) / max(count - 1, 1)
        reach = np.maximum(np.ptp(places, axis=0), 1e-9)
        layouts.append(np.round(0.3 * (places - places.min(axis=0)) / reach + 0.7 * ranks, 4))
    return min(layouts, key=lambda spots: _faults(spots, ends))


def _faults(spots: np.ndarray, ends: np.ndarray) -> tuple[int, int]:
    """Return how many actors lie on a line of others, and how many pairs of lines cross."""
    first, second = spots[ends[:, 0]], spots[ends[:, 1]]
    way = second - first
    to_spot = spots[:, None] - first
    along = np.clip((to_spot * way).sum(axis=2) / np.maximum((way**2).sum(axis=1), 1e-12), 0, 1)
    distance = np.linalg.norm(to_spot - along[..., None] * way, axis=2)
    own = (np.arange(len(spots))[:, None, None] == ends).any(axis=2)
    # Two lines cross if the ends of each are on different sides of the other.
    side = np.sign(way[:, 0] * to_spot[..., 1] - way[:, 1] * to_spot[..., 0])
    apart = side[ends[:, 0]] * side[ends[:, 1]] < 0
    return int(((distance < _NEAR) & ~own).sum()), int((apart & apart.T).sum()) // 2


def _draw_cells(ax: Axes, lines: pd.DataFrame, weight: str, actors: pd.Series) -> None:
    import seaborn as sns
    from matplotlib.colors import PowerNorm
    from matplotlib.ticker import MaxNLocator

    half = lines.pivot(index="actor_a", columns="actor_b", values=weight).reindex(actors, columns=actors)
    most = max([*lines[weight], 2])
    gamma, ticks = (0.5, 2) if most > 12 else (1, 4)  # the square root shows few times beside very many
    bar = {"label": _SCALE[weight], "shrink": 0.5, "aspect": 30, "location": "top", "format": common.number}
    bar["ticks"] = MaxNLocator(ticks, steps=[1, 2, 5, 10], integer=weight == "n")
    names = [common.shorten(common.text(actor), min(common.letters(ax) // 3, 24)) for actor in actors]
    sns.heatmap(
        half.add(half.T, fill_value=0), xticklabels=names, yticklabels=names, cmap="Blues", cbar_kws=bar, ax=ax,
        linewidths=0.3, linecolor="0.9", norm=PowerNorm(gamma, 0, most), vmin=0, vmax=most,
    )  # fmt: skip
    ax.tick_params(length=0)
    ax.set_xticklabels(names, rotation=90, parse_math=False)
    ax.set_yticklabels(names, rotation=0, parse_math=False)


def _list_ties(lines: pd.DataFrame, weight: str) -> str:
    most = lines.sort_values(weight, ascending=False, kind="stable").head(5)
    both = most["actor_a"] + " and " + most["actor_b"]
    return f"The strongest ties: {_list(most.set_index(both)[weight])}"


def _list(values: pd.Series) -> str:
    return ", ".join(f"{common.text(name)} {common.number(value)}" for name, value in values.items())
