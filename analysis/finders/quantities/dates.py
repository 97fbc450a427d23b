"""Recognise the numbers that are dates, years and times of the day."""

import re

from analysis.finders.lists import word_map, word_set
from analysis.finders.quantities.context import Context

# In small letters, march and may are verbs.
_MONTHS = r"jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH = rf"(?:(?:Mar(?:ch)?|May|(?i:{_MONTHS}|nov(?:ember)?|dec(?:ember)?))\b\s?\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_AND = r"(?:,|and|or|to|&|[-–—])"
_MORE_DAYS = rf"(?:\s?{_AND}\s?{_DAY}){{0,4}}"
_BEFORE_MONTH = re.compile(rf"{_MORE_DAYS}[\s-]+(?:of\s+)?{_MONTH}(?!\s+(?:be|have|not|also)\b)")
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\s*(?:{_DAY}{_MORE_DAYS}\s?{_AND}?\s*)?(?:,?\s*of\s+)?$")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d)|\d\d?/\d\d?)(?![\d/-])"
)
_CLOCK = re.compile(r"(?<![\d:])[012]?\d:[0-5]\d(?::\d\d)?(?!\d)")
_HOUR = re.compile(r"(?:[:.][0-5]\d)?\s?(?:[ap]\.?\s?m\b|o\s?['’]\s?clock|(?:hours? )?(?:GMT|UTC)\b)", re.I)
_BEFORE_HOUR = re.compile(
    r"(?i)\b(?:(?:half|quarter|minutes?) (?:past|to)|(?:shortly|just) (?:after|before)|at|past|until|till)"
    r"(?: about| around)? $"
)
_TIME_ENDS = re.compile(
    r"\s*(?:[.,;)”\"]|$)|\s(?:on \w+day|tonight|tomorrow|yesterday|this|that|every|in the (?:morn|aft|even))"
)
_DECADE = re.compile(r"['’]?s\b")
_ERA = re.compile(r"\s?(?:BC|AD|BCE|CE|B\.C|A\.D)\b")
_LAST_YEAR = 2100
_YEAR_DASH = re.compile(r"\b(?:1[89]|20)\d\d\s?[-–/]\s?$")
_CUT = r"(?:['’‘]|\b(?:19|20))"
_LINK = r"(?:,| and|, and| or|,? &)\s*"
_LISTED = rf"{_CUT}?\d\d{_LINK}"
# '84; in 88 and 92; 1988, 92 and 96
_YEARS = re.compile(rf"(?i)['’‘]$|(?:\b(?:in|since)\s+{_LISTED}|{_CUT}\d\d{_LINK})(?:{_LISTED})*$")
_SHORT_YEAR_ENDS = re.compile(r"\s*(?:[.,;)]|$|(?:and|or)\s+['’]?\d\d\b)")


def is_time(context: Context) -> bool:
    """Return whether a number without a unit is a time of the day: "8:30", "5 pm", "at eight"."""
    value = context.measure.value
    if _is_part_of(_CLOCK, context, ":") or (0 <= value <= 24 and context.followed_by(_HOUR)):
        return True
    may_be_hour = value.is_integer() and 1 <= value <= 12 and context.followed_by(_TIME_ENDS)
    head = context.parse.lemma[context.parse.head[context.number.first - 1]]  # "put the toll at 9"
    counts = "at" in word_map("counting_verbs", "needs").get(head, "")
    return may_be_hour and not counts and bool(_BEFORE_HOUR.search(context.before(20)))


def is_date(context: Context) -> bool:
    """Return whether a number without a unit is a day, a year or a date: "4/3/2016", "4 March", "the 1990s"."""
    measure = context.measure
    if _is_part_of(_NUMERIC, context, "/.-"):
        return True
    if not measure.value.is_integer() or measure.scale != 1 or measure.kind == "words":
        return False
    is_decade = context.followed_by(_DECADE) and len(context.written) in (2, 4)
    is_day = context.followed_by(_BEFORE_MONTH) and measure.value <= 31
    return is_decade or is_day or (measure.kind in ("digits", "range") and _is_year(context))


def is_counted(context: Context) -> bool:
    """Return whether a plural follows the number, directly or after adjectives: "1709 schoolchildren"."""
    parse, stop = context.parse, context.number.stop
    for token in range(stop, min(context.sentence.stop, stop + 4)):
        if parse.tag[token] in ("NNS", "NNPS"):
            return True
        if parse.pos[token] not in ("ADJ", "NOUN", "PROPN"):
            return parse.word[token] == "more"
    return False


def _is_part_of(pattern: re.Pattern, context: Context, signs: str) -> bool:
    """Return whether a pattern is found around a number that has one of its signs directly before or after it."""
    start, end = context.measure.start, context.measure.end
    if set(signs).isdisjoint(context.before(1) + context.text[end : end + 1]):
        return False
    near = pattern.finditer(context.text, max(0, start - 12), end + 12)
    return any(match.start() < end and start < match.end() for match in near)


def _is_year(context: Context) -> bool:
    value, high, previous = context.measure.value, context.measure.value_high, context.previous
    if "," in context.written or "." in context.written:
        return False
    if context.followed_by(_ERA) or _AFTER_MONTH.search(context.before(30)):
        return True
    alone = not is_counted(context)
    if not 1000 <= value <= _LAST_YEAR or (high or value) > _LAST_YEAR:
        return _is_short_year(context, alone)
    if value >= 1900:
        return alone or not _leads_to_count(context)
    cues = word_set("number_cues", cue="year") | word_set("number_cues", cue="year or count") | {"the"}
    return alone and (previous in cues or high is not None or context.before(1) == "(")


def _leads_to_count(context: Context) -> bool:
    """Return True for "killed 2000 people" and "about 2000 people", but not for "the 2016 candidates"."""
    parse, first = context.parse, context.number.first
    if not context.previous:
        return parse.form[first + 1][:1].islower()
    verb = parse.pos[first - 1] in ("VERB", "ADV", "CCONJ", "AUX")
    return verb or context.previous in word_set("number_cues", cue="count")


def _is_short_year(context: Context, alone: bool) -> bool:
    """Return True for two digits that must be a year: "'84", "in 88 and 92", "1990-91"."""
    value, before = context.measure.value, context.before(30)
    if value < 100 and _YEAR_DASH.search(before):
        return True
    if len(context.written) != 2 or not alone or context.text.startswith(" of ", context.measure.end):
        return False
    lone = value >= 32 and context.previous in ("in", "since") and context.followed_by(_SHORT_YEAR_ENDS)
    return lone or bool(_YEARS.search(before))
