"""Tell how a number is meant (about, over, under), and whether it is a rise or a fall."""

import re
from functools import cache

from analysis.finders.lists import word_map, word_set
from analysis.finders.quantities.context import Context

_ROOM = 48  # characters before and behind a number in which a phrase may stand
_ADDS_UP = re.compile(r"\b(?:add\w*|sum\w*) up to$", re.I)  # no bound
_MORE_THAN = re.compile(
    r"(?:^\W*|[.?!“\"]\s*|\b(?:for|just|well|after|little|slightly|took|takes|lasted|lasts|of|is|was|to|by|spent|waited)\s+)over\s*$",
    re.I,
)
_DIRECT = frozenset(["dobj", "npadvmod", "advmod", "pobj", "attr", "nsubj", "nsubjpass", "oprd"])


def find_bound(text: str, start: int, end: int, number_end: int, *, duration: bool = False) -> str:
    """Find the phrase beside a number that makes it a bound: "at least 12", "12 or more", "12 or more years".

    The bound of a duration is no "over" that means during: $5 over three years.

    >>> find_bound("killed more than a thousand", 19, 27, 27), find_bound("12 dead", 0, 2, 2)
    ('over', 'exact')
    """
    before = _patterns()[0].search(text[max(0, start - _ROOM) : start])
    if before and not _ADDS_UP.search(before.string, 0, before.end(1)):
        during = duration and _plain(before[1]) == "over" and not _MORE_THAN.search(before.string)
        return "exact" if during else _bounds("before")[_plain(before[1])]
    behind = _patterns()[1].match(text, end) or _patterns()[1].match(text, number_end)
    return _bounds("after")[_plain(behind[1])] if behind else "exact"


def find_trend(context: Context, root: int) -> str | None:
    """Find whether a number is a rise or a fall: "fell 3 %", "down 5", "an increase of 2".

    `root` is the row of its token on which the others hang.
    """
    trends, parse = word_map("trends", "trend"), context.parse
    if context.previous in ("up", "down"):
        return trends[context.previous]
    if context.number.stop < context.sentence.stop and parse.word[context.number.stop] in ("higher", "lower"):
        return trends[parse.word[context.number.stop]]
    governor = parse.head[root]
    if governor == root:
        return None
    linked = parse.pos[governor] == "ADP"
    if linked:
        governor = parse.head[governor]
    word = parse.lemma[governor]
    if parse.pos[governor] == "NOUN":
        return (
            trends.get(word)
            if word in word_set("trends", noun="yes") and parse.dep[root] != "nummod"
            else None
        )
    if (
        parse.pos[governor] == "VERB"
        and not linked
        and (parse.dep[root] not in _DIRECT or word in word_set("number_cues", cue="cause"))
    ):
        return None
    return trends.get(word)


def _bounds(side: str) -> dict[str, str]:
    return word_map("bounds", "bound", side=side)


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    before, after = (
        "|".join(
            re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_bounds(side), key=len, reverse=True)
        )
        for side in ("before", "after")
    )
    return (
        re.compile(rf"(?:^|(?<!\w))({before})\s*(?:\b(?:an?|another|the full)\s+)?(?:[(“\"]\s*)?$", re.I),
        re.compile(rf"\s?-?\s?({after})(?!\w)", re.I),
    )


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())
