"""The names in one document, and the pronouns and roles that refer to them."""

import re
from typing import NamedTuple

from analysis.finders.lists import word_map
from analysis.finders.parse import Parse, Span

PERSON, BODY, ROLE = "named person", "named organisation or government", "role or unnamed official"
COLLECTIVE, TEXT, NOBODY = "collective", "text or medium", "none"
TYPES = [PERSON, BODY, ROLE, COLLECTIVE, TEXT, NOBODY]
_OF_LABEL = {"PERSON": PERSON, "ORG": BODY, "PLACE": BODY, "GROUP": COLLECTIVE}
_PRONOUNS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_MEN, _WOMEN = "mr mr. sir lord king prince", "mrs mrs. ms ms. lady queen princess"
_TITLES = dict.fromkeys(_MEN.split(), "he") | dict.fromkeys(_WOMEN.split(), "she")


class Name(NamedTuple):
    """A name, or the words for a speaker without a name, which have no label."""

    span: Span
    actor: str
    label: str | None  # PERSON, ORG, PLACE or GROUP
    kind: str  # a speaker type


class Names:
    """The names in one document, with the pronouns and roles that refer to its persons."""

    def __init__(self, parse: Parse, rows: list[tuple[int, int, str, str]]):
        self.parse = parse
        self.names: list[Name] = []
        self.at: dict[int, Name] = {}  # the name that a token is part of
        for start, end, actor, label in rows:
            span = parse.tokens_in(start, end)
            if span.first < span.stop:
                name = Name(span, actor, label, _type_of_name(actor, label))
                self.names.append(name)
                self.at.update(dict.fromkeys(range(*span), name))
        persons = [name for name in self.names if name.label == "PERSON"]
        self.roles = [(role, name) for name in persons for role in self._roles(name)]
        pronouns = [(name.actor, self._pronoun(name)) for name in reversed(persons)]  # the first one counts
        self.pronouns = {actor: pronoun for actor, pronoun in pronouns if pronoun}

    def head(self, span: Span) -> int:
        """The token of a mention on which all others depend."""
        heads = self.parse.head
        return next((at for at in range(*span) if heads[at] == at or not span.holds(heads[at])), span.first)

    def name_in(self, span: Span) -> Name | None:
        """The name that a mention consists of: its head, or a name in apposition to its head."""
        parse, head = self.parse, self.head(span)
        kids = [kid for kid in parse.children(head) if kid < span.stop]
        if any(parse.dep[kid] == "conj" for kid in kids):
            return None  # several speakers
        if head in self.at:
            return self.at[head]
        beside = [kid for kid in kids if kid >= span.first and parse.dep[kid] in ("appos", "nsubj")]
        names = (self.at[kid] for kid in beside if kid in self.at)
        return next((name for name in names if name.label == "PERSON"), None)

    def fits(self, name: Name, pronoun: str) -> bool:
        """Whether a pronoun may refer to a name."""
        if wanted := _PRONOUNS.get(pronoun):
            return name.kind in (PERSON, ROLE) and self.pronouns.get(name.actor, wanted) == wanted
        if pronoun == "it":
            return name.kind in (BODY, TEXT)
        return pronoun == "they" and (name.label == "ORG" or name.kind == COLLECTIVE)

    def _pronoun(self, name: Name) -> str | None:
        """The pronoun (he or she) of a person whose title or first name shows it."""
        word, at = self.parse.word, name.span.first
        of_title = _TITLES.get(word[at - 1]) or _TITLES.get(word[at])
        return of_title or word_map("first_names", "pronoun").get(name.actor.lower().partition(" ")[0])

    def _roles(self, name: Name) -> list[str]:
        """The roles of a person: "Governor Ilse Marrable"; "Marta Quell, the harbour master"."""
        parse, head, at = self.parse, self.head(name.span), name.span.first - 1
        roles = []
        while at >= 0 and parse.pos[at] in ("NOUN", "PROPN", "ADJ") and at not in self.at:
            roles.append(parse.lemma[at])
            at -= 1
        roles += [parse.lemma[kid] for kid in parse.children(head) if parse.dep[kid] == "appos"]
        above = parse.head[head]
        if parse.dep[head] == "appos" and parse.pos[above] in ("NOUN", "PROPN"):
            roles.append(parse.lemma[above])
        return roles


def _type_of_name(actor: str, label: str) -> str:
    words = re.findall(r"\w+", actor.lower())
    is_medium = label == "ORG" and bool(words) and noun_kind(words[-1]) == "medium"
    return TEXT if is_medium else _OF_LABEL[label]


def type_of_noun(parse: Parse, head: int) -> str:
    """The speaker type of a mention without a name."""
    word, kind = parse.word[head], noun_kind(parse.lemma[head])
    if kind in ("text", "medium") or word in ("it", "which", "that", "this"):
        return TEXT
    is_plural = parse.tag[head] == "NNS" or word in ("they", "we", "some", "many", "others", "both")
    return COLLECTIVE if is_plural or kind in ("organisation", "government") else ROLE


def noun_kind(lemma: str) -> str | None:
    """The kind of speaker that a noun is: organisation, government, text or medium."""
    return word_map("speaker_nouns", "kind").get(lemma)
