"""Quantities with their claimants, in the form of the scorer: claimed_by is its `source`."""

import pandas as pd

from analysis.annotate import annotate
from analysis.quantities import find_quantities

FIELDS = ["start", "end", "value", "value_high", "unit", "dimension", "bound", "trend", "noun", "verb"]


def predict(records: list[dict]) -> list[dict]:
    """Give a record a text: its id and its quantities."""
    documents = pd.DataFrame(
        {"doc_id": [record["id"] for record in records], "text": [record["text"] for record in records]}, dtype="str"
    )
    tokens, _, _ = annotate(documents)
    quantities = find_quantities(tokens, documents)
    found: dict[str, list[dict]] = {record["id"]: [] for record in records}
    for row in quantities.to_dict("records"):
        fields = {name: None if pd.isna(row[name]) else row[name] for name in FIELDS}
        found[row["doc_id"]].append({"text": row["quantity"], **fields})
    return [{"id": doc_id, "quantities": quantities} for doc_id, quantities in found.items()]
