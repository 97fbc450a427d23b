"""Plots of quantities, checked by their labels, dots and arrows."""

import pandas as pd
from drawing import label, legend, rows, tidy  # noqa: F401
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from analysis import plot_claims, plot_values

NUMBERS = pd.DataFrame({"noun": ["people", "people", None, "homes"], "unit": ["", "", "percent", ""]})
NUMBERS = NUMBERS.assign(value=[8000.0, 120.0, 12.0, 0.0], value_high=[None, 150.0, None, None], actor=None)
NUMBERS = NUMBERS.assign(bound=["over", "exact", "about", "exact"], claimed_by=["Ann", None, "Ben", None])
CLAIMS = NUMBERS.assign(topic="people killed")


def test_each_thing_counted_has_a_row_the_largest_on_top():
    ax = plot_values(NUMBERS)
    assert rows(ax) == ["people", "(percent)"] and ax.get_xscale() == "log"
    assert label(ax).startswith("value filled: exact") and "left out: zero or less (1)" in label(ax)
    assert "homes" in rows(plot_values(NUMBERS, log=False))
    ax = plot_values(NUMBERS, top=1)
    assert rows(ax) == ["people"] and "the 1 rows with most numbers, of 2" in label(ax)


def test_claimants_are_in_the_legend_and_the_text_itself_too():
    assert legend(plot_values(NUMBERS)) == ["Ann", "Ben", "no claimant"]
    many = NUMBERS.loc[[0] * 8].assign(claimed_by=[*"abcdefgh"])
    assert legend(plot_values(many)) == [*"abcdef", "others"]


def test_bounds_have_an_arrow_ranges_a_line_and_an_about_is_hollow():
    ax = plot_values(NUMBERS)
    arrows = [line for line in ax.lines if isinstance(line.get_marker(), Path) and len(line.get_xydata())]
    assert [line.get_xydata().tolist() for line in arrows] == [[[8000, 0]]]
    assert arrows[0].get_marker().vertices[:, 0].max() == 1  # to the right: at least so many
    assert ax.findobj(FancyArrowPatch) == []  # their last digits differ between machines
    ranges = [segment for lines in ax.collections for segment in lines.get_segments()]
    assert [segment[:, 0].tolist() for segment in ranges] == [[120, 150]]
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[12]]


def test_claims_have_a_row_for_each_claimant_the_lowest_first():
    ax = plot_claims(CLAIMS[:3])
    assert rows(ax) == ["Ben", "no claimant", "Ann"]
    assert label(ax).startswith("people killed (percent)")
