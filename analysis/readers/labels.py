"""Split an exported article by its labels, such as "Section: News", which are in the list `export_labels`."""

import re
from collections import defaultdict
from collections.abc import Callable

from analysis.finders.lists import word_map, word_set
from analysis.readers import Article

_LABELS = "export_labels"
_KEPT = ("title", "outlet", "date", "byline", "section", "length")


def read_label(line: str, database: str) -> tuple[str, str, str]:
    r"""Return the label that begins a line, the field it names, and its value; three empty texts if there is no label.

    >>> read_label("Length:\xa0937 words", "Nexis Uni"), read_label("It rained.", "Nexis Uni")
    (('Length:', 'length', '937 words'), ('', '', ''))
    """
    fields = word_map(_LABELS, "field", database=database)
    for mark in (":", "\t"):
        word, mark, value = line.partition(mark)
        word = " ".join(word.split()).strip("* ") + mark.strip()
        if word in fields:
            return word, fields[word], value.strip()
    begun = (word for word in fields if word[-1] == "…" and line.lstrip().startswith(word[:-1]))
    return next(((word, fields[word], "") for word in begun), ("", "", ""))


def find_labels(text: str, database: str) -> dict[str, str]:
    r"""Return the labels of a database that are in a text, with the field that each names.

    >>> find_labels("Section: News\nLength: 2 words\nIt rained.", "Nexis Uni")
    {'Section:': 'section', 'Length:': 'length'}
    """
    labels = (read_label(line, database) for line in text.split("\n"))
    return {word: field for word, field, _ in labels if word}


def read_article(text: str, database: str, read_head: Callable[[list[str]], Article]) -> Article:
    r"""Return an article by its labels; an empty one if neither length nor body is labelled.

    The value of a label goes on to the next label or, in the older files of Nexis, to a blank line. The body begins at
    its label or, in those files, at the first line that belongs to no label after the length (or after the title, if no
    length is labelled). It goes on to a label that ends a body, whatever other labels its lines begin with.

    Args:
        text: the article as the file has it.
        database: whose labels it has.
        read_head: returns what the lines that belong to no label say, such as the title.

    >>> text = "Storm\nLength: 2 words\nBody\nIt rained.\nLoad-Date: May 1, 2014"
    >>> read_article(text, "Nexis Uni", lambda head: {"title": head[0]})
    {'text': 'It rained.', 'title': 'Storm', 'length': '2'}
    """
    ends = word_set(_LABELS, database=database, ends="yes")
    found: dict[str, list[str]] = defaultdict(list)
    field, is_old = "unlabelled", database == "Nexis"
    opening = "title" if {"length", "body"}.isdisjoint(find_labels(text, database).values()) else "length"
    for line in text.split("\n"):
        word, name, value = read_label(line, database)
        free = "drop" if found["body"] else "body" if is_old and found[opening] else "unlabelled"
        if name == "body" and word in ends:
            found["body"].clear()
        if field == "body" and found[field] and word not in ends and (name != field or value and ":" in word):
            found["body"].append(line.rstrip())  # whatever it looks like
        elif name == "skip":
            field = free
        elif name:
            field = name if name == "body" or not any(found[name]) else "drop"
            found[field].append(value)
        elif line.strip():
            found[field].append(line.rstrip())
        elif is_old and any(found[field] + found[opening]):
            field = free
    known = {name: " ".join(" ".join(found[name]).split()) for name in _KEPT}
    known["length"] = re.sub(r"\D", "", re.match(r"[\d.,\s]*", known["length"])[0])
    # Without edition and city.
    known["outlet"] = re.split(r";|, [^,;]*[Ee]dition\b", known["outlet"])[0].strip()
    known["text"] = _join(found["body"], database)
    known = {name: value for name, value in known.items() if value}
    return {"text": ""} | read_head(found["unlabelled"]) | known if found["length"] or found["body"] else {}


def _join(body: list[str], database: str) -> str:
    """Return the text in the lines of a body, without the furniture at its end."""
    gap = "\n\n" if database == "Nexis" else "\n"  # older files of Nexis cut paragraphs into lines
    blocks = re.sub(r"\n\s*\n", "\n\n", "\n".join(body)).strip().split(gap)
    last = word_set(_LABELS, database=database, ends="last")
    while blocks:
        word, field, value = read_label(blocks[-1], database)
        if blocks[-1] and word not in last and not (field == "drop" and value.endswith("%)")):
            break
        blocks.pop()
    return gap.join(blocks).strip()
