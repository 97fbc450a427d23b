"""Plots of quotations, read back from their Axes; and that nothing is cut off or overlaps."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, label, legend, names, rows, tidy  # noqa: F401
from matplotlib.colors import to_hex

from analysis import figure_style, plot_parts, plot_positions, plot_tone

KINDS = pd.Categorical(["direct", "mixed", "direct", "indirect"], ["direct", "indirect", "mixed"])
COUNTS = pd.DataFrame({"speaker": ["Lee", "Lee", "Ray", "Kim"], "kind": KINDS, "n": [2, 1, 1200, 3]})
PLACES = pd.DataFrame(
    {
        "actor": ["Lee", "Lee", "Ray", None],
        "kind": KINDS,
        "position": [0.1, 0.5, 0.75, 0.2],
    },
    index=[7, 7, 1, 0],
)
SCORES = pd.DataFrame(
    {"actor": ["Lee", "Lee", "Ray", None], "textblob": [0.5, 0.1, 0, 1], "vader": [0.2, -0.4, 0.5, 1]}
)
MEASURED = pd.DataFrame(
    {
        "one": ["textblob", "vader", "textblob"],
        "other": ["coded by hand", "coded by hand", "vader"],
        "alike": [0.5, 0.75, 0.1],
    }
)


def bars(ax):
    """For each part: where it starts and how long it is, from the first row on."""
    return [[(bar.get_x(), bar.get_width()) for bar in container] for container in ax.containers]


def marks(ax):
    """Of each group, the place and the row of its marks."""
    return [[(x, round(y)) for x, y in line.get_xydata().tolist()] for line in ax.lines]


# --- plot_parts


def test_parts_follow_each_other_in_the_order_of_their_categories():
    ax = plot_parts(COUNTS, y="speaker", hue="kind")
    assert rows(ax) == ["Ray", "Kim", "Lee"]  # equal ones by the alphabet
    assert legend(ax) == ["direct", "indirect", "mixed"]
    assert bars(ax) == [[(0, 1200), (0, 0), (0, 2)], [(1200, 0), (0, 3), (2, 0)], [(1200, 0), (3, 0), (2, 1)]]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_xlim()) == ("occurrences", "speaker", (0, 1.04 * 1200))
    styles = [(to_hex(bar.get_facecolor()), bar.get_hatch()) for bar, *_ in ax.containers]
    assert len(set(styles)) == len({hatch for _, hatch in styles}) == 3  # they differ without colour


def test_other_parts_come_with_the_largest_first_and_are_added_up():
    table = pd.DataFrame({"who": "Lee", "verb_class": ["a", "b", None, "b"], "n": [3, 2, 1, 2]})
    ax = plot_parts(table, y="who", hue="verb_class")
    assert (legend(ax), bars(ax)) == (["b", "a", "(none)"], [[(0, 4)], [(4, 3)], [(7, 1)]])


def test_shares_are_of_the_bar_and_say_of_how_many():
    ax = plot_parts(COUNTS, y="speaker", hue="kind", share=True, top=2)
    assert rows(ax) == ["Ray (1,200)", "Kim (3)"]
    assert bars(ax) == [[(0, 1), (0, 0)], [(1, 0), (0, 1)]]
    assert legend(ax) == ["direct", "indirect"]  # nothing shown is mixed
    assert label(ax) == "share of occurrences top 2 of 3; 1 more is level with the last"


@pytest.mark.parametrize(
    "n", [[1, -1, 1, 1], [1, np.nan, 1, 1], list("abcd")], ids=["negative", "gap", "text"]
)
def test_what_is_not_a_count_is_refused(n):
    with pytest.raises(ValueError, match="'n' must hold numbers from 0"):
        plot_parts(COUNTS.assign(n=n), y="speaker", hue="kind")


# --- plot_positions


def test_a_row_a_speaker_and_a_mark_a_quotation():
    ax = plot_positions(PLACES)
    assert (rows(ax), ax.get_ylabel()) == (["Lee (2)", "Ray (1)"], "speaker")
    assert marks(ax) == [[(10, 0), (75, 1)], [(50, 0)]]
    assert legend(ax) == ["direct", "mixed"]
    assert label(ax) == "position in the text (%) left out: 1 without speaker"
    assert len({line.get_marker() for line in ax.lines}) == 2


def test_positions_by_another_column_and_without_groups():
    ax = plot_positions(PLACES, y="kind", hue=None, top=1)
    assert (rows(ax), marks(ax), ax.get_legend()) == (["direct (2)"], [[(10, 0), (75, 0)]], None)
    assert label(ax) == "position in the text (%) top 1 of 3"


# --- plot_tone


def test_two_dots_a_row_and_a_line_between():
    ax = plot_tone(SCORES, MEASURED)
    assert rows(ax) == ["Lee (2)", "Ray (1)"]
    textblob, vader = [line.get_xydata().round(9).tolist() for line in ax.lines[1:]]
    assert (textblob, vader) == ([[0.3, 0], [0, 1]], [[-0.1, 0], [0.5, 1]])
    (lines,) = ax.collections
    assert [segment.round(9).tolist() for segment in lines.get_segments()] == [
        [[0.3, 0], [-0.1, 0]],
        [[0, 1], [0.5, 1]],
    ]
    assert label(ax).startswith("mean score (−1 to 1) ")
    assert label(ax).endswith(" left out: 1 without speaker")


def test_a_tone_is_never_shown_without_its_agreement_with_people():
    ax = plot_tone(SCORES, MEASURED)
    assert legend(ax) == ["TextBlob", "VADER"]
    assert "as people in tests: TextBlob 50 %, VADER 75 %" in label(ax)
    with pytest.raises(ValueError, match="measured has no agreement of 'vader'"):
        plot_tone(SCORES, MEASURED[:1])


# --- all


LONG = "The United Nations High Commissioner for "
PRINTED = {
    "parts": lambda: plot_parts(COUNTS.assign(speaker=LONG + COUNTS["speaker"]), y="speaker", hue="kind"),
    "shares": lambda: plot_parts(
        COUNTS.assign(kind=[f"a rather long kind {i}" for i in range(4)]), y="speaker", hue="kind", share=True
    ),
    "positions": lambda: plot_positions(PLACES.assign(actor=LONG + PLACES["actor"]), top=1),
    "tone": lambda: plot_tone(SCORES.assign(actor=LONG + SCORES["actor"]), MEASURED, top=1),
    "no parts": lambda: plot_parts(COUNTS[:0], y="speaker", hue="kind"),
    "no positions": lambda: plot_positions(PLACES[:0]),
    "no tone": lambda: plot_tone(SCORES[:0], MEASURED),
}


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("draw", PRINTED.values(), ids=PRINTED.keys())
def test_nothing_is_cut_off_or_overlaps(draw, width):
    figure_style(width=width)
    assert_printable(draw())


DRAWN = {
    "parts": lambda table=COUNTS, **options: plot_parts(table, y="speaker", hue="kind", **options),
    "positions": lambda table=PLACES, **options: plot_positions(table, **options),
    "tone": lambda table=SCORES, **options: plot_tone(table, MEASURED, **options),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
def test_given_axes_bad_options_and_nothing_found(draw):
    tables = [COUNTS, PLACES, SCORES, MEASURED]
    before = [table.copy() for table in tables]
    ax = plt.figure().subplots()
    assert draw(ax=ax) is ax
    with pytest.raises(ValueError, match="top=0 shows nothing"):
        draw(top=0)
    with pytest.raises(KeyError, match="has no column"):
        draw(pd.DataFrame({"n": [1]}))
    assert len(plt.get_fignums()) == 1
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
    empty = draw(pd.DataFrame(columns=["speaker", "actor", "kind", "n", "position", "textblob", "vader"]))
    assert names(empty) == ["nothing found"] and empty.get_xlabel() and empty.get_ylabel()
