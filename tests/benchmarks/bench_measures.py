"""CPU time of all measures of words together, against that of annotating the same texts.

Run: python tests/benchmarks/bench_measures.py [ARTICLES]
The articles, of some 800 words each, are the news articles of the tests, two at a time and in shuffled paragraphs.
The measures have the arguments that the notebooks use.
"""

from time import process_time

import pandas as pd
from timing import KIT, news_articles, take_turns, wanted

import analysis as kit

documents = news_articles(wanted(1000))
documents["date"] = pd.Timestamp("2021-03-01") + pd.to_timedelta(documents.index % 25, "D")
kit.annotate(documents[:2], cache=False)
start = process_time()
tokens, _, _ = kit.annotate(documents, cache=False)
annotating = process_time() - start
print(f"{len(documents):,} articles, {len(tokens):,} tokens; CPU time in % of annotating (all: at most 5)")

words = kit.choose_words(tokens)
plain = kit.choose_words(kit.mark_quoted(tokens, documents), unit="lower", pos=None)
top = kit.count_words(words)["word"].head(20)
categories = kit.read_categories(KIT / "notebooks" / "categories.csv")
runs = {
    "choose_words": lambda: (kit.choose_words(tokens), kit.choose_words(tokens, unit="lower", pos=None)),
    "count_words, word_rates": lambda: kit.word_rates(words, kit.count_words(words)),
    "mark_quoted": lambda: kit.mark_quoted(tokens, documents),
    "compare_words": lambda: kit.compare_words(plain, by="in_quotes", target=True),
    "collocations, window": lambda: kit.measure_collocations(words, kit.count_collocations(words)),
    "collocations, sentence": lambda: kit.measure_collocations(
        words, kit.count_collocations(words, window=None), window=None
    ),
    "measure_diversity": lambda: kit.measure_diversity(plain),
    "word_matrix": lambda: kit.word_matrix(words),
    "count_categories": lambda: kit.count_categories(plain, categories, by="doc_id"),
    "count_by_date": lambda: kit.count_by_date(kit.find_words(words, top), documents, words),
}
shares = take_turns(runs, rounds=1).loc[0] / annotating * 100
for name, share in [*shares.items(), ("all", shares.sum())]:
    print(f"{name:<24}{share:6.2f}")
