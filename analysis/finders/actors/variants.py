"""Decide which spellings stand for the same actor: within one text by their order, over many by their counts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache, lru_cache

from analysis.finders.actors.gazetteer import is_listed, known_bodies, known_peoples, known_places, name_key
from analysis.finders.actors.namespans import particles
from analysis.finders.lists import read_lexicon

# A short name goes to the longer one that has at least this share of all longer ones it could stand for.
DOMINANT = 0.7

_SMALL_WORDS = {"of", "for", "and", "the", "on", "in", "to", "at", "&"}
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}

Linked = dict[str, tuple[str, str]]  # from a spelling to the actor's name and the rule that says so
Longer = dict[str, dict[str, str]]  # from a key to the keys it may be short for, each with its rule


def link_in_text(names: list[str], label: str) -> list[tuple[str, str]]:
    """Give each name of one text, in their order, the actor it stands for and the rule that says so.

    >>> link_in_text(["Angela Merkel", "Merkel"], "PERSON")
    [('Angela Merkel', 'name'), ('Angela Merkel', 'surname')]
    """
    if label == "PERSON":
        return _persons_in_order(names)
    counts = Counter(names)
    linked = _settle(counts, label, _parts_of_bodies) if label == "ORG" else link_spellings(counts, label)
    return [linked[name] for name in names]


def link_spellings(counts: Counter[str], label: str) -> Linked:
    """Give each spelling the actor it stands for and the rule that says so, whatever the order of the texts.

    >>> link_spellings(Counter({"WB": 2, "Water Board": 3}), "ORG")["WB"]
    ('Water Board', 'acronym')
    """
    longer_of = {"PERSON": _longer_persons, "GROUP": _no_longer}.get(label, _longer_bodies)
    return _settle(counts, label, longer_of)


@lru_cache(maxsize=100_000)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without "Jr"; "al-" is cut off.

    >>> person_words("Yusuf al-Marrani"), person_words("Sammy Davis Jr.")
    (('yusuf', 'marrani'), ('sammy', 'davis'))
    """
    words = []
    for word in name_key(name).replace(",", " ").split():
        head, _, tail = word.partition("-")
        words.append(tail if tail and head in particles() else word)
    return tuple(word for word in words if word not in _GENERATIONS) or tuple(words)


@lru_cache(maxsize=100_000)
def person_parts(name: str) -> tuple[str, ...]:
    """The words by which persons are compared: particles inside the name are left out.

    >>> person_parts("Ilse van Doren"), person_parts("Al Gore")
    (('ilse', 'doren'), ('al', 'gore'))
    """
    first, *others = person_words(name)
    return (first, *(word for word in others[:-1] if word not in particles()), *others[-1:])


def _settle(counts: Counter[str], label: str, longer_of: Callable[[list[str]], Longer]) -> Linked:
    """Join the spellings of one key, then follow each key to the longest name it stands for."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, n in counts.items():
        spellings[_key(spelling, label)][spelling] += n
    longer = longer_of(list(spellings))
    roots: dict[str, str] = {}
    rules: dict[str, str] = {}
    for key in sorted(spellings):
        _find_root(key, longer, spellings, roots, rules)
    linked = {}
    for key, here in spellings.items():
        listed = next(filter(None, (_listed(spelling, label) for spelling in spellings[roots[key]])), None)
        actor = listed or _fullest(spellings[roots[key]])
        for spelling in here:
            rule = rules[key] if roots[key] != key else "list of names" if listed else "spelling"
            linked[spelling] = actor, "name" if spelling == actor else rule
    return linked


def _find_root(
    key: str, longer: Longer, spellings: dict[str, Counter[str]], roots: dict[str, str], rules: dict[str, str]
) -> str:
    """Follow a key to the longest name that most of its longer ones stand for; it stays itself where they disagree."""
    if key not in roots:
        roots[key], rules[key] = key, ""  # for names that are each other's longer form
        weights: Counter[str] = Counter()
        for candidate in longer.get(key, ()):
            weights[_find_root(candidate, longer, spellings, roots, rules)] += spellings[candidate].total()
        best = max(sorted(weights), key=weights.__getitem__, default=key)
        if weights[best] >= DOMINANT * weights.total():
            roots[key] = best
        rules[key] = next((rule for other, rule in longer.get(key, {}).items() if roots[other] == best), "")
    return roots[key]


def _no_longer(keys: list[str]) -> Longer:
    return {}


def _key(name: str, label: str) -> str:
    """What two spellings of one name have in common: "Acme Corp." and "Acme", "the U.S." and "America"."""
    key = name_key(_listed(name, label) or name)
    if label == "ORG":
        words = key.replace(",", " ").split()
        while len(words) > 1 and words[-1] in _endings()["legal form"]:
            words.pop()
        key = " ".join(words)
    return key.removesuffix("s") if label == "GROUP" else key


def _listed(name: str, label: str) -> str | None:
    """The name that the lists of places, bodies and peoples give."""
    key = name_key(name)
    if label == "GROUP":
        return known_peoples()[key][0] if key in known_peoples() else None
    return {"PLACE": known_places, "ORG": known_bodies}.get(label, dict)().get(key)


@cache
def _endings() -> dict[str, frozenset[str]]:
    table = read_lexicon("name_endings").assign(key=lambda rows: rows["word"].map(name_key))
    return {
        "legal form": frozenset(table.loc[table["suffix"] == "yes", "key"]),
        "body": frozenset(table.loc[table["label"] == "ORG", "key"]),
    }


def _fullest(spellings: Counter[str]) -> str:
    """The spelling of most words that is not all in capitals; of equal ones the most frequent, then by letter."""
    return max(
        sorted(spellings),
        key=lambda name: (not name.isupper(), len(name.split()), spellings[name], len(name)),
    )


def _persons_in_order(names: list[str]) -> list[tuple[str, str]]:
    """A short name is the most recent full name before it that fits, else the first one after it."""
    parts = [person_parts(name) for name in names]
    linked = _settle(Counter(names), "PERSON", _longer_persons)
    ends = [tuple(person_parts(linked[name][0])[i] for i in (-1, 0)) for name in names]
    full = [at for at, here in enumerate(parts) if len(here) > 1]
    result = []
    for at, name in enumerate(names):
        if len(parts[at]) > 1:
            result.append(linked[name])
            continue
        fits, rule = [i for i in full if ends[i][0] == parts[at][0]], "surname"
        if not fits:
            fits, rule = [i for i in full if ends[i][1] == parts[at][0]], "given name"
            if len({linked[names[i]][0] for i in fits}) > 1:
                fits = []
        nearest = max((i for i in fits if i < at), default=min(fits, default=None))
        result.append(linked[name] if nearest is None else (linked[names[nearest]][0], rule))
    return result


def _longer_persons(keys: list[str]) -> Longer:
    """For each person the longer spellings: "merkel", "a merkel" -> "angela merkel"."""
    by_surname = defaultdict(list)
    for key in keys:
        by_surname[person_parts(key)[-1]].append(key)
    longer: Longer = defaultdict(dict)
    for key in keys:
        words, parts = person_words(key), person_parts(key)
        for other in by_surname[parts[-1]]:
            others = person_parts(other)
            if len(others) == 1 or (len(others), len(other), other) <= (len(parts), len(key), key):
                continue
            if person_words(other)[-len(words) :] == words:
                longer[key][other] = "surname"
            elif _same_person(parts, others):
                longer[key][other] = "full name"
    return longer


def _same_person(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a first name is the other or its initial, and the names between agree as far as both are given."""
    one, two = parts[0], other[0]
    if one != two and not (min(len(one), len(two)) == 1 and one[0] == two[0]):
        return False
    return all(any(middle[0] == another[0] for another in other[1:-1]) for middle in parts[1:-1])


def _longer_bodies(keys: list[str]) -> Longer:
    """For each acronym the names it may stand for: "un" -> "united nations"."""
    known = set(keys)
    longer: Longer = defaultdict(dict)
    for key in keys:
        for short in _initials(key.split()) & known:
            longer[short][key] = "acronym"
    return longer


def _initials(words: list[str]) -> set[str]:
    every = "".join(word[0] for word in words)
    return {every, "".join(word[0] for word in words if word not in _SMALL_WORDS)} - {every[:1]}


def _parts_of_bodies(keys: list[str]) -> Longer:
    """Also for each piece of a longer name, where the keys stand in the order of the text.

    "home office" -> "united kingdom home office", "ford" -> "ford motor"; but a single word only where the longer
    name came first: "senate" is not short for a committee of it that is named later.
    """
    longer = _longer_bodies(keys)
    place = {key: at for at, key in enumerate(keys)}
    for key in keys:
        words = key.split()
        for cut in range(1, len(words)):
            front, rest = " ".join(words[:cut]), " ".join(words[cut:])
            pieces = {front: "beginning"}
            if words[-1] in _endings()["body"] or front in known_places() or front in known_peoples():
                pieces[rest] = "end"
            for short, rule in pieces.items():
                if short in place and not is_listed(short) and (" " in short or place[key] < place[short]):
                    longer[short].setdefault(key, rule)
    return longer
