"""How often words occur in each text."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def count_in_texts(words: pd.DataFrame, names: pd.Index) -> tuple["csr_array", np.ndarray]:
    """Return how often each word of `names` occurs in each text, and the running words of each text.

    Args:
        words: doc_id and word of each running word.
        names: the words that are counted, each a row of the sparse matrix; the columns are the texts.

    >>> words = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "war", "no"]})
    >>> occurrences, sizes = count_in_texts(words, pd.Index(["war"]))
    >>> occurrences.toarray().tolist(), sizes.tolist()
    ([[2, 0]], [2, 1])
    """
    text, doc_ids = pd.factorize(words["doc_id"], sort=True)
    return count_matrix(words["word"], text, names, len(doc_ids)), np.bincount(text)


def count_matrix(word: pd.Series, text: np.ndarray, names: pd.Index, texts: int) -> "csr_array":
    """Return how often each word of `names` (a row) occurs in each text (a column), as a sparse matrix.

    >>> count_matrix(pd.Series(["war", "no", "war"]), np.array([0, 0, 1]), pd.Index(["war"]), 2).toarray().tolist()
    [[1, 1]]
    """
    from scipy.sparse import coo_array

    row = names.get_indexer(word)
    asked = row >= 0
    ones = np.ones(asked.sum(), "int64")
    return coo_array((ones, (row[asked], text[asked])), shape=(len(names), texts)).tocsr()
