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
_PICTURES = (".pdf", ".svg", ".png", ".tiff")
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
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder {folder} to list: save figures or tables there first.")
    manifest = {
        "kit": {"name": KIT, "version": kit_version()},
        "corpus": {"texts": len(corpus), "blake2b": corpus_hash(corpus)},
        "files": {path.relative_to(folder).as_posix(): _describe(path) for path in _results(folder)},
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
    folder = Path(folder)
    rows = []
    for path in _results(folder):
        if path.suffix == ".csv" and path.name != "COLUMNS.csv":
            name = path.relative_to(folder).as_posix()
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                rows += [(name, column, heading(column)) for column in next(csv.reader(file), [])]
    table = pd.DataFrame(rows, columns=["file", "column", "meaning"])
    return write_files({"COLUMNS.csv": csv_bytes(table)}, folder)[0]


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


def _results(folder: Path) -> list[Path]:
    def listed(path: Path) -> bool:
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        left_out = path.stem == "README" or path.suffix in _UNLISTED or path == folder / "MANIFEST.json"
        return path.is_file() and not hidden and not left_out

    return sorted(filter(listed, folder.rglob("*")), key=lambda path: path.relative_to(folder).as_posix())


def _describe(path: Path) -> dict[str, int | str]:
    content = path.read_bytes()
    entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    data = path.with_suffix(".csv")
    if path.suffix in _PICTURES and data.exists():
        entry["data_sha256"] = hashlib.sha256(data.read_bytes()).hexdigest()
    return entry
