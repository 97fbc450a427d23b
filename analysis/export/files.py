"""Write the files of one result together, and the texts and tables in them."""

import re
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.export.headings import printable

_LATEX = str.maketrans(
    {mark: "\\" + mark for mark in "&%$#_{}"}
    | {mark: f"{{{mark}}}" for mark in "[*"}  # at the start of a row they are commands
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"\N{MINUS SIGN}": "$-$", "∞": r"$\infty$", "χ": r"$\chi$", "\N{REPLACEMENT CHARACTER}": "?"}
)


def check_name(name: str) -> None:
    """Raise a ValueError for a name that cannot be a file's name on every machine."""
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
        advice = "use only letters, digits, '-' and '_'; the folder goes into folder=, the suffix is added"
        raise ValueError(f"The name {name!r} cannot be the name of a file: {advice}.")


def check_choice(what: str, values: str | Collection[str], known: Collection[str]) -> list[str]:
    """Return the values as a list; raise a ValueError for the first one that is not known."""
    values = [values] if isinstance(values, str) else list(values)
    for value in values:
        if value not in known:
            raise ValueError(f"The {what} {value!r} is not known: use one of {', '.join(map(repr, known))}.")
    return values


def one_line(text: str, argument: str) -> str:
    """Return a text as one line that every file format can hold; raise a ValueError for an empty one."""
    line = printable(text) if isinstance(text, str) else ""
    if not line:
        raise ValueError(f"The {argument} is empty ({text!r}): say in {argument}= what is shown.")
    return line


def count_texts(corpus: pd.DataFrame | None) -> str:
    """Return the sentence of a caption on how many texts there are, and what was left out of them before.

    >>> count_texts(pd.DataFrame({"doc_id": ["a"]}))
    'Texts: 1.'
    """
    if corpus is None:
        return ""
    dropped = corpus.attrs.get("dropped")  # by drop_documents and drop_lines
    return f"Texts: {len(corpus):,}" + (f" (left out: {dropped})." if dropped else ".")


def escape_latex(text: str) -> str:
    r"""Return LaTeX that prints this text.

    >>> escape_latex("50 % of R&D")
    '50 \\% of R\\&D'
    """
    return text.translate(_LATEX)


def csv_bytes(table: pd.DataFrame) -> bytes:
    r"""Return a table as the content of a CSV file, as `save_table` documents it.

    >>> csv_bytes(pd.DataFrame({"word": ["city", None], "share": [0.1 + 0.2, 1.0]}))
    b'word,share\ncity,0.3\n,1\n'
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"A table is a DataFrame, not {type(table).__name__}: try .reset_index() first.")
    if any(level is not None for level in table.index.names):
        raise ValueError(f"The index {table.index.names[0]!r} would be lost: call .reset_index() first.")
    if not table.columns.is_unique or table.columns.nlevels > 1:
        raise ValueError(f"The columns {list(table.columns)} are not unique: give each its own name.")
    plain = table.copy(deep=False)
    for name, column in table.items():
        if column.dtype.kind in "fO":  # texts and categories are O, too
            plain[name] = pd.array([_csv_value(value, name) for value in column], dtype=object)
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _csv_value(value: object, name: str) -> object:
    if isinstance(value, list | set | dict | tuple | frozenset):
        raise TypeError(f"The column {name!r} holds a {type(value).__name__}: make it a text or number.")
    if isinstance(value, float) and value == value:
        return f"{value + 0.0:.10g}"  # + 0 turns minus zero into zero
    # Python 3.12 and 3.13 quote a carriage return differently.
    return re.sub("\r\n?", "\n", value) if isinstance(value, str) else value


def write_files(files: dict[str, bytes], folder: str | Path) -> list[Path]:
    """Write files by name into a folder, made if it is missing; each file is written whole or not at all."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=folder) as drafts:
            for name, content in files.items():
                Path(drafts, name).write_bytes(content)
            return [Path(drafts, name).replace(Path(folder, name)) for name in files]
    except OSError as error:
        what = f"{', '.join(files)} cannot be written to the folder {folder} ({error.strerror})"
        raise OSError(f"{what}: name another in folder=, or close the files in other programs.") from error
