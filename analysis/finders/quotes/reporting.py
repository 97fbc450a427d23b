"""The word lists of reported speech, in the form the rules ask them."""

from functools import lru_cache
from typing import NamedTuple

from analysis.finders.lists import read_lexicon


class Verb(NamedTuple):
    """What the list says of a verb: its class, and what stands for its content."""

    kind: str
    takes: frozenset[str]
    prepositions: frozenset[str]


class Noun(NamedTuple):
    """What the list says of a noun: whether a clause behind it is content, and the object of which prepositions."""

    clause: bool
    prepositions: frozenset[str]
    text: bool


UNLISTED = Verb("unlisted", frozenset({"quotation"}), frozenset())
BELIEF = "mental"  # the class of verbs that report no speech


@lru_cache(maxsize=1)
def reporting_verbs() -> dict[str, Verb]:
    rows = read_lexicon("reporting_verbs").to_dict("records")
    return {
        row["word"]: Verb(
            row["class"], frozenset(row["takes"].split()), frozenset(row["prepositions"].split())
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def reporting_nouns() -> dict[str, Noun]:
    rows = read_lexicon("reporting_nouns").to_dict("records")
    return {
        row["word"]: Noun(
            row["clause"] == "yes", frozenset(row["prepositions"].split()), row["text"] == "yes"
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def clause_verbs() -> frozenset[str]:
    """The verbs that report speech in a clause: where one opens, another quotation may begin."""
    verbs = reporting_verbs().items()
    return frozenset(verb for verb, entry in verbs if entry.kind != BELIEF and "clause" in entry.takes)


@lru_cache(maxsize=1)
def speech_verbs() -> frozenset[str]:
    """The verbs that report speech in any form, acts that are as often met without words (attack) aside."""
    verbs = reporting_verbs().items()
    return clause_verbs() | {
        verb for verb, entry in verbs if entry.kind != BELIEF and "theme" not in entry.takes
    }


@lru_cache(maxsize=1)
def naming_words() -> frozenset[str]:
    """Words behind which quotation marks hold a name or a title."""
    return frozenset(read_lexicon("naming_words")["word"])
