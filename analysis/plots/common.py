"""What all plots share: axes, labels and legends in words, and one style for each group."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.export.headings import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

# Second channels beside colour, so that a figure also reads in grey.
HATCHES = ("", "/////", "-----", "xxxxx", "\\" * 5)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
MOST_GROUPS = 20  # pairs of colour and second channel that differ
MOST_VECTORS = 5000  # marks; more of them are an image within the PDF and SVG, which stay small
LETTER = 0.56  # the average width of a letter, as a share of its size


def number(value: float, _position: int | None = None) -> str:
    """Return a number as a reader expects it: 12,500, 0.25, −3. It is also a formatter for ticks."""
    return f"{value + 0:,.10g}".replace("-", "\N{MINUS SIGN}")


def text(value: object) -> str:
    """Return a value on one line, without what no font can draw; (none) for a missing one."""
    return "(none)" if pd.isna(value) else printable(str(value))


def shorten(line: str, width: int = 28) -> str:
    """Return a text of at most `width` letters, without its middle if it is longer."""
    if len(line) <= width:
        return line
    return f"{line[: width // 2].rstrip()}…{line[len(line) - (width - 1) // 2 :].lstrip()}"


def check_top(top: int | None) -> None:
    """Raise a ValueError if nothing would be shown."""
    if top is not None and top < 1:
        raise ValueError(f"top={top} shows nothing: give a number from 1, or None for all.")


def count_values(values: pd.Series) -> pd.Series:
    """Return how often each value occurs: the most frequent first, equal ones by the alphabet."""
    return largest_first(values.value_counts().sort_index())


def largest_first(numbers: pd.Series) -> pd.Series:
    """Return the numbers with the largest first; equal ones keep their order."""
    return numbers.sort_values(ascending=False, kind="stable")


def left_out(ranked: pd.Series, top: int | None) -> list[str]:
    """Return a line that says how many of a ranking are shown, and how many more equal the last; or no line."""
    if top is None or len(ranked) <= top:
        return []
    level = int((ranked.iloc[top:] == ranked.iloc[top - 1]).sum())
    equals = f"; {level:,} more {'is' if level == 1 else 'are'} level with the last" if level else ""
    return [f"top {top:,} of {len(ranked):,}{equals}"]


def with_counts(counts: pd.Series) -> list[str]:
    """Return labels with a number in brackets after each name."""
    return [f"{name} ({number(n)})" for name, n in counts.items()]


def categories(values: pd.Series) -> pd.Categorical:
    """Return the values as text: categories keep their order, others are sorted, what is missing comes last."""
    known = [text(value) for value in pd.Categorical(values).categories]
    texts = [text(value) for value in values]
    return pd.Categorical(texts, list(dict.fromkeys([*known, *texts])))


def start(ax: Axes | None, label: str) -> tuple[bool, Axes]:
    """Return whether axes are new, and the axes with a label for y; new ones are as wide as the style says."""
    import matplotlib.pyplot as plt

    new, ax = ax is None, ax or plt.subplots(layout="constrained")[1]
    ax.set_ylabel(label)
    return new, ax


def finish(ax: Axes, lines: Sequence[str], height: float | None = None) -> Axes:
    """Label the x axis, with notes below the label, and return the Axes; write in empty ones that they are empty.

    Args:
        lines: the label and the notes; long ones are wrapped.
        height: of the axes of a new figure, in points at letters of 7 points; the figure grows by the labels and
            the legend around them. None: the height stays.
    """
    if not ax.has_data():
        ax.set(xticks=[], yticks=[])
        ax.text(0.5, 0.5, "nothing found", transform=ax.transAxes, ha="center", va="center")
    width = int(room(ax) / LETTER / points("axes.labelsize"))
    ax.set_xlabel("\n".join(textwrap.fill(line, width) for line in lines), loc="right")
    if height is not None:
        _set_height(ax, height * max(1, points("font.size") / 7) / 72)
    return ax


def _set_height(ax: Axes, inches: float) -> None:
    """Set the height of a figure so that its axes are so many inches high, or as high as the label of y is long."""
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    around = figure.get_tightbbox().height - ax.get_window_extent().height / figure.dpi  # labels and legend
    label = ax.yaxis.label.get_window_extent().height / figure.dpi
    figure.set_figheight(round(around + max(inches, label) + 0.08, 2))


def room(ax: Axes) -> float:
    """Return about how many points wide the axes are with their labels."""
    figure = ax.get_figure()
    # 0.775: with matplotlib's own margins, which the layout removes.
    share = min(1, ax.get_position().width / 0.775)
    return figure.bbox.width / figure.dpi * 72 * share


def setting(name: str) -> object:
    """Return a value of the style."""
    import matplotlib

    return matplotlib.rcParams[name]


def points(name: str) -> float:
    """Return a size of letters in the style, in points."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(size=setting(name)).get_size_in_points()


def value_axis(axis: Axis, *, whole: bool = False) -> None:
    """Set round ticks with thousands separators, as many as fit, and grid lines if the style has them."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    longest = max(len(number(round(end))) for end in axis.get_view_interval())
    most = 6 if longest <= 4 else 4
    if axis.axis_name == "x":
        most = max(2, min(most, int(room(axis.axes) / (10 * max(longest, 4)))))
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10], integer=whole))
    axis.set_major_formatter(FuncFormatter(number))
    axis.grid(True)


def log_axis(axis: Axis) -> None:
    """Set ticks at powers of ten: 1,000, then 1 million."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axis.set_major_locator(LogLocator(base=10, numticks=5))
    axis.set_major_formatter(FuncFormatter(_power_of_ten))
    axis.set_minor_formatter(NullFormatter())
    axis.grid(True)


def _power_of_ten(value: float, _position: int | None = None) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{number(round(value / size, 6))} {word}"
    return number(value)


def name_rows(ax: Axes, labels: Sequence[str], *, every: int = 1) -> None:
    """Write labels beside the rows, the first row on top; if there are very many rows, only at every n-th.

    A label takes at most two fifths of the width; a longer one loses its middle.
    """
    most = max(int(0.42 * room(ax) / LETTER / points("ytick.labelsize")), 8)
    ax.set_yticks(range(0, len(labels), every), [shorten(label, most) for label in labels[::every]])
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)  # "$3 or $4" is money


def legend_above(ax: Axes, handles: Sequence, labels: Sequence[str]) -> None:
    """Draw a legend above the axes, where it can hide no data, in as many columns as fit."""
    labels = [shorten(label) for label in labels]
    size = points("legend.fontsize")
    entry = LETTER * size * max(map(len, labels)) + 3.2 * size
    columns = min(len(labels), max(1, int((room(ax) - 3 * size) / entry)))
    legend = ax.legend(handles, labels, loc="lower right", bbox_to_anchor=(1, 1), ncols=columns)
    for label in legend.get_texts():
        label.set_parse_math(False)


def draw_marks(ax: Axes, marks: pd.DataFrame, styles: dict[str, dict], *, spread: float) -> list:
    """Draw a mark for each row of `marks` (x, row, group), and return a handle for each group.

    The groups of a row are drawn a little below each other, over `spread` of its height, so that they do not hide
    each other.
    """
    handles = []
    for i, (group, style) in enumerate(styles.items()):
        part = marks[marks["group"] == group]
        shift = (i - (len(styles) - 1) / 2) * spread / len(styles)
        extra = {"rasterized": len(marks) > MOST_VECTORS, "clip_on": False, "in_layout": False}
        handles += ax.plot(part["x"], part["row"] + shift, **style, **extra)
    return handles


def bar_styles(count: int) -> list[dict[str, object]]:
    """Return colour and hatching of each group of bars; a single group is plain."""
    from matplotlib.colors import to_rgb

    if count == 1:
        return [{"color": "C0"}]
    styles = []
    for colour, hatch in _pairs(count, HATCHES):
        red, green, blue = to_rgb(colour)
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        outline = {"edgecolor": "black", "hatchcolor": "white" if dark else "black"}
        styles.append({"facecolor": colour, "hatch": hatch, **outline})
    return styles


def point_styles(count: int) -> list[dict[str, object]]:
    """Return colour and marker of each group of points."""
    return [point_style(colour, marker) for colour, marker in _pairs(count, MARKERS)]


def point_style(colour: str, marker: str, edge: str = "black") -> dict[str, object]:
    """Return the style of points of one colour and marker."""
    shape = {"color": colour, "marker": marker, "linestyle": "none"}
    return {**shape, "markeredgecolor": edge, "markeredgewidth": 0.4}


def _pairs(count: int, seconds: Sequence[str]) -> list[tuple[str, str]]:
    if count > MOST_GROUPS:
        raise ValueError(f"{count} groups would look alike, at most {MOST_GROUPS} differ: choose fewer.")
    colours = setting("axes.prop_cycle").by_key().get("color", ["C0"])
    one, two = len(colours), len(seconds)
    # Both go round; when all the pairs have been used, the second channel moves on by one.
    return [(colours[i % one], seconds[(i + i // math.lcm(one, two)) % two]) for i in range(count)]
