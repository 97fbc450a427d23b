"""Plots of words, read back from their Axes."""

import itertools

import numpy as np
import pandas as pd
import pytest
from drawing import bars, label, legend, marks, rows, tidy  # noqa: F401

from analysis import plot_counts, plot_dispersion

COUNTS = pd.DataFrame({"word": ["war", "city", "army", "peace"], "n": [3, 1200, 3, 1]})
OUTLETS = pd.DataFrame({"word": ["war", "war", "city", "city", "army"], "n": [3, 4, 10, 1, 2]})
OUTLETS["outlet"] = ["Post", "Herald", "Post", "Herald", "Post"]
ARTICLE = pd.DataFrame({"doc_id": ["a.txt"], "text": ["x" * 200]})
NEWS = pd.DataFrame({"doc_id": ["c.txt", "b.txt", "a.txt"], "text": "x" * 100})
NEWS["date"] = ["2021-03-02", "2021-03-01", None]
SPANS = pd.DataFrame({"doc_id": ["a.txt", "a.txt", "c.txt", "a.txt"], "start": [0, 20, 90, 40]})
SPANS = SPANS.assign(end=SPANS["start"] + 10, word=["war", "city", "war", "war"])


def ticks(ax):
    """For each row of the plot of one text, the places of its marks."""
    return [[segment[0][0] for segment in lines.get_segments()] for lines in ax.collections[1:]]


def test_the_longest_bar_is_on_top_and_equal_ones_keep_their_order():
    ax = plot_counts(COUNTS)
    assert (rows(ax), bars(ax)) == (["city", "war", "army", "peace"], [[1200, 3, 3, 1]])
    assert ax.get_ylim() == (3.5, -0.5) and ax.get_xlim()[0] == 0
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("occurrences", "word", "")
    ax.figure.canvas.draw()
    assert "1,000" in [tick.get_text() for tick in ax.get_xticklabels()]
    ax = plot_counts(COUNTS.assign(n=[1, 2, 1, 2]))
    ax.figure.canvas.draw()
    assert all(tick.get_text().isdigit() for tick in ax.get_xticklabels())


def test_what_is_left_out_is_said():
    many = pd.concat([COUNTS, pd.DataFrame({"word": [f"w{i:04d}" for i in range(1500)], "n": 3})])
    assert label(plot_counts(COUNTS, top=1)) == "occurrences top 1 of 4"
    assert label(plot_counts(COUNTS, top=2)) == "occurrences top 2 of 4; 1 more is level with the last"
    assert label(plot_counts(COUNTS, top=4)) == label(plot_counts(COUNTS, top=None)) == "occurrences"
    assert label(plot_counts(many, top=2)).endswith("top 2 of 1,504; 1,501 more are level with the last")


def test_groups_are_side_by_side():
    ax = plot_counts(OUTLETS, hue="outlet")
    assert rows(ax) == ["city", "war", "army"]  # by their sums: 11, 7, 2
    assert (legend(ax), bars(ax)) == (["Herald", "Post"], [[1, 4], [10, 3, 2]])
    boxes = [bar for container in ax.containers for bar in container]
    for one, other in itertools.combinations(boxes, 2):
        assert abs(one.get_y() - other.get_y()) >= one.get_height() - 1e-9


def test_groups_keep_the_order_of_their_categories():
    order = pd.Categorical(OUTLETS["outlet"], ["Post", "none of these", "Herald"])
    assert legend(plot_counts(OUTLETS.assign(outlet=order), hue="outlet")) == ["Post", "Herald"]
    assert legend(plot_counts(OUTLETS.assign(outlet=[10, 9, 10, 9, 10]), hue="outlet")) == ["9", "10"]
    odd = OUTLETS.assign(outlet=[None, "a", None, "a", "_b"])
    assert legend(plot_counts(odd, hue="outlet")) == ["_b", "a", "(none)"]


def test_only_groups_with_a_bar_are_shown_and_alone_in_their_row_they_fill_it():
    table = pd.DataFrame({"word": ["a", "b", "c", "d"], "n": [9, 2, 2, 1], "kind": list("xyxz")})
    ax = plot_counts(table, hue="kind", top=3)
    assert (rows(ax), legend(ax)) == (["a", "b", "c"], ["x", "y"])
    middles = {bar.get_y() + bar.get_height() / 2 for container in ax.containers for bar in container}
    assert {round(middle, 9) for middle in middles} == {0, 1, 2}


def test_intervals_are_drawn_as_given():
    table = COUNTS[:3].assign(n=[5.0, 4.0, 3.0], lo=[4, 4.5, np.nan], hi=[7, 6, np.nan])
    ax = plot_counts(table, low="lo", high="hi")
    (lines,) = [lines for lines in ax.collections if len(lines.get_segments())]
    drawn = [segment.tolist() for segment in lines.get_segments() if len(segment)]
    assert drawn == [[[4, 0], [7, 0]], [[4.5, 1], [6, 1]]]  # the second is beside its value: no error
    assert ax.get_xlim()[1] >= 7


def test_rows_without_a_value_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="^2 of 4 rows have no rate and are not drawn.$"):
        ax = plot_counts(COUNTS.assign(rate=[np.nan, 2.5, np.inf, -1.0]), x="rate")
    assert (rows(ax), bars(ax)) == (["city", "peace"], [[2.5, -1]])  # bars below zero start there, too


def test_odd_words_are_shown_as_they_are():
    words = ["$3 or $4", "a_b <&> {x}", "two\nlines\t", "nul\0", "العربية", None, 7, "x" * 99]
    ax = plot_counts(pd.DataFrame({"word": pd.Series(words, dtype=object), "n": range(8, 0, -1)}))
    shown = ["$3 or $4", "a_b <&> {x}", "two lines", "nul\N{REPLACEMENT CHARACTER}", "العربية", "(none)", "7"]
    assert rows(ax)[:-1] == shown and "…" in rows(ax)[-1] and len(rows(ax)[-1]) < 40
    assert not any(tick.get_parse_math() for tick in ax.get_yticklabels())
    ax.figure.canvas.draw()


def test_one_text_has_a_row_for_each_word():
    ax = plot_dispersion(SPANS[SPANS["doc_id"] == "a.txt"], ARTICLE)
    assert (rows(ax), ax.get_ylabel()) == (["war (2)", "city (1)"], "word")
    assert ticks(ax) == [[2.5, 22.5], [12.5]]  # the middle of each span, of 200 characters
    words = SPANS.assign(word=pd.Categorical(SPANS["word"], ["peace", "war", "city"]))[:2]
    assert rows(plot_dispersion(words, ARTICLE)) == ["city (1)", "war (1)", "peace (0)"]  # even never found
    assert rows(plot_dispersion(words, ARTICLE, top=2)) == ["city (1)", "war (1)"]
    with pytest.warns(UserWarning, match="^1 of 4 spans are in texts that are not shown"):
        assert rows(plot_dispersion(SPANS, ARTICLE)) == ["war (2)", "city (1)"]


def test_several_texts_have_a_row_each_the_oldest_on_top():
    ax = plot_dispersion(SPANS, NEWS)
    # b has no marks, a has no date
    assert (rows(ax), ax.get_ylabel()) == (["b", "c", "a"], "text, oldest on top")
    assert legend(ax) == ["war (3)", "city (1)"]
    assert marks(ax) == [[(5, 2), (95, 1), (45, 2)], [(25, 2)]]
    categories = SPANS.astype({"doc_id": "category", "word": "category"})
    assert marks(plot_dispersion(categories, NEWS.astype({"doc_id": "category"}))) == marks(ax)
    top = plot_dispersion(SPANS, NEWS, top=1)
    assert (legend(top), label(top)) == (["war (3)"], "position in the text (%) top 1 of 2")


def test_the_order_and_names_of_texts():
    ax = plot_dispersion(SPANS, NEWS.assign(date=None))
    assert (rows(ax), ax.get_ylabel()) == (["c", "b", "a"], "text")
    zoned, worded = NEWS["date"] + "T10:00:00+01:00", pd.Series(["2 March 2021", "2021-03-01", None])
    for dates in (pd.to_datetime(NEWS["date"]), zoned, worded):
        assert rows(plot_dispersion(SPANS, NEWS.assign(date=dates))) == ["b", "c", "a"]
    spans = SPANS.assign(doc_id="x/c.txt")  # texts have the names of their files, if these differ
    for twin, named in (("x/b.txt", ["b", "c", "a"]), ("y/c.txt", ["y/c", "x/c", "y/a"])):
        assert rows(plot_dispersion(spans, NEWS.assign(doc_id=["x/c.txt", twin, "y/a.txt"]))) == named


def test_words_of_one_text_do_not_hide_each_other():
    spans = pd.DataFrame({"doc_id": "b.txt", "start": 10, "end": 12, "word": list("abcde")})
    ax = plot_dispersion(spans, NEWS)
    ax.figure.canvas.draw()
    heights = [ax.transData.transform(line.get_xydata())[0][1] * 72 / ax.figure.dpi for line in ax.lines]
    assert all(one - other >= 1.5 for one, other in itertools.pairwise(heights))  # points, in one order
