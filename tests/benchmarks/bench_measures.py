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
    choose_words,
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
    word_matrix,
    word_rates,
)
from analysis.annotation import load_model

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
    words = choose_words(tokens)
    plain = choose_words(mark_quoted(tokens, documents), unit="lower", pos=None)
    counts = count_words(words)
    categories = read_categories(KIT / "notebooks" / "categories.csv")
    return {
        "choose_words": lambda: (choose_words(tokens), choose_words(tokens, unit="lower", pos=None)),
        "count_words, word_rates": lambda: word_rates(words, count_words(words)),
        "mark_quoted": lambda: mark_quoted(tokens, documents),
        "compare_words": lambda: compare_words(plain, by="in_quotes", target=True),
        "collocations, window": lambda: measure_collocations(words, count_collocations(words)),
        "collocations, sentence": lambda: measure_collocations(
            words, count_collocations(words, window=None), window=None
        ),
        "measure_diversity": lambda: measure_diversity(plain),
        "fit_zipf, word_matrix": lambda: (fit_zipf(count_words(plain)), word_matrix(words)),
        "count_categories": lambda: count_categories(tokens, categories, by="doc_id"),
        "count_by_date": lambda: count_by_date(find_words(words, counts["word"].head(20)), documents, tokens),
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
