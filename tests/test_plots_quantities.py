"""What the pictures of quantities show, by their labels, dots and arrows."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from analysis import plot_claims, plot_values

NUMBERS = pd.DataFrame(
    {
        "noun": ["people", "people", None, "homes"],
        "unit": ["", "", "percent", ""],
        "value": [8000.0, 120.0, 12.0, 0.0],
        "value_high": [float("nan"), 150.0, float("nan"), float("nan")],
        "bound": ["over", "exact", "about", "exact"],
        "claimed_by": ["Ann", None, "Ben", None],
        "actor": [None, None, None, None],
    }
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_a_row_for_each_thing_counted_the_largest_on_top():
    ax = plot_values(NUMBERS)
    assert rows(ax) == ["people", "(percent)"]
    assert ax.get_xscale() == "log"
    assert "left out: zero or less (1)" in " ".join(ax.get_xlabel().split())


def test_claimants_stand_in_the_legend_and_the_text_itself_too():
    legend = [text.get_text() for text in plot_values(NUMBERS).get_legend().get_texts()]
    assert legend == ["Ann", "Ben", "no claimant"]


def test_bounds_have_an_arrow_and_ranges_a_line():
    ax = plot_values(NUMBERS)
    arrows = [line for line in ax.lines if isinstance(line.get_marker(), Path)]
    assert [line.get_xydata().tolist() for line in arrows] == [[[8000, 0]]]
    assert arrows[0].get_marker().vertices[:, 0].max() == 1  # to the right: at least so many
    assert ax.findobj(FancyArrowPatch) == []  # their last digits differ between machines
    assert [list(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-"] == [[120, 150]]


def test_a_hollow_dot_is_an_about():
    hollow = [line for line in plot_values(NUMBERS).lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[12]]


def test_zero_has_a_place_on_an_axis_that_is_not_logarithmic():
    assert "homes" in rows(plot_values(NUMBERS, log=False))


def test_only_the_top_rows_are_shown_and_the_label_says_so():
    ax = plot_values(NUMBERS, top=1)
    assert rows(ax) == ["people"]
    assert "the 1 rows with most numbers, of 2" in " ".join(ax.get_xlabel().split())


@pytest.mark.parametrize("plot", [plot_values, plot_claims])
def test_an_empty_table_gives_empty_axes(plot):
    ax = plot(NUMBERS.assign(topic="people killed")[:0])
    assert [text.get_text() for text in ax.texts] == ["nothing found"]


def test_claims_have_a_row_for_each_claimant_the_lowest_first():
    ax = plot_claims(NUMBERS[:3].assign(topic="people killed"))
    assert rows(ax) == ["Ben", "no claimant", "Ann"]
    assert ax.get_xlabel().startswith("people killed (percent)")


def test_two_things_in_one_picture_are_refused():
    with pytest.raises(ValueError, match="about 2 things"):
        plot_claims(NUMBERS[:2].assign(topic=["people killed", "people fled"]))


def test_it_draws_into_given_axes_and_a_missing_column_is_named():
    ax = plt.figure().subplots()
    assert plot_values(NUMBERS, ax=ax) is ax
    with pytest.raises(ValueError, match="no column 'bound'"):
        plot_values(NUMBERS.drop(columns="bound"))
