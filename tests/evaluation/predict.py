"""Write predictions in the form that the scorers of labelled texts read.

python tests/evaluation/predict.py {actors,quotes,quantities} GOLD.jsonl PRED.jsonl

GOLD has a JSON object a line, of which only id and text are read; all lines together are one corpus.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis import (
    annotate,
    find_actors,
    find_quantities,
    find_quotes,
    link_claims,
    link_speakers,
    merge_actors,
)

QUANTITY = ["start", "end", "value", "value_high", "unit", "dimension", "bound", "trend", "noun", "verb"]
CLAIMANTS = {"he", "she", "it", "they", "i", "we", "who", "which"}  # replaced by their actor
PRONOUNS = CLAIMANTS | {"you", "that", "this", "what", "his", "her", "their"}


def read_texts(path: Path) -> pd.DataFrame:
    """Return the id and text of each line as documents; the labels are not read."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    columns = {"doc_id": [line["id"] for line in lines], "text": [line["text"] for line in lines]}
    return pd.DataFrame(columns, dtype="str")


def predict(kind: str, gold: Path, prediction: Path) -> None:
    """Predict one kind of labels for the texts of a file, and write them to another."""
    documents = read_texts(gold)
    tokens, _, entities = annotate(documents)
    mentions = find_actors(entities, tokens, documents)
    if kind == "actors":
        rows = merge_actors(mentions)
    else:
        rows = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    if kind == "quantities":
        rows = link_claims(find_quantities(tokens, documents), rows)
    by_document = dict(list(rows.groupby("doc_id", observed=True)))
    with prediction.open("w", encoding="utf-8") as file:
        for doc_id in documents["doc_id"]:
            found = {"id": doc_id, kind: list(KINDS[kind](by_document.get(doc_id, rows.iloc[:0])))}
            file.write(json.dumps(found, ensure_ascii=False) + "\n")


def _actors(rows: pd.DataFrame) -> Iterator[dict]:
    """Yield the actors of a document: label (the name over the corpus), type, mentions as [start, end, kind]."""
    for (actor, label), own in rows.groupby(["actor", "label"], observed=True):
        yield {"label": actor, "type": label, "mentions": own[["start", "end", "kind"]].values.tolist()}


def _quotes(rows: pd.DataFrame) -> Iterator[dict]:
    """Yield the quotations of a document as lists of [start, end], with the speaker's name."""
    for _, pieces in rows.groupby("quote_id"):
        first = pieces.iloc[0]
        speaker = (
            None if pd.isna(first["speaker"]) or first["speaker"].lower() in PRONOUNS else first["speaker"]
        )
        yield {
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


def _quantities(rows: pd.DataFrame) -> Iterator[dict]:
    """Yield the quantities of a document; `source` is the claimant as the text names it, for a pronoun its actor."""
    for row in rows.to_dict("records"):
        known = {name: None if pd.isna(value) else value for name, value in row.items()}
        is_pronoun = known["claimed_by"] and known["claimed_by"].lower() in CLAIMANTS
        source = is_pronoun and known["actor"] or known["claimed_by"]
        yield {"text": row["quantity"], **{name: known[name] for name in QUANTITY}, "source": source}


KINDS = {"actors": _actors, "quotes": _quotes, "quantities": _quantities}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("gold", type=Path)
    parser.add_argument("prediction", type=Path)
    predict(**vars(parser.parse_args()))
