"""Write what the kit finds in the form that outside scorers read.

    python tests/evaluation/predict.py {actors,quotes,quantities} GOLD.jsonl PRED.jsonl

The lines of GOLD are the documents of one corpus; of each only id and text are read.
"""

import argparse
import importlib
import json
from pathlib import Path

import pandas as pd


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("actors", "quotes", "quantities"))
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines if line.strip()]
    documents = pd.DataFrame({"doc_id": [row["id"] for row in gold], "text": [row["text"] for row in gold]})
    predict = importlib.import_module(f"predict_{arguments.what}").predict
    with arguments.predictions.open("w", encoding="utf-8") as lines:
        for row in predict(documents):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
