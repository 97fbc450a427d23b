"""Pictures of quantities: what is numbered and how high, and how far the claims about one thing lie apart."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path

from analysis.plots import common

OWN = "no claimant"
OTHERS = "others"
# Those whom nobody is named for look the same in every figure.
_PLAIN = {
    OWN: {
        "color": "0.35",
        "marker": "P",
        "linestyle": "none",
        "markeredgecolor": "0.35",
        "markeredgewidth": 0.6,
    },
    OTHERS: {
        "color": "0.75",
        "marker": "h",
        "linestyle": "none",
        "markeredgecolor": "0.35",
        "markeredgewidth": 0.6,
    },
}
_MOST_CLAIMANTS = 6  # told apart by colour and marker; the rest are others
# An arrow as a marker, from the dot to the side: matplotlib's arrow patches are cut off by bisection, whose last
# digits differ between machines.
_SHAPE = np.array([(0, 0), (1, 0), (0.7, 0.2), (1, 0), (0.7, -0.2)])
_ARROWS = {"over": Path(_SHAPE), "under": Path(_SHAPE * [-1, 1])}
_ARROW = 17  # points, of which the marker covers half
_SIGNS = "filled: exact, hollow: about, arrow: at least or at most, line: range"


def plot_values(
    quantities: pd.DataFrame,
    *,
    y: str = "noun",
    hue: str | None = "claimed_by",
    log: bool = True,
    top: int | None = 15,
    ax: Axes | None = None,
) -> Axes:
    """How large are the numbers, of what, by whose count? A dot for each number, a row for what it counts.

    A hollow dot is an "about", an arrow a bound (at least, at most), a line a range. A unit stands behind the name
    of its row, since rows of different units share the axis.

    Args:
        quantities: what `find_quantities` or `link_claims` gives, perhaps a choice of its rows.
        y: the column whose values are the rows, by default what is counted.
        hue: the column that colour and marker tell apart; None, or a column not there, for none.
        log: a logarithmic axis; numbers of zero and below have no place on it, and are counted below the axis.
        top: how many rows to show, those with most numbers; None shows all.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing.

    >>> numbers = pd.DataFrame({"noun": ["people"], "unit": [""], "value": [8e3], "value_high": None, "bound": "over"})
    >>> [label.get_text() for label in plot_values(numbers).get_yticklabels()]
    ['people']
    """
    common.need_columns(quantities, ["value", "value_high", "bound", "unit", y], what="quantity")
    dots = _dots(quantities, quantities[y], hue)
    dots["row"] = [
        _row_name(name, unit) for name, unit in zip(quantities[y], quantities["unit"], strict=True)
    ]
    placed = dots[(dots["low"] > 0) | (not log)]
    counts = placed["row"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    shown = list(counts.index[:top])
    notes = [_SIGNS]
    if len(counts) > len(shown):
        notes.append(f"the {len(shown)} rows with most numbers, of {len(counts)}")
    if len(dots) > len(placed):
        notes.append(f"left out: zero or less ({len(dots) - len(placed)})")
    order = (
        placed[placed["row"].isin(shown)]
        .groupby("row")["low"]
        .median()
        .sort_values(ascending=False, kind="stable")
    )
    return _draw(placed, list(order.index), "value", common.axis_words(y), notes, log, ax)


def plot_claims(claims: pd.DataFrame, *, log: bool = False, ax: Axes | None = None) -> Axes:
    """How far do the claims about one thing lie apart? A row for each claimant, a dot for each claim.

    Hollow dots, arrows and lines are those of plot_values.

    Args:
        claims: the rows of `compare_claims` for one thing (one claim_id).
        log: a logarithmic axis.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing, or the claims are about more than one thing.

    >>> claims = pd.DataFrame({"topic": "people killed", "unit": "", "claimed_by": ["Ann", None], "actor": None,
    ...                        "value": [31.0, 14], "value_high": None, "bound": ["over", "exact"]})
    >>> [label.get_text() for label in plot_claims(claims).get_yticklabels()]
    ['no claimant', 'Ann']
    """
    common.need_columns(
        claims, ["topic", "unit", "value", "value_high", "bound", "claimed_by", "actor"], what="claims"
    )
    topics = claims["topic"].unique()
    if len(topics) > 1:
        raise ValueError(
            f"The claims are about {len(topics)} things ({', '.join(topics[:3])}): give one claim_id."
        )
    dots = _dots(claims, _claimants(claims), None)
    order = dots.groupby("row")["low"].min().sort_values(kind="stable")
    units = [unit for unit in claims["unit"].unique() if unit]
    words = " ".join([*topics, *([f"({', '.join(units)})"] if units else [])]) or "value"
    return _draw(
        dots[(dots["low"] > 0) | (not log)], list(order.index), words, "claimed by", [_SIGNS], log, ax
    )


def _claimants(table: pd.DataFrame) -> pd.Series:
    """Name who claims each number: the actor where one is known, else the words of the text."""
    claimed_by = table["claimed_by"]
    return (table["actor"].fillna(claimed_by) if "actor" in table else claimed_by).fillna(OWN)


def _dots(table: pd.DataFrame, rows: pd.Series, hue: str | None) -> pd.DataFrame:
    """Give each number its row, ends, bound and group; all but the most frequent groups are others."""
    group = pd.Series("", index=table.index)
    if hue in table:
        group = _claimants(table) if hue == "claimed_by" else table[hue].map(common.text)
        kept = (
            group[group != OWN]
            .value_counts(sort=False)
            .sort_index()
            .sort_values(ascending=False, kind="stable")
        )
        group = group.where(group.isin([OWN, *kept.index[:_MOST_CLAIMANTS]]), OTHERS)
    low = table["value"].astype("float64")
    return pd.DataFrame(
        {
            "row": rows.map(common.text),
            "low": low,
            "high": table["value_high"].astype("float64").fillna(low),
            "bound": table["bound"].astype("str"),
            "group": group.map(common.text),
        }
    )


def _row_name(name: object, unit: str) -> str:
    if pd.isna(name):
        return f"({unit})" if unit else "(no noun)"
    return f"{common.text(name)} ({unit})" if unit else common.text(name)


def _draw(
    dots: pd.DataFrame,
    rows: list[str],
    x_words: str,
    y_words: str,
    notes: list[str],
    log: bool,
    ax: Axes | None,
) -> Axes:
    new, ax = ax is None, ax or common.new_axes()
    dots = dots[dots["row"].isin(rows)]
    groups = sorted(dots["group"].unique(), key=lambda group: (group == OTHERS, group == OWN, group))
    ax.set_ylabel(y_words)
    if dots.empty:
        common.say_nothing_found(ax)
    else:
        common.name_rows(ax, rows)
        claimants = [group for group in groups if group not in _PLAIN]
        looks = dict(zip(claimants, common.point_looks(len(claimants)), strict=True)) | _PLAIN
        looks = {group: looks[group] for group in groups}
        _draw_dots(ax, dots.assign(place=dots["row"].map(rows.index)), looks)
        _axis(ax, log)
        if len(groups) > 1:
            handles = [Line2D([], [], **look) for look in looks.values()]
            common.legend_above(ax, handles, [common.shorten(group, 24) for group in groups])
    common.explain_x(ax, [x_words, *notes])
    if new:
        common.fit_height(ax, max(13 * len(rows), 26))
    return ax


def _draw_dots(ax: Axes, dots: pd.DataFrame, looks: dict[str, dict]) -> None:
    """Draw ranges, dots and arrows; numbers that would hide each other stand one above the other."""
    near = np.round(np.log10(dots["low"].abs().clip(lower=1e-12)), 1)
    turn = dots.groupby(["place", near]).cumcount()
    size = dots.groupby(["place", near])["low"].transform("size")
    heights = dots["place"] + (turn - (size - 1) / 2) * np.minimum(0.28, 0.8 / size)
    for dot, height in zip(dots.itertuples(), heights, strict=True):
        look = looks[dot.group]
        ends = [dot.low, dot.high] if dot.high > dot.low else [dot.low]
        if len(ends) == 2:
            ax.plot(ends, [height, height], color=look["color"], linewidth=2, solid_capstyle="butt")
        hollow = {"markerfacecolor": "white", "markeredgecolor": look["color"], "markeredgewidth": 1.0}
        ax.plot(ends, [height] * len(ends), **(look | hollow if dot.bound == "about" else look))
        if dot.bound in _ARROWS:
            arrow = {
                "marker": _ARROWS[dot.bound],
                "markersize": _ARROW,
                "linestyle": "none",
                "clip_on": False,
                "zorder": 3,
            }
            ax.plot(dot.low, height, **arrow, markeredgecolor=look["color"], markerfacecolor="none")


def _axis(ax: Axes, log: bool) -> None:
    if not log:
        ax.margins(x=0.12)
        common.value_axis(ax.xaxis)
        return
    ax.set_xscale("log")
    ax.margins(x=0.1)
    common.log_axis(ax.xaxis)
