import re

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


def rows(table):
    return table[["left", "match", "right"]].values.tolist()


def test_the_sentence_around_a_span():
    assert rows(in_context(spans((12, 18)), DOCUMENTS, SENTENCES)) == [["", "Rebels", " left Aleppo."]]


def test_a_span_over_two_sentences_shows_both():
    assert rows(in_context(spans((6, 18)), DOCUMENTS, SENTENCES)) == [
        ["It is ", "over. Rebels", " left Aleppo."]
    ]


def test_a_width_in_characters_stops_at_the_ends_of_the_text():
    assert rows(in_context(spans((3, 5), (24, 30)), DOCUMENTS, SENTENCES, width=6)) == [
        ["It ", "is", " over."],
        [" left ", "Aleppo", ". “So "],
    ]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        pytest.param(None, ["is", "Aleppo", "Rebels"], id="as given"),
        pytest.param("left", ["Rebels", "is", "Aleppo"], id="by the words before"),
        pytest.param("right", ["Aleppo", "Rebels", "is"], id="by the words behind"),
    ],
)
def test_a_concordance_is_sorted_by_its_context(sort, expected):
    table = in_context(spans((3, 5), (24, 30), (12, 18)), DOCUMENTS, SENTENCES, sort=sort)
    assert table["match"].tolist() == expected


def test_the_nearest_word_to_the_left_decides():
    text = "b a X. a b Y."
    sentences = pd.DataFrame({"doc_id": "a", "sent_id": [0, 1], "start": [0, 7], "end": [6, 13]})
    found = pd.DataFrame({"doc_id": "a", "sent_id": [1, 0], "start": [11, 4], "end": [12, 5]})
    assert in_context(found, texts(text), sentences, sort="left")["match"].tolist() == ["X", "Y"]
    assert in_context(found, texts(text), sentences, sort=None)["match"].tolist() == ["Y", "X"]


def test_a_long_text_is_cut_and_the_rest_counted():
    html = mark_text(DOCUMENTS.iloc[0], spans((12, 18), (24, 30)), length=15)
    assert "Reb</mark></div><p>… and" in html
    assert f"{len(TEXT) - 15} more characters" in html


def test_no_spans_keep_the_columns():
    assert list(in_context(spans(), DOCUMENTS, SENTENCES)) == [
        "doc_id",
        "sent_id",
        "start",
        "end",
        "left",
        "match",
        "right",
    ]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        pytest.param(
            lambda: in_context(spans((0, 2)), texts(), SENTENCES),
            KeyError,
            "'a', which is not in documents",
            id="document",
        ),
        pytest.param(
            lambda: in_context(spans((0, 2)).assign(sent_id=9), DOCUMENTS, SENTENCES),
            KeyError,
            "sent_id 9, which is not in sentences",
            id="sentence",
        ),
        pytest.param(
            lambda: in_context(spans(), DOCUMENTS, SENTENCES, sort="up"),
            ValueError,
            "sort is 'up'",
            id="sort",
        ),
        pytest.param(
            lambda: in_context(spans((0, 2)), DOCUMENTS, SENTENCES, width=-1),
            ValueError,
            "width is -1: it must be 0 or more",
            id="width",
        ),
        pytest.param(
            lambda: in_context(spans((0, 2)), pd.concat([DOCUMENTS, DOCUMENTS]), SENTENCES),
            ValueError,
            "doc_id 'a' more than once",
            id="a document twice",
        ),
        pytest.param(
            lambda: in_context(spans((0, 2)).assign(end=pd.NA), DOCUMENTS, SENTENCES),
            ValueError,
            "spans has 1 rows without start or end: leave them out",
            id="no place",
        ),
        pytest.param(
            lambda: in_context(DOCUMENTS, DOCUMENTS, SENTENCES),
            KeyError,
            "spans has no column 'sent_id'",
            id="no spans",
        ),
        pytest.param(
            lambda: mark_text(DOCUMENTS.iloc[0], spans((0, 99))),
            ValueError,
            "ends at 99",
            id="beyond the text",
        ),
        pytest.param(
            lambda: mark_text(DOCUMENTS, spans()), TypeError, "must be one row", id="many documents"
        ),
        pytest.param(
            lambda: mark_text(DOCUMENTS, spans()), TypeError, "must be one row", id="many documents"
        ),
        pytest.param(
            lambda: mark_text(DOCUMENTS.iloc[0], spans((0, 2)), by="kind"),
            KeyError,
            "no column 'kind'",
            id="kind",
        ),
    ],
)
def test_what_does_not_fit_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_spans_are_marked_by_kind_with_a_legend():
    html = mark_text(DOCUMENTS.iloc[0], spans((12, 18), (24, 30), kind=["who", "<where>"]), by="kind")
    assert re.findall(r'<mark title="(.*?)" style=".*?">(.*?)</mark>', html) == [
        ("&lt;where&gt;", "&lt;where&gt;"),
        ("who", "who"),
        ("who", "Rebels"),
        ("&lt;where&gt;", "Aleppo"),
    ]


def test_nested_and_crossing_spans_close_in_order():
    html = re.sub(
        r"<mark[^>]*>", "[", mark_text(texts("abcdef").iloc[0], spans((0, 4), (1, 2), (3, 6)))
    ).replace("</mark>", "]")
    assert "[a[b]c[d]][ef]" in html


@given(
    st.text(alphabet="ab<&\n é", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
)
def test_the_text_is_whole_and_the_marks_are_balanced(text, borders):
    inside = [(min(a, b), max(a, b)) for a, b in borders if max(a, b) <= len(text)]
    html = mark_text(texts(text).iloc[0], spans(*inside))
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0
    body = re.sub(r"<[^>]*>", "", html)
    assert body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
