"""Files for a paper: what stands in them, and that they are the same bytes whenever the content is."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import warnings
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from PIL import Image

from analysis import (
    figure_style,
    notebook_setup,
    panel_figure,
    plot_counts,
    plot_dispersion,
    plot_trend,
    save_figure,
    save_table,
)
from analysis.export import figures, manifest as manifests, write_codebook, write_manifest
from analysis.export.csvtext import csv_bytes
from analysis.export.figures import FORMATS

COUNTS = pd.DataFrame({"word": ["city", "war", "peace"], "n": [5, 3, 1200]})
RATES = COUNTS.assign(per_million=[5e3, 3e3, 9.5e5], low=[4e3, 1e3, 9e5], high=[7e3, 4e3, 9.9e5])
DOCUMENTS = pd.DataFrame({"doc_id": ["a.txt", "b.txt"], "text": ["The city. A city!", "No war, no city."]})
SPANS = pd.DataFrame(
    {"doc_id": ["a.txt", "a.txt", "b.txt"], "start": [4, 12, 11], "end": [8, 16, 15], "word": "city"}
)
SUFFIXES = [".pdf", ".svg", ".png", ".csv", ".txt"]
CAPTION = "Words of “Aleppo” in the U.S. press. N = 3 words; none left out."
ALT = "Bars: peace 1,200 times, city 5, war 3 – naïve < & >."


@pytest.fixture(autouse=True)
def tidy():
    """Every test draws in the kit's style and leaves no figure and no setting behind."""
    with mpl.rc_context():
        figure_style()
        yield
    plt.close("all")


def save(ax, folder, name="words", data=COUNTS, caption=CAPTION, alt=ALT):
    return save_figure(ax, name, data=data, caption=caption, alt=alt, folder=folder)


def contents(paths):
    return {path.name: path.read_bytes() for path in paths}


def draw_all():
    return {
        "counts": plot_counts(COUNTS),
        "rates": plot_counts(RATES, x="per_million", low="low", high="high"),
        "hues": plot_counts(pd.concat([COUNTS.assign(outlet=o) for o in "XYZ"]), hue="outlet"),
        "one": plot_dispersion(SPANS[:2], DOCUMENTS[:1]),
        "several": plot_dispersion(SPANS, DOCUMENTS, order=["city", "war"]),
    }


def save_all(folder, order=1):
    paths = [path for name, ax in list(draw_all().items())[::order] for path in save(ax, folder, name)]
    return contents(sorted(paths))


# --- figure_style


@pytest.mark.parametrize("width, millimetres", [("single", 89), ("double", 183)])
def test_style_sets_the_width(width, millimetres):
    figure_style(width=width)
    assert plt.figure().get_figwidth() * 25.4 == pytest.approx(millimetres)


def test_style_takes_no_notice_of_earlier_settings():
    figure_style()
    clean = dict(mpl.rcParams)
    mpl.rcParams.update({"font.size": 30, "axes.grid": True, "axes.facecolor": "black", "text.usetex": True})
    figure_style()
    assert dict(mpl.rcParams) == clean


def test_days_are_days_in_a_personal_time_zone(tmp_path):
    mpl.rcParams["timezone"] = "US/Pacific"
    figure_style()
    days = pd.date_range("2016-12-13", periods=3)
    ax = plot_trend(pd.DataFrame({"period": days, "word": "war", "n": [1, 2, 3]}), y="n")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["13 Dec", "14 Dec", "15 Dec"]


def test_style_refuses_an_unknown_width():
    with pytest.raises(ValueError, match=r"'wide'.*'single', 'middle', 'double'"):
        figure_style(width="wide")


def test_notebook_setup_shows_warnings_without_a_place(monkeypatch):
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    notebook_setup()
    assert (
        warnings.formatwarning("Empty.", UserWarning, "/tmp/ipykernel_3/1.py", 3, line="x")
        == "Warning: Empty.\n"
    )
    assert mpl.rcParams["font.size"] == 7


# --- save_figure: what is in the files


def test_figure_leaves_five_files_and_nothing_else(tmp_path):
    paths = save(plot_counts(COUNTS), tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [f"words{suffix}" for suffix in SUFFIXES]
    assert sorted(paths) == sorted((tmp_path / "new" / "folder").iterdir())


@pytest.mark.parametrize("width, millimetres", [("single", 89), ("double", 183)])
def test_figure_is_as_wide_as_the_column(tmp_path, width, millimetres):
    figure_style(width=width)
    pdf, svg, png, *_ = save(plot_counts(RATES, x="per_million", low="low", high="high"), tmp_path)
    points = re.search(rb"/MediaBox \[ 0 0 ([\d.]+)", pdf.read_bytes()).group(1)
    assert float(points) / 72 * 25.4 == pytest.approx(millimetres, abs=0.05)
    points = re.search(r'width="([\d.]+)pt"', svg.read_text("utf-8")).group(1)
    assert float(points) / 72 * 25.4 == pytest.approx(millimetres, abs=0.05)
    with Image.open(png) as image:
        assert image.width / 300 * 25.4 == pytest.approx(millimetres, abs=0.09)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_metadata_can_be_read_back(tmp_path):
    ax = plot_counts(COUNTS)
    pdf, svg, png, tiff, eps, table, _ = save_figure(
        ax, "words", data=COUNTS, caption=CAPTION, alt=ALT, folder=tmp_path, formats=FORMATS, corpus=DOCUMENTS
    )
    title = "Words of “Aleppo” in the U.S. press"
    data = hashlib.sha256(table.read_bytes()).hexdigest()
    keywords = f"words, corpus blake2b {manifests.corpus_hash(DOCUMENTS)}, data sha256 {data}"
    kit = f"press-kit {manifests.kit_version()}"
    with Image.open(png) as image:
        assert image.text == {"Title": title, "Description": ALT, "Keywords": keywords, "Software": kit}
    with Image.open(tiff) as image:
        tags = [image.tag_v2[tag].encode("latin-1").decode() for tag in (269, 270, 305)]
        assert tags == [title, ALT, f"{kit}, {keywords}"]
    vector = svg.read_text("utf-8")
    assert f"<title>{title}</title>" in vector
    assert ALT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in vector
    assert keywords in vector and "<dc:date>" not in vector and "Matplotlib" not in vector
    page = pdf.read_bytes()
    assert title.encode("utf-16-be") in unescaped(page) and ALT.encode("utf-16-be") in unescaped(page)
    assert b"%%Title: Words of ?Aleppo? in the U.S. press\n" in eps.read_bytes()
    assert all(kit.encode() in path.read_bytes() for path in (pdf, svg, eps))
    assert keywords.encode() in page and b"CreationDate" not in page and b"Producer" not in page


def unescaped(pdf):
    return re.sub(rb"\\([()\\])", rb"\1", pdf)


def test_a_tiff_shows_the_paper_through_what_is_transparent(tmp_path):
    pictures = []
    for paper in ("white", (0, 0, 0, 0)):
        ax = plt.figure(facecolor=paper).subplots()
        ax.set(facecolor=paper, title="Words")
        options = {"caption": CAPTION, "alt": ALT, "folder": tmp_path, "formats": "tiff"}
        with Image.open(save_figure(ax, "words", data=COUNTS, **options)[0]) as image:
            pictures.append(np.asarray(image, dtype=int))
    assert abs(pictures[0] - pictures[1]).max() < 5  # of 255: two layers are rounded twice


def test_a_long_title_is_cut_in_eps(tmp_path):
    options = {"caption": "word " * 200, "alt": ALT, "folder": tmp_path, "formats": "eps"}
    eps = save_figure(plot_counts(COUNTS), "words", data=COUNTS, **options)[0].read_bytes()
    assert max(len(line) for line in eps.splitlines() if line.startswith(b"%%")) <= 255


def test_letters_that_no_file_can_hold_are_marked(tmp_path):
    _, svg, png, *_ = save(plot_counts(COUNTS), tmp_path, alt="A\x01 \ud800b\ufffe c.")
    assert "A� �b� c." in ElementTree.fromstring(svg.read_bytes()).itertext()
    with Image.open(png) as image:
        assert image.text["Description"] == "A� �b� c."


def test_title_ends_where_the_first_sentence_does(tmp_path):
    captions = {
        "One sentence without a mark": "One sentence without a mark",
        "Who speaks? N = 3.": "Who speaks?",
        "The U.S. press, no. 5. All.": "The U.S. press, no. 5. All",
        "What “they said.” More.": "What “they said.” More",
        "Two\n   lines. More.": "Two lines",
    }
    for caption, title in captions.items():
        with Image.open(save(plot_counts(COUNTS), tmp_path, caption=caption)[2]) as image:
            assert image.text["Title"] == title


def test_text_stays_text(tmp_path):
    pdf, svg, *_ = save(plot_counts(COUNTS), tmp_path)
    assert b"/FontFile2" in pdf.read_bytes() and b"/Type3" not in pdf.read_bytes()
    assert re.search(r"<text [^>]*DejaVu Sans[^>]*>peace</text>", svg.read_text("utf-8"))


def test_words_beside_the_picture(tmp_path):
    *_, table, words = save(plot_counts(COUNTS), tmp_path, caption="Three\n  words. ", alt=" Bars.\n")
    kit = f"The press kit's developers ({manifests.YEAR}). press-kit, version {manifests.kit_version()}"
    data = hashlib.sha256(table.read_bytes()).hexdigest()
    assert words.read_text("utf-8") == (
        "Caption\nThree words.\n\nAlternative text\nBars.\n\n"
        f"How to cite\n{kit} [computer software]. MIT licence. Figure words, data sha256 {data}.\n"
    )
    assert table.read_bytes() == b"word,n\ncity,5\nwar,3\npeace,1200\n"


def test_figure_stays_open_and_as_it_was(tmp_path):
    ax = plot_counts(COUNTS)
    number, engine, dpi = ax.figure.number, ax.figure.get_layout_engine(), ax.figure.dpi
    settings = dict(mpl.rcParams)
    save(ax, tmp_path)
    assert plt.fignum_exists(number) and ax.figure.get_layout_engine() is engine and ax.figure.dpi == dpi
    assert ax.get_in_layout() and dict(mpl.rcParams) == settings


def test_what_a_venue_would_send_back_is_said(tmp_path):
    figure_style("plos")
    axes = panel_figure(2)
    axes[0].barh(["city"], [3])
    axes[0].set_title("tiny", fontsize=3)
    with pytest.warns(UserWarning) as said:
        save(axes[0], tmp_path)
    words = " ".join(str(warning.message) for warning in said)
    assert "1 texts below the 8 points of plos" in words and "1 of 2 parts without a plot" in words
    figure_style("apa")
    with pytest.warns(UserWarning, match="190 mm wide, apa prints 82.5, 123, 165"):
        save(axes[0], tmp_path)


@pytest.mark.parametrize("options", [{"count": 0}, {"count": 2, "columns": 0}, {"count": 2, "height": 5}])
def test_panels_that_cannot_be(options):
    with pytest.raises(ValueError, match="give"):
        panel_figure(**options)
    assert len(panel_figure(1)) == 1


def test_a_font_is_named_by_its_file_or_refused():
    figure_style(font=str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"))
    assert mpl.rcParams["font.family"] == ["DejaVu Serif"]
    with pytest.raises(ValueError, match="knows no font 'Arrial'.*give the path of its .ttf file"):
        figure_style(font="Arrial")


def test_figure_without_layout_and_subfigures(tmp_path):
    mpl.rcdefaults()
    plain = plt.figure(layout="none").subplots()
    part = plt.figure(layout="constrained").subfigures(1, 2)[0].subplots()
    for ax in (plain, part):
        assert save(ax, tmp_path)[2].stat().st_size > 1000


# --- save_figure: the same bytes


def test_same_bytes_twice_in_any_order(tmp_path):
    first = save_all(tmp_path / "1")
    plt.close("all")
    again = save_all(tmp_path / "2", order=-1)
    assert first == again and len(first) == 25


SHOWN = {
    "drawn": lambda figure: figure.canvas.draw(),
    "inline": lambda figure: figure.savefig(io.BytesIO(), bbox_inches="tight"),
    "as PDF": lambda figure: figure.savefig(io.BytesIO(), format="pdf"),
    "coarse": lambda figure: (figure.set_dpi(37), figure.canvas.draw()),
}


@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN.keys())
def test_same_bytes_after_the_figure_was_shown(tmp_path, show):
    for name, ax in draw_all().items():
        fresh = contents(save(ax, tmp_path, name))
        plt.close("all")
        shown = draw_all()[name]
        show(shown.figure)
        assert contents(save(shown, tmp_path, name)) == fresh


def test_same_bytes_whatever_a_user_has_set(tmp_path):
    before = contents(save(plot_counts(COUNTS), tmp_path))
    ax = plot_counts(COUNTS)
    mpl.rcParams.update(
        {
            "savefig.bbox": "tight",
            "savefig.dpi": 50,
            "savefig.transparent": True,
            "savefig.facecolor": "red",
            "svg.fonttype": "path",
            "svg.hashsalt": None,
            "pdf.fonttype": 3,
            "pdf.compression": 9,
            "pdf.use14corefonts": True,
            "path.simplify": False,
            "text.hinting": "none",
        }
    )
    assert contents(save(ax, tmp_path)) == before


SCRIPT = """
import matplotlib; matplotlib.use("Agg")
import sys; sys.path[:0] = sys.argv[2:]
import test_export
test_export.figure_style()
test_export.save_all(test_export.Path(sys.argv[1]), order=-1)
"""


def test_same_bytes_in_another_process(tmp_path):
    tests = Path(__file__).parent
    paths = [str(tests), str(tests.parent)]
    environment = os.environ | {"PYTHONHASHSEED": "4", "SOURCE_DATE_EPOCH": "4", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "there"), *paths]
    subprocess.run(command, env=environment, cwd=tmp_path, check=True)
    here = save_all(tmp_path / "here")
    assert contents((tmp_path / "there").iterdir()) == here


def test_many_marks_make_no_heavy_files(tmp_path):
    many = pd.DataFrame({"doc_id": [f"{i:03d}" for i in range(300)], "text": "x" * 1000})
    spans = many[["doc_id"]].merge(pd.DataFrame({"start": range(0, 1000, 50)}), how="cross")
    spans = spans.assign(end=spans["start"] + 5, word="city")
    first = contents(save(plot_dispersion(spans, many), tmp_path, data=spans))
    assert max(map(len, first.values())) < 2_000_000
    assert contents(save(plot_dispersion(spans, many), tmp_path, data=spans)) == first


# --- save_figure: bad input

BAD = {
    "no caption": ({"caption": ""}, ValueError, "The caption is empty"),
    "blank alt": ({"alt": " \n"}, ValueError, "The alt is empty"),
    "alt is None": ({"alt": None}, ValueError, "say in alt= what is shown"),
    "folder in name": ({"name": "a/b"}, ValueError, "'a/b'.*folder goes into folder="),
    "backslash in name": ({"name": "a\\b"}, ValueError, "cannot name a file"),
    "suffix in name": ({"name": "words.pdf"}, ValueError, "'words.pdf'.*suffix is added"),
    "no name": ({"name": ""}, ValueError, "cannot name a file"),
    "data is a Series": ({"data": COUNTS["n"]}, TypeError, "Series.*reset_index"),
    "data with an index": ({"data": COUNTS.set_index("word")}, ValueError, "'word'.*reset_index"),
}


@pytest.mark.parametrize("change, error, message", BAD.values(), ids=BAD.keys())
def test_bad_input_leaves_no_file(tmp_path, change, error, message):
    with pytest.raises(error, match=message):
        save(plot_counts(COUNTS), tmp_path, **change)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("not_axes", [None, "ax", COUNTS])
def test_only_axes_are_saved(tmp_path, not_axes):
    with pytest.raises(TypeError, match=f"not {type(not_axes).__name__}: pass what plot_"):
        save(not_axes, tmp_path)


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "figures").write_text("mine")
    with pytest.raises(NotADirectoryError, match="figures is a file, not a folder"):
        save(plot_counts(COUNTS), tmp_path / "figures")
    with pytest.raises(OSError, match=r"cannot be written.*name another in folder="):
        save(plot_counts(COUNTS), tmp_path / "figures" / "below")
    assert (tmp_path / "figures").read_text() == "mine"


@pytest.mark.parametrize("interruption", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_run_leaves_what_was_there(tmp_path, monkeypatch, interruption):
    save(plot_counts(COUNTS), tmp_path)
    before = contents(tmp_path.iterdir())
    write = Path.write_bytes

    def fail_late(path, content):
        write(path, content[:10])
        if ".png" in path.name:
            raise interruption

    monkeypatch.setattr(Path, "write_bytes", fail_late)
    with pytest.raises(type(interruption)):
        save(plot_counts(RATES, x="per_million"), tmp_path)
    assert contents(tmp_path.iterdir()) == before


def test_a_picture_that_cannot_be_drawn_leaves_no_file(tmp_path, monkeypatch):
    ax = plot_counts(COUNTS)
    engine = ax.figure.get_layout_engine()
    monkeypatch.setattr(figures, "_picture", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(ax, tmp_path)
    assert list(tmp_path.iterdir()) == [] and ax.figure.get_layout_engine() is engine


# --- save_table

MIDNIGHT, MORNING = pd.Timestamp("2016-12-13"), pd.Timestamp("2016-12-13 10:30")
MARKS = ['say "no"', "1,5", "x\ry", "x\ny", " s "]
FLOATS = [0.1 + 0.2, 1.0, 1e6, 1 / 3, -0.0, 1e-7, float("inf"), 1e20]
GAPS = {"a": [None, "x"], "b": [np.nan, 1.5], "c": pd.array([None, 2], "Int64"), "d": [pd.NaT, pd.NA]}
NULLABLE = {"a": pd.array([True, None], "boolean"), "b": pd.array([0.5, None], "Float64")}
CATEGORIES = {"a": pd.Categorical(["b", None], ["z", "b"]), "c": pd.Categorical([1.5, 2])}
TABLES = {
    "marks": ({"a": MARKS}, 'a\n"say ""no"""\n"1,5"\n"x\ry"\n"x\ny"\n s \n'),
    "floats": ({"a": FLOATS}, "a\n0.3\n1\n1000000\n0.3333333333\n0\n1e-07\ninf\n1e+20\n"),
    "whole numbers": ({"a": [1, -2, 2**60]}, "a\n1\n-2\n1152921504606846976\n"),
    "truth values": ({"a": [True, False], "b": 1}, "a,b\nTrue,1\nFalse,1\n"),
    "missing values": (GAPS, "a,b,c,d\n,,,\nx,1.5,2,\n"),
    "nullable": (NULLABLE, "a,b\nTrue,0.5\n,\n"),
    "days": ({"a": [MIDNIGHT, pd.NaT]}, 'a\n2016-12-13\n""\n'),
    "moments": ({"a": [MIDNIGHT, MORNING]}, "a\n2016-12-13 00:00:00\n2016-12-13 10:30:00\n"),
    "moments with zone": ({"a": [MIDNIGHT.tz_localize("UTC")]}, "a\n2016-12-13 00:00:00+0000\n"),
    "Python days": ({"a": [MIDNIGHT.date()]}, "a\n2016-12-13\n"),
    "categories": (CATEGORIES, "a,c\nb,1.5\n,2\n"),
    "mixed": ({"a": pd.Series([True, 1, 1.0, "x", None], dtype=object)}, 'a\nTrue\n1\n1\nx\n""\n'),
    "letters": ({"Straße": ["naïve “q” 👍 العربية"]}, "Straße\nnaïve “q” 👍 العربية\n"),
    "no rows": ({"a": [], "b": []}, "a,b\n"),
}


@pytest.mark.parametrize("columns, expected", TABLES.values(), ids=TABLES.keys())
def test_table_as_csv(tmp_path, columns, expected):
    [path] = save_table(pd.DataFrame(columns), "words", folder=tmp_path / "tables")
    assert path == tmp_path / "tables" / "words.csv"
    assert path.read_bytes() == expected.encode("utf-8")


def test_table_keeps_row_order_and_drops_a_nameless_index(tmp_path):
    table = COUNTS.sort_values("n")
    before = table.copy()
    assert (
        save_table(table, "words", folder=tmp_path)[0].read_bytes() == b"word,n\nwar,3\ncity,5\npeace,1200\n"
    )
    pd.testing.assert_frame_equal(table, before)


BAD_TABLES = {
    "index": (COUNTS.set_index("word"), ValueError, "index 'word'.*reset_index"),
    "groups": (COUNTS.groupby("word").agg(n=("n", "sum")), ValueError, "index 'word'"),
    "same name": (pd.DataFrame([[1, 2]], columns=["a", "a"]), ValueError, "used once"),
    "two levels": (
        pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
        ValueError,
        "one name each",
    ),
    "sets": (pd.DataFrame({"a": [{"x", "y"}]}), TypeError, "'a' holds a set"),
    "lists": (pd.DataFrame({"a": [[1, 2]]}), TypeError, "'a' holds a list"),
    "no table": ([1, 2], TypeError, "not list"),
}


@pytest.mark.parametrize("table, error, message", BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_tables_that_csv_would_spoil(tmp_path, table, error, message):
    with pytest.raises(error, match=message):
        save_table(table, "words", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(TEXT, st.none() | TEXT, st.floats(-1e300, 1e300), st.integers())))
def test_a_table_reads_back(rows):
    table = pd.DataFrame(rows, columns=["a", "b", "x", "n"]).astype({"a": object, "b": object, "n": object})
    head, *lines = csv.reader(io.StringIO(csv_bytes(table).decode("utf-8"), newline=""))
    assert head == ["a", "b", "x", "n"]
    assert [(a, b) for a, b, *_ in lines] == [(a, b or "") for a, b, *_ in rows]
    assert [float(x) for *_, x, _ in lines] == pytest.approx([x for *_, x, _ in rows], rel=1e-9, abs=0)
    assert [int(n) for *_, n in lines] == [n for *_, n in rows]


# --- write_manifest


def test_manifest_lists_what_is_there(tmp_path):
    save_table(COUNTS, "words", folder=tmp_path / "tables")
    save_table(COUNTS, "b", folder=tmp_path)
    for name in ("README.md", ".gitignore", ".words.csv.12.tmp", "MANIFEST.json"):
        (tmp_path / name).write_text("x")
    path = write_manifest(tmp_path, corpus=DOCUMENTS)
    manifest = json.loads(path.read_text("utf-8"))
    assert path == tmp_path / "MANIFEST.json"
    assert list(manifest["files"]) == ["b.csv", "tables/words.csv"]
    content = (tmp_path / "b.csv").read_bytes()
    assert manifest["files"]["b.csv"] == {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert manifest["corpus"]["texts"] == 2 and len(manifest["corpus"]["blake2b"]) == 64
    assert manifest["kit"] == {"name": "press-kit", "version": manifests.kit_version()}
    assert str(tmp_path) not in path.read_text("utf-8")


def test_files_of_others_are_listed_as_they_are(tmp_path):
    Image.new("RGB", (3, 3)).save(tmp_path / "logo.png")  # states no resolution
    others = {
        "broken.png": b"",
        "empty.csv": b"",
        "latin.csv": "Zeit;Stra\xdfe\n".encode("latin-1"),
        "twice.csv": b"a,a\n",
    }
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
    assert write_codebook(tmp_path).read_text("utf-8") == (
        "file,column,meaning\nlatin.csv,Zeit;Stra\ufffde,Zeit;Stra\ufffde\ntwice.csv,a,a\ntwice.csv,a,a\n"
    )
    files = json.loads(write_manifest(tmp_path, corpus=DOCUMENTS).read_text("utf-8"))["files"]
    assert set(files) == {"COLUMNS.csv", "logo.png", *others}
    assert set(files["logo.png"]) == {"bytes", "sha256"}


def test_manifest_is_the_same_for_the_same_texts(tmp_path):
    save_table(COUNTS, "words", folder=tmp_path)
    first = write_manifest(tmp_path, corpus=DOCUMENTS).read_bytes()
    shuffled = DOCUMENTS.iloc[::-1].assign(title="new")
    assert write_manifest(tmp_path, corpus=shuffled).read_bytes() == first
    categorical = DOCUMENTS.astype({"doc_id": "category"})
    assert write_manifest(tmp_path, corpus=categorical).read_bytes() == first
    assert first.endswith(b"}\n") and b"\r" not in first


def test_corpus_hash_tells_texts_apart():
    def digest(*pairs):
        return manifests.corpus_hash(pd.DataFrame(pairs, columns=["doc_id", "text"]))

    different = [
        digest(),
        digest(("a", "bc")),
        digest(("ab", "c")),
        digest(("a", "bc"), ("", "")),
        digest(("a", "bc"), ("a", "bc")),
    ]
    assert len(set(different)) == len(different)


def test_version_without_an_installed_package(monkeypatch, tmp_path):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifests.kit_version())
    monkeypatch.setattr(manifests, "__file__", str(tmp_path / "analysis" / "export" / "manifest.py"))
    assert manifests.kit_version() == "unknown"


def test_manifest_needs_a_folder_and_documents(tmp_path):
    with pytest.raises(NotADirectoryError, match="no folder"):
        write_manifest(tmp_path / "nowhere", corpus=DOCUMENTS)
    with pytest.raises(KeyError, match="no column 'text'"):
        write_manifest(tmp_path, corpus=DOCUMENTS[["doc_id"]])
    assert list(tmp_path.iterdir()) == []
