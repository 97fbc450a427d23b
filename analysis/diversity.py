"""How varied is the vocabulary of a text?"""

import numpy as np
import pandas as pd

from analysis.rates import join_reasons
from analysis.tables import By, check_by, check_known, group_rows
from analysis.words import check_words, choose_words

THRESHOLD = 0.72  # MTLD: a stretch ends where its share of different words falls below this
SAMPLE = 42  # HD-D: the number of words drawn
MTLD_LENGTH = 100  # MTLD was not tested on texts with fewer words
_MEASURES = ["words", "types", "ttr", "mattr", "mtld", "hdd", "yule_k"]


def measure_diversity(
    tokens: pd.DataFrame, documents: pd.DataFrame | None = None, *, by: By = "doc_id", window: int = 50
) -> pd.DataFrame:
    """Measure how varied the vocabulary of each document or other group is.

    The share of different words (ttr) falls with the length of a text, so compare it only between texts of equal
    length; the other measures depend less on length. In a group of several texts, mattr and mtld treat the texts as
    one. A group without words keeps its row, with the reasons why it has no values.

    Args:
        tokens: the table from `annotate`, of which all words in lower case are measured; or the table from
            `choose_words`, of which the chosen words are measured.
        documents: keeps the documents, or other groups, that have no row in `tokens` because they are empty.
        by: the column or columns to measure within; groups come in alphabetical order, or in that of the categories.
            None measures all texts as one.
        window: the number of words in a window of mattr.

    Columns:
        (the columns `by`), words, types (different words), ttr (types divided by words), mattr (the mean ttr of
        all windows), mtld (the mean length, in words, of stretches whose ttr stays at 0.72 or above), hdd (the
        expected ttr of 42 words drawn at random), yule_k (10,000 times the probability that two words are the same:
        high values mean little variety), reason (why a value is NaN; else empty).

    Sources:
        mattr: Covington and McFall 2010, Cutting the Gordian Knot, Journal of Quantitative Linguistics 17(2).
        mtld: McCarthy and Jarvis 2010, MTLD, vocd-D, and HD-D, Behavior Research Methods 42(2), 381-392: the
        mean of reading forwards and backwards; the words after the last complete stretch count as a part of one;
        no value below 100 words, the shortest texts of their tests. hdd: the same, and 2007, Language Testing
        24(4). yule_k: Yule 1944, The Statistical Study of Literary Vocabulary, as in Tweedie and Baayen 1998,
        Computers and the Humanities 32(5).

    Raises:
        KeyError: a table has no column `by`, or `documents` lacks a document of the words.
        ValueError: `window` is less than 1.

    >>> words = pd.DataFrame({"doc_id": "a", "word": ["no", "war", "no", "peace"]})
    >>> measure_diversity(words, window=2)[["words", "types", "ttr", "mattr"]].values.tolist()
    [[4.0, 3.0, 0.75, 1.0]]
    """
    if window < 1:
        raise ValueError(f"window is {window}: it must be 1 or more words")
    words = tokens if "word" in tokens else choose_words(tokens, unit="lower", pos=None)
    words, by = check_words(words, by, [*_MEASURES, "word", "reason"])
    known, name = (tokens, "tokens") if documents is None else (documents, "documents")
    check_known(tokens, "tokens", known)
    rows = _append_groups(words, known[check_by(known, name, by)], by)
    groups = group_rows(rows.assign(word=pd.factorize(rows["word"])[0]), by)["word"]  # -1: no word
    measures = [_measure_text(text[text >= 0].to_numpy(), window) for _, text in groups]
    table = pd.DataFrame(measures, groups.size().index, _MEASURES, dtype=float).reset_index(drop=not by)
    table = table.astype({"words": "int64", "types": "int64"})
    limits = {"ttr": 1, "yule_k": 2, "hdd": SAMPLE, "mattr": window, "mtld": MTLD_LENGTH}
    reasons = {f"no {name}: fewer than {n} words": table["words"] < n for name, n in limits.items()}
    reasons["no mtld: no word is repeated"] = table["mtld"].isna() & (table["words"] >= MTLD_LENGTH)
    return table.assign(reason=join_reasons(reasons, table.index))


def _append_groups(words: pd.DataFrame, known: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Append a row without a word for each group: a document that is all punctuation has no other row.

    A column takes the categories of either table, if they include all its values: groups come in their order.
    """
    rows = pd.concat([words[[*by, "word"]], known.drop_duplicates()], ignore_index=True)
    for column in by:
        for kind in (known[column].dtype, words[column].dtype):
            if isinstance(kind, pd.CategoricalDtype) and rows[column].dropna().isin(kind.categories).all():
                rows[column] = rows[column].astype(kind)
    return rows


def _measure_text(word: np.ndarray, window: int) -> tuple:
    """Return words, types, ttr, mattr, mtld, hdd and yule_k of a text, whose words are numbered."""
    words, n = len(word), np.unique(word, return_counts=True)[1]
    ttr = len(n) / words if words else np.nan
    yule_k = 1e4 * ((n.astype(float) ** 2).sum() - words) / words**2 if words > 1 else np.nan
    mattr = _mattr(word, window) if words >= window else np.nan
    mtld = _mtld(word) if words >= MTLD_LENGTH else np.nan
    hdd = _hdd(n, words) if words >= SAMPLE else np.nan
    return words, len(n), ttr, mattr, mtld, hdd, yule_k


def _mattr(word: np.ndarray, window: int) -> float:
    """Average the ttr of all windows: a word adds a type to those that begin after its previous occurrence."""
    at, windows = np.arange(len(word)), len(word) - window + 1
    previous = pd.Series(at).groupby(word).shift(fill_value=-1).to_numpy()
    first = np.maximum(previous, at - window) + 1
    return np.maximum(np.minimum(at + 1, windows) - first, 0).sum() / (window * windows)


def _hdd(n: np.ndarray, words: int) -> float:
    """Sum the probability of each type to be among 42 words drawn at random, and divide by 42."""
    step = np.arange(SAMPLE)
    often, types = np.unique(n, return_counts=True)  # few different numbers, since most words are rare
    missed = np.prod((words - often[:, None] - step).clip(0) / (words - step), axis=1)
    return types @ (1 - missed) / SAMPLE


def _mtld(word: np.ndarray) -> float:
    stretches = np.array([_count_stretches(word), _count_stretches(word[::-1])])
    return (len(word) / stretches).mean() if stretches.all() else np.nan


def _count_stretches(word: np.ndarray) -> float:
    """Count the stretches, each of which ends where its share of types falls below the threshold."""
    stretches, types, length = 0, set(), 0
    for number in word.tolist():
        types.add(number)
        length += 1
        if len(types) / length < THRESHOLD:
            stretches, types, length = stretches + 1, set(), 0
    rest = (1 - len(types) / length) / (1 - THRESHOLD) if length else 0
    return stretches + rest
