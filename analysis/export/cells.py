"""The cells of a table as a paper prints them: rounded once, the same words and numbers in every file."""

import math
from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np
import pandas as pd

from analysis.export.headings import heading, number_form, printable

DIGITS = 2
LEAST_P = 0.001  # a smaller probability is printed as <0.001


def round_table(table: pd.DataFrame, digits: int | Mapping[str, int]) -> pd.DataFrame:
    """Round the fractions of a table as they are printed, so that nothing printed is rounded again.

    A probability has three decimals; below 0.001 it has one significant digit.

    >>> round_table(pd.DataFrame({"share": [1 / 3], "p": [0.00042]}), 2).iloc[0].to_list()
    [0.33, 0.0004]
    """
    rounded = table.copy(deep=False)
    for name in table:
        if any(_is_fraction(value) for value in table[name]):
            rounded[name] = [_round(value, name, digits) for value in table[name]]
    return rounded


def print_cells(table: pd.DataFrame, digits: int | Mapping[str, int]) -> pd.DataFrame:
    """Return the printed cells of a table: 12,500; −0.25; <0.001; 2016-12-13; yes; – for a missing value.

    The columns have headings in words. A column of whole numbers has no decimals.

    >>> print_cells(pd.DataFrame({"word": ["war"], "n": [12500], "q": [0.00042]}), 2).iloc[0].to_list()
    ['war', '12,500', '<0.001']
    """
    rounded = round_table(table, digits)
    columns = []
    for name in table:
        form, places = number_form(name), _places(name, digits)
        fractions = [value for value in table[name] if _is_fraction(value) and math.isfinite(value)]
        if form != "p" and all(value == math.floor(value) for value in fractions):
            places = 0
        columns.append([_cell(value, form, places) for value in rounded[name]])
    return pd.DataFrame(dict(enumerate(columns)), dtype=object).set_axis(map(heading, table), axis=1)


def _places(name: str, digits: int | Mapping[str, int]) -> int:
    if number_form(name) == "p":
        return 3
    return digits.get(name, DIGITS) if isinstance(digits, Mapping) else digits


def _round(value: object, name: str, digits: int | Mapping[str, int]) -> object:
    if not _is_fraction(value) or not math.isfinite(value):
        return value
    value = float(f"{value:.10g}")  # without the last digits, in which two machines may differ
    if number_form(name) == "p" and 0 < value < LEAST_P:
        return min(float(f"{value:.1g}"), 0.0009)  # 0.00098 is not 0.001
    return round(value, _places(name, digits)) + 0.0  # + 0 turns minus zero into zero


def _cell(value: object, form: str, places: int) -> str:
    if pd.isna(value):
        return "\N{EN DASH}"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if not isinstance(value, Real):
        return printable(str(value).removesuffix(" 00:00:00"))  # a day is a moment without hours
    if form == "p" and 0 <= value < LEAST_P:
        return f"<{LEAST_P}"
    if math.isinf(value):
        return "∞" if value > 0 else "\N{MINUS SIGN}∞"
    number = f"{value:.0f}" if form == "plain" and not places else f"{value:,.{places}f}"
    return number.replace("-", "\N{MINUS SIGN}")


def _is_fraction(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, Integral) and pd.notna(value)
