"""The cells of a table as a paper prints them: rounded once, the same words and numbers in every file."""

import math
from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np
import pandas as pd

from analysis.export.headings import heading, number_form, printable

DIGITS = 2
LEAST_P = 0.001  # a smaller probability is printed as <0.001


def print_table(table: pd.DataFrame, digits: int | Mapping[str, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a table with its fractions rounded, and its printed cells below headings in words.

    A printed cell is 12,500 or −0.25 or <0.001 or 2016-12-13 or yes, and – for a missing value. A column of whole
    numbers has no decimals. A probability has three decimals; below 0.001 it is rounded to one significant digit.

    >>> table = pd.DataFrame({"word": ["war"], "n": [12500], "share": [1 / 3], "q": [0.00042]})
    >>> rounded, printed = print_table(table, 2)
    >>> rounded.values.tolist(), printed.values.tolist()
    ([['war', 12500, 0.33, 0.0004]], [['war', '12,500', '0.33', '<0.001']])
    """
    rounded, printed = table.copy(deep=False), []
    for name, column in table.items():
        form, values = number_form(name), column.tolist()
        fractions = [value for value in values if isinstance(value, float) and math.isfinite(value)]
        places = digits.get(name, DIGITS) if isinstance(digits, Mapping) else digits
        places = 3 if form == "p" else places * (not all(map(float.is_integer, fractions)))
        values = [_round(value, form, places) for value in values]
        if fractions:
            rounded[name] = pd.array(values, dtype=object)
        printed.append([_cell(value, form, places) for value in values])
    return rounded, pd.DataFrame(dict(enumerate(printed)), dtype=object).set_axis(map(heading, table), axis=1)


def _round(value: object, form: str, places: int) -> object:
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    value = float(f"{value:.10g}")  # without the last digits, in which two machines may differ
    if form == "p" and 0 < value < LEAST_P:
        return min(float(f"{value:.1g}"), 0.0009)  # 0.00098 is not 0.001
    return round(value, places) + 0.0  # + 0 turns minus zero into zero


def _cell(value: object, form: str, places: int) -> str:
    if pd.isna(value):
        return "\N{EN DASH}"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if not isinstance(value, Real):
        return printable(str(value).removesuffix(" 00:00:00"))  # a day is a moment without hours
    if form == "p" and 0 <= value < LEAST_P:
        return f"<{LEAST_P}"
    comma = "" if form == "plain" else ","
    number = f"{value:{comma}}" if isinstance(value, Integral) else f"{value:{comma}.{places}f}"
    return number.replace("-", "\N{MINUS SIGN}").replace("inf", "∞")
