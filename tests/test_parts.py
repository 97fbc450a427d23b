"""The functions for a corpus in memory take one in partitions, and their results are the same."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import texts

import analysis as kit
from analysis import annotation
from analysis.export.files import csv_bytes
from analysis.tables import Parts, in_parts, join_tables

KIT = Path(__file__).parent.parent
NEWS, CATEGORIES = KIT / "tests" / "data" / "news", KIT / "notebooks" / "categories.csv"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The articles in memory and in partitions: documents, tokens, sentences and entities of each."""
    results = tmp_path_factory.mktemp("parts")
    documents = kit.read_corpus(NEWS)
    kit.write_partitions(documents, results / "documents", size=3)
    assert kit.run_partitions(results / "documents", results) == []
    parts = kit.read_corpus(results)
    return [(corpus, *kit.annotate(corpus)) for corpus in (documents, parts)]


def mentions(documents, tokens, sentences, entities):
    return kit.merge_actors(kit.find_actors(entities, tokens, documents))


def quotes(documents, tokens, sentences, entities):
    found = kit.find_quotes(tokens, documents, min_confidence=0.5)
    return kit.link_speakers(found, mentions(documents, tokens, sentences, entities), tokens)


def forms(documents, tokens):
    return kit.choose_words(kit.mark_quoted(tokens, documents), unit="lower", pos=None)


def rates(documents, tokens, *_):
    words = kit.choose_words(tokens)
    return kit.word_rates(words, kit.count_words(words, top=20))


def collocations(documents, tokens, *_):
    words = kit.choose_words(tokens)
    return kit.measure_collocations(words, kit.count_collocations(words, ["dam", "say"]))


def in_any_case(documents, tokens, *_):
    words = kit.choose_words(
        tokens, unit="token", pos=None
    )  # Who and His are in one text, who and his in others
    found = kit.find_words(words, ["Who", "His"])["word"].value_counts().sort_index().reset_index()
    pairs = kit.count_collocations(words, ["Who", "His"]).groupby("word_a")["n"].sum().reset_index()
    return pd.concat([found, pairs])


def by_outlet(documents, tokens, *_):
    words = kit.choose_words(tokens).merge(documents[["doc_id", "outlet"]], on="doc_id")
    return kit.compare_words(words, by="outlet", target="Valley Tribune")


ANSWERS = {
    "read_corpus": lambda documents, *_: documents,
    "sentences": lambda documents, tokens, sentences, entities: sentences,
    "describe_corpus": lambda documents, tokens, *_: kit.describe_corpus(documents, tokens, by="outlet"),
    "count_words": lambda documents, tokens, *_: kit.count_words(kit.choose_words(tokens), by="par_id"),
    "word_rates": rates,
    "find_words": lambda documents, tokens, *_: kit.find_words(kit.choose_words(tokens), ["say", "kill*"]),
    "compare_words": lambda documents, tokens, *_: kit.compare_words(
        forms(documents, tokens), by="in_quotes"
    ),
    "compare_words by outlet": by_outlet,
    "collocations": collocations,
    "words in any case": in_any_case,
    "measure_diversity": lambda documents, tokens, *_: kit.measure_diversity(tokens, by="doc_id"),
    "count_categories": lambda documents, tokens, *_: kit.count_categories(
        tokens, kit.read_categories(CATEGORIES), by="doc_id"
    ),
    "count_by_date": lambda documents, tokens, *_: kit.count_by_date(
        kit.find_words(kit.choose_words(tokens), "say"), documents, tokens, period="day"
    ),
    "mentions": mentions,
    "quotes": quotes,
    "count_cues": lambda *tables: kit.count_cues(quotes(*tables), tables[1]),
    "claims": lambda *tables: kit.link_claims(kit.find_quantities(tables[1], tables[0]), quotes(*tables)),
    "excluded_numbers": lambda documents, tokens, *_: kit.excluded_numbers(tokens, documents),
}


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:.* do not occur")
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_is_that_of_a_corpus_in_memory(answer, both):
    memory, parts = (answer(*tables) for tables in both)
    assert csv_bytes(parts) == csv_bytes(memory)


@pytest.mark.model
def test_some_of_the_documents_have_their_own_tokens_only(both):
    documents = both[1][0]
    few = documents[documents["outlet"] == "Valley Tribune"]
    tokens, sentences, _ = kit.annotate(few)
    assert set(tokens["doc_id"].astype("str")) == set(sentences["doc_id"].astype("str")) == set(few["doc_id"])


@pytest.mark.model
def test_what_was_found_with_the_usual_arguments_is_read_and_not_found_again(both):
    documents, tokens, *_ = both[1]
    read = Parts(tokens.names, None, tokens.found)
    assert len(kit.find_quotes(read, documents, min_confidence=0.4)) > 0
    with pytest.raises(TypeError):  # there is nothing to find it in
        kit.find_quotes(read, documents, min_confidence=0.5)


@pytest.mark.model
def test_what_another_version_of_the_kit_found_is_found_again(both, monkeypatch):
    monkeypatch.setattr(annotation, "code_version", lambda model: "another")
    tokens, _, _ = kit.annotate(both[1][0])
    assert not tokens.found


def test_texts_that_were_changed_since_they_were_read_and_options_for_reading_are_refused(both):
    documents = both[1][0].copy()
    documents.loc[2, "text"] += " Nobody knows why."
    with pytest.raises(ValueError, match="documents has texts that .* does not have: read the corpus again"):
        kit.annotate(documents)
    with pytest.raises(ValueError, match="texts that were read before: leave out drop="):
        kit.read_corpus(documents.attrs["partitions"], drop="copy")


@pytest.mark.model
def test_the_answer_page_of_partitions_is_that_of_memory(both, tmp_path):
    pages = []
    for place, (documents, *_) in zip(("memory", "parts"), both, strict=True):
        kit.write_report(tmp_path / place, documents)
        files = [path for path in (tmp_path / place).rglob("*.*") if path.is_file()]
        pages.append({path.relative_to(tmp_path / place): path.read_bytes() for path in files})
    assert pages[0] == pages[1]


def test_a_function_gets_the_rows_of_a_part_and_the_results_are_joined():
    tables = {"one": texts("x", "y"), "two": texts("z").assign(doc_id="c")}
    seen = []

    @in_parts(join_tables)
    def find(tokens, spans, *, least):
        seen.append((tokens["doc_id"].tolist(), spans["doc_id"].tolist(), least))
        return spans

    spans = pd.DataFrame({"doc_id": ["c", "a", "a"], "start": [1, 2, 3]})
    found = find(Parts(list(tables), tables.get), spans, least=2)
    assert seen == [(["a", "b"], ["a", "a"], 2), (["c"], ["c"], 2)]
    assert found.to_numpy().tolist() == [["a", 2], ["a", 3], ["c", 1]]
    assert find(tables["one"], spans, least=1) is spans
