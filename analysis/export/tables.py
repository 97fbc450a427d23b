"""Tables as files: the data for an archive, or the table that a paper prints."""

import os
import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.export.cells import DIGITS, PAGE, Cells, print_cells, round_table, table_width
from analysis.export.csvtext import csv_bytes
from analysis.export.files import check_name, one_line, write_files
from analysis.export.latex import latex_table
from analysis.export.manifest import KIT, kit_version
from analysis.export.markdown import markdown_table
from analysis.export.word import word_table
from analysis.tables import check_columns

MOST_ROWS = 40  # what fits on a page


def save_table(
    table: pd.DataFrame,
    name: str,
    *,
    folder: str | os.PathLike,
    caption: str | None = None,
    note: str = "",
    digits: int | Mapping[str, int] = DIGITS,
) -> list[Path]:
    r"""Write a table as CSV; with a caption also as LaTeX, Word and Markdown. The same bytes for the same table.

    Without a caption it is data: UTF-8 without a mark, "\n" after every line, the columns in their order, no index.
    Numbers have at most 10 significant digits: enough for any count, too few for the last digits in which two
    machines may differ. A missing value is an empty field, a day 2016-12-13, a moment 2016-12-13 10:30:00. To read
    it back so that the word "NA" stays a word: `pd.read_csv(path, keep_default_na=False, na_values=[""])`.

    With a caption it is a table for a paper: the same rows, words and numbers in .tex (booktabs; for \input), .docx
    and .md, under heads in words with units (the list `column_words`; rename a column to have another head).
    Fractions are rounded once, p and q to three decimals or <0.001, large numbers have thousands separators, a
    missing value is –. The CSV holds the rounded values under the columns' own names, so that programs read it; a
    probability below 0.001 has one significant digit there.

    Args:
        table: any table of texts, numbers, truth values, dates and categories.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        folder: where to write; made if missing.
        caption: what stands above the table in a paper.
        note: what stands below it: what was counted, what was left out.
        digits: decimals of fractions; or of each column by its name, such as {"per_million": 0}, 2 elsewhere.

    Returns the paths: .csv; with a caption .csv, .tex, .docx, .md.

    Raises:
        TypeError: `table` is not a DataFrame, or holds something else (lists, sets).
        ValueError: the index has a name and would be lost, a column name is used twice, the name is unfit, the
            caption is empty, or a table with a caption has more rows than a page.
        KeyError: `digits` names a column that is not there.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> shares = pd.DataFrame({"word": ["city"], "share": [0.1 + 0.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(shares, "words", folder=folder)[0].read_text()
    ...     [path.suffix for path in save_table(shares, "words", folder=folder, caption="Shares.")]
    'word,share\ncity,0.3\n'
    ['.csv', '.tex', '.docx', '.md']
    """
    check_name(name)
    data = csv_bytes(table)
    if caption is None:
        if note:
            raise ValueError(
                f"The table {name} has a note and no caption: give caption= for a paper's table."
            )
        return write_files({f"{name}.csv": data}, folder)
    _check_size(table, name)
    if isinstance(digits, Mapping):
        check_columns(table, f"the table {name}", digits)
    words = {"caption": one_line(caption, "caption"), "note": one_line(note, "note") if note else ""}
    cells = print_cells(table, digits)
    latex = latex_table(cells, name, **words)
    _warn(name, cells, latex)
    files = {
        f"{name}.csv": csv_bytes(round_table(table, digits)),
        f"{name}.tex": latex.encode(),
        f"{name}.docx": word_table(cells, **words, creator=f"{KIT} {kit_version()}"),
        f"{name}.md": markdown_table(cells, **words).encode(),
    }
    return write_files(files, folder)


def _check_size(table: pd.DataFrame, name: str) -> None:
    if len(table) > MOST_ROWS:
        raise ValueError(
            f"The table {name} has {len(table):,} rows, a page takes {MOST_ROWS}: choose rows, as with .head(20), "
            "or leave caption= out for a CSV alone."
        )
    if not len(table.columns):
        raise ValueError(f"The table {name} has no columns: there is nothing to print.")


def _warn(name: str, cells: Cells, latex: str) -> None:
    """Say what will not look well in print."""
    width, letters = table_width(cells), latex.count(r"\anyletters{")
    if width > PAGE:
        warnings.warn(
            f"{name} is about {width} letters wide, a page takes {PAGE}: choose columns, as in table[['word', 'n']].",
            stacklevel=3,
        )
    if letters:
        warnings.warn(
            f"{name}.tex has {letters} words in letters that pdflatex has not: use xelatex or lualatex, "
            "or Unicode numbers stand in their place.",
            stacklevel=3,
        )
