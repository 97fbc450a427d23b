"""Find the bound of a number (about, over, under), and whether it is a rise or a fall."""

import re
from functools import cache

from analysis.finders.lists import any_of, word_map, word_set
from analysis.finders.parse import VERBS
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.measures import find_measures
from analysis.finders.quantities.pieces import plain_text

_ROOM = 48  # characters before a number that are searched for a phrase
_OPENING = ' \u00a0\u2009\u202f\n\t(“"'
_REPEATS = re.compile(r"\s?(?:\(|/|, or )\s?$")  # 500 miles (800 km)
_NO_TREND = frozenset(["duration", "distance", "age", "ratio"])
_CHANGES = frozenset(["by", "to", "from", "of", "at", "above", "below", "past", "over", "under"])


def find_bound(context: Context) -> str:
    """Return the bound that a phrase next to a number expresses: "at least 12", "12 or more", "12 or more years".

    Where no phrase does, a number in words such as "dozens" is "about", any other "exact". An addition in brackets
    has the bound of what it repeats: "about 500 miles (800 km)".
    """
    bound = _phrase_bound(context)
    if not bound and (link := _REPEATS.search(context.before(6))):
        end = context.measure.start - len(link.group())
        for one in find_measures(context.text, max(0, end - _ROOM), end)[-1:]:
            is_alike = one.dimension == context.measure.dimension and one.unit != context.measure.unit
            bound = _phrase_bound(context._replace(measure=one)) if is_alike and one.end == end else None
    return bound or ("about" if context.measure.kind == "vague" else "exact")


def find_trend(context: Context, root: int) -> str | None:
    """Return whether a number is a rise or a fall: "fell 3 %", "down 5", "an increase of 2".

    `root` is the token of the number on which the others depend.
    """
    trends, parse = word_map("trends", "trend"), context.parse
    if context.measure.dimension in _NO_TREND:
        return None
    following = parse.word[context.number.stop] if context.next_pos else ""
    at = max(context.sentence.first, context.number.first - 1 - (context.previous == "by"))
    beside = parse.word[at] if parse.word[at] in ("up", "down") else following
    if beside in ("up", "down", "higher", "lower"):
        return None if beside != following and _is_particle(context, at) else trends[beside]
    is_object = parse.pos[at] == "VERB" and (context.measure.unit or not context.has_noun)
    governor = at if is_object else parse.head[root]  # the parser may read "fell $2 to $14" as one
    linked = parse.pos[governor] == "ADP"
    if (parse.dep[root] == "nsubj" and governor != at) or (linked and parse.word[governor] not in _CHANGES):
        return None  # 190 litres of rain had fallen
    governor = parse.head[governor] if linked else governor
    word, pos = parse.lemma[governor], parse.pos[governor]
    is_other = pos == "NOUN" and (word not in word_set("trends", noun="yes") or parse.dep[root] == "nummod")
    is_cause = pos == "VERB" and not linked and word in word_set("number_cues", cue="cause")
    return None if is_other or is_cause else trends.get(word)


def _phrase_bound(context: Context) -> str | None:
    """Return the bound of a phrase. The "over" of a duration may mean during: $5 over three years."""
    measure, text, (before, after, more_than) = context.measure, context.text, _patterns()
    room = context.before(_ROOM)
    if room.rstrip(_OPENING).lower().endswith(_last_words()) and (found := before.search(room)):
        phrase = plain_text(found[1])
        during = measure.dimension == "duration" and phrase == "over" and not more_than.search(found.string)
        return None if during or _is_preposition(context, phrase) else _bounds("before")[phrase]
    found = after.match(text, measure.end) or after.match(text, measure.number_end)
    return _bounds("after")[plain_text(found[1])] if found else None


def _is_preposition(context: Context, phrase: str) -> bool:
    """Return whether the word before a number belongs to what is before it: "a row over 12 isles", "ran over two"."""
    parse, at, dimension = context.parse, context.number.first - 1, context.measure.dimension
    if dimension not in ("count", "money") or parse.word[at] != phrase:
        return False
    governs = parse.head[at] < at and parse.pos[at] == "ADP" and parse.pos[parse.head[at]] != "AUX"
    cues = ["topic", "topic noun"] if parse.pos[at - 1] == "NOUN" else ["topic"]
    is_topic = any(parse.lemma[at - 1] in word_set("number_cues", cue=cue) for cue in cues)
    return is_topic or parse.tag[at] == "RP" or (governs and dimension == "count" and context.has_noun)


def _is_particle(context: Context, at: int) -> bool:
    """Return whether a word before a number belongs to a verb of no change: "shot down 19 drones"."""
    parse, moves = context.parse, word_set("number_cues", cue="move")
    if context.measure.unit or parse.word[context.number.stop] == "points":
        moves |= word_set("number_cues", cue="move by a unit") | word_set("trends")
    return at > context.sentence.first and parse.pos[at - 1] in VERBS and parse.lemma[at - 1] not in moves


def _bounds(side: str) -> dict[str, str]:
    return word_map("bounds", "bound", side=side)


@cache
def _last_words() -> tuple[str, ...]:
    """Return the last words of the phrases before a number and of what may be between; the patterns are slow."""
    return *{phrase.split()[-1] for phrase in _bounds("before")}, " a", " an", " another", " full"


@cache
def _patterns() -> tuple[re.Pattern, ...]:
    before, after = (any_of(_bounds(side), r"\s+") for side in ("before", "after"))
    first = re.compile(
        rf"(?i)(?<!\w)((?ai:{before}))\s*(?:\b(?:an?|another|the full)\s+)?(?:[(“\"]\s*)?$"
    )  # see _last_words
    more_than = any_of(word_set("number_cues", cue="more than"))
    more_than = re.compile(rf"(?i)(?:^\W*|[.?!“\"]\s*|\b(?:{more_than})\s+)over\s*$")
    return first, re.compile(rf"\s?-?\s?((?ai:{after}))(?!\w)"), more_than
