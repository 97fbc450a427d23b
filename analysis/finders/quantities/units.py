"""Find the unit or currency next to a number."""

import re
from functools import cache
from typing import NamedTuple

from analysis.finders.lists import any_of, spellings, word_set

_BLANK = r"[ \u00a0\u2009\u202f]"
_PER = re.compile(
    rf"{_BLANK}?(?:(?:per|each|every|/){_BLANK}?|an?{_BLANK}|-an?-)(?P<noun>(?:(?:square|cubic)[ -])?[A-Za-z]{{2,}})\b"
    rf"(?!{_BLANK}(?:ago|earlier|later|before|after|old|on|from)\b)"
)
_RATED = frozenset(["money", "distance", "mass", "volume", "energy", "data"])
_OLD = re.compile(rf"(?:{_BLANK}|-)(?:olds?\b|of{_BLANK}age\b)", re.I)
_AGED = re.compile(r"(?i)\b(?:aged|(?:the )?ages?(?: of)?)(?: (?:a?round|about|just|only|between|from))? $")
_AND_A = re.compile(r"\b(?:an?|one) ([A-Za-z]+) and an? $", re.I)
_WEIGHED = re.compile(r"(?i)\b(?:weigh\w*|lift\w*|heav\w+|los[et]\w*|gain\w*|bab(?:y|ies)|kgs?|kilo\w*)\b")
_DAY_OF_YEAR = re.compile(r"(?:19|20)\d\d \w+ (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)")
_SCALED_POUND = re.compile(r"(?:illion|bn|thousand|,000)$")


class Unit(NamedTuple):
    """The name of a unit next to a number, and the offsets of number and unit together."""

    start: int
    end: int
    unit: str
    dimension: str


def find_unit(text: str, start: int, end: int, *, free: int = 0, linked: bool = False) -> Unit | None:
    """Return the unit of the number between two offsets: "$5", "5 dollars", "5-year-old", "aged 5", "5 km/h".

    Args:
        text: the line.
        start, end: of the number.
        free: the end of the number before, to which all signs before this offset belong: in "5€ 12 people" the
            sign is not that of 12.
        linked: whether a word may be between number and unit: half an hour, thousands of miles.

    >>> find_unit("for US$52 a barrel", 7, 9)
    Unit(start=4, end=18, unit='US dollar per barrel', dimension='rate')
    """
    patterns = _patterns()
    near = text[max(free, start - 7) : start]
    if near.rstrip("- ")[-1:] in _last_signs() and (before := patterns["before"].search(near)):
        name = _currencies()["".join(before["symbol"].split()).upper()]
        return _add_rate(text, Unit(start - len(before.group().lstrip()), end, name, "money"))
    found = patterns["after"].match(text, end) or (linked and patterns["linked"].match(text, end))
    if not found or _DAY_OF_YEAR.match(text, start):  # the Games 2022 day three
        near = text[max(0, start - 24) : start]
        aged = "age" in near.lower() and _AGED.search(near)
        return Unit(start - len(aged.group()), end, "year", "age") if aged else None
    spelling = found[found.lastgroup]
    known = _names()[_plain(spelling)] if found["name"] else _listed("symbols", "attached")[spelling]
    unit = Unit(start, found.end(), *known)
    if unit.unit == "pound" and _is_money(text, start, end, found.group()):
        unit = unit._replace(unit="pound sterling", dimension="money")
    if unit.dimension == "duration" and (old := _OLD.match(text, unit.end)):
        return unit._replace(end=old.end(), dimension="age")
    return _add_rate(text, unit)


def unit_before_half(text: str, start: int) -> Unit | None:
    """Return the unit before a fraction: "a year and a half" is one and a half years.

    >>> unit_before_half("a year and a half", 13)
    Unit(start=0, end=13, unit='year', dimension='duration')
    """
    before = _AND_A.search(text[max(0, start - 32) : start])
    unit = _names().get(before[1].lower()) if before else None
    return Unit(start - len(before.group()), start, *unit) if unit else None


def _add_rate(text: str, unit: Unit) -> Unit:
    """Add "a barrel", "per person" or "an hour" to a unit. The noun need not be a unit."""
    rate = _PER.match(text, unit.end) if unit.dimension in _RATED else None
    if not rate or rate["noun"].lower() in word_set("number_cues", cue="no rate"):
        return unit
    noun, per = _names().get(_plain(rate["noun"]), (_plain(rate["noun"]), ""))
    dimension = "speed" if (unit.dimension, per) == ("distance", "duration") else "rate"
    return unit._replace(end=rate.end(), unit=f"{unit.unit} per {noun}", dimension=dimension)


def _is_money(text: str, start: int, end: int, found: str) -> bool:
    """Return whether pounds are sterling or a weight: by the size of the number, else by the words around it."""
    if found.lstrip()[:1] == "-" or found.lower().endswith(("lb", "lbs")):
        return False
    if text[end + len(found) :].startswith(" of ") or _WEIGHED.search(text[max(0, start - 40) : end + 40]):
        return bool(_SCALED_POUND.search(text[start:end]))
    return True


@cache
def _patterns() -> dict[str, re.Pattern]:
    """Compile the lists: what is before a number, after it, and after it with a word between ("half an hour")."""
    symbols = [symbol for symbol, _ in spellings("currencies", "symbols")]
    signs = [symbol for symbol in symbols if symbol.endswith("$")]
    codes = [symbol for symbol in symbols if not symbol.endswith("$")]
    # "c $ 5" is Canadian, but "a $5 fee" is not Australian, nor "John's $5" from Singapore.
    spaced = [sign for sign in signs if len(sign) > 2 or sign == "C$"]
    before = "|".join([any_of(spaced).replace(r"\$", rf"{_BLANK}?\$"), any_of(set(signs) - set(spaced))])
    kinds = any_of(word_set("number_cues", cue="kind of unit"))
    name = rf"(?P<name>(?ai:{any_of(_names())}))(?![\w$])"
    symbol = rf"(?P<symbol>{any_of(_listed('symbols'))})(?!\w)"
    attached = rf"(?P<attached>{any_of(_listed('attached'))})(?!\w|\.m)"
    gap = rf"{_BLANK}{{0,2}}+-?+{_BLANK}?+"
    return {
        "before": re.compile(rf"(?:^|(?<![A-Za-z$]))(?P<symbol>(?i:{before})|{any_of(codes)}){_BLANK}?-?$"),
        "after": re.compile(rf"\]?{gap}(?:(?:{kinds}{_BLANK}+)?{name}|{symbol})|(?<=\d){attached}"),
        "linked": re.compile(rf"{_BLANK}(?:of(?:{_BLANK}an?)?|an?){_BLANK}{name}"),
    }


@cache
def _last_signs() -> frozenset[str]:
    """Return the last characters of what may be before a number; the pattern is slow."""
    return frozenset(symbol[-1] for symbol, _ in spellings("currencies", "symbols"))


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Return unit and dimension of every name, in lower case."""
    return {_plain(name): unit for name, unit in _listed("spellings", "names").items()}


@cache
def _currencies() -> dict[str, str]:
    """Return the currency of every symbol, in upper case."""
    return {symbol.upper(): row["word"] for symbol, row in spellings("currencies", "symbols")}


@cache
def _listed(*columns: str) -> dict[str, tuple[str, str]]:
    """Return unit and dimension of every spelling in some columns of the lists."""
    listed = (one for name in ("units", "currencies") for one in spellings(name, *columns))
    return {spelling: (row["word"], row.get("dimension", "money")) for spelling, row in listed}


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())
