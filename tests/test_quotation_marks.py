"""Pairing quotation marks, and the tokens inside them."""

import re

import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, strategies as st

from analysis import mark_quoted
from analysis.finders.quotes import pair_marks

CASES = {
    "curly": ("“One”, she said.", ["“One”"]),
    "straight": ('"One," she said. "Two."', ['"One,"', '"Two."']),
    "backticks": ("``One,'' she said.", ["``One,''"]),
    "guillemets": ("« One », she said.", ["« One »"]),
    "low and high": ("„One“, she said.", ["„One“"]),
    "single": ("‘We’ve won,’ she said.", ["‘We’ve won,’"]),
    "plural's apostrophe in single": ("They defend ‘the workers’ union’ again.", ["‘the workers’ union’"]),
    "no single marks": ("The farmers’ and Ann’s hopes of the ’90s, Bob's dog and the workers' hopes", []),
    "single in double": ("“He told me, ‘Go,’ and I went,” she said.", ["“He told me, ‘Go,’ and I went,”"]),
    "curly in straight": ('"They read “Peter” aloud," she said.', ['"They read “Peter” aloud,"']),
    "typed twice": ("““One””, she said.", ["““One””"]),
    "opening mark for a closing one": ("“Not now,“ he said.", ["“Not now,“"]),
    "left open": ('"One, she said.\nTwo.', ['"One, she said.']),
    "stray closing": ("One,” she said. “Two.”", ["“Two.”"]),
}


@pytest.mark.parametrize("text, expected", CASES.values(), ids=CASES.keys())
def test_marks(text, expected):
    assert [text[start:end] for start, end, *_ in pair_marks(text)] == expected


@given(st.text(alphabet="ab.,\n “”\"'‘’«»`"))
def test_spans_are_in_order_and_in_one_line(text):
    before = 0
    for start, end, *_ in pair_marks(text):
        assert before <= start < end <= len(text) and "\n" not in text[start:end]
        before = end


INSIDE = {
    "closed": ("“Go now” he said", "Go now"),
    "an apostrophe is no mark": ("the rebels’ guns ‘fell’", "fell"),
    "nothing closes": ("“Go he said", ""),
    "goes on in the next paragraph": ("he said “go.\n“now” he said", "go now"),
    "closed in the next line": ("“go\nnow” he", "go now"),
}


def typed(*contents: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    documents = texts(*contents)
    rows = [
        (doc_id, match.start(), match.group())
        for doc_id, text in documents.values.tolist()
        for match in re.finditer(r"\w+|[^\w\s]", text)
    ]
    return pd.DataFrame(rows, columns=["doc_id", "start", "token"]), documents


@pytest.mark.parametrize("text, expected", INSIDE.values(), ids=INSIDE)
def test_tokens_inside_marks(text, expected):
    tokens, documents = typed(text)
    marked = mark_quoted(tokens, documents)
    words = marked.loc[marked["in_quotes"], "token"]
    assert " ".join(words[words.str.isalnum()]) == expected
    assert "in_quotes" not in tokens


def test_marks_of_one_document_do_not_go_on_in_another():
    tokens, documents = typed("he said “go", "“now” he")
    assert mark_quoted(tokens, documents).query("in_quotes")["token"].tolist() == ["“", "now", "”"]
    with pytest.raises(KeyError, match="'b', which documents lacks"):
        mark_quoted(tokens, documents[:1])
