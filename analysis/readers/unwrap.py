"""Join the lines of texts that were cut at a fixed width, as in e-mails and exports of databases."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from statistics import mode

from analysis.finders.lists import word_set
from analysis.readers.lines import is_header

# When a text counts as wrapped. A break is forced if the next line's first word would not have fitted into the line. In
# wrapped texts, nearly all breaks amid a sentence are forced (no final mark before, lower case after); in verse, lists
# and tables, few are. Measured with tests/evaluation/measure_unwrap.py.
WIDTHS = range(40, 101)  # characters: shorter lines may be verse or columns, longer ones are paragraphs
OUTLIERS = 0.03  # share of the lines (and one more) that may be longer, such as a title or an address
MIN_AMID = 0.2  # share of the breaks that are amid a sentence: few are in lists and verse
MIN_BREAKS = 2  # breaks amid a sentence: one may be forced by accident
MIN_FORCED = 0.8  # share of the breaks amid a sentence that are forced
# Which lines of such a text are joined.
LINES_PER_MARK = (
    12  # one blank or indented line for so many: paragraphs are marked, so forced breaks are joined
)
HEADER_LINES = 3  # the first lines, where a date, byline or dateline is not joined to the line before
LONG_LINE = (
    0.75  # of the width: after such a line, a break amid a sentence is joined although it is not forced
)

_BREAK = re.compile(r"(\r\n|[\n\r])")
_FINAL = re.compile(r"""[.!?…;]["'”’»)\]]*\Z""")
_INITIAL = re.compile(r"(?:[A-Z]\.)+|St\.|No\.|vs?\.")
_OPENING = "\"'“‘„«([-–—"
# What begins an item of a list or a turn of an interview, and the space between the columns of a table.
_MARK = re.compile(r"(?:[*•·▪]|\d{1,2}[.)]|\(?[a-z]\)|[-–—](?=\s+[^a-z])|[QA]:)\s")
_GAP = re.compile(r"\S(?:\s{3}|\t|\s\|)")
_HYPHEN = re.compile(r"[^\s–—-][–—-]+\Z")  # or a dash without a blank before it
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(rf"{_WORD.pattern}(?=-\Z)")
_LINKS = ("and", "or", "to")  # words that a hyphen stands before in "pre- and post-war"


def unwrap_lines(texts: list[str]) -> tuple[list[str], list[int]]:
    """Return texts with their hard-wrapped lines joined, and the width at which each was wrapped (0 if it was not).

    Lines are joined by a blank, within paragraphs only; nothing else changes. A hyphen at a line's end goes if the word
    is written without it elsewhere in the texts, or if it is nowhere written with it and its halves are no words.

    Args:
        texts: of a whole corpus, an article each.

    >>> line = "the road to the north and the road to the south were closed on Monday, said"
    >>> joined, widths = unwrap_lines([f"{line}\\n" * 5 + "the army."])
    >>> joined[0].count("\\n"), widths
    (0, [75])
    """

    @cache
    def count() -> Counter[str]:
        # Without what a line break cuts, which may be half a word.
        parts = (_WORD.findall(re.sub(r"\S+-\s+\S+", " ", text.lower())) for text in texts)
        return Counter(word for words in parts for word in words)

    parted = [_BREAK.split(text) for text in texts]
    widths = [_find_width(parts[::2]) for parts in parted]
    parts = zip(texts, parted, widths, strict=True)
    return ["".join(_join(lines, width, count)) if width else text for text, lines, width in parts], widths


def _find_width(lines: list[str]) -> int:
    """Return the width at which a text was wrapped, or 0."""
    lines = [line.rstrip() for line in lines]
    breaks = [(line, after.lstrip()) for line, after in pairwise(lines) if line and after]
    amid = [(line, after) for line, after in breaks if _is_amid(line, after)]
    if len(amid) < max(MIN_BREAKS, MIN_AMID * len(breaks)) or not any(
        _is_end(line) for line in lines if line
    ):
        return 0
    lengths = sorted((len(line) for line in lines if " " in line), reverse=True)
    for width in lengths[: 2 + int(OUTLIERS * len(lengths))]:
        forced = sum(_is_forced(line, after, width) for line, after in amid)
        if width in WIDTHS and forced >= MIN_FORCED * len(amid):
            return width
    return 0


def _is_amid(line: str, after: str) -> bool:
    return not _is_end(line) and _is_lower(after)


def _is_end(line: str) -> bool:
    """Return whether a line ends in a final mark, which titles ("Sen.") and initials do not have."""
    last = line.rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    return bool(_FINAL.search(last)) and last not in word_set("titles") and not _INITIAL.fullmatch(last)


def _is_lower(line: str) -> bool:
    return line.lstrip(_OPENING)[:1].islower()


def _is_forced(line: str, after: str, width: int) -> bool:
    return len(line) <= width < len(line) + 1 + len(after.split(maxsplit=1)[0])


def _join(parts: list[str], width: int, count: Callable[[], Counter[str]]) -> Iterator[str]:
    """Yield the paragraphs of a text, each with the line break after it."""
    lines = parts[::2]
    indents = [len(line) - len(line.lstrip()) if line.strip() else -1 for line in lines]
    usual = mode(indent for indent in indents if indent >= 0)
    marked = sum(indent != usual for indent in indents[1:-1]) * LINES_PER_MARK >= len(lines)
    headers = [is_header(line.strip()) for line in lines[:HEADER_LINES]] + [False] * len(lines)
    starts = [header or indent != usual for indent, header in zip(indents, headers, strict=False)]
    paragraph = lines[0]
    for (line, after), mark, start in zip(pairwise(lines), parts[1::2], starts[1:], strict=True):
        rest = after.lstrip()
        if _continues(paragraph.rstrip(), line.rstrip(), rest, width, start, marked):
            paragraph = _glue(paragraph.rstrip(), rest, count)
        else:
            yield paragraph + mark
            paragraph = after
    yield paragraph


def _continues(paragraph: str, line: str, after: str, width: int, start: bool, marked: bool) -> bool:
    """Return whether the next line belongs to the paragraph; `start` says that it is indented unlike most lines."""
    if not line or not after or _MARK.match(after):
        return False
    forced = _is_forced(line, after, width)
    if start or _GAP.search(line) or _GAP.search(after):
        return forced and _is_amid(line, after)
    if not forced:
        return LONG_LINE * width <= len(line) <= width and _is_amid(line, after)
    within = paragraph.count('"') % 2 or paragraph.rfind("“") > paragraph.rfind("”")  # a quotation
    ends = _is_end(line) and not _is_lower(after) and (not within or after.startswith(('"', "“")))
    return marked or not ends


def _glue(paragraph: str, after: str, count: Callable[[], Counter[str]]) -> str:
    """Join two lines by a blank, or by the hyphen at the end of the first, or as the halves of a word."""
    if not _HYPHEN.search(paragraph[-4:]):
        return f"{paragraph} {after}"
    last, first = _LAST_WORD.search(paragraph[-99:]), _WORD.match(after)
    if not last or not first or not first[0][0].islower():
        return paragraph + after
    if first[0] in _LINKS:
        return f"{paragraph} {after}"
    halves = last[0].lower(), first[0].lower()
    whole, parted = count()["".join(halves)], count()["-".join(halves)]
    are_words = count()[halves[0].split("-")[-1]] and count()[halves[1].split("-")[0]]
    return paragraph[:-1] + after if whole > parted or not (parted or are_words) else paragraph + after
