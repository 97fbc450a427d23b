"""Quotation marks that no cue claimed: the next piece of a quotation, or words that nobody is named for."""

from bisect import bisect_left, insort

from analysis.attributions import Candidate, Marks, Span
from analysis.parse import Parse
from analysis.verb_cues import content_features

_VERBS = ("VERB", "AUX")
_STOPS = (".", "?", "!", "…")
_LONGEST_GAP = 40


def join(parse: Parse, marks: Marks, found: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Give every unclaimed utterance to the quotation it continues: "A," she said. "B.\""""
    result = sorted(found, key=lambda item: item[0].pieces[0])
    taken = {token for candidate, _ in result for first, last in candidate.pieces for token in range(first, last + 1)}
    taken |= {candidate.head for candidate, _ in result}
    extra: list[tuple[Candidate, float]] = []
    is_quoted = [bool({"all_quoted", "part_quoted"} & set(candidate.features)) for candidate, _ in result]
    quoted = sorted((_close(candidate), number) for number, (candidate, score) in enumerate(result)
                    if score >= 0.4 and _may_go_on(candidate))  # fmt: skip
    for number, span in enumerate(marks.spans):
        if span[0] in taken or any(token in taken for token in range(span[0], span[1] + 1)):
            continue
        if number and marks.goes_on[number - 1]:
            continue
        if not _is_sentence(parse, marks, number):
            continue
        pieces = marks.whole(number)
        before = _continues(parse, span, quoted, is_quoted)
        if before is not None:
            candidate, score = result[before]
            result[before] = (candidate._replace(pieces=tuple(sorted((*candidate.pieces, *pieces)))), score)
            insort(quoted, (pieces[-1][1], before))
        elif any(parse.pos[token] in _VERBS for token in range(span[0], span[1])):
            extra.append((Candidate(span[0], None, pieces, None, "unattributed", ()), 0.5))
    return sorted([*result, *extra], key=lambda item: item[0].pieces[0])


def _continues(parse: Parse, span: Span, quoted: list[tuple[int, int]], is_quoted: list[bool]) -> int | None:
    """The number of the quotation right before: in the same paragraph, or in the one before where this fills its own."""
    at = bisect_left(quoted, (span[0], -1))
    near = [number for end, number in quoted[max(0, at - 4) : at] if _touches(parse, span, end)]
    return max(near, key=lambda number: (is_quoted[number], number), default=None)


def _touches(parse: Parse, span: Span, end: int) -> bool:
    """Tell whether nothing but the end of a sentence stands between a quotation and the next quotation marks."""
    pars = parse.par[span[0]] - parse.par[end]
    if pars > 1 or span[0] - end > _LONGEST_GAP:
        return False
    if any(parse.word[token] in _STOPS for token in range(end + 1, span[0] - 2)):
        return False
    return pars == 0 or parse.paragraph(span[0])[1] <= span[1] + 2


def _is_sentence(parse: Parse, marks: Marks, number: int) -> bool:
    """Tell whether the marks hold a sentence of its own, and not a title or a so-called thing."""
    first, last = marks.spans[number]
    if not marks.closed[number] and not marks.goes_on[number]:
        return False
    inside, behind = parse.word[max(last - 1, first)], parse.word[min(last + 1, len(parse) - 1)]
    ends = inside[-1] in ".?!,…-—–" or parse.word[last][0] in ".?!" or behind == "."
    before = parse.word[first - 1][-1] if first else "."
    return ends and (before in ".?!:”\"'" or parse.sent[first - 1] != parse.sent[first])


def _close(candidate: Candidate) -> int:
    """The last token that belongs to a quotation: of its content, cue or speaker."""
    return max(candidate.pieces[-1][1], candidate.head, candidate.speaker[1] if candidate.speaker else -1)


def _may_go_on(candidate: Candidate) -> bool:
    return "class:mental" not in candidate.features and not candidate.rule.startswith("noun")
