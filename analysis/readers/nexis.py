"""Read the articles of Nexis: Nexis Uni (Word, RTF and text), and the older text and HTML files."""

import re
from typing import Any

from analysis.readers.labels import Article, is_date, marked_lines, split_article

OLD_DIVIDER = r"(?:FOCUS - )?(?:\d+ (?:of|van) \d+ DOCUMENT\w*|Dokument \d+ von \d+|Document \d+ de \d+)"


def read_uni(lines: list[str]) -> Article:
    """Return an article of Nexis Uni: title, outlet and date are above its labels."""
    loose, article = split_article(lines, "Nexis Uni")
    place = max((i for i, line in enumerate(loose) if is_date(line)), default=len(loose))
    *titles, outlet = [line.strip() for line in loose[:place]] or [""]
    if len(titles) > 1 and re.fullmatch(r"\(.*\)", outlet):  # a blog or a section of the outlet
        outlet = titles.pop()
    if len(titles) > 2:  # a cover page is above
        titles = titles[-2 if titles[-2].endswith(";") else -1 :]
    title = " ".join(titles).removesuffix(" - Correction Appended")
    return article | {"title": title, "outlet": outlet, "date": "".join(loose[place : place + 1]).strip()}


def read_old(lines: list[str]) -> Article:
    """Return an article of an older file: outlet and date are centred, the title is mostly below at the margin."""
    loose, article = split_article(lines, "Nexis")
    place = next((i for i, line in enumerate(loose) if is_date(line)), 0)
    above, date, below = loose[: place or 1], loose[place] if place else "", loose[place + 1 :]
    titles = [line for line in below if not line[0].isspace() and not is_date(line)]
    if len(above) > 1 and not titles and "title" not in article:  # the title is between outlet and date
        titles = [above.pop().strip()]
    outlet = "".join(above[-1:]).strip()
    return {"title": " ".join(titles), "outlet": outlet, "date": date.strip()} | article


def old_lines(tree: Any) -> list[str]:
    """Return the lines of an older HTML file, where the title is larger, as a text file has them."""
    large = re.findall(r"\.(\w+)\s*\{[^}]*font-size:\s*14pt", " ".join(tree.xpath("//style/text()")))
    is_large = " or ".join(["false()", *(f"@class = '{name}'" for name in large)])
    marks = {f"//a[starts-with(@name, 'DOC_ID_')] | //p[span[{is_large}]]": "HEADLINE: "}
    return [text for line in marked_lines(tree, marks) for text in (line, "")]
