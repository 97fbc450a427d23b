"""Stage 4: settle the pieces of each content, so that no quotation in marks is cut in two."""

from collections.abc import Iterable, Iterator

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.cues import trim
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Proposal

_JOINT = 2  # tokens between the quotations of a list


def settle(parse: Parse, marks: Marks, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals with their final pieces, except those whose content contains its own cue.

    If a whole quotation in marks is next to a verb, no part of it is proposed as the verb's content.
    """
    quoted: dict[int, tuple[Span, ...]] = {}
    for proposal in proposals:
        head = proposal.cue.head
        pieces = _settle(parse, marks, proposal.pieces, proposal.cue.span)
        if not pieces or any(piece.holds(head) for piece in pieces):
            continue
        if proposal.rule == "quotation":
            quoted.setdefault(head, pieces)
        elif all(any(whole.covers(piece) for whole in quoted.get(head, ())) for piece in pieces):
            continue
        yield proposal._replace(pieces=pieces)


def _settle(parse: Parse, marks: Marks, spans: tuple[Span, ...], cue: Span) -> tuple[Span, ...]:
    """Trim the spans, widen them to whole quotation marks, and join neighbours."""
    pieces: list[Span] = []
    for span in spans:
        trimmed = trim(parse, span)
        if trimmed.first >= trimmed.stop:
            continue
        for piece in _widen(marks, trimmed, cue):
            before = pieces[-1] if pieces else None
            if before is not None and piece.stop <= before.stop:
                continue
            touches = before is not None and piece.first <= before.stop
            if touches and parse.par[piece.first] == parse.par[before.last]:
                pieces[-1] = Span(before.first, piece.stop)
            else:
                pieces.append(piece)
    if pieces and pieces[-1].last in marks.inside:
        pieces[-1] = Span(pieces[-1].first, _end_of_list(parse, marks, pieces[-1].last))
    return tuple(pieces)


def _widen(marks: Marks, span: Span, cue: Span) -> tuple[Span, ...]:
    """Widen a span so that it cuts no quotation in two, unless it would then contain the cue."""
    first, stop = span
    left, right = marks.inside.get(first), marks.inside.get(stop - 1)
    rest: tuple[Span, ...] = ()
    if left is not None and not marks.spans[left].meets(cue):
        first = marks.spans[left].first
    if right is not None and marks.closed[right] and not marks.spans[right].meets(cue):
        stop = marks.spans[right].stop
        rest = tuple(span for span in marks.whole(right) if span.first >= stop)
    return (Span(first, stop), *rest)


def _end_of_list(parse: Parse, marks: Marks, last: int) -> int:
    """The end of the last quotation of: "A," "B" and "C"."""
    stop = last + 1
    for span in marks.spans[marks.inside[last] + 1 :]:
        gap = range(stop, span.first)
        if len(gap) > _JOINT or any(parse.pos[token] not in ("PUNCT", "CCONJ") for token in gap):
            break
        if parse.sent[span.first] != parse.sent[last]:
            break
        stop = span.stop
    return stop
