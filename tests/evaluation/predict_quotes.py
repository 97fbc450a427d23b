"""Quotations as lists of [start, end]."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotate import annotate
from analysis.quotes import find_quotes


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    tokens, _, entities = annotate(documents)
    quotes = find_quotes(tokens, documents)
    by_document = dict(list(quotes.groupby("doc_id")))
    for doc_id in documents["doc_id"]:
        rows = by_document.get(doc_id, quotes[:0])
        yield {"id": doc_id, "quotes": [_quote(pieces) for _, pieces in rows.groupby("quote_id")]}


def _quote(pieces: pd.DataFrame) -> dict:
    first = pieces.iloc[0]
    return {
        "content": pieces[["start", "end"]].values.tolist(),
        "speaker": _span(first, "speaker"),
        "cue": _span(first, "cue"),
        "kind": first["kind"],
        "speech": "speech" if first["speech"] else "other",
        "confidence": first["confidence"],
        "rule": first["rule"],
    }


def _span(row: pd.Series, name: str) -> list[list[int]] | None:
    return None if pd.isna(row[name + "_start"]) else [[int(row[name + "_start"]), int(row[name + "_end"])]]
