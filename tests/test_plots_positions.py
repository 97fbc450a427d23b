"""Where words and quotations are in the texts, read back from the Axes."""

import itertools

import pandas as pd
import pytest
from drawing import alt, caption, legend, marks, rows, tidy  # noqa: F401

from analysis import plot_dispersion, plot_positions

ARTICLE = pd.DataFrame({"doc_id": ["a.txt"], "text": ["x" * 200]})
NEWS = pd.DataFrame({"doc_id": ["c.txt", "b.txt", "a.txt"], "text": "x" * 100})
NEWS["date"] = ["2021-03-02", "2021-03-01", None]
SPANS = pd.DataFrame({"doc_id": ["a.txt", "a.txt", "c.txt", "a.txt"], "start": [0, 20, 90, 40]})
SPANS = SPANS.assign(end=SPANS["start"] + 10, word=["war", "city", "war", "war"])
QUOTES = pd.DataFrame({"actor": ["Lee", "Lee", "Ray", None], "position": [0.1, 0.5, 0.75, 0.2]})
QUOTES["kind"] = pd.Categorical(["direct", "mixed", "direct", "indirect"], ["direct", "indirect", "mixed"])


def test_one_text_has_a_row_for_each_word():
    ax = plot_dispersion(SPANS[SPANS["doc_id"] == "a.txt"], ARTICLE)
    assert (rows(ax), ax.get_xlabel()) == (["war (2)", "city (1)"], "position in the text (%)")
    assert marks(ax) == {"": [(2.5, 0), (12.5, 1), (22.5, 0)]}  # the middle of each span, of 200 characters
    words = SPANS.assign(word=pd.Categorical(SPANS["word"], ["peace", "war", "city"]))[:2]
    assert rows(plot_dispersion(words, ARTICLE)) == ["city (1)", "war (1)"]
    with pytest.warns(UserWarning, match="^1 of 4 spans are in texts that are not shown"):
        assert rows(plot_dispersion(SPANS, ARTICLE)) == ["war (2)", "city (1)"]


def test_several_texts_have_a_row_each_the_oldest_on_top():
    ax = plot_dispersion(SPANS, NEWS)
    assert (rows(ax), ax.get_ylabel()) == (["b", "c", "a"], "text")  # b has no marks, a has no date
    assert legend(ax) == ["war (3)", "city (1)"]
    assert marks(ax) == {"war (3)": [(5, 2), (95, 1), (45, 2)], "city (1)": [(25, 2)]}
    assert alt(ax) == ["war (3), city (1)"] and "Rows: 3 texts, the oldest on top." in caption(ax)
    spans = SPANS.astype({"doc_id": "category", "word": "category"})
    assert marks(plot_dispersion(spans, NEWS.astype({"doc_id": "category"}))) == marks(ax)
    top = plot_dispersion(SPANS, NEWS, top=1)
    assert marks(top) == {"war (3)": [(5, 2), (95, 1), (45, 2)]} and len(top.description.data) == 3
    assert "Shown: the top 1 of 2." in caption(top)


def test_the_order_and_names_of_texts():
    ax = plot_dispersion(SPANS, NEWS.assign(date=None))
    assert rows(ax) == ["c", "b", "a"] and caption(ax).endswith("Rows: 3 texts.")
    for dates in (pd.to_datetime(NEWS["date"]), NEWS["date"] + "T10:00:00+01:00"):
        assert rows(plot_dispersion(SPANS, NEWS.assign(date=dates))) == ["b", "c", "a"]
    spans = SPANS.assign(doc_id="x/c.txt")  # texts have the names of their files, if these differ
    for twin, named in (("x/b.txt", ["b", "c", "a"]), ("y/c.txt", ["y/c", "x/c", "y/a"])):
        assert rows(plot_dispersion(spans, NEWS.assign(doc_id=["x/c.txt", twin, "y/a.txt"]))) == named


def test_words_of_one_text_do_not_hide_each_other():
    spans = pd.DataFrame({"doc_id": "b.txt", "start": 10, "end": 12, "word": list("abcde")})
    ax = plot_dispersion(spans, NEWS)
    ax.figure.canvas.draw()
    places = [ax.transData.transform(part.get_offsets())[0] for part in ax.collections]
    heights = [height * 72 / ax.figure.dpi for _, height in places]  # points, in one order
    assert len(heights) == 5 and all(one - other >= 1.5 for one, other in itertools.pairwise(heights))


def test_a_row_a_speaker_and_a_mark_a_quotation():
    ax = plot_positions(QUOTES)
    assert (rows(ax), legend(ax)) == (["Lee (2)", "Ray (1)"], ["direct", "mixed"])
    assert marks(ax) == {"direct": [(10, 0), (75, 1)], "mixed": [(50, 0)]}
    assert (ax.get_xlim(), ax.get_xlabel()) == ((0, 100), "position in the text (%)")
    assert alt(ax) == ["Lee (2) 10 direct, 50 mixed", "Ray (1) 75 direct"]
    assert caption(ax).endswith(
        "Shown: all 2. Left out: 1 of 4 without a known actor. In brackets: how many."
    )
    ax = plot_positions(QUOTES, y="kind", top=1)
    assert rows(ax) == ["direct (2)"] and caption(ax).endswith(
        "Shown: the top 1 of 3. In brackets: how many."
    )
    assert ax.description.data["position"].tolist() == [0.1, 0.75]


def test_of_very_many_texts_some_have_a_row_evenly_spread():
    texts = pd.DataFrame({"doc_id": [f"{number:04}" for number in range(1000)], "text": "x" * 100})
    spans = texts.assign(start=0, end=10, word="war")
    ax = plot_dispersion(spans, texts)
    places = marks(ax)["war (1,000)"]
    assert [y for _, y in places] == list(range(400)) and ax.description.data["doc_id"].iloc[-1] == "0999"
    assert caption(ax).endswith("Rows: 400 of 1,000 texts, evenly spread.")
