"""Lines, read back from their Axes: words by rank and trends."""

import numpy as np
import pandas as pd
import pytest
from drawing import alt, caption, legend, lines, names, tidy  # noqa: F401

from analysis import count_by_date, plot_documents, plot_trend, plot_zipf

RANKED = pd.DataFrame({"n": [100 // i for i in range(1, 31)]})
DAYS = pd.DataFrame({"period": pd.date_range("2021-03-04", periods=3).repeat(2), "n": [2, 0, 0, 0, 1, 3]})
DAYS = DAYS.assign(word=["dam", "flood"] * 3, per_million=[200, 0, np.nan, np.nan, 100, 300])
DAYS = DAYS.assign(low=[50, 0, np.nan, np.nan, 10, 90], high=[700, 400, np.nan, np.nan, 500, 900])


def test_words_by_rank():
    ax = plot_zipf(RANKED[::-1])
    (points,) = ax.lines
    assert points.get_ydata()[:3].tolist() == [100, 50, 33] and points.get_xdata()[:3].tolist() == [1, 2, 3]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log") and ax.get_ylim()[0] < 3
    assert "The first ranks have 100, 50, 33 occurrences." in ax.description.alt


def test_a_trend_has_a_gap_where_there_are_no_texts_and_ticks_only_where_there_are():
    ax = plot_trend(DAYS)
    assert legend(ax) == ["dam", "flood"] and "(lines: 95 % intervals)" in ax.get_ylabel()
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [200, np.nan, 100])
    assert len({line.get_marker() for line in ax.lines}) == 2
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["4 Mar", "6 Mar"]
    assert ax.get_xlabel() == "date (2021)"
    assert "Shown: 2 of 3 periods; a line breaks where there are no texts." in caption(ax)
    assert alt(ax) == ["2021-03-04 200, 2021-03-06 100", "flood: 2021-03-04 0, 2021-03-06 300"]
    counts = plot_trend(DAYS.assign(documents=[1, 1, 0, 0, 2, 2]), y="n")
    np.testing.assert_array_equal(counts.lines[1].get_ydata(), [0, np.nan, 3])
    years = DAYS.assign(period=pd.to_datetime(["2020-01-01", "2020-12-01", "2021-05-01"]).repeat(2))
    assert plot_trend(years, y="n").get_xlabel() == "date (2020 to 2021)"


def test_intervals_of_a_trend_are_drawn_beside_each_other_and_on_the_paper():
    ax = plot_trend(DAYS)
    ends = [(low[1], high[1]) for low, high in lines(ax)]
    assert ends == [(50, 700), (10, 500), (0, 400), (90, 900)]
    assert len({low[0] for low, _ in lines(ax)}) == 4
    assert -40 < ax.get_ylim()[0] < 0 and ax.get_ylim()[1] > 900  # marks at 0 are seen whole
    ax = plot_trend(DAYS[["period", "word", "n"]], y="n")
    assert lines(ax) == [] and ax.get_ylabel() == "occurrences"
    low, high = plot_trend(DAYS.assign(change=[-3, 2, 0, 0, 1, -1]), y="change").get_ylim()
    assert low < -3 and high > 2


def test_one_date_is_no_trend():
    assert plot_trend(DAYS.head(2)).description.lack == "there is only one date"
    none = plot_trend(DAYS.assign(per_million=np.nan, low=np.nan, high=np.nan))
    assert none.description.lack == "no text has a date, or nothing was found"


def documents(outlets, dates):
    return pd.DataFrame(
        {"doc_id": [f"{number}.txt" for number in range(len(dates))], "outlet": outlets, "date": dates}
    )


def test_texts_over_time_have_a_line_for_each_outlet_with_0_where_it_has_none():
    outlets = ["Post", "Courier", "Courier", "Post", "Tribune", None]
    dates = pd.to_datetime(
        ["2021-01-04", "2021-01-05", "2021-01-31", "2021-03-01", "2021-03-02", "2021-03-03"]
    )
    ax = plot_documents(documents(outlets, dates), period="month")
    assert legend(ax) == ["Courier", "Post", "Tribune", "(none)"] and ax.get_ylabel() == "texts"
    assert [line.get_ydata().tolist() for line in ax.lines] == [[2, 0, 0], [1, 0, 1], [0, 0, 1], [0, 0, 1]]
    assert caption(ax) == "Texts per month, by outlet. Shown: all 4."
    assert (ax.get_yticks() % 1 == 0).all()
    two = plot_documents(documents(outlets, dates), period="week", top=2)
    assert legend(two) == ["Courier", "Post"] and "Shown: the top 2 of 4" in caption(two)


def test_texts_without_outlets_are_one_line_and_the_caption_says_so():
    ax = plot_documents(documents(None, ["2021-01-04", "2021-06-01"]))
    assert caption(ax) == "Texts per month. No text has a value in the column 'outlet'."
    assert legend(ax) == ["all texts"]


def test_a_trend_of_nothing_says_whether_dates_or_finds_are_missing():
    texts, spans = (
        documents("Post", ["2021-01-04", "2021-01-05"]),
        pd.DataFrame({"doc_id": ["0.txt"], "word": "war"}),
    )
    tokens = pd.DataFrame({"doc_id": ["0.txt"], "token": ["war"]})
    for found, dated, reason in (
        (spans, texts.assign(date=pd.NaT), "no text has a date"),
        (spans[:0], texts, "nothing was found"),
        (spans, texts[:1], "there is only one date"),
    ):
        trend = count_by_date(found, dated, tokens).rename(columns={"n": "times"})
        assert plot_trend(trend, y="times").description.lack == reason


def test_the_span_of_the_texts_chooses_days_months_or_years():
    for last, period in (("2021-03-20", "day"), ("2022-03-20", "month"), ("2040-01-01", "year")):
        assert caption(plot_documents(documents("Post", ["2021-01-04", last]))).startswith(
            f"Texts per {period}"
        )


def test_texts_without_dates_are_counted_and_without_any_nothing_is_drawn():
    with pytest.warns(UserWarning, match="1 of 3 texts have no date"):
        ax = plot_documents(documents("Post", ["2021-01-04", "2021-02-04", None]))
    assert caption(ax).endswith("Left out: 1 without a date.")
    none = plot_documents(documents("Post", [None, None]))
    assert none.description.lack == names(none)[0] == "no text has a date"
    assert plot_documents(documents("Post", ["2021-01-04"] * 3)).description.lack == "there is only one date"
    with pytest.raises(KeyError, match="documents has no column 'paper'"):
        plot_documents(documents("Post", ["2021-01-04"]), by="paper")
