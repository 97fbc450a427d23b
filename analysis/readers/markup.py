"""Read the text that a reader of an HTML page sees."""

import re
from typing import Any

_BLOCKS = (
    "p|br|div|h[1-6]|[uod]l|li|d[dt]|table|t[rdh]|hr|blockquote|section|article|main|header|footer|html|body"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
TAG = re.compile(
    rf"</?(?:{_BLOCKS}|[abiu]|em|strong|span|font|img|script|style)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_UNSEEN = (
    ".//head | .//script | .//style | .//noscript | .//template | .//comment() | .//processing-instruction()"
)
_BREAK = "\u2028"


def parse_html(text: str) -> Any:
    """Return an HTML page, or a piece of one, as a tree of lxml; line breaks count in a piece without blocks.

    Raises:
        ValueError: its elements are nested too deeply.
    """
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    text = text if _BLOCK.search(text) else text.replace("\n", "<br>")
    tree = html.document_fromstring(f"{text}<p></p>".encode("utf-8", "replace"), parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("it is an HTML page nested too deeply to be read: save it as plain text")
    return tree


def visible_text(tree: Any) -> str:
    """Return what is seen of a page, a line for each block.

    >>> visible_text(parse_html("<p>Floods hit <b>York</b> &amp; Leeds.<p>Hundreds fled."))
    'Floods hit York & Leeds.\\nHundreds fled.'
    """
    from lxml.html.defs import block_tags

    for element in tree.xpath(_UNSEEN):
        element.drop_tree()
    for element in tree.iter(
        *block_tags, "br", "li", "dd", "dt", "td", "th", "tr", "figcaption", "main", "body"
    ):
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    lines = (re.sub(r"[ \t\r\n]+", " ", line).strip() for line in tree.text_content().split(_BREAK))
    return "\n".join(filter(None, lines))
