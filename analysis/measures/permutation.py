"""Permutation test: how often do texts that are drawn at random differ as much as the two groups compared?"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_LEVEL = 0.05
_BLOCK = 1000  # draws, after which words with enough hits are done
_ENOUGH = 100  # hits: p is then known to about a tenth
_MOST = 5 * 10**8  # random numbers of all draws together, which take about half a minute
_CELLS = 2**21  # numbers that one array holds: 16 MB


def permutation_test(
    occurrences: "csr_array", sizes: np.ndarray, in_target: np.ndarray, *, seed: int = 0
) -> np.ndarray:
    """Return the p-value of the difference between two groups of texts, for each word.

    Whole texts change groups, so p is right even if a word comes in bursts, as long as it does so in both groups alike:
    if it varies more in the group with fewer texts, p is too small. In each draw, as many texts as are in the
    smaller group are drawn for it. The difference is the sum of a word's excess over the rate of all texts, each text
    divided by its standard deviation, so that long and short texts count for what they can show. p is
    (1 + hits) / (1 + draws); a hit is a draw with at least as large a difference, in either direction.

    The standard deviation of x expected occurrences is sqrt(x + phi * x^2), where phi says how much a word's rate
    varies from text to text. (x and phi are rounded, so that words share the weights.) After each 1,000 draws, words
    with at least 100 hits are done. The last draw is number 400 * words, so that a single word can have a small q, but
    at least 10,000 and at most 500 million divided by the number of texts: with more texts, the least p are too high.
    The draws are the same for all words, in whatever order.

    A word in few texts cannot have a small p: its least p is the share of draws that bring all its texts into the same
    group. Words whose least p is too high for any test among so many words have no p (Tarone's rule).

    Args:
        occurrences: how often each word (a row) occurs in each text (a column).
        sizes: the running words of each text, none of them 0.
        in_target: whether each text is in the target.
        seed: the seed of the draws.

    Returns p; NaN for words in too few texts.

    Sources:
        Mildenberger 2023, Assessing Keyness using Permutation Tests, arXiv:2308.13383. The standard deviation is
        that of a negative binomial model: McCullagh and Nelder 1989, Generalized Linear Models, ch. 6.2.3. Draws
        until there are enough hits: Besag and Clifford 1991, Biometrika 78(2), 301-304. 1 + hits: Phipson and Smyth
        2010, Statistical Applications in Genetics and Molecular Biology 9(1), 39. Words without a p: Tarone 1990,
        Biometrics 46(2), 515-522.

    >>> from scipy.sparse import csr_array
    >>> counts, in_target = csr_array([[1] * 6 + [0] * 6]), np.arange(12) < 6
    >>> p = permutation_test(counts, np.full(12, 9), in_target)
    >>> bool(0 < p.item() < 0.01)  # the word is in all texts of one group and in none of the other
    True
    """
    chosen = min(in_target.sum(), (~in_target).sum())
    tested = _testable(_least_p(np.diff(occurrences.indptr), len(sizes), chosen))
    p = np.full(len(tested), np.nan)
    if tested.any():
        weighted = _weigh(occurrences[tested].astype(float), sizes)
        p[tested] = _draw_until_enough(weighted, in_target[:, None].astype(float), chosen, seed)
    return p


def _least_p(found_in: np.ndarray, texts: int, chosen: int) -> np.ndarray:
    """Return for each word the share of draws that bring all texts with the word into the same group."""
    from scipy.special import gammaln

    most = np.minimum(found_in, chosen)
    logarithm = gammaln(chosen + 1) - gammaln(chosen - most + 1)
    logarithm += gammaln(texts - most + 1) - gammaln(texts + 1)
    return np.exp(logarithm) * (2 if 2 * chosen == texts else 1)


def _testable(least: np.ndarray) -> np.ndarray:
    """Return whether each word can have a p of 0.05 / k, for the least k that leaves at most k such words."""
    k = np.arange(1, len(least) + 1)
    enough = np.searchsorted(np.sort(least), _LEVEL / k, side="right") <= k
    return least <= _LEVEL / k[enough].min(initial=len(k) + 1)


def _weigh(occurrences: "csr_array", sizes: np.ndarray) -> tuple:
    """Return the occurrences of each word in each text over their standard deviation, and what is expected over it.

    Words of similar rate and phi share a row of what is expected.
    """
    n = occurrences.sum(axis=1)
    words = np.repeat(np.arange(len(n)), np.diff(occurrences.indptr))
    rates = n / sizes.sum()
    expected = rates**2 * (sizes**2).sum()
    squares = (occurrences**2).sum(axis=1) - 2 * rates * (occurrences @ sizes) + expected  # of the residuals
    phi = 4.0 ** np.round(np.log(np.clip((squares - n) / expected, 4.0**-5, 4.0**2)) / np.log(4))
    known, row = np.unique([2.0 ** np.round(np.log2(rates)), phi], axis=1, return_inverse=True)
    x = known[0][:, None] * sizes
    weights = 1 / np.sqrt(x + known[1][:, None] * x**2)
    occurrences.data = occurrences.data * weights[row[words], occurrences.indices]
    return occurrences, weights * sizes, row


def _draw_until_enough(weighted: tuple, observed: np.ndarray, chosen: int, seed: int) -> np.ndarray:
    """Return p of each word after as many draws as it needs."""
    rng, (words, texts) = np.random.default_rng(seed), weighted[0].shape
    most = min(max(400 * words, 10_000), max(_MOST // texts, _BLOCK))
    at_once = max(1, _CELLS // max(words, texts))
    left, hits, draws = np.arange(words), np.zeros(words), np.zeros(words)
    least = _difference(weighted, left, observed) - 1e-12 * weighted[0].sum(axis=1)[:, None]
    for _ in range(most // _BLOCK):
        for first in range(0, _BLOCK, at_once):
            drawn = _draw(rng, min(at_once, _BLOCK - first), texts, chosen)
            hits[left] += (_difference(weighted, left, drawn) >= least[left]).sum(axis=1)
        draws[left] += _BLOCK
        left = left[hits[left] < _ENOUGH]
        if not len(left):
            break
    return (1 + hits) / (1 + draws)


def _difference(weighted: tuple, words: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return how much the groups differ, for each word (row) in each draw (column)."""
    found, expected, row = weighted
    share = (expected @ drawn) / expected.sum(axis=1)[:, None]  # of what is expected of all texts
    spread = np.sqrt(drawn.sum(axis=0) * (1 - 2 * share) + len(drawn) * share**2)
    excess = found[words] @ drawn - found[words].sum(axis=1)[:, None] * share[row[words]]
    return np.abs(excess) / spread[row[words]]


def _draw(rng: np.random.Generator, draws: int, texts: int, chosen: int) -> np.ndarray:
    """Return which texts (rows) are drawn in each draw (column), as 1 or 0."""
    order = rng.random((draws, texts)).argpartition(chosen - 1, axis=1)[:, :chosen]
    drawn = np.zeros((draws, texts))
    np.put_along_axis(drawn, order, 1, axis=1)
    return drawn.T
