"""Recognise the numbers that are no quantities: ordinals, dates, scores, names, codes, list numbers, pronouns."""

import re

from analysis.finders.lists import word_set
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.dates import is_date, is_time

_LIST_NUMBER = re.compile(r"\(?\d{1,3}(?:\s?[.)](?:\s|$)|[ \t]*$)")
_IN_BRACKETS = re.compile(r"(?:^|[\s;,])\(?$")
_PHONE = re.compile(r"(?<![\w.,])[+(]?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w|,\d)")
_CALL = re.compile(r"\b(?:call|phone|tel|telephone|hotline|helpline|dial|fax|text|mobile|number is)\b", re.I)
_SCORE_AFTER = re.compile(r"\s?(?:[-–—:]|-?to-?)\s?\d{1,3}(?![\d%])(?!,\d)")
_SCORE_BEFORE = re.compile(r"(?<![\d.,])(?<!from )\d{1,3}\s?(?:[-–—:]|-?to-?)\s?$")
_NAMED_SCORE = re.compile(r"\b[A-Z][a-z]+: ?\d{1,2}(?![\w.,%]*\d|%)")  # Rovers: 1, City: 0
_STREET = re.compile(
    r"(?:-\d+)?\s(?:[A-Z][\w’'.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square)\b"
)
_GROUP_OF = re.compile(r"\b(?:Group|Gang|Council|Committee|House) of (?:the )?$")
_ATTACHED = frozenset(["nummod", "appos", "npadvmod", "compound", "nmod", "amod"])
_PART_OF_WORD = re.compile(r"-(?!fold|odd|plus|and|to|or|in\b)[A-Za-z]{2,}")
_NUMBERED = re.compile(r"[A-Za-z]-$|[A-Za-z#@_&/]$|\d[./]$|[$€£]\w+$|[A-Z]{2,} ?\d+-$")
_LETTERS_AFTER = re.compile(r"[A-Za-z_/@]")


def exclusion_reason(context: Context) -> str | None:
    """Return why a number is no quantity, or None if it is one."""
    measure = context.measure
    if measure.kind in ("ordinal", "code"):
        return measure.kind
    if measure.unit or measure.kind == "ratio":
        return None
    if measure.kind in ("fraction", "vague"):
        return "word" if _is_word(context) else None
    rules = _RULES_FOR_WORDS if measure.kind == "words" else _RULES_FOR_DIGITS
    return next((reason for reason, applies in rules.items() if applies(context)), None)


def _is_word(context: Context) -> bool:
    """Recognise "the first half", "in half", "half-time", "one-time", "she scores", "test scores"."""
    written, parse, first = context.written.lower(), context.parse, context.number.first
    if written == "scores":
        return parse.pos[first] == "VERB" or parse.child(first, "det", "poss", "compound", "amod") is not None
    if written == "half" and context.previous in word_set("number_cues", cue="half"):
        return True
    return (written == "one" or context.measure.kind == "fraction") and context.followed_by(_PART_OF_WORD)


def _is_pronoun(context: Context) -> bool:
    """Recognise "one of them", "this one"."""
    parse, (first, stop) = context.parse, context.number
    modifies = parse.dep[first] in ("nummod", "compound", "amod") and parse.head[first] >= stop
    return context.written.lower() == "one" and not modifies


def _is_name_in_words(context: Context) -> bool:
    """Recognise "Formula One", "Group of Seven", "page three"."""
    group = _GROUP_OF.search(context.before(20))
    joined = context.previous and context.parse.capital[context.number.first - 1]
    if context.written[0].isupper() and (group or (joined and not _is_title(context))):
        return True
    return context.previous in word_set("numbered_things") and not _modifies(context)


def _is_list_number(context: Context) -> bool:
    """Recognise "1." and "2)" at the start of a line, and "(1)" or "2)" within a line."""
    measure, before = context.measure, context.before(3)
    starts_line = measure.start == len(before) and not before.strip(" (")
    if starts_line and _LIST_NUMBER.match(context.text, measure.start):
        return True
    closed = context.text[measure.end : measure.end + 2].lstrip()[:1] == ")"
    return closed and measure.value.is_integer() and measure.value <= 20 and bool(_IN_BRACKETS.search(before))


def _is_telephone(context: Context) -> bool:
    """Recognise a telephone number: at least seven digits, by their groups or by a word before them."""
    text, (start, end) = context.text, context.measure[:2]
    for run in _PHONE.finditer(text, max(0, start - 24), end + 24):
        groups = re.findall(r"\d+", run.group())
        if run.start() <= start < run.end() and len(groups) > 1:
            cued = _CALL.search(text[max(0, run.start() - 40) : run.start()])
            shaped = len(groups) > 2 or run.group()[0] in "+(0"
            return bool(cued) or (shaped and run.span() != (start, end))
    return False


def _is_code(context: Context) -> bool:
    """Recognise numbers joined to letters or signs ("M5S", "STS-135", "39A", "#2"), and "007"."""
    number = context.written
    if _is_joined(context) or _LETTERS_AFTER.match(context.text, context.measure.number_end):
        return True
    return number.isdigit() and (len(number) > 9 or (number[0] == "0" and len(number) > 1))


def _is_joined(context: Context) -> bool:
    """Return whether letters or signs are joined to the start of a number."""
    before = context.before(12)
    return not before.endswith(" ") and bool(_NUMBERED.search(before))


def _is_score(context: Context) -> bool:
    """Recognise "2-1", and "1-2" if somebody wins or loses."""
    measure, text, parse = context.measure, context.text, context.parse
    sport = not word_set("number_cues", cue="sport").isdisjoint(parse.lemma[slice(*context.sentence)])
    if measure.kind == "range":
        dashed = bool(re.search("[-–—]", text[measure.start : measure.end])) and measure.value_high <= 200
        between = parse.pos[context.number.first - 1] == context.next_pos == "PROPN"  # Chile 1 - 2 Norway
        return dashed and (between or sport and not context.has_noun)
    near = context.before(30) + text[measure.start : measure.end + 30]
    if ":" in near and len(_NAMED_SCORE.findall(near)) > 1:
        return True
    link = _SCORE_AFTER.match(text, measure.end) or _SCORE_BEFORE.search(context.before(14))
    is_small = measure.value.is_integer() and measure.value <= 999
    sport = sport and context.previous != "from"  # seats rose from 9 to 10
    return bool(link) and is_small and (sport or link.group().strip("0123456789 ") != "to")


def _is_name(context: Context) -> bool:
    """Recognise "Highway 12", "page 3", "Internet Explorer 6", "10 Downing Street"."""
    parse, number, written = context.parse, context.number, context.written
    previous, things = number.first - 1, word_set("numbered_things")
    is_number = context.previous and parse.word[previous - 1] + context.previous in things  # "the No. 2 spot"
    if is_number or context.followed_by(_STREET):
        return True
    if not context.previous or _modifies(context):
        return False
    if context.previous in things or _GROUP_OF.search(context.before(20)):
        return True
    is_acronym = parse.pos[previous] == "NOUN" and parse.form[previous].isupper()  # HTML 5
    is_proper = parse.pos[previous] == "PROPN" and parse.capital[previous]
    named = is_proper or is_acronym or "&" in context.previous
    attached = context.next_pos == "PUNCT" or parse.dep[number.first] in _ATTACHED
    return named and attached and len(written) <= 4 and not _is_title(context)


def _is_title(context: Context) -> bool:
    """Return whether the sentence is a headline in capitals ("Blast Kills Two"), where a capital shows no name."""
    words = [word for word in context.parse.form[slice(*context.sentence)] if word[0].isalpha()][1:]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _modifies(context: Context) -> bool:
    """Return whether the number modifies a later word with no sign between: "12 people", not "Explorer 9 (IE9)"."""
    parse, (_, stop) = context.parse, context.number
    head = parse.head[stop - 1]
    if head < stop or parse.dep[stop - 1] not in ("nummod", "compound", "quantmod", "amod"):
        return False
    return not any(parse.pos[token] in ("PUNCT", "PROPN") for token in range(stop, head + 1))


_RULES_FOR_WORDS = {"time": is_time, "date": is_date, "word": _is_word, "pronoun": _is_pronoun,
                    "name": _is_name_in_words}  # fmt: skip
_RULES_FOR_DIGITS = {"list number": _is_list_number, "time": is_time, "date": is_date, "telephone": _is_telephone,
                     "code": _is_code, "score": _is_score, "name": _is_name}  # fmt: skip
