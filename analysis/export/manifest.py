"""List the results of a run, with the corpus and the kit that made them."""

import csv
import hashlib
import json
import os
from importlib import metadata
from pathlib import Path

import pandas as pd

from analysis.export.files import csv_bytes, write_files
from analysis.export.headings import heading
from analysis.tables import check_columns

KIT = "press-kit"
YEAR = 2026  # of the release, as in CITATION.cff
CODEBOOK = "COLUMNS.csv"
_PICTURES = (".pdf", ".svg", ".png", ".tiff")
_CLONE = Path(__file__).resolve().parents[2]
_UNLISTED = (".docx", ".xlsx")  # their bytes differ between machines


def write_manifest(folder: str | os.PathLike, *, corpus: pd.DataFrame) -> Path:
    """List every file of a folder with its size and SHA-256, and the corpus and kit it was made with.

    A picture also has the SHA-256 of the data drawn (the CSV of the same name). The manifest has no date and no path
    of the machine, so that equal results have equal manifests. It leaves out itself, README files, Word and Excel
    files, and names that start with a dot.

    Args:
        folder: the folder of results, subfolders included.
        corpus: the documents; doc_id and text are hashed, in any order.

    Returns the path of MANIFEST.json.

    Raises:
        KeyError: `corpus` lacks doc_id or text.
        OSError: the folder is missing or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "words.csv").write_text("n\\n1\\n")
    ...     path = write_manifest(folder, corpus=pd.DataFrame({"doc_id": ["a.txt"], "text": ["A city."]}))
    ...     json.loads(path.read_text())["files"]["words.csv"]["bytes"]
    4
    """
    manifest = {
        "kit": {"name": KIT, "version": kit_version()},
        "corpus": {"texts": len(corpus), "blake2b": corpus_hash(corpus)},
        "files": {name: _describe(path) for name, path in list_results(folder).items()},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return write_files({"MANIFEST.json": text.encode()}, folder)[0]


def write_codebook(folder: str | os.PathLike) -> Path:
    """Write COLUMNS.csv: what each column of each CSV file of a folder means, with its unit.

    Args:
        folder: the folder of results, subfolders included.

    Returns the path. Columns of the file: file, column, meaning.

    Raises:
        OSError: the folder cannot be read or written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "words.csv").write_text("word,doc_freq\\nwar,3\\n")
    ...     print(write_codebook(folder).read_text(), end="")
    file,column,meaning
    words.csv,word,word
    words.csv,doc_freq,texts
    """
    rows = []
    for name, path in list_results(folder, ".csv").items():
        if path.name != CODEBOOK:
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                rows += [(name, column, heading(column)) for column in next(csv.reader(file), [])]
    table = pd.DataFrame(rows, columns=["file", "column", "meaning"])
    return write_files({CODEBOOK: csv_bytes(table)}, folder)[0]


def corpus_hash(corpus: pd.DataFrame) -> str:
    """Return a hash of the doc_id and text of a corpus, the same in any order of its rows."""
    check_columns(corpus, "corpus", ["doc_id", "text"])
    digest = hashlib.blake2b(digest_size=32)
    for pair in sorted(zip(corpus["doc_id"].astype(str), corpus["text"].astype(str), strict=True)):
        for part in pair:
            content = part.encode("utf-8")
            digest.update(len(content).to_bytes(8, "big") + content)  # lengths keep "ab"+"c" from "a"+"bc"
    return digest.hexdigest()


def kit_version() -> str:
    """Return the version of the kit that is installed."""
    return metadata.version(KIT)


def list_results(folder: str | os.PathLike, suffix: str = "") -> dict[str, Path]:
    """Return the files of a folder that a manifest lists, by their paths in the folder; `suffix`: only such files.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    if not Path(folder).is_dir():
        raise NotADirectoryError(f"There is no folder {folder} to list: save figures or tables there first.")
    listed = {}
    for path in Path(folder).rglob(f"*{suffix}"):
        name = path.relative_to(folder).as_posix()
        left_out = path.stem == "README" or path.suffix in _UNLISTED or name == "MANIFEST.json"
        if path.is_file() and not left_out and "/." not in f"/{name}":
            listed[name] = path
    return dict(sorted(listed.items()))


def is_kit_figures(folder: str | os.PathLike) -> bool:
    """Return True for the kit's own `figures`, which gets no Word and Excel files: their bytes differ by machine."""
    return Path(folder).resolve() in (_CLONE / "figures", _CLONE / ".build" / "figures")


def _describe(path: Path) -> dict[str, int | str]:
    content = path.read_bytes()
    entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    data = path.with_suffix(".csv")
    if path.suffix in _PICTURES and data.exists():
        entry["data_sha256"] = hashlib.sha256(data.read_bytes()).hexdigest()
    return entry
