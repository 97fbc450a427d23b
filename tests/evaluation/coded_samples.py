"""How often is the true share of right rows within the interval of a coded sample?"""

import numpy as np
import pandas as pd
from simulate import TEXTS

from analysis import score_sample, tone_agreement

SHARES = (0.5, 0.7, 0.9, 0.95, 0.99)
BOUND = 0.93
RIGHT, WRONG = ("Wonderful.", 1), ("Wonderful.", -1)  # both word lists call it positive


def rows(runs: int) -> list[dict]:
    """Return a row for each function and sample size: the lowest coverage of the shares, the mean width of all.

    The sizes in the column `texts` are rows of a sample. One more row has samples without replacement from a table
    whose errors are in few documents.
    """
    found = []
    for measure, intervals in {"score_sample": score_intervals, "tone_agreement": tone_intervals}.items():
        for n in TEXTS:
            rng = np.random.default_rng([13, n])
            ends = intervals(n)
            each = [check(ends[rng.binomial(n, share, runs)], share) for share in SHARES]
            coverage, width = min(each)[0], np.mean([width for _, width in each])
            found.append(row(measure, "binomial", n, runs, coverage, width))
    n, table = 50, clustered_table()
    hits = [table.sample(n, random_state=np.random.default_rng([13, run])).sum() for run in range(runs)]
    coverage, width = check(score_intervals(n)[hits], table.mean())
    return [*found, row("score_sample", "errors in few documents", n, runs, coverage, width)]


def score_intervals(n: int) -> np.ndarray:
    """Return low and high of `score_sample` for 0 to n right rows of n."""
    samples = [pd.DataFrame({"correct": np.arange(n) < hits, "hits": hits}) for hits in range(n + 1)]
    return score_sample(pd.concat(samples).astype(int), by="hits")[["low", "high"]].to_numpy()


def tone_intervals(n: int) -> np.ndarray:
    """Return low and high of `tone_agreement` for 0 to n quotations, of n, on which list and coder agree."""
    samples = [[RIGHT] * hits + [WRONG] * (n - hits) for hits in range(n + 1)]
    tables = [tone_agreement(pd.DataFrame(sample, columns=["quote", "tone"])) for sample in samples]
    return np.array([table.loc[0, ["low", "high"]].to_list() for table in tables])


def clustered_table() -> pd.Series:
    """Return the column `correct` of 400 rows: 15 documents without an error, 5 in which half of 20 rows are wrong."""
    return pd.Series([1] * 300 + [1, 0] * 50)


def check(ends: np.ndarray, share: float) -> tuple[float, float]:
    """Return the share of intervals that contain the true share, and their mean width."""
    low, high = ends.T
    return float(((low <= share) & (share <= high)).mean()), float((high - low).mean())


def row(measure: str, generator: str, n: int, runs: int, coverage: float, width: float) -> dict:
    return {
        "measure": measure,
        "generator": generator,
        "texts": n,
        "runs": runs,
        "offered": 1.0,
        "coverage": round(coverage, 4),
        "width": round(float(width), 3),
        "bound": BOUND,
        "holds": coverage >= BOUND,
    }


if __name__ == "__main__":
    print(pd.DataFrame(rows(2000)).to_string())
