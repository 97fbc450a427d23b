"""Find actors that have no name of their own: rebels, US officials, a humanitarian group."""

import numpy as np
import pandas as pd

from analysis.finders.lists import read_lexicon, word_set
from analysis.tables import read_codes

_MODIFIERS = ["amod", "compound", "nmod", "npadvmod"]
_VAGUE = ["NUM", "DET", "PRON", "ADV"]
_LONGEST = 5  # words before the noun: what is longer describes more than it names


def find_groups(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find collective and unnamed actors: a noun of the list `collective_nouns` with the words that narrow it down.

    People count in the plural ("rebels", "US officials"), sources also in the singular; bodies need a word that
    tells which ("a humanitarian group"), unless the list says otherwise ("the government"). Words of the list
    `vague_words` tell nothing: "many refugees" are refugees.

    Args:
        tokens: what `annotate` gives.
        documents: doc_id and text.

    Columns:
        doc_id, sent_id, start, end, name, actor (the name with a small first letter and people in the plural), is_body.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Government forces met US officials."]})
    >>> find_groups(annotate(documents, cache=False)[0], documents)["actor"].tolist()
    ['government forces', 'US officials']
    """
    nouns = read_lexicon("collective_nouns").set_index("word")
    listed = _among(tokens["lemma"], nouns.index)
    # "government" in "government forces" is no actor of its own
    heads = np.flatnonzero(listed & (tokens["pos"] == "NOUN") & ~tokens["dep"].isin(_MODIFIERS))
    about = nouns.loc[tokens["lemma"].iloc[heads].astype("str").str.lower()]
    body = (about["kind"] == "body").to_numpy()
    alone = (about["alone"] == "yes").to_numpy()
    many = (tokens["tag"].iloc[heads] == "NNS").to_numpy() | (about.index == "source")
    first = _first_words(tokens, heads)
    keep = (alone | (first < heads)) & (body | many)
    return _table(tokens, documents, first[keep], heads[keep], body[keep])


def _among(column: pd.Series, words: pd.Series | pd.Index) -> np.ndarray:
    """Whether each entry, in small letters, is one of the words: asked once for each distinct entry."""
    codes, entries = read_codes(column)
    return entries.astype("str").str.lower().isin(words)[codes]


def _first_words(tokens: pd.DataFrame, heads: np.ndarray) -> np.ndarray:
    """The row of the first word that belongs to each noun, leftwards without a gap."""
    hyphen = (tokens["token"] == "-").to_numpy()
    part = tokens["dep"].isin(_MODIFIERS) & ~tokens["pos"].isin(_VAGUE) & ~tokens["is_stop"]
    part = part.to_numpy() & ~_among(tokens["token"], word_set("vague_words")) | hyphen
    doc_no, sent_id = pd.Categorical(tokens["doc_id"]).codes, tokens["sent_id"].to_numpy()
    first = heads
    for _ in range(_LONGEST):
        before = np.maximum(first - 1, 0)
        same = (doc_no[before] == doc_no[heads]) & (sent_id[before] == sent_id[heads])
        first = np.where(part[before] & same, before, first)
    while (opening := hyphen[first]).any():  # "a 30-strong group": what stands before the hyphen was vague
        first = first + 2 * opening
    return np.minimum(first, heads)


def _table(
    tokens: pd.DataFrame, documents: pd.DataFrame, first: np.ndarray, heads: np.ndarray, body: np.ndarray
) -> pd.DataFrame:
    texts = dict(zip(documents["doc_id"].astype("str"), documents["text"], strict=True))
    opening, noun = tokens.iloc[first], tokens.iloc[heads]
    names, actors = [], []
    for doc_id, start, end, pos, head, word, lemma, is_body in zip(
        opening["doc_id"].tolist(), opening["start"], noun["end"], opening["pos"].tolist(), noun["start"],
        noun["token"].tolist(), noun["lemma"].tolist(), body, strict=True,
    ):  # fmt: skip
        name = texts[doc_id][start:end]
        front = name[: head - start]
        named = (
            pos == "PROPN"
            or name[1:2].isupper()
            or (pos == "ADJ" and front[:1].isupper() and "-" not in front)
        )
        last = f"{lemma}s" if not is_body and word.lower() == lemma else word
        actor = front + last
        names.append(name)
        actors.append(actor if named else actor[:1].lower() + actor[1:])
    return pd.DataFrame(
        {
            "doc_id": noun["doc_id"].to_numpy(),
            "sent_id": noun["sent_id"].to_numpy(),
            "start": opening["start"].to_numpy(),
            "end": noun["end"].to_numpy(),
            "name": pd.array(names, dtype="str"),
            "actor": pd.array(actors, dtype="str"),
            "is_body": body,
        }
    )
