"""Tables as files: the data for an archive, or the table that a paper prints."""

import io
import os
import textwrap
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis.export.cells import DIGITS, print_cells, round_table
from analysis.export.files import check_choice, check_name, csv_bytes, escape_latex, one_line, write_files
from analysis.tables import check_columns

FORMATS = ("csv", "tex", "md", "docx")
MOST_ROWS = 40  # what fits on a page
_LINE, _HEAD = 40, 12  # letters in a line of a cell, and of a heading


def save_table(
    table: pd.DataFrame,
    name: str,
    *,
    folder: str | os.PathLike,
    caption: str | None = None,
    note: str = "",
    digits: int | Mapping[str, int] = DIGITS,
    formats: Collection[str] = ("csv", "tex", "md"),
) -> list[Path]:
    r"""Save a table as CSV; with a caption also as LaTeX, Markdown or Word, with the same cells.

    Without a caption the table is data: a CSV file in UTF-8 with "\n" after every line, the columns in their order,
    no index. Numbers of a column of fractions have at most 10 significant digits, since two machines may differ in
    the last ones. A missing value is an empty field, a day 2016-12-13, a moment 2016-12-13 10:30:00. A carriage
    return in a text becomes a line feed. To read the file so that the word "NA" stays a word:
    `pd.read_csv(path, keep_default_na=False, na_values=[""])`.

    With a caption it is a table for a paper. The headings are words with units (from the list `column_words`; rename
    a column to change its heading). Fractions are rounded once, p and q to three decimals or <0.001. Large numbers
    have thousands separators, and a missing value is –. The CSV has the rounded values under the columns' own names;
    a probability below 0.001 has one significant digit there. The LaTeX file needs the package booktabs and T1
    fonts, and xelatex or lualatex for letters that pdflatex does not have.

    Args:
        table: any table of texts, numbers, truth values, dates and categories.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        folder: where to save; made if it is missing.
        caption: the text above the table in a paper.
        note: the text below it: what was counted, what was left out.
        digits: decimals of fractions; or by column, such as {"per_million": 0}, 2 for the others.
        formats: with a caption, some of "csv", "tex", "md" and "docx". The bytes of a Word file differ between
            machines, so it is saved only if asked for.

    Returns the paths.

    Raises:
        TypeError: `table` is not a DataFrame, or holds lists, sets or dicts.
        ValueError: the index has a name and would be lost, a column name is used twice, the name or a format is
            not valid, the caption is empty, or a table with a caption has more rows than a page.
        KeyError: `digits` names a column that the table does not have.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> shares = pd.DataFrame({"word": ["city"], "share": [0.1 + 0.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(shares, "words", folder=folder)[0].read_text()
    ...     [path.suffix for path in save_table(shares, "words", folder=folder, caption="Shares.")]
    'word,share\ncity,0.3\n'
    ['.csv', '.tex', '.md']
    """
    check_name(name)
    data = csv_bytes(table)
    if caption is None:
        if note:
            raise ValueError(f"The table {name} has a note but no caption: add caption=.")
        return write_files({f"{name}.csv": data}, folder)
    formats = check_choice("format", formats, FORMATS)
    if len(table) > MOST_ROWS:
        raise ValueError(
            f"The table {name} has {len(table):,} rows, but a page has room for {MOST_ROWS}: choose rows, as with "
            ".head(20), or leave out caption= to save a CSV only."
        )
    if isinstance(digits, Mapping):
        check_columns(table, f"the table {name}", digits)
    words = {"caption": one_line(caption, "caption"), "note": one_line(note, "note") if note else ""}
    cells = print_cells(table, digits)
    right = [is_numeric_dtype(kind) and not is_bool_dtype(kind) for kind in table.dtypes]
    write = {
        "csv": lambda: csv_bytes(round_table(table, digits)),
        "tex": lambda: _latex(cells, right, name, **words).encode(),
        "md": lambda: _markdown(cells, right, **words).encode(),
        "docx": lambda: _word(cells, right, **words),
    }
    return write_files({f"{name}.{suffix}": write[suffix]() for suffix in formats}, folder)


def _latex(cells: pd.DataFrame, right: list[bool], name: str, *, caption: str, note: str) -> str:
    long = cells.map(len).max().gt(_LINE)
    kinds = [r"p{16em}" if broken else "lr"[number] for broken, number in zip(long, right, strict=True)]
    heads = [_latex_head(head, "r" if number else "l") for head, number in zip(cells, right, strict=True)]
    styler = cells.map(_latex_cell).set_axis(heads, axis=1).style.hide(axis="index")
    words = {"caption": escape_latex(caption), "label": f"tab:{name}"}
    table = styler.to_latex(column_format="".join(kinds), hrules=True, position_float="centering", **words)
    below = rf"\par\smallskip\emph{{Note.}} {escape_latex(note)}" + "\n" if note else ""
    table = table.replace(r"\centering", r"\centering\footnotesize\setlength{\tabcolsep}{3pt}", 1)
    table = table.replace(r"\end{table}", below + r"\end{table}")
    return "% In the preamble: \\usepackage[T1]{fontenc} and \\usepackage{booktabs}\n" + table


def _latex_head(heading: str, side: str) -> str:
    lines = textwrap.wrap(heading, _HEAD, break_long_words=False)
    stacked = r"\\".join(map(escape_latex, lines))
    return rf"\shortstack[{side}]{{{stacked}}}" if len(lines) > 1 else stacked


def _latex_cell(text: str) -> str:
    return "{}" * text.startswith(("[", "*")) + escape_latex(text)  # after the end of a row they are commands


def _markdown(cells: pd.DataFrame, right: list[bool], *, caption: str, note: str) -> str:
    aligned = ["right" if number else "left" for number in right] if len(cells) else None
    escaped = cells.map(_escape).rename(columns=_escape)
    table = escaped.to_markdown(index=False, tablefmt="pipe", colalign=aligned, disable_numparse=True)
    below = f"\n*Note.* {_escape(note)}\n" if note else ""
    return f"Table: {_escape(caption)}\n\n{table}\n{below}"


def _escape(text: str) -> str:
    return text.translate({ord(mark): "\\" + mark for mark in r"\`*_{}[]<>|~^$&#@"})


def _word(cells: pd.DataFrame, right: list[bool], *, caption: str, note: str) -> bytes:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDES

    document = docx.Document()
    document.core_properties.title = caption
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=1 + len(cells), cols=len(right), style="Table Grid")
    for row, texts in zip(table.rows, [list(cells), *cells.to_numpy()], strict=True):
        for cell, text, number in zip(row.cells, texts, right, strict=True):
            cell.text = text
            cell.paragraphs[0].alignment = SIDES.RIGHT if number else SIDES.LEFT
    if note:
        document.add_paragraph(f"Note. {note}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
