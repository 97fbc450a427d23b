"""Read the articles in a file by what it is: plain text, Markdown, HTML, PDF, Word, RTF, or a table."""

import io
import logging
import re
import warnings
from collections import Counter
from itertools import dropwhile, groupby
from pathlib import Path
from typing import Any

from analysis.readers.decode import decode
from analysis.readers.exports import docx_lines, read_export_html, read_export_lines
from analysis.readers.markup import TAG, parse_html, visible_text
from analysis.readers.rows import Article, Names, read_table
from analysis.readers.zipped import check_zip

_TABLES = dict.fromkeys((".csv", ".tsv", ".tab"), "CSV") | dict.fromkeys((".jsonl", ".ndjson"), "JSON Lines")
_TABLES |= {".json": "JSON"}
_TEXTS = dict.fromkeys(("", ".txt", ".text"), "plain text") | dict.fromkeys((".md", ".markdown"), "Markdown")
_SUFFIXES = _TABLES | _TEXTS | dict.fromkeys((".html", ".htm", ".xhtml"), "HTML")
_STARTS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"PK\3\4": "zipped",
    b"\xd0\xcf\x11\xe0": "old",
}
_STARTS |= dict.fromkeys(
    [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"]
)  # no texts
_PAGE = {
    "title": "title",
    "text": "text",
    "date": "date",
    "outlet": "sitename",
    "url": "url",
    "byline": "author",
}
_SMALL_PAGE = 5_000  # characters; a larger one may have more comments than text
_EDGE = 3  # lines at the top and bottom of a PDF page that may be running heads


def is_table(name: str) -> bool:
    """Return whether a file is a table of texts by its suffix.

    >>> is_table("news.CSV"), is_table("news.txt")
    (True, False)
    """
    return Path(name).suffix.lower() in (*_TABLES, ".xlsx", ".parquet")


def read_file(
    name: str, data: bytes, *, encoding: str | None = None, split: str | None = None, columns: Names = None
) -> list[Article]:
    """Return the articles in a file, all their values as text.

    Args:
        name: of the file. What it is comes from its first bytes, then from its suffix.
        data: its bytes.
        encoding: of text files, CSV and JSON; None to find it.
        split: the line that parts texts in plain text, Markdown, RTF, Word and PDF files.
        columns: the name in a table of each column of the kit that is not recognised, such as {"text": "story"}.

    Raises:
        ValueError: the file cannot be read; the reason, and what to do.
        ImportError: a package is missing.

    >>> read_file("a.txt", b"Floods hit York.")[0]["text"]
    'Floods hit York.'
    """
    content: Any = data
    about: Article = {}
    try:
        kind = _find_format(name, data)
        if kind not in ("PDF", "Word", "Excel", "Parquet"):
            content, about["encoding"] = decode(data, encoding)
            if kind not in ("Markdown", "RTF", "HTML") and re.match(r"\s*<", content) and TAG.search(content):
                kind, about["note"] = "HTML", "is an HTML page, whatever its name says"
        articles = _read(kind, content, split, columns)
    except Exception as error:
        if type(error) in (ImportError, ValueError):  # a sentence of ours
            raise
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ValueError(f"it cannot be read ({reason}): it may be damaged, so save it again") from error
    for article in articles:
        note = _join(about.get("note"), article.get("note"))
        article |= {"format": kind} | about | article | {"note": note}
    return [{key: value for key, value in one.items() if value or key == "text"} for one in articles]


def _join(*notes: str | None) -> str:
    return "; ".join(filter(None, notes))


def _find_format(name: str, data: bytes) -> str:
    """Return what a file is by its first bytes, then by its suffix."""
    first, suffix = data[:1000].lstrip(b"\xef\xbb\xbf\r\n "), Path(name).suffix.lower()
    kinds = [kind for start, kind in _STARTS.items() if first.startswith(start)] or [_SUFFIXES.get(suffix)]
    if kinds == ["zipped"]:
        tops = {part.partition("/")[0] for part in check_zip(data)}
        kinds = ["Word" if "word" in tops else "Excel" if "xl" in tops else None]
    if kinds == ["old"]:
        raise ValueError("it is an old Word or Excel file, or has a password: save it as .docx or .xlsx")
    if not kinds[0]:
        where = f"or damaged (its name ends in {suffix!r})"
        raise ValueError(f"it is of no kind that is read, {where}: save a text as .txt, .docx, .pdf or .html")
    return kinds[0]


def _read(kind: str, content: Any, split: str | None, columns: Names) -> list[Article]:
    """Return the articles in the bytes of a PDF, Word, Excel or Parquet file, or in the text of another."""
    if kind in (*_TABLES.values(), "Excel", "Parquet"):
        return read_table(kind, content, columns)
    if kind == "HTML":
        return _read_html(content)
    note, mark = "", (split or "").strip()
    if kind == "PDF":
        lines, note = _read_pdf(content)
    else:
        lines = docx_lines(content) if kind == "Word" else _read_lines(kind, content)
        if kind != "Markdown" and (articles := read_export_lines(lines)) is not None:
            return articles
    lines = [line for line in lines if line != "\f"]
    if mark and mark in map(str.strip, lines):
        parts = groupby(lines, lambda line: line.strip() == mark)
        texts = ["\n".join(part).strip("\n") for is_mark, part in parts if not is_mark]
    else:
        texts = [content if kind in ("plain text", "Markdown") else "\n".join(lines).strip("\n")]
        note = _join(note, f"has no line {mark!r}" if mark else "")
    articles = [
        _read_markdown(text) if kind == "Markdown" else {"text": text} for text in texts if text.strip()
    ]
    return [one | {"note": _join(note, one.get("note"))} for one in articles or [{"text": ""}]]


def _read_lines(kind: str, text: str) -> list[str]:
    """Return the lines of a plain or RTF text, with a line "\\f" between its pages."""
    if kind == "RTF":
        from striprtf.striprtf import rtf_to_text

        text = re.sub(r"\\page\b ?", r"\\par \f\\par ", text)
        text = re.sub(r"(fldinst[\s{]*)HYPERLINK", r"\1LINK", text)  # whose address would be in the text
        text = rtf_to_text(text, errors="replace")
    return re.split(r"\r\n?|\n", text.replace("\f", "\n\f\n"))


def _read_pdf(data: bytes) -> tuple[list[str], str]:
    """Return the lines of a PDF file, and a sentence about what is left out."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel("CRITICAL")  # what is wrong is in the error
    try:
        texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(data)).pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise ValueError("it is a PDF with a password: print it to a new PDF without one") from error
    if not any(texts):
        raise ValueError("it is a scanned PDF without a text layer: recognise its text (OCR) first")
    pages = [text.split("\n") for text in texts if text]
    edges = [{_mask(line) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    heads = Counter(head for edge in edges for head in edge)
    running = {head for head, n in heads.items() if n >= max(2, len(pages) / 3)}
    lines: list[str] = []
    for page in pages:
        for _ in range(2):  # from its top, then from its bottom
            page = list(dropwhile(lambda line: _mask(line) in running, page))[::-1]
        lines += page
    left_out, scans = sum(map(len, pages)) - len(lines), len(texts) - len(pages)
    note = f"{left_out} page numbers and running heads are left out" if left_out else ""
    return lines, _join(
        note, f"{scans} of {len(texts)} pages have no text: are they scanned?" if scans else ""
    )


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _read_markdown(text: str) -> Article:
    """Return the text of a Markdown file without its marks; its first heading is the title."""
    import mistune

    body = re.sub(r"\A---\r?\n(?:\w[\w-]*:.*\n|(?:[ #]|- ).*\n|\r?\n)*?---\r?\n", "", text)
    tree = parse_html(str(mistune.html(body)))
    title = next((visible_text(heading) for heading in tree.iter("h1", "h2", "h3")), "")
    note = "what is between the lines --- at its top is left out" if body != text else ""
    return _without_title({"title": title, "text": visible_text(tree), "note": note})


def _read_html(text: str) -> list[Article]:
    """Return the articles of an export, the article in a page, or all its text if it has none."""
    tree = parse_html(text)
    if (articles := read_export_html(tree)) is not None:
        return articles
    title, seen = tree.findtext(".//title") or "", visible_text(tree)
    if not re.search(r"<(?:html|head|body)\b", text, re.IGNORECASE):
        return [{"text": seen}]
    article = _find_article(text)
    if len(article["text"]) < len(seen) / 5 and (not article["text"] or len(seen) < _SMALL_PAGE):
        note = "has no article that is recognised, so all text of the page is read"
        article |= {"title": article["title"] or title.strip(), "text": seen, "note": note}
    return [_without_title(article)]


def _find_article(text: str) -> Article:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        remedy = 'run pip install -e ".[formats]" in the folder of the kit'
        raise ImportError(f'HTML pages need the extra "formats": {remedy}') from error
    dates = {"original_date": True, "extensive_search": False}  # none that is guessed
    with warnings.catch_warnings(action="ignore"):  # of time zones in dates
        page = bare_extraction(text, with_metadata=True, include_comments=False, date_extraction_params=dates)
    known = page.as_dict() if page else {}
    return {name: known.get(key) or "" for name, key in _PAGE.items()}


def _without_title(article: Article) -> Article:
    """Leave out the first line of a text if it is the title."""
    first, _, rest = article["text"].partition("\n")
    return article | {"text": rest} if rest and first.strip() == article["title"] else article
