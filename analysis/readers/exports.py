"""Recognise exports of news databases, and read their articles."""

import re
from io import BytesIO
from itertools import groupby
from typing import Any

from analysis.readers.europresse import read_europresse
from analysis.readers.factiva import add_codes, factiva_lines, read_factiva
from analysis.readers.labels import Article, has_labels
from analysis.readers.nexis import OLD_DIVIDER, old_lines, read_old, read_uni
from analysis.readers.proquest import proquest_lines, read_proquest

# The line that a database writes between articles, how an article is read, and what turns HTML into such lines.
_DATABASES = {
    "Nexis Uni": ("End of Document", read_uni, None),
    "Nexis": (OLD_DIVIDER, read_old, old_lines),
    "Factiva": (r"(?:\*?AN\*?\s+)?\w+ (?=\S*\d)[A-Z]{2}\w{8,}", read_factiva, factiva_lines),
    "ProQuest": ("_{40,}", read_proquest, proquest_lines),
}
_UNTESTED = ("Factiva", "ProQuest")  # as text or RTF
_TOTAL = r"\d+ of (?=\d+ DOC)|Do[ck]ument \d+ (?:of|von|de) |Documents \(|Results Found:?\s+"
_ERROR = "We are sorry but there is an error in this document"


def read_export_lines(lines: list[str]) -> list[Article] | None:
    r"""Return the articles in the lines of an export of Nexis, Factiva or ProQuest.

    Args:
        lines: of a text file, or the paragraphs of an RTF or Word file; a page break or a new document in it is "\f".

    Returns:
        the articles, with `text`, `format`, what the file says of title, date, outlet, byline, section and length, and
        perhaps a `note`; or None if these are the lines of no such file.

    >>> read_export_lines(["Storm hits town", "It rained."]) is None
    True
    """
    exports = (_read(lines, database, untested=database in _UNTESTED) for database in _DATABASES)
    return next(filter(None, exports), None)


def read_export_html(tree: Any) -> list[Article] | None:
    """Return the articles of an HTML export of Nexis, Factiva, ProQuest or Europresse, as `read_export_lines` does.

    >>> from lxml.html import fromstring
    >>> read_export_html(fromstring("<p>It rained.</p>")) is None
    True
    """
    readers = [(to_lines, database) for database, (*_, to_lines) in _DATABASES.items() if to_lines]
    exports = (_read(to_lines(tree), database) for to_lines, database in readers)
    return next(filter(None, exports), None) or _describe(read_europresse(tree), "Europresse", []) or None


def _read(lines: list[str], database: str, untested: bool = False) -> list[Article]:
    """Read the articles of a database, an empty list if there are none."""
    divider, read, _ = _DATABASES[database]
    if "\f" in lines:  # RTF or Word, where a line is a paragraph
        lines = [line.strip() or line for line in lines if line.strip() or line == "\f"]
    lines = [line for line in lines if not re.fullmatch(r"\s*Page \d+ of \d+\s*", line)]
    marks = [bool(re.fullmatch(divider, line.strip())) for line in lines]
    parts = groupby(zip(lines, marks, strict=True), lambda part: part[1] or part[0] == "\f")
    pieces = [[line for line, _ in part] for divides, part in parts if not divides]
    if database == "Factiva" and any(marks):
        pieces = [add_codes(piece) for piece in pieces]
    if not any(has_labels(piece, database, 3) for piece in pieces):
        return []
    articles = [read(piece) for piece in pieces if has_labels(piece, database, 2)]
    text, found = "\n".join(lines), len(articles)
    errors, totals = text.count(_ERROR), re.findall(rf"^\s*(?:{_TOTAL})(\d+)", text, re.MULTILINE)
    # Lines of ProQuest are above and below articles, so their number says nothing.
    declared = max(map(int, totals), default=found if database == "ProQuest" else sum(marks) or found)
    notes = ["this layout was not tested on real files: check the articles"] * untested
    if declared not in (found, found + errors):
        notes.append(f"it has {declared} articles by its own count, but {found} were found")
    notes += [f'articles with "{_ERROR}" instead of a text: {errors}'] * bool(errors)
    return _describe(articles, database, notes)


def _describe(articles: list[Article], database: str, notes: list[str]) -> list[Article]:
    """Add the format and the notes about a file to its articles, and leave out what is not known."""
    empty = sum(not one["text"] for one in articles)
    notes = [*notes, *[f"articles without text: {empty}"] * bool(empty)]
    known = [one | {"format": database, "note": "; ".join(notes)} for one in articles]
    return [{key: value for key, value in one.items() if value or key == "text"} for one in known]


def docx_lines(data: bytes) -> list[str]:
    r"""Return the paragraphs of a Word file, those of tables too, with "\f" before a bookmark of Nexis (Bookmark_1)."""
    import docx

    body = docx.Document(BytesIO(data)).element.body
    for copy in body.xpath(".//*[local-name() = 'Fallback']"):  # of a text box
        copy.getparent().remove(copy)
    lines: list[str] = []
    for node in body.xpath(".//w:p | .//w:p//w:bookmarkStart[starts-with(@w:name, 'Bookmark_')] | .//w:r"):
        if node.tag.endswith("}p"):
            lines.append("")
        elif node.tag.endswith("}r"):
            lines[-1] += node.text
        else:
            lines[-1:] = ["\f", lines[-1]]
    return lines
