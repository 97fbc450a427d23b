"""Read dates as newspapers, databases and spreadsheets write them."""

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from analysis.finders.lists import read_lexicon

# Days since 30 December 1899, which a spreadsheet shows where a date has lost its format, from 1955 to 2064: others are
# as likely to be postcodes or counts.
SERIALS = range(20090, 60267)

MAX_LENGTH = 100  # longer texts are no dates

_ISO = re.compile(r"\d{4}(?:-\d\d|-?\d\d-?\d\d.*)?")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s*([-/.])\s*(\d\d?)\s*\2\s*(\d\d?)\b")
_YEAR_LAST = re.compile(r"\b(\d\d?)\s*([-/.])\s*(\d\d?)\s*\2\s*(\d{4})\b")
# A time of day, perhaps with the time at which a broadcast ended and the difference from Greenwich time.
_CLOCK = r"(\d\d?)(?:[:h](\d\d))?(?::(\d\d))?(?:\s?([ap])\.?m\b\.?)?"
_UNTIL = r"(?:\s?[-–]\s?\d\d?:[\d:]+(?:\s?[ap]\.?m\b)?)?"
_OFFSET = r"(?:\s?\(?(?:gmt|utc)?\s?[+-]\d\d?:?(?:\d\d)?)?"
_TIME = re.compile(rf"(?<![\w.:/-])(?=\d+(?:[:h]\d|\s?[ap]\.?m\b)){_CLOCK}{_UNTIL}{_OFFSET}")
# The orders of day, month (marked by an M) and year; "mar" is also a weekday, and may be there beside another month.
_PARTS = str.maketrans({"d": r"(?P<day>\d\d?)", "m": r"M(?P<month>\d\d?)", "y": r"(?P<year>\d{4})"})
_ORDERS = [f"(?:M3 )?{order.translate(_PARTS)}(?: M3)?" for order in ("d m y", "m d y", "y m d", "m y")]


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
    if len(written) > MAX_LENGTH or not re.search(r"\d{4}", written):
        return ""
    text = _simplify(written)
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(text[:5]) in SERIALS:
        moment = datetime(1899, 12, 30) + timedelta(minutes=round(float(text) * 24 * 60))
        text = moment.isoformat(" ", "minutes").removesuffix(" 00:00")
    text = _reorder(text, dayfirst) or (text.upper() if _ISO.fullmatch(text) else "")
    try:
        moment = datetime.fromisoformat(text if len(text) > 7 else f"{text}-01-01"[:10])
    except ValueError:
        return ""
    iso = moment.replace(tzinfo=None, microsecond=0).isoformat(" ").removesuffix(":00")
    return iso if len(text) > 10 else iso[: len(text) if len(text) < 8 else 10]


def _simplify(text: str) -> str:
    """Return text in lower case, without accents and blanks around it; Chinese marks of year and month as hyphens."""
    text = unicodedata.normalize("NFD", text.strip().lower().translate(str.maketrans("年月日", "-- ")))
    return "".join(c for c in text if not unicodedata.combining(c))


def _reorder(text: str, dayfirst: bool | None) -> str:
    """Return year, month, day and time in the order of ISO 8601, as far as they are known, or an empty string."""
    words = _calendar("edition" in text)
    time = _TIME.search(text)
    text = re.sub(r"\d(?:st|nd|rd|th) edition", "", _TIME.sub(" ", text, count=1))
    text = re.sub(r"[^\W\d_]+", lambda word: words.get(word[0], word[0]), text)
    text = _YEAR_LAST.sub(lambda date: _name_month(date, dayfirst), _YEAR_FIRST.sub(r"\1 M\3 \4", text))
    text = re.sub(r"[\s,.()/-]+", " ", text).strip()
    dates = (re.fullmatch(order, text) for order in _ORDERS)
    parts = next((date.groupdict() for date in dates if date), {})
    iso = "-".join(parts[name].zfill(2) for name in ("year", "month", "day") if name in parts)
    if not time or not parts:
        return iso
    hour, minute, second, half = time.groups()
    hours = int(hour) % 12 + 12 * (half == "p") if half else int(hour)
    return f"{iso} {hours:02}:{minute or '00'}:{second or '00'}" if "day" in parts else ""


def _name_month(date: re.Match, dayfirst: bool | None) -> str:
    """Return day, month and year of a date in figures, with an M before the month."""
    first, mark, second, year = date.groups()
    if mark == ".":
        dayfirst = True
    elif dayfirst is None and (first == second or max(int(first), int(second)) > 12):
        dayfirst = int(second) <= 12
    elif dayfirst is None:
        raise ValueError(f"{date[0]} has the day or the month first: choose dayfirst=True or dayfirst=False")
    return f"{first} M{second} {year}" if dayfirst else f"{second} M{first} {year}"


@cache
def _calendar(edition: bool) -> dict[str, str]:
    """Return M and a number for each name of a month, and nothing for the other words of a date, or of an edition."""
    words = read_lexicon("calendar")
    words = words[(words["kind"] != "edition") | edition]
    marks = ("M" + words["number"]).where(words["kind"] == "month", "")
    return dict(zip(words["word"].map(_simplify), marks, strict=True))
