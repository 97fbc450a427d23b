"""Where in the texts: the positions of words and of quotations."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns, each_speaker, read_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_MANY = 40  # texts: with more of them the rows are too narrow for a name each
_MOST = 400  # texts: of more, so many are drawn
_LABEL = "position in the text (%)"


def plot_dispersion(spans: pd.DataFrame, documents: pd.DataFrame, *, by: str = "word", top: int | None = 8,
                    ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw a mark for each occurrence of a word, from the first character of a text to the last.

    For one text, each word has a row. For several, each text has a row, the oldest on top if there are dates, and
    each word has a colour and a marker. A text without any of the words keeps its row. Of more than 400 texts, so many
    have a row, evenly spread. The number in brackets after each word says how often it was found.

    Args:
        spans: a span table with the columns doc_id, start, end and `by`, such as that of `find_words`.
        documents: the texts to show, with doc_id, text and perhaps date. Spans in other texts are left out, with a
            warning.
        by: the column that says what each span is.
        top: how many values to show, the most frequent first; None shows all.
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
    check_columns(spans, "spans", ["doc_id", "start", "end", by])
    check_columns(documents, "documents", ["doc_id", "text"])
    spans, texts = spans.reset_index(drop=True), _in_order(documents)
    marks = _marks(spans, texts, by)
    labels, shown = common.pick_rows(marks["group"], top)
    marks["group"] = pd.Categorical(marks["group"].map(labels), labels.values())
    marks = marks.dropna(subset=["group"])
    caption = [f"Where each {heading(by)} occurs, from the first to the last character of a text.", shown]
    rows = np.linspace(0, len(texts) - 1, min(len(texts), _MOST)).astype(int)
    marks = marks[marks["y"].isin(rows)].assign(y=lambda marks: np.searchsorted(rows, marks["y"]))
    names, data = list(labels.values()), spans.loc[marks.index]
    what = "a mark at each occurrence in per cent of the text:"
    if len(texts) == 1:
        marks = marks.assign(y=marks["group"].cat.codes, size=60, group=pd.Categorical([""] * len(marks)))
        ax = _draw_places(ax, marks, names, {"": {"marker": "|"}})
        return common.finish(ax, _LABEL, caption, f"A row for each {heading(by)}, {what}", data)
    ax = _draw_texts(ax, marks, texts["doc_id"].iloc[rows])
    some = f" of {len(texts):,}" if len(rows) < len(texts) else ""
    spread = ", evenly spread" if some else ""
    oldest = ", the oldest on top" if "date" in texts else ""
    caption += [f"Rows: {len(rows):,}{some} texts{spread}{oldest}."]
    alt = f"A row for each text, {what} {', '.join(names)}"
    return common.finish(ax, _LABEL, caption, alt, data, beside="text")


def plot_positions(
    data: pd.DataFrame, *, y: str = "actor", top: int | None = 12, ax: Axes | None = None
) -> Axes:
    """Draw a mark for each quotation of a speaker, from the first character of its text to the last.

    Colour and marker show the kind of quotation.

    Args:
        data: the table that `quote_positions` returns; texts of all lengths share the axis.
        y: the column whose values have a row each, those with most quotations on top. Quotations without a value
            are left out, and counted in the caption.
        top: how many rows to show; None shows all.
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
    data = each_speaker(data) if y == "actor" else data.reset_index(drop=True)
    labels, shown = common.pick_rows(common.texts(data[y]), top)
    place = pd.Index(labels).get_indexer(common.texts(data[y]))
    marks = pd.DataFrame({"x": 100 * data["position"].astype(float), "y": place})
    marks = marks.assign(group=common.group_values(data, "kind"))[place >= 0]
    ax = _draw_places(ax, common.draw_apart(marks, marks["x"] // 3), list(labels.values()))
    who = "speaker" if y == "actor" else heading(y)
    title = f"Where the quotations of each {who} begin, from the first to the last character of a text."
    alt = f"A row for each {who}, a mark for each quotation, in per cent of its text:"
    return common.finish(ax, _LABEL, [title, shown], alt, data.loc[marks.index])


def _draw_places(ax: Axes | None, marks: pd.DataFrame, names: list[str], styles: dict | None = None) -> Axes:
    """Draw rows of marks on an axis of per cent."""
    ax = common.draw_rows(ax, marks, names, styles)
    ax.set_xlim(0, 100)
    common.value_axis(ax.xaxis)
    return ax


def _in_order(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the texts by date, or in their order and without the column date if there are no dates."""
    texts = documents.drop(columns="date", errors="ignore").reset_index(drop=True)
    if "date" not in documents or (dates := read_dates(documents["date"])).isna().all():
        return texts
    return texts.assign(date=dates.array).sort_values(["date", "doc_id"], ignore_index=True)


def _marks(spans: pd.DataFrame, texts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return group (the value), y (the row of its text) and x (per cent of the text) of each span."""
    known = spans["doc_id"].isin(texts["doc_id"])
    if not known.all():
        outside = f"{(~known).sum():,} of {len(spans):,} spans"
        warnings.warn(f"{outside} are in texts that are not shown: they are not drawn.", stacklevel=3)
    spans = spans[known]
    row = pd.Index(texts["doc_id"].astype(object)).get_indexer(spans["doc_id"].astype(object))
    length = texts["text"].str.len().to_numpy(int)[row]
    if (spans["end"].to_numpy(int) > length).any():
        raise ValueError("Some spans end after their text: pass the documents they were found in.")
    middle = 50 * (spans["start"] + spans["end"]).astype(float) / np.maximum(length, 1)
    return pd.DataFrame({"group": common.texts(spans[by]), "y": row, "x": middle})


def _draw_texts(ax: Axes | None, marks: pd.DataFrame, doc_ids: pd.Series) -> Axes:
    names = doc_ids.astype(str).str.removesuffix(".txt")
    files = names.str.rsplit("/").str[-1]
    names = list(files if files.is_unique else names)
    few, count = len(names) <= _MANY, len(marks["group"].cat.categories)
    turn = marks["group"].cat.codes - (count - 1) / 2  # below each other, so that none hides another
    marks = marks.assign(y=marks["y"] + turn * (0.7 / max(count, 1) if few else 0), size=12 if few else 4)
    common.group_styles(marks["group"])  # may refuse, before a figure is made
    # Many texts share a height that leaves room for a caption on the page, and each n-th has its name.
    ax = _draw_places(common.start(ax, rows=min(len(names), 35)), marks, names)
    if not few:
        common.name_rows(ax, names, every=math.ceil(len(names) / _MANY))
    return ax
