"""Marks in a text as HTML: nested and crossing ones, links in them, and characters that would deceive a reader."""

import re
from html import escape
from itertools import pairwise
from typing import NamedTuple

# Controls of all kinds but tab and line breaks, and those that change the direction of writing.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Mark(NamedTuple):
    """A part of a text to mark: its borders, the attributes of its tag as HTML, and where it leads."""

    start: int
    end: int
    attributes: str
    href: str = ""


def visible(text: object) -> str:
    r"""Return a text in which control characters, and those that turn the direction of writing, are shown as codes.

    >>> visible("exe.\u202etxt")
    'exe.[U+202E]txt'
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))


def weave(text: str, marks: list[Mark]) -> str:
    """Return a text as HTML with its marks; a mark is cut where another one begins or ends.

    Links cannot be inside links: where marks overlap, the innermost one that leads somewhere is the link.

    >>> weave("AT&T fell", [Mark(0, 4, ' class="actor"', "#r1")])
    '<mark class="actor"><a href="#r1">AT&amp;T</a></mark> fell'
    """
    inside = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    edges = {edge for mark in marks for edge in (mark.start, mark.end)}
    html = []
    for here, there in pairwise(sorted({0, len(text), *edges})):
        around = [mark for mark in inside if mark.start <= here < mark.end]
        part = escape(visible(text[here:there]), quote=False)
        href = next((mark.href for mark in reversed(around) if mark.href), "")
        part = f'<a href="{escape(href)}">{part}</a>' if href and part.strip() else part
        html += [*(f"<mark{mark.attributes}>" for mark in around), part, "</mark>" * len(around)]
    return "".join(html)
