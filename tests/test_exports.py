"""Exports of news databases: every article of every sample, and the traps of their layouts."""

import json
import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, strategies as st
from lxml import html
from striprtf.striprtf import rtf_to_text

from analysis.readers.exports import docx_lines, read_export_html, read_export_lines
from analysis.readers.labels import read_label
from analysis.readers.layouts import is_date

SAMPLES = Path(__file__).parent / "data" / "exports"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
FURNITURE = (
    "Load-Date|LOAD-DATE|End of Document|Copyright|©|All Rights|User Name|Pat Example|EXAMPLE, PAT|Job Number"
    "|LANGUAGE|Classification|Publication|DOCUMENTS|Related Articles|PHOTOS|Photo:|Numéro de doc|Search Summary"
    "|Document [A-Z]{3}|Factiva|ProQuest|ABSTRACT|FULL TEXT|Subject|Certificat|certificat|Page \\d of"
)


def read(path):
    """Read a sample as formats.py does."""
    if path.suffix.lower() == ".docx":
        return read_export_lines(docx_lines(path.read_bytes()))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return read_export_html(html.document_fromstring(text))
    text = rtf_to_text(text.replace("HYPERLINK", "LINK")) if path.suffix == ".rtf" else text
    return read_lines(text)


def read_lines(text):
    return read_export_lines(text.replace("\f", "\n\f\n").split("\n"))


def test_every_sample_is_expected():
    assert {path.name for path in SAMPLES.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_article_of_a_sample_comes_out_once(name):
    assert read(SAMPLES / name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_furniture_is_left(name):
    for article in read(SAMPLES / name):
        shown = "\n".join(value for key, value in article.items() if key not in ("note", "format"))
        assert re.findall(FURNITURE, shown) == []


# Nexis Uni: the frame of an article, to be filled with lines.
UNI = """{head}
Copyright 2014 Herald Media Limited
Section: NEWS
Length: 12 words
{labels}
Body
{body}
Load-Date: June 3, 2014
End of Document"""


def uni(
    head="Ferry returns\nCoastal Herald\nMay 3, 2014", labels="Byline: Rosa Lund", body="The ferry is back."
):
    return UNI.format(head=head, labels=labels, body=body)


@pytest.mark.parametrize(
    ("head", "title", "outlet", "date"),
    [
        ("Ferry;\nIt is back\nHerald\nMay 3, 2014", "Ferry; It is back", "Herald", "May 3, 2014"),
        ("Ferry\nHerald\n(Harbour blog)\nMay 3, 2014", "Ferry", "Herald", "May 3, 2014"),
        ("May 3, 1940\nHerald\nMay 3, 2014", "May 3, 1940", "Herald", "May 3, 2014"),
        ("1984\nHerald\nMay 3, 2014", "1984", "Herald", "May 3, 2014"),
        ("Ferry - Correction Appended\nHerald\nCorrection Appended", "Ferry", "Herald", None),
        ("Ferry\nHerald\nCorrection Appended\nMay 3, 2014", "Ferry", "Herald", "May 3, 2014"),
        ("Budget 2018\nHerald", "Budget 2018", "Herald", None),
        ("Ferry\nQuarterly Review\nWinter 2008/2009", "Ferry", "Quarterly Review", "Winter 2008/2009"),
        ("Ferry;\nBack\nHerald\n3 maj 2014", "Ferry; Back", "Herald", "3 maj 2014"),
        ("No Headline In Original\nHerald\n9 mei 2014 vrijdag", None, "Herald", "9 mei 2014 vrijdag"),
    ],
)
@pytest.mark.parametrize("begin", ["", "\f"])
def test_the_head_of_nexis_uni(head, title, outlet, date, begin):
    (article,) = read_lines(begin + uni(head=head))
    assert (article.get("title"), article["outlet"], article.get("date")) == (title, outlet, date)


@pytest.mark.parametrize(
    ("labels", "byline"),
    [
        ("Byline:\xa0Rosa Lund\nHighlight: The ferry, at last.", "Rosa Lund"),
        ("Byline: \nHighlight: The ferry, at last.", None),
        ("Byline: Rosa Lund\nJoan Hill\nDateline: PORTSEA", "Rosa Lund Joan Hill"),
        ("Series: Ships", None),
    ],
)
def test_labels_of_nexis_uni(labels, byline):
    (article,) = read_lines(uni(labels=labels))
    assert (article.get("byline"), article["section"], article["length"]) == (byline, "NEWS", "12")
    assert article["text"] == "The ferry is back."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Section: that is a word.\nLanguage: another.", "Section: that is a word.\nLanguage: another."),
        ("Back.\nRelated Articles\nJim Hacker resigns", "Back."),
        ("Back.\nGRAPHIC\nA ship", "Back."),
        ("Back.\nPHOTOS: A ship\nCAPTION: Two ships", "Back."),
        ("Back.\nPHOTOS: none, he said.\nGone.", "Back.\nPHOTOS: none, he said.\nGone."),
        ("ABSTRACT\nA ferry.\nFULL TEXT\nBack.", "Back."),
        ("ABSTRACT\nA ferry.", "A ferry."),
        ("Page 1 of 2\nBack.\nPage 2 of 2", "Back."),
        ("It is the End of Document 3.\nBody and soul.", "It is the End of Document 3.\nBody and soul."),
        ("Back\n at last.\n\nGone.", "Back\n at last.\n\nGone."),
    ],
)
def test_the_body_of_nexis_uni(body, text):
    assert [article["text"] for article in read_lines(uni(body=body))] == [text]


def test_articles_of_nexis_uni_without_body_or_end_of_document():
    text = uni().removesuffix("\nEnd of Document")
    assert read_lines(text) == read_lines(uni())
    empty = uni().replace("\nBody\nThe ferry is back.", "")
    two = read_lines(f"{empty}\n{uni()}\n\f\n")
    assert [article["text"] for article in two] == ["", "The ferry is back."]
    assert two[0]["note"] == "articles without text: 1"


@pytest.mark.parametrize(
    "before", ["Highlight: A ferry.\n", "Body\n", "The ferry is", "Load-Date:", "End of Document"]
)
def test_a_page_break_within_an_article_loses_nothing(before):
    two = uni(labels="Highlight: A ferry.") + "\n" + uni(labels="Highlight: A ferry.")
    broken = read_lines(two.replace(before, f"\f{before}"))
    assert [re.sub(r"\s+", " ", article.pop("text")) for article in broken] == ["The ferry is back."] * 2
    assert broken == [{key: value for key, value in one.items() if key != "text"} for one in read_lines(two)]


def test_a_short_cover_page_is_not_read_as_a_title():
    (article,) = read_lines("User Name: Pat Example\nDate and Time: Monday, May 5, 2014\n" + uni())
    assert "Pat" not in str(article) and article["title"] == "Ferry returns"


def test_labels_may_be_glued_to_their_values():
    assert read_lines(uni().replace(": ", ":")) == read_lines(uni())
    assert read_lines(uni().replace("\n", "\r\n").replace("\r", "")) == read_lines(uni())


def test_a_cover_page_says_how_many_articles_there_are():
    cover = "User Name: Pat Example\nDate and Time: Monday\nDocuments (3)\n1. Ferry returns\nClient/Matter: -None-\n"
    articles = read_lines(f"{cover}{uni()}\n{uni()}")
    assert "3 articles by its own count, but 2 were found" in articles[0]["note"]
    assert [article["title"] for article in articles] == ["Ferry returns", "Ferry returns"]


OLD = """
                            {n} of 2 DOCUMENTS

                               Coastal Herald

                               May 3, 2004
{head}
{title}

BYLINE: Rosa Lund

LENGTH: 12 words

{body}

LOAD-DATE: June 3, 2014

LANGUAGE: ENGLISH
"""


def old(n=1, head="", title="Ferry returns", body="The ferry is back."):
    return OLD.format(n=n, head=head, title=title, body=body)


@pytest.mark.parametrize(
    "body", ["ANNOUNCER: Good evening.", "SUBJECT: Hello?", "BYLINE: a word.", "1 of 3 documents"]
)
def test_what_is_like_a_label_in_the_body_of_old_nexis(body):
    articles = read_lines(old(1, body=f"Back.\n\n{body}\n\nIt sails\n{body}\nat noon.\n\n{body}") + old(2))
    assert articles[0]["text"] == f"Back.\n\n{body}\n\nIt sails\n{body}\nat noon.\n\n{body}"
    assert len(articles) == 2 and "note" not in articles[0]


def test_the_head_of_old_nexis():
    edition = "                         Edition 1;\n                          Scotland\n"
    (article,) = read_lines(old(head=edition, title="Ferry returns;\nIt sails at noon"))
    assert (article["title"], article["date"]) == ("Ferry returns; It sails at noon", "May 3, 2004")
    assert "note" not in article  # the search found 2 articles
    twice = "                            3. Mai 2004\n"
    assert read_lines(old(head=twice))[0]["title"] == "Ferry returns"
    single = re.sub(r" *1 of 2 DOCUMENTS", "", old())
    assert read_lines(single)[0]["title"] == "Ferry returns"


def test_old_nexis_with_form_feeds_and_few_labels():
    body = "The ferry is\nback.\n\n\fIt sails."
    articles = read_lines(old(body=body) + "\f" + old(2, body=body))
    assert [article["text"] for article in articles] == ["The ferry is\nback.\n\nIt sails."] * 2
    few = re.sub("(BYLINE|LANGUAGE).*", "", old().replace("1 of 2 DOCUMENTS", "1 of 1 DOCUMENT"))
    assert [article["text"] for article in read_lines(few)] == ["The ferry is back."]
    late = old().replace("LENGTH: 12 words", "LENGTH: 12 words\n\nHIGHLIGHT:\n\nDATELINE: PORTSEA")
    assert read_lines(late)[0]["text"] == "The ferry is back."


def test_an_error_page_of_the_database_is_counted():
    error = "We are sorry but there is an error in this document and it is not possible to display it."
    (article,) = read_lines(old() + f"                2 of 2 DOCUMENTS\n\n{error}\n")
    assert article["note"] == "it has 2 articles by its own count, but 1 were found"


def test_factiva_articles_are_not_read_twice_and_markup_joins():
    text = (SAMPLES / "factiva.html").read_text(encoding="utf-8")
    articles = read_export_html(html.document_fromstring(text.replace("<td>4</td>", "<td>1,771</td>")))
    assert len({article["title"] for article in articles}) == len(articles) == 3
    assert "note" not in articles[0]


def test_a_paragraph_of_proquest_ends_only_at_a_known_label():
    text = (SAMPLES / "proquest.txt").read_text(encoding="utf-8")
    body = "The Author: nobody.\n\nSource: none.\n\nLocation: unknown.\n\nSo it ends."
    article = read_lines(text.replace("Name: that was the question of the day, said Tom Reed.", body))[0]
    assert article["text"].split("\n\n")[1:] == body.split("\n\n")


ORDINARY = [
    "The press kit\n\nThis is the End of Document 3. Copyright 2014 Herald.\n\nBody and soul, said Document 3 of 5.",
    "End of Document\n\nBody\n\nThe word Body is a heading here.",
    "Storm\n\nBy Rosa Lund\n\nMay 3, 2014\n\nLength: 12 miles\n\nIt rained.",
    "1 of 10 DOCUMENTS\n\nThe lawyer numbered them all.",
    "Title: A letter\nAuthor: Ann\nSubject: Rain\n\nIt rained.",
    "Document 3 of 5\n\n" + "_" * 60 + "\n\nIt rained.",
    "HD\nTV\n\n512 words\n\nMay 3, 2014\n\nDocument ABCDEFG1234567",
    "",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_is_no_export(text):
    assert read_lines(text) is None
    page = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    pages = [
        page,
        f'<div class="article"><h1 class="Headline">Rain</h1>{page}</div>',
        f"<article>{page}</article>",
    ]
    for written in [*pages, f'<div style="border-bottom: 2px solid #ccc">{page}</div>']:
        tree = html.document_fromstring(f"<html><body>{written}</body></html>")
        before = html.tostring(tree)
        assert read_export_html(tree) is None
        assert html.tostring(tree) == before


def test_a_word_file_is_read_with_its_tables_links_and_text_boxes():
    text = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:txbxContent><w:p>{text.format('Box')}</w:p></w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    document = docx.Document()
    document.add_paragraph("Ferry\tback").add_run(" at\nlast").bold = True
    document.add_table(1, 1).cell(0, 0).text = "Cell"
    mark = "<w:bookmarkStart w:id='1' w:name='Bookmark_1'/>"
    linked = (
        f"<w:hyperlink>{text.format('Link')}</w:hyperlink>{text.format(' is')}{mark}{text.format(' new')}"
    )
    linked += f"<w:r><mc:AlternateContent>{choices}"
    names = {prefix: f'xmlns:{prefix}="{docx.oxml.ns.nsmap.get(prefix, "urn:mc")}"' for prefix in ("w", "mc")}
    xml = f"<w:p {' '.join(names.values())}>{linked}</mc:AlternateContent></w:r></w:p>"
    document.element.body.insert(0, docx.oxml.parse_xml(xml))
    data = BytesIO()
    document.save(data)
    assert [line for line in docx_lines(data.getvalue()) if line] == [
        "Link is new",
        "Box",
        "Ferry\tback at",
        "last",
        "Cell",
    ]


def test_labels_are_read_as_they_are_listed():
    assert read_label("Texte intégral : Le port", "ProQuest") == ("Texte intégral:", "body", "Le port")
    assert read_label("*HD*\tFerry: back", "Factiva") == ("HD", "title", "Ferry: back")
    assert read_label("Copyright 2014 Herald", "Nexis Uni")[1] == "skip"
    assert not any(read_label("Copyright is a right", "Nexis Uni"))
    assert not any(read_label("ANNOUNCER: Good evening", "Nexis"))


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,9}(:? [a-zé«»“”]{1,9}){1,9}[.!?]", fullmatch=True), min_size=1))
def test_a_body_comes_back_whatever_it_says(paragraphs):
    text = "\n\n".join(paragraphs)
    single = "\n" + re.sub(r" *1 of 2 DOCUMENTS", "", old(body=text))
    assert [article["text"] for article in read_lines(single)] == [text]
    assert [article["text"] for article in read_lines("\f" + uni(body=text))] == [text]


def test_is_date():
    assert not is_date("1984") and is_date("27. Februar 2012 Montag 9:50 PM GMT+1")


def test_articles_that_are_not_understood_are_counted():
    text = (SAMPLES / "factiva.html").read_text(encoding="utf-8")
    articles = read_export_html(html.document_fromstring(text.replace("1 April 2017", "in spring")))
    assert [article["note"] for article in articles] == [
        "it has 3 articles by its own count, but 2 were found"
    ] * 2


LINES = [line for path in SAMPLES.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]


@given(st.lists(st.sampled_from(sorted(set(LINES)))))
@example(["Ferry", "20 words", "19 April 1998", "08:15", "Document VGAZ100020010926du4j00abd"])
def test_lines_in_any_order_are_no_error(lines):
    for article in read_export_lines(lines) or []:
        assert article["format"] and isinstance(article["text"], str)


@given(
    st.sampled_from([path.name for path in SAMPLES.glob("*.html")]), st.integers(0, 4000), st.integers(1, 400)
)
def test_a_damaged_page_is_no_error(name, start, length):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    damaged = text[:start] + text[start + length :]
    read_export_html(html.document_fromstring(f"<p>{damaged}"))
