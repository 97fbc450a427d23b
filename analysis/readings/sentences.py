"""What all readings share: facts about counts, how numbers and names are written, and the templates."""

import re
from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.marking import visible

MOST = 5  # names in a list
_LONGEST = 60  # letters of a name
_FOLDER = FileSystemLoader(Path(__file__).parent / "templates")
_TEMPLATES = Environment(loader=_FOLDER, undefined=StrictUndefined)


class Reading(str):
    """Sentences on a corpus, which Jupyter shows as a paragraph.

    >>> Reading("Of 18 quotations, 10 are indirect.")._repr_html_()
    '<p>Of 18 quotations, 10 are indirect.</p>'
    """

    def _repr_html_(self) -> str:
        return f"<p>{escape(self)}</p>"


def write(template: str, **facts: object) -> Reading:
    """Return the reading that a template makes of some facts."""
    return Reading(" ".join(_TEMPLATES.get_template(f"{template}.txt").render(facts).split()))


def number(n: int, one: str = "", many: str = "") -> str:
    """Return a number with the word for what it counts.

    >>> number(1, "text"), number(1200, "text"), number(0, "person", "people"), number(1)
    ('one text', '1,200 texts', 'no people', 'one')
    """
    digits = {0: "no", 1: "one"}.get(n, f"{int(n):,}")
    return f"{digits} {one if n == 1 else many or one + 's'}" if one else digits


def times(n: int) -> str:
    """Return how often something happens.

    >>> times(1), times(2), times(1200)
    ('once', 'twice', '1,200 times')
    """
    return {1: "once", 2: "twice"}.get(n, f"{int(n):,} times")


def join(parts: Iterable[str]) -> str:
    """Return parts as a list in a sentence, with semicolons if a part has commas or an "and" of its own.

    >>> join(["Syria"]), join(["Syria", "Russia", "Turkey"]), join(["Lee and Ray", "Syria"])
    ('Syria', 'Syria, Russia and Turkey', 'Lee and Ray; and Syria')
    """
    *first, last = parts
    mark = ";" if re.search(", | and ", " | ".join([*first, last])) else ","
    return f"{f'{mark} '.join(first)}{mark.strip(',')} and {last}" if first else last


def few(names: Collection[str], around: str = "{}") -> str:
    """Return names as a list in the order of the alphabet, between such marks, if they are few; else nothing.

    >>> few(["Syria", "Russia"], " ({})"), few("abcdef")
    (' (Russia and Syria)', '')
    """
    if not 0 < len(names) <= MOST:
        return ""
    return around.format(join(sorted(sorted(map(name, names)), key=str.casefold)))


def name(value: object) -> str:
    r"""Return a name on one line, with what cannot be seen as a code (see `visible`); a long one is cut.

    >>> name("The\n army\u202e"), len(name("a" * 1000))
    ('The army[U+202E]', 60)
    """
    line = visible(" ".join(str(value).split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def known(column: pd.Series) -> pd.Series:
    """Return the values that are neither missing nor empty, as text.

    >>> known(pd.Series(["BBC", None, " "])).to_list()
    ['BBC']
    """
    values = column.astype("str").dropna()
    return values[values.str.strip() != ""]


def find_top(counts: pd.Series) -> list[tuple[str, int]]:
    """Return the highest counts with their names: up to five, and of equal ones all or none.

    >>> find_top(pd.Series({"war": 9, "say": 9, "city": 2})), find_top(pd.Series(dict.fromkeys("abcdef", 1)))
    ([('say', 9), ('war', 9), ('city', 2)], [])
    """
    top = counts[counts.rank(method="max", ascending=False) <= MOST]
    pairs = [(name(key), n) for key, n in top.items()]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))


def rank(counts: pd.Series) -> dict[str, object]:
    """Return the facts of a ranking by name, which the template `ranking` writes down; no facts if there is no count.

    Returns n (how many are counted), high, low, level (how many are as high as the highest), names (all),
    top (the highest, if not too many are equal), rest (those below), most (the highest of these).

    >>> rank(pd.Series({"Lee": 3, "Ray": 1}))["top"]
    [('Lee', 3)]
    """
    high, low = counts.max(), counts.min()
    top = [pair for pair in find_top(counts) if pair[1] > low]
    rest = counts[counts < (top[-1][1] if top else high)]
    facts = {"n": len(counts), "high": high, "low": low, "level": (counts == high).sum(), "most": rest.max()}
    return facts | {"names": list(counts.index), "top": top, "rest": list(rest.index)} if len(counts) else {}


_TEMPLATES.filters |= {"number": number, "times": times, "listed": join, "name": name, "few": few}
_TEMPLATES.filters["or"] = lambda n, one, many: one if n == 1 else many
