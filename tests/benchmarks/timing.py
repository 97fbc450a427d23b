"""What the benchmarks share: one clock, and texts made of the parts of others in another order."""

import random
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from time import process_time

import pandas as pd

from analysis import read_corpus

KIT = Path(__file__).parents[2]


def take_turns(runs: dict[str, Callable], rounds: int = 5) -> pd.DataFrame:
    """CPU seconds of each run, all threads: a row for each round, in which all of them take their turn."""
    clock = []
    for run in [*runs.values()] * rounds:
        start = process_time()
        run()
        clock.append(process_time() - start)
    return pd.DataFrame(
        [clock[i : i + len(runs)] for i in range(0, len(clock), len(runs))], columns=list(runs)
    )


def shuffle(texts: list[list[str]], n: int, joint: str) -> pd.DataFrame:
    """Make n documents: the parts of one of the texts, in random order."""
    chance = random.Random(0)
    chosen = [chance.choice(texts) for _ in range(n)]
    contents = [joint.join(chance.sample(parts, len(parts))) for parts in chosen]
    return pd.DataFrame({"doc_id": [f"{i:06}" for i in range(n)], "text": contents}, dtype="str")


def news_articles(n: int) -> pd.DataFrame:
    """Make n articles of some 800 words: the news articles of the tests, two at a time and in shuffled paragraphs."""
    news = [text.split("\n") for text in read_corpus(KIT / "tests" / "data" / "news")["text"]]
    return shuffle([one + other for one, other in combinations(news, 2)], n, "\n")


def wanted(default: int) -> int:
    """How many of something the command line asks for."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default
