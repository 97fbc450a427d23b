"""Quotations as lists of [start, end], with the speaker's name."""

from collections.abc import Iterator

import pandas as pd

from analysis import annotate, find_actors, find_quotes, link_speakers

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


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    tokens, _, entities = annotate(documents)
    mentions = find_actors(entities, tokens, documents)
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    by_document = dict(list(quotes.groupby("doc_id")))
    for doc_id in documents["doc_id"]:
        rows = by_document.get(doc_id, quotes[:0])
        yield {"id": doc_id, "quotes": [_quote(pieces) for _, pieces in rows.groupby("quote_id")]}


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
