"""Counts over time."""

import numpy as np
import pandas as pd
import pytest
from conftest import table

from analysis import choose_words, count_by_date, count_words, find_words, word_rates

TOKENS = table(a="War/NOUN and/CCONJ war/NOUN", b="Peace/NOUN ./PUNCT", c="War/NOUN", d="War/NOUN")
DATES = ["2021-03-04", "2021-03-04", "2021-03-07", "2021-03-08"]
DOCUMENTS = pd.DataFrame({"doc_id": list("abcd"), "date": DATES})


def counted(documents=DOCUMENTS, words=("war",), **options):
    spans = find_words(choose_words(TOKENS, unit="lower"), words)
    return count_by_date(spans, documents, TOKENS, **options)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", ["2021-03-04 2 1 2 4", "2021-03-05 0 0 0 0", "2021-03-06 0 0 0 0", "2021-03-07 1 1 1 1",
                 "2021-03-08 1 1 1 1"]),
        ("week", ["2021-03-01 3 2 3 5", "2021-03-08 1 1 1 1"]),
        ("month", ["2021-03-01 4 3 4 6"]),
        ("year", ["2021-01-01 4 3 4 6"]),
    ],
)  # fmt: skip
def test_periods(period, expected):
    counts = counted(period=period)[["period", "n", "doc_freq", "documents", "words"]].astype("str")
    assert counts.agg(" ".join, axis=1).tolist() == expected


def test_rates_and_their_intervals():
    rates = counted(words=["peace", "war"])
    peace = rates[rates["word"] == "peace"]["per_million"]
    assert peace.isna().tolist() == [False, True, True, False, False] and peace.iloc[3] == 0
    assert rates["reason"].eq("no interval: fewer than 10 texts")[rates["documents"] != 1].all()
    assert rates["reason"].eq("no interval: one text")[rates["documents"] == 1].all()


def test_intervals_are_those_of_the_texts_of_the_period_and_the_outlet():
    documents = pd.DataFrame({"doc_id": range(44), "date": ["2021-03-04", "2021-04-04"] * 22})
    documents["outlet"] = ["A"] * 22 + ["B"] * 22
    texts = [["war"] * (row % 7) + ["end"] * (row % 3 + 5) for row in range(44)]
    tokens = documents.assign(token=texts).explode("token", ignore_index=True)
    spans = tokens.assign(word=tokens["token"])
    rates = count_by_date(spans, documents, tokens, by=["outlet", "word"], period="month")
    assert rates["documents"].eq(11).all() and rates["reason"].eq("").all()
    alone = (tokens["date"] == "2021-04-04") & (tokens["outlet"] == "B")
    words = choose_words(tokens[alone], unit="lower", pos=None)
    expected = word_rates(words, count_words(words)).sort_values("word")
    found = rates[(rates["period"] == "2021-04-01") & (rates["outlet"] == "B")].sort_values("word")
    ends = ["per_million", "low", "high"]
    np.testing.assert_allclose(found[ends], expected[ends])


@pytest.mark.parametrize("kind", ["str", "category"])
def test_totals_are_those_of_each_outlet_where_documents_have_it(kind):
    outlet = pd.Series(["A", "B", None, "B"], dtype=kind)
    documents = DOCUMENTS.assign(outlet=outlet, topic="x")
    spans = find_words(choose_words(TOKENS, unit="lower"), "war").merge(documents[["doc_id", "outlet"]])
    columns = ["outlet", "word", "n", "documents", "words"]
    counts = count_by_date(spans, documents, TOKENS, by=["outlet", "word"], period="year")
    assert counts[columns].astype(object).fillna("").values.tolist() == [
        ["A", "war", 2, 1, 3], ["B", "war", 1, 2, 2], ["", "war", 1, 1, 1],
    ]  # fmt: skip
    assert counts["per_million"].round().tolist() == [666667, 500000, 1000000]
    # A topic of the spans that is not the topic of their texts does not split the texts.
    counts = count_by_date(spans.assign(topic="y"), documents, TOKENS, by="topic", period="year")
    assert counts[["documents", "words"]].values.tolist() == [[4, 6]]
    counts = count_by_date(spans, documents, TOKENS, by="doc_id", period="year")
    assert counts[["doc_id", "words"]].values.tolist() == [["a", 3], ["c", 1], ["d", 1]]


def test_the_local_day_counts_in_dates_of_every_kind():
    zones = ["T23:00:00+02:00", " 01:00-0500", "T10:00:00.5Z", ""]
    days = pd.to_datetime(DATES)
    texts = [f"{date}{zone}" for date, zone in zip(DATES, zones, strict=True)]
    for dates in (days.tz_localize("Europe/Berlin"), days + pd.Timedelta(hours=23), days.date, texts):
        pd.testing.assert_frame_equal(counted(DOCUMENTS.assign(date=dates)), counted())


def test_texts_without_a_date_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="1 of 4 texts have no date"):
        counts = counted(DOCUMENTS.assign(date=[*DATES[:3], None]))
    assert counts["n"].sum() == 3
    nothing = counted(DOCUMENTS.assign(date=pd.NaT))
    assert nothing.empty
    pd.testing.assert_series_equal(nothing.dtypes, counts.dtypes)


@pytest.mark.parametrize(
    ("documents", "options", "error", "message"),
    [
        (DOCUMENTS.replace("2021-03-07", "last May"), {}, ValueError, "the date 'last May' for c: write it like 2016"),
        (DOCUMENTS.replace("2021-03-07", "2021-03"), {}, ValueError, "documents has the date '2021-03' for c"),
        (DOCUMENTS, {"period": "quarter"}, ValueError, "no period 'quarter'"),
        (DOCUMENTS.iloc[1:], {}, KeyError, "spans has the doc_id 'a', which documents lacks"),
        (DOCUMENTS, {"by": "category"}, KeyError, "spans has no column 'category'"),
    ],
)  # fmt: skip
def test_errors(documents, options, error, message):
    with pytest.raises(error, match=message):
        counted(documents, **options)
