"""Pictures of comparisons: which words are typical, which stand together, how counts fall, when things are told."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.plots import common
from analysis.plots.labels import name_points


def plot_keyness(
    data: pd.DataFrame,
    *,
    target: str = "target",
    reference: str = "rest",
    top: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Which words are typical? The size of each difference against the evidence for it.

    A point a word: far right or left, the difference is large; high up, it is hardly by chance. Filled
    points have a q of at most 0.05. The words with most evidence have their names, those of one point
    together, and a line for the interval of the difference where it is known.

    Args:
        data: what `compare_words` or `compare_with_list` gives.
        target, reference: how to name the two sides.
        top: how many points to name, where there is room.
        ax: where to draw; a new figure if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing, or nothing would be named.

    >>> data = pd.DataFrame({"word": ["war"], "log_ratio": [1.5], "g2": [9], "q": [0.01], "low": 1, "high": 2})
    >>> [text.get_text() for text in plot_keyness(data, target="the Post").texts]
    ['war']
    """
    common.check_top(top)
    common.need_columns(data, ["word", "log_ratio", "low", "high", "g2", "q"], what="keyness")
    new, ax = ax is None, ax or common.new_axes()
    ax.set_ylabel("evidence (log-likelihood G²)")
    ax.set_title(f"← {common.shorten(common.text(reference), 18)}", loc="left", parse_math=False)
    ax.set_title(f"{common.shorten(common.text(target), 18)} →", loc="right", parse_math=False)
    points = pd.DataFrame({"x": data["log_ratio"], "y": data["g2"].abs(), "sure": data["q"] <= 0.05})
    points = points.assign(low=data["low"], high=data["high"], word=[*map(common.text, data["word"])])
    points = points.sort_values(["y", "word"], ascending=[False, True], ignore_index=True)
    places = _join_words(points)
    named = places.head(top)
    if new:
        common.fit_height(ax, 170 if len(points) else 40)
    if points.empty:
        common.say_nothing_found(ax)
        common.explain_x(ax, ["log ratio"])
        return ax
    ax.axvline(0, color="0.6", linewidth=0.6, zorder=0)
    ax.hlines(named["y"], named["low"], named["high"], color="0.55", linewidth=0.7, zorder=1)
    for sure, face in ((True, "C0"), (False, "white")):
        part = points[points["sure"] == sure]
        ax.plot(part["x"], part["y"], "o", mfc=face, mec="C0", mew=0.6, markersize=3, zorder=2)
    ax.margins(x=0.14, y=0.08)
    common.value_axis(ax.xaxis)
    common.value_axis(ax.yaxis)
    shown = [f"named: up to {top:,} of {len(places):,} points"] if top < len(places) else []
    common.explain_x(ax, ["log ratio (1: twice as frequent)", *shown])
    bars = named[["low", "y", "high", "y"]].dropna().to_numpy()
    name_points(
        ax, named[["x", "y"]].to_numpy(), named["word"].to_list(), radius=np.full(len(named), 1.8),
        others=points[["x", "y"]].to_numpy(), lines=bars,
    )  # fmt: skip
    return ax


def plot_collocations(data: pd.DataFrame, *, by: str = "g2", top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words stand together more than by chance? Counted and expected, a row a pair.

    Args:
        data: what `measure_collocations` gives, or some of its rows.
        by: the measure that ranks the pairs, the highest on top.
        top: how many pairs to show.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing.

    >>> data = pd.DataFrame({"word_a": ["war"], "word_b": ["civil"], "n": [5], "expected": [0.5], "g2": [9.0]})
    >>> [label.get_text() for label in plot_collocations(data).get_yticklabels()]
    ['civil']
    """
    common.need_columns(data, ["word_a", "word_b", "n", "expected", by], what="collocations")
    one = data["word_a"].nunique() == 1
    ranked = data.sort_values([by, "word_a", "word_b"], ascending=[False, True, True])
    shown = ranked.head(top)
    new, ax = ax is None, ax or common.new_axes()
    ax.set_ylabel(f"near {common.shorten(common.text(data['word_a'].iloc[0]))}" if one else "pair")
    if shown.empty:
        common.say_nothing_found(ax)
    else:
        words = [shown[side].map(common.text).astype("str") for side in ("word_a", "word_b")]
        common.name_rows(ax, list(words[1] if one else words[0] + " – " + words[1]))
        places = range(len(shown))
        ax.hlines(places, shown["expected"], shown["n"], color="0.6", linewidth=0.8, zorder=1)
        (chance,) = ax.plot(shown["expected"], places, "o", mfc="white", mec="black", mew=0.7)
        (counted,) = ax.plot(shown["n"], places, "o", color="C0")
        ax.set_xlim(left=0)
        common.value_axis(ax.xaxis)
        common.legend_above(ax, [counted, chance], ["counted", "expected by chance"])
    left_out = [f"top {top:,} of {len(data):,} by {common.axis_words(by)}"] if len(data) > top else []
    common.explain_x(ax, ["times near each other", *left_out])
    if new:
        common.fit_height(ax, 10.5 * len(shown))
    return ax


def plot_zipf(counts: pd.DataFrame, *, fit: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """How steeply do frequencies fall? Occurrences against rank, both on logarithmic axes.

    Args:
        counts: what `count_words` gives, for one group.
        fit: what `fit_zipf` gives for it, drawn as a line.
        ax: where to draw; a new figure if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing.

    >>> ax = plot_zipf(pd.DataFrame({"word": ["war", "city"], "n": [5, 3]}))
    >>> ax.lines[0].get_xydata().tolist()
    [[1.0, 5.0], [2.0, 3.0]]
    """
    common.need_columns(counts, ["n"], what="count")
    n = np.sort(counts["n"].to_numpy())[::-1]
    rank = np.arange(1, len(n) + 1)
    new, ax = ax is None, ax or common.new_axes()
    ax.set_ylabel("occurrences")
    if new:
        common.fit_height(ax, 140 if len(n) else 40)
    if not len(n):
        common.say_nothing_found(ax)
        common.explain_x(ax, ["rank of the word"])
        return ax
    ax.set(xscale="log", yscale="log")
    (points,) = ax.plot(rank, n, "o", color="C0", markersize=2.5, rasterized=len(n) > 5000)
    handles, notes = [points], []
    if fit is not None and fit["exponent"].notna().all():
        row = fit.iloc[0]
        share = rank ** -row["exponent"] / (rank ** -row["exponent"]).sum()
        handles += ax.plot(rank, row["n"] * share, color="black", linestyle="--", linewidth=0.9)
        notes = [f"exponent {row['exponent']:.2f} (95 % interval {row['low']:.2f} to {row['high']:.2f})"]
    for axis in (ax.xaxis, ax.yaxis):
        common.log_axis(axis)
    ax.set_ylim(bottom=0.8 * n.min())
    common.explain_x(ax, ["rank of the word", *notes])
    common.legend_above(ax, handles, ["counted", "Zipf’s law"][: len(handles)])
    return ax


def plot_trend(
    data: pd.DataFrame, *, y: str = "per_million", hue: str = "word", ax: Axes | None = None
) -> Axes:
    """When was it written about? A line for each thing counted, broken where there are no texts.

    Args:
        data: what `count_by_date` gives.
        y: "per_million", with its intervals, or another column of numbers, without.
        hue: the column that says what was counted.
        ax: where to draw; a new figure if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing; there are more things than can be told apart.

    >>> dates = pd.to_datetime(["2021-03-04", "2021-03-05"])
    >>> ax = plot_trend(pd.DataFrame({"period": dates, "word": "war", "n": [3, 0]}), y="n")
    >>> ax.lines[0].get_ydata().tolist()
    [3, 0]
    """
    ends = ["low", "high"] if y == "per_million" else []
    common.need_columns(data, ["period", hue, y, *ends], what="trend")
    new, ax = ax is None, ax or common.new_axes()
    ax.set_ylabel(common.axis_words(y))
    if new:
        common.fit_height(ax, 130 if len(data) else 60)
    if data.empty:
        common.say_nothing_found(ax)
        common.explain_x(ax, ["date"])
        return ax
    things = list(dict.fromkeys(data[hue]))
    step = data["period"].drop_duplicates().sort_values().diff().min()
    handles = []
    for i, (thing, look) in enumerate(zip(things, common.point_looks(len(things)), strict=True)):
        part = data[data[hue] == thing]
        # Side by side within their period, so that intervals do not hide each other.
        shift = (i - (len(things) - 1) / 2) * 0.5 / len(things)
        dates = part["period"] + (shift * step if pd.notna(step) else pd.Timedelta(0))
        # Where there is no text, nothing was counted: no point, not one at 0.
        values = part[y].where(part["documents"] > 0) if "documents" in part else part[y]
        handles += ax.plot(dates, values, **look | {"linestyle": "-", "linewidth": 0.9, "clip_on": False})
        if ends:
            ax.vlines(dates, part["low"], part["high"], color=look["color"], linewidth=0.8, zorder=1)
    values = data[[y, *ends]].fillna(0).to_numpy(float)
    ax.set_ylim(1.04 * min(values.min(), 0), 1.04 * max(values.max(), 1e-9))
    if len(data["period"].unique()) == 1:  # else the axis would show years around a single day
        ax.set_xlim(dates.iloc[0] - pd.Timedelta(days=3), dates.iloc[0] + pd.Timedelta(days=3))
    common.value_axis(ax.yaxis)
    common.explain_x(ax, [_date_axis(ax, data["period"])])
    common.legend_above(ax, handles, [common.shorten(common.text(thing)) for thing in things])
    return ax


def _date_axis(ax: Axes, dates: pd.Series) -> str:
    """Dates as short as they can be; what they leave out stands in the label that is returned."""
    first, last = dates.min(), dates.max()
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(minticks=2, maxticks=4))
    if (last - first).days > 1000:
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
        return "date"
    if (last - first).days > 60:
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
        return "date"
    ax.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{mdates.num2date(day):%d %b}".lstrip("0")))
    return f"date ({first.year})" if first.year == last.year else f"date ({first.year} to {last.year})"


def _join_words(points: pd.DataFrame) -> pd.DataFrame:
    """Name a point that is that of several words by all of them, or the first three."""

    def join(words: pd.Series) -> str:
        few = ", ".join(common.shorten(word, 18) for word in words[:3])
        return few + (f" +{len(words) - 3}" if len(words) > 3 else "")

    places = points[["x", "y"]].round(9)
    return points.groupby([places["x"], places["y"]], sort=False).agg(
        x=("x", "first"), y=("y", "first"), low=("low", "min"), high=("high", "max"), word=("word", join)
    )
