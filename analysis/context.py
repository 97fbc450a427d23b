"""Lead every number back to its sentence: spans in their context, and marked in the text."""

from html import escape

import numpy as np
import pandas as pd

from analysis.tables import check_columns, check_doc_ids, check_known

# Light tints that a dark text stays readable on; the kinds differ by underline as well, so they also read in grey.
_TINTS = ["#cfe3f5", "#fbdcc4", "#d5ecd0", "#f6efb5", "#e6d8f0", "#e3e3e3"]
_LINES = ["2px solid", "2px dashed", "2px dotted", "4px double", "1px solid"]


def in_context(
    spans: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    width: int | None = None,
    sort: str | None = None,
) -> pd.DataFrame:
    """Show what stands left and right of each span: the one way from a number back to its sentence.

    Args:
        spans: any span table: doc_id, sent_id, start, end and more.
        documents: doc_id and text.
        sentences: what `annotate` gives.
        width: how many characters to show on either side; None shows the sentence the span stands in.
        sort: "left" orders by the words before the span, the nearest first, "right" by those behind it, as
            concordances do; None keeps the order of `spans`.

    Columns:
        those of `spans`, then left, match (the text of the span itself), right. Line breaks in left and right
        are shown as blanks.

    Raises:
        KeyError: a table lacks a column, or a span is in no document given.
        ValueError: `sort` is another word, `width` is negative, a doc_id is there twice, or a span has no place.

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
    nowhere = int(spans[["start", "end"]].isna().any(axis=1).sum())
    if nowhere:
        raise ValueError(f"spans has {nowhere} rows without start or end: leave them out, as with .dropna()")
    texts = dict(zip(documents["doc_id"].astype("str"), documents["text"], strict=True))
    doc_ids = spans["doc_id"].astype("str")
    if width is None:
        lefts, rights = _sentence_borders(spans.assign(doc_id=doc_ids), sentences)
    else:
        lefts, rights = spans["start"] - width, spans["end"] + width
    rows = []
    for doc_id, start, end, left, right in zip(
        doc_ids, spans["start"], spans["end"], lefts, rights, strict=True
    ):
        text = texts[doc_id]
        rows.append((text[max(left, 0) : start], text[start:end], text[end : max(right, end)]))
    context = pd.DataFrame(rows, columns=["left", "match", "right"], index=spans.index, dtype="str")
    for side in ("left", "right"):
        context[side] = context[side].str.replace(r"\s", " ", regex=True)
    table = spans.assign(**{column: context[column] for column in context})
    return (
        table if sort is None else table.iloc[_concordance_order(context[sort], sort)].reset_index(drop=True)
    )


def mark_text(
    document: pd.Series, spans: pd.DataFrame, *, by: str | None = None, length: int = 20_000
) -> str:
    """Give the text of one document as HTML with spans marked in it, overlapping and nested ones too.

    Show it with `IPython.display.HTML`.

    Args:
        document: a row of documents, such as `documents.iloc[0]`.
        spans: a span table; those of other documents are left out.
        by: a column of `spans` whose values get a colour and an underline each, with a legend on top.
        length: how many characters to show; a longer text ends in a line that counts the rest.

    Raises:
        TypeError: `document` is no single row.
        KeyError: `spans` lacks a column.
        ValueError: a span ends beyond the text.

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
    if len(spans) and spans["end"].max() > len(text):
        raise ValueError(
            f"spans has one that ends at {spans['end'].max()}, but {document['doc_id']} has {len(text)} "
            "characters: give the spans of this text"
        )
    spans = spans[spans["start"] < length].assign(end=spans["end"].clip(upper=length))
    kinds = spans[by].astype("str").fillna("(none)") if by else pd.Series("", index=spans.index)
    styles = {kind: _style(number) for number, kind in enumerate(sorted(kinds.unique()))}
    marks = list(zip(spans["start"].tolist(), spans["end"].tolist(), kinds.tolist(), strict=True))
    legend = " ".join(_open(kind, styles) + escape(kind) + "</mark>" for kind in styles if kind)
    rest = f"<p>… and {len(text) - length:,} more characters</p>" if len(text) > length else ""
    return (
        f"{f'<p>{legend}</p>' if legend else ''}"
        f'<div style="white-space: pre-wrap; max-width: 48em; line-height: 1.7">'
        f"{_weave(text[:length], marks, styles)}</div>{rest}"
    )


def _sentence_borders(spans: pd.DataFrame, sentences: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Start of the sentence in which a span starts, and end of the one in which it ends."""
    check_columns(sentences, "sentences", ["doc_id", "sent_id", "start", "end"])
    doc_ids = sentences["doc_id"].astype("str")
    known = pd.DataFrame({"doc_id": doc_ids, "sent_id": sentences["sent_id"], "left": sentences["start"]})
    lefts = spans[["doc_id", "sent_id"]].merge(known, on=["doc_id", "sent_id"], how="left")["left"].to_numpy()
    if np.isnan(lefts).any():
        sent_id = spans["sent_id"].iloc[int(np.isnan(lefts).argmax())]
        raise KeyError(
            f"spans has the sent_id {sent_id}, which is not in sentences: give those of the same corpus"
        )
    # One sorted list of all sentence ends, a document after the other, finds all the last sentences at once.
    codes, unique = pd.factorize(doc_ids)
    ends = np.sort(codes * 2**32 + sentences["end"].to_numpy("int64"))
    wanted = pd.Index(unique).get_indexer(spans["doc_id"]) * 2**32 + spans["end"].to_numpy("int64")
    rights = ends[np.minimum(np.searchsorted(ends, wanted), len(ends) - 1)] % 2**32
    return lefts.astype("int64"), rights


def _concordance_order(context: pd.Series, sort: str) -> list[int]:
    words = [text.casefold().split() for text in context]
    keys = [row[::-1] if sort == "left" else row for row in words]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _style(number: int) -> str:
    tint, line = _TINTS[number % len(_TINTS)], _LINES[number % len(_LINES)]
    return (
        f"background: {tint}; color: #111; border-radius: 3px; padding: 1px 2px; border-bottom: {line} #666"
    )


def _open(kind: str, styles: dict[str, str]) -> str:
    return f'<mark title="{escape(kind)}" style="{styles[kind]}">'


def _weave(text: str, marks: list[tuple[int, int, str]], styles: dict[str, str]) -> str:
    """Put the marks into the text: one that ends inside another closes and opens that again."""
    marks = sorted((mark for mark in marks if mark[0] < mark[1]), key=lambda mark: (mark[0], -mark[1]))
    borders = sorted({0, len(text), *(at for mark in marks for at in mark[:2])})
    html, stack, waiting = [], [], marks[::-1]
    for here, there in zip(borders, [*borders[1:], len(text)], strict=True):
        keep = [mark for mark in stack if mark[1] > here]
        same = next((i for i, mark in enumerate(stack) if mark[1] <= here), len(stack))
        html += ["</mark>"] * (len(stack) - same)
        opened = keep[same:]
        while waiting and waiting[-1][0] == here:
            opened.append(waiting.pop())
        html += [_open(kind, styles) for _, _, kind in opened]
        stack = keep[:same] + opened
        html.append(escape(text[here:there], quote=False))
    return "".join(html)
