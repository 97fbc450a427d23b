"""Pictures of a network: as nodes and lines, and as a matrix for when it is dense."""

import textwrap

import numpy as np
import pandas as pd
import rustworkx
from matplotlib.axes import Axes

from analysis.plots import common
from analysis.plots.labels import name_points

# Actors of whom the value shown by colour is not known.
_UNKNOWN = {
    "color": "0.75",
    "marker": "h",
    "linestyle": "none",
    "markeredgecolor": "black",
    "markeredgewidth": 0.4,
}


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
    new, ax = ax is None, ax or common.new_axes()
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    if shown.empty:
        common.say_nothing_found(ax)
        return ax
    if new:
        _fit_names(ax, shown)
    notes = _left_out(table, shown, edges, lines)
    common.explain_x(ax, notes)
    x, y = _spread(*_layout(lines, shown, seed), *_boxes(ax, shown))
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1))
    _draw_lines(ax, lines, shown, x, y)
    _draw_points(ax, shown, x, y, by, size)
    ends = _places(lines, shown)
    spots = np.column_stack([x, y])
    named = name_points(
        ax, spots, [_label(actor) for actor in shown["actor"]], radius=np.sqrt(_areas(shown, size)) / 2,
        lines=np.column_stack([spots[ends[0]], spots[ends[1]]]), halo=True,
    )  # fmt: skip
    if named < len(shown):
        common.explain_x(ax, [*notes, f"room for {named:,} of {len(shown):,} names"])
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
    new, ax = ax is None, ax or common.new_axes()
    if shown.empty:
        common.say_nothing_found(ax)
        return ax
    lines = _among(edges, shown)
    matrix = np.full((len(shown), len(shown)), np.nan)
    a, b = _places(lines, shown)
    matrix[a, b] = matrix[b, a] = lines["n"]
    most = lines["n"].max() if len(lines) else 1
    # From a tint that can be told from the paper to the darkest blue, in even steps of the logarithm.
    edges_of_cells = np.arange(len(shown) + 1) - 0.5
    ax.pcolormesh(  # cells as shapes, not pixels: sharp at any size
        edges_of_cells, edges_of_cells, np.ma.masked_invalid(np.log(matrix)), cmap="Blues", antialiased=False,
        vmin=-0.4 * np.log(most + 1), vmax=np.log(max(most, 2)),
    )  # fmt: skip
    ax.set_xlim(-0.5, len(shown) - 0.5)
    common.name_rows(
        ax, [f"{common.text(actor)}  {row}" for row, actor in enumerate(shown["actor"], start=1)]
    )
    common.number_columns(ax, len(shown))
    if by:
        for border in np.flatnonzero(shown[by].to_numpy()[1:] != shown[by].to_numpy()[:-1]):
            ax.axhline(border + 0.5, color="black", linewidth=0.5)
            ax.axvline(border + 0.5, color="black", linewidth=0.5)
    ax.spines[:].set_visible(True)
    scale = f"the darker, the more often named together (1 to {most:,})"
    common.explain_x(ax, [scale, *_left_out(table, shown, edges, lines)])
    if new:
        common.fit_height(ax, 8.5 * len(shown))
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


def _boxes(ax: Axes, shown: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """How wide and high a point with its name is, as shares of the picture."""
    figure = ax.get_figure()
    width, height = figure.bbox.width / figure.dpi * 72, figure.bbox.height / figure.dpi * 72
    lines = [_label(actor).split("\n") for actor in shown["actor"]]
    wide = np.array([0.56 * common.small() * max(map(len, label)) for label in lines]) / width
    high = np.array([1.25 * common.small() * (len(label) + 0.8) for label in lines]) / height
    return 1.3 * wide, 1.3 * high  # of the axes, whose margins names may use


def _spread(
    x: np.ndarray, y: np.ndarray, wide: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Push apart points whose names would cover each other, each pair along the way that is shorter."""
    x, y = x.copy(), y.copy()
    for _ in range(300):
        gap_x, gap_y = np.subtract.outer(x, x), np.subtract.outer(y, y)
        over_x = np.add.outer(wide, wide) / 2 - abs(gap_x)
        over_y = np.add.outer(high, high) / 2 - abs(gap_y)
        close = np.triu((over_x > 1e-6) & (over_y > 1e-6), 1)
        if not close.any():
            break
        for a, b in zip(*np.nonzero(close), strict=True):
            if over_y[a, b] < over_x[a, b]:
                step = 0.26 * over_y[a, b] * (1 if gap_y[a, b] >= 0 else -1)
                y[a], y[b] = y[a] + step, y[b] - step
            else:
                step = 0.26 * over_x[a, b] * (1 if gap_x[a, b] >= 0 else -1)
                x[a], x[b] = x[a] + step, x[b] - step
        x, y = x.clip(0, 1), y.clip(0, 1)
    return np.round(x, 4), np.round(y, 4)


def _draw_lines(ax: Axes, lines: pd.DataFrame, shown: pd.DataFrame, x: np.ndarray, y: np.ndarray) -> None:
    heaviest = lines["n"].max() if len(lines) else 1
    for a, b, n in zip(*_places(lines, shown), lines["n"], strict=True):
        width = 0.3 + 2.2 * np.log1p(n) / np.log1p(heaviest) * (heaviest > 1)
        ax.plot(x[[a, b]], y[[a, b]], color="0.75", linewidth=width, zorder=1, solid_capstyle="round")


def _draw_points(
    ax: Axes, shown: pd.DataFrame, x: np.ndarray, y: np.ndarray, by: str | None, size: str
) -> None:
    area = _areas(shown, size)
    looks = common.looks_by_value(shown[by]) if by else {None: common.point_looks(1)[0]}
    if by and shown[by].isna().any():
        looks["(none)"] = _UNKNOWN
    for value, look in looks.items():
        here = np.ones(len(shown), dtype=bool)
        if by:
            here = (shown[by].isna() if look is _UNKNOWN else shown[by] == value).to_numpy()
        ax.scatter(
            x[here], y[here], s=area[here], color=look["color"], marker=look["marker"], edgecolor="black",
            linewidth=0.4, zorder=2,
        )  # fmt: skip
    if by:
        marks = [ax.plot([], [], **look)[0] for look in looks.values()]
        common.legend_above(ax, marks, list(map(str, looks)))


def _areas(shown: pd.DataFrame, size: str) -> np.ndarray:
    """The area of each point, in square points."""
    return (12 + 80 * shown[size].fillna(0) / max(shown[size].max(), 1e-9)).to_numpy()


def _fit_names(ax: Axes, shown: pd.DataFrame) -> None:
    """Make a new figure high enough for its names: some nine times the paper that they cover."""
    figure = ax.get_figure(root=True)
    width = figure.get_figwidth() * 72
    letters = shown["actor"].map(lambda actor: len(_label(actor))).sum()
    covered = 0.56 * 1.25 * common.small() ** 2 * letters
    height = min(max(9 * covered / width, 0.75 * width), 1.8 * width, 450)  # room for a caption on the page
    figure.set_figheight(height / 72)


def _label(actor: object) -> str:
    """A name on one line or two."""
    return "\n".join(textwrap.wrap(common.shorten(common.text(actor), 52), 26, max_lines=2, placeholder="…"))


def _left_out(
    table: pd.DataFrame, shown: pd.DataFrame, edges: pd.DataFrame, lines: pd.DataFrame
) -> list[str]:
    actors, ties = len(table) - len(shown), len(edges) - len(lines)
    return [f"left out: {actors:,} actors, {ties:,} pairs"] if actors or ties else []
