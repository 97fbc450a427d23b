"""Decode the bytes of a file, and find in a text what a wrong decoding or conversion left."""

import codecs
import re

from analysis.readers.markup import TAG

_REMEDY = "name its encoding (such as encoding='cp1252') or save it as UTF-8"
# Byte order marks, the longest first.
_MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF8: "utf-8"}
_MARKS |= {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Those that files of news texts still have; the more are tried, the more short texts are mistaken.
_LATIN = ["cp1252", "cp1250", "cp1254", "mac_roman", "cp850"]
_OTHERS = ["cp1251", "cp1253", "cp1256", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_ENTITY = r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[\da-fA-F]{2,4});"
_DAMAGE = {
    "U+FFFD": re.compile("\ufffd+"),
    "control characters": re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"),
    "markup": re.compile(f"{TAG.pattern}|{_ENTITY}", re.IGNORECASE),
}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and its encoding: as given, by its mark, UTF-8, or what its bytes make likely.

    A byte order mark is not part of the text. Windows-1252 is preferred where another encoding is as likely.

    Raises:
        ValueError: the bytes are not in the encoding given, or are no text.

    >>> decode("It’s a café.".encode("cp1252"))
    ('It’s a café.', 'cp1252')
    """
    try:
        found = encoding or _find_encoding(data)
        return data.decode(found).removeprefix("\ufeff"), found
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        remedy = "leave encoding= out, so that it is found for each file"
        raise ValueError(f"byte {error.start} in line {line} is not {found}: {remedy}") from error
    except LookupError as error:
        raise ValueError(f"there is no encoding {encoding!r}: try 'utf-8', 'cp1252' or 'utf-16'") from error


def _find_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    # Images have many NUL characters, and UTF-16 has them in every second place.
    if data.count(0) > len(data) / 20:
        even, odd = data[::2].count(0), data[1::2].count(0)
        if min(even, odd) > max(even, odd) / 10 or max(even, odd) < len(data) / 5:
            raise ValueError("it is no text but a binary file: save it as plain text if it is one")
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        is_latin = sum(byte > 127 for byte in data[:100_000]) < 0.3 * len(data[:100_000])
        matches = from_bytes(data, cp_isolation=_LATIN if is_latin else _LATIN + _OTHERS)
    if not matches:
        raise ValueError(f"its encoding cannot be found: {_REMEDY}")
    likely = [match for match in matches if match.chaos <= matches[0].chaos]
    names = [name for match in likely for name in match.could_be_from_charset]
    return "cp1252" if "cp1252" in names else matches[0].encoding


def find_damage(text: str) -> list[tuple[str, int, int]]:
    """Return kind, start and end of what a wrong decoding or conversion left in a text, in its order.

    Kinds: mojibake (by the test of ftfy, line by line), U+FFFD, control characters (C0 and C1), markup.

    >>> find_damage("The plan isnâ€™t clear &amp; safe.")
    [('mojibake', 0, 34), ('markup', 23, 28)]
    """
    from ftfy import fix_encoding

    lines = re.finditer(r"[^\n]+", text) if _BEYOND_ASCII.search(text) else ()
    damage = [("mojibake", *line.span()) for line in lines if fix_encoding(line[0]) != line[0]]
    damage = [item for item in damage if not _DAMAGE["control characters"].search(text, *item[1:])]
    for kind, pattern in _DAMAGE.items():
        damage += [(kind, *match.span()) for match in pattern.finditer(text)]
    return sorted(damage, key=lambda item: item[1:])


def repair_text(text: str) -> str:
    """Return a text without mojibake, control characters and entities of HTML; the other characters as they are.

    >>> repair_text("The plan isnâ€™t clear &amp; safe.")
    'The plan isn’t clear & safe.'
    """
    from ftfy import fix_text

    kept = {"uncurl_quotes": False, "fix_latin_ligatures": False, "fix_character_width": False}
    kept |= {"fix_line_breaks": False, "fix_surrogates": False, "remove_terminal_escapes": False}
    return fix_text(text, unescape_html=True, normalization=None, **kept)
