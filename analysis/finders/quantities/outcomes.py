"""Find what a number is about where neither its noun nor its verb says so: "43 were dead", "the dam cost $4m"."""

import re

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import VERBS, Span
from analysis.finders.quantities.context import Context

_LINKS = (*VERBS, "ADV", "PART", "PRON")
_PART_BEFORE = re.compile(
    r"\b(?:includ\w+|among them|of (?:them|whom),?|another|further|additional|not)"
    r"(?: (?:at least|about|some|nearly|almost|around|up to|more than))?\W+$",
    re.I,
)
_PART_AFTER = re.compile(
    r"\W+(?:more|further|additional|of (?:them|whom|those|the))\b|(?: \w+){0,3} (?:are|were) among\b", re.I
)
PART = "part"


def find_about(context: Context, root: int, verb: int | None, noun: Span | None) -> str | None:
    """Return the lemma of the word that says what a number is about: "dead", the number of "arrests", the "dam".

    "part", if the number is a part of another or is added to one, or if it counts those who killed, not the killed.
    """
    parse, number = context.parse, context.number
    if _is_part(context, noun.last if noun else root, verb):
        return PART
    if noun is not None and noun.stop < number.first and parse.word[noun.stop] == "of":
        return next((parse.lemma[at] for at in parse.children(noun.stop) if at < number.first), None)
    states = word_map("claim_topics", "topic", part="noun", who="anyone")
    is_money = context.measure.dimension == "money"
    if noun is None and verb is not None:
        counts = parse.lemma[verb] in word_set("counting_verbs")
        named = parse.child(verb, "dobj" if counts else "nsubj")
        if parse.word[number.stop] == "in":  # "caused $4 million in damage"
            named = parse.child(number.stop, "pobj") or named
        if named is not None and (states.get(parse.lemma[named]) or is_money and parse.pos[named] in ("NOUN", "PROPN")):
            return parse.lemma[named]
    after = range(max(number.stop, noun.stop if noun else 0), context.sentence.stop)
    end = next((at for at in after if parse.pos[at] not in _LINKS or states.get(parse.word[at])), None)
    return parse.word[end] if end is not None and states.get(parse.word[end]) else None


def _is_part(context: Context, counted: int, verb: int | None) -> bool:
    """Return whether a number is a part of another or is added to one, or counts those who act."""
    parse, done_to = context.parse, word_set("claim_topics", part="verb", who="object")
    if context.measure.dimension == "count" and (
        _PART_BEFORE.search(context.before(30)) or context.followed_by(_PART_AFTER)
    ):
        return True
    if verb is None or context.previous == "by" and parse.lemma[verb] in word_set("trends"):
        return verb is not None
    acts = parse.dep[counted] == "nsubj" and parse.head[counted] == verb and parse.child(verb, "dobj") is not None
    by = parse.word[parse.head[counted]] == "by" and parse.dep[counted] == "pobj"
    return (acts or by) and parse.lemma[verb] in done_to
