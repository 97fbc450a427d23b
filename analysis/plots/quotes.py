"""Plots of quotations: their kinds, their positions in the texts, and how two word lists score them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LISTS = {"textblob": "TextBlob", "vader": "VADER"}
_ROW = 12  # points, at letters of 7 points


def plot_parts(
    data: pd.DataFrame,
    *,
    y: str,
    hue: str,
    x: str = "n",
    share: bool = False,
    top: int | None = 15,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar for each value of `y`, divided into the values of `hue`.

    Args:
        data: a count table, such as that of `count_speakers(quotes, by="kind")` or `count_cues(quotes, tokens,
            by="actor")`. Rows of the same part are added up.
        y: the column whose values have a bar each, the longest on top.
        hue: the column of the parts, told apart by colour and hatching: categories in their order, other values with
            the largest first.
        x: the column of numbers that gives the length of a part.
        share: make all bars equally long, the parts being shares; the sum of a bar is in its label.
        top: how many bars to show; None shows all. What is left out is counted below the axis.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `x` does not hold numbers from 0; there are more parts than can be told apart.

    >>> data = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray"], "kind": ["direct", "mixed", "direct"], "n": [2, 1, 4]})
    >>> [label.get_text() for label in plot_parts(data, y="speaker", hue="kind").get_yticklabels()]
    ['Ray', 'Lee']
    """
    common.check_top(top)
    check_columns(data, "data", [x, y, hue])
    if len(data) and not (pd.api.types.is_numeric_dtype(data[x]) and (data[x] >= 0).all()):
        raise ValueError(f"The column {x!r} must hold numbers from 0 in every row: name another in x=.")
    parts = _parts(data, x, y, hue)
    ranked = parts.sum(axis=1)
    shown = parts.head(top)
    shown = shown.loc[:, (shown > 0).any()]
    styles = common.bar_styles(shown.shape[1])
    new, ax = common.start(ax, _words(y))
    if len(shown):
        common.name_rows(ax, common.with_counts(shown.sum(axis=1)) if share else list(shown.index))
        _stack(ax, shown.div(shown.sum(axis=1), axis=0) if share else shown, styles)
        common.value_axis(ax.xaxis, whole=not share and pd.api.types.is_integer_dtype(data[x]))
    lines = [f"share of {heading(x)}" if share else heading(x), *common.left_out(ranked, top)]
    return common.finish(ax, lines, _ROW * len(shown) if new else None)


def plot_positions(
    data: pd.DataFrame, *, y: str = "actor", top: int | None = 12, ax: Axes | None = None
) -> Axes:
    """Draw a mark for each quotation of a speaker, from the first character of its text to the last.

    Colour and marker show the kind of quotation.

    Args:
        data: the table that `quote_positions` returns; texts of all lengths share the axis.
        y: the column whose values have a row each, those with most quotations on top. Quotations without a value
            are left out, and counted below the axis.
        top: how many rows to show; None shows all. What is left out is counted below the axis.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: nothing would be shown.

    >>> data = pd.DataFrame({"actor": ["Lee", "Lee"], "kind": ["direct", "mixed"], "position": [0.1, 0.5]})
    >>> [label.get_text() for label in plot_positions(data).get_yticklabels()]
    ['Lee (2)']
    """
    check_columns(data, "positions", ["position", y, "kind"])
    row, counts, notes = _rows(data, y, top)
    marks = pd.DataFrame({"x": 100 * data["position"].to_numpy(float), "row": row})
    marks["group"] = common.categories(data["kind"])
    marks = marks[marks["row"] >= 0]
    groups = marks["group"].cat.remove_unused_categories().cat.categories
    styles = dict(zip(groups, common.point_styles(len(groups)), strict=True))
    new, ax = common.start(ax, _words(y))
    ax.set(xlim=(-1, 101), xticks=range(0, 101, 25))
    if len(counts):
        common.name_rows(ax, common.with_counts(counts))
        thin = common.setting("grid.linewidth")
        ax.hlines(range(len(counts)), 0, 100, color="0.85", linewidth=thin, zorder=0)
        handles = common.draw_marks(ax, marks, styles, spread=0.8)
        if len(groups) > 1:
            common.legend_above(ax, handles, list(groups))
    height = len(counts) * max(_ROW, 1.35 * common.setting("lines.markersize") * len(groups))
    return common.finish(ax, ["position in the text (%)", *notes], height if new else None)


def plot_tone(
    data: pd.DataFrame, measured: pd.DataFrame, *, top: int | None = 12, ax: Axes | None = None
) -> Axes:
    """Draw the mean score that two word lists give to the quotations of each speaker, joined by a line.

    A note says how often each list agrees with people. Even where the two lists agree, both may be wrong.

    Args:
        data: the table that `score_tone` returns.
        measured: the table that `tone_agreement` returns for quotations coded by hand.
        top: how many speakers to show, those with most quotations on top; None shows all. What is left out is
            counted below the axis, and so are quotations without a known speaker.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `measured` lacks one of the lists.

    >>> data = pd.DataFrame({"actor": ["Lee", "Lee"], "textblob": [0.5, 0.1], "vader": [0.2, -0.4]})
    >>> measured = pd.DataFrame({"one": ["textblob", "vader"], "other": "coded by hand", "alike": [0.5, 0.75]})
    >>> plot_tone(data, measured).get_xlabel().splitlines()[1]
    'as people in tests: TextBlob 50 %, VADER 75 %'
    """
    check_columns(data, "tone", [*_LISTS, "actor"])
    alike = ", ".join(f"{name} {_agreement(measured, column)}" for column, name in _LISTS.items())
    row, counts, notes = _rows(data, "actor", top)
    means = data[list(_LISTS)].groupby(row).mean().reindex(range(len(counts)))
    new, ax = common.start(ax, "speaker")
    ax.set_xlim(-1.04, 1.04)
    if len(counts):
        common.name_rows(ax, common.with_counts(counts))
        common.value_axis(ax.xaxis)
        ax.axvline(0, color="black", linewidth=common.setting("axes.linewidth"), zorder=0)
        ax.hlines(means.index, means["textblob"], means["vader"], color="0.55", zorder=1)
        handles = []
        # The second is larger and lies below the first, so that both are seen where they agree.
        for name, style, larger in zip(_LISTS, common.point_styles(len(_LISTS)), (1, 1.35), strict=True):
            style |= {"markersize": larger * common.setting("lines.markersize"), "zorder": 4 - larger}
            handles += ax.plot(means[name], means.index, **style)
        common.legend_above(ax, handles, list(_LISTS.values()))
    lines = ["mean score (−1 to 1)", f"as people in tests: {alike}", *notes]
    return common.finish(ax, lines, _ROW * len(counts) if new else None)


def _parts(data: pd.DataFrame, x: str, y: str, hue: str) -> pd.DataFrame:
    """Return a row for each bar, the longest first, and a column for each part."""
    flat = pd.DataFrame({"row": data[y].map(common.text), "part": common.categories(data[hue]), "n": data[x]})
    parts = flat.groupby(["row", "part"], observed=True)["n"].sum().unstack(fill_value=0)
    parts = parts.loc[common.largest_first(parts.sum(axis=1)).index]
    if isinstance(data[hue].dtype, pd.CategoricalDtype):
        return parts
    return parts[common.largest_first(parts.sum()).index]


def _stack(ax: Axes, parts: pd.DataFrame, styles: list[dict]) -> None:
    starts = parts.cumsum(axis=1) - parts
    handles = [
        ax.barh(range(len(parts)), parts[part], 0.72, left=starts[part], **style)
        for part, style in zip(parts, styles, strict=True)
    ]
    ax.set_xlim(0, 1.04 * max(parts.sum(axis=1).max(), 1e-9))
    if len(handles) > 1:
        common.legend_above(ax, handles, list(parts))


def _rows(data: pd.DataFrame, y: str, top: int | None) -> tuple[np.ndarray, pd.Series, list[str]]:
    """Return the row of each quotation (-1: not shown), the number of quotations of each row, and notes."""
    common.check_top(top)
    values = data[y].astype(object).map(common.text, na_action="ignore")
    ranked = common.count_values(values.dropna())
    notes = common.left_out(ranked, top)
    if values.isna().any():
        notes.append(f"left out: {values.isna().sum():,} without {_words(y)}")
    shown = ranked[:top]
    return shown.index.get_indexer(values), shown, notes


def _agreement(measured: pd.DataFrame, column: str) -> str:
    check_columns(measured, "measured", ["one", "other", "alike"])
    row = measured[(measured["one"] == column) & (measured["other"] == "coded by hand")]
    if len(row) != 1:
        raise ValueError(f"measured has no agreement of {column!r}: pass the table of tone_agreement.")
    return f"{100 * row['alike'].item():.0f} %"


def _words(column: str) -> str:
    return "speaker" if column == "actor" else heading(column)
