"""What holds for every plot: it fits on paper, says when it is empty, and leaves its tables alone."""

import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from drawing import assert_in_table, assert_printable, bars, marks, names, tidy, with_places  # noqa: F401
from test_plots_bars import COUNTS, OUTLETS, PARTS, styles
from test_plots_lines import DAYS, RANKED
from test_plots_network import EDGES
from test_plots_points import CLAIMS, DATED, KEYNESS, MEASURED, NUMBERS, PAIRS, TONE
from test_plots_positions import ARTICLE, NEWS, QUOTES, SPANS

import analysis
from analysis import figure_style, plot_claims, plot_counts, plot_dispersion, plot_parts, plot_tone

LONG = "The United Nations High Commissioner for "
NAMES = {name: LONG + name for name in ["war", "Bob", "Lee", "people", "Ann"]}
MANY = pd.DataFrame({"doc_id": [str(i) for i in range(300)], "text": "x" * 100, "n": range(300)})
KINDS = [f"{LONG}{i % 4}" for i in range(8)]
ALL = {
    "plot_counts": (COUNTS, {}),
    "plot_counts, twenty bars": (MANY, {"y": "doc_id"}),
    "plot_counts of groups": (OUTLETS, {"hue": "outlet"}),
    "plot_counts of long groups": (OUTLETS.replace({"Post": LONG, "Herald": NAMES["war"]}), {"hue": "outlet"}),
    "plot_counts in parts": (OUTLETS, {"facet": "outlet"}),
    "plot_dispersion": (SPANS, {"documents": NEWS}),
    "plot_dispersion of one text": (SPANS[:2], {"documents": ARTICLE}),
    "plot_dispersion of 300 texts": (SPANS.assign(doc_id="7"), {"documents": MANY}),
    "plot_keyness": (KEYNESS, {"target": LONG + "war"}),
    "plot_collocations": (PAIRS, {}),
    "plot_zipf": (RANKED, {}),
    "plot_trend": (DAYS, {}),
    "plot_network": (EDGES, {}),
    "plot_adjacency": (EDGES, {}),
    "plot_parts": (PARTS, {"y": "speaker", "hue": "kind"}),
    "plot_parts of long kinds": (MANY[1:9].assign(kind=KINDS), {"y": "doc_id", "hue": "kind"}),
    "plot_positions": (QUOTES, {}),
    "plot_tone": (TONE, {"measured": MEASURED}),
    "plot_values": (NUMBERS, {}),
    "plot_claims": (CLAIMS, {}),
    "plot_claims over time": (DATED, {}),
}  # fmt: skip
WITHOUT_TOP = ["plot_collocations", "plot_zipf", "plot_trend", "plot_claims"]


@pytest.fixture(params=ALL)
def case(request):
    """A plot, its table with long names and its other arguments."""
    data, others = ALL[request.param]
    return getattr(analysis, re.split("[ ,]", request.param)[0]), data.replace(NAMES), others


@pytest.mark.parametrize("venue, width", [("science", "single"), ("nature", "single"), ("nature", "double")])
def test_all_fits_on_the_paper(case, venue, width):
    plot, data, others = case
    figure_style(venue, width)
    assert_printable(plot(data, **others), least=5)


def test_given_axes_are_drawn_into_and_tables_stay_as_they_are(case):
    plot, data, others = case
    tables = [data, *(value for value in others.values() if isinstance(value, pd.DataFrame))]
    before = [table.copy() for table in tables]
    mpl.rcdefaults()  # plots work without the kit's style
    plt.close(plot(data, **others).get_figure(root=True))
    if "facet" not in others:
        figure, (_, mine) = plt.subplots(1, 2, layout="constrained", figsize=(7.2, 4))
        assert plot(data, **others, ax=mine) is mine
        assert plt.get_fignums() == [figure.number] and figure.get_figheight() == 4
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_the_data_hold_what_is_drawn_and_the_words_name_it(case):
    plot, data, others = case
    ax = plot(data.set_axis([0] * len(data)), **others)  # an index may name several rows alike
    shown = data if "facet" in others else ax.description.data
    assert_in_table(ax, with_places(shown, others.get("documents")))
    assert len(shown) <= len(data) and ax.description.caption.endswith(".")
    if ax.get_ylabel() != "text" and ax.yaxis.get_inverted():  # rows of bars or marks
        values = [x for spots in marks(ax).values() for x, _ in spots] + sum(bars(ax).values(), [])
        assert all(ax.xaxis.get_major_formatter()(x, None) in ax.description.alt for x in values if x)
    assert len(ax.description.alt) > 40 and ax.description.lack in (
        "",
        "only 3 of these 5 numbers say what they count, and a picture needs 5",
    )


def test_nothing_found_is_said(case):
    plot, data, others = case
    ax = plot(data[:0], **others)
    reasons = (
        "nothing was found|no text has a date, or nothing was found|only . of these . numbers|no two claims"
    )
    assert re.match(reasons, ax.description.lack)
    assert [name.replace("\n", " ") for name in names(ax)] == [ax.description.lack]
    assert plot.__name__ in ("plot_network", "plot_adjacency") or ax.get_xlabel()
    assert_printable(ax)


def test_what_cannot_be_drawn_is_refused_before_a_figure_is_made(case):
    plot, data, others = case
    with pytest.raises(KeyError, match="has no column"):
        plot(data[[]].assign(other=1), **others)
    if plot.__name__ not in WITHOUT_TOP:
        with pytest.raises(ValueError, match="top=0 shows nothing"):
            plot(data, **others, top=0)
    assert plt.get_fignums() == []


LETTERS = [*"abcdefghijklmnopqrstu"]
TYPES = pd.DataFrame({"word": LETTERS, "doc_id": "c.txt", "start": 0, "end": 1, "n": 1, "actor_a": "Ann"})
TYPES = TYPES.assign(actor=LETTERS, actor_b=LETTERS, n_fractional=1, period=DAYS["period"][0])
BAD = {
    "21 groups would look alike, at most 20": lambda: plot_counts(TYPES.assign(x=1), y="x", hue="word"),
    "21 groups would look alike": lambda: plot_dispersion(TYPES, NEWS, top=None),
    "21 groups would": lambda: analysis.plot_trend(TYPES, y="n"),
    "21 groups": lambda: analysis.plot_network(TYPES, nodes=TYPES, by="word"),
    "name both low= and high=": lambda: plot_counts(OUTLETS, low="n"),
    "'word' holds str values, not numbers": lambda: plot_counts(OUTLETS, x="word"),
    "'war' has several rows.*hue=": lambda: plot_counts(OUTLETS),
    "'war' has several rows.*facet=": lambda: plot_counts(pd.concat([OUTLETS] * 2), facet="outlet"),
    "leave out hue= and ax=": lambda: plot_counts(OUTLETS, facet="outlet", hue="outlet"),
    "Some spans end after their text": lambda: plot_dispersion(SPANS.assign(end=101), NEWS),
    "'n' must hold numbers from 0": lambda: plot_parts(PARTS.assign(n=-1), y="speaker", hue="kind"),
    "measured has no agreement of 'vader'": lambda: plot_tone(TONE, MEASURED[:1]),
    "about 2 things": lambda: plot_claims(CLAIMS.assign(topic=["people killed"] * 2 + ["people fled"])),
}


@pytest.mark.parametrize("message", BAD)
def test_what_no_plot_can_show(message):
    with pytest.raises(ValueError, match=message):
        BAD[message]()
    assert plt.get_fignums() == []


def test_groups_differ_without_colour():
    table = pd.DataFrame({"word": "war", "n": range(1, 21), "outlet": [f"{i:02d}" for i in range(20)]})
    looks = list(styles(plot_counts(table, hue="outlet")).values())
    assert len(set(looks)) == 20 and len({hatch for _, hatch in looks[:5]}) == 5
    spans = pd.DataFrame({"doc_id": "a", "start": 0, "end": 1, "word": [*"abcdefghijklmnopqrst"]})
    texts = pd.DataFrame({"doc_id": ["a", "b"], "text": "xx"})
    parts = plot_dispersion(spans, texts, top=None).collections
    looks = [(tuple(part.get_facecolor()[0]), part.get_paths()[0].vertices.tobytes()) for part in parts]
    assert len(set(looks)) == 20 and len({shape for _, shape in looks[:5]}) == 5
