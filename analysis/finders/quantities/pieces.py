"""Cut a text into the pieces that numbers are made of: runs of digits, fraction signs, number words."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finders.lists import read_lexicon

_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
           "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}  # fmt: skip
_HINT = re.compile(rf"[\d{''.join(_GLYPHS)}]")
# A run of digits is taken whole and possessively: no length of it can make the search go back.
_PIECE = re.compile(
    rf"(?P<digits>(?<![\w.])\.\d++(?![.,]?\d)|\d(?:\d|[.,](?=\d))*+)|(?P<glyph>[{''.join(_GLYPHS)}])"
    r"|(?P<word>[^\W\d_]++)"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?|\.\d+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")


class Piece(NamedTuple):
    """Digits, a sign or a word, with its value; the kinds are those of the list, and digits, glyph and code."""

    start: int
    end: int
    word: str
    value: float
    kind: str


class Amount(NamedTuple):
    """What has been read of an amount so far: its value, scale and end, and the first piece behind it."""

    value: float
    scale: float
    end: int
    at: int

    def next(self, pieces: list[Piece]) -> Piece | None:
        return pieces[self.at] if self.at < len(pieces) else None


@lru_cache(2**16)
def may_hold_number(token: str) -> bool:
    """Tell the tokens worth a closer look: those with a digit, and number words.

    >>> may_hold_number("45-year"), may_hold_number("Two"), may_hold_number("too")
    (True, True, False)
    """
    return bool(_HINT.search(token)) or any(part in number_words() for part in token.lower().split("-"))


@cache
def number_words() -> dict[str, tuple[float, str]]:
    """Give value and kind of every word in the list.

    >>> number_words()["dozen"]
    (12.0, 'scale')
    """
    rows = read_lexicon("number_words")
    return {row.word: (float(row.value), row.kind) for row in rows.itertuples()}


def cut_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Find the pieces between two offsets, in order.

    >>> [piece.kind for piece in cut_pieces("2½ million", 0, 10)]
    ['digits', 'glyph', 'scale']
    """
    words, pieces = number_words(), []
    for match in _PIECE.finditer(text, start, end):
        if match.lastgroup == "digits":
            pieces += _cut_digits(match.group(), match.start())
        elif match.lastgroup == "glyph":
            pieces.append(Piece(match.start(), match.end(), "", _GLYPHS[match.group()], "glyph"))
        elif (found := words.get(word := match.group().lower())) and found[1] != "short":
            pieces.append(Piece(match.start(), match.end(), word, *found))
    return pieces


def _cut_digits(run: str, start: int) -> list[Piece]:
    """Read a run such as 1,674,200.5; a list without blanks (22,24,26) gives a piece each."""
    if _GROUPED.fullmatch(run):
        return [Piece(start, start + len(run), run, float(run.replace(",", "")), "digits")]
    if _EUROPEAN.fullmatch(run):
        return [Piece(start, start + len(run), run, float(run.replace(".", "").replace(",", ".")), "digits")]
    parts = run.split(",")
    if len(parts) == 1 or not all(_GROUPED.fullmatch(part) for part in parts):
        return [Piece(start, start + len(run), run, float("nan"), "code")]
    pieces = []
    for part in parts:
        pieces.append(Piece(start, start + len(part), part, float(part), "digits"))
        start += len(part) + 1
    return pieces


def gap_before(text: str, pieces: list[Piece], at: int) -> str:
    """Name what stands before a piece, as `name_gap` does."""
    return name_gap(text[pieces[at - 1].end : pieces[at].start])


def name_gap(between: str) -> str:
    """Name what stands between two pieces: "", "-", "and", "a"; something long is …."""
    return " ".join(between.lower().split()) if len(between) < 12 else "…"
