import pytest
from hypothesis import given, strategies as st

from analysis.readers.lines import cut_line, find_lines, has_headline


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="blanks only"),
        pytest.param("a\nb", ["a", "b"], id="line feed"),
        pytest.param("a\r\nb\rc", ["a", "b", "c"], id="carriage return"),
        pytest.param("a\u2028b\u2029c\x85d", ["a", "b", "c", "d"], id="Unicode line breaks"),
        pytest.param("  a b \n\n\xa0c\xa0", ["a b", "c"], id="blanks around lines are left out"),
    ],
)
def test_find_lines(text, lines):
    assert [text[start:end] for start, end in find_lines(text)] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Aleppo falls\nIt is over.", True, id="no final mark"),
        pytest.param("Aleppo falls\r\n\r\nIt is over.", True, id="empty line between"),
        pytest.param("\nAleppo falls\nIt is over.", True, id="empty line before"),
        pytest.param("It is over.\nMore.", False, id="final full stop"),
        pytest.param("Is it over?”\nMore.", False, id="final mark inside quotation marks"),
        pytest.param("“It is over” – rebel\nMore.", False, id="opening quotation mark"),
        pytest.param("'Over', says rebel\nMore.", False, id="opening straight mark"),
        pytest.param("Aleppo falls", False, id="nothing follows"),
        pytest.param("x" * 200 + "\nMore.", True, id="200 characters"),
        pytest.param("x" * 201 + "\nMore.", False, id="201 characters"),
        pytest.param("", False, id="empty"),
    ],
)
def test_has_headline(text, expected):
    assert has_headline(text) is expected


@given(st.text(alphabet="ab. \u2028“”", max_size=80), st.integers(1, 20))
def test_cut_line_loses_no_character(text, length):
    pieces = cut_line(text, 0, len(text), length)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= length for start, end in pieces)


def test_cut_line_prefers_the_end_of_a_sentence():
    text = "One two. Three four five six"
    assert [text[start:end] for start, end in cut_line(text, 0, len(text), 20)] == [
        "One two. ",
        "Three four five six",
    ]


def test_cut_line_without_a_blank():
    assert cut_line("x" * 25, 0, 25, 10) == [(0, 10), (10, 20), (20, 25)]
