"""Measure how often the kit's intervals hold the truth, and how often its tests find what is not there.

python tests/evaluation/measure_coverage.py [--runs N]

Texts are drawn from known rates (simulate.py) and given to the kit's public functions; each interval and each p is
compared with the truth. Writes COVERAGE.json, a row for each measure, generator and number of texts:

- runs: how many values could be given; offered: the share of them that were;
- coverage: the share of these intervals that hold the truth, for the kind of word or speaker where it is lowest;
- coverage_if_offered: the same, had the kit offered intervals for any number of texts;
- width: the mean width of the intervals, in the unit that `width_of` names;
- false_positives, power: the share of tests with a p or q of at most 0.05;
- bound, holds: what the kit promises, and whether the row keeps it; where nothing is offered, nothing is promised.
"""

import argparse
import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import backbone_null
import coded_samples
import keyness_null
import numpy as np
import pandas as pd
from simulate import GENERATORS, TEXTS, draw_counts, draw_sizes

from analysis import (
    actor_edges,
    compare_words,
    count_by_date,
    count_words,
    rank_actors,
    speaker_shares,
    word_rates,
)
from analysis.measures import interval, permutation

RESULTS = Path(__file__).with_name("COVERAGE.json")
BOUND = 0.93  # of nominal 0.95
# How often a word occurs in 500 running words: five words of the most frequent kind in a corpus, ten of the others.
KINDS = np.repeat([20, 5, 1], [5, 10, 10])
NAMES = np.array([f"w{number:02}" for number in range(len(KINDS))])
SPEAKERS = {"Ann": 0.05, "Bob": 0.25, "Cy": 0.7}  # and their shares of the quotations
FEWEST = 200  # intervals: fewer do not show a coverage


def draw_corpora(rng, generator, texts, corpora, factor=1.0):
    """Draw the running words of corpora as `choose_words` returns them; other words are there, but not chosen."""
    tables = []
    for corpus in range(corpora):
        sizes = draw_sizes(rng, texts)
        counts = draw_counts(rng, generator, KINDS * factor / 500, sizes)
        rest = np.maximum(sizes - counts.sum(axis=0), 0)
        code, text = spell(np.vstack([counts, rest]))
        tables.append(pd.DataFrame({"corpus": corpus, "text": text, "code": code}))
    words = pd.concat(tables, ignore_index=True)
    word = pd.Categorical.from_codes(words["code"].where(words["code"] < len(NAMES), -1), NAMES)
    return words.assign(word=word, doc_id=words["corpus"] * texts + words["text"], n_tokens=1)


def spell(counts):
    """Return the row and the column of each thing that an array counts."""
    rows, columns = np.indices(counts.shape).reshape(2, -1)
    return np.repeat(rows, counts.ravel()), np.repeat(columns, counts.ravel())


def batches(corpora, at_once=50):
    return [min(at_once, corpora - first) for first in range(0, corpora, at_once)]


def judge(found, truth, *, kind=0, scale=1.0):
    """Return whether each interval is there, holds the truth, and how wide it is."""
    holds = (found["low"] <= truth) & (truth <= found["high"])
    width = (found["high"] - found["low"]) / scale
    return pd.DataFrame({"kind": kind, "there": found["low"].notna(), "holds": holds, "width": width})


def true_rate(words):
    return words.astype(str).map(dict(zip(NAMES, KINDS / 500, strict=True)))


def rates(rng, generator, texts, runs):
    for corpora in batches(runs // 5):
        words = draw_corpora(rng, generator, texts, corpora)
        found = word_rates(words, count_words(words, by="corpus"), by="corpus")
        truth = true_rate(found["word"]) * 1e6
        yield judge(found, truth, kind=truth, scale=truth)


def rates_over_time(rng, generator, texts, runs):
    """Each corpus is a month."""
    for corpora in batches(runs // 5):
        words = draw_corpora(rng, generator, texts, corpora)
        months = pd.Series(pd.date_range("2001-01-01", periods=corpora, freq="MS"))
        documents = words[["doc_id", "corpus"]].drop_duplicates(ignore_index=True)
        documents = documents.assign(date=documents["corpus"].map(months))
        found = count_by_date(words.dropna(subset="word"), documents, words, period="month")
        truth = true_rate(found["word"]) * 1e6
        yield judge(found, truth, kind=truth, scale=truth)


def ratios_of_groups(rng, generator, texts, runs):
    """In the first group of texts, each word is four times as frequent as in the second."""
    for _ in range(runs // 5):
        groups = [draw_corpora(rng, generator, texts, 1, factor) for factor in (1, 0.25)]
        groups[1] = groups[1].assign(corpus=1, doc_id=groups[1]["doc_id"] + texts)
        found = compare_words(pd.concat(groups, ignore_index=True), by="corpus", target=0)
        yield judge(found, 2.0, kind=true_rate(found["word"]))


def ratios_within_texts(rng, generator, texts, runs):
    """A quarter of a text is in quotation marks; a word that its text has often is frequent within them and without."""
    for _ in range(runs // 5):
        words = draw_corpora(rng, generator, texts, 1)
        words["in_quotes"] = rng.random(len(words)) < rng.beta(1.5, 4.5, texts)[words["text"]]
        found = compare_words(words, by="in_quotes", target=True)
        yield judge(found, 0.0, kind=true_rate(found["word"]))


def shares(rng, generator, texts, runs):
    """A text has eight quotations, on average."""
    for corpora in batches(runs):
        counts = draw_counts(rng, generator, 8 * np.array([*SPEAKERS.values()]), np.ones(texts * corpora))
        speaker, text = spell(counts)
        quotes = pd.DataFrame({"doc_id": text, "actor": np.array([*SPEAKERS])[speaker], "quote": "x"})
        quotes = quotes.assign(quote_id=range(len(quotes)), corpus=text // texts)
        found = speaker_shares(quotes, by="corpus")
        truth = found["speaker"].map(SPEAKERS)
        yield judge(found, truth, kind=truth)


def strengths(rng, generator, texts, runs):
    """Twenty pairs of actors, each in 1.2 sentences of a text, on average; four texts in ten name nobody."""
    for _ in range(runs // 20):
        pair, text = spell(
            draw_counts(rng, generator, np.full(20, 2.0), (rng.random(texts) < 0.6).astype(float))
        )
        place = np.arange(len(text))
        rows = pd.DataFrame({"doc_id": text, "sent_id": place, "start": 10 * place, "end": 10 * place + 1})
        both = [rows.assign(actor=[f"{side}{number}" for number in pair]) for side in "ab"]
        mentions = pd.concat(
            [both[0], both[1].assign(start=rows["start"] + 5, end=rows["end"] + 5)], ignore_index=True
        )
        sentences = pd.DataFrame({"doc_id": range(texts), "sent_id": 0, "par_id": 0})
        found = rank_actors(actor_edges(mentions), mentions=mentions, sentences=sentences)
        found = found.rename(columns={"strength_low": "low", "strength_high": "high"})
        yield judge(found[found["actor"].str.startswith("a")], 1.2 * texts, scale=1.2 * texts)


INTERVALS = {
    "word_rates": (rates, "the rate"),
    "count_by_date": (rates_over_time, "the rate"),
    "compare_words, groups of texts": (ratios_of_groups, "log_ratio"),
    "compare_words, parts of texts": (ratios_within_texts, "log_ratio"),
    "speaker_shares": (shares, "the share"),
    "rank_actors": (strengths, "the strength"),
}


def simulate(measure: str, generator: str, texts: int, runs: int) -> dict:
    """Return the row of one measure, generator and number of texts."""
    draw, unit = INTERVALS[measure]
    permutation._MOST, draws = 0, permutation._MOST  # p is judged in keyness_null.py, with all draws
    seed = [[*INTERVALS].index(measure), [*GENERATORS].index(generator), texts]
    judged = pd.concat(draw(np.random.default_rng(seed), generator, texts, runs))
    row = {"measure": measure, "generator": generator, "texts": texts, "runs": len(judged)}
    row |= {"offered": judged["there"].mean(), "coverage": lowest(judged), "width": judged["width"].mean()}
    if not judged["there"].any():
        interval.MIN_TEXTS, kept = 2, interval.MIN_TEXTS
        judged = pd.concat(draw(np.random.default_rng(seed), generator, texts, runs))
        interval.MIN_TEXTS = kept
    permutation._MOST = draws
    row |= {"width_of": unit, "coverage_if_offered": lowest(judged), "bound": BOUND}
    return row | {"holds": bool(row["coverage"] is None or row["coverage"] >= BOUND)}


def lowest(judged: pd.DataFrame) -> float | None:
    """Return the coverage of the kind for which it is lowest."""
    there = judged[judged["there"]].groupby("kind")["holds"]
    return there.mean()[there.size() >= FEWEST].min() if (there.size() >= FEWEST).any() else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000)
    runs = parser.parse_args().runs
    cells = [(measure, *cell, runs) for measure in INTERVALS for cell in itertools.product(GENERATORS, TEXTS)]
    with ProcessPoolExecutor(2) as pool:
        tests = [pool.submit(module.rows, runs) for module in (keyness_null, backbone_null, coded_samples)]
        rows = [*pool.map(simulate, *zip(*cells, strict=True))]
    rows += [row for test in tests for row in test.result()]
    rows = [{name: plain(value) for name, value in row.items()} for row in rows]
    RESULTS.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n", encoding="utf-8")
    for row in rows:
        print(*(f"{name} {value}" for name, value in row.items()), sep=", ")
    print(f"{sum(row.get('holds') is False for row in rows)} of {len(rows)} rows do not hold: see {RESULTS}")


def plain(value):
    """Return a value as JSON has it: numbers with three decimals, none for NaN."""
    value = value.item() if isinstance(value, np.generic) else value
    if not isinstance(value, float):
        return value
    return round(value, 3) if np.isfinite(value) else None


if __name__ == "__main__":
    main()
