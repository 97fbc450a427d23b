"""Cut a text into the pieces that numbers are made of: runs of digits, fraction signs, number words."""

import re
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import numeric

from analysis.finders.lists import any_of, read_lexicon

_GLYPHS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_GROUP = r"[ \u00a0\u2009\u202f]\d{3}"
# Possessive quantifiers: the search never goes back, so that long runs stay fast.
_DIGITS = (
    rf"(?P<digits>(?<![\d.,])\d{{1,3}}(?={_GROUP}(?!\d))(?:{_GROUP}(?!\d|[.,]\d))*+(?:{_GROUP}\.\d++(?![.,]\d))?+"
    r"|(?<![\w.])\.\d++(?![.,]?\d)|\d(?:\d|[.,](?=\d))*+)(?P<suffix>\s?(?i:st|nd|rd|th)\b)?+"
)
_LETTER = r"[^\W\d_]"
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?|\.\d+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")


class Piece(NamedTuple):
    """Digits, a sign or a word with its value.

    The kinds are those of the list `number_words`, and digits, glyph, code and end. `gap` is what is between the
    piece before and this one: "", "-", "and", "and a", ..., or "…" for something long.
    """

    start: int
    end: int
    word: str
    value: float
    kind: str
    gap: str


@lru_cache(2**16)
def may_hold_number(token: str) -> bool:
    """Return whether a token has a digit or a number word.

    >>> may_hold_number("45-year"), may_hold_number("Two"), may_hold_number("too")
    (True, True, False)
    """
    return bool(_pattern().search(token))


@cache
def number_words() -> dict[str, tuple[float, str]]:
    """Return value and kind of every word in the list and of every fraction sign.

    >>> number_words()["dozen"]
    (12.0, 'scale')
    """
    words = {row.word: (float(row.value), row.kind) for row in read_lexicon("number_words").itertuples()}
    return words | {glyph: (numeric(glyph), "glyph") for glyph in _GLYPHS}


@cache
def _pattern() -> re.Pattern:
    """Compile what a piece looks like: digits, or a word of the list that is no part of a longer one."""
    words = any_of(number_words().keys() - set(_GLYPHS))
    return re.compile(rf"{_DIGITS}|[{_GLYPHS}]|(?<!{_LETTER})(?ai:{words})(?!{_LETTER})")


def cut_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return the pieces between two offsets in order, followed by two of the kind "end".

    >>> [piece.kind for piece in cut_pieces("2½ million", 0, 10)]
    ['digits', 'glyph', 'scale', 'end', 'end']
    """
    pieces, last = [], start
    for match in _pattern().finditer(text, start, end):
        at = match.start()
        for word, value, kind in _values(match):
            gap = plain_text(text[last:at]) if at - last < 12 else "…"
            pieces.append(Piece(at, at + len(word), word.lower(), value, kind, gap))
            last = at + len(word)
            at = last + 1
    return pieces + [Piece(end, end, "", 0.0, "end", "…")] * 2


def _values(match: re.Match) -> list[tuple[str, float, str]]:
    """Return word, value and kind of each piece; a list without blanks ("22,24,26") has several."""
    run = match.group()
    if not match["digits"]:
        return [(run, *number_words()[run.lower()])]
    digits = "".join(match["digits"].split())
    kind = "ordinal" if match["suffix"] else "digits"
    if _ENGLISH.fullmatch(digits):
        return [(run, float(digits.replace(",", "")), kind)]
    if _EUROPEAN.fullmatch(digits):
        return [(run, float(digits.replace(".", "").replace(",", ".")), kind)]
    parts = digits.split(",")
    if kind == "digits" and len(parts) > 1 and all(map(_ENGLISH.fullmatch, parts)):
        return [(part, float(part), "digits") for part in parts]
    return [(run, float("nan"), "code")]


def plain_text(text: str) -> str:
    """Return a text in small letters, with one blank for all white space."""
    return " ".join(text.lower().split())
