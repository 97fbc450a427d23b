"""What holds for every plot: it fits on paper, says when it is empty, and leaves its tables alone."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from drawing import assert_printable, names, tidy  # noqa: F401
from test_plots_compare import DAYS, KEYNESS, PAIRS
from test_plots_network import EDGES
from test_plots_quantities import CLAIMS, NUMBERS
from test_plots_quotes import COUNTS as PARTS, MEASURED, QUOTES
from test_plots_words import ARTICLE, COUNTS, NEWS, OUTLETS, SPANS

import analysis
from analysis import figure_style, fit_zipf, plot_claims, plot_counts, plot_dispersion, plot_parts, plot_tone

LONG = "The United Nations High Commissioner for "
NAMES = {name: LONG + name for name in ["war", "Bob", "Lee", "people", "Ann"]}
RANKED = pd.DataFrame({"n": [100 // i for i in range(1, 31)]})
ALL = {
    "plot_counts": (COUNTS, {}),
    "plot_dispersion": (SPANS, {"documents": NEWS}),
    "plot_dispersion of one text": (SPANS[:2], {"documents": ARTICLE}),
    "plot_keyness": (KEYNESS, {}),
    "plot_collocations": (PAIRS, {}),
    "plot_zipf": (RANKED, {"fit": fit_zipf(RANKED)}),
    "plot_trend": (DAYS, {}),
    "plot_network": (EDGES, {}),
    "plot_adjacency": (EDGES, {}),
    "plot_parts": (PARTS, {"y": "speaker", "hue": "kind"}),
    "plot_positions": (QUOTES, {}),
    "plot_tone": (QUOTES, {"measured": MEASURED}),
    "plot_values": (NUMBERS, {}),
    "plot_claims": (CLAIMS[:3], {}),
}
HAVE_TOP = ["counts", "dispersion", "keyness", "parts", "positions", "tone", "values"]


@pytest.fixture(params=ALL)
def case(request):
    """A plot, its table with long names and its other arguments."""
    data, others = ALL[request.param]
    return getattr(analysis, request.param.split()[0]), data.replace(NAMES), others


def test_given_axes_are_drawn_into_and_all_fits_on_the_paper(case):
    plot, data, others = case
    tables = [data, *(value for value in others.values() if isinstance(value, pd.DataFrame))]
    before = [table.copy() for table in tables]
    mpl.rcdefaults()  # plots work without the kit's style
    plt.close(plot(data, **others).figure)
    figure_style("plos", "middle")
    figure, (_, mine) = plt.subplots(1, 2, layout="constrained", figsize=(7.2, 4))
    assert plot(data, **others, ax=mine) is mine
    assert plt.get_fignums() == [figure.number] and figure.get_figheight() == 4
    figure_style()
    assert_printable(plot(data, **others), least=5)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_nothing_found_is_said(case):
    plot, data, others = case
    ax = plot(data[:0], **others)
    assert names(ax) == ["nothing found"]
    assert plot.__name__ in ("plot_network", "plot_adjacency") or (ax.get_xlabel() and ax.get_ylabel())
    assert_printable(ax)


def test_what_cannot_be_drawn_is_refused_before_a_figure_is_made(case):
    plot, data, others = case
    with pytest.raises(KeyError, match="has no column"):
        plot(data[[]].assign(other=1), **others)
    if plot.__name__.removeprefix("plot_") in HAVE_TOP:
        with pytest.raises(ValueError, match="top=0 shows nothing"):
            plot(data, **others, top=0)
    assert plt.get_fignums() == []


BAD = {
    "name both low= and high=": lambda: plot_counts(OUTLETS, low="n"),
    "'word' holds str values, not numbers": lambda: plot_counts(OUTLETS, x="word"),
    "'war' has several rows.*hue=": lambda: plot_counts(OUTLETS),
    "Some spans end after their text": lambda: plot_dispersion(SPANS.assign(end=101), NEWS),
    "'n' must hold numbers from 0": lambda: plot_parts(PARTS.assign(n=-1), y="speaker", hue="kind"),
    "measured has no agreement of 'vader'": lambda: plot_tone(QUOTES, MEASURED[:1]),
    "about 2 things": lambda: plot_claims(CLAIMS.assign(topic=["people killed"] * 3 + ["people fled"])),
}


@pytest.mark.parametrize("message", BAD)
def test_what_no_plot_can_show(message):
    with pytest.raises(ValueError, match=message):
        BAD[message]()


MANY = pd.DataFrame({"doc_id": [str(i) for i in range(300)], "text": "x" * 100, "n": range(300)})
GROUPS = pd.concat([COUNTS.replace(NAMES).assign(outlet=f"The Daily {o}") for o in "ABCDE"])
KINDS = PARTS.assign(kind=[f"a rather long kind {i}" for i in range(4)])
FULL = {
    "twenty bars": lambda: plot_counts(MANY, y="doc_id"),
    "groups": lambda: plot_counts(GROUPS, hue="outlet"),
    "long kinds": lambda: plot_parts(KINDS, y="speaker", hue="kind"),
    "300 texts": lambda: plot_dispersion(SPANS.assign(doc_id="7"), MANY),
}


@pytest.mark.parametrize("draw", FULL.values(), ids=FULL)
@pytest.mark.parametrize("width", ["single", "double"])
def test_a_full_picture_fits_on_the_paper(draw, width):
    figure_style(width=width)
    assert_printable(draw())


def test_groups_differ_without_colour():
    table = pd.DataFrame({"word": "war", "n": range(1, 21), "outlet": [f"{i:02d}" for i in range(20)]})
    bars = [bar for (bar,) in plot_counts(table, hue="outlet").containers]
    styles = [(bar.get_facecolor(), bar.get_hatch()) for bar in bars]
    assert len(set(styles)) == 20 and len({hatch for _, hatch in styles[:5]}) == 5
    spans = pd.DataFrame({"doc_id": "a", "start": 0, "end": 1, "word": [*"abcdefghijklmnopqrst"]})
    texts = pd.DataFrame({"doc_id": ["a", "b"], "text": "xx"})
    styles = [(line.get_color(), line.get_marker()) for line in plot_dispersion(spans, texts, top=None).lines]
    assert len(set(styles)) == 20 and len({marker for _, marker in styles[:5]}) == 5
    with pytest.raises(ValueError, match="21 groups would look alike, at most 20"):
        plot_counts(pd.concat([table, table.head(1).assign(outlet="x")]), hue="outlet")
