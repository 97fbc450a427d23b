"""Rows of points: typical words, collocations, scores of tone, numbers and rival claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.export.headings import heading
from analysis.plots import common
from analysis.tables import check_columns, each_speaker, read_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LISTS = {"textblob": "TextBlob", "vader": "VADER"}
_NOT_SURE = "no evidence"
_OWN = "no claimant"
BOUNDS = {"exact": "exact", "about": "about", "over": "at least", "under": "at most"}
_NAMED = 100  # claimants of numbers over time that are named
_FEWEST = 5  # numbers: fewer are a sentence, not a picture


def plot_keyness(data: pd.DataFrame, *, target: str = "target", reference: str = "rest", top: int = 10,
                 ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw the words typical of each of two sides: how many times as frequent each is on one side as on the other.

    A filled point has a q of at most 0.05; a hollow one has a higher q, or none (the column reason says why). A
    line is the interval of the difference, where it is known.

    Args:
        data: the table that `compare_words` returns.
        target, reference: the names of the two sides.
        top: how many words to show of each side, those with the highest G².
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: nothing would be shown.

    >>> data = pd.DataFrame({"word": ["war"], "log_ratio": [1.5], "g2": [9], "q": [0.01], "low": 1, "high": 2})
    >>> [label.get_text() for label in plot_keyness(data, target="the Post").get_yticklabels()]
    ['war']
    """
    check_columns(data, "data", ["word", "log_ratio", "low", "high", "g2", "q"])
    common.check_top(top)
    ranked = data.assign(evidence=-data["g2"].abs()).sort_values(["evidence", "word"])
    shown = ranked.groupby(ranked["log_ratio"] > 0).head(top)
    shown = shown.sort_values("log_ratio", ascending=False, kind="stable")
    target, reference = common.text(target), common.text(reference)
    sides = [f"more in {target}", f"more in {reference}", _NOT_SURE]
    side = np.select([~(shown["q"] <= 0.05), shown["log_ratio"] > 0], [_NOT_SURE, sides[0]], sides[1])
    marks = shown[["low", "high"]].assign(y=range(len(shown)), x=shown["log_ratio"])
    marks = marks.assign(group=pd.Categorical(side, sides))
    ax = common.start(ax, rows=len(shown) + 3)  # the legend has long names
    hollow = {_NOT_SURE: {"color": "white", "marker": "o"}}
    common.draw_rows(ax, marks, [*shown["word"].map(common.text)], hollow)
    if len(shown):
        _ratio_axis(ax)
    known, untested, sure = shown["low"].notna().sum(), data["q"].isna().sum(), (data["q"] <= 0.05).sum()
    caption = [
        f"Words that differ most between {target} and {reference}.",
        f"Shown: {len(shown):,} of {len(data):,} words, up to {top} of each side, those with the highest G².",
        f"Filled: a q of at most 0.05 ({sure:,} of all words).",
        f"Hollow: no evidence, since q is higher, or there is none ({untested:,} of all words; see the column reason).",
        f"Lines: 95 % intervals of {known:,} words." if known else "No intervals (see the column reason).",
    ]
    alt = f"A row for each word, a point for how many times as frequent it is in {target} as in {reference}:"
    lack = (
        "no word has a q (see the column reason)"
        if untested == len(data)
        else "no word has a q of at most 0.05"
    )
    lack = "" if sure or data.empty else lack
    label = f"times as frequent in {common.shorten(target)} as in {common.shorten(reference)}"
    label += " (lines: 95 % intervals)" if known else ""
    return common.finish(ax, label, caption, alt, shown[data.columns], lack=lack)


def plot_collocations(data: pd.DataFrame, *, measure: str = "g2", top: int = 15,
                      ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw how often the words of each pair are near each other, and how often chance would bring them together.

    Args:
        data: the table that `measure_collocations` returns, or some of its rows. Where left and right were counted
            apart, the names of the rows have the words in the order of the text: civil … war.
        measure: what ranks the pairs: "g2", "log_dice", "mi" or "t".
        top: how many pairs to show, those with the highest measure on top.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: there is no such measure.

    >>> data = pd.DataFrame({"word_a": ["war"], "word_b": ["civil"], "n": [5], "expected": [0.5], "g2": [9.0]})
    >>> [label.get_text() for label in plot_collocations(data).get_yticklabels()]
    ['civil']
    """
    if measure not in ("g2", "log_dice", "mi", "t"):
        raise ValueError(f"there is no measure {measure!r}: use 'g2', 'log_dice', 'mi' or 't'")
    check_columns(data, "data", ["word_a", "word_b", "n", "expected", measure], "use measure_collocations")
    shown = data.sort_values([measure, "word_a", "word_b"], ascending=[False, True, True]).head(top)
    of_one = data["word_a"].nunique() == 1
    near = f"near {common.text(data['word_a'].iloc[0])}" if of_one else "near each other"
    a, b = (shown[word].map(common.text) for word in ("word_a", "word_b"))
    names = b if of_one else a + " – " + b
    if "side" in data:
        names = (b + " … " + a).where(shown["side"] == "left", a + " … " + b)
    counts = shown[["n", "expected"]].set_axis(["counted", "expected by chance"], axis=1)
    ax = _draw_pairs(ax, counts, list(names))
    if len(shown):
        ax.set_xlim(left=0)
    caption = [
        f"How often words are {near}, and how often chance would bring them there.",
        "Left and right are counted apart: each row has the order of the text." if "side" in data else "",
        f"Shown: {len(shown):,} of {len(data):,} pairs, those with the highest {heading(measure)}.",
    ]
    alt = "A row for each pair, its count joined by a line to the number expected:"
    return common.finish(ax, f"times {near}", caption, alt, shown)


def plot_tone(
    data: pd.DataFrame, measured: pd.DataFrame, *, top: int | None = 12, ax: Axes | None = None
) -> Axes:
    """Draw the mean score that two word lists give to the quotations of each speaker, joined by a line.

    The caption says how often each list agrees with people. Even where the two lists agree, both may be wrong.

    Args:
        data: the table that `score_tone` returns.
        measured: the table that `tone_agreement` returns for quotations coded by hand.
        top: how many speakers to show, those with most quotations on top; None shows all. Quotations without a
            known speaker are left out, and counted in the caption.
        ax: where to draw; None: a new figure of fitting height.

    Returns the Axes; for an empty table, empty axes with labels.

    Raises:
        KeyError: a column is missing.
        ValueError: `measured` lacks one of the lists.

    >>> data = pd.DataFrame({"actor": ["Lee", "Lee"], "textblob": [0.5, 0.1], "vader": [0.2, -0.4]})
    >>> measured = pd.DataFrame({"one": ["textblob", "vader"], "other": "coded by hand", "alike": [0.5, 0.75]})
    >>> [label.get_text() for label in plot_tone(data, measured).get_yticklabels()]
    ['Lee (2)']
    """
    check_columns(data, "tone", [*_LISTS, "actor"])
    alike = ", ".join(f"{name} {_agreement(measured, column)}" for column, name in _LISTS.items())
    data = each_speaker(data)
    speakers = common.texts(data["actor"])
    labels, shown = common.pick_rows(speakers, top)
    means = data.groupby(speakers)[list(_LISTS)].mean().loc[list(labels)].rename(columns=_LISTS)
    ax = common.start(ax, rows=len(means))
    ax.set_xlim(-1, 1)
    _draw_pairs(ax, means, list(labels.values()))
    if len(means):
        ax.axvline(0, color="0.4", linewidth=common.setting("axes.linewidth"), zorder=0)
    caption = ["Mean scores of quotations by two word lists.", shown]
    caption += [f"Agreement of each list with quotations coded by hand: {alike}."]
    alt = "A row for each speaker with two joined points, the mean score by each list:"
    data = means.rename_axis("actor").reset_index()
    return common.finish(ax, "mean score (−1 negative, 1 positive)", caption, alt, data)


def plot_values(
    quantities: pd.DataFrame, *, log: bool = True, top: int | None = 15, ax: Axes | None = None
) -> Axes:
    """Draw a mark for each number, in a row for what it counts.

    The shape of a mark says whether the number is exact, about, at least or at most; a line is a range. The name of a
    row ends with its unit, since rows of different units share the axis.

    Args:
        quantities: the table of `find_quantities` or `link_claims`, or some of its rows. A row of the plot is named by
            the column topic ("people killed") if there is one, else by the noun. Numbers without it are left out.
        log: whether the axis is logarithmic; numbers of zero and below are then left out.
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
    check_columns(quantities, "quantities", ["value", "value_high", "bound", "unit", "noun"])
    quantities = quantities.reset_index(drop=True)
    named = quantities["topic" if "topic" in quantities else "noun"].astype(object).map(common.text)
    units = quantities["unit"].map(lambda unit: f" ({unit})" if unit else "")
    without = {"without a noun": named == common.NONE, "of zero or less": (quantities["value"] <= 0) & log}
    kept = quantities[~pd.concat(without, axis=1).any(axis=1)]
    marks = _marks(kept, (named + units)[kept.index])
    counts, shown = common.pick(marks["row"].value_counts().sort_index(), top)
    marks = marks[marks["row"].isin(counts.index)]
    order = marks.groupby("row")["x"].median().sort_values(ascending=False, kind="stable")
    ax = _draw_numbers(marks, list(order.index), ax, log=log)
    caption = [
        f"Numbers by what they count. {len(marks):,} of {len(quantities):,} numbers.",
        shown.replace("Shown", "Rows"),
        "A line is a range." if marks["high"].gt(marks["low"]).any() else "",
        *(f"Left out: {gone.sum():,} {why}." for why, gone in without.items() if gone.any()),
    ]
    alt = "A row for each thing counted, a mark for each number:"
    lack = (
        f"only {len(marks)} of these {len(quantities)} numbers say what they count, and a picture needs {_FEWEST}"
        if len(marks) < _FEWEST
        else ""
    )
    label = "number (logarithmic axis)" if log else "number"
    return common.finish(ax, label, caption, alt, quantities.loc[marks.index], lack=lack)


def plot_claims(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a mark for each claim about one thing: over time if there are dates, else in a row for each claimant.

    The shape of a mark says whether the number is exact, about, at least or at most; a line is a range.

    Args:
        claims: the rows of `compare_claims` for one thing (one claim_id). With a column date, merged in from the
            documents, the axis shows when each claim was printed.
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
    claims = claims.reset_index(drop=True)
    topics = claims["topic"].unique()
    if len(topics) > 1:
        things = ", ".join(topics[:3])
        raise ValueError(f"The claims are about {len(topics)} things ({things}): give one claim_id.")
    marks = _marks(claims, claims["actor"].fillna(claims["claimed_by"]).fillna(_OWN).map(common.text))
    units = ", ".join(filter(None, claims["unit"].unique()))
    label = " ".join([*topics, f"({units})" if units else ""]).strip() or "number"
    dates = read_dates(claims["date"]) if "date" in claims else pd.Series(pd.NaT, claims.index)
    if dates.notna().any():
        marks = marks.assign(y=marks["x"], x=dates)[dates.notna()]
        (ax, below), beside = _draw_dated(marks, ax), label
        alt = f"A mark for each number over time: {_list_dated(marks)}"
    else:
        order = marks.groupby("row")["x"].min().sort_values(kind="stable")
        ax, below, beside = _draw_numbers(marks, list(order.index), ax), label, ""
        alt = "A row for each claimant, a mark for each number:"
    left_out = " (the others have no date)" if len(marks) < len(claims) else ""
    caption = [
        f"Claims about {label}, by claimant. Shown: {len(marks):,} of {len(claims):,}{left_out}.",
        f"“{_OWN.capitalize()}”: the article itself, or no claimant was found."
        if (marks["row"] == _OWN).any()
        else "",
    ]
    lack = "no two claims are about one thing" if len(marks) < 2 else ""
    return common.finish(ax, below, caption, alt, claims.loc[marks.index], beside=beside, lack=lack)


def _ratio_axis(ax: Axes) -> None:
    """Write at the ticks of a log ratio how many times as frequent that is: 1/4, 1, 4."""
    from matplotlib.ticker import MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    ax.xaxis.set_major_formatter(lambda x, _: common.number(2**x) if x >= 0 else f"1/{common.number(2**-x)}")
    ax.axvline(0, color="0.4", linewidth=common.setting("axes.linewidth"), zorder=1)


def _draw_pairs(ax: Axes | None, pairs: pd.DataFrame, names: list[str]) -> Axes:
    """Draw two points in each row, joined by a line; the groups are the names of the two columns."""
    rows = pairs.assign(y=range(len(pairs)), low=pairs.min(axis=1), high=pairs.max(axis=1))
    marks = rows.melt(["y", "low", "high"], var_name="group", value_name="x")
    ax = common.draw_rows(ax, marks.astype({"group": "category"}), names)
    common.value_axis(ax.xaxis)
    return ax


def _agreement(measured: pd.DataFrame, column: str) -> str:
    check_columns(measured, "measured", ["one", "other", "alike"])
    row = measured[(measured["one"] == column) & (measured["other"] == "coded by hand")]
    if len(row) != 1:
        raise ValueError(f"measured has no agreement of {column!r}: pass the table of tone_agreement.")
    return f"{100 * row['alike'].item():.0f} %"


def _marks(table: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """Return x (the number), low and high (the ends of a range, or both x), group (the bound) and row."""
    value = table["value"].astype("float64")
    bounds = pd.Categorical(table["bound"].astype(object).map(BOUNDS), [*BOUNDS.values()])
    high = table["value_high"].astype("float64").fillna(value)
    return pd.DataFrame({"x": value, "low": value, "high": high, "group": bounds, "row": rows})


def _shapes(up: str, down: str) -> dict[str, dict[str, str]]:
    return {"about": {"marker": "D"}, "at least": {"marker": up}, "at most": {"marker": down}}


def _draw_numbers(marks: pd.DataFrame, rows: list[str], ax: Axes | None, *, log: bool = False) -> Axes:
    """Draw rows of numbers; a triangle points to where a bound lets the number be."""
    marks = marks.assign(y=pd.Index(rows).get_indexer(marks["row"]))
    near = np.round(np.log10(marks["x"].abs().clip(lower=1e-12)), 1)
    ax = common.draw_rows(ax, common.draw_apart(marks, near), rows, _shapes(">", "<"))
    if log and len(marks):
        ax.set_xscale("log")
        ax.set_xlim(left=10 ** np.floor(np.log10(marks["x"].min())) * 0.9)
    common.value_axis(ax.xaxis)
    return ax


def _draw_dated(marks: pd.DataFrame, ax: Axes | None) -> tuple[Axes, str]:
    """Draw numbers over time with the names of their claimants; return the label of the dates, too."""
    ax = common.start(ax, ratio=0.75)
    ax.vlines(marks["x"], marks["low"], marks["high"], color="0.45", linewidth=0.8, zorder=1)
    common.draw_marks(ax, marks, _shapes("^", "v"))
    ax.margins(x=0.15, y=0.12)
    label = common.date_axis(ax, marks["x"])
    common.value_axis(ax.yaxis)
    named = marks.assign(row=marks["row"].map(common.shorten)).drop_duplicates(["x", "y", "row"])
    named = named.groupby(["x", "y"], as_index=False)["row"].agg("\nand ".join)
    if len(named) > _NAMED:  # there is no room for all: the most unusual numbers are named
        named = named.iloc[
            (named["y"] - named["y"].median()).abs().argsort(kind="stable")[: -_NAMED - 1 : -1]
        ]
    xy = np.column_stack([ax.convert_xunits(named["x"]), named["y"]]).astype(float)
    common.name_points(ax, xy, list(named["row"]))
    return ax, label


def _list_dated(marks: pd.DataFrame) -> str:
    marks, more = marks.sort_values("x", kind="stable")[:_NAMED], len(marks) - _NAMED
    numbers = marks["group"].astype(str).add(" ").replace("exact ", "") + marks["y"].map(common.number)
    listed = "; ".join(marks["x"].dt.strftime("%Y-%m-%d ") + marks["row"] + " " + numbers)
    return listed + (f"; and {more:,} more" if more > 0 else "")
