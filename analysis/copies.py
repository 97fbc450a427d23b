"""Find texts that are copies of each other, exact or with changes."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

# Sequences of three words: of two, different reports of the same event share more; of four, edits break more.
_WORDS = 3
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype="uint64")
# 42 bands of 3: texts that share half their sequences are compared with a probability of 99.6 %, and unrelated ones,
# which share 1 %, with one of 0.004 %.
_BANDS = (42, 3)


def find_exact_copies(documents: pd.DataFrame) -> Iterator[dict]:
    """Yield a finding for each text that has exact copies, as `check_corpus` lists it; an empty text has none.

    Texts are the same if every character is, apart from blanks and line breaks before and after the text. The first
    stays.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It is over.\\n"]})
    >>> [(copy["doc_id"], copy["group"], copy["keep"]) for copy in find_exact_copies(documents)]
    [('a', 'a', True), ('b', 'a', False)]
    """
    texts = documents["text"].str.strip()
    for _, (first, *others) in documents["doc_id"].groupby(texts[texts != ""]):
        if others:
            found = f"the first of {len(others) + 1} texts that are the same"
            yield {"kind": "exact copy", "doc_id": first, "found": found, "group": first, "keep": True}
        for doc_id in others:
            found = f"the same text as {first}"
            yield {"kind": "exact copy", "doc_id": doc_id, "found": found, "group": first, "keep": False}


def find_near_copies(documents: pd.DataFrame, similarity: float) -> Iterator[dict]:
    """Yield a finding for each text that shares much of its wording with another, as `check_corpus` lists it.

    Two texts are near copies if at least a share `similarity` of the three-word sequences that occur in either occur in
    both. Texts are in a group if a chain of near copies joins them. The longest stays, of equal ones the first.

    >>> texts = ["The dam broke at dawn on Monday.", "The dam broke at dawn on Monday, they said."]
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": texts})
    >>> [(copy["doc_id"], copy["group"], copy["keep"]) for copy in find_near_copies(documents, 0.5)]
    [('a', 'a', False), ('b', 'a', True)]
    """
    doc_ids = documents["doc_id"].to_list()
    sequences = [_hash_sequences(text) for text in documents["text"]]
    members = defaultdict(list)
    for number, first in enumerate(_group(sequences, similarity)):
        members[first].append(number)
    for first, numbers in members.items():
        longest = max(numbers, key=lambda number: len(sequences[number]))
        for number in numbers if len(numbers) > 1 else ():
            share = np.isin(sequences[number], sequences[longest]).mean()
            found = f"{share:.0%} of its wording is in {doc_ids[longest]}"
            if number == longest:
                found = f"the longest of {len(numbers)} near copies"
            own = {"found": found, "group": doc_ids[first], "keep": number == longest}
            yield {"kind": "near copy", "doc_id": doc_ids[number]} | own


def _hash_sequences(text: str) -> np.ndarray:
    """Return the numbers of all three-word sequences of a text, each once: the same on every machine."""
    words = [zlib.crc32(word.encode()) for word in re.findall(r"\w+", text.lower())]
    if len(words) < _WORDS:
        return np.array([], dtype="uint32")
    windows = np.lib.stride_tricks.sliding_window_view(np.array(words, dtype="uint64"), _WORDS)
    return np.unique((windows * _FACTORS).sum(axis=1) >> np.uint64(32)).astype("uint32")


def _group(sequences: list[np.ndarray], similarity: float) -> list[int]:
    """Return the group of each text, as the number of its first text."""
    from datasketch import MinHash, MinHashLSH

    bands = MinHashLSH(num_perm=np.prod(_BANDS), params=_BANDS)
    empty = MinHash(num_perm=np.prod(_BANDS), hashfunc=int)
    group = list(range(len(sequences)))
    for number, own in enumerate(sequences):
        if not len(own):
            continue
        sketch = empty.copy()
        sketch.update_batch(own.tolist())
        for other in sorted(bands.query(sketch)):
            first, second = sorted((_root(group, number), _root(group, other)))
            if first != second and _jaccard(own, sequences[other]) >= similarity:
                group[second] = first
        bands.insert(number, sketch)
    return [_root(group, number) for number in group]


def _root(group: list[int], number: int) -> int:
    while group[number] != number:
        number = group[number]
    return number


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)
