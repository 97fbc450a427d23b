"""Find the noun that a number counts, the verb that says what happens to it, and what it is about besides."""

import re

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quantities.context import Context

_NOUNS = {"NOUN", "PROPN"}
_MODIFIERS = {"nummod", "quantmod", "amod", "compound", "nmod", "advmod", "det", "npadvmod", "predet", "poss"}
_BEFORE_PART = ("DET", "ADJ", "ADV", "AUX", "VERB", "PRON", "PART")
_WHOLES = frozenset(["them", "us", "whom", "which"])
_DEFINITE = frozenset(["the", "all", "these", "those", "both"])
_EXTENTS = {"distance", "speed", "duration", "age", "temperature"}
_UNDOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_WHAT = ("nsubj", "compound"), ("dobj",)  # what a number is about, by whether its verb counts
_LINKS = (*VERBS, "ADV", "PART", "PRON")
_REACH = 8  # words at most between a number and the noun that it counts


def find_noun(context: Context, root: int) -> Span | None:
    """Return the noun that is counted, with the nouns that it is compounded of.

    The dimension limits what may be counted: 98 % of cities, but not the wall in "2 km of the wall".
    """
    parse, stop, dimension = context.parse, context.number.stop, context.measure.dimension
    head = _modified(context, root)
    if head is None and dimension not in _EXTENTS:
        head = _after_of(context)
    if head is None and dimension in ("count", "ratio"):
        head = _next_noun(context)
    head = _measured(context, root) if head is None else head
    if head is None:
        return None
    first = head
    lowest = max(context.sentence.first, stop if head >= stop else 0)
    while first > lowest and parse.dep[first - 1] == "compound":
        first -= 1
    return Span(first, head + 1)


def find_verb(context: Context, root: int, *, counts: bool) -> int | None:
    """Return the verb that governs the number: the first one on the way up the parse.

    Where the number counts no noun, it may be a participle directly after it: killing 14, with 2,300 evacuated.
    """
    parse, stop = context.parse, context.number.stop
    if not counts and parse.tag[stop] == "VBN":
        return stop
    token, heads = root, []
    while parse.head[token] != token and len(heads) < 40:  # deeper trees are errors of the parser
        token = parse.head[token]
        heads.append(token)
    if verbs := [head for pos in VERBS for head in heads if parse.pos[head] == pos]:
        return verbs[0]
    # "900 sailors rescued off the coast"
    return next((at for at in _near(context) if parse.head[at] == token and parse.pos[at] == "VERB"), None)


def verb_lemma(parse: Parse, verb: int) -> str:
    """Return the lemma of a verb; the model's "rat" for "rated" is corrected by the spelling rule that it broke.

    A short verb that ends in one vowel and one consonant doubles the consonant: ratted, but rated.
    """
    lemma, word = parse.lemma[verb], parse.word[verb]
    return lemma + "e" if _UNDOUBLED.fullmatch(lemma) and word in (lemma + "ed", lemma + "ing") else lemma


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


def _near(context: Context) -> range:
    """Return the words after a number that it may count."""
    return range(context.number.stop, min(context.sentence.stop, context.number.stop + _REACH))


def _modified(context: Context, root: int) -> int | None:
    """Return the noun that the number modifies: "900 asylum seekers"."""
    parse, token = context.parse, root
    while parse.dep[token] in _MODIFIERS:
        token = parse.head[token]
        if token not in _near(context) or not _WHOLES.isdisjoint(parse.word[context.number.stop : token]):
            return None
        if parse.pos[token] in _NOUNS:
            # "two veteran politicians", but not "a two-term presidency"
            goes_on = parse.tag[token] == "NN" and parse.tag[token + 1] in ("NN", "NNS")
            return token + (goes_on and parse.word[token - 1] != "-")
    return None


def _after_of(context: Context) -> int | None:
    """Return the noun after "of": "thousands of fans", "98 % of the cities", "two of those"."""
    parse, of, stop = context.parse, context.number.stop, context.sentence.stop
    if parse.word[of] != "of":
        return None
    whole = next((at for at in parse.children(of) if at > of), None)
    if parse.word[of + 1] in _WHOLES:  # nine of them minors, five of whom were nurses
        of, whole = of + 1, None
    if whole is not None:
        return whole if parse.pos[whole] in _NOUNS or parse.word[whole] in ("these", "those") else None
    return _last_of_run(parse, Span(of + 1, stop), before=_BEFORE_PART)


def _next_noun(context: Context) -> int | None:
    """Return the next noun if the parser is wrong, or an adjective that is used as a noun: "14 dead"."""
    parse, stop = context.parse, context.number.stop
    if parse.word[stop : stop + 2] == ["-", "fold"]:
        return stop + 1
    if context.next_pos != "VERB" and parse.word[stop] in word_set("number_cues", cue="people"):
        return stop
    return _last_of_run(parse, Span(stop, context.sentence.stop), before=("ADJ", "PROPN"))


def _last_of_run(parse: Parse, span: Span, *, before: tuple[str, ...]) -> int | None:
    """Return the last of the first nouns in a span; only words of the kinds `before` may come first."""
    noun = None
    for token in range(span.first, min(span.stop, span.first + 5)):
        if (parse.pos[token] == "NOUN" or parse.tag[token] == "NNPS") and parse.word[token] != "-":
            noun = token
        elif noun is not None or (parse.pos[token] not in before and parse.word[token] != "-"):
            break
    return noun


def _measured(context: Context, root: int) -> int | None:
    """Return the noun whose value the number is: "a turnout of 58 %", "the toll was 41", "raised the toll to 22"."""
    parse, first, head = context.parse, context.number.first, context.parse.head[root]
    has_extent = context.measure.dimension in _EXTENTS
    reached = not has_extent and parse.lemma[head] in word_set("number_cues", cue="reach")
    if (parse.dep[root], parse.pos[head]) == ("attr", "AUX") or (reached and parse.dep[root] == "dobj"):
        return _dependent(context, head)
    if parse.pos[head] != "ADP" and context.previous:  # "raised the toll to 45, 12 of them children"
        head = first - 1
    governor = parse.head[head]
    if parse.word[head] == "of" and parse.pos[governor] == "NOUN" and governor < first:
        # "a toll of 82", but not "the names of the 82" and "a father of two"
        is_parent = parse.lemma[governor] in word_set("number_cues", cue="parent")
        is_part = not _DEFINITE.isdisjoint(parse.word[max(head, first - _REACH) : first])
        return None if is_parent or is_part else governor
    level = parse.lemma[governor] in word_set("number_cues", cue="level") | word_set("trends")
    return _dependent(context, governor) if level and parse.word[head] in ("at", "to", "from") else None


def _dependent(context: Context, governor: int) -> int | None:
    """Return the object of a verb before the number, or else its subject, if it is a noun."""
    parse, first = context.parse, context.number.first
    nouns = (at for at in parse.children(governor) if at < first and parse.pos[at] == "NOUN")
    role = {parse.dep[at]: at for at in nouns if parse.child(at, "nummod") is None}
    return next((role[dep] for dep in ("dobj", "nsubj", "nsubjpass") if dep in role), None)


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
