import json

import nbformat
import pytest

from analysis import run, settings
from analysis.__main__ import main

pytestmark = pytest.mark.model


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """Put notebooks of one's own in the place of the kit's: `notebooks({"a": ["CORPUS = 1"]})`."""
    folder = tmp_path / "kit" / "notebooks"
    folder.mkdir(parents=True)
    monkeypatch.setattr(run, "KIT", folder.parent)
    monkeypatch.setattr(run, "NOTEBOOKS", folder)

    def write(cells_by_name):
        for name, sources in cells_by_name.items():
            cells = [
                nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]}) for source in sources[:1]
            ]
            cells += [nbformat.v4.new_code_cell(source) for source in sources[1:]]
            cells.append(nbformat.v4.new_markdown_cell("About the seed.", metadata={"tags": ["seed"]}))
            nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")

    return write


def test_a_failing_notebook_is_named_with_its_cell_and_the_others_still_run(
    notebooks, folder, tmp_path, capsys
):
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    save = 'open(RESULTS + "/made.csv", "w").write("n\\n1\\n")'
    notebooks(
        {"a": ["CORPUS = RESULTS = CACHE = None", "1 / 0"], "b": ["CORPUS = RESULTS = CACHE = None", save]}
    )
    assert main([str(corpus), "--out", str(tmp_path / "out")]) == 1
    assert "Failed: a.ipynb, cell 3 (1 / 0): ZeroDivisionError: division by zero" in capsys.readouterr().err
    assert (tmp_path / "out" / "made.csv").exists()
    assert (tmp_path / "out" / "COLUMNS.csv").read_text() == "file,column,meaning\nmade.csv,n,occurrences\n"
    assert "notebooks/b.ipynb" in json.loads((tmp_path / "out" / "MANIFEST.json").read_text())["files"]
    assert [path.name for path in corpus.iterdir()] == ["a.txt"]


def test_settings_reach_the_notebooks_that_have_them(notebooks, folder, tmp_path, capsys):
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    save = 'open(f"{RESULTS}/{TOP}-{NAME}.csv", "w").close()'
    first = "CORPUS = RESULTS = CACHE = None\n"
    notebooks({"a": [first + "TOP = 3\nNAME = 'x'", save], "b": [first + "TOP = 3; NAME = 'b'", save]})
    out = str(tmp_path / "out")
    assert main([str(corpus), "--out", out, "--set", "TOP=5", "--set", "NAME=Daily Post"]) == 0
    assert (tmp_path / "out" / "5-Daily Post.csv").exists()
    page = (tmp_path / "out" / "notebooks" / "a.html").read_text("utf-8")
    assert "<html" in page and "Daily Post" in page
    assert main([str(corpus), "--out", out, "--set", "TOPP=5"]) == 2
    assert "no notebook has the parameter 'TOPP'; there are NAME, TOP" in capsys.readouterr().err
    assert main([str(corpus), "--out", out, "--set", "CORPUS=elsewhere"]) == 2
    assert "'CORPUS' has an argument of its own" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(corpus), "--out", out, "--set", "TOP"])
    assert "write NAME=VALUE" in capsys.readouterr().err


def test_an_unknown_venue_is_refused_before_anything_runs(notebooks, folder, tmp_path, capsys):
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    notebooks({"a": ["CORPUS = RESULTS = CACHE = None\nVENUE = 'nature'"]})
    assert main([str(corpus), "--out", str(tmp_path / "out"), "--set", "VENUE=ploss"]) == 2
    assert "The venue 'ploss' is not known: use one of 'nature'," in capsys.readouterr().err
    assert not (tmp_path / "out" / "MANIFEST.json").exists()


def test_cells_about_the_seed_are_left_out_for_another_corpus(notebooks, folder, tmp_path):
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    notebooks({"a": ["CORPUS = RESULTS = CACHE = None"]})
    run.run_notebooks(corpus, tmp_path / "other")
    run.run_notebooks(run.SEEDS, tmp_path / "seed")
    assert "About the seed" not in (tmp_path / "other" / "notebooks" / "a.ipynb").read_text()
    assert "About the seed" in (tmp_path / "seed" / "notebooks" / "a.ipynb").read_text()


@pytest.mark.parametrize(
    "arguments",
    {
        "the clone": ["--out", "."],
        "an empty name": ["--out", ""],
        "the folder around the clone": ["--out", ".."],
        "notebooks": ["--out", "notebooks"],
        "copies over the notebooks": ["--out", "new", "--notebooks", "notebooks"],
        "copies with an empty name": ["--out", "new", "--notebooks", ""],
        "a folder in the package": ["--out", "analysis/results"],
        "the figures of the seed": ["--out", "figures"],
        "the repository": ["--out", "new", "--cache", ".git/cache"],
        "a link to the notebooks": ["--out", "linked"],
        "links to each notebook": ["--out", "new", "--notebooks", "links"],
    }.values(),
    ids=str,
)
def test_no_file_of_the_kit_is_overwritten(notebooks, folder, monkeypatch, capsys, arguments):
    kit = run.NOTEBOOKS.parent
    notebooks({"01-words": ["CORPUS = RESULTS = CACHE = None"]})
    for name in ("analysis", "figures", ".git", "links"):
        (kit / name).mkdir()
    (kit / "linked").symlink_to("notebooks")
    (kit / "links" / "01-words.ipynb").symlink_to(run.NOTEBOOKS / "01-words.ipynb")
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    before = sorted(kit.rglob("*")), (run.NOTEBOOKS / "01-words.ipynb").read_bytes()
    monkeypatch.chdir(kit)
    assert main([str(corpus), *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("Error: the folder for ") and error.count("\n") == 1
    assert (sorted(kit.rglob("*")), (run.NOTEBOOKS / "01-words.ipynb").read_bytes()) == before


@pytest.mark.parametrize("argument", ["--out", "--notebooks", "--cache"])
def test_nothing_is_written_into_the_corpus(folder, tmp_path, capsys, argument):
    corpus = folder({"texts/a.txt": "Text."}) / "texts"
    arguments = {"--out": tmp_path / "out", argument: corpus / "sub"}
    assert main([str(corpus), *(str(part) for pair in arguments.items() for part in pair)]) == 2
    assert "lies in the corpus" in capsys.readouterr().err
    assert [path.name for path in corpus.iterdir()] == ["a.txt"]


def test_an_unfit_folder_is_said_before_anything_runs(tmp_path, capsys):
    assert main([str(tmp_path / "gone"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("Error: there is no file or folder")
    assert not (tmp_path / "out").exists()


def test_refreshed_notebooks_hold_no_times_and_come_out_the_same(notebooks, monkeypatch):
    notebooks({"a": ["CORPUS = RESULTS = CACHE = None", "from tqdm.auto import tqdm\nlist(tqdm([1, 2]))"]})
    run.refresh_notebooks()
    (path,) = run.NOTEBOOKS.glob("*.ipynb")
    first = path.read_bytes()
    run.refresh_notebooks()
    assert path.read_bytes() == first
    assert b"widget" not in first
    assert b"iopub" not in first


def test_a_folder_without_notebooks_is_an_error(notebooks, tmp_path):
    with pytest.raises(FileNotFoundError, match="run the kit from a clone"):
        run.run_notebooks(run.SEEDS, tmp_path / "out")


def test_the_command_line_runs_all_notebooks_over_hardly_anything(folder, tmp_path, cache_folder, capsys):
    """No words, names, quotations or numbers: every table is empty, and every notebook still comes to its end."""
    corpus = folder({"texts/a.txt": "…!?"}) / "texts"
    assert main([str(corpus), "--out", str(tmp_path / "out"), "--cache", str(cache_folder)]) == 0
    made = {path.name for path in (tmp_path / "out").iterdir()}
    shipped = {path.name for path in (settings.KIT / "figures").glob("[!.]*.*")}
    assert shipped <= made
    assert "Results are in" in capsys.readouterr().out
    assert [path.name for path in corpus.iterdir()] == ["a.txt"]
