"""Collocations: which words occur near each other more often than expected by chance?"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.measures.association import association_scores, q_value
from analysis.tables import check_columns
from analysis.words import check_words


def count_collocations(
    words: pd.DataFrame, asked: str | Collection[str] | None = None, *, window: int | None = 5
) -> pd.DataFrame:
    """Count which two chosen words occur near each other in a sentence.

    The most frequent pairs come first, equally frequent ones in alphabetical order. A word near itself is not
    counted. The counts of two sets of documents that share none add up to those of both.

    Args:
        words: the table from `choose_words`, with `sent_id`.
        asked: a word or several, to count only the words near these; None counts all pairs.
        window: how many running words to the left and right are near; None: the whole sentence, and a sentence
            counts once for a pair, however often the two words are in it.

    Columns:
        word_a (with `asked`, one of these; else the first in alphabetical order), word_b, n (how often, or in how
        many sentences, they are near each other), doc_freq (documents with the pair).

    Raises:
        KeyError: `words` has no column `word` or `sent_id`.
        ValueError: `window` is less than 1.

    >>> words = pd.DataFrame({"doc_id": "a", "sent_id": 0, "word": ["civil", "war", "ended"]})
    >>> count_collocations(words, "war")["word_b"].to_list()
    ['civil', 'ended']
    """
    pairs = _pair(_number_sentences(words, window), window)
    pairs = pairs[pairs["a"] != pairs["b"]]
    names = (
        words["word"].astype("category").cat.categories
    )  # in alphabetical order, as the words are numbered
    if asked is None:
        pairs = pairs.assign(a=np.minimum(pairs["a"], pairs["b"]), b=np.maximum(pairs["a"], pairs["b"]))
    else:
        pairs = pd.concat([pairs, pairs.rename(columns={"a": "b", "b": "a"})])
        numbers = names.get_indexer([asked] if isinstance(asked, str) else list(asked))
        pairs = pairs[pairs["a"].isin(numbers)]
    counts = pairs.groupby(["a", "b"]).agg(n=("doc_id", "size"), doc_freq=("doc_id", "nunique")).reset_index()
    counts = counts.sort_values(["n", "a", "b"], ascending=[False, True, True], ignore_index=True)
    counts.insert(0, "word_a", names[counts.pop("a")])
    counts.insert(1, "word_b", names[counts.pop("b")])
    return counts.astype({"word_a": "str", "word_b": "str"})


def measure_collocations(
    words: pd.DataFrame, counts: pd.DataFrame, *, window: int | None = 5
) -> pd.DataFrame:
    """Measure how much more often than by chance two words occur near each other.

    By chance, each neighbour of a word would be any word, as often as that word is a neighbour of others.
    The expected count is the number of neighbours of one word times the other word's share of all neighbours;
    by sentence, the sentences with one word times the share of sentences with the other. The tests assume
    independent draws, which is not so in texts: use them to rank, and read the sentences.

    Args:
        words: the table from `choose_words` that was counted.
        counts: the table from `count_collocations`, or some of its rows, such as those with n of 3 or more.
        window: as it was for `count_collocations`.

    Columns:
        those of `counts`, n_a, n_b (occurrences of each word, or sentences with it), expected, mi (high: strong,
        but unsure where n is small), t (high: frequent and sure), log_dice (14 if they are always together;
        comparable between corpora; above 14 if a window contains a word twice), g2 (negative below
        expectation), p, q (adjusted for the number of rows).

    Sources:
        mi, t, g2, p, q: see `analysis.measures.association`. log_dice: Rychlý 2008, A Lexicographer-Friendly
        Association Score, RASLAN, 14 + log2(2 n / (n_a + n_b)). Chance in a window, and in sentences: Evert
        2008, Corpora and collocations, in Corpus Linguistics, an International Handbook, ch. 58.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a word of `counts` does not occur in `words`, or `window` is less than 1.

    >>> words = pd.DataFrame({"doc_id": "a", "sent_id": [0, 0, 1], "word": ["civil", "war", "peace"]})
    >>> counts = count_collocations(words, window=None)
    >>> measure_collocations(words, counts, window=None)[["mi", "log_dice"]].values
    array([[ 1., 14.]])
    """
    check_columns(counts, "counts", ["word_a", "word_b", "n"], "use the table from count_collocations")
    text = _number_sentences(words, window)
    names = words["word"].astype("category").cat.categories
    chosen = text.loc[text["word"] >= 0, "word"]
    n_of = np.bincount(chosen, minlength=len(names))
    a, b = (names.get_indexer(counts[column]) for column in ("word_a", "word_b"))
    unknown = [*counts["word_a"][a < 0], *counts["word_b"][b < 0]]
    if unknown:
        raise ValueError(f"counts has {unknown[0]!r}, which is not in words: use the words that were counted")
    near, total = n_of, text["sentence"].nunique()
    if window is not None:
        pairs = _pair(text, window)
        near = np.bincount(pairs[["a", "b"]].to_numpy().ravel(), minlength=len(names))
        total = near.sum()
    n = counts["n"].to_numpy()
    measures = association_scores(n, near[a], near[b], total).set_axis(counts.index)
    measures.insert(3, "log_dice", 14 + np.log2(2 * n / (n_of[a] + n_of[b])))
    measures["q"] = q_value(measures["p"])
    return pd.concat([counts.assign(n_a=n_of[a], n_b=n_of[b]), measures], axis=1)


def _number_sentences(words: pd.DataFrame, window: int | None) -> pd.DataFrame:
    """Return sentence, word (numbered in alphabetical order, -1 if not chosen) and doc_id of each running word.

    Without a window, each word is there once in a sentence.
    """
    if window is not None and window < 1:
        raise ValueError(f"window is {window}: it must be 1 or more words, or None for the sentence")
    check_words(words)
    check_columns(words, "words", ["sent_id"], "collocations need the sentences from annotate()")
    sentence = words.groupby(["doc_id", "sent_id"], observed=True, sort=False).ngroup()
    word = words["word"].astype("category").cat.codes.astype("int64")
    text = pd.DataFrame({"sentence": sentence, "word": word, "doc_id": words["doc_id"]})
    return text.drop_duplicates(["sentence", "word"]) if window is None else text


def _pair(text: pd.DataFrame, window: int | None) -> pd.DataFrame:
    """Return both words (a before b) and the doc_id of each pair, one distance after the other."""
    sentence, word = text["sentence"].to_numpy(), text["word"].to_numpy()
    rows, found = np.arange(len(text)), []
    distance = 1
    while len(rows) and (window is None or distance <= window):
        rows = rows[rows + distance < len(text)]
        rows = rows[sentence[rows] == sentence[rows + distance]]
        near = rows[(word[rows] >= 0) & (word[rows + distance] >= 0)]
        found.append((near, near + distance))
        distance += 1
    first, second = np.concatenate(found, axis=1) if found else np.empty((2, 0), int)
    return pd.DataFrame({"a": word[first], "b": word[second], "doc_id": text["doc_id"].array[first]})
