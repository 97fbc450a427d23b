"""Names that are known beforehand: countries and places with their other names, and the peoples."""

from functools import cache, lru_cache

import pandas as pd

from analysis.finders.lists import read_lexicon, word_set

_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", ".": "", "‐": "-", "‑": "-", "\xa0": " "})


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Spell a name in the one way in which names are compared: no case, points or article.

    >>> name_key("The U.S."), name_key("Jean-Claude Juncker")
    ('us', 'jean-claude juncker')
    """
    key = " ".join(name.translate(_SAME).casefold().split())
    return key.removeprefix("the ")


@cache
def known_places() -> dict[str, str]:
    """Map the key of every known place to the name it goes by.

    >>> known_places()["us"]
    'United States'
    """
    places, countries = read_lexicon("places"), read_lexicon("countries")
    capitals = [capital for listed in countries["capital"] for capital in listed.split("|") if capital]
    return (
        _by_spelling(places)
        | {name_key(f"{row.kind} of {row.word}"): row.word for row in places.itertuples()}  # "State of Texas"
        | {name_key(capital): capital for capital in capitals}
        | _by_spelling(countries)
    )


@cache
def known_bodies() -> dict[str, str]:
    """Map the key of every known organisation to the name it goes by.

    >>> known_bodies()["imf"]
    'International Monetary Fund'
    """
    return _by_spelling(read_lexicon("bodies"))


@cache
def known_peoples() -> dict[str, tuple[str, str]]:
    """Map the key of every adjective and people to the people's name and its country, if it has one.

    >>> known_peoples()["russian"]
    ('Russians', 'Russia')
    """
    peoples = {}
    for row in read_lexicon("countries").itertuples():
        adjectives, people = row.adjective.split("|"), row.people.split("|")
        for name in [*adjectives, *people]:
            if name:
                peoples.setdefault(name_key(name), (people[0] or adjectives[0], row.word))
    for row in read_lexicon("peoples").itertuples():
        peoples |= {name_key(name): (row.word, "") for name in [row.word, *row.adjective.split("|")] if name}
    return peoples


@cache
def no_actors() -> frozenset[str]:
    """The keys of names that are no actors: religions, feasts, units."""
    return frozenset(map(name_key, word_set("no_actors")))


def _by_spelling(table: pd.DataFrame) -> dict[str, str]:
    """Map the key of every name and of its other names to the name."""
    return {
        name_key(name): row.word
        for row in table.itertuples()
        for name in [row.word, *row.aliases.split("|")]
        if name
    }


def listed_label(key: str) -> str | None:
    """Return the label of a key if it is that of a known place, organisation or people.

    >>> listed_label("russia"), listed_label("acme")
    ('PLACE', None)
    """
    lists = {"PLACE": known_places(), "ORG": known_bodies(), "GROUP": known_peoples()}
    return next((label for label, names in lists.items() if key in names), None)


def listed_name(name: str, label: str) -> str | None:
    """Return the name that the list of places, organisations or peoples has for a spelling.

    >>> listed_name("the U.S.", "PLACE")
    'United States'
    """
    key = name_key(name)
    if label == "GROUP":
        return known_peoples().get(key, (None, None))[0]
    lists = {"PLACE": known_places, "ORG": known_bodies}
    return lists[label]().get(key) if label in lists else None
