"""Choose the words of a corpus once; then count them, measure their rates and dispersion, and find them again."""

import warnings
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.measures.bootstrap import bootstrap_interval
from analysis.measures.dispersion import measure_dispersion
from analysis.measures.segments import count_matrix, split_into_segments
from analysis.tables import check_by, check_columns, in_text_order, read_codes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Unit = Literal["token", "lower", "lemma"]
Tags = str | Collection[str] | None

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
_NO_WORDS = ("PUNCT", "SYM", "SPACE")
# The Universal tags (universaldependencies.org/u/pos), and what spaCy adds for white space.
_OTHER_TAGS = ["ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PRON", "SCONJ", "X"]
_TAGS = sorted([*CONTENT, *_NO_WORDS, *_OTHER_TAGS])
MIN_PARTS = 5  # fewer texts do not show how much texts differ


def choose_words(
    tokens: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] | None = None,
    ngram: int = 1,
    headline: bool = True,
) -> pd.DataFrame:
    """Return the running words of the texts, with a column `word` that contains the words to count.

    Running words are the tokens that have a letter or digit and are neither punctuation nor symbols. A running
    word that is not chosen stays in the table, with a missing `word`, because rates are per million running words
    and windows are measured in running words.

    Args:
        tokens: the table from `annotate`, with any columns to count by merged in.
        unit: what counts as the same word: "token" (as written), "lower" (the token in lower case) or "lemma".
            For tokens annotated without a model, use unit="lower" and pos=None.
        pos: the parts of speech to choose, as Universal tags; None chooses all running words. Include "PUNCT" or
            "SYM" to count punctuation or symbols as words.
        stop_words: words to leave out, such as read_lexicon("stopwords")["word"]; case is ignored.
        ngram: 2 chooses pairs of adjacent words, 3 triples, and so on. An n-gram does not cross the end of a
            sentence, and no other token (such as a comma, or a word left out by `pos` or `stop_words`) is between
            its words.
        headline: False leaves headlines out.

    Columns:
        those of `tokens`, word (missing if not chosen). One row for each running word, in the order of the
        texts. An n-gram is in the row of its first token: `word` has a blank between its words, and `token` and
        `end` are those of the whole n-gram.

    Raises:
        KeyError: `tokens` lacks a column that an argument needs.
        ValueError, TypeError: an argument has an invalid value, or a value is missing in `tokens`.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "a", "a"], "token": ["The", "war", "!"]})
    >>> choose_words(tokens, unit="lower", pos=None, stop_words=["the"])["word"].to_list()
    [nan, 'war']
    """
    _check_arguments(tokens, unit, pos, stop_words, ngram, headline)
    tokens, _ = in_text_order(tokens)
    if not headline:
        tokens = tokens[tokens["par_id"] != 0]
    word, running = read_unit(tokens, unit), is_running(tokens)
    chosen = running if pos is None else tokens["pos"].isin(_as_set(pos))
    if _as_set(pos).isdisjoint(_NO_WORDS):
        chosen = chosen & running & _has_letter(word)
    if stop_words is not None:
        chosen = chosen & ~_map_values(word, str.lower).isin({stop_word.lower() for stop_word in stop_words})
    words = tokens.assign(word=word.where(chosen))
    if ngram > 1:
        words = _join_ngrams(words, ngram)
    return words[running | chosen].reset_index(drop=True)


def count_words(words: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Count how often each chosen word occurs, and in how many documents.

    The most frequent words come first, equally frequent ones in alphabetical order. With `by`, its values are
    the first column, in order. The counts of two corpora that share no document add up to the counts of both
    together.

    Args:
        words: the table from `choose_words`.
        by: a column of `words` to count within.

    Columns:
        word, n (occurrences), doc_freq (documents with the word).

    Raises:
        KeyError: `words` has no column `word` or `by`.
        ValueError: `by` has the name of a column of the result.

    >>> words = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "war", "end"]})
    >>> count_words(words).to_dict("list")
    {'word': ['war', 'end'], 'n': [2, 1], 'doc_freq': [1, 1]}
    """
    check_words(words, by)
    keys = ["word"] if by is None else [by, "word"]
    groups = words[words["word"].notna()].groupby(keys, observed=True, dropna=False, sort=False)
    counts = groups.agg(n=("doc_id", "size"), doc_freq=("doc_id", "nunique")).reset_index()
    counts["_lower"] = counts["word"].str.lower()
    order = [*keys[:-1], "n", "_lower", "word"]
    counts = counts.sort_values(order, ascending=[name != "n" for name in order], ignore_index=True)
    return counts.drop(columns="_lower")


def word_rates(
    words: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    by: str | None = None,
    segments: int = 10,
    min_n: int = 5,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the rate of words per million, its interval, and how evenly the words are spread over the texts.

    Rates are per million running words of all texts or, with `by`, of the group. Dispersion compares the documents
    of the group with each other; a single document is cut into equal segments. The interval shows how much the
    rate may differ in other texts like these; with few parts it is too narrow.

    Args:
        words: the table from `choose_words` that was counted.
        counts: the table from `count_words`, or some of its rows, such as counts.head(20).
        by: the column that was counted within.
        segments: the number of parts of a single document.
        min_n: words with fewer occurrences get no dispersion, because they cannot be spread evenly.
        resamples: the number of bootstrap samples (parts drawn with replacement) for the interval.
        seed: the seed of these draws; the same seed and documents give the same interval.

    Columns:
        those of `counts`, per_million, low, high (95 % bootstrap interval of per_million), range (number of
        parts with the word), juilland_d (1: perfectly even, 0: all in one part), dp (0: perfectly even, near
        1: very uneven), dp_norm (dp scaled to reach 1), parts (number of parts), reason (why a value is NaN; else
        empty).

    Sources:
        low, high: Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13. Why texts and not words
        are drawn: Lijffijt et al. 2016, Digital Scholarship in the Humanities 31(2), 374-397.
        range, juilland_d, dp, dp_norm: see `analysis.measures.dispersion`.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `counts` were counted in other words or with another `by`, or an argument is below 1.

    >>> words = pd.DataFrame({"doc_id": list("abcde"), "word": ["war"] * 5})
    >>> word_rates(words, count_words(words))[["per_million", "low", "dp"]].to_dict("list")
    {'per_million': [1000000.0], 'low': [1000000.0], 'dp': [0.0]}
    """
    words = check_words(words, by)
    columns = ["word", "n"] if by is None else [by, "word", "n"]
    check_columns(counts, "counts", columns, "use the table from count_words with the same by")
    group = np.zeros(len(words) + len(counts), int)
    if by is not None:
        group, _ = pd.factorize(pd.concat([words[by], counts[by]]), use_na_sentinel=False)
    rows_of_words = words.groupby(group[: len(words)]).indices
    rows_of_counts = counts.groupby(group[len(words) :]).indices or {0: []}
    options = {"segments": segments, "min_n": min_n, "resamples": resamples, "seed": seed}
    rates = [
        _group_rates(words.iloc[rows_of_words.get(number, [])], counts.iloc[rows], **options).set_axis(rows)
        for number, rows in rows_of_counts.items()
    ]
    return pd.concat([counts, pd.concat(rates).sort_index().set_axis(counts.index)], axis=1)


def find_words(words: pd.DataFrame, asked: str | Collection[str]) -> pd.DataFrame:
    """Find every occurrence of one or several chosen words, in the order of the texts.

    Use `in_context` to show their sentences. A warning names the words that do not occur.

    Args:
        words: the table from `choose_words`.
        asked: a word or several, written as in the column `word`. If a word does not occur as it is written, its
            lower-case form is found: "Killed" finds "killed" where the words were chosen with unit="lower".

    Columns:
        doc_id, sent_id, start, end, token (the text from start to end; in an n-gram, white space is shown as one
        blank), word (as in `words`).

    Raises:
        KeyError: `words` lacks one of these columns.

    >>> words = pd.DataFrame({"doc_id": ["a"], "sent_id": 0, "start": 4, "end": 8, "token": "fell", "word": "fall"})
    >>> find_words(words, "fall")["token"].to_list()
    ['fell']
    """
    check_words(words)
    columns = ["doc_id", "sent_id", "start", "end", "token", "word"]
    check_columns(words, "words", columns, "find_words needs tokens from annotate()")
    asked, occurring = [asked] if isinstance(asked, str) else list(dict.fromkeys(asked)), set(words["word"])
    written = [word if word in occurring else word.lower() for word in asked]
    found = words.loc[words["word"].isin(written), columns].reset_index(drop=True)
    missing = [word for word, form in zip(asked, written, strict=True) if form not in occurring]
    if missing:
        named = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")
        warnings.warn(
            f"{len(missing)} of {len(asked)} words do not occur ({named}): write them as in the column 'word', or "
            "choose another unit or other parts of speech",
            stacklevel=2,
        )
    return found.astype({"token": "str", "word": "str"})


def word_matrix(words: pd.DataFrame, *, by: str = "doc_id") -> tuple["csr_array", pd.Index, pd.Index]:
    """Return how often each chosen word occurs in each document, as a sparse matrix for scikit-learn.

    For weights such as tf-idf, use scikit-learn: TfidfTransformer().fit_transform(matrix).

    Args:
        words: the table from `choose_words`.
        by: the column whose values are the rows, such as "doc_id" or "outlet".

    Returns:
        the matrix (a scipy.sparse.csr_array with a row for each group and a column for each word), the words and
        the groups, both in alphabetical order. Documents without running words have no row.

    Raises:
        KeyError: `words` has no column `word` or `by`.

    >>> words = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "war", "end"]})
    >>> matrix, names, doc_ids = word_matrix(words)
    >>> matrix.toarray().tolist(), names.to_list(), doc_ids.to_list()
    ([[0, 2], [1, 0]], ['end', 'war'], ['a', 'b'])
    """
    check_words(words, by)
    names = pd.Index(words["word"].dropna().unique(), dtype="str").sort_values()
    group, groups = pd.factorize(words[by], sort=True, use_na_sentinel=False)
    return count_matrix(words["word"], group, names, len(groups)).T.tocsr(), names, pd.Index(groups)


def check_words(words: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return a table from choose_words in text order; raise an error if it cannot be counted by this column."""
    check_columns(words, "words", ["word"], "choose them first: choose_words(tokens)")
    check_columns(words, "words", ["doc_id"])
    check_by(words, "words", by)
    if by in ("word", "n", "doc_freq"):
        raise ValueError(f"by is {by!r}, which is a column of the result: rename that column of words")
    return in_text_order(words)[0]


def check_unit(tokens: pd.DataFrame, unit: str) -> None:
    """Raise an error if the unit is unknown or its column is missing."""
    if unit not in ("token", "lower", "lemma"):
        raise ValueError(f"there is no unit {unit!r}: use 'token', 'lower' or 'lemma'")
    column = "lemma" if unit == "lemma" else "token"
    check_columns(tokens, "tokens", [column], "without a model, use unit='lower' and pos=None")


def read_unit(tokens: pd.DataFrame, unit: Unit) -> pd.Series:
    """Return the form of each token that counts as its word."""
    return _map_values(tokens["lemma" if unit == "lemma" else "token"], str.lower if unit == "lower" else str)


def is_running(tokens: pd.DataFrame) -> pd.Series:
    """Return whether each token has a letter or digit and is neither punctuation nor a symbol."""
    running = _has_letter(tokens["token"])
    if "pos" in tokens:
        running &= _map_values(tokens["pos"], lambda tag: tag not in _NO_WORDS, "bool")
    return running


def _check_arguments(
    tokens: pd.DataFrame, unit: str, pos: Tags, stop_words: object, ngram: int, headline: bool
) -> None:
    unknown = sorted(_as_set(pos) - set(_TAGS))
    if unknown:
        raise ValueError(f"there is no part of speech {unknown[0]!r}: use {', '.join(_TAGS)}")
    if isinstance(stop_words, str | pd.DataFrame):
        raise TypeError("stop_words must be several words: use ['the'] or read_lexicon('stopwords')['word']")
    if stop_words is not None and not all(isinstance(word, str) for word in stop_words):
        raise TypeError("stop_words has an entry that is no text: leave missing values out with .dropna()")
    if ngram < 1:
        raise ValueError(f"ngram is {ngram}: it must be 1 or more adjacent words that are counted as one")
    check_unit(tokens, unit)
    check_columns(tokens, "tokens", ["doc_id", "token"], "use the table from annotate()")
    if pos is not None:
        check_columns(tokens, "tokens", ["pos"], "without a model, use unit='lower' and pos=None")
    if ngram > 1:
        columns = ["sent_id", "token_id", "start", "end"]
        check_columns(tokens, "tokens", columns, "n-grams need the sentences and offsets from annotate()")
    if not headline:
        check_columns(tokens, "tokens", ["par_id"], "headline=False needs tokens from annotate()")


def _as_set(pos: Tags) -> set[str]:
    return {pos} if isinstance(pos, str) else set(pos or ())


def _map_values(column: pd.Series, change: Callable, dtype: str = "str") -> pd.Series:
    """Apply a function to a column, once for each distinct value."""
    codes, values = read_codes(column)
    changed = pd.Series([change(value) for value in values], dtype=dtype)
    return changed.take(codes).set_axis(column.index)


def _has_letter(column: pd.Series) -> pd.Series:
    return _map_values(column, lambda text: any(map(str.isalnum, text)), "bool")


def _join_ngrams(words: pd.DataFrame, ngram: int) -> pd.DataFrame:
    """Join the word, token and end of each row with those of the next rows, where they form an n-gram."""
    within = ["doc_id", "sent_id"]
    word, token, end = words["word"], words["token"].astype("str"), words["end"]
    for step in range(1, ngram):
        following = words[[*within, "token_id", "start", "end", "token", "word"]].shift(-step)
        adjacent = (following[within] == words[within]).all(axis=1)
        adjacent &= following["token_id"] == words["token_id"] + step
        gap = pd.Series(np.where(following["start"] > end, " ", ""), words.index, dtype="str")
        word = (word + " " + following["word"]).where(adjacent)
        token, end = token + gap + following["token"].astype("str"), following["end"]
    complete = word.notna()
    token, end = token.where(complete, words["token"].astype("str")), end.where(complete, words["end"])
    return words.assign(word=word, token=token, end=end.astype(words["end"].dtype))


def _group_rates(
    words: pd.DataFrame, counts: pd.DataFrame, *, segments: int, min_n: int, resamples: int, seed: int
) -> pd.DataFrame:
    """Return the measures of the words of one group, and the reasons for missing values."""
    part, sizes = split_into_segments(words["doc_id"], segments)
    parts, n = len(sizes), counts["n"].to_numpy()
    occurrences = _count_again(words["word"], counts, part, parts)
    measures, rare = measure_dispersion(occurrences, sizes), n < min_n
    measures.loc[rare, ["juilland_d", "dp", "dp_norm"]] = np.nan
    low = high = np.nan
    if parts >= MIN_PARTS:
        samples = [(occurrences, sizes)]
        low, high = bootstrap_interval(samples, np.divide, resamples=resamples, seeds=[seed]) * 1e6
    measures.insert(0, "per_million", n / len(words) * 1e6 if len(words) else np.nan)
    measures.insert(1, "low", low)
    measures.insert(2, "high", high)
    reasons = {
        f"no interval: fewer than {MIN_PARTS} parts": parts < MIN_PARTS,
        f"no dispersion: fewer than {min_n} occurrences": rare,
        "no dispersion: a single part": ~rare & measures["dp"].isna(),
    }
    return measures.assign(parts=parts, reason=join_reasons(reasons, measures.index))


def join_reasons(reasons: dict[str, object], index: pd.Index) -> pd.Series:
    """Return the reasons that apply to each row, joined by semicolons."""
    applies = pd.DataFrame(reasons, index=index)
    return pd.Series(["; ".join(applies.columns[row]) for row in applies.to_numpy(bool)], index, dtype="str")


def _count_again(word: pd.Series, counts: pd.DataFrame, part: np.ndarray, parts: int) -> "csr_array":
    """Count the words of `counts` in each part, and check that their sums are those in `counts`."""
    names = pd.Index(counts["word"], dtype="str")
    if names.has_duplicates:
        twice = names[names.duplicated()][0]
        raise ValueError(f"counts has {twice!r} more than once: use the by of count_words")
    occurrences = count_matrix(word, part, names, parts)
    found = occurrences.sum(axis=1)
    differ = np.flatnonzero(found != counts["n"])
    if len(differ):
        name, n = counts.iloc[differ[0]][["word", "n"]]
        raise ValueError(
            f"counts has {n} of {name!r}, but words has {found[differ[0]]}: use the words and the by of the counts"
        )
    return occurrences
