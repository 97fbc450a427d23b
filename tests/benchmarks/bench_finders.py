"""CPU time of the finders of actors, quotations and quantities with all linking, against that of annotating.

Run: python tests/benchmarks/bench_finders.py [ARTICLES]
The articles, of some 800 words each, are the news articles of the tests, two at a time and in shuffled paragraphs.
Last, quotations are found in texts that rules could be slow in, and in one twice as long: the time should double.
"""

from functools import partial
from time import process_time

import pandas as pd
from timing import news_articles, take_turns, wanted

import analysis as kit

documents = news_articles(wanted(1000))
few = documents[:20]
few_tokens, _, few_entities = kit.annotate(few, cache=False)
tables: dict[str, pd.DataFrame] = {}


def find_all(tokens: pd.DataFrame, entities: pd.DataFrame, texts: pd.DataFrame) -> dict:
    """The finders in the order of a notebook: each run keeps its table for the next."""
    return {
        "find_actors": lambda: tables.update(actors=kit.find_actors(entities, tokens, texts)),
        "merge_actors": lambda: tables.update(actors=kit.merge_actors(tables["actors"])),
        "find_quotes": lambda: tables.update(quotes=kit.find_quotes(tokens, texts)),
        "link_speakers": lambda: tables.update(
            quotes=kit.link_speakers(tables["quotes"], tables["actors"], tokens)
        ),
        "find_quantities": lambda: tables.update(numbers=kit.find_quantities(tokens, texts)),
        "link_claims": lambda: tables.update(numbers=kit.link_claims(tables["numbers"], tables["quotes"])),
        "compare_claims": lambda: kit.compare_claims(tables["numbers"]),
    }


take_turns(find_all(few_tokens, few_entities, few), rounds=1)  # reads the word lists
start = process_time()
tokens, _, entities = kit.annotate(documents, cache=False)
annotating = process_time() - start
print(f"{len(documents):,} articles, {len(tokens):,} tokens; CPU time in % of annotating (all: at most 10)")
shares = take_turns(find_all(tokens, entities, documents), rounds=1).loc[0] / annotating * 100
for name, share in [*shares.items(), ("all", shares.sum())]:
    print(f"{name:<16}{share:6.2f}")

LONG = {
    "cues": ("He said she said ", 200),
    "marks": ('"We left," she said. Nobody came. ', 400),
    "apostrophes": ("The workers' union met at ‘the dogs’ home. ", 400),
    "open marks": ('"We left. ', 800),
}
print("\nCPU time of find_quotes in a text on one line, twice as long / once")
for name, (text, n) in LONG.items():
    both = pd.DataFrame({"doc_id": ["once", "twice"], "text": [text * n, text * 2 * n]})
    runs = {}
    for size in (0, 1):
        one = both[size : size + 1]
        runs[size] = partial(kit.find_quotes, kit.annotate(one, cache=False)[0], one)
    seconds = take_turns(runs, rounds=3).median()
    print(f"{name:<16}{seconds[1] / seconds[0]:6.2f}")
