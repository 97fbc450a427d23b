"""Join numbers and units to measures: ranges, feet and inches, one unit shared by two numbers."""

import re
from functools import cache
from typing import NamedTuple

from analysis.finders.lists import any_of, word_set
from analysis.finders.quantities.numerals import Number, find_numbers
from analysis.finders.quantities.units import Unit, find_unit, unit_before_half

_DASHES = "-‐‑–—−"
_SMALLER = {"foot": ("inch", 12), "pound": ("ounce", 16), "pound sterling": ("pence", 100), "dollar": ("cent", 100),
            "US dollar": ("cent", 100), "euro": ("cent", 100)}  # fmt: skip
_FROM = re.compile(r"\bfrom\s+\W{0,3}$", re.I)
_SPAN = re.compile(r"(?i)\b(?:rang\w+|var[yi]\w*|ages?|aged|anywhere|anything|spann?\w*)\s+from\s+\W{0,3}$")
_BETWEEN = re.compile(r"\bbetween (?:the )?(?:(?:about|some|around|roughly|ages of) )?$", re.I)
_ALONE = re.compile(
    r"\s*(?:[.,;:)–—]|$)|\s+(?:in|on|at|a|last|the|this|from|to|during|for|between|and|per|year|earlier)\b"
)
_TIME = r"\b(?:each|every) (minute|hour|day|night|week|month|year|summer|winter)\b"
_DAILY = re.compile(rf"(?:(?!\b(?:that|who|which|and|but)\b)[^.;:!?\d]){{0,60}}?{_TIME}")
_DAILY_BEFORE = re.compile(rf"(?i){_TIME},? (?:\w+ ){{0,3}}$")
_DEFINITE = re.compile(r"\b(?:the|all|these|those|its|his|her|their|our|my|your|both)\s+$", re.I)
_EACH = frozenset(["each", "every"])
_COUNTED = frozenset(["count", "money", "mass", "volume", "energy"])
_INHERITED = frozenset(["percent", "percentage points", "money", "temperature"])


class Measure(NamedTuple):
    """A number with its unit in the text; `number_end` is where its last digit or word ends."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    value_high: float | None
    scale: float
    unit: str
    dimension: str
    kind: str

    def in_unit_of(self, other: "Measure") -> "Measure":
        return self._replace(unit=other.unit, dimension=other.dimension)


def find_measures(text: str, start: int, end: int) -> list[Measure]:
    """Return the numbers between two offsets with their units.

    >>> [(m.value, m.value_high, m.unit) for m in find_measures("$89 to $93 billion for 5 feet 2 inches", 0, 38)]
    [(89000000000.0, 93000000000.0, 'dollar'), (5.166666666666667, None, 'foot')]
    """
    measures: list[Measure] = []
    for number in find_numbers(text, start, end):
        free = measures[-1].end if measures else 0
        if number.start >= free:  # not the 2 of "km2"
            measure = _measure(text, number, free=free)
            measures += _join(text, measures.pop(), measure) if measures else [measure]
    return measures


def _measure(text: str, number: Number, *, free: int) -> Measure:
    """Add the unit to a number; signs before the offset `free` belong to another number."""
    start, end, value, scale, kind = number
    unit = None
    if kind not in ("ordinal", "code"):
        unit = find_unit(text, start, end, free=free, linked=kind in ("fraction", "vague"))
    if kind == "fraction" and not unit and (half := unit_before_half(text, start)):
        value, unit = 1 + value, half._replace(end=end)
    unit = unit or Unit(start, end, "", "ratio" if kind in ("fraction", "ratio") else "count")
    unit = _add_daily(text, unit, kind)
    return Measure(unit.start, unit.end, start, end, value, None, scale, unit.unit, unit.dimension, kind)


def _add_daily(text: str, unit: Unit, kind: str) -> Unit:
    """Make a rate of "9,000 vehicles use it each day", but not of "the two brothers meet each day"."""
    before, after = text[max(0, unit.start - 40) : unit.start], text[unit.end : unit.end + 80]
    is_counted = kind in ("digits", "words") and unit.dimension in _COUNTED
    if not is_counted or _EACH.isdisjoint((before + after).lower().split()):
        return unit
    daily = _DAILY.match(after) or _DAILY_BEFORE.search(before)
    if not daily or _DEFINITE.search(before):
        return unit
    return unit._replace(unit=f"{unit.unit} per {daily[1].lower()}".lstrip(), dimension="rate")


def _join(text: str, before: Measure, measure: Measure) -> list[Measure]:
    """Return one measure if the two belong together, else both, with the unit that they share."""
    if {before.kind, measure.kind} & {"ordinal", "code"}:
        return [before, measure]
    gap = _gap(text, before, measure)
    if compound := _compound(gap, before, measure):
        return [compound]
    shared = before.value < measure.value / measure.scale
    low = before.value * (measure.scale if shared else 1)  # $89 to $93 billion, but $800,000 to $1.3 million
    if _is_range(text, gap, before._replace(value=low), measure):
        full = not measure.unit or before.unit.endswith(" dollar")  # aged 5 to 14, US$10 to $15
        joined = measure.in_unit_of(before if full else measure)
        low_end = {"start": before.start, "number_start": before.number_start, "value": low}
        return [joined._replace(**low_end, value_high=measure.value, kind="range")]
    return _share_unit(text, gap, before, measure)


def _gap(text: str, first: Measure, second: Measure) -> str:
    """Return the text between two measures in lower case with uniform dashes; a long text becomes "…"."""
    gap = text[first.end : second.start]
    return " ".join(re.sub(f"[{_DASHES}]", "-", gap.lower()).split()) if len(gap) <= 8 else "…"


def _compound(gap: str, before: Measure, measure: Measure) -> Measure | None:
    """Return one measure for "five feet two inches" or "ten dollars and fifty cents"."""
    unit, parts = _SMALLER.get(before.unit, ("", 1))
    if not unit or measure.unit != unit or gap not in ("", "and", ",") or measure.value >= parts:
        return None
    value = before.value + measure.value / parts
    return before._replace(value=value, end=measure.end, number_end=measure.number_end, kind="compound")


def _is_range(text: str, gap: str, before: Measure, measure: Measure) -> bool:
    """Return True for "10 to 20", "10-20" and "between 10 and 20", not for changes ("from 10 to 20") and scores."""
    aged = before.dimension == "age" and measure.unit == ""
    dollars = measure.unit == "dollar" and before.unit.endswith(" dollar")  # US$10 to $15
    rate = measure.unit.startswith(f"{before.unit} per ")  # $10 to $15 a day
    rising = before.value < measure.value and before.value_high is None
    if not rising or not (aged or dollars or rate or before.unit in ("", measure.unit)):
        return False
    start = before.number_start if before.dimension == "age" else before.start  # aged between 5 and 14
    prefix = text[max(0, start - 28) : start]
    match gap:
        case "and":
            return bool(_BETWEEN.search(prefix))
        case "or":
            return measure.value - before.value == 1 and measure.dimension in ("count", "duration", "age")
        case "to" | "-to-":
            both = before.unit if measure.unit else _ALONE.match(text, measure.end)
            far = not measure.unit and measure.value > 20 * before.value  # the index fell 15.6 to 1,700.1
            is_change = far or both and _patterns()[0].search(prefix)
            return not is_change and (not _FROM.search(prefix) or bool(_SPAN.search(prefix)))
        case "-":
            neighbours = prefix[-1:] + text[measure.end : measure.end + 1]
            return bool(measure.unit) or set(neighbours).isdisjoint(_DASHES + "/")
    return False


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    """Compile what is before a change ("fell by about"), and between numbers of one unit ("but got at most")."""
    changes = any_of(word_set("number_cues", cue="changed"))
    links, bounds = any_of(word_set("number_cues", cue="link")), any_of(word_set("bounds", side="before"))
    change = rf"(?i)\b(?:{changes})\w{{0,3}}\s+(?:by\s+)?(?:(?:{bounds})\s+)?$"
    return re.compile(change), re.compile(rf"\b(?:{links}|and [A-Z]\w+)\s+(?:(?:{bounds}|only|the)\s+)?$")


def _share_unit(text: str, gap: str, before: Measure, measure: Measure) -> list[Measure]:
    """Add the unit of one number to the other: "7- or 8-inch", "9 to 10 %", "96 %, compared with 63"."""
    if measure.unit:
        listed = gap in ("or", "and") and measure.dimension not in ("money", "age")
        shared = listed or gap in ("to", "- or", "- and", "- to")
        if before.dimension == "count" and shared and text[measure.start] not in "$€£¥":
            before = before.in_unit_of(measure)
    elif before.dimension == "age" and gap in ("and", "or", ","):
        listed = gap != "," or _ALONE.match(text, measure.end)  # "aged 9, 12 and 15", not "aged 9, 12 others"
        measure = measure.in_unit_of(before) if listed else measure
    elif before.unit and measure.dimension == "count" and _ALONE.match(text, measure.end):
        link = text[before.end : measure.start]
        scaled = min(before.scale, measure.scale) >= 1000
        alike = scaled or before.dimension in _INHERITED and measure.value < 1000
        if alike and len(link) < 60 and "." not in link and _patterns()[1].search(link):
            measure = measure.in_unit_of(before)
    return [before, measure]
