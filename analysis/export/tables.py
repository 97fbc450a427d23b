"""Tables as files: the data for an archive, or the table that a paper prints."""

import io
import re
from pathlib import Path

import pandas as pd
from pandas.api.types import is_integer, is_number

from analysis.export.files import (
    check_choice,
    check_name,
    count_texts,
    csv_bytes,
    escape_latex,
    one_line,
    write_files,
)
from analysis.export.headings import heading, number_form, printable

FORMATS = ("csv", "tex", "md", "docx")
MOST_ROWS = 40  # what fits on a page
_KITS_OWN = [Path(__file__).resolve().parents[2] / place for place in ("figures", ".build/figures")]
# A table is no wider than the page, if the paper has graphicx.
_BEGIN = r"""\providecommand\resizebox[3]{#3}
\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{\begin{tabular}"""


def save_table(
    table: pd.DataFrame,
    name: str,
    *,
    folder: str | Path,
    caption: str | None = None,
    note: str = "",
    corpus: pd.DataFrame | None = None,
    formats: list[str] | None = None,
) -> list[Path]:
    r"""Save a table as CSV; with a caption also as LaTeX, Markdown and Word, as a paper prints it.

    The CSV file is data: in UTF-8 with "\n" after every line, the columns in their order, no index. Numbers of a
    column of fractions have at most 10 significant digits, since two machines may differ in the last ones. A missing
    value is an empty field, a day 2016-12-13, a moment 2016-12-13 10:30:00. A carriage return in a text becomes a
    line feed. To read the file so that the word "NA" stays a word:
    `pd.read_csv(path, keep_default_na=False, na_values=[""])`.

    The LaTeX, Markdown and Word files have the same cells. Headings are words with units (from the list
    `column_words`; rename a column to change its heading). Fractions have two decimals, from 100 on none; p and q
    have three, or are <0.001. Large numbers have thousands separators, and a missing value is –. The LaTeX file
    needs the package booktabs, T1 fonts, and xelatex or lualatex for letters that pdflatex does not have; with
    graphicx, a table wider than the page is made smaller.

    Args:
        table: any table of texts, numbers, truth values, dates and categories.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        folder: where to save; made if it is missing.
        caption: the text above the table in a paper.
        note: the text below it: what was counted, what was left out.
        corpus: the documents that the table comes from: the note ends with their number and what `drop_documents` and
            `drop_lines` left out.
        formats: with a caption, some of "csv", "tex", "md" and "docx"; None: all four. The kit's own folder
            `figures` gets no Word file, since its bytes differ between machines.

    Returns the paths.

    Raises:
        TypeError: `table` is not a DataFrame, or holds lists, sets or dicts.
        ValueError: the index has a name and would be lost, a column name is used twice, the name or a format is
            not valid, the caption is empty or is needed, or a table with a caption has more rows than a page.
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
    printed = FORMATS[:3] if Path(folder).resolve() in _KITS_OWN else FORMATS
    usual = ["csv"] if caption is None else printed
    asked = check_choice("format", usual if formats is None else formats, FORMATS)
    contents = {"csv": csv_bytes(table)}
    if caption is not None:
        if len(table) > MOST_ROWS:
            raise ValueError(f"The table {name} has over {MOST_ROWS} rows: add .head(20), or omit caption=.")
        note = " ".join(filter(None, [note, count_texts(corpus)]))
        page = print_cells(table), one_line(caption, "caption"), note and one_line(note, "note")
        sides = "".join("r" if kind.kind in "iuf" else "l" for kind in table.dtypes)
        contents |= {"tex": _latex(name, sides, *page), "md": _markdown(*page), "docx": _word(*page)}
    elif note or asked != ["csv"]:
        raise ValueError(f"The table {name} has no caption, which all but a CSV file needs: add caption=.")
    return write_files({f"{name}.{suffix}": contents[suffix] for suffix in asked}, folder)


def print_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a table as a paper prints them, below headings in words: 12,500 or −0.25 or <0.001 or –.

    >>> table = pd.DataFrame({"word": ["war"], "n": [12500], "share": [1 / 3], "q": [0.00042]})
    >>> print_cells(table).values.tolist()
    [['war', '12,500', '0.33', '<0.001']]
    """
    columns = table.convert_dtypes().items()  # which makes counts with gaps whole numbers again
    cells = [[_cell(value, number_form(name)) for value in column.tolist()] for name, column in columns]
    return pd.DataFrame(dict(enumerate(cells)), dtype=object).set_axis(map(heading, table), axis=1)


def _cell(value: object, form: str) -> str:
    if pd.isna(value):
        return "\N{EN DASH}"
    if isinstance(value, bool) or not is_number(value):
        return printable(str(value).removesuffix(" 00:00:00"))  # a day is a moment without hours
    if form == "p" and 0 <= value < 0.001:
        return "<0.001"
    comma = "" if form == "plain" else ","
    decimals = 3 if form == "p" else 0 if abs(value) >= 100 else 2
    shape = comma if is_integer(value) else f"z{comma}.{decimals}f"  # z: zero has no minus
    # Rounded to leave out the last digits, in which two machines may differ.
    return f"{round(value, 9):{shape}}".replace("-", "\N{MINUS SIGN}").replace("inf", "∞")


def _latex(name: str, sides: str, cells: pd.DataFrame, caption: str, note: str) -> bytes:
    styler = cells.map(escape_latex).rename(columns=escape_latex).style.hide()
    words = {"caption": escape_latex(caption), "label": f"tab:{name}"}
    latex = styler.to_latex(column_format=sides, hrules=True, position_float="centering", **words)
    below = rf"\par\smallskip\emph{{Note.}} {escape_latex(note)}" + "\n" if note else ""
    latex = latex.replace(r"\begin{tabular}", _BEGIN).replace("\\end{tabular}\n", "\\end{tabular}}\n" + below)
    return f"% In the preamble: \\usepackage[T1]{{fontenc}} and \\usepackage{{booktabs,graphicx}}\n{latex}".encode()


def _markdown(cells: pd.DataFrame, caption: str, note: str) -> bytes:
    table = cells.map(_escape).rename(columns=_escape).to_markdown(index=False, disable_numparse=True)
    below = f"\n*Note.* {_escape(note)}\n" if note else ""
    return f"Table: {_escape(caption)}\n\n{table}\n{below}".encode()


def _escape(text: str) -> str:
    return re.sub(r"[\\`*_{}[\]<>|~^$&#@]", r"\\\g<0>", text)


def _word(cells: pd.DataFrame, caption: str, note: str) -> bytes:
    import docx

    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=0, cols=cells.shape[1], style="Table Grid")
    for texts in (cells.columns, *cells.to_numpy()):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(f"Note. {note}" if note else "")
    document.save(buffer)
    return buffer.getvalue()
