"""Stage 3: settle the pieces of each content, so that no quotation in marks is cut in two."""

from collections.abc import Iterable, Iterator

from analysis.finders.margins import find_margins
from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.cues import trim
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Proposal

LONGEST = 120  # tokens of a piece that is not inside marks
_JOINT = 2  # tokens between the quotations of a list


def settle(parse: Parse, marks: Marks, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals with their final pieces, except those whose content contains its own cue."""
    margins = find_margins(parse)
    for proposal in proposals:
        cue = proposal.cue
        pieces: list[Span] = []
        for piece in proposal.pieces:
            reach = piece if cue.kind == "colon" else _near(piece, cue.head)
            start = next((at for at in range(*reach) if at not in margins), reach.stop)
            span = trim(parse, Span(start, reach.stop))
            if span.first < span.stop:
                _add(parse, pieces, _widen(marks, span, cue.span))
        if not pieces or any(piece.holds(cue.head) for piece in pieces):
            continue
        if (mark := marks.inside.get(pieces[-1].last)) is not None:
            pieces += [span for span in marks.whole(mark) if span.first >= pieces[-1].stop]
            pieces[-1] = Span(pieces[-1].first, _end_of_list(parse, marks, pieces[-1].last))
        proposal.pieces = tuple(pieces)
        yield proposal


def _near(span: Span, cue: int) -> Span:
    """The tokens of a span that are nearest to the cue: no more than LONGEST, so that the work per cue is bounded."""
    first = span.first if span.first > cue else max(span.first, span.stop - LONGEST)
    return Span(first, min(span.stop, first + LONGEST))


def _widen(marks: Marks, span: Span, cue: Span) -> Span:
    """Widen a span so that it cuts no quotation in two, unless it would then contain the cue."""
    first, stop = span
    left, right = marks.inside.get(first), marks.inside.get(stop - 1)
    if left is not None and not marks.spans[left].meets(cue):
        first = marks.spans[left].first
    if right is not None and marks.closed[right] and not marks.spans[right].meets(cue):
        stop = marks.spans[right].stop
    return Span(first, stop)


def _add(parse: Parse, pieces: list[Span], piece: Span) -> None:
    """Add a piece; it becomes part of the one before if they touch and are in one paragraph."""
    before = pieces[-1] if pieces else None
    if before and piece.first <= before.stop and parse.par[piece.first] == parse.par[before.last]:
        pieces[-1] = Span(before.first, max(before.stop, piece.stop))
    else:
        pieces.append(piece)


def _end_of_list(parse: Parse, marks: Marks, last: int) -> int:
    """The end of the last quotation of: "A," "B" and "C"."""
    stop = last + 1
    for number in range(marks.inside[last] + 1, len(marks.spans)):
        span = marks.spans[number]
        joint = parse.pos[stop : span.first]
        is_near = len(joint) <= _JOINT and parse.sent[span.first] == parse.sent[last]
        if not is_near or not {"PUNCT", "CCONJ"}.issuperset(joint):
            break
        stop = span.stop
    return stop
