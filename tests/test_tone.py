"""Tone by two word lists."""

import pandas as pd
import pytest

from analysis import score_tone, tone_agreement

NONE = pd.DataFrame({"doc_id": [], "start": [], "end": []})
CODED = pd.DataFrame(
    {"tone": [1, -1, -1, None], "quote": ["Wonderful.", "A terrible day.", "It is a disaster.", "Good."]}
)


def score(text: str, mentions: pd.DataFrame = NONE) -> pd.Series:
    quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "quote": [text]})
    return score_tone(quotes, mentions).iloc[0]


def test_names_are_masked_and_common_nouns_are_not():
    text = "Great Britain and the terrorists announced a tax"
    rows = [("a", 0, 13, "name"), ("a", 18, 32, "nominal"), ("a", 45, 90, "name")]
    mentions = pd.DataFrame(rows, columns=["doc_id", "start", "end", "kind"])
    assert score("Great Britain announced a tax")["textblob"] > 0
    row = score(text, mentions)
    assert row["scored"] == "Alex and the terrorists announced a tax"
    assert (row["textblob"], row["vader_words"]) == (0, "terrorists -3.1")


WORDS = {
    "A wonderful disaster": ("wonderful +1.00", "wonderful +2.7, disaster -3.1"),
    "It isn’t good": ("not good -0.35", "good -1.4"),
    "very good": ("very good +0.91", "good +2.2"),
    "There was no fire": ("", "fire +1.0"),
    "": ("", ""),
}


@pytest.mark.parametrize("text", WORDS)
def test_words_are_listed_with_their_scores(text):
    assert (score(text)["textblob_words"], score(text)["vader_words"]) == WORDS[text]


def test_what_the_words_added_makes_the_score():
    """The sum s of VADER's words gives s / sqrt(s² + 15), the mean of TextBlob's is its score."""
    row = score("A wonderful plan, a wicked deed and a terrible disaster")
    added = sum(float(pair.rsplit(" ", 1)[1]) for pair in row["vader_words"].split(", "))
    assert row["vader"] == pytest.approx(added / (added**2 + 15) ** 0.5, abs=0.02)
    means = [float(pair.rsplit(" ", 1)[1]) for pair in row["textblob_words"].split(", ")]
    assert row["textblob"] == pytest.approx(sum(means) / len(means), abs=0.01)


def test_pieces_are_one_quotation():
    pieces = {"start": [0, 20], "quote": ["It is good,", "very good."]}
    quotes = pd.DataFrame(pieces).assign(doc_id="a", quote_id=0)
    scores = score_tone(quotes, NONE)
    assert scores[["quote", "scored"]].values.tolist() == [["It is good,", "It is good, very good."]]
    assert list(score_tone(quotes[:0], NONE)) == list(scores)


def test_agreement_with_quotations_coded_by_hand():
    table = tone_agreement(CODED).set_index(["one", "other"])
    assert table["n"].tolist() == [3, 3, 3]
    assert table["alike"].round(2).tolist() == [0.67, 1, 0.67]
    assert table.loc[("vader", "coded by hand"), "alpha"] == 1
    assert table[["low", "high"]].round(3).values.tolist() == [[0.094, 0.992], [0.292, 1], [0.094, 0.992]]
    assert tone_agreement(CODED[:0])[["alike", "low", "high"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="the tone 2"):
        tone_agreement(CODED.assign(tone=2))
