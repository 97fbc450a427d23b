"""Stage 8: quotation marks without a cue are the next piece of a quotation, or a quotation without a speaker."""

from bisect import bisect_left, insort

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.features import Candidate
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.reporting import BELIEF

UNATTRIBUTED = 0.5  # the confidence of a sentence in quotation marks without a cue
_STOPS = (".", "?", "!", "…")
_LONGEST_GAP = 40  # tokens from the end of a quotation, its cue included, to its next piece


def join_pieces(
    parse: Parse, marks: Marks, found: list[tuple[Candidate, float]], min_confidence: float
) -> list[tuple[Candidate, float]]:
    """Give every unclaimed sentence in marks to the quotation that it continues: "A," she said. "B."

    Where it continues none it is a quotation without a speaker.
    """
    result = list(found)
    taken = {token for candidate, _ in found for piece in candidate.pieces for token in range(*piece)}
    taken.update(candidate.head for candidate, _ in found)
    ends = sorted(
        (_end(candidate), number)
        for number, (candidate, score) in enumerate(found)
        if score >= min_confidence
        and "class:" + BELIEF not in candidate.features
        and candidate.rule != "noun"
    )
    for number, span in enumerate(marks.spans):
        continues_mark = number > 0 and marks.goes_on[number - 1]
        if continues_mark or not taken.isdisjoint(range(*span)):
            continue
        if not _is_sentence(parse, marks, number):
            continue
        pieces = marks.whole(number)
        before = _find_beginning(parse, span, ends, result)
        if before is not None:
            candidate, score = result[before]
            result[before] = candidate._replace(pieces=tuple(sorted((*candidate.pieces, *pieces)))), score
            insort(ends, (pieces[-1].last, before))
        elif any(parse.pos[token] in VERBS for token in range(*span)):
            result.append((Candidate(span.first, None, pieces, None, "unattributed", ()), UNATTRIBUTED))
    return sorted(result, key=lambda item: item[0].pieces[0])


def _end(candidate: Candidate) -> int:
    """The last token that belongs to a quotation: of its content, cue or speaker."""
    return max(candidate.pieces[-1].last, candidate.head, candidate.speaker.last if candidate.speaker else -1)


def _find_beginning(
    parse: Parse, span: Span, ends: list[tuple[int, int]], found: list[tuple[Candidate, float]]
) -> int | None:
    """The number of the quotation right before: one in quotation marks rather than one without."""
    at = bisect_left(ends, (span.first, -1))
    near = [
        number
        for end, number in ends[max(0, at - 4) : at]
        if _touches(parse, span, end)
        and (parse.par[end] == parse.par[span.first] or _may_run_on(found[number][0]))
    ]
    return max(
        near,
        key=lambda number: ("all_quoted" in found[number][0].features, _has_marks(found[number][0]), number),
        default=None,
    )


def _has_marks(candidate: Candidate) -> bool:
    return "all_quoted" in candidate.features or "part_quoted" in candidate.features


def _may_run_on(candidate: Candidate) -> bool:
    return _has_marks(candidate) or candidate.rule == "clause"


def _touches(parse: Parse, span: Span, end: int) -> bool:
    """Tell whether nothing but the end of a sentence stands between a quotation and the next marks.

    In the next paragraph these must be all there is.
    """
    pars = parse.par[span.first] - parse.par[end]
    if pars > 1 or span.first - end > _LONGEST_GAP:
        return False
    if any(parse.word[token] in _STOPS for token in range(end + 1, span.first - 2)):
        return False
    return pars == 0 or parse.paragraph(span.first).stop <= span.stop + 2


def _is_sentence(parse: Parse, marks: Marks, number: int) -> bool:
    """Tell whether the marks hold a sentence of its own, and not a title or a so-called thing."""
    first, last = marks.spans[number].first, marks.spans[number].last
    if not marks.closed[number] and not marks.goes_on[number]:
        return False
    inside = parse.word[max(last - 1, first)]
    ends = inside[-1] in ".?!,…-—–" or parse.word[last][0] in ".?!" or parse.word[last + 1] == "."
    before = parse.word[first - 1][-1:] or "."
    return ends and (before in ".?!:”\"'" or parse.sent[first - 1] != parse.sent[first])
