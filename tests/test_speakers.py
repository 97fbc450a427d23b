"""Counting speakers, on tables typed in."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import (
    count_cues,
    count_speakers,
    quote_positions,
    speaker_concentration,
    speaker_shares,
    speaks_about,  # fmt: skip
)

COLUMNS = ["doc_id", "quote_id", "piece", "start", "end", "quote", "actor", "kind", "cue", "cue_start",
           "cue_end"]  # fmt: skip
ROWS = [
    ("a", 0, 0, 0, 20, "It is over, they say", "Ann Lee", "direct", "said", 21, 25),
    ("a", 0, 1, 30, 40, "all of it.", "Ann Lee", "direct", "said", 21, 25),
    ("a", 1, 0, 50, 60, "to go home", "Bob Ray", "indirect", "refused", 42, 49),
    ("b", 0, 0, 0, 10, "we go now!", "Ann Lee", "direct", "according to", 12, 24),
    ("b", 1, 0, 30, 40, "some words", None, "direct", None, pd.NA, pd.NA),
]
QUOTES = pd.DataFrame(ROWS, columns=COLUMNS).assign(sent_id=0)
CUES = [("a", 21, "say"), ("a", 42, "refuse"), ("b", 12, "accord")]
TOKENS = pd.DataFrame(CUES, columns=["doc_id", "start", "lemma"])
NAMES = [("a", 3, 5, "Bob Ray"), ("a", 31, 34, "Sue"), ("b", 3, 5, "Bob Ray")]
NAMED = pd.DataFrame(NAMES, columns=["doc_id", "start", "end", "actor"])
COUNTS = {
    "speakers": (count_speakers, ["speaker"]),
    "speakers by kind": (lambda quotes: count_speakers(quotes, by="kind"), ["kind", "speaker"]),
    "cues": (lambda quotes: count_cues(quotes, TOKENS), ["cue", "cue_class"]),
    "about": (lambda quotes: speaks_about(quotes, NAMED), ["speaker", "about"]),
}
SHARES = [count_speakers, speaker_shares, speaker_concentration]


def test_count_speakers():
    assert count_speakers(QUOTES).values.tolist() == [["Ann Lee", 2, 11, 2], ["Bob Ray", 1, 3, 1]]
    kinds = count_speakers(QUOTES, by="kind")[["kind", "speaker", "n"]]
    assert kinds.values.tolist() == [["direct", "Ann Lee", 2], ["indirect", "Bob Ray", 1]]


@pytest.mark.parametrize("count, keys", COUNTS.values(), ids=COUNTS.keys())
def test_counts_of_disjoint_documents_add_up(count, keys):
    parts = pd.concat(count(rows) for _, rows in QUOTES.groupby("doc_id"))
    added = parts.groupby(keys, observed=True).sum()
    pd.testing.assert_frame_equal(added, count(QUOTES).set_index(keys).sort_index())


@pytest.mark.parametrize("function", SHARES)
def test_groups_are_measured_each_for_itself_and_a_missing_one_too(function):
    outlets = QUOTES.assign(outlet=QUOTES["doc_id"].map({"a": "Post"}), page=1)
    table = function(outlets, by="outlet")
    pd.testing.assert_frame_equal(function(outlets, by=["page", "outlet"]).drop(columns="page"), table)
    assert list(function(QUOTES[:0])) == list(function(QUOTES)) and len(function(QUOTES[:0])) == 0
    assert list(table) == ["outlet", *function(QUOTES)] == list(function(outlets[:0], by="outlet"))
    for outlet, doc_id in {"Post": "a", None: "b"}.items():
        own = table[table["outlet"].isna() if outlet is None else table["outlet"] == outlet]
        alone = function(QUOTES[QUOTES["doc_id"] == doc_id])
        pd.testing.assert_frame_equal(own.drop(columns="outlet").reset_index(drop=True), alone)


def test_bad_groups_are_named():
    with pytest.raises(KeyError, match="'outlet'"):
        count_speakers(QUOTES, by="outlet")
    for column in ("actor", "speaker"):
        for function in SHARES:
            with pytest.raises(ValueError, match=f"by names '{column}', a column that the result has"):
                function(QUOTES.assign(speaker="she"), by=column)


def test_shares_add_up_and_lie_in_their_intervals_whatever_the_order():
    quotes = pd.DataFrame({"doc_id": [*range(12)] * 2, "quote_id": [0] * 12 + [1] * 12, "quote": "x"})
    quotes["actor"] = ["Lee"] * 8 + ["Ray"] * 10 + ["Lee", "Ray", "Sue"] * 2
    shares = speaker_shares(quotes)
    assert shares["share"].sum() == pytest.approx(1) and shares["texts"].eq(12).all()
    lee = shares.loc[1]
    assert 0 < lee["low"] < lee["share"] < lee["high"] < 1 and lee["reason"] == ""
    assert shares["reason"].iloc[2] == "no interval: it rests on fewer than 3 texts, in effect"
    pd.testing.assert_frame_equal(speaker_shares(quotes[::-1]), shares)
    assert speaker_shares(QUOTES)["reason"].eq("no interval: fewer than 10 texts").all()


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_concentration(numbers):
    actors = np.repeat([f"Actor {place}" for place in range(len(numbers))], numbers)
    quotes = pd.DataFrame({"doc_id": "a", "quote_id": range(len(actors)), "quote": "x", "actor": actors})
    row = speaker_concentration(quotes).iloc[0]
    assert -1e-9 <= row["gini"] < 1
    assert 1 - 1e-9 <= row["effective_speakers"] <= len(numbers) + 1e-9
    n = np.array(numbers)
    assert row["gini"] == pytest.approx(np.abs(n[:, None] - n).sum() / (2 * len(n) ** 2 * n.mean()))


def test_cues_are_counted_as_the_verbs_inside_them():
    counts = count_cues(QUOTES, TOKENS.astype({"lemma": "category"}))
    expected = [["according to", "other", 1], ["refuse", "commissive", 1], ["say", "neutral", 1]]
    assert counts[["cue", "cue_class", "n"]].values.tolist() == expected
    others = TOKENS.assign(lemma=["claim", "warn", "Say"])
    assert count_cues(QUOTES, others)["cue"].tolist() == ["claim", "say", "warn"]
    outside = count_cues(QUOTES, others.assign(start=[10, 70, 24]), by="actor")
    assert outside["actor"].tolist() == ["Ann Lee", "Ann Lee", "Bob Ray"]
    assert outside["cue"].tolist() == ["according to", "said", "refused"]
    kinds = count_cues(QUOTES, TOKENS, by=["kind", "actor"])
    assert list(kinds["kind"] + ", " + kinds["actor"]) == ["direct, Ann Lee"] * 2 + ["indirect, Bob Ray"]
    assert list(count_cues(QUOTES[:0], TOKENS)) == ["cue", "cue_class", "n", "doc_freq"]


def test_positions():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["x" * 100, "x" * 40]})
    positions = quote_positions(QUOTES, documents)
    assert positions[["position", "n_words"]].values.tolist() == [[0, 8], [0.5, 3], [0, 3], [0.75, 2]]
    with pytest.raises(KeyError, match="'b', which documents lacks"):
        quote_positions(QUOTES, documents[:1])


def test_who_speaks_about_whom():
    partly_inside, by_nobody, no_quote = [("a", 38, 41, "Eve"), ("b", 31, 34, "Bob"), ("c", 31, 34, "Bob")]
    rows = [("a", 31, 34, "Bob Ray"), partly_inside, ("a", 43, 46, "Ann Lee"), by_nobody, no_quote]
    mentions = pd.DataFrame(rows, columns=NAMED.columns)
    assert speaks_about(QUOTES, mentions).values.tolist() == [["Ann Lee", "Bob Ray", 1, 1]]
    assert list(speaks_about(QUOTES[:0], mentions)) == ["speaker", "about", "n", "doc_freq"]
