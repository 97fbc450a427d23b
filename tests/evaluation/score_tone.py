"""How far the two tone scores agree with quotations coded by hand: tests/gold/tone.csv, invented and coded by us.

python tests/evaluation/score_tone.py
"""

from pathlib import Path

import pandas as pd

from analysis.coding import agreement
from analysis.tone import score_tone

GOLD = Path(__file__).parents[1] / "gold" / "tone.csv"
NEUTRAL = 0.05  # scores nearer to 0 count as no tone, as VADER's authors suggest


def main() -> None:
    gold = pd.read_csv(GOLD)
    quotes = gold.assign(doc_id="gold", quote_id=range(len(gold)), start=0)
    scores = score_tone(quotes, pd.DataFrame({"doc_id": [], "start": [], "end": []}))
    classes = {
        name: (scores[name] > NEUTRAL).astype(int) - (scores[name] < -NEUTRAL)
        for name in ("textblob", "vader")
    }
    for name, found in classes.items():
        same = (found == gold["tone"]).mean()
        print(f"{name}: {same:.0%} of {len(gold)} coded alike, alpha {agreement(gold['tone'], found):.2f}")
    print(f"both with each other: alpha {agreement(classes['textblob'], classes['vader']):.2f}")


if __name__ == "__main__":
    main()
