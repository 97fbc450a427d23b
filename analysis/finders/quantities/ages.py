"""Recognise the ages that name no unit: "He is 63", "a boy, 9,", "Velik, 58, said", "children under five"."""

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse
from analysis.finders.quantities.bounds import find_bound
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.dates import is_counted

_AGES = range(2, 120)
_ENDS = frozenset([",", "and", "or", "", ".", ")", ";", "-", "–", "—"])


def add_age(context: Context) -> Context:
    """Return a number with the unit year if it is the age of a person; otherwise the number as it is."""
    measure = context.measure
    may_be = measure.dimension == "count" and measure.kind != "vague" and measure.value in _AGES
    if not may_be or not _is_age(context):
        return context
    return context._replace(measure=measure._replace(unit="year", dimension="age"))


def _is_age(context: Context) -> bool:
    """Return whether the words before a number that counts nothing name a person, and the number an age."""
    if not context.previous or is_counted(context):
        return False
    parse, at, before = context.parse, context.number.first - 1, context.previous
    verb = parse.head[at] if before == "at" else at  # "died at 71"
    if parse.lemma[verb] in word_set("number_cues", cue="age"):
        subject = parse.child(verb, "nsubj") if context.measure.kind != "words" else None  # "we were two"
        return subject is not None and (_is_person(parse, subject) or _is_named(parse, subject))
    if before in (",", "("):
        is_named = before == "," and _is_named(parse, at - 1)
        return parse.word[context.number.stop] in _ENDS and (is_named or _is_person(parse, at - 1))
    if before in ("under", "over", "above", "below", "between"):
        return _is_person(parse, at - 1)
    # "men 65 and over", "girls 12 to 17"
    return _is_person(parse, at) and (context.measure.kind == "range" or find_bound(context) != "exact")


def _is_person(parse: Parse, token: int) -> bool:
    kind = word_map("person_nouns", "kind").get(parse.lemma[token], "thing")
    return kind != "thing" or parse.lemma[token] in word_set("number_cues", cue="person")


def _is_named(parse: Parse, token: int) -> bool:
    """Return whether a word is the name of a person, as far as the lists show."""
    is_other = any(parse.form[token] in word_set(name) for name in ("places", "countries", "calendar"))
    return parse.tag[token] == "NNP" and not is_other
