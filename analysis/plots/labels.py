"""Write names beside points, where they hide neither points nor each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.plots import common

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Where a name may be: its distance from the point, in points, and its direction; the first free one is the best.
_DISTANCES = np.repeat([1.5, 5, 10, 16, 24, 34], 16)
_ANGLES = np.radians([0, 90, 270, 180, 45, 315, 135, 225, 22, 338, 158, 202, 68, 292, 112, 248] * 6)
_WAYS = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])
_LEADER = 4  # points: from this distance on a thin line leads to the name
_LINE_COST = 1.5  # how many points farther a name may go to cover one place less of a line
_PLACES = 24  # places of a line that count


def name_points(
    ax: Axes,
    xy: np.ndarray,
    names: Sequence[str],
    *,
    radius: np.ndarray,
    others: np.ndarray | None = None,
    lines: np.ndarray | None = None,
) -> int:
    """Write names beside points in the order given, each where there is room near it; return how many had room.

    Call it last, since names are placed in the layout of this moment.

    Args:
        xy: the points to name, a row each, in data coordinates.
        names: one for each.
        radius: of each point, in points.
        others: further points that no name may cover.
        lines: from x, y to x, y, a row each; names have a white edge and cover as few of them as they can.
    """
    from matplotlib.patheffects import withStroke

    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    scale = 72 / figure.dpi  # all lengths from here on are points
    spots = ax.transData.transform(xy) * scale
    taken = np.hstack([spots - radius[:, None], spots + radius[:, None]])
    if others is not None:
        more = ax.transData.transform(others) * scale
        taken = np.vstack([taken, np.hstack([more - radius.min(), more + radius.min()])])
    on_lines = _sample(ax, lines, scale)
    frame = ax.get_window_extent().padded(3 / scale).extents * scale
    named = 0
    for place, spot, name, reach in zip(xy, spots, names, radius, strict=True):
        note = ax.annotate(
            name, place, (0, 0), textcoords="offset points", ha="center", va="center",
            fontsize=common.points("xtick.labelsize"), parse_math=False, annotation_clip=False, in_layout=False,
        )  # fmt: skip
        half = note.get_window_extent().size * scale / 2
        offsets = np.round(_WAYS * (reach + _DISTANCES[:, None] + half), 1)
        boxes = np.hstack([spot + offsets - half, spot + offsets + half])
        inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
        free = inside & ~_overlap(boxes, taken).any(axis=1)
        if not free.any():
            note.remove()
            continue
        cost = _DISTANCES + _LINE_COST * _overlap(boxes, np.hstack([on_lines, on_lines])).sum(axis=1)
        best = np.argmin(np.where(free, cost, np.inf))
        note.set_position(offsets[best])
        taken, named = np.vstack([taken, boxes[best]]), named + 1
        if lines is not None:
            note.set_path_effects([withStroke(linewidth=1.5, foreground="white")])
        if _DISTANCES[best] > _LEADER:
            _lead(ax, place, offsets[best] + np.clip(-offsets[best], -half, half))
    return named


def _sample(ax: Axes, lines: np.ndarray | None, scale: float) -> np.ndarray:
    """Return places along the lines, in points."""
    ends = np.reshape([] if lines is None else lines, (-1, 2))
    ends = (ax.transData.transform(ends) * scale).reshape(-1, 2, 2)
    way = np.linspace(0, 1, _PLACES)[:, None, None]
    return (ends[:, 0] * (1 - way) + ends[:, 1] * way).reshape(-1, 2)


def _overlap(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return which of the boxes overlap which of the others: a row for each box."""
    boxes = boxes[:, None]
    return ((boxes[..., :2] < others[:, 2:]) & (boxes[..., 2:] > others[:, :2])).all(axis=2)


def _lead(ax: Axes, place: np.ndarray, end: np.ndarray) -> None:
    """Draw a thin line from a point to its name, which is `end` points away."""
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Affine2D, ScaledTranslation

    in_points = Affine2D().scale(1 / 72) + ax.get_figure(root=True).dpi_scale_trans
    from_place = in_points + ScaledTranslation(*place, ax.transData)
    line = Line2D([0, end[0]], [0, end[1]], transform=from_place, color="0.4", linewidth=0.4, zorder=1)
    line.set_in_layout(False)
    ax.add_artist(line)
