"""Read the articles of ProQuest: HTML and text."""

import re
from copy import deepcopy
from typing import Any

from analysis.readers.labels import BREAK, Article, html_lines, part


def read_proquest(lines: list[str]) -> Article:
    """Return an article: its title is above the labels, and most else below the text."""
    loose, article = part(lines, "ProQuest")
    title = " ".join(line.strip() for line in loose if not re.match(r"\s*Document \d+ of \d+\s*$", line))
    source = article.pop("source", "")  # as "Herald ; Portsea [Portsea]08 May 2010: A.2."
    date = "".join(re.findall(r"\](.+?):", source)[:1])
    article = {"title": title, "outlet": source, "date": date} | article
    return article | {"outlet": article["outlet"].partition(";")[0].strip()}


def proquest_lines(tree: Any) -> list[str]:
    """Return the lines of an HTML file as a text file has them: articles are parted by underscores."""
    tree = deepcopy(tree)
    borders = "//div[contains(translate(@style, ' ', ''), 'border-bottom:2pxsolid#ccc')]"
    articles = tree.xpath("//a[starts-with(@name, 'DocID_MSTAR_')]") or tree.xpath(borders)
    for node in articles:
        node.text = f"{BREAK}{'_' * 60}{BREAK}{node.text or ''}"
    return html_lines(tree) if articles else []
