"""Stage 6: choose among proposals by the weights of their features; the outermost quotation wins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from math import exp

from analysis.finders.lists import word_map
from analysis.finders.quotes.proposals import Proposal
from analysis.finders.quotes.quoted_contents import AFTER_COMMA

DOUBTFUL = 0.5  # factor for the confidence of less certain contents: "attacked A", "praise for A"
SURE = 0.6  # from this confidence, quotations inside a quotation are dropped


def choose(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the best proposal of each cue, except those inside a more confident one; in the order of the text.

    The proposals of a cue follow each other.
    """
    best = [_best(list(rivals)) for _, rivals in groupby(proposals, key=lambda one: one.cue.head)]
    return list(_inherit(_outermost(_apart(best))))


def _best(rivals: list[Proposal]) -> Proposal:
    """The best proposal of a cue. Its confidence is the probability that the cue introduces a quotation at all.

    This is a multinomial logit over the proposals and "none of them" (McFadden 1974).
    """
    weights = word_map("quote_weights", "weight")
    totals = [sum(float(weights.get(name, 0)) for name in ("intercept", *one.features)) for one in rivals]
    odds, best = sum(map(exp, totals)), rivals[totals.index(max(totals))]
    is_doubtful = "theme" in best.features or best.rule == "noun_preposition"
    return best._replace(confidence=odds / (1 + odds) * (DOUBTFUL if is_doubtful else 1))


def _apart(found: list[Proposal]) -> list[Proposal]:
    """Keep the better one of two quotations with mostly the same words."""
    kept: list[Proposal] = []
    # The kept quotations that hold a token, and those with a piece of which it is the middle: of two pieces that share
    # more than half of the shorter one, the longer one holds the middle of the shorter one.
    holding: dict[int, list[Proposal]] = defaultdict(list)
    centred: dict[int, list[Proposal]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (AFTER_COMMA not in one.features, -one.confidence)):
        middles = [(first + stop) // 2 for first, stop in one.pieces]
        rivals = [*_all_at(middles, holding), *_all_at(one.tokens, centred)]
        if not any(_share(one, rival) for rival in rivals):
            kept.append(one)
            for tokens, place in ((one.tokens, holding), (middles, centred)):
                for token in tokens:
                    place[token].append(one)
    return sorted(kept, key=lambda one: one.pieces[0])


def _all_at(tokens: list[int], placed: dict[int, list[Proposal]]) -> list[Proposal]:
    return [one for token in tokens for one in placed.get(token, ())]


def _share(one: Proposal, other: Proposal) -> bool:
    """Whether two contents have mostly the same words, and neither contains the other's cue."""
    if one.holds(other.cue.head) or other.holds(one.cue.head):
        return False
    mine, theirs = set(one.tokens), set(other.tokens)
    return len(mine & theirs) > 0.5 * min(len(mine), len(theirs))


def _outermost(found: list[Proposal]) -> list[Proposal]:
    """Drop the quotations whose cue is inside a more confident one."""
    outer: dict[int, float] = {}  # the highest confidence of the quotations that a token is in
    for one in found:
        for token in one.tokens:
            outer[token] = max(one.confidence, outer.get(token, 0.0))
    return [one for one in found if outer.get(one.cue.head, 0.0) < min(SURE, one.confidence)]


def _inherit(found: list[Proposal]) -> Iterator[Proposal]:
    """Replace subjects inside a quotation: in "Lee said that prices rose, warning that ..." it is Lee who warns."""
    quoting = {token: one.speaker for one in found for token in one.tokens}
    for one in found:
        is_climbed = "speaker:climbed" in one.features
        yield one._replace(speaker=quoting.get(one.speaker.first, one.speaker)) if is_climbed else one
