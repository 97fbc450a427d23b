"""Permutation test: how often do texts that are drawn at random differ as much as the two sides compared?"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.measures.association import q_value

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_BLOCK = 1000  # draws, after which words with enough hits are done
_ENOUGH = 20  # hits: more of them change p little
_MOST = 10**8  # random numbers of all draws together, which take about five seconds
_CELLS = 2**21  # numbers that one array holds: 16 MB


def permutation_test(
    counts: tuple["csr_array", "csr_array"], sizes: tuple[np.ndarray, np.ndarray], *, seed: int = 0
) -> pd.DataFrame:
    """Return p and q of the difference between two sides, for each word.

    Whole texts are drawn, so p is right even if a word comes in bursts. There are two designs:

    - Each text is on one side: as many texts as are on the smaller side are drawn for it, the others are on the
      other side. The difference is the sum of Pearson residuals over the texts of a side: occurrences less those
      expected from the rate of all texts, over their standard deviation. The sum itself is over its own one.
    - Texts are on both sides (their quotations and the rest, for example): in each draw, the two parts of each text
      change sides with probability 1/2. The difference is the sum of the parts' differences, over their standard
      deviation. Both parts of a text must be of one size, or they could not change sides; texts on one side only
      do not count.

    The standard deviation of x expected occurrences is sqrt(x + phi * x^2), where phi says how much a word's rate
    varies from text to text. So long texts and short ones weigh what they are worth, and p is nearly right even if
    the texts of one side are longer. (The x in the weights and phi are rounded, so that words share them.)

    p is (1 + hits) / (1 + draws); a hit is a draw whose difference is at least as large, in either direction. After
    each 1,000 draws, words with at least 20 hits are done. The last draw is number 100 * words, but at least 10,000
    and at most 100 million / texts (but 1,000 in any case): with many texts or words, the least p are upper bounds.
    The draws are the same for all words and depend neither on the order of the sides nor on that of the words.

    A word in too few texts cannot have a small p. Its least p is known before any draw: the share of draws that
    bring all texts with the word to the same side. As q is never below p, words whose least p is above 0.05 could
    have no q of at most 0.05. They have neither p nor q, and q does not count them as tests.

    Args:
        counts: for each side how often each word (a row) occurs in each text (a column).
        sizes: for each side the running words of each text; 0 where the text is not on this side.
        seed: the seed of the draws.

    Columns:
        p, q: NaN for words in too few texts.

    Sources:
        Mildenberger 2023, Assessing Keyness using Permutation Tests, arXiv:2308.13383. The standard deviation is
        that of a negative binomial model: McCullagh and Nelder 1989, Generalized Linear Models, ch. 6.2.3. Draws
        until there are enough hits: Besag and Clifford 1991, Biometrika 78(2), 301-304. 1 + hits: Phipson and Smyth
        2010, Statistical Applications in Genetics and Molecular Biology 9(1), 39. Words without a p: Tarone 1990,
        Biometrics 46(2), 515-522.

    >>> from scipy.sparse import csr_array
    >>> counts, sizes = csr_array([[1] * 6 + [0] * 6]), np.array([9] * 6 + [0] * 6)
    >>> p = permutation_test((counts, 0 * counts), (sizes, sizes[::-1]))["p"]
    >>> bool(0 < p.item() < 0.01)  # the word is in all texts of one side and in none of the other
    True
    """
    on_both = (sizes[0] > 0) & (sizes[1] > 0)
    within = bool(on_both.any())
    if within:
        counts, sizes = [side[:, on_both] for side in counts], [side[on_both] for side in sizes]
    every, lengths = (counts[0] + counts[1]).tocsr(), sizes[0] + sizes[1]
    chosen = 0 if within else min(np.count_nonzero(side) for side in sizes)
    tested = _least_p(every, chosen) <= 0.05
    p = np.full(len(tested), np.nan)
    if tested.any():
        excess = (counts[0] - counts[1]).tocsr() if within else every
        weighted = _weigh(excess[tested], every[tested], lengths)
        observed = np.sign(sizes[0])[:, None].astype(float)
        p[tested] = _draw_until_enough(weighted, observed, chosen, seed)
    return pd.DataFrame({"p": p, "q": q_value(p)})


def _least_p(every: "csr_array", chosen: int) -> np.ndarray:
    """Return for each word the share of draws that bring all texts with the word to the same side."""
    from scipy.special import gammaln

    texts, occurs = every.shape[1], np.diff(every.indptr)
    if not chosen:
        return 2.0 ** (1 - occurs)
    most = np.minimum(occurs, chosen)
    logarithm = gammaln(chosen + 1) - gammaln(chosen - most + 1)
    logarithm += gammaln(texts - most + 1) - gammaln(texts + 1)
    return np.exp(logarithm) * (2 if 2 * chosen == texts else 1)


def _weigh(excess: "csr_array", every: "csr_array", lengths: np.ndarray) -> tuple:
    """Return the excess of each word in each text over its standard deviation, and what is expected over it.

    Words of similar rate and phi share a row of what is expected.
    """
    n, words = every.sum(axis=1), np.repeat(np.arange(every.shape[0]), np.diff(excess.indptr))
    rates = n / lengths.sum()
    expected = rates**2 * (lengths**2).sum()
    squares = (every**2).sum(axis=1) - 2 * rates * (every @ lengths) + expected  # of the residuals
    phi = 4.0 ** np.round(np.log(np.clip((squares - n) / expected, 4.0**-5, 4.0**2)) / np.log(4))
    known, row = np.unique([2.0 ** np.round(np.log2(rates)), phi], axis=1, return_inverse=True)
    x = known[0][:, None] * lengths
    weights = 1 / np.sqrt(x + known[1][:, None] * x**2)
    excess.data = excess.data * weights[row[words], excess.indices]
    return excess, weights * lengths, row


def _draw_until_enough(weighted: tuple, observed: np.ndarray, chosen: int, seed: int) -> np.ndarray:
    """Return p of each word after as many draws as it needs."""
    rng, (words, texts) = np.random.default_rng(seed), weighted[0].shape
    most = min(max(100 * words, 10_000), max(_MOST // texts, 1)) // _BLOCK * _BLOCK
    at_once = max(1, _CELLS // max(words, texts))
    left, hits, draws = np.arange(words), np.zeros(words), np.zeros(words)
    least = _difference(weighted, left, observed, chosen) - 1e-12 * abs(weighted[0]).sum(axis=1)[:, None]
    for _ in range(max(most, _BLOCK) // _BLOCK):
        for first in range(0, _BLOCK, at_once):
            drawn = _draw(rng, min(at_once, _BLOCK - first), texts, chosen)
            hits[left] += (_difference(weighted, left, drawn, chosen) >= least[left]).sum(axis=1)
        draws[left] += _BLOCK
        left = left[hits[left] < _ENOUGH]
        if not len(left):
            break
    return (1 + hits) / (1 + draws)


def _difference(weighted: tuple, words: np.ndarray, drawn: np.ndarray, chosen: int) -> np.ndarray:
    """Return how much the sides differ, for each word (row) in each draw (column)."""
    excess, expected, row = weighted
    sums = excess[words] @ drawn
    if chosen:
        share = (expected @ drawn) / expected.sum(axis=1)[:, None]  # of what is expected of all texts
        drawn = drawn.sum(axis=0)
        spread = np.sqrt(drawn * (1 - 2 * share) + len(expected[0]) * share**2)
        sums = (sums - excess[words].sum(axis=1)[:, None] * share[row[words]]) / spread[row[words]]
    return np.abs(sums)


def _draw(rng: np.random.Generator, draws: int, texts: int, chosen: int) -> np.ndarray:
    """Return which texts (rows) are drawn in each draw (column): 1 or 0, or 1 and -1 where their parts change sides."""
    numbers = rng.random((draws, texts))
    if not chosen:
        return np.where(numbers < 0.5, -1.0, 1.0).T
    drawn = np.zeros((draws, texts))
    np.put_along_axis(drawn, numbers.argpartition(chosen - 1, axis=1)[:, :chosen], 1, axis=1)
    return drawn.T
