"""How often p and q of `compare_words` are small without a true difference, and how often they find one (power).

There are 262 words with rates like Zipf's in texts as long as news articles. As in `compare_words`, words with fewer
than 5 occurrences are left out.
"""

from itertools import product

import numpy as np
from scipy import stats
from scipy.sparse import csr_array
from simulate import GENERATORS, TEXTS, draw_counts, draw_sizes

from analysis.measures.association import q_value
from analysis.measures.interval import log_interval
from analysis.measures.permutation import permutation_test

RATES = 0.05 / np.arange(1, 263) ** 0.8
MIN_N, LEVEL, WANTED = 5, 0.05, 0.8
PLAIN, MANY, WITHIN = "", ", against 50 texts", ", parts of texts"
LONG, UNLIKE = ", texts three times as long", ", against 50 texts in which words do not come in bursts"
POWER_TEXTS = (15, 50)


def rows(runs: int) -> list[dict]:
    """Return rows of false positives (of a third of the runs, or a fifth where texts are many) and of power.

    A row of power is about one word that is four times as frequent in the target; no other word differs, which is the
    hardest case for q. Its ceiling is the power of a test that knows how the rates vary (the F-test of two gamma
    sums), at 0.05 for p and at 0.05 / 262 for q.
    """
    designs = [*product(GENERATORS, TEXTS, [PLAIN, WITHIN]), *product(GENERATORS, [5], [MANY])]
    found = [row for design in designs for row in _null_rows(*design, runs // (5 if design[1] == 50 else 3))]
    # Nothing is promised if the texts of one side are much longer, or their words vary more: p is then too small.
    limits = [*product(GENERATORS, [20], [LONG]), ("gamma CV 1", 10, UNLIKE), ("gamma CV 2", 10, UNLIKE)]
    for design in limits:
        found += [row | {"bound": None, "holds": None} for row in _null_rows(*design, runs // 5)]
    designs = [
        *product(GENERATORS, (1, 5), POWER_TEXTS, [PLAIN]),
        *product(GENERATORS, [5], POWER_TEXTS, [WITHIN]),
    ]
    for generator, per_500, texts, kind in designs:
        tests = [_draw_test(generator, texts, kind, run, per_500) for run in range(runs // 10)]
        for measure, values in zip("pq", np.transpose([(p[0], q[0]) for p, q in tests]), strict=True):
            row = _row(measure, f"{generator}, {per_500} per 500 words{kind}", texts, values)
            power = np.mean(values <= LEVEL)
            row |= {
                "power": power,
                "ceiling": None
                if kind
                else _ceiling(generator, texts, LEVEL / (1 if measure == "p" else 262)),
            }
            found.append(row | {"wanted": WANTED, "reached": bool(power >= WANTED)})
    return found


def _null_rows(generator: str, texts: int, kind: str, runs: int) -> list[dict]:
    """Return the share of samples with any small q, and the mean share of words with a small p."""
    tests = [_draw_test(generator, texts, kind, run) for run in range(runs)]
    offered = np.array([np.isfinite(p).mean() for p, _ in tests])
    any_q = np.array([(q <= LEVEL).any() for _, q in tests])
    small = np.array([np.mean(p[np.isfinite(p)] <= LEVEL) for p, _ in tests if np.isfinite(p).any()])
    errors = {
        "q": np.sqrt(LEVEL * (1 - LEVEL) / runs),
        "p": small.std() / np.sqrt(len(small)) if len(small) else 0,
    }
    found = []
    for measure, shares in (("q", any_q), ("p", small)):
        share, bound = shares.mean() if len(shares) else 0.0, LEVEL + 2 * errors[measure]
        row = _row(measure, generator + kind, texts, any_q) | {"offered": offered.mean()}
        found.append(row | {"false_positives": share, "bound": bound, "holds": bool(share <= bound)})
    return found


def _row(measure: str, generator: str, texts: int, runs: np.ndarray) -> dict:
    offered = np.mean(np.isfinite(runs))
    return {"measure": f"compare_words {measure}", "generator": generator, "texts": texts, "runs": len(runs),
            "offered": offered}  # fmt: skip


def _ceiling(generator: str, texts: int, level: float) -> float:
    if not (cv := GENERATORS[generator]):
        return 1.0
    ratio = stats.f(*[2 * texts / cv**2] * 2)
    return ratio.sf(ratio.isf(level / 2) / 4) + ratio.cdf(ratio.ppf(level / 2) / 4)


def _draw_test(generator: str, texts: int, kind: str, run: int, per_500: float = 0):
    """Return p and q of words in drawn texts; with `per_500`, the target has four times as many of the first one."""
    rng = np.random.default_rng([run, texts, len(kind)])
    first = np.arange(texts + (50 if kind in (MANY, UNLIKE) else texts)) < texts
    sizes = draw_sizes(rng, len(first))
    if kind == LONG:
        sizes = np.where(first, 3 * sizes, sizes)
    if kind == WITHIN:  # the target is 5 to 45 % of each text
        share = rng.uniform(0.05, 0.45, texts)
        sizes = np.concatenate([sizes[first] * share, sizes[first] * (1 - share)]).astype("int64")
    rates = np.repeat(RATES[:, None], len(first), axis=1)
    if per_500:
        rates[0] = per_500 / 500 * np.where(first, 4, 1)
    n = draw_counts(rng, generator, rates, sizes)
    if kind == UNLIKE:
        n = np.where(first, n, draw_counts(rng, "Poisson", rates, sizes))
    n = n[(n.sum(axis=1) >= MIN_N) | (np.arange(len(n)) == 0) * bool(per_500)]
    if kind == WITHIN:
        p = log_interval(*((csr_array(n[:, side]), sizes[side]) for side in (first, ~first)))["p"].to_numpy()
    else:
        p = permutation_test(csr_array(n), sizes, first, seed=run)
    return p, q_value(p)
