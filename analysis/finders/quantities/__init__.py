"""Find the quantities in a text: value, unit, bound, what is counted and what happened to it.

The stages: numerals (what numbers are written) -> measures (with units, as ranges) -> bounds -> ages -> exclusions
(which are no quantities) -> what is counted -> who counts -> claims. A stage calls only earlier ones; `dates` serves
ages and exclusions.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import compress, count, groupby

import pandas as pd

from analysis.finders.parse import Parse, Span, read_parses
from analysis.finders.quantities.ages import add_age
from analysis.finders.quantities.bounds import find_bound, find_trend
from analysis.finders.quantities.claims import link_claims as link_claims
from analysis.finders.quantities.context import Context
from analysis.finders.quantities.counted import find_noun, find_root, find_verb, verb_lemma
from analysis.finders.quantities.counters import find_counter
from analysis.finders.quantities.exclusions import exclusion_reason
from analysis.finders.quantities.measures import find_measures
from analysis.finders.quantities.outcomes import find_about
from analysis.finders.quantities.pieces import may_hold_number
from analysis.readers.forms import read_signs
from analysis.tables import in_parts, join_tables

_POSITION = {"doc_id": "str", "sent_id": "int32", "start": "int32", "end": "int32"}
_COLUMNS = _POSITION | {
    "quantity": "str", "value": "float64", "value_high": "float64", "unit": "str", "dimension": "str", "bound": "str",
    "trend": "str", "noun": "str", "noun_start": "Int32", "noun_end": "Int32", "noun_lemma": "str", "verb": "str",
    "vague": "bool", "rule": "str", "counted_by": "str", "counted_by_start": "Int32", "counted_by_end": "Int32",
    "about": "str", "context": "str",
}  # fmt: skip
_EXCLUDED = _POSITION | {"number": "str", "reason": "str"}
_NEAR = 80  # words on either side of a number that rules read, so that long lines of numbers stay fast


@in_parts(join_tables)
def find_quantities(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the quantities in a corpus: value, unit, bound, and what each number counts.

    A number in a text is a claim that somebody makes, not a fact. Numbers that are no quantities (dates, scores, names,
    codes) are left out; `excluded_numbers` lists them. A unit or sign is never read across a line break.

    Args:
        tokens: the tokens of `annotate`.
        documents: doc_id and text.

    Columns:
        doc_id, sent_id, start, end, quantity (the text, unit included), value (as a number), value_high (the upper end
        of a range, else missing), unit (its name in the lists `units` and `currencies`; "year" for an age without one,
        "per day" for a count each day; "" for a bare count), dimension (count, percent, percentage points, money,
        duration, distance, area, volume, mass, speed, temperature, age, ratio, rate, ...), bound (exact, about, over,
        under), trend (up, down or missing), noun (what is counted, as it is written) with noun_start and noun_end,
        noun_lemma (its last word in dictionary form, for grouping), verb (lemma of the verb that governs the number),
        vague ("thousands": the value is the order of magnitude), rule (how the number was read: digits, words,
        fraction, ratio, range, compound, vague), counted_by (who counts, where the clause says so itself: "the group
        puts the toll at 58") with counted_by_start and counted_by_end, about (a word that says what the number is about
        where noun and verb do not: "dead" in "43 were dead"; for sums the subject of the verb: "bridge" in "the bridge
        cost $4 million"; part: it is a part of another number, is added to one, or counts those who act, not those to
        whom it happens), context (lemmas of the nouns and names of the sentence; `compare_claims` uses them to decide
        whether two numbers may be about the same thing). Rows are in the order of `documents` and of the text.

    Raises:
        KeyError: a table lacks a column, or a document of the tokens is not in `documents`.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["At least 8,000 people fled."]})
    >>> find_quantities(annotate(documents)[0], documents)[["value", "bound", "noun", "verb"]].values.tolist()
    [[8000.0, 'over', 'people', 'flee']]
    """
    found = _find_numbers(tokens, documents)
    rows = [(*position, *_describe(number)) for position, number, reason in found if not reason]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


@in_parts(join_tables)
def excluded_numbers(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers that `find_quantities` leaves out, and why, so that a reader can check them too.

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
    found = _find_numbers(tokens, documents)
    rows = [(*position, reason) for position, _, reason in found if reason]
    return pd.DataFrame(rows, columns=list(_EXCLUDED)).astype(_EXCLUDED)


def _find_numbers(tokens: pd.DataFrame, documents: pd.DataFrame) -> Iterator[tuple]:
    """Yield (position, context, reason) of every number: where it is, and why it is no quantity if it is none."""
    for doc_id, parse in read_parses(tokens, documents):
        line = Span(0, 0)
        for sentence, part in _parts_with_numbers(parse):
            if not line.holds(sentence.first):
                line = parse.paragraph(sentence.first)
                offset, end = parse.characters(line)
                text, places = read_signs(parse.text[offset:end])
                starts, ends = (offset + places).T
            for measure in find_measures(text, *(bisect_left(starts, at) for at in parse.characters(part))):
                start, end = int(starts[measure.start]), int(ends[measure.end - 1])
                found = parse.tokens_in(start, end)
                first = max(found.first, sentence.first)
                number = Span(first, max(first + 1, min(found.stop, sentence.stop)))
                near = Span(max(sentence.first, first - _NEAR), min(sentence.stop, number.stop + _NEAR))
                context = add_age(Context(measure, parse, text, number, near))
                position = doc_id, parse.sent[first], start, end, parse.text[start:end]
                yield position, context, exclusion_reason(context)


def _parts_with_numbers(parse: Parse) -> Iterator[tuple[Span, Span]]:
    """Yield each sentence that holds a digit or a number word, and its part from the first to the last of these.

    The part has a word more on either side, which may be the point of ".25" or the "m." of "5 m.".
    """
    numbers = compress(count(), map(may_hold_number, parse.word))
    for _, group in groupby(numbers, key=parse.sent.__getitem__):
        found = list(group)
        sentence = parse.sentence(found[0])
        yield sentence, Span(max(found[0] - 1, sentence.first), min(found[-1] + 2, sentence.stop))


def _describe(context: Context) -> tuple:
    """Return the columns of a quantity from value to context."""
    measure, parse, sentence = context.measure, context.parse, slice(*context.sentence)
    root = find_root(parse, context.number)
    noun = find_noun(context, root)
    verb = find_verb(context, root, counts=bool(noun or measure.unit))
    counter = find_counter(context, verb, noun)
    if noun is not None and counter is not None and counter.covers(noun):
        noun = None  # "relatives put it at 24"
    return (
        measure.value,
        measure.value_high,
        measure.unit,
        measure.dimension,
        find_bound(context),
        find_trend(context, root),
        *_text(parse, noun),
        parse.lemma[noun.last] if noun else None,
        verb_lemma(parse, verb) if verb is not None else None,
        measure.kind == "vague",
        measure.kind,
        *_text(parse, counter),
        find_about(context, root, verb, noun),
        " ".join(compress(parse.lemma[sentence], map({"NOUN", "PROPN"}.__contains__, parse.pos[sentence]))),
    )


def _text(parse: Parse, span: Span | None) -> tuple[str | None, int | None, int | None]:
    """Return the text of a span, with its start and end."""
    if span is None:
        return None, None, None
    start, end = parse.characters(span)
    return parse.text[start:end], start, end
