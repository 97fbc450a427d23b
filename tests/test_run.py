import ast
import errno
import json
from unittest.mock import Mock

import nbformat
import pytest
from jupyter_client.kernelspec import NoSuchKernel

from analysis import run, settings
from analysis.__main__ import main

pytestmark = pytest.mark.model
PARAMETERS = "CORPUS = RESULTS = None"


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """Put notebooks of one's own in the place of the kit's: `notebooks({"00-a": ["CORPUS = 1"]})`."""
    folder = tmp_path / "kit" / "notebooks"
    folder.mkdir(parents=True)
    monkeypatch.setattr(settings, "KIT", folder.parent)
    monkeypatch.setattr(run, "NOTEBOOKS", folder)

    def write(cells_by_name):
        for name, sources in cells_by_name.items():
            cells = [nbformat.v4.new_code_cell(source) for source in sources]
            cells[0].metadata.tags = ["parameters"]
            book = nbformat.v4.new_notebook(cells=cells, metadata=run._METADATA)
            nbformat.write(book, folder / f"{name}.ipynb")

    return write


@pytest.fixture
def corpus(folder):
    """A folder with one text, into which nothing is ever written."""
    path = folder({"texts/a.txt": "Text."}) / "texts"
    yield path
    assert [file.name for file in path.iterdir()] == ["a.txt"]


def test_a_failing_notebook_is_named_with_its_cell_and_settings_reach_the_others(notebooks, corpus, capsys):
    save = 'open(f"{RESULTS}/{TOP}-{NAME}.csv", "w").write("n\\n1\\n")'
    mine = f"{PARAMETERS}\nTOP = 3; NAME = 'b'"
    notebooks({"00-a": [PARAMETERS, "1 / 0"], "01b-b": [mine, save], "01b-b-Copy1": ["1 / 0"]})
    out = corpus.parent / "out"
    with pytest.warns(UserWarning, match="01b-b-Copy1.ipynb: not run"):
        assert main([str(corpus), "--out", str(out), "--set", "TOP=5", "--set", "NAME=Daily Post"]) == 1
    failed = "Failed: 00-a.ipynb, cell 3 (1 / 0): ZeroDivisionError: division by zero"
    assert failed in capsys.readouterr().err
    assert not (out / "notebooks" / "01b-b-Copy1.ipynb").exists()
    assert (out / "COLUMNS.csv").read_text() == "file,column,meaning\n5-Daily Post.csv,n,occurrences\n"
    files = json.loads((out / "MANIFEST.json").read_text())["files"]
    assert {"notebooks/01b-b.ipynb", "index.html", "pages/articles/1.html"} <= files.keys()
    page = (out / "notebooks" / "01b-b.html").read_text("utf-8")
    assert "<html" in page and "Daily Post" in page and 'href="../index.html"' in page
    notebook = nbformat.read(out / "notebooks" / "01b-b.ipynb", as_version=4)
    assert [cell.id for cell in notebook.cells if "injected-parameters" in cell.metadata.get("tags", [])] == [
        "injected-parameters"
    ]
    assert (out / "tables.xlsx").exists()


WRONG = {
    "TOPP=5": "no notebook has a parameter 'TOPP' to set; there are TOP, VENUE, WIDTH",
    "CORPUS=elsewhere": "no notebook has a parameter 'CORPUS' to set",
    "VENUE=ploss": "The venue 'ploss' is not known: use one of 'nature',",
    "TOP": "write NAME=VALUE",
}
WRONG_READ = {
    "spilt=x": "the command line or notebook has the unknown setting read.spilt: use metadata, names,"
}
WRONG_READ |= {"unwrap=no": "has read.unwrap = 'no': write unwrap = true or false"}


CASES = [("--set", *pair) for pair in WRONG.items()] + [("--read", *pair) for pair in WRONG_READ.items()]


@pytest.mark.parametrize(("option", "setting", "message"), CASES)
def test_a_wrong_setting_is_refused_at_once(notebooks, corpus, tmp_path, capsys, option, setting, message):
    notebooks({"00-a": [f"{PARAMETERS}\nTOP = 3"]})
    try:
        assert main([str(corpus), "--out", str(tmp_path / "out"), option, setting]) == 2
    except SystemExit as stop:  # of argparse
        assert stop.code == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


OWN = {
    "the clone": ["--out", "."],
    "an empty name": ["--out", ""],
    "the folder around the clone": ["--out", ".."],
    "copies over the notebooks": ["--out", "new", "--notebooks", "notebooks"],
    "a folder in the package": ["--out", "analysis/results"],
    "the figures of the seed": ["--out", "figures"],
    "the repository": ["--out", "new", "--cache", ".git/cache"],
    "a link to the notebooks": ["--out", "linked"],
    "links to each notebook": ["--out", "new", "--notebooks", "links"],
    "the corpus": ["--out", "../texts/sub"],
}


@pytest.mark.parametrize("arguments", OWN.values(), ids=OWN.keys())
def test_nothing_is_written_over_kit_or_corpus(notebooks, corpus, monkeypatch, capsys, arguments):
    kit = run.NOTEBOOKS.parent
    notebooks({"01-words": [PARAMETERS]})
    for name in ("analysis", "figures", ".git", "links"):
        (kit / name).mkdir()
    (kit / "linked").symlink_to("notebooks")
    (kit / "links" / "01-words.ipynb").symlink_to(run.NOTEBOOKS / "01-words.ipynb")
    before = sorted(kit.rglob("*")), (notebook := run.NOTEBOOKS / "01-words.ipynb").read_bytes()
    monkeypatch.chdir(kit)
    assert main([str(corpus), *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("Error: the folder for ") and error.count("\n") == 1
    assert ("lies in the corpus" in error) == ("../texts/sub" in arguments)
    assert (sorted(kit.rglob("*")), notebook.read_bytes()) == before


def test_the_folder_of_a_single_text_or_of_results_of_other_texts_is_refused_and_kept(
    folder, corpus, monkeypatch, capsys
):
    with pytest.raises(ValueError, match="lies in the corpus .*a.txt"):
        run.run_notebooks(corpus / "a.txt", corpus)
    home = folder({"out/words.csv": "n\n1\n", "other/a.txt": "Other text."})
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("analysis.__main__.run_notebooks", lambda _, results, **__: [])
    monkeypatch.setattr("analysis.__main__.SEEDS", corpus)
    assert [main([str(corpus), "--out", "~/out"]) for _ in "12"] == [0, 0]
    before = {path.name: path.read_bytes() for path in (home / "out").glob("*.*")}
    assert before.keys() == {
        "words.csv",
        "COLUMNS.csv",
        "MANIFEST.json",
        "index.html",
    }  # the seed gets no workbook
    assert main([str(home / "other"), "--out", "~/out"]) == 2
    assert "has results of other texts, or of these before they changed" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (home / "out").glob("*.*")} == before


def test_without_texts_or_notebooks_nothing_is_written(notebooks, tmp_path, capsys):
    assert main([str(tmp_path / "gone"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("Error: there is no file or folder")
    with pytest.raises(FileNotFoundError, match="run the kit from a clone"):
        run.run_notebooks(settings.SEEDS, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_kernel_that_does_not_start_is_a_sentence(notebooks, corpus, tmp_path, monkeypatch, capsys):
    notebooks({"00-a": [PARAMETERS], "01-b": [PARAMETERS]})
    for error in (NoSuchKernel("python3"), RuntimeError("Kernel died before replying to kernel_info")):
        monkeypatch.setattr("papermill.execute_notebook", Mock(side_effect=error))
        assert main([str(corpus), "--out", str(tmp_path / "out")]) == 1
        said = capsys.readouterr().err
        assert "Failed: 00-a.ipynb: its kernel did not start" in said and "Failed: 01-b.ipynb" in said


@pytest.mark.parametrize("place", ["analysis.run.nbformat.write", "analysis.__main__.write_manifest"])
def test_results_that_cannot_be_written_are_a_sentence(
    notebooks, corpus, tmp_path, monkeypatch, capsys, place
):
    notebooks({"00-a": [PARAMETERS]})
    full = OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "out" / "a.csv"))
    monkeypatch.setattr(place, Mock(side_effect=full))
    monkeypatch.setattr("papermill.execute_notebook", Mock())
    assert main([str(corpus), "--out", str(tmp_path / "out")]) == 2
    line = (
        f"Error: {tmp_path / 'out' / 'a.csv'}: No space left on device; make room or choose another folder\n"
    )
    assert capsys.readouterr().err == line


def test_the_way_of_reading_reaches_the_notebooks(notebooks, folder, tmp_path, cache_folder):
    texts = folder({"texts/a.txt": "One.\n***\nTwo."}) / "texts"
    save = 'from analysis import settings\nopen(f"{RESULTS}/read.txt", "w").write(repr(settings.read_settings()))'
    notebooks({"00-a": [PARAMETERS, save]})
    read = [
        "--read",
        "split=***",
        "--read",
        "columns.text=body",
        "--read",
        "dayfirst=true",
        "--read",
        "drop=near copy, empty text",
    ]
    assert main([str(texts), "--out", str(tmp_path / "out"), "--set", "VENUE=plos", *read]) == 0
    expected = {
        "split": "***",
        "dayfirst": True,
        "drop": ["near copy", "empty text"],
        "columns": {"text": "body"},
    }
    settings = ast.literal_eval((tmp_path / "out" / "read.txt").read_text())
    assert settings == {
        "corpus": str(texts),
        "results": None,
        "cache": None,
        "workers": None,
        "venue": "plos",
        "width": "single",
        "read": expected,
    }
    assert json.loads((tmp_path / "out" / "MANIFEST.json").read_text())["corpus"]["texts"] == 2


def test_refreshed_notebooks_hold_no_times_and_come_out_the_same(notebooks):
    notebooks(
        {"00-a": [PARAMETERS, "from analysis.progress import progress_bar\nwith progress_bar(2): print(1)"]}
    )
    run.refresh_notebooks()
    (path,) = run.NOTEBOOKS.glob("*.ipynb")
    first = path.read_bytes()
    run.refresh_notebooks()
    assert path.read_bytes() == first
    assert [output.output_type for output in nbformat.read(path, 4).cells[1].outputs] == ["stream"]
    assert b"iopub" not in first


def test_the_command_line_runs_all_notebooks_over_hardly_anything(folder, tmp_path, cache_folder, capsys):
    """No words, names, quotations or numbers: the tables are empty, and every notebook still comes to its end."""
    corpus = folder({"texts/a.txt": "…!?"}) / "texts"
    assert main([str(corpus), "--out", str(tmp_path / "out"), "--cache", str(cache_folder)]) == 0
    made = {path.name for path in (tmp_path / "out").iterdir()}
    figures = settings.KIT / "figures"
    drawn = {path.stem for path in figures.glob("*.png")}
    assert {path.name for path in figures.glob("[!.]*.*") if path.stem not in drawn} <= made
    assert not any(name.endswith(".png") for name in made)  # a picture of nothing is not made
    assert capsys.readouterr().out.splitlines()[-1] == f"Open {tmp_path / 'out' / 'index.html'}"


def test_a_wrong_list_of_actors_is_a_sentence_and_keeps_the_other_results(
    notebooks, folder, tmp_path, capsys
):
    notebooks({"00-a": [PARAMETERS]})
    corpus = folder({"texts/a.txt": "Text.", "texts/aliases.csv": "action,name,to\ndrop,Nobody,\n"}) / "texts"
    assert main([str(corpus), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert "Failed: index.html: aliases, row 2 (Nobody,drop,): no such actor or mention" in said.err
    assert (tmp_path / "out" / "MANIFEST.json").exists() and "Open" not in said.out
