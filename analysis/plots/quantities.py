"""Plots of quantities: what is counted and how much, and how far the claims about one thing differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN = "no claimant"
OTHERS = "others"
# These have the same style in every figure.
_PLAIN = {OWN: common.point_style("0.35", "P", "0.35"), OTHERS: common.point_style("0.75", "h", "0.35")}
_MOST_CLAIMANTS = 6  # told apart by colour and marker; the rest are others
_SIGNS = ["filled: exact, hollow: about, line: range,", "arrow: at least or at most"]
# Arrows are markers: matplotlib cuts off its own arrows by bisection, and their last digits differ between machines.
_ARROW = np.array([(0, 0), (1, 0), (0.7, 0.2), (1, 0), (0.7, -0.2)])
_SIDES = {"over": 1, "under": -1}


def plot_values(
    quantities: pd.DataFrame, *, log: bool = True, top: int | None = 15, ax: Axes | None = None
) -> Axes:
    """Draw a dot for each number, in a row for what it counts, with a colour for whose number it is.

    A hollow dot means "about", an arrow means at least or at most, a line is a range. The name of a row ends with
    its unit, since rows of different units share the axis.

    Args:
        quantities: the table of `find_quantities`, or that of `link_claims`, whose claimants have colours and markers;
            or some of its rows.
        log: whether the axis is logarithmic; numbers of zero and below are then left out, and counted below the axis.
        top: how many rows to show, those with most numbers; None shows all.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: nothing would be shown.

    >>> numbers = pd.DataFrame({"noun": ["people"], "unit": [""], "value": [8e3], "value_high": None, "bound": "over"})
    >>> [label.get_text() for label in plot_values(numbers).get_yticklabels()]
    ['people']
    """
    common.check_top(top)
    check_columns(quantities, "quantities", ["value", "value_high", "bound", "unit", "noun"])
    rows = [_row_name(name, unit) for name, unit in zip(quantities["noun"], quantities["unit"], strict=True)]
    groups = _groups(_claimants(quantities)) if "claimed_by" in quantities else ""
    dots = _dots(quantities).assign(row=rows, group=groups)
    placed = dots[(dots["low"] > 0) | (not log)]
    counts = common.count_values(placed["row"])
    shown = placed[placed["row"].isin(counts.index[:top])]
    notes = [heading("value"), *_SIGNS]
    if top is not None and len(counts) > top:
        notes.append(f"the {top} rows with most numbers, of {len(counts)}")
    if len(dots) > len(placed):
        notes.append(f"left out: zero or less ({len(dots) - len(placed)})")
    order = common.largest_first(shown.groupby("row")["low"].median())
    return _draw(shown, list(order.index), heading("noun"), notes, ax, log=log)


def plot_claims(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a dot for each claim about one thing, in a row for each claimant.

    Hollow dots, arrows and lines have the same meaning as in `plot_values`.

    Args:
        claims: the rows of `compare_claims` for one thing (one claim_id).
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: the claims are about more than one thing.

    >>> claims = pd.DataFrame({"topic": "people killed", "unit": "", "claimed_by": ["Ann", None], "actor": None,
    ...                        "value": [31.0, 14], "value_high": None, "bound": ["over", "exact"]})
    >>> [label.get_text() for label in plot_claims(claims).get_yticklabels()]
    ['no claimant', 'Ann']
    """
    check_columns(claims, "claims", ["topic", "unit", "value", "value_high", "bound", "claimed_by", "actor"])
    topics = claims["topic"].unique()
    if len(topics) > 1:
        things = ", ".join(topics[:3])
        raise ValueError(f"The claims are about {len(topics)} things ({things}): give one claim_id.")
    dots = _dots(claims).assign(row=_claimants(claims), group="")
    order = dots.groupby("row")["low"].min().sort_values(kind="stable")
    units = [unit for unit in claims["unit"].unique() if unit]
    label = " ".join([*topics, *([f"({', '.join(units)})"] if units else [])]) or "value"
    return _draw(dots, list(order.index), "claimed by", [label, *_SIGNS], ax)


def _claimants(table: pd.DataFrame) -> pd.Series:
    """Return who claims each number: the actor if known, else the words of the text."""
    claimed_by = table["claimed_by"]
    who = table["actor"].fillna(claimed_by) if "actor" in table else claimed_by
    return who.fillna(OWN).map(common.text)


def _groups(claimants: pd.Series) -> pd.Series:
    """Return the claimants, all but the most frequent as others."""
    frequent = common.count_values(claimants[claimants != OWN]).index[:_MOST_CLAIMANTS]
    return claimants.where(claimants.isin([OWN, *frequent]), OTHERS)


def _dots(table: pd.DataFrame) -> pd.DataFrame:
    low = table["value"].astype("float64")
    high = table["value_high"].astype("float64").fillna(low)
    return pd.DataFrame({"low": low, "high": high, "bound": table["bound"].astype("str")})


def _row_name(name: object, unit: str) -> str:
    if pd.isna(name):
        return f"({unit})" if unit else "(no noun)"
    return f"{common.text(name)} ({unit})" if unit else common.text(name)


def _draw(
    dots: pd.DataFrame, rows: list[str], label: str, notes: list[str], ax: Axes | None, *, log: bool = False
) -> Axes:
    new, ax = common.start(ax, label)
    if len(dots):
        common.name_rows(ax, rows)
        styles = _styles(dots["group"].unique())
        if log:
            ax.set_xscale("log")
        ax.margins(x=0.1)
        handles = _draw_dots(ax, dots.assign(place=dots["row"].map(rows.index)), styles)
        common.log_axis(ax.xaxis) if log else common.value_axis(ax.xaxis)
        if len(styles) > 1:
            common.legend_above(ax, handles, list(styles))
    return common.finish(ax, notes, max(13 * len(rows), 26) if new else None)


def _styles(groups: np.ndarray) -> dict[str, dict]:
    named = sorted(set(groups) - set(_PLAIN))
    styles = dict(zip(named, common.point_styles(len(named)), strict=True)) | _PLAIN
    return {group: style for group, style in styles.items() if group in groups}


def _draw_dots(ax: Axes, dots: pd.DataFrame, styles: dict[str, dict]) -> list:
    """Draw ranges, dots and arrows, dots that would hide each other one above the other; return a handle a group."""
    from matplotlib.path import Path

    near = np.round(np.log10(dots["low"].abs().clip(lower=1e-12)), 1)
    together = dots.groupby(["place", near])["low"]
    turn, size = together.cumcount(), together.transform("size")
    dots = dots.assign(height=dots["place"] + (turn - (size - 1) / 2) * np.minimum(0.28, 0.8 / size))
    handles = []
    for group, style in styles.items():
        own = dots[dots["group"] == group]
        ranges = own[own["high"] > own["low"]]
        ax.hlines(ranges["height"], ranges["low"], ranges["high"], color=style["color"], linewidth=2)
        arrow = {"color": style["color"], "linestyle": "none", "markersize": 17, "markerfacecolor": "none"}
        arrow |= {"clip_on": False, "in_layout": False}
        for bound, side in _SIDES.items():
            part = own[own["bound"] == bound]
            ax.plot(part["low"], part["height"], marker=Path(_ARROW * [side, 1]), **arrow)
        ends = pd.concat([own.assign(x=own["low"]), ranges.assign(x=ranges["high"])])
        hollow = {"markerfacecolor": "white", "markeredgecolor": style["color"], "markeredgewidth": 1.0}
        for about, marks in ends.groupby(ends["bound"] == "about"):
            ax.plot(marks["x"], marks["height"], **style | (hollow if about else {}))
        handles += ax.plot([], [], **style)
    return handles
