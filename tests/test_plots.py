"""Pictures, read back from their Axes: labels, lengths, places; and that nothing is cut off or overlaps."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer

from analysis import figure_style, plot_counts, plot_dispersion
from analysis.export.style import COLOURS
from analysis.plots.common import axis_words, number, shorten, text

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


@pytest.fixture(autouse=True)
def tidy(monkeypatch):
    """Every test draws in the kit's style, shows no window, and leaves no figure and no setting behind."""
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("a plot called show()"))
    with mpl.rc_context():
        figure_style()
        yield
    plt.close("all")


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def bars(ax):
    """For each group of bars, the length at each row."""
    groups = [bars for bars in ax.containers if isinstance(bars, BarContainer)]
    lengths = [
        [(round(bar.get_y() + bar.get_height() / 2), bar.get_width()) for bar in bars] for bars in groups
    ]
    return [dict(sorted(pairs)) for pairs in lengths]


def legend(ax):
    return [label.get_text() for label in ax.get_legend().get_texts()]


def places(ax):
    """The points of each word: place in per cent and row."""
    return [[(x, round(y)) for x, y in line.get_xydata()] for line in ax.lines]


def ticks(ax):
    """For each row of the picture of one text, the places of its marks."""
    marks = [list(lines.get_segments()) for lines in ax.collections[1:]]
    return [[segment[0][0] for segment in row] for row in marks]


# --- plot_counts


def test_longest_bar_on_top_and_ties_as_in_the_table():
    ax = plot_counts(COUNTS)
    assert rows(ax) == ["city", "war", "army", "peace"]
    assert bars(ax) == [{0: 1200, 1: 3, 2: 3, 3: 1}]
    assert ax.get_ylim() == (3.5, -0.5) and ax.get_xlim()[0] == 0
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("occurrences", "word", "")


def test_the_order_of_a_table_decides_between_equals_alone():
    for table in (COUNTS.iloc[::-1], COUNTS.sort_values("word").set_axis([7, 7, 1, 0])):
        ax = plot_counts(table)
        assert (rows(ax), bars(ax)) == (["city", "army", "war", "peace"], [{0: 1200, 1: 3, 2: 3, 3: 1}])


NOTES = [
    (1, "top 1 of 4"),
    (2, "top 2 of 4; 1 more is level with the last"),
    (3, "top 3 of 4"),
    (4, None),
    (None, None),
]


@pytest.mark.parametrize("top, note", NOTES)
def test_what_is_left_out_is_said(top, note):
    ax = plot_counts(COUNTS, top=top)
    assert ax.get_xlabel() == "\n".join(filter(None, ["occurrences", note]))
    assert len(rows(ax)) == (top or 4)


def test_many_equals_are_counted():
    table = pd.DataFrame({"word": [f"w{i:04d}" for i in range(1500)], "n": 2})
    ax = plot_counts(table, top=3)
    assert rows(ax) == ["w0000", "w0001", "w0002"]
    assert (
        " ".join(ax.get_xlabel().split()) == "occurrences top 3 of 1,500; 1,497 more are level with the last"
    )


def test_numbers_have_separators():
    ax = plot_counts(COUNTS)
    ax.figure.canvas.draw()
    assert "1,000" in [label.get_text() for label in ax.get_xticklabels()]
    assert [number(value) for value in (12500, 0.25, -3, 0.1 + 0.2, -0.0, 1e6)] == [
        "12,500",
        "0.25",
        "−3",
        "0.3",
        "0",
        "1,000,000",
    ]


def test_counts_have_whole_ticks():
    ax = plot_counts(COUNTS.assign(n=[1, 2, 1, 2]))
    ax.figure.canvas.draw()
    assert all(label.get_text().isdigit() for label in ax.get_xticklabels())


def test_columns_are_named_in_words():
    ax = plot_counts(
        COUNTS.rename(columns={"n": "per_million", "word": "reporting_verb"}),
        x="per_million",
        y="reporting_verb",
    )
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("occurrences per million words", "reporting verb")
    assert axis_words("doc_freq") == "texts"


def test_groups_lie_side_by_side():
    ax = plot_counts(OUTLETS, hue="outlet")
    assert rows(ax) == ["city", "war", "army"]  # by their sums: 11, 7, 2
    assert legend(ax) == ["Herald", "Post"]
    assert bars(ax) == [{0: 1, 1: 4}, {0: 10, 1: 3, 2: 2}]
    boxes = [bar for container in ax.containers for bar in container]
    for one, other in itertools.combinations(boxes, 2):
        assert abs(one.get_y() - other.get_y()) >= one.get_height() - 1e-9


def test_groups_keep_the_order_of_their_categories():
    order = pd.Categorical(OUTLETS["outlet"], ["Post", "none of these", "Herald"])
    assert legend(plot_counts(OUTLETS.assign(outlet=order), hue="outlet")) == ["Post", "Herald"]
    assert legend(plot_counts(OUTLETS.assign(outlet=[10, 9, 10, 9, 10]), hue="outlet")) == ["9", "10"]
    assert legend(plot_counts(OUTLETS.assign(outlet=[None, "a", None, "a", "_b"]), hue="outlet")) == [
        "_b",
        "a",
        "(none)",
    ]


def test_groups_differ_without_colour():
    table = pd.DataFrame({"word": "war", "n": range(1, 21), "outlet": [f"{i:02d}" for i in range(20)]})
    ax = plot_counts(table, hue="outlet")
    looks = [(to_hex(bar.get_facecolor()), bar.get_hatch() or "") for (bar,) in ax.containers]
    assert len(set(looks)) == 20
    assert len({hatch for _, hatch in looks[:5]}) == 5
    assert [colour.upper() for colour, _ in looks[:5]] == COLOURS
    plt.close("all")
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
    assert legend(ax) == ["x", "y"]


def test_intervals_are_drawn_as_given():
    table = pd.DataFrame(
        {"word": ["a", "b", "c"], "n": [5.0, 4.0, 3.0], "lo": [4, 4.5, np.nan], "hi": [7, 6, np.nan]}
    )
    ax = plot_counts(table, low="lo", high="hi")
    (lines,) = [lines for lines in ax.collections if len(lines.get_segments())]
    drawn = [segment.tolist() for segment in lines.get_segments() if len(segment)]
    assert drawn == [[[4, 0], [7, 0]], [[4.5, 1], [6, 1]]]  # the second does not hold its value: no error
    assert ax.get_xlim()[1] >= 7
    assert bars(ax) == [{0: 5, 1: 4, 2: 3}]


def test_rows_without_a_value_are_left_out_with_a_warning():
    table = COUNTS.assign(rate=[np.nan, 2.5, np.inf, 1.0])
    with pytest.warns(UserWarning, match="^2 of 4 rows have no rate and are not drawn.$"):
        ax = plot_counts(table, x="rate")
    assert rows(ax) == ["city", "peace"]


def test_values_below_zero_start_at_zero():
    ax = plot_counts(pd.DataFrame({"word": ["more", "less"], "log_ratio": [1.5, -2.0]}), x="log_ratio")
    assert (rows(ax), bars(ax)) == (["more", "less"], [{0: 1.5, 1: -2.0}])
    assert_printable(ax)


@pytest.mark.parametrize("table", [COUNTS.head(0), pd.DataFrame(columns=["word", "n"])])
@pytest.mark.parametrize("hue", [None, "word"])
def test_no_rows_make_empty_axes_with_labels(table, hue):
    ax = plot_counts(table, hue=hue)
    assert (ax.get_xlabel(), ax.get_ylabel(), rows(ax)) == ("occurrences", "word", [])
    assert [label.get_text() for label in ax.texts] == ["nothing found"]
    assert_printable(ax)


def test_odd_words_are_shown_as_they_are():
    words = ["$3 or $4", "a_b <&> {x}", "two\nlines\t", "nul\0", "العربية", None, 7]
    table = pd.DataFrame({"word": pd.Series(words, dtype=object), "n": range(7, 0, -1)})
    ax = plot_counts(table)
    assert rows(ax) == [
        "$3 or $4",
        "a_b <&> {x}",
        "two lines",
        "nul\N{REPLACEMENT CHARACTER}",
        "العربية",
        "(none)",
        "7",
    ]
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())
    ax.figure.canvas.draw()


def test_categories_that_do_not_occur_have_no_row():
    table = COUNTS.assign(word=pd.Categorical(COUNTS["word"], ["zebra", *COUNTS["word"]]))
    assert rows(plot_counts(table)) == ["city", "war", "army", "peace"]


LONG = COUNTS.assign(word="United Nations High Commissioner for " + COUNTS["word"], n=COUNTS["n"] * 1000)
PRINTED = {
    "short": lambda: plot_counts(COUNTS),
    "twenty": lambda: plot_counts(pd.DataFrame({"word": [f"word{i}" for i in range(99)], "n": range(99)})),
    "long words": lambda: plot_counts(LONG, top=2),
    "long words and groups": lambda: plot_counts(
        pd.concat([LONG.assign(o=f"The Daily {o}") for o in "ABCDE"]), hue="o"
    ),
    "one bar": lambda: plot_counts(COUNTS, top=1),
    "one text": lambda: plot_dispersion(
        SPANS[SPANS["doc_id"] == "a.txt"], ARTICLE, order=["war", "city", "x" * 60]
    ),
    "texts": lambda: plot_dispersion(SPANS, NEWS),
    "long names": lambda: plot_dispersion(
        SPANS.assign(doc_id="long-folder/name-of-a-file/" + SPANS["doc_id"]),
        NEWS.assign(doc_id="long-folder/name-of-a-file/" + NEWS["doc_id"]),
        order=["war", "city", "a rather long phrase", "another phrase", "and one more"],
    ),
    "300 texts": lambda: plot_dispersion(SPANS.assign(doc_id="7"), texts(300)),
}


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("draw", PRINTED.values(), ids=PRINTED.keys())
def test_nothing_is_cut_off_or_overlaps(draw, width):
    figure_style(width=width)
    assert_printable(draw())


def test_plots_draw_into_given_axes():
    figure, (left, right) = plt.subplots(1, 2, layout="constrained", figsize=(7.2, 3))
    assert plot_counts(COUNTS, ax=left) is left
    assert plot_dispersion(SPANS, NEWS, ax=right) is right
    assert plt.get_fignums() == [figure.number]
    for ax in (left, right):
        assert_printable(ax)


def test_plots_leave_their_tables_alone():
    tables = [COUNTS, OUTLETS, SPANS, NEWS]
    before = [table.copy() for table in tables]
    plot_counts(COUNTS), plot_counts(OUTLETS, hue="outlet"), plot_dispersion(SPANS, NEWS)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_plots_work_without_the_kits_style():
    mpl.rcdefaults()
    assert isinstance(plot_counts(OUTLETS, hue="outlet"), Axes)
    assert isinstance(plot_dispersion(SPANS, NEWS), Axes)


BAD_COUNTS = {
    "missing x": ({"x": "freq"}, "no column 'freq'.*(word, n)"),
    "missing y": ({"y": "lemma"}, "no column 'lemma'"),
    "missing hue": ({"hue": "outlet"}, "no column 'outlet'"),
    "missing low": ({"low": "lo", "high": "n"}, "no column 'lo'"),
    "one end": ({"low": "n"}, "name both low= and high="),
    "top": ({"top": 0}, "top=0 shows nothing"),
    "text as x": ({"x": "word"}, "'word' holds str values, not numbers"),
}


@pytest.mark.parametrize("options, message", BAD_COUNTS.values(), ids=BAD_COUNTS.keys())
def test_bad_options_of_plot_counts(options, message):
    with pytest.raises(ValueError, match=message):
        plot_counts(COUNTS, **options)
    assert plt.get_fignums() == []


def test_two_rows_for_one_bar():
    with pytest.raises(ValueError, match="'war' stands in several rows.*hue="):
        plot_counts(OUTLETS)


# --- plot_dispersion


def texts(count):
    return pd.DataFrame({"doc_id": [str(i) for i in range(count)], "text": "x" * 100})


def test_one_text_has_a_row_for_each_word():
    ax = plot_dispersion(SPANS[SPANS["doc_id"] == "a.txt"], ARTICLE)
    assert rows(ax) == ["war (2)", "city (1)"]
    assert ticks(ax) == [[2.5, 22.5], [12.5]]  # the middle of each span, of 200 characters
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("position in the text (%)", "word")
    assert ax.get_xlim() == (-1, 101) and ax.get_ylim() == (1.5, -0.5)


def test_words_never_found_have_a_row():
    ax = plot_dispersion(SPANS[:2], ARTICLE, order=["peace", "war", "peace"])
    assert (rows(ax), ticks(ax)) == (["peace (0)", "war (1)"], [[], [2.5]])
    assert rows(plot_dispersion(SPANS[:2], ARTICLE, order="war")) == ["war (1)"]
    words = pd.Categorical(SPANS["word"], ["peace", "war", "city"])
    assert rows(plot_dispersion(SPANS.assign(word=words)[:2], ARTICLE)) == [
        "city (1)",
        "war (1)",
        "peace (0)",
    ]
    assert rows(plot_dispersion(SPANS.assign(word=words)[:2], ARTICLE, top=2)) == ["city (1)", "war (1)"]


def test_several_texts_have_a_row_each_the_oldest_on_top():
    ax = plot_dispersion(SPANS, NEWS)
    assert rows(ax) == ["b", "c", "a"]  # b has no marks, a no date
    assert legend(ax) == ["war (3)", "city (1)"]
    assert places(ax) == [[(5, 2), (95, 1), (45, 2)], [(25, 2)]]
    assert ax.get_ylabel() == "text, oldest on top"


def test_texts_without_dates_keep_their_order():
    for documents in (NEWS[["doc_id", "text"]], NEWS.assign(date=None)):
        ax = plot_dispersion(SPANS, documents)
        assert (rows(ax), ax.get_ylabel()) == (["c", "b", "a"], "text")


def test_dates_of_all_kinds_are_ordered():
    for dates in (
        pd.to_datetime(NEWS["date"]),
        NEWS["date"] + "T10:00:00+01:00",
        pd.Series(["2 March 2021", "2021-03-01", None]),
    ):
        assert rows(plot_dispersion(SPANS, NEWS.assign(date=dates))) == ["b", "c", "a"]


def test_names_of_texts_are_file_names_while_these_differ():
    folders = NEWS.assign(doc_id=["x/c.txt", "x/b.txt", "y/a.txt"])
    spans = SPANS.assign(doc_id="x/c.txt")
    assert rows(plot_dispersion(spans, folders)) == ["b", "c", "a"]
    twins = NEWS.assign(doc_id=["x/c.txt", "y/c.txt", "y/a.txt"])
    assert rows(plot_dispersion(spans, twins)) == ["y/c", "x/c", "y/a"]


def test_words_differ_without_colour():
    words = [f"w{i:02d}" for i in range(20)]
    ax = plot_dispersion(SPANS, NEWS, order=words)
    assert len({(to_hex(line.get_color()), line.get_marker()) for line in ax.lines}) == 20
    assert (
        len({line.get_marker() for line in ax.lines[:8]}) == 8
        and len({line.get_color() for line in ax.lines[:5]}) == 5
    )
    plt.close("all")
    with pytest.raises(ValueError, match="21 groups cannot be told apart"):
        plot_dispersion(SPANS, NEWS, order=[*words, "x"])
    assert plt.get_fignums() == []


def test_words_of_one_text_do_not_hide_each_other():
    spans = pd.DataFrame({"doc_id": "b.txt", "start": 10, "end": 12, "word": list("abcde")})
    ax = plot_dispersion(spans, NEWS)
    ax.figure.canvas.draw()
    heights = [ax.transData.transform(line.get_xydata())[0][1] * 72 / ax.figure.dpi for line in ax.lines]
    assert all(one - other >= 1.5 for one, other in itertools.pairwise(heights))  # points, in one order
    assert {round(line.get_xydata()[0][1]) for line in ax.lines} == {0}


def test_only_the_most_frequent_are_shown():
    ax = plot_dispersion(SPANS, NEWS, top=1)
    assert legend(ax) == ["war (3)"] and ax.get_xlabel() == "position in the text (%)\ntop 1 of 2"
    assert len(legend(plot_dispersion(SPANS, NEWS, order=["war", "city"], top=1))) == 2


def test_spans_of_other_columns():
    ax = plot_dispersion(SPANS.rename(columns={"word": "reporting_verb"})[:2], ARTICLE, by="reporting_verb")
    assert ax.get_ylabel() == "reporting verb"


def test_spans_in_other_texts_are_left_out_with_a_warning():
    with pytest.warns(
        UserWarning, match="^1 of 4 spans stand in texts that are not shown: they are not drawn.$"
    ):
        ax = plot_dispersion(SPANS, ARTICLE)
    assert rows(ax) == ["war (2)", "city (1)"]


def test_categorical_columns_work():
    spans = SPANS.astype({"doc_id": "category", "word": "category"})
    ax = plot_dispersion(spans, NEWS.astype({"doc_id": "category"}))
    assert places(ax) == [[(5, 2), (95, 1), (45, 2)], [(25, 2)]]


def test_many_texts_are_named_in_steps():
    ax = plot_dispersion(SPANS.assign(doc_id="81"), texts(100))
    assert rows(ax) == [str(i) for i in range(0, 100, 3)]
    assert {y for line in ax.lines for _, y in line.get_xydata()} == {81}
    assert ax.figure.get_figheight() * 25.4 < 200


@pytest.mark.parametrize("documents", [ARTICLE, NEWS, NEWS.head(0)])
def test_no_spans_make_empty_axes_with_labels(documents):
    ax = plot_dispersion(SPANS.head(0), documents)
    assert ax.get_xlabel() == "position in the text (%)" and ax.get_ylabel()
    assert [label.get_text() for label in ax.texts] == ["nothing found"]
    assert_printable(ax)


BAD_SPANS = {
    "missing by": (
        SPANS,
        NEWS,
        {"by": "actor"},
        "span table has no column 'actor'.*doc_id, start, end, word",
    ),
    "missing end": (SPANS.drop(columns="end"), NEWS, {}, "no column 'end'"),
    "missing text": (SPANS, NEWS[["doc_id"]], {}, "documents table has no column 'text'"),
    "beyond the end": (SPANS.assign(end=101), NEWS, {}, "Some spans end behind their text"),
    "top": (SPANS, NEWS, {"top": -1}, "top=-1 shows nothing"),
}


@pytest.mark.parametrize("spans, documents, options, message", BAD_SPANS.values(), ids=BAD_SPANS.keys())
def test_bad_input_of_plot_dispersion(spans, documents, options, message):
    with pytest.raises(ValueError, match=message):
        plot_dispersion(spans, documents, **options)
    assert plt.get_fignums() == []


# --- labels


def test_long_labels_lose_their_middle():
    assert shorten("x" * 28) == "x" * 28
    assert shorten("Zeid Ra’ad al Hussein of Jordan", 20) == "Zeid Ra’ad…of Jordan"
    assert len(shorten("y" * 99)) == 28
    assert text(float("nan")) == "(none)" and text(" a \n b ") == "a b"
