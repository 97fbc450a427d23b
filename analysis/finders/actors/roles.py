"""What the words beside a name show: a person's titles and roles, and which acronym is short for which name."""

from collections.abc import Iterator
from itertools import pairwise

from analysis.finders.actors.gazetteer import listed_label, name_key, titles
from analysis.finders.actors.spans import Mention, is_acronym
from analysis.finders.lists import word_map
from analysis.finders.parse import Parse


def roles_of(parse: Parse, name: Mention) -> frozenset[str]:
    """The titles and roles of a person, and "he" or "she": "President Ortiz", "Ortiz, the judge", "his wife, Ida"."""
    full, words, at = word_map("titles", "full"), [], name.first - 1
    while parse.form[at] in titles():
        words.append((full[parse.form[at]] or parse.form[at]).lower())
        at -= 1
    head = next(
        (at for at in range(name.first, name.stop) if not name.first <= parse.head[at] < name.stop),
        name.first,
    )
    beside = [kid for kid in parse.children(head) if parse.dep[kid] == "appos"]
    above = [parse.head[head]] if parse.dep[head] == "appos" else []
    words += [parse.lemma[token] for token in [*above, *beside, name.first - 1] if parse.pos[token] == "NOUN"]
    pronouns = {pronoun for word in words if (pronoun := _pronouns().get(word))}
    first = word_map("first_names", "pronoun").get(parse.word[name.first])
    return frozenset(words) | (pronouns or ({first} if first and name.stop - name.first > 1 else set()))


def find_acronyms(parse: Parse, names: list[Mention]) -> Iterator[tuple[str, str]]:
    """Yield the short and the long name where one stands in brackets after the other, whatever their letters."""
    for one, other in pairwise(names):
        if parse.form[one.stop] == "(" and one.stop + 1 == other.first and parse.form[other.stop] == ")":
            short, long = sorted((one, other), key=lambda name: not is_acronym(name.actor))
            if (
                is_acronym(short.actor)
                and not is_acronym(long.actor)
                and not listed_label(name_key(short.actor))
            ):
                yield short.actor, long.actor


def _pronouns() -> dict[str, str]:
    of_titles = {word.lower(): pronoun for word, pronoun in word_map("titles", "pronoun").items()}
    return of_titles | word_map("name_cues", "pronoun", place="before")
