"""Tokens by spaCy's tokenizer alone: `annotate(documents, model=None)`."""

import pandas as pd
import pytest
from conftest import texts

from analysis import annotate, choose_words, count_words, find_words, in_context

TEXTS = texts("War ends\n“Don’t go,”  O’Neill said. It’s 8,000.\r\nNo  more.", "", "No headline.")


@pytest.mark.model
def test_tokens_are_those_of_the_model(news):
    documents, tokens, _, entities = news
    found, sentences, nothing = annotate(documents, model=None)
    columns = ["doc_id", "par_id", "token_id", "start", "end", "token", "norm", "is_stop"]
    pd.testing.assert_frame_equal(found[columns], tokens[columns])
    assert list(found) == ["doc_id", "sent_id", *columns[1:]]
    lines = sentences.drop_duplicates(["doc_id", "par_id"])
    assert len(lines) == len(sentences) == len(tokens.drop_duplicates(["doc_id", "par_id"]))
    assert nothing.empty and nothing.dtypes.astype("str").equals(entities.dtypes.astype("str"))
    for empty, full in zip(annotate(documents[:0], model=None), (found, sentences, nothing), strict=True):
        assert empty.empty and empty.dtypes.astype("str").equals(full.dtypes.astype("str"))


def test_lines_are_sentences_that_lead_back_to_the_text():
    tokens, sentences, _ = annotate(TEXTS, model=None)
    words = choose_words(tokens, unit="lower", pos=None)
    assert count_words(words).head(1).values.tolist() == [["no", 2, 2]]
    lines = in_context(find_words(words, "no"), TEXTS, sentences)
    assert lines[["match", "right"]].values.tolist() == [["No", "  more."], ["No", " headline."]]
    assert choose_words(tokens, unit="lower", pos=None, ngram=2)["word"].str.replace("’", "'").dropna().tolist() == [
        "war ends", "do n't", "n't go", "o'neill said", "it 's", "'s 8,000", "no more", "no headline"]  # fmt: skip
