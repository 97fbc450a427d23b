"""Collocations: which words occur near each other more often than expected by chance?"""

from collections.abc import Collection
from functools import partial

import numpy as np
import pandas as pd

from analysis.matching import warn_missing
from analysis.measures.association import association_scores
from analysis.rates import check_counts, measure_by
from analysis.tables import By, add_counts, check_by, check_columns, count, in_parts, takes_parts, values_in
from analysis.word_parts import fold
from analysis.words import check_chosen, check_words


@takes_parts
def count_collocations(
    words: pd.DataFrame, asked: By = None, *, window: int | None = 5, sides: bool = False, by: By = None
) -> pd.DataFrame:
    """Count how often two chosen words occur near each other in a sentence.

    The most frequent pairs come first, equally frequent ones in alphabetical order. A word near itself is not
    counted. The counts of two corpora that share no document add up to the counts of both together.

    Args:
        words: the table from `choose_words`, with `sent_id`.
        asked: count only pairs with this word or these words; None counts all pairs. Case and the form of apostrophes
            make a difference only for a word that is written as in the column `word`. A warning names what does not
            occur.
        window: the largest distance of two words, in running words. With None, two words in one sentence are near
            each other, and each sentence counts once for a pair.
        sides: count what is left of the words in `asked` and what is right of them apart. The two counts of a pair
            add up to its count without `sides`.
        by: a column of `words` to count within, or several.

    Columns:
        (with `by`, these columns), word_a (one of `asked`; without `asked`, the first in alphabetical order), word_b,
        (with `sides`, side: "left" where word_b comes before word_a, else "right"), n (how often they are near each
        other; with window=None, the number of sentences with both), doc_freq (documents with the pair).

    Raises:
        KeyError: `words` has no column `word`, `sent_id` or `by`.
        ValueError: `window` is less than 1, `sides` lacks asked words or a window, or `by` names a column that the
            result may have.

    >>> words = pd.DataFrame({"doc_id": "a", "sent_id": 0, "word": ["civil", "war", "ended"]})
    >>> count_collocations(words, "war", sides=True)[["word_b", "side"]].values.tolist()
    [['civil', 'left'], ['ended', 'right']]
    """
    if sides and (asked is None or window is None):
        remedy = "name one or several in asked, and for the whole sentence use window=1000"
        raise ValueError(f"sides=True counts what is left and right of a word within a window: {remedy}")
    check_chosen(words)
    forms = None if asked is None else _find_forms(words, [asked] if isinstance(asked, str) else asked)
    by = check_by(words, "words", by, ["word_a", "word_b", "side", "n", "doc_freq"])
    counts = _count_pairs(words, forms, window, sides, by)
    return counts.sort_values(by, kind="stable", ignore_index=True)


def _find_forms(words: pd.DataFrame, asked: Collection[str]) -> set[str]:
    """Return the words that are meant: as they are written, or else in any case and with any apostrophe."""
    names = values_in(words, "word")
    folded = {name: fold(name) for name in names} if not names.issuperset(asked) else {}
    loose = {fold(word) for word in asked if word not in names}
    warn_missing("words", asked, [word for word in asked if word in names or fold(word) in folded.values()])
    return names.intersection(asked) | {name for name, form in folded.items() if form in loose}


@in_parts(add_counts)
def _count_pairs(
    words: pd.DataFrame, forms: set[str] | None, window: int | None, sides: bool, by: list[str]
) -> pd.DataFrame:
    words, _ = check_words(words, by, [])
    text, names = _number_words(words, window, by)
    pairs = _pair(text, window)
    pairs = pairs[pairs["word_a"] != pairs["word_b"]]
    a, b = pairs["word_a"], pairs["word_b"]
    if forms is None:
        pairs = pairs.assign(word_a=np.minimum(a, b), word_b=np.maximum(a, b))
    else:
        pairs = pd.concat([pairs.assign(side="right"), pairs.assign(word_a=b, word_b=a, side="left")])
        pairs = pairs[pairs["word_a"].isin(np.flatnonzero(names.isin(forms)))]
    counts = count(pairs, [*by, "word_a", "word_b", *(["side"] if sides else [])])
    return counts.assign(word_a=names.take(counts["word_a"]), word_b=names.take(counts["word_b"]))


def measure_collocations(
    words: pd.DataFrame, counts: pd.DataFrame, *, window: int | None = 5, by: By = None
) -> pd.DataFrame:
    """Measure how much more often two words occur near each other than expected by chance.

    The count expected by chance is the number of neighbours of one word times the other word's share of all
    neighbours. With window=None, it is the number of sentences with one word times the share of sentences with the
    other. Where left and right were counted apart, it is the number of pairs with one word in the first place times
    the share of pairs with the other word in the second place. The measures rank pairs. They are no tests, because the
    words of a text are not independent of each other: read the sentences.

    Args:
        words: the table from `choose_words` that was counted.
        counts: the table from `count_collocations`, or some of its rows, such as those with n of 3 or more. A column
            `side` means that left and right were counted apart.
        window, by: the same as for `count_collocations`.

    Columns:
        those of `counts`, n_a, n_b (occurrences of each word; with window=None, sentences with it), expected (the
        count expected by chance), mi (mutual information: high for exclusive pairs, unreliable where n is small),
        t (t-score: high for frequent pairs), log_dice (14 for two words that are always together, more if a window
        contains a word twice; comparable between corpora), g2 (log-likelihood ratio, negative where the pair is
        rarer than expected).

    Sources:
        mi, t, g2: see `analysis.measures.association`. log_dice: Rychlý 2008, A Lexicographer-Friendly Association
        Score, RASLAN: 14 + log2(2 n / (n_a + n_b)). Expected counts in windows and in sentences: Evert 2008, Corpora
        and collocations, in Corpus Linguistics, an International Handbook, ch. 58. Left and right apart: Church and
        Hanks 1990, Computational Linguistics 16(1), 22-29, who count one word after the other within a window.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `counts` were counted in other words or with another window or `by`, or `window` is less than 1.

    >>> words = pd.DataFrame({"doc_id": "a", "sent_id": [0, 0, 1], "word": ["civil", "war", "peace"]})
    >>> counts = count_collocations(words, window=None)
    >>> measure_collocations(words, counts, window=None)[["mi", "log_dice"]].values
    array([[ 1., 14.]])
    """
    words, by = check_words(words, by)
    check_columns(counts, "counts", [*by, "word_a", "word_b", "n"], "use the table from count_collocations")
    return pd.concat([counts, measure_by(words, counts, by, partial(_measure, window=window))], axis=1)


def _measure(words: pd.DataFrame, counts: pd.DataFrame, window: int | None) -> pd.DataFrame:
    text, names = _number_words(words, window, [])
    n_of = np.bincount(text.loc[text["word"] >= 0, "word"], minlength=len(names))
    a, b = (names.get_indexer(counts[column]) for column in ("word_a", "word_b"))
    pairs = _pair(text, window)[["word_a", "word_b"]].to_numpy()
    if "side" in counts:
        left = (counts["side"] == "left").to_numpy()
        first, second = np.where(left, b, a), np.where(left, a, b)
    else:
        first, second, pairs = a, b, np.concatenate([pairs, pairs[:, ::-1]])
    base, n = len(names) + 1, counts["n"].to_numpy()  # a word that does not occur has the number -1
    found = pd.Series(pairs @ [base, 1]).value_counts().reindex(first * base + second, fill_value=0)
    remedy = "use the words, the window and the by of the counts"
    check_counts(counts, ["word_a", "word_b"], found.to_numpy(), remedy)
    firsts, seconds, total = n_of, n_of, text["sentence"].nunique()
    if window is not None:
        firsts, seconds = (np.bincount(place, minlength=len(names)) for place in pairs.T)
        total = len(pairs)
    measures = association_scores(n, firsts[first], seconds[second], total).assign(n_a=n_of[a], n_b=n_of[b])
    measures["log_dice"] = 14 + np.log2(2 * n / (n_of[a] + n_of[b]))
    return measures[["n_a", "n_b", "expected", "mi", "t", "log_dice", "g2"]]


def _number_words(words: pd.DataFrame, window: int | None, by: list[str]) -> tuple:
    """Return sentence and word (numbered, -1 if not chosen) of each running word, and the words in alphabetical order.

    Without a window, a word that is repeated in a sentence has one row. With `by`, each of its values in a sentence is
    a sentence of its own.
    """
    if window is not None and window < 1:
        raise ValueError(f"window is {window}: it must be 1 or more words, or None for the sentence")
    check_columns(words, "words", ["sent_id"], "collocations need the sentences from annotate()")
    keys = list(dict.fromkeys(["doc_id", *by]))
    sentences = words.groupby([*keys, "sent_id"], observed=True, dropna=False, sort=False)
    word = words["word"].astype("category").cat
    text = words[keys].assign(sentence=sentences.ngroup(), word=word.codes.astype("int64"))
    text = text.sort_values("sentence", kind="stable")
    return text.drop_duplicates(["sentence", "word"]) if window is None else text, word.categories


def _pair(text: pd.DataFrame, window: int | None) -> pd.DataFrame:
    """Return the first and the second word of each pair in a sentence, with the columns of the first."""
    sentence, word = text["sentence"].to_numpy(), text["word"].to_numpy()
    rows, found, distance = np.arange(len(text)), [np.empty((2, 0), int)], 1
    while len(rows) and (window is None or distance <= window):
        rows = rows[rows + distance < len(text)]
        rows = rows[sentence[rows] == sentence[rows + distance]]
        near = rows[(word[rows] >= 0) & (word[rows + distance] >= 0)]
        found.append((near, near + distance))
        distance += 1
    first, second = np.concatenate(found, axis=1)
    pairs = text.drop(columns=["sentence", "word"]).iloc[first]
    return pairs.assign(word_a=word[first], word_b=word[second])
