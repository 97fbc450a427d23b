"""Say how much there is in a corpus."""

import pandas as pd

from analysis.checks import check_columns
from analysis.selection import running_words


def describe_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Tell how much there is: texts, sentences, words and dates, over all or per value of a column.

    Words are the tokens with a letter or digit that are neither punctuation nor symbols.

    Args:
        documents: what `read_corpus` gives.
        tokens: what `annotate` gives for them.
        by: a column of `documents`, such as "outlet".

    Columns:
        group (the value of `by`, or "all"), documents, sentences, words, shortest, longest (words of a
        document), first, last (dates, NaT where none is known).

    Raises:
        KeyError: `documents` has no column `by`.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token": ["Go", "!"], "pos": ["VERB", "PUNCT"]})
    >>> describe_corpus(pd.DataFrame({"doc_id": ["a"], "date": [pd.NaT]}), tokens)["words"].item()
    1
    """
    check_columns(documents, "documents", ["doc_id", "date", *([by] if by else [])])
    check_columns(tokens, "tokens", ["doc_id", "sent_id"], "describe what annotate() gives")
    doc_id = documents["doc_id"].astype("str")
    running = running_words(tokens)
    words = running.tokens.loc[running.word >= 0, "doc_id"].astype("str").value_counts()
    sentences = tokens[["doc_id", "sent_id"]].drop_duplicates()["doc_id"].astype("str").value_counts()
    table = pd.DataFrame(
        {
            "group": "all" if by is None else documents[by].astype("str").fillna("(not given)"),
            "doc_id": doc_id,
            "words": doc_id.map(words).fillna(0).astype("int64"),
            "sentences": doc_id.map(sentences).fillna(0).astype("int64"),
            "date": pd.to_datetime(documents["date"]),
        }
    )
    return table.groupby("group", as_index=False).agg(
        documents=("doc_id", "size"),
        sentences=("sentences", "sum"),
        words=("words", "sum"),
        shortest=("words", "min"),
        longest=("words", "max"),
        first=("date", "min"),
        last=("date", "max"),
    )
