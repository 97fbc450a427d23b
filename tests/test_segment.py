import pytest
from hypothesis import given, strategies as st

from analysis.readers.lines import cut_line, find_lines, has_headline

LINES = {
    "blanks only": (" \n\t\n", []),
    "every mandatory line break": ("a\nb\r\nc\rd\u2028e\u2029f\x85g", list("abcdefg")),
    "blanks around lines are left out": ("  a b \n\n\xa0c\xa0", ["a b", "c"]),
}


@pytest.mark.parametrize(("text", "lines"), LINES.values(), ids=LINES.keys())
def test_find_lines(text, lines):
    assert [text[start:end] for start, end in find_lines(text)] == lines


HEADLINES = {
    "no final mark": ("Aleppo falls\nIt is over.", True),
    "empty lines around": ("\nAleppo falls\r\n\r\nIt is over.", True),
    "final full stop": ("It is over.\nMore.", False),
    "final mark inside quotation marks": ("Is it over?”\nMore.", False),
    "opening quotation mark": ("“It is over” – rebel\nMore.", False),
    "opening straight mark": ("'Over', says rebel\nMore.", False),
    "nothing follows": ("Aleppo falls", False),
    "200 characters": ("x" * 200 + "\nMore.", True),
    "201 characters": ("x" * 201 + "\nMore.", False),
    "empty": ("", False),
}


@pytest.mark.parametrize(("text", "expected"), HEADLINES.values(), ids=HEADLINES.keys())
def test_has_headline(text, expected):
    assert has_headline(text) is expected


@given(st.text(alphabet="ab. \u2028“”", max_size=80), st.integers(1, 20))
def test_cut_line_loses_no_character(text, length):
    pieces = cut_line(text, 0, len(text), length)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= length for start, end in pieces)


def test_cut_line_prefers_the_end_of_a_sentence_then_a_blank():
    text = "One two. Three four five six"
    assert [text[start:end] for start, end in cut_line(text, 0, 28, 20)] == [
        "One two. ",
        "Three four five six",
    ]
    assert cut_line("x" * 25, 0, 25, 10) == [(0, 10), (10, 20), (20, 25)]
