"""What the stages pass on: cues, and proposals of what each cue may report."""

from dataclasses import dataclass
from itertools import chain, starmap
from typing import NamedTuple

from analysis.finders.parse import Span
from analysis.finders.quotes.reporting import Verb


class Cue(NamedTuple):
    """The words that may report something, such as "did not say" or "according to"."""

    kind: str  # verb, noun, according, clear, colon or dash
    head: int
    span: Span
    features: tuple[str, ...] = ()
    entry: Verb | None = None
    frame: Span | None = None  # a verb with its speaker and adverbials, which belong to no content
    kids: tuple[int, ...] = ()
    follower: int | None = None  # the noun right after a verb
    sentence: Span | None = None  # that of a verb
    owner: int | None = None  # the noun that names the speaker: "X's claim"
    label: Span | None = None  # the speaker before a colon or after a dash


@dataclass(slots=True)
class Proposal:
    """What a cue may report. Later stages set its final pieces, speaker, features and confidence."""

    cue: Cue | None  # None: marks without a cue
    rule: str
    pieces: tuple[Span, ...]
    features: tuple[str, ...] = ()
    search_from: int | None = None  # the token from which the speaker's next quotation may begin
    is_inverted: bool = False  # the content may be before the verb, and the speaker after it
    speaker: Span | None = None
    confidence: float = 0.0

    @property
    def tokens(self) -> list[int]:
        return list(chain.from_iterable(starmap(range, self.pieces)))
