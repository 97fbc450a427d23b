"""Which words stand near each other more often than chance would have it?"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.association import measure_attraction, q_value
from analysis.selection import CONTENT, Tags, Unit, running_words, select_words
from analysis.tables import check_columns


def count_collocations(
    tokens: pd.DataFrame,
    words: str | Collection[str] | None = None,
    *,
    window: int | None = 5,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] | None = None,
    headline: bool = True,
) -> pd.DataFrame:
    """Count which two words stand near each other, never across the end of a sentence.

    The most frequent come first, equals by alphabet. The counts of two sets of documents, none of them in
    both, add up to those of all. A word near itself is not counted.

    Args:
        tokens: what `annotate` gives.
        words: a word or several, to count only what stands near these; None counts all pairs.
        window: how many words to the left and right are near, of all running words; None: the whole
            sentence, and a sentence counts once for a pair, however often they stand in it.
        unit, pos, stop_words, headline: which words make pairs, as for `count_words`.

    Columns:
        word_a (with `words`, one of these; else the first by alphabet), word_b, n (times, or sentences, that
        they are near each other), doc_freq (documents with any).

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.
        ValueError: `window` is less than 1.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token": ["Civil", "war", "ended"]})
    >>> count_collocations(tokens, "war", unit="lower", pos=None)["word_b"].to_list()
    ['civil', 'ended']
    """
    text = _read(tokens, window, unit=unit, pos=pos, stop_words=stop_words, headline=headline)
    a, b, doc = _pair(text, window)
    if words is None:
        back = a > b
        a, b = np.where(back, b, a), np.where(back, a, b)
    else:
        asked = [words] if isinstance(words, str) else words
        wanted = text.words.isin([word.lower() if unit == "lower" else word for word in asked])
        a, b, doc = np.append(a, b), np.append(b, a), np.append(doc, doc)
        a, b, doc = a[wanted[a]], b[wanted[a]], doc[wanted[a]]
    # Hashing is several times faster than sorting so many pairs; the distinct ones are few.
    pair, pairs = pd.factorize(a * max(len(text.words), 1) + b)
    documents = doc.max(initial=0) + 1
    in_docs = pd.unique(pair * documents + doc) // documents
    first, second = np.divmod(pairs, max(len(text.words), 1))
    counts = pd.DataFrame(
        {
            "word_a": text.words[first],
            "word_b": text.words[second],
            "n": np.bincount(pair, minlength=len(pairs)),
            "doc_freq": np.bincount(in_docs, minlength=len(pairs)),
        }
    )
    # The words are numbered by alphabet, so the pairs are, too.
    order = np.lexsort([pairs, -counts["n"]])
    return counts.iloc[order].reset_index(drop=True)


def measure_collocations(
    tokens: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    window: int | None = 5,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] | None = None,
    headline: bool = True,
) -> pd.DataFrame:
    """Tell how much more often than by chance two words stand near each other.

    By chance, what stands near a word would be any word, each as often as it stands near anything. So
    expected is the number of neighbours of the one, times the other's share of all neighbours; by sentences,
    the sentences with the one, times the share of all sentences with the other. The tests take each place
    for an independent draw, which words in texts are not: use them to rank, and read the sentences.

    Args:
        tokens: the table that was counted.
        counts: what `count_collocations` gave, or some of its rows, such as those with n of 3 or more.
        window, unit, pos, stop_words, headline: as they were given to `count_collocations`.

    Columns:
        word_a, word_b, n, doc_freq (and all else in `counts`), n_a, n_b (occurrences of each word, or
        sentences with it), expected, mi (high: strong, but unsure where n is small), t (high: frequent and
        sure), log_dice (14, where they are always together; comparable
        between corpora; above 14 where a window holds a word twice), g2 (negative below
        expectation), p, q (adjusted for the rows given).

    Sources:
        mi, t, g2, p, q: see `analysis.association`. log_dice: Rychlý 2008, A Lexicographer-Friendly
        Association Score, RASLAN, 14 + log2(2 n / (n_a + n_b)). Chance in a window, and in sentences: Evert
        2008, Corpora and collocations, in Corpus Linguistics, an International Handbook, ch. 58.

    Raises:
        KeyError, ValueError, TypeError: as `count_collocations` does.
        ValueError: a word of `counts` is not in these tokens.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": [0, 0, 1], "token": ["civil", "war", "peace"]})
    >>> counts = count_collocations(tokens, window=None, unit="lower", pos=None)
    >>> measure_collocations(tokens, counts, window=None, unit="lower", pos=None)[["mi", "log_dice"]].values
    array([[ 1., 14.]])
    """
    text = _read(tokens, window, unit=unit, pos=pos, stop_words=stop_words, headline=headline)
    a, b = (text.words.get_indexer(counts[column]) for column in ("word_a", "word_b"))
    here = text.word[text.word >= 0]
    n_of = np.append(np.bincount(here, minlength=len(text.words)), 0)  # the last is that of unknown words
    unknown = [*counts["word_a"][n_of[a] == 0], *counts["word_b"][n_of[b] == 0]]
    if unknown:
        raise ValueError(
            f"counts has {unknown[0]!r}, which is not counted in these tokens: give measure_collocations the "
            "same tokens and arguments as count_collocations"
        )
    near, total = _count_neighbours(text, window)
    n = counts["n"].to_numpy()
    measures = measure_attraction(n, near[a], near[b], total).set_axis(counts.index)
    measures.insert(3, "log_dice", 14 + np.log2(2 * n / (n_of[a] + n_of[b])))
    measures["q"] = q_value(measures["p"])
    return pd.concat([counts.assign(n_a=n_of[a], n_b=n_of[b]), measures], axis=1)


class _Text(NamedTuple):
    """Running words: a number for each sentence, the word (-1: not one to pair) and the document."""

    sentence: np.ndarray
    word: np.ndarray
    doc: np.ndarray
    words: pd.Index  # by alphabet


def _read(tokens: pd.DataFrame, window: int | None, *, headline: bool, **options: object) -> _Text:
    if window is not None and window < 1:
        raise ValueError(f"window is {window}: it must be 1 or more words, or None for the sentence")
    remedy = "words are near within a sentence, which needs a table from annotate()"
    check_columns(tokens, "tokens", ["sent_id"], remedy)
    chosen = select_words(tokens, headline=headline, **options)
    rows = np.flatnonzero(running_words(chosen.tokens, headline=headline).word >= 0)
    doc, sent_id = chosen.doc[rows], chosen.tokens["sent_id"].to_numpy()[rows]
    new = np.append(True, (doc[1:] != doc[:-1]) | (sent_id[1:] != sent_id[:-1]))[: len(rows)]
    sentence = np.cumsum(new) - 1
    order = np.argsort(chosen.words.to_numpy(object))
    rank = np.append(np.argsort(order), -1)
    word = rank[chosen.word[rows]].astype(np.int64)
    if window is None:  # each word once in a sentence
        size = len(order) + 1
        once, first = np.unique(sentence * size + word + 1, return_index=True)
        sentence, word, doc = once // size, once % size - 1, doc[first]
    return _Text(sentence, word, doc, chosen.words[order])


def _pair(text: _Text, window: int | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give both words and the document of each pair, one distance after the other for all places at once."""
    sentence, word, doc, _ = text
    rows, distance, found = np.arange(len(word)), 0, []
    while len(rows) and (window is None or distance < window):
        distance += 1
        rows = rows[rows + distance < len(word)]
        rows = rows[sentence[rows] == sentence[rows + distance]]
        near = rows[(word[rows] >= 0) & (word[rows + distance] >= 0) & (word[rows] != word[rows + distance])]
        found.append((word[near], word[near + distance], doc[near]))
    nothing = (np.empty(0, np.int64),) * 3
    a, b, doc = zip(nothing, *found, strict=True)
    return np.concatenate(a), np.concatenate(b), np.concatenate(doc)


def _count_neighbours(text: _Text, window: int | None) -> tuple[np.ndarray, float]:
    """Count the neighbours of each word, and all; by sentences, those with each word, and all."""
    sentence, word, _, words = text
    chosen = word >= 0
    if window is None:
        return np.bincount(word[chosen], minlength=len(words)), sentence.max(initial=-1) + 1
    place, before = np.arange(len(word)), np.append(0, np.cumsum(chosen))
    first = np.maximum(np.searchsorted(sentence, sentence), place - window)
    beyond = np.minimum(np.searchsorted(sentence, sentence, side="right"), place + window + 1)
    near = (before[beyond] - before[first] - 1)[chosen]
    return np.bincount(word[chosen], near, minlength=len(words)), near.sum()
