"""Every figure of the kit, as its files and as its Axes: what a venue asks for, and what a reader needs."""

import io
import json
import re
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import NOTEBOOKS, assert_printable, numbers_shown, run_code
from matplotlib import ft2font
from PIL import Image

from analysis.corpus import read_corpus
from analysis.export import read_venues
from analysis.export.manifest import corpus_hash, kit_version, picture_size

KIT = NOTEBOOKS.parent
FIGURES = KIT / "figures"
NEWS = KIT / "tests" / "data" / "news"
MADE_WITH = ("3.11.2", "2.14.3")  # matplotlib and FreeType of figures/: others draw other pixels
RUNS = {
    "seed for nature": (KIT / "seeds", "nature", "single"),
    "news for science": (NEWS, "science", "single"),
    "news for plos": (NEWS, "plos", "middle"),
}


@pytest.fixture(scope="module", params=RUNS.values(), ids=RUNS.keys())
def run(request, tmp_path_factory):
    """What all notebooks save as figures for a corpus and a venue."""
    corpus, venue, width = request.param
    folder = tmp_path_factory.mktemp("figures")
    parameters = {
        "CORPUS": str(corpus),
        "RESULTS": str(folder),
        "CACHE": str(tmp_path_factory.getbasetemp() / "figures-cache"),
        "VENUE": venue,
        "WIDTH": width,
    }
    with pytest.MonkeyPatch.context() as monkeypatch, mpl.rc_context():
        monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
        paths = sorted(NOTEBOOKS.glob("*.ipynb"))
        yield (
            [figure for path in paths for figure in run_code(path, parameters, monkeypatch)],
            read_venues().loc[venue],
            width,
            read_corpus(corpus),
        )
    plt.close("all")


@pytest.mark.model
def test_every_figure_is_fit_to_print(run):
    figures, venue, width, documents = run
    assert len(figures) > 10
    problems = []
    for ax, name, words, (*pictures, table, text) in figures:
        checks = [
            *((_check_file, path, venue, width) for path in pictures),
            (_check_words, pictures, text.read_text("utf-8"), words, documents),
            (_check_data, ax, pd.read_csv(table, keep_default_na=False, na_values=[""]), documents),
            (assert_printable, ax, venue["least"]),
        ]
        for check, *arguments in checks:
            try:
                check(*arguments)
            except AssertionError as error:
                problems.append(f"{name}: {str(error).partition(chr(10))[0]}")
    assert not problems, "\n".join(problems)


def _check_file(path, venue, width):
    content = path.read_bytes()
    wide, high = picture_size(content, path.suffix)
    widths = [venue[width], venue["double"]]  # a figure of several parts is as wide as the page
    assert min(abs(wide - known) for known in widths) < 0.1, f"{path.name} is {wide} mm wide"
    assert not high > venue["height"], path.name
    assert len(content) < 2e6, path.name
    if path.suffix == ".pdf":
        assert b"/FontFile2" in content and b"/Type3" not in content
    if path.suffix == ".eps":
        assert b"/FontType 42" in content and b"/FontType 3" not in content
    if path.suffix == ".svg":
        assert b"<text" in content
    if path.suffix == ".tiff":
        with Image.open(path) as image:
            assert (image.mode, image.info["compression"]) == ("RGB", "tiff_lzw")
            assert image.info["dpi"] == (venue["dpi"], venue["dpi"])


def _check_words(pictures, text, words, documents):
    caption, alt = " ".join(words["caption"].split()), " ".join(words["alt"].split())
    assert re.search(r"\d", caption), "the caption names no number"
    assert len(alt) > 40 and alt != caption
    assert text.startswith(f"Caption\n{caption}\n\nAlternative text\n{alt}\n\nHow to cite\n")
    known = [f"press-kit {kit_version()}", corpus_hash(documents)]
    for path in pictures:
        content = path.read_bytes()
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert image.text["Description"] == alt
                content = " ".join(image.text.values()).encode()
        assert known[0].encode() in content, path.name
        assert path.suffix == ".eps" or known[1].encode() in content, path.name


def _check_data(ax, table, documents):
    """Every value drawn is in the table, or follows from its places; a rank is the number of a row."""
    told = {float(value) for value in table.select_dtypes("number").to_numpy().ravel() if np.isfinite(value)}
    if {"doc_id", "start", "end"} <= set(table):
        length = table["doc_id"].map(documents.set_index("doc_id")["text"].str.len())
        told |= set(50 * (table["start"] + table["end"]) / length)
    if "position" in table:
        told |= set(100 * table["position"])  # drawn in per cent
    told |= set(range(1, len(table) + 1))  # ranks
    rough = {f"{value:.6g}" for value in told | {abs(value) for value in told}}
    shown = [value for part in ax.get_figure(root=True).axes for value in numbers_shown(part)]
    missing = [value for value in shown if np.isfinite(value) and f"{value:.6g}" not in rough]
    assert not missing, f"drawn, but not in the CSV: {missing[:5]}"


@pytest.mark.model
def test_the_figures_that_are_kept_are_those_that_are_drawn_now(run):
    figures, venue, _, documents = run
    if corpus_hash(documents) != corpus_hash(read_corpus(KIT / "seeds")):
        pytest.skip("figures/ is kept for the seed alone")
    same = (mpl.__version__, ft2font.__freetype_version__) == MADE_WITH
    if not same:
        warnings.warn(f"Not drawn with {MADE_WITH}: pictures are compared by their pixels.", stacklevel=1)
    for _, name, _, paths in figures:
        for path in paths:
            kept = FIGURES / path.name
            if same and path.suffix in (".pdf", ".svg", ".png", ".csv", ".txt"):
                assert path.read_bytes() == kept.read_bytes(), path.name
            elif path.suffix == ".png":
                assert _difference(path.read_bytes(), kept.read_bytes()) < 0.03, name


def _difference(one, other):
    """The mean difference of two pictures' pixels, as a share of black to white."""
    pixels = [
        np.asarray(Image.open(io.BytesIO(content)).convert("L"), dtype=float) for content in (one, other)
    ]
    assert pixels[0].shape == pixels[1].shape
    return np.abs(pixels[0] - pixels[1]).mean() / 255


def test_the_manifest_lists_every_figure_with_its_size_and_data():
    files = json.loads((FIGURES / "MANIFEST.json").read_text("utf-8"))["files"]
    assert set(files) == {path.name for path in FIGURES.iterdir()} - {"MANIFEST.json"}
    pictures = {name: entry for name, entry in files.items() if name.endswith((".pdf", ".svg", ".png"))}
    assert len(pictures) > 30
    for name, entry in pictures.items():
        assert min(abs(entry["width_mm"] - 89), abs(entry["width_mm"] - 183)) < 0.1, name
        assert entry["data_sha256"] == files[re.sub(r"\w+$", "csv", name)]["sha256"], name
