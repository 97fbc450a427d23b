"""One place for the settings of all notebooks."""

import inspect
import os
import re
import warnings
from pathlib import Path

import matplotlib as mpl
import pytest

from analysis import notebook_setup, read_corpus, settings
from analysis.workers import count_workers


@pytest.fixture(autouse=True)
def kit(tmp_path, monkeypatch):
    """A clone of which only the notebooks' folder is there."""
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("PRESS_KIT_SETTINGS")
    monkeypatch.setattr(settings, "KIT", tmp_path)
    monkeypatch.setattr(settings, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    monkeypatch.chdir(tmp_path / "notebooks")
    with mpl.rc_context():
        yield tmp_path


def write(kit, text, name="settings.local.toml"):
    (kit / "notebooks" / name).write_text(text, encoding="utf-8")


def width():
    return round(mpl.rcParams["figure.figsize"][0] * 25.4)


def test_parameters_over_local_over_shipped_over_defaults(kit, monkeypatch):
    assert notebook_setup() == (str(settings.SEEDS), str(kit / "figures"), None, {})
    write(kit, "corpus = '../shipped'\nvenue = 'plos'\nwidth = 'double'", "settings.toml")
    assert notebook_setup().corpus == str(kit / "shipped") and width() == 190
    write(kit, "corpus = '../local'\nwidth = 'single'\ncache = '../cache'")
    local = (kit / "local", kit / "results" / "local", kit / "cache")
    assert notebook_setup()[:3] == tuple(map(str, local)) and width() == 83
    corpus, _, cache, _ = notebook_setup(corpus="mine", cache="/c", venue="nature")
    assert (corpus, cache, width()) == (str(kit / "notebooks" / "mine"), "/c", 89)
    monkeypatch.setenv("PRESS_KIT_SETTINGS", str(kit / "notebooks" / "settings.toml"))  # the only one
    assert notebook_setup().corpus == str(kit / "shipped") and width() == 190


def test_results_of_another_corpus_never_go_into_figures(kit):
    (kit / "flood.txt").write_text("Text.")
    assert notebook_setup(corpus=settings.SEEDS).results == str(kit / "figures")
    assert notebook_setup(corpus=kit / "texts").results == str(kit / "results" / "texts")
    assert notebook_setup(corpus="../flood.txt").results == str(kit / "results" / "flood")
    (kit / "texts.2016").mkdir()
    assert notebook_setup(corpus="../texts.2016", results="").results == str(kit / "results" / "texts.2016")
    for folder in ("figures", "seeds"):
        (kit / folder).mkdir()
    for results, fault in (
        ("figures", "files of the kit"),
        ("seeds", "files of the kit"),
        ("texts.2016/a", "lies in"),
    ):
        with pytest.raises(ValueError, match=fault):
            notebook_setup(corpus="../texts.2016", results=f"../{results}")
    write(kit, "results = '~/out'")
    assert notebook_setup(corpus="../texts").results == str(Path("~/out").expanduser())


def test_how_texts_are_read_holds_for_the_corpus_of_the_settings_only(kit):
    write(
        kit,
        "corpus = '../mine'\n[read]\nsplit = '***'\nmetadata = '../list.xlsx'\ncolumns = { text = 'body' }",
    )
    read = {"split": "***", "metadata": str(kit / "list.xlsx"), "columns": {"text": "body"}}
    assert notebook_setup().read == read == notebook_setup(corpus=kit / "mine").read
    assert notebook_setup(read={"split": "---"}).read == read | {"split": "---"}
    assert notebook_setup(corpus="../other", read={"unwrap": False}).read == {"unwrap": False}


def test_all_arguments_of_read_corpus_can_be_set():
    arguments = inspect.signature(read_corpus).parameters
    assert settings._READ.keys() == arguments.keys() - {"path"}


def test_the_number_of_processes_is_that_of_the_settings(kit, monkeypatch):
    monkeypatch.setenv("PRESS_KIT_WORKERS", "1")
    write(kit, "workers = 3")
    notebook_setup()
    assert count_workers(None, 0) == 3


def test_shared_settings_hold_meanwhile_over_those_of_the_files(kit):
    write(kit, "venue = 'plos'\ncache = '/b'")
    with settings.shared_settings({"cache": Path("/c"), "venue": None, "read": {"dayfirst": True}}):
        shared = settings.read_settings()
    assert (shared["cache"], shared["venue"], shared["read"]) == ("/c", "plos", {"dayfirst": True})
    assert settings.read_settings()["cache"] == "/b" and "PRESS_KIT_SETTINGS" not in os.environ


def test_the_shipped_settings_are_the_defaults(kit):
    shipped = Path(__file__).parent.parent / "notebooks" / "settings.toml"
    write(kit, shipped.read_text("utf-8").replace("../seeds", str(settings.SEEDS)))
    assert settings.read_settings() == settings._DEFAULTS
    write(kit, re.sub("^# (?=\\w+ =)", "", shipped.read_text("utf-8"), flags=re.MULTILINE))  # the examples
    assert settings.read_settings()["read"].keys() == settings._READ.keys()
    for name in (r"C:\Users\new\texts", "my\xa0texts"):
        write(kit, f"corpus = '{name}'")
        assert settings.read_settings()["corpus"].endswith(name)


WRONG = {
    "corpora = 'x'": "unknown setting 'corpora': use corpus, results, cache, workers, venue, width, read",
    "[corpus]\nx = 'y'": "corpus = {'x': 'y'}, which is no text: write corpus = 'value'",
    "results = ' '": "results = ' ', which is no text",
    "venue = 'plos'\ncorpus = ../x": r"as TOML \(.* line 2, .*write each setting once",
    r'corpus = "C:\Daten"': r"as TOML \(.* line 1, .*a path in 'single quotes'",
    r'cache = "C:\temp"': "backslash in double quotes as cache: .*'single quotes'",
    "cache = '/c'\ncache = '/d'": "as TOML .*write each setting once",
    "read = 'x'": "has read = 'x': write a table .read. with names and values",
    "[read]\nspilt = 'x'": "unknown setting read.spilt: use metadata, names, encoding, split, columns",
    "[read]\ndayfirst = 1": "has read.dayfirst = 1: write dayfirst = true or false",
    "[read]\ncolumns = 'x'": "has read.columns = 'x': write columns = { text = 'body' }",
    "workers = 0": "has workers = 0: write a number of processes, such as 4",
    "venue = 'ploss'": ": .*'ploss' is not known: use one of 'nature'",
}


@pytest.mark.parametrize(("text", "message"), WRONG.items())
def test_errors_name_file_key_and_remedy(kit, text, message):
    write(kit, text)
    with pytest.raises(ValueError, match=f"settings.local.toml.*{message}") as raised:
        notebook_setup()
    assert "\n" not in str(raised.value)
