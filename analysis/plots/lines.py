"""Lines: how frequencies fall by rank, and trends over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns, read_dates
from analysis.timeline import Period, choose_period, count_by_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NO_TOKENS = pd.DataFrame({"doc_id": [], "token": []}, dtype="str")  # to count texts, no words are needed


def plot_zipf(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the occurrences of words against their rank, both on logarithmic axes.

    The slope changes with the length of the text, so compare it only between texts of equal length.

    Args:
        counts: the table that `count_words` returns for one group.
        ax: where to draw; None: a new figure.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.

    >>> ax = plot_zipf(pd.DataFrame({"word": ["war", "city"], "n": [5, 3]}))
    >>> ax.lines[0].get_xydata().tolist()
    [[1.0, 5.0], [2.0, 3.0]]
    """
    check_columns(counts, "counts", ["n"])
    ranked = counts.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    n, rank = ranked["n"], (ranked.index + 1).to_numpy()
    ax = common.start(ax, ratio=0.62)
    if len(ranked):
        ax.set(xscale="log", yscale="log")
        ax.plot(rank, n, "o", color="C0", markersize=2.5, rasterized=len(n) > common.MOST_VECTORS)
        common.value_axis(ax.xaxis)
        common.value_axis(ax.yaxis)
        ax.set_ylim(bottom=0.8 * n.min())
    caption = [f"Occurrences of words by their rank. Points: {len(n):,} different words, none left out."]
    alt = "Points that fall from the upper left to the lower right on logarithmic axes of rank and occurrences. The "
    alt += f"first ranks have {', '.join(map(common.number, n.head(3)))} occurrences."
    return common.finish(ax, "rank of the word", caption, alt, ranked, beside="occurrences")


def plot_trend(
    data: pd.DataFrame, *, y: str = "per_million", hue: str = "word", ax: Axes | None = None
) -> Axes:
    """Draw a line over time for each thing counted, with gaps where there are no texts.

    Args:
        data: the table that `count_by_date` returns.
        y: "per_million", drawn with its intervals where they are known, or another column of numbers, without.
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
    if data.duplicated(["period", hue]).any():
        raise ValueError(f"data has several rows of a period and {hue}: choose one group, or add them up")
    names = data[hue].map(common.text)
    # Without a text nothing could be counted: no point, rather than a point at 0.
    there = data["documents"] > 0 if "documents" in data else data[y].notna()
    drawn = data.assign(group=pd.Categorical(names, names.unique()), value=data[y].where(there))
    drawn = drawn.sort_values("period", kind="stable", ignore_index=True)
    dates, styles = data.loc[there, "period"], common.group_styles(drawn["group"])
    ax, label = common.start(ax, ratio=0.7), "date"
    if len(dates):
        _draw_lines(ax, drawn, ends, styles)
        lowest, highest = min(drawn["value"].min(), 0), max(drawn[["value", *ends]].max(axis=None), 1e-9)
        ax.set_ylim(lowest - 0.04 * highest, 1.04 * highest)  # marks at 0 are seen whole
        common.value_axis(ax.yaxis)
        label = common.date_axis(ax, dates)
    known = data["low"].notna().sum() if ends else 0
    caption = [
        f"{heading(y).capitalize()} over time, by {heading(hue)}.",
        f"Shown: {dates.nunique():,} of {data['period'].nunique():,} periods; a line breaks where there are no texts.",
        f"Vertical lines: 95 % intervals, of {known:,} of {there.sum():,} points." if known else "",
    ]
    points = drawn.dropna(subset=["value"])
    points = points["period"].dt.strftime("%Y-%m-%d ") + points["value"].map(common.number).astype("str")
    lines = points.groupby(drawn["group"], observed=True).agg(", ".join)
    alt = f"A line over time for each {heading(hue)}. "
    alt += "; ".join(f"{name}: {said}" for name, said in lines.items())
    beside = heading(y) + "\n(lines: 95 % intervals)" * bool(known)
    none = data.attrs.get("lack", "no text has a date, or nothing was found")
    lack = {0: none, 1: "there is only one date"}.get(dates.nunique(), "")
    return common.finish(ax, label, caption, alt, data, beside=beside, lack=lack)


def plot_documents(
    documents: pd.DataFrame,
    *,
    period: Period | None = None,
    by: str = "outlet",
    top: int = 5,
    ax: Axes | None = None,
) -> Axes:
    """Draw the number of texts over time, a line for each outlet.

    Args:
        documents: doc_id, date and `by`, as from `read_corpus`.
        period: "day", "week" (from Monday), "month" or "year"; None: as `choose_period` says.
        by: a column of `documents`.
        top: how many outlets to draw, those with the most texts.
        ax: where to draw; None: a new figure.

    Returns the Axes; if no text has a date, empty axes that say so.

    Raises:
        KeyError: a column is missing.
        ValueError: a date cannot be read, or the period is unknown.

    >>> dates = ["2021-03-04", "2021-03-05", "2021-05-01"]
    >>> documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "date": dates, "outlet": "Example"})
    >>> ax = plot_documents(documents, period="month")
    >>> ax.lines[0].get_ydata().tolist()
    [2, 0, 1]
    """
    check_columns(documents, "documents", ["doc_id", "date", by])
    period = period or choose_period(documents["date"])
    dated = documents[read_dates(documents["date"]).notna()]
    known = dated[by].notna().any()
    names = dated[by].astype("str").fillna(common.NONE if known else "all texts")
    ranked, shown = common.pick(names.value_counts(), top)
    texts = pd.DataFrame({"doc_id": dated["doc_id"], by: names})[names.isin(ranked.index)]
    counts = count_by_date(texts, documents, _NO_TOKENS, by=by, period=period)
    ax = plot_trend(counts[["period", by, "doc_freq"]], y="doc_freq", hue=by, ax=ax)
    if ax.lines:
        common.value_axis(ax.yaxis, whole=True)
    undated = len(documents) - len(dated)
    left_out = f" Left out: {undated:,} without a date." if undated else ""
    groups = f", by {heading(by)}. {shown}" if known else f". No text has a value in the column {by!r}."
    caption = f"Texts per {period}{groups}{left_out}"
    ax.description = ax.description._replace(caption=caption)
    return ax


def _draw_lines(ax: Axes, data: pd.DataFrame, ends: list[str], styles: dict[str, dict]) -> None:
    """Draw a line with marks for each group, side by side within a period so that intervals do not hide each other."""
    periods = data["period"].drop_duplicates()
    step = periods.diff().min() if len(periods) > 1 else pd.Timedelta(days=1)
    line = {"linewidth": 0.9, "markeredgecolor": "black", "markeredgewidth": 0.4, "clip_on": False}
    interval = {"linewidth": 0.6, "alpha": 0.6, "zorder": 1}
    for i, (name, style) in enumerate(styles.items()):
        own = data[data["group"] == name]
        dates = own["period"] + step * (i - (len(styles) - 1) / 2) * 0.4 / len(styles)
        ax.plot(dates, own["value"], color=style["color"], marker=style["marker"], label=name, **line)
        if ends:
            ax.vlines(dates, own["low"], own["high"], color=style["color"], **interval)
    common.draw_legend(ax, list(styles))
