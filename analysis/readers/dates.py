"""Read dates as newspapers, databases and spreadsheets write them."""

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from analysis.finders.lists import any_of, read_lexicon

# Days since 30 December 1899, which a spreadsheet shows where a date has lost its format, from 1955 to 2064: others are
# as likely to be postcodes or counts.
SERIALS = range(20090, 60267)

MAX_LENGTH = 100  # longer texts are no dates

_STANDARD = re.compile(r"\d{4}-?\d\d-?\d\d(?:[t ]\d[\d:.,]*\s?(?:z|[+-][\d:]+)?)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*([-/.])\s*(\d{1,2})(?:\s*\2\s*(\d{1,2})|(?<=-\d\d))(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)")
_ORDINALS = ["", "st", "nd", "rd", "th", "er", "e", "º", "ª"]
_HALF = r"(?:\s?([ap])\.?m\b\.?)?"
_TIME = (
    rf"(?<![\w.:/-])(?=\d+(?:[:h]\d\d|\s?[ap]\.?m\b))(\d\d?)(?:[:h](\d\d))?(?::(\d\d))?(?:[.,]\d+)?{_HALF}"
)
_UNTIL = rf"(?:\s?[-–]\s?\d\d?:\d\d[:\d]*{_HALF})?"
# The order of words in a date, by a letter for each: d day, m month, y year, and the first letters of the kinds in the
# list `calendar` (b is both a month and a weekday, such as "mar").
_AROUND = "[wbp]*"
_EDITION = "(?:[de]*n[de]*)?"
_ORDERS = [
    f"{_AROUND}(?P<day>d)p*(?P<month>[mb])p*(?P<year>y){_AROUND}{_EDITION}",
    f"{_AROUND}(?P<month>[mb])p*(?P<day>d)(?P<year>y){_AROUND}{_EDITION}",
    "(?P<year>y)(?P<month>[mb])(?P<day>d)[wb]?",
    "(?P<month>[mb])p?(?P<year>y)",
    "(?P<year>y)",
]


def parse_date(written: str, *, dayfirst: bool | None = None) -> str:
    """Return a written date as ISO text: a day, a moment, or a month or a year if no more is known.

    The whole text must be a date, in figures or with the names of months in English, German, French, Dutch, Spanish or
    Italian (the list `calendar`), with or without weekday, time, time zone and edition. Times are kept as they are
    written, without the zone. A year of two figures is not read.

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
    text = _simplify(written) if len(written) <= MAX_LENGTH else ""
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(text[:5]) in SERIALS:
        moment = datetime(1899, 12, 30) + timedelta(minutes=round(float(text) * 24 * 60))
        text = moment.isoformat()[: None if float(text) % 1 else 10]
    elif not _STANDARD.fullmatch(text):
        text = _reorder(text, dayfirst)
    try:
        moment = datetime.fromisoformat(text.upper() + "0000-01-01"[len(text) :] * (len(text) < 8))
    except ValueError:
        return ""
    iso = moment.replace(tzinfo=None, microsecond=0).isoformat(" ")
    return iso.removesuffix(":00") if len(text) > 10 else iso[: len(text) if len(text) < 8 else 10]


def _simplify(text: str) -> str:
    """Return text in lower case, without accents and blanks around it; Chinese marks of year and month as hyphens."""
    text = unicodedata.normalize("NFD", text.strip().lower().translate(str.maketrans("年月日", "-- ")))
    return text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))


def _reorder(text: str, dayfirst: bool | None) -> str:
    """Return year, month, day and time in the order of ISO 8601, as far as they are known, or an empty string."""
    letters, numbers, clock = _calendar()
    rest = _YEAR_FIRST.sub(r" \4 #\3 \1 ", clock.sub(" ", text, count=1))
    words = re.findall(r"[^\s,.()/-]+", _YEAR_LAST.sub(lambda date: _name_month(date, dayfirst), rest))
    shape = "".join(letters.get(word, "y" if re.fullmatch(r"\d{4}", word) else "?") for word in words)
    order = next(filter(None, (re.fullmatch(order, shape) for order in _ORDERS)), None)
    moment = clock.search(text)
    if not order or (moment and "d" not in shape):
        return ""
    parts = [words[order.start(name)] for name in ("year", "month", "day") if name in order.groupdict()]
    return "-".join(numbers.get(part, part) for part in parts) + (
        _read_time(*moment.groups()) if moment else ""
    )


def _name_month(date: re.Match, dayfirst: bool | None) -> str:
    """Return day, month and year of a date in figures, the month as #5."""
    first, mark, second, year = date.groups()
    if mark == "." or first == second or max(int(first), int(second)) > 12:
        dayfirst = mark == "." or int(second) <= 12
    elif dayfirst is None:
        raise ValueError(f"{date[0]} has the day or the month first: choose dayfirst=True or dayfirst=False")
    return f" {first} #{second} {year} " if dayfirst else f" {second} #{first} {year} "


def _read_time(hour: str, minute: str | None, second: str | None, half: str | None, _: str | None) -> str:
    hours = int(hour) % 12 + 12 * (half == "p") if half else int(hour)
    return f" {hours:02}:{minute or '00'}:{second or '00'}"


@cache
def _calendar() -> tuple[dict[str, str], dict[str, str], re.Pattern]:
    """Return the letter of each word, the number of each day and month, and a pattern for a time with its zone."""
    words = read_lexicon("calendar")
    words["word"] = words["word"].map(_simplify)
    months = words[words["kind"].isin(["month", "both"])].set_index("word")["number"].str.zfill(2).to_dict()
    months |= {f"#{n:0{width}}": f"{n:02}" for n in range(1, 13) for width in (1, 2)}
    days = {f"{n:0{width}}{end}": f"{n:02}" for n in range(1, 32) for width in (1, 2) for end in _ORDINALS}
    letters = dict.fromkeys(days, "d") | dict.fromkeys(months, "m")
    letters |= dict(zip(words["word"], words["kind"].str[0], strict=True))
    zones = any_of(words.loc[words["kind"] == "zone", "word"], blank=r"\s")
    zone = rf"(?:\s?\(?(?:{zones})\b)?\s?(?:[+-]\d\d?:?(?:\d\d)?)?(?:\s?\((?:{zones})\)|\))?"
    return letters, months | days, re.compile(_TIME + _UNTIL + zone)
