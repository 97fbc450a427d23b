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


def plot_counts(data: pd.DataFrame, *, x: str = "n", y: str = "word", hue: str | None = None,
                facet: str | Sequence[str] | None = None, low: str | None = None, high: str | None = None,
                top: int | None = 20, ax: Axes | None = None) -> Axes:  # fmt: skip
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
    check_columns(data, "data", [*facets, *filter(None, [low, high])])
    data = data.reset_index(drop=True)  # an index may name several rows alike
    bars = _bars(data, x, y, hue)
    data = data.loc[bars.index]
    twice = bars.loc[pd.concat([bars[["row", "group"]], data[facets]], axis=1).duplicated(), "row"]
    if len(twice):
        remedy = "name in hue= or facet= the column that tells them apart, or add them up"
        raise ValueError(f"{twice.iloc[0]!r} has several rows in the table: {remedy}.")
    totals, shown = common.pick(bars.groupby("row", sort=False)["value"].sum(), top)
    if facets and len(bars):
        parts = list(data.groupby(facets, sort=True, dropna=False, observed=True))
        axes = _facet_axes(len(parts), len(totals))
        for ax, (values, part) in zip(axes, parts, strict=True):
            plot_counts(part, x=x, y=y, low=low, high=high, top=top, ax=ax)
            ax.set_title(" · ".join(map(common.word, values)), parse_math=False)
        return axes[0]
    bars = bars[bars["row"].isin(totals.index)].astype({"row": pd.CategoricalDtype(totals.index)})
    # Where no row has bars side by side, each has the full height of its row.
    ax = _draw_bars(ax, bars, list(totals.index), "dodge" if bars["row"].duplicated().any() else "stack")
    lines = _draw_intervals(ax, bars, data.loc[bars.index, [low, high]]) if low else ""
    label = heading(x) + (" (lines: 95 % intervals)" if lines.startswith("Lines") else "")
    caption = [_title(data, x, [y, hue] if hue else [y]), shown, lines]
    return common.finish(ax, label, caption, "Horizontal bars, the longest on top:", data.loc[bars.index])


def plot_parts(data: pd.DataFrame, *, y: str, hue: str, x: str = "n", share: bool = False,
               top: int | None = 15, ax: Axes | None = None) -> Axes:  # fmt: skip
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
    bars = bars[bars["row"].isin(totals.index)].astype({"row": pd.CategoricalDtype(totals.index)})
    names = [f"{row} ({common.number(n)})" if share else row for row, n in totals.items()]
    ax = _draw_bars(ax, bars, names, "fill" if share else "stack")
    drawn = data.loc[bars.index].groupby([y, hue], sort=False, observed=True, dropna=False)[x].sum()
    caption = [_title(data, x, ["speaker" if y == "actor" else y, hue]), shown]
    label = f"share of {heading(x)}" if share else heading(x)
    alt = "Horizontal bars in parts, the largest on top:"
    return common.finish(ax, label, caption, alt, drawn.reset_index())


def _bars(data: pd.DataFrame, x: str, y: str, hue: str | None) -> pd.DataFrame:
    """Return row, group (categories in the order to show them) and value of each row of a table that has a value."""
    check_columns(data, "data", [x, y, *filter(None, [hue])])
    if len(data) and not pd.api.types.is_numeric_dtype(data[x]):
        raise ValueError(f"The column {x!r} holds {data[x].dtype} values, not numbers: name another in x=.")
    bars = pd.DataFrame({"row": data[y].astype(object).map(common.text), "value": data[x].astype(float)})
    bars["group"] = common.group_values(data, hue)
    gaps = ~np.isfinite(bars["value"])
    if gaps.any():
        warnings.warn(f"{gaps.sum():,} of {len(bars):,} rows have no {x} and are not drawn.", stacklevel=3)
    return bars[~gaps]


def _title(data: pd.DataFrame, x: str, names: list[str]) -> str:
    adds_up = pd.api.types.is_integer_dtype(data[x]) and x not in ("doc_freq", "range", "texts")
    whole = f" ({data[x].sum():,} in all)" if adds_up else ""
    return f"{heading(x).capitalize()} by {' and '.join(map(heading, names))}{whole}."


def _facet_axes(count: int, most: int) -> list[Axes]:
    """Return the Axes of a figure as wide as the page, all of one size and scale, with room for so many rows."""
    import matplotlib.pyplot as plt

    columns = min(count, 2 if count <= 4 else 3)
    rows = -(-count // columns)
    size = (current_venue()["double"] / 25.4, rows * common.height(most))
    _, axes = plt.subplots(rows, columns, squeeze=False, sharex=True, layout="constrained", figsize=size)
    for ax in axes.flat[count:]:
        ax.remove()
    return list(axes.flat[:count])


def _draw_bars(ax: Axes | None, bars: pd.DataFrame, names: list[str], multiple: str) -> Axes:
    """Draw bars of groups side by side ("dodge"), as parts of one ("stack") or as shares of it ("fill")."""
    import seaborn as sns
    from matplotlib.colors import rgb_to_hsv, to_rgb

    styles = common.group_styles(bars["group"])  # may refuse, before a figure is made
    ax = common.start(ax, rows=len(names) * (len(styles) * 0.4 + 0.6 if multiple == "dodge" else 1))
    if bars.empty:
        return ax
    # Of parts, the last is drawn first, at the axis.
    order = list(styles) if multiple == "dodge" else list(styles)[::-1]
    sns.histplot(
        bars, y="row", weights="value", hue="group", hue_order=order, multiple=multiple, shrink=0.8, alpha=1,
        palette={name: style["color"] for name, style in styles.items()}, legend=False, ax=ax,
        edgecolor="black" if len(styles) > 1 else "none", linewidth=0.5,
    )  # fmt: skip
    for group, name in zip(ax.containers, order[::-1], strict=True):
        group.set_label(name)
        dark = rgb_to_hsv(to_rgb(styles[name]["color"]))[2] < 0.75
        for bar in group:
            bar.set(hatch=styles[name]["hatch"], hatchcolor="white" if dark else "black")
    common.name_rows(ax, names)
    if len(styles) > 1:
        common.draw_legend(ax, list(styles))
    if (bars["value"] < 0).any():
        ax.axvline(0, color="black", linewidth=common.setting("axes.linewidth"))
        ax.spines["left"].set_visible(False)
    common.value_axis(ax.xaxis, whole=multiple != "fill" and (bars["value"] % 1 == 0).all())
    return ax


def _draw_intervals(ax: Axes, bars: pd.DataFrame, ends: pd.DataFrame) -> str:
    """Draw the intervals between `ends` on bars, which get paler; return a sentence on them."""
    ends = ends.astype(float).dropna()
    if ends.empty:
        return "No intervals (see the column reason)."
    middles = {}
    for group in ax.containers:
        for row, bar in zip(bars["row"].cat.categories, group, strict=True):
            bar.set_alpha(0.45)
            middles[row, group.get_label()] = bar.get_y() + bar.get_height() / 2
    keys = bars.loc[ends.index, ["row", "group"]].itertuples(index=False, name=None)
    ax.hlines([middles[key] for key in keys], *ends.to_numpy().T, color="black", linewidth=0.7)
    some = f" of {len(ends):,} of {len(bars):,}" if len(ends) < len(bars) else ""
    return f"Lines: 95 % intervals{some}."
