"""Recognise the ages that name no unit: "He is 63", "a boy, 9,", "Velik, 58, said", "children under five"."""

from analysis.finders.lists import word_set
from analysis.finders.quantities.bounds import find_bound
from analysis.finders.quantities.context import Context

_OLDEST = 120
_COUNTED = ("NNS", "NNP", "NNPS", "JJ", "JJR", "CD", "$")
_LISTED = frozenset([",", "and", "or"])
_ENDS = _LISTED | frozenset(["", ".", ")", ";", "-", "–", "—"])


def add_age(context: Context) -> Context:
    """Return a number with the unit year if it is the age of a person; otherwise the number as it is."""
    measure = context.measure
    is_small = measure.dimension == "count" and 1 < measure.value < _OLDEST and measure.value.is_integer()
    if not is_small or measure.kind not in ("digits", "words", "range") or not _is_age(context):
        return context
    return context._replace(measure=measure._replace(unit="year", dimension="age"))


def _is_age(context: Context) -> bool:
    """Return whether the words before a number that counts nothing name a person, and the number an age."""
    parse, (at, stop) = context.parse, context.number
    if parse.tag[stop] in _COUNTED and parse.word[stop] not in ("last", "next") or parse.word[stop] in ("of", "for"):
        return False
    at -= 1
    while at > context.sentence.first and (parse.pos[at] == "ADV" or parse.word[at] in _LISTED and parse.pos[at - 1] == "NUM"):
        at -= 1 + (parse.pos[at] != "ADV")  # "is now 31", "her sons, 9 and 12,"
    verb = parse.head[at] if parse.word[at] == "at" else at
    if parse.lemma[verb] == "be" or parse.lemma[verb] in word_set("number_cues", cue="age"):
        subject = parse.child(verb, "nsubj")
        counts = parse.lemma[verb] == "be" and context.measure.kind == "words"  # "we were two", but "she was 2"
        return subject is not None and not counts and (_is_person(context, subject) or parse.tag[subject] == "NNP")
    if parse.word[at] in (",", "("):
        return parse.word[stop] in _ENDS and (_is_person(context, at - 1) or parse.word[at] == "," and parse.capital[at - 1])
    if parse.word[at] in ("under", "over", "above", "below"):
        return _is_person(context, at - 1)
    return _is_person(context, at) and (context.measure.kind == "range" or find_bound(context) != "exact")


def _is_person(context: Context, token: int) -> bool:
    """Return whether a word of the sentence means a person."""
    listed = word_set("number_cues", cue="person") | word_set("name_cues", label="PERSON")
    listed |= word_set("collective_nouns", kind="people")
    return token >= context.sentence.first and context.parse.lemma[token] in listed
