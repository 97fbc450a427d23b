"""Files are read by what they are, and what cannot be read is an error of one sentence."""

import io
import json
import sys
import zipfile

import docx
import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from conftest import TESTS
from matplotlib.backends.backend_pdf import PdfPages
from pypdf import PdfWriter

from analysis.readers.formats import is_table, read_file
from analysis.readers.zipped import check_zip

PARAGRAPHS = [
    "Floods hit York & Leeds on Monday, the agency said, and hundreds of people left their homes for the night.",
    "The mayor called it the worst flood in a hundred years and asked the government for help with the repairs.",
    "Trains between the two cities will not run before Friday, a spokeswoman of the railway told reporters.",
]
BODY = "".join(f"<p>{paragraph.replace('&', '&amp;')}</p>" for paragraph in PARAGRAPHS)
PAGE = f"""<!doctype html><html><head><title>Floods hit York | Example Times</title>
<meta property="og:site_name" content="Example Times"><link rel="canonical" href="https://example.org/floods">
<meta property="article:published_time" content="2020-01-02T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Floods hit York</h1>{BODY}</article><script>var a = 1;</script></body></html>"""


def read(name, content, **how):
    return read_file(name, content if isinstance(content, bytes) else content.encode(), **how)


def texts(name, content, **how):
    return [article["text"] for article in read(name, content, **how)]


def pdf(*pages):
    """A PDF with these lines on its pages."""
    file = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(file) as made:
        for lines in pages:
            figure = plt.figure()
            for row, line in enumerate(lines):
                figure.text(0.1, 0.9 - 0.05 * row, line)
            made.savefig(figure)
            plt.close(figure)
    return file.getvalue()


def word(*paragraphs):
    file, document = io.BytesIO(), docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def excel():
    file = io.BytesIO()
    pd.DataFrame({"text": ["Floods hit York."]}).to_excel(file, index=False)
    return file.getvalue()


def changed(data, part, content):
    """A Word or Excel file with other content in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


RTF = rb"{\rtf1\ansi\ansicpg1252{\header The Example Times}Caf\'e9 closed\par It rained.}"


@pytest.mark.parametrize(
    ("name", "content", "format", "text"),
    [
        ("a.txt", "One\r\n\r\nTwo", "plain text", "One\r\n\r\nTwo"),
        ("a", "One", "plain text", "One"),
        ("a.pdf", pdf(["One", "Two"]), "PDF", "One\nTwo"),
        ("a.txt", pdf(["One"]), "PDF", "One"),
        ("a.rtf", RTF, "RTF", "Café closed\nIt rained."),
        ("a.TXT", RTF, "RTF", "Café closed\nIt rained."),
        ("a.DOCX", word("One", "Two"), "Word", "One\nTwo"),
        ("a.txt", word("One", "Two"), "Word", "One\nTwo"),
        ("a.doc", word("One"), "Word", "One"),
        ("a.txt", excel(), "Excel", "Floods hit York."),
        ("a.doc", "<html><body><p>Caf\xe9</p></body></html>".encode("utf-16"), "HTML", "Caf\xe9"),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_name(name, content, format, text):
    [article] = read(name, content)
    assert (article["format"], article["text"]) == (format, text)


def test_tables_are_known_by_their_suffix():
    assert [
        name
        for name in ("a.csv", "b.XLSX", "c.txt", "d", "e.jsonl", "f.parquet", "g.md")
        if not is_table(name)
    ] == [
        "c.txt",
        "d",
        "g.md",
    ]


def test_exports_of_databases_are_read_as_such():
    samples = TESTS / "data" / "exports"
    for name, expected in json.loads((samples / "expected.json").read_text(encoding="utf-8")).items():
        articles = read(name, (samples / name).read_bytes())
        assert [{key: one[key] for key in one if key != "encoding"} for one in articles] == expected


def test_text_of_an_rtf_file_without_addresses_of_links():
    link = r'{\field{\*\fldinst{HYPERLINK "http://a.b"}}{\fldrslt{The agency}}} said HYPERLINK'
    assert texts("a.rtf", rf"{{\rtf1\ansi {link}\page Two}}") == ["The agency said HYPERLINK\n\n\nTwo"]


def test_encodings_are_found_or_named():
    [article] = read("a.txt", "Café".encode("utf-16"))
    assert (article["text"], article["encoding"]) == ("Café", "utf-16")
    assert texts("a.txt", b"Caf\x82", encoding="cp850") == ["Café"]


def test_text_of_a_word_file_in_tables_counts():
    file, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Before")
    document.add_table(1, 2).cell(0, 1).text = "Cell"
    document.add_paragraph("After")
    document.save(file)
    assert texts("a.docx", file.getvalue())[0].split() == ["Before", "Cell", "After"]


def test_markdown_without_its_marks():
    front = "---\ntitle: x\ntags:\n  - flood\n---\n"
    text = "# Floods *hit* York\n\nThe [agency](http://a.b) said\nso & more_or_less.\n\n* one\n* two\n\n---\n## Help\n"
    [article] = read("a.md", front + text)
    assert article["title"] == "Floods hit York"
    assert article["text"] == "The agency said so & more_or_less.\none\ntwo\nHelp"
    assert "between the lines ---" in article["note"]
    assert "title" not in read("a.md", "---\n\nNo title: none.\n\n---\n")[0]


def test_the_article_of_a_page_without_what_is_around_it():
    [article] = read("a.html", PAGE)
    assert article == {
        "format": "HTML",
        "encoding": "utf-8",
        "title": "Floods hit York",
        "text": "\n".join(PARAGRAPHS),
        "date": "2020-01-02",
        "outlet": "Example Times",
        "url": "https://example.org/floods",
    }


def test_lists_and_tables_add_no_marks():
    more = "<ul><li>One <ins>new</ins> item</li></ul><table><tr><td>York</td><td>200</td></tr></table>"
    assert texts("a.html", PAGE.replace("</article>", f"{more}</article>"))[0].split("\n")[3:] == [
        "One new item",
        "York",
        "200",
    ]
    row = rb"{\rtf1\ansi Before\par \trowd\cellx1000\cellx2000\intbl York\cell 200\cell\row After}"
    assert texts("a.rtf", row)[0].split() == ["Before", "York", "200", "After"]
    assert texts("a.md", "York[^1] fell.\n\n[^1]: The note.\n") == ["York fell.\nThe note."]


def test_text_left_out_of_a_page_is_said():
    related = "".join(
        f"<li><a href='/{n}'>A story about something else, number {n}</a></li>" for n in range(20)
    )
    [article] = read("a.html", PAGE.replace("</article>", f"</article><aside><ul>{related}</ul></aside>"))
    assert article["text"] == "\n".join(PARAGRAPHS) and "more text around its article" in article["note"]


def test_a_page_goes_on_below_the_end_of_its_body():
    text = "<html><body><p>The ferry is back.</p></body></html><p>It sails at noon.</p>"
    (article,) = read_file("ferry.html", text.encode())
    assert article["text"] == "The ferry is back.\nIt sails at noon."


def test_a_page_named_txt_is_read_as_a_page_and_said():
    [article] = read("a.txt", PAGE)
    assert article["text"] == "\n".join(PARAGRAPHS) and "HTML page" in article["note"]
    [article] = read(
        "a.txt", "<p>Floods hit <b>York</b> &amp; Leeds.</p>\n<p>Hundreds fled, police\nsaid.</p>\n"
    )
    assert article["text"] == "Floods hit York & Leeds.\nHundreds fled, police said."
    assert texts("a.txt", "<b>York</b>\nFloods came.") == ["York\nFloods came."]
    assert texts("a.txt", "<3 is what they wrote. x <y and y> z") == ["<3 is what they wrote. x <y and y> z"]


def test_a_page_without_an_article_loses_nothing():
    rows = "".join(f"<li><a href='/{n}'>Item {n}</a></li>" for n in range(20))
    [article] = read(
        "a.html",
        f"<html><head><title>List</title><style>p {{}}</style></head><body><ul>{rows}</ul></body></html>",
    )
    assert article["text"].split("\n")[::19] == ["Item 0", "Item 19"] and article["title"] == "List"
    assert texts("a.html", "<html><body><p>Floods hit York.</p><script>var a=1;</script></body></html>") == [
        "Floods hit York."
    ]
    start = '<?xml version="1.0" encoding="iso-8859-1"?><!-- saved --><!doctype html>'
    assert texts("a.xhtml", f"{start}<html><body><p>Café “open”</p></body></html>") == ["Café “open”"]
    assert texts("a.html", "<html><head></head><body></body></html>") == texts("a.html", "") == [""]
    assert texts("a.html", "No tags,\ntwo lines") == ["No tags,\ntwo lines"]


def test_deep_nesting_is_read_or_said():
    assert texts("a.html", f"<html><body>{'<div>' * 1000}Floods hit York.") == ["Floods hit York."]
    with pytest.raises(ValueError, match="nested too deeply .*save it as plain text"):
        read("a.html", f"<html><body>{'<div>' * 10_000}Floods hit York.")


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ImportError, match=r'extra "formats": run pip install -e "\.\[formats\]"'):
        read("a.html", PAGE)


def test_pages_of_a_pdf_without_heads_and_numbers():
    pages = [
        ["The Example Times", f"Line {word} is here", f"and {word} goes on", f"Page {n} of 3"]
        for n, word in enumerate("abc", 1)
    ]
    [article] = read("a.pdf", pdf(*pages))
    body = [f"Line {word} is here\nand {word} goes on" for word in "abc"]
    assert article["text"] == "\n".join(["The Example Times", *body])  # once, for it may be the title
    assert article["note"] == "page numbers and running heads are left out"
    assert "1 of 2 pages have no text" in read("a.pdf", pdf(["One"], []))[0]["note"]


SPLIT = {
    "a.txt": "One\n+++\nTwo\n\nThree\n +++ \n\n",
    "a.md": "# One\n\n+++\n\nTwo\n\nThree",
    "a.rtf": rb"{\rtf1 One\par +++\par Two\par Three}",
    "a.docx": word("One", "+++", "Two", "Three"),
    "a.pdf": pdf(["One", "+++", "Two", "Three"]),
}


def test_a_line_parts_no_tables_and_pages_which_is_said():
    for name, content in (("a.csv", "text\nOne\n***\n"), ("a.html", "<p>One<p>***<p>Two")):
        assert read(name, content, split="***")[0]["note"].startswith("split= is not used for it")


def test_a_line_of_one_sign_may_be_longer():
    text = f"One\n{'*' * 60}\nTwo **** three\n***\nFour"
    texts = [article["text"] for article in read("a.txt", text, split="***")]
    assert texts == ["One", "Two **** three", "Four"]


@pytest.mark.parametrize("name", SPLIT)
def test_a_line_parts_the_texts_of_a_file(name):
    first, second = read(name, SPLIT[name], split="+++")
    assert "One" in (first["text"], first.get("title")) and second["text"].split() == ["Two", "Three"]
    [article] = read(name, SPLIT[name], split="***")
    assert "has no line that is '***'" in article["note"]


PASSWORD = io.BytesIO()
_writer = PdfWriter(clone_from=io.BytesIO(pdf(["Secret"])))
_writer.encrypt("word", algorithm="RC4-128")
_writer.write(PASSWORD)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
UNFIT = {
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word or Excel file.* save it as .docx or .xlsx"),
    "password": ("a.pdf", PASSWORD.getvalue(), "PDF with a password: print it to a new PDF"),
    "scan": ("a.pdf", pdf([], []), r"scanned PDF without a text layer: recognise its text \(OCR\)"),
    "cut PDF": ("a.pdf", pdf(["One"])[:900], "cannot be read .*save it again"),
    "cut Word": ("a.docx", word("One")[:9_000], "cannot be read .*File is not a zip file.* save it again"),
    "cut Excel": ("a.xlsx", excel()[:3_000], "cannot be read .*File is not a zip file.* save it again"),
    "no Word": ("a.docx", changed(word("One"), "word/document.xml", b"<w:docu"), "save it again"),
    "entities": (
        "a.docx",
        changed(word("One"), "word/document.xml", ENTITY),
        "word/document.xml declares XML entities",
    ),
    "entities in Excel": ("a.xlsx", changed(excel(), "xl/workbook.xml", ENTITY), "declares XML entities"),
    "bomb": (
        "a.docx",
        changed(word("One"), "word/document.xml", b" " * 70_000_000),
        "unpacks to 68 MB, which no text does",
    ),
    "image": ("a.png", b"\x89PNG\r\n\x1a\n", "no kind that is read.* save a text as .txt"),
    "unknown": ("a.mht", "One", r"no kind that is read, or damaged \(its name ends in '.mht'\)"),
    "encoding": ("a.txt", b"\xff", "not utf-8"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", UNFIT)
def test_what_cannot_be_read_is_one_sentence_with_the_remedy(case):
    name, content, message = UNFIT[case]
    with pytest.raises(ValueError, match=message) as raised:
        read_file(name, content if isinstance(content, bytes) else content.encode(), encoding="utf-8")
    assert "\n" not in str(raised.value)


def test_a_file_of_512_mb_is_not_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 2**20)
        archive.writestr("word/media/image.png", bytes(range(256)) * 2**14, zipfile.ZIP_STORED)
    with pytest.raises(ValueError, match="unpacks to 604 MB"):
        check_zip(file.getvalue())
