"""Tables as files: the data for an archive, or the table that a paper prints."""

import io
import os
import re
import textwrap
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from analysis.export.cells import DIGITS, print_table
from analysis.export.files import check_choice, check_name, csv_bytes, escape_latex, one_line, write_files
from analysis.export.manifest import is_kit_figures
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
    formats: Collection[str] | None = None,
) -> list[Path]:
    r"""Save a table as CSV; with a caption also as LaTeX, Markdown and Word, with the same cells.

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
        formats: with a caption, some of "csv", "tex", "md" and "docx"; None: all four. The kit's own folder
            `figures` gets no Word file, since its bytes differ between machines.

    Returns the paths.

    Raises:
        TypeError: `table` is not a DataFrame, or holds lists, sets or dicts.
        ValueError: the index has a name and would be lost, a column name is used twice, the name or a format is
            not valid, the caption is empty or is needed, or a table with a caption has more rows than a page.
        KeyError: `digits` names a column that the table does not have.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> shares = pd.DataFrame({"word": ["city"], "share": [0.1 + 0.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(shares, "words", folder=folder)[0].read_text()
    ...     [path.suffix for path in save_table(shares, "words", folder=folder, caption="Shares.")]
    'word,share\ncity,0.3\n'
    ['.csv', '.tex', '.md', '.docx']
    """
    check_name(name)
    data = csv_bytes(table)
    asked = None if formats is None else check_choice("format", formats, FORMATS)
    if caption is None:
        if note or asked not in (None, ["csv"]):
            raise ValueError(
                f"The table {name} has no caption, which all but a CSV file needs: add caption=."
            )
        return write_files({f"{name}.csv": data}, folder)
    if len(table) > MOST_ROWS:
        raise ValueError(
            f"The table {name} has {len(table):,} rows, but a page has room for {MOST_ROWS}: choose rows, as with "
            ".head(20), or leave out caption= to save a CSV only."
        )
    if isinstance(digits, Mapping):
        check_columns(table, f"the table {name}", digits)
    rounded, cells = print_table(table, digits)
    sides = ["right" if kind.kind in "iuf" else "left" for kind in table.dtypes]
    page = cells, sides, one_line(caption, "caption"), note and one_line(note, "note")
    asked = asked or FORMATS[: 3 if is_kit_figures(folder) else 4]
    contents = {"csv": csv_bytes(rounded), "tex": _latex(name, *page), "md": _markdown(*page)}
    contents |= {"docx": _word(*page)} if "docx" in asked else {}
    return write_files({f"{name}.{suffix}": contents[suffix] for suffix in asked}, folder)


def _latex(name: str, cells: pd.DataFrame, sides: list[str], caption: str, note: str) -> bytes:
    broken = cells.map(len).max().gt(_LINE)
    kinds = ["p{16em}" if long else side[0] for long, side in zip(broken, sides, strict=True)]
    heads = [_latex_head(head, side[0]) for head, side in zip(cells, sides, strict=True)]
    styler = cells.map(_latex_cell).set_axis(heads, axis=1).style.hide()
    words = {"caption": escape_latex(caption), "label": f"tab:{name}"}
    table = styler.to_latex(column_format="".join(kinds), hrules=True, position_float="centering", **words)
    small = r"\centering\footnotesize\setlength{\tabcolsep}{3pt}"
    below = rf"\par\smallskip\emph{{Note.}} {escape_latex(note)}" + "\n" if note else ""
    table = table.replace(r"\centering", small, 1).replace(r"\end{table}", below + r"\end{table}")
    return f"% In the preamble: \\usepackage[T1]{{fontenc}} and \\usepackage{{booktabs}}\n{table}".encode()


def _latex_head(heading: str, side: str) -> str:
    lines = textwrap.wrap(heading, _HEAD, break_long_words=False)
    stacked = r"\\".join(map(escape_latex, lines))
    return rf"\shortstack[{side}]{{{stacked}}}" if len(lines) > 1 else stacked


def _latex_cell(text: str) -> str:
    return "{}" * text.startswith(("[", "*")) + escape_latex(text)  # after the end of a row they are commands


def _markdown(cells: pd.DataFrame, sides: list[str], caption: str, note: str) -> bytes:
    escaped, aligned = cells.map(_escape).rename(columns=_escape), sides if len(cells) else None
    table = escaped.to_markdown(index=False, tablefmt="pipe", colalign=aligned, disable_numparse=True)
    below = f"\n*Note.* {_escape(note)}\n" if note else ""
    return f"Table: {_escape(caption)}\n\n{table}\n{below}".encode()


def _escape(text: str) -> str:
    return re.sub(r"[\\`*_{}[\]<>|~^$&#@]", r"\\\g<0>", text)


def _word(cells: pd.DataFrame, sides: list[str], caption: str, note: str) -> bytes:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document, buffer = docx.Document(), io.BytesIO()
    document.core_properties.title = caption[:255]  # Word takes no more
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=0, cols=len(sides), style="Table Grid")
    for texts in (cells.columns, *cells.to_numpy()):
        for cell, text, side in zip(table.add_row().cells, texts, sides, strict=True):
            cell.text = text
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH[side.upper()]
    if note:
        document.add_paragraph(f"Note. {note}")
    document.save(buffer)
    return buffer.getvalue()
