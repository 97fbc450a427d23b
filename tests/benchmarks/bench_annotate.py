"""CPU time of `annotate` against bare `nlp.pipe` with the same components, and of a cached re-run.

Run: python tests/benchmarks/bench_annotate.py [ARTICLES]
The articles, of some 1,000 words each, are the seed article's paragraphs in random order.
"""

import random
import sys
import tempfile
from pathlib import Path
from statistics import median

import pandas as pd
from timing import cpu

from analysis import annotate
from analysis.annotation import load_model

PAIRS = 5


def main(n: int = 40) -> None:
    """Time the three in turn and print the median of the ratios."""
    documents = make_documents(n)
    nlp = load_model()
    annotate(documents[:2], cache=False)
    ratios, cached = [], []
    for _ in range(PAIRS):
        with tempfile.TemporaryDirectory() as folder:
            bare = cpu(lambda: list(nlp.pipe(documents["text"])))
            first = cpu(lambda: annotate(documents, cache=folder))
            again = cpu(lambda: annotate(documents, cache=folder))
        ratios.append(first / bare)
        cached.append(first / again)
    words = documents["text"].str.split().str.len().sum()
    print(f"{n} articles, {words:,} words, median of {PAIRS} pairs")
    print(f"annotate, writing the cache / bare nlp.pipe   {median(ratios):.2f}  (at most 1.05)")
    print(f"annotate / the same from the cache            {median(cached):.0f}  (at least 50)")


def make_documents(n: int) -> pd.DataFrame:
    """Make articles of some 1,000 words out of the seed article's paragraphs."""
    seeds = Path(__file__).parents[2] / "seeds"
    paragraphs = next(seeds.glob("*.txt")).read_text(encoding="utf-8").split("\n")
    chance = random.Random(0)
    articles = ["\n".join(chance.sample(paragraphs, len(paragraphs)) * 2) for _ in range(n)]
    return pd.DataFrame({"doc_id": [f"{i:06}" for i in range(n)], "text": articles}, dtype="str")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
