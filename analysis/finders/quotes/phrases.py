"""What the stages hand on, and what several of them ask about a phrase."""

from typing import NamedTuple

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.reporting import Noun, Verb

_TRIM = {",", ".", ";", ":", "-", "--", "–", "—", "...", "…"}


class Cue(NamedTuple):
    """The words that may report something, such as "did not say" or "according to"."""

    kind: str  # verb, noun, according, clear or colon
    head: int
    span: Span
    frame: Span  # with the speaker and what else belongs to no content
    features: tuple[str, ...] = ()
    entry: Verb | Noun | None = None
    kids: tuple[int, ...] = ()
    is_subordinate: bool = False  # a verb in a clause of its own: "while he said", "when she asked"
    follower: int | None = None  # the noun right after a verb
    owner: tuple[int, str] | None = None  # the noun that names the speaker, and how: "X's claim"
    label: Span | None = None  # the speaker before a colon


class Proposal(NamedTuple):
    """What a cue may report. The stages fill in its pieces, its speaker and its features."""

    cue: Cue
    rule: str
    pieces: tuple[Span, ...]
    features: tuple[str, ...] = ()
    search_from: int | None = None  # the token from which the speaker's next quotation may begin
    is_inverted: bool = False  # the content may be before the verb, and the speaker after it
    speaker: Span | None = None


def opening(parse: Parse, first: int) -> str:
    """How a clause opens: with "that", "whether", "to", or with none of these."""
    word = parse.word[first]
    if word == "that":
        return "opens:that"
    if parse.tag[first] in ("WP", "WRB", "WDT") or word in ("whether", "if"):
        return "opens:wh"
    return "opens:to" if word == "to" else "opens:plain"


def verb_above(parse: Parse, token: int) -> int:
    """The first verb among a token and its heads, or else the root of its sentence."""
    while parse.pos[token] not in VERBS and parse.head[token] != token:
        token = parse.head[token]
    return token


def trim(parse: Parse, span: Span) -> Span:
    """Leave out punctuation at both ends, but keep quotation marks."""
    first, stop = span
    while first < stop and parse.word[first] in _TRIM:
        first += 1
    while first < stop and parse.word[stop - 1] in _TRIM:
        stop -= 1
    return Span(first, stop)


def without(span: Span, hole: Span) -> tuple[Span, ...]:
    """What is left of a span when another one is taken out of it."""
    if not span.meets(hole):
        return (span,)
    parts = (Span(span.first, hole.first), Span(hole.stop, span.stop))
    return tuple(part for part in parts if part.first < part.stop)
