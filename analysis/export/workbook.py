"""The tables of a run as one Excel workbook."""

import io
import os
import re
import warnings
from collections import Counter
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.export.files import write_files
from analysis.export.manifest import CODEBOOK, YEAR, list_results

_WIDEST = 60  # letters that a column shows of its texts
_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd"}
_FAULTS = {  # by what XlsxWriter returns for a cell
    -1: "cells outside Excel's 1,048,576 rows and 16,384 columns",
    -2: "cells cut at Excel's 32,767 characters",
}


def write_workbook(folder: str | os.PathLike) -> Path:
    """Write tables.xlsx: a sheet for each CSV file of a folder of results, COLUMNS.csv first.

    A column has numbers, dates or truth values if all its values are written as `save_table` writes these. All other
    values are texts, such as NA, 007 or =1+1. Infinite numbers and dates before 1901 are texts, too: Excel has none, or
    counts them wrongly. One warning names what Excel cannot hold; nothing is missing in the CSV files.

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

    files, faults, taken = list_results(folder, ".csv"), [], {"history"}  # a name that Excel keeps for itself
    options = dict.fromkeys(["strings_to_numbers", "strings_to_formulas", "strings_to_urls"], False)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, options | {"constant_memory": True}) as book:
        book.set_properties({"created": datetime(YEAR, 1, 1)})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        formats["head"] = book.add_format({"bold": True})
        for name in sorted(files, key=lambda name: name != CODEBOOK):
            title = _sheet_name(name.removesuffix(".csv"), taken)
            faults += [f"{name} is the sheet {title}"] * (f"{title}.csv" != name)
            faults += [f"{name} {fault}" for fault in _fill(book.add_worksheet(title), files[name], formats)]
    if faults:
        message = f"tables.xlsx differs from the CSV files, which are complete: {'; '.join(faults)}."
        warnings.warn(message, stacklevel=2)
    return write_files({"tables.xlsx": buffer.getvalue()}, folder)[0]


def _fill(sheet: Any, path: Path, formats: dict) -> list[str]:
    """Write a CSV file into an empty sheet, and return what of it the sheet lacks."""
    options = {"header": None, "dtype": "str", "na_filter": False, "skip_blank_lines": False}
    try:
        table = pd.read_csv(path, **options).fillna("")
    except ValueError:
        return ["is empty, or not a table in UTF-8"]
    for column, longest in table.head(100).map(len).max().items():
        sheet.set_column(column, column, min(longest + 2, _WIDEST))
    sheet.set_row(0, None, formats["head"])
    sheet.freeze_panes(1, 0)
    columns = [[head, *_convert(texts)] for head, *texts in (table[column] for column in table)]
    rows = enumerate(zip(*columns, strict=True))
    cells = ((row, column, value) for row, values in rows for column, value in enumerate(values))
    done = Counter(_write(sheet, *cell, formats.get(type(cell[2]))) for cell in cells)
    return [f"has {done[code]:,} {fault}" for code, fault in _FAULTS.items() if done[code]]


def _write(sheet: Any, row: int, column: int, value: object, form: object) -> int:
    if isinstance(value, str) and value[:3] == "<r>" and value[-4:] == "</r>" and len(value) < 32_768:
        # XlsxWriter would take it for XML of its own.
        return sheet.write_rich_string(row, column, "<", "r", value[2:])
    return sheet.write(row, column, value, form)


def _convert(texts: list[str]) -> list[object]:
    """Return the values of a column: truth values, numbers or moments if all are written so, else texts."""
    for read in ({"True": True, "False": False}.__getitem__, _number, _moment, str):
        try:
            return [read(text) if text else None for text in texts]
        except (KeyError, ValueError):
            continue


def _number(text: str) -> float | str:
    value = float(text)
    if text not in (f"{value:.10g}", f"{value:.15g}"):  # 007, 1e5, 1_000, and more digits than Excel has
        raise ValueError
    return value if isfinite(value) else text


def _moment(text: str) -> date:
    moment = datetime.fromisoformat(text)
    if text not in (f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%d %H:%M:%S}") or moment.year < 1901:
        raise ValueError
    return moment if ":" in text else moment.date()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel takes, and add it to those taken: 31 letters, unique in any case, without some marks."""
    plain = re.sub(r"[\[\]:*?/\\']|[^ -\ud7ff\ue000-\uffff]", "-", name)
    number, title = 1, plain[:31]
    while title.lower() in taken:
        number += 1
        title = f"{plain[: 30 - len(str(number))]}-{number}"
    taken.add(title.lower())
    return title
