"""Tables in files: the rows of CSV and Excel files, as text."""

import csv
import io
import re
import warnings
from collections.abc import Collection
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from analysis.readers.decode import decode
from analysis.readers.files import File
from analysis.readers.zipped import check_zip


def read_columns(path: str | Path, columns: list[str], *, may_lack: Collection[str] = ()) -> pd.DataFrame:
    """Read columns of a CSV file as text, without rows that have no value in them.

    Args:
        path: the file, as `read_rows` takes it.
        columns: what it must have; others are left out.
        may_lack: those of the columns that may be empty in a row.

    Columns:
        those asked for; the index is the row of the file, as a spreadsheet numbers it.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is no such table, or a value is missing.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "list.csv"
    ...     _ = path.write_text("word,n\\nwar,3\\n")
    ...     read_columns(path, ["word", "n"]).loc[2].to_list()
    ['war', '3']
    """
    table = read_rows(path, columns)[columns]
    table = table[(table != "").any(axis=1)]
    for column in columns:
        empty = table.index[table[column] == ""]
        if len(empty) and column not in may_lack:
            raise ValueError(f"{Path(path).name} row {empty[0]} has no {column}: fill it in or drop the row")
    return table


def read_rows(path: str | File, columns: Collection[str] = (), *, strip: bool = True) -> pd.DataFrame:
    """Read a CSV or Excel file as text: no word is taken for a missing value or a number.

    Args:
        path: the file, in a folder or a ZIP file.
        columns: what it must have.
        strip: without blanks around the values.

    Columns:
        those of the file; an empty value is "". The index is the row of the file, as a spreadsheet numbers it. Empty
        rows are left out.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is no such table (names the row), or lacks a column.
    """
    path = Path(path) if isinstance(path, str) else path
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}: check how it is spelled")
    data = path.read_bytes()
    try:
        content = data if data.startswith(b"PK\3\4") else decode(data)[0]
    except ValueError as error:
        raise ValueError(f"{path.name} is not a table ({error})") from error
    table = parse_rows(content, path.name, strip=strip)
    for column in columns:
        if column not in table:
            remedy = f"its first line must name {', '.join(columns)}"
            raise ValueError(f"{path.name} has no column {column!r} (it has {', '.join(table)}): {remedy}")
    return table


def parse_rows(content: str | bytes, name: str, *, strip: bool = True) -> pd.DataFrame:
    """Return the rows of a table as text: those of a CSV file, or of the first sheet of an Excel file with any.

    Lines at the top of a CSV file that start with # are notes, and a line such as sep=; names the separator. Without
    one it is the comma, semicolon, tab or bar, whichever is most frequent in the line of column names.

    Args:
        content: the text of a CSV file, or the bytes of an Excel file.
        name: what the table is called in errors.
        strip: without blanks around the values.

    Columns:
        as in `read_rows`.

    Raises:
        ValueError: it is no such table (names the row).

    >>> parse_rows("file;note\\na.txt;007\\n", "list.csv").loc[2].to_list()
    ['a.txt', '007']
    """
    rows = _read_csv(content, name, strip) if isinstance(content, str) else _read_sheet(content, name)
    values = dict(enumerate(zip_longest(*rows, fillvalue="")))  # by column
    table = pd.DataFrame(values, index=range(1, len(rows) + 1), dtype="str")
    if strip:
        table = table.apply(lambda values: values.str.strip())
    table = table[(table != "").any(axis=1)]
    header = [value.strip() for row in table[:1].to_numpy() for value in row]
    width = max((number for number, column in enumerate(header, start=1) if column), default=0)
    if not width or len(set(header[:width])) < width:
        raise ValueError(f"{name} is not a table: its first line needs a different name for each column")
    if len(longer := table.index[(table.iloc[:, width:] != "").any(axis=1)]):
        remedy = "delete what is above the names of columns, and put a text that contains commas in quotation marks"
        raise ValueError(f"{name} has more values in row {longer[0]} than in the first line: {remedy}")
    return table.iloc[1:, :width].set_axis(header[:width], axis=1)


def _read_csv(text: str, name: str, strip: bool) -> list[list[str]]:
    """Return the rows of a CSV file, an empty one for each line of notes at its top."""
    notes = re.match(r"(?:#.*\n)*(?:sep=(.)\r?\n)?", text)
    text = "\n" * notes[0].count("\n") + text[notes.end() :]
    separator = notes[1] or max("\t;|,", key=text.lstrip("\r\n").partition("\n")[0].count)
    csv.field_size_limit(2**31 - 1)  # a text may be long
    how = {"delimiter": separator, "skipinitialspace": strip, "strict": True}
    reader, rows, begin = csv.reader(io.StringIO(text, newline=""), **how), [], 1
    try:
        for row in reader:
            rows.append(row)
            begin = reader.line_num + 1
    except csv.Error as error:
        where = f"row {len(rows) + 1}, which begins in line {begin}"
        remedy = "save it as CSV in UTF-8, with a text that contains commas in quotation marks"
        raise ValueError(f"{name} is not a table ({error} in {where}): {remedy}") from error
    return rows


def _read_sheet(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of the first sheet of an Excel file that has any."""
    from openpyxl.utils.escape import unescape

    how = {"sheet_name": None, "header": None, "dtype": object, "na_filter": False, "engine": "openpyxl"}
    try:
        check_zip(data)
        with warnings.catch_warnings(action="ignore"):  # of styles and the like, which are not read
            sheets = pd.read_excel(io.BytesIO(data), **how)
    except Exception as error:
        why = " ".join(str(error).split())
        raise ValueError(f"{name} is not a table ({why}): save it again") from error
    sheet = next((sheet for sheet in sheets.values() if sheet.size), pd.DataFrame())
    return [[unescape(as_text(value)) for value in row] for row in sheet.to_numpy(object)]


def as_text(value: object, between: str = "; ") -> str:
    """Return a value of Excel, JSON or Parquet as it is written: dates as ISO, whole numbers without a point.

    A record with a name, such as an author, is its name.

    >>> as_text(7.0), as_text(pd.Timestamp("2016-12-13")), as_text([{"name": "AFP"}, "Reuters"]), as_text(None)
    ('7', '2016-12-13', 'AFP; Reuters', '')
    """
    if isinstance(value, dict):
        value = [value["name"]] if value.get("name") else list(value.values())
    if isinstance(value, list):
        return between.join(filter(None, (as_text(item, between) for item in value)))
    if value is None or value != value:
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return text.removesuffix(" 00:00:00") if isinstance(value, datetime) else text
