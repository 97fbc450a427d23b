"""Tone by two word lists."""

import pandas as pd
import pytest

from analysis.tone import score_tone

NONE = pd.DataFrame({"doc_id": [], "start": [], "end": []})


def score(text: str, mentions: pd.DataFrame = NONE) -> pd.Series:
    quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "quote": [text]})
    return score_tone(quotes, mentions).iloc[0]


def test_names_are_masked():
    mentions = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [13]})
    assert score("Great Britain announced a tax")["textblob"] > 0
    assert score("Great Britain announced a tax", mentions)[["textblob", "vader"]].tolist() == [0, 0]


def test_typographic_apostrophes_do_not_hide_a_negation():
    assert score("It isn’t a good result")["vader"] == score("It isn't a good result")["vader"] < 0


def test_the_words_behind_a_score_are_told():
    row = score("A wonderful disaster")
    assert "wonderful +1.00" in row["textblob_words"]
    assert "disaster -3.1" in row["vader_words"]


def test_pieces_are_one_quotation():
    quotes = pd.DataFrame(
        {"doc_id": "a", "quote_id": 0, "start": [0, 20], "quote": ["It is good,", "very good."]}
    )
    assert len(score_tone(quotes, NONE)) == 1


@pytest.mark.parametrize("column", ["textblob", "textblob_words", "vader", "vader_words"])
def test_no_quotations(column):
    quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "quote": ["x"]})
    assert column in score_tone(quotes[:0], NONE)
