"""Decide which spellings are the same actor: within one text by their order, over many by their counts."""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from analysis.finders.actors.gazetteer import GENERATIONS, known_names, listed_labels, name_key, particles
from analysis.finders.lists import word_set

# A short name goes to the longer one that has at least this share of all longer ones it could be short for.
DOMINANT = 0.7

_SMALL_WORDS = {"of", "for", "and", "the", "on", "in", "to", "at", "&"}
_NICKNAME = re.compile(r"""\s["“‘']([^"”]+)["”’']\s""")
_SURNAME_FIRST = re.compile(r"^(\w+) (?!(?:[AE]l|Saint)-)([A-Z]\w*-[a-z]+)$")  # "Park Ji-won"

Linked = dict[str, tuple[str, str]]  # from a spelling to the actor's name and the rule
Longer = dict[str, dict[str, str]]  # from a key to the keys it may be short for, each with its rule


def link_in_text(names: list[str], label: str, roles: Sequence[frozenset[str]] = ()) -> list[tuple[str, str]]:
    """Return the actor, and the rule that found it, for each name of one text, in their order.

    `roles` has the titles and roles of each person there, and "he" or "she" where they show it.

    >>> link_in_text(["Angela Merkel", "Merkel"], "PERSON")
    [('Angela Merkel', 'name'), ('Angela Merkel', 'surname')]
    """
    counts = Counter(names)
    linked = _link(counts, label, _parts_of_bodies) if label == "ORG" else link_spellings(counts, label)
    actors = [linked[name] for name in names]
    roles = roles or [frozenset()] * len(names)
    return _nearest_persons(names, actors, roles) if label == "PERSON" else actors


def link_spellings(counts: Counter[str], label: str) -> Linked:
    """Return the actor, and the rule that found it, for each spelling, whatever the order of the texts.

    >>> link_spellings(Counter({"WB": 2, "Water Board": 3}), "ORG")["WB"]
    ('Water Board', 'acronym')
    """
    longer_of = {"PERSON": _longer_persons, "GROUP": lambda keys: {}}
    return _link(counts, label, longer_of.get(label, _longer_bodies))


@lru_cache(maxsize=100_000)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without "Jr" and a nickname; "al-" is cut off and a surname comes last.

    >>> person_words("Yusuf al-Marrani"), person_words("Sammy Davis Jr."), person_words("Park Ji-won")
    (('yusuf', 'marrani'), ('sammy', 'davis'), ('ji-won', 'park'))
    """
    words = []
    for word in name_key(_SURNAME_FIRST.sub(r"\2 \1", _NICKNAME.sub(" ", name))).replace(",", " ").split():
        head, _, tail = word.partition("-")
        words.append(tail if tail and head in particles() else word)
    return tuple(word for word in words if word not in GENERATIONS) or tuple(words)


@lru_cache(maxsize=100_000)
def person_parts(name: str) -> tuple[str, ...]:
    """The words by which persons are compared: particles inside the name are left out.

    >>> person_parts("Ilse van Doren"), person_parts("Al Gore")
    (('ilse', 'doren'), ('al', 'gore'))
    """
    first, *others = person_words(name)
    return (first, *(word for word in others[:-1] if word not in particles()), *others[-1:])


def _link(counts: Counter[str], label: str, longer_of: Callable[[list[str]], Longer]) -> Linked:
    """Join the spellings of one key, then follow each key to the longest name it is short for."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, n in counts.items():
        spellings[_key(spelling, label)][spelling] += n
    longer = longer_of(list(spellings))
    roots = _find_roots(longer, {key: here.total() for key, here in spellings.items()})
    linked, known = {}, known_names(label)
    for key, here in spellings.items():
        root = spellings[roots[key]]
        listed = next(filter(None, (known.get(name_key(spelling)) for spelling in root)), None)
        actor = listed or _fullest(root)
        rule = "list of names" if listed else "spelling"
        if roots[key] != key:
            rule = next(rule for other, rule in longer[key].items() if roots[other] == roots[key])
        linked |= {spelling: (actor, "name" if spelling == actor else rule) for spelling in here}
    return linked


def _find_roots(longer: Longer, counts: dict[str, int]) -> dict[str, str]:
    """For each key the longest name that most of its longer ones are short for; itself where they disagree."""

    @cache
    def find_root(key: str) -> str:
        weights: Counter[str] = Counter()
        for candidate in longer.get(key, ()):
            weights[find_root(candidate)] += counts[candidate]
        best = max(sorted(weights), key=weights.__getitem__, default=key)
        return best if weights[best] >= DOMINANT * weights.total() else key

    return {key: find_root(key) if key in longer else key for key in counts}


@lru_cache(maxsize=100_000)
def _key(name: str, label: str) -> str:
    """What two spellings of one name have in common: "Acme Corp." and "Acme", "the U.S." and "America"."""
    key = name_key(known_names(label).get(name_key(name), name))
    if label == "ORG":
        words = key.replace(",", " ").split()
        while len(words) > 1 and words[-1] in _endings(suffix="yes"):
            words.pop()
        key = " ".join(words)
    return key.removesuffix("s") if label == "GROUP" else key


@cache
def _endings(**where: str) -> frozenset[str]:
    """The keys of last words of organisations: with label="ORG" (Committee) or suffix="yes" (Ltd)."""
    return frozenset(map(name_key, word_set("name_endings", **where)))


def _fullest(spellings: Counter[str]) -> str:
    """The spelling of most words that is not all in capitals; of equal ones the most frequent, then by letter."""

    def fullness(name: str) -> tuple:
        return not name.isupper(), len(name.split()), spellings[name], len(name)

    return max(sorted(spellings), key=fullness)


def _nearest_persons(names: list[str], actors: list[tuple[str, str]], roles: Sequence[frozenset]) -> list:
    """Link each short name to the most recent full name before it that fits, else to the first one after it.

    Of several persons with that surname, only those count whose titles, roles or first name fit best. A "Mrs Hale" is
    an actor of her own where the only other Hale is a man.
    """
    parts = [person_parts(name) for name in names]
    places: dict[tuple, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    known: dict[str, frozenset[str]] = defaultdict(frozenset)
    nearest = list(actors)
    for at, (actor, _) in enumerate(actors):
        if len(parts[at]) > 1:
            known[actor] |= roles[at]
            for part in (0, -1):
                places[part, person_parts(actor)[part]][actor].append(at)
    for at in [at for at, words in enumerate(parts) if len(words) == 1]:
        for part, rule in ((0, "given name"), (-1, "surname")):  # a surname wins
            there = places[part, parts[at][0]]
            if there and (rule == "surname" or len(there) == 1):
                rated = [(_agreement(roles[at], known[one]), _nearest(there[one], at), one) for one in there]
                agreement, _, actor = max(rated)
                nearest[at] = (names[at], "name") if agreement < 0 else (actor, rule)
    return nearest


def _nearest(places: list[int], at: int) -> int:
    """The last of some places before another one, or else the first one after it as a negative number."""
    before = bisect(places, at)
    return places[before - 1] if before else -places[0]


def _agreement(one: frozenset[str], other: frozenset[str]) -> int:
    """The number of titles and roles that two names share; -1 where one person is he and the other she."""
    return -1 if {"he", "she"} <= one ^ other else len(one & other)


def _longer_persons(keys: list[str]) -> Longer:
    """For each person the longer spellings: "merkel", "a merkel" -> "angela merkel"."""
    by_surname = defaultdict(list)
    for key in keys:
        by_surname[person_parts(key)[-1]].append(key)
    longer: Longer = defaultdict(dict)
    for key in keys:
        words, parts = person_words(key), person_parts(key)
        for nickname in _NICKNAME.findall(key):
            for short in {nickname, f"{nickname} {parts[-1]}"}.intersection(keys):
                longer[short][key] = "nickname"
        for other in by_surname[parts[-1]]:
            others = person_parts(other)
            is_son = len({*key.split(), *other.split()} & GENERATIONS) > 1  # one is Jr., the other Sr.
            is_longer = (len(others), len(other), other) > (len(parts), len(key), key)
            if is_son or len(others) == 1 or not is_longer:
                continue
            if person_words(other)[-len(words) :] == words:
                longer[key][other] = "surname"
            elif _same_person(parts, others):
                longer[key][other] = "full name"
    return longer


def _same_person(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a first name is the other or its initial, and the names between agree as far as both are given."""
    one, two = parts[0], other[0]
    agree = one == two or (min(len(one), len(two)) == 1 and one[0] == two[0])
    return agree and all(any(middle[0] == another[0] for another in other[1:-1]) for middle in parts[1:-1])


def _longer_bodies(keys: list[str]) -> Longer:
    """For each acronym the names it may be short for: "un" -> "united nations"."""
    known = set(keys)
    longer: Longer = defaultdict(dict)
    for key in keys:
        words = key.split()
        for some in (words, [word for word in words if word not in _SMALL_WORDS]):
            short = "".join(word[0] for word in some)  # "sof", "sf" for "society of friends"
            if short in known and len(short) > 1:
                longer[short][key] = "acronym"
    return longer


def _parts_of_bodies(keys: list[str]) -> Longer:
    """Also for each piece of a longer name, where the keys are in the order of the text.

    "home office" -> "united kingdom home office", "ford" -> "ford motor"; but a single word only where the longer
    name came first: "senate" is not short for a committee of it that is named later.
    """
    longer, ends, listed = _longer_bodies(keys), _endings(label="ORG"), listed_labels()
    place = {key: at for at, key in enumerate(keys)}
    for key in keys:
        words = key.split()
        for cut in range(1, len(words)):
            front, rest = " ".join(words[:cut]), " ".join(words[cut:])
            has_end = words[-1] in ends or listed.get(front) in ("PLACE", "GROUP")
            for short, rule in ((front, "beginning"), (rest, "end"))[: 1 + has_end]:
                is_later = " " in short or place[key] < place.get(short, 0)
                if short in place and short not in listed and is_later:
                    longer[short].setdefault(key, rule)
    return longer
