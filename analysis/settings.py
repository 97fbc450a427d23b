"""The settings that all notebooks share, and the set-up cell that reads them."""

import json
import os
import re
import tomllib
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.export.style import check_style, figure_style
from analysis.progress import find_shell
from analysis.tables import PARTITIONS

KIT = Path(__file__).resolve().parent.parent
NOTEBOOKS = KIT / "notebooks"
SEEDS = KIT / "seeds"
# Folders with files of the kit; those whose names start with a dot are added.
_OWN = {"analysis", "figures", "notebooks", "seeds", "tests"}
_DEFAULTS = {
    "corpus": str(SEEDS),
    "results": None,
    "cache": None,
    "workers": None,
    "venue": "nature",
    "width": "single",
    "read": {},
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # such as \t makes in Python
# The arguments of read_corpus that can be set, and what they are.
_READ = dict.fromkeys(["metadata", "names", "encoding", "split"], str) | {"columns": dict, "drop": list}
_READ |= dict.fromkeys(["dayfirst", "unwrap", "repair"], bool)


class Places(NamedTuple):
    """Where a notebook reads and writes, and how it reads.

    The paths are absolute; the cache is None for the user's own cache folder; read has arguments of `read_corpus`.
    """

    corpus: str
    results: str
    cache: str | None
    read: dict[str, object]


def notebook_setup(
    *,
    corpus: str | Path | None = None,
    results: str | Path | None = None,
    cache: str | Path | None = None,
    venue: str | None = None,
    width: str | None = None,
    read: Mapping[str, object] | None = None,
) -> Places:
    """Return the corpus, results and cache of a notebook and how to read, and set how figures and warnings look.

    An argument of None takes its value from the settings: `settings.local.toml` in the folder `notebooks`, for your
    own values, then `settings.toml`. Results that no setting names go into `figures` for the article that comes with
    the kit, and into a folder `results/NAME` of the clone for a corpus called NAME. A warning is shown as one line of
    text, since Python's own form names the process and its temporary files; an error as one sentence, without the
    lines of code that lead to it (`%xmode Context` brings these back).

    Args:
        corpus: a folder of texts, or one text. Relative paths start from the notebook's folder.
        results: the folder for tables and figures.
        cache: the folder for annotations.
        venue, width: of the figures, as in `figure_style`.
        read: arguments of `read_corpus`, such as {"split": "***"}; they replace those of the settings one by one.

    Raises:
        ValueError: a settings file is not TOML, has an unknown key or a value of the wrong kind; there is no such
            venue; a path has a tab or the like; the results or the cache would go into the corpus, or into a folder
            with files of the kit.

    >>> before = warnings.formatwarning
    >>> corpus, results, cache, read = notebook_setup(corpus="/texts/flood", results="/tmp/flood")
    >>> Path(results).name, warnings.formatwarning("Two texts are empty.", UserWarning, "3.py", 7)
    ('flood', 'Warning: Two texts are empty.\\n')
    >>> warnings.formatwarning = before
    """
    if shell := find_shell():
        shell.InteractiveTB.set_mode(mode="Minimal")
    pd.set_option("display.max_colwidth", 120)  # letters of a cell that a table shows
    warnings.formatwarning = lambda message, *_, **__: f"Warning: {message}\n"
    given = {"corpus": corpus, "results": results, "cache": cache, "venue": venue, "width": width}
    for key, value in given.items():
        if _CONTROL.search(str(value)):
            raise ValueError(
                f"{key} = {str(value)!r} has a backslash, which Python reads as a sign: write / instead"
            )
    settings = read_settings() | {key: value for key, value in given.items() if value}
    if settings["workers"]:
        os.environ["PRESS_KIT_WORKERS"] = str(settings["workers"])
    figure_style(settings["venue"], settings["width"])
    source = absolute_path(settings["corpus"])
    name = source.stem if source.is_file() else source.name
    own = KIT / "figures" if source == SEEDS else KIT / "results" / (name or "corpus")
    target = check_folder("results", settings["results"] or own, source)
    kept = settings["cache"] and str(check_folder("cache", settings["cache"], source))
    return Places(str(source), str(target), kept, read_options(source, read))


def read_options(corpus: Path, given: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return the arguments with which `read_corpus` reads a corpus: those given, then those of the settings.

    The settings say how their own corpus is read, so they do not hold for another.
    """
    settings = read_settings()
    shared = settings["read"] if absolute_path(settings["corpus"]) == corpus else {}
    return shared | _check_read(given or {}, "the command line or notebook")


def check_folder(name: str, path: str | Path, corpus: Path, files: Collection[str] = ()) -> Path:
    """Return the full path of a folder; raise a ValueError if files of the corpus or the kit would be overwritten.

    `files` are the names of files that will be written there; an old one may be a link to a file of the kit.
    """
    if not str(path).strip():
        raise ValueError(f"the folder for {name} has an empty name: write its path")
    folder = absolute_path(path)
    paths = [folder, *map(folder.joinpath, files)]
    if folder.is_file():
        fault = "is a file: name a folder"
    elif folder == corpus.parent and corpus.is_file() or folder.is_relative_to(corpus) and _has_texts(corpus):
        fault = f"lies in the corpus {corpus}: name one outside it"
    elif any(_is_own(path.resolve(), seed=corpus == SEEDS) for path in paths):
        fault = f"has files of the kit, which could be overwritten: name another, such as {KIT / 'results'}"
    else:
        return folder
    raise ValueError(f"the folder for {name}, {folder}, {fault}")


def _has_texts(corpus: Path) -> bool:
    """Whether all files in a folder are read as texts, which those of a corpus in partitions are not."""
    return corpus.is_dir() and not (corpus / PARTITIONS).exists()


def _is_own(target: Path, *, seed: bool) -> bool:
    """Whether a path is in one of the kit's own folders, or is the clone itself or a folder around it."""
    exempt = {".build", "figures"} if seed else {".build"}
    folders = [folder for folder in KIT.iterdir() if folder.name not in exempt]
    own = [folder for folder in folders if folder.name in _OWN or folder.name.startswith(".")]
    there = [path for path in (target, *target.parents) if path.exists()]
    return KIT.is_relative_to(target) or any(path.samefile(folder) for path in there for folder in own)


def read_settings() -> dict[str, object]:
    """Read the settings of all notebooks: local over shipped over defaults, or only those of PRESS_KIT_SETTINGS.

    This variable of the environment has the path of a settings file, or settings as JSON (from `shared_settings`).

    >>> sorted(read_settings())
    ['cache', 'corpus', 'read', 'results', 'venue', 'width', 'workers']
    """
    only = os.environ.get("PRESS_KIT_SETTINGS", "")
    if only.startswith("{"):
        return json.loads(only)
    own = [NOTEBOOKS / "settings.toml", NOTEBOOKS / "settings.local.toml"]
    settings = dict(_DEFAULTS)
    for file in [Path(only)] if only else filter(Path.exists, own):
        settings |= _read_file(file)
    return settings


@contextmanager
def shared_settings(values: Mapping[str, object]) -> Iterator[None]:
    """Let the notebooks that are run meanwhile use these values instead of those in the settings files."""
    before = os.environ.get("PRESS_KIT_SETTINGS")
    settings = read_settings() | {key: value for key, value in values.items() if value is not None}
    os.environ["PRESS_KIT_SETTINGS"] = json.dumps(settings, default=str)
    try:
        yield
    finally:
        os.environ.pop("PRESS_KIT_SETTINGS")
        os.environ.update({"PRESS_KIT_SETTINGS": before} if before else {})


def _read_file(file: Path) -> dict[str, object]:
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8-sig", errors="replace"))
    except tomllib.TOMLDecodeError as error:
        remedy = "write each setting once, as venue = 'plos', and a path in 'single quotes'"
        raise ValueError(f"{file} cannot be read as TOML ({error}): {remedy}") from error
    for key, value in settings.items():
        if key not in _DEFAULTS:
            raise ValueError(f"{file} has the unknown setting {key!r}: use {', '.join(_DEFAULTS)}")
        if key == "read":
            settings[key] = _check_read(value, file, file.parent)
            continue
        if key == "workers":
            if type(value) is not int or value < 1:
                raise ValueError(f"{file} has workers = {value!r}: write a number of processes, such as 4")
            continue
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{file} has {key} = {value!r}, which is no text: write {key} = 'value'")
        if _CONTROL.search(value):
            raise ValueError(f"{file} has a backslash in double quotes as {key}: write it in 'single quotes'")
    try:
        check_style(*(settings.get(key, _DEFAULTS[key]) for key in ("venue", "width")))
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from error
    paths = {"corpus", "results", "cache"} & settings.keys()
    return settings | {key: str(absolute_path(settings[key], file.parent)) for key in paths}


def _check_read(given: object, source: object, start: Path = Path()) -> dict[str, object]:
    """Return arguments of `read_corpus` from a source, with the full path of metadata."""
    if not isinstance(given, Mapping):
        raise ValueError(f"{source} has read = {given!r}: write a table [read] with names and values")
    for name, value in given.items():
        if name not in _READ:
            raise ValueError(f"{source} has the unknown setting read.{name}: use {', '.join(_READ)}")
        if not isinstance(value, _READ[name]):
            kinds = {str: "'value'", bool: "true or false", dict: "{ text = 'body' }"}
            kinds[list] = "['near copy']"
            raise ValueError(f"{source} has read.{name} = {value!r}: write {name} = {kinds[_READ[name]]}")
    paths = {"metadata": str(absolute_path(given["metadata"], start))} if "metadata" in given else {}
    return dict(given) | paths


def absolute_path(path: str | Path, start: Path = Path()) -> Path:
    """Return the full path of a file or folder, whose name may start with ~ or be relative to `start`."""
    return (start / Path(path).expanduser()).resolve()
