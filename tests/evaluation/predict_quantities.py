"""Quantities with who claims them, in the form of the scorer, where the claimant is called source."""

from collections.abc import Iterator

import pandas as pd

from analysis import annotate, find_actors, find_quantities, find_quotes, link_claims, link_speakers

FIELDS = ["start", "end", "value", "value_high", "unit", "dimension", "bound", "trend", "noun", "verb"]
PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "who", "which"])


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    """Yield a record for each text: its id and its quantities."""
    tokens, _, entities = annotate(documents)
    quantities = find_quantities(tokens, documents)
    quotes = find_quotes(tokens, documents)
    quotes = link_speakers(quotes, find_actors(entities, tokens, documents), tokens)
    found: dict[str, list[dict]] = {doc_id: [] for doc_id in documents["doc_id"]}
    for row in link_claims(quantities, quotes).to_dict("records"):
        known = {name: None if pd.isna(value) else value for name, value in row.items()}
        fields = {name: known[name] for name in FIELDS}
        found[row["doc_id"]].append({"text": row["quantity"], **fields, "source": _claimant(known)})
    for doc_id, rows in found.items():
        yield {"id": doc_id, "quantities": rows}


def _claimant(row: dict) -> str | None:
    """Return the claimant as the text names it; for a pronoun the actor that it means, if known."""
    if row["claimed_by"] and row["claimed_by"].lower() in PRONOUNS:
        return row["actor"] or row["claimed_by"]
    return row["claimed_by"]
