"""What the words beside a name show: a person's titles and roles, and which acronym is short for which name."""

from collections.abc import Iterator
from itertools import pairwise

from analysis.finders.actors.gazetteer import titles
from analysis.finders.actors.spans import Mention, is_acronym
from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse, Span


def roles_of(parse: Parse, name: Mention) -> frozenset[str]:
    """The titles and roles of a person, and "he" or "she": "President Ortiz", "Ortiz, the judge", "his wife, Ida"."""
    tokens, full, words, at = range(name.first, name.stop), word_map("titles", "full"), [], name.first - 1
    while (title := parse.form[at]) in titles() or title == "." and parse.form[at - 1] in titles():
        words.append((full.get(title) or title).lower())
        at -= 1
    beside = [
        kid for kid in parse.children(parse.root(Span(name.first, name.stop))) if parse.dep[kid] == "appos"
    ]
    words += [parse.lemma[token] for token in [*beside, name.first - 1] if parse.pos[token] == "NOUN"]
    of_titles, of_words = word_map("titles", "pronoun"), word_map("name_cues", "pronoun", place="before")
    pronouns = {of_titles.get(word.capitalize()) or of_words.get(word) for word in words} - {None, ""}
    first = word_map("first_names", "pronoun").get(parse.word[name.first]) if len(tokens) > 1 else None
    return frozenset(words) | (pronouns or {first} - {None})


def find_acronyms(parse: Parse, bodies: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the short and the long name of which one is in brackets after the other, whatever their letters."""
    for one, other in pairwise(bodies):
        if parse.form[one.stop] == "(" and one.stop + 1 == other.first and parse.form[other.stop] == ")":
            long, short = sorted((one, other), key=lambda body: is_acronym(body.actor))
            if is_acronym(short.actor) > is_acronym(long.actor) and short.actor not in word_set("agencies"):
                yield short, long
