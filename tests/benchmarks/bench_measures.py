"""CPU time of all measures of words together, against that of annotating the same texts.

Run: python tests/benchmarks/bench_measures.py [ARTICLES]
The articles, of some 800 words each, are the news articles of the tests, two at a time and in shuffled paragraphs.
A twenty-fifth of them is annotated and that time multiplied; their tokens stand for the others, too, each copy of
a text being a document of its own.
"""

import random
import sys
from pathlib import Path
from time import process_time

import pandas as pd

from analysis import (
    annotate,
    compare_words,
    count_by_date,
    count_categories,
    count_collocations,
    count_words,
    find_words,
    fit_zipf,
    mark_quoted,
    measure_collocations,
    measure_diversity,
    read_categories,
    read_corpus,
    word_rates,
)
from analysis.annotation import load_model
from analysis.compare import compare_with_list
from analysis.frequency import tf_idf

KIT = Path(__file__).parents[2]
COPIES = 25


def main(n: int = 1000) -> None:
    """Annotate once, measure, and print each share of the time."""
    sample = make_documents(n // COPIES)
    load_model()
    annotate(sample[:2], cache=False)
    start = process_time()
    tokens, _, _ = annotate(sample, cache=False)
    annotating = (process_time() - start) * COPIES
    documents, tokens = copy(sample, tokens)
    print(f"{len(documents):,} articles, {len(tokens):,} tokens; CPU time in per cent of annotating them")
    whole = 0.0
    for name, run in measures(documents, tokens).items():
        start = process_time()
        run()
        share = (process_time() - start) / annotating * 100
        whole += share
        print(f"{name:<24}{share:6.2f}")
    print(f"{'all':<24}{whole:6.2f}  (at most 5)")


def measures(documents: pd.DataFrame, tokens: pd.DataFrame) -> dict:
    """Every measure, with the arguments that the notebooks use."""
    quoted = mark_quoted(tokens, documents)
    plain = {"unit": "lower", "pos": None}
    counts, own = count_words(tokens), count_words(tokens, **plain)
    return {
        "count_words, word_rates": lambda: word_rates(tokens, count_words(tokens)),
        "mark_quoted": lambda: mark_quoted(tokens, documents),
        "compare_words": lambda: compare_words(quoted, by="in_quotes", target=True, **plain),
        "compare_with_list": lambda: compare_with_list(tokens, own),
        "collocations, window": lambda: measure_collocations(tokens, count_collocations(tokens)),
        "collocations, sentence": lambda: measure_collocations(
            tokens, count_collocations(tokens, window=None), window=None
        ),
        "measure_diversity": lambda: measure_diversity(tokens),
        "fit_zipf, tf_idf": lambda: (fit_zipf(own), tf_idf(count_words(tokens, by="doc_id"))),
        "count_categories": lambda: count_categories(
            tokens, read_categories(KIT / "notebooks" / "categories.csv"), by="doc_id"
        ),
        "count_by_date": lambda: count_by_date(
            find_words(tokens, counts["word"].head(20).tolist()), documents, tokens
        ),
    }


def make_documents(n: int) -> pd.DataFrame:
    """Make articles of two others each, their paragraphs in random order."""
    texts = read_corpus(KIT / "tests" / "data" / "news")["text"]
    chance = random.Random(0)
    articles = []
    for _ in range(n):
        paragraphs = [line for text in chance.sample(texts.to_list(), 2) for line in text.split("\n") if line]
        articles.append("\n".join(chance.sample(paragraphs, len(paragraphs))))
    return pd.DataFrame({"doc_id": [f"{i:06}" for i in range(n)], "text": articles}, dtype="str")


def copy(sample: pd.DataFrame, tokens: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Repeat documents and tokens under new names, a day later each time."""
    documents, repeated = [], []
    for number in range(COPIES):
        day = pd.Timestamp("2021-03-01") + pd.Timedelta(days=number)
        documents.append(sample.assign(doc_id=f"{number:02}-" + sample["doc_id"], date=day))
        repeated.append(tokens.assign(doc_id=f"{number:02}-" + tokens["doc_id"].astype("str")))
    repeated = pd.concat(repeated, ignore_index=True)
    return pd.concat(documents, ignore_index=True), repeated.astype({"doc_id": "category"})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
