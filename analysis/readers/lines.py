"""Cut a text into headline and lines by written rules, before any model sees it."""

import re

from analysis.readers.dates import parse_date
from analysis.readers.forms import HIDDEN

HEADLINE_LENGTH = 200

# From the first letter or mark of a line that shows to the last. A line ends at all that Unicode calls a mandatory
# break; str.splitlines() also breaks at the separators of data files.
_LINE = re.compile(f"[^\\s{HIDDEN}](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\\s{HIDDEN}])?")
# The end of a sentence, but for a question or an exclamation outside quotation marks; or a sentence before another.
_SENTENCE = re.compile(
    r"""(?:[.…。]|[.!?…。！？؟]\s?["'”’»)\]])[\s"'”’»)\]]*\Z|[^\W_]{3}[.…]["'”’»)]* .*[!?！？؟]\Z"""
)
# "By Ann Lee", "By ANN LEE and BOB ROE, Staff Writers", but not "By Popular Demand, Schools Open".
_NAMES = r"(?: [A-Z][\w.'’-]*(?: (?:al|bin|da|de|der|el|van|von))*){2,4}"
_ROLES = "Writers?|Reporters?|Editors?|Correspondents?|Staff|Press|News|Times|Post|Reuters"
_BYLINE = rf"(?:By|BY){_NAMES}(?:$| and | in | for | at | \||,.*(?: and |\b(?:{_ROLES})\b))"
# "LONDON (Reuters) - ...", "ALEPPO, Syria, Dec 13", "PARIS -": a dateline, with what follows if it has agency or day.
_CITY, _LAND = r"[A-Z][A-Z.'’/ -]{2,}[A-Z.]", r"(?:, [A-Z][\w.]*[a-z.](?: [A-Z][a-z]+)*)"
_SENT = r"(?:,? [A-Z][a-z]+\.? \d\d?\b|\s?\([A-Z][\w ]+\))+\s?(?:[-–—:](?!\s*[a-z])|$)"
_DATELINE = rf"(?:{_CITY}{_LAND}*)?{_SENT}|{_CITY}(?:{_LAND}+|{_LAND}*\s?[-–—]+)$"
_LABEL = r"(?:User Name|Job Number|Date(?:line| and Time)?|Byline|Author|Section|Length|Published)\s*:"
_HEADER = re.compile(f"{_BYLINE}|{_DATELINE}|{_LABEL}")
_SENTENCE_END = re.compile(r"""[.!?…。！？؟]["'”’»)\]]*\s+""")


def find_lines(text: str) -> list[tuple[int, int]]:
    """Return start and end of every line that shows something, without blanks and hidden characters around it.

    >>> find_lines("Aleppo falls\\n\\n  It is over. ")
    [(0, 12), (16, 27)]
    """
    return [match.span() for match in _LINE.finditer(text)]


def has_headline(text: str) -> bool:
    """Return whether the first line is a headline.

    A headline has at most 200 characters, and more text follows. It is no sentence that ends in a full stop or within
    quotation marks, and no date, byline, dateline ("LONDON (Reuters) -") or label of a database ("User Name: ...").

    >>> has_headline("Aleppo falls\\nIt is over."), has_headline("By Ann Lee\\nIt is over.")
    (True, False)
    """
    first, *others = find_lines(text)[:2] or [(0, 0)]
    line = text[slice(*first)]
    return (
        bool(others) and len(line) <= HEADLINE_LENGTH and not _SENTENCE.search(line) and not is_header(line)
    )


def is_header(line: str) -> bool:
    """Return whether a line is a date, a byline, a dateline or a label of a database.

    >>> is_header("ALEPPO, Syria, Dec 13"), is_header("ALEPPO FALLS")
    (True, False)
    """
    return bool(parse_date(line, dayfirst=True) or _HEADER.match(line))


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
