"""Stage 6: choose among proposals by the weights of their features; the outermost quotation wins."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from math import exp

from analysis.finders.lists import word_map
from analysis.finders.quotes.proposals import Proposal
from analysis.finders.quotes.quoted_contents import AFTER_COMMA

DOUBTFUL = 0.5  # factor for the confidence of less certain contents: "attacked A", "praise for A"
SURE = 0.6  # from this confidence, quotations inside a quotation are dropped


def choose(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the best proposal of each cue, except those in or across a more confident one; in the order of the text.

    The proposals of a cue follow each other.
    """
    best = [_best(list(rivals)) for _, rivals in groupby(proposals, key=lambda one: one.cue.head)]
    return _inherit(_apart(_outermost(best)))


def _best(rivals: list[Proposal]) -> Proposal:
    """The best proposal of a cue. Its confidence is the probability that the cue introduces a quotation at all.

    This is a multinomial logit over the proposals and "none of them" (McFadden 1974).
    """
    weights = _weights()
    totals = [sum(weights.get(name, 0) for name in ("intercept", *one.features)) for one in rivals]
    odds, best = sum(map(exp, totals)), rivals[totals.index(max(totals))]
    is_doubtful = "theme" in best.features or best.rule == "noun_preposition"
    best.confidence = odds / (1 + odds) * (DOUBTFUL if is_doubtful else 1)
    return best


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in word_map("quote_weights", "weight").items()}


def _apart(found: list[Proposal]) -> list[Proposal]:
    """Keep the better one of two quotations that share words: in marks with a comma, or else more confident."""
    kept, taken = [], set()
    for one in sorted(found, key=lambda one: (AFTER_COMMA not in one.features, -one.confidence)):
        if taken.isdisjoint(one.tokens):
            kept.append(one)
            taken.update(one.tokens)
    return sorted(kept, key=lambda one: one.pieces[0])


def _outermost(found: list[Proposal]) -> list[Proposal]:
    """Drop the quotations whose cue is inside a more confident one."""
    outer: dict[int, float] = {}  # the highest confidence of the quotations that a token is in
    for one in sorted(found, key=lambda one: one.confidence):
        outer |= dict.fromkeys(one.tokens, one.confidence)
    return [one for one in found if outer.get(one.cue.head, 0.0) < min(SURE, one.confidence)]


def _inherit(found: list[Proposal]) -> list[Proposal]:
    """Replace subjects inside a quotation: in "Lee said that prices rose, warning that ..." it is Lee who warns."""
    quoting = {token: one.speaker for one in found for token in one.tokens}
    for one in found:
        if "speaker:climbed" in one.features:
            one.speaker = quoting.get(one.speaker.first, one.speaker)
    return found
