"""How evenly a word is spread over the parts of a corpus, and how far its rate would vary in other texts."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

_CELLS = 2**22  # numbers that one array holds: 32 MB


def measure_dispersion(occurrences: csr_array, sizes: np.ndarray) -> pd.DataFrame:
    """Measure how evenly each word is spread over parts of known sizes.

    With v the occurrences of a word in each of k parts, f their sum, s each part's share of all words, and p
    the word's rate in each part (v over the part's size):

    - range: the number of parts where v > 0;
    - juilland_d: 1 - sd(p) / mean(p) / sqrt(k - 1), with the standard deviation of the population. From 0
      (all in one part) to 1 (even). Juilland and Chang-Rodríguez 1964, Frequency Dictionary of Spanish Words;
      with rates, as parts differ in size: Gries 2008.
    - dp: sum(|v / f - s|) / 2. From 0 (even) towards 1. Gries 2008, Dispersions and adjusted frequencies in
      corpora, International Journal of Corpus Linguistics 13(4), doi:10.1075/ijcl.13.4.02gri.
    - dp_norm: dp / (1 - min(s)), which reaches 1. Lijffijt and Gries 2012, ibid. 17(1),
      doi:10.1075/ijcl.17.1.08lij.

    Args:
        occurrences: a row a word, a column a part; no entry twice.
        sizes: the number of running words of each part, none of them 0.

    Columns:
        range; juilland_d, dp, dp_norm: NaN for a word that does not occur, and for a single part.

    >>> thirds = measure_dispersion(csr_array([[2, 1, 0]]), np.array([3, 3, 3]))
    >>> round(thirds["dp_norm"].item(), 2)  # the example of Lijffijt and Gries 2012, page 148
    0.5
    """
    words, parts = occurrences.shape
    row = np.repeat(np.arange(words), np.diff(occurrences.indptr))
    part, v = occurrences.indices, occurrences.data
    found = np.bincount(row, minlength=words)
    share = sizes / sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        f = np.bincount(row, v, minlength=words)
        # A part without the word adds its share, so only the others need to be looked at.
        excess = np.abs(v / f[row] - share[part]) - share[part]
        dp = np.maximum(0, 1 + np.bincount(row, excess, minlength=words)) / 2
        rate = v / sizes[part]
        mean = np.bincount(row, rate, minlength=words) / parts
        squares = np.bincount(row, (rate - mean[row]) ** 2, minlength=words) + (parts - found) * mean**2
        juilland_d = np.maximum(0, 1 - np.sqrt(squares / parts) / mean / np.sqrt(parts - 1.0))
        dp_norm = dp / (1 - share.min(initial=1))
    measures = pd.DataFrame({"juilland_d": juilland_d, "dp": dp, "dp_norm": dp_norm}).round(12)  # 0 is 0
    measures[(found == 0) | (parts < 2)] = np.nan
    measures.insert(0, "range", found)
    return measures


def bootstrap_rates(
    occurrences: csr_array, sizes: np.ndarray, *, resamples: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % percentile interval of each word's rate, over parts drawn anew with replacement.

    The draws are the same for all words, so an interval does not depend on which other words there are.
    Memory is bounded: words and draws are taken in turns.

    Args:
        occurrences, sizes: as for `measure_dispersion`.
        resamples: how often to draw as many parts as there are.
        seed: of the draws.

    Returns the lower and the upper ends, as occurrences per running word.

    >>> low, high = bootstrap_rates(csr_array([[1, 2, 3]]), np.array([10, 20, 30]), resamples=100, seed=0)
    >>> bool(np.allclose([low, high], 0.1))
    True
    """
    low, high = np.full((2, occurrences.shape[0]), np.nan)
    at_once = _words_at_once(resamples)
    for first in range(0, len(low) if len(sizes) else 0, at_once):
        words = slice(first, first + at_once)
        n, drawn_words = _resample(occurrences[words], sizes, resamples, seed)
        low[words], high[words] = np.percentile(n / drawn_words, [2.5, 97.5], axis=1)
    return low, high


def bootstrap_log_ratios(
    target: tuple[csr_array, np.ndarray],
    reference: tuple[csr_array, np.ndarray],
    *,
    resamples: int,
    seeds: tuple[int | list[int], int | list[int]],
) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % percentile interval of the binary logarithm of how many times more frequent each word is.

    The parts of the two sides are drawn apart. A word that a draw has not at all counts as half an occurrence.

    Args:
        target, reference: occurrences and sizes of each, as for `measure_dispersion`; the same words.
        resamples: how often to draw.
        seeds: of the draws of each side. They must differ: the same would draw the sides alike.

    Returns the lower and the upper ends.

    >>> twice = csr_array([[2, 4]]), np.array([10, 20])
    >>> once = csr_array([[1, 2]]), np.array([10, 20])
    >>> bool(np.allclose(bootstrap_log_ratios(twice, once, resamples=100, seeds=(0, 1)), 1))
    True
    """
    low, high = np.full((2, target[0].shape[0]), np.nan)
    at_once = _words_at_once(resamples)
    for first in range(0, len(low), at_once):
        words = slice(first, first + at_once)
        logs = [
            np.log2(np.maximum(n, 0.5) / drawn_words)
            for n, drawn_words in (
                _resample(occurrences[words], sizes, resamples, seed)
                for (occurrences, sizes), seed in zip((target, reference), seeds, strict=True)
            )
        ]
        low[words], high[words] = np.percentile(logs[0] - logs[1], [2.5, 97.5], axis=1)
    return low, high


def _words_at_once(resamples: int) -> int:
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}: it must be 1 or more draws")
    return max(1, _CELLS // resamples)


def _resample(
    occurrences: csr_array, sizes: np.ndarray, resamples: int, seed: int | list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Draw parts anew: the occurrences of each word in each draw, and the words of each draw."""
    random = np.random.default_rng(seed)
    n, words = np.empty((occurrences.shape[0], resamples)), np.empty(resamples)
    at_once = max(1, _CELLS // len(sizes))
    for first in range(0, resamples, at_once):
        draws = min(at_once, resamples - first)
        drawn = random.integers(len(sizes), size=(draws, len(sizes)))
        cells = drawn * draws + np.arange(draws)[:, None]
        times = np.bincount(cells.ravel(), minlength=len(sizes) * draws).reshape(len(sizes), draws)
        n[:, first : first + draws] = occurrences @ times
        words[first : first + draws] = sizes @ times
    return n, words
