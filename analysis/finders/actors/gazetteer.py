"""What is known beforehand: countries, places, bodies and peoples with their other names, and parts of names."""

from functools import cache, lru_cache, partial

from analysis.finders.lists import spellings, word_map, word_set
from analysis.readers.forms import read_signs

GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}
# Words before a person's name that are no part of it: office, portfolio or neither.
titles = partial(word_map, "titles", "kind")
# Last words of names, with the label of a name that ends so.
endings = partial(word_map, "name_endings", "label")
particles = partial(word_set, "name_particles")  # "van", "al"

_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", ".": ""})


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Spell a name in the one way in which names are compared: no case, points, article or hidden characters.

    >>> name_key("The U.S."), name_key("Jean-Claude Juncker")
    ('us', 'jean-claude juncker')
    """
    key = " ".join(read_signs(name)[0].translate(_SAME).casefold().split())
    return key.removeprefix("the ")


@cache
def known_names(label: str) -> dict[str, str]:
    """Map the key of every known place, organisation or people to the name it goes by.

    >>> known_names("PLACE")["us"], known_names("ORG")["imf"], known_names("GROUP")["russian"]
    ('United States', 'International Monetary Fund', 'Russians')
    """
    if label == "ORG":
        return {name_key(name): row["word"] for name, row in spellings("bodies", "word", "aliases")}
    if label == "GROUP":
        return {key: people for key, (people, _) in known_peoples().items()}
    if label != "PLACE":
        return {}
    return (
        {name_key(name): row["word"] for name, row in spellings("places", "word", "aliases")}
        # "State of Texas"
        | {name_key(f"{row['kind']} of {name}"): name for name, row in spellings("places", "word")}
        | {name_key(capital): capital for capital, _ in spellings("countries", "capital")}
        | {name_key(name): row["word"] for name, row in spellings("countries", "word", "aliases")}
    )


@cache
def known_peoples() -> dict[str, tuple[str, str]]:
    """Map the key of every adjective and people to the people's name and its country, if it has one.

    >>> known_peoples()["russian"]
    ('Russians', 'Russia')
    """
    peoples = {}
    for name, row in spellings("countries", "adjective", "people"):
        people = (row["people"] or row["adjective"]).split("|")[0]
        peoples.setdefault(name_key(name), (people, row["word"]))
    others = spellings("peoples", "word", "adjective")
    return peoples | {name_key(name): (row["word"], "") for name, row in others}


@cache
def no_actors() -> frozenset[str]:
    """The keys of names that are no actors: religions, feasts, units."""
    return frozenset(map(name_key, word_set("no_actors")))


@cache
def listed_labels() -> dict[str, str]:
    """Map the key of every known place, organisation or people to its label.

    >>> listed_labels()["russia"], listed_labels()["russian"]
    ('PLACE', 'GROUP')
    """
    return {key: label for label in ("GROUP", "ORG", "PLACE") for key in known_names(label)}
