"""Join the lines of texts that were cut at a fixed width, as in e-mails and exports of databases."""

import re
from collections import Counter
from itertools import pairwise

# A text is taken for wrapped only within these limits. They were chosen so that no line is joined in verse, lists,
# tables, interviews and texts with a paragraph a line, and checked on 2,800 news texts.
WIDTHS = range(40, 101)  # in characters; narrower lines may be verse or columns, longer ones are paragraphs
OUTLIERS = 0.03  # lines that may be longer, such as a title or an address: only if the longest is too long
MIN_LINES = 5
MIN_BREAKS = 3  # between two lines that show something
MIN_AMID = 0.25
MIN_FORCED = 0.75  # of the breaks: the next word would not have fitted into the line
MIN_OPEN = 0.4  # of the lines before a break: they do not end in a final mark
MIN_LOWER = 0.25  # of the lines after a break: they begin in lower case
LINES_PER_MARK = 12  # paragraphs are marked if there is a blank or indented line for so many lines
LONG_LINE = (
    0.75  # of the width: a break after it may be one of a wrapped text although the next word would fit
)

_BREAK = re.compile(r"(\r\n|[\n\r])")
_FINAL = re.compile(r"""[.!?…:]["'”’»)\]]*\Z""")
_LOWER = re.compile(r"[^\w\s]{0,2}[^\W\d_A-Z]")
_MARK = re.compile(r"(?:[*•·▪]|\d{1,2}[.)]|\(?[a-z]\)|[-–—](?=\s+[^a-z])|[QA]:)\s")
_GAP = re.compile(r"\S(?:\s{3}|\t|\s\|)")
_HYPHENATED = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-\s+(?=([^\W\d_]+))")


def unwrap(texts: list[str]) -> tuple[list[str], list[int]]:
    """Return texts with their hard-wrapped lines joined, and the width of each (0 if it was not wrapped)."""
    parted = [_BREAK.split(text) for text in texts]
    widths = [_find_width(parts[::2]) for parts in parted]
    cut = re.compile(r"[^\W\d_]-[ \t]*[\n\r]+")
    needed = any(width and cut.search(text) for text, width in zip(texts, widths, strict=True))
    words = _count_words(texts) if needed else Counter()
    joined = [
        _join(parts, width, words) if width else text
        for text, parts, width in zip(texts, parted, widths, strict=True)
    ]
    return joined, widths


def _find_width(lines: list[str]) -> int:
    """Return the width at which a text was wrapped, or 0."""
    lines = [line.rstrip() for line in lines]
    breaks = [(line, after.lstrip()) for line, after in pairwise(lines) if line and after]
    amid = [(line, after) for line, after in breaks if not _FINAL.search(line) and _LOWER.match(after)]
    if len(amid) < max(MIN_BREAKS, MIN_AMID * len(breaks)):
        return 0
    lengths = sorted((len(line) for line in lines if " " in line), reverse=True)
    for width in lengths[: 2 + int(OUTLIERS * len(lengths))]:
        forced = sum(_is_forced(line, after, width) for line, after in amid)
        if width in WIDTHS and forced >= MIN_FORCED * len(amid):
            return width
    return 0


def _is_forced(line: str, after: str, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted into the line."""
    return len(line) <= width < len(line) + 1 + len(after.split(maxsplit=1)[0])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(parts: list[str], width: int, words: Counter[str]) -> str:
    lines = parts[::2]
    usual = Counter(_indent(line) for line in lines if line.strip()).most_common(1)[0][0]
    starts = [not line.strip() or _indent(line) != usual for line in lines]
    marked = sum(starts[:-1]) * LINES_PER_MARK >= len(lines)
    text, begin = lines[0], 0
    for number, after in enumerate(lines[1:]):
        if _continues(text[begin:], lines[number], after, width, marked, starts[number + 1]):
            text = text.rstrip()
            after = after.lstrip()
            text = _glue(text, after, words) + after
        else:
            text += parts[2 * number + 1]
            begin = len(text)
            text += after
    return text


def _continues(paragraph: str, line: str, after: str, width: int, marked: bool, starts: bool) -> bool:
    line, after = line.rstrip(), after.strip()
    if not line or not after or _MARK.match(after):
        return False
    starts = starts or bool(_GAP.search(line) or _GAP.search(after))
    lower, final = bool(_LOWER.match(after)), bool(_FINAL.search(line))
    if not _is_forced(line, after, width):
        return len(line) >= LONG_LINE * width and lower and not final and not starts
    if starts:
        return lower and not final
    return marked or not final or lower or _is_quoting(paragraph, after)


def _is_quoting(paragraph: str, after: str) -> bool:
    open_ = paragraph.count('"') % 2 or any(paragraph.rfind(a) > paragraph.rfind(b) for a, b in ("“”", "«»"))
    return bool(open_) and not after.startswith(('"', "“", "«"))


def _glue(text, after, words):
    end = text[-99:]
    word = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-\Z", end)
    rest = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", after)
    if word and rest and rest[0] in ("and", "or", "to"):
        return text + " "
    if word and rest and rest[0][0].islower():
        one, two = word[1].lower() + rest[0], word[0].lower() + rest[0]
        whole = words[one], words[two]
        if whole[0] > whole[1]:
            return text[:-1]
        if whole == (0, 0) and not (words[word[1].lower().split("-")[-1]] and words[rest[0].split("-")[0]]):
            return text[:-1]
        return text
    return text if re.search(r"\S[-–—]\Z", end) else text + " "


def _count_words(texts):
    words = Counter()
    for text in texts:
        text = re.sub(r"\S+-\s+\S+", " ", text)
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    return words
