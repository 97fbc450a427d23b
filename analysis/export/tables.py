"""Tables as files."""

import os
from pathlib import Path

import pandas as pd

from analysis.export.csvtext import csv_bytes
from analysis.export.files import check_name, write_files


def save_table(table: pd.DataFrame, name: str, *, folder: str | os.PathLike) -> Path:
    r"""Write a table as CSV, the same bytes wherever the table is the same.

    UTF-8 without a mark, "\n" after every line, the columns in their order, no index. Numbers have at most
    10 significant digits: enough for any count, too few for the last digits in which two machines may
    differ. A missing value is an empty field, a day 2016-12-13, a moment 2016-12-13 10:30:00. To read it
    back so that the word "NA" stays a word: `pd.read_csv(path, keep_default_na=False, na_values=[""])`.

    Args:
        table: any table of texts, numbers, truth values, dates and categories.
        name: the file's name without folder and suffix: letters, digits, "-" and "_".
        folder: where to write; made if missing.

    Raises:
        TypeError: `table` is not a DataFrame, or holds something else (lists, sets).
        ValueError: the index has a name and would be lost, a column name is used twice, or the name is unfit.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> shares = pd.DataFrame({"word": ["city"], "share": [0.1 + 0.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(shares, "words", folder=folder).read_text()
    'word,share\ncity,0.3\n'
    """
    check_name(name)
    return write_files({f"{name}.csv": csv_bytes(table)}, folder)[0]
