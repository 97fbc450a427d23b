"""Which word stands at each token: what all counts of words are made from."""

from collections.abc import Collection
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from analysis.tables import check_by, check_columns

Unit = Literal["token", "lower", "lemma"]
Tags = str | Collection[str] | None

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
NO_WORDS = ("PUNCT", "SYM", "SPACE")
_PASS = 2**18  # tokens counted at a time: few enough to stay near the processor
# The Universal tags (universaldependencies.org/u/pos), and what spaCy adds for white space.
TAGS = (*CONTENT, *NO_WORDS, "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PRON", "SCONJ", "X")


class Selection(NamedTuple):
    """The words to count: `words[word[i]]` stands at row i of `tokens`, in document `doc[i]`; -1 is no word."""

    tokens: pd.DataFrame  # in the order of the texts
    doc: np.ndarray
    word: np.ndarray
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
    word, words = number_words(tokens, unit)
    left_out = np.zeros(len(words), dtype=bool)
    if stop_words is not None:
        stop_words = {text.lower() for text in stop_words}
        left_out |= np.array([text.lower() in stop_words for text in words], dtype=bool)
    if "pos" in tokens and _as_set(pos).isdisjoint(NO_WORDS):
        left_out |= np.array([not any(map(str.isalnum, text)) for text in words], dtype=bool)
    if left_out.any():
        word = np.where(left_out, np.int32(-1), np.arange(len(words), dtype=np.int32))[word]
    if "pos" in tokens or not headline:
        counted = _has_pos(tokens, pos) & (headline or (tokens["par_id"] != 0).to_numpy())
        word = np.where(counted, word, np.int32(-1))
    chosen = Selection(tokens, doc, word, words)
    return chosen if ngram == 1 else _join_words(chosen, ngram)


def running_words(tokens: pd.DataFrame, *, headline: bool = True) -> Selection:
    """Tell which tokens are words, whatever their kind: what rates are per million of."""
    return select_words(tokens, unit="token", pos=None, headline=headline)


def tally(doc: np.ndarray, word: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Count the tokens and the documents of each word (-1 is none), in time linear in the tokens.

    The tokens of a document must stand together. Turning a matrix with a row a document into one with a column a
    word sorts the documents of each word, so that a document counts where it differs from the one before.
    """
    n, doc_freq = np.zeros(size, np.int64), np.zeros(size, np.int64)
    borders = np.concatenate([[0], np.flatnonzero(doc[1:] != doc[:-1]) + 1, [len(doc)]])
    at = 0
    while at < len(borders) - 1:
        beyond = max(at + 1, np.searchsorted(borders, borders[at] + max(_PASS, 4 * size), side="right") - 1)
        here = word[borders[at] : borders[beyond]]
        starts = borders[at : beyond + 1] - borders[at]
        at = beyond
        counted = here >= 0
        if not counted.all():
            here, starts = here[counted], np.append(0, np.cumsum(counted))[starts]
        by_doc = (np.ones(len(here), dtype=bool), here, starts.astype(np.int32))
        by_word = csr_array(by_doc, shape=(len(starts) - 1, size)).tocsc()
        found = np.flatnonzero(np.diff(by_word.indptr))
        firsts = by_word.indptr[found]
        new_doc = np.append(True, by_word.indices[1:] != by_word.indices[:-1])
        new_doc[firsts] = True
        n[found] += by_word.indptr[found + 1] - firsts
        if len(found):
            doc_freq[found] += np.add.reduceat(new_doc, firsts, dtype=np.int64)
    return n, doc_freq


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


def number_words(tokens: pd.DataFrame, unit: Unit) -> tuple[np.ndarray, pd.Index]:
    """Give the number of the word at each token, and the words. Each distinct token is put into lower case once."""
    codes, values = read_codes(tokens["lemma" if unit == "lemma" else "token"])
    if unit == "lower":
        values = [value.lower() for value in values]
    table, words = pd.factorize(pd.Index(values, dtype="str"))
    table, word = table.astype(np.int32), np.empty(len(codes), np.int32)
    for at in range(0, len(codes), _PASS):
        table.take(codes[at : at + _PASS], out=word[at : at + _PASS], mode="clip")
    return word, words


def read_codes(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Number the values of a column: for a categorical, which most columns are, it has been done.

    Raises:
        ValueError: a value is missing.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.array.codes, column.array.categories
        missing = np.count_nonzero(codes < 0)
    elif len(column) and _is_arrow_dictionary(column.dtype):
        chunks = pa.chunked_array(pa.array(column)).chunks
        if not all(chunk.dictionary.equals(chunks[0].dictionary) for chunk in chunks):
            chunks = pa.chunked_array(chunks).unify_dictionaries().chunks
        codes, values = [chunk.indices for chunk in chunks], chunks[0].dictionary.to_pandas()
        missing = sum(chunk.null_count for chunk in codes)
        if not missing:  # codes as small as can be, which saves time and memory
            codes = np.concatenate(codes, dtype=np.min_scalar_type(len(values)), casting="unsafe")
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
    check_columns(tokens, "tokens", [column], "use unit='lower', pos=None for a table from tokenize()")


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
    if stop_words is not None and not all(isinstance(word, str) for word in stop_words):
        raise TypeError(
            "stop_words has an entry that is no text: leave missing values out, as with .dropna()"
        )
    if ngram < 1:
        raise ValueError(
            f"ngram is {ngram}: it must be 1 or more, the number of adjacent words to count as one"
        )
    check_unit(tokens, unit)
    check_columns(tokens, "tokens", ["doc_id"], "count what annotate() or tokenize() gives")
    for needed, column, remedy in (
        (pos is not None, "pos", "use pos=None for a table from tokenize()"),
        (ngram > 1, "sent_id", "n-grams stay within a sentence and need a table from annotate()"),
        (not headline, "par_id", "headline=False needs a table from annotate()"),
    ):
        check_columns(tokens, "tokens", [column] if needed else [], remedy)
    check_by(tokens, "tokens", by)


def _is_arrow_dictionary(dtype: object) -> bool:
    return isinstance(dtype, pd.ArrowDtype) and pa.types.is_dictionary(dtype.pyarrow_dtype)


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
    tokens, doc, word, words = chosen
    word = word.astype(np.int64)
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
    starts = np.full(len(tokens), -1, np.int32)
    starts[rows] = joined.indices.to_numpy()[codes]
    return Selection(tokens, doc, starts, pd.Index(joined.dictionary.to_pandas(), dtype="str"))
