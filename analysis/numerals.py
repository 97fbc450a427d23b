"""Read the numbers out of a text: digits, words, scales, fractions, orders of magnitude. Knows nothing of grammar."""

import re
from functools import cache
from typing import NamedTuple

from text_to_num import text2num

from analysis.lexicons import read_lexicon

_MAX_WORDS = 12  # of one number; bounds the work on "one one one ..."
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
           "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}  # fmt: skip
# A run of digits is taken whole and possessively: no length of it can make the search go back.
_PIECE = re.compile(
    rf"(?P<digits>(?<![\w.])\.\d++(?![.,]?\d)|\d(?:\d|[.,](?=\d))*+)|(?P<glyph>[{''.join(_GLYPHS)}])|(?P<word>[^\W\d_]++)"
)
_DENOMINATORS = {2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 50, 100}  # 9/11 and 24/7 are no fractions
_HINT = re.compile(rf"[\d{''.join(_GLYPHS)}]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?|\.\d+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = re.compile(r"[ \u00a0\u2009\u202f]\d{3}(?![\d,])")
_BY_SLASH = re.compile(r"\s?[/⁄]\s?(\d{1,3})(?![\d/])")
_ORDINAL_END = re.compile(r"\s?(?:st|nd|rd|th)\b", re.I)
_SHORT = re.compile(r"(\s?)-?(k|m|bn|b|mn|mln|mil|tn|trn|t)(?![\w$€£])", re.I)
_CURRENCY_BEFORE = re.compile(r"[$€£¥₹₩₽₪]\s?$|[A-Z]{2,3}\s?$")
_PLURAL_BEHIND = re.compile(r"\s+(?:[a-z]{2,}\s+)?(?:people|men|women|children|[a-z]{2,}s)\b")
_DAYS = re.compile(r"\s+(?:second|minute|hour|day|week|month|year)", re.I)
_ARTICLE_BEFORE = re.compile(r"\b(an?|one)[\s-]+$", re.I)
_FEW_BEFORE = re.compile(r"\b(?:several|a few|few|many|a couple of|a couple)\s+$", re.I)
_NEAR_BEFORE = re.compile(r"\b(?:than|nearly|almost|about|over|roughly|around|only|just|barely|under) an?\s+$", re.I)
_PART_BEHIND = re.compile(r"\s+(?:of|the|less|more|higher|lower|fewer|larger|smaller|bigger|cheaper)\b|\s*(?:[.,;:!?)]|$)")
_RATIO = {"in", "in every", "in each", "out of", "out of every", "of every", "of each"}


class Number(NamedTuple):
    """A number as it stands in the text."""

    start: int
    end: int
    value: float
    scale: float  # what the written number is multiplied by at its end: 1,000,000 in "1.4 million"
    kind: str  # digits, words, fraction, ratio, vague, ordinal or code


class _Piece(NamedTuple):
    start: int
    end: int
    word: str
    value: float
    kind: str


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Find every number between two offsets, and what it says; linear in the length.

    Ranges stay two numbers: whether they belong together depends on what stands between them.

    >>> [(number.value, number.kind) for number in find_numbers("half a million in 2 or three dozen towns")]
    [(500000.0, 'words'), (2.0, 'digits'), (36.0, 'words')]
    """
    pieces = _cut(text, start, len(text) if end is None else end)
    numbers, at = [], 0
    while at < len(pieces):
        number, at = _read(text, pieces, at)
        if number:
            numbers.append(number)
    return _join_ratios(text, numbers)


def may_hold_number(token: str) -> bool:
    """Tell the tokens worth a closer look: those with a digit, and number words.

    >>> may_hold_number("45-year"), may_hold_number("Two"), may_hold_number("too")
    (True, True, False)
    """
    return bool(_HINT.search(token)) or any(part in _lexicon() for part in token.lower().split("-"))


@cache
def _lexicon() -> dict[str, tuple[float, str]]:
    rows = read_lexicon("number_words")
    return {row.word: (float(row.value), row.kind) for row in rows.itertuples()}


def _cut(text: str, start: int, end: int) -> list[_Piece]:
    words, pieces = _lexicon(), []
    for match in _PIECE.finditer(text, start, end):
        if match.lastgroup == "digits":
            pieces += _cut_digits(match.group(), match.start())
        elif match.lastgroup == "glyph":
            pieces.append(_Piece(match.start(), match.end(), "", _GLYPHS[match.group()], "glyph"))
        elif (found := words.get(word := match.group().lower())) and found[1] != "short":
            pieces.append(_Piece(match.start(), match.end(), word, *found))
    return pieces


def _cut_digits(run: str, start: int) -> list[_Piece]:
    """Read a run such as 1,674,200.5; a list without blanks (22,24,26) gives a piece each."""
    if _GROUPED.fullmatch(run):
        return [_Piece(start, start + len(run), run, float(run.replace(",", "")), "digits")]
    if _EUROPEAN.fullmatch(run):
        return [_Piece(start, start + len(run), run, float(run.replace(".", "").replace(",", ".")), "digits")]
    parts = run.split(",")
    if len(parts) == 1 or not all(_GROUPED.fullmatch(part) for part in parts):
        return [_Piece(start, start + len(run), run, float("nan"), "code")]
    pieces = []
    for part in parts:
        pieces.append(_Piece(start, start + len(part), part, float(part), "digits"))
        start += len(part) + 1
    return pieces


def _read(text: str, pieces: list[_Piece], at: int) -> tuple[Number | None, int]:
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


def _read_amount(text: str, pieces: list[_Piece], at: int) -> tuple[Number | None, int]:
    """Read "1.4 million", "one hundred and six", "3 hundred and 21", "two and a half million", "two thirds"."""
    first = pieces[at]
    vague = first.kind == "scale" and bool(_FEW_BEFORE.search(text[max(0, first.start - 16) : first.start]))
    value, scale, end, at = _read_base(text, pieces, at)
    if fraction := _denominator_behind(text, pieces, at, end, value):
        denominator, end, at = fraction
        number = Number(first.start, end, value / denominator, 1, "fraction")
        return _times_scale(text, pieces, at, number)
    value, scale, end, at = _multiply(text, pieces, at, value, scale, end)
    value, scale, end, at = _add_part(text, pieces, at, value, scale, end)
    value, scale, end, at = _multiply(text, pieces, at, value, scale, end)
    value, scale, end, at = _add_rest(text, pieces, at, value, scale, end)
    kind = "vague" if vague else "digits" if first.kind == "digits" else "fraction" if first.kind == "glyph" else "words"
    return Number(_with_minus(text, first.start), end, _signed(text, first.start, value), scale, kind), at


def _read_base(text: str, pieces: list[_Piece], at: int) -> tuple[float, float, int, int]:
    """Read the first part of an amount: value, scale, end, and the first piece behind it."""
    piece = pieces[at]
    if piece.kind == "cardinal":
        return _read_words(text, pieces, at)
    if piece.kind == "scale":
        return piece.value, piece.value, piece.end, at + 1
    value, end, at = piece.value, piece.end, at + 1
    if piece.kind == "glyph":
        return value, 1, end, at
    while at < len(pieces) and len(piece.word) <= 3 and _SPACED.match(text, end) and pieces[at].start == end + 1:
        value, end, at = float(f"{value:.0f}{pieces[at].word[:3]}") , pieces[at].end, at + 1
    if slash := _BY_SLASH.match(text, end):
        denominator = int(slash[1])
        if value < denominator and denominator in _DENOMINATORS and at < len(pieces):
            return value / denominator, 1, slash.end(), at + 1
    if at < len(pieces) and pieces[at].kind == "glyph" and pieces[at].start - end <= 1:
        return value + pieces[at].value, 1, pieces[at].end, at + 1
    if at + 1 < len(pieces) and pieces[at].start == end + 1 and (slash := _BY_SLASH.match(text, pieces[at].end)):
        part = pieces[at].value / int(slash[1]) if int(slash[1]) in _DENOMINATORS else 1
        if part < 1:
            return value + part, 1, slash.end(), at + 2
    return value, 1, end, at


def _read_words(text: str, pieces: list[_Piece], at: int) -> tuple[float, float, int, int]:
    """Read the longest run of words that is one number; "between two and three" is none."""
    last = at + 1
    links = {"", "-"} if text[: pieces[at].start].endswith(("between ", "both ")) else {"", "-", "and"}
    while last < min(len(pieces), at + _MAX_WORDS):
        if _gap(text, pieces, last) not in links or not _goes_on(pieces[last - 1], pieces[last]):
            break
        last += 1
    for stop in range(last, at + 1, -1):
        follows = stop < len(pieces) and pieces[stop].kind == "scale" and _gap(text, pieces, stop) in ("", "-")
        value = None if follows and _gap(text, pieces, stop - 1) == "and" else _value_in_words(text, pieces, at, stop)
        if value is not None:
            scale = _scale_at_end(pieces, at, stop)
            return value, scale, pieces[stop - 1].end, stop
    return pieces[at].value, 1, pieces[at].end, at + 1


def _goes_on(word: _Piece, following: _Piece) -> bool:
    """Tell twenty five and two hundred from two three: cheap, so that a run of ones is not tried in all lengths."""
    if following.kind == "cardinal":
        return word.kind == "scale" or (20 <= word.value and following.value < 10)
    return following.kind == "scale"


def _value_in_words(text: str, pieces: list[_Piece], at: int, stop: int) -> float | None:
    words = [pieces[at].word]
    for piece in range(at + 1, stop):
        words += ["and"] * (_gap(text, pieces, piece) == "and") + [pieces[piece].word]
    try:
        return float(text2num(" ".join(words), "en"))
    except ValueError:  # not one number, or a scale that text2num does not know
        return None


def _scale_at_end(pieces: list[_Piece], at: int, stop: int) -> float:
    scale = 1.0
    while stop > at + 1 and pieces[stop - 1].kind == "scale":
        stop -= 1
        scale *= pieces[stop].value
    return scale


def _multiply(text, pieces, at, value, scale, end) -> tuple[float, float, int, int]:
    """Take the scales that follow directly: million, hundred thousand, dozen, bn, k."""
    while at < len(pieces) and pieces[at].kind in ("scale", "vague") and _gap_text(text[end : pieces[at].start]) in ("", "-"):
        if pieces[at].kind == "vague" and pieces[at].word not in ("dozens", "hundreds", "thousands", "millions", "billions"):
            break
        value, scale, end, at = value * pieces[at].value, scale * pieces[at].value, pieces[at].end, at + 1
    if text[end - 1].isdigit() and (short := _SHORT.match(text, end)) and _is_scale(text, pieces[at - 1], short):
        factor = _lexicon()[short[2].lower()][0]
        value, scale, end = value * factor, scale * factor, short.end()
    return value, scale, end, at


def _is_scale(text: str, digits: _Piece, short: re.Match) -> bool:
    """Tell 5m people and £5m from 5m deep, and 10k from 10 K."""
    money = bool(_CURRENCY_BEFORE.search(text[max(0, digits.start - 4) : digits.start]))
    letter = short[2]
    if letter.lower() in ("bn", "mn", "mln", "tn", "trn", "mil"):
        return True
    if letter in ("m", "M", "b", "B"):
        return money or (not short[1] and (letter in "bB" or bool(_PLURAL_BEHIND.match(text, short.end()))))
    if letter in ("k", "K"):
        return not short[1]
    return money and not short[1]


def _add_part(text, pieces, at, value, scale, end) -> tuple[float, float, int, int]:
    """Take "and a half", "and three fifths", "and a quarter": a part of the scale before it."""
    if at >= len(pieces):
        return value, scale, end, at
    gap, unit = _gap_text(text[end : pieces[at].start]), scale if scale >= 1000 else 1
    if gap in ("and a", "and one") and pieces[at].kind in ("fraction", "denominator"):
        part = pieces[at].value if pieces[at].kind == "fraction" else 1 / pieces[at].value
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        if unit > 1 and behind and behind.kind == "scale" and _gap_text(text[pieces[at].end : behind.start]) == "":
            return value + part * behind.value, behind.value, behind.end, at + 2
        return value + part * unit, scale if unit > 1 else 1, pieces[at].end, at + 1
    if gap == "and" and pieces[at].kind == "cardinal":
        if fraction := _denominator_behind(text, pieces, at + 1, pieces[at].end, pieces[at].value):
            return value + pieces[at].value / fraction[0] * unit, scale, fraction[1], fraction[2]
    return value, scale, end, at


def _add_rest(text, pieces, at, value, scale, end) -> tuple[float, float, int, int]:
    """Take the smaller number that goes on directly: 4 thousand 3 hundred, 6 crore and two hundred."""
    if at >= len(pieces) or scale <= 1 or pieces[at].kind not in ("digits", "cardinal"):
        return value, scale, end, at
    gap = _gap_text(text[end : pieces[at].start])
    joined = gap == "" or (gap == "and" and (pieces[at].kind == "cardinal" or scale == 100))
    if not joined or text[end - 1].isdigit():
        return value, scale, end, at
    rest, rest_scale, rest_end, rest_at = _read_base(text, pieces, at)
    rest, rest_scale, rest_end, rest_at = _multiply(text, pieces, rest_at, rest, rest_scale, rest_end)
    if rest == 0 or rest >= scale or (gap == "" and rest_scale == 1 and scale > 100):
        return value, scale, end, at
    return value + rest, 1, rest_end, rest_at


def _read_half(text: str, pieces: list[_Piece], at: int) -> tuple[Number | None, int]:
    """Read half, a half, half a million, quarter million, a quarter of."""
    piece = pieces[at]
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    if behind and behind.kind == "scale" and _gap_text(text[piece.end : behind.start]) in ("", "a", "-", "of a"):
        value, scale, end, after = _multiply(text, pieces, at + 2, piece.value * behind.value, behind.value, behind.end)
        return Number(piece.start, end, value, scale, "words"), after
    article = _ARTICLE_BEFORE.search(text[max(0, piece.start - 5) : piece.start])
    if piece.word == "half" or (piece.word == "quarter" and article and _is_part(text, piece)):
        return Number(piece.start, piece.end, piece.value, 1, "fraction"), at + 1
    return None, at + 1


def _read_denominator(text: str, pieces: list[_Piece], at: int) -> tuple[Number | None, int]:
    """Read a third of, a hundredth; otherwise it is an ordinal, or a noun."""
    piece = pieces[at]
    article = _ARTICLE_BEFORE.search(text[max(0, piece.start - 5) : piece.start])
    if article and not piece.word.endswith("s") and _is_part(text, piece):
        return _times_scale(text, pieces, at + 1, Number(piece.start, piece.end, 1 / piece.value, 1, "fraction"))
    if piece.word.endswith("s"):
        return None, at + 1
    return Number(piece.start, piece.end, piece.value, 1, "ordinal"), at + 1


def _is_part(text: str, piece: _Piece) -> bool:
    """Tell a third of them and nearly a third agreed from a third attack."""
    near = _NEAR_BEFORE.search(text[max(0, piece.start - 12) : piece.start])
    return bool(near or _PART_BEHIND.match(text, piece.end))


def _denominator_behind(text, pieces, at, end, numerator) -> tuple[float, int, int] | None:
    """Give the denominator of "thirds" behind "two", its end, and the first piece behind it."""
    if at >= len(pieces) or _gap_text(text[end : pieces[at].start]) not in ("", "-"):
        return None
    piece = pieces[at]
    if piece.word in ("quarters", "halves") or (piece.word in ("quarter", "half") and numerator == 1):
        return 1 / piece.value, piece.end, at + 1
    if piece.kind == "denominator" and piece.word.endswith("s") == (numerator != 1):
        return piece.value, piece.end, at + 1
    return None


def _times_scale(text, pieces, at, number: Number) -> tuple[Number, int]:
    """Take "two thirds of a million"."""
    if at < len(pieces) and pieces[at].kind == "scale" and _gap_text(text[number.end : pieces[at].start]) in ("of a", "-", ""):
        scale = pieces[at].value
        return Number(number.start, pieces[at].end, number.value * scale, scale, "words"), at + 1
    return number, at


def _read_vague(text: str, pieces: list[_Piece], at: int) -> tuple[Number | None, int]:
    """Read dozens, hundreds of thousands: the order of magnitude."""
    value, end, start = pieces[at].value, pieces[at].end, pieces[at].start
    at += 1
    while at < len(pieces) and pieces[at].kind == "vague" and _gap_text(text[end : pieces[at].start]) == "of":
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


def _signed(text: str, start: int, value: float) -> float:
    return -value if _with_minus(text, start) < start else value


def _gap(text: str, pieces: list[_Piece], at: int) -> str:
    return _gap_text(text[pieces[at - 1].end : pieces[at].start])


def _gap_text(between: str) -> str:
    """Name what stands between two pieces: "", "-", "and", "a"; something long is None of these."""
    return " ".join(between.lower().split()) if len(between) < 12 else "…"
