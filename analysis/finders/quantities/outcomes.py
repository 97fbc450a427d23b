"""Find what a number is about where neither its noun nor its verb says so: "43 were dead", "the dam cost $4m"."""

import re
from functools import cache

from analysis.finders.lists import any_of, word_map, word_set
from analysis.finders.parse import VERBS, Span
from analysis.finders.quantities.context import Context

_WHAT = ("nsubj", "compound"), ("dobj",)  # what a number is about, by whether its verb counts
_LINKS = (*VERBS, "ADV", "PART", "PRON")


def find_about(context: Context, root: int, verb: int | None, noun: Span | None) -> str | None:
    """Return the lemma of the word that says what a number is about: "dead", the number of "arrests", the "dam".

    "part", if the number is a part of another or is added to one, or if it counts those who killed, not the killed.
    """
    parse, number, states = context.parse, context.number, word_map("claim_topics", "topic", who="anyone")
    if _is_part(context, noun.last if noun else root, verb):
        return "part"
    after, named = max(number.stop, noun.stop if noun else 0), None
    while after < context.sentence.stop and parse.pos[after] in _LINKS and not states.get(parse.word[after]):
        after += 1
    of = parse.head[noun.last if noun else root]
    if parse.word[of] == "of" and states.get(parse.lemma[parse.head[of]]):  # the "deaths" of 43 people
        return parse.lemma[parse.head[of]]
    if states.get(parse.word[after]):  # 43 were "dead"
        return parse.word[after]
    if noun is not None and noun.stop < number.first and parse.word[noun.stop] == "of":
        named = parse.child(noun.stop, "pobj")  # the number of "arrests" rose to 43
        return parse.lemma[named] if named is not None and named < number.first else None
    if noun is None and parse.word[after] == "in":  # caused $4 million in "damage"
        named = parse.child(after, "pobj")
    elif noun is None and verb is not None:  # the "dam" cost $4 million; put the "cost" at $4 million
        named = parse.child(verb, *_WHAT[parse.lemma[verb] in word_set("counting_verbs")])
    is_payer = named is not None and context.measure.dimension == "money" and parse.pos[named] != "PRON"
    return parse.lemma[named] if is_payer or named is not None and states.get(parse.lemma[named]) else None


def _is_part(context: Context, counted: int, verb: int | None) -> bool:
    """Return whether a number is a part of another or is added to one, or counts those who act."""
    parse, is_count = context.parse, context.measure.dimension == "count"
    before, after = _patterns()
    if is_count and (before.search(context.before(30)) or context.followed_by(after)):
        return True
    if verb is None or context.previous == "by" and parse.lemma[verb] in word_set("trends"):
        return verb is not None
    role, head = parse.dep[counted], parse.head[counted]
    acts = role == "nsubj" and parse.child(head, "dobj") is not None or parse.word[head] == "by"
    return acts and parse.lemma[verb] in word_set("claim_topics", who="object")


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    """Compile what is before and after a part of another number: "including 6", "6 of them"."""
    before, after = (any_of(word_set("number_cues", cue=cue)) for cue in ("part", "part of"))
    return re.compile(rf"(?i)\b{before},?(?: [a-z ]{{4,10}})?\W+$"), re.compile(rf"(?i)\W+{after}\b")
