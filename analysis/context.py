"""Show spans in their sentences or marked in the text, so that every number can be checked in the texts."""

from bisect import bisect_left
from html import escape

import pandas as pd

from analysis.marking import Mark, visible, weave
from analysis.tables import check_columns, check_doc_ids, check_known, key_error

# Dark text is readable on these tints. Kinds also differ by underline, for readers and printers without colour.
_TINTS = ["#cfe3f5", "#fbdcc4", "#d5ecd0", "#f6efb5", "#e6d8f0", "#e3e3e3"]
_MARK = "color: #111; border-radius: 3px; padding: 1px 2px"
_TEXT = "white-space: pre-wrap; max-width: 60em; line-height: 1.5"
_LINES = ["2px solid", "2px dashed", "2px dotted", "4px double", "1px solid"]


def in_context(
    spans: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    width: int | None = None,
    sort: str | None = None,
) -> pd.DataFrame:
    """Return each span with the text to the left and to the right of it, as a concordance.

    Args:
        spans: any table with doc_id, sent_id, start and end.
        documents: doc_id and text.
        sentences: the table from `annotate`.
        width: the number of characters to show on each side; None shows the sentence that contains the span.
        sort: "left" sorts by the words before the span, starting with the nearest; "right" sorts by the words after
            it; None keeps the order of `spans`.

    Columns:
        those of `spans`, then left (the text before it), match (the text of the span), right (the text after it). Line
        breaks in left and right are shown as blanks.

    Raises:
        KeyError: a table lacks a column, or the document or sentence of a span is missing.
        ValueError: `sort` or `width` is invalid, a doc_id occurs twice, or a span has no start or end.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]})
    >>> span = pd.DataFrame({"doc_id": ["a"], "sent_id": [0], "start": [3], "end": [5]})
    >>> in_context(span, documents, span.assign(start=0, end=11))[["left", "match", "right"]].values.tolist()
    [['It ', 'is', ' over.']]
    """
    if sort not in (None, "left", "right"):
        raise ValueError(f"sort is {sort!r}: it must be 'left', 'right' or None")
    check_columns(spans, "spans", ["doc_id", "sent_id", "start", "end"])
    if width is not None and width < 0:
        raise ValueError(f"width is {width}: it must be 0 or more characters, or None for the sentence")
    check_doc_ids(documents)
    check_known(spans, "spans", documents)
    if nowhere := int(spans[["start", "end"]].isna().any(axis=1).sum()):
        raise ValueError(f"spans has {nowhere} rows without start or end: leave them out, as with .dropna()")
    doc_ids = spans["doc_id"].astype("str")
    if width is None:
        lefts, rights = _sentence_borders(spans.assign(doc_id=doc_ids), sentences)
    else:
        lefts, rights = (spans["start"] - width).clip(lower=0), spans["end"] + width
    texts = dict(zip(documents["doc_id"].astype("str"), documents["text"], strict=True))
    offsets = zip(doc_ids.map(texts), lefts, spans["start"], spans["end"], rights, strict=True)
    rows = [(text[left:start], text[start:end], text[end:right]) for text, left, start, end, right in offsets]
    context = pd.DataFrame(rows, columns=["left", "match", "right"], index=spans.index, dtype="str")
    context[["left", "right"]] = context[["left", "right"]].replace(r"\s", " ", regex=True)
    table = spans.assign(**context)
    if sort is None:
        return table
    keys = [text.casefold().split()[:: -1 if sort == "left" else 1] for text in context[sort]]
    return table.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def mark_text(
    document: pd.Series, spans: pd.DataFrame, *, by: str | None = None, length: int = 20_000
) -> str:
    """Return the text of one document as HTML with its spans marked. Spans may overlap.

    Show the result with `IPython.display.HTML`.

    Args:
        document: a row of documents, such as `documents.iloc[0]`.
        spans: a span table; spans of other documents are left out.
        by: a column of `spans`; each value gets its own colour and underline, with a legend at the top.
        length: the number of characters to show; a note gives the number of characters left out.

    Raises:
        TypeError: `document` is not a single row.
        KeyError: `spans` lacks a column.
        ValueError: a span ends after the text.

    >>> document = pd.Series({"doc_id": "a", "text": "AT&T fell"})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4]})
    >>> "AT&amp;T</mark> fell" in mark_text(document, spans)
    True
    """
    if not isinstance(document, pd.Series):
        raise TypeError("document must be one row of documents, such as documents.iloc[0]")
    check_columns(spans, "spans", ["doc_id", "start", "end", *([by] if by else [])])
    spans = spans[spans["doc_id"].astype("str") == str(document["doc_id"])]
    text = document["text"]
    if (spans["end"] > len(text)).any():
        fault = f"spans has one that ends at {spans['end'].max()}, but {document['doc_id']} has {len(text)}"
        raise ValueError(f"{fault} characters: use the spans of this text")
    spans = spans[spans["start"] < length].assign(end=spans["end"].clip(upper=length))
    kinds = spans[by].astype("str").fillna("(none)") if by else pd.Series("", index=spans.index)
    styles = {kind: _attributes(kind, number) for number, kind in enumerate(sorted(kinds.unique()))}
    marks = list(map(Mark, spans["start"].tolist(), spans["end"].tolist(), kinds.map(styles)))
    legend = " ".join(
        f"<mark{style}>{escape(visible(kind))}</mark>" for kind, style in styles.items() if kind
    )
    top = f"<p>{legend}</p>" if legend else ""
    rest = f"<p>… and {len(text) - length:,} more characters</p>" if len(text) > length else ""
    return f'{top}<div style="{_TEXT}">{weave(text[:length], marks)}</div>{rest}'


def _sentence_borders(spans: pd.DataFrame, sentences: pd.DataFrame) -> tuple[pd.Series, list[int]]:
    """Return the start of the sentence in which each span starts, and the end of the one in which it ends."""
    check_columns(sentences, "sentences", ["doc_id", "sent_id", "start", "end"])
    sentences = sentences.assign(doc_id=sentences["doc_id"].astype("str"))
    keys = ["doc_id", "sent_id"]
    lefts = spans[keys].merge(sentences[[*keys, "start"]], on=keys, how="left")["start"]
    if lefts.isna().any():
        sent_id = spans["sent_id"].iloc[int(lefts.isna().argmax())]
        raise key_error(f"spans has the sent_id {sent_id}, which is not in sentences: use the same corpus")
    ends = {doc_id: sorted(own) for doc_id, own in sentences.groupby("doc_id")["end"]}
    of_spans = zip(spans["doc_id"].map(ends), spans["end"], strict=True)
    rights = [own[min(bisect_left(own, end), len(own) - 1)] for own, end in of_spans]
    return lefts.astype("int64"), rights


def _attributes(kind: str, number: int) -> str:
    tint, line = _TINTS[number % len(_TINTS)], _LINES[number % len(_LINES)]
    style = f"background: {tint}; {_MARK}; border-bottom: {line} #666"
    return f' title="{escape(visible(kind))}" style="{style}"'
