"""Rarer forms of the exports of news databases, which `tests/data/exports` does not have."""

from pathlib import Path

import pytest

from analysis.readers.exports import read_export_html, read_export_lines
from analysis.readers.markup import parse_html


def read_lines(text):
    return read_export_lines(text.split("\n"))


def read_old(*parts, head="              Herald\n\n              May 3, 2004", title="Ferry returns"):
    """Read the first of two articles of an older file of Nexis."""
    lines = ["   7 of 9 DOCUMENTS", head, title, *parts, "LOAD-DATE: May 5, 2004"]
    first, _ = read_lines("\n\n".join([*lines, "   9 of 9 DOCUMENTS", head, "LENGTH: 1 words", "Gone."]))
    return first


def test_old_nexis_with_title_above_the_date_and_body_above_the_length():
    head = "   1 of 2 DOCUMENTS\n\n       Coastal Herald\n\nFerry returns;\nat noon\n\n     May 3, 2003, Saturday\n"
    body = "The ferry is back.\n\nThe ship:\nLENGTH: 19 meters.\n\nSECTION: of a ship."
    tail = "SECTION: Ships\n\nLENGTH: 12 words\n\nLOAD-DATE: May 5, 2003\n\nLANGUAGE: ENGLISH"
    expected = {
        "title": "Ferry returns; at noon",
        "outlet": "Coastal Herald",
        "date": "May 3, 2003, Saturday",
    }
    expected |= {"text": body, "section": "Ships", "length": "12", "format": "Nexis"}
    unread = read_lines(f"{head[:-1]}, Z cycle\n\n\n{body}\n\n{tail}")
    assert (unread[0]["title"], unread[0]["text"]) == ("Ferry returns; at noon", body)
    for time in ["", "            23:22 Central European Time\n"]:
        for lines, byline in {
            "": {},
            "DATELINE: Portsea\n\n": {},
            "Rosa Lund\n\n": {"byline": "Rosa Lund"},
        }.items():
            assert read_lines(f"{head}{time} \n{lines} \n{body}\n\n{tail}") == [expected | byline]


@pytest.mark.parametrize("word", ["SUBJECT", "SECTEUR-ACTIVITE", "LOCALISATION-GEO"])
def test_index_terms_of_old_nexis_below_the_body(word):
    body = f"The ferry is\nback.\n\n{word}: A ship (9%)\n\nIt sails."
    terms = f"PERSON: TOM REED (55%)\n\n{word}: SHIPS (90%); FERRIES (89%);\nHARBOURS (74%)"
    assert read_old("LENGTH: 12 words", f"{body}\n\n{terms}")["text"] == body


@pytest.mark.parametrize(
    "notice",
    [
        "Prepared by Example Services, which takes sole responsibility for the\n       accuracy of transcription.",
        "      No Herald material may be republished without the\n           permission of the Herald.",
    ],
)
@pytest.mark.parametrize("title", ["Ferry returns", ""])
def test_a_notice_is_no_outlet_of_old_nexis(notice, title):
    head = (
        f"   Copyright 2004 Herald, All\n     Rights Reserved\n\n     Herald\n\n{notice}\n\n     May 3, 2004"
    )
    article = read_old("LENGTH: 12 words", "The ferry is back.", head=head, title=title)
    assert (article["outlet"], article["text"]) == ("Herald", "The ferry is back.")
    assert not title or article["title"] == title


def test_old_nexis_without_length():
    article = read_old(
        "TITLE: Ferry;\nIt is back", "BYLINE: Ann Lee", "The ferry\nis back.", "Gone.", title=""
    )
    assert (article["title"], article["byline"]) == ("Ferry; It is back", "Ann Lee")
    assert article["text"] == "The ferry\nis back.\n\nGone."
    law = read_old("NAME: Ann Lee", "BIO: Ann Lee writes on ships.", "TEXT:", "The ferry is back.")
    assert (law["title"], law["byline"], law["text"]) == ("Ferry returns", "Ann Lee", "The ferry is back.")


def test_a_label_of_the_body_below_a_summary_is_no_paragraph():
    parts = ["LONGUEUR: 12 mots", "CHAPEAU:", "Le port rouvre.", "ARTICLE:", "TEXTE: un mot.", "Il pleut."]
    assert read_old(*parts)["text"] == "Le port rouvre.\n\nTEXTE: un mot.\n\nIl pleut."


def test_an_error_of_the_database_is_no_title():
    error = "We are sorry but there is an error in this document and it is not possible to display it."
    article = read_old("LENGTH: 12 words", "Back.", "LOAD-DATE: May 5, 2004", error, title="")
    assert "title" not in article and article["text"] == "Back."


def test_a_title_of_nexis_html_may_have_two_lines():
    page = (Path(__file__).parent / "data" / "exports" / "nexis.html").read_text(encoding="utf-8")
    articles = read_export_html(parse_html(page.replace("Harbour &amp;", "Harbour;<BR>&amp;")))
    assert articles[0]["title"] == "Harbour; & quay to be rebuilt"


@pytest.mark.parametrize("author", ["<div>Ann Lee</div>", "<p class='sm-margin-bottomNews'>Ann Lee</p>"])
@pytest.mark.parametrize("text", ["<div class='DocText'><p>Gone.</p></div>", "<p>Gone.</p></div>"])
def test_the_author_of_europresse_is_below_the_title(author, text):
    head = "<div><span class='DocPublicationName'>Herald</span></div><div><span class='DocHeader'>Une</span></div>"
    title = "<div class='titreArticle'><p>SHIPS</p><p class='titreArticleVisu'>Ferry</p></div>"
    page = f"<header>{head}<div><p>PORTS</p></div>{title}{author}</header><section>{text}</section>"
    (article,) = read_export_html(parse_html(f"<article>{page}<aside>Note(s) : none</aside></article>"))
    assert (article["byline"], article["title"], article["text"]) == ("Ann Lee", "Ferry", "Gone.")


PROQUEST = """<html><body><div><a name="DocID_MSTAR_1"></a><p>Ferry returns</p>
<p><span><span class="truncatedAuthor">Lee, Ann.</span></span>
<span class="newspaperArticle"><strong>Herald</strong>, Late Edition; Portsea. 10 Mar 2022.</span></p>
<p><strong>Author: </strong>Lee, Ann</p><p><strong>Full text: </strong><text><html><body>
<div><img alt="View"><a>Enlarge this image.</a></div><p>Back.</p><p>Caption: none.</p><p>Gone.</p>
<p><strong>Illustration</strong></p><p>Caption: Photo: A ship.</p></body></html></text></p>
<p><strong>Subject: </strong>Ships</p><p><strong>Publication title: </strong>Herald, Late Edition (East Coast)</p>
</div></body></html>"""


def test_proquest_pages_of_2023_and_two_of_them_in_one_file():
    expected = {"title": "Ferry returns", "byline": "Lee, Ann", "outlet": "Herald", "format": "ProQuest"}
    expected["text"] = "Back.\n\nCaption: none.\n\nGone."
    assert read_export_html(parse_html(PROQUEST * 2)) == [expected] * 2
