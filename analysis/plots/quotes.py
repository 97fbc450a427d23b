"""Pictures of quotations: of what kinds they are, where they stand, and how two word lists score them."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots import common

_LISTS = {"textblob": "TextBlob", "vader": "VADER"}
_WORDS = {"actor": "speaker"}  # who stands behind a quotation is its speaker
_ROW = 12  # points, at letters of 7 points


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
    """Of what is each made up? A bar a row, its parts one behind the other.

    Args:
        data: a count table, such as that of `count_speakers(quotes, by="kind")` or `count_cues(quotes, tokens,
            by="actor")`. Rows of the same part are added up.
        y: the column whose values have a bar each, the longest on top.
        hue: the column of the parts, told apart by colour and hatching: categories in their order, other values with
            the largest first.
        x: the column of numbers that gives the length of a part.
        share: make all bars equally long, and the parts shares of them; what a bar adds up to stands beside it.
        top: how many bars to show; None shows all. What is left out is counted below the axis.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing; `x` does not hold numbers from 0; there are more parts than can be told
            apart.

    >>> data = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray"], "kind": ["direct", "mixed", "direct"], "n": [2, 1, 4]})
    >>> [label.get_text() for label in plot_parts(data, y="speaker", hue="kind").get_yticklabels()]
    ['Ray', 'Lee']
    """
    common.check_top(top)
    common.need_columns(data, [x, y, hue], what="count")
    if len(data) and not (pd.api.types.is_numeric_dtype(data[x]) and (data[x] >= 0).all()):
        raise ValueError(f"The column {x!r} must hold numbers from 0 in every row: name another in x=.")
    parts = _parts(data, x, y, hue)
    ranked = parts.sum(axis=1)
    shown = parts.head(top)
    shown = shown.loc[:, (shown > 0).any()]
    looks = common.bar_looks(shown.shape[1])
    new, ax = ax is None, ax or common.new_axes()
    ax.set_ylabel(_words(y))
    if shown.empty:
        common.say_nothing_found(ax)
    else:
        labels = common.with_counts(shown.sum(axis=1)) if share else list(shown.index)
        common.name_rows(ax, labels)
        _stack(ax, shown.div(shown.sum(axis=1), axis=0) if share else shown, looks)
        common.value_axis(ax.xaxis, whole=not share and pd.api.types.is_integer_dtype(data[x]))
    words = common.axis_words(x)
    common.explain_x(ax, [f"share of {words}" if share else words, *common.left_out(ranked, top)])
    return _fit(ax, len(shown), new)


def plot_positions(
    data: pd.DataFrame,
    *,
    y: str = "actor",
    hue: str | None = "kind",
    top: int | None = 12,
    ax: Axes | None = None,
) -> Axes:
    """Where in the texts is each speaker quoted? A mark for each quotation, from the first character to the last.

    Args:
        data: what `quote_positions` gives; texts of all lengths share the axis.
        y: the column whose values have a row each, those with most quotations on top. Quotations without a value
            are left out, and counted below the axis.
        hue: the column that colour and marker tell apart; None for none.
        top: how many rows to show; None shows all. What is left out is counted below the axis.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing; there are more groups than can be told apart.

    >>> data = pd.DataFrame({"actor": ["Lee", "Lee"], "kind": ["direct", "mixed"], "position": [0.1, 0.5]})
    >>> [label.get_text() for label in plot_positions(data).get_yticklabels()]
    ['Lee (2)']
    """
    common.need_columns(data, filter(None, ["position", y, hue]), what="position")
    row, counts, notes = _rows(data, y, top)
    group = _categories(data[hue]) if hue else pd.Categorical([""] * len(data))
    marks = pd.DataFrame({"place": 100 * data["position"].to_numpy(float), "row": row, "group": group})
    marks = marks[marks["row"] >= 0]
    groups = marks["group"].cat.remove_unused_categories().cat.categories
    looks = dict(zip(groups, common.point_looks(len(groups)), strict=True))
    new, ax = ax is None, ax or common.new_axes()
    ax.set(ylabel=_words(y), xlim=(-1, 101), xticks=range(0, 101, 25))
    if counts.empty:
        common.say_nothing_found(ax)
    else:
        common.name_rows(ax, common.with_counts(counts))
        _scatter(ax, marks, looks)
    common.explain_x(ax, ["position in the text (%)", *notes])
    return _fit(ax, len(counts), new, groups=len(groups))


def plot_tone(
    data: pd.DataFrame,
    measured: pd.DataFrame,
    *,
    y: str = "actor",
    top: int | None = 12,
    ax: Axes | None = None,
) -> Axes:
    """How do two word lists score what is said? The mean score of each list, a row a speaker; a line joins the two.

    A note says how often each list agrees with people: near each other or far apart, both may be wrong.

    Args:
        data: what `score_tone` gives.
        measured: what `tone_agreement` gives for quotations coded by hand.
        y: the column whose values have a row each, those with most quotations on top. Quotations without a value
            are left out, and counted below the axis.
        top: how many rows to show; None shows all. What is left out is counted below the axis.
        ax: where to draw; a new figure of fitting height if not given.

    Returns the Axes. An empty table gives empty axes with their labels.

    Raises:
        ValueError: a column is missing, or `measured` says nothing of a list.

    >>> data = pd.DataFrame({"actor": ["Lee", "Lee"], "textblob": [0.5, 0.1], "vader": [0.2, -0.4]})
    >>> measured = pd.DataFrame({"one": ["textblob", "vader"], "other": "coded by hand", "alike": [0.5, 0.75]})
    >>> plot_tone(data, measured).get_xlabel().splitlines()[1]
    'as people in tests: TextBlob 50 %, VADER 75 %'
    """
    common.need_columns(data, [*_LISTS, y], what="tone")
    alike = ", ".join(f"{name} {_agreement(measured, column)}" for column, name in _LISTS.items())
    row, counts, notes = _rows(data, y, top)
    means = data[list(_LISTS)].groupby(row).mean().reindex(range(len(counts)))
    new, ax = ax is None, ax or common.new_axes()
    ax.set(ylabel=_words(y), xlim=(-1.04, 1.04))
    if counts.empty:
        common.say_nothing_found(ax)
    else:
        common.name_rows(ax, common.with_counts(counts))
        common.value_axis(ax.xaxis)
        ax.axvline(0, color="black", linewidth=plt.rcParams["axes.linewidth"], zorder=0)
        ax.hlines(means.index, means["textblob"], means["vader"], color="0.55", zorder=1)
        # The second is larger and lies below, so that both are seen where they agree.
        size = plt.rcParams["lines.markersize"]
        looks = [
            look | {"markersize": size * larger, "zorder": 4 - larger}
            for look, larger in zip(common.point_looks(len(_LISTS)), (1, 1.35), strict=True)
        ]
        handles = [
            ax.plot(means[name], means.index, **look)[0] for name, look in zip(_LISTS, looks, strict=True)
        ]
        common.legend_above(ax, handles, list(_LISTS.values()))
    common.explain_x(ax, ["mean score (−1 to 1)", f"as people in tests: {alike}", *notes])
    return _fit(ax, len(counts), new)


def _parts(data: pd.DataFrame, x: str, y: str, hue: str) -> pd.DataFrame:
    """A row a bar, the longest first, a column a part."""
    flat = pd.DataFrame({"row": data[y].map(common.text), "part": _categories(data[hue]), "n": data[x]})
    parts = flat.pivot_table(
        index="row", columns="part", values="n", aggfunc="sum", fill_value=0, observed=True
    )
    parts = parts.loc[parts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    if isinstance(data[hue].dtype, pd.CategoricalDtype):
        return parts
    return parts[parts.sum().sort_values(ascending=False, kind="stable").index]


def _stack(ax: Axes, parts: pd.DataFrame, looks: list[dict]) -> None:
    starts = parts.cumsum(axis=1) - parts
    handles = [
        ax.barh(range(len(parts)), parts[part], 0.72, left=starts[part], **look)
        for part, look in zip(parts, looks, strict=True)
    ]
    ax.set_xlim(0, 1.04 * max(parts.sum(axis=1).max(), 1e-9))
    if len(handles) > 1:
        common.legend_above(ax, handles, [common.shorten(part) for part in parts])


def _scatter(ax: Axes, marks: pd.DataFrame, looks: dict[str, dict]) -> None:
    ax.hlines(marks["row"].unique(), 0, 100, color="0.85", linewidth=plt.rcParams["grid.linewidth"], zorder=0)
    handles = []
    for i, (group, look) in enumerate(looks.items()):
        part = marks[marks["group"] == group]
        # The groups of a row stand a little below each other, so that they do not hide each other.
        shift = (i - (len(looks) - 1) / 2) * 0.8 / len(looks)
        style = look | {"rasterized": len(marks) > common.MOST_VECTORS, "clip_on": False, "in_layout": False}
        handles += ax.plot(part["place"], part["row"] + shift, **style)
    if len(looks) > 1:
        common.legend_above(ax, handles, [common.shorten(group) for group in looks])


def _rows(data: pd.DataFrame, y: str, top: int | None) -> tuple[np.ndarray, pd.Series, list[str]]:
    """The row of each quotation (-1: not shown), how many quotations each row has, and notes on what is left out."""
    common.check_top(top)
    values = np.array([None if pd.isna(value) else common.text(value) for value in data[y]], dtype=object)
    known = pd.Series(values).dropna()
    ranked = known.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    notes = common.left_out(ranked, top)
    if len(known) < len(data):
        notes.append(f"left out: {len(data) - len(known):,} without {_words(y)}")
    shown = ranked[:top]
    return shown.index.get_indexer(values), shown, notes


def _categories(values: pd.Series) -> pd.Categorical:
    """The values as text: categories in their order, others by the alphabet, what is missing last."""
    known = [common.text(value) for value in pd.Categorical(values).categories]
    texts = [common.text(value) for value in values]
    return pd.Categorical(texts, list(dict.fromkeys([*known, *texts])))


def _agreement(measured: pd.DataFrame, column: str) -> str:
    common.need_columns(measured, ["one", "other", "alike"], what="agreement")
    row = measured[(measured["one"] == column) & (measured["other"] == "coded by hand")]
    if len(row) != 1:
        raise ValueError(f"The agreement table says nothing of {column!r}: pass what tone_agreement gives.")
    return f"{100 * row['alike'].item():.0f} %"


def _words(column: str) -> str:
    return _WORDS.get(column) or common.axis_words(column)


def _fit(ax: Axes, rows: int, new: bool, *, groups: int = 1) -> Axes:
    if new:
        marks = 1.35 * plt.rcParams["lines.markersize"] * groups  # of a row, one below the other
        common.fit_height(ax, rows * max(_ROW, marks))
    return ax
