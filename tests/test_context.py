"""Spans in their sentences, and marked in the text."""

import re

import numpy as np
import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, strategies as st

from analysis import in_context, mark_text

TEXT = "It is over. Rebels\tleft Aleppo. “So it is,” they said."
DOCUMENTS = texts(TEXT)
SENTENCES = pd.DataFrame(
    {"doc_id": "a", "sent_id": [0, 1, 2], "start": [0, 12, 32], "end": [11, 31, len(TEXT)]}
)


def spans(*borders, **columns):
    starts, ends = zip(*borders, strict=True) if borders else ((), ())
    sent_ids = [int(start >= 12) + int(start >= 32) for start in starts]
    table = pd.DataFrame({"doc_id": ["a"] * len(starts), "sent_id": sent_ids, "start": starts, "end": ends})
    return table.astype({"sent_id": "int64", "start": "int64", "end": "int64"}).assign(**columns)


@pytest.mark.parametrize(
    ("borders", "width", "expected"),
    [
        ([(12, 18)], None, [["", "Rebels", " left Aleppo."]]),
        ([(6, 18)], None, [["It is ", "over. Rebels", " left Aleppo."]]),
        ([(3, 5), (24, 30)], 6, [["It ", "is", " over."], [" left ", "Aleppo", ". “So "]]),
    ],
    ids=["in its sentence", "over two sentences", "a width stops at the ends of the text"],
)
def test_the_text_around_a_span(borders, width, expected):
    found = in_context(spans(*borders), DOCUMENTS, SENTENCES, width=width)
    assert found[["left", "match", "right"]].values.tolist() == expected
    assert list(in_context(spans(), DOCUMENTS, SENTENCES, width=width)) == list(found)


def test_a_concordance_is_sorted_by_its_context():
    sentences = pd.DataFrame({"doc_id": "a", "sent_id": [0, 1, 2], "start": [0, 7, 14], "end": [6, 13, 20]})
    found = pd.DataFrame({"doc_id": "a", "sent_id": [1, 0, 2], "start": [11, 4, 16], "end": [12, 5, 17]})
    documents = texts("b a X. a B Y, c Z b.")
    by_left, by_right = (in_context(found, documents, sentences, sort=side) for side in ("left", "right"))
    assert by_left["match"].tolist() == ["X", "Y", "Z"]  # the nearest word comes first, in any case
    assert by_right["match"].tolist() == ["Y", "X", "Z"]


IN = {"documents": DOCUMENTS, "sentences": SENTENCES}
FIRST = spans((0, 2))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: in_context(FIRST, texts(), SENTENCES), KeyError, "'a', which documents lacks"),
        (lambda: in_context(FIRST.assign(sent_id=9), **IN), KeyError, "sent_id 9, which is not in sentences"),
        (lambda: in_context(FIRST, **IN, sort="up"), ValueError, "sort is 'up'"),
        (lambda: in_context(FIRST, **IN, width=-1), ValueError, "width is -1: it must be 0 or more"),
        (lambda: in_context(FIRST, texts("A", "B").assign(doc_id="a"), SENTENCES), ValueError, "'a' more than once"),
        (lambda: in_context(FIRST.assign(end=pd.NA), **IN), ValueError, "spans has 1 rows without start or end"),
        (lambda: mark_text(DOCUMENTS.iloc[0], spans((0, 99))), ValueError, "ends at 99"),
        (lambda: mark_text(DOCUMENTS, spans()), TypeError, "must be one row"),
        (lambda: mark_text(DOCUMENTS.iloc[0], FIRST, by="kind"), KeyError, "no column 'kind'"),
    ],
)  # fmt: skip
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_spans_are_marked_by_kind_with_a_legend_and_a_long_text_is_cut():
    html = mark_text(DOCUMENTS.iloc[0], spans((12, 18), (24, 30), kind=["who", "<where>"]), by="kind")
    where = "&lt;where&gt;"
    marked = [(where, where), ("who", "who"), ("who", "Rebels"), (where, "Aleppo")]
    assert re.findall(r'<mark title="(.*?)" style=".*?">(.*?)</mark>', html) == marked
    html = mark_text(DOCUMENTS.iloc[0], spans((12, 18), (24, 30)), length=15)
    assert f"Reb</mark></div><p>… and {len(TEXT) - 15} more characters" in html


def test_nested_and_crossing_spans_are_cut_at_each_border():
    html = mark_text(texts("abcdef").iloc[0], spans((0, 4), (1, 2), (3, 6)))
    assert "[a][[b]][c][[d]][ef]" in re.sub(r"<mark[^>]*>", "[", html).replace("</mark>", "]")


@given(
    st.text(alphabet="ab<&\n é", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
)
def test_the_text_is_whole_and_the_marks_are_balanced(text, borders):
    inside = [(min(a, b), max(a, b)) for a, b in borders if max(a, b) <= len(text)]
    html = mark_text(texts(text).iloc[0], spans(*inside))
    depths = np.cumsum([1 if tag == "<mark" else -1 for tag in re.findall(r"</?mark", html)])
    assert (depths >= 0).all() and not depths[-1:].any()
    body = re.sub(r"<[^>]*>", "", html)
    assert body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
