"""Read the articles of Nexis: Nexis Uni (Word, RTF and text), and the older text and HTML files."""

import re
from typing import Any

from analysis.readers.dates import parse_date
from analysis.readers.labels import Article, find_date, html_lines, part


def read_uni(lines: list[str]) -> Article:
    """Return an article of Nexis Uni: title, outlet and date are above its labels."""
    body = next((i for i, line in enumerate(lines) if line.strip() == "Body"), 0)
    marks = [i for i, line in enumerate(lines[:body]) if line == "\f"]
    if marks:  # a new document, so what is above is a cover page
        lines = [line.strip() for line in lines[marks[-1] :] if line.strip()]
    loose, article = part(lines, "Nexis Uni")
    place = find_date(loose, -1, -1)
    *titles, outlet = [line.strip() for line in loose[:place]] or [""]
    if len(titles) > 1 and re.fullmatch(r"\(.*\)", outlet):  # a blog or a section of the outlet
        outlet = titles.pop()
    while not marks and len(titles) > 1 and not titles[-2].endswith(";"):  # perhaps a cover page
        titles = titles[-1:]
    title = " ".join(titles).removesuffix(" - Correction Appended")
    return article | {"title": title, "outlet": outlet, "date": "" if place is None else loose[place].strip()}


def read_old(lines: list[str]) -> Article:
    """Return an article of an older file: outlet and date are centred, the title is mostly below at the margin."""
    loose, article = part(lines, "Nexis")
    place = find_date(loose, 1, 0)
    above, date, below = loose[: place or 1], "", loose[1:]
    if place is not None:
        date, below = loose[place].strip(), loose[place + 1 :]
    titles = [line for line in below if not line[0].isspace() and not parse_date(line, dayfirst=True)]
    if len(above) > 1 and not titles and "title" not in article:  # the title is between outlet and date
        titles = [above.pop().strip()]
    return {"title": " ".join(titles), "outlet": "".join(above[-1:]).strip(), "date": date} | article


def old_lines(tree: Any) -> list[str]:
    """Return the lines of an older HTML file as a text file has them: centred ones begin with a blank."""
    is_nexis = tree.xpath("//a[starts-with(@name, 'DOC_ID_')]")
    style = " ".join(tree.xpath("//style/text()"))
    centred = re.findall(r"\.(\w+)\s*\{[^}]*text-align:\s*center", style)
    lines = []
    for block in tree.xpath("//p | //div[not(.//p) and not(ancestor::p)]") if is_nexis else []:
        indent = " " * (block.get("class") in centred)
        lines += [*(indent + line for line in html_lines(block)), ""]
    return lines
