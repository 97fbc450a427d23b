"""What holds for every plot: it fits on paper, says when it is empty, and leaves its tables alone."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import assert_printable, names, tidy  # noqa: F401

import analysis
from analysis import figure_style, fit_zipf, plot_counts, plot_dispersion, plot_parts

LONG = "The United Nations High Commissioner for "
WORDS = pd.DataFrame({"word": [LONG + "war", "city", "army"], "n": [3000, 1200, 3], "outlet": list("XYX")})
TEXTS = pd.DataFrame({"doc_id": [f"long-folder/name-of-a-file-{i}.txt" for i in range(3)], "text": "x" * 100})
SPANS = pd.DataFrame(
    {"doc_id": TEXTS["doc_id"], "start": [0, 50, 90], "end": [9, 60, 100], "word": WORDS["word"]}
)
RATIOS = pd.DataFrame(
    {"log_ratio": [4.0, 1.5, -2.0], "low": [2.0, np.nan, -3.0], "high": [5.0, np.nan, -1.0]}
)
KEYNESS = RATIOS.assign(word=WORDS["word"], g2=[20.0, 6.0, -12.0], q=[0.001, 0.2, 0.01])
PAIRS = pd.DataFrame(
    {"word_a": "war", "word_b": WORDS["word"], "n": [9, 5, 2], "expected": 1.0, "g2": [0.5, 20, 1]}
)
COUNTS = pd.DataFrame({"n": [100 // i for i in range(1, 31)]})
DAYS = pd.DataFrame(
    {"period": pd.date_range("2021-03-04", periods=3), "word": WORDS["word"], "per_million": 9e5}
)
DAYS = DAYS.assign(low=1e5, high=2e6)
EDGES = pd.DataFrame([("Ann", LONG, 4), ("Ann", "Cyd", 1)], columns=["actor_a", "actor_b", "n"])
QUOTES = pd.DataFrame({"actor": [LONG, "Lee", None], "kind": ["direct", "mixed", "mixed"], "n": [2, 1, 1200]})
QUOTES = QUOTES.assign(position=[0.1, 0.5, 0.75], textblob=[0.5, 0.1, 0], vader=[0.2, -0.4, 0.5])
MEASURED = pd.DataFrame({"one": ["textblob", "vader"], "other": "coded by hand", "alike": [0.5, 0.75]})
NUMBERS = pd.DataFrame(
    {"noun": [LONG, None, "homes"], "unit": ["", "percent", ""], "value": [8e3, 12.0, 31.0]}
)
NUMBERS = NUMBERS.assign(value_high=np.nan, bound=["over", "about", "exact"], claimed_by=["Ann", None, LONG])
COLUMNS = {"y": "actor", "hue": "kind"}
ALL = {
    "plot_counts": (WORDS, {}),
    "plot_dispersion": (SPANS, {"documents": TEXTS}),
    "plot_dispersion of one text": (SPANS[:1], {"documents": TEXTS[:1]}),
    "plot_keyness": (KEYNESS, {}),
    "plot_collocations": (PAIRS, {}),
    "plot_zipf": (COUNTS, {"fit": fit_zipf(COUNTS)}),
    "plot_trend": (DAYS, {}),
    "plot_network": (EDGES, {}),
    "plot_adjacency": (EDGES, {}),
    "plot_parts": (QUOTES, COLUMNS),
    "plot_positions": (QUOTES, {}),
    "plot_tone": (QUOTES, {"measured": MEASURED}),
    "plot_values": (NUMBERS, {}),
    "plot_claims": (NUMBERS.assign(topic="people killed", actor=None), {}),
}
HAVE_TOP = {
    f"plot_{name}" for name in ["counts", "dispersion", "keyness", "parts", "positions", "tone", "values"]
}


@pytest.fixture(params=ALL)
def case(request):
    """A plot, its table and its other arguments."""
    return getattr(analysis, request.param.split()[0]), *ALL[request.param]


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
    if plot.__name__ in HAVE_TOP:
        with pytest.raises(ValueError, match="top=0 shows nothing"):
            plot(data, **others, top=0)
    assert plt.get_fignums() == []


MANY = pd.DataFrame({"doc_id": [str(i) for i in range(300)], "text": "x" * 100, "n": range(300)})
GROUPS = pd.concat([WORDS.assign(outlet=f"The Daily {o}") for o in "ABCDE"])
KINDS = QUOTES.assign(kind=[f"a rather long kind {i}" for i in range(3)])
FULL = {
    "twenty bars": lambda: plot_counts(MANY, y="doc_id"),
    "groups": lambda: plot_counts(GROUPS, hue="outlet"),
    "long kinds": lambda: plot_parts(KINDS, **COLUMNS),
    "300 texts": lambda: plot_dispersion(SPANS.assign(doc_id="7"), MANY),
}


@pytest.mark.parametrize("draw", FULL.values(), ids=FULL)
@pytest.mark.parametrize("width", ["single", "double"])
def test_a_full_picture_fits_on_the_paper(draw, width):
    figure_style(width=width)
    assert_printable(draw())


def test_groups_differ_without_colour():
    table = pd.DataFrame({"word": "war", "n": range(1, 21), "outlet": [f"{i:02d}" for i in range(20)]})
    looks = [
        (bar.get_facecolor(), bar.get_hatch() or "") for (bar,) in plot_counts(table, hue="outlet").containers
    ]
    assert len(set(looks)) == 20 and len({hatch for _, hatch in looks[:5]}) == 5
    spans = pd.DataFrame({"doc_id": "a", "start": 0, "end": 1, "word": [*"abcdefghijklmnopqrst"]})
    texts = pd.DataFrame({"doc_id": ["a", "b"], "text": "xx"})
    looks = [(line.get_color(), line.get_marker()) for line in plot_dispersion(spans, texts, top=None).lines]
    assert len(set(looks)) == 20 and len({marker for _, marker in looks[:5]}) == 5
    with pytest.raises(ValueError, match="21 groups would look alike, at most 20"):
        plot_counts(pd.concat([table, table.head(1).assign(outlet="x")]), hue="outlet")
