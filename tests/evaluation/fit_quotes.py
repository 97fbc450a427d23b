"""Fit the weights by which proposals for quotations are compared: analysis/lexicons/quote_weights.csv.

    python tests/evaluation/fit_quotes.py GOLD.jsonl WEIGHTS.csv

A multinomial logit for each cue over its proposals and "none of them", with a small quadratic penalty; features are
dropped, the least telling first, until FEATURES are left. Of GOLD, one half by a checksum of the id is read, and the
other half is kept for a test. Contents count as found where they share half of their words.
"""

import argparse
import json
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from analysis import annotate
from analysis.finders.parse import Parse, read_parses
from analysis.finders.quotes import Marks, Proposal, propose

FEATURES = 79
PENALTY = 0.5
MIN_N = 12
OVERLAP = 0.5
HEADER = """\
# Weights of the features of a proposed quotation: what speaks for it (above 0) and against it.
# Source: fitted by tests/evaluation/fit_quotes.py on half of the PolNeAR corpus (Newell, Margolin and Ruths 2018), of
# which nothing else is used here. Licence: MIT, as the kit.
"""


def is_fitted_on(doc_id: str) -> bool:
    return zlib.crc32(doc_id.encode()) % 2 == 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("weights", type=Path)
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as lines:
        gold = [row for row in map(json.loads, lines) if is_fitted_on(row["id"])]
    cues = list(_cues(gold))
    names, weights = _fit_fewest(cues)
    rows = [
        f"intercept,{weights[-1]:.2f}",
        *(f"{name},{weight:.2f}" for name, weight in sorted(zip(names, weights, strict=False))),
    ]
    arguments.weights.write_text(HEADER + "word,weight\n" + "\n".join(rows) + "\n", encoding="utf-8")


def _cues(gold: list[dict]):
    """For every cue that may report speech: its proposals, each with whether it is right."""
    documents = pd.DataFrame({"doc_id": [row["id"] for row in gold], "text": [row["text"] for row in gold]})
    quotes = {row["id"]: row["quotes"] for row in gold}
    for doc_id, parse in read_parses(annotate(documents)[0], documents):
        known = [([_tokens(parse, [span]) for span in quote["content"]], _tokens(parse, quote["cue"] or []),
                  quote["speech"] == "speech") for quote in quotes[doc_id]]  # fmt: skip
        proposals = defaultdict(list)
        for proposal in propose(parse, Marks(parse)):
            proposals[proposal.cue.head].append(proposal)
        for head, rivals in proposals.items():
            if any(speech and any(head in piece for piece in pieces) for pieces, _, speech in known):
                continue  # the outermost quotation alone counts
            judged = [_judge(parse, proposal, known) for proposal in rivals]
            if "belief" not in judged:
                yield [
                    (proposal.features, verdict == "right")
                    for proposal, verdict in zip(rivals, judged, strict=True)
                ]


def _tokens(parse: Parse, spans: list[list[int]]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        found.update(token for token in range(*parse.tokens_in(start, end)) if parse.pos[token] != "PUNCT")
    return found


def _judge(parse: Parse, proposal: Proposal, known: list[tuple[list[set[int]], set[int], bool]]) -> str:
    tokens = {token for piece in proposal.pieces for token in range(*piece) if parse.pos[token] != "PUNCT"}
    is_quoted = "all_quoted" in proposal.features or "part_quoted" in proposal.features
    for pieces, cue, speech in known:
        if is_quoted and proposal.cue.head in cue:  # other pieces may be joined to it later
            pieces = [piece for piece in pieces if piece & tokens]
        content = set().union(*pieces)
        both = len(tokens & content)
        if both and both >= OVERLAP * len(tokens | content):
            return "right" if speech else "belief"
    return "wrong"


def _fit_fewest(cues: list) -> tuple[list[str], np.ndarray]:
    n = Counter(feature for cue in cues for features, _ in cue for feature in set(features))
    names = [feature for feature, count in n.most_common() if count >= MIN_N]
    while True:
        weights, worth = _fit(cues, names)
        if len(names) <= FEATURES:
            return names, weights
        keep = np.sort(np.argsort(-worth)[: max(FEATURES, int(len(names) * 0.95))])
        names = [names[place] for place in keep]


def _fit(cues: list, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The weights, and by how much the loss grows where each is left out."""
    proposals = [proposal for cue in cues for proposal in cue]
    column = {name: place for place, name in enumerate(names)}
    places = [
        [column[name] for name in set(features) if name in column] + [len(names)] for features, _ in proposals
    ]
    rows = np.repeat(np.arange(len(places)), [len(place) for place in places])
    x = csr_matrix((np.ones(len(rows)), (rows, np.concatenate(places))))
    right = np.array([is_right for _, is_right in proposals])
    sizes = np.array([len(cue) for cue in cues])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(cues)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.exp(np.clip(x @ weights, -30, 30))
        total = 1 + np.add.reduceat(odds, starts)
        good = np.add.reduceat(odds * right, starts)
        wanted = np.where(good > 0, good, 1)  # "none of them" where no proposal is right
        share = np.where(right, odds / wanted[of], 0)
        gradient = x.T @ (odds / total[of] - share)
        penalty = PENALTY * np.append(weights[:-1], 0)
        return -np.log(wanted / total).sum() + penalty @ weights / 2, gradient + penalty

    weights = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    without = weights * (1 - np.eye(len(weights)))[: len(names)]
    return weights, np.array([loss(row)[0] for row in without]) - loss(weights)[0]


if __name__ == "__main__":
    main()
