"""Plots of words: how often each occurs, and where in the texts."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MANY = 40  # texts: with more of them the rows are too narrow for a label and a band each


def plot_counts(
    data: pd.DataFrame,
    *,
    x: str = "n",
    y: str = "word",
    hue: str | None = None,
    low: str | None = None,
    high: str | None = None,
    top: int | None = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar for each row of a count table, the longest on top, equal ones in the order of the table.

    Args:
        data: a count table, such as that of `count_words` or `word_rates`.
        x: the column of numbers that gives the length of a bar.
        y: the column whose values are compared; each has a row of the plot.
        hue: a column that splits each row into bars side by side, told apart by colour and hatching. If no row
            has two of them, a bar keeps the full height.
        low, high: the columns with the ends of an interval around `x`, drawn as a line.
        top: how many values of `y` to show, by their sum over `hue`; None shows all. What is left out is
            counted below the axis.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `x` holds no numbers; one end of an interval is given without the other; two rows would be one
            bar; there are more groups than can be told apart.

    >>> ax = plot_counts(pd.DataFrame({"word": ["city", "war"], "n": [3, 5]}))
    >>> [label.get_text() for label in ax.get_yticklabels()], ax.get_xlabel()
    (['war', 'city'], 'occurrences')
    """
    if (low is None) != (high is None):
        raise ValueError("An interval has two ends: name both low= and high=, or neither.")
    common.check_top(top)
    check_columns(data, "data", filter(None, [x, y, hue, low, high]))
    bars = _bars(data, x=x, y=y, hue=hue, low=low, high=high)
    ranked = common.largest_first(bars.groupby("row", sort=False)["value"].sum())
    shown = list(ranked.index[:top])
    bars = bars[bars["row"].isin(shown)]
    groups = bars["group"].cat.remove_unused_categories().cat.categories
    styles = dict(zip(groups, common.bar_styles(len(groups)), strict=True))
    slots = len(groups) if bars["row"].duplicated().any() else 1  # of a row, for its bars
    new, ax = common.start(ax, heading(y))
    if shown:
        common.name_rows(ax, shown)
        _draw_bars(ax, bars, shown, styles, slots)
        common.value_axis(ax.xaxis, whole=pd.api.types.is_integer_dtype(data[x]))
    height = len(shown) * (6 + 5.5 * slots)
    return common.finish(ax, [heading(x), *common.left_out(ranked, top)], height if new else None)


def plot_dispersion(
    spans: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    by: str = "word",
    top: int | None = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw a mark for each occurrence of a word, from the first character of a text to the last.

    For one text, each word has a row. For several, each text has a row, the oldest on top if there are dates, and
    each word has a colour and a marker. A text without any of the words keeps its row. The number in brackets after
    each word says how often it was found, even if never.

    Args:
        spans: a span table with the columns doc_id, start, end and `by`, such as that of `find_words`.
        documents: the texts to show, with doc_id, text and perhaps date. Spans in other texts are left out, with a
            warning.
        by: the column that says what each span is.
        top: how many values to show, the most frequent first; None shows all. Of a categorical column, categories
            never found are shown, too, if there are no more categories than `top`.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; without spans, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: a span ends after its text; there are more values than can be told apart.

    >>> documents = pd.DataFrame({"doc_id": ["a.txt"], "text": ["The city. A city!"]})
    >>> spans = pd.DataFrame({"doc_id": "a.txt", "start": [4, 12], "end": [8, 16], "word": "city"})
    >>> [label.get_text() for label in plot_dispersion(spans, documents).get_yticklabels()]
    ['city (2)']
    """
    common.check_top(top)
    check_columns(spans, "spans", ["doc_id", "start", "end", by])
    check_columns(documents, "documents", ["doc_id", "text"])
    texts, row_words = _in_order(documents)
    marks = _marks(spans, texts, by)
    ranked = _ranked(marks["group"], spans[by], top)
    counts = ranked[:top]
    one = len(texts) == 1
    styles = [] if one else common.point_styles(len(counts))
    new, ax = common.start(ax, heading(by) if one else row_words)
    ax.set(xlim=(-1, 101), xticks=range(0, 101, 25))
    if one and len(counts):
        _draw_one_text(ax, marks, counts)
    elif len(texts) and len(counts):
        _draw_texts(ax, marks, counts, styles, texts["doc_id"])
    # Many texts share a height that leaves room for a caption on the page.
    height = 12 * len(counts) if one else min(len(texts) * max(9.5, 3.5 * len(counts)), 420)
    lines = ["position in the text (%)", *common.left_out(ranked, top)]
    return common.finish(ax, lines, height if new else None)


def _bars(
    data: pd.DataFrame, *, x: str, y: str, hue: str | None, low: str | None, high: str | None
) -> pd.DataFrame:
    """Return a row for each bar: row, group (categories in the order to show them), value, low, high."""
    if len(data) and not pd.api.types.is_numeric_dtype(data[x]):
        raise ValueError(f"The column {x!r} holds {data[x].dtype} values, not numbers: name another in x=.")
    bars = pd.DataFrame({"value": data[x].to_numpy(float)})
    bars["low"], bars["high"] = (data[end].to_numpy(float) if end else np.nan for end in (low, high))
    bars["row"] = [common.text(value) for value in data[y]]
    bars["group"] = common.categories(data[hue]) if hue else pd.Categorical([""] * len(data))
    gaps = ~np.isfinite(bars["value"])
    if gaps.any():
        warnings.warn(f"{gaps.sum():,} of {len(bars):,} rows have no {x} and are not drawn.", stacklevel=3)
    bars = bars[~gaps]
    twice = bars.loc[bars.duplicated(["row", "group"]), "row"]
    if len(twice):
        remedy = "name in hue= the column that tells them apart, or add them up"
        raise ValueError(f"{twice.iloc[0]!r} has several rows in the table: {remedy}.")
    return bars


def _draw_bars(ax: Axes, bars: pd.DataFrame, rows: list[str], groups: dict[str, dict], slots: int) -> None:
    height = 0.72 if slots == 1 else 0.84 / slots
    handles = []
    for i, (group, style) in enumerate(groups.items()):
        part = bars[bars["group"] == group]
        places = part["row"].map(rows.index) + (0 if slots == 1 else i - (slots - 1) / 2) * height
        handles.append(ax.barh(places, part["value"], height, **style))
        _draw_intervals(ax, part, places)
    if (bars["value"] < 0).any():
        ax.axvline(0, color="black", linewidth=common.setting("axes.linewidth"))
        ax.spines["left"].set_visible(False)
    if len(groups) > 1:
        common.legend_above(ax, handles, list(groups))


def _draw_intervals(ax: Axes, bars: pd.DataFrame, places: pd.Series) -> None:
    from matplotlib.patheffects import withStroke

    # Not as errors of the value: a bootstrap interval may lie beside it.
    middle, half = (bars["low"] + bars["high"]) / 2, (bars["high"] - bars["low"]).abs() / 2
    if half.notna().any():
        halo = [withStroke(linewidth=1.6, foreground="white")]  # to be seen on a dark bar, too
        ax.errorbar(middle, places, xerr=half, fmt="none", ecolor="black", elinewidth=0.8, path_effects=halo)


def _in_order(documents: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the texts by date if they have dates, else in their order; and the label of the axis."""
    if "date" not in documents or documents["date"].isna().all():
        return documents.reset_index(drop=True), "text"
    dates = pd.to_datetime(documents["date"], errors="coerce", utc=True, format="mixed")
    texts = documents.assign(date=dates).sort_values(["date", "doc_id"], ignore_index=True)
    return texts, "text, oldest on top"


def _marks(spans: pd.DataFrame, texts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return group (the value), row (of its text) and x (per cent of the text) of each span."""
    known = spans["doc_id"].isin(texts["doc_id"])
    if not known.all():
        outside = f"{(~known).sum():,} of {len(spans):,} spans"
        warnings.warn(f"{outside} are in texts that are not shown: they are not drawn.", stacklevel=3)
    spans = spans[known]
    row = pd.Index(texts["doc_id"].astype(object)).get_indexer(spans["doc_id"].astype(object))
    length = texts["text"].str.len().to_numpy(int)[row]
    start, end = spans["start"].to_numpy(int), spans["end"].to_numpy(int)
    if (end > length).any():
        raise ValueError("Some spans end after their text: pass the documents they were found in.")
    group = [common.text(value) for value in spans[by]]
    return pd.DataFrame({"group": group, "row": row, "x": 50 * (start + end) / np.maximum(length, 1)})


def _ranked(found: pd.Series, column: pd.Series, top: int | None) -> pd.Series:
    """Return how often each value was found, the most frequent first."""
    counts = common.count_values(found)
    if isinstance(column.dtype, pd.CategoricalDtype) and len(column.cat.categories) <= (top or math.inf):
        known = sorted({common.text(value) for value in column.cat.categories} - set(counts.index))
        counts = pd.concat([counts, pd.Series(0, index=known, dtype=int)])
    return counts


def _draw_one_text(ax: Axes, marks: pd.DataFrame, counts: pd.Series) -> None:
    ax.hlines(range(len(counts)), 0, 100, color="0.85", linewidth=0.5, zorder=0)
    for row, value in enumerate(counts.index):
        places = marks.loc[marks["group"] == value, "x"]
        ax.vlines(places, row - 0.36, row + 0.36, color="C0", linewidth=1)
    common.name_rows(ax, common.with_counts(counts))


def _draw_texts(
    ax: Axes, marks: pd.DataFrame, counts: pd.Series, styles: list[dict], doc_ids: pd.Series
) -> None:
    names = doc_ids.astype(str).str.removesuffix(".txt")
    files = names.str.rsplit("/").str[-1]
    labels = list(files if files.is_unique else names)
    common.name_rows(ax, labels, every=math.ceil(len(labels) / _MANY))
    few = len(labels) <= _MANY
    for row in range(1, len(labels) if few else 0, 2):  # more bands than this would be a grey sheet
        ax.axhspan(row - 0.5, row + 0.5, color="0.93", linewidth=0, zorder=0)
    size = {"markersize": 3.5} if few else {"markersize": 2, "markeredgewidth": 0.2}
    styles = {value: style | size for value, style in zip(counts.index, styles, strict=True)}
    handles = common.draw_marks(ax, marks, styles, spread=0.7 if few else 0)
    common.legend_above(ax, handles, common.with_counts(counts.rename(common.shorten)))
