import pytest
from hypothesis import given, strategies as st

from analysis.readers.lines import cut_line, find_lines, has_headline


def test_every_mandatory_line_break_ends_a_line_and_blanks_around_it_are_left_out():
    text = "\ufeff a\u200b\nb\r\nc\rd\u2028e\u2029f\x85g h \n\n\xa0i\xa0\n\t\n\u200b\n"
    assert [text[start:end] for start, end in find_lines(text)] == [*"abcdef", "g h", "i"]


HEADLINES = {
    "\nAleppo falls\r\n\r\nIt is over.": True,
    "It is over.\nMore.": False,
    "Is it over?”\u200b\nMore.": False,
    "“It is over” – rebel\nMore.": True,
    "'Over', says rebel\nMore.": True,
    "Aleppo falls": False,
    "x" * 200 + "\nMore.": True,
    "x" * 201 + "\nMore.": False,
    "": False,
}


FIRST_LINES = {
    True: [
        "Who fired first?", "Stop the war!", "“We stay,” says mayor", "'Floods everywhere' - witness",
        "ALEPPO FALLS", "“Why we left” – a letter", "In 2016", "May 3, 2018 attack kills 12",
        "SYRIA - Rebels leave", "UN: Talks end", "By Land and Sea, Aid Reaches Aleppo",
        "LONDON (again) leads", "Date with destiny", "Will U.S. Senate act?",
        "GM, Ford", "ISIS (Daesh) – a history", "By Popular Demand, Schools Open Again",
    ],
    False: [
        "“We stay,” she said.", '"We stay."', "“Who fired first?”", "It was a cold night. Who would help?",
        "03/04/2016", "May 30, 2014 Friday", "9 mei 2014 vrijdag", "By Ann Lee",
        "By ANN LEE and BOB ROE, Staff Writers", "By Maria van der Berg in Beirut", "LONDON (Reuters) -",
        "ALEPPO, Syria, Dec 13", "BEIRUT —", "ALEPPO, Syria", "ALEPPO, Syria (AP) — The last rebels",
        "WASHINGTON, D.C. —", "User Name: x",
        "By Ann Lee, Staff Writer", "ROME, Italy", "BONN (AP) – Two dams broke", "Length: 937 words",
    ],
}  # fmt: skip


@pytest.mark.parametrize("expected", FIRST_LINES)
def test_dates_bylines_and_datelines_are_no_headlines_but_questions_and_quoted_ones_are(expected):
    found = {line: has_headline(f"{line}\n\nMore.") for line in FIRST_LINES[expected]}
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize(("text", "expected"), HEADLINES.items(), ids=range(len(HEADLINES)))
def test_has_headline(text, expected):
    assert has_headline(text) is expected


@given(st.text(alphabet="ab. \u2028“”", max_size=80), st.integers(1, 20))
def test_cut_line_loses_no_character(text, length):
    pieces = cut_line(text, 0, len(text), length)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= length for start, end in pieces)


def test_cut_line_prefers_the_end_of_a_sentence_then_a_blank():
    assert cut_line("One two. Three four five six", 0, 28, 12) == [(0, 9), (9, 20), (20, 28)]
    assert cut_line("x" * 25, 0, 25, 10) == [(0, 10), (10, 20), (20, 25)]
