"""Every figure of the kit: those of the news as they are drawn, those of the seed as they are kept in figures/."""

import hashlib
import io
import json
import re
import warnings

import matplotlib as mpl
import pandas as pd
import pytest
from drawing import NOTEBOOKS, assert_in_table, assert_printable, run_code, with_places
from PIL import Image

from analysis import read_corpus, read_venues
from analysis.export.manifest import corpus_hash, kit_version
from analysis.settings import shared_settings

FIGURES = NOTEBOOKS.parent / "figures"


@pytest.mark.model
def test_every_figure_of_another_corpus_and_venue_is_fit_to_print(news, cache_folder, folder, monkeypatch):
    corpus, venue = _cut_in_halves(news[0], folder), read_venues().loc["apa"]
    results = corpus.parent / "results"
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    shared = {"cache": cache_folder, "venue": "apa", "width": "middle"}
    with mpl.rc_context(), shared_settings(shared):
        paths, parameters = (
            sorted(NOTEBOOKS.glob("*.ipynb")),
            {"CORPUS": str(corpus), "RESULTS": str(results)},
        )
        figures = [figure for path in paths for figure in run_code(path, parameters, monkeypatch)]
    documents, figures = read_corpus(corpus), [figure for figure in figures if figure[2]]
    drawn = {name for _, name, _ in figures}
    assert {
        "00-documents",
        "01b-keyness-groups",
        "01b-trend-plot",
        "02-matrix",
        "03-tone-plot",
        "04-values",
    } <= drawn
    assert {"01b-variety.csv", "02-backbone.csv"} <= {path.name for path in results.iterdir()}
    problems = []
    for ax, name, (*pictures, table, text) in figures:
        parts = ax.get_figure(root=True).axes
        several = sum(hasattr(part, "description") for part in parts) > 1  # they take the width of the page
        table = pd.read_csv(table, keep_default_na=False, na_values=[""])
        try:
            for path in pictures:
                _check_file(path, venue, venue["double" if several else "middle"])
            _check_words(pictures, text.read_text("utf-8"), documents)
            assert_in_table(ax, with_places(table, documents))
            assert_printable(ax, venue["least"])
        except AssertionError as error:
            problems.append(f"{name}: {str(error).partition(chr(10))[0]}")
    assert not problems, "\n".join(problems)


def test_the_figures_that_are_kept_are_fit_to_print_and_in_the_manifest():
    """`make test` has just drawn them anew: a picture that comes out different has another hash."""
    files = json.loads((FIGURES / "MANIFEST.json").read_text("utf-8"))["files"]
    there = [path for path in FIGURES.rglob("*") if path.is_file() and path.name != "MANIFEST.json"]
    hashes = {
        path.relative_to(FIGURES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in there
    }
    assert hashes == {name: entry["sha256"] for name, entry in files.items()}
    pictures = [path for path in there if path.suffix in (".pdf", ".svg", ".png")]
    assert len(pictures) > 20
    venue = read_venues().loc["nature"]
    for path in pictures:
        assert path.with_suffix(".csv").name in files, path
        _check_file(path, venue, venue["single"])


def _check_file(path, venue, wanted):
    content = path.read_bytes()
    wide, high = _size(content, path.suffix)
    assert abs(wide - wanted) < 0.1, f"{path.name} is {wide} mm wide"
    assert not high > venue["height"] and len(content) < 2e6, path.name
    assert path.suffix != ".pdf" or (b"/FontFile2" in content and b"/Type3" not in content)
    assert path.suffix != ".svg" or b"<text" in content


def _size(content, suffix):
    """Width and height of a picture in millimetres, as its file states them."""
    if suffix == ".png":
        image = Image.open(io.BytesIO(content))
        return [float(side / dpi * 25.4) for side, dpi in zip(image.size, image.info["dpi"], strict=True)]
    stated = rb"""/MediaBox \[ *0 0 ([\d.]+) ([\d.]+)|<svg [^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt\""""
    return [float(side) / 72 * 25.4 for side in re.search(stated, content).groups() if side]


def _check_words(pictures, text, documents):
    words = re.fullmatch(r"Caption\n(.+)\n\nAlternative text\n(.+)\n\nHow to cite\n.+\n", text)
    caption, alt = words.groups()
    assert re.search(r"\d.* Texts: 16\.$", caption), "the caption names no numbers"
    assert len(alt) > 40 and alt != caption
    for path in pictures:
        content = path.read_bytes()
        if path.suffix == ".png":
            stated = Image.open(io.BytesIO(content)).text
            assert stated["Description"] == alt
            content = " ".join(stated.values()).encode()
        for known in (f"press-kit {kit_version()}", corpus_hash(documents)):
            assert known.encode() in content, path.name


def _cut_in_halves(documents, folder):
    """Write each text as two, so that there are texts enough for all that the notebooks show; return their folder."""
    files, rows = {}, ["file,date,outlet"]
    for number, row in enumerate(documents.itertuples()):
        lines = row.text.splitlines()
        for half, part in enumerate((lines[: len(lines) // 2], lines[len(lines) // 2 :])):
            files[f"texts/{number}-{half}.txt"] = "\n".join(part)
            rows.append(f"{number}-{half}.txt,2021-0{half + 3}-{number + 10},{row.outlet}")
    return folder(files | {"texts/metadata.csv": "\n".join(rows)}) / "texts"
