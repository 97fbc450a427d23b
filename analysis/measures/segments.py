"""The parts of a corpus that are compared with each other, and how often each word occurs in them."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array


SEGMENTS = 10  # of a single document


def split_into_segments(doc_id: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the part of each running word, and the number of running words of each part.

    The parts are the documents. A single document is cut into ten equal segments, unless it has fewer words.

    Args:
        doc_id: the document of each running word, in the order of the texts.

    >>> split_into_segments(pd.Series(["a"] * 15))[1].tolist()
    [2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    """
    part, doc_ids = pd.factorize(doc_id)
    if len(doc_ids) == 1 and len(part) >= SEGMENTS:
        part = np.arange(len(part)) * SEGMENTS // len(part)
    return part, np.bincount(part)


def count_matrix(word: pd.Series, part: np.ndarray, names: pd.Index, parts: int) -> "csr_array":
    """Return how often each word of `names` (a row) occurs in each part (a column), as a sparse matrix.

    >>> count_matrix(pd.Series(["war", "no", "war"]), np.array([0, 0, 1]), pd.Index(["war"]), 2).toarray().tolist()
    [[1, 1]]
    """
    from scipy.sparse import coo_array

    row = names.get_indexer(word)
    asked = row >= 0
    ones = np.ones(asked.sum(), "int64")
    return coo_array((ones, (row[asked], part[asked])), shape=(len(names), parts)).tocsr()
