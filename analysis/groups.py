"""Find actors without a name of their own: rebels, US officials, a humanitarian group."""

import numpy as np
import pandas as pd

from analysis.lexicons import read_lexicon

_MODIFIERS = ["ADJ", "NOUN", "PROPN", "PUNCT", "VERB"]
_DEPENDENT = ["compound", "amod", "nmod", "npadvmod"]  # "government" in "government forces" is no actor
_LONGEST = 6  # words before the noun


def find_groups(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find collective and unnamed actors: a noun of the list `collective_nouns` with the words that narrow it down.

    Args:
        tokens: what `annotate` gives.
        documents: doc_id and text.

    Columns:
        doc_id, sent_id, start, end, name (as written), actor (in small letters where it is no name, people in the
        plural).
    """
    nouns = read_lexicon("collective_nouns").set_index("lemma")
    lemma = tokens["lemma"].astype("str").str.lower()
    heads = np.flatnonzero(lemma.isin(nouns.index) & (tokens["pos"] == "NOUN") & ~tokens["dep"].isin(_DEPENDENT))
    kind = nouns["kind"].reindex(lemma.iloc[heads]).to_numpy()
    plural = (tokens["tag"].iloc[heads] == "NNS").to_numpy()
    first = _first_modifier(tokens, heads)
    alone = (nouns["alone"].reindex(lemma.iloc[heads]) == "yes").to_numpy()
    # A single official may be anyone, so people count in the plural; a source is unnamed in the singular, too.
    unnamed = (lemma.iloc[heads] == "source").to_numpy()
    keep = (alone | (first < heads)) & ((kind == "body") | plural | unnamed)
    return _table(tokens, documents, first[keep], heads[keep], kind[keep])


def _first_modifier(tokens: pd.DataFrame, heads: np.ndarray) -> np.ndarray:
    """The row of the first word that belongs to each noun, reading leftwards without a gap."""
    word = tokens["token"].astype("str")
    hyphen = (word == "-").to_numpy()
    dep = tokens["dep"].isin(["amod", "compound", "nmod", "npadvmod", "nummod"]).to_numpy()
    modifies = tokens["pos"].isin(_MODIFIERS).to_numpy() & (dep | hyphen) & ~tokens["is_stop"].to_numpy()
    sentence = (tokens["doc_id"].astype("str") + " " + tokens["sent_id"].astype("str")).factorize()[0]
    first = heads.copy()
    for _ in range(_LONGEST):
        before = np.maximum(first - 1, 0)
        first = np.where((first > 0) & modifies[before] & (sentence[before] == sentence[heads]), before, first)
    while (leading := hyphen[first]).any():  # a hyphen cannot open a name
        first = first + leading
    return first


def _table(tokens, documents, first, heads, kind) -> pd.DataFrame:
    texts = dict(zip(documents["doc_id"].astype("str"), documents["text"], strict=True))
    doc_ids = tokens["doc_id"].iloc[heads].astype("str")
    starts = tokens["start"].to_numpy()[first]
    ends = tokens["end"].to_numpy()[heads]
    names = [texts[doc][a:b] for doc, a, b in zip(doc_ids, starts, ends, strict=True)]
    return pd.DataFrame({"doc_id": doc_ids.to_numpy(), "sent_id": tokens["sent_id"].to_numpy()[heads], "start": starts, "end": ends, "name": names})
