"""Bootstrap intervals: how much would a measure differ in other texts like these?"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_CELLS = 2**22  # numbers that one array holds: 32 MB


def bootstrap_interval(
    samples: Sequence[tuple["csr_array", np.ndarray]], statistic: Callable, *, resamples: int, seeds: Sequence
) -> np.ndarray:
    """Return the 95 % percentile interval of a statistic of each word, over parts drawn with replacement.

    The draws are the same for all words, so an interval does not depend on which other words there are.

    Args:
        samples: a pair for each side, whose parts are drawn separately: the occurrences (a sparse matrix with a
            row for each word and a column for each part) and the running words of each part.
        statistic: a function of the occurrences of each word in each draw and the running words of each draw,
            for each sample in turn.
        resamples: the number of draws; each draws as many parts as there are.
        seeds: a seed for each sample. Seeds must differ, or all samples would have the same draws.

    Returns two rows: the lower and the upper end for each word.

    Raises:
        ValueError: `resamples` is less than 1.

    >>> from scipy.sparse import csr_array
    >>> sample = csr_array([[1, 2, 3]]), np.array([10, 20, 30])
    >>> bool(np.allclose(bootstrap_interval([sample], np.divide, resamples=100, seeds=[0]), 0.1))
    True
    """
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}: it must be 1 or more draws")
    draws = [
        _draw_parts(len(sizes), resamples, seed) for (_, sizes), seed in zip(samples, seeds, strict=True)
    ]
    words = samples[0][0].shape[0]
    interval = np.full((2, words), np.nan)
    at_once = max(1, _CELLS // resamples)
    for first in range(0, words, at_once):
        rows, totals = slice(first, first + at_once), []
        for (occurrences, sizes), times in zip(samples, draws, strict=True):
            totals += [occurrences[rows] @ times, sizes @ times]
        interval[:, rows] = np.percentile(statistic(*totals), [2.5, 97.5], axis=1)
    return interval


def _draw_parts(parts: int, resamples: int, seed: int | list[int]) -> np.ndarray:
    """Return how often each part (row) is in each draw (column)."""
    drawn = np.random.default_rng(seed).integers(parts, size=(resamples, parts))
    return np.apply_along_axis(np.bincount, 1, drawn, minlength=parts).T
