"""The word lists of reporting verbs and nouns, in the form that the rules need."""

from functools import cache
from typing import NamedTuple

from analysis.finders.lists import read_lexicon

BELIEF = "mental"  # the class of verbs that report no speech


class Verb(NamedTuple):
    """An entry of the list of verbs: the verb's class, and what its content may be."""

    kind: str
    takes: frozenset[str]
    prepositions: frozenset[str]


class Noun(NamedTuple):
    """An entry of the list of nouns: its content may be a clause or the object of these prepositions."""

    clause: bool
    prepositions: frozenset[str]


_NO_BEGINNING = {"quotation", "theme", "deed"}
UNLISTED = Verb("unlisted", frozenset({"quotation"}), frozenset())


@cache
def reporting_verbs() -> dict[str, Verb]:
    rows = read_lexicon("reporting_verbs")[["word", "class", "takes", "prepositions"]].values.tolist()
    return {
        word: Verb(kind, frozenset(takes.split()), frozenset(prepositions.split()))
        for word, kind, takes, prepositions in rows
    }


@cache
def reporting_nouns() -> dict[str, Noun]:
    rows = read_lexicon("reporting_nouns")[["word", "clause", "prepositions"]].values.tolist()
    return {word: Noun(clause == "yes", frozenset(listed.split())) for word, clause, listed in rows}


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs with which another quotation may begin: no beliefs, no acts without words ("attack", "offer")."""
    listed = reporting_verbs().items()
    verbs = {verb: one for verb, one in listed if one.kind != BELIEF and "result" not in one.takes}
    return frozenset(verb for verb, (_, takes, to) in verbs.items() if takes - _NO_BEGINNING or to)
