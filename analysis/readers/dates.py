"""Read dates as newspapers, databases and spreadsheets write them."""

import re
import unicodedata
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache

from analysis.finders.lists import any_of, read_lexicon

# Numbers that a spreadsheet shows where a date has lost its format: days since the last but one day of 1899. Others,
# of years before 1955 and after 2064, are as likely postcodes or counts.
_SERIALS = (20090, 60266)

_STANDARD = re.compile(r"\d{4}-?\d\d-?\d\d(?P<time>[t ]\d.*)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*([-/.])\s*(\d{1,2})(?:\s*\2\s*(\d{1,2})|(?<=-\d\d))(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.])\s*(?:(\d{1,2})\s*\2\s*)?(\d{4})(?!\d)")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|º|ª)?")
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?"
# The words of a date are written as letters: d day, m month, y year, w weekday, x month or weekday (as "mar"), o a
# particle, e what kind of edition, E the word "edition".
_LETTERS = {"month": "m", "weekday": "w", "particle": "o", "edition": "e", "edition name": "E"}
_EDITION = "(?:[de]*E[de]*)?"
_SHAPES = [
    re.compile(f"[wxo]*(?P<day>d)o*(?P<month>[mx])o*(?P<year>y)[wxo]*{_EDITION}"),
    re.compile(f"[wxo]*(?P<month>[mx])o*(?P<day>d)(?P<year>y)[wxo]*{_EDITION}"),
    re.compile("(?P<year>y)(?P<month>[mx])(?P<day>d)[wx]?"),
    re.compile("(?P<month>[mx])o?(?P<year>y)"),
    re.compile("(?P<year>y)"),
]


def parse_date(written: str, *, dayfirst: bool | None = None) -> str:
    """Return a written date as ISO text: a day, a moment, or a month or a year if no more is known.

    The whole text must be a date, in figures or with the names of months in English, German, French, Dutch, Spanish or
    Italian (the list `calendar`), with or without weekday, time, time zone and edition. Times are kept as they are
    written, and the zone is left out. A year of two figures is not read.

    Args:
        written: the date, such as "Friday, 30 May 2014 9:20 PM GMT".
        dayfirst: whether 03/04/2016 is 3 April; None if that is not known.

    Returns:
        a text such as "2014-05-30", "2014-05-30 21:20", "2014-05" or "2014"; "" if `written` is no date.

    Raises:
        ValueError: day and month may be either way round, and `dayfirst` is None.

    >>> parse_date("May 30, 2014 Friday"), parse_date("1er mai 2012"), parse_date("May 2009"), parse_date("In 2016")
    ('2014-05-30', '2012-05-01', '2009-05', '')
    """
    text = _simplify(written).translate(
        {0x5E74: "-", 0x6708: "-", 0x65E5: " "}
    )  # year, month, day in Chinese
    if standard := _read_standard(text):
        return standard
    clock = _calendar()[2].search(text)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    rest = _YEAR_LAST.sub(lambda match: _name_month(match, dayfirst), _YEAR_FIRST.sub(r"\4 #\3 \1", rest))
    words = re.findall(r"[^\s,.()/-]+", rest)
    shape = "".join(map(_letter, words))
    match = next(filter(None, (pattern.fullmatch(shape) for pattern in _SHAPES)), None)
    return _write({name: words[match.start(name)] for name in match.groupdict()}, clock) if match else ""


def _simplify(text: str) -> str:
    """Return text in lower case, without accents and blanks around it."""
    letters = unicodedata.normalize("NFD", text.strip().lower())
    return letters if letters.isascii() else "".join(c for c in letters if not unicodedata.combining(c))


def _read_standard(text: str) -> str:
    """Read a date in figures alone, as ISO 8601 or a spreadsheet has it."""
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and _SERIALS[0] <= float(text) < _SERIALS[1] + 1:
        moment = datetime(1899, 12, 30) + timedelta(minutes=round(float(text) * 24 * 60))
        return _write_moment(moment, has_time="." in text)
    if match := _STANDARD.fullmatch(text):
        with suppress(ValueError):
            return _write_moment(datetime.fromisoformat(text.upper()), has_time=bool(match["time"]))
    return ""


@cache
def _calendar() -> tuple[dict[str, str], dict[str, int], re.Pattern]:
    """Return the letter of each word, the number of each month's name, and a pattern for a time with its zone."""
    words = read_lexicon("calendar")
    words["word"] = words["word"].map(_simplify)
    months = words[words["kind"] == "month"].set_index("word")["number"].astype(int).to_dict()
    letters = words.set_index("word")["kind"].map(_LETTERS).dropna().to_dict()
    weekdays = set(words.loc[words["kind"] == "weekday", "word"])
    letters |= {word: "x" if word in weekdays else "m" for word in months}
    zones = any_of(words.loc[words["kind"] == "zone", "word"], blank=r"\s")
    zone = rf"(?:\s*\(?(?:{zones})\b)?\s*(?:[+-]\d\d?:?(?:\d\d)?)?(?:\s*\((?:{zones})\)|\))?"
    time = r"(?<![\w.:/-])(\d{1,2})(?:[:h](\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?|\s?([ap])\.?m\b\.?)"
    return letters, months, re.compile(rf"{time}(?:\s*[-–]\s*{_CLOCK})?{zone}")


def _name_month(match: re.Match, dayfirst: bool | None) -> str:
    """Write the month of a date in figures as #month."""
    first, mark, second, year = match.groups()
    if second is None:
        return f" #{first} {year} "
    either = mark != "." and first != second and int(first) <= 12 and int(second) <= 12
    if either and dayfirst is None:
        raise ValueError(f"{match[0]} has the day or the month first: choose dayfirst=True or dayfirst=False")
    month_first = not dayfirst if either else mark != "." and int(second) > 12
    return f" {second} #{first} {year} " if month_first else f" {first} #{second} {year} "


def _letter(word: str) -> str:
    if word[0].isdigit():
        return "y" if re.fullmatch(r"\d{4}", word) else "d" if _DAY.fullmatch(word) else "?"
    return "m" if word[0] == "#" else _calendar()[0].get(word, "?")


def _write(parts: dict[str, str], clock: re.Match | None) -> str:
    """Write the parts of a date as ISO text, or an empty string if there is no such day."""
    year, month, day = (parts.get(name) for name in ("year", "month", "day"))
    number = int(month[1:]) if month and month[0] == "#" else _calendar()[1].get(month, 1)
    hour, minute, second, *halves = clock.groups() if clock else ("0", None, None)
    half = "".join(filter(None, halves))
    hours = int(hour) % 12 + 12 * (half == "p") if half and int(hour) <= 12 else int(hour)
    with suppress(ValueError):
        days = int(_DAY.fullmatch(day)[1]) if day else 1
        moment = datetime(int(year), number, days, hours, int(minute or 0), int(second or 0))
        if day or clock:
            return _write_moment(moment, bool(clock)) if day else ""
        return f"{moment.date()}"[: 7 if month else 4]
    return ""


def _write_moment(moment: datetime, has_time: bool) -> str:
    """Write a day, or a moment without its zone and seconds that are 0."""
    return f"{moment.date()}" + f" {moment.time():%H:%M:%S}".removesuffix(":00") * has_time
