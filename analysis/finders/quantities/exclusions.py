"""Tell the numbers that are no quantities, and why: ordinals, scores, names, codes, list numbers, pronouns."""

import math
import re

from analysis.finders.lists import word_set
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.dates import why_date
from analysis.finders.quantities.measures import Measure

_LIST_NUMBER = re.compile(r"\(?\d{1,3}(?:\s?[.)](?:\s|$)|[ \t]*$)")
_IN_BRACKETS = re.compile(r"(?:^|[\s;,])\(?$")
_PHONE = re.compile(r"(?<![\w.,])[+(]?\d[\d ()./-]{5,22}\d(?!\w|,\d)")
_PHONE_CUE = re.compile(
    r"\b(?:call|phone|tel|telephone|hotline|helpline|dial|fax|text|mobile|number is)\b", re.I
)
_SCORE_BEHIND = re.compile(r"\s?(?:[-–—:]|-?to-?)\s?\d{1,3}(?![\d%])(?!,\d)")
_SCORE_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}\s?(?:[-–—:]|-?to-?)\s?$")
_NAMED_SCORE = re.compile(r"\b[A-Z][a-z]+: ?\d{1,2}(?![\w.,%]*\d|%)")  # Rovers: 1, City: 0
_STREET = re.compile(
    r"(?:-\d+)?\s(?:[A-Z][\w’'.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Place|Way|Court|Row)\b"
)
_GROUP_OF = re.compile(r"\b(?:Group|Gang|Council|Committee|House) of (?:the )?$")
_ATTACHED = frozenset(["nummod", "appos", "npadvmod", "compound", "nmod", "amod"])
_PART_OF_WORD = re.compile(r"-(?!fold|odd|plus|and|to|or|in\b)[A-Za-z]{2,}")
_NUMBERED = re.compile(r"[A-Za-z]-$|[A-Za-z#@_&/]$|\d[./]$|[$€£]\w+$|[A-Z]{2,} ?\d+-$")
_LETTERS_BEHIND = re.compile(r"[A-Za-z_/@]")
_DECADE = re.compile(r"['’]?s\b")


def exclusion_reason(measure: Measure, context: Context) -> str | None:
    """Say why a number is no quantity; None if it is one."""
    text = context.text
    if measure.kind in ("ordinal", "code"):
        return measure.kind
    if not math.isfinite(measure.value):
        return "code"
    if measure.unit or measure.kind in ("ratio", "vague"):
        return None
    if measure.kind == "fraction" or text[measure.start : measure.start + 4].lower() == "half":
        return _why_fraction(measure, context)
    date = why_date(measure, context)
    if measure.kind == "words":
        return date or _why_word(measure, context)
    return (
        _why_list(measure, context)
        or date
        or _why_telephone(text, measure)
        or _why_joined(text, measure)
        or _why_score(measure, context)
        or _why_name(measure, context)
    )


def _why_fraction(measure: Measure, context: Context) -> str | None:
    """Leave out the first half, half-time, in half."""
    half = context.text[measure.start : measure.end].lower() == "half"
    halved = half and context.previous in word_set("number_cues", cue="half")
    grown = measure.kind == "fraction" and _PART_OF_WORD.match(context.text, measure.end)
    return "word" if halved or grown else None


def _why_word(measure: Measure, context: Context) -> str | None:
    """Leave out the pronoun one, one-time, and names such as Formula One."""
    text, parse, first = context.text, context.parse, context.number.first
    number = text[measure.start : measure.end]
    if number.lower() == "one":
        if _PART_OF_WORD.match(text, measure.end):
            return "word"
        counts = (
            parse.dep[first] in ("nummod", "compound", "amod") and parse.head[first] >= context.number.stop
        )
        if not counts:
            return "pronoun"
    if _GROUP_OF.search(text[max(0, measure.start - 20) : measure.start]) and number[0].isupper():
        return "name"
    inside = context.previous and parse.pos[first - 1] != "PUNCT"
    if number[0].isupper() and inside and parse.form[first - 1][:1].isupper() and not _is_title(context):
        return "name"
    cue = context.previous in word_set("numbered_things") and measure.value < 100
    return "name" if cue and not _modifies(context) else None


def _why_list(measure: Measure, context: Context) -> str | None:
    """Leave out 1. and 2) at the start of a line, and (1) or 2) in one."""
    if measure.number_end - measure.number_start > 3 or measure.value != int(measure.value):
        return None
    text = context.text
    before = text[max(0, measure.start - 3) : measure.start]
    if measure.start == len(before) and not before.strip(" (") and _LIST_NUMBER.match(text, measure.start):
        return "list number"
    closed = text[measure.end : measure.end + 2].lstrip()[:1] == ")"
    return "list number" if closed and measure.value <= 20 and _IN_BRACKETS.search(before) else None


def _why_telephone(text: str, measure: Measure) -> str | None:
    """Leave out seven digits and more in groups, where something says that one may call them."""
    if measure.kind == "range" and not _PHONE_CUE.search(text[max(0, measure.start - 40) : measure.start]):
        return None
    left = max(0, measure.start - 24)
    for match in _PHONE.finditer(text[left : measure.end + 24]):
        run = match.group()
        if not match.start() + left <= measure.start < match.end() + left:
            continue
        groups = re.findall(r"\d+", run)
        enough = (
            sum(map(len, groups)) >= 7 and len(groups) > 1 and not re.fullmatch(r"\d{1,3}(?: \d{3})+", run)
        )
        cued = _PHONE_CUE.search(text[max(0, left + match.start() - 40) : left + match.start()])
        if enough and (run[0] in "+(0" or len(groups) > 2 or cued):
            return "telephone"
    return None


def _why_joined(text: str, measure: Measure) -> str | None:
    """Leave out numbers grown together with letters: M5S, STS-135, 39A, #2, the 1990s."""
    before = text[max(0, measure.start - 12) : measure.start]
    if _DECADE.match(text, measure.end) and measure.number_end - measure.number_start in (2, 4):
        return "date"
    number = text[measure.number_start : measure.number_end]
    if _NUMBERED.search(before) or _LETTERS_BEHIND.match(text, measure.number_end):
        return "code"
    return (
        "code" if number.isdigit() and ((number[0] == "0" and len(number) > 1) or len(number) > 9) else None
    )


def _why_score(measure: Measure, context: Context) -> str | None:
    """Leave out 2-1, and 1-2 where somebody wins or loses."""
    text, parse, (first, behind) = context.text, context.parse, context.sentence
    cues = word_set("number_cues", cue="sport")
    sport = any(lemma.lower() in cues for lemma in parse.lemma[first:behind])
    if measure.kind == "range":
        dashed = re.search("[-–—]", text[measure.start : measure.end])
        counted = context.number.stop < behind and parse.pos[context.number.stop] in ("NOUN", "ADJ", "PROPN")
        return "score" if dashed and sport and not counted and measure.value_high <= 200 else None
    if measure.value > 999 or measure.value != int(measure.value):
        return None
    sentence = text[parse.start[first] - context.offset : parse.end[behind - 1] - context.offset]
    if len(_NAMED_SCORE.findall(sentence)) > 1:
        return "score"
    link = _SCORE_BEHIND.match(text, measure.end) or _SCORE_BEFORE.search(
        text[max(0, measure.start - 8) : measure.start]
    )
    return "score" if link and (sport or link.group().strip("0123456789 ") != "to") else None


def _why_name(measure: Measure, context: Context) -> str | None:
    """Leave out Highway 12, page 3, Internet Explorer 6, 10 Downing Street."""
    text, parse, previous = context.text, context.parse, context.number.first - 1
    number = text[measure.number_start : measure.number_end]
    if _STREET.match(text, measure.end):
        return "name"
    if not context.previous or measure.kind == "range" or (not number.isdigit() and measure.value > 100):
        return None
    if _GROUP_OF.search(text[max(0, measure.start - 20) : measure.start]) and not _modifies(context):
        return "name"
    if parse.word[previous] in word_set("numbered_things") and not _modifies(context):
        return "name"
    if (
        parse.word[previous] == "."
        and previous > context.sentence.first
        and parse.word[previous - 1] + "." in word_set("numbered_things")
    ):
        return "name"
    proper = "&" in parse.word[previous] or (
        parse.pos[previous] == "PROPN" and parse.form[previous][:1].isupper()
    )
    if proper and not _modifies(context) and len(number) <= 4 and not _is_title(context):
        closed = context.number.stop < context.sentence.stop and parse.pos[context.number.stop] == "PUNCT"
        return "name" if closed or parse.dep[context.number.first] in _ATTACHED else None
    return None


def _is_title(context: Context) -> bool:
    """Tell a headline in capitals (Blast Kills Two), where a capital says nothing."""
    words = [word for word in context.parse.form[slice(*context.sentence)] if word[0].isalpha()][1:]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _modifies(context: Context) -> bool:
    """Tell whether the number hangs on a word behind it, with no sign between: 12 people, but Explorer 9 (IE9)."""
    parse, last = context.parse, context.number.stop - 1
    head = parse.head[last]
    if head <= last or parse.dep[last] not in ("nummod", "compound", "quantmod", "amod"):
        return False
    return not any(parse.pos[row] in ("PUNCT", "PROPN") for row in range(context.number.stop, head + 1))
