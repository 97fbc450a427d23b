"""Choose among proposals: one table of named features with weights, and the rule that the outermost quotation wins."""

from collections import defaultdict
from functools import lru_cache
from math import exp

from analysis.lexicons import read_lexicon
from analysis.quoting.attributions import Candidate, Span

DOUBTFUL = 0.5  # by what the confidence of a theme, or of a noun's noun ("praise for"), is multiplied
SURE = 0.5  # the confidence from which a quotation swallows those inside it


@lru_cache(maxsize=1)
def read_weights() -> dict[str, float]:
    table = read_lexicon("quote_weights")
    return dict(zip(table["word"], table["weight"].astype(float), strict=True))


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
    """Leave out a quotation whose cue stands inside another, and of two that share their words the doubtful one."""
    kept: list[tuple[Candidate, float]] = []
    owners: dict[int, list[int]] = defaultdict(list)
    for number, (candidate, _) in enumerate(found):
        for token in _tokens(candidate.pieces):
            owners[token].append(number)
    for number, (candidate, score) in enumerate(found):
        outer = [other for other in owners.get(candidate.head, ()) if other != number]
        if any(found[other][1] >= min(SURE, score) and found[other][1] > 0.3 for other in outer):
            continue
        rivals = {o for token in _tokens(candidate.pieces) for o in owners[token]} - {number, *outer}
        if any(
            _share(candidate, found[rival][0]) and (found[rival][1], -rival) > (score, -number)
            for rival in rivals
        ):
            continue
        kept.append((candidate, score))
    return _inherit(sorted(kept, key=lambda item: item[0].pieces[0]))


def _inherit(found: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Who "warns" in "Lee said that prices rose, warning that ..." is Lee: no subject inside what is quoted."""
    speakers = {token: one.speaker for one, _ in found for token in _tokens(one.pieces)}
    return [
        (one._replace(speaker=speakers[one.speaker[0]]), score)
        if one.speaker and "speaker:climbed" in one.features and one.speaker[0] in speakers
        else (one, score)
        for one, score in found
    ]


def _tokens(pieces: tuple[Span, ...]) -> list[int]:
    return [token for first, last in pieces for token in range(first, last + 1)]


def _share(one: Candidate, other: Candidate) -> bool:
    """Tell whether two contents are mostly the same words, neither holding the other's cue."""
    mine, theirs = set(_tokens(one.pieces)), set(_tokens(other.pieces))
    if one.head in theirs or other.head in mine:
        return False
    return len(mine & theirs) > 0.5 * min(len(mine), len(theirs))
