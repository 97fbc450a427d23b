"""What was measured on labelled texts: the scores that notebooks quote."""

import json
from pathlib import Path

import pandas as pd

RESULTS = Path(__file__).parent.parent / "tests" / "evaluation" / "RESULTS.json"


def read_scores(kind: str, measures: dict[str, str]) -> pd.DataFrame:
    """Read the scores of one kind (actors, quotes, quantities) from the last evaluation.

    Args:
        kind: what was predicted.
        measures: where each score stands in the scorer's answer ("ner.exact.f1"), and its name in words.

    Columns:
        set (of labelled texts), measure, value (a share of 1), date (of the evaluation). No rows where nothing was
        evaluated.

    >>> read_scores("nothing", {"ner.exact.f1": "names"}).columns.tolist()
    ['set', 'measure', 'value', 'date']
    """
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    rows = []
    for name, scores in results.get("scores", {}).get(kind, {}).items():
        for path, words in measures.items():
            value = scores
            for step in path.split("."):
                value = value.get(step, {})
            rows.append((name, words, float("nan") if value == {} else value, results["date"]))
    return pd.DataFrame(rows, columns=["set", "measure", "value", "date"])
