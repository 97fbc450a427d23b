"""Rows of points, read back from their Axes: keyness, collocations, tone, numbers and claims."""

import numpy as np
import pandas as pd
import pytest
from drawing import alt, assert_printable, caption, legend, lines, marks, names, rows, tidy  # noqa: F401
from matplotlib.colors import to_hex
from matplotlib.markers import MarkerStyle

from analysis import plot_claims, plot_collocations, plot_keyness, plot_tone, plot_values

KEYNESS = pd.DataFrame({"word": ["we", "war", "the", "said"], "log_ratio": [4.0, 1.5, 0.1, -2.0]})
KEYNESS = KEYNESS.assign(low=[2.0, np.nan, -0.5, -3.0], high=[5.0, np.nan, 0.6, -1.0])
KEYNESS = KEYNESS.assign(g2=[20.0, 6.0, 0.2, -12.0], q=[0.001, 0.2, 0.9, 0.01])
PAIRS = pd.DataFrame({"word_a": "war", "word_b": ["the", "civil", "$5"], "n": [9, 5, 2]})
PAIRS = PAIRS.assign(expected=[8.0, 0.5, 1.0], g2=[0.5, 20.0, 1.0], log_dice=[11.0, 12.0, 13.0])
TONE = pd.DataFrame({"actor": ["Lee", "Lee", "Ray", None], "textblob": [0.5, 0.1, 0, 1]})
TONE = TONE.assign(vader=[0.2, -0.4, 0.5, 1]).set_axis([7, 7, 1, 0])
MEASURED = pd.DataFrame({"one": ["textblob", "vader", "textblob"], "alike": [0.5, 0.75, 0.1]})
MEASURED["other"] = ["coded by hand", "coded by hand", "vader"]
NUMBERS = pd.DataFrame({"noun": ["people", "people", None, "homes", "people"], "actor": None})
NUMBERS = NUMBERS.assign(unit=["", "", "percent", "", "percent"], value=[8000.0, 120.0, 12.0, 0.0, 50.0])
NUMBERS = NUMBERS.assign(
    value_high=[None, 150, None, None, None], claimed_by=["Ann", None, "Ben", None, "Ann"]
)
NUMBERS["bound"] = ["over", "exact", "about", "exact", "under"]
CLAIMS = NUMBERS[:3].assign(topic="people killed", unit="")
DATED = CLAIMS.assign(date=["2021-03-04", None, "2021-03-09"])


def has_shape(ax, group, marker):
    style = MarkerStyle(marker)
    (path,) = [part.get_paths()[0] for part in ax.collections if part.get_label() == group]
    return np.array_equal(path.vertices, style.get_transform().transform(style.get_path().vertices))


def test_keyness_has_the_words_of_each_side_and_says_which_are_not_sure():
    ax = plot_keyness(KEYNESS, target="the Post", reference="A$ $\nHerald")
    assert rows(ax) == ["we", "war", "the", "said"]
    sides = {"more in the Post": [(4, 0)], "more in A$ $ Herald": [(-2, 3)]}
    assert marks(ax) == sides | {"no evidence": [(1.5, 1), (0.1, 2)]}
    assert sorted(legend(ax)) == sorted(marks(ax)) and ax.get_ylabel() == ""
    assert ax.get_xlabel().replace("\n", " ") == (
        "times as frequent in the Post as in A$ $ Herald (lines: 95 % intervals)"
    )
    assert [to_hex(part.get_facecolor()[0]) for part in ax.collections[1:]][2] == "#ffffff"
    assert lines(ax) == [[[2, 0], [5, 0]], [[-0.5, 2], [0.6, 2]], [[-3, 3], [-1, 3]]]
    assert alt(ax)[0] == "we 16 more in the Post" and alt(ax)[3] == "said 1/4 more in A$ $ Herald"
    ax.figure.canvas.draw()  # money in a name is no formula
    assert [tick.get_text() for tick in ax.get_xticklabels()][1:-1] == ["1/4", "1", "4", "16"]
    assert caption(ax).endswith(
        "Filled: a q of at most 0.05 (2 of all words). Hollow: no evidence, since q is higher, or there is none "
        "(0 of all words; see the column reason). Lines: 95 % intervals of 3 words."
    )


def test_keyness_without_q_is_hollow_and_says_why():
    ax = plot_keyness(KEYNESS.assign(q=[0.001, np.nan, 0.9, 0.01]))
    assert marks(ax)["no evidence"] == [
        (1.5, 1),
        (0.1, 2),
    ] and "(1 of all words; see the column reason)" in caption(ax)
    ax = plot_keyness(KEYNESS.assign(q=np.nan, low=np.nan, high=np.nan))
    assert list(marks(ax)) == ["no evidence"] and "a q of at most 0.05 (0 of all words)" in caption(ax)
    assert ax.description.lack == "no word has a q (see the column reason)"


def test_keyness_shows_the_words_with_most_evidence_of_each_side():
    ax = plot_keyness(KEYNESS, top=1)
    assert rows(ax) == ["we", "said"] and ax.description.data.equals(KEYNESS.iloc[[0, 3]])
    assert "Shown: 2 of 4 words, up to 1 of each side, those with the highest G²." in caption(ax)
    assert plot_keyness(KEYNESS[1:3]).description.lack == "no word has a q of at most 0.05"


def test_collocations_of_a_word_and_of_any():
    ax = plot_collocations(PAIRS, top=2)
    assert (rows(ax), ax.get_xlabel(), ax.get_xlim()[0]) == (["civil", "$5"], "times near war", 0)
    assert marks(ax) == {"counted": [(5, 0), (2, 1)], "expected by chance": [(0.5, 0), (1, 1)]}
    assert legend(ax) == ["counted", "expected by chance"]
    assert [[0.5, 0], [5, 0]] in lines(ax) and [[1, 1], [2, 1]] in lines(ax)
    assert caption(ax).endswith("Shown: 2 of 3 pairs, those with the highest G².")
    ax = plot_collocations(PAIRS.assign(word_a=["war", "war", "a"]))
    assert (rows(ax), ax.get_xlabel()) == (["war – civil", "a – $5", "war – the"], "times near each other")


def test_collocations_are_ranked_by_the_measure_named():
    ax = plot_collocations(PAIRS.drop(columns="g2"), measure="log_dice", top=2)
    assert rows(ax) == ["$5", "civil"]
    assert caption(ax).endswith("Shown: 2 of 3 pairs, those with the highest logDice.")
    with pytest.raises(KeyError, match="data has no column 'mi'"):
        plot_collocations(PAIRS, measure="mi")
    with pytest.raises(ValueError, match="no measure 'dice': use 'g2', 'log_dice', 'mi' or 't'"):
        plot_collocations(PAIRS, measure="dice")


def test_collocations_left_and_right_are_in_the_order_of_the_text():
    ax = plot_collocations(PAIRS.assign(side=["left", "left", "right"]))
    assert rows(ax) == ["civil … war", "war … $5", "the … war"]
    assert ax.get_xlabel() == "times near war" and "Left and right are counted apart" in caption(ax)
    assert "Left and right" not in caption(plot_collocations(PAIRS))


def test_tone_has_two_dots_a_row_and_its_agreement_with_people():
    ax = plot_tone(TONE, MEASURED)
    assert (rows(ax), legend(ax)) == (["Lee (2)", "Ray (1)"], ["TextBlob", "VADER"])
    assert marks(ax) == {"TextBlob": [(0.3, 0), (0, 1)], "VADER": [(-0.1, 0), (0.5, 1)]}
    assert [[-0.1, 0], [0.3, 0]] in lines(ax) and ax.get_xlim() == (-1, 1)
    assert ax.get_xlabel() == "mean score (−1 negative, 1 positive)"
    assert alt(ax) == ["Lee (2) −0.1 VADER, 0.3 TextBlob", "Ray (1) 0 TextBlob, 0.5 VADER"]
    assert "Left out: 1 of 4 without a known actor." in caption(ax)
    # A tone is never shown without its agreement with people.
    assert caption(ax).endswith("with quotations coded by hand: TextBlob 50 %, VADER 75 %.")


def test_each_thing_counted_has_a_row_the_largest_on_top():
    ax = plot_values(NUMBERS)
    assert (rows(ax), ax.get_xscale(), ax.get_xlabel()) == (
        ["people", "people (percent)"],
        "log",
        "number (logarithmic axis)",
    )
    assert marks(ax) == {"exact": [(120, 0)], "at least": [(8000, 0)], "at most": [(50, 1)]}
    assert (
        "3 of 5 numbers. Rows: all 2. A line is a range. Left out: 1 without a noun. Left out: 1 of zero or less."
        in caption(ax)
    )
    assert rows(plot_values(NUMBERS, log=False)) == ["people", "people (percent)", "homes"]
    ax = plot_values(NUMBERS, top=1)
    assert rows(ax) == ["people"] and "Rows: the top 1 of 2." in caption(ax)
    assert rows(plot_values(CLAIMS)) == ["people killed"]  # a topic is more than a noun
    assert (
        plot_values(NUMBERS[:3]).description.lack
        == "only 2 of these 3 numbers say what they count, and a picture needs 5"
    )
    assert plot_values(NUMBERS.iloc[[0, 0, 1, 1, 4]]).description.lack == ""


def test_the_shape_of_a_mark_is_the_bound_of_a_number_and_a_line_its_range():
    ax = plot_values(NUMBERS)
    assert has_shape(ax, "exact", "o") and has_shape(ax, "at least", ">") and has_shape(ax, "at most", "<")
    assert [[120, 0], [150, 0]] in lines(ax)
    ax = plot_claims(DATED)  # numbers go up on this axis
    assert has_shape(ax, "about", "D") and has_shape(ax, "at least", "^")
    same = plot_values(NUMBERS.iloc[[1, 1, 1]]).collections[1].get_offsets()
    assert len(np.unique(same[:, 1])) == 3 and np.ptp(same[:, 1]) < 1  # beside each other in their row


def test_claims_have_a_row_for_each_claimant_the_lowest_first():
    ax = plot_claims(CLAIMS)
    assert (rows(ax), ax.get_xlabel()) == (["Ben", "no claimant", "Ann"], "people killed")
    assert alt(ax) == ["Ben 12 about", "no claimant 120 exact", "Ann 8,000 at least"]
    assert caption(ax).endswith("Shown: 3 of 3. “No claimant”: the article itself, or no claimant was found.")
    assert plot_claims(CLAIMS[:1]).description.lack == "no two claims are about one thing"
    assert plot_claims(CLAIMS.assign(unit="percent")).get_xlabel() == "people killed (percent)"


def test_claims_with_dates_are_on_an_axis_of_dates_with_the_names_of_claimants():
    ax = plot_claims(DATED)
    assert sorted(names(ax)) == ["Ann", "Ben"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["4 Mar", "9 Mar"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("date (2021)", "people killed")
    assert alt(ax) == ["2021-03-04 Ann at least 8,000", "2021-03-09 Ben about 12"]
    assert "Shown: 2 of 3 (the others have no date)." in caption(ax)
    many = pd.concat(
        [DATED.assign(date=f"2021-03-{day:02}", value=DATED["value"] * day) for day in range(2, 7)]
    )
    ax = plot_claims(many)
    assert_printable(ax)
    assert set(names(ax)) == {"Ann", "Ben", "no claimant"} and ax.get_ylim()[0] < 24
