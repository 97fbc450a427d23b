"""Read the articles in a file by what it is: plain text, Markdown, HTML, PDF, Word, RTF, or a table."""

import io
import logging
import re
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.readers import Article
from analysis.readers.decode import decode
from analysis.readers.exports import docx_lines, read_export_html, read_export_lines
from analysis.readers.markup import TAG, parse_html, visible_text
from analysis.readers.rows import Names, read_table
from analysis.readers.zipped import check_zip

_TABLES = ("CSV", "JSON", "JSON Lines", "Excel", "Parquet")
_BINARY = ("Excel", "Parquet", "PDF", "Word")
_STARTS = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"PAR1": "Parquet", b"PK\3\4": "ZIP", b"\xd0\xcf\x11": "old"}
_SUFFIXES = dict.fromkeys((".csv", ".tsv", ".tab"), "CSV") | dict.fromkeys((".md", ".markdown"), "Markdown")
_SUFFIXES |= dict.fromkeys(("", ".txt", ".text"), "plain text") | {".json": "JSON", ".xlsx": "Excel"}
_SUFFIXES |= dict.fromkeys((".jsonl", ".ndjson"), "JSON Lines") | {".parquet": "Parquet"}
_SUFFIXES |= dict.fromkeys((".html", ".htm", ".xhtml"), "HTML") | {".pdf": "PDF", ".docx": "Word"}


def is_table(name: str) -> bool:
    """Return whether a file is a table of texts by its suffix.

    >>> is_table("news.CSV"), is_table("news.txt")
    (True, False)
    """
    return _suffix_kind(name) in _TABLES


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
    try:
        kind = _find_format(name, data)
        content, found = (data, "") if kind in _BINARY else decode(data, encoding)
        articles = _read(kind, content, split, columns)
    except Exception as error:
        if type(error) in (ImportError, ValueError):  # a sentence of ours
            raise
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ValueError(f"it cannot be read ({reason}): it may be damaged, so save it again") from error
    if kind == "HTML" and _suffix_kind(name) != kind:
        articles = _add_notes(articles, ["is an HTML page, whatever its name says"])
    if split and kind in (*_TABLES, "HTML"):
        articles = _add_notes(articles, ["split= is not used for it"])
    articles = [{"format": kind, "encoding": found} | article for article in articles]
    return [{key: value for key, value in one.items() if value or key == "text"} for one in articles]


def _add_notes(articles: list[Article], notes: list[str]) -> list[Article]:
    return [one | {"note": "; ".join(filter(None, [*notes, one.get("note")]))} for one in articles]


def _suffix_kind(name: str) -> str | None:
    return _SUFFIXES.get(Path(name).suffix.lower())


def _find_format(name: str, data: bytes) -> str:
    """Return what a file is by its first bytes, then by its suffix."""
    first = data[:5_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")  # marks, halves of UTF-16
    kind = next((kind for start, kind in _STARTS.items() if first.startswith(start)), _suffix_kind(name))
    if kind == "ZIP":
        tops = {part.partition("/")[0] for part in check_zip(data)}
        kind = "Word" if "word" in tops else "Excel" if "xl" in tops else None
    if kind == "old":
        raise ValueError("it is an old Word or Excel file, or has a password: save it as .docx or .xlsx")
    if kind != "Markdown" and first.startswith(b"<") and TAG.search(first.decode("latin-1")):
        return "HTML"
    if not kind:
        where = f"or damaged (its name ends in {Path(name).suffix!r})"
        raise ValueError(f"it is of no kind that is read, {where}: save a text as .txt, .docx, .pdf or .html")
    return kind


def _read(kind: str, content: Any, split: str | None, columns: Names) -> list[Article]:
    """Return the articles in the bytes of a PDF, Word, Excel or Parquet file, or in the text of another."""
    if kind in _TABLES:
        return read_table(kind, content, columns)
    if kind == "HTML":
        return _read_html(content)
    text, notes = content, []
    if kind == "PDF":
        text, notes = _read_pdf(content)
    elif kind != "Markdown":
        lines = docx_lines(content) if kind == "Word" else _read_lines(kind, content)
        if (articles := read_export_lines(lines)) is not None:
            return articles
        if kind != "plain text":  # which stays as it is
            text = "\n".join(line for line in lines if line != "\f").strip("\n")
    texts = [text]
    if mark := (split or "").strip():
        more = "+" if len(set(mark)) == 1 else ""  # three stars are also a line of sixty
        parts = re.split(rf"^[^\S\n]*{re.escape(mark)}{more}[^\S\n]*$", text, flags=re.MULTILINE)
        if parts[1:]:
            texts = [part.strip("\r\n") for part in parts if part.strip()]
        else:
            notes.append(f"has no line that is {mark!r} from beginning to end, so it is one text")
    articles = [_read_markdown(text) if kind == "Markdown" else {"text": text} for text in texts or [""]]
    return _add_notes(articles, notes)


def _read_lines(kind: str, text: str) -> list[str]:
    """Return the lines of a plain or RTF text, with a line "\\f" between its pages."""
    if kind == "RTF":
        from striprtf.striprtf import rtf_to_text

        text = re.sub(r"\\page\b ?", r"\\par \f\\par ", text)
        text = re.sub(r"\\(nest)?cell\b", r"\\par", text)  # between which it would put a bar
        text = re.sub(r"(fldinst[\s{]*)HYPERLINK", r"\1LINK", text)  # whose address would be in the text
        text = rtf_to_text(text, errors="replace")
    return re.split(r"\r\n?|\n", text.replace("\f", "\n\f\n"))


def _read_pdf(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a PDF file, and sentences about what is left out."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel("CRITICAL")  # what is wrong is in the error
    try:
        texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(data)).pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise ValueError("it is a PDF with a password: print it to a new PDF without one") from error
    if not any(texts):
        raise ValueError("it is a scanned PDF without a text layer: recognise its text (OCR) first")
    scans, pages = texts.count(""), [text.split("\n") for text in texts if text]
    notes = [f"{scans} of {len(texts)} pages have no text: are they scanned?"] * bool(scans)
    before, seen = sum(map(len, pages)), set()
    for end in (0, 0, -1, -1):  # the first two lines of all pages, then the last two
        heads = Counter(_mask(page[end]) for page in pages if page)
        for page in pages:
            if page and heads[head := _mask(page[end])] >= max(2, len(pages) / 3):
                if head in seen or "#" in head:  # the first one without a number may be the title
                    del page[end]
                seen.add(head)
    notes += ["page numbers and running heads are left out"] * (sum(map(len, pages)) < before)
    return "\n".join(line for page in pages for line in page), notes


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _read_markdown(text: str) -> Article:
    """Return the text of a Markdown file without its marks; its first heading is the title."""
    import mistune

    body = re.sub(r"\A---\s*\n\w+:.*?\n---\s*\n", "", text, flags=re.DOTALL)
    tree = parse_html(str(mistune.html(body)))
    title = next((visible_text(heading) for heading in tree.iter("h1", "h2", "h3")), "")
    note = "what is between the lines --- at its top is left out" if body != text else ""
    return _without_title({"title": title, "text": visible_text(tree), "note": note})


def _read_html(text: str) -> list[Article]:
    """Return the articles of an export, the article in a page, or all its text if it has none."""
    tree = parse_html(text)
    if (articles := read_export_html(tree)) is not None:
        return articles
    title, seen = tree.findtext(".//title"), visible_text(tree)
    if not re.search(r"<(?:html|head|body)\b", text, re.IGNORECASE):
        return [{"text": seen}]
    article = _find_article(
        re.sub(r"</(?:body|html)>", "", text, flags=re.IGNORECASE)
    )  # or it ends at the first
    if not article["text"]:
        note = "has no article that is recognised, so all text of the page is read"
        article |= {"title": (title or "").strip(), "text": seen, "note": note}
    elif len(article["text"]) < len(seen) / 2:
        article["note"] = "has more text around its article than in it: only the article is read"
    return [_without_title(article)]


def _find_article(text: str) -> dict[str, Any]:
    """Return the article in an HTML page, without text if there is none."""
    try:
        from trafilatura import bare_extraction
        from trafilatura.htmlprocessing import convert_to_html
    except ImportError as error:
        remedy = 'run pip install -e ".[formats]" in the folder of the kit'
        raise ImportError(f'HTML pages need the extra "formats": {remedy}') from error
    dates = {"original_date": True, "extensive_search": False}  # none that is guessed
    with warnings.catch_warnings(action="ignore"):  # of time zones in dates
        page = bare_extraction(text, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if not page:
        return {"text": ""}
    # A body that is one block holds its paragraphs as lines.
    text = page.text if len(page.body) == 1 else visible_text(convert_to_html(page.body))
    about = {"title": page.title, "date": page.date, "outlet": page.sitename, "url": page.url}
    return about | {"byline": page.author, "text": text.strip()}


def _without_title(article: Article) -> Article:
    """Leave out the first line of a text if it is the title."""
    first, _, rest = article["text"].partition("\n")
    return article | {"text": rest} if rest and first.strip() == article.get("title") else article
