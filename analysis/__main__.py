"""Run all notebooks over a folder of texts: `python -m analysis FOLDER --out RESULTS`."""

import argparse
import ast
import re
import sys
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.actors import read_aliases
from analysis.corpus import read_corpus
from analysis.export.files import write_files
from analysis.export.manifest import corpus_hash, write_codebook, write_manifest, write_workbook
from analysis.report.site import write_report
from analysis.run import run_notebooks
from analysis.scale import is_partitioned, run_partitions, write_partitions
from analysis.settings import SEEDS, absolute_path, check_folder, read_options, read_settings
from analysis.tables import PARTITIONS

if TYPE_CHECKING:
    from distributed import Client


def main(arguments: list[str] | None = None) -> int:
    """Run the notebooks and return the exit status: 0, 1 if a notebook failed, 2 if an argument or text is wrong."""
    parser = argparse.ArgumentParser("python -m analysis", description=__doc__)
    parser.add_argument("folder", help="the texts: a folder, a ZIP file or one file")
    parser.add_argument("--out", required=True, metavar="RESULTS", help="where results go")
    parser.add_argument("--notebooks", help="where the executed notebooks go (RESULTS/notebooks)")
    parser.add_argument("--cache", help="where annotations are kept (a folder of the user's)")
    pairs = {"metavar": "NAME=VALUE", "type": _pair, "action": "append", "default": []}
    parser.add_argument("--set", **pairs, help="a value of the notebooks' parameters, such as VENUE=plos")
    how = "how texts are read, such as encoding=cp1252 or columns.text=body"
    parser.add_argument("--read", **pairs, help=how)
    how = "find and count in partitions: by the workers of a Dask cluster, or of this machine (local)"
    parser.add_argument("--scheduler", metavar="ADDRESS", help=how)
    options = parser.parse_args(arguments)
    results = Path(options.out).expanduser()
    warnings.formatwarning = lambda message, *_: f"Note: {message}\n"
    run = _run_partitions if options.scheduler else _run_notebooks
    try:
        read = read_options(absolute_path(options.folder), _as_options(options.read))
        failures = run(options, results, read)
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        name, why = getattr(error, "filename", None), getattr(error, "strerror", None)
        fault = f"{name or results}: {why}; make room or choose another folder" if why else error
        print(f"Error: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What was annotated so far is kept; run the same command to go on.", file=sys.stderr)
        return 130
    for failure in failures:
        print(f"Failed: {failure}", file=sys.stderr)
    print(f"Results{' of all else' if failures else ''} are in {options.out}")
    if (start := results / "index.html").exists():
        print(f"Open {start}")
    return 1 if failures else 0


def _run_notebooks(options: argparse.Namespace, results: Path, read: dict[str, object]) -> list[str]:
    """Run the notebooks and write the answer page and the lists of what is there; return what failed."""
    documents, manifest = read_corpus(options.folder, **read), results / "MANIFEST.json"
    if manifest.exists() and corpus_hash(documents) not in manifest.read_text("utf-8", errors="replace"):
        fault = "has results of other texts, or of these before they changed"
        raise ValueError(f"{results} {fault}: name another, or delete it")
    settings = {name.upper(): _as_python(text) for name, text in options.set}
    places = {"copies": options.notebooks, "cache": options.cache}
    failures = run_notebooks(options.folder, options.out, **places, read=read, settings=settings)
    failures += _write_report(results, documents, options)
    write_codebook(results)
    if absolute_path(options.folder) != SEEDS:  # whose figures/ are the same bytes everywhere
        write_workbook(results)
    write_manifest(results, corpus=documents)
    if settings.keys() - {"VENUE", "WIDTH"}:
        print("Note: index.html uses the notebooks' own values, not those of --set.", file=sys.stderr)
    return failures


def _run_partitions(options: argparse.Namespace, results: Path, read: dict[str, object]) -> list[str]:
    """Find and count partition by partition; return what failed."""
    for name in ("set", "notebooks", "cache"):
        if getattr(options, name):
            raise ValueError(f"--{name} is for notebooks, and --scheduler runs none: leave it out")
    folder = corpus = absolute_path(options.folder)
    check_folder("results", results, folder)
    if (folder / PARTITIONS).exists():
        raise ValueError(f"{folder} is in partitions already: leave out --scheduler")
    if not is_partitioned(folder):
        corpus = results / "documents"
        write_partitions(read_corpus(folder, **read), corpus)
    aliases = read_aliases(folder / "aliases.csv")
    if (folder / "aliases.csv").exists():  # notebooks over the results need it, too
        write_files({"aliases.csv": (folder / "aliases.csv").read_bytes()}, results)
    run = partial(run_partitions, corpus, results, aliases=aliases, progress=True)
    if options.scheduler == "local":
        failures = run(workers=read_settings()["workers"])
    else:
        with _connect(options.scheduler) as client:
            failures = run(client=client)
    write_codebook(results)
    return failures


def _connect(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise ImportError("a cluster needs Dask: run `pip install distributed`") from error
    try:
        return Client(address, timeout=20)
    except (OSError, ValueError) as error:
        remedy = "write local, or its address, such as tcp://10.0.0.7:8786"
        raise ValueError(f"there is no Dask scheduler at {address} ({error}): {remedy}") from error


def _write_report(results: Path, documents: pd.DataFrame, options: argparse.Namespace) -> list[str]:
    """Write the answer page; return no sentence, or one that says what failed."""
    try:
        aliases = read_aliases(absolute_path(options.folder) / "aliases.csv")
        notebooks = options.notebooks or results / "notebooks"
        cache = options.cache or read_settings()["cache"]  # that of the notebooks
        write_report(results, documents, cache, notebooks, aliases=aliases)
    except ValueError as error:
        return [f"index.html: {error}"]
    return []


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} has no =: write NAME=VALUE")
    return name.strip(), value


def _as_python(text: str) -> object:
    """Return a value: a number, True, False, None or list if it is written as one in Python, or else the text."""
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def _as_options(pairs: list[tuple[str, str]]) -> dict[str, object]:
    """Return arguments of `read_corpus`: columns.text=body is one of columns, drop a list, true and false as such."""
    options = {}
    for name, text in pairs:
        if name == "drop":
            kinds = [kind.strip() for kind in re.split(r"[\[\],'\"]+", text)]
            options["drop"] = [*options.get("drop", []), *filter(None, kinds)]
        elif name.startswith("columns."):
            options.setdefault("columns", {})[name.removeprefix("columns.")] = text
        else:
            options[name] = {"true": True, "false": False}.get(text.lower(), text)
    return options


if __name__ == "__main__":
    sys.exit(main())
