"""Find what a number is about where neither its noun nor its verb says so: "43 were dead", "the dam cost $4m"."""

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import VERBS, Span
from analysis.finders.quantities.context import Context

_WHAT = ("nsubj", "compound"), ("dobj",)  # what a number is about, by whether its verb counts
_LINKS = (*VERBS, "ADV", "PART", "PRON")


def find_about(context: Context, root: int, verb: int | None, noun: Span | None) -> str | None:
    """Return the lemma of the word that says what a number is about: "dead", the number of "arrests", the "dam".

    "part", if the number is a part of another or is added to one, or if it counts those who killed, not the killed.
    """
    parse, number, states = context.parse, context.number, word_map("claim_topics", "topic", who="anyone")
    counted = noun.last if noun else root
    if _is_part(context, counted, verb):
        return "part"
    of = parse.head[counted]
    if parse.word[of] == "of" and states.get(parse.lemma[parse.head[of]]):  # the "deaths" of 43 people
        return parse.lemma[parse.head[of]]
    after, named = max(number.stop, counted + 1), None
    while parse.pos[after] in _LINKS and not states.get(parse.word[after]):
        after += 1
    if states.get(parse.word[after]):  # 43 were "dead"
        return parse.word[after]
    if noun is not None:
        if noun.stop < number.first and parse.word[noun.stop] == "of":
            named = parse.child(noun.stop, "pobj")  # the number of "arrests" rose to 43
        return parse.lemma[named] if named is not None and named < number.first else None
    if parse.word[after] == "in":  # caused $4 million in "damage"
        named = parse.child(after, "pobj")
    elif verb is not None:  # the "dam" cost $4 million; put the "cost" at $4 million
        named = parse.child(verb, *_WHAT[parse.lemma[verb] in word_set("counting_verbs")])
    is_payer = named is not None and context.measure.dimension == "money" and parse.pos[named] != "PRON"
    return parse.lemma[named] if is_payer or named is not None and states.get(parse.lemma[named]) else None


def _is_part(context: Context, counted: int, verb: int | None) -> bool:
    """Return whether a number is a part of another or is added to one, or counts those who act."""
    parse, (first, stop) = context.parse, context.number
    before = parse.word[max(context.sentence.first, first - 3) : first]  # including at least 6
    after = parse.word[stop], " ".join(parse.word[stop : stop + 2])  # 6 of them
    cues = word_set("number_cues", cue="part"), word_set("number_cues", cue="part of")
    if context.measure.dimension == "count" and not (
        cues[0].isdisjoint(before) and cues[1].isdisjoint(after)
    ):
        return True
    if verb is None or context.previous == "by" and parse.lemma[verb] in word_set("trends"):
        return verb is not None
    role, head = parse.dep[counted], parse.head[counted]
    acts = role == "nsubj" and parse.child(head, "dobj") is not None or parse.word[head] == "by"
    return acts and parse.lemma[verb] in word_set("claim_topics", who="object")
