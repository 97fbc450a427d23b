"""Readings of random small tables: well-formed, the same for any order of rows, and with no number of their own."""

import re
from collections import Counter
from itertools import combinations

import pandas as pd
from hypothesis import given, strategies as st
from typed import check, compared, disputed, found, named, numbers, texts_of, ties, words_of

from analysis import (
    summarise_actors,
    summarise_comparison,
    summarise_corpus,
    summarise_quantities,
    summarise_quotes,
    summarise_words,
)

NAMES = ["Lee", "Ray", "UN", "Syria", "BBC", "Ann", "Zed", "x", "y"]
PAIRS = list(combinations("abcdef", 2))
NAME = st.sampled_from(NAMES)
KIND = st.sampled_from(["direct", "indirect", "mixed", None])
TYPE = st.sampled_from(["named person", "collective", "text or medium", "none"])
FINDING = st.sampled_from(["exact copy", "repeated line", "date missing", "outlet spelled in two ways"])


def digits_in(reading):
    return {int(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]*\b", reading)}


def of_ranking(values):
    """All numbers that a ranking may state: the values, how many have each, and how many are above or below."""
    values = list(values)
    sizes = {
        sum(at(value, n) for value in values) for n in values for at in (int.__ge__, int.__lt__, int.__eq__)
    }
    return {*values, len(values), *sizes}


@given(st.lists(st.tuples(NAME | st.none(), KIND, TYPE), max_size=25))
def test_any_quotations(rows):
    made = [("a", number, *row) for number, row in enumerate(rows)]
    table = pd.DataFrame(made, columns=["doc_id", "quote_id", "actor", "kind", "speaker_type"])
    table = table.assign(speaker_type=table["speaker_type"].mask(table["actor"].notna(), "named person"))
    reading = summarise_quotes(table)
    check(reading)
    assert summarise_quotes(pd.concat([table, table]).sample(frac=1, random_state=1)) == reading
    kinds, types = Counter(table["kind"]), Counter(table["speaker_type"])
    spoken, people = len(rows) - types["none"], Counter(name for name, *_ in rows if name)
    stated = {len(rows), spoken, people.total(), types["none"], spoken - people.total()}
    assert digits_in(reading) <= stated | {*kinds.values(), *types.values()} | of_ranking(people.values())


@given(
    st.dictionaries(st.sampled_from("abcdefghijkl"), st.tuples(st.integers(1, 9), st.integers(1, 5))),
    st.integers(1, 5),
)
def test_any_words(counts, texts):
    rows = [(word, n, min(doc_freq, n, texts)) for word, (n, doc_freq) in counts.items()]
    table = pd.DataFrame(rows, columns=["word", "n", "doc_freq"])
    reading = summarise_words(table, texts_of(texts))
    check(reading)
    assert summarise_words(table[::-1], texts_of(texts)) == reading
    frequent = [doc_freq for _, n, doc_freq in rows if n >= 5]
    spread = Counter(doc_freq for *_, doc_freq in rows)
    stated = {texts, len(rows), len(frequent), frequent.count(1), *spread, *spread.values()}
    assert digits_in(reading) <= stated | of_ranking(n for _, n, _ in rows)
    first = [word for word, n, _ in rows if n == max(n for _, n, _ in rows)]
    assert len(first) > 5 or all(f"“{word}”" in reading for word in first)


@given(st.lists(NAME, max_size=20), st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 4)))
def test_any_actors(names, pairs):
    mentions = named(*names, *("abcdef" if pairs else ""))
    edges = ties(*[(*pair, n) for pair, n in pairs.items()])
    reading = summarise_actors(mentions, edges)
    check(reading)
    assert summarise_actors(mentions[::-1], edges[::-1]) == reading
    degree, counts = Counter(name for pair in pairs for name in pair), Counter(mentions["actor"])
    stated = {len(pairs), len(degree), len(degree) - 1, len(counts), len(counts) - len(degree), len(mentions)}
    rankings = (degree.values(), counts.values(), pairs.values())
    assert digits_in(reading) <= stated.union(*map(of_ranking, rankings))


@given(
    st.lists(st.tuples(NAME | st.none(), st.sampled_from(["2020-01-01", "2021-05-06", None])), min_size=1),
    st.lists(FINDING, max_size=5),
)
def test_any_corpus(rows, kinds):
    documents = texts_of(len(rows), outlet=[outlet for outlet, _ in rows], date=[date for _, date in rows])
    findings = found(*[(kind, f"t{number % len(rows)}") for number, kind in enumerate(kinds)])
    reading = summarise_corpus(documents, words_of(documents, 7), findings)
    check(reading)
    order = documents.sample(frac=1, random_state=2)
    assert summarise_corpus(order, words_of(order, 7), findings[::-1]) == reading
    outlets, dates = ({*filter(None, values)} for values in zip(*rows, strict=True))
    known = [sum(map(bool, values)) for values in zip(*rows, strict=True)]
    days = {int(part) for date in dates for part in date.split("-")}
    stated = {len(rows), 7 * len(rows), 7, len(outlets), *known, findings["doc_id"].nunique()}
    assert digits_in(reading) <= stated | days | {*Counter(kinds).values(), *range(1, 1 + len(kinds))}
    assert ("No text has a date" in reading) == (not dates and len(rows) > 1)


@given(
    st.lists(st.tuples(NAME | st.none(), st.sampled_from(["count", "money", "percent"])), max_size=15),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 50)), max_size=10),
)
def test_any_quantities(rows, figures):
    claims = numbers(*[who for who, _ in rows], dimension=[kind for _, kind in rows])
    values = {thing: [value for other, value in figures if other == thing] for thing, _ in figures}
    ratio = {thing: max(of) / min(of) for thing, of in values.items()}
    made = disputed(*[(at, str(value), value, ratio[at], "", f"thing {at}") for at, value in figures])
    reading = summarise_quantities(claims, made)
    check(reading)
    assert summarise_quantities(claims[::-1], made[::-1]) == reading
    most = max(ratio.values(), default=1)
    largest = [thing for thing, size in ratio.items() if size == most]
    if rows and most > 1 and len(largest) == 1:
        low, high = min(values[largest[0]]), max(values[largest[0]])
        assert f"“thing {largest[0]}”: the lowest is {low}, the highest {high} (ratio " in reading
    who, kinds = (Counter(filter(None, column)) for column in zip(*rows, strict=True)) if rows else ({}, {})
    stated = {len(rows), sum(who.values()), len(rows) - sum(who.values())}
    before = re.split("No two sources|For [a-z0-9]+ thing|Sources", reading)[0]
    assert digits_in(before) <= stated | of_ranking(who.values()) | of_ranking(kinds.values())


@given(st.lists(st.tuples(st.integers(-9, 9).filter(bool), st.sampled_from([0.01, 0.2, None])), max_size=9))
def test_any_comparison(rows):
    made = [(f"w{at}", g2, q, "" if q else "no p: in too few texts") for at, (g2, q) in enumerate(rows)]
    reading = summarise_comparison(compared(*made), "x", "y")
    check(reading)
    assert summarise_comparison(compared(*made[::-1]), "x", "y") == reading
    sure = [g2 > 0 for g2, q in rows if q == 0.01]
    stated = {len(rows), sum(q is None for _, q in rows), sure.count(True), sure.count(False)}
    assert digits_in(reading.replace("0.05", "")) <= stated
