"""Quotations as lists of [start, end], with the speaker's name."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotate import annotate
from analysis.quotes import find_quotes
from analysis.speaker_links import link_speakers

PRONOUNS = {
    "he",
    "she",
    "it",
    "they",
    "i",
    "we",
    "you",
    "who",
    "which",
    "that",
    "this",
    "what",
    "his",
    "her",
    "their",
}
LABELS = {"PERSON": "PERSON", "ORG": "ORG", "NORP": "GROUP", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    tokens, _, entities = annotate(documents)
    quotes = link_speakers(find_quotes(tokens, documents), _name_entities(entities), tokens)
    by_document = dict(list(quotes.groupby("doc_id")))
    for doc_id in documents["doc_id"]:
        rows = by_document.get(doc_id, quotes[:0])
        yield {"id": doc_id, "quotes": [_quote(pieces) for _, pieces in rows.groupby("quote_id")]}


def _name_entities(entities: pd.DataFrame) -> pd.DataFrame:
    """The entities as mentions: a name of one word stands for the first longer one that ends in it."""
    rows = entities[entities["label"].isin(list(LABELS))]
    rows = rows.assign(
        label=rows["label"].astype("str").map(LABELS), kind="name", actor=rows["entity"].astype("str")
    )
    rows["actor"] = (
        rows["actor"].str.removeprefix("the ").str.removeprefix("The ").str.replace(r"[’']s$", "", regex=True)
    )
    for _, names in rows.groupby("doc_id", observed=True)["actor"]:
        for row, name in names.items():
            longer = [other for other in names if other != name and other.split()[-1] == name]
            rows.loc[row, "actor"] = longer[0] if longer else name
    return rows


def _quote(pieces: pd.DataFrame) -> dict:
    first = pieces.iloc[0]
    speaker = None if pd.isna(first["speaker"]) or first["speaker"].lower() in PRONOUNS else first["speaker"]
    return {
        "content": pieces[["start", "end"]].values.tolist(),
        "speaker": _span(first, "speaker"),
        "cue": _span(first, "cue"),
        "kind": first["kind"],
        "speech": "speech" if first["speech"] else "other",
        "speaker_name": speaker if pd.isna(first["actor"]) else first["actor"],
        "confidence": first["confidence"],
        "rule": first["rule"],
    }


def _span(row: pd.Series, name: str) -> list[list[int]] | None:
    return None if pd.isna(row[name + "_start"]) else [[int(row[name + "_start"]), int(row[name + "_end"])]]
