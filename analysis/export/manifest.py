"""What a run wrote, listed three ways: a manifest, a codebook of the columns, and an Excel workbook."""

import csv
import hashlib
import io
import json
import re
import warnings
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from analysis.export.files import csv_bytes, write_files
from analysis.export.headings import heading
from analysis.tables import check_columns

KIT = "press-kit"
YEAR = 2026  # of the release, as in CITATION.cff
CODEBOOK = "COLUMNS.csv"
# Word and Excel files are not listed: their bytes differ between machines.
_UNLISTED = re.compile(r"(^|/)(\.|README(\.\w+)?$)|^MANIFEST\.json$|\.(docx|xlsx)$")
# As save_table writes numbers; not 007, 1.10, 1e5 or 1_000, and no more digits than Excel keeps.
_NUMBER = r"(-?(0|[1-9]\d{0,14})(\.\d{0,13}[1-9])?(e[+-]\d\d)?)?"


def write_manifest(folder: str | Path, *, corpus: pd.DataFrame) -> Path:
    """List every file of a folder with its size and SHA-256, and the corpus and kit it was made with.

    The manifest has no date and no path of the machine, so that equal results have equal manifests. It leaves out
    itself, README files, Word and Excel files, and names that start with a dot.

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
    manifest = {"kit": {"name": KIT, "version": kit_version()}}
    manifest |= {"corpus": {"texts": len(corpus), "blake2b": corpus_hash(corpus)}, "files": {}}
    for name, path in list_results(folder).items():
        content = path.read_bytes()
        manifest["files"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return write_files({"MANIFEST.json": text.encode()}, folder)[0]


def write_codebook(folder: str | Path) -> Path:
    """Write COLUMNS.csv: what each column of each CSV file and each table of Parquet files means, with its unit.

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
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                rows += [(name, column, heading(column)) for column in next(csv.reader(file), [])]
    for folder_of_table in sorted(Path(folder).glob("[!.]*/")):
        for path in sorted(folder_of_table.glob("*.parquet"))[:1]:
            rows += [(f"{folder_of_table.name}/", name, heading(name)) for name in pq.read_schema(path).names]
    table = pd.DataFrame(rows, columns=["file", "column", "meaning"])
    return write_files({CODEBOOK: csv_bytes(table)}, folder)[0]


def write_workbook(folder: str | Path) -> Path:
    """Write tables.xlsx: a sheet for each CSV file of a folder of results, COLUMNS.csv first.

    A column has numbers if all its values are written as `save_table` writes numbers. All other columns have texts,
    as in the CSV file: NA, 007, =1+1, inf or 2016-12-13. Excel cuts texts after 32,767 characters, and has room for
    1,048,576 rows, 16,384 columns and 31 letters in the name of a sheet. One warning lists the files beyond these
    limits.

    Args:
        folder: the folder of results, subfolders included.

    Returns the path.

    Raises:
        OSError: the folder is missing or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "words.csv").write_text("word,n\\nwar,3\\n")
    ...     write_workbook(folder).name
    'tables.xlsx'
    """
    import xlsxwriter

    options = dict.fromkeys(["strings_to_numbers", "strings_to_formulas", "strings_to_urls"], False)
    buffer, faults, taken = io.BytesIO(), [], {"history"}  # a name that Excel keeps for itself
    with xlsxwriter.Workbook(buffer, options | {"constant_memory": True}) as book:
        book.set_properties({"created": pd.Timestamp(YEAR, 1, 1)})
        bold = book.add_format({"bold": True})
        for name, path in sorted(list_results(folder, ".csv").items(), key=lambda item: item[0] != CODEBOOK):
            title = _sheet_name(name.removesuffix(".csv"), taken)
            lack = _fill(book.add_worksheet(title), path, bold)
            if lack or f"{title}.csv" != name.replace("/", "-"):
                faults.append(f"{name} (sheet {title}{lack})")
    if faults:
        warnings.warn(f"Excel cannot hold all that the CSV files do: {'; '.join(faults)}.", stacklevel=2)
    return write_files({"tables.xlsx": buffer.getvalue()}, folder)[0]


def corpus_hash(corpus: pd.DataFrame) -> str:
    """Return a hash of the doc_id and text of a corpus, the same in any order of its rows."""
    check_columns(corpus, "corpus", ["doc_id", "text"])
    digest = hashlib.blake2b(digest_size=32)
    for pair in sorted(zip(corpus["doc_id"].astype(str), corpus["text"].astype(str), strict=True)):
        for content in map(str.encode, pair):
            digest.update(len(content).to_bytes(8, "big") + content)  # lengths keep "ab"+"c" from "a"+"bc"
    return digest.hexdigest()


def kit_version() -> str:
    """Return the version of the kit that is installed."""
    return metadata.version(KIT)


def list_results(folder: str | Path, suffix: str = "") -> dict[str, Path]:
    """Return the files of a folder that a manifest lists, by their paths in the folder; `suffix`: only such files.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    if not Path(folder).is_dir():
        raise NotADirectoryError(f"There is no folder {folder} to list: save figures or tables there first.")
    paths = [path for path in Path(folder).rglob(f"*{suffix}") if path.is_file()]
    listed = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: listed[name] for name in sorted(listed) if not _UNLISTED.search(name)}


def _fill(sheet: Any, path: Path, bold: Any) -> str:
    """Write a CSV file into an empty sheet, and return what of it the sheet lacks."""
    try:
        table = pd.read_csv(path, header=None, dtype="str", na_filter=False)
    except ValueError:
        return ", empty or not a table in UTF-8"
    sheet.set_column(0, table.shape[1] - 1, 20)  # letters wide
    sheet.set_row(0, None, bold)
    sheet.freeze_panes(1, 0)
    numeric = [table[column][1:].str.fullmatch(_NUMBER).all() for column in table]
    lost = 0
    for row, texts in enumerate(table.itertuples(index=False)):
        for column, text in enumerate(texts):
            if text.startswith("<r>"):  # XlsxWriter would take it for XML of its own
                lost += sheet.write_rich_string(row, column, "<", "r", text[2:]) != 0
            else:
                value = float(text) if row and text and numeric[column] else text
                lost += sheet.write(row, column, value) != 0
    return f", {lost:,} cells cut or left out" if lost else ""


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel takes, and add it to those taken: 31 letters, unique in any case, without marks."""
    plain = re.sub(r"[^\w .-]", "-", name)
    titles = (plain[:31], *(f"{plain[:26]}-{number}" for number in range(2, 10_000)))
    title = next(title for title in titles if title.lower() not in taken)
    taken.add(title.lower())
    return title
