"""CPU time of counting words, against the standard library and scikit-learn, and of counting again.

Run: python tests/benchmarks/bench_words.py [DOCUMENTS]
The documents are one text of 800 words, each time in another order. Runs take turns, and all threads count.
The kit counts the occurrences and the documents of every word; the others count occurrences only.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from timing import cpu

from analysis import count_words, tokenize
from analysis.tokenize import STORED

PAIRS = 5
WORDS = 800


def main(n: int = 10_000) -> None:
    """Time both ways of counting and print the medians of the ratios."""
    documents = make_documents(n)
    tokens = tokenize(documents)
    print(f"{n:,} documents, {len(tokens):,} tokens, median of {PAIRS} runs in turn")
    from_text(documents)
    with tempfile.TemporaryDirectory() as folder:
        again(documents, tokens, Path(folder))


def from_text(documents: pd.DataFrame) -> None:
    """Compare counting texts."""
    texts = documents["text"].to_list()
    ratios = in_turn(
        lambda: count(tokenize(documents)),
        lambda: count_plainly(texts),
        lambda: CountVectorizer().fit_transform(texts),
    )
    print(f"tokenize and count_words / re and Counter     {1 / ratios[0]:5.2f}  (at most 0.55)")
    print(f"tokenize and count_words / CountVectorizer    {1 / ratios[1]:5.2f}  (at most 0.45)")


def again(documents: pd.DataFrame, tokens: pd.DataFrame, folder: Path) -> None:
    """Compare counting what is stored: text files, or tokens in Parquet."""
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        (folder / doc_id).write_text(text, encoding="utf-8")
    stored, plain = folder / "stored.parquet", folder / "plain.parquet"
    tokens.to_parquet(stored, schema=STORED)
    tokens.to_parquet(plain, index=False)

    def files() -> Counter:
        return count_plainly(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))

    print("re and Counter from text files / count_words")
    for name, run in {
        "as tokenize() advises            (at least 15)": lambda: count(
            read(stored, dtype_backend="pyarrow")
        ),
        "read_parquet without the advice": lambda: count(read(stored)),
        "to_parquet without the advice": lambda: count(read(plain, dtype_backend="pyarrow")),
        "both without the advice": lambda: count(read(plain)),
        "from tokens in memory": lambda: count(tokens),
    }.items():
        print(f"{in_turn(run, files)[0]:7.1f}  {name}")


def in_turn(ours, *others) -> list[float]:
    """Run all in turn and give the median ratios of the others' CPU time to ours."""
    ours()
    seconds = [[cpu(run) for run in (ours, *others)] for _ in range(PAIRS)]
    return [median(times[k] / times[0] for times in seconds) for k in range(1, len(others) + 1)]


def read(file: Path, **options) -> pd.DataFrame:
    """Read tokens back."""
    return pd.read_parquet(file, columns=["doc_id", "token"], **options)


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


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
