"""Put numbers and units together into measures: ranges, feet and inches, units said once for two numbers."""

import re
from typing import NamedTuple

from analysis.finders.quantities.numerals import Number, find_numbers
from analysis.finders.quantities.units import Unit, and_a_half, find_unit

_DASHES = "-‐‑–—−"
_SMALLER = {"foot": ("inch", 12), "pound": ("ounce", 16)} | {
    money: (part, 100)
    for part, monies in {"cent": ["dollar", "US dollar", "euro"], "pence": ["pound sterling"]}.items()
    for money in monies
}
_INCHES = re.compile(r"\s?in\b(?!\s+(?!tall|high|long|wide|deep)\w)")
_FROM = re.compile(r"\bfrom\s+\W{0,3}$", re.I)
_SPAN_FROM = re.compile(
    r"\b(?:rang\w+|var(?:y|ies|ied|ying)|ages?|aged|anywhere|anything|spann?\w*)\s+from\s+\W{0,3}$", re.I
)
_BETWEEN = re.compile(r"\bbetween (?:the )?(?:(?:about|some|around|roughly|ages of) )?$", re.I)
_LINKS = re.compile(
    r"(?:^|[\s,(])(?:(?:up|down|rising|falling|rose|fell)\s)?"
    r"(?:from|compared (?:with|to)|against|versus|vs\.?|to|or|and)\s+$"
)
_ALONE = re.compile(
    r"\s*(?:[.,;:)–—]|$)|\s+(?:in|on|at|a|last|the|this|from|to|during|for|between|and|per|year|earlier)\b"
)
_INHERITED = frozenset(["percent", "percentage points", "money", "temperature"])


class Measure(NamedTuple):
    """A number with its unit as it stands in the text; `number_end` is where its last digit or word ends."""

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


def find_measures(text: str, start: int, end: int) -> list[Measure]:
    """Find the numbers between two offsets with their units.

    >>> [(m.value, m.value_high, m.unit) for m in find_measures("$89 to $93 billion for 5 feet 2 inches", 0, 38)]
    [(89000000000.0, 93000000000.0, 'dollar'), (5.166666666666667, None, 'foot')]
    """
    measures: list[Measure] = []
    for number in find_numbers(text, start, end):
        before = measures[-1] if measures else None
        if before and number.start < before.end:
            continue  # the 2 of km2
        measure = _measure(text, number, before.end if before else 0)
        joined = _join(text, before, measure) if before else [measure]
        measures[-1 if before else 0 :] = joined
    return measures


def between(text: str, first: Measure, second: Measure) -> str:
    """Name what stands between two measures in lower case, all dashes alike; something long is "…".

    >>> text = "three – two"
    >>> between(text, *find_measures(text, 0, 11))
    '-'
    """
    gap = text[first.end : second.start]
    if len(gap) > 8:
        return "…"
    return " ".join("".join("-" if sign in _DASHES else sign for sign in gap.lower()).split())


def _measure(text: str, number: Number, free: int) -> Measure:
    part = number.kind in ("fraction", "ratio")
    linked = number.kind in ("fraction", "vague")
    unit = (
        None
        if number.kind in ("ordinal", "code")
        else find_unit(text, number.start, number.end, free=free, linked=linked)
    )
    if number.kind == "fraction" and not unit and (half := and_a_half(text, number.start)):
        number, unit = number._replace(value=1 + number.value), half._replace(end=number.end)
    unit = unit or Unit(number.start, number.end, "", "ratio" if part else "count")
    return Measure(
        unit.start, unit.end, number.start, number.end, number.value, None, number.scale, unit.unit, unit.dimension,
        number.kind,
    )  # fmt: skip


def _join(text: str, before: Measure, measure: Measure) -> list[Measure]:
    """Give one measure where the two are one, else both, with the unit that they share."""
    if {before.kind, measure.kind} & {"ordinal", "code"}:
        return [before, measure]
    gap = between(text, before, measure)
    if compound := _compound(text, gap, before, measure):
        return [compound]
    if _is_range(text, gap, before, measure):
        return [_range(before, measure)]
    return _share_unit(text, gap, before, measure)


def _compound(text: str, gap: str, before: Measure, measure: Measure) -> Measure | None:
    """Take five feet two inches, ten dollars and fifty cents."""
    unit, parts = _SMALLER.get(before.unit, ("", 1))
    end = measure.end
    if not measure.unit and unit == "inch" and (inches := _INCHES.match(text, measure.end)):
        measure, end = measure._replace(unit="inch"), inches.end()
    if not unit or measure.unit != unit or gap not in ("", "and", ",") or measure.value >= parts:
        return None
    value = before.value + measure.value / parts
    return before._replace(value=value, end=end, number_end=measure.number_end, kind="compound")


def _is_range(text: str, gap: str, before: Measure, measure: Measure) -> bool:
    """Tell 10 to 20, 10-20 and between 10 and 20 from changes (from 10 to 20), scores (3-2) and longer chains."""
    low = before.value * _shared_scale(before, measure)
    aged = before.dimension == "age" and measure.unit == ""
    dollars = measure.unit == "dollar" and before.unit.endswith(" dollar")  # US$10 to $15
    same_unit = aged or dollars or before.unit in ("", measure.unit)
    if not low < measure.value or before.value_high is not None or not same_unit:
        return False
    if "vague" in (before.kind, measure.kind) and before.kind != measure.kind:
        return False
    start = before.number_start if before.dimension == "age" else before.start  # aged between 5 and 14
    prefix = text[max(0, start - 28) : start]
    if gap == "and":
        return bool(_BETWEEN.search(prefix))
    if gap == "or":
        return measure.value - low == 1 and measure.dimension in ("count", "duration", "age")
    if gap == "to" or gap == "-to-":
        if not measure.unit and measure.value > 20 * low:
            return False  # the index fell 15.6 to 1,700.1
        return not _FROM.search(prefix) or bool(_SPAN_FROM.search(prefix))
    chained = prefix[-1:] in tuple(_DASHES + "/") or text[measure.end : measure.end + 1] in tuple(
        _DASHES + "/"
    )
    return gap == "-" and not (chained and measure.unit == "")


def _shared_scale(before: Measure, measure: Measure) -> float:
    """Give million for $89 to $93 million, and 1 for $800,000 to $1.3 million, where the low end is told in full."""
    shared = before.scale == 1 < measure.scale and before.value < measure.value / measure.scale
    return measure.scale if shared else 1


def _range(before: Measure, measure: Measure) -> Measure:
    low = before.value * _shared_scale(before, measure)
    full = not measure.unit or before.unit.endswith(" dollar")  # aged 5 to 14, US$10 to $15
    measured = before if full else measure
    return measured._replace(
        start=before.start, end=measure.end, number_start=before.number_start, number_end=measure.number_end,
        value=low, value_high=measure.value, kind="range",
    )  # fmt: skip


def _share_unit(text: str, gap: str, before: Measure, measure: Measure) -> list[Measure]:
    """Give a number the unit that is said only with the other: 7- or 8-inch, from 9 to 10 %, 96 %, compared with 63."""
    if (
        before.unit == ""
        and measure.unit
        and before.kind in ("digits", "words")
        and before.dimension == "count"
    ):
        backwards = gap in ("to", "- or", "- and", "-, ", "- to") or (
            gap in ("or", "and") and measure.dimension != "money"
        )
        if (
            backwards
            and (measure.dimension != "age" or gap.startswith("-"))
            and text[measure.start] not in "$€£¥"
        ):
            before = before._replace(unit=measure.unit, dimension=measure.dimension)
    elif measure.unit == "" and before.dimension == "age" and gap in ("and", "or"):
        measure = measure._replace(unit=before.unit, dimension=before.dimension)
    elif (
        measure.unit == ""
        and measure.dimension == "count"
        and before.dimension in _INHERITED
        and measure.value < 1000
    ):
        link = text[before.end : measure.start]
        if len(link) < 60 and _LINKS.search(link) and _ALONE.match(text, measure.end) and "." not in link:
            measure = measure._replace(unit=before.unit, dimension=before.dimension)
    return [before, measure]
