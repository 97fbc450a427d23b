"""Every figure of the kit, as its files and as its Axes: what a venue asks for, and what a reader needs."""

import hashlib
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

from analysis import read_corpus, read_venues
from analysis.export.manifest import corpus_hash, kit_version

KIT = NOTEBOOKS.parent
FIGURES = KIT / "figures"
NEWS = KIT / "tests" / "data" / "news"
MADE_WITH = ("3.11.2", "2.14.3")  # matplotlib and FreeType of figures/: others draw other pixels
RUNS = {
    "seed for nature": (KIT / "seeds", "nature", "single"),
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
        wide = venue["double" if ax.get_figure(root=True).subfigs else width]  # several parts take the page
        checks = [
            *((_check_file, path, venue, wide) for path in pictures),
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


def _check_file(path, venue, wanted):
    content = path.read_bytes()
    wide, high = _size(content, path.suffix)
    assert abs(wide - wanted) < 0.1, f"{path.name} is {wide} mm wide"
    assert not high > venue["height"], path.name
    assert len(content) < 2e6, path.name
    if path.suffix == ".pdf":
        assert b"/FontFile2" in content and b"/Type3" not in content
    if path.suffix == ".svg":
        assert b"<text" in content
    if path.suffix == ".tiff":
        with Image.open(path) as image:
            assert (image.mode, image.info["compression"]) == ("RGB", "tiff_lzw")
            assert image.info["dpi"] == (venue["dpi"], venue["dpi"])


def _size(content, suffix):
    """Width and height of a picture in millimetres, as its file states them."""
    if suffix in (".png", ".tiff"):
        with Image.open(io.BytesIO(content)) as image:
            return [float(side / dpi * 25.4) for side, dpi in zip(image.size, image.info["dpi"], strict=True)]
    stated = {
        ".pdf": rb"/MediaBox \[ *0 0 ([\d.]+) ([\d.]+)",
        ".svg": rb'<svg [^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"',
    }
    return [float(side) / 72 * 25.4 for side in re.search(stated[suffix], content).groups()]


def _check_words(pictures, text, words, documents):
    caption, alt = " ".join(words["caption"].split()), " ".join(words["alt"].split())
    assert re.search(r"\d", caption), "the caption names no number"
    assert len(alt) > 40 and alt != caption
    assert text.startswith(f"Caption\n{caption}\n\nAlternative text\n{alt}\n\nHow to cite\n")
    for path in pictures:
        content = path.read_bytes()
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert image.text["Description"] == alt
                content = " ".join(image.text.values()).encode()
        for known in (f"press-kit {kit_version()}", corpus_hash(documents)):
            assert known.encode() in content, path.name


def _check_data(ax, table, documents):
    """Every value drawn is in the table, in a row of the name that stands beside it, or follows from its places."""
    if {"doc_id", "start", "end"} <= set(table):
        length = table["doc_id"].map(documents.set_index("doc_id")["text"].str.len()).astype(float)
        table = table.assign(place=50 * (table["start"] + table["end"]) / length)
    if "position" in table:
        table = table.assign(place=100 * table["position"])  # drawn in per cent
    texts = [
        " – ".join(map(str, row))
        for row in table.select_dtypes(exclude="number").fillna("none, no noun, no claimant").to_numpy()
    ]
    numbers = [{f"{abs(value):.6g}" for value in row} for row in table.select_dtypes("number").to_numpy()]
    shown = [pair for part in ax.get_figure(root=True).axes for pair in numbers_shown(part)]
    is_network = ax.axis()[:2] == (-0.1, 1.1)  # has no axes to read values from
    assert shown or is_network, "no value is drawn"
    missing = []
    for name, value in shown:
        # A number of marks or of the row may stand behind a name, and its middle be left out.
        name = re.escape(re.sub(r" \([^()]*\)$|  \d+$", "", name).strip("()")).replace("…", ".*")
        rows = (row for text, row in zip(texts, numbers, strict=True) if re.search(name, text))
        if np.isfinite(value) and not any(f"{abs(value):.6g}" in row for row in rows):
            missing.append((name, value))
    assert not missing, f"drawn, but not in the CSV: {missing[:5]}"


@pytest.mark.model
@pytest.mark.parametrize("run", [RUNS["seed for nature"]], ids=["seed for nature"], indirect=True)
def test_the_figures_that_are_kept_are_those_that_are_drawn_now(run):
    figures, *_ = run
    same = (mpl.__version__, ft2font.__freetype_version__) == MADE_WITH
    if not same:
        warnings.warn(f"Not drawn with {MADE_WITH}: pictures are compared by their pixels.", stacklevel=1)
    for _, name, _, paths in figures:
        for path in paths:
            kept = FIGURES / path.name
            if same and path.suffix in (".pdf", ".svg", ".png", ".csv", ".txt"):
                assert path.read_bytes() == kept.read_bytes(), path.name
            elif path.suffix == ".png":
                assert _difference(path.read_bytes(), kept.read_bytes()) < 0.3, name


def _difference(one, other):
    """How much of the second picture's ink is elsewhere in the first, both seen coarsely: letters may move a little."""
    pixels = [
        255 - np.asarray(Image.open(io.BytesIO(content)).convert("L").reduce(16), dtype=float)
        for content in (one, other)
    ]
    assert pixels[0].shape == pixels[1].shape
    return np.abs(pixels[0] - pixels[1]).sum() / pixels[1].sum()


def test_the_manifest_lists_every_figure_with_its_data():
    files = json.loads((FIGURES / "MANIFEST.json").read_text("utf-8"))["files"]
    there = {path.name: path.read_bytes() for path in FIGURES.iterdir() if path.name != "MANIFEST.json"}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in there.items()} == {
        name: entry["sha256"] for name, entry in files.items()
    }
    pictures = {name: entry for name, entry in files.items() if name.endswith((".pdf", ".svg", ".png"))}
    assert len(pictures) > 30
    for name, entry in pictures.items():
        assert entry["data_sha256"] == files[re.sub(r"\w+$", "csv", name)]["sha256"], name
