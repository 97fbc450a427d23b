"""Write predictions in the form that the scorers of labelled texts read.

python tests/evaluation/predict.py {actors,quotes,quantities} GOLD.jsonl PRED.jsonl

GOLD has a JSON object a line, of which only id and text are read; all lines together are one corpus. Each kind is a
file of its own beside this one, predict_<kind>.py, with a function predict(documents) that gives the objects to write.
"""

import argparse
import importlib
import json
import sys
from pathlib import Path

import pandas as pd

KINDS = ["actors", "quotes", "quantities"]


def read_texts(path: Path) -> pd.DataFrame:
    """The id and text of each line, as documents; the labels are not read."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    columns = {"doc_id": [line["id"] for line in lines], "text": [line["text"] for line in lines]}
    return pd.DataFrame(columns, dtype="str")


def predict(kind: str, gold: Path, prediction: Path) -> None:
    """Predict one kind of labels for the texts of a file, and write them to another."""
    objects = importlib.import_module(f"predict_{kind}").predict(read_texts(gold))
    lines = [json.dumps(found, ensure_ascii=False) + "\n" for found in objects]
    prediction.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("gold", type=Path)
    parser.add_argument("prediction", type=Path)
    arguments = parser.parse_args()
    predict(arguments.kind, arguments.gold, arguments.prediction)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
