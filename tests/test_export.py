"""Figures as files: what they hold, and that they are the same bytes whenever the content is; and manifests."""

import base64
import hashlib
import io
import json
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

import IPython.display
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import tidy  # noqa: F401
from PIL import Image

from analysis import (  # isort: skip
    figure_style, notebook_setup, panel_figure, plot_counts, plot_dispersion, plot_network, plot_trend,
    save_figure, save_table,
)  # fmt: skip
from analysis.export.manifest import YEAR, corpus_hash, kit_version, write_codebook, write_manifest

COUNTS = pd.DataFrame({"word": ["city", "war", "peace"], "n": [5, 3, 1200]})
OUTLETS = pd.concat([COUNTS.assign(outlet=outlet) for outlet in ("Post", "Herald")])
DOCUMENTS = pd.DataFrame({"doc_id": ["a.txt", "b.txt"], "text": ["The city. A city!", "No war, no city."]})
CAPTION = "Words of “Aleppo” in the U.S. press. N = 3 words; none left out."
ALT = "Bars: peace 1,200 times, city 5, war 3 – naïve < & >."


def save(ax, folder, name="words", **options):
    options = {"data": COUNTS, "caption": CAPTION, "alt": ALT} | options
    return save_figure(ax, name, folder=folder, **options)


def contents(paths):
    return {path.name: path.read_bytes() for path in paths}


def test_the_style_takes_no_notice_of_earlier_settings_and_a_font_may_be_a_file(monkeypatch):
    clean = dict(mpl.rcParams)
    mpl.rcParams.update({"font.size": 30, "axes.facecolor": "black", "timezone": "US/Pacific"})
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    notebook_setup()
    assert dict(mpl.rcParams) == clean
    figure_style(font=str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"))
    assert mpl.rcParams["font.family"] == ["DejaVu Serif"]


def test_metadata_can_be_read_back(tmp_path):
    ax = plot_counts(COUNTS)
    formats = ["pdf", "svg", "png", "tiff"]
    paths = save(ax, tmp_path / "new" / "folder", formats=formats, corpus=DOCUMENTS, note="Of 9.")
    assert plt.get_fignums() == []  # closed, so that it is not shown twice
    assert sorted(paths) == sorted((tmp_path / "new" / "folder").iterdir())
    pdf, svg, png, tiff, table, words = paths
    title = "Words of “Aleppo” in the U.S. press"
    data = hashlib.sha256(table.read_bytes()).hexdigest()
    keywords = f"words, corpus blake2b {corpus_hash(DOCUMENTS)}, data sha256 {data}"
    kit = f"press-kit {kit_version()}"
    with Image.open(png) as image:
        assert image.text == {"Title": title, "Description": ALT, "Keywords": keywords, "Software": kit}
    with Image.open(tiff) as image:
        tags = [image.tag_v2[tag].encode("latin-1").decode() for tag in (269, 270, 305)]
        assert tags == [title, ALT, f"{kit}, {keywords}"]
        assert (image.mode, image.info["compression"], image.info["dpi"]) == ("RGB", "tiff_lzw", (300, 300))
    vector = "".join(ElementTree.parse(svg).getroot().itertext())
    assert all(said in vector for said in (title, ALT, keywords, kit))
    assert re.search(r"<text [^>]*DejaVu Sans[^>]*>peace</text>", svg.read_text("utf-8"))
    assert "<dc:date>" not in svg.read_text("utf-8")
    page = re.sub(rb"\\([()\\])", rb"\1", pdf.read_bytes())
    inside = [title.encode("utf-16-be"), ALT.encode("utf-16-be"), keywords.encode(), kit.encode()]
    assert all(said in page for said in [*inside, b"/FontFile2"])
    assert not re.search(b"CreationDate|Producer|/Type3", page)
    cite = f"The press kit's developers ({YEAR}). press-kit, version {kit_version()} [computer software]. MIT licence."
    said = f"Caption\n{CAPTION} Of 9.\n\nAlternative text\n{ALT}\n\nHow to cite\n{cite} Figure {keywords}.\n"
    assert words.read_text("utf-8") == said
    assert table.read_bytes() == b"word,n\ncity,5\nwar,3\npeace,1200\n"


def test_the_words_and_data_of_a_plot_are_saved_with_it_unless_others_are_given(tmp_path):
    ax = plot_counts(COUNTS, top=2)
    *_, table, words = save_figure(ax, "words", folder=tmp_path, formats="svg", corpus=DOCUMENTS)
    said = ax.description
    assert table.read_text() == "word,n\ncity,5\npeace,1200\n"
    assert words.read_text("utf-8").startswith(
        f"Caption\n{said.caption} Texts: 2.\n\nAlternative text\n{said.alt}\n\n"
    )
    *_, words = save_figure(ax, "words", folder=tmp_path, formats="svg", caption="Mine.")
    assert words.read_text("utf-8").startswith(f"Caption\nMine.\n\nAlternative text\n{said.alt}\n\n")
    *_, table, words = save_figure(plot_counts(OUTLETS, facet="outlet", top=1), "b", folder=tmp_path)
    assert table.read_text() == "word,n,outlet,panel\npeace,1200,Herald,Herald\npeace,1200,Post,Post\n"
    alts = "Herald: Horizontal bars, the longest on top: peace 1,200. Post: Horizontal"
    assert alts in words.read_text("utf-8") and "Caption\nHerald: Occ" in words.read_text("utf-8")


def test_a_notebook_shows_the_picture_once_with_its_words(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: "a notebook")
    monkeypatch.setattr(IPython.display, "display", lambda what, **options: shown.append((what, options)))
    png, table, _ = save(plot_counts(COUNTS), tmp_path, formats="png", caption="One <b>.")
    (picture, options), (below, _) = shown
    assert base64.b64decode(picture["image/png"]) == png.read_bytes()
    assert options["metadata"]["image/png"]["alt"] == ALT and options["raw"]
    data = hashlib.sha256(table.read_bytes()).hexdigest()
    assert picture["text/plain"] == f"{ALT}\nwords, data sha256 {data}"
    assert below.data.startswith("<p>One &lt;b&gt;.</p><details>") and "naïve &lt; &amp; &gt;" in below.data
    assert plt.get_fignums() == []


def test_where_there_is_too_little_to_see_a_sentence_says_so(tmp_path, capsys):
    day = pd.DataFrame({"period": pd.to_datetime(["2021-03-04"]), "word": "war", "n": 1})
    for ax in (plot_counts(COUNTS[:0]), plot_trend(day, y="n")):
        assert save_figure(ax, "words", folder=tmp_path) == []
    said = "words is not drawn: nothing was found.\nwords is not drawn: there is only one date.\n"
    assert capsys.readouterr().out == said
    assert list(tmp_path.iterdir()) == [] and plt.get_fignums() == []


@pytest.mark.filterwarnings("ignore:words has")
def test_a_tiff_shows_the_paper_through_what_is_transparent(tmp_path):
    ax = plt.figure(facecolor=(0, 0, 0, 0), figsize=mpl.rcParams["figure.figsize"]).subplots()
    ax.set(facecolor=(0, 0, 0, 0), title="Words")
    with Image.open(save(ax, tmp_path, formats="tiff")[0]) as image:
        assert image.getpixel((3, 3)) == (255, 255, 255) and np.asarray(image).mean() > 200


TITLES = {
    "Who speaks? N = 3.": "Who speaks?",
    "The U.S. press, no. 5. All.": "The U.S. press, no. 5. All",
    "What “they\n   said.” More.": "What “they said.” More",
    "A\x01 \ud800b\ufffe see.": "A� �b� see",  # marks for what no file can hold
}


def test_the_title_ends_where_the_first_sentence_does(tmp_path):
    ax = plot_counts(COUNTS)
    for caption, title in TITLES.items():
        svg, *_ = save(ax, tmp_path, caption=caption, formats="svg")
        assert title in ElementTree.fromstring(svg.read_bytes()).itertext()


def test_what_a_venue_would_send_back_is_said(tmp_path):
    figure_style("plos")
    axes = panel_figure(2)
    axes[0].barh(["city"], [3])
    axes[0].set_title("tiny", fontsize=3)
    figure_style("apa")
    with pytest.warns(UserWarning) as said:
        save(axes[0], tmp_path, formats="svg")
    assert [re.search("words (has|is) (.*?)[:,]", str(warning.message))[2] for warning in said] == [
        "190 mm wide", "1 texts below the 8 points of apa", "1 of 2 parts without a plot",
    ]  # fmt: skip


TIES = pd.DataFrame({"actor_a": "Ann", "actor_b": [*"defghijk"], "n": range(1, 9)})


@pytest.mark.parametrize("draw", [lambda: plot_counts(OUTLETS, hue="outlet"), lambda: plot_network(TIES)])
def test_the_same_bytes_whatever_a_user_has_set_or_shown(tmp_path, draw):
    before = contents(save(draw(), tmp_path))
    assert contents(save(draw(), tmp_path)) == before
    mpl.rc("savefig", bbox="tight", dpi=50, transparent=True, facecolor="red")
    mpl.rc("svg", fonttype="path", hashsalt=None)
    mpl.rc("pdf", fonttype=3, compression=9, use14corefonts=True)
    mpl.rcParams.update({"path.simplify": False, "text.hinting": "none", "figure.dpi": 72})
    ax = draw()
    ax.figure.savefig(io.BytesIO(), bbox_inches="tight")  # as Jupyter does
    ax.figure.set_dpi(37)
    ax.figure.canvas.draw()
    engine, settings = ax.figure.get_layout_engine(), dict(mpl.rcParams)
    assert contents(save(ax, tmp_path)) == contents(save(ax, tmp_path)) == before
    assert ax.figure.get_layout_engine() is engine and ax.get_in_layout() and dict(mpl.rcParams) == settings


@pytest.mark.filterwarnings("error")
def test_many_marks_make_no_heavy_files(tmp_path):
    many = pd.DataFrame({"doc_id": [f"{i:03d}" for i in range(300)], "text": "x" * 1000})
    spans = many[["doc_id"]].merge(pd.DataFrame({"start": range(0, 1000, 50)}), how="cross")
    spans = spans.assign(end=spans["start"] + 5, word="city")
    paths = save(plot_dispersion(spans, many), tmp_path, data=spans, formats=["pdf", "svg"])
    assert max(path.stat().st_size for path in paths) < 2e6


BAD = [
    (lambda ax, folder: save(ax, folder, alt=" \n"), ValueError, "The alt is empty.*say in alt= what is shown"),
    (lambda ax, folder: save(ax, folder, caption=None), ValueError, "not made by a plot_ function: give caption, too"),
    (lambda ax, folder: save(ax, folder, "a/b"), ValueError, "'a/b'.*folder goes into folder=.*suffix is added"),
    (lambda ax, folder: save(ax, folder, formats=["eps"]), ValueError, "'eps' is not known: use one of 'pdf'"),
    (lambda ax, folder: save(ax, folder, data=COUNTS["n"]), TypeError, "Series.*reset_index"),
    (lambda ax, folder: save(COUNTS, folder), TypeError, "not DataFrame: pass what plot_"),
    (lambda *_: figure_style(width="wide"), ValueError, "'wide'.*'single', 'middle', 'double'"),
    (lambda *_: figure_style("pnas"), ValueError, "'pnas' is not known: use one of 'nature'"),
    (lambda *_: figure_style(font="Arrial"), ValueError, "no font 'Arrial'.*give the path of its .ttf file"),
    (lambda *_: panel_figure(0), ValueError, "count=0, columns=2: give 1 to 26 parts"),
    (lambda *_: panel_figure(2, columns=0), ValueError, "count=2, columns=0: give"),
]  # fmt: skip


@pytest.mark.parametrize("call, error, message", BAD)
def test_bad_input_leaves_no_file(tmp_path, call, error, message):
    with pytest.raises(error, match=message):
        call(plt.figure().subplots(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    save_table(COUNTS, "words", folder=tmp_path)
    before = contents(tmp_path.iterdir())
    with pytest.raises(OSError, match=r"cannot be written.*words.csv.*name another in folder="):
        save_table(COUNTS, "words", folder=tmp_path / "words.csv" / "below")
    write = Path.write_bytes

    def fail_late(path, content):
        write(path, content[:10])
        if path.suffix == ".md":
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", fail_late)
    with pytest.raises(KeyboardInterrupt):
        save_table(COUNTS[:1], "words", folder=tmp_path, caption="One word.")
    assert contents(tmp_path.iterdir()) == before


def test_the_manifest_lists_what_is_there(tmp_path):
    save_table(COUNTS, "words", folder=tmp_path / "tables")
    others = {"empty.csv": b"", "latin.csv": b"Zeit;Stra\xdfe\n", "same.csv": b"a,a\n"}
    unlisted = ("README.md", ".gitignore", ".words.csv.12.tmp", "MANIFEST.json", "b.docx", "tables.xlsx")
    for name, content in (others | dict.fromkeys(unlisted, b"x")).items():
        (tmp_path / name).write_bytes(content)
    assert write_codebook(tmp_path).read_text("utf-8") == (
        "file,column,meaning\nlatin.csv,Zeit;Stra\ufffde,Zeit;Stra\ufffde\n"
        "same.csv,a,a\nsame.csv,a,a\ntables/words.csv,word,word\ntables/words.csv,n,occurrences\n"
    )
    path = write_manifest(tmp_path, corpus=DOCUMENTS)
    manifest = json.loads(path.read_text("utf-8"))
    assert list(manifest["files"]) == ["COLUMNS.csv", *others, "tables/words.csv"]
    sha256 = hashlib.sha256((tmp_path / "tables" / "words.csv").read_bytes()).hexdigest()
    assert manifest["files"]["tables/words.csv"] == {"bytes": 31, "sha256": sha256}
    assert manifest["corpus"] == {"texts": 2, "blake2b": corpus_hash(DOCUMENTS)}
    assert manifest["kit"] == {"name": "press-kit", "version": kit_version()}
    first = path.read_bytes()
    assert str(tmp_path).encode() not in first and first.endswith(b"}\n") and b"\r" not in first
    other = DOCUMENTS.iloc[::-1].assign(title="new").astype({"doc_id": "category"})
    assert write_manifest(tmp_path, corpus=other).read_bytes() == first
    with pytest.raises(NotADirectoryError, match="no folder"):
        write_manifest(tmp_path / "nowhere", corpus=DOCUMENTS)
    with pytest.raises(KeyError, match="no column 'text'"):
        write_manifest(tmp_path, corpus=DOCUMENTS[["doc_id"]])


def test_the_hash_of_a_corpus_tells_texts_apart():
    corpora = [[], [("a", "bc")], [("ab", "c")], [("a", "bc"), ("", "")], [("a", "bc")] * 2]
    hashes = {corpus_hash(pd.DataFrame(pairs, columns=["doc_id", "text"])) for pairs in corpora}
    assert len(hashes) == len(corpora)
