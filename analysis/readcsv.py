"""Read a researcher's own word list: a CSV file, with errors that name the row to mend."""

from collections.abc import Collection
from itertools import takewhile
from pathlib import Path

import pandas as pd


def read_columns(path: str | Path, columns: list[str], *, may_lack: Collection[str] = ()) -> pd.DataFrame:
    """Read columns of a CSV file as text; lines at its top that start with # are notes.

    Args:
        path: the file, UTF-8.
        columns: what it must have; others are left out.
        may_lack: those of the columns that may be empty in a row.

    Columns:
        those asked for; the index is the row of the file, as a spreadsheet numbers it. Rows without any
        value are left out.

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
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}: check how it is spelled")
    try:
        with path.open(encoding="utf-8-sig") as lines:
            notes = sum(1 for _ in takewhile(lambda line: line.startswith("#"), lines))
        table = pd.read_csv(
            path,
            dtype="str",
            skiprows=notes,
            keep_default_na=False,
            encoding="utf-8-sig",
            skip_blank_lines=False,
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ValueError(f"{path.name} cannot be read as a table ({error}): save it as CSV, UTF-8") from error
    if not isinstance(table.index, pd.RangeIndex):
        raise ValueError(
            f"{path.name} has more values in a row than columns in its first line: "
            "put a value that holds a comma in quotation marks"
        )
    table.columns = table.columns.str.strip()
    for column in columns:
        if column not in table:
            raise ValueError(
                f"{path.name} has no column {column!r} (it has {', '.join(table)}): "
                f"its first line must be {','.join(columns)}"
            )
    table = table[columns].fillna("").apply(lambda values: values.str.strip())
    table.index += notes + 2
    table = table[(table != "").any(axis=1)]
    for column in columns:
        empty = table.index[table[column] == ""]
        if len(empty) and column not in may_lack:
            raise ValueError(f"{path.name} row {empty[0]} has no {column}: fill it in, or delete the row")
    return table
