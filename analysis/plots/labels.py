"""Write names beside points, where they hide neither points nor each other."""

from collections.abc import Sequence

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D, ScaledTranslation

from analysis.plots import common

_DISTANCES = (1.5, 5, 10, 16, 24, 34)  # points between a point and its name, the nearest first
_DIRECTIONS = np.radians([0, 90, 270, 180, 45, 315, 135, 225, 22, 338, 158, 202, 68, 292, 112, 248])
_LEADER = 4  # points: from here on a thin line leads to the name
_LINE_COST = 1.5  # by how many points farther a name may go to cover one place less of a line
_PLACES = 24  # so many places of a line are looked at


def name_points(
    ax: Axes,
    xy: np.ndarray,
    names: Sequence[str],
    *,
    radius: np.ndarray,
    others: np.ndarray | None = None,
    lines: np.ndarray | None = None,
    halo: bool = False,
) -> int:
    """Name points in the order given, each where there is room nearest to it; tell how many found room.

    Call it last: the layout is settled first, since names are placed by their size in print.

    Args:
        xy: the points to name, a row each, in data coordinates.
        names: one for each.
        radius: of each point, in points.
        others: further points that no name may cover.
        lines: from x, y to x, y, a row each; names cover as few of them as they can.
        halo: whether names have a white edge, to be read on lines.
    """
    figure = ax.get_figure(root=True)
    figure.canvas.draw()
    scale = 72 / figure.dpi
    spots = ax.transData.transform(xy) * scale
    sizes = _sizes(ax, names) * scale
    frame = ax.get_window_extent().padded(3 / scale).extents * scale
    taken = [np.concatenate([spots - radius[:, None], spots + radius[:, None]], axis=1)]
    if others is not None:
        more = ax.transData.transform(others) * scale
        taken.append(np.concatenate([more - radius.min(), more + radius.min()], axis=1))
    boxes, on_lines = np.concatenate(taken), _sample(ax, lines, scale)
    named = 0
    for place, spot, size, name, reach in zip(xy, spots, sizes, names, radius, strict=True):
        best = _best_place(spot, size, reach, boxes, on_lines, frame)
        if best is None:
            continue
        offset, distance = best
        boxes = np.vstack([boxes, _box(spot + offset, size)])
        named += 1
        note = ax.annotate(
            name, place, offset, textcoords="offset points", ha="center", va="center", fontsize=common.small(),
            parse_math=False, annotation_clip=False,
        )  # fmt: skip
        note.set_in_layout(False)
        if halo:
            note.set_path_effects([patheffects.withStroke(linewidth=1.5, foreground="white")])
        if distance > _LEADER:
            _lead(ax, place, offset, size)
    return named


def _lead(ax: Axes, place: np.ndarray, offset: np.ndarray, size: np.ndarray) -> None:
    """A thin line from a point to the nearest place of its name, below the point."""
    end = offset + np.clip(-offset, -size / 2, size / 2)
    in_points = Affine2D().scale(1 / 72) + ax.get_figure(root=True).dpi_scale_trans
    from_place = in_points + ScaledTranslation(*place, ax.transData)
    line = Line2D([0, end[0]], [0, end[1]], transform=from_place, color="0.4", linewidth=0.4, zorder=1)
    line.set_in_layout(False)
    ax.add_artist(line)


def _sizes(ax: Axes, names: Sequence[str]) -> np.ndarray:
    """Width and height of each name in pixels."""
    text = ax.text(0, 0, "", fontsize=common.small(), parse_math=False)
    sizes = []
    for name in names:
        text.set_text(name)
        sizes.append(text.get_window_extent().size)
    text.remove()
    return np.array(sizes).reshape(-1, 2)


def _sample(ax: Axes, lines: np.ndarray | None, scale: float) -> np.ndarray:
    """Places along the lines, in points."""
    if lines is None or not len(lines):
        return np.empty((0, 2))
    ends = ax.transData.transform(np.reshape(lines, (-1, 2))).reshape(-1, 2, 2) * scale
    way = np.linspace(0, 1, _PLACES)[:, None, None]
    return (ends[:, 0] * (1 - way) + ends[:, 1] * way).reshape(-1, 2)


def _best_place(
    spot: np.ndarray,
    size: np.ndarray,
    reach: float,
    boxes: np.ndarray,
    on_lines: np.ndarray,
    frame: np.ndarray,
) -> tuple[np.ndarray, float] | None:
    """The offset of a name from its point and its distance: the cheapest place that is free."""
    best, least = None, np.inf
    for distance in _DISTANCES:
        if distance >= least:
            break
        for angle in _DIRECTIONS:
            way = np.array([np.cos(angle), np.sin(angle)])
            offset = np.round(way * (reach + distance + size / 2), 1)
            box = _box(spot + offset, size)
            if (box[:2] < frame[:2]).any() or (box[2:] > frame[2:]).any() or _overlaps(box, boxes):
                continue
            covered = ((on_lines > box[:2]) & (on_lines < box[2:])).all(axis=1).sum()
            cost = distance + _LINE_COST * covered
            if cost < least - 1e-6:
                best, least = (offset, distance), cost
    return best


def _box(middle: np.ndarray, size: np.ndarray) -> np.ndarray:
    return np.concatenate([middle - size / 2, middle + size / 2])


def _overlaps(box: np.ndarray, boxes: np.ndarray) -> bool:
    return bool(((box[:2] < boxes[:, 2:]) & (box[2:] > boxes[:, :2])).all(axis=1).any())
