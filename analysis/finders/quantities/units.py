"""Find the unit or currency beside a number."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from analysis.finders.lists import read_lexicon, word_set

_BLANK = r"[ \u00a0\u2009\u202f]"
_QUALIFIER = (
    r"(?:(?:working|business|consecutive|straight|calendar|full|long|short|further|extra|additional"
    r"|more|or more|or fewer|or less|whole|solid)"
    rf"{_BLANK}+)?"
)
_PER = re.compile(
    rf"{_BLANK}?(?:(?:per|each|every|/){_BLANK}?|an?{_BLANK}|-an?-)(?P<noun>(?:(?:square|cubic)[ -])?[A-Za-z]{{2,}})\b"
    rf"(?!{_BLANK}(?:ago|earlier|later|before|after|old|on|from)\b)"
)
_RATED = frozenset(["money", "distance", "mass", "volume", "energy", "data"])
_OLD = re.compile(rf"(?:{_BLANK}|-)(?:olds?\b|of{_BLANK}age\b)", re.I)
_AGED = re.compile(
    r"(?:\b(?:aged|ages|age|ages? of)(?: (?:about|around|just|only|between|from))?|, now) $", re.I
)
_NAMED_AGE = re.compile(r"[A-Z][\w’'-]*[A-Za-z]\)?, $")  # Velik, 58, said
_AGE_ENDS = re.compile(r"(?:,| ?[(–—-]|\.(?:\s|$)|\)|;)(?![\d])")
_AND_A = re.compile(r"\b(?:an?|one) ([A-Za-z]+) and an? $", re.I)
_POUND_MASS = re.compile(
    r"\b(?:weigh\w*|weight|lift\w*|heavy|heavier|lighter|los[et]\w*|gain\w*|bab(?:y|ies))\b", re.I
)
_SCALED_POUND = re.compile(r"(?:illion|bn|thousand|,000)$")


class Unit(NamedTuple):
    """A unit beside a number: where number and unit start and end together, and its name."""

    start: int
    end: int
    unit: str
    dimension: str


def find_unit(text: str, start: int, end: int, *, free: int = 0, linked: bool = False) -> Unit | None:
    """Find the unit of the number between two offsets: $5, 5 dollars, 5 %, 5-year-old, aged 5, 5 km/h.

    What is before the offset `free` belongs to the number before: in "5€ 12 people" the sign is not that of 12.
    `linked` says that a word may stand between number and unit: half an hour, thousands of miles.

    >>> find_unit("for US$52 a barrel", 7, 9)
    Unit(start=4, end=18, unit='US dollar per barrel', dimension='rate')
    """
    before = _patterns()["before"].search(text[max(free, start - 7) : start])
    if before:
        name = _symbols()[_as_listed(before["symbol"])][0]
        return _add_rate(text, Unit(start - len(before.group().lstrip()), end, name, "money"))
    match = _patterns()["behind"].match(text, end)
    if not match and linked:
        match = _patterns()["linked"].match(text, end)
    if not match:
        return _find_age(text, start, end)
    found = match.groupdict()
    if found["name"]:
        name, dimension = _names()[_plain(found["name"])]
    else:
        name, dimension = _symbols()[found["symbol"] or found["attached"]]
    if name == "pound" and _is_money(text, start, end, match.group()):
        name, dimension = "pound sterling", "money"
    unit = Unit(start, match.end(), name, dimension)
    if dimension == "duration" and (old := _OLD.match(text, unit.end)):
        return unit._replace(end=old.end(), dimension="age")
    return _add_rate(text, unit)


def _add_rate(text: str, unit: Unit) -> Unit:
    """Take "a barrel", "per person", "an hour" behind a unit. What the money is for may be no unit."""
    if unit.dimension not in _RATED:
        return unit
    rate = _PER.match(text, unit.end)
    if not rate or rate["noun"].lower() in word_set("number_cues", cue="no rate"):
        return unit
    noun, per = _names().get(_plain(rate["noun"]), (_plain(rate["noun"]), ""))
    dimension = "speed" if (unit.dimension, per) == ("distance", "duration") else "rate"
    return unit._replace(end=rate.end(), unit=f"{unit.unit} per {noun}", dimension=dimension)


def _is_money(text: str, start: int, end: int, found: str) -> bool:
    """Tell pounds sterling from pounds of weight: by the size of the number, else by the words around it."""
    if found.lstrip()[:1] == "-" or found.lower().endswith(("lb", "lbs")):
        return False
    if text[end + len(found) :].startswith(" of ") or _POUND_MASS.search(text[max(0, start - 40) : end + 40]):
        return bool(_SCALED_POUND.search(text[start:end]))
    return True


def _find_age(text: str, start: int, end: int) -> Unit | None:
    """Find the ages that name no unit: aged 14, Velik, 58, said."""
    before = text[max(0, start - 24) : start]
    if aged := _AGED.search(before):
        return Unit(start - len(aged.group()), end, "year", "age")
    number = text[start:end]
    named = number.isdigit() and len(number) <= 3 and 0 < int(number) < 120 and _NAMED_AGE.search(before)
    return Unit(start, end, "year", "age") if named and _AGE_ENDS.match(text, end) else None


def and_a_half(text: str, start: int) -> Unit | None:
    """Find the unit before a fraction: "a year and a half" is one and a half years.

    >>> and_a_half("a year and a half", 13)
    Unit(start=0, end=13, unit='year', dimension='duration')
    """
    before = _AND_A.search(text[max(0, start - 32) : start])
    if not before or before[1].lower() not in _names():
        return None
    return Unit(start - len(before.group()), start, *_names()[before[1].lower()])


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def _as_listed(symbol: str) -> str:
    """Write a symbol as the list does: "c $" is C$."""
    if symbol in _symbols():
        return symbol
    symbol = "".join(symbol.split()).upper()
    return next(known for known in _symbols() if known.upper() == symbol)


@cache
def _patterns() -> dict[str, re.Pattern]:
    """Compile the lists: what stands before a number, behind it, and with a word between ("half an hour")."""
    units, currencies = read_lexicon("units"), read_lexicon("currencies")
    names = _choice(_names())
    behind = _choice(_split([*units["symbols"], *currencies["symbols"]]))
    attached = _choice(_split(units["attached"]))
    signs = [symbol for symbol in _split(currencies["symbols"]) if symbol.endswith("$")]
    # "c $ 5" is Canadian, but "a $5 fee" is not Australian, nor "John's $5" from Singapore.
    signs = "|".join(
        re.escape(s).replace(r"\$", rf"{_BLANK}?\$" if len(s) > 2 or s == "C$" else r"\$")
        for s in _longest_first(signs)
    )
    codes = _choice(symbol for symbol in _split(currencies["symbols"]) if not symbol.endswith("$"))
    name = rf"(?P<name>(?i:{names}))(?![\w$])"
    return {
        "before": re.compile(rf"(?:^|(?<![A-Za-z$]))(?P<symbol>(?i:{signs})|{codes}){_BLANK}?-?$"),
        "behind": re.compile(
            rf"{_BLANK}{{0,2}}-?{_BLANK}?(?:{_QUALIFIER}{name}|(?P<symbol>{behind})(?!\w))|(?<=\d)(?P<attached>{attached})(?!\w)"
        ),
        "linked": re.compile(rf"{_BLANK}(?:of(?:{_BLANK}an?)?|an?){_BLANK}{name}"),
    }


def _split(lists: Iterable[str]) -> list[str]:
    return [symbol for symbols in lists for symbol in symbols.split("|") if symbol]


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in _longest_first(words))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Give unit and dimension of every spelling, in lower case."""
    names = {row.spellings: (row.word, row.dimension) for row in read_lexicon("units").itertuples()}
    names |= {row.names: (row.word, "money") for row in read_lexicon("currencies").itertuples()}
    return {
        spelling: unit
        for spellings, unit in names.items()
        for spelling in spellings.replace("-", " ").split("|")
        if spelling
    }


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    units, symbols = read_lexicon("units"), {}
    for row in read_lexicon("currencies").itertuples():
        symbols |= dict.fromkeys(row.symbols.split("|"), (row.word, "money"))
    for column in ("symbols", "attached"):
        for row in units[units[column] != ""].itertuples():
            symbols |= dict.fromkeys(getattr(row, column).split("|"), (row.word, row.dimension))
    symbols.pop("", None)
    return symbols
