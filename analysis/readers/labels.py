"""Split an exported article by its labels, such as "Section: News", which are in the list `export_labels`."""

import re
from collections import defaultdict
from copy import deepcopy
from itertools import groupby
from typing import Any

from analysis.finders.lists import word_map, word_set
from analysis.readers.dates import parse_date
from analysis.readers.markup import visible_text

type Article = dict[str, str]

_LABELS = "export_labels"
_KEPT = ("title", "outlet", "date", "byline", "section", "source")
_BLANK_LINE = re.compile(r"\S[^\S\n]*\n[^\S\n]*\n")
_SEASON = re.compile(r"(?:Winter|Spring|Summer|Autumn|Fall|Printemps|\w+/\w+) \d{4}(?:/\d+)?")


def read_label(line: str, database: str) -> tuple[str, str, str] | None:
    r"""Return the label that begins a line, the field it names, and its value; None if there is no label.

    >>> read_label("Length:\xa0937 words", "Nexis Uni"), read_label("It rained.", "Nexis Uni")
    (('Length:', 'length', '937 words'), None)
    """
    fields = word_map(_LABELS, "field", database=database)
    for mark in (":", "\t"):
        word, mark, value = line.partition(mark)
        word = " ".join(word.split()).strip("* ") + mark.strip()
        if word in fields:
            return word, fields[word], value.strip()
    begun = (word for word in fields if word[-1] == "…" and line.lstrip().startswith(word[:-1]))
    return next(((word, fields[word], "") for word in begun), None)


def has_labels(lines: list[str], database: str, least: int) -> bool:
    """Return whether lines have at least so many labels of a database, with the length or body among them.

    >>> has_labels(["Section: News", "Length: 2 words", "Body", "It rained."], "Nexis Uni", 3)
    True
    """
    found = dict(label[:2] for line in lines if (label := read_label(line, database)))
    return len(found) >= least and not {"length", "body"}.isdisjoint(found.values())


def split_article(lines: list[str], database: str) -> tuple[list[str], Article]:
    """Split an article into the lines that belong to no label, and its text with the values of its labels.

    The text begins at the label of the body or, in the older files of Nexis, where a blank line ends the value of a
    label, at the first line after the length that has no label. It ends at a label that ends a body.

    >>> split_article(["Storm", "Length: 2 words", "Body", "It rained.", "Load-Date: May 1, 2014"], "Nexis Uni")
    (['Storm'], {'length': '2', 'text': 'It rained.'})
    """
    found: dict[str, list[str]] = defaultdict(list)
    blank_ends, has_body = database == "Nexis", False
    field = free = "loose"  # free: the field of a line that belongs to no label
    for line in lines:
        word, label, value = read_label(line, database) or ("", "", "")
        ends = word in word_set(_LABELS, database=database, ends="yes")
        again = label == "body" and word[-1] != ":" or label == "abstract" and not any(found["body"])
        if label and (field != "body" or ends or again or not (has_body or any(found["body"]))):
            free = "drop" if ends else "body" if label == "length" and blank_ends else free
            field = free if label == "skip" else "drop" if label != "body" and found[label] else label
            has_body |= label == "body"
            line = value
        elif blank_ends and field != "body" and not line.strip() and (found[field] or free == "body"):
            field = free
        if field == "body" or line.strip():
            found[field].append(line.rstrip())
    article = {name: " ".join(map(str.strip, found[name])) for name in _KEPT if found[name]}
    if length := re.search(r"\d[\d.,\s]*", " ".join(found["length"])):
        article["length"] = re.sub(r"\D", "", length[0])
    body = found["body"] if any(found["body"]) else found["abstract"]
    return found["loose"], article | {"text": _join(body, lines, database)}


def _join(body: list[str], lines: list[str], database: str) -> str:
    """Join a body to paragraphs, which blank lines part if the article has any, without the furniture at its end."""
    blocks = [list(block) for shown, block in groupby(body, lambda line: bool(line.strip())) if shown]
    if not _BLANK_LINE.search("\n".join(lines).rstrip()):
        blocks = [[line] for block in blocks for line in block]
    last = word_set(_LABELS, database=database, ends="last")
    while blocks and (read_label(blocks[-1][0], database) or " ")[0] in last:
        blocks.pop()
    return "\n\n".join("\n".join(block).strip() for block in blocks)


def is_date(written: str) -> bool:
    """Return whether a text is a date with a month or season.

    >>> is_date("May 2009"), is_date("Winter 2008/2009"), is_date("2009")
    (True, True, False)
    """
    is_month = len(written) < 80 and len(parse_date(written, dayfirst=True)) > len("2009")
    return is_month or bool(_SEASON.fullmatch(written.strip()))


def html_lines(element: Any) -> list[str]:
    """Return the lines that are seen of an element."""
    return visible_text(deepcopy(element)).splitlines()


def marked_lines(tree: Any, marks: dict[str, str]) -> list[str]:
    """Return the lines that are seen of a page, with a mark above the elements at some places; none if it has none."""
    tree = deepcopy(tree)
    found = [(node, mark) for place, mark in marks.items() for node in tree.xpath(place)]
    for node, mark in found:
        node.text = f"\u2028{mark}{node.text or ''}"
    return html_lines(tree) if found else []
