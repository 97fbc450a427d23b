"""Which words are frequent, and whether they are frequent everywhere."""

import pandas as pd

from analysis.readings.sentences import Reading, rank, write
from analysis.tables import check_columns

_FREQUENT = 30  # words, and those as frequent as the last of them
_FEWEST = 5  # occurrences of a frequent word


def summarise_words(counts: pd.DataFrame, documents: pd.DataFrame) -> Reading:
    """Summarise in sentences which content words are most frequent, and which are confined to few texts.

    Args:
        counts: the table from `count_words` for content words, without `by`.
        documents: the texts, a row each.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: a table lacks a column.

    >>> counts = pd.DataFrame({"word": ["war", "end"], "n": [9, 1], "doc_freq": 1})
    >>> print(summarise_words(counts, pd.DataFrame({"doc_id": ["a"]})).partition(". ")[2])
    The most frequent word is “war” (9 times); “end” occurs once.
    """
    check_columns(counts, "counts", ["word", "n", "doc_freq"], "use the table from count_words()")
    counts, texts = counts.dropna(subset=["word", "n"]).astype({"n": "int64"}), len(documents)
    counts = counts.set_index("“" + counts["word"].astype("str") + "”")
    frequent = counts[counts["n"] >= max(_FEWEST, counts["n"].nlargest(_FREQUENT).min())]
    spread, limit = counts["doc_freq"].max(), max(1, texts // 10)
    facts = {"texts": texts, "total": len(counts), "once": (counts["n"] == 1).sum(), "limit": limit}
    facts |= {"spread": spread, "widest": list(counts.index[counts["doc_freq"] == spread])}
    facts |= {"fewest": frequent["n"].min(), "confined": list(frequent.index[frequent["doc_freq"] <= limit])}
    return write("words", **facts, n_frequent=len(frequent), ranking=rank(counts["n"]))
