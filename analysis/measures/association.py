"""Measures of a two-by-two table: how far is a count from the count expected by chance?"""

import numpy as np
import pandas as pd


def log_likelihood(n: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return the log-likelihood ratio G2 of a count, negative where the count is lower than expected.

    G2 is 2 * sum(observed * ln(observed / expected)) over the four cells of the table of n, its row and column
    sums and the total. (Some authors leave out the two cells of all other words, which changes little: Rayson
    and Garside 2000.)

    Sources:
        Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence, Computational
        Linguistics 19(1), 61-74.

    >>> log_likelihood(110, 2552, 221, 31777).round(2).item()  # "the swiss", table 2 of Dunning 1993
    270.72
    """
    from scipy.special import xlog1py

    n, row, column, total = np.broadcast_arrays(*(np.asarray(v, float) for v in (n, row, column, total)))
    observed = np.array([n, row - n, column - n, total - row - column + n])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.array([row, row, total - row, total - row]) / total
        expected *= np.array([column, total - column, column, total - column])
        excess = (n * total - row * column) / total  # exactly 0 for equal rates
        relative = np.array([excess, -excess, -excess, excess]) / expected
        # The logarithm of 1 + excess / expected keeps its digits where the two are nearly equal.
        parts = xlog1py(observed, np.where(expected > 0, relative, 0))
    return np.sign(excess) * np.maximum(0, 2 * parts.sum(axis=0))


def q_value(p: np.ndarray) -> np.ndarray:
    """Return p adjusted for many tests: the expected share of false positives if this and all smaller p are accepted.

    A missing p is no test.

    Sources:
        Benjamini and Hochberg 1995, Controlling the False Discovery Rate, Journal of the Royal Statistical
        Society B 57(1), 289-300.

    >>> q_value(np.array([0.01, 0.02, 0.5])).round(2).tolist()
    [0.03, 0.03, 0.5]
    """
    p = np.asarray(p, float)
    order = np.argsort(p)
    scaled = p[order] * np.isfinite(p).sum() / np.arange(1, len(p) + 1)
    return np.fmin.accumulate(scaled[::-1])[::-1][np.argsort(order)]


def keyness_scores(
    n_target: np.ndarray, n_reference: np.ndarray, words_target: int, words_reference: int
) -> pd.DataFrame:
    """Return the keyness measures of words from their counts in a target and in a reference.

    The prior of log_odds is a word's count on both sides, so its weight is that of all running words, as in tidylo.

    Args:
        n_target, n_reference: the occurrences of each word.
        words_target, words_reference: the running words of each side.

    Columns:
        per_million_target, per_million_reference, log_ratio, g2, percent_diff, odds_ratio, bic, log_odds, log_odds_z:
        see `compare_words`; reason (why a rate or ratio is NaN; else empty).

    >>> keyness_scores([10], [5], 1000, 1000)[["log_ratio", "percent_diff"]].values.tolist()
    [[1.0, 100.0]]
    """
    a, b = np.asarray(n_target, float), np.asarray(n_reference, float)
    total = float(words_target + words_reference)
    g2 = log_likelihood(a, words_target, a + b, total)
    odds, z = log_odds(a, words_target, b, words_reference, prior=a + b, prior_words=total)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate_a, rate_b = a / words_target, b / words_reference
        measures = {
            "per_million_target": rate_a * 1e6,
            "per_million_reference": rate_b * 1e6,
            "log_ratio": log_ratio(a, words_target, b, words_reference),
            "g2": g2,
            "percent_diff": (rate_a - rate_b) * 100 / rate_b,
            "odds_ratio": a * (words_reference - b) / (b * (words_target - a)),
            "bic": np.abs(g2) - np.log(total),
            "log_odds": odds,
            "log_odds_z": z,
            "reason": "" if words_target and words_reference else "no rate: a side without words",
        }
    return pd.DataFrame(measures)


def log_ratio(
    n_target: np.ndarray, words_target: np.ndarray, n_reference: np.ndarray, words_reference: np.ndarray
) -> np.ndarray:
    """Return the binary logarithm of the ratio of two rates; no occurrence counts as half an occurrence.

    It is NaN where a side has no words.

    >>> log_ratio(10, 1000, 0, 100).item()
    1.0
    """
    target = np.maximum(n_target, 0.5) / np.where(words_target, words_target, np.nan)
    reference = np.maximum(n_reference, 0.5) / np.where(words_reference, words_reference, np.nan)
    return np.log2(target) - np.log2(reference)


def log_odds(
    n_target: np.ndarray, words_target: int, n_reference: np.ndarray, words_reference: int,
    *, prior: np.ndarray, prior_words: float,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return the log-odds ratio of each word with a Dirichlet prior, and its z: the ratio over its standard deviation.

    Args:
        n_target, words_target, n_reference, words_reference: as for `keyness_scores`.
        prior: the occurrences of each word that are added to both sides.
        prior_words: the running words that are added to both sides.

    Sources:
        Monroe, Colaresi and Quinn 2008, Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the
        Content of Political Conflict, Political Analysis 16(4), 372-403, equations 16, 20 and 22.

    >>> _, z = log_odds(1, 9, 0, 9, prior=0.05, prior_words=0.55)  # "fox" in the README of Wigderowitz's fightin_words
    >>> z.round(6).item()
    0.689423
    """
    a, b = np.asarray(n_target) + prior, np.asarray(n_reference) + prior
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(a / (words_target + prior_words - a)) - np.log(b / (words_reference + prior_words - b))
        return odds, odds / np.sqrt(1 / a + 1 / b)


def association_scores(n: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray) -> pd.DataFrame:
    """Return measures of how much more often two words occur together than expected by chance.

    n is the number of co-occurrences of the two words; row and column are the co-occurrences of each of them with
    any word; total is the number of all co-occurrences.

    - expected: row * column / total;
    - mi: log2(n / expected), pointwise mutual information. Church and Hanks 1990, Computational Linguistics
      16(1), 22-29. Highest for rare words: never rank by it alone;
    - t: (n - expected) / sqrt(n). Manning and Schütze 1999, Foundations of Statistical NLP, ch. 5.3.1;
    - g2: see `log_likelihood`.

    Columns:
        expected, mi, t, g2.

    >>> association_scores([8], [15828], [4675], [14307668])["t"].round(4).item()  # the book has 0.999932
    0.9999
    """
    n, row, column, total = (np.asarray(value, float) for value in (n, row, column, total))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = row * column / total
        mi, t = np.log2(n / expected), (n - expected) / np.sqrt(n)
    return pd.DataFrame({"expected": expected, "mi": mi, "t": t, "g2": log_likelihood(n, row, column, total)})
