"""A number in its sentence, with what the rules ask about the words around it."""

import re
from typing import NamedTuple

from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.measures import Measure


class Context(NamedTuple):
    """A number in its sentence.

    `text` is the line alone, because no rule reads across a line break, without hidden characters; the offsets of
    the measure count from its start. Of a sentence of hundreds of words, `sentence` is the part around the number.
    """

    measure: Measure
    parse: Parse
    text: str
    number: Span
    sentence: Span

    @property
    def written(self) -> str:
        """The digits or words of the number, without its unit."""
        return self.text[self.measure.number_start : self.measure.number_end]

    @property
    def previous(self) -> str:
        """The word before the number in lower case, or "" at the start of the sentence."""
        first = self.number.first
        return self.parse.word[first - 1] if first > self.sentence.first else ""

    @property
    def next_pos(self) -> str:
        """The part of speech of the word after the number, or "" at the end of the sentence."""
        return self.parse.pos[self.number.stop] if self.number.stop < self.sentence.stop else ""

    @property
    def has_noun(self) -> bool:
        """Whether a noun or adjective is directly after the number."""
        return self.next_pos in ("NOUN", "PROPN", "ADJ")

    def before(self, characters: int) -> str:
        """Return the text before the measure."""
        return self.text[max(0, self.measure.start - characters) : self.measure.start]

    def followed_by(self, pattern: re.Pattern) -> bool:
        """Return whether the text after the measure starts with a pattern."""
        return bool(pattern.match(self.text, self.measure.end))
