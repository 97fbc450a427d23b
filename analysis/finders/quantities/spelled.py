"""Read a number that is spelled out: text2num reads one number, and the rules here find where it ends."""

from itertools import takewhile
from math import prod

from text_to_num import text2num

from analysis.finders.quantities.pieces import Piece

_MAX_WORDS = 12  # of one number; limits the time for "one one one ..."


def read_words(text: str, pieces: list[Piece], at: int) -> tuple[float, float, int]:
    """Return value and scale of the longest run of words that is one number, and the first piece after it.

    "between two and three" is no run.

    >>> from analysis.finders.quantities.pieces import cut_pieces
    >>> read_words("two hundred and six three", cut_pieces("two hundred and six three", 0, 25), 0)
    (206.0, 1, 3)
    """
    links = {"", "-"} if text[: pieces[at].start].endswith(("between ", "both ")) else {"", "-", "and"}
    last = at + 1
    while last < at + _MAX_WORDS and pieces[last].gap in links and _goes_on(pieces[last - 1], pieces[last]):
        last += 1
    for stop in range(last, at + 1, -1):
        scaled = pieces[stop].kind == "scale" and pieces[stop].gap in ("", "-")
        if scaled and pieces[stop - 1].gap == "and":
            continue
        try:
            words = " ".join(piece.word for piece in pieces[at:stop])
            return float(text2num(words, "en")), _scale_at_end(pieces[at + 1 : stop]), stop
        except ValueError:  # not one number, or a scale that text2num does not know
            pass
    return pieces[at].value, 1, at + 1


def _goes_on(word: Piece, following: Piece) -> bool:
    """Return True for "twenty five" and "two hundred", not for "two three"; this keeps long runs of words fast."""
    if following.kind == "cardinal":
        return word.kind == "scale" or (word.value >= 20 and following.value < 10)
    return following.kind == "scale"


def _scale_at_end(pieces: list[Piece]) -> float:
    return prod(piece.value for piece in takewhile(lambda piece: piece.kind == "scale", reversed(pieces)))
