"""A table's cells as a paper prints them: rounded once, the same words and numbers in every file."""

import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.export.headings import heading, number_form, printable

DIGITS = 2
MISSING = "\N{EN DASH}"
LEAST_P = 0.001  # a smaller probability is printed as <0.001
PAGE = 84  # letters of 8 or 9 points between the margins
_BREAKABLE, _LONGEST, _HEAD = 12, 40, 9  # letters: texts up to 12 are not broken into lines, at 40 they are


class Cells(NamedTuple):
    """What is printed: a head for each column, the rows, and which columns hold numbers."""

    heads: list[str]
    rows: list[list[str]]
    numeric: list[bool]


def round_table(table: pd.DataFrame, digits: int | Mapping[str, int]) -> pd.DataFrame:
    """Round the fractions of a table as they are printed, so that nothing printed is rounded again.

    A probability has three decimals, below 0.001 one significant digit.

    >>> round_table(pd.DataFrame({"share": [1 / 3], "p": [0.00042]}), 2).iloc[0].to_list()
    [0.33, 0.0004]
    """
    rounded = table.copy(deep=False)
    for name in table:
        if any(_is_fraction(value) for value in table[name]):
            rounded[name] = [_rounded(value, name, digits) for value in table[name]]
    return rounded


def print_cells(table: pd.DataFrame, digits: int | Mapping[str, int]) -> Cells:
    """Write the cells of a table: 12,500; −0.25; <0.001; 2016-12-13; yes; – where a value is missing.

    A column of whole numbers alone has no decimals.

    >>> print_cells(pd.DataFrame({"word": ["war"], "n": [12500], "q": [0.00042]}), 2).rows
    [['war', '12,500', '<0.001']]
    """
    rounded, columns, numeric = round_table(table, digits), [], []
    for name in table:
        present = [value for value in table[name] if pd.notna(value)]
        form, places = number_form(name), _places(name, digits)
        if all(not _is_fraction(value) or value == math.floor(value) for value in present if _finite(value)):
            places = places if form == "p" else 0
        columns.append([_cell(value, form, places) for value in rounded[name]])
        numeric.append(bool(present) and all(_is_number(value) for value in present))
    return Cells(
        [heading(name) for name in table], [list(row) for row in zip(*columns, strict=True)], numeric
    )


def column_widths(cells: Cells) -> list[int]:
    """How many letters wide each column is; long texts are broken into lines and share what the others leave.

    >>> column_widths(Cells(["word", "n"], [["war", "12,500"], ["a very long text " * 9, "3"]], [False, True]))
    [40, 6]
    """
    widths = []
    for head, *column in zip(cells.heads, *cells.rows, strict=True):
        least = max(min(len(head), _HEAD), *map(len, head.split() or [head]))
        widths.append(max([least, *map(len, column)]))
    long = [not numeric and width > _BREAKABLE for numeric, width in zip(cells.numeric, widths, strict=True)]
    wanted = [min(width, _LONGEST) for width, broken in zip(widths, long, strict=True) if broken]
    taken = sum(width for width, broken in zip(widths, long, strict=True) if not broken)
    shrunk = min(1, (PAGE - taken - _gaps(cells)) / max(sum(wanted), 1))
    return [
        max(int(min(width, _LONGEST) * shrunk), _BREAKABLE) if broken else width
        for width, broken in zip(widths, long, strict=True)
    ]


def table_width(cells: Cells) -> int:
    """How many letters wide the table is, the gaps between its columns included."""
    return sum(column_widths(cells)) + _gaps(cells)


def _gaps(cells: Cells) -> int:
    return 2 * len(cells.heads)


def _places(name: str, digits: int | Mapping[str, int]) -> int:
    if number_form(name) == "p":
        return 3
    return digits.get(name, DIGITS) if isinstance(digits, Mapping) else digits


def _rounded(value: object, name: str, digits: int | Mapping[str, int]) -> object:
    if not _is_fraction(value) or not _finite(value):
        return value
    value = float(f"{value:.10g}")  # without the last digits, in which two machines may differ
    if number_form(name) == "p" and 0 < value < LEAST_P:
        return min(float(f"{value:.1g}"), 0.0009)  # 0.00098 is not 0.001
    return round(value, _places(name, digits)) + 0.0  # + 0 makes a zero of minus zero


def _cell(value: object, form: str, places: int) -> str:
    if pd.isna(value):
        return MISSING
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str):
        return printable(value)
    if not _is_number(value):
        return printable(str(value).removesuffix(" 00:00:00"))  # a day is a moment without hours
    if not _finite(value):
        return "∞" if value > 0 else "\N{MINUS SIGN}∞"
    if form == "p" and 0 <= value < LEAST_P:
        return f"<{LEAST_P}"
    written = str(int(value)) if form == "plain" and not places else f"{value:,.{places}f}"
    return written.replace("-", "\N{MINUS SIGN}")


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_)


def _is_fraction(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, Integral) and pd.notna(value)


def _finite(value: object) -> bool:
    return not isinstance(value, Real) or math.isfinite(value)
