"""Tell the numbers that are no quantities, and why: ordinals, scores, names, codes, list numbers, pronouns."""

import math
import re
from functools import cache

from analysis.dates import why_date
from analysis.lexicons import read_lexicon
from analysis.measures import Measure
from analysis.parsed import Parse

_LIST_NUMBER = re.compile(r"\(?\d{1,3}(?:\s?[.)](?:\s|$)|[ \t]*(?:[\r\n]|$))")
_IN_BRACKETS = re.compile(r"(?:^|[\s;,])\(?$")
_PHONE = re.compile(r"(?<![\w.,])[+(]?\d[\d ()./-]{5,22}\d(?!\w|,\d)")
_PHONE_CUE = re.compile(r"\b(?:call|phone|tel|telephone|hotline|helpline|dial|fax|text|mobile|number is)\b", re.I)
_SCORE_BEHIND = re.compile(r"\s?(?:[-–—:]|-?to-?)\s?\d{1,3}(?![\d%])(?!,\d)")
_SCORE_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}\s?(?:[-–—:]|-?to-?)\s?$")
_NAMED_SCORE = re.compile(r"\b[A-Z][a-z]+: ?\d{1,2}(?![\w.,%]*\d|%)")  # Rovers: 1, City: 0
_SPORT = frozenset("win lose beat defeat draw score lead trail victory loss final match game goal set tie result".split())
_STREET = re.compile(
    r"(?:-\d+)?\s(?:[A-Z][\w’'.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Place|Way|Court|Row)\b"
)
_GROUP_OF = re.compile(r"\b(?:Group|Gang|Council|Committee|House) of (?:the )?$")
_HALVES = frozenset("first second other better latter final later opening in my your his her their our".split())
_PART_OF_WORD = re.compile(r"-(?!fold|odd|plus|and|to|or|in\b)[A-Za-z]{2,}")
_NUMBERED = re.compile(r"[A-Za-z]-$|[A-Za-z#@_&/]$|\d[./]$|[$€£]\w+$|[A-Z]{2,} ?\d+-$")
_LETTERS_BEHIND = re.compile(r"[A-Za-z_/@]")
_DECADE = re.compile(r"['’]?s\b")


def why_excluded(
    text: str, measure: Measure, parse: Parse, first: int, behind: int, sentence: tuple[int, int], line_start: int
) -> str | None:
    """Say why a number is no quantity; None if it is one.

    `first` and `behind` bound the rows of its tokens, `sentence` those of its sentence; `line_start` is the offset
    at which its line starts.
    """
    if measure.kind in ("ordinal", "code"):
        return measure.kind
    if not math.isfinite(measure.value):
        return "code"
    if measure.unit or measure.kind in ("ratio", "vague"):
        return None
    if measure.kind == "fraction" or text[measure.start : measure.start + 4].lower() == "half":
        return _why_fraction(text, measure, parse, first, sentence)
    date = why_date(text, measure, parse, first, behind, sentence)
    if measure.kind == "words":
        return date or _why_word(text, measure, parse, first, behind, sentence)
    return (
        _why_list(text, measure, line_start)
        or date
        or _why_telephone(text, measure)
        or _why_joined(text, measure)
        or _why_score(text, measure, parse, behind, sentence)
        or _why_name(text, measure, parse, first, behind, sentence)
    )


def _why_fraction(text: str, measure: Measure, parse: Parse, first: int, sentence: tuple[int, int]) -> str | None:
    """Leave out the first half, half-time, in half."""
    previous = parse.word[first - 1] if first > sentence[0] else ""
    halved = text[measure.start : measure.end].lower() == "half" and previous in _HALVES
    return "word" if halved or (measure.kind == "fraction" and _PART_OF_WORD.match(text, measure.end)) else None


def _why_word(
    text: str, measure: Measure, parse: Parse, first: int, behind: int, sentence: tuple[int, int]
) -> str | None:
    """Leave out the pronoun one, one-time, and names such as Formula One."""
    number = text[measure.start : measure.end]
    if number.lower() == "one":
        if _PART_OF_WORD.match(text, measure.end):
            return "word"
        counts = parse.dep[first] in ("nummod", "compound", "amod") and parse.head[first] >= behind
        if not counts:
            return "pronoun"
    if _GROUP_OF.search(text[max(0, measure.start - 20) : measure.start]) and number[0].isupper():
        return "name"
    inside = first > sentence[0] and parse.pos[first - 1] != "PUNCT"
    if number[0].isupper() and inside and parse.token[first - 1][:1].isupper():
        return "name"
    cue = first > sentence[0] and parse.word[first - 1] in _name_cues() and measure.value < 100
    return "name" if cue and not _modifies(parse, first, behind) else None


def _why_list(text: str, measure: Measure, line_start: int) -> str | None:
    """Leave out 1. and 2) at the start of a line, and (1) or 2) in one."""
    if measure.number_end - measure.number_start > 3 or measure.value != int(measure.value):
        return None
    before = text[max(line_start, measure.start - 3) : measure.start]
    starts_line = measure.start - len(before) == line_start and not before.strip(" (")
    if starts_line and _LIST_NUMBER.match(text, measure.start):
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
        enough = sum(map(len, groups)) >= 7 and len(groups) > 1 and not re.fullmatch(r"\d{1,3}(?: \d{3})+", run)
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
    return "code" if number.isdigit() and ((number[0] == "0" and len(number) > 1) or len(number) > 9) else None


def _why_score(text: str, measure: Measure, parse: Parse, behind: int, sentence: tuple[int, int]) -> str | None:
    """Leave out 2-1, and 1-2 where somebody wins or loses."""
    if measure.kind == "range":
        if measure.value_high > 200 or text[measure.start : measure.end].isalnum() or "-" not in _plain_dashes(
            text[measure.start : measure.end]
        ):
            return None
        counted = behind < sentence[1] and parse.pos[behind] in ("NOUN", "ADJ", "PROPN")
        sport = any(lemma.lower() in _SPORT for lemma in parse.lemma[sentence[0] : sentence[1]])
        return "score" if sport and not counted else None
    if measure.value > 999 or measure.value != int(measure.value):
        return None
    if len(_NAMED_SCORE.findall(text[parse.start[sentence[0]] : parse.end[sentence[1] - 1]])) > 1:
        return "score"
    behind_score = _SCORE_BEHIND.match(text, measure.end)
    before_score = _SCORE_BEFORE.search(text[max(0, measure.start - 8) : measure.start])
    if not behind_score and not before_score:
        return None
    by_word = (behind_score or before_score).group().strip("0123456789 ") == "to"
    sport = any(lemma.lower() in _SPORT for lemma in parse.lemma[sentence[0] : sentence[1]])
    return "score" if sport or not by_word else None


def _plain_dashes(words: str) -> str:
    return words.replace("–", "-").replace("—", "-")


def _why_name(
    text: str, measure: Measure, parse: Parse, first: int, behind: int, sentence: tuple[int, int]
) -> str | None:
    """Leave out Highway 12, page 3, Internet Explorer 6, 10 Downing Street."""
    number = text[measure.number_start : measure.number_end]
    if _STREET.match(text, measure.end):
        return "name"
    if first == sentence[0] or measure.kind == "range" or not number.isdigit() and measure.value > 100:
        return None
    previous = first - 1
    if _GROUP_OF.search(text[max(0, measure.start - 20) : measure.start]) and not _modifies(parse, first, behind):
        return "name"
    if parse.word[previous] in _name_cues() and not _modifies(parse, first, behind):
        return "name"
    if parse.word[previous] == "." and previous > sentence[0] and parse.word[previous - 1] + "." in _name_cues():
        return "name"
    proper = "&" in parse.word[previous] or (
        parse.pos[previous] == "PROPN" and parse.token[previous][:1].isupper()
    )
    if proper and not _modifies(parse, first, behind) and len(number) <= 4:
        closed = behind < sentence[1] and parse.pos[behind] == "PUNCT"
        return "name" if closed or parse.dep[first] in ("nummod", "appos", "npadvmod", "compound", "nmod", "amod") else None
    return None


def _modifies(parse: Parse, first: int, behind: int) -> bool:
    """Tell whether the number hangs on a word behind it, with no sign between: Friday 12 people, but Explorer 9 (IE9)."""
    head = parse.head[behind - 1]
    if head < behind or parse.dep[behind - 1] not in ("nummod", "compound", "quantmod", "amod"):
        return False
    return not any(parse.pos[row] in ("PUNCT", "PROPN") for row in range(behind, head + 1))


@cache
def _name_cues() -> frozenset[str]:
    return frozenset(read_lexicon("name_cues")["word"])
