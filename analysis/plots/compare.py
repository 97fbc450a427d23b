"""Plots of comparisons: typical words, collocations, how frequencies fall, and trends over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.plots.labels import name_points
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_keyness(
    data: pd.DataFrame,
    *,
    target: str = "target",
    reference: str = "rest",
    top: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw a point for each word: the size of a difference against the evidence for it.

    A point far right or left is a large difference; a high point is hardly due to chance. Filled points have a q of
    at most 0.05. The words with most evidence have their names, and a line for the interval of the difference if it
    is known. Words that share a point are named together.

    Args:
        data: the table that `compare_words` returns.
        target, reference: the names of the two sides.
        top: how many points to name, if there is room.
        ax: where to draw; None: a new figure.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: nothing would be named.

    >>> data = pd.DataFrame({"word": ["war"], "log_ratio": [1.5], "g2": [9], "q": [0.01], "low": 1, "high": 2})
    >>> [text.get_text() for text in plot_keyness(data, target="the Post").texts]
    ['war']
    """
    common.check_top(top)
    check_columns(data, "data", ["word", "log_ratio", "low", "high", "g2", "q"])
    new, ax = common.start(ax, "evidence (log-likelihood G²)")
    ax.set_title(f"← {common.shorten(common.text(reference), 18)}", loc="left", parse_math=False)
    ax.set_title(f"{common.shorten(common.text(target), 18)} →", loc="right", parse_math=False)
    points = pd.DataFrame({"x": data["log_ratio"], "y": data["g2"].abs(), "sure": data["q"] <= 0.05})
    points = points.assign(low=data["low"], high=data["high"], word=[*map(common.text, data["word"])])
    points = points.sort_values(["y", "word"], ascending=[False, True], ignore_index=True)
    if points.empty:
        return common.finish(ax, ["log ratio"], 40 if new else None)
    places = _join_words(points)
    named = places.head(top)
    ax.axvline(0, color="0.6", linewidth=0.6, zorder=0)
    ax.hlines(named["y"], named["low"], named["high"], color="0.55", linewidth=0.7, zorder=1)
    for sure, face in ((True, "C0"), (False, "white")):
        part = points[points["sure"] == sure]
        ax.plot(part["x"], part["y"], "o", mfc=face, mec="C0", mew=0.6, markersize=3, zorder=2)
    ax.margins(x=0.14, y=0.08)
    common.value_axis(ax.xaxis)
    common.value_axis(ax.yaxis)
    notes = [f"named: up to {top:,} of {len(places):,} points"] if top < len(places) else []
    common.finish(ax, ["log ratio (1: twice as frequent)", *notes], 170 if new else None)
    intervals = named[["low", "y", "high", "y"]].dropna().to_numpy()
    name_points(
        ax, named[["x", "y"]].to_numpy(), list(named["word"]), radius=np.full(len(named), 1.8),
        others=points[["x", "y"]].to_numpy(), lines=intervals,
    )  # fmt: skip
    return ax


def plot_collocations(data: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw how often the words of each pair are near each other, and how often chance would bring them together.

    Args:
        data: the table that `measure_collocations` returns, or some of its rows.
        top: how many pairs to show, those with most evidence (G²) on top.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.

    >>> data = pd.DataFrame({"word_a": ["war"], "word_b": ["civil"], "n": [5], "expected": [0.5], "g2": [9.0]})
    >>> [label.get_text() for label in plot_collocations(data).get_yticklabels()]
    ['civil']
    """
    check_columns(data, "data", ["word_a", "word_b", "n", "expected", "g2"])
    one = data["word_a"].nunique() == 1
    shown = data.sort_values(["g2", "word_a", "word_b"], ascending=[False, True, True]).head(top)
    near = f"near {common.shorten(common.text(data['word_a'].iloc[0]))}" if one else "pair"
    new, ax = common.start(ax, near)
    if len(shown):
        words = [shown[side].map(common.text).astype("str") for side in ("word_a", "word_b")]
        common.name_rows(ax, list(words[1] if one else words[0] + " – " + words[1]))
        places = range(len(shown))
        ax.hlines(places, shown["expected"], shown["n"], color="0.6", linewidth=0.8, zorder=1)
        (chance,) = ax.plot(shown["expected"], places, "o", mfc="white", mec="black", mew=0.7)
        (counted,) = ax.plot(shown["n"], places, "o", color="C0")
        ax.set_xlim(left=0)
        common.value_axis(ax.xaxis)
        common.legend_above(ax, [counted, chance], ["counted", "expected by chance"])
    notes = [f"top {top:,} of {len(data):,} by G²"] if len(data) > top else []
    return common.finish(ax, ["times near each other", *notes], 10.5 * len(shown) if new else None)


def plot_zipf(counts: pd.DataFrame, *, fit: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw the occurrences of words against their rank, both on logarithmic axes.

    Args:
        counts: the table that `count_words` returns for one group.
        fit: the table that `fit_zipf` returns for it, drawn as a line.
        ax: where to draw; None: a new figure.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.

    >>> ax = plot_zipf(pd.DataFrame({"word": ["war", "city"], "n": [5, 3]}))
    >>> ax.lines[0].get_xydata().tolist()
    [[1.0, 5.0], [2.0, 3.0]]
    """
    check_columns(counts, "counts", ["n"])
    n = np.sort(counts["n"].to_numpy())[::-1]
    rank = np.arange(1, len(n) + 1)
    new, ax = common.start(ax, "occurrences")
    if not len(n):
        return common.finish(ax, ["rank of the word"], 40 if new else None)
    ax.set(xscale="log", yscale="log")
    image = len(n) > common.MOST_VECTORS
    handles = ax.plot(rank, n, "o", color="C0", markersize=2.5, rasterized=image)
    notes = []
    if fit is not None and fit["exponent"].notna().all():
        row = fit.iloc[0]
        share = rank ** -row["exponent"] / (rank ** -row["exponent"]).sum()
        handles += ax.plot(rank, row["n"] * share, color="black", linestyle="--", linewidth=0.9)
        notes = [f"exponent {row['exponent']:.2f} (95 % interval {row['low']:.2f} to {row['high']:.2f})"]
    common.log_axis(ax.xaxis)
    common.log_axis(ax.yaxis)
    ax.set_ylim(bottom=0.8 * n.min())
    common.legend_above(ax, handles, ["counted", "Zipf’s law"][: len(handles)])
    return common.finish(ax, ["rank of the word", *notes], 140 if new else None)


def plot_trend(
    data: pd.DataFrame, *, y: str = "per_million", hue: str = "word", ax: Axes | None = None
) -> Axes:
    """Draw a line over time for each thing counted, with gaps where there are no texts.

    Args:
        data: the table that `count_by_date` returns.
        y: "per_million", drawn with its intervals, or another column of numbers, without.
        hue: the column that says what was counted.
        ax: where to draw; None: a new figure.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: there are more things than can be told apart.

    >>> dates = pd.to_datetime(["2021-03-04", "2021-03-05"])
    >>> ax = plot_trend(pd.DataFrame({"period": dates, "word": "war", "n": [3, 0]}), y="n")
    >>> ax.lines[0].get_ydata().tolist()
    [3, 0]
    """
    ends = ["low", "high"] if y == "per_million" else []
    check_columns(data, "data", ["period", hue, y, *ends])
    new, ax = common.start(ax, heading(y))
    if data.empty:
        return common.finish(ax, ["date"], 60 if new else None)
    things = list(dict.fromkeys(data[hue]))
    step = data["period"].drop_duplicates().sort_values().diff().min()
    handles = []
    for i, (thing, style) in enumerate(zip(things, common.point_styles(len(things)), strict=True)):
        part = data[data[hue] == thing]
        # Side by side within their period, so that intervals do not hide each other.
        shift = (i - (len(things) - 1) / 2) * 0.5 / len(things)
        dates = part["period"] + (shift * step if pd.notna(step) else pd.Timedelta(0))
        # Without a text nothing could be counted: no point, rather than a point at 0.
        values = part[y].where(part["documents"] > 0) if "documents" in part else part[y]
        handles += ax.plot(dates, values, **style | {"linestyle": "-", "linewidth": 0.9, "clip_on": False})
        if ends:
            ax.vlines(dates, part["low"], part["high"], color=style["color"], linewidth=0.8, zorder=1)
    values = data[[y, *ends]].fillna(0).to_numpy(float)
    ax.set_ylim(1.04 * min(values.min(), 0), 1.04 * max(values.max(), 1e-9))
    if data["period"].nunique() == 1:  # else the axis would show years around a single day
        ax.set_xlim(dates.iloc[0] - pd.Timedelta(days=3), dates.iloc[0] + pd.Timedelta(days=3))
    common.value_axis(ax.yaxis)
    common.legend_above(ax, handles, [common.text(thing) for thing in things])
    return common.finish(ax, [_date_axis(ax, data["period"])], 130 if new else None)


def _date_axis(ax: Axes, dates: pd.Series) -> str:
    """Set short dates as ticks; return the label of the axis, which has what the dates leave out."""
    from matplotlib import dates as mdates
    from matplotlib.ticker import FuncFormatter

    first, last = dates.min(), dates.max()
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(minticks=2, maxticks=4))
    if (last - first).days > 60:
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y" if (last - first).days > 1000 else "%b %Y"))
        return "date"
    ax.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{mdates.num2date(day):%d %b}".lstrip("0")))
    return f"date ({first.year})" if first.year == last.year else f"date ({first.year} to {last.year})"


def _join_words(points: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each point, with the names of all its words, or of the first three."""

    def join(words: pd.Series) -> str:
        few = ", ".join(common.shorten(word, 18) for word in words[:3])
        return few + (f" +{len(words) - 3}" if len(words) > 3 else "")

    places = points[["x", "y"]].round(9)
    return points.groupby([places["x"], places["y"]], sort=False).agg(
        x=("x", "first"), y=("y", "first"), low=("low", "min"), high=("high", "max"), word=("word", join)
    )
