"""Find the quantities in a text: value, unit, bound, what is counted and what happened to it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.finders.quantities.bounds import find_bound, find_trend
from analysis.finders.quantities.counted import find_noun, find_root, find_verb, verb_lemma
from analysis.finders.quantities.counters import find_counter
from analysis.finders.quantities.exclusions import why_excluded
from analysis.finders.quantities.measures import Measure, find_measures
from analysis.finders.quantities.parsed import Parse, Place, read_parse
from analysis.finders.quantities.pieces import may_hold_number
from analysis.tables import check_documents, check_known, in_text_order

_COLUMNS = {
    "doc_id": "str", "sent_id": "int32", "start": "int32", "end": "int32", "quantity": "str", "value": "float64",
    "value_high": "float64", "unit": "str", "dimension": "str", "bound": "str", "trend": "str", "noun": "str",
    "noun_start": "Int32", "noun_end": "Int32", "noun_lemma": "str", "verb": "str", "vague": "bool", "rule": "str",
    "counted_by": "str", "counted_by_start": "Int32", "counted_by_end": "Int32", "context": "str",
}  # fmt: skip
_EXCLUDED = {
    "doc_id": "str", "sent_id": "int32", "start": "int32", "end": "int32", "number": "str", "reason": "str"
}  # fmt: skip
# Words on either side of a number that are looked at: no line of numbers, however long, costs more.
_NEAR = 80
_NO_TREND = frozenset(["duration", "distance", "age", "ratio"])


class _Found(NamedTuple):
    """A number in its place, and why it is no quantity (None: it is one)."""

    doc_no: int
    sent_id: int
    measure: Measure
    place: Place
    reason: str | None


def find_quantities(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find which numbers a text gives, in which unit, counting what.

    A number found is a claim made by somebody, not a fact. Numbers that are no quantities (dates, scores, names,
    codes) are left out; `excluded_numbers` lists them.

    Args:
        tokens: what `annotate` gives.
        documents: doc_id and text.

    Columns:
        doc_id, sent_id, start, end, quantity (the text, unit included), value, value_high (the upper end of a range,
        else missing), unit (its name in the lists `units` and `currencies`; "" for a bare count), dimension (count,
        percent, percentage points, money, duration, distance, area, volume, mass, speed, temperature, age, ratio,
        rate, ...), bound (exact, about, over, under), trend (up, down or missing), noun (what is counted, as it
        stands) with noun_start and noun_end, noun_lemma (its last word in dictionary form, for grouping), verb (lemma
        of the verb that governs the number), vague ("thousands": the value is the order of magnitude), rule (how
        the number was read: digits, words, fraction, ratio, range, compound, vague), counted_by (who counts, where
        the clause says so itself: "the group puts the toll at 58") with counted_by_start and counted_by_end, context
        (lemmas of the nouns and names of the sentence, by which `compare_claims` tells whether two numbers may be
        about the same).

    Raises:
        KeyError: a table lacks a column, or a document of the tokens is not in `documents`.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["At least 8,000 people fled."]})
    >>> find_quantities(annotate(documents)[0], documents)[["value", "bound", "noun", "verb"]].values.tolist()
    [[8000.0, 'over', 'people', 'flee']]
    """
    tokens, parse, texts, doc_ids = _read(tokens, documents)
    rows = [
        (doc_ids[found.doc_no], found.sent_id, *_describe(found.measure, found.place))
        for found in _find(tokens, parse, texts)
        if found.reason is None
    ]
    return _table(rows, _COLUMNS)


def excluded_numbers(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """List the numbers that `find_quantities` leaves out, and why, so that a reader can check that too.

    Args:
        tokens, documents: as for `find_quantities`.

    Columns:
        doc_id, sent_id, start, end, number (the text), reason (date, time, ordinal, score, code, name, telephone,
        list number, pronoun, word).

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["They met on 4 March 2016."]})
    >>> excluded_numbers(annotate(documents)[0], documents)[["number", "reason"]].values.tolist()
    [['4', 'date'], ['2016', 'date']]
    """
    tokens, parse, texts, doc_ids = _read(tokens, documents)
    rows = []
    for doc_no, sent_id, measure, _, reason in _find(tokens, parse, texts):
        if reason is not None:
            number = texts[doc_no][measure.start : measure.end]
            rows.append((doc_ids[doc_no], sent_id, measure.start, measure.end, number, reason))
    return _table(rows, _EXCLUDED)


def _read(tokens: pd.DataFrame, documents: pd.DataFrame) -> tuple[pd.DataFrame, Parse, list[str], list[str]]:
    """Give the tokens as they stand in the texts, their parse as lists, and text and doc_id of their documents."""
    check_documents(documents)
    check_known(tokens, "tokens", documents)
    tokens, _ = in_text_order(tokens)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    doc_ids = pd.factorize(tokens["doc_id"])[1].astype("str").tolist()
    return tokens, read_parse(tokens), [texts[doc_id] for doc_id in doc_ids], doc_ids


def _find(tokens: pd.DataFrame, parse: Parse, texts: list[str]) -> Iterator[_Found]:
    """Go through the sentences that hold a digit or a number word."""
    for doc_no, sent_id, line, first, behind in _sentences(tokens):
        text = texts[doc_no]
        for measure in find_measures(text, parse.start[first], parse.end[behind - 1]):
            rows = parse.rows(first, behind, measure.start, measure.end)
            near = max(first, rows[0] - _NEAR), min(behind, rows[1] + _NEAR)
            place = Place(text, parse, *rows, near, parse.start[line])
            yield _Found(doc_no, sent_id, measure, place, why_excluded(measure, place))


def _sentences(tokens: pd.DataFrame) -> Iterator[tuple[int, int, int, int, int]]:
    """Give document number, sent_id, first row of the line, first row and row behind of each such sentence."""
    if tokens.empty:
        return
    codes, categories = pd.factorize(tokens["token"])
    hints = np.array([may_hold_number(str(word)) for word in categories], dtype=bool)[codes]
    doc_no = pd.factorize(tokens["doc_id"])[0]
    sent_ids, par_ids = tokens["sent_id"].to_numpy(), tokens["par_id"].to_numpy()
    first = np.flatnonzero(np.r_[True, (np.diff(doc_no) != 0) | (np.diff(sent_ids) != 0)])
    lines = np.flatnonzero(np.r_[True, (np.diff(doc_no) != 0) | (np.diff(par_ids) != 0)])
    behind = np.r_[first[1:], len(tokens)]
    wanted = np.logical_or.reduceat(hints, first)
    first, behind = first[wanted], behind[wanted]
    line = lines[np.searchsorted(lines, first, side="right") - 1]
    yield from zip(*(a.tolist() for a in (doc_no[first], sent_ids[first], line, first, behind)), strict=True)


def _describe(measure: Measure, place: Place) -> tuple:
    """Give the row of a quantity, from start on."""
    text, parse = place.text, place.parse
    root = find_root(parse, place.first, place.behind)
    noun = find_noun(place, root, dimension=measure.dimension)
    noun_row = noun[1] if noun else None
    verb = find_verb(place, root, counts=bool(noun or measure.unit))
    counter = find_counter(place, verb, noun_row)
    trend = None if measure.dimension in _NO_TREND else find_trend(place, root)
    vague = measure.kind == "vague"
    during = measure.dimension == "duration"
    bound = find_bound(text, measure.start, measure.end, measure.number_end, duration=during)
    return (
        measure.start,
        measure.end,
        text[measure.start : measure.end],
        measure.value,
        measure.value_high,
        measure.unit,
        measure.dimension,
        "about" if vague and bound == "exact" else bound,
        trend,
        *_text(text, parse, noun),
        parse.lemma[noun_row].lower() if noun else None,
        verb_lemma(parse, verb) if verb is not None else None,
        vague,
        measure.kind,
        *_text(text, parse, counter),
        " ".join(
            parse.lemma[row].lower() for row in range(*place.sentence) if parse.pos[row] in ("NOUN", "PROPN")
        ),
    )


def _text(text: str, parse: Parse, rows: tuple[int, int] | None) -> tuple[str | None, int | None, int | None]:
    """Give the text between two rows, with its start and end."""
    if rows is None:
        return None, None, None
    start, end = parse.start[rows[0]], parse.end[rows[1]]
    return text[start:end], start, end


def _table(rows: list[tuple], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
