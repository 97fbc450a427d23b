"""Cut a text into headline and lines by written rules, before any model sees it."""

import re

from analysis.readers.forms import HIDDEN

HEADLINE_LENGTH = 200

# From the first letter or mark of a line that shows to the last. A line ends at all that Unicode calls a mandatory
# break; str.splitlines() also breaks at the separators of data files.
_LINE = re.compile(f"[^\\s{HIDDEN}](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\\s{HIDDEN}])?")
_FINAL_MARK = re.compile(r"""[.!?…。！？؟][\s"'”’»)\]]*\Z""")
_OPENING_MARKS = tuple("\"'“‘„‚«‹`")
_SENTENCE_END = re.compile(r"""[.!?…。！？؟]["'”’»)\]]*\s+""")


def find_lines(text: str) -> list[tuple[int, int]]:
    """Return start and end of every line that shows something, without blanks and hidden characters around it.

    >>> find_lines("Aleppo falls\\n\\n  It is over. ")
    [(0, 12), (16, 27)]
    """
    return [match.span() for match in _LINE.finditer(text)]


def has_headline(text: str) -> bool:
    """Return whether the first line is a headline.

    A headline has at most 200 characters, does not end in a final mark or start with a quotation mark, and more
    text follows.

    >>> has_headline("Aleppo falls\\nIt is over."), has_headline("It is over.\\nAleppo falls")
    (True, False)
    """
    first, *others = find_lines(text)[:2] or [(0, 0)]
    line = text[slice(*first)]
    is_sentence = line.startswith(_OPENING_MARKS) or _FINAL_MARK.search(line)
    return bool(others) and len(line) <= HEADLINE_LENGTH and not is_sentence


def cut_line(text: str, start: int, end: int, length: int) -> list[tuple[int, int]]:
    """Cut a line that is longer than `length` into pieces: after a sentence, else at a blank, else anywhere.

    >>> cut_line("It fell. It is over. We left.", 0, 29, length=15)
    [(0, 9), (9, 21), (21, 29)]
    """
    pieces = []
    while end - start > length:
        window = text[start : start + length]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or length
        pieces.append((start, start + cut))
        start += cut
    return [*pieces, (start, end)]
