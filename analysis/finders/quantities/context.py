"""A number in its sentence, which the rules about words read."""

from typing import NamedTuple

from analysis.finders.parse import Parse, Span


class Context(NamedTuple):
    """A number in its sentence; `text` is the line alone, because no rule reads across a line break."""

    parse: Parse
    text: str
    offset: int  # of the line in its document
    number: Span
    sentence: Span  # of a sentence of hundreds of words, the part around the number

    @property
    def sent_id(self) -> int:
        return self.parse.sent[self.number.first]

    @property
    def previous(self) -> str:
        """The word before the number in lower case, or "" at the start of the sentence."""
        first = self.number.first
        return self.parse.word[first - 1] if first > self.sentence.first else ""
