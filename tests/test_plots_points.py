"""Plots of comparisons, read back from their Axes; and that no name hides another."""

import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, label, legend, names, rows, tidy  # noqa: F401
from matplotlib.colors import to_hex

from analysis import fit_zipf, plot_collocations, plot_keyness, plot_trend, plot_zipf

KEYNESS = pd.DataFrame({"word": ["we", "war", "the", "said"], "log_ratio": [4.0, 1.5, 0.1, -2.0]})
KEYNESS = KEYNESS.assign(low=[2.0, np.nan, -0.5, -3.0], high=[5.0, np.nan, 0.6, -1.0])
KEYNESS = KEYNESS.assign(g2=[20.0, 6.0, 0.2, -12.0], q=[0.001, 0.2, 0.9, 0.01])
PAIRS = pd.DataFrame({"word_a": "war", "word_b": ["the", "civil", "$5"], "n": [9, 5, 2]})
PAIRS = PAIRS.assign(expected=[8.0, 0.5, 1.0], g2=[0.5, 20.0, 1.0])
DAYS = pd.DataFrame({"period": pd.date_range("2021-03-04", periods=3).repeat(2), "n": [2, 0, 0, 0, 1, 3]})
DAYS = DAYS.assign(word=["dam", "flood"] * 3, per_million=[200, 0, np.nan, np.nan, 100, 300])
DAYS = DAYS.assign(low=[50, 0, np.nan, np.nan, 10, 90], high=[700, 400, np.nan, np.nan, 500, 900])


def points(ax):
    """Of the lines that are points: those of them, filled or not."""
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    return {to_hex(line.get_markerfacecolor()): line.get_xydata().tolist() for line in dots}


def intervals(ax):
    segments = [segment for lines in ax.collections for segment in lines.get_segments()]
    return [segment.tolist() for segment in segments if len(segment) and not np.isnan(segment).any()]


def test_keyness():
    ax = plot_keyness(KEYNESS, target="the Post", reference="A$ $\nHerald", top=3)
    assert sorted(names(ax)) == ["said", "war", "we"]
    assert points(ax) == {"#0072b2": [[4, 20], [-2, 12]], "#ffffff": [[1.5, 6], [0.1, 0.2]]}
    assert [[2, 20], [5, 20]] in intervals(ax)
    assert (ax.get_title("left"), ax.get_title("right")) == ("← A$ $ Herald", "the Post →")
    assert "up to 3 of 4 points" in label(ax)
    ax.figure.canvas.draw()  # money in a name is no formula
    assert names(plot_keyness(KEYNESS.assign(log_ratio=1.0, g2=5.0))) == ["said, the, war +1"]


def test_no_name_hides_another_or_leaves_the_axes():
    random = np.random.default_rng(0)
    n = 150
    ratio = random.normal(size=n) * 2
    data = pd.DataFrame({"word": [f"government{i}"[: random.integers(3, 13)] + str(i) for i in range(n)]})
    data = data.assign(log_ratio=ratio, g2=ratio**2 * np.sign(ratio) * random.uniform(0.5, 4, n))
    data = data.assign(low=ratio - 1, high=ratio + 1, q=np.where(data["g2"].abs() > 9, 0.01, 0.5))
    ax = plot_keyness(data)
    assert_printable(ax)
    dots = ax.transData.transform(np.vstack(list(points(ax).values())))
    assert len(ax.texts) >= 5
    assert not any(text.get_window_extent().count_contains(dots) for text in ax.texts)


def test_collocations_of_a_word_and_of_any():
    ax = plot_collocations(PAIRS, top=2)
    assert (rows(ax), ax.get_ylabel()) == (["civil", "$5"], "near war")
    assert points(ax) == {"#ffffff": [[0.5, 0], [1, 1]], "#0072b2": [[5, 0], [2, 1]]}
    assert legend(ax) == ["counted", "expected by chance"]
    assert "top 2 of 3 by G²" in label(ax)
    pairs = PAIRS.assign(word_a=["war", "war", "a"])
    ax = plot_collocations(pairs)
    assert (rows(ax), ax.get_ylabel()) == (["war – civil", "a – $5", "war – the"], "pair")


def test_zipf():
    counts = pd.DataFrame({"n": [100 // i for i in range(1, 31)][::-1]})
    fit = fit_zipf(counts)
    ax = plot_zipf(counts, fit=fit)
    counted, line = ax.lines
    assert counted.get_ydata()[:3].tolist() == [100, 50, 33]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert line.get_ydata().sum() == pytest.approx(counts["n"].sum())
    exponent = -np.diff(np.log(line.get_ydata()[[0, 9]])).item() / np.log(10)
    assert exponent == pytest.approx(fit["exponent"].item())
    assert legend(ax) == ["counted", "Zipf’s law"]
    assert f"exponent {fit['exponent'].item():.2f} (95 % interval" in label(ax)
    few = counts.tail(2)
    assert legend(plot_zipf(few, fit=fit_zipf(few))) == ["counted"]


def test_trends_of_rates_and_counts():
    ax = plot_trend(DAYS)
    assert legend(ax) == ["dam", "flood"]
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [200, np.nan, 100])
    assert len({line.get_marker() for line in ax.lines}) == 2
    ends = [[y for _, y in segment] for segment in intervals(ax)]
    assert ends == [[50, 700], [10, 500], [0, 400], [90, 900]]
    assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] > 900
    ax = plot_trend(DAYS[["period", "word", "n"]], y="n")
    assert intervals(ax) == [] and ax.get_ylabel() == "occurrences"
    low, high = plot_trend(DAYS.assign(change=[-3, 2, 0, 0, 1, -1]), y="change").get_ylim()
    assert low < -3 and high > 2
    first, last = plot_trend(DAYS.head(2)).get_xlim()
    assert last - first < 10
    assert plot_trend(DAYS.assign(per_million=np.nan, low=np.nan, high=np.nan)).get_ylim()[0] == 0
