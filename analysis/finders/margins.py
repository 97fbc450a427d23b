"""Find the lines and parts of lines that say who reported an article and from where, but are no part of its story."""

import re
from functools import cache

from analysis.finders.lists import any_of, word_set
from analysis.finders.parse import Parse


def find_margins(parse: Parse) -> set[int]:
    """The tokens of datelines, bylines and credits: "OSLO (AP) —", "By Ida Roth", "Editing by Leo Marsh"."""
    spans = [parse.tokens_in(*match.span()) for match in _margins().finditer(parse.text)]
    return {token for span in spans for token in range(*span)}


@cache
def _margins() -> re.Pattern[str]:
    agency = f"(?:{any_of({name for word in word_set('agencies') for name in (word, word.upper())})})"
    month = any_of(word_set("calendar", kind="month", language="en"))
    work = "(?:[Rr]eporting|[Ww]rit(?:ing|ten)|[Ee]dit(?:ing|ed)|[Cc]ompiled|Photos?) by"
    names = r"(?:[ ,;:|/&]+(?:[A-Z][\w.'’-]*|and|in|of|for|the|reporting|editing|writing|by))+"
    credit = rf"\(?(?:\w+ (?:and )?)?{work}{names}[.)]* *$"  # "Additional reporting by Leo Marsh"
    lines = (
        rf".{{2,60}}?[(\[]{agency}(?:[/, ]+{agency})*[)\]]\s*[-–—:]",  # "Geneva (AP) -"
        # "KABUL, May 3 —", but not "NATO — which has 900 troops there —"
        r"(?:[A-Z][A-Z.'’/-]{1,20} ?){1,3}(?:,[^\n.–—]{1,40}\.? )?(?:--|[-–—])\s(?=[\"“‘(\[]?[A-Z0-9].*?[a-z]{2})",
        # "Geneva/Oslo, 3 March 2016:"
        rf"(?:[A-Z][\w.'’/-]+ ?){{1,4}}, (?:\d\d? )?{month}\.?(?: \d[\d, ]*)?\s?[-–—:]\s",
        r"B[Yy](?:[ ,|/&]+(?:[A-Z][\w.'’-]*|and|in|of|for|the))+ *$",  # "By Ida Roth and Leo Marsh"
        credit,
        rf"(?:Source: |The )?{agency}\.?$",
    )
    end = rf"[-–—(\[]\s*{agency}[)\]]?\.?\s*\Z"  # "(AP)"
    return re.compile(rf"^(?:{'|'.join(lines)})|(?<=\. ){credit}|{end}", re.MULTILINE)
