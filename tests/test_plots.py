"""Plots of words, read back from their Axes; and that nothing is cut off or overlaps."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, label, legend, names, rows, tidy  # noqa: F401
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer

from analysis import figure_style, plot_counts, plot_dispersion

COUNTS = pd.DataFrame({"word": ["war", "city", "army", "peace"], "n": [3, 1200, 3, 1]})
OUTLETS = pd.DataFrame(
    {
        "word": ["war", "war", "city", "city", "army"],
        "outlet": ["Post", "Herald", "Post", "Herald", "Post"],
        "n": [3, 4, 10, 1, 2],
    }
)
ARTICLE = pd.DataFrame({"doc_id": ["a.txt"], "text": ["x" * 200]})
NEWS = pd.DataFrame(
    {
        "doc_id": ["c.txt", "b.txt", "a.txt"],
        "text": ["x" * 100] * 3,
        "date": ["2021-03-02", "2021-03-01", None],
    }
)
SPANS = pd.DataFrame(
    {
        "doc_id": ["a.txt", "a.txt", "c.txt", "a.txt"],
        "start": [0, 20, 90, 40],
        "end": [10, 30, 100, 50],
        "word": ["war", "city", "war", "war"],
    }
)


def texts(count):
    return pd.DataFrame({"doc_id": [str(i) for i in range(count)], "text": "x" * 100})


def bars(ax):
    """For each group of bars, the length at each row."""
    groups = [bars for bars in ax.containers if isinstance(bars, BarContainer)]
    lengths = [
        [(round(bar.get_y() + bar.get_height() / 2), bar.get_width()) for bar in bars] for bars in groups
    ]
    return [dict(sorted(pairs)) for pairs in lengths]


def places(ax):
    """For each word, the place of its marks in per cent, and their row."""
    return [[(x, round(y)) for x, y in line.get_xydata()] for line in ax.lines]


def ticks(ax):
    """For each row of the plot of one text, the places of its marks."""
    return [[segment[0][0] for segment in lines.get_segments()] for lines in ax.collections[1:]]


# --- plot_counts


def test_the_longest_bar_is_on_top_and_equal_ones_keep_their_order():
    ax = plot_counts(COUNTS)
    assert (rows(ax), bars(ax)) == (["city", "war", "army", "peace"], [{0: 1200, 1: 3, 2: 3, 3: 1}])
    assert ax.get_ylim() == (3.5, -0.5) and ax.get_xlim()[0] == 0
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("occurrences", "word", "")
    assert rows(plot_counts(COUNTS.iloc[::-1])) == ["city", "army", "war", "peace"]


def test_what_is_left_out_is_said():
    many = pd.concat([COUNTS, pd.DataFrame({"word": [f"w{i:04d}" for i in range(1500)], "n": 3})])
    assert label(plot_counts(COUNTS, top=1)) == "occurrences top 1 of 4"
    assert label(plot_counts(COUNTS, top=2)) == "occurrences top 2 of 4; 1 more is level with the last"
    assert label(plot_counts(COUNTS, top=4)) == label(plot_counts(COUNTS, top=None)) == "occurrences"
    assert label(plot_counts(many, top=2)).endswith("top 2 of 1,504; 1,501 more are level with the last")


def test_ticks_have_separators_and_counts_whole_ones():
    ax = plot_counts(COUNTS)
    ax.figure.canvas.draw()
    assert "1,000" in [tick.get_text() for tick in ax.get_xticklabels()]
    ax = plot_counts(COUNTS.assign(n=[1, 2, 1, 2]))
    ax.figure.canvas.draw()
    assert all(tick.get_text().isdigit() for tick in ax.get_xticklabels())


def test_columns_are_named_in_words():
    table = COUNTS.rename(columns={"n": "per_million", "word": "reporting_verb"})
    ax = plot_counts(table, x="per_million", y="reporting_verb")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("occurrences per million words", "reporting verb")


def test_groups_are_side_by_side():
    ax = plot_counts(OUTLETS, hue="outlet")
    assert rows(ax) == ["city", "war", "army"]  # by their sums: 11, 7, 2
    assert (legend(ax), bars(ax)) == (["Herald", "Post"], [{0: 1, 1: 4}, {0: 10, 1: 3, 2: 2}])
    boxes = [bar for container in ax.containers for bar in container]
    for one, other in itertools.combinations(boxes, 2):
        assert abs(one.get_y() - other.get_y()) >= one.get_height() - 1e-9


def test_groups_keep_the_order_of_their_categories():
    order = pd.Categorical(OUTLETS["outlet"], ["Post", "none of these", "Herald"])
    assert legend(plot_counts(OUTLETS.assign(outlet=order), hue="outlet")) == ["Post", "Herald"]
    assert legend(plot_counts(OUTLETS.assign(outlet=[10, 9, 10, 9, 10]), hue="outlet")) == ["9", "10"]
    odd = OUTLETS.assign(outlet=[None, "a", None, "a", "_b"])
    assert legend(plot_counts(odd, hue="outlet")) == ["_b", "a", "(none)"]


def test_groups_differ_without_colour():
    table = pd.DataFrame({"word": "war", "n": range(1, 21), "outlet": [f"{i:02d}" for i in range(20)]})
    ax = plot_counts(table, hue="outlet")
    styles = [(to_hex(bar.get_facecolor()), bar.get_hatch() or "") for (bar,) in ax.containers]
    assert len(set(styles)) == 20 and len({hatch for _, hatch in styles[:5]}) == 5
    ax = plot_dispersion(SPANS, NEWS, order=list("abcdefghijklmnopqrst"))
    styles = [(to_hex(line.get_color()), line.get_marker()) for line in ax.lines]
    assert len(set(styles)) == 20 and len({marker for _, marker in styles[:5]}) == 5
    with pytest.raises(ValueError, match="21 groups cannot be told apart, at most 20"):
        plot_counts(pd.concat([table, table.head(1).assign(outlet="x")]), hue="outlet")


def test_groups_without_a_bar_among_the_top_are_left_out():
    table = pd.DataFrame({"word": ["a", "a", "b", "c"], "n": [9, 1, 2, 1], "kind": list("xyxz")})
    ax = plot_counts(table, hue="kind", top=2)
    assert (rows(ax), legend(ax), bars(ax)) == (["a", "b"], ["x", "y"], [{0: 9, 1: 2}, {0: 1}])


def test_groups_that_never_share_a_row_have_bars_of_full_height():
    ax = plot_counts(COUNTS.assign(kind=["x", "y", "y", "x"]), hue="kind")
    places = {bar.get_y() + bar.get_height() / 2 for container in ax.containers for bar in container}
    assert {round(place, 9) for place in places} == {0, 1, 2, 3}


def test_intervals_are_drawn_as_given():
    table = pd.DataFrame(
        {"word": ["a", "b", "c"], "n": [5.0, 4.0, 3.0], "lo": [4, 4.5, np.nan], "hi": [7, 6, np.nan]}
    )
    ax = plot_counts(table, low="lo", high="hi")
    (lines,) = [lines for lines in ax.collections if len(lines.get_segments())]
    drawn = [segment.tolist() for segment in lines.get_segments() if len(segment)]
    assert drawn == [[[4, 0], [7, 0]], [[4.5, 1], [6, 1]]]  # the second is beside its value: no error
    assert ax.get_xlim()[1] >= 7


def test_rows_without_a_value_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="^2 of 4 rows have no rate and are not drawn.$"):
        ax = plot_counts(COUNTS.assign(rate=[np.nan, 2.5, np.inf, 1.0]), x="rate")
    assert rows(ax) == ["city", "peace"]


def test_values_below_zero_start_at_zero():
    ax = plot_counts(pd.DataFrame({"word": ["more", "less"], "log_ratio": [1.5, -2.0]}), x="log_ratio")
    assert (rows(ax), bars(ax)) == (["more", "less"], [{0: 1.5, 1: -2.0}])


def test_odd_words_are_shown_as_they_are():
    words = ["$3 or $4", "a_b <&> {x}", "two\nlines\t", "nul\0", "العربية", None, 7, "x" * 99]
    ax = plot_counts(pd.DataFrame({"word": pd.Series(words, dtype=object), "n": range(8, 0, -1)}))
    shown = ["$3 or $4", "a_b <&> {x}", "two lines", "nul\N{REPLACEMENT CHARACTER}", "العربية", "(none)", "7"]
    assert rows(ax)[:-1] == shown and "…" in rows(ax)[-1] and len(rows(ax)[-1]) < 40
    assert not any(tick.get_parse_math() for tick in ax.get_yticklabels())
    ax.figure.canvas.draw()


BAD_COUNTS = {
    "missing x": ({"x": "freq"}, KeyError, "no column 'freq'; it has word, n"),
    "missing low": ({"low": "lo", "high": "n"}, KeyError, "no column 'lo'"),
    "one end": ({"low": "n"}, ValueError, "name both low= and high="),
    "top": ({"top": 0}, ValueError, "top=0 shows nothing"),
    "text as x": ({"x": "word"}, ValueError, "'word' holds str values, not numbers"),
}


@pytest.mark.parametrize("options, error, message", BAD_COUNTS.values(), ids=BAD_COUNTS.keys())
def test_bad_options_of_plot_counts(options, error, message):
    with pytest.raises(error, match=message):
        plot_counts(COUNTS, **options)
    assert plt.get_fignums() == []


def test_two_rows_for_one_bar():
    with pytest.raises(ValueError, match="'war' has several rows.*hue="):
        plot_counts(OUTLETS)


# --- plot_dispersion


def test_one_text_has_a_row_for_each_word():
    ax = plot_dispersion(SPANS[SPANS["doc_id"] == "a.txt"], ARTICLE)
    assert rows(ax) == ["war (2)", "city (1)"]
    assert ticks(ax) == [[2.5, 22.5], [12.5]]  # the middle of each span, of 200 characters
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("position in the text (%)", "word")


def test_words_never_found_have_a_row():
    ax = plot_dispersion(SPANS[:2], ARTICLE, order=["peace", "war", "peace"])
    assert (rows(ax), ticks(ax)) == (["peace (0)", "war (1)"], [[], [2.5]])
    words = SPANS.assign(word=pd.Categorical(SPANS["word"], ["peace", "war", "city"]))[:2]
    assert rows(plot_dispersion(words, ARTICLE)) == ["city (1)", "war (1)", "peace (0)"]
    assert rows(plot_dispersion(words, ARTICLE, top=2)) == ["city (1)", "war (1)"]


def test_several_texts_have_a_row_each_the_oldest_on_top():
    ax = plot_dispersion(SPANS, NEWS)
    assert rows(ax) == ["b", "c", "a"]  # b has no marks, a no date
    assert legend(ax) == ["war (3)", "city (1)"]
    assert places(ax) == [[(5, 2), (95, 1), (45, 2)], [(25, 2)]]
    assert ax.get_ylabel() == "text, oldest on top"
    categories = SPANS.astype({"doc_id": "category", "word": "category"})
    assert places(plot_dispersion(categories, NEWS.astype({"doc_id": "category"}))) == places(ax)


def test_texts_without_dates_keep_their_order_and_dates_of_any_kind_order_them():
    ax = plot_dispersion(SPANS, NEWS.assign(date=None))
    assert (rows(ax), ax.get_ylabel()) == (["c", "b", "a"], "text")
    zoned, worded = NEWS["date"] + "T10:00:00+01:00", pd.Series(["2 March 2021", "2021-03-01", None])
    for dates in (pd.to_datetime(NEWS["date"]), zoned, worded):
        assert rows(plot_dispersion(SPANS, NEWS.assign(date=dates))) == ["b", "c", "a"]


def test_texts_have_the_names_of_their_files_if_these_differ():
    spans = SPANS.assign(doc_id="x/c.txt")
    folders = NEWS.assign(doc_id=["x/c.txt", "x/b.txt", "y/a.txt"])
    assert rows(plot_dispersion(spans, folders)) == ["b", "c", "a"]
    twins = NEWS.assign(doc_id=["x/c.txt", "y/c.txt", "y/a.txt"])
    assert rows(plot_dispersion(spans, twins)) == ["y/c", "x/c", "y/a"]


def test_words_of_one_text_do_not_hide_each_other():
    spans = pd.DataFrame({"doc_id": "b.txt", "start": 10, "end": 12, "word": list("abcde")})
    ax = plot_dispersion(spans, NEWS)
    ax.figure.canvas.draw()
    heights = [ax.transData.transform(line.get_xydata())[0][1] * 72 / ax.figure.dpi for line in ax.lines]
    assert all(one - other >= 1.5 for one, other in itertools.pairwise(heights))  # points, in one order


def test_only_the_most_frequent_are_shown():
    ax = plot_dispersion(SPANS, NEWS, top=1)
    assert (legend(ax), label(ax)) == (["war (3)"], "position in the text (%) top 1 of 2")
    assert len(legend(plot_dispersion(SPANS, NEWS, order=["war", "city"], top=1))) == 2


def test_spans_in_other_texts_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="^1 of 4 spans are in texts that are not shown"):
        assert rows(plot_dispersion(SPANS, ARTICLE)) == ["war (2)", "city (1)"]


def test_many_texts_are_named_in_steps_on_one_page():
    ax = plot_dispersion(SPANS.assign(doc_id="81"), texts(100))
    assert rows(ax) == [str(i) for i in range(0, 100, 3)]
    assert {y for line in ax.lines for _, y in line.get_xydata()} == {81}
    assert ax.figure.get_figheight() * 25.4 < 200


BAD_SPANS = {
    "missing by": ({"by": "actor"}, KeyError, "spans has no column 'actor'; it has doc_id, start, end, word"),
    "missing text": ({"documents": NEWS[["doc_id"]]}, KeyError, "documents has no column 'text'"),
    "after the end": ({"spans": SPANS.assign(end=101)}, ValueError, "Some spans end after their text"),
    "top": ({"top": -1}, ValueError, "top=-1 shows nothing"),
    "too many": ({"order": list("abcdefghijklmnopqrstu")}, ValueError, "21 groups cannot be told apart"),
}


@pytest.mark.parametrize("options, error, message", BAD_SPANS.values(), ids=BAD_SPANS.keys())
def test_bad_input_of_plot_dispersion(options, error, message):
    with pytest.raises(error, match=message):
        plot_dispersion(**{"spans": SPANS, "documents": NEWS} | options)
    assert plt.get_fignums() == []


# --- both

LONG = COUNTS.assign(word="United Nations High Commissioner for " + COUNTS["word"], n=COUNTS["n"] * 1000)
FOLDER = "long-folder/name-of-a-file/"
PRINTED = {
    "twenty": lambda: plot_counts(pd.DataFrame({"word": [f"word{i}" for i in range(99)], "n": range(99)})),
    "long words": lambda: plot_counts(LONG, top=2),
    "long words and groups": lambda: plot_counts(
        pd.concat([LONG.assign(o=f"The Daily {o}") for o in "ABCDE"]), hue="o"
    ),
    "one bar": lambda: plot_counts(COUNTS, top=1),
    "no bars": lambda: plot_counts(COUNTS.head(0), hue="word"),
    "one text": lambda: plot_dispersion(SPANS[:2], ARTICLE, order=["war", "city", "x" * 60]),
    "long names": lambda: plot_dispersion(
        SPANS.assign(doc_id=FOLDER + SPANS["doc_id"]),
        NEWS.assign(doc_id=FOLDER + NEWS["doc_id"]),
        order=["war", "city", "a rather long phrase", "another phrase", "and one more"],
    ),
    "300 texts": lambda: plot_dispersion(SPANS.assign(doc_id="7"), texts(300)),
    "no spans": lambda: plot_dispersion(SPANS.head(0), NEWS),
}


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("draw", PRINTED.values(), ids=PRINTED.keys())
def test_nothing_is_cut_off_or_overlaps(draw, width):
    figure_style(width=width)
    assert_printable(draw())


def test_nothing_found_is_said():
    for ax in (plot_counts(COUNTS.head(0)), plot_dispersion(SPANS.head(0), NEWS.head(0))):
        assert names(ax) == ["nothing found"] and rows(ax) == [] and ax.get_xlabel() and ax.get_ylabel()


def test_plots_draw_into_given_axes_and_leave_their_tables_alone():
    tables = [OUTLETS, SPANS, NEWS]
    before = [table.copy() for table in tables]
    figure, (left, right) = plt.subplots(1, 2, layout="constrained", figsize=(7.2, 3))
    assert plot_counts(OUTLETS, hue="outlet", ax=left) is left
    assert plot_dispersion(SPANS, NEWS, ax=right) is right
    assert plt.get_fignums() == [figure.number] and figure.get_figheight() == 3
    assert_printable(left), assert_printable(right)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_plots_work_without_the_kits_style():
    mpl.rcdefaults()
    assert isinstance(plot_counts(OUTLETS, hue="outlet"), Axes)
    assert isinstance(plot_dispersion(SPANS, NEWS), Axes)
