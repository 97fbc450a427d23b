"""Bars: how often each value occurs, side by side by group, or divided into parts."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.export.style import current_venue
from analysis.plots import common
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_counts(
    data: pd.DataFrame,
    *,
    x: str = "n",
    y: str = "word",
    hue: str | None = None,
    facet: str | Sequence[str] | None = None,
    low: str | None = None,
    high: str | None = None,
    top: int | None = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar for each row of a count table, the longest on top, equal ones in the order of the table.

    Args:
        data: a count table, such as that of `count_words` or `word_rates`.
        x: the column of numbers that gives the length of a bar.
        y: the column whose values are compared; each has a row of the plot.
        hue: a column that splits each row into bars side by side, told apart by colour and hatching. If no row
            has two of them, a bar keeps the full height.
        facet: a column or several, such as ["outlet", "month"]: a part of the figure for each of their values.
        low, high: the columns with the ends of an interval around `x`, drawn as a line.
        top: how many values of `y` to show (in each part), by their sum over `hue`; None shows all.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes, with facets the first of the figure; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `x` holds no numbers; one end of an interval is given without the other; two rows would be one
            bar; there are more groups than can be told apart; `facet` is given with `hue` or `ax`.

    >>> ax = plot_counts(pd.DataFrame({"word": ["city", "war"], "n": [3, 5]}))
    >>> [label.get_text() for label in ax.get_yticklabels()], ax.get_xlabel()
    (['war', 'city'], 'occurrences')
    """
    if (low is None) != (high is None):
        raise ValueError("An interval has two ends: name both low= and high=, or neither.")
    facets = [facet] if isinstance(facet, str) else list(facet or [])
    if facets and (hue or ax):
        raise ValueError("facet= makes a figure of its own: leave out hue= and ax=.")
    data = data.reset_index(drop=True)  # an index may name several rows alike
    bars = _bars(data, x, y, hue, [*facets, *filter(None, [low, high])])
    if facets and len(data):
        common.pick(bars["value"], top)  # before a figure is made
        parts = list(data.groupby(facets, sort=True, dropna=False, observed=True))
        axes = _facet_axes(len(parts), min(top or 99, bars["row"].nunique()))
        for ax, (values, part) in zip(axes, parts, strict=True):
            plot_counts(part, x=x, y=y, low=low, high=high, top=top, ax=ax)
            ax.set_title(" · ".join(map(common.word, values)), parse_math=False)
        return axes[0]
    twice = bars.loc[bars.duplicated(["row", "group"]), "row"]
    if len(twice):
        remedy = "name in hue= or facet= the column that tells them apart, or add them up"
        raise ValueError(f"{twice.iloc[0]!r} has several rows in the table: {remedy}.")
    totals, shown = common.pick(bars.groupby("row", sort=False)["value"].sum(), top)
    bars = bars[bars["row"].isin(totals.index)]
    beside = bars["row"].duplicated().any()  # else a bar has the full height of its row
    ax = common.start(ax, rows=len(totals) * (bars["group"].nunique() * 0.4 + 0.6 if beside else 1))
    lines = ""
    if len(bars):
        _draw_bars(ax, bars, list(totals.index), "dodge" if beside else "stack")
        common.value_axis(ax.xaxis, whole=pd.api.types.is_integer_dtype(data[x]))
        if low:
            ends = {"low": data[low].astype(float), "high": data[high].astype(float)}
            lines = _draw_intervals(ax, bars.assign(**ends), list(totals.index))
    label = heading(x) + (" (lines: 95 % intervals)" if lines.startswith("Lines") else "")
    caption = [_title(data, x, [y, hue] if hue else [y]), shown, lines]
    alt = f"Horizontal bars, the longest on top: {common.read_rows(ax)}"
    return common.finish(ax, (label, ""), caption, alt, data.loc[bars.index])


def plot_parts(
    data: pd.DataFrame,
    *,
    y: str,
    hue: str,
    x: str = "n",
    share: bool = False,
    top: int | None = 15,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar for each value of `y`, divided into the values of `hue`.

    Args:
        data: a count table, such as that of `count_speakers(quotes, by="kind")` or `count_cues(quotes, tokens,
            by="actor")`. Rows of the same part are added up.
        y: the column whose values have a bar each, the longest on top.
        hue: the column of the parts, told apart by colour and hatching: categories in their order, other values
            by the alphabet.
        x: the column of numbers that gives the length of a part.
        share: make all bars equally long, the parts being shares; the sum of a bar is in its label.
        top: how many bars to show; None shows all.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `x` does not hold numbers from 0; there are more parts than can be told apart.

    >>> data = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray"], "kind": ["direct", "mixed", "direct"], "n": [2, 1, 4]})
    >>> [label.get_text() for label in plot_parts(data, y="speaker", hue="kind").get_yticklabels()]
    ['Ray', 'Lee']
    """
    data = data.reset_index(drop=True)
    bars = _bars(data, x, y, hue)
    if (bars["value"] < 0).any():
        raise ValueError(f"The column {x!r} must hold numbers from 0 in every row: name another in x=.")
    bars = bars[bars["value"] > 0]
    totals, shown = common.pick(bars.groupby("row")["value"].sum(), top)
    bars = bars[bars["row"].isin(totals.index)]
    ax = common.start(ax, rows=len(totals))
    if len(bars):
        names = [f"{row} ({common.number(n)})" for row, n in totals.items()] if share else list(totals.index)
        _draw_bars(ax, bars, list(totals.index), "fill" if share else "stack")
        common.name_rows(ax, names)
        common.value_axis(ax.xaxis, whole=pd.api.types.is_integer_dtype(data[x]) and not share)
    alt = f"Horizontal bars in parts, the largest on top: {common.read_rows(ax)}"
    label = f"share of {heading(x)}" if share else heading(x)
    drawn = data.loc[bars.index].groupby([y, hue], sort=False, observed=True, dropna=False)[x].sum()
    title = _title(data, x, ["speaker" if y == "actor" else y, hue])
    return common.finish(ax, (label, ""), [title, shown], alt, drawn.reset_index())


def _facet_axes(count: int, most: int) -> list[Axes]:
    """Return the Axes of a figure as wide as the page, all of one size and scale, with room for so many rows."""
    import matplotlib.pyplot as plt

    columns = min(count, 2)
    rows, line = -(-count // columns), common.setting("font.size") / 72
    size = (current_venue()["double"] / 25.4, round(rows * (6 + 1.75 * max(most, 2)) * line, 2))
    _, axes = plt.subplots(rows, columns, squeeze=False, sharex=True, layout="constrained", figsize=size)
    for ax in axes.flat[count:]:
        ax.remove()
    return list(axes.flat[:count])


def _bars(data: pd.DataFrame, x: str, y: str, hue: str | None, others: Sequence[str] = ()) -> pd.DataFrame:
    """Return row, group (categories in the order to show them) and value of each row of a table that has a value."""
    check_columns(data, "data", [x, y, *([hue] if hue else []), *others])
    if len(data) and not pd.api.types.is_numeric_dtype(data[x]):
        raise ValueError(f"The column {x!r} holds {data[x].dtype} values, not numbers: name another in x=.")
    bars = pd.DataFrame({"row": data[y].astype(object).map(common.text), "value": data[x].astype(float)})
    bars["group"] = common.group_values(data[hue]) if hue else pd.Series("", data.index, dtype="category")
    gaps = ~np.isfinite(bars["value"])
    if gaps.any():
        warnings.warn(f"{gaps.sum():,} of {len(bars):,} rows have no {x} and are not drawn.", stacklevel=3)
    return bars[~gaps]


def _draw_bars(ax: Axes, bars: pd.DataFrame, rows: list[str], multiple: str) -> None:
    """Draw bars of groups side by side ("dodge"), as parts of one ("stack") or as shares of it ("fill")."""
    import seaborn as sns
    from matplotlib.colors import rgb_to_hsv, to_rgb

    styles = common.group_styles(bars["group"])
    # Of parts, the last is drawn first, at the axis.
    order = list(styles) if multiple == "dodge" else list(styles)[::-1]
    sns.histplot(
        bars.assign(row=pd.Categorical(bars["row"], rows)), y="row", weights="value", hue="group", hue_order=order,
        palette={name: style["color"] for name, style in styles.items()}, multiple=multiple, shrink=0.8, alpha=1,
        edgecolor="black" if len(styles) > 1 else "none", linewidth=0.5, legend=False, ax=ax,
    )  # fmt: skip
    for group, name in zip(ax.containers, order[::-1], strict=True):
        group.set_label(name)
        dark = rgb_to_hsv(to_rgb(styles[name]["color"]))[2] < 0.75
        for bar in group:
            bar.set(hatch=styles[name]["hatch"], hatchcolor="white" if dark else "black")
    common.name_rows(ax, rows)
    if len(styles) > 1:
        common.draw_legend(ax, list(styles))
    if (bars["value"] < 0).any():
        ax.axvline(0, color="black", linewidth=common.setting("axes.linewidth"))
        ax.spines["left"].set_visible(False)


def _draw_intervals(ax: Axes, bars: pd.DataFrame, rows: list[str]) -> str:
    """Draw the intervals low to high on bars, which get paler; return a sentence on them."""
    known = bars.dropna(subset=["low", "high"]).set_index(["row", "group"])
    if known.empty:
        return "No intervals: too few texts."
    for group in ax.containers:
        for row, bar in zip(rows, group, strict=True):
            bar.set_alpha(0.45)
            if (row, group.get_label()) in known.index:
                ends = known.loc[(row, group.get_label()), ["low", "high"]]
                ax.hlines(bar.get_y() + bar.get_height() / 2, *ends, color="black", linewidth=0.7)
    some = f" of {len(known):,} of {len(bars):,}" if len(known) < len(bars) else ""
    return f"Lines: 95 % intervals{some}."


def _title(data: pd.DataFrame, x: str, names: list[str]) -> str:
    whole = f" ({data[x].sum():,} in all)" if pd.api.types.is_integer_dtype(data[x]) else ""
    return f"{heading(x).capitalize()} by {' and '.join(map(heading, names))}{whole}."
