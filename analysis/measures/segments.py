"""The parts of a corpus that are compared with each other, and how often each word occurs in them."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array


SEGMENTS = 10  # of a single document


def count_in_parts(words: pd.DataFrame, names: pd.Index) -> tuple["csr_array", np.ndarray]:
    """Return how often each word of `names` occurs in each part of a corpus, and the running words of each part.

    The parts are the documents, in the order of their doc_id as text, so that draws are the same in any order of the
    table. A single document is cut into ten equal segments, unless it has fewer words.

    Args:
        words: doc_id and word of each running word, in the order of the texts.
        names: the words that are counted, each a row of the sparse matrix.

    >>> words = pd.DataFrame({"doc_id": "a", "word": ["war"] * 15})
    >>> count_in_parts(words, pd.Index(["war"]))[1].tolist()
    [2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    """
    part, doc_ids = pd.factorize(words["doc_id"])
    part = doc_ids.astype("str").argsort().argsort()[part]
    if len(doc_ids) == 1 and len(part) >= SEGMENTS:
        part = np.arange(len(part)) * SEGMENTS // len(part)
    sizes = np.bincount(part)
    return count_matrix(words["word"], part, names, len(sizes)), sizes


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
