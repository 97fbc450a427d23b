"""Read the HTML pages of news databases: the lines of an export, and the articles of Europresse."""

import re
from copy import deepcopy
from typing import Any

from analysis.readers import Article
from analysis.readers.markup import visible_text

# What is written above an element, so that a page of Factiva or ProQuest has the lines of a text file.
_MARKS = {
    "//*[@id = 'hd' or contains(@class, 'Headline') and not(ancestor::*[@id = 'hd'])]": "HD\u2028",
    "//p[not(@class) and preceding-sibling::*[1][contains(@class, 'articleP')]]": "PUB\u2028",
    "//a[starts-with(@name, 'DocID_MSTAR_')] | //div[contains(@style, 'border-bottom')]": f"{'_' * 60}\u2028",
    "//p[span[contains(@class, 'newspaperArticle')]]": "Publication info: ",
}


def html_lines(tree: Any) -> list[str]:
    """Return the lines of a page as a text file has them, with a blank line after each.

    >>> from lxml.html import fromstring
    >>> html_lines(fromstring("<p>Storm<p>It rained."))
    ['Storm', '', 'It rained.', '']
    """
    tree = deepcopy(tree)
    large = re.findall(r"\.(\w+)\s*\{[^}]*font-size:\s*14pt", " ".join(tree.xpath("//style/text()")))
    titles = {f"//p[span[@class = '{name}']]": "HEADLINE: " for name in large}  # older files of Nexis
    for node in tree.xpath(" | ".join(f"//span[@class = '{name}']/br" for name in ["", *large])):
        node.tag, node.text = "span", " "
    for place, mark in (_MARKS | titles).items():
        for node in tree.xpath(place):
            node.text = f"\u2028{mark}{node.text or ''}"
    return [text for line in visible_text(tree).split("\n") for text in (line, "")]


def read_europresse(tree: Any) -> list[Article]:
    """Return the articles of an HTML file of Europresse; an empty list if it is no such file."""
    name = "//span[contains(@class, 'DocPublicationName')]"
    return [_read_article(box) for box in tree.xpath(f"{name}/ancestor::*[self::article or self::table][1]")]


def _read_article(box: Any) -> Article:
    def find(place: str) -> str:
        return "\n".join(visible_text(deepcopy(node)) for node in box.xpath(f".//{place}"))

    title = find("*[contains(@class, 'itreArticleVisu')]")
    byline = find("header/*[preceding-sibling::*[contains(@class, 'titreArticle')]]")
    text = find("*[contains(@class, 'DocText')]") or find("section")
    if not text:  # before 2014: author, text and copyright follow the title
        below = visible_text(deepcopy(box)).partition(title or "\n")[2].strip()
        text = re.split(r"\n(?:©|Numéro de document)", below)[0]
        if author := re.match(r".{,80}[^.!?…»\n]\n", text):
            byline, text = author[0].strip(), text[author.end() :]
    numbers = re.findall(r"·(\d{4})(\d\d)(\d\d)·", box.text_content())  # of the document, with its date
    article = {"title": title.replace("\n", " "), "byline": byline.replace("\n", " "), "text": text}
    article["outlet"] = find("span[contains(@class, 'DocPublicationName')]").partition(", no")[0]
    # As "Culture, lundi 13 mars 2006, p. 32".
    article["section"] = re.match(r"[^\d,]*(?=,|$)|", find("span[contains(@class, 'DocHeader')]"))[0]
    return article | {"date": "-".join(numbers[0]) if numbers else ""}
