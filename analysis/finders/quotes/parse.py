"""One document's tokens as plain lists, with the questions that rules ask of a sentence's tree."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np
import pandas as pd

VERBS = ("VERB", "AUX")
_STRINGS = ["token", "lemma", "pos", "tag", "dep"]
_NUMBERS = ["start", "end", "head", "sent_id", "par_id", "phrase_start", "phrase_end"]
_BEYOND = [""] * 4


class Parse:
    """The tokens of one document; tokens are known by their place in it.

    Reading a list takes a fiftieth of reading a DataFrame's cell, and rules read cell by cell.
    """

    def __init__(self, columns: dict[str, list]):
        self.start, self.end = columns["start"], columns["end"]
        self.head, self.first, self.last = columns["head"], columns["first"], columns["last"]
        self.sent, self.par = columns["sent_id"], columns["par_id"]
        self.form = columns["form"]
        # Empty words behind the last one (and so before the first) spare the rules a question at every step.
        self.word, self.lemma = columns["token"] + _BEYOND, columns["lemma"] + _BEYOND
        self.pos, self.tag, self.dep = (columns[name] + _BEYOND for name in ("pos", "tag", "dep"))
        self.capital = columns["capital"] + [False] * len(_BEYOND)

    def __len__(self) -> int:
        return len(self.start)

    def children(self, token: int) -> list[int]:
        head = self.head
        return [child for child in range(self.first[token], self.last[token] + 1)
                if head[child] == token and child != token]  # fmt: skip

    def child(self, token: int, *deps: str) -> int | None:
        return next((child for child in self.children(token) if self.dep[child] in deps), None)

    def sentence(self, token: int) -> tuple[int, int]:
        """First and last token of the sentence that a token is in."""
        return self.sentence_numbered(self.sent[token])

    def sentence_numbered(self, sent: int) -> tuple[int, int]:
        return bisect_left(self.sent, sent), bisect_right(self.sent, sent) - 1

    def paragraph(self, token: int) -> tuple[int, int]:
        par = self.par[token]
        return bisect_left(self.par, par), bisect_right(self.par, par) - 1

    def text(self, first: int, last: int) -> str:
        """The words as they stand, with one blank for all white space."""
        gaps = [" " * (self.start[at + 1] > self.end[at]) for at in range(first, last)] + [""]
        return "".join(form + gap for form, gap in zip(self.form[first : last + 1], gaps, strict=True))

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """First and last token of a stretch of characters; the last is before the first where there is none."""
        return bisect_right(self.end, start), bisect_left(self.start, end) - 1


def parses(tokens: pd.DataFrame) -> Iterator[tuple[str, Parse]]:
    """Give doc_id, parse of every document in the order of the table."""
    columns = {name: _words(tokens[name], lower=name in ("token", "lemma")) for name in _STRINGS}
    columns |= {name: tokens[name].to_numpy() for name in _NUMBERS}
    columns["form"] = _words(tokens["token"], lower=False)
    capitals = np.array([word[:1].isupper() for word in tokens["token"].cat.categories.tolist()], dtype=bool)
    columns["capital"] = capitals[tokens["token"].cat.codes.to_numpy()]
    codes = tokens["doc_id"].cat.codes.to_numpy()
    borders = np.flatnonzero(np.diff(codes, prepend=-1)) if len(codes) else np.array([], dtype=int)
    ends = np.append(borders[1:], len(codes))
    for begin, end in zip(borders.tolist(), ends.tolist(), strict=False):
        own = {name: values[begin:end] for name, values in columns.items()}
        own["first"] = np.searchsorted(own["start"], own.pop("phrase_start"))
        own["last"] = np.searchsorted(own["end"], own.pop("phrase_end"))
        yield (
            str(tokens["doc_id"].cat.categories[codes[begin]]),
            Parse({n: v.tolist() for n, v in own.items()}),
        )


def _words(values: pd.Series, lower: bool) -> np.ndarray:
    words = [word.lower() if lower else word for word in values.cat.categories.tolist()]
    return np.array(words, dtype=object)[values.cat.codes.to_numpy()]
