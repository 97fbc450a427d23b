"""Names of columns in words, and texts on one line, as pictures and printed tables show them."""

import re

from analysis.finders.lists import word_map


def heading(column: str) -> str:
    """Return the name of a column in words with its unit in brackets, from the list `column_words`.

    A column that is not in the list keeps its name, without underscores.

    >>> heading("doc_freq"), heading("mi"), heading("reporting_verb")
    ('texts', 'mutual information (bits)', 'reporting verb')
    """
    words = word_map("column_words", "heading").get(str(column), str(column).replace("_", " "))
    unit = word_map("column_words", "unit").get(str(column))
    return f"{words} ({unit})" if unit else words


def number_form(column: str) -> str:
    """Return how the numbers of a column are written: "p" (a probability), "plain" (without separators) or "".

    >>> number_form("q"), number_form("year"), number_form("n")
    ('p', 'plain', '')
    """
    return word_map("column_words", "form").get(str(column), "")


def printable(text: str) -> str:
    """Return a text on one line, with a mark for each letter that no font can draw and no file format can hold.

    >>> printable("The\\n city\\ufffe")
    'The city�'
    """
    line = " ".join(text.split())
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", line)
