"""Predict and score every labelled set, and keep the scores.

python tests/evaluation/evaluate.py GOLD SCORE

GOLD is a folder with a folder for each kind (actors, quotes, quantities) of *.jsonl files; SCORE holds the scorers,
<kind>.py, which print JSON for a labelled and a predicted file. Articles on which the weights of the quotations were
fitted are left out. Writes analysis/RESULTS.json.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from fit_quotes import is_fitted_on
from predict import KINDS, predict

from analysis.annotation import describe_model, measured_by_makers
from analysis.trust import RESULTS

FITTED = "dev"  # the labelled quotations of which one half was used for fitting


def score(kind: str, gold: Path, scorer: Path) -> dict:
    """The scores of one labelled file, as its scorer prints them."""
    with tempfile.TemporaryDirectory() as folder:
        unseen, prediction = Path(folder) / gold.name, Path(folder) / "prediction.jsonl"
        lines = gold.read_text(encoding="utf-8").splitlines(keepends=True)
        fitted = kind == "quotes" and gold.stem == FITTED
        kept = [line for line in lines if not (fitted and is_fitted_on(json.loads(line)["id"]))]
        unseen.write_text("".join(kept), encoding="utf-8")
        predict(kind, unseen, prediction)
        command = [sys.executable, str(scorer), str(unseen), str(prediction)]
        if "--json" in scorer.read_text(encoding="utf-8"):  # it prints tables without being asked for JSON
            command.append("--json")
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("score", type=Path)
    arguments = parser.parse_args()
    model = describe_model()
    today = date.today().isoformat()
    results = {"date": today, "model": model["model"], "spacy": model["spacy"], "scores": {}}
    results["scores"]["words"] = {"model": measured_by_makers()}
    for kind in KINDS:
        for gold in sorted((arguments.gold / kind).glob("*.jsonl")):
            print(f"{kind}: {gold.name}")
            found = score(kind, gold, arguments.score / f"{kind}.py")
            results["scores"].setdefault(kind, {})[gold.stem] = found
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
