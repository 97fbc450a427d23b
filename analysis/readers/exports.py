"""Recognise exports of news databases, and read their articles."""

import re
from io import BytesIO
from typing import Any

from analysis.readers import Article
from analysis.readers.labels import find_labels, read_article
from analysis.readers.layouts import add_codes, read_old_head, read_title, read_uni_head, reorder
from analysis.readers.pages import html_lines, read_europresse

# The lines that a database writes between articles, how the parts of an article are put in order, and how the lines
# above its labels are read.
_DATABASES = {
    "Nexis Uni": ("End of Document", str, read_uni_head),
    "Nexis": (r"(?:FOCUS - )?\d+ \w+ \d+ DOCUMENTS?|Do[ck]ument \d+ (?:von|de) \d+", reorder, read_old_head),
    "Factiva": (r"(?:\*?AN\*?\s+)?\w+ (?=\S*\d)[A-Z]{2}\w{8,}", add_codes, read_title),
    "ProQuest": (r"_{40,}(?:\s+Document \d+ of \d+)?", str, read_title),
}


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
    return _read(lines, untested=("Factiva", "ProQuest"))


def read_export_html(tree: Any) -> list[Article] | None:
    """Return the articles of an HTML export of Nexis, Factiva, ProQuest or Europresse, as `read_export_lines` does.

    >>> from lxml.html import fromstring
    >>> read_export_html(fromstring("<p>It rained.</p>")) is None
    True
    """
    return _read(html_lines(tree)) or _describe(read_europresse(tree), "Europresse") or None


def _read(lines: list[str], untested: tuple[str, ...] = ()) -> list[Article] | None:
    """Return the articles of the first database whose labels are in the lines, None if there is none."""
    text = re.sub(r"(?m)^[^\S\n]*Page \d+ of \d+[^\S\n]*$", "", "\n".join(lines))
    totals = re.findall(r"(?m)^[^\S\n]*Documents \((\d+)\)[^\S\n]*$", text)
    for database, (divider, arrange, read_head) in _DATABASES.items():
        parts = re.split(rf"(?m)^[^\S\n]*(?:{divider})[^\S\n]*$", text)
        dividers = len(parts) - 1
        parts = [arrange(part) if dividers else part for part in parts]
        labels = find_labels("\n".join(parts), database)
        if len(labels) + bool(dividers) < 3 or {"length", "body"}.isdisjoint(labels.values()):
            continue
        pieces = [piece for part in parts for piece in _cut_at_pages(part, database)]
        articles = [one for piece in pieces if (one := read_article(piece, database, read_head))]
        found, note = len(articles), "this layout was not tested on real files: check the articles"
        # Lines of ProQuest are above and below articles, so their number says nothing.
        declared = max(map(int, totals), default=(database != "ProQuest" and dividers) or found)
        count = f"it has {declared} articles by its own count, but {found} were found" * (declared != found)
        return _describe(articles, database, note * (database in untested), count)
    return None


def _cut_at_pages(text: str, database: str) -> list[str]:
    """Return each article between page breaks; a page without a length belongs to the one before."""
    pieces = [""]
    for page in text.split("\f"):
        if "length" in find_labels(page, database).values():
            pieces.append("")
        pieces[-1] += page
    return pieces


def _describe(articles: list[Article], database: str, *notes: str) -> list[Article]:
    """Add the format and the notes about a file to its articles, and leave out what is not known."""
    empty = sum(not one["text"] for one in articles)
    note = "; ".join(filter(None, [*notes, f"articles without text: {empty}" * bool(empty)]))
    known = [one | {"format": database, "note": note} for one in articles]
    return [{key: value for key, value in one.items() if value or key == "text"} for one in known]


def docx_lines(data: bytes) -> list[str]:
    r"""Return the lines of a Word file, those of tables too, with "\f" before a bookmark of Nexis (Bookmark_1)."""
    import docx

    bookmark = "w:bookmarkStart[starts-with(@w:name, 'Bookmark_') and not(preceding-sibling::w:r)]"
    run = "w:r[not(ancestor::*[local-name() = 'Fallback'])]"  # which repeats a text box
    nodes = docx.Document(BytesIO(data)).element.body.xpath(f".//w:p | .//w:p//{bookmark} | .//{run}")
    begins = {"p": "\n", "bookmarkStart": "\f\n"}
    return "".join(begins.get(node.tag.rpartition("}")[2]) or node.text for node in nodes).split("\n")[1:]
