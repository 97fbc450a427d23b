"""Pictures of a network: as nodes and lines, and as a matrix for when it is dense."""

import numpy as np
import pandas as pd
import rustworkx
import textalloc
from matplotlib import patheffects
from matplotlib.axes import Axes

from analysis.plots import common

_HALO = [patheffects.withStroke(linewidth=1.5, foreground="white")]


def plot_network(
    edges: pd.DataFrame,
    *,
    nodes: pd.DataFrame | None = None,
    by: str | None = None,
    size: str = "strength",
    top: int = 30,
    seed: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Who with whom? Actors as points, named pairs as lines: the thicker, the more often they are named together.

    The same network with the same seed always looks the same. Nearness means ties, the directions mean nothing.

    Args:
        edges: what `actor_edges` gives, or the rows of it to draw, such as a backbone's.
        nodes: a table with a column actor, such as that of `rank_actors`; actors of it without an edge are drawn too.
        by: a column of `nodes` (such as label or community) shown by colour and marker.
        size: a column of `nodes` that the points' area shows; "strength", the sum of an actor's n, is always there.
        top: how many actors to draw, by `size`; what is left out is counted below the picture.
        seed: for the layout.
        ax: where to draw; a new figure if not given.

    Returns the Axes. Nothing to draw gives empty axes that say so.

    Raises:
        ValueError: a column is missing, or `by` has more values than can be told apart.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> sorted(text.get_text() for text in plot_network(edges).texts)
    ['Assad', 'Syria']
    """
    table = _nodes(edges, nodes, [name for name in (by, size) if name])
    shown = table.sort_values([size, "actor"], ascending=[False, True]).head(top)
    lines = _among(edges, shown)
    ax = ax or common.new_axes()
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    if shown.empty:
        common.say_nothing_found(ax)
        return ax
    figure = ax.get_figure(root=True)
    figure.set_figheight(min(figure.get_figwidth(), 5))  # inches: room for a caption on the page
    x, y = _layout(lines, shown, seed)
    _draw_lines(ax, lines, shown, x, y)
    _draw_points(ax, shown, x, y, by, size)
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1))
    common.explain_x(ax, _left_out(table, shown, edges, lines))
    _write_names(ax, shown, x, y, size)
    return ax


def plot_adjacency(
    edges: pd.DataFrame,
    *,
    nodes: pd.DataFrame | None = None,
    by: str | None = None,
    top: int = 25,
    ax: Axes | None = None,
) -> Axes:
    """Who with whom, where lines would cover each other? A matrix: the darker a cell, the more often the two are named.

    Args:
        edges: what `actor_edges` gives.
        nodes: a table with a column actor, such as that of `rank_actors`.
        by: a column of `nodes` (such as community) whose values stand together; within them, and without it, the
            strongest actor comes first.
        top: how many actors to show, by strength; what is left out is counted below the picture.
        ax: where to draw; a new figure if not given.

    Returns the Axes. Nothing to draw gives empty axes that say so.

    Raises:
        ValueError: a column is missing.

    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> [label.get_text() for label in plot_adjacency(edges).get_yticklabels()]
    ['Assad  1', 'Syria  2']
    """
    table = _nodes(edges, nodes, [by] if by else [])
    table = table.sort_values(["strength", "actor"], ascending=[False, True])
    shown = table.head(top)
    shown = shown.sort_values(by, kind="stable") if by else shown
    ax = ax or common.new_axes()
    if shown.empty:
        common.say_nothing_found(ax)
        return ax
    lines = _among(edges, shown)
    matrix = np.full((len(shown), len(shown)), np.nan)
    a, b = _places(lines, shown)
    matrix[a, b] = matrix[b, a] = lines["n"]
    most = lines["n"].max() if len(lines) else 1
    # From a tint that can be told from the paper to the darkest blue, in even steps of the logarithm.
    ax.imshow(
        np.log(matrix), cmap="Blues", vmin=-0.4 * np.log(most + 1), vmax=np.log(max(most, 2)), aspect="auto"
    )
    numbers = [str(number) for number in range(1, len(shown) + 1)]
    names = [common.shorten(common.text(actor)) for actor in shown["actor"]]
    common.name_rows(ax, [f"{name}  {number}" for name, number in zip(names, numbers, strict=True)])
    ax.set_xticks(range(len(numbers)), numbers, fontsize=5)
    ax.tick_params(axis="both", length=0)
    for label in ax.get_yticklabels():
        label.set_fontsize(6)
    if by:
        for border in np.flatnonzero(shown[by].to_numpy()[1:] != shown[by].to_numpy()[:-1]):
            ax.axhline(border + 0.5, color="black", linewidth=0.5)
            ax.axvline(border + 0.5, color="black", linewidth=0.5)
    ax.spines[:].set_visible(True)
    scale = f"the darker, the more often named together (1 to {most:,})"
    common.explain_x(ax, [scale, *_left_out(table, shown, edges, lines)])
    common.fit_height(ax, 8 * len(shown))
    return ax


def _nodes(edges: pd.DataFrame, nodes: pd.DataFrame | None, columns: list[str]) -> pd.DataFrame:
    """Every actor with its strength, and with the columns of `nodes`."""
    common.need_columns(edges, ["actor_a", "actor_b", "n"], what="edge")
    ends = pd.concat(
        [edges[[side, "n"]].set_axis(["actor", "strength"], axis=1) for side in ("actor_a", "actor_b")]
    )
    table = ends.groupby("actor")["strength"].sum().reset_index()
    if nodes is not None:
        common.need_columns(nodes, ["actor"], what="node")
        others = nodes.drop(columns="strength", errors="ignore")
        table = table.merge(others, on="actor", how="outer").fillna({"strength": 0})
    common.need_columns(table, columns, what="node")
    return table


def _among(edges: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    return edges[edges["actor_a"].isin(shown["actor"]) & edges["actor_b"].isin(shown["actor"])]


def _places(lines: pd.DataFrame, shown: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The row in `shown` of either end of each edge."""
    actors = pd.Index(shown["actor"])
    return actors.get_indexer(lines["actor_a"]), actors.get_indexer(lines["actor_b"])


def _layout(lines: pd.DataFrame, shown: pd.DataFrame, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A spring layout, rounded so that the last digits of another processor cannot be seen."""
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(shown)))
    a, b = _places(lines, shown)
    graph.add_edges_from(list(zip(a.tolist(), b.tolist(), np.log1p(lines["n"]).tolist(), strict=True)))
    spread = 2.2 / np.sqrt(len(shown))
    found = rustworkx.spring_layout(graph, weight_fn=float, k=spread, num_iter=300, seed=seed)
    places = np.array([found[node] for node in range(len(shown))]).reshape(-1, 2)
    # Ranks in part: what has no tie drifts far away and would press the rest into a corner.
    ranks = places.argsort(axis=0).argsort(axis=0) / max(len(shown) - 1, 1)
    reach = np.maximum(np.ptp(places, axis=0), 1e-9)
    return tuple(np.round(0.15 * (places - places.min(axis=0)) / reach + 0.85 * ranks, 4).T)


def _draw_lines(ax: Axes, lines: pd.DataFrame, shown: pd.DataFrame, x: np.ndarray, y: np.ndarray) -> None:
    heaviest = lines["n"].max() if len(lines) else 1
    for a, b, n in zip(*_places(lines, shown), lines["n"], strict=True):
        width = 0.3 + 2.2 * np.log1p(n) / np.log1p(heaviest) * (heaviest > 1)
        ax.plot(x[[a, b]], y[[a, b]], color="0.75", linewidth=width, zorder=1, solid_capstyle="round")


def _draw_points(
    ax: Axes, shown: pd.DataFrame, x: np.ndarray, y: np.ndarray, by: str | None, size: str
) -> None:
    area = _areas(shown, size)
    values = sorted(shown[by].dropna().unique()) if by else [None]
    for value, look in zip(values, common.point_looks(len(values)), strict=True):
        here = (shown[by] == value).to_numpy() if by else np.ones(len(shown), dtype=bool)
        ax.scatter(
            x[here], y[here], s=area[here], color=look["color"], marker=look["marker"], edgecolor="black",
            linewidth=0.4, zorder=2,
        )  # fmt: skip
    if by:
        marks = [ax.plot([], [], **{**look, "markersize": 4})[0] for look in common.point_looks(len(values))]
        common.legend_above(ax, marks, [str(value) for value in values])


def _areas(shown: pd.DataFrame, size: str) -> np.ndarray:
    """The area of each point, in square points."""
    return (12 + 80 * shown[size].fillna(0) / max(shown[size].max(), 1e-9)).to_numpy()


def _write_names(ax: Axes, shown: pd.DataFrame, x: np.ndarray, y: np.ndarray, size: str) -> None:
    names = [common.shorten(common.text(actor), 24) for actor in shown["actor"]]
    limits = ax.get_xlim(), ax.get_ylim()
    ax.get_figure(root=True).canvas.draw()  # the places of labels depend on the final size of the axes
    textalloc.allocate(
        ax, x.tolist(), y.tolist(), names, x_scatter=x.tolist(), y_scatter=y.tolist(),
        scatter_sizes=_areas(shown, size).tolist(), textsize=6, max_distance=0.1, linewidth=0.4, linecolor="0.4",
        draw_all=True, nbr_candidates=400,
    )  # fmt: skip
    ax.set(xlim=limits[0], ylim=limits[1])
    for text in ax.texts:
        text.set_path_effects(_HALO)
        text.set_parse_math(False)


def _left_out(
    table: pd.DataFrame, shown: pd.DataFrame, edges: pd.DataFrame, lines: pd.DataFrame
) -> list[str]:
    actors, ties = len(table) - len(shown), len(edges) - len(lines)
    return [f"left out: {actors:,} actors, {ties:,} pairs"] if actors or ties else []
