"""Tokens by one written rule, without a model: for counting in corpora too large to annotate."""

import unicodedata
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.tables import check_documents

# How to store the table: told that nothing is missing, Parquet is read back in two thirds of the time.
STORED = pa.schema(
    [pa.field(name, pa.dictionary(pa.int32(), pa.string()), nullable=False) for name in ("doc_id", "token")]
)

# What a character can be; 0 is what no token contains. Those before _MARK make words.
_LETTER, _DIGIT, _OTHER, _MARK, _JOINER, _SEPARATOR, _PERIOD = range(1, 8)
_PUNCTUATION = {
    **dict.fromkeys("'\u2019\u05f3\u05f4\u00b7-\u2010\u2011\u00ad\u200c\u200d", _JOINER),
    **dict.fromkeys(",\u066b\u066c", _SEPARATOR),
    ".": _PERIOD,
}
_BATCH = 2**20  # bytes of text looked at together: few enough to stay near the processor


def tokenize(documents: pd.DataFrame) -> pd.DataFrame:
    """Cut texts into tokens by one rule that needs no model, for counting at scale.

    The rule, in Unicode's categories (L letters, M combining marks, N numbers, Nd decimal digits):

    - A word is a letter or number and all letters, numbers and marks that follow it: `98`, `19th`, `été` (its
      accents may be characters of their own), `العالم`. A mark that follows none belongs to no word.
    - A token is a word, or several with one, and only one, of these characters between each two:
        - an apostrophe `'` `’`, a hyphen `-` (U+2010 and U+2011 as well), a Hebrew geresh or gershayim, a
          middle dot, a soft hyphen, a zero-width joiner or non-joiner: `don’t`, `war-wracked`, `Ra’ad`;
        - a full stop, a comma, an Arabic decimal or thousands separator, where it stands right between two
          decimal digits: `8,000`, `4.5`, `1.200,50`;
        - a full stop between two letters that stand alone, with no word character on their other side: `U.S`,
          `p.m`, `e.g` (but `ended.The` and `J.Smith` are two tokens each).
    - All else ends a token and is part of none: spaces of any width, line ends, dashes, quotation marks,
      signs (`%`, `$`, `&`, `@`, `#`, `_`, `/`), emoji, zero-width spaces, byte order marks, NUL.

    Tokens stand as they are in the text: nothing is lower-cased or normalised. Scripts that put no spaces
    between words (Chinese, Japanese, Thai) come out as one token a phrase; use `annotate` for those.

    To count again another day, store them: `tokens.to_parquet("tokens.parquet", schema=STORED)`, and read
    them with `pd.read_parquet("tokens.parquet", dtype_backend="pyarrow")`, which is the quickest way.

    Args:
        documents: doc_id and text, as `read_corpus` gives them.

    Columns:
        doc_id (its categories: all documents, in their order), token (its categories: in the order in which
        they first occur). Both are categoricals; a row is a token, in the order of the text.

    Raises:
        KeyError, ValueError: `documents` lacks a column, a doc_id is there twice, or a value is no text.

    >>> tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["8,000 fled war-wracked Aleppo."]})).token.to_list()
    ['8,000', 'fled', 'war-wracked', 'Aleppo']
    """
    texts = _encode(documents)
    lengths, encoded = [np.empty(0, np.int64)], []
    for batch in _batches(texts):
        batch_lengths, batch_tokens = _tokenize_batch(batch)
        lengths.append(batch_lengths)
        encoded.append(batch_tokens)
    tokens = pa.chunked_array(encoded, pa.dictionary(pa.int32(), pa.large_string()))
    del encoded
    tokens = tokens.unify_dictionaries().combine_chunks()
    doc_codes = np.repeat(np.arange(len(documents), dtype=np.int32), np.concatenate(lengths))
    doc_ids = pd.Index(documents["doc_id"].astype("str"))
    words = pd.Index(tokens.dictionary.to_pandas(), dtype="str")
    columns = {
        "doc_id": pd.Categorical.from_codes(doc_codes, doc_ids),
        "token": pd.Categorical.from_codes(tokens.indices.to_numpy(), words),
    }
    return pd.DataFrame(columns, copy=False)


def _encode(documents: pd.DataFrame) -> pa.LargeBinaryArray:
    """Check the documents and give their texts in UTF-8."""
    check_documents(documents)
    texts = documents["text"] if len(documents) else pd.Series([], dtype="str")
    try:
        texts = pa.chunked_array(pa.array(texts, pa.large_string())).combine_chunks()
    except (TypeError, ValueError) as error:
        raise ValueError(f"documents['text'] must hold text, and nothing else ({error})") from error
    return texts.cast(pa.large_binary())


def _batches(texts: pa.LargeBinaryArray) -> Iterator[list[bytes]]:
    ends = np.cumsum(pc.binary_length(texts))
    first, done = 0, 0
    while first < len(texts):
        last = max(first + 1, int(np.searchsorted(ends, done + _BATCH)))
        yield texts[first:last].to_pylist()
        first, done = last, ends[last - 1]


def _tokenize_batch(texts: list[bytes]) -> tuple[np.ndarray, pa.DictionaryArray]:
    """Give the number of tokens of each text, and all their tokens."""
    raw = bytearray(b"\n").join([b"", *texts, b"\n\n"])  # so that all that looks around stays inside
    in_token = _find_tokens(raw)
    starts = np.flatnonzero(in_token[1:] > in_token[:-1]) + 1
    ends = np.cumsum([len(text) + 1 for text in texts])
    lengths = np.diff(np.searchsorted(starts, ends), prepend=0)
    # Arrow's strings lie end to end: each runs up to the next token, and is trimmed of the NULs between them.
    bare = np.frombuffer(raw, np.uint8) * in_token
    offsets = np.append(starts, len(raw))
    padded = pa.LargeStringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(bare))
    padded = padded.dictionary_encode()
    words = pc.utf8_rtrim(padded.dictionary, characters="\0").dictionary_encode()
    return lengths, pa.DictionaryArray.from_arrays(words.indices.take(padded.indices), words.dictionary)


def _find_tokens(raw: bytearray) -> np.ndarray:
    """Tell of every byte whether it belongs to a token."""
    text = np.frombuffer(raw, np.uint8)
    kinds = np.frombuffer(raw.translate(_ASCII), np.uint8)
    marks = [np.empty(0, np.int64)]
    for width, low, high in ((2, 0xC0, 0xDF), (3, 0xE0, 0xEF), (4, 0xF0, 0xF7)):
        at = np.flatnonzero((text >= low) & (text <= high))
        kind = _kinds(_code_points(text, at, width))
        at, kind = at[kind > 0], kind[kind > 0]
        _set(kinds, at, width, kind)
        marks.append(at[kind == _MARK])
    _settle_marks(kinds, text, np.sort(np.concatenate(marks)))
    _settle_punctuation(kinds, text)
    return kinds > 0


def _code_points(text: np.ndarray, at: np.ndarray, width: int) -> np.ndarray:
    points = text[at].astype(np.int32) & (0x7F >> width)
    for k in range(1, width):
        points = points << 6 | (text[at + k] & 0x3F)
    return points


def _kinds(points: np.ndarray) -> np.ndarray:
    """Ask for the kind of each distinct character only once."""
    counts = np.bincount(points)
    distinct = np.flatnonzero(counts)
    table = np.zeros(len(counts), np.uint8)
    table[distinct] = [_kind(chr(point)) for point in distinct]
    return table[points]


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    by_category = _DIGIT if category == "Nd" else {"L": _LETTER, "N": _OTHER, "M": _MARK}.get(category[0], 0)
    return _PUNCTUATION.get(character, by_category)


_ASCII = bytes(_kind(chr(byte)) if byte < 0x80 else 0 for byte in range(0x100))
_WIDTH = np.repeat([1, 2, 3, 4], [0xC0, 0x20, 0x10, 0x10])  # bytes of a character, by its first


def _set(kinds: np.ndarray, at: np.ndarray, width: int | np.ndarray, kind: np.ndarray) -> None:
    """Give all bytes of the characters at these places a kind."""
    width = np.broadcast_to(width, len(at))
    for k in range(4):
        reaches = width > k
        kinds[at[reaches] + k] = kind[reaches]


def _settle_marks(kinds: np.ndarray, text: np.ndarray, marks: np.ndarray) -> None:
    """Let a run of marks be part of a word where it follows a letter or number."""
    before = kinds[marks - 1]
    first = before != _MARK
    follows_word = _is_word(before[first])[np.cumsum(first) - 1]
    _set(kinds, marks, _WIDTH[text[marks]], np.where(follows_word, _OTHER, 0))


def _settle_punctuation(kinds: np.ndarray, text: np.ndarray) -> None:
    """Let punctuation be part of a token where the rule says so."""
    at = np.flatnonzero(kinds >= _JOINER)
    at = at[(text[at] & 0xC0) != 0x80]  # the first bytes of characters
    width = _WIDTH[text[at]]
    kind, before, after = kinds[at], kinds[at - 1], kinds[at + width]
    inside = (kind == _JOINER) & _is_word(before) & _is_word(after)
    inside |= (kind != _JOINER) & (before == _DIGIT) & (after == _DIGIT)
    initials = np.flatnonzero((kind == _PERIOD) & (before == _LETTER) & (after == _LETTER))
    inside[initials] = _stand_alone(kinds, text, at[initials])
    _set(kinds, at, width, np.where(inside, _OTHER, 0))


def _stand_alone(kinds: np.ndarray, text: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Tell whether the letters at both sides have no word character at their other side."""
    left, right = periods - 1, periods + 1
    for _ in range(3):
        left = left - ((text[left] & 0xC0) == 0x80)
    return ~_is_word(kinds[left - 1]) & ~_is_word(kinds[right + _WIDTH[text[right]]])


def _is_word(kinds: np.ndarray) -> np.ndarray:
    return (kinds > 0) & (kinds < _MARK)
