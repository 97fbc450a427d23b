"""Quantities with who claims them, in the form of the scorer, where the claimant is called source."""

from collections.abc import Iterator

import pandas as pd
from analysis.quotes import find_quotes

from analysis.annotate import annotate
from analysis.claims import link_claims
from analysis.quantities import find_quantities

FIELDS = ["start", "end", "value", "value_high", "unit", "dimension", "bound", "trend", "noun", "verb"]


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    """Give a record a text: its id and its quantities."""
    tokens, _, _ = annotate(documents)
    quantities = find_quantities(tokens, documents)
    claims = link_claims(quantities, find_quotes(tokens, documents))
    found: dict[str, list[dict]] = {doc_id: [] for doc_id in documents["doc_id"]}
    for row in claims.to_dict("records"):
        fields = {name: None if pd.isna(row[name]) else row[name] for name in FIELDS}
        source = None if pd.isna(row["claimed_by"]) else row["claimed_by"]
        found[row["doc_id"]].append({"text": row["quantity"], **fields, "source": source})
    for doc_id, rows in found.items():
        yield {"id": doc_id, "quantities": rows}
