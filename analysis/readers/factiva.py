"""Read the articles of Factiva: HTML with or without the codes of its fields, and the lines of RTF and text files."""

import re
from typing import Any

from analysis.readers.labels import Article, is_date, marked_lines, read_label, split_article

_LENGTH = re.compile(r"\d[\d.,]*\s?[^\W\d]+")  # as "664 words"


def add_codes(lines: list[str]) -> list[str]:
    """Return the lines of an article with the codes of its fields, if it has none.

    The order is title, byline, length, date, time, outlet, its code, language, copyright, text, publisher; some of
    them may be missing.
    """
    lines = [line.strip() for line in lines if line.strip()]
    dates = [i for i, line in enumerate(lines[:-1]) if i and is_date(line)]
    starts = [i - 1 for i in dates if _LENGTH.fullmatch(lines[i - 1])]
    if not starts or "SN" in lines:
        return lines
    at = starts[0]
    title = max((i + 1 for i in range(at) if lines[i] == "HD"), default=0)
    outlet = at + 2 + bool(re.match(r"\d\d?:\d\d", lines[at + 2]))
    rest = range(outlet + 1, min(outlet + 9, len(lines)))
    rights = [i for i in rest if (read_label(lines[i], "Factiva") or " ")[1:2] == ("skip",)]
    codes = [i + 1 for i in rest if re.fullmatch("[A-Z][A-Z0-9]+", lines[i])]  # and the language
    body = lines[(rights + codes + [outlet])[0] + 1 :]
    publisher = [body.pop()] if len(body) > 1 and re.fullmatch(r".{,60}[^.!?…»”\"']", body[-1]) else []
    head = ["HD", lines[title], "BY", *lines[title + 1 : at], "WC", lines[at], "PD", lines[at + 1]]
    return [*head, "SN", *lines[outlet : outlet + 1], "LP", *body, "PUB", *publisher]


def read_factiva(lines: list[str]) -> Article:
    """Return an article by its codes."""
    article = split_article(lines, "Factiva")[1]
    return article | {"title": re.sub(r"^\d+\)\s", "", article.get("title", ""))}  # as a browser numbers it


def factiva_lines(tree: Any) -> list[str]:
    """Return the lines of an HTML file, with the codes of the headline and of the publisher below the text."""
    publisher = "//p[not(@class) and preceding-sibling::*[1][contains(@class, 'articleP')]]"
    headline = "//*[@id = 'hd' or contains(@class, 'Headline')]"
    return marked_lines(tree, {headline: "HD\u2028", publisher: "PUB\u2028"})
