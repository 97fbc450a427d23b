"""Read the articles of ProQuest: HTML and text."""

import re
from typing import Any

from analysis.readers.labels import Article, marked_lines, split_article

_BORDER = "contains(translate(@style, ' ', ''), 'border-bottom:2pxsolid#ccc')"


def read_proquest(lines: list[str]) -> Article:
    """Return an article: its title is above the labels, and most else below the text."""
    loose, article = split_article(lines, "ProQuest")
    titles = [line.strip() for line in loose if not re.match(r"\s*Document \d+ of \d+\s*$", line)]
    source = article.pop("source", "")  # as "Herald ; Portsea [Portsea]08 May 2010: A.2."
    date = "".join(re.findall(r"\](.+?):", source)[:1])
    article = {"title": " ".join(titles), "outlet": source, "date": date} | article
    return article | {"outlet": article["outlet"].partition(";")[0].strip()}


def proquest_lines(tree: Any) -> list[str]:
    """Return the lines of an HTML file as a text file has them: articles are parted by underscores."""
    articles = f"//a[starts-with(@name, 'DocID_MSTAR_')] | //div[{_BORDER}]"
    return marked_lines(tree, {articles: "_" * 60 + "\u2028"})
