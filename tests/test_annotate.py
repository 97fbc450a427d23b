import re
import unicodedata

import pandas as pd
import pyarrow.parquet as pq
import pytest
import spacy
from conftest import texts
from hypothesis import given, strategies as st

from analysis import annotate, annotation as module
from analysis.annotation import describe_model
from analysis.readers.forms import normal_form

pytestmark = pytest.mark.model


def test_lines_are_paragraphs_the_headline_is_one_sentence_and_white_space_is_no_token():
    text = "What next? Rebels flee\n \nThey left. So?\r\nIt  is\tover\xa0now \u2009 .\n …!? "
    tokens, sentences, _ = annotate(texts(text, "No headline.\nMore."), cache=False)
    spans = sentences[sentences["doc_id"] == "a"][["start", "end"]].itertuples(index=False)
    expected = [*text.split("\n")[:1], "They left.", "So?", "It  is\tover\xa0now \u2009 .", "…!?"]
    assert [text[start:end] for start, end in spans] == expected
    assert tokens.groupby("doc_id")["par_id"].unique().map(list).to_dict() == {"a": [0, 1, 2, 3], "b": [1, 2]}
    assert tokens["token"][tokens["par_id"] == 2].tolist()[:5] == ["It", "is", "over", "now", "."]


WAYS = {
    "apostrophes": ("Ms O’Neill  doesn‘t know the mayorʼs aim.", "Ms O'Neill  doesn't know the mayor's aim."),
    "accents": ("Rene\u0301e left Ma\u0301laga.", "Renée left Málaga."),
    "ligatures": ("A ﬂood hit the ofﬁce; no ﬁnal ﬁgures.", "A flood hit the office; no final figures."),
    "soft hyphens": ("The min\xadis\xadter left Is\xadtan\xadbul.", "The minister left Istanbul."),
    "no width": ("\ufeffSyd\u200bney\u2060 is\u200d qui\u200cet\u200b.", "Sydney is quiet."),
}


@pytest.mark.parametrize(("odd", "plain"), WAYS.values(), ids=WAYS.keys())
def test_one_word_written_in_two_ways_is_one_word_and_kept_as_it_is_in_the_text(odd, plain):
    _, _, entities = tables = annotate(texts(odd, plain), cache=False)
    without_model = annotate(texts(odd, plain), model=None)
    for tokens, columns in (tables[0], ["lemma", "tag", "dep", "head"]), (without_model[0], []):
        one, other = (rows.reset_index(drop=True) for _, rows in tokens.groupby("doc_id", observed=True))
        same = ["norm", "is_stop", "sent_id", *columns]
        pd.testing.assert_frame_equal(one[same], other[same])
        assert other["norm"].tolist() == other["token"].tolist()
        assert one["token"].tolist() == [odd[at:to] for at, to in zip(one["start"], one["end"], strict=True)]
        assert set(one["token"]) - set(other["token"])
    names = entities["entity"].map(normal_form).groupby(entities["doc_id"], observed=False).agg(list)
    assert names["a"] == names["b"]


def test_an_emoji_is_one_token_and_a_text_that_shows_nothing_has_none():
    family, thumb, flag = "👨\u200d👩\u200d👧", "👍🏽", "🇬🇧"
    documents = texts(
        f"They left {family}{thumb} for {flag}. 👍", "\u200b", "\ufeff\n\xad\u200b \u2060\nOver."
    )
    for model in (module.MODEL, None):
        tokens, _, _ = annotate(documents, model=model, cache=False)
        found = tokens.groupby("doc_id", observed=False)["token"].agg(list).tolist()
        assert found == [["They", "left", family, thumb, "for", flag, ".", "👍"], [], ["Over", "."]]
        assert tokens["par_id"].unique().tolist() == [1]


PIECES = [
    "Don’t",
    "e-mail",
    "Málaga",
    "ofﬁce,",
    "£5m",
    "U.S.",
    "‘So,’",
    "naïve",
    "5km.",
    "cannot",
    "…",
    "rebels’",
]
HIDDEN = "\xad\u200b\u200c\u200d\u200e\u202e\u2060\ufeff"


@given(st.lists(st.sampled_from(PIECES)), st.lists(st.tuples(st.integers(0, 60), st.sampled_from(HIDDEN))))
def test_what_a_reader_does_not_see_changes_no_token(pieces, hidden):
    text = plain = " ".join(pieces)
    text = unicodedata.normalize("NFD", text)
    for at, character in hidden:
        text = text[:at] + character + text[at:]
    tokens, _, _ = annotate(texts(text, plain), model=None)
    one, other = (tokens[tokens["doc_id"] == doc_id] for doc_id in "ab")
    assert one["norm"].tolist() == other["norm"].tolist()
    assert one["token"].tolist() == [text[at:to] for at, to in zip(one["start"], one["end"], strict=True)]
    shown = str.maketrans("", "", HIDDEN + " ")
    assert "".join(one["token"]).translate(shown) == text.translate(shown)


def test_columns_agree_with_spacy_itself(seed):
    documents, tokens, _, entities = seed
    text = re.sub(r"(?<=\w)’(?=\w)", "'", documents["text"].item())  # as the model reads it
    nlp = spacy.load(module._model_folder(module.MODEL))
    docs = [nlp(line) for line in text.split("\n")[1:]]
    words = [token for doc in docs for token in doc]
    tokens = tokens.assign(token=tokens["token"].str.replace("’", "'"))
    rows = tokens[tokens["par_id"] > 0]
    names = {"token": "text", "lemma": "lemma_", "pos": "pos_", "tag": "tag_", "dep": "dep_"}
    for column, name in names.items():
        assert rows[column].tolist() == [getattr(token, name) for token in words]
    phrases = [text[start:end] for start, end in zip(rows["phrase_start"], rows["phrase_end"], strict=True)]
    assert phrases == [token.doc[token.left_edge.i : token.right_edge.i + 1].text for token in words]
    heads = tokens.set_index("token_id")["token"].loc[rows["head"]].tolist()
    assert heads == [token.head.text for token in words]
    body = entities[entities["sent_id"] > 0]
    found = list(zip(body["entity"].str.replace("’", "'"), body["label"], strict=True))
    assert found == [(entity.text, entity.label_) for doc in docs for entity in doc.ents]


def test_a_line_longer_than_a_piece_is_annotated_in_pieces(monkeypatch):
    text = "The rebels left the city. " * 40
    whole, _, _ = annotate(texts(text), cache=False)
    monkeypatch.setattr(module, "_PIECE", 100)
    assert len(list(module._make_docs(spacy.blank("en"), [text]))) == 14
    pieces, sentences, _ = annotate(texts(text), cache=False)
    assert len(sentences) == 40
    pd.testing.assert_frame_equal(pieces, whole)


REMEDIES = {"xx": "python -m spacy download xx", "xx_wheel": "pip install no-such-wheel"}


@pytest.mark.parametrize(("name", "remedy"), REMEDIES.items())
def test_a_missing_model_says_what_to_install(monkeypatch, name, remedy):
    monkeypatch.setattr(module, "_WHEELS", {"xx_wheel": "no_such_wheel"})
    with pytest.raises(OSError, match=f"'{name}' is not installed: run `{remedy}`, or with conda `conda in"):
        describe_model(name)


def test_unfit_documents():
    with pytest.raises(KeyError, match="no column 'doc_id'; it has text"):
        annotate(texts("x").drop(columns="doc_id"), cache=False)
    with pytest.raises(ValueError, match="doc_id 'a' more than once"):
        annotate(texts("x", "y").assign(doc_id="a"), cache=False)


@pytest.fixture
def count_calls(monkeypatch):
    """Which texts spaCy was asked to annotate."""
    asked, original = [], module._annotate_chunk
    monkeypatch.setattr(
        module,
        "_annotate_chunk",
        lambda load, chunk, count: asked.extend(chunk.values()) or original(load, chunk, count),
    )
    return asked


def assert_same(tables, others):
    for table, other in zip(tables, others, strict=True):
        pd.testing.assert_frame_equal(table, other)


def test_cold_and_warm_give_the_same_tables_in_any_order(news, tmp_path, count_calls):
    documents, *tables = news
    assert_same(annotate(documents, cache=tmp_path), tables)
    assert len(count_calls) == 8
    assert_same(annotate(documents, cache=tmp_path), tables)
    backwards = documents[::-1].reset_index(drop=True)
    warm = annotate(backwards, cache=tmp_path)
    assert len(count_calls) == 8
    assert_same(warm, annotate(backwards, cache=False))


def flip(file, at):
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(content)


DAMAGES = {
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:-20]),
    "a flipped byte": lambda file: flip(file, 999),
    "rows of another program": lambda file: pq.write_table(pq.read_table(file).slice(1), file),
    "annotations of other texts": lambda file: file.write_bytes(file.with_suffix(".other").read_bytes()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_spoiled_or_forged_cache_file_is_set_aside_with_one_warning(damage, tmp_path, count_calls):
    annotate(texts("They fled."), cache=tmp_path)
    (other,) = tmp_path.rglob("*.parquet")
    documents = texts("Aleppo falls\nIt is over.", "They left. It is over.")
    tables = annotate(documents, cache=tmp_path)
    (file,) = set(tmp_path.rglob("*.parquet")) - {other}
    other.rename(file.with_suffix(".other"))
    damage(file)
    with pytest.warns(UserWarning, match="set aside") as caught:
        again = annotate(documents, cache=tmp_path)
    assert len(caught) == 1
    assert_same(again, tables)
    assert len(list(tmp_path.rglob("*.set-aside"))) == 1
    assert_same(annotate(documents, cache=tmp_path), tables)
    assert len(count_calls) == 1 + 2 + 2


def test_a_cache_folder_that_cannot_be_written_costs_only_the_cache_and_is_said_once(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_CHUNK", 3)
    (tmp_path / "file").write_text("in the way")
    with pytest.warns(UserWarning, match="cannot be written.*name another folder as CACHE") as caught:
        tokens, _, _ = annotate(texts("One.", "Two."), cache=tmp_path / "file")
    assert (len(caught), len(tokens)) == (1, 4)


def test_the_cache_knows_the_versions_of_kit_and_spacy_and_two_models_of_one_name(
    tmp_path, monkeypatch, count_calls
):
    """Models that researchers train are all called en_pipeline, 0.0.0."""
    ends, folder = [], tmp_path / "model"
    for mark in ".!":
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer", config={"punct_chars": [mark]})
        nlp.to_disk(folder)
        tables = annotate(texts("One. Two. Three!"), model=str(folder), cache=tmp_path / "cache")
        ends.append(len(tables[1]))
    assert ends == [3, 1]
    assert set(tables[0]["pos"]) == {""} and tables[2].empty
    monkeypatch.setattr(module, "TABLE_VERSION", module.TABLE_VERSION + 1)
    annotate(texts("One. Two. Three!"), model=str(folder), cache=tmp_path / "cache")
    monkeypatch.setattr(module.metadata, "version", lambda package: "0")
    annotate(texts("One. Two. Three!"), model=str(folder), cache=tmp_path / "cache")
    assert len(count_calls) == len(list((tmp_path / "cache").iterdir())) == 4


def test_each_chunk_is_kept_at_once_and_only_new_and_changed_texts_cost(tmp_path, monkeypatch, count_calls):
    monkeypatch.setattr(module, "_CHUNK", 5)
    annotate(texts("One two.", "Three four."), cache=tmp_path)
    assert len(list(tmp_path.rglob("*.parquet"))) == 2
    annotate(texts("Five six.", "Three four!", "Five six.", "One two."), cache=tmp_path)
    annotate(texts("One two."), cache=tmp_path)
    assert count_calls == ["One two.", "Three four.", "Five six.", "Three four!"]
