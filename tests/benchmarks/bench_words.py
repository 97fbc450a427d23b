"""CPU time of counting words without a model, against the standard library and scikit-learn.

Run: python tests/benchmarks/bench_words.py [DOCUMENTS]
The documents are one text of 800 words, each time in another order. Runs take turns, and all threads count.
The kit cuts texts as its language model does, and counts the documents of every word; the others do neither.
"""

import random
import re
import sys
from collections import Counter
from pathlib import Path
from statistics import median

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from timing import cpu

from analysis import annotate, choose_words, count_words

PAIRS = 5
WORDS = 800


def main(n: int = 1000) -> None:
    """Time all ways of counting and print the medians."""
    documents = make_documents(n)
    texts = documents["text"].to_list()
    tokens = annotate(documents, model=None)[0]
    print(f"{n:,} documents, {len(tokens):,} tokens, CPU seconds, median of {PAIRS} runs in turn")
    runs = {
        "annotate(model=None)": lambda: annotate(documents, model=None),
        "choose_words and count_words": lambda: count_words(choose_words(tokens, unit="lower", pos=None)),
        "re and Counter from texts": lambda: count_plainly(texts),
        "CountVectorizer from texts": lambda: CountVectorizer().fit_transform(texts),
    }
    seconds = [{name: cpu(run) for name, run in runs.items()} for _ in range(PAIRS)]
    for name in runs:
        print(f"{median(times[name] for times in seconds):7.2f}  {name}")


def make_documents(n: int) -> pd.DataFrame:
    """Shuffle the words of the seed article, repeated up to a length, once for each document."""
    seeds = Path(__file__).parents[2] / "seeds"
    words = (next(seeds.glob("*.txt")).read_text(encoding="utf-8") * 2).split()[:WORDS]
    chance = random.Random(0)
    texts = [" ".join(chance.sample(words, len(words))) for _ in range(n)]
    return pd.DataFrame({"doc_id": [f"{i:06}.txt" for i in range(n)], "text": texts}, dtype="str")


def count_plainly(texts: list[str]) -> Counter:
    """Count words as one would without any library."""
    counts: Counter = Counter()
    find = re.compile(r"\w+").findall
    for text in texts:
        counts.update(find(text.lower()))
    return counts


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
