"""Every figure of the kit: those of the news as they are drawn, those of the seed as they are kept in figures/."""

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
from PIL import Image

from analysis import read_venues
from analysis.export.manifest import corpus_hash, kit_version

FIGURES = NOTEBOOKS.parent / "figures"
NEWS = NOTEBOOKS.parent / "tests" / "data" / "news"


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:More than 20 figures")
def test_every_figure_of_another_corpus_and_venue_is_fit_to_print(news, cache_folder, tmp_path, monkeypatch):
    documents, venue = news[0], read_venues().loc["apa"]
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    parameters = {"CORPUS": str(NEWS), "RESULTS": str(tmp_path), "CACHE": str(cache_folder)}
    parameters |= {"VENUE": "apa", "WIDTH": "middle"}
    with mpl.rc_context():
        paths = sorted(NOTEBOOKS.glob("*.ipynb"))
        figures = [figure for path in paths for figure in run_code(path, parameters, monkeypatch)]
    assert len(figures) > 10
    problems = []
    for ax, name, words, (*pictures, table, text) in figures:
        several = ax.get_figure(root=True).subfigs  # they take the width of the page
        wide = venue["double" if several else "middle"]
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
    plt.close("all")
    assert not problems, "\n".join(problems)


def test_the_figures_that_are_kept_are_fit_to_print_and_in_the_manifest():
    """`make test` has just drawn them anew: a picture that comes out different has another hash."""
    files = json.loads((FIGURES / "MANIFEST.json").read_text("utf-8"))["files"]
    there = [path for path in FIGURES.iterdir() if path.name != "MANIFEST.json"]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there}
    assert hashes == {name: entry["sha256"] for name, entry in files.items()}
    pictures = [path for path in there if path.suffix in (".pdf", ".svg", ".png")]
    assert len(pictures) > 30
    venue = read_venues().loc["nature"]
    for path in pictures:
        assert path.with_suffix(".csv").name in files, path
        _check_file(path, venue, venue["double" if path.stem == "02-actors" else "single"])


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


def _size(content, suffix):
    """Width and height of a picture in millimetres, as its file states them."""
    if suffix == ".png":
        image = Image.open(io.BytesIO(content))
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
            stated = Image.open(io.BytesIO(content)).text
            assert stated["Description"] == alt
            content = " ".join(stated.values()).encode()
        for known in (f"press-kit {kit_version()}", corpus_hash(documents)):
            assert known.encode() in content, path.name


def _check_data(ax, table, documents):
    """Every value drawn is in the table, in a row of the name that stands beside it, or follows from its places."""
    if {"doc_id", "start", "end"} <= set(table):
        length = table["doc_id"].map(documents.set_index("doc_id")["text"].str.len()).astype(float)
        table = table.assign(place=50 * (table["start"] + table["end"]) / length)
    if "position" in table:
        table = table.assign(place=100 * table["position"])  # drawn in per cent
    words = table.select_dtypes(exclude="number").fillna("none, no noun, no claimant")
    texts = [" – ".join(map(str, row)) for row in words.to_numpy()]
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
