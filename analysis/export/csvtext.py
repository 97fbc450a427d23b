"""A table as the bytes of a CSV file, the same on every machine."""

import re
from datetime import date
from numbers import Integral, Real

import numpy as np
import pandas as pd


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Write a table as `save_table` documents it, and refuse what CSV would lose.

    Not by pandas: it builds on the csv module, which quotes a "\\r" in Python 3.13 and not in 3.12.

    Raises:
        TypeError: `table` is not a DataFrame, or holds other things than texts, numbers, truth values,
            dates and categories.
        ValueError: the index has a name, or a column name is used twice.

    >>> csv_bytes(pd.DataFrame({"word": ["city", None], "share": [0.1 + 0.2, 1.0]}))
    b'word,share\\ncity,0.3\\n,1\\n'
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"A table is a DataFrame, not {type(table).__name__}: try .reset_index() first.")
    named = [level for level in table.index.names if level is not None]
    if named:
        raise ValueError(f"The index {named[0]!r} of the table would be lost: call .reset_index() first.")
    if not table.columns.is_unique or table.columns.nlevels > 1:
        raise ValueError(f"The columns {list(table.columns)} need one name each, used once: rename them.")
    columns = [_fields(table[name]) for name in table]
    lines = [",".join(map(_quote, map(str, table))), *map(",".join, zip(*columns, strict=True))]
    if len(columns) == 1:
        lines = [line or '""' for line in lines]  # readers skip empty lines
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _fields(column: pd.Series) -> list[str]:
    if isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind == "M":
        days = column.dt.tz is None and column.dropna().eq(column.dropna().dt.normalize()).all()
        column = column.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%d %H:%M:%S%z")
    if column.dtype == object:  # True equals 1 there: each value for itself
        return ["" if pd.isna(value) is True else _field(value, column.name) for value in column]
    codes, values = pd.factorize(column)  # most columns repeat themselves: each value is formatted once
    texts = [*(_field(value, column.name) for value in values), ""]  # code -1 is a missing value
    return [texts[code] for code in codes]


def _field(value: object, column: str) -> str:
    match value:
        case str():
            return _quote(value)
        case bool() | np.bool_() | Integral() | date() | pd.Timedelta() | pd.Period() | pd.Interval():
            return _quote(str(value))
        case Real():
            return f"{value + 0:.10g}"  # + 0 makes a zero of minus zero
    raise TypeError(f"The column {column!r} holds a {type(value).__name__}: make it text or a number first.")


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[,"\r\n]', text) else text
