"""Join the lines of texts that were cut at a fixed width, as in e-mails and exports of databases."""

import re
from collections import Counter
from collections.abc import Iterator
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
# One blank or indented line for so many shows that paragraphs are marked: all forced breaks within them are joined.
LINES_PER_MARK = 12

_BREAK = re.compile(r"(\r\n|[\n\r])")
_FINAL = re.compile(r"""[.!?…;]["'”’»)\]]*\Z""")
_INITIAL = re.compile(r"(?:[A-Z]\.)+|St\.|No\.|vs?\.")
_OPENING = "\"'“‘„«([-–—"
# What begins an item of a list or a turn of an interview, and the space between the columns of a table.
_MARK = re.compile(r"(?:[*•·▪]|\d{1,2}[.)]|\(?[a-z]\)|[-–—](?=\s+[^a-z])|[QA]:)\s")
_SHOWN = re.compile(r"[^\W_]")  # a letter or figure, which a line of stars has not
_GAP = re.compile(r"\S(?:[^\S\n]{3}|\t|\s\|)")
# A hyphen or dash that ends a line without a blank before it, but for the hyphen of "pre- and post-war".
_HYPHEN = re.compile(r"[^\s–—-](?:[–—]+|--+|-(?!\n(?:and|or|to)\s))\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(r"(?<![\w-])([^\W\d_]+)-\n([^\W\d_]+)(?![\w-])")


def unwrap_lines(texts: list[str]) -> tuple[list[str], list[int]]:
    """Return texts with their hard-wrapped lines joined, and the width at which each was wrapped (0 if it was not).

    Lines are joined by a blank, within paragraphs only; nothing else changes. A hyphen at a line's end goes if the word
    is written more often without it elsewhere in the texts, or if one of its halves is nowhere a word.

    Args:
        texts: of a whole corpus, an article each.

    >>> line = "the road to the north and the road to the south were closed on Monday, said"
    >>> joined, widths = unwrap_lines([f"{line}\\n" * 5 + "the army."])
    >>> joined[0].count("\\n"), widths
    (0, [75])
    """
    parted = [_BREAK.split(text) for text in texts]
    widths = [_find_width(parts[::2]) for parts in parted]
    counts = Counter()
    for text in texts if any(widths) else []:
        # Without what a line break cuts, which may be half a word.
        counts.update(_WORD.findall(re.sub(r"(?<!\S)\S+-\s+\S+", " ", text.lower())))
    rows = zip(parted, widths, strict=True)
    return ["".join(_join(parts, width, counts) if width else parts) for parts, width in rows], widths


def _find_width(lines: list[str]) -> int:
    """Return the width at which a text was wrapped, or 0."""
    lines = [line.rstrip() for line in lines]
    breaks = [(line, after.lstrip()) for line, after in pairwise(lines) if line and after]
    amid = [pair for pair in breaks if _is_amid(*pair)]
    if len(amid) < max(MIN_BREAKS, MIN_AMID * len(breaks)) or not any(map(_is_end, filter(None, lines))):
        return 0
    longest = sorted(map(len, filter(None, lines)), reverse=True)
    lengths = set(longest[: 2 + int(OUTLIERS * len(longest))]).intersection(WIDTHS)
    forced, width = max(((sum(_is_forced(*pair, n) for pair in amid), n) for n in lengths), default=(0, 0))
    return width if forced >= MIN_FORCED * len(amid) else 0


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


def _join(parts: list[str], width: int, counts: Counter[str]) -> Iterator[str]:
    """Yield the paragraphs of a text, each with the line break after it."""
    lines = parts[::2]
    indents = [len(line) - len(line.lstrip()) if line.strip() else -1 for line in lines]
    usual = mode(indent for indent in indents if indent >= 0)
    marked = sum(indent != usual for indent in indents[1:-1]) * LINES_PER_MARK >= len(lines)
    paragraph = lines[0]
    for (line, after), mark, indent in zip(pairwise(lines), parts[1::2], indents[1:], strict=True):
        pair = line.rstrip(), after.lstrip()
        if all(pair) and _is_forced(*pair, width) and _continues(paragraph, *pair, indent == usual, marked):
            paragraph = _glue(paragraph.rstrip(), pair[1], counts)
        else:
            yield paragraph + mark
            paragraph = after
    yield paragraph


def _continues(paragraph: str, line: str, after: str, usual: bool, marked: bool) -> bool:
    """Return whether the line after a forced break belongs to the paragraph; `usual`: it is indented as most are."""
    if _MARK.match(after) or not _SHOWN.search(line) or not _SHOWN.search(after):
        return False
    if _is_amid(line, after):
        return True
    if not usual or is_header(after) or _GAP.search(f"{line}\n{after}"):
        return False
    quoted = paragraph.count('"') % 2 or paragraph.rfind("“") > paragraph.rfind("”")
    return marked or not _is_end(line) or _is_lower(after) or bool(quoted and after[0] not in '"“')


def _glue(paragraph: str, after: str, counts: Counter[str]) -> str:
    """Join two lines by a blank, or by the hyphen at the end of the first, or as the halves of a word."""
    pair = f"{paragraph[-99:]}\n{after}"
    if not _HYPHEN.search(pair):
        return f"{paragraph} {after}"
    if after[0].islower() and (cut := _CUT_WORD.search(pair.lower())):
        first, second = cut.groups()
        whole, parted = counts[first + second], counts[f"{first}-{second}"]
        if whole > parted or not (parted or (counts[first] and counts[second])):
            return paragraph[:-1] + after
    return paragraph + after
