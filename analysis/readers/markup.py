"""Read the text that a reader of an HTML page sees."""

import re
from typing import Any

_BLOCKS = (
    "p br div h1 h2 h3 h4 h5 h6 ul ol dl li dd dt table tr td th hr blockquote pre section article main header "
    "footer aside nav figure figcaption address form html body"
)
_INLINE = "a b i u em strong span font img script style"
_UNSEEN = (
    ".//head | .//script | .//style | .//noscript | .//template | .//comment() | .//processing-instruction() | "
    ".//a[@class='footnote'] | .//sup[@class='footnote-ref']"
)
_BREAK = "\u2028"


def _tags(names: str) -> re.Pattern[str]:
    return re.compile(rf"</?(?:{'|'.join(names.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)


TAG = _tags(f"{_BLOCKS} {_INLINE}")


def parse_html(text: str) -> Any:
    """Return an HTML page, or a piece of one, as a tree of lxml; line breaks count in a piece without blocks.

    >>> visible_text(parse_html("<html><p>One</html><p>Two"))
    'One\\nTwo'

    Raises:
        ValueError: its elements are nested too deeply.
    """
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    text = text if _tags(_BLOCKS.replace(" br ", " ")).search(text) else text.replace("\n", "<br>")
    tree = html.document_fromstring(f"{text}<p></p>".encode("utf-8", "replace"), parser=parser)
    tree.extend(list(tree.itersiblings()))  # what is below the first </html>
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("it is an HTML page nested too deeply to be read: save it as plain text")
    return tree


def visible_text(tree: Any) -> str:
    """Return what is seen of a page, a line for each block.

    >>> visible_text(parse_html("<p>Floods hit <b>York</b> &amp; Leeds.<p>Hundreds fled."))
    'Floods hit York & Leeds.\\nHundreds fled.'
    """
    for element in tree.xpath(_UNSEEN):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS.split()):
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    lines = (re.sub(r"[ \t\r\n]+", " ", line).strip() for line in "".join(tree.itertext()).split(_BREAK))
    return "\n".join(filter(None, lines))
