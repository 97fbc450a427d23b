"""Plots of quotations, read back from their Axes."""

import pandas as pd
from drawing import bars, label, legend, marks, rows, tidy  # noqa: F401

from analysis import plot_parts, plot_positions, plot_tone

KINDS = pd.Categorical(["direct", "mixed", "direct", "indirect"], ["direct", "indirect", "mixed"])
COUNTS = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray", "Kim"], "kind": KINDS, "n": [2, 1, 1200, 3]})
QUOTES = pd.DataFrame({"actor": ["Lee", "Lee", "Ray", None], "kind": KINDS})
QUOTES = QUOTES.assign(position=[0.1, 0.5, 0.75, 0.2])
QUOTES = QUOTES.assign(textblob=[0.5, 0.1, 0, 1], vader=[0.2, -0.4, 0.5, 1]).set_axis([7, 7, 1, 0])
MEASURED = pd.DataFrame({"one": ["textblob", "vader", "textblob"], "alike": [0.5, 0.75, 0.1]})
MEASURED["other"] = ["coded by hand", "coded by hand", "vader"]


def test_parts_follow_each_other_in_the_order_of_their_categories():
    ax = plot_parts(COUNTS, y="speaker", hue="kind")
    assert rows(ax) == ["Ray", "Kim", "Lee"]  # equal ones by the alphabet
    assert legend(ax) == ["direct", "indirect", "mixed"]
    assert bars(ax) == [[1200, 0, 2], [0, 3, 0], [0, 0, 1]]
    starts = [[bar.get_x() for bar in part] for part in ax.containers]
    assert starts == [[0, 0, 0], [1200, 0, 2], [1200, 3, 2]]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_xlim()) == ("occurrences", "speaker", (0, 1.04 * 1200))
    assert len({bar.get_hatch() for bar, *_ in ax.containers}) == 3  # they differ without colour


def test_shares_are_of_the_bar_and_say_of_how_many():
    ax = plot_parts(COUNTS, y="speaker", hue="kind", share=True, top=2)
    assert (rows(ax), bars(ax)) == (["Ray (1,200)", "Kim (3)"], [[1, 0], [0, 1]])
    assert legend(ax) == ["direct", "indirect"]  # nothing shown is mixed
    assert label(ax) == "share of occurrences top 2 of 3; 1 more is level with the last"


def test_other_parts_come_with_the_largest_first_and_are_added_up():
    table = pd.DataFrame({"who": "Lee", "verb_class": ["a", "b", None, "b"], "n": [3, 2, 1, 2]})
    ax = plot_parts(table, y="who", hue="verb_class")
    assert (legend(ax), bars(ax)) == (["b", "a", "(none)"], [[4], [3], [1]])


def test_a_row_a_speaker_and_a_mark_a_quotation():
    ax = plot_positions(QUOTES)
    assert (rows(ax), ax.get_ylabel()) == (["Lee (2)", "Ray (1)"], "speaker")
    assert marks(ax) == [[(10, 0), (75, 1)], [(50, 0)]]
    assert legend(ax) == ["direct", "mixed"] and len({line.get_marker() for line in ax.lines}) == 2
    assert label(ax) == "position in the text (%) left out: 1 without speaker"
    ax = plot_positions(QUOTES, y="kind", top=1)
    assert (rows(ax), label(ax)) == (["direct (2)"], "position in the text (%) top 1 of 3")


def test_two_dots_a_row_and_a_line_between():
    ax = plot_tone(QUOTES, MEASURED)
    assert (rows(ax), legend(ax)) == (["Lee (2)", "Ray (1)"], ["TextBlob", "VADER"])
    textblob, vader = [line.get_xydata().round(9).tolist() for line in ax.lines[1:]]
    assert (textblob, vader) == ([[0.3, 0], [0, 1]], [[-0.1, 0], [0.5, 1]])
    segments = [segment.round(9).tolist() for segment in ax.collections[0].get_segments()]
    assert segments == [[[0.3, 0], [-0.1, 0]], [[0, 1], [0.5, 1]]]
    # A tone is never shown without its agreement with people.
    assert "as people in tests: TextBlob 50 %, VADER 75 %" in label(ax)
    assert label(ax).startswith("mean score (−1 to 1) ")
    assert label(ax).endswith(" left out: 1 without speaker")
