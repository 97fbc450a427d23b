"""What all pictures share: axes named in words, numbers with separators, labels that fit."""

import math
import textwrap
from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from analysis.export.headings import heading, printable

# Second channels beside colour, so that a figure also reads in grey.
HATCHES = ("", "/////", "-----", "xxxxx", "\\" * 5)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
MOST_VECTORS = 5000  # marks; more of them are an image within the PDF and SVG, which stay small
MOST_GROUPS = 20  # so many pairs of colour and second channel are different


def axis_words(column: str) -> str:
    """The words that stand on an axis for a column: those of the list `column_words`."""
    return heading(column)


def number(value: float, _position: int | None = None) -> str:
    """A number as a reader expects it: 12,500, 0.25, −3; also serves as a tick formatter."""
    return f"{value + 0:,.10g}".replace("-", "\N{MINUS SIGN}")


def text(value: object) -> str:
    """A value on one line, without what no font can draw; a missing one is (none)."""
    return "(none)" if pd.isna(value) else printable(str(value))


def shorten(line: str, width: int = 28) -> str:
    """A text that fits beside an axis: its middle left out where it is longer than `width`."""
    if len(line) <= width:
        return line
    return f"{line[: width // 2].rstrip()}…{line[len(line) - (width - 1) // 2 :].lstrip()}"


def need_columns(table: pd.DataFrame, columns: Iterable[str], *, what: str) -> None:
    """Raise a ValueError that names the first missing column, and those that are there."""
    for column in columns:
        if column not in table:
            there = ", ".join(map(str, table)) or "none"
            raise ValueError(f"The {what} table has no column {column!r}: name one of its columns ({there}).")


def check_top(top: int | None) -> None:
    """Raise a ValueError where nothing would be shown."""
    if top is not None and top < 1:
        raise ValueError(f"top={top} shows nothing: give a number from 1, or None for all.")


def left_out(ranked: pd.Series, top: int | None) -> list[str]:
    """A line that says how many of a ranking are shown and whether equals were cut apart; or no line."""
    if top is None or len(ranked) <= top:
        return []
    level = int((ranked.iloc[top:] == ranked.iloc[top - 1]).sum())
    equals = f"; {level:,} more {'is' if level == 1 else 'are'} level with the last" if level else ""
    return [f"top {top:,} of {len(ranked):,}{equals}"]


def new_axes() -> Axes:
    """Axes in a new figure as wide as the style says; how high is for `fit_height` to say."""
    return plt.subplots(layout="constrained")[1]


def points(setting: str) -> float:
    """A size of letters in the style, in points."""
    return FontProperties(size=plt.rcParams[setting]).get_size_in_points()


def small() -> float:
    """The size of numbers on axes and of names within a picture, in points: the style says."""
    return points("xtick.labelsize")


def fit_height(ax: Axes, rows: float) -> None:
    """Make the figure so high that its rows get `rows` points at 7 points a letter, and all around them its place."""
    line = 1.25 * points("font.size")
    rows *= max(1, points("font.size") / 7)
    side = 0.56 * points("font.size") * (len(ax.get_ylabel()) + 1)
    around = 2.2 * line + line * ax.get_xlabel().count("\n") + line * bool(ax.get_title("right"))
    if ax.get_legend():
        labels = [label.get_text() for label in ax.get_legend().get_texts()]
        around += 0.6 * line + 1.25 * line * math.ceil(len(labels) / _legend_columns(ax, labels))
    ax.get_figure(root=True).set_figheight((max(rows, side) + around + line) / 72)


def value_axis(axis: Axis, *, whole: bool = False) -> None:
    """Round ticks with thousands separators, as many as fit, and lines to read them by where the style has them."""
    longest = max(len(number(round(end))) for end in axis.get_view_interval())
    most = 6 if longest <= 4 else 4
    if axis.axis_name == "x":
        most = max(2, min(most, int(_length(axis.axes) / _letters(longest + 2, small()))))
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10], integer=whole))
    axis.set_major_formatter(FuncFormatter(number))
    axis.grid(True)


def log_axis(axis: Axis) -> None:
    """Powers of ten, as many as fit: 1,000, then 1 million."""
    most = int(_length(axis.axes) / _letters(9, small())) if axis.axis_name == "x" else 6
    axis.set_major_locator(LogLocator(base=10, numticks=max(2, min(most, 6))))
    axis.set_major_formatter(FuncFormatter(_power_of_ten))
    axis.set_minor_formatter(NullFormatter())
    axis.grid(True)


def explain_x(ax: Axes, lines: Sequence[str]) -> None:
    """Label the x axis at its right end; notes stand below, as wide as the figure where they need it."""
    size = points("axes.labelsize")
    width = max(int(_cell(ax) / _letters(1, size)) - 1, 12)  # in characters
    text = "\n".join(_fill_evenly(line, width) for line in lines)
    ax.set_xlabel(text, loc="right")


def name_rows(ax: Axes, labels: Sequence[str], *, every: int = 1) -> None:
    """Write labels beside the rows, the first row on top; of very many rows only some, `every` so many.

    A label takes at most two fifths of the figure's width: the middle of a longer one is left out.
    """
    room = int(0.42 * _cell(ax) / _letters(1, points("ytick.labelsize")))
    ax.set_yticks(range(0, len(labels), every), [shorten(label, max(room, 8)) for label in labels[::every]])
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)  # "$3 or $4" is money


def with_counts(counts: pd.Series) -> list[str]:
    """Labels that say of how many: the name and, in brackets, its number."""
    return [f"{name} ({number(n)})" for name, n in counts.items()]


def number_columns(ax: Axes, count: int) -> None:
    """Number the columns of a matrix; where not all numbers fit, every second, fifth or tenth."""
    fitting = max(_length(ax) / _letters(len(str(count)) + 1, small()), 1)
    every = next((step for step in (1, 2, 5, 10, 20) if count / step <= fitting), 50)
    shown = [number for number in range(1, count + 1) if number % every == 0 or every == 1]
    ax.set_xticks([number - 1 for number in shown], list(map(str, shown)))
    ax.tick_params(axis="x", length=0)


def bar_looks(count: int) -> list[dict[str, object]]:
    """Colour and hatching of each group of bars; a single group is plain."""
    if count == 1:
        return [{"color": "C0"}]
    return [
        {
            "facecolor": colour,
            "edgecolor": "black",  # a pale bar needs an outline on white
            "hatch": hatch,
            "hatchcolor": "white" if _is_dark(colour) else "black",
        }
        for colour, hatch in _pairs(count, HATCHES)
    ]


def point_looks(count: int) -> list[dict[str, object]]:
    """Colour and marker of each group of points."""
    return [
        {
            "color": colour,
            "marker": marker,
            "linestyle": "none",
            "markeredgecolor": "black",
            "markeredgewidth": 0.4,
        }
        for colour, marker in _pairs(count, MARKERS)
    ]


def looks_by_value(column: pd.Series) -> dict[object, dict[str, object]]:
    """Colour and marker of each value that occurs; a categorical's stay the same where others are missing."""
    present = column.dropna().unique()
    is_categorical = isinstance(column.dtype, pd.CategoricalDtype)
    values = list(column.cat.categories) if is_categorical else sorted(present)
    looks = dict(zip(values, point_looks(len(values)), strict=True))
    return {value: look for value, look in looks.items() if value in set(present)}


def legend_above(ax: Axes, handles: Sequence, labels: Sequence[str]) -> None:
    """A legend above the axes, where it can hide no data, in as many columns as fit."""
    legend = ax.legend(
        handles,
        labels,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=_legend_columns(ax, labels),
        borderpad=0,
        borderaxespad=0.8,
        handlelength=1.4,
        handletextpad=0.5,
        columnspacing=1.2,
    )
    for label in legend.get_texts():
        label.set_parse_math(False)


def say_nothing_found(ax: Axes) -> None:
    """Say inside empty axes that they are empty on purpose."""
    ax.set(xticks=[], yticks=[])
    ax.text(0.5, 0.5, "nothing found", transform=ax.transAxes, ha="center", va="center")


def _fill_evenly(line: str, width: int) -> str:
    """Wrap a line so that no single word is left for the last one."""
    rows = len(textwrap.wrap(line, width))
    for narrower in range(max(len(line) // max(rows, 1), 1), width):
        if len(textwrap.wrap(line, narrower)) <= rows:
            return textwrap.fill(line, narrower)
    return textwrap.fill(line, width)


def _legend_columns(ax: Axes, labels: Sequence[str]) -> int:
    size = points("legend.fontsize")
    entry = _letters(max(map(len, labels)), size) + 3.2 * size
    width = _cell(ax) - 3 * size  # also above the labels of the rows
    return min(len(labels), max(1, int(width // entry)))


def _letters(count: int, size: float) -> float:
    """About how many points wide so many letters are."""
    return 0.56 * size * count


def _cell(ax: Axes) -> float:
    """About how many points wide the axes are with all their labels."""
    share = ax.get_position().width / 0.775  # matplotlib's own margins, which the layout does away with
    figure = ax.get_figure()
    return figure.bbox.width / figure.dpi * 72 * min(1, share)


def _length(ax: Axes) -> float:
    """About how many points long the x axis will be beside the labels of the rows."""
    size = points("ytick.labelsize")
    longest = max((len(label.get_text()) for label in ax.get_yticklabels()), default=0)
    return _cell(ax) - _letters(longest + 2, size) - (1.5 * size if ax.get_ylabel() else 0)


def _power_of_ten(value: float, _position: int | None = None) -> str:
    """Write 1,000,000 as 1 million: the zeros of a long axis would run into each other."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{number(round(value / size, 6))} {word}"
    return number(value)


def _pairs(count: int, seconds: Sequence[str]) -> list[tuple[str, str]]:
    if count > MOST_GROUPS:
        raise ValueError(
            f"{count} groups cannot be told apart, at most {MOST_GROUPS}: choose first those to compare."
        )
    colours = plt.rcParams["axes.prop_cycle"].by_key().get("color", ["C0"])
    one, two = len(colours), len(seconds)
    # Both go round; when all the pairs have been seen, the second channel moves on by one.
    return [(colours[i % one], seconds[(i + i // math.lcm(one, two)) % two]) for i in range(count)]


def _is_dark(colour: str) -> bool:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
