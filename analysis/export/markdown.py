"""A printed table as Markdown: read by GitHub, Jupyter and pandoc."""

import re

from analysis.export.cells import Cells


def markdown_table(cells: Cells, *, caption: str, note: str) -> str:
    """Write a table with its caption above (pandoc takes it for one) and its note below.

    >>> print(markdown_table(Cells(["word", "n"], [["a|b", "3"]], [False, True]), caption="Words.", note=""))
    Table: Words.
    <BLANKLINE>
    | word | n |
    |:--|--:|
    | a\\|b | 3 |
    <BLANKLINE>
    """
    rule = "|" + "|".join("--:" if numeric else ":--" for numeric in cells.numeric) + "|"
    lines = [_row(cells.heads), rule, *map(_row, cells.rows)]
    below = ["", f"*Note.* {_escape(note)}"] if note else []
    return "\n".join([f"Table: {_escape(caption)}", "", *lines, *below, ""])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(map(_escape, cells)) + " |"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|~^$&#@])", r"\\\1", text)
