"""Where a name begins and ends: cut off what is no part of it, split what was glued together, join what was cut."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.finders.actors.gazetteer import is_listed, known_bodies, known_places, name_key, no_actors
from analysis.finders.lists import word_map, word_set

_ARTICLES = {"the", "a", "an"}
_BREAKS = set('()[]:;|/"“”–—') | {"--"}
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(com|org|net|us|uk|gov)\b", re.IGNORECASE)
_VERBAL = {"VERB", "AUX", "ADV"}
_LONGEST = 12  # tokens: what is longer is no name


class Words(NamedTuple):
    """The tokens of one document, a list each, and its text."""

    text: list[str]
    lower: list[str]
    pos: list[str]
    capital: list[bool]
    proper: list[bool]
    sent: list[int]
    par: list[int]
    start: list[int]
    end: list[int]
    whole: str

    def key(self, first: int, last: int) -> str:
        """The spelling by which a run of tokens is compared."""
        return name_key(self.whole[self.start[first] : self.end[last - 1]])

    def is_proper(self, at: int, sent: int) -> bool:
        """Whether there is a capitalised proper noun of that sentence."""
        return 0 <= at < len(self.text) and self.proper[at] and self.sent[at] == sent


class Name(NamedTuple):
    """A run of tokens and what it seems to name: one of LABELS, or OTHER (works, events, products)."""

    first: int
    last: int
    label: str


@cache
def titles() -> dict[str, str]:
    """Words before a person's name that are no part of it: office, portfolio or neither."""
    return word_map("titles", "kind")


@cache
def endings() -> dict[str, str]:
    """Last words of names, with the label they tell."""
    return word_map("name_endings", "label")


@cache
def particles() -> frozenset[str]:
    """Small words inside the names of persons: al, bin, van, de."""
    return word_set("name_particles")


def clean_names(words: Words, names: list[Name]) -> list[Name]:
    """Give the model's names their proper ends, and leave out what turns out to be none."""
    parts = [part for name in names for part in _split(words, name)]
    return _join([part for part in parts if not is_no_name(words, part)], words)


def trim(words: Words, name: Name) -> Name:
    """Cut titles, articles and small words off both ends; what is left may be empty."""
    first, last, label = name
    if label == "PERSON":
        inside = [at for at in range(first, last - 1) if words.text[at] in titles()]
        first = inside[-1] + 1 if inside else first
    while first < last and not _may_start(words, first, last):
        first += 1
    while last > first and not _may_end(words, first, last - 1, label):
        last -= 1
    alone = last - first == 1 and words.text[first] in titles()
    return Name(first, first if alone else last, label)


def _split(words: Words, name: Name) -> Iterator[Name]:
    first = name.first
    for at in range(name.first, name.last + 1):
        if at == name.last or _breaks(words, name, at):
            part = trim(words, name._replace(first=first, last=at))
            if part.first < part.last <= part.first + _LONGEST:
                yield part
            first = at + 1


def _breaks(words: Words, name: Name, at: int) -> bool:
    word = words.lower[at]
    if word == ",":
        return at + 1 == name.last or words.text[at + 1] not in endings()
    if name.label == "PERSON" and words.pos[at] in _VERBAL:  # "Donald Trump Finally Endorses" in a headline
        return word not in particles()
    if word in ("and", "&"):
        return name.label in ("PERSON", "PLACE") and words.key(name.first, name.last) not in known_places()
    return word in _BREAKS or word == "-" and words.start[at] > words.end[at - 1]  # "SOCCER - BRAZIL"


def _may_start(words: Words, at: int, last: int) -> bool:
    if words.capital[at]:
        return words.lower[at] not in _ARTICLES
    if words.lower[at] in particles():
        return at + 1 < last and (words.text[at + 1] == "-" or _may_start(words, at + 1, last))
    text = words.text[at]
    return text[0].isdigit() and any(char.isalpha() for char in text) or _has_capital(words, at)


def _may_end(words: Words, first: int, at: int, label: str) -> bool:
    if label != "PERSON" and at > first and titles().get(words.text[at]):  # "State Department Spokesman"
        return False
    glued = at - 1 > first and words.text[at - 1] == "-" and words.end[at - 1] == words.start[at]
    return glued and words.text[at].isalpha() or _has_capital(words, at)  # "Kwok Ka-ki"


def _has_capital(words: Words, at: int) -> bool:
    return words.capital[at] or any(char.isupper() for char in words.text[at])


def is_acronym(words: Words, at: int, name: Name) -> bool:
    """Whether a word may be short for a name: of several words, the first with the same letter."""
    return name.last - name.first > 1 and words.text[at][0] == words.text[name.first][0]


def is_no_name(words: Words, name: Name) -> bool:
    """Whether a run of tokens is an address, an office, part of an adjective, or on the list of what is no actor."""
    key = words.key(name.first, name.last)
    if key in no_actors() or _is_hyphened(words, name):
        return True
    if name.label == "PERSON" and titles().get(words.text[name.last - 1]):  # "House Speaker"
        return True
    if is_listed(key):
        return False
    code = " " not in key and any(map(str.isdigit, key))  # "F-16", "IE6"
    return (
        code
        or _ADDRESS.search(" ".join(words.text[name.first : name.last])) is not None
        or _is_office(words, name)
    )


def _is_hyphened(words: Words, name: Name) -> bool:
    """Whether a name is only part of an adjective or an affiliation: "pro-Beijing", "US-backed", "(R-Texas)"."""
    for hyphen, other in ((name.first - 1, name.first - 2), (name.last, name.last + 1)):
        if (
            0 <= other < len(words.text)
            and words.text[hyphen] == "-"
            and not _stands_for_itself(words.text[other])
        ):
            low, high = sorted((hyphen, other))
            if words.end[low] == words.start[high]:
                return True
    return False


def _stands_for_itself(text: str) -> bool:
    return text[0].isupper() and len(text) > 1


def _is_office(words: Words, name: Name) -> bool:
    """ "Interior" in "Interior Minister" or "State" in "Secretary of State", but not "UN" in "UN Commissioner"."""
    before = words.text[max(name.first - 2, 0) : name.first]
    if name.label == "ORG" and before[1:] == ["of"] and titles().get(before[0].title()) == "portfolio":
        return True
    behind = words.text[name.last : name.last + 1]
    if name.label == "PERSON" or not behind or titles().get(behind[0]) != "portfolio":
        return False
    inside = words.text[name.first : name.last]
    return inside[-1] not in endings() and not any(text.isupper() for text in inside)


def _join(names: list[Name], words: Words) -> list[Name]:
    """Put together what the model cut: "Saudi" "Gazette", "Comic Corps" of "Canada"."""
    starts = {name.first: name for name in names}
    joined: list[Name] = []
    for name in sorted(names):
        if joined and name.first < joined[-1].last:
            continue
        while longer := _grown(words, name, starts):
            name = longer
        joined.append(name)
    return joined


def _grown(words: Words, name: Name, starts: dict[int, Name]) -> Name | None:
    """The name with what follows it, where that is part of it."""
    at, sent = name.last, words.sent[name.first]
    if at >= len(words.text) or words.sent[at] != sent:
        return None
    if words.proper[at] and words.key(name.first, at + 1) in known_bodies():  # "Islamic" State
        return Name(name.first, at + 1, "ORG")
    if at in starts:
        following = starts[at]
        label = endings().get(words.text[following.last - 1])
        if label and name.label != "PERSON":
            return Name(name.first, following.last, label)
        if name.label == "ORG" and following.label == "PLACE":
            return Name(name.first, following.last, "ORG")
        return None
    inside = any(endings().get(text) == "ORG" for text in words.text[name.first : at])
    if words.lower[at] in ("of", "for") and inside:
        at += 1
        while at < len(words.text) and words.lower[at] == "the":
            at += 1
        end = starts[at].last if at in starts else _proper_run(words, at, sent, starts)
        return Name(name.first, end, "ORG") if end > at else None
    end = _proper_run(words, at, sent, starts)
    if end == at + 1 and name.label == "PERSON":
        return Name(name.first, end, "PERSON")
    if end > at and words.text[end - 1] in endings():
        return Name(name.first, end, endings()[words.text[end - 1]])
    return None


def _proper_run(words: Words, at: int, sent: int, starts: dict[int, Name]) -> int:
    """The end of the capitalised proper nouns from here on that belong to no other name."""
    while words.is_proper(at, sent) and at not in starts:
        at += 1
    return at
