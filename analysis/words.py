"""Choose the words of a corpus once; then count them, or make a matrix of them."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.measures.texts import count_matrix
from analysis.tables import (
    By,
    Parts,
    check_by,
    check_columns,
    count,
    group_rows,
    in_parts,
    in_text_order,
    sort_within,
)
from analysis.word_parts import has_letter, is_next, join_rows, map_values, running_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Unit = Literal["token", "lower", "lemma"]
Tags = str | Collection[str] | None

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
# The Universal tags (universaldependencies.org/u/pos) but for those of punctuation and symbols, which are no words.
_TAGS = sorted([*CONTENT, "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PRON", "SCONJ", "X"])


@in_parts()
def choose_words(
    tokens: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] = (),
    ngram: int = 1,
) -> pd.DataFrame:
    """Return the running words of the texts, with a column `word` that contains the words to count.

    Running words are what a reader counts as words. Parts that touch are one word if a hyphen joins them and touches
    a letter (e-mail, UK-based, al-Assad, 25-year-old, but not 2012-2014); so are a number and its unit (£55m, 5km,
    5%), and # and its word. Contractions and possessives are two words, with any unit: do + n't, mayor + 's.
    Punctuation is no word. A running word that is not chosen stays in the table, with a missing `word`, because
    rates are per million running words and windows are measured in running words.

    Args:
        tokens: the table from `annotate`, with any columns to count by merged in. To leave headlines out, choose
            from tokens[tokens["par_id"] != 0].
        unit: what counts as the same word: "token" (as written), "lower" (the token in lower case) or "lemma".
            All three ignore the form of an apostrophe. For tokens annotated without a model, use unit="lower" and
            pos=None.
        pos: the parts of speech to choose, as Universal tags; None chooses all running words. A number with its unit
            is NUM (but 3D, 5G and 1990s are what the model takes them for), and a web or e-mail address is X.
        stop_words: words to leave out, such as read_lexicon("stopwords")["word"]; case is ignored.
        ngram: 2 chooses pairs of adjacent words, 3 triples, and so on. An n-gram does not cross the end of a
            sentence, and no other token (such as a comma, or a word left out by `pos` or `stop_words`) is between
            its words.

    Columns:
        those of `tokens`, norm (the form that is counted; without that column in `tokens`, the token), n_tokens
        (number of tokens of the word), word (the form that is counted; missing if not chosen). One row for each
        running word, in the order of the texts. For a word of several tokens, `token`, `norm`, `lemma` and `end` are
        those of the whole word. Its lemma is that of its last part (e-mails: e-mail), but participles stay as they are
        (UK-based); its part of speech is that of the part on which the others depend. An n-gram is in the row of its
        first word, with a blank between its words: `token`, `norm` and `end` are those of the n-gram, the other
        columns those of the first word.

    Raises:
        KeyError: `tokens` lacks a column that an argument needs.
        ValueError, TypeError: an argument has an invalid value, or a value is missing in `tokens`.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "a", "a"], "token": ["The", "war", "!"]})
    >>> choose_words(tokens, unit="lower", pos=None, stop_words=["the"])["word"].to_list()
    [nan, 'war']
    """
    tags = [pos] if isinstance(pos, str) else pos
    _check_arguments(tokens, unit, tags, stop_words, ngram)
    words = running_words(tokens)
    word = words["lemma" if unit == "lemma" else "norm"]
    word = map_values(word, str.lower if unit == "lower" else str)
    chosen = has_letter(word)
    if tags is not None:
        chosen &= words["pos"].isin(tags)
    chosen &= ~map_values(word, str.lower).isin({stop_word.lower() for stop_word in stop_words})
    words = words.assign(word=word.where(chosen))
    return words if ngram == 1 else _join_ngrams(words, ngram)


def count_words(words: pd.DataFrame, *, by: By = None, top: int | None = None) -> pd.DataFrame:
    """Count how often each chosen word occurs, and in how many documents.

    The most frequent words come first, equally frequent ones in alphabetical order. With `by`, its values are
    the first columns, in order. The counts of two corpora that share no document add up to the counts of both
    together.

    Args:
        words: the table from `choose_words`.
        by: a column of `words` to count within, or several, such as ["outlet", "month"]. Merge them in from the
            documents before, for example documents.assign(month=documents["date"].dt.strftime("%Y-%m")).
        top: return so many words only, with `by` of each group.

    Columns:
        word, n (occurrences), doc_freq (documents with the word).

    Raises:
        KeyError: `words` has no column `word` or `by`.
        ValueError: `by` has the name of a column of the result.

    >>> words = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "war", "end"]})
    >>> count_words(words).to_dict("list")
    {'word': ['war', 'end'], 'n': [2, 1], 'doc_freq': [1, 1]}
    """
    words, by = check_words(words, by)
    counts = count(words.dropna(subset="word"), [*by, "word"])
    counts = sort_within(counts.sort_values("word", key=lambda word: word.str.lower(), kind="stable"), by)
    return counts if top is None else group_rows(counts, by).head(top).reset_index(drop=True)


def word_matrix(words: pd.DataFrame, *, by: By = "doc_id") -> tuple["csr_array", pd.Index, pd.Index]:
    """Return how often each chosen word occurs in each document, as a sparse matrix for scikit-learn.

    For weights such as tf-idf, use scikit-learn: TfidfTransformer().fit_transform(matrix).

    Args:
        words: the table from `choose_words`.
        by: the column or columns whose values are the rows, such as "doc_id" or "outlet".

    Returns:
        the matrix (a scipy.sparse.csr_array with a row for each group and a column for each word), the words in
        alphabetical order, and the groups in their order: alphabetical, or that of the categories in a categorical
        column. Documents without running words have no row.

    Raises:
        KeyError: `words` has no column `word` or `by`.

    >>> words = pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["war", "war", "end"]})
    >>> matrix, names, doc_ids = word_matrix(words)
    >>> matrix.toarray().tolist(), names.to_list(), doc_ids.to_list()
    ([[0, 2], [1, 0]], ['end', 'war'], ['a', 'b'])
    """
    words, by = check_words(words, by)
    names = pd.Index(words["word"].dropna().unique(), dtype="str").sort_values()
    groups = words.groupby(by, observed=True, dropna=False)
    index = groups.size().index
    return count_matrix(words["word"], groups.ngroup().to_numpy(), names, len(index)).T.tocsr(), names, index


def check_words(
    words: pd.DataFrame, by: By = None, taken: Collection[str] = ("word", "n", "doc_freq")
) -> tuple[pd.DataFrame, list[str]]:
    """Return a table from choose_words in text order and the columns to count by; raise an error if one is missing."""
    check_chosen(words)
    by = check_by(words, "words", by, taken)
    if isinstance(words, Parts):
        wanted = {"doc_id", "sent_id", "token_id", "n_tokens", "word", *by}
        words = words[[column for column in words.columns if column in wanted]]
    return in_text_order(words).astype({"word": "str"}), by


def check_chosen(words: pd.DataFrame) -> None:
    """Raise an error unless a table is one from choose_words."""
    check_columns(words, "words", ["word", "doc_id"], "choose them first: choose_words(tokens)")


def _check_arguments(tokens: pd.DataFrame, unit: str, tags: Tags, stop_words: object, ngram: int) -> None:
    if unit not in ("token", "lower", "lemma"):
        raise ValueError(f"there is no unit {unit!r}: use 'token', 'lower' or 'lemma'")
    if unknown := sorted(set(tags or ()) - set(_TAGS)):
        raise ValueError(f"there is no part of speech {unknown[0]!r}: use {', '.join(_TAGS)}")
    if isinstance(stop_words, str | pd.DataFrame) or not all(isinstance(word, str) for word in stop_words):
        raise TypeError("stop_words must be several words: use ['the'] or read_lexicon('stopwords')['word']")
    if ngram < 1:
        raise ValueError(f"ngram is {ngram}: it must be 1 or more adjacent words that are counted as one")
    optional = {"lemma": unit == "lemma", "pos": tags is not None, "sent_id": ngram > 1}
    columns = ["doc_id", "token", *(column for column, needed in optional.items() if needed)]
    remedy = "use the table from annotate(), and without a model unit='lower' and pos=None"
    check_columns(tokens, "tokens", columns, remedy)


def _join_ngrams(words: pd.DataFrame, ngram: int) -> pd.DataFrame:
    """Join each word with the next ones where they form an n-gram; other rows have no word."""
    word, follows = words["word"], is_next(words)
    for step in range(1, ngram):
        word = word + " " + words["word"].where(follows).shift(-step)
    first = np.arange(len(words))
    last = first + (ngram - 1) * word.notna().to_numpy("int64")
    at_end = words.iloc[last].reset_index(drop=True)
    n_tokens = at_end["token_id"] + at_end["n_tokens"] - words["token_id"]
    token, norm = (join_rows(words, column, first, last) for column in ("token", "norm"))
    return words.assign(token=token, norm=norm, end=at_end["end"], n_tokens=n_tokens, word=word)
