"""Stage 7: quotation marks without a cue continue a quotation, or are a quotation without a speaker."""

from bisect import bisect_left, insort
from dataclasses import replace

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Proposal

UNATTRIBUTED = 0.5  # the confidence of a sentence in quotation marks without a cue
_STOPS = (".", "?", "!", "…")
_QUOTED = {"all_quoted", "part_quoted"}
_LATEST = 2  # number of preceding quotations that marks may continue


def join_continuations(parse: Parse, marks: Marks, found: list[Proposal], least: float) -> list[Proposal]:
    """Add every sentence in marks that has no cue to the quotation that it continues: "A," she said. "B."

    If it continues none, it becomes a quotation without a speaker. Only quotations with at least the confidence `least`
    are continued.
    """
    result = list(found)
    taken = set().union(*(one.tokens for one in found))
    ends = sorted((_last_token(one), number) for number, one in enumerate(found) if one.confidence >= least)
    for number, span in enumerate(marks.spans):
        is_continued = number > 0 and marks.goes_on[number - 1]
        if is_continued or not taken.isdisjoint(range(*span)) or not _is_sentence(parse, marks, number):
            continue
        pieces = marks.whole(number)
        at = bisect_left(ends, (span.first, -1))
        before = _find_beginning(parse, span, ends[max(0, at - _LATEST) : at], result)
        if before is not None:
            one = result[before]
            if _QUOTED.isdisjoint(one.features) and parse.word[span.first - 1] != ":":
                # He said it was over. "We lost.": a quotation of its own
                result.append(replace(one, pieces=pieces, features=(*one.features, "all_quoted")))
                before = len(result) - 1
            else:
                one.pieces = tuple(sorted((*one.pieces, *pieces)))
            insort(ends, (pieces[-1].last, before))
        elif any(parse.pos[token] in VERBS for token in range(*span)):
            result.append(Proposal(None, "unattributed", pieces, confidence=UNATTRIBUTED))
    return sorted(result, key=lambda one: one.pieces[0])


def _last_token(one: Proposal) -> int:
    """The last token of a quotation's content, cue and speaker."""
    return max(one.pieces[-1].last, one.cue.head, one.speaker.last if one.speaker else -1)


def _find_beginning(parse: Parse, span: Span, ends: list, found: list[Proposal]) -> int | None:
    """The number of the quotation right before the marks; one that has marks itself is preferred."""
    near = [(end, number) for end, number in ends if _touches(parse, span, end)]
    marked = [number for _, number in near if not _QUOTED.isdisjoint(found[number].features)]
    beside = [number for end, number in near if parse.par[end] == parse.par[span.first]]
    return max(marked or beside, default=None)


def _touches(parse: Parse, span: Span, end: int) -> bool:
    """Whether nothing but the end of a sentence is between a quotation and the next marks.

    In the next paragraph these must be all there is.
    """
    pars = parse.par[span.first] - parse.par[end]
    if pars > 1 or pars == 1 and parse.paragraph(span.first).stop > span.stop + 2:
        return False
    return not any(parse.word[token] in _STOPS for token in range(end + 1, span.first - 2))


def _is_sentence(parse: Parse, marks: Marks, number: int) -> bool:
    """Whether the marks contain a complete sentence, and not a title or a single expression."""
    first, last = marks.spans[number].first, marks.spans[number].last
    if not marks.closed[number] and not marks.goes_on[number]:
        return False
    inside = parse.word[max(last - 1, first)]
    ends = inside[-1] in ".?!,…-—–" or parse.word[last][0] in ".?!" or parse.word[last + 1] == "."
    before = parse.word[first - 1][-1:] or "."
    return ends and (before in ".?!:”\"'" or parse.sent[first - 1] != parse.sent[first])
