"""CPU time of counting words, against the standard library and scikit-learn, and of counting again from Parquet.

Run: python tests/benchmarks/bench_words.py [DOCUMENTS]
The documents are one text of 800 words, each time in another order. All threads count; ratios come from runs in
turn. The kit counts occurrences and documents of every word; the others count occurrences only.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

from analysis.tokenize import STORED, tokenize
from analysis.words import count_words

PAIRS = 5
WORDS = 800
COLUMNS = ["doc_id", "token"]


def main(n: int = 10_000) -> None:
    """Time all in turn and print the medians of the ratios."""
    documents = make_documents(n)
    texts = documents["text"].to_list()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for doc_id, text in zip(documents["doc_id"], texts, strict=True):
            (folder / doc_id).write_text(text, encoding="utf-8")
        tokens = tokenize(documents)
        tokens.to_parquet(folder / "stored.parquet", schema=STORED)
        tokens.to_parquet(folder / "plain.parquet", index=False)
        runs = {
            "re": lambda: count_plainly(texts),
            "sklearn": lambda: CountVectorizer().fit_transform(texts),
            "text": lambda: count(tokenize(documents)),
            "re, files": lambda: count_plainly(
                p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))
            ),
            "tokens": lambda: count(tokens),
            "stored, arrow": lambda: count(
                pd.read_parquet(folder / "stored.parquet", columns=COLUMNS, dtype_backend="pyarrow")
            ),
            "stored": lambda: count(pd.read_parquet(folder / "stored.parquet", columns=COLUMNS)),
            "plain, arrow": lambda: count(
                pd.read_parquet(folder / "plain.parquet", columns=COLUMNS, dtype_backend="pyarrow")
            ),
            "plain": lambda: count(pd.read_parquet(folder / "plain.parquet", columns=COLUMNS)),
        }
        seconds = [{name: cpu(run) for name, run in runs.items()} for _ in range(PAIRS)]

    def ratio(one: str, other: str) -> float:
        return median(times[one] / times[other] for times in seconds)

    print(f"{n:,} documents, {len(tokens):,} tokens, median of {PAIRS} runs in turn")
    print(f"tokenize and count_words / re and Counter           {ratio('text', 're'):.2f}  (at most 0.55)")
    print(
        f"tokenize and count_words / CountVectorizer          {ratio('text', 'sklearn'):.2f}  (at most 0.45)"
    )
    print(f"re and Counter / count_words, tokens in memory      {ratio('re', 'tokens'):.0f}")
    print("re and Counter, from text files / count_words, from Parquet")
    print(
        f"  stored and read as tokenize() advises             {ratio('re, files', 'stored, arrow'):.1f}  (at least 15)"
    )
    print(f"  stored as it advises, read_parquet as it is       {ratio('re, files', 'stored'):.1f}")
    print(f"  to_parquet as it is, read as it advises           {ratio('re, files', 'plain, arrow'):.1f}")
    print(f"  to_parquet and read_parquet as they are           {ratio('re, files', 'plain'):.1f}")


def make_documents(n: int) -> pd.DataFrame:
    """Shuffle the words of the seed article, repeated up to a length, once for each document."""
    seeds = Path(__file__).parents[2] / "seeds"
    words = (next(seeds.glob("*.txt")).read_text(encoding="utf-8") * 2).split()[:WORDS]
    chance = random.Random(0)
    texts = [" ".join(chance.sample(words, len(words))) for _ in range(n)]
    return pd.DataFrame({"doc_id": [f"{i:06}.txt" for i in range(n)], "text": texts}, dtype="str")


def count(tokens: pd.DataFrame) -> pd.DataFrame:
    """Count words as the benchmark does throughout."""
    return count_words(tokens, unit="lower", pos=None)


def count_plainly(texts: Iterable[str]) -> Counter:
    """Count words as one would without any library."""
    counts: Counter = Counter()
    find = re.compile(r"\w+").findall
    for text in texts:
        counts.update(find(text.lower()))
    return counts


def cpu(call) -> float:
    """CPU seconds of a call, all threads."""
    start = process_time()
    call()
    return process_time() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
