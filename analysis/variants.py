"""Decide which spellings stand for the same actor: within one text by their order, over many by their counts."""

from collections import Counter, defaultdict
from functools import cache

from analysis.gazetteer import known_peoples, known_places, name_key
from analysis.lexicons import read_lexicon
from analysis.namespans import particles

# A short name goes to the longer one that has at least this share of all longer ones it could stand for.
DOMINANT = 0.7

_SMALL_WORDS = {"of", "for", "and", "the", "on", "in", "to", "at", "&"}
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}

Linked = dict[str, tuple[str, str]]  # from a spelling to the actor's name and the rule that says so


def link_in_text(names: list[str], label: str) -> list[tuple[str, str]]:
    """Give each name of one text, in their order, the actor it stands for and the rule that says so.

    >>> link_in_text(["Angela Merkel", "Merkel"], "PERSON")
    [('Angela Merkel', 'name'), ('Angela Merkel', 'surname')]
    """
    if label == "PERSON":
        return _persons_in_order(names)
    counts = Counter(names)
    linked = _settle(counts, _body_key, _longer_bodies_in_text) if label == "ORG" else link_spellings(counts, label)
    return [linked[name] for name in names]


def link_spellings(counts: Counter[str], label: str) -> Linked:
    """Give each spelling the actor it stands for and the rule that says so, whatever the order of the texts.

    >>> link_spellings(Counter({"UN": 2, "United Nations": 3}), "ORG")["UN"]
    ('United Nations', 'acronym')
    """
    if label == "PERSON":
        return _settle(counts, _person_key, _longer_persons)
    if label == "ORG":
        return _settle(counts, _body_key, _longer_bodies)
    known = _place_key if label == "PLACE" else _people_key
    linked = _settle(counts, known, lambda keys: {})
    names = {spelling: _known_name(spelling, label) for spelling in counts}
    return {
        spelling: (names[spelling] or actor, "list of names" if names[spelling] else rule)
        if names[spelling] != spelling
        else (spelling, "name")
        for spelling, (actor, rule) in linked.items()
    }


def person_parts(name: str) -> list[str]:
    """The words by which persons are compared: no particles, no "Jr"; a particle joined by a hyphen is cut off.

    >>> person_parts("Yusuf al-Marrani"), person_parts("Ilse van Doren")
    (['yusuf', 'marrani'], ['ilse', 'doren'])
    """
    words = []
    for word in name_key(name).replace(",", " ").split():
        head, hyphen, tail = word.partition("-")
        words.append(tail if hyphen and head in particles() else word)
    parts = [word for word in words if word not in particles() and word not in _GENERATIONS]
    return parts or words


def _persons_in_order(names: list[str]) -> list[tuple[str, str]]:
    """A short name is the most recent full name before it that fits, else the first one after it."""
    parts = [person_parts(name) for name in names]
    full = {name: parts[at] for at, name in enumerate(names) if len(parts[at]) > 1}
    linked = link_spellings(Counter(name for name in names if name in full), "PERSON")
    linked_parts = {name: person_parts(actor) for name, (actor, _) in linked.items()}
    result = []
    for at, name in enumerate(names):
        if name in full:
            result.append(linked[name])
            continue
        for rule, end in (("surname", -1), ("given name", 0)):
            fits = [i for i, other in enumerate(names) if other in full and parts[at][-1] == linked_parts[other][end]]
            if fits and (end == -1 or len({linked[names[i]] for i in fits}) == 1):
                before = [i for i in fits if i < at]
                result.append((linked[names[before[-1] if before else fits[0]]][0], rule))
                break
        else:
            result.append((name, "name"))
    short = Counter(name for name, (actor, _) in zip(names, result, strict=True) if actor == name and name not in full)
    alone = _settle(short, _person_key, lambda keys: {})
    return [alone.get(name, one) if one[0] == name else one for name, one in zip(names, result, strict=True)]


def _settle(counts: Counter[str], key_of, longer_of) -> Linked:
    """Join spellings of one key, then follow each key to the longer names it stands for."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, n in counts.items():
        spellings[key_of(spelling)][spelling] += n
    weights = {key: sum(here.values()) for key, here in spellings.items()}
    parents = {}
    for key, candidates in longer_of(list(spellings)).items():
        total = sum(weights[longer] for longer in candidates)
        best = max(sorted(candidates), key=weights.__getitem__)
        if weights[best] >= DOMINANT * total:
            parents[key] = (best, candidates[best])
    linked = {}
    for key, here in spellings.items():
        root, rule = key, "name"
        while root in parents:
            root, rule = parents[root][0], parents[key][1]
        actor = _display(spellings[root])
        for spelling in here:
            same = rule if root != key else "name" if spelling == actor else "spelling"
            linked[spelling] = (actor, same)
    return linked


def _display(spellings: Counter[str]) -> str:
    """The fullest spelling that is not all in capitals; of equal ones the most frequent, then the first by letter."""
    return max(sorted(spellings), key=lambda name: (not name.isupper(), len(name.split()), spellings[name], len(name)))


def _person_key(name: str) -> str:
    return name_key(name)


def _body_key(name: str) -> str:
    """Leave out the legal form at the end: "Acme Corp." and "Acme" are one."""
    words = name_key(name).replace(",", " ").split()
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    return " ".join(words)


def _place_key(name: str) -> str:
    return name_key(known_places().get(name_key(name), name))


def _people_key(name: str) -> str:
    key = name_key(name)
    return name_key(known_peoples()[key][0]) if key in known_peoples() else key.removesuffix("s")


def _known_name(name: str, label: str) -> str | None:
    if label == "PLACE":
        return known_places().get(name_key(name))
    people = known_peoples().get(name_key(name))
    return people[0] if people else None


@cache
def _legal_forms() -> frozenset[str]:
    endings = read_lexicon("name_endings")
    return frozenset(name_key(word) for word in endings.loc[endings["suffix"] == "yes", "word"])


@cache
def _body_words() -> frozenset[str]:
    endings = read_lexicon("name_endings")
    return frozenset(name_key(word) for word in endings.loc[endings["label"] == "ORG", "word"])


def _longer_persons(keys: list[str]) -> dict[str, dict[str, str]]:
    """For each person the longer spellings: "Merkel", "A. Merkel" -> "Angela Merkel"."""
    by_surname = defaultdict(list)
    for key in keys:
        by_surname[person_parts(key)[-1]].append(key)
    longer = {}
    for key in keys:
        parts = person_parts(key)
        found = {}
        for other in by_surname[parts[-1]]:
            other_parts = person_parts(other)
            if (len(other_parts), other) <= (len(parts), key) or len(other_parts) == 1:
                continue
            if len(parts) == 1:
                found[other] = "surname"
            elif _same_first(parts, other_parts) or other_parts[-len(parts) :] == parts:
                found[other] = "full name"
        if found:
            longer[key] = found
    return longer


def _same_first(parts: list[str], other: list[str]) -> bool:
    """ "F. Hollande", "Francois Hollande" and "Francois G. Hollande" may be one; "Jean Hollande" is another."""
    one, two = parts[0], other[0]
    if not (one == two or min(len(one), len(two)) == 1 and one[0] == two[0]):
        return False
    middle, others = parts[1:-1], other[1:-1]
    return all(any(a[0] == b[0] for b in others) for a in middle)


def _longer_bodies(keys: list[str]) -> dict[str, dict[str, str]]:
    """For each acronym the names it may stand for: "UN" -> "United Nations"."""
    longer: dict[str, dict[str, str]] = defaultdict(dict)
    known = set(keys)
    for key in keys:
        for short in _initials(key.split()) & known:
            longer[short][key] = "acronym"
    return longer


def _longer_bodies_in_text(keys: list[str]) -> dict[str, dict[str, str]]:
    """Also for each part of a name: "Home Office" -> "United Kingdom Home Office", "Ford" -> "Ford Motor".

    A single word is a part only of a name that came before it: "Senate" is not short for a committee named later.
    """
    longer = _longer_bodies(keys)
    first = {key: at for at, key in enumerate(keys)}
    for key in keys:
        words = key.split()
        for cut in range(1, len(words)):
            front, rest = " ".join(words[:cut]), " ".join(words[cut:])
            for short, rule in ((front, "beginning"), (rest, "end")):
                if short not in first or short in known_places() or short in known_peoples():
                    continue
                if " " not in short and first[short] < first[key]:
                    continue
                if rule == "beginning" or front in known_places() or front in known_peoples() or words[-1] in _body_words():
                    longer[short].setdefault(key, rule)
    return longer


def _initials(words: list[str]) -> set[str]:
    if len(words) < 2:
        return set()
    every = "".join(word[0] for word in words)
    return {every, "".join(word[0] for word in words if word not in _SMALL_WORDS)} - {every[:1]}
