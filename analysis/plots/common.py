"""What all pictures share: axes named in words, numbers with separators, labels that fit."""

import math
import re
import textwrap
from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgb
from matplotlib.ticker import FuncFormatter, MaxNLocator

# What stands on an axis for a column; every other column is named by itself, without underscores.
AXIS_WORDS = {
    "n": "occurrences",
    "doc_freq": "texts",
    "per_million": "occurrences per million words",
    "n_words": "words",
    "log_ratio": "log ratio",
    "g2": "G²",
    "mi": "mutual information",
    "log_dice": "logDice",
    "period": "date",
    "share": "share of all",
    "juilland_d": "Juilland’s D",
    "dp": "Gries’ DP",
    "dp_norm": "normalised DP",
}
# Second channels beside colour, so that a figure also reads in grey.
HATCHES = ("", "/////", ".....", "xxxxx", "\\" * 5)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
MOST_GROUPS = 20  # so many pairs of colour and second channel are different


def axis_words(column: str) -> str:
    """The words that stand on an axis for a column."""
    return AXIS_WORDS.get(column, str(column).replace("_", " "))


def number(value: float, _position: int | None = None) -> str:
    """A number as a reader expects it: 12,500, 0.25, −3; also serves as a tick formatter."""
    return f"{value + 0:,.10g}".replace("-", "\N{MINUS SIGN}")


def text(value: object) -> str:
    """A value on one line, without what no font can draw; a missing one is (none)."""
    line = "(none)" if pd.isna(value) else " ".join(str(value).split())
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", line)


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


def fit_height(ax: Axes, rows: float) -> None:
    """Make the figure so high that its rows get `rows` points, and every line around them its place."""
    line = 1.25 * plt.rcParams["font.size"]
    side = 0.56 * plt.rcParams["font.size"] * (len(ax.get_ylabel()) + 1)
    around = 2.2 * line + line * ax.get_xlabel().count("\n")
    if ax.get_legend():
        labels = [label.get_text() for label in ax.get_legend().get_texts()]
        around += 0.6 * line + line * math.ceil(len(labels) / _legend_columns(ax, labels))
    ax.get_figure(root=True).set_figheight((max(rows, side) + around + line) / 72)


def value_axis(axis: Axis, *, whole: bool = False) -> None:
    """Round ticks with thousands separators, as many as fit, and lines to read them by."""
    longest = max(len(number(round(end))) for end in axis.get_view_interval())
    axis.set_major_locator(MaxNLocator(nbins=6 if longest <= 4 else 4, steps=[1, 2, 5, 10], integer=whole))
    axis.set_major_formatter(FuncFormatter(number))
    axis.grid(True)


def explain_x(ax: Axes, lines: Sequence[str]) -> None:
    """Label the x axis, wrapped to its length: the layout makes no room for a label that is longer."""
    size = plt.rcParams["font.size"]
    longest = max((len(label.get_text()) for label in ax.get_yticklabels()), default=0)
    width = _cell(ax) / size / 0.56 - longest - 5  # in characters
    ax.set_xlabel("\n".join(textwrap.fill(line, max(int(width), 12)) for line in lines))


def name_rows(ax: Axes, labels: Sequence[str], *, every: int = 1) -> None:
    """Write labels beside the rows, the first row on top; of very many rows only some, `every` so many."""
    ax.set_yticks(range(0, len(labels), every), labels[::every])
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)  # "$3 or $4" is money


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


def _legend_columns(ax: Axes, labels: Sequence[str]) -> int:
    entry = (max(map(len, labels)) * 0.56 + 3.2) * plt.rcParams["font.size"]
    width = _cell(ax) - 3 * plt.rcParams["font.size"]  # also above the labels of the rows
    return min(len(labels), max(1, int(width // entry)))


def _cell(ax: Axes) -> float:
    """About how many points wide the axes are with all their labels."""
    share = ax.get_position().width / 0.775  # matplotlib's own margins, which the layout does away with
    return ax.get_figure(root=True).get_figwidth() * 72 * min(1, share)


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
