"""Pairing quotation marks."""

import re

import pytest
from hypothesis import given, strategies as st

from analysis.finders.quotes import pair_marks

CASES = {
    "curly": ("“One”, she said.", ["“One”"]),
    "straight": ('"One," she said. "Two."', ['"One,"', '"Two."']),
    "doubled apostrophes": ("''One,'' she said.", ["''One,''"]),
    "backticks": ("``One,'' she said.", ["``One,''"]),
    "guillemets": ("« One », she said.", ["« One »"]),
    "low and high": ("„One“, she said.", ["„One“"]),
    "single": ("‘We’ve won,’ she said.", ["‘We’ve won,’"]),
    "plural's apostrophe in single": ("They defend ‘the workers’ union’ again.", ["‘the workers’ union’"]),
    "no single marks": ("The farmers’ and Ann’s hopes of the ’90s", []),
    "straight apostrophes": ("Bob's dog and the workers' hopes", []),
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


def test_a_quotation_runs_on_over_paragraphs():
    text = "“One.\n“Two.\n“Three,” he said.\n“Four.”"
    assert [goes_on for *_, goes_on in pair_marks(text)] == [True, True, False, False]


@given(st.text(alphabet="ab.,\n “”\"'‘’«»`"))
def test_spans_are_in_order_and_in_one_line(text):
    spans = pair_marks(text)
    assert [span[0] for span in spans] == sorted(span[0] for span in spans)
    for (start, end, *_), following in zip(spans, [*spans[1:], (len(text), 0)], strict=False):
        assert 0 <= start < end <= following[0]
        assert "\n" not in text[start:end]


PARAGRAPHS = ["“One,” she said. “Two.”", 'He spoke of "three" and ‘four’.', "''Five,'' they said."]


@given(st.integers(0, 2), st.data(), st.booleans())
def test_a_mark_more_or_less_changes_its_own_paragraph_only(number, data, double):
    marks = [match.start() for match in re.finditer("[“”\"‘’]|''", PARAGRAPHS[number])]
    at = data.draw(st.sampled_from(marks))
    old = PARAGRAPHS[number]
    size = 2 if old[at : at + 2] == "''" else 1
    new = old[:at] + old[at : at + size] * (2 if double else 0) + old[at + size :]
    before, after = ("\n".join(PARAGRAPHS[:number] + [p] + PARAGRAPHS[number + 1 :]) for p in (old, new))
    start = len("\n".join(PARAGRAPHS[:number])) + (number > 0)

    def outside(text, length):
        """Spans of the other paragraphs, behind the changed one counted from the end."""
        spans = [(s, e) for s, e, *_ in pair_marks(text)]
        behind = [(s - len(text), e - len(text)) for s, e in spans if s > start + length]
        return [(s, e) for s, e in spans if e <= start], behind

    assert outside(before, len(old)) == outside(after, len(new))
