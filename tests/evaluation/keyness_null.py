"""How often p and q of `compare_words` are small without a true difference, and with one (power).

There are 262 words with rates like Zipf's, in texts as long as news articles. As in `compare_words`, words with fewer
than 5 occurrences are left out. Within texts, the target is 10 to 50 % of each text, and each part has its own rates.
Where the texts of the target are three times as long, p is nearly right only, so the bounds are wider.
"""

from itertools import product

import numpy as np
from scipy.sparse import csr_array
from simulate import GENERATORS, TEXTS, draw_counts, draw_sizes

from analysis.measures.permutation import permutation_test

RATES = 0.05 / np.arange(1, 263) ** 0.8
MIN_N, ALPHA, POWER = 5, 0.05, 0.8
PLAIN, LONG, MANY, WITHIN = "", ", texts three times as long", ", against 50 texts", ", within texts"
# The fewest texts with which p or q finds a word that is four times as frequent in 80 % of the samples. Its rate in
# the reference is 1 or 5 per 500 words; no other word differs, which is the hardest case for q.
FOUND = [
    ("p", "Poisson", 1, 15),
    ("p", "Poisson", 5, 15),
    ("p", "gamma CV 1", 1, 15),
    ("p", "gamma CV 1", 5, 15),
    ("p", "gamma CV 2", 1, 50),
    ("p", "gamma CV 2", 5, 50),
    ("q", "Poisson", 1, 20),
    ("q", "Poisson", 5, 15),
    ("q", "gamma CV 1", 1, 50),
    ("q", "gamma CV 1", 5, 40),
    ("q", "gamma CV 2", 1, 160),
]


def rows(runs: int) -> list[dict]:
    """Return rows of false positives (of a third of the runs, or a fifth where texts are many) and of power."""
    designs = [*product(GENERATORS, TEXTS, [PLAIN]), *product(GENERATORS, (20, 50), [WITHIN])]
    designs += [*product(GENERATORS, [5], [MANY]), *product(GENERATORS, [20], [LONG])]
    found = []
    for generator, texts, kind in designs:
        found += _null_rows(generator, texts, kind, runs // (5 if texts == 50 or kind else 3))
    for measure, generator, per_500, texts in FOUND:
        tests = [
            _draw_test(generator, texts, PLAIN, run, per_500) for run in range(runs // max(5, texts // 4))
        ]
        known = np.array([test[measure].iloc[0] for test in tests])
        share = np.mean(known <= ALPHA)
        row = _row(measure, f"{generator}, {per_500} per 500 words", texts, known)
        found.append(
            row | {"power": share, "bound": POWER, "holds": bool(share >= POWER - 2 * _error(POWER, known))}
        )
    return found


def _null_rows(generator: str, texts: int, kind: str, runs: int) -> list[dict]:
    """Return the share of samples with any small q, and the mean share of words with a small p."""
    tests = [_draw_test(generator, texts, kind, run) for run in range(runs)]
    known = np.array([test["p"].notna().mean() for test in tests])
    any_q = np.array([(test["q"] <= ALPHA).any() for test in tests])
    small = np.array([(test["p"].dropna() <= ALPHA).mean() for test in tests if test["p"].notna().any()])
    found = []
    for measure, shares in (("q", any_q), ("p", small)):
        error = _error(ALPHA, any_q) if measure == "q" else np.std(small) / np.sqrt(max(len(small), 1))
        limit = {"q": 0.1, "p": 0.055}[measure] if kind == LONG else ALPHA
        row = _row(measure, generator + kind, texts, any_q) | {"offered": known.mean()}
        share = shares.mean() if len(shares) else 0.0
        bound = limit + 2 * error
        found.append(row | {"false_positives": share, "bound": bound, "holds": bool(share <= bound)})
    return found


def _row(measure: str, generator: str, texts: int, runs: np.ndarray) -> dict:
    offered = float(np.mean(np.isfinite(runs)))
    return {"measure": f"compare_words {measure}", "generator": generator, "texts": texts, "runs": len(runs),
            "offered": offered}  # fmt: skip


def _error(share: float, runs: np.ndarray) -> float:
    return np.sqrt(share * (1 - share) / len(runs))


def _draw_test(generator: str, texts: int, kind: str, run: int, per_500: float = 0):
    """Return p and q of words in drawn texts; with `per_500`, the target has four times as many of the first one."""
    rng = np.random.default_rng([run, texts, len(kind)])
    first = np.arange(texts + (50 if kind == MANY else texts)) < texts
    sizes = draw_sizes(rng, len(first))
    if kind == LONG:
        sizes = np.where(first, 3 * sizes, sizes)
    if kind == WITHIN:  # the rest of each text has as many words as the target
        sizes = np.tile((sizes[first] * rng.uniform(0.1, 0.5, texts)).astype(int), 2)
    rates = np.repeat(RATES[:, None], len(first), axis=1)
    if per_500:
        rates[0] = per_500 / 500 * np.where(first, 4, 1)
    n = draw_counts(rng, generator, rates, sizes)
    n = n[(n.sum(axis=1) >= MIN_N) | (np.arange(len(n)) == 0) * bool(per_500)]
    if kind == WITHIN:
        sides = (csr_array(n[:, first]), csr_array(n[:, ~first])), (sizes[first], sizes[~first])
    else:
        sides = (csr_array(n * first), csr_array(n * ~first)), (sizes * first, sizes * ~first)
    return permutation_test(*sides, seed=run)
