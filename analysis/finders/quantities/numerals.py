"""Read the numbers out of a text: digits, words, scales, fractions, orders of magnitude. Knows nothing of grammar."""

import re
from typing import NamedTuple

from analysis.finders.quantities.pieces import Amount, Piece, cut_pieces, name_gap, number_words
from analysis.finders.quantities.spelled import read_words

_LARGEST = 1e30  # what is longer is a code or a column of a table, and its value may not fit into a float
_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 50, 100}  # 9/11 and 24/7 are no fractions
_SPACED = re.compile(r"[ \u00a0\u2009\u202f]\d{3}(?:\.\d+)?")
_BY_SLASH = re.compile(r"\s?[/⁄]\s?(\d{1,3})(?![\d/])")
_ORDINAL_END = re.compile(r"\s?(?:st|nd|rd|th)\b", re.I)
_SHORT = re.compile(r"(\s?)-?(k|m|bn|b|mn|mln|mil|tn|trn|t)(?![\w$€£])", re.I)
_CURRENCY_BEFORE = re.compile(r"(?<!\d)(?<!\d\s)[$€£¥₹₩₽₪]\s?$|[A-Z]{2,3}\s?$")
_PLURAL_BEHIND = re.compile(r"\s+(?:[a-z]{2,}\s+)?(?:people|men|women|children|[a-z]{2,}s)\b")
_DAYS = re.compile(r"\s+(?:second|minute|hour|day|week|month|year)", re.I)
_ARTICLE_BEFORE = re.compile(r"\b(an?|one)[\s-]+$", re.I)
_FEW_BEFORE = re.compile(r"\b(?:several|a few|few|many|a couple of|a couple)\s+$", re.I)
_NEAR_BEFORE = re.compile(
    r"\b(?:than|nearly|almost|about|over|roughly|around|only|just|barely|under) an?\s+$", re.I
)
_PART_BEHIND = re.compile(
    r"\s+(?:of|the|less|more|higher|lower|fewer|larger|smaller|bigger|cheaper)\b|\s*(?:[.,;:!?)]|$)"
)
_RATIO = {"in", "in every", "in each", "out of", "out of every", "of every", "of each"}


class Number(NamedTuple):
    """A number as it stands in the text."""

    start: int
    end: int
    value: float
    scale: float  # what the written number is multiplied by at its end: 1,000,000 in "1.4 million"
    kind: str  # digits, words, fraction, ratio, vague, ordinal or code


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Find every number between two offsets, and what it says; linear in the length.

    Ranges stay two numbers: whether they belong together depends on what stands between them.

    >>> [(number.value, number.kind) for number in find_numbers("half a million in 2 or three dozen towns")]
    [(500000.0, 'words'), (2.0, 'digits'), (36.0, 'words')]
    """
    pieces = cut_pieces(text, start, len(text) if end is None else end)
    numbers, at = [], 0
    while at < len(pieces):
        number, at = _read(text, pieces, at)
        if number:
            readable = abs(number.value) <= _LARGEST and number.scale <= _LARGEST
            numbers.append(number if readable else number._replace(kind="code"))
    return _join_ratios(text, numbers)


def _read(text: str, pieces: list[Piece], at: int) -> tuple[Number | None, int]:
    """Read the number that starts with the piece `at`; give it and the first piece behind it."""
    piece = pieces[at]
    match piece.kind:
        case "code":
            return Number(piece.start, piece.end, piece.value, 1, "code"), at + 1
        case "ordinal":
            return Number(piece.start, piece.end, piece.value, 1, "ordinal"), at + 1
        case "denominator":
            return _read_denominator(text, pieces, at)
        case "fraction":
            return _read_half(text, pieces, at)
        case "vague":
            return _read_vague(text, pieces, at)
        case "digits" if ordinal := _ORDINAL_END.match(text, piece.end):
            return Number(piece.start, ordinal.end(), piece.value, 1, "ordinal"), at + 1
    return _read_amount(text, pieces, at)


def _read_amount(text: str, pieces: list[Piece], at: int) -> tuple[Number | None, int]:
    """Read "1.4 million", "one hundred and six", "3 hundred and 21", "two and a half million", "two thirds"."""
    first = pieces[at]
    amount = _read_base(text, pieces, at)
    if fraction := _denominator_behind(text, pieces, amount.at, amount.end, amount.value):
        denominator, end, at = fraction
        return _times_scale(
            text, pieces, at, Number(first.start, end, amount.value / denominator, 1, "fraction")
        )
    for step in (_multiply, _add_part, _multiply, _add_rest):
        amount = step(text, pieces, amount)
    if first.kind == "scale" and _FEW_BEFORE.search(text[max(0, first.start - 16) : first.start]):
        kind = "vague"
    else:
        kind = {"digits": "digits", "glyph": "fraction"}.get(first.kind, "words")
    start = _with_minus(text, first.start)
    value = -amount.value if start < first.start else amount.value
    return Number(start, amount.end, value, amount.scale, kind), amount.at


def _read_base(text: str, pieces: list[Piece], at: int) -> Amount:
    """Read the first part of an amount: words, digits in groups, 10 1/2, 5½, 1/4."""
    piece = pieces[at]
    if piece.kind == "cardinal":
        return read_words(text, pieces, at)
    if piece.kind == "scale":
        return Amount(piece.value, piece.value, piece.end, at + 1)
    value, end, at = piece.value, piece.end, at + 1
    if piece.kind == "glyph":
        return Amount(value, 1, end, at)
    groups = [piece.word]
    while (
        len(piece.word) <= 3
        and groups[-1].isdigit()
        and at < len(pieces)
        and _SPACED.fullmatch(text, end, pieces[at].end)
    ):
        groups.append(pieces[at].word)
        end, at = pieces[at].end, at + 1
    if len(groups) > 1:
        value = float("".join(groups))
    slash = _BY_SLASH.match(text, end)
    if slash and value < int(slash[1]) in _DENOMINATORS and at < len(pieces):
        return Amount(value / int(slash[1]), 1, slash.end(), at + 1)
    if at < len(pieces) and pieces[at].kind == "glyph" and pieces[at].start - end <= 1:
        return Amount(value + pieces[at].value, 1, pieces[at].end, at + 1)
    if (
        at + 1 < len(pieces)
        and pieces[at].start == end + 1
        and (slash := _BY_SLASH.match(text, pieces[at].end))
    ):
        part = pieces[at].value / int(slash[1]) if int(slash[1]) in _DENOMINATORS else 1
        if part < 1:
            return Amount(value + part, 1, slash.end(), at + 2)
    return Amount(value, 1, end, at)


def _multiply(text: str, pieces: list[Piece], amount: Amount) -> Amount:
    """Take the scales that follow directly: million, hundred thousand, dozen, bn, k."""
    value, scale, end, at = amount
    while (
        at < len(pieces)
        and pieces[at].kind in ("scale", "vague")
        and pieces[at].word not in ("tens", "scores")
    ):
        if name_gap(text[end : pieces[at].start]) not in ("", "-"):
            break
        value, scale, end, at = value * pieces[at].value, scale * pieces[at].value, pieces[at].end, at + 1
    if (
        text[end - 1].isdigit()
        and (short := _SHORT.match(text, end))
        and _is_scale(text, pieces[at - 1], short)
    ):
        factor = number_words()[short[2].lower()][0]
        value, scale, end = value * factor, scale * factor, short.end()
    return Amount(value, scale, end, at)


def _is_scale(text: str, digits: Piece, short: re.Match) -> bool:
    """Tell 5m people and £5m from 5m deep, and 10k from 10 K."""
    blank, letters = short[1], short[2].lower()
    money = bool(_CURRENCY_BEFORE.search(text[max(0, digits.start - 4) : digits.start]))
    if letters in ("bn", "mn", "mln", "tn", "trn", "mil"):
        return True
    if letters == "m":
        return money or (not blank and bool(_PLURAL_BEHIND.match(text, short.end())))
    return not blank and (money or letters in ("b", "k")) or (money and letters == "b")


def _add_part(text: str, pieces: list[Piece], amount: Amount) -> Amount:
    """Take "and a half", "and three fifths", "and a quarter": a part of the scale before it."""
    value, scale, end, at = amount
    piece = amount.next(pieces)
    gap = name_gap(text[end : piece.start]) if piece else ""
    unit = scale if scale >= 1000 else 1
    if piece and gap in ("and a", "and one") and piece.kind in ("fraction", "denominator"):
        part = piece.value if piece.kind == "fraction" else 1 / piece.value
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        if unit > 1 and behind and behind.kind == "scale" and name_gap(text[piece.end : behind.start]) == "":
            return Amount(value + part * behind.value, behind.value, behind.end, at + 2)
        return Amount(value + part * unit, scale if unit > 1 else 1, piece.end, at + 1)
    if piece and gap == "and" and piece.kind == "cardinal":
        fraction = _denominator_behind(text, pieces, at + 1, piece.end, piece.value)
        if fraction:
            return Amount(value + piece.value / fraction[0] * unit, scale, fraction[1], fraction[2])
    return amount


def _add_rest(text: str, pieces: list[Piece], amount: Amount) -> Amount:
    """Take the smaller number that goes on directly: 4 thousand 3 hundred, 6 crore and two hundred."""
    piece = amount.next(pieces)
    if (
        not piece
        or amount.scale <= 1
        or piece.kind not in ("digits", "cardinal")
        or text[amount.end - 1].isdigit()
    ):
        return amount
    gap = name_gap(text[amount.end : piece.start])
    if gap != "" and not (gap == "and" and (piece.kind == "cardinal" or amount.scale == 100)):
        return amount
    rest = _multiply(text, pieces, _read_base(text, pieces, amount.at))
    if (
        rest.value == 0
        or rest.value >= amount.scale
        or (gap == "" and rest.scale == 1 and amount.scale > 100)
    ):
        return amount
    return Amount(amount.value + rest.value, 1, rest.end, rest.at)


def _read_half(text: str, pieces: list[Piece], at: int) -> tuple[Number | None, int]:
    """Read half, a half, half a million, quarter million, a quarter of."""
    piece = pieces[at]
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    if (
        behind
        and behind.kind == "scale"
        and name_gap(text[piece.end : behind.start]) in ("", "a", "-", "of a")
    ):
        amount = Amount(piece.value * behind.value, behind.value, behind.end, at + 2)
        value, scale, end, after = _multiply(text, pieces, amount)
        return Number(piece.start, end, value, scale, "words"), after
    article = _ARTICLE_BEFORE.search(text[max(0, piece.start - 5) : piece.start])
    if piece.word == "half" or (piece.word == "quarter" and article and _is_part(text, piece)):
        return Number(piece.start, piece.end, piece.value, 1, "fraction"), at + 1
    return None, at + 1


def _read_denominator(text: str, pieces: list[Piece], at: int) -> tuple[Number | None, int]:
    """Read a third of, a hundredth; otherwise it is an ordinal, or a noun."""
    piece = pieces[at]
    article = _ARTICLE_BEFORE.search(text[max(0, piece.start - 5) : piece.start])
    if article and not piece.word.endswith("s") and _is_part(text, piece):
        return _times_scale(
            text, pieces, at + 1, Number(piece.start, piece.end, 1 / piece.value, 1, "fraction")
        )
    if piece.word.endswith("s"):
        return None, at + 1
    return Number(piece.start, piece.end, piece.value, 1, "ordinal"), at + 1


def _is_part(text: str, piece: Piece) -> bool:
    """Tell a third of them and nearly a third agreed from a third attack."""
    near = _NEAR_BEFORE.search(text[max(0, piece.start - 12) : piece.start])
    return bool(near or _PART_BEHIND.match(text, piece.end))


def _denominator_behind(
    text: str, pieces: list[Piece], at: int, end: int, numerator: float
) -> tuple[float, int, int] | None:
    """Give the denominator of "thirds" behind "two", its end, and the first piece behind it."""
    if at >= len(pieces) or name_gap(text[end : pieces[at].start]) not in ("", "-"):
        return None
    piece = pieces[at]
    if piece.word in ("quarters", "halves") or (piece.word in ("quarter", "half") and numerator == 1):
        return 1 / piece.value, piece.end, at + 1
    if piece.kind == "denominator" and piece.word.endswith("s") == (numerator != 1):
        return piece.value, piece.end, at + 1
    return None


def _times_scale(text: str, pieces: list[Piece], at: int, number: Number) -> tuple[Number, int]:
    """Take "two thirds of a million"."""
    if (
        at < len(pieces)
        and pieces[at].kind == "scale"
        and name_gap(text[number.end : pieces[at].start]) in ("of a", "-", "")
    ):
        scale = pieces[at].value
        return Number(number.start, pieces[at].end, number.value * scale, scale, "words"), at + 1
    return number, at


def _read_vague(text: str, pieces: list[Piece], at: int) -> tuple[Number | None, int]:
    """Read dozens, hundreds of thousands: the order of magnitude."""
    value, end, start = pieces[at].value, pieces[at].end, pieces[at].start
    at += 1
    while at < len(pieces) and pieces[at].kind == "vague" and name_gap(text[end : pieces[at].start]) == "of":
        value, end, at = value * pieces[at].value, pieces[at].end, at + 1
    return Number(start, end, value, value, "vague"), at


def _join_ratios(text: str, numbers: list[Number]) -> list[Number]:
    """Make one in five, nine in 10 and one out of three a ratio."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind in ("digits", "words")
            and number.kind in ("digits", "words")
            and number.start - before.end < 16
            and " ".join(text[before.end : number.start].lower().split()) in _RATIO
            and 1 <= before.value < number.value
            and (number.value < 100 or number.value % 10 == 0)
            and not 1500 <= number.value < 2100
            and not _DAYS.match(text, number.end)
        ):
            joined[-1] = Number(before.start, number.end, before.value / number.value, 1, "ratio")
        else:
            joined.append(number)
    return joined


def _with_minus(text: str, start: int) -> int:
    before = text[max(0, start - 18) : start]
    sign = re.search(r"(?:(?:^|(?<=[\s(]))[-−]|(?<!\w)(?<!plus or )(?:minus|negative)\s+)$", before, re.I)
    return start - len(before) + sign.start() if sign else start
