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
_LINKS = frozenset(["(", "/", "or"])
_REPEATS = re.compile(r"\s?(?:\(|/|, or )\s?$")  # 500 miles (800 km)
_NO_TREND = frozenset(["duration", "distance", "age", "ratio"])
_CHANGES = frozenset(["by", "to", "from", "of", "at", "above", "below", "past", "over", "under"])


def find_bound(context: Context) -> str:
    """Return the bound that a phrase next to a number expresses: "at least 12", "12 or more", "12 or more years".

    Where no phrase does, a number in words such as "dozens" is "about", any other "exact". An addition in brackets
    has the bound of what it repeats: "about 500 miles (800 km)".
    """
    bound = _phrase_bound(context)
    if not bound and context.previous in _LINKS and (link := _REPEATS.search(context.before(6))):
        end = context.measure.start - len(link.group())
        found = find_measures(context.text, max(0, end - _ROOM), end)
        if found and found[-1].unit and found[-1].end == end:
            bound = _phrase_bound(context._replace(measure=found[-1]))
    return bound or ("about" if context.measure.kind == "vague" else "exact")


def find_trend(context: Context, root: int) -> str | None:
    """Return whether a number is a rise or a fall: "fell 3 %", "down 5", "an increase of 2".

    `root` is the token of the number on which the others depend.
    """
    trends, parse = word_map("trends", "trend"), context.parse
    if context.measure.dimension in _NO_TREND:
        return None
    at = max(context.sentence.first, context.number.first - 1 - (context.previous == "by"))
    if parse.word[at] in ("up", "down"):
        return None if _is_particle(context, at) else trends[parse.word[at]]
    # The parser may read "fell $2 to $14" as one.
    governor = at if parse.pos[at] == "VERB" else parse.head[root]
    linked = parse.word[governor] in _CHANGES
    governor = parse.head[governor] if linked else governor
    word = parse.lemma[governor]
    if parse.pos[governor] == "NOUN":
        is_change = parse.dep[root] != "nummod" and word in word_set("trends", noun="yes")
    else:
        is_change = linked or word not in word_set("number_cues", cue="cause")
    return trends.get(word) if is_change else None


def _phrase_bound(context: Context) -> str | None:
    """Return the bound of a phrase directly before or after a number."""
    measure, text, (last_words, before, after) = context.measure, context.text, _patterns()
    room = context.before(_ROOM)
    if room.rstrip(_OPENING).lower().endswith(last_words) and (found := before.search(room)):
        phrase = plain_text(found[1])
        return None if _is_preposition(context, phrase) else _bounds("before")[phrase]
    found = after.match(text, measure.end) or (measure.unit and after.match(text, measure.number_end))
    return _bounds("after")[plain_text(found[1])] if found else None


def _is_preposition(context: Context, phrase: str) -> bool:
    """Return whether the word before a number belongs to what is before it: "a row over 12 isles", "ran over two".

    The "over" of a duration may mean during: "$5 over three years".
    """
    parse, at, dimension = context.parse, context.number.first - 1, context.measure.dimension
    if phrase == "over" and dimension == "duration":
        return parse.word[at] != phrase or parse.pos[at - 1] in ("NOUN", "PROPN", "NUM", "ADV", "PUNCT")
    if parse.word[at] != phrase or dimension not in ("count", "money"):
        return False
    governs = parse.head[at] < at
    is_topic = parse.lemma[at - 1] in word_set("number_cues", cue="topic")
    counts = dimension == "count" and context.next_pos in ("NOUN", "PROPN", "ADJ")
    return is_topic or parse.tag[at] == "RP" or (governs and counts)


def _is_particle(context: Context, at: int) -> bool:
    """Return whether a word before a number belongs to a verb of no change: "shot down 19 drones"."""
    parse, moves = context.parse, word_set("number_cues", cue="move")
    if context.measure.unit or parse.word[context.number.stop] == "points":
        moves |= word_set("number_cues", cue="move by a unit")
    return parse.pos[at - 1] in VERBS and parse.lemma[at - 1] not in moves


def _bounds(side: str) -> dict[str, str]:
    return word_map("bounds", "bound", side=side)


@cache
def _patterns() -> tuple[tuple[str, ...], re.Pattern, re.Pattern]:
    """Compile the phrases before and after a number; first come the last words before it, as patterns are slow."""
    last_words = {phrase.split()[-1] for phrase in _bounds("before")} | {" a", " an", " another", " full"}
    before, after = (any_of(_bounds(side), r"\s+") for side in ("before", "after"))
    between = r"(?:\b(?:an?|another|the full)\s+)?(?:[(“\"]\s*)?"
    before = re.compile(rf"(?i)(?<!\w)((?ai:{before}))\s*{between}$")
    return tuple(last_words), before, re.compile(rf"\s?-?\s?((?ai:{after}))(?!\w)")
