"""Read the articles of Europresse: HTML, of the years before 2014 and after."""

import re
from itertools import pairwise
from typing import Any

from analysis.readers.labels import Article, html_lines, is_date


def read_europresse(tree: Any) -> list[Article]:
    """Return the articles of an HTML file; an empty list if it is none of Europresse."""
    names = tree.xpath("//span[contains(@class, 'DocPublicationName')]")
    boxes = [box for name in names for box in list(name.iterancestors("article", "table"))[:1]]
    return [_read_article(box) for box in dict.fromkeys(boxes)]


def _read_article(box: Any) -> Article:
    def find(place: str) -> list[str]:
        return [line for node in box.xpath(f".//{place}") for line in html_lines(node)]

    titles = find("*[contains(@class, 'itreArticleVisu')]")
    byline = find("*[contains(@class, 'docAuthors')]") or find("header/div[not(@class)]")
    body = find("*[contains(@class, 'DocText')]")
    if not body:  # before 2014: author, text and copyright follow the title
        lines = "\n".join(html_lines(box)).partition("\n".join(titles) or "\n")[2].strip()
        body = re.split(r"\n(?:©|Numéro de document)", lines)[0].split("\n")
        byline = [body.pop(0)] if re.fullmatch(r".{,80}[^.!?…»]", body[0]) else []
    header = " ".join(find("span[contains(@class, 'DocHeader')]"))  # as "Culture, lundi 13 mars 2006, p. 32"
    parts = [part.strip() for part in header.split(",")]
    dates = [date for date in [*parts, *map(", ".join, pairwise(parts))] if is_date(date)]
    dates += ["-".join(number) for number in re.findall(r"·(\d{4})(\d\d)(\d\d)·", box.text_content())]
    section, date = (header.partition(dates[0])[0].strip(" ,"), dates[0]) if dates else (header, "")
    outlet = " ".join(find("span[contains(@class, 'DocPublicationName')]")).partition(", no")[0]
    article = {"title": " ".join(titles), "byline": " ".join(byline), "text": "\n\n".join(body)}
    return article | {"outlet": outlet, "section": section, "date": date}
