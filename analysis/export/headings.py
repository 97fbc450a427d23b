"""Names of columns in words, and texts on one line, as pictures and printed tables show them."""

import re
from functools import cache

from analysis.finders.lists import read_lexicon


def heading(column: str) -> str:
    """Return the name of a column in words with its unit in brackets, from the list `column_words`.

    A column that is not in the list keeps its name, without underscores.

    >>> heading("doc_freq"), heading("mi"), heading("reporting_verb")
    ('texts', 'mutual information (bits)', 'reporting verb')
    """
    known = _list().get(str(column), {"heading": str(column).replace("_", " "), "unit": ""})
    return f"{known['heading']} ({known['unit']})" if known["unit"] else known["heading"]


def number_form(column: str) -> str:
    """Return how the numbers of a column are written: "p" (a probability), "plain" (without separators) or "".

    >>> number_form("q"), number_form("year"), number_form("n")
    ('p', 'plain', '')
    """
    return _list().get(str(column), {"form": ""})["form"]


def printable(text: str) -> str:
    """Return a text on one line, with a mark for each letter that no font can draw and no file format can hold.

    >>> printable("The\\n city\\ufffe")
    'The city�'
    """
    line = " ".join(text.split())
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", line)


@cache
def _list() -> dict[str, dict[str, str]]:
    return read_lexicon("column_words").set_index("word").to_dict("index")
