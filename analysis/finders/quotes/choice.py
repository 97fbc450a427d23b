"""Stage 7: choose among candidates by the weights of their features; the outermost quotation wins."""

from collections import defaultdict
from math import exp

from analysis.finders.lists import word_map
from analysis.finders.parse import Span
from analysis.finders.quotes.features import Candidate
from analysis.finders.quotes.quoted_contents import AFTER_COMMA

DOUBTFUL = 0.5  # by what the confidence of a theme, or of a noun's noun ("praise for"), is multiplied
SURE = 0.6  # the confidence from which a quotation swallows those inside it


def read_weights() -> dict[str, float]:
    return {feature: float(weight) for feature, weight in word_map("quote_weights", "weight").items()}


def choose(proposals: list[Candidate], weights: dict[str, float]) -> list[tuple[Candidate, float]]:
    """The best proposal of each cue with its confidence, without those inside a surer one; in the order of the text.

    The confidence is the probability that the cue introduces a quotation at all: a multinomial logit over its
    proposals and "none of them" (McFadden 1974).
    """
    scores: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for number, proposal in enumerate(proposals):
        total = weights["intercept"] + sum(weights.get(feature, 0.0) for feature in proposal.features)
        scores[proposal.head].append((total, -number))
    best = []
    for rivals in scores.values():
        odds = sum(exp(total) for total, _ in rivals)
        proposal = proposals[-max(rivals)[1]]
        is_doubtful = "theme" in proposal.features or proposal.rule == "noun_preposition"
        best.append((proposal, odds / (1 + odds) * (DOUBTFUL if is_doubtful else 1)))
    return outermost(best)


def outermost(found: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Leave out, of two that share their words, the doubtful one, and what has its cue inside another quotation."""
    kept: dict[int, tuple[Candidate, float]] = {}
    owners: dict[int, list[int]] = defaultdict(list)
    claims = [AFTER_COMMA in one.features and score >= SURE for one, score in found]
    for number in sorted(range(len(found)), key=lambda number: (not claims[number], -found[number][1])):
        tokens = _tokens(found[number][0].pieces)
        rivals = {rival for token in tokens for rival in owners[token]}
        if not any(_share(found[number][0], kept[rival][0]) for rival in rivals):
            kept[number] = found[number]
            for token in tokens:
                owners[token].append(number)
    result = [
        (one, score)
        for number, (one, score) in kept.items()
        if not any(kept[o][1] >= min(SURE, score) for o in owners[one.head] if o != number)
    ]
    return _inherit(sorted(result, key=lambda item: item[0].pieces[0]))


def _inherit(found: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Who "warns" in "Lee said that prices rose, warning that ..." is Lee: no subject inside what is quoted."""
    speakers = {token: one.speaker for one, _ in found for token in _tokens(one.pieces)}
    return [
        (one._replace(speaker=speakers[one.speaker.first]), score)
        if one.speaker and "speaker:climbed" in one.features and one.speaker.first in speakers
        else (one, score)
        for one, score in found
    ]


def _tokens(pieces: tuple[Span, ...]) -> list[int]:
    return [token for piece in pieces for token in range(*piece)]


def _share(one: Candidate, other: Candidate) -> bool:
    """Tell whether two contents are mostly the same words, neither holding the other's cue."""
    mine, theirs = set(_tokens(one.pieces)), set(_tokens(other.pieces))
    if one.head in theirs or other.head in mine:
        return False
    return len(mine & theirs) > 0.5 * min(len(mine), len(theirs))
