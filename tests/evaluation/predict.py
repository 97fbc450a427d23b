"""Write what the kit finds in the form that an outside scorer reads: predict.py KIND GOLD.jsonl PRED.jsonl."""

import importlib
import json
import sys
from pathlib import Path

KINDS = ["actors", "quotes", "quantities"]


def main(kind: str, gold: str, predictions: str) -> None:
    if kind not in KINDS:
        raise SystemExit(f"the kind is {kind!r}: name one of {', '.join(KINDS)}")
    records = [json.loads(line) for line in Path(gold).read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = importlib.import_module(f"predict_{kind}").predict(records)
    Path(predictions).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
