"""Find texts that are copies of each other, exact or with changes."""

import re
import zlib

import numpy as np
import pandas as pd

# Texts that are just similar enough are compared with a probability of 99 %; of unrelated ones, hardly any.
_SKETCH, _WEIGHTS = 128, (0.02, 0.98)


def find_copies(documents: pd.DataFrame, similarity: float) -> pd.DataFrame:
    """Return the texts that have copies, in groups: of exact copies the first is kept, of near copies the longest.

    Exact copies have the same characters, apart from blanks and line breaks before and after the text. Two texts are
    near copies if at least a share `similarity` of the three-word sequences that occur in either occur in both. Texts
    are in a group if a chain of near copies joins them. Of equally long ones, the first is kept.

    Args:
        documents: doc_id and text, in the order of doc_id.
        similarity: above 0, at most 1.

    Columns:
        kind ("exact copy" or "near copy"), doc_id, found, group (the first doc_id), keep.

    >>> texts = ["The dam broke at dawn on Monday.", "The dam broke at dawn on Monday, they said."]
    >>> find_copies(pd.DataFrame({"doc_id": ["a", "b"], "text": texts}), 0.5)["keep"].to_list()
    [False, True]
    """
    exact = _find_exact_copies(documents)
    distinct = documents[~documents["doc_id"].isin(exact.loc[~exact["keep"], "doc_id"])]
    return pd.concat([exact, _find_near_copies(distinct, similarity)])


def _find_exact_copies(documents: pd.DataFrame) -> pd.DataFrame:
    texts = documents["text"].str.split().str.join(" ")
    rows = documents[texts.duplicated(keep=False) & (texts != "")]
    groups = rows["doc_id"].groupby(texts[rows.index])
    group, n = groups.transform("first"), groups.transform("size")
    found = n.map("one of {:,} equal texts".format)
    return rows.assign(kind="exact copy", found=found, group=group, keep=rows["doc_id"] == group)


def _find_near_copies(documents: pd.DataFrame, similarity: float) -> pd.DataFrame:
    hashes = documents.set_index("doc_id")["text"].map(_hash_sequences)
    sequences = {doc_id: own for doc_id, own in hashes.items() if len(own)}
    rows = []
    for group in _group(sequences, similarity):
        longest = max(group, key=lambda doc_id: len(sequences[doc_id]))
        for doc_id in group:
            share = np.isin(sequences[doc_id], sequences[longest]).mean()
            found = f"{share:.0%} of its wording is in {longest}"
            found = found if doc_id != longest else f"the longest of {len(group)} near copies"
            rows.append(("near copy", doc_id, found, group[0], doc_id == longest))
    return pd.DataFrame(rows, columns=["kind", "doc_id", "found", "group", "keep"]).astype({"keep": "bool"})


def _hash_sequences(text: str) -> np.ndarray:
    """Return the hashes of the three-word sequences of a text, each once.

    Of two words, different reports of the same event share more; of four, edits break more. Of 583 news texts, three
    pairs are near copies (58 % or more), all others share 14 % at most. Half is still shared by 97 % of the texts after
    a tenth of the words was changed, by all after they were cut to two thirds, by 99 % after a paragraph was added, by
    92 % after both, and by 99 % with another first paragraph (tests/evaluation/measure_checks.py).
    """
    words = re.findall(r"\w+", text.lower())
    sequences = {" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)}
    return np.unique([zlib.crc32(sequence.encode()) for sequence in sequences]).astype("uint32")


def _group(sequences: dict[str, np.ndarray], similarity: float) -> list[list[str]]:
    """Return the groups of near copies, each as its doc_ids."""
    from datasketch import MinHash, MinHashLSH
    from scipy.cluster.hierarchy import DisjointSet

    bands, groups = MinHashLSH(min(similarity, 0.9), _SKETCH, _WEIGHTS), DisjointSet(sequences)
    sketches = MinHash.generator(map(np.ndarray.tolist, sequences.values()), num_perm=_SKETCH, hashfunc=int)
    for (doc_id, own), sketch in zip(sequences.items(), sketches, strict=True):
        for other in bands.query(sketch):
            if not groups.connected(doc_id, other):
                both = len(np.intersect1d(own, sequences[other], assume_unique=True))
                if both >= similarity * (len(own) + len(sequences[other]) - both) > 0:
                    groups.merge(doc_id, other)
        bands.insert(doc_id, sketch)
    return [sorted(group) for group in groups.subsets() if len(group) > 1]
