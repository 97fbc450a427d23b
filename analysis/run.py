"""Run the kit's notebooks over any corpus, and keep their stored outputs free of times and machines."""

import ast
import os
import re
import warnings
from itertools import chain
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from analysis.export.style import check_style
from analysis.report.notebook import notebook_page
from analysis.settings import (
    NOTEBOOKS,
    absolute_path,
    check_folder,
    read_options,
    read_settings,
    shared_settings,
)

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_METADATA = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
# Each kernel would start with a warning on its transport, which says nothing to a researcher.
_QUIET = ["--IPKernelApp.log_level=ERROR"]


def run_notebooks(
    corpus: str | Path,
    results: str | Path,
    *,
    copies: str | Path | None = None,
    cache: str | Path | None = None,
    settings: dict[str, object] | None = None,
    read: dict[str, object] | None = None,
) -> list[str]:
    """Execute a copy of every notebook over a corpus, write it as an HTML page, too, and return what failed.

    The notebooks are those in the folder `notebooks` that are named like 01-words.ipynb; a warning names others there,
    such as copies. If a notebook fails, the others still run.

    Args:
        corpus: a text or a folder of texts, as `read_corpus` takes it. Nothing is written into it.
        results: the folder for tables and figures, made if it is not there.
        copies: the folder for the executed notebooks; None: `notebooks` in `results`.
        cache: the folder for annotations; None: as in the settings.
        read: arguments of `read_corpus`, such as {"split": "***"}; None: as in the settings.
        settings: VENUE and WIDTH of the figures, and values for names of the notebooks' cells of parameters, such as
            {"TOP": 20}; each goes to every notebook that has the name.

    Returns one sentence for every notebook that failed: which cell, and why.

    Raises:
        ValueError: `results`, `copies` or `cache` is a file, has no name, is in the corpus, or is a folder with files
            of the kit; no notebook has a name of `settings`, or it has an argument here (CORPUS, RESULTS).
    """
    corpus, known = absolute_path(corpus), {path: _parameters(path) for path in _list_notebooks()}
    results = check_folder("results", results, corpus)
    copies = check_folder("copies", copies or results / "notebooks", corpus, [path.name for path in known])
    cache = check_folder("cache", cache, corpus) if cache else None
    _check_settings(settings or {}, {*chain(*known.values()), "VENUE", "WIDTH"})
    for folder in (results, copies):
        folder.mkdir(parents=True, exist_ok=True)
    given = {"CORPUS": str(corpus), "RESULTS": str(results)} | (settings or {})
    shared = {"corpus": corpus, "cache": cache, "read": read_options(corpus, read)}
    shared |= {key: given[key.upper()] for key in ("venue", "width") if key.upper() in given}
    inside = copies.is_relative_to(results)
    answers = Path(os.path.relpath(results / "index.html", copies)).as_posix() if inside else ""
    failures = []
    for path, names in known.items():
        copy = copies / path.name
        parameters = {name: value for name, value in given.items() if name in names}
        nbformat.write(_read(path), copy)
        failures += _execute(copy, parameters, shared)
        notebook = _read(copy)
        nbformat.write(notebook, copy)
        copy.with_suffix(".html").write_text(notebook_page(notebook, answers), encoding="utf-8")
    return failures


def _execute(copy: Path, parameters: dict[str, object], shared: dict[str, object]) -> list[str]:
    """Execute a notebook in its place; return no sentence, or one that says what failed."""
    options = {"cwd": NOTEBOOKS, "progress_bar": {"desc": copy.stem}, "extra_arguments": _QUIET}
    try:
        with shared_settings(shared):
            papermill.execute_notebook(copy, copy, parameters, **options)
    except PapermillExecutionError as error:
        first_line = error.source.strip().partition("\n")[0]
        return [f"{copy.name}, cell {error.exec_count} ({first_line}): {error.ename}: {error.evalue}"]
    except DeadKernelError as error:
        return [f"{copy.name}: its kernel stopped ({error}); was there too little memory?"]
    except (RuntimeError, NoSuchKernel) as error:
        return [
            f"{copy.name}: its kernel did not start ({error}); run the set-up again, which installs ipykernel"
        ]
    return []


def refresh_notebooks() -> None:
    """Execute the kit's notebooks over the seed article and store their outputs, the same bytes every time."""
    for path in _list_notebooks():
        notebook = papermill.execute_notebook(path, None, cwd=NOTEBOOKS, extra_arguments=_QUIET)
        nbformat.write(_clean(notebook), path)


def _check_settings(settings: dict[str, object], names: set[str]) -> None:
    free = names - {"CORPUS", "RESULTS"}  # which have their own arguments
    for name in settings.keys() - free:
        raise ValueError(f"no notebook has a parameter {name!r} to set; there are {', '.join(sorted(free))}")
    shared = read_settings()
    check_style(*(str(settings.get(key.upper()) or shared[key]) for key in ("venue", "width")))


def _parameters(path: Path) -> list[str]:
    """Return the names that a notebook's cell of parameters sets."""
    sources = [cell.source for cell in _read(path).cells if "parameters" in _tags(cell)]
    lines = [line for source in sources for line in ast.parse(source).body]
    return [target.id for line in lines if isinstance(line, ast.Assign) for target in line.targets]


def _list_notebooks() -> list[Path]:
    found = sorted(NOTEBOOKS.glob("*.ipynb"))
    own = [path for path in found if re.fullmatch(r"\d\d[a-z]?-[a-z]+", path.stem)]
    if not own:
        raise FileNotFoundError(f"there are no notebooks in {NOTEBOOKS}: run the kit from a clone of it")
    if others := ", ".join(path.name for path in found if path not in own):
        warnings.warn(f"{others}: not run, because its name is not like 01-words.ipynb", stacklevel=3)
    return own


def _read(path: Path) -> nbformat.NotebookNode:
    return _clean(nbformat.read(path, as_version=4))


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave out empty outputs, such as of progress bars, and what differs from run to run: times, ids, versions."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        if "injected-parameters" in _tags(cell):
            cell.id = "injected-parameters"  # papermill draws one by chance
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter") if key in cell.metadata}
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("data", True)]
    return notebook
