"""What the benchmarks share: turns, costs of fresh processes, invented articles, and rows of results.

Every script measures the kit and its peers in turns, in one run, and prints a row for each comparison. Its one
argument is a share of the full size, for a trial: python tests/benchmarks/bench_words.py 0.02
"""

import multiprocessing
import random
import re
import resource
import sys
from collections.abc import Callable, Generator, Iterable
from itertools import combinations
from pathlib import Path
from time import monotonic

import pandas as pd
import psutil

from analysis import read_corpus

KIT = Path(__file__).parents[2]
SHARE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
ARTICLES, ROUNDS = max(20, int(1000 * SHARE)), 5
_SYLLABLES = re.findall("...", "balcordenfimgarholjunkellormavnespolrinsuttavvikwenyorzamdul")
Task = Callable[..., Generator[None]]  # does what is not measured, yields, and does what is measured


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, all its threads, and the processes that it started and that ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def take_turns(runs: dict[str, Callable], rounds: int = ROUNDS) -> pd.DataFrame:
    """Return the CPU seconds of each run: a row for each round, in which all of them take their turn."""
    return pd.DataFrame([{name: _time(run) for name, run in runs.items()} for _ in range(rounds)])


def _time(run: Callable) -> float:
    start = cpu_seconds()
    run()
    return cpu_seconds() - start


def run_alone(task: Task, *arguments: object) -> dict[str, float]:
    """Return what a task costs in a fresh process: seconds of CPU and by the clock from where it yields, peak MB."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, task, arguments))
    process.start()
    sender.close()
    peak, tree = 0, psutil.Process(process.pid)
    while not receiver.poll(0.05):
        peak = max(peak, sum(map(_memory, [tree, *tree.children(recursive=True)])))
    cost = receiver.recv()  # EOFError: the task failed, as said above
    process.join()
    return cost | {"MB": peak / 1e6}


def _work(sender: object, task: Task, arguments: tuple) -> None:
    steps = task(*arguments)
    next(steps)
    cpu, clock = cpu_seconds(), monotonic()
    next(steps, None)
    clock = monotonic() - clock
    for child in multiprocessing.active_children():  # those of a pool count when they have ended
        child.join()
    sender.send({"CPU": cpu_seconds() - cpu, "clock": clock})


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def write_row(
    what: str,
    against: str,
    values: Iterable[float],
    most: float | None = None,
    *,
    unit: str = "",
    peer: str = "",
) -> None:
    """Print a row: median and range of values, at most what, and whether that is so.

    A value above 1 means that a peer, if one is named, is faster; the row then says so.
    """
    values, digits = pd.Series(list(values)), ",.0f" if unit else ".3g"
    limit = "" if most is None else f"{most:{digits}}{unit}"
    median, low, high = (f"{value:{digits}}{unit}" for value in (values.median(), values.min(), values.max()))
    verdict = [] if most is None else ["yes" if values.median() <= most else "no"]
    if peer:
        verdict.append(f"{peer} is faster" if values.median() > 1 else f"faster than {peer}")
    print(f"| {what} | {against} | {median} | {low} to {high} | {limit} | {'; '.join(verdict)} |", flush=True)


def news_articles(n: int, first: int = 0, *, varied: bool = False) -> pd.DataFrame:
    """Make n articles of some 700 words, numbered from `first`, which also is the seed.

    Each has the paragraphs of two of the tests' news articles in random order, and a line with names of its own. If
    varied, a fifth of the words are invented, so that there are as many different words as in a real corpus.
    """
    chance = random.Random(first)
    news = [text.split("\n") for text in read_corpus(KIT / "tests" / "data" / "news")["text"]]
    pairs = [one + other for one, other in combinations(news, 2)]

    def replace(word: re.Match) -> str:
        return word[0] if chance.random() > 0.2 else _invent(int(chance.paretovariate(0.25)) % 20**5)

    texts = []
    for _ in range(n):
        person, place = (_invent(chance.randrange(20**4)).title() for _ in range(2))
        paragraphs = chance.choice(pairs)
        lines = [*chance.sample(paragraphs, len(paragraphs)), f"Ann {person} lives in {place}."]
        texts.append("\n".join(re.sub(r"\w+", replace, line) if varied else line for line in lines))
    doc_ids = [f"{number:07}" for number in range(first, first + n)]
    return pd.DataFrame({"doc_id": doc_ids, "text": texts}, dtype="str")


def _invent(number: int) -> str:
    """Return a word for a number."""
    word = ""
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word
