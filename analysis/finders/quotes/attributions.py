"""What a rule proposes: a cue, a speaker and a content, with the features by which proposals are compared."""

from typing import NamedTuple

from analysis.finders.quotes.parse import Parse

Span = tuple[int, int]  # first and last token

_JOINT = 2  # tokens between the quotations of a list
_TRIM = {",", ".", ";", ":", "-", "--", "–", "—", "...", "…"}


class Candidate(NamedTuple):
    """A proposed quotation; all places are tokens of its document."""

    head: int
    cue: Span | None
    pieces: tuple[Span, ...]
    speaker: Span | None
    rule: str
    features: tuple[str, ...]


class Marks:
    """What stands between quotation marks in one document, by token."""

    def __init__(self, parse: Parse, spans: list[tuple[int, int, bool, bool]]):
        self.spans: list[Span] = []
        self.closed: list[bool] = []
        self.goes_on: list[bool] = []
        self.inside: dict[int, int] = {}
        for start, end, closed, goes_on in spans:
            first, last = parse.tokens_in(start, end)
            if first > last or first in self.inside:
                continue
            for token in range(first, last + 1):
                self.inside[token] = len(self.spans)
            self.spans.append((first, last))
            self.closed.append(closed)
            self.goes_on.append(goes_on)

    def whole(self, mark: int) -> tuple[Span, ...]:
        """The quotation with what continues it in the paragraphs before and behind."""
        while mark and self.goes_on[mark - 1]:
            mark -= 1
        chain = [self.spans[mark]]
        while self.goes_on[mark] and mark + 1 < len(self.spans):
            mark += 1
            chain.append(self.spans[mark])
        return tuple(chain)

    def snap(self, span: Span, cue: Span) -> tuple[Span, ...]:
        """Widen a span so that it cuts no quotation in two, unless it would swallow the cue."""
        first, last = span
        left, right = self.inside.get(first), self.inside.get(last)
        rest: tuple[Span, ...] = ()
        if left is not None and self.spans[left][0] < first and not self._meets(left, cue):
            first = self.spans[left][0]
        if right is not None and self.closed[right] and not self._meets(right, cue):
            last = max(last, self.spans[right][1])
            rest = tuple(span for span in self.whole(right) if span[0] > last)
        return ((first, last), *rest)

    def last_of_list(self, parse: Parse, last: int) -> int:
        """The end of the last quotation of: "A," "B" and "C"."""
        mark = self.inside[last] + 1
        while mark < len(self.spans) and parse.sent[self.spans[mark][0]] == parse.sent[last]:
            between = range(last + 1, self.spans[mark][0])
            if len(between) > _JOINT or any(parse.pos[token] not in ("PUNCT", "CCONJ") for token in between):
                break
            last, mark = self.spans[mark][1], mark + 1
        return last

    def _meets(self, mark: int, span: Span) -> bool:
        return self.spans[mark][0] <= span[1] and span[0] <= self.spans[mark][1]


def trim(parse: Parse, span: Span) -> Span | None:
    """Leave out marks of punctuation at both ends, quotation marks aside."""
    first, last = span
    while first <= last and parse.word[first] in _TRIM:
        first += 1
    while last >= first and parse.word[last] in _TRIM:
        last -= 1
    return (first, last) if first <= last else None


def settle(parse: Parse, marks: Marks, spans: list[Span], cue: Span) -> tuple[Span, ...]:
    """The pieces of a content: trimmed, no quotation marks cut in two, neighbours joined."""
    pieces: list[Span] = []
    for span in spans:
        if (span := trim(parse, span)) is None:
            continue
        for piece in marks.snap(span, cue):
            if pieces and piece[1] <= pieces[-1][1]:
                continue
            if pieces and piece[0] <= pieces[-1][1] + 1 and parse.par[piece[0]] == parse.par[pieces[-1][1]]:
                pieces[-1] = (pieces[-1][0], max(piece[1], pieces[-1][1]))
            else:
                pieces.append(piece)
    if pieces and pieces[-1][1] in marks.inside:
        pieces[-1] = pieces[-1][0], marks.last_of_list(parse, pieces[-1][1])
    return tuple(pieces)


def without(span: Span, hole: Span) -> list[Span]:
    """What is left of a span when another is taken out of it."""
    if hole[1] < span[0] or hole[0] > span[1]:
        return [span]
    parts = [(span[0], hole[0] - 1), (hole[1] + 1, span[1])]
    return [part for part in parts if part[0] <= part[1]]
