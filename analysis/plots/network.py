"""Plots of a network: as points and lines, and as a matrix if it is dense."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.plots import common
from analysis.plots.labels import name_points
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UNKNOWN = common.point_style("0.75", "h")  # of actors without a value of `by`


def plot_network(
    edges: pd.DataFrame,
    *,
    nodes: pd.DataFrame | None = None,
    by: str | None = None,
    top: int = 30,
    seed: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Draw actors as points and their ties as lines: the thicker a line, the more often both are named together.

    The same network with the same seed always gives the same plot. Actors with ties are near each other; directions
    have no meaning.

    Args:
        edges: the table that `actor_edges` returns, or the rows of it to draw, such as those of a backbone.
        nodes: a table with a column actor, such as that of `rank_actors`; its actors without an edge are drawn too.
        by: a column of `nodes` (such as label or community) shown by colour and marker.
        top: how many actors to draw, by strength (the sum of an actor's n, shown by the area of the points); what is
            left out is counted below the plot.
        seed: for the layout.
        ax: where to draw; None: a new figure.

    Returns the Axes; empty ones if there is nothing to draw.

    Raises:
        KeyError: a column is missing.
        ValueError: `by` has more values than can be told apart.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> sorted(text.get_text() for text in plot_network(edges).texts)
    ['Assad', 'Syria']
    """
    table = _nodes(edges, nodes, by)
    shown = table.head(top)
    lines = _among(edges, shown)
    new, ax = common.start(ax, "")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    if shown.empty:
        return common.finish(ax, [])
    names = [_label(actor) for actor in shown["actor"]]
    notes = _left_out(table, shown, edges, lines)
    spots = _layout(lines, len(shown), seed)
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1))
    areas = (12 + 80 * shown["strength"] / max(shown["strength"].max(), 1)).to_numpy()  # square points
    _draw_lines(ax, lines, spots)
    _draw_points(ax, spots, areas, shown[by] if by else None)
    common.finish(ax, notes, _height(names, common.room(ax)) if new else None)
    ends = spots[lines[["a", "b"]]]
    named = name_points(ax, spots, names, radius=np.sqrt(areas) / 2, lines=ends)
    if named < len(shown):
        common.finish(ax, [*notes, f"room for {named:,} of {len(shown):,} names"])
    return ax


def plot_adjacency(
    edges: pd.DataFrame,
    *,
    nodes: pd.DataFrame | None = None,
    by: str | None = None,
    top: int = 25,
    ax: Axes | None = None,
) -> Axes:
    """Draw a matrix of actors: the darker a cell, the more often the two are named together.

    A matrix shows a dense network in which lines would cover each other.

    Args:
        edges: the table that `actor_edges` returns.
        nodes: a table with a column actor, such as that of `rank_actors`.
        by: a column of `nodes` (such as community) that groups the rows; within a group, and without groups, the
            strongest actor comes first.
        top: how many actors to show, by strength; what is left out is counted below the plot.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; empty ones if there is nothing to draw.

    Raises:
        KeyError: a column is missing.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> [label.get_text() for label in plot_adjacency(edges).get_yticklabels()]
    ['Assad  1', 'Syria  2']
    """
    table = _nodes(edges, nodes, by)
    shown = table.head(top)
    shown = shown.sort_values(by, kind="stable") if by else shown
    new, ax = common.start(ax, "")
    if shown.empty:
        return common.finish(ax, [])
    lines = _among(edges, shown)
    most = lines["n"].max() if len(lines) else 1
    _draw_cells(ax, lines, len(shown), most)
    names = [f"{common.text(actor)}  {row}" for row, actor in enumerate(shown["actor"], start=1)]
    common.name_rows(ax, names)
    every = 1 if len(shown) <= 12 else 5 if len(shown) <= 60 else 10
    numbers = range(every, len(shown) + 1, every)
    ax.set_xticks([number - 1 for number in numbers], list(map(str, numbers)))
    ax.tick_params(axis="x", length=0)
    if by:
        for border in np.flatnonzero(shown[by].to_numpy()[1:] != shown[by].to_numpy()[:-1]):
            ax.axhline(border + 0.5, color="black", linewidth=0.5)
            ax.axvline(border + 0.5, color="black", linewidth=0.5)
    ax.spines[:].set_visible(True)
    scale = f"the darker, the more often named together (1 to {most:,})"
    notes = [scale, *_left_out(table, shown, edges, lines)]
    return common.finish(ax, notes, 8.5 * len(shown) if new else None)


def _nodes(edges: pd.DataFrame, nodes: pd.DataFrame | None, by: str | None) -> pd.DataFrame:
    """Return every actor with its strength and the columns of `nodes`, the strongest first."""
    check_columns(edges, "edges", ["actor_a", "actor_b", "n"])
    ends = pd.concat([edges.set_index(side)["n"] for side in ("actor_a", "actor_b")])
    table = ends.groupby(level=0).sum().rename_axis("actor").reset_index(name="strength")
    if nodes is not None:
        check_columns(nodes, "nodes", ["actor"])
        others = nodes.drop(columns="strength", errors="ignore")
        table = table.merge(others, on="actor", how="outer").fillna({"strength": 0})
    check_columns(table, "nodes", [by] if by else [])
    return table.sort_values(["strength", "actor"], ascending=[False, True])


def _among(edges: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Return the edges among the actors shown: a and b, the rows of both in `shown`, and n."""
    a, b = (pd.Index(shown["actor"]).get_indexer(edges[side]) for side in ("actor_a", "actor_b"))
    return pd.DataFrame({"a": a, "b": b, "n": edges["n"].to_numpy()})[(a >= 0) & (b >= 0)]


def _layout(lines: pd.DataFrame, count: int, seed: int) -> np.ndarray:
    """Return x and y of each actor, rounded so that the last digits of another processor cannot be seen."""
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(lines.assign(n=np.log1p(lines["n"])).to_records(index=False).tolist())
    spread = 2.2 / np.sqrt(count)
    found = rustworkx.spring_layout(graph, weight_fn=float, k=spread, num_iter=300, seed=seed)
    places = np.array([found[node] for node in range(count)]).reshape(-1, 2)
    # Ranks in part: what has no tie drifts far away and would press the rest into a corner.
    ranks = places.argsort(axis=0).argsort(axis=0) / max(count - 1, 1)
    reach = np.maximum(np.ptp(places, axis=0), 1e-9)
    return np.round(0.15 * (places - places.min(axis=0)) / reach + 0.85 * ranks, 4)


def _draw_lines(ax: Axes, lines: pd.DataFrame, spots: np.ndarray) -> None:
    heaviest = lines["n"].max() if len(lines) else 1
    for a, b, n in lines.itertuples(index=False):
        width = 0.3 + 2.2 * np.log1p(n) / np.log1p(heaviest) * (heaviest > 1)
        ax.plot(*spots[[a, b]].T, color="0.75", linewidth=width, zorder=1, solid_capstyle="round")


def _draw_points(ax: Axes, spots: np.ndarray, areas: np.ndarray, groups: pd.Series | None) -> None:
    values = pd.Series("", range(len(spots))) if groups is None else groups.reset_index(drop=True)
    handles = {}
    for value, style in _styles(values).items():
        here = values.isna() if style is _UNKNOWN else values == value
        outline = {"edgecolor": style["markeredgecolor"], "linewidth": style["markeredgewidth"], "zorder": 2}
        ax.scatter(*spots[here].T, s=areas[here], color=style["color"], marker=style["marker"], **outline)
        handles[str(value)] = ax.plot([], [], **style)[0]
    if groups is not None:
        common.legend_above(ax, list(handles.values()), list(handles))


def _styles(values: pd.Series) -> dict[object, dict[str, object]]:
    """Return the style of each value that occurs; a categorical's stay the same if others are missing."""
    present = values.dropna().unique()
    known = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else sorted(present)
    styles = dict(zip(known, common.point_styles(len(known)), strict=True))
    styles = {value: style for value, style in styles.items() if value in present}
    return styles | ({"(none)": _UNKNOWN} if values.isna().any() else {})


def _draw_cells(ax: Axes, lines: pd.DataFrame, count: int, most: int) -> None:
    matrix = np.full((count, count), np.nan)
    matrix[lines["a"], lines["b"]] = matrix[lines["b"], lines["a"]] = lines["n"]
    borders = np.arange(count + 1) - 0.5
    # From a tint that can be told from the paper to the darkest blue, in even steps of the logarithm.
    shades = {"cmap": "Blues", "vmin": -0.4 * np.log(most + 1), "vmax": np.log(max(most, 2))}
    # Cells are shapes, not pixels: sharp at any size.
    ax.pcolormesh(borders, borders, np.ma.masked_invalid(np.log(matrix)), antialiased=False, **shades)
    ax.set_xlim(-0.5, count - 0.5)


def _height(names: list[str], width: float) -> float:
    """Return the height of a plot in points: some nine times the area of its names, within a page."""
    covered = common.LETTER * 1.25 * common.points("xtick.labelsize") ** 2 * sum(map(len, names))
    return min(max(9 * covered / width, 0.75 * width), 1.8 * width, 430)


def _label(actor: object) -> str:
    """Return a name on one line or two."""
    return "\n".join(textwrap.wrap(common.shorten(common.text(actor), 52), 26, max_lines=2, placeholder="…"))


def _left_out(
    table: pd.DataFrame, shown: pd.DataFrame, edges: pd.DataFrame, lines: pd.DataFrame
) -> list[str]:
    actors, ties = len(table) - len(shown), len(edges) - len(lines)
    return [f"left out: {actors:,} actors, {ties:,} pairs"] if actors or ties else []
