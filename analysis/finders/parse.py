"""One document's tokens as plain lists, with the questions that rules ask of a sentence's tree."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.readers.forms import read_signs
from analysis.tables import check_columns, check_documents, check_known, read_codes

VERBS = ("VERB", "AUX")
_WORDS = ["token", "lemma", "pos", "tag", "dep"]
_NUMBERS = ["sent_id", "par_id", "start", "end", "token_id", "head", "phrase_start", "phrase_end"]
_PADDING = 4


class Span(NamedTuple):
    """The tokens from `first` up to, but not including, `stop`."""

    first: int
    stop: int

    @property
    def last(self) -> int:
        return self.stop - 1

    def holds(self, token: int) -> bool:
        return self.first <= token < self.stop

    def covers(self, other: "Span") -> bool:
        return self.first <= other.first and other.stop <= self.stop

    def meets(self, other: "Span") -> bool:
        return self.first < other.stop and other.first < self.stop

    def without(self, hole: "Span") -> tuple["Span", ...]:
        """What is left when another span is taken out."""
        parts = (Span(self.first, min(hole.first, self.stop)), Span(max(hole.stop, self.first), self.stop))
        return tuple(part for part in parts if part.first < part.stop)


class Parse:
    """The tokens of one document, known by their place in it.

    Plain lists, because rules read cell by cell, which takes fifty times as long in a DataFrame.
    """

    def __init__(self, text: str, columns: dict[str, list]):
        self.text = text
        self.start, self.end = columns["start"], columns["end"]
        self.sent, self.par = columns["sent_id"], columns["par_id"]
        self.head, self.first, self.stop = columns["head"], columns["first"], columns["stop"]
        # Empty words after the last one (and so before the first) spare the rules a question at every step.
        padded = (columns[name] + [""] * _PADDING for name in ("form", "word", "lemma", "pos", "tag", "dep"))
        self.form, self.word, self.lemma, self.pos, self.tag, self.dep = padded
        self.capital = columns["capital"] + [False] * _PADDING

    def __len__(self) -> int:
        return len(self.start)

    def children(self, token: int) -> list[int]:
        """The tokens that hang on a token; few rules ask, so that they are sought in its phrase."""
        return [kid for kid in range(self.first[token], self.stop[token]) if self.head[kid] == token != kid]

    def child(self, token: int, *deps: str) -> int | None:
        return next((child for child in self.children(token) if self.dep[child] in deps), None)

    def verb_above(self, token: int) -> int:
        """The first verb among a token and its heads, or else the root of its sentence."""
        while self.pos[token] not in VERBS and self.head[token] != token:
            token = self.head[token]
        return token

    def phrase(self, token: int) -> Span:
        """A token with all that hangs on it."""
        return Span(self.first[token], self.stop[token])

    def root(self, span: Span) -> int:
        """The first token of a span on which the others depend: its head is outside, or it has none."""
        (first, stop), heads = span, self.head
        return next(at for at in range(first, stop) if heads[at] == at or not first <= heads[at] < stop)

    def sentence(self, token: int) -> Span:
        """The sentence that a token is in."""
        return _run(self.sent, self.sent[token])

    def paragraph(self, token: int) -> Span:
        return _run(self.par, self.par[token])

    def tokens_in(self, start: int, end: int) -> Span:
        """The tokens that a stretch of characters touches."""
        return Span(bisect_right(self.end, start), bisect_left(self.start, end))

    def characters(self, span: Span) -> tuple[int, int]:
        """Where a span starts and ends in the text."""
        return self.start[span.first], self.end[span.stop - 1]

    def written(self, span: Span) -> str:
        """The words of a span as they are written, with one blank for all white space."""
        inner = range(span.first, span.stop - 1)
        front = [self.form[at] + " " * (self.start[at + 1] > self.end[at]) for at in inner]
        return "".join(front) + self.form[span.stop - 1]


def read_parses(tokens: pd.DataFrame, documents: pd.DataFrame | None = None) -> Iterator[tuple[str, Parse]]:
    """Yield (doc_id, Parse) for each document that has tokens, in the order of `documents`.

    Without `documents` the order is that of the tokens, and the text of each Parse is empty.

    Raises:
        KeyError: a column is missing, or a document of the tokens is not in `documents`.
        ValueError: a word is missing, or a document's tokens are not there once each.
    """
    check_columns(tokens, "tokens", ["doc_id", *_NUMBERS, *_WORDS], "annotate with a model")
    if documents is None:
        documents = pd.DataFrame({"doc_id": tokens["doc_id"].unique().astype("str"), "text": ""})
    check_documents(documents)
    check_known(tokens, "tokens", documents)
    numbers, known = read_codes(tokens["doc_id"])
    doc_of = pd.Index(documents["doc_id"]).get_indexer(known.astype("str"))[numbers]
    place = doc_of * 2**32 + tokens["start"].to_numpy("int64")
    if (np.diff(place) < 0).any():  # to sort takes long
        order = np.argsort(place, kind="stable")
        tokens, doc_of = tokens.iloc[order], doc_of[order]
    columns = dict(_columns(tokens))
    doc_ids, texts = documents["doc_id"].tolist(), documents["text"].tolist()
    borders = np.flatnonzero(np.diff(doc_of, prepend=-1, append=len(doc_ids))).tolist()
    for begin, end in pairwise(borders):
        own = {name: values[begin:end] for name, values in columns.items()}
        doc_id, text = doc_ids[doc_of[begin]], texts[doc_of[begin]]
        token_ids = own.pop("token_id")
        if (np.diff(token_ids) != 1).any():
            raise ValueError(
                f"tokens lacks or repeats rows of {doc_id!r}: use the whole table of annotate, each document only once"
            )
        own["head"] = own["head"] - token_ids[0]
        token_at = np.zeros(own["end"].max() + 1, "int64")  # the token that starts or ends at a character
        token_at[own["start"]] = np.arange(len(token_ids))
        own["first"] = token_at[own.pop("phrase_start")]
        token_at[own["end"]] = np.arange(len(token_ids))
        own["stop"] = token_at[own.pop("phrase_end")] + 1
        yield doc_id, Parse(text, {name: values.tolist() for name, values in own.items()})


def _run(numbers: list[int], number: int) -> Span:
    return Span(bisect_left(numbers, number), bisect_right(numbers, number))


def _columns(tokens: pd.DataFrame) -> Iterator[tuple[str, np.ndarray]]:
    """Yield each column; what is the same for all occurrences of a word is computed once."""
    for name in _NUMBERS:
        yield name, tokens[name].to_numpy("int64")
    for name in _WORDS:
        codes, words = read_codes(tokens[name])
        # Soft hyphens and the like make no other word.
        words = [word if word.isascii() else read_signs(word)[0] or word for word in words.tolist()]
        if name == "token":
            yield "form", np.array(words, dtype=object)[codes]
            yield "capital", np.array([word[:1].isupper() for word in words], dtype=bool)[codes]
        if name in ("token", "lemma"):
            words = [word.lower() for word in words]
        yield ("word" if name == "token" else name), np.array(words, dtype=object)[codes]


def rows_of(table: pd.DataFrame, columns: Sequence[str]) -> dict[str, list[tuple]]:
    """Return the rows of each document as tuples of some columns, in the order of the table."""
    rows: dict[str, list[tuple]] = defaultdict(list)
    listed = zip(*(table[name].tolist() for name in columns), strict=True)
    for doc_id, row in zip(table["doc_id"].astype("str").tolist(), listed, strict=True):
        rows[doc_id].append(row)
    return rows
