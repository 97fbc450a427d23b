"""The columns of the tokens as plain lists, for rules that look at one number and the words around it."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.tables import read_codes


class Parse(NamedTuple):
    """Lists of one entry a token; heads are rows, so that a rule walks from row to row."""

    start: list[int]
    end: list[int]
    word: list[str]  # lower case
    token: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]

    def rows(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Give the first row that the span touches and the first one behind it, between two rows."""
        begin = bisect_right(self.end, start, first, last)
        return begin, max(bisect_left(self.start, end, begin, last), min(begin + 1, last))


class Place(NamedTuple):
    """A stretch of the text in its sentence: rows from `first` up to `behind`, the sentence's likewise.

    Of a sentence of hundreds of words, `sentence` is the part around the stretch.
    """

    text: str
    parse: Parse
    first: int
    behind: int
    sentence: tuple[int, int]
    line_start: int  # the offset at which the line starts

    @property
    def previous(self) -> str:
        """The word before the stretch, in lower case; empty at the start of the sentence."""
        return self.parse.word[self.first - 1] if self.first > self.sentence[0] else ""


def read_parse(tokens: pd.DataFrame) -> Parse:
    """Take the lists out of the table.

    >>> tokens = pd.DataFrame({"start": [0, 3], "end": [2, 7], "head": [1, 1], "token_id": [0, 1]})
    >>> tokens = tokens.assign(token="It", lemma="it", pos="PRON", tag="PRP", dep="nsubj")
    >>> read_parse(tokens).head
    [1, 1]
    """
    words = {name: _strings(tokens[name]) for name in ("token", "lemma", "pos", "tag", "dep")}
    heads = np.arange(len(tokens)) + (tokens["head"].to_numpy("int64") - tokens["token_id"].to_numpy("int64"))
    lower = _strings(tokens["token"], lower=True)
    return Parse(tokens["start"].tolist(), tokens["end"].tolist(), lower, head=heads.tolist(), **words)


def _strings(column: pd.Series, *, lower: bool = False) -> list[str]:
    """Take the strings of a column; each distinct one is put into lower case once."""
    codes, values = read_codes(column)
    values = values.astype("str").str.lower() if lower else values.astype("str")
    return values.to_numpy(object)[codes].tolist()
