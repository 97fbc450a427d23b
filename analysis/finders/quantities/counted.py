"""Find the noun that a number counts, and the verb that says what happens to it."""

import re

from analysis.finders.lists import word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quantities.context import Context

_NOUNS = {"NOUN", "PROPN"}
_MODIFIERS = {"nummod", "quantmod", "amod", "compound", "nmod", "advmod", "det", "npadvmod", "predet", "poss"}
_WHOLES = frozenset(["them", "us", "whom", "which"])
_DEFINITE = frozenset(["the", "all", "these", "those", "both"])
_EXTENTS = {"distance", "speed", "duration", "age", "temperature"}
_UNDOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_REACH = 8  # words at most between a number and the noun that it counts


def find_root(parse: Parse, span: Span) -> int:
    """Return the token of a span on which the others depend: the last one whose head is outside."""
    return next((token for token in reversed(range(*span)) if not span.holds(parse.head[token])), span.last)


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
    while first > lowest and parse.dep[first - 1] == "compound" and parse.pos[first - 1] in _NOUNS:
        first -= 1
    return Span(first, head + 1)


def find_verb(context: Context, root: int, *, counts: bool) -> int | None:
    """Return the verb that governs the number: the first one on the way up the parse.

    Where the number counts no noun, it may be a participle directly after it: killing 14, with 2,300 evacuated.
    """
    parse, stop = context.parse, context.number.stop
    if not counts and context.next_pos and parse.tag[stop] == "VBN":
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
        if parse.pos[token] in _NOUNS and parse.word[token].rstrip("-").isalnum():
            tags = parse.tag[token : min(token + 2, context.sentence.stop)]
            is_last = tags != ["NN", "NNS"] and (tags != ["NN", "NN"] or context.measure.value <= 1)
            # "two veteran politicians", but not "a two-term presidency"
            return token if is_last or parse.word[token - 1] == "-" else token + 1
    return None


def _after_of(context: Context) -> int | None:
    """Return the noun after "of": "thousands of fans", "98 % of the cities", "two of those"."""
    parse, of, stop = context.parse, context.number.stop, context.sentence.stop
    of += parse.word[of] in ('"', "”", "''", "’")  # "dozens" of people
    if of >= stop or parse.word[of] != "of":
        return None
    if parse.word[of + 1] in _WHOLES:  # nine of them minors, five of whom were nurses
        return _last_of_run(parse, Span(of + 2, stop), before=("DET", "ADJ", "ADV", "AUX"))
    if (token := next((at for at in parse.children(of) if of < at <= of + _REACH), None)) is not None:
        following = (parse.pos[token], parse.tag[token + 1]) if token + 1 < stop else ()
        if following in (("PROPN", "NN"), ("PROPN", "NNS"), ("NOUN", "NNS")):
            token += 1  # "the Tesk plain"
        return token if parse.pos[token] in _NOUNS or parse.word[token] in ("these", "those") else None
    return _last_of_run(parse, Span(of + 1, stop), before=("DET", "ADJ", "VERB", "PRON", "PART"))


def _next_noun(context: Context) -> int | None:
    """Return the next noun if the parser is wrong, or an adjective that is used as a noun: "14 dead"."""
    parse, (_, stop), end = context.parse, context.number, context.sentence.stop
    if parse.word[stop : stop + 2] == ["-", "fold"] and stop + 1 < end:
        return stop + 1
    noun = _last_of_run(parse, Span(stop, end), before=("ADJ", "PROPN"))
    people = noun is None and parse.word[stop] in word_set("number_cues", cue="people")
    return stop if people and context.next_pos not in ("", "VERB") else noun


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
