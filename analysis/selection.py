"""Which word stands at each token: what all counts of words are made from."""

from collections.abc import Collection
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Unit = Literal["token", "lower", "lemma"]
Tags = str | Collection[str] | None

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
NO_WORDS = ("PUNCT", "SYM", "SPACE")
# The Universal tags (universaldependencies.org/u/pos), and what spaCy adds for white space.
TAGS = (*CONTENT, *NO_WORDS, "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PRON", "SCONJ", "X")


class Selection(NamedTuple):
    """The words to count: `words[table[codes[i]]]` stands at `rows[i]` of `tokens`, in document `doc[i]`.

    Where `table[codes[i]]` is -1, nothing is counted. (Two steps, so that millions of codes stay as they
    are.)
    """

    tokens: pd.DataFrame  # in the order of the texts
    rows: np.ndarray | slice
    doc: np.ndarray
    codes: np.ndarray
    table: np.ndarray
    words: pd.Index


def select_words(
    tokens: pd.DataFrame,
    *,
    unit: Unit,
    pos: Tags,
    stop_words: Collection[str] | None = None,
    ngram: int = 1,
    by: str | None = None,
    headline: bool = True,
) -> Selection:
    """Tell which word that `count_words` counts stands at each token; the arguments are explained there.

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "token": ["The", "End"]})
    >>> select_words(tokens, unit="lower", pos=None).words.to_list()
    ['the', 'end']
    """
    _check_arguments(tokens, unit, pos, stop_words, ngram, by, headline)
    tokens, doc = in_text_order(tokens)
    codes, table, words = number_words(tokens, unit)
    left_out = np.zeros(len(words), dtype=bool)
    if stop_words is not None:
        stop_words = {word.lower() for word in stop_words}
        left_out |= np.array([word.lower() in stop_words for word in words], dtype=bool)
    if "pos" in tokens and _as_set(pos).isdisjoint(NO_WORDS):
        left_out |= np.array([not any(map(str.isalnum, word)) for word in words], dtype=bool)
    table = np.where(left_out[table], np.int32(-1), table)
    if "pos" in tokens or not headline:
        counted = _has_pos(tokens, pos) & (headline or (tokens["par_id"] != 0).to_numpy())
        codes = np.where(counted, codes.astype(np.int32), np.int32(len(table)))
        table = np.append(table, np.int32(-1))
    chosen = Selection(tokens, slice(None), doc, codes, table, words)
    return chosen if ngram == 1 else _join_words(chosen, ngram)


def in_text_order(tokens: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Sort tokens as they stand in the texts, if they are not, and number their documents."""
    doc, _ = read_codes(tokens["doc_id"])
    back = doc[1:] < doc[:-1]
    keys = [doc]
    if "token_id" in tokens:
        place = tokens["token_id"].to_numpy()
        back |= (doc[1:] == doc[:-1]) & (place[1:] < place[:-1])
        keys = [place, doc]
    if not back.any():
        return tokens, doc
    order = np.lexsort(keys)
    return tokens.iloc[order], doc[order]


def number_words(tokens: pd.DataFrame, unit: Unit) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Give a code for each token, the number of the word that each code means, and the words.

    Each distinct token is put into lower case only once.
    """
    codes, values = read_codes(tokens["lemma" if unit == "lemma" else "token"])
    if unit == "lower":
        values = [value.lower() for value in values]
    table, words = pd.factorize(pd.Index(values, dtype="str"))
    return codes, table.astype(np.int32), words


def read_codes(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Number the values of a column: for a categorical, which most columns are, it has been done.

    Raises:
        ValueError: a value is missing.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.array.codes, column.array.categories
        missing = np.count_nonzero(codes < 0)
    elif isinstance(column.dtype, pd.ArrowDtype) and pa.types.is_dictionary(column.dtype.pyarrow_dtype):
        numbered = pa.chunked_array(pa.array(column)).unify_dictionaries().combine_chunks()
        codes, values = numbered.indices, numbered.dictionary.to_pandas()
        missing = codes.null_count
        codes = codes.to_numpy(zero_copy_only=missing == 0)
    else:
        codes, values = pd.factorize(column)
        missing = np.count_nonzero(codes < 0)
    if missing:
        raise ValueError(
            f"tokens has {missing} rows without a {column.name}: fill them in (words such as 'null' are lost "
            "where a CSV file is read without keep_default_na=False)"
        )
    return codes, pd.Index(values)


def check_unit(tokens: pd.DataFrame, unit: str) -> None:
    """Raise an error where the unit is unknown, or its column is not there."""
    if unit not in ("token", "lower", "lemma"):
        raise ValueError(f"there is no unit {unit!r}: use 'token', 'lower' or 'lemma'")
    column = "lemma" if unit == "lemma" else "token"
    check_column(tokens, column, "use unit='lower', pos=None for a table from tokenize()")


def check_column(tokens: pd.DataFrame, column: str, remedy: str) -> None:
    """Raise an error where a column is not there."""
    if column not in tokens:
        raise KeyError(f"tokens has no column {column!r}; {remedy}")


def _check_arguments(
    tokens: pd.DataFrame, unit: str, pos: Tags, stop_words: object, ngram: int, by: str | None, headline: bool
) -> None:
    unknown = sorted(_as_set(pos) - set(TAGS))
    if unknown:
        raise ValueError(f"there is no part of speech {unknown[0]!r}: use {', '.join(sorted(TAGS))}")
    if isinstance(stop_words, str | pd.DataFrame):
        raise TypeError(
            "stop_words must be several words, such as ['the'] or read_lexicon('stopwords')['word']"
        )
    if ngram < 1:
        raise ValueError(
            f"ngram is {ngram}: it must be 1 or more, the number of adjacent words to count as one"
        )
    check_unit(tokens, unit)
    check_column(tokens, "doc_id", "count what annotate() or tokenize() gives")
    if pos is not None:
        check_column(tokens, "pos", "use pos=None for a table from tokenize()")
    if ngram > 1:
        check_column(tokens, "sent_id", "n-grams stay within a sentence and need a table from annotate()")
    if not headline:
        check_column(tokens, "par_id", "headline=False needs a table from annotate()")
    if by is not None:
        check_column(tokens, by, f"merge it in: tokens.merge(documents[['doc_id', {by!r}]], on='doc_id')")


def _as_set(pos: Tags) -> set[str]:
    return {pos} if isinstance(pos, str) else set(pos or ())


def _has_pos(tokens: pd.DataFrame, pos: Tags) -> np.ndarray:
    """Tell which tokens are of these parts of speech; of none in particular: which are words."""
    if "pos" not in tokens:
        return np.ones(len(tokens), dtype=bool)
    codes, tags = read_codes(tokens["pos"])
    wanted = ~tags.isin(NO_WORDS) if pos is None else tags.isin(_as_set(pos))
    return wanted[codes]


def _join_words(chosen: Selection, ngram: int) -> Selection:
    """Make words of n-grams, one row at a time to the right for all n-grams at once."""
    tokens, _, doc, codes, table, words = chosen
    word = table[codes].astype(np.int64)
    sentence = tokens["sent_id"].to_numpy()
    goes_on = np.append((doc[1:] == doc[:-1]) & (sentence[1:] == sentence[:-1]), False)[: len(doc)]
    if "token_id" in tokens:
        goes_on &= np.append(np.diff(tokens["token_id"].to_numpy()) == 1, False)[: len(doc)]
    rows = np.flatnonzero(word >= 0)
    codes = word[rows]
    for k in range(1, ngram):
        fits = goes_on[rows + k - 1]
        rows, codes = rows[fits], codes[fits]
        fits = word[rows + k] >= 0
        rows, codes = rows[fits], codes[fits]
        codes, _ = pd.factorize(codes * len(words) + word[rows + k])
    first = np.empty(codes.max(initial=-1) + 1, np.int64)
    first[codes[::-1]] = rows[::-1]
    words = pa.array(words.to_list(), pa.large_string())
    adjacent = [words.take(pa.array(word[first + k])) for k in range(ngram)]
    joined = pc.binary_join_element_wise(*adjacent, pa.scalar(" ", words.type)).dictionary_encode()
    words = pd.Index(joined.dictionary.to_pandas(), dtype="str")
    return Selection(tokens, rows, doc[rows], codes, joined.indices.to_numpy(), words)
