"""The names in one document, and the pronouns and roles that refer to them."""

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.finders.lists import word_map
from analysis.finders.parse import Parse, Span
from analysis.finders.persons import noun_kind, roles_of

PERSON, BODY, ROLE = "named person", "named organisation or government", "role or unnamed official"
COLLECTIVE, TEXT, NOBODY = "collective", "text or medium", "none"
TYPES = [PERSON, BODY, ROLE, COLLECTIVE, TEXT, NOBODY]
PRONOUNS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "it": "it", "they": "they"}
_OF_LABEL = {"PERSON": PERSON, "ORG": BODY, "PLACE": BODY, "GROUP": COLLECTIVE}
_OF_NOUN = {"he": "he", "she": "she", "organisation": "it", "government": "it"}
_PERSONS = (None, "person", "he", "she")  # the kinds of nouns for one person; most such nouns are in no list
_JOINERS = {"and", "&", ",", "both", "neither", "nor"}
_LESSER = {"vice", "deputy"}
_NAMED = ("PERSON", "ORG")
SENTENCES_BACK = 6  # from a pronoun or a role back to the name


class Name(NamedTuple):
    """A name, or the words for a speaker without a name, which have no label."""

    span: Span
    actor: str
    label: str | None  # PERSON, ORG, PLACE or GROUP
    kind: str  # a speaker type


class Names:
    """The names and the speakers in one document, with the pronouns and roles that refer to them.

    at is the name of each token that is part of one; named and spoken are the names and the speakers of each sentence;
    groups are actors without a name of their own ("rebels"); bodies are the first mentions of the organisations that
    may be of a kind, in the order of the text; quoted are the tokens of direct quotations.
    """

    def __init__(self, parse: Parse, rows: list[tuple]):
        self.parse, self.at, self.groups, self.quoted = parse, {}, {}, set()
        self.named, self.spoken, self.roles = defaultdict(list), defaultdict(list), defaultdict(list)
        self.pronouns, self.organisations, self.bodies = {}, set(), defaultdict(list)
        for start, end, actor, label, kind in rows:
            span = parse.tokens_in(start, end)
            if kind != "name":
                self.groups[span] = actor
            elif span.first < span.stop:
                self._add(Name(span, actor, label, _type_of_name(actor, label)))

    def _add(self, name: Name) -> None:
        for at in range(*name.span):
            self.at[at] = name
        self.named[self.parse.sent[name.span.first]].append(name)
        if name.label == "PERSON":
            roles = roles_of(self.parse, name.span, name.actor)
            self.roles[name.actor].append(roles)
            shown = min(roles & {"he", "she"}, default=None)
            self.pronouns[name.actor] = self.pronouns.get(name.actor) or shown
        elif name.label == "ORG" and name.actor not in self.organisations:
            self.organisations.add(name.actor)
            for body in _bodies(name.actor):
                self.bodies[body].append(name)

    def parts(self, span: Span) -> list[Span]:
        """The parts of a mention of several speakers: "Ann Lee, a nurse, | and | her brother"."""
        parse = self.parse
        if _JOINERS.isdisjoint(parse.word[slice(*span)]):
            return [span]
        heads = [self.parse.root(span)]
        for head in heads:
            for noun in (head, *(kid for kid in parse.children(head) if parse.dep[kid] == "appos")):
                kids = [kid for kid in parse.children(noun) if parse.dep[kid] == "conj" and span.holds(kid)]
                heads += [
                    kid for kid in kids if self._is_apart(noun, kid) and (noun == head or kid in self.at)
                ]
        starts = [parse.first[kid] for kid in heads[1:]]
        names = {self.at[at].span for at in range(*span) if at in self.at}
        if heads[0] in self.at and not starts and len(names) == 2:  # the parser may miss that they are joined
            one, two = sorted(names)
            starts = [two.first] if parse.word[one.stop : two.first] == ["and"] else []
        parts = [[at for at in range(*ends) if parse.word[at] not in _JOINERS]
                 for ends in pairwise([span.first, *starts, span.stop])]  # fmt: skip
        return [Span(part[0], part[-1] + 1) for part in parts if part] if starts else [span]

    def _is_apart(self, one: int, two: int) -> bool:
        """Whether two joined nouns are two speakers, and not two words of one name or two roles of one person."""
        parse, left, right, first = self.parse, self.at.get(one), self.at.get(two), self.parse.first[two]
        between = parse.word[(left.span.stop if left else one + 1) : first]
        is_list, is_owned = _JOINERS.issuperset(between), parse.child(two, "poss") is not None
        if not left and not right:
            is_plural = parse.tag[two] == "NNS" or parse.pos[two] == "PRON"
            return is_list and is_plural or is_owned or parse.child(two, "det") is not None
        is_other = right.label in _NAMED if right else is_owned
        return left is not right and (is_list or is_other and left is not None)

    def name_in(self, span: Span) -> Name | None:
        """The name that the mention of one speaker consists of: its head, or a name in apposition to its head."""
        parse, head = self.parse, self.parse.root(span)
        if name := self.at.get(head):
            is_one_of_many = name.label == "GROUP" and parse.tag[head] in ("NN", "NNP")  # "a Republican"
            return None if is_one_of_many or name.span.stop > span.stop else name
        kids = [at for at in parse.children(head) if parse.dep[at] in ("appos", "nsubj") and span.holds(at)]
        beside = [self.at[kid] for kid in kids if kid in self.at]
        # The parser may attach a person elsewhere: "the head of Baltic Rail, Jon Petrauskas".
        last = self.at.get(span.last)
        if last and last.label == "PERSON" and parse.word[last.span.first - 1] == ",":
            beside.append(last)
        labels = (*_NAMED, "PLACE") if parse.tag[head] == "NN" else ("PERSON",)
        return next((name for name in beside if name.label in labels), None)

    def nominal(self, span: Span) -> Name:
        """A noun phrase that is used as a name: one spelling for "The army" and "the army"."""
        parse, head = self.parse, self.parse.root(span)
        first, written = span.first, parse.written(span).lstrip("-–—―")
        is_start = parse.sent[first] != parse.sent[first - 1] or not parse.word[first - 1][:1].isalnum()
        # "Republican voters"; a bare singular is rather a name that the parser misread.
        is_name = first in self.at or self.groups.get(Span(first, first + 1), "").istitle()
        is_name |= parse.pos[first] == "PROPN" or first == head and parse.tag[head] == "NN"
        if is_start and not is_name:
            written = written[:1].lower() + written[1:]
        actor = self.groups.get(Span(first + (parse.word[first] == "the"), span.stop), written)
        if (pronoun := _OF_NOUN.get(noun_kind(parse.lemma[head]))) and parse.tag[head] != "NNS":
            self.pronouns[actor] = pronoun
        return Name(span, actor, None, type_of_noun(parse, head))

    def body(self, span: Span) -> Name | None:
        """The only organisation named before "the court" that shows it is one, or for "the company" may be one."""
        is_plain = self.parse.word[span.first] == "the" and span.first == span.last - 1
        nouns = word_map("speaker_nouns", "body", kind="organisation")
        body = nouns.get(self.parse.lemma[span.last]) if is_plain else None
        if body is None:
            return None
        before = [name for name in self.bodies[body][:2] if name.span.last < span.first]
        return before[0] if len(before) == 1 else None

    def bearer(self, span: Span) -> Name | None:
        """The last person mentioned before "the prime minister" who has this role."""
        parse, wanted = self.parse, {*self.parse.lemma[span.first + 1 : span.stop]}
        is_role = parse.word[span.first] in ("the", "his", "her") and parse.tag[span.last] == "NN"
        is_role &= noun_kind(parse.lemma[span.last]) in _PERSONS
        for sent in range(parse.sent[span.first], parse.sent[span.first] - SENTENCES_BACK * is_role, -1):
            for name in reversed([*self.named[sent], *self.spoken[sent]]):
                roles = self.roles.get(name.actor, ()) if name.span.last < span.first else ()
                if any(wanted <= own and wanted & _LESSER == own & _LESSER for own in roles):
                    return name
        return None

    def fits(self, name: Name, pronoun: str) -> bool:
        """Whether a pronoun may refer to a name."""
        if pronoun in ("he", "she"):
            return name.kind in (PERSON, ROLE) and self.pronouns.get(name.actor) in (None, pronoun)
        if pronoun == "it":
            return name.kind in (BODY, TEXT) or self.pronouns.get(name.actor) == "it"
        return pronoun == "they" and (name.label == "ORG" or name.kind == COLLECTIVE)


@cache
def _type_of_name(actor: str, label: str) -> str:
    words = re.findall(r"\w+", actor.lower())
    return TEXT if label == "ORG" and noun_kind("".join(words[-1:])) == "medium" else _OF_LABEL[label]


@cache
def _bodies(actor: str) -> set[str]:
    """The kinds of body that the words of a name show; "Nokia" may be a company or a group."""
    known, words = word_map("speaker_nouns", "body"), re.findall(r"\w+", actor.lower())
    shown = {known.get(word) or known.get(word.removesuffix("s")) for word in words} - {"", None}
    is_other = word_map("bodies", "kind").get(actor) == ""
    return shown or {"group"} | (set() if is_other else {"company"})


def type_of_noun(parse: Parse, head: int) -> str:
    """The speaker type of a mention without a name."""
    word, kind = parse.word[head], noun_kind(parse.lemma[head])
    if kind in ("text", "medium") or word in ("it", "which", "that", "this"):
        return TEXT
    is_plural = parse.tag[head] == "NNS" or word in ("they", "we", "some", "many", "others", "both")
    return COLLECTIVE if is_plural or kind in ("organisation", "government") else ROLE
