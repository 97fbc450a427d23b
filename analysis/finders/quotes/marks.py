"""Stage 1: pair quotation marks paragraph by paragraph, so that a stray mark changes no other paragraph."""

import re
from bisect import bisect_left

from analysis.finders.parse import Parse, Span

_LINE = re.compile(r"\S(?:[^\n\r\x0b\x0c\x85\u2028\u2029]*\S)?")  # without the blanks around it
# A mark typed twice is one mark; '' and `` are double marks of their own. Each search is for the mark itself first.
_DOUBLE = re.compile("[“„«”»\"'`](?:(?<=[“„«])[“„«]*|(?<=[”»])[”»]*|(?<=\")\"*|(?<=')'|(?<=`)`)")
_OPENING, _CLOSING = "“„«`", "”»"
_SINGLE_OPEN = re.compile(r"[‘'](?:(?<!\w‘)(?<=‘)(?=\S)|(?<![\w'’]')(?<=')(?=[^\s'\d]))")
_SINGLE_CLOSE = re.compile(r"[’'](?<=[^\s'(].)(?![\w'])")
_BEFORE_OPEN = "([{-—–/'‘"
_LONGEST_SINGLE = 600
_LINES_BETWEEN = 3  # lines without marks between two lines of a quotation

_Span = tuple[int, int, bool]  # start, end, closed


def pair_marks(text: str) -> list[tuple[int, int, bool, bool]]:
    """Return (start, end, closed, goes_on) of each text in quotation marks: straight, curly, single or « ».

    The marks are included. closed is False if the second one is missing: then the quotation ends with its paragraph.
    goes_on is True if the quotation goes on in the next paragraph: it opens with a mark, too, or has the closing one.
    Marks inside other marks are ignored.

    >>> pair_marks('"One.\\n"Two," he said.')
    [(0, 5, True, True), (6, 12, True, False)]
    """
    spans: list[tuple[int, int, bool, bool]] = []
    number, lines = 0, []  # the span that is left open, and the lines that it fills
    for line in _LINE.finditer(text):
        start, end = line.span()
        found = _pair_double(text, start, end)
        has_double = bool(found)
        if lines:
            # Each paragraph of a long quotation opens with a mark, and only the last one closes; or no other opens.
            rest = _pair_double(text, start, end, start)
            if rest[0][2] or found and found[0][0] == start and len(lines) == 1:
                spans[number:] = [(*part, True, True) for part in lines]
                found = rest if rest[0][2] else found
        found = sorted(found + _pair_single(text, start, end, found))
        spans += [(*span, False) for span in found]
        if found and not found[-1][2]:
            number, lines = len(spans) - 1, [found[-1][:2]]
        elif lines and not has_double and len(lines) <= _LINES_BETWEEN:
            lines.append((start, end))
        else:
            lines = []
    return spans


def _pair_double(text: str, start: int, end: int, open_at: int | None = None) -> list[_Span]:
    spans: list[_Span] = []
    inner = 0
    last_straight = text.rfind('"', start, end)
    for mark in _DOUBLE.finditer(text, start, end):
        is_open = open_at is not None
        curly_within = is_open and text[open_at] == '"' and mark.end() <= last_straight
        if curly_within and (mark[0][0] in _OPENING or mark[0][0] in _CLOSING and inner):
            inner += 1 if mark[0][0] in _OPENING else -1
        elif _opens(mark, start, end, is_open):
            if is_open:
                spans.append((open_at, open_at + len(text[open_at : mark.start()].rstrip()), False))
            open_at, inner = mark.start(), 0
        elif is_open:
            spans.append((open_at, mark.end(), True))
            open_at = None
    if open_at is not None:
        spans.append((open_at, end, False))
    return spans


def _opens(mark: re.Match, start: int, end: int, is_open: bool) -> bool:
    """Whether a mark opens, by its shape and the blanks around; if these are unclear, marks open and close in turn."""
    before = mark.string[mark.start() - 1] if mark.start() > start else " "
    after = mark.string[mark.end()] if mark.end() < end else " "
    may_open = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    may_close = not before.isspace() and not after.isalnum()
    if mark[0][0] in _CLOSING:
        return False
    if mark[0][0] in _OPENING:  # “ also closes „ and is often typed instead of ”
        return not (is_open and may_close and not may_open)
    return may_open if may_open != may_close else not is_open


def _pair_single(text: str, start: int, end: int, taken: list[_Span]) -> list[_Span]:
    spans, at = [], start
    while opening := _SINGLE_OPEN.search(text, at, end):
        at = opening.end()
        closing = _single_end(text, at, min(end, at + _LONGEST_SINGLE))
        later = bisect_left(taken, (closing or 0,))  # the first text in double marks after the closing one
        if closing and (later == 0 or taken[later - 1][1] <= opening.start()):
            spans.append((opening.start(), closing, True))
            at = closing
    return spans


def _single_end(text: str, start: int, end: int) -> int | None:
    """Find the closing mark; one after an s may be a plural's apostrophe if another follows (‘the workers’ union’)."""
    following = _SINGLE_OPEN.search(text, start, end)
    stop = following.start() if following else end
    closings = [mark.end() for mark in _SINGLE_CLOSE.finditer(text, start, stop)]
    sure = (at for at in closings if text[at - 2] != "s" or not re.match(" [a-z]", text[at : at + 2]))
    return next(sure, closings[-1] if closings else None)


class Marks:
    """The tokens inside quotation marks in one document."""

    def __init__(self, parse: Parse):
        self.spans: list[Span] = []
        self.closed: list[bool] = []
        self.goes_on: list[bool] = []
        self.inside: dict[int, int] = {}  # the number of the span that a token is in
        for start, end, closed, goes_on in pair_marks(parse.text):
            span = parse.tokens_in(start, end)
            if span.first < span.stop and span.first not in self.inside:
                self.inside |= dict.fromkeys(range(*span), len(self.spans))
                self.spans.append(span)
                self.closed.append(closed)
                self.goes_on.append(goes_on)

    def whole(self, mark: int) -> tuple[Span, ...]:
        """A quotation with its parts in the paragraphs before and after."""
        first = stop = mark
        while first and self.goes_on[first - 1]:
            first -= 1
        while self.goes_on[stop] and stop + 1 < len(self.spans):
            stop += 1
        return tuple(self.spans[first : stop + 1])
