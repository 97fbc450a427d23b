"""Read the word lists that come with the kit; researchers may edit them, so they are CSV files."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pandas as pd

from analysis.tables import read_rows

_FOLDER = Path(__file__).parents[1] / "lexicons"


def read_lexicon(name: str) -> pd.DataFrame:
    """Read a word list of the kit by its name, such as "stopwords".

    A list is a CSV file in `analysis/lexicons`. The lines at its top that start with # name its source and
    licence, and say why words are in it or not; they are not part of the table.

    Args:
        name: of the file, without .csv.

    Columns:
        word, then what the list says of each word; all of them text.

    Raises:
        ValueError: there is no such list.

    >>> read_lexicon("stopwords").head(2).to_dict("list")
    {'word': ['i', 'me'], 'source': ['snowball', 'snowball']}
    """
    files = {file.stem: file for file in sorted(_FOLDER.glob("*.csv"))}
    if name not in files:
        raise ValueError(f"there is no word list {name!r}; there is {', '.join(files)}")
    return read_rows(files[name]).reset_index(drop=True)


@cache
def word_set(name: str, **where: str) -> frozenset[str]:
    """Return the words of a list whose other columns have these values.

    >>> "fell" in word_set("trends"), "fall" in word_set("trends", trend="down")
    (False, True)
    """
    return frozenset(word_map(name, "word", **where))


@cache
def word_map(name: str, column: str, **where: str) -> dict[str, str]:
    """Return the value of a column for each word of a list, or for those whose other columns have these values.

    >>> word_map("trends", "trend")["fall"]
    'down'
    """
    rows = read_lexicon(name)
    for key, value in where.items():
        rows = rows[rows[key] == value]
    return dict(zip(rows["word"], rows[column], strict=True))


def any_of(words: Iterable[str], blank: str = "[ -]") -> str:
    """Return a regular expression for any of some words, the longest first, with `blank` for their blanks.

    Common beginnings are written once, so that a search does not try each word.

    >>> any_of(["at least", "at most", "at"])
    'at(?:[ -](?:least|most))?'
    """
    words = set(words)
    parts = []
    for first, group in groupby(sorted(words - {""}), key=itemgetter(0)):
        start = blank if first == " " else re.escape(first)
        parts.append(start + any_of([word[1:] for word in group], blank))
    optional = "?" if parts and "" in words else ""
    return f"(?:{'|'.join(parts)}){optional}" if optional or len(parts) > 1 else "".join(parts)


def spellings(name: str, *columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each spelling in some columns of a list, where | separates several, with the row that it is in.

    >>> [spelling for spelling, row in spellings("countries", "word", "aliases") if row["word"] == "Myanmar"]
    ['Myanmar', 'Burma']
    """
    for row in read_lexicon(name).to_dict("records"):
        listed = "|".join(row.get(column, "") for column in columns)
        yield from ((spelling, row) for spelling in listed.split("|") if spelling)
