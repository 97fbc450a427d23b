"""What all plots share: axes, rows of bars or marks, one style for each group, and the words beside the picture."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.export.headings import heading, printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

# Second channels beside colour, so that a figure also reads in grey.
HATCHES = ("", "/////", "-----", "xxxxx", "\\" * 5)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
MOST_GROUPS = 20  # pairs of colour and second channel that differ
MOST_VECTORS = 5000  # marks; more of them are an image within the PDF and SVG, which stay small
NONE = "(none)"
_CODES = {"PERSON": "people", "ORG": "organisations", "PLACE": "places", "GROUP": "groups"}
_CODES |= {"name": "with a name", "nominal": "without a name"}


class Description(NamedTuple):
    """What `save_figure` writes beside a picture."""

    caption: str
    alt: str
    data: pd.DataFrame
    lack: str  # why there is too little to see; empty if there is enough


def start(ax: Axes | None, *, rows: float = 0, ratio: float = 0) -> Axes:
    """Return the axes given, or new ones as wide as the style says, for so many rows or with this ratio of sides."""
    import matplotlib.pyplot as plt

    width, _ = setting("figure.figsize")
    size = (width, round(ratio * width, 2) if ratio else height(rows))
    return ax or plt.subplots(figsize=size, layout="constrained")[1]


def height(rows: float) -> float:
    """Return the height of axes with so many rows, in inches."""
    return round((6 + 1.75 * max(rows, 2)) * setting("font.size") / 72, 2)


def finish(ax: Axes, label: str, caption: Sequence[str], alt: str, data: pd.DataFrame, *,
           beside: str = "", lack: str = "") -> Axes:  # fmt: skip
    """Label the axes, leave on them for `save_figure` what is drawn in words and data, and return them.

    Args:
        label: of the x axis.
        caption: its sentences; empty ones are left out.
        alt: what the picture shows; one that ends with a colon goes on with what is in the rows.
        data: the rows drawn.
        beside: the label of the y axis; an axis of names needs none.
        lack: why there is too little to see, such as "no text has a date".
    """
    names = max((len(row.get_text()) for row in ax.get_yticklabels()), default=0)
    ax.xaxis.set_label_text(textwrap.fill(label, max(letters(ax) - names, 12)), parse_math=False)
    ax.yaxis.set_label_text(beside, parse_math=False)
    alt += f" {_read_rows(ax)}" if alt.endswith(":") else ""
    if not ax.has_data():
        ax.set(xticks=[], yticks=[])
        lack = alt = lack or "nothing was found"
        ax.text(0.5, 0.5, textwrap.fill(lack, letters(ax)), transform=ax.transAxes, ha="center", va="center")
    ax.description = Description(" ".join(filter(None, caption)), alt, data, lack)
    return ax


def _read_rows(ax: Axes) -> str:
    """Return in words what is drawn in the rows, from the top: Ann 2 direct, 1 mixed; Bob 3 direct."""
    drawn = [
        (bar.get_y() + bar.get_height() / 2, bar.get_width(), group.get_label())
        for group in ax.containers for bar in group if bar.get_width()
    ]  # fmt: skip
    for marks in ax.collections:
        if not marks.get_label().startswith("_child"):
            drawn += [(y, x, marks.get_label()) for x, y in marks.get_offsets().tolist()]
    shown = ax.xaxis.get_major_formatter()
    rows = {y: (name.get_text(), []) for y, name in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)}
    for y, x, group in sorted(drawn):
        rows[round(y)][1].append(f"{shown(x, None)} {group}".strip())
    return "; ".join(f"{name} {', '.join(values)}" for name, values in rows.values())


def pick(ranked: pd.Series, top: int | None) -> tuple[pd.Series, str]:
    """Return the largest of some numbers (equal ones in their order), and a sentence on how many these are.

    Raises:
        ValueError: nothing would be shown.
    """
    check_top(top)
    ranked = ranked.sort_values(ascending=False, kind="stable")
    if top is None or len(ranked) <= top:
        return ranked, f"Shown: all {len(ranked):,}."
    level = int((ranked.iloc[top:] == ranked.iloc[top - 1]).sum())
    equals = f"; {level:,} more {'is' if level == 1 else 'are'} as high as the last" if level else ""
    return ranked[:top], f"Shown: the top {top:,} of {len(ranked):,}{equals}."


def check_top(top: int | None) -> None:
    """Raise an error where nothing would be shown."""
    if top is not None and top < 1:
        raise ValueError(f"top={top} shows nothing: give a number from 1, or None for all.")


def pick_rows(values: pd.Series, top: int | None) -> tuple[dict[str, str], str]:
    """Return labels of the most frequent values by value, such as "Lee (2)", and sentences on what is left out.

    Raises:
        ValueError: nothing would be shown.
    """
    counts, shown = pick(values.value_counts().sort_index(), top)
    missing = values.isna().sum()
    left_out = (
        f" Left out: {missing:,} of {len(values):,} without a known {heading(str(values.name))}."
        if missing
        else ""
    )
    sentences = f"{shown}{left_out} In brackets: how many."
    return {name: f"{name} ({n:,})" for name, n in counts.items()}, sentences


def setting(name: str) -> object:
    """Return a value of the style."""
    import matplotlib

    return matplotlib.rcParams[name]


def number(value: float, _position: int | None = None) -> str:
    """Return a number as a reader expects it: 12,500, 0.25, −3. It is also a formatter for ticks."""
    value = round(value) if abs(value) >= 100 else float(f"{value:.3g}")
    return f"{value + 0:,.10g}".replace("-", "\N{MINUS SIGN}")


def text(value: object) -> str:
    """Return a value on one line, without what no font can draw; (none) for a missing one."""
    return NONE if pd.isna(value) else printable(str(value))


def word(value: object) -> str:
    """Return the value of a group in words: people for PERSON."""
    return _CODES.get(value, text(value))


def texts(values: pd.Series) -> pd.Series:
    """Return values as `text` does; missing ones stay missing."""
    return values.astype(object).map(text, na_action="ignore")


def shorten(line: str, width: int = 28) -> str:
    """Return a text of at most `width` letters, cut in the middle if it is longer."""
    if len(line) <= width:
        return line
    return f"{line[: width // 2].rstrip()}…{line[len(line) - (width - 1) // 2 :].lstrip()}"


def group_values(table: pd.DataFrame, by: str | None) -> pd.Series:
    """Return the group of each row in words: categories keep their order, others are sorted, (none) comes last.

    Without a column, all rows are of one group, which has no name.
    """
    values = table[by] if by else pd.Series("", table.index)
    names = {value: word(value) for value in pd.Categorical(values).categories}
    words = values.map(names).astype(object).fillna(NONE)
    return pd.Series(pd.Categorical(words, list(dict.fromkeys([*names.values(), *words]))), table.index)


def group_styles(groups: pd.Series) -> dict[str, dict[str, str]]:
    """Return colour, marker and hatching of each group that occurs; a category has the same in every figure."""
    present, names = set(groups), [name for name in groups.cat.categories if name != NONE]
    names = names if len(names) <= MOST_GROUPS else [name for name in names if name in present]
    if len(names) > MOST_GROUPS:
        raise ValueError(f"{len(names)} groups would look alike, at most {MOST_GROUPS} differ: choose fewer.")
    colours = setting("axes.prop_cycle").by_key().get("color", ["C0"])
    styles = {NONE: {"color": "0.75", "marker": "h", "hatch": "....."}}
    for i, name in enumerate(names):
        turn = i + i // len(colours)  # hatchings move on by one whenever the colours begin anew
        styles[name] = {"color": colours[i % len(colours)], "marker": MARKERS[i % len(MARKERS)]}
        styles[name]["hatch"] = HATCHES[turn % len(HATCHES)]
    return {name: styles[name] for name in [*names, NONE] if name in present}


def draw_rows(ax: Axes | None, marks: pd.DataFrame, rows: list[str], styles: dict | None = None) -> Axes:
    """Draw rows of marks, their names, and a legend if there are several groups; without marks, empty axes.

    Args:
        ax: None makes new axes of fitting height.
        marks: as `draw_marks` takes them; y is the number of the row. Perhaps low and high: the ends of a line.
        rows: the names, from the top.
        styles: what differs from `group_styles`, by group.
    """
    ax = start(ax, rows=len(rows))
    if len(marks):
        name_rows(ax, rows)
        ax.grid(axis="y", linestyle="-", color="0.88", linewidth=0.5)
        if "low" in marks:
            ax.hlines(marks["y"], marks["low"], marks["high"], color="0.45", linewidth=0.8, zorder=1)
        draw_marks(ax, marks, styles)
    return ax


def draw_apart(marks: pd.DataFrame, near: pd.Series) -> pd.DataFrame:
    """Return marks with those of a row that would hide each other (of the same value in `near`) a little apart."""
    group = marks.groupby(["y", near])["x"]
    size = group.transform("size")
    return marks.assign(y=marks["y"] + (group.cumcount() - (size - 1) / 2) * np.minimum(0.2, 0.7 / size))


def draw_marks(ax: Axes, marks: pd.DataFrame, styles: dict[str, dict] | None = None) -> None:
    """Draw a mark for each row of a table (x, y, group, and perhaps size, in square points), and a legend."""
    import seaborn as sns

    known = group_styles(marks["group"])
    fixed = {"legend": False, "clip_on": False, "rasterized": len(marks) > MOST_VECTORS, "ax": ax}
    for name in known:
        own, style = marks[marks["group"] == name], known[name] | (styles or {}).get(name, {})
        outline = "white" if style["color"] == "#000000" else "black"
        edge = {"linewidth": 1} if style["marker"] == "|" else {"edgecolor": outline, "linewidth": 0.4}
        shape = {"color": style["color"], "marker": style["marker"], "s": own.get("size", 22)}
        sns.scatterplot(own, x="x", y="y", **shape, **edge, **fixed)
        ax.collections[-1].set_label(name)
    if len(known) > 1:
        draw_legend(ax, list(known))


def draw_legend(ax: Axes, names: Sequence[str]) -> None:
    """Draw a legend of these groups above the axes, where it can hide no data, in as many columns as fit."""
    drawn = {part.get_label(): part for part in [*ax.containers, *ax.collections, *ax.lines]}
    short = {name: shorten(name, 24) for name in names}
    lengths = list(map(len, short.values()))
    in_one_line = sum(lengths) + 6 * len(names) <= letters(ax)
    columns = len(names) if in_one_line else max(1, letters(ax) // (max(lengths) + 5))
    names = [name for column in range(columns) for name in names[column::columns]]  # read along the lines
    entries = [drawn[name] for name in names], [short[name] for name in names]
    if len(ax.get_figure().axes) == 1:
        legend = ax.get_figure().legend(*entries, loc="outside upper right", ncols=columns)
    else:
        legend = ax.legend(*entries, loc="lower right", bbox_to_anchor=(1, 1), ncols=columns)
    for handle, label in zip(legend.legend_handles, legend.get_texts(), strict=True):
        label.set_parse_math(False)  # "$3 or $4" is money
        if hasattr(handle, "set_sizes"):
            handle.set_sizes([22])


def name_rows(ax: Axes, names: Sequence[str], *, every: int = 1) -> None:
    """Write names beside the rows, the first on top (of very many, each n-th), long ones cut in the middle."""
    most = max(letters(ax) // 2, 8)
    shown = [shorten(name, most) for name in names[::every]]
    ax.set_yticks(range(0, len(names), every), shown, parse_math=False)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def name_points(
    ax: Axes, xy: np.ndarray, names: Sequence[str], *, sizes: object = 22, lines: object = ()
) -> int:
    """Write names beside points where they cover neither points nor lines nor each other; return how many had room.

    Call it last, since names are placed in the layout of this moment.

    Args:
        xy: the points, a row each; of the first ones the names are placed first.
        sizes: the areas of the points, in square points.
        lines: for each the x and y of both its ends.
    """
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.patheffects import withStroke
    from textalloc import allocate

    figure, root, ends = ax.get_figure(), ax.get_figure(root=True), np.reshape(lines, (-1, 2, 2))
    if figure is not root:  # a SubFigure lacks both
        figure.draw_without_rendering = root.draw_without_rendering
        figure.get_size_inches = lambda: figure.bbox.size / root.dpi
    screen, _ = root.dpi, root.set_dpi(300)  # names have the same places whatever a user has set
    radii = np.broadcast_to(np.sqrt(sizes) / 2 * figure.dpi / 72, len(xy))
    with rc_context({"text.hinting": rcParamsDefault["text.hinting"]}):
        _, _, written, leaders = allocate(
            ax, *xy.T, list(names), textsize=setting("xtick.labelsize"), parse_math=False,
            x_scatter=xy[:, 0], y_scatter=xy[:, 1], scatter_sizes=radii, text_scatter_sizes=radii,
            x_lines=list(ends[..., 0]), y_lines=list(ends[..., 1]), draw_all=False, avoid_label_lines_overlap=True,
            min_distance=0.004, max_distance=0.3, margin=0.004, linecolor="0.3",
            plot_kwargs={"linestyle": ":", "linewidth": 0.6},
            path_effects=[withStroke(linewidth=1.2, foreground="white")],
        )  # fmt: skip
    root.set_dpi(screen)
    for artist in filter(None, [*written, *leaders]):
        artist.set_in_layout(False)
    return sum(name is not None for name in written)


def value_axis(axis: Axis, *, whole: bool = False) -> None:
    """Set round ticks, or powers of ten on a logarithmic axis, and grid lines if the style has them."""
    from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

    wide = len(number(max(axis.get_view_interval()))) + 2
    most = np.clip(letters(axis.axes) // 2 // wide, 2, 6)
    ticks = MaxNLocator(most, steps=[1, 2, 5, 10], integer=whole)
    axis.set_major_locator(LogLocator(numticks=5) if axis.get_scale() == "log" else ticks)
    axis.set_major_formatter(number)
    axis.set_minor_formatter(NullFormatter())
    axis.grid(True)


def date_axis(ax: Axes, dates: pd.Series) -> str:
    """Set ticks at dates that have texts, in few words; return the label of the axis, with the years."""
    dates = list(dates.drop_duplicates().sort_values())
    span, days = (dates[-1] - dates[0]).days, pd.DatetimeIndex(dates[:1])
    for day in dates[1:]:
        if (day - days[-1]).days >= span * 12 / letters(ax):  # a label has up to 11 letters
            days = days.append(pd.DatetimeIndex([day]))
    forms = ["%Y"] * (span > 1000) + ["%b %Y"] * (span > 60) + ["%d %b", "%d %b %Y"]
    words = days.strftime(next((form for form in forms if days.strftime(form).is_unique), "%x"))
    ax.set_xticks(days, [word.lstrip("0") for word in words])
    return f"date ({' to '.join(dict.fromkeys(map(str, days.year[[0, -1]])))})"


def letters(ax: Axes) -> int:
    """Return about how many letters fit across the part of the figure that the axes have."""
    spec, figure = ax.get_subplotspec(), ax.get_figure()
    width = figure.bbox.width / figure.dpi * 72 / (spec.get_gridspec().ncols if spec else 1)
    return int(width / (0.56 * setting("font.size")))
