"""Tell the numbers that are dates, years and times of the day."""

import re

from analysis.finders.lists import word_set
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.measures import Measure

_MONTH = (
    r"(?:(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|january|february|april|june|july|august|september|october|november|december|May"
    r"|(?:[Jj]an|[Ff]eb|Mar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec))\b\s?\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MORE_DAYS = rf"(?:\s?(?:,|and|or|to|&|[-–—])\s?{_DAY}){{0,4}}"
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\s*(?:{_DAY}{_MORE_DAYS}\s?(?:,|and|or|to|&|[-–—])\s*)?$")
_BEFORE_MONTH = re.compile(rf"{_MORE_DAYS}[\s-]+(?:of\s+)?{_MONTH}(?!\s+(?:be|have|not|also)\b)")
_YEAR_OF_MONTH = re.compile(rf"\b{_MONTH}\s*(?:{_DAY})?\s?,?\s*(?:of\s+)?$")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d)|\d\d?/\d\d?)(?![\d/-])"
)
_CLOCK = re.compile(r"(?<![\d:])[012]?\d:[0-5]\d(?::\d\d)?(?!\d)")
_HOUR = re.compile(
    r"(?:[:.][0-5]\d)?\s?(?:[ap]\.\s?m\b|[ap]m\b|o\s?['’]\s?clock|(?:hours? )?(?:GMT|UTC)\b)", re.I
)
_PAST = re.compile(
    r"\b(?:half|quarter|minutes?|five|ten|twenty)\s+(?:past|to)\s+$|\b(?:just|shortly|soon) (?:after|before)\s+$",
    re.I,
)
_AT = re.compile(r"\b(?:at|past|until|till)\s+(?:about |around )?$", re.I)
_TIME_ENDS = re.compile(
    r"\s*(?:[.,;)”\"]|$)|\s(?:on \w+day|tonight|tomorrow|yesterday|this|that|every|in the (?:morn|aft|even))"
)
_ERA = re.compile(r"\s?(?:BC|AD|BCE|CE|B\.C|A\.D)\b")
_MODERN = (1900, 2100)
_YEAR_DASH = re.compile(r"\b(?:1[89]|20)\d\d\s?[-–/]\s?$")
_SHORT_CHAIN = re.compile(r"(?:(?:['’‘]|\b(?:19|20))?\d\d(?:,| and|, and| or|,? &)\s*)+['’‘]?$")
_FULL_OR_CUT = re.compile(r"['’‘]\d\d|\b(?:19|20)\d\d\b")
_COUNTED_TAGS = frozenset(["NNS", "NNPS"])


def why_date(measure: Measure, context: Context) -> str | None:
    """Say whether a number without a unit is a date or a time; None if it is neither."""
    text = context.text
    near = slice(max(0, measure.start - 12), measure.end + 12)
    if any(_covers(match, measure, near.start) for match in _CLOCK.finditer(text[near])):
        return "time"
    if any(_covers(match, measure, near.start) for match in _NUMERIC.finditer(text[near])):
        return None if measure.kind == "digits" and measure.value < 1 else "date"
    if _is_hour(text, measure):
        return "time"
    whole = measure.value == int(measure.value) and measure.scale == 1
    before = text[max(0, measure.start - 30) : measure.start]
    if whole and _is_day(text, measure, before):
        return "date"
    year = whole and measure.kind in ("digits", "range") and _is_year(measure, context, before)
    return "date" if year else None


def _covers(match: re.Match, measure: Measure, offset: int) -> bool:
    return match.start() + offset < measure.end and measure.start < match.end() + offset


def _is_hour(text: str, measure: Measure) -> bool:
    if not 0 <= measure.value <= 24:
        return False
    before = text[max(0, measure.start - 20) : measure.start]
    if _HOUR.match(text, measure.end):
        return True
    small = measure.value == int(measure.value) and 1 <= measure.value <= 12
    return small and bool(
        (_PAST.search(before) or _AT.search(before)) and _TIME_ENDS.match(text, measure.end)
    )


def _is_day(text: str, measure: Measure, before: str) -> bool:
    high = measure.value_high or measure.value
    if not (1 <= measure.value <= 31 and high <= 31) or measure.kind == "words":
        return False
    return bool(_AFTER_MONTH.search(before) or _BEFORE_MONTH.match(text, measure.end))


def _is_year(measure: Measure, context: Context, before: str) -> bool:
    text, previous = context.text, context.previous
    number = text[measure.number_start : measure.number_end]
    if "," in number or "." in number:
        return False
    alone = not _counts(context)
    if _ERA.match(text, measure.end) or _YEAR_OF_MONTH.search(before):
        return True
    if 1000 <= measure.value <= _MODERN[1] and (measure.value_high or 2000) <= _MODERN[1]:
        if measure.value >= _MODERN[0]:
            return alone or previous in word_set("number_cues", cue="year") or not _leads_to_count(context)
        return alone and (
            previous in word_set("number_cues", cue="year")
            or previous in word_set("number_cues", cue="year or count")
            or previous == "the"
            or before.endswith("(")
            or measure.value_high is not None
        )
    return _is_short_year(text, measure, before, previous, alone)


def _leads_to_count(context: Context) -> bool:
    """Tell killed 2000 people and about 2000 people from the 2016 candidates."""
    if not context.previous:
        return context.parse.form[context.number.first + 1][:1].islower()
    kind = context.parse.pos[context.number.first - 1]
    return kind in ("VERB", "ADV", "CCONJ", "AUX") or context.previous in word_set("number_cues", cue="count")


def _is_short_year(text: str, measure: Measure, before: str, previous: str, alone: bool) -> bool:
    """Take '84, in 88 and 92, 1990-91: two digits where a year must be."""
    if _YEAR_DASH.search(before) and measure.value < 100:
        return True
    if (
        measure.number_end - measure.number_start != 2
        or not alone
        or text.startswith(("%", " of "), measure.end)
    ):
        return False
    if before.endswith(("'", "’", "‘")):
        return True
    chain = _SHORT_CHAIN.search(before)
    lead = before[: chain.start()].rstrip() if chain else ""
    in_years = lead.lower().endswith((" in", " since")) or lead.lower() in ("in", "since")
    if chain and (in_years or _FULL_OR_CUT.search(chain[0])):
        return True
    return (
        previous in ("in", "since")
        and (measure.value >= 32 or text[measure.start] == "0")
        and bool(
            re.match(
                r"\s*(?:[.,;)]|$|and\s+['’]?\d\d\b|or\s+['’]?\d\d\b)", text[measure.end : measure.end + 12]
            )
        )
    )


def _counts(context: Context) -> bool:
    """Tell whether a plural stands right behind, perhaps after adjectives: 1709 schoolchildren."""
    parse = context.parse
    for row in range(context.number.stop, min(context.sentence.stop, context.number.stop + 4)):
        if parse.tag[row] in _COUNTED_TAGS:
            return True
        if parse.pos[row] not in ("ADJ", "NOUN", "PROPN"):
            return parse.word[row] == "more"
    return False
