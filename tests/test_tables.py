"""The laws that every table of the kit keeps: offsets, columns, addition."""

import inspect
import re

import pandas as pd
import pytest
from conftest import texts
from hypothesis import example, given, settings, strategies as st

from analysis import (
    actor_edges,
    actor_names,
    annotate,
    choose_words,
    compare_words,
    count_actors,
    count_by_date,
    count_categories,
    count_collocations,
    count_words,
    describe_corpus,
    find_actors,
    find_categories,
    find_words,
    fit_zipf,
    in_context,
    mark_quoted,
    measure_collocations,
    measure_diversity,
    merge_actors,
    read_corpus,
    word_rates,
)

pytestmark = pytest.mark.model

NASTY = (
    st.text(max_size=60)
    | st.text(alphabet="e\u0301\u0308aß", max_size=20)  # combining marks
    | st.text(alphabet="👩‍🚀🏳️‍🌈 a.", max_size=12)  # emoji joined by zero-width joiners
    | st.text(alphabet="שלום العربية .\u200f\u202e", max_size=30)  # right to left
    | st.text(alphabet="ab.\r\n \xa0\t\u200b\ufeff\0\u2028“”", max_size=40)
)


MINE = pd.DataFrame(
    {"category": ["water", "force", "force"], "pattern": ["flood*", "forces", "government forces"]},
    dtype="str",
)


def found_tables(documents):
    """Every span table that the kit makes of a corpus."""
    tokens, sentences, entities = annotate(documents, cache=False)
    words = find_words(choose_words(tokens, pos=None), tokens["lemma"].unique().tolist()[:5])
    context = in_context(entities, documents, sentences)
    categories = in_context(find_categories(tokens, MINE), documents, sentences)
    quoted, actors = mark_quoted(tokens, documents), find_actors(entities, tokens, documents)
    return tokens, sentences, entities, words, context, categories, quoted, actors


def assert_offsets(table, documents):
    """text[start:end] is the text in the row; a span is never empty and never outside the text."""
    by_id = documents.set_index("doc_id")["text"]
    column = next(
        (name for name in ("match", "token", "entity", "mention") if name in table), None
    )  # none in sentences
    for row in table.to_dict("records"):
        text = by_id[row["doc_id"]]
        assert 0 <= row["start"] < row["end"] <= len(text)
        if column:
            assert text[row["start"] : row["end"]] == row[column]


@pytest.mark.filterwarnings("ignore:.*words do not occur")
@settings(max_examples=40)
@given(st.lists(NASTY | st.text("Assad’s UN. (-) al\r\n\xa0é👩\u0301“”the Mr,", max_size=60), max_size=3))
@example(["Aleppo\u0301 falls\r\nIt’s  over.\n\xa0\n“Go,” he said.", "", "\ufeff \n"])
@example(["\U0001f468\u200d\U0001f469\u200d\U0001f467 fled\x0bto Is\u00adtan\u00adbul."])
def test_offsets(contents):
    documents = texts(*contents)
    tokens, sentences, *others = found_tables(documents)
    for table in (tokens, sentences, *others):
        assert_offsets(table, documents)
    for doc_id, text in documents.itertuples(index=False):
        own = tokens[tokens["doc_id"] == doc_id]
        assert "".join(own["token"]) == "".join(text.split()), "a character was lost"
        assert (own["start"].to_numpy()[1:] >= own["end"].to_numpy()[:-1]).all()
        assert own["token_id"].tolist() == list(range(len(own)))
        assert own["head"].between(0, len(own) - 1).all() or own.empty
        assert (own["phrase_start"] <= own["start"]).all() and (own["phrase_end"] >= own["end"]).all()
    inside = tokens.merge(sentences, on=["doc_id", "sent_id", "par_id"], suffixes=("", "_of_sentence"))
    assert len(inside) == len(tokens)
    assert (inside["start"] >= inside["start_of_sentence"]).all()
    assert (inside["end"] <= inside["end_of_sentence"]).all()


@pytest.mark.filterwarnings("ignore:a.txt")
@given(NASTY)
def test_offsets_count_the_decoded_text_of_a_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("corpus") / "a.txt"
    path.write_bytes(content.encode("utf-8", "ignore"))
    expected = content.encode("utf-8", "ignore").decode("utf-8").removeprefix("\ufeff")
    try:
        assert read_corpus(path)["text"].item() == expected
    except ValueError as error:
        assert "\0" in content and "binary" in str(error)


def listed_columns(function, table=None):
    """The columns that a docstring lists, in order: its `Columns:` section, or the part of it about one table."""
    section = re.search(r"Columns:\n((?: {4}.*\n?|\n)+)", inspect.cleandoc(function.__doc__)).group(1)
    section = re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", section)).strip()
    if table:
        section = section.split(f"{table}: ")[1]
    names = [name.strip() for name in re.split("[,;]", section.split(". ")[0].rstrip("."))]
    return [name for name in names if name.isidentifier()]


def test_columns_of_annotations(news):
    documents, *tables = news
    names = ["tokens", "sentences", "entities"]
    for name, table, empty in zip(names, tables, annotate(documents.iloc[:0], cache=False), strict=True):
        assert list(table) == list(empty) == listed_columns(annotate, name)
        assert _kinds(table) == _kinds(empty)


def _kinds(table):
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


def test_columns_of_counts(news):
    documents, tokens, _, entities = news

    def tables(documents, tokens, entities):
        """Every table by its function; (the column `by`) is the only one that a caller names."""
        words = choose_words(tokens)
        counts, near = count_words(words), count_collocations(words)
        found = find_words(words, ["flood", "dam"] if len(tokens) else [])
        quoted = choose_words(mark_quoted(tokens, documents))
        mentions = merge_actors(find_actors(entities, tokens, documents))
        return {
            choose_words: words[["word"]],
            count_words: counts,
            word_rates: word_rates(words, counts).drop(columns=["word", "n", "doc_freq"]),
            find_words: found,
            describe_corpus: describe_corpus(documents, tokens),
            compare_words: compare_words(quoted, by="in_quotes", target=True),
            count_collocations: near,
            measure_collocations: measure_collocations(words, near).drop(columns=list(near)),
            fit_zipf: fit_zipf(counts),
            find_categories: find_categories(tokens, MINE),
            count_categories: count_categories(tokens, MINE),
            measure_diversity: measure_diversity(words),
            count_by_date: count_by_date(found, documents, tokens),
            mark_quoted: mark_quoted(tokens, documents)[["in_quotes"]],
            find_actors: mentions,
            actor_names: actor_names(mentions),
            count_actors: count_actors(mentions),
            actor_edges: actor_edges(mentions),
        }

    named = {measure_diversity: ["doc_id"], count_by_date: ["word"]}
    full = tables(documents, tokens, entities)
    none = tables(documents.iloc[:0], tokens.iloc[:0], entities.iloc[:0])
    for function, table in full.items():
        assert _kinds(table) == _kinds(none[function]), function.__name__
        own = [name for name in table if name not in named.get(function, [])]
        assert own == listed_columns(function), function.__name__


def test_columns_of_documents(folder):
    plain = read_corpus(folder({"a.txt": "Text."}))
    assert list(plain) == listed_columns(read_corpus)
    richer = read_corpus(folder({"metadata.csv": "file,page,date\na.txt,3,2016-12-13\n"}))
    assert list(richer) == [*plain, "page"]
    assert _kinds(richer[list(plain)]) == _kinds(plain)


def _by_month(documents, tokens):
    return count_by_date(find_words(choose_words(tokens), ["say", "dam"]), documents, tokens, period="month")


COUNTS = [
    ("word", lambda documents, tokens: count_words(choose_words(tokens))),
    ("outlet word", lambda documents, tokens: count_words(choose_words(tokens, ngram=2), by="outlet")),
    ("word_a word_b", lambda documents, tokens: count_collocations(choose_words(tokens))),
    ("word_a word_b", lambda documents, tokens: count_collocations(choose_words(tokens), "say", window=None)),
    ("outlet category", lambda documents, tokens: count_categories(tokens, MINE, by="outlet")),
    ("period word", _by_month),
]


@pytest.mark.parametrize(("keys", "count"), COUNTS)
def test_addition(news, keys, count):
    documents, tokens, _, _ = news
    keys = keys.split()
    tokens = tokens.merge(documents[["doc_id", "outlet"]], on="doc_id")
    halves = []
    for part in (documents[::2], documents[1::2]):
        halves.append(count(part, tokens[tokens["doc_id"].isin(part["doc_id"])]))
    whole = count(documents, tokens).sort_values(keys, ignore_index=True)
    numbers = [name for name in ("n", "doc_freq", "documents", "words") if name in whole]
    added = pd.concat(halves).groupby(keys, as_index=False)[numbers].sum()
    pd.testing.assert_frame_equal(whole[keys + numbers], added)
