"""Read the lines of an exported article that have no label, by their order."""

import re

from analysis.readers import Article
from analysis.readers.dates import parse_date
from analysis.readers.labels import read_label


def is_date(written: str) -> bool:
    """Return whether a text is a date with a month.

    >>> is_date("May 2009"), is_date("2009")
    (True, False)
    """
    return len(parse_date(written, dayfirst=True)) > len("2009")


def read_uni_head(lines: list[str]) -> Article:
    """Return title, outlet and date of an article of Nexis Uni, which are in this order."""
    place = max((i for i, line in enumerate(lines) if is_date(line)), default=len(lines))
    if place == len(lines) and re.search(r"\d{4}", "".join(lines[-1:])):  # as "Winter 2008/2009"
        place -= 1
    # A line in brackets is a blog or a section of the outlet.
    *titles, outlet = [line.strip() for line in lines[:place] if not re.match(r"\s*\(.*\)\s*$", line)] or [""]
    if len(titles) > 2:  # a cover page is above
        titles = titles[-2 if titles[-2].endswith(";") else -1 :]
    title = " ".join(titles).removesuffix(" - Correction Appended")
    return {"title": title, "outlet": outlet, "date": "".join(lines[place : place + 1]).strip()}


def read_old_head(lines: list[str]) -> Article:
    """Return outlet and date of an older file of Nexis, which are centred, and the title, often below at the margin."""
    place = next((i for i, line in enumerate(lines) if is_date(line)), 0)
    above, date, below = lines[: place or 1], lines[place] if place else "", lines[place + 1 :]
    titles = [line for line in below if not line[0].isspace() and not is_date(line)]
    titles = titles or [line for line in above[1:] if not line[0].isspace()]
    return {"title": " ".join(titles), "outlet": "".join(above[:1]).strip(), "date": date.strip()}


def reorder(text: str) -> str:
    """Return an older article of Nexis in the usual order, if its title is above the date, its body above the length.

    Its body then begins below the date, after two blank lines.
    """
    blocks = re.sub(r"[^\S\n]+\n", "\n", text).split("\n\n")
    labels = [read_label(block.strip(), "Nexis")[1] for block in blocks]
    # A date may be followed by words such as "BC cycle".
    date = next((i for i, block in enumerate(blocks) if is_date(re.match(r".*?\d{4}|", block.strip())[0])), 0)
    length = max((i for i, name in enumerate(labels) if name == "length"), default=0)
    body = next((i for i in range(date + 1, length) if blocks[i][:1] in ("", "\n")), 0)
    titles = [i for i in range(date) if not labels[i] and re.match(r"\n*\S", blocks[i])]
    if not titles or not body:
        return text
    section = length - (labels[length - 1] == "section")
    order = sorted(range(body), key=titles.__contains__)
    above = [blocks[i] if i <= date or labels[i] else f"BYLINE: {blocks[i]}" for i in order]
    below = [*blocks[section : length + 1], "BODY:", *blocks[body:section], *blocks[length + 1 :]]
    return "\n\n".join(above + below)


def read_title(lines: list[str]) -> Article:
    """Return the title of an article whose other lines all have labels."""
    return {"title": " ".join(map(str.strip, lines))}


def add_codes(text: str) -> str:
    """Return an article of Factiva with the codes of its fields, if it has none.

    The order is title, byline, length, date, time, outlet, its code, language, copyright, text, publisher; time and
    publisher may be missing.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    words = re.compile(r"\d[\d.,]*\s?[^\W\d]+")  # as "664 words"
    at = next((i for i in range(len(lines) - 2) if words.fullmatch(lines[i]) and is_date(lines[i + 1])), 0)
    if not at or "SN" in lines:
        return text
    title = lines.index("HD") + 1 if "HD" in lines[:at] else 0
    outlet = at + 2 + bool(re.match(r"\d\d?:\d\d", "".join(lines[at + 2 : at + 3])))
    body = lines[outlet + 1 :]
    rights = [i for i, line in enumerate(body[:9]) if read_label(line, "Factiva")[1] == "skip"]
    body = body[rights[0] + 1 :] if rights else body
    if len(body) > 1 and re.fullmatch(r".{,60}[^.!?…»”\"']", body[-1]):
        body.insert(-1, "PUB")
    head = ["HD", lines[title], "BY", *lines[title + 1 : at], "WC", lines[at], "PD", lines[at + 1]]
    return "\n".join([*head, "SN", *lines[outlet : outlet + 1], "LP", *body])
