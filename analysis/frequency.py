"""What counts of words tell by themselves: how steeply they fall (Zipf), and which set a text apart (tf-idf)."""

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analysis.tables import check_columns

MIN_TYPES = 20  # a line through fewer words tells nothing


def fit_zipf(counts: pd.DataFrame) -> pd.DataFrame:
    """Tell how steeply word frequencies fall with rank: Zipf's law, with the exponent's interval.

    The r-th most frequent word is taken to occur in proportion to 1 / r ** exponent, over as many ranks as
    there are words; the exponent is that of the largest likelihood. In long texts it is near 1 when all
    words are counted, in short ones lower. The interval takes words for independent draws, and their ranks
    for known; neither is so, and it is too narrow.

    Args:
        counts: what `count_words` gives, for one group; best with unit="lower", pos=None.

    Columns:
        exponent, low, high (95 % interval from the curvature of the likelihood), n (occurrences), types
        (different words), reason (why a value is NaN; else empty). One row.

    Sources:
        Zipf 1949, Human Behavior and the Principle of Least Effort. Why not a line through logarithms:
        Clauset, Shalizi and Newman 2009, Power-law distributions in empirical data, SIAM Review 51(4).

    Raises:
        ValueError: a word is there twice, as in counts of several groups.

    >>> counts = pd.DataFrame({"word": [f"w{i}" for i in range(100)], "n": [1000 // i for i in range(1, 101)]})
    >>> fit_zipf(counts)["exponent"].round(1).item()
    1.0
    """
    check_columns(counts, "counts", ["n"], "give what count_words gives")
    twice = counts["word"][counts["word"].duplicated()] if "word" in counts else ()
    if len(twice):
        raise ValueError(f"counts has {twice.iloc[0]!r} more than once: give the counts of one group")
    n = np.sort(counts["n"][counts["n"] > 0].to_numpy(float))[::-1]
    exponent = spread = np.nan
    if len(n) >= MIN_TYPES:
        log_rank = np.log(np.arange(1, len(n) + 1))
        mean = n @ log_rank / n.sum()
        # The fitted mean falls with the exponent; at 0 it is that of equal frequencies, never below the mean.
        steep = 1.0
        while _mean_log_rank(steep, log_rank) > mean:
            steep *= 2
        flat = _mean_log_rank(0, log_rank) <= mean
        exponent = 0.0 if flat else brentq(lambda s: _mean_log_rank(s, log_rank) - mean, 0, steep, xtol=1e-14)
        variance = _mean_log_rank(exponent, log_rank, power=2) - _mean_log_rank(exponent, log_rank) ** 2
        spread = 1.959963984540054 / np.sqrt(n.sum() * variance)
    reason = "" if len(n) >= MIN_TYPES else f"no exponent: fewer than {MIN_TYPES} different words"
    fit = {"exponent": exponent, "low": exponent - spread, "high": exponent + spread}
    row = pd.DataFrame([fit | {"n": int(n.sum()), "types": len(n)}])
    return row.assign(reason=pd.Series([reason], dtype="str"))


def tf_idf(counts: pd.DataFrame, *, by: str = "doc_id") -> pd.DataFrame:
    """Weigh words by how much they set a text apart: frequent in it, and in few others.

    A word that every text has weighs nothing, so one text alone has no weights but 0.

    Args:
        counts: what `count_words` gave with the same `by`, for all texts.
        by: the column that was counted within: a document, or another group.

    Columns:
        those of `counts`, groups (how many values of `by` have the word), tf_idf (n times the natural
        logarithm of the number of values of `by`, over groups). Within `by` the heaviest come first.

    Sources:
        Spärck Jones 1972, A statistical interpretation of term specificity, Journal of Documentation 28(1);
        Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, ch. 6.2.

    Raises:
        KeyError: `counts` lacks a column.

    >>> counts = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "the", "the"], "n": [2, 3, 4]})
    >>> tf_idf(counts)["tf_idf"].round(2).to_list()
    [1.39, 0.0, 0.0]
    """
    check_columns(counts, "counts", [by, "word", "n"], f"count with count_words(tokens, by={by!r})")
    groups = counts.groupby("word", observed=True)["n"].transform("size")
    every = counts[by].nunique(dropna=False)
    weighed = counts.assign(groups=groups.astype("int64"), tf_idf=counts["n"] * np.log(every / groups))
    return weighed.sort_values([by, "tf_idf", "word"], ascending=[True, False, True], ignore_index=True)


def _mean_log_rank(exponent: float, log_rank: np.ndarray, power: int = 1) -> float:
    share = np.exp(-exponent * log_rank)
    return share @ log_rank**power / share.sum()
