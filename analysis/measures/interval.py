"""Intervals over texts: how far may a rate, a share or a ratio differ in other texts like these?"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# The least that kept its promise in simulations: tests/evaluation/COVERAGE.json.
MIN_TEXTS = 10
MIN_EFFECTIVE = 3  # texts, in effect: two texts with half of the occurrences each are two
_CELLS = 2**21  # numbers that one array holds: 16 MB


def log_interval(*sides: tuple["csr_array", np.ndarray], odds: bool = False) -> pd.DataFrame:
    """Return the 95 % interval of the logarithm of rates, or of the ratio of the rates of two sides.

    Each text in turn is left out (jackknife): the squared changes of the logarithm add up to its variance. Texts,
    not words, are the units, because words of one text depend on each other; both sides may be in the same texts. The
    interval is that of Student's t with f - 1 degrees of freedom, where f is the effective number of texts.

    f is the square of a sum divided by the sum of squares: 10 for a word that is equally frequent in 10 texts, 1 for
    a word of one text. It is computed for the occurrences and for the running words of each side; the lowest is used.

    Simulations with rates that vary between texts by a coefficient of variation of up to 2 held what is promised. What
    varies still more, such as the names of a single story, has intervals that are too narrow.

    Args:
        sides: one or two pairs: the occurrences (a sparse matrix with a row for each word and a column for each text)
            and the running words of each text. With two pairs, the first rate is divided by the second.
        odds: compare the occurrences with the rest of each text, not with the whole: the interval of a share is then
            between 0 and 1.

    Columns:
        low, high (natural logarithms), p (of the hypothesis that the logarithm is 0, by the same t), reason (why they
        are NaN; else empty).

    Sources:
        Miller 1974, The Jackknife - A Review, Biometrika 61(1), 1-15 (without the factor (n - 1) / n, which makes
        intervals too short). f: Kish 1965, Survey Sampling, sec. 11.7. Why texts: Lijffijt et al. 2016, Digital
        Scholarship in the Humanities 31(2), 374-397.

    >>> from scipy.sparse import csr_array
    >>> ends = log_interval((csr_array([[1, 3] * 5]), np.array([100] * 10)))
    >>> np.exp(ends[["low", "high"]]).round(3).values.tolist()
    [[0.013, 0.03]]
    """
    rows, texts = sides[0][0].shape[0], min(np.count_nonzero(sizes) for _, sizes in sides)
    few = "no interval: one text" if texts == 1 else f"no interval: fewer than {MIN_TEXTS} texts"
    ends = pd.DataFrame({"low": np.nan, "high": np.nan, "p": np.nan, "reason": few}, range(rows))
    if texts < MIN_TEXTS or not rows:
        return ends
    at_once = max(1, _CELLS // sides[0][0].shape[1])
    chunks = [slice(first, first + at_once) for first in range(0, rows, at_once)]
    parts = [_interval([(n[chunk].toarray(), sizes) for n, sizes in sides], odds) for chunk in chunks]
    return pd.concat(parts, ignore_index=True)


def _interval(sides: list[tuple[np.ndarray, np.ndarray]], odds: bool) -> pd.DataFrame:
    from scipy.special import stdtr, stdtrit

    estimate, changes, effective = 0, 0, np.inf
    with np.errstate(divide="ignore", invalid="ignore"):
        for sign, (n, sizes) in zip((1, -1), sides, strict=False):
            for power, x in ((sign, n), (-sign, sizes - n if odds else sizes)):
                total = x.sum(axis=-1, keepdims=True)
                estimate = estimate + power * np.log(total)
                changes = changes + power * np.log1p(-x / total)
                effective = np.minimum(effective, total**2 / (x**2).sum(axis=-1, keepdims=True))
        error = np.sqrt((changes**2).sum(axis=-1, keepdims=True))
        reach = stdtrit(effective - 1, 0.975) * error
        p = 2 * stdtr(effective - 1, -np.abs(estimate) / error)
    reasons = {
        f"no interval: a {'share of 0 or 1' if odds else 'count is 0'}": np.isnan(effective),
        f"no interval: it rests on fewer than {MIN_EFFECTIVE} texts, in effect": effective < MIN_EFFECTIVE,
        "no interval: all texts have the same rate": error < 1e-9,
    }
    reason = np.select(list(reasons.values()), list(reasons), "")[:, 0]
    ends = np.where((reason == "")[:, None], np.hstack([estimate - reach, estimate + reach, p]), np.nan)
    return pd.DataFrame(ends, columns=["low", "high", "p"]).assign(reason=reason)
