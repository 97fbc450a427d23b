"""The laws that every table of the kit keeps: offsets, columns, addition."""

import inspect
import re
import unicodedata

import pandas as pd
import pytest
from conftest import texts
from hypothesis import example, given, settings, strategies as st

import analysis as kit

pytestmark = pytest.mark.model

# What a reader does not see: the soft hyphen, and characters without width.
HIDDEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
NASTY = (
    st.text(max_size=60)
    | st.text(alphabet="e\u0301\u0308aß", max_size=20)  # combining marks
    | st.text(alphabet="👩‍🚀🏳️‍🌈 a.", max_size=12)  # emoji joined by zero-width joiners
    | st.text(alphabet="שלום العربية .\u200f\u202e", max_size=30)  # right to left
    | st.text(alphabet="ab.\r\n \xa0\t\u200b\ufeff\0\u2028“”", max_size=40)
)


PLAIN = "Angela Merkel met US officials in Malmö. About 1,000 people ran 5km to the café; Merkel paid 12 million euros."
PLAIN += " “We can wait,” said the mayor."
HIDDEN_AT = st.lists(
    st.tuples(st.integers(0, len(PLAIN)), st.sampled_from("\xad\u200b\u200d\u202e\u2060\ufeff"))
)


@settings(max_examples=25)
@given(HIDDEN_AT, st.sampled_from(["NFC", "NFD"]))
def test_what_a_reader_does_not_see_changes_no_actor_quotation_or_number(hidden, form):
    text = unicodedata.normalize(form, PLAIN)
    for at, character in hidden:
        text = text[:at] + character + text[at:]
    documents = texts(PLAIN, text)
    tokens, _, entities = kit.annotate(documents, cache=False)
    actors = kit.merge_actors(kit.find_actors(entities, tokens, documents))
    quotes = kit.link_speakers(kit.find_quotes(tokens, documents), actors, tokens)
    numbers = kit.find_quantities(tokens, documents)
    read = {
        "mention": ["actor", "label"],
        "quote": ["kind", "actor"],
        "quantity": ["value", "unit", "noun_lemma", "bound"],
    }
    for table, (name, columns) in zip((actors, quotes, numbers), read.items(), strict=True):
        one, other = (table[table["doc_id"] == doc_id] for doc_id in "ab")
        pd.testing.assert_frame_equal(*(rows[columns].reset_index(drop=True) for rows in (one, other)))
        spans = zip(other["start"], other["end"], strict=True)
        assert [text[start:end] for start, end in spans] == other[name].tolist()
    assert set(actors["actor"]) == {"Angela Merkel", "US officials", "United States", "Malmö"}
    assert len(numbers) == 6 and quotes["actor"].unique().tolist() == ["the mayor"]


MINE = pd.DataFrame(
    {"category": ["water", "force", "force"], "pattern": ["flood*", "forces", "government forces"]},
    dtype="str",
)


def found_tables(documents):
    """Every span table that the kit makes of a corpus."""
    tokens, sentences, entities = kit.annotate(documents, cache=False)
    words = kit.choose_words(tokens, pos=None)
    words = kit.find_words(words, words["word"].dropna().unique()[:5])
    context = kit.in_context(entities, documents, sentences)
    categories = kit.in_context(kit.find_categories(tokens, MINE), documents, sentences)
    quoted, actors = kit.mark_quoted(tokens, documents), kit.find_actors(entities, tokens, documents)
    return tokens, sentences, entities, words, context, categories, quoted, actors


def assert_offsets(table, documents):
    """text[start:end] is the text in the row; a span is never empty and never outside the text."""
    by_id = documents.set_index("doc_id")["text"]
    columns = [name for name in ("match", "token", "entity", "mention") if name in table]  # none in sentences
    for row in table.to_dict("records"):
        text = by_id[row["doc_id"]]
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert [row[name] for name in columns] == [text[row["start"] : row["end"]]] * len(columns)


@pytest.mark.filterwarnings("ignore:.*do not occur")
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
        written, shown = "".join(own["token"]), "".join(text.split())
        assert written.translate(HIDDEN) == shown.translate(HIDDEN), "a character was lost"
        assert (own["start"].to_numpy()[1:] >= own["end"].to_numpy()[:-1]).all()
        assert own["token_id"].tolist() == list(range(len(own)))
        assert own["head"].between(0, len(own) - 1).all() or own.empty
        assert (own["phrase_start"] <= own["start"]).all() and (own["phrase_end"] >= own["end"]).all()
    inside = tokens.merge(sentences, on=["doc_id", "sent_id", "par_id"], suffixes=("", "_of_sentence"))
    assert len(inside) == len(tokens)
    assert (inside["start"] >= inside["start_of_sentence"]).all()
    assert (inside["end"] <= inside["end_of_sentence"]).all()


@pytest.mark.filterwarnings("ignore:a.txt")
@given(NASTY.filter(lambda text: "\0" not in text))  # which are a sign of UTF-16
def test_offsets_count_the_decoded_text_of_a_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("corpus") / "a.txt"
    path.write_bytes(content.encode("utf-8", "ignore"))
    expected = content.encode("utf-8", "ignore").decode("utf-8").removeprefix("\ufeff")
    assert kit.read_corpus(path)["text"].item() == expected


def listed_columns(name):
    """The columns that a function's docstring lists, in order; of the function's tables, the one named after it."""
    function, _, table = name.partition(" ")
    section = re.search(r"Columns:\n((?: {4}.*\n?|\n)+)", inspect.getdoc(getattr(kit, function))).group(1)
    section = re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", section)).strip()
    if table:
        section = section.split(f"{table}: ")[1]
    names = [name.strip() for name in re.split("[,;]", section.split(". ")[0].rstrip("."))]
    return [name for name in names if name.isidentifier()]


def kinds(table):
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


def made_tables(documents, tokens, sentences, entities):
    """Every table by its function, without the columns that a caller names."""
    words = kit.choose_words(tokens)
    counts, near = kit.count_words(words), kit.count_collocations(words)
    found = kit.find_words(words, ["flood", "dam"] if len(tokens) else [])
    quoted = kit.mark_quoted(tokens, documents)
    mentions = kit.merge_actors(kit.find_actors(entities, tokens, documents))
    return {
        "read_corpus": documents.iloc[:, :8],
        "annotate tokens": tokens,
        "annotate sentences": sentences,
        "annotate entities": entities,
        "choose_words": words[["norm", "n_tokens", "word"]],
        "count_words": counts,
        "word_rates": kit.word_rates(words, counts).drop(columns=["word", "n", "doc_freq"]),
        "find_words": found,
        "describe_corpus": kit.describe_corpus(documents, tokens),
        "compare_words": kit.compare_words(kit.choose_words(quoted), by="in_quotes", target=True),
        "count_collocations": near,
        "measure_collocations": kit.measure_collocations(words, near).drop(columns=list(near)),
        "find_categories": kit.find_categories(tokens, MINE),
        "count_categories": kit.count_categories(tokens, MINE),
        "measure_diversity": kit.measure_diversity(words).drop(columns="doc_id"),
        "count_by_date": kit.count_by_date(found, documents, tokens).drop(columns="word"),
        "mark_quoted": quoted[["in_quotes"]],
        "find_actors": mentions,
        "actor_names": kit.actor_names(mentions),
        "count_actors": kit.count_actors(mentions),
        "actor_edges": kit.actor_edges(mentions),
    }


def test_columns(news, folder):
    plain = kit.read_corpus(folder({"a.txt": "Text."})).iloc[:0]  # without metadata
    empty = made_tables(plain, *kit.annotate(plain, cache=False))
    for name, table in made_tables(*news).items():
        assert kinds(table) == kinds(empty[name]), name
        assert list(table) == list(empty[name]) == listed_columns(name), name


def count_months(documents, tokens, words):
    return kit.count_by_date(kit.find_words(words, ["say", "dam"]), documents, tokens, period="month")


COUNTS = [
    ("word", lambda documents, tokens, words: kit.count_words(words)),
    ("outlet word", lambda _, tokens, words: kit.count_words(kit.choose_words(tokens, ngram=2), by="outlet")),
    ("word_a word_b", lambda documents, tokens, words: kit.count_collocations(words)),
    ("word_a word_b", lambda documents, tokens, words: kit.count_collocations(words, "say", window=None)),
    ("outlet category", lambda documents, tokens, words: kit.count_categories(tokens, MINE, by="outlet")),
    ("period word", count_months),
]


@pytest.mark.parametrize(("keys", "count"), COUNTS)
def test_addition(news, keys, count):
    documents, tokens, _, _ = news
    keys = keys.split()
    tokens = tokens.merge(documents[["doc_id", "outlet"]], on="doc_id")

    def count_part(part):
        own = tokens[tokens["doc_id"].isin(part["doc_id"])]
        return count(part, own, kit.choose_words(own))

    halves = [count_part(documents[::2]), count_part(documents[1::2])]
    whole = count_part(documents).sort_values(keys, ignore_index=True)
    numbers = [name for name in ("n", "doc_freq", "documents", "words") if name in whole]
    added = pd.concat(halves).groupby(keys, as_index=False)[numbers].sum()
    pd.testing.assert_frame_equal(whole[keys + numbers], added)


def test_counts_within_two_columns_add_up_to_those_within_one(news):
    documents, tokens, _, _ = news
    tokens = tokens.merge(documents[["doc_id", "outlet", "date"]], on="doc_id")
    words = kit.choose_words(tokens)
    spans = kit.find_words(words, ["say", "dam"]).merge(documents[["doc_id", "outlet"]], on="doc_id")
    for count in (
        lambda by: kit.count_words(words, by=by),
        lambda by: kit.count_categories(tokens, MINE, by=by),
        lambda by: kit.count_collocations(words, by=by),
        lambda by: kit.count_by_date(
            spans.assign(date=spans["doc_id"]), documents, tokens, by=by, period="month"
        ),
    ):
        one, two = count("outlet"), count(["outlet", "date"])
        pd.testing.assert_series_equal(two.groupby("outlet")["n"].sum(), one.groupby("outlet")["n"].sum())
        assert len(two) > len(one) and list(two).index("date") == list(two).index("outlet") + 1
    near = kit.count_collocations(words, by=["outlet"])
    measures = kit.measure_collocations(words, near, by="outlet")
    for outlet, rows in measures.groupby("outlet"):
        own = words[words["outlet"] == outlet]
        alone = kit.measure_collocations(own, kit.count_collocations(own)).reset_index(drop=True)
        pd.testing.assert_frame_equal(rows.drop(columns="outlet").reset_index(drop=True), alone)
