"""How evenly a word is spread over the parts of a corpus."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def measure_dispersion(occurrences: "csr_array", sizes: np.ndarray) -> pd.DataFrame:
    """Measure how evenly each word is spread over parts of known sizes.

    For each word, v is its occurrences in each of k parts, f their sum, s each part's share of all running words,
    and p the word's rate in each part (v over the part's size):

    - range: the number of parts where v > 0;
    - juilland_d: 1 - sd(p) / mean(p) / sqrt(k - 1), where sd is the standard deviation of the population. From
      0 (all in one part) to 1 (even). Juilland and Chang-Rodríguez 1964, Frequency Dictionary of Spanish Words;
      computed from rates, since parts differ in size: Gries 2008.
    - dp: sum(|v / f - s|) / 2. From 0 (even) to nearly 1. Gries 2008, Dispersions and adjusted frequencies in
      corpora, International Journal of Corpus Linguistics 13(4), doi:10.1075/ijcl.13.4.02gri.
    - dp_norm: dp / (1 - min(s)), which reaches 1. Lijffijt and Gries 2012, ibid. 17(1),
      doi:10.1075/ijcl.17.1.08lij.

    Args:
        occurrences: a sparse matrix with a row for each word and a column for each part.
        sizes: the number of running words of each part, none of them 0.

    Columns:
        range; juilland_d, dp, dp_norm: NaN for a word that does not occur, and for a single part.

    >>> from scipy.sparse import csr_array
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
        # Each part without the word adds its share, so only the parts with the word are computed.
        excess = np.abs(v / f[row] - share[part]) - share[part]
        dp = np.maximum(0, 1 + np.bincount(row, excess, minlength=words)) / 2
        rate = v / sizes[part]
        mean = np.bincount(row, rate, minlength=words) / parts
        squares = np.bincount(row, (rate - mean[row]) ** 2, minlength=words) + (parts - found) * mean**2
        juilland_d = np.maximum(0, 1 - np.sqrt(squares / parts) / mean / np.sqrt(parts - 1.0))
        dp_norm = dp / (1 - share.min(initial=1))
    # Rounded, so that what is 0 does not become 1e-17.
    measures = pd.DataFrame({"juilland_d": juilland_d, "dp": dp, "dp_norm": dp_norm}).round(12)
    measures[(found == 0) | (parts < 2)] = np.nan
    measures.insert(0, "range", found)
    return measures
