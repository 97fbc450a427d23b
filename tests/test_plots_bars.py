"""Bars, read back from their Axes."""

import numpy as np
import pandas as pd
import pytest
from drawing import alt, bars, caption, legend, lines, rows, tidy  # noqa: F401

from analysis import plot_counts, plot_parts

COUNTS = pd.DataFrame({"word": ["war", "city", "army", "peace"], "n": [3, 1200, 3, 1]})
OUTLETS = pd.DataFrame({"word": ["war", "war", "city", "city", "army"], "n": [3, 4, 10, 1, 2]})
OUTLETS["outlet"] = ["Post", "Herald", "Post", "Herald", "Post"]
KINDS = pd.Categorical(["direct", "mixed", "direct", "indirect"], ["direct", "indirect", "mixed"])
PARTS = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray", "Kim"], "kind": KINDS, "n": [2, 1, 1200, 3]})


def styles(ax):
    first = [(group.get_label(), group[0]) for group in ax.containers]
    return {name: (bar.get_facecolor(), bar.get_hatch()) for name, bar in first}


def test_the_longest_bar_is_on_top_and_equal_ones_keep_their_order():
    ax = plot_counts(COUNTS)
    assert (rows(ax), bars(ax)) == (["city", "war", "army", "peace"], {"": [1200, 3, 3, 1]})
    assert ax.get_ylim() == (3.5, -0.5) and ax.get_xlim()[0] == 0
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("occurrences", "")
    assert alt(ax) == ["city 1,200", "war 3", "army 3", "peace 1"]
    assert "1,000" in [tick.get_text() for tick in ax.get_xticklabels()]
    assert all(tick.get_text().isdigit() for tick in plot_counts(COUNTS[2:]).get_xticklabels())


def test_what_is_left_out_is_counted():
    assert caption(plot_counts(COUNTS, top=1)) == "Occurrences by word (1,207 in all). Shown: the top 1 of 4."
    assert caption(plot_counts(COUNTS, top=2)).endswith("the top 2 of 4; 1 more is as high as the last.")
    level = plot_counts(pd.DataFrame({"word": [f"w{i:04d}" for i in range(1500)], "n": 3}), top=2)
    assert caption(level).endswith("Shown: the top 2 of 1,500; 1,498 more are as high as the last.")


def test_groups_are_side_by_side_and_have_one_style_in_every_figure():
    ax = plot_counts(OUTLETS, hue="outlet")
    assert rows(ax) == ["city", "war", "army"]  # by their sums: 11, 7, 2
    assert (legend(ax), bars(ax)) == (["Herald", "Post"], {"Herald": [1, 4, 0], "Post": [10, 3, 2]})
    assert alt(ax) == ["city 1 Herald, 10 Post", "war 4 Herald, 3 Post", "army 2 Post"]
    edges = [(round(bar.get_y(), 9), round(bar.get_height(), 9)) for group in ax.containers for bar in group]
    assert sorted(edges) == [(-0.4, 0.4), (0, 0.4), (0.6, 0.4), (1, 0.4), (1.6, 0.4), (2, 0.4)]
    by_order = OUTLETS.assign(outlet=pd.Categorical(OUTLETS["outlet"], ["Post", "none of these", "Herald"]))
    ax = plot_counts(by_order, hue="outlet")
    assert legend(ax) == ["Post", "Herald"]
    parts = plot_parts(by_order[by_order["outlet"] == "Herald"], y="word", hue="outlet")
    assert styles(parts) == {"Herald": styles(ax)["Herald"]}
    odd = OUTLETS.assign(outlet=[None, "a", None, "a", "_b"])
    assert legend(plot_counts(odd, hue="outlet")) == ["_b", "a", "(none)"]


def test_only_groups_with_a_bar_are_shown_and_alone_in_their_row_they_fill_it():
    table = pd.DataFrame({"word": ["a", "b", "c", "d"], "n": [9, 2, 2, 1], "kind": list("xyxz")})
    ax = plot_counts(table, hue="kind", top=3)
    assert (rows(ax), legend(ax)) == (["a", "b", "c"], ["x", "y"])
    shown = [bar for group in ax.containers for bar in group if bar.get_width()]
    assert {(round(bar.get_y(), 9), round(bar.get_height(), 9)) for bar in shown} == {
        (-0.4, 0.8),
        (0.6, 0.8),
        (1.6, 0.8),
    }


def test_facets_are_parts_of_one_figure_on_one_scale():
    months = OUTLETS.assign(month=[3, 3, 3, 4, 4])
    first = plot_counts(months, facet=["outlet", "month"], top=1)
    parts = first.figure.figure.axes
    assert [ax.get_title() for ax in parts] == ["Herald · 3", "Herald · 4", "Post · 3", "Post · 4"]
    assert [bars(ax)[""] for ax in parts] == [[4], [1], [10], [2]] and first is parts[0]
    assert len({ax.get_xlim() for ax in parts}) == 1
    assert [caption(ax).rpartition(" Shown")[2] for ax in parts[1:3]] == [": all 1.", ": the top 1 of 2."]


def test_intervals_are_drawn_as_given():
    table = COUNTS[:3].assign(n=[5.0, 4.0, 3.0], lo=[4, 4.5, np.nan], hi=[7, 6, np.nan])
    ax = plot_counts(table, low="lo", high="hi")
    assert lines(ax) == [[[4, 0], [7, 0]], [[4.5, 1], [6, 1]]]  # the second is beside its value: no error
    assert ax.get_xlim()[1] >= 7 and "Lines: 95 % intervals of 2 of 3." in caption(ax)
    assert caption(plot_counts(table[2:], low="lo", high="hi")).endswith(
        "No intervals (see the column reason)."
    )


def test_rows_without_a_value_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="^2 of 4 rows have no rate and are not drawn.$"):
        ax = plot_counts(COUNTS.assign(rate=[np.nan, 2.5, np.inf, -1.0]), x="rate")
    assert (rows(ax), bars(ax)) == (["city", "peace"], {"": [2.5, -1]})  # bars below zero start there, too
    assert ax.description.data["word"].tolist() == ["city", "peace"]


def test_odd_words_are_shown_as_they_are():
    words = ["$3 or $4", "a_b <&> {x}", "two\nlines\t", "nul\0", "العربية", None, 7, "x" * 99]
    ax = plot_counts(pd.DataFrame({"word": pd.Series(words, dtype=object), "n": range(8, 0, -1)}))
    shown = ["$3 or $4", "a_b <&> {x}", "two lines", "nul\N{REPLACEMENT CHARACTER}", "العربية", "(none)", "7"]
    assert rows(ax)[:-1] == shown and "…" in rows(ax)[-1] and len(rows(ax)[-1]) < 40
    assert not any(tick.get_parse_math() for tick in ax.get_yticklabels())
    ax.figure.canvas.draw()


def test_parts_follow_each_other_in_the_order_of_their_categories():
    ax = plot_parts(PARTS, y="speaker", hue="kind")
    assert rows(ax) == ["Ray", "Kim", "Lee"]  # equal ones by the alphabet
    assert legend(ax) == ["direct", "indirect", "mixed"]
    assert bars(ax) == {"direct": [1200, 0, 2], "indirect": [0, 3, 0], "mixed": [0, 0, 1]}
    starts = {group.get_label(): [bar.get_x() for bar in group] for group in ax.containers}
    assert starts == {"direct": [0, 0, 0], "indirect": [1200, 0, 2], "mixed": [1200, 3, 2]}
    assert (ax.get_xlabel(), ax.get_xlim()) == ("occurrences", (0, 1.05 * 1200))
    assert alt(ax) == ["Ray 1,200 direct", "Kim 3 indirect", "Lee 1 mixed, 2 direct"]
    other = pd.DataFrame({"who": "Lee", "cue_class": ["b", "a", None, "b"], "n": [3, 2, 1, 2]})
    ax = plot_parts(other, y="who", hue="cue_class")  # equal parts are added up
    assert (legend(ax), bars(ax)) == (["a", "b", "(none)"], {"a": [2], "b": [5], "(none)": [1]})
    assert ax.description.data["n"].tolist() == [5, 2, 1]


def test_shares_are_of_the_bar_and_say_of_how_many():
    ax = plot_parts(PARTS, y="speaker", hue="kind", share=True, top=2)
    assert (rows(ax), bars(ax)) == (["Ray (1,200)", "Kim (3)"], {"direct": [1, 0], "indirect": [0, 1]})
    assert legend(ax) == ["direct", "indirect"]  # nothing shown is mixed
    assert ax.get_xlabel() == "share of occurrences"
    assert caption(ax).endswith("Shown: the top 2 of 3; 1 more is as high as the last.")
