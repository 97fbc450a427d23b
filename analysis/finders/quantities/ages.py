"""Recognise the ages that name no unit: "He is 63", "a boy, 9,", "Velik, 58, said", "children under five"."""

from analysis.finders.lists import word_map, word_set
from analysis.finders.quantities.bounds import find_bound
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.dates import is_counted

_AGES = range(2, 120)
_ENDS = frozenset([",", "and", "or", "", ".", ")", ";", "-", "–", "—"])


def add_age(context: Context) -> Context:
    """Return a number with the unit year if it is the age of a person; otherwise the number as it is."""
    measure = context.measure
    may_be = measure.kind in ("digits", "words", "range") and measure.dimension == "count"
    if not may_be or measure.value not in _AGES or not _is_age(context):
        return context
    return context._replace(measure=measure._replace(unit="year", dimension="age"))


def _is_age(context: Context) -> bool:
    """Return whether the words before a number that counts nothing name a person, and the number an age."""
    parse, (at, stop), kind = context.parse, context.number, context.measure.kind
    start, end = parse.characters(context.number)
    is_part = end - start != len(context.written)  # 5'2"
    if is_part or not context.previous or parse.word[stop] in ("of", "for") or is_counted(context):
        return False
    at, lowest = at - 1, context.sentence.first
    while at > lowest and parse.pos[at - 1] == "NUM" and parse.word[at] in (",", "and", "or"):
        at -= 2  # "her sons, 9 and 12,"
    at -= parse.pos[at] == "ADV"  # "is now 31"
    verb = parse.head[at] if parse.word[at] == "at" else at  # "died at 71"
    if parse.lemma[verb] in word_set("number_cues", cue="age"):
        subject = parse.child(verb, "nsubj")
        counts = subject is None or (kind == "words" and parse.lemma[verb] == "be")  # "we were two"
        is_name = not counts and _is_named(context, subject) and parse.child(subject, "det") is None
        return is_name or not counts and _is_person(context, subject)
    if parse.word[at] in (",", "("):
        is_name = parse.word[at] == "," and _is_named(context, at - 1)
        return parse.word[stop] in _ENDS and (is_name or _is_person(context, at - 1))
    if parse.word[at] in ("under", "over", "above", "below", "between"):
        return _is_person(context, at - 1)
    # "men 65 and over", "girls 12 to 17"
    return _is_person(context, at) and (kind == "range" or find_bound(context) != "exact")


def _is_person(context: Context, token: int) -> bool:
    """Return whether a word of the sentence means a person."""
    word = context.parse.lemma[token]
    is_listed = word in word_map("person_nouns", "kind") or word in word_set("number_cues", cue="person")
    return is_listed and token >= context.sentence.first


def _is_named(context: Context, token: int) -> bool:
    """Return whether a word of the sentence is the name of a person, as far as the lists show."""
    parse = context.parse
    is_other = any(parse.form[token] in word_set(name) for name in ("places", "countries", "calendar"))
    return token >= context.sentence.first and parse.tag[token] == "NNP" and not is_other
