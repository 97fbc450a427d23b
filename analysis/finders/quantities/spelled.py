"""Read a number that is spelled out, with text2num for what is one number, and a thin layer for where it ends."""

from text_to_num import text2num

from analysis.finders.quantities.pieces import Amount, Piece, gap_before

_MAX_WORDS = 12  # of one number; bounds the work on "one one one ..."


def read_words(text: str, pieces: list[Piece], at: int) -> Amount:
    """Read the longest run of words that is one number; "between two and three" is none.

    >>> from analysis.finders.quantities.pieces import cut_pieces
    >>> read_words("two hundred and six three", cut_pieces("two hundred and six three", 0, 25), 0).value
    206.0
    """
    last = at + 1
    links = {"", "-"} if text[: pieces[at].start].endswith(("between ", "both ")) else {"", "-", "and"}
    while last < min(len(pieces), at + _MAX_WORDS):
        if gap_before(text, pieces, last) not in links or not _goes_on(pieces[last - 1], pieces[last]):
            break
        last += 1
    for stop in range(last, at + 1, -1):
        follows = (
            stop < len(pieces)
            and pieces[stop].kind == "scale"
            and gap_before(text, pieces, stop) in ("", "-")
        )
        value = None
        if not (follows and gap_before(text, pieces, stop - 1) == "and"):
            value = _value_in_words(text, pieces, at, stop)
        if value is not None:
            return Amount(value, _scale_at_end(pieces, at, stop), pieces[stop - 1].end, stop)
    return Amount(pieces[at].value, 1, pieces[at].end, at + 1)


def _goes_on(word: Piece, following: Piece) -> bool:
    """Tell twenty five and two hundred from two three: cheap, so that a run of ones is not tried in all lengths."""
    if following.kind == "cardinal":
        return word.kind == "scale" or (word.value >= 20 and following.value < 10)
    return following.kind == "scale"


def _value_in_words(text: str, pieces: list[Piece], at: int, stop: int) -> float | None:
    words = [pieces[at].word]
    for piece in range(at + 1, stop):
        words += ["and"] * (gap_before(text, pieces, piece) == "and") + [pieces[piece].word]
    try:
        return float(text2num(" ".join(words), "en"))
    except ValueError:  # not one number, or a scale that text2num does not know
        return None


def _scale_at_end(pieces: list[Piece], at: int, stop: int) -> float:
    scale = 1.0
    while stop > at + 1 and pieces[stop - 1].kind == "scale":
        stop -= 1
        scale *= pieces[stop].value
    return scale
