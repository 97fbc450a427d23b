"""Names that are known beforehand: countries and places with their other names, and the peoples."""

from functools import cache, lru_cache

from analysis.lexicons import read_lexicon, word_set

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
    places = {}
    for row in read_lexicon("places").itertuples():
        names = [row.word, *row.aliases.split("|"), f"{row.kind} of {row.word}"]  # "State of Texas"
        places |= {name_key(name): row.word for name in names if name}
    for row in read_lexicon("countries").itertuples():
        places |= {name_key(name): name for name in row.capital.split("|") if name}
    for row in read_lexicon("countries").itertuples():
        places |= {name_key(name): row.word for name in [row.word, *row.aliases.split("|")] if name}
    return places


@cache
def known_bodies() -> dict[str, str]:
    """Map the key of every known organisation to the name it goes by.

    >>> known_bodies()["imf"]
    'International Monetary Fund'
    """
    bodies = {}
    for row in read_lexicon("bodies").itertuples():
        bodies |= {name_key(name): row.word for name in [row.word, *row.aliases.split("|")] if name}
    return bodies


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


def is_listed(key: str) -> bool:
    """Whether a key is that of a known place, organisation or people.

    >>> is_listed("russia"), is_listed("acme")
    (True, False)
    """
    return key in known_places() or key in known_bodies() or key in known_peoples()
