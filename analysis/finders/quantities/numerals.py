"""Read the numbers out of a text: digits, words, scales, fractions, orders of magnitude. Grammar is not used."""

import re
from typing import NamedTuple

from analysis.finders.lists import word_set
from analysis.finders.quantities.pieces import Piece, cut_pieces, plain_text
from analysis.finders.quantities.spelled import read_words

_LARGEST = 1e30  # larger numbers are codes or columns of tables, and may not fit into a float
_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 50, 100}  # "9/11" and "24/7" are no fractions
_CURRENCY_BEFORE = re.compile(r"(?<!\d)(?<!\d\s)[$€£¥₹₩₽₪]\s?$|[A-Z]{2,3}\s?$")
_PLURAL_AFTER = re.compile(r"\s+(?:people|men|women|children|[a-z]{3,}s)\b")
_WORD_GOES_ON = re.compile(r"[\w$€£]")
_DAYS = re.compile(r"\s+(?:second|minute|hour|day|week|month|year)", re.I)
_ARTICLE_BEFORE = re.compile(r"\b(an?|one)[\s-]+$", re.I)
_FEW_BEFORE = re.compile(r"\b(?:several|a few|few|many|a couple of|a couple)\s+$", re.I)
_NEAR = re.compile(r"(?i)\b(?:than|nearly|almost|a?round|about|over|roughly|only|just|barely|under) an?\s+$")
_PART = re.compile(r"\s+(?:of|the|less|more|(?:high|low|few|larg|small|bigg|cheap)er)\b|\s*(?:[.,;:!?)]|$)")
_MINUSES = ("-", "−", "minus", "negative")
_MINUS = re.compile(r"(?:(?:^|(?<=[\s(]))[-−]|(?<!\w)(?<!plus or )(?:minus|negative)\s+)$", re.I)
_RATIO = {"in", "in every", "in each", "out of", "out of every", "of every", "of each"}
_WRITTEN = {"digits", "words"}
_PARTS = ("fraction", "denominator")
_CLOSE = ("", "-")  # gaps between pieces of one number


class Number(NamedTuple):
    """A number as it is written in the text."""

    start: int
    end: int
    value: float
    scale: float  # by which the written number is multiplied: 1,000,000 in "1.4 million"
    kind: str  # digits, words, fraction, ratio, vague, ordinal or code


class Amount(NamedTuple):
    """What has been read so far: value, scale, and the first piece after it."""

    value: float
    scale: float
    at: int
    kind: str = "words"

    def times(self, scale: float) -> "Amount":
        """Multiply the amount by the next piece."""
        return self._replace(value=self.value * scale, scale=self.scale * scale, at=self.at + 1)


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """Return every number between two offsets with its value; the work is linear in the length.

    Ranges stay two numbers: whether they belong together depends on what is between them.

    >>> [(number.value, number.kind) for number in find_numbers("half a million in 2 or three dozen", 0, 34)]
    [(500000.0, 'words'), (2.0, 'digits'), (36.0, 'words')]
    """
    pieces = cut_pieces(text, start, end)
    numbers, at = [], 0
    while pieces[at].kind != "end":
        if amount := _read(text, pieces, at):
            number = _number(text, pieces, at, amount)
            if numbers and _is_ratio(text, numbers[-1], number):
                part = numbers.pop()
                number = Number(part.start, number.end, part.value / number.value, 1, "ratio")
            numbers.append(number)
        at = amount.at if amount else at + 1
    return numbers


def _read(text: str, pieces: list[Piece], at: int) -> Amount | None:
    """Read the number that starts with a piece."""
    piece = pieces[at]
    match piece.kind:
        case "code" | "ordinal":
            return Amount(piece.value, 1, at + 1, piece.kind)
        case "fraction" | "denominator":
            return _read_fraction(text, pieces, at)
        case "vague":
            return _read_vague(pieces, at)
        case "short":
            return None
    return _read_amount(text, pieces, at)


def _number(text: str, pieces: list[Piece], at: int, amount: Amount) -> Number:
    """Return the number of an amount, with its offsets and its sign."""
    value, scale, stop, kind = amount
    start = pieces[at].start
    before = text[max(0, start - 18) : start]
    if before.rstrip().lower().endswith(_MINUSES) and (minus := _MINUS.search(before)):
        start, value = start - len(before) + minus.start(), -value
    readable = abs(value) <= _LARGEST and scale <= _LARGEST
    return Number(start, pieces[stop - 1].end, value, scale, kind if readable else "code")


def _read_fraction(text: str, pieces: list[Piece], at: int) -> Amount | None:
    """Read "half", "half a million", "a quarter of", "a third of"; other "third" are ordinals."""
    piece, amount = pieces[at], _fraction(pieces, 1 / pieces[at].value, at + 1)
    if piece.word == "half" or _is_part(text, piece) or (piece.word == "quarter" and amount.scale > 1):
        return _multiply(text, pieces, amount)
    if piece.kind == "fraction" or piece.word.endswith("s"):
        return None
    return Amount(piece.value, 1, at + 1, "ordinal")


def _is_part(text: str, piece: Piece) -> bool:
    """Return True for "a third of them" and "nearly a third agreed", but not for "a third attack"."""
    before = text[max(0, piece.start - 12) : piece.start]
    part = _NEAR.search(before) or _PART.match(text, piece.end)
    return bool(part and _ARTICLE_BEFORE.search(before))


def _fraction(pieces: list[Piece], value: float, at: int) -> Amount:
    """Return a fraction of the scale that follows: "half a million", "two thirds of a million"; else of one."""
    scale = pieces[at]
    if scale.kind == "scale" and scale.gap in ("", "-", "a", "of a"):
        return Amount(value * scale.value, scale.value, at + 1)
    return Amount(value, 1, at, "fraction")


def _read_vague(pieces: list[Piece], at: int) -> Amount:
    """Read orders of magnitude: "dozens", "hundreds of thousands"."""
    amount = Amount(pieces[at].value, pieces[at].value, at + 1, "vague")
    while pieces[amount.at].kind == "vague" and pieces[amount.at].gap == "of":
        amount = amount.times(pieces[amount.at].value)
    return amount


def _read_amount(text: str, pieces: list[Piece], at: int) -> Amount:
    """Read "1.4 million", "one hundred and six", "3 hundred and 21", "two and a half million", "two thirds"."""
    first = pieces[at]
    amount = _read_base(text, pieces, at)
    if denominator := _denominator(pieces[amount.at], amount.value):
        return _fraction(pieces, amount.value / denominator, amount.at + 1)
    amount = _multiply(text, pieces, _add_part(pieces, _multiply(text, pieces, amount)))
    amount = _add_rest(text, pieces, amount)
    if first.kind == "scale" and _FEW_BEFORE.search(text[max(0, first.start - 16) : first.start]):
        return amount._replace(kind="vague")
    return Amount(*amount[:3], {"digits": "digits", "glyph": "fraction"}.get(first.kind, "words"))


def _read_base(text: str, pieces: list[Piece], at: int) -> Amount:
    """Read the first part of an amount: words, digits, "10 1/2", "5½", "1/4"."""
    piece, following = pieces[at], pieces[at + 1]
    if piece.kind == "cardinal":
        return _add_decimals(text, pieces, piece.start, Amount(*read_words(text, pieces, at)))
    if piece.kind != "digits":
        return Amount(piece.value, piece.value if piece.kind == "scale" else 1, at + 1)
    if part := _simple_fraction(text, piece, following):
        return Amount(part, 1, at + 2)
    if following.kind == "glyph" and following.start - piece.end <= 1:
        return Amount(piece.value + following.value, 1, at + 2)
    if following.start == piece.end + 1 and (part := _simple_fraction(text, following, pieces[at + 2])):
        return Amount(piece.value + part, 1, at + 3)
    return Amount(piece.value, 1, at + 1)


def _add_decimals(text: str, pieces: list[Piece], start: int, amount: Amount) -> Amount:
    """Add the digits of "one point two five", but not the two of "at one point two men left"."""
    digits, is_time = "", amount.value == 1 and text.endswith(("at ", "At "), 0, start)
    for piece in pieces[amount.at : amount.at + 9]:
        if piece.kind != "cardinal" or piece.value > 9 or piece.gap != ("" if digits else "point"):
            break
        digits += f"{piece.value:.0f}"
    has_decimals = digits and not is_time
    return Amount(amount.value + float("." + digits), 1, amount.at + len(digits)) if has_decimals else amount


def _simple_fraction(text: str, numerator: Piece, piece: Piece) -> float | None:
    """Return the value of "1/4"; "9/11" and "1/4/2016" are no fractions."""
    if piece.gap not in ("/", "⁄") or text.startswith("/", piece.end):
        return None
    return numerator.value / piece.value if numerator.value < piece.value in _DENOMINATORS else None


def _multiply(text: str, pieces: list[Piece], amount: Amount) -> Amount:
    """Add the scales that follow directly: million, hundred thousand, dozen, bn, k."""
    piece = pieces[amount.at]
    while piece.kind in ("scale", "vague") and piece.gap in _CLOSE and piece.word not in ("tens", "scores"):
        amount = amount.times(piece.value)
        piece = pieces[amount.at]
    is_scale = piece.kind == "short" and _is_scale(text, pieces[amount.at - 1], piece)
    return amount.times(piece.value) if is_scale else amount


def _is_scale(text: str, digits: Piece, short: Piece) -> bool:
    """Return True for "up from 5m", "£5m" and "10k", but not for "5m deep" and "10 K"."""
    apart = digits.kind != "digits" or short.gap not in _CLOSE
    if apart or _WORD_GOES_ON.match(text, short.end):
        return False
    if short.word in ("bn", "mn", "mln", "tn", "trn", "mil"):
        return True
    money = bool(_CURRENCY_BEFORE.search(text[max(0, digits.start - 4) : digits.start]))
    if text[digits.end].isspace():
        return money and short.word in ("m", "b")
    millions = short.word == "m" and not _is_meters(text, digits, short.end)
    return money or millions or short.word in ("b", "k")


def _is_meters(text: str, digits: Piece, end: int) -> bool:
    """Return whether a word beside a number with m speaks of metres: "a depth of 5m", "the 100m"."""
    before, after = text[max(0, digits.start - 24) : digits.start].lower(), text[end : end + 24].lower()
    race = digits.value >= 1000 or (digits.value % 50 == 0 and before.endswith(("the ", "'s ", "’s ")))
    near = re.findall(r"[a-z]+", after)[: 1 if _PLURAL_AFTER.match(after) else 3]
    sizes = word_set("number_cues", cue="size").intersection(before.split()[-3:])
    return race or bool(sizes) or not word_set("number_cues", cue="meters").isdisjoint(near)


def _add_part(pieces: list[Piece], amount: Amount) -> Amount:
    """Add "and a half", "and three fifths", "and a quarter": a part of the scale before it."""
    piece, following = pieces[amount.at], pieces[amount.at + 1]
    if piece.gap in ("and a", "and one") and piece.kind in _PARTS:
        # "a billion and a half million"
        if amount.scale > 1 and following.kind == "scale" and following.gap == "":
            return Amount(amount.value + following.value / piece.value, following.value, amount.at + 2)
        return Amount(amount.value + amount.scale / piece.value, amount.scale, amount.at + 1)
    denominator = _denominator(following, piece.value)
    if piece.gap == "and" and piece.kind == "cardinal" and denominator:
        return Amount(amount.value + piece.value / denominator * amount.scale, amount.scale, amount.at + 2)
    return amount


def _add_rest(text: str, pieces: list[Piece], amount: Amount) -> Amount:
    """Add the smaller number that follows directly: "4 thousand 3 hundred", "6 crore and two hundred"."""
    piece, (value, scale, at, _) = pieces[amount.at], amount
    joined = piece.gap == "and" and (piece.kind == "cardinal" or scale == 100)
    if scale == 1 or piece.kind not in ("digits", "cardinal") or not (joined or piece.gap == ""):
        return amount
    rest = _multiply(text, pieces, _read_base(text, pieces, at))
    if not 0 < rest.value < scale or (not joined and rest.scale == 1 and scale > 100):
        return amount
    return Amount(value + rest.value, 1, rest.at)


def _denominator(piece: Piece, numerator: float) -> float | None:
    """Return the denominator of "two thirds": 3."""
    divides = piece.kind in _PARTS and piece.gap in _CLOSE
    return piece.value if divides and piece.word.endswith("s") == (numerator != 1) else None


def _is_ratio(text: str, part: Number, whole: Number) -> bool:
    """Return True for "nine in 10" and "one out of three", but not for "5 in 1999" or "one in two days"."""
    linked = plain_text(text[part.end : whole.start]) in _RATIO and {part.kind, whole.kind} <= _WRITTEN
    is_year = 1500 <= whole.value < 2100 or (whole.value > 100 and whole.value % 10 > 0)
    return linked and 1 <= part.value < whole.value and not is_year and not _DAYS.match(text, whole.end)
