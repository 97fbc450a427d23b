"""Resolve speakers to actors: who "he", "the president" and "Colville" are, and what type of speaker each is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.finders.lists import word_map
from analysis.finders.parse import Parse, Span, read_parses
from analysis.tables import check_columns

PERSON, BODY, ROLE = "named person", "named organisation or government", "role or unnamed official"
COLLECTIVE, TEXT, NOBODY = "collective", "text or medium", "none"
TYPES = [PERSON, BODY, ROLE, COLLECTIVE, TEXT, NOBODY]
_OF_LABEL = {"PERSON": PERSON, "ORG": BODY, "PLACE": BODY, "GROUP": COLLECTIVE}
_HE, _SHE = {"he", "him", "his"}, {"she", "her"}
_TITLES = dict.fromkeys(("mr", "mr.", "sir", "lord", "king", "prince"), "he") | dict.fromkeys(
    ("mrs", "mrs.", "ms", "ms.", "lady", "queen", "princess"), "she"
)
_SENTENCES_BACK = 6  # sentences from a pronoun back to its name
_STEPS = 4  # up the tree from "who" to its relative clause


_TYPES = {"actor": "str", "actor_rule": "str", "speaker_type": pd.CategoricalDtype(TYPES)}
_Link = tuple[str | None, str, str]  # actor, rule, speaker type


class _Name(NamedTuple):
    """A name, or the words for a speaker without a name, which have no label."""

    span: Span
    actor: str
    label: str | None  # PERSON, ORG, PLACE or GROUP
    kind: str  # a speaker type


def link_speakers(quotes: pd.DataFrame, mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Resolve each speaker to an actor, by name if the document has one.

    A pronoun refers to the nearest fitting speaker, subject or name in the sentences before, and "the president" to
    the name with this title in the document. If two names fit equally well, the actor is left empty.

    Args:
        quotes: the table that `find_quotes` returns.
        mentions: the table that `find_actors` or `merge_actors` returns.
        tokens: the tokens that `annotate` returns.

    Columns:
        those of `quotes`, and actor (empty for a pronoun that no name fits), actor_rule (named, relative, pronoun,
        role, organisation; mention: the actor is the speaker's own words, without a name; unresolved; none: there is
        no speaker), speaker_type (named person, named organisation or government, role or unnamed official,
        collective, text or medium, none).

    >>> from analysis import annotate, find_actors, find_quotes
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Ann Lee left. “It is over”, she said."]})
    >>> tokens, _, entities = annotate(documents, cache=False)
    >>> mentions = find_actors(entities, tokens, documents)
    >>> link_speakers(find_quotes(tokens, documents), mentions, tokens)[["speaker", "actor"]].values.tolist()
    [['she', 'Ann Lee']]
    """
    columns = ["doc_id", "start", "end", "actor", "label"]
    check_columns(mentions, "mentions", [*columns, "kind"], "give the table that find_actors returns")
    names = mentions.loc[mentions["kind"] == "name", columns].sort_values("start")
    names_in = dict(list(names.groupby(names["doc_id"].astype("str"))))
    spoken = quotes.drop_duplicates(["doc_id", "quote_id"])
    spoken_in = dict(list(spoken.groupby(spoken["doc_id"].astype("str"))))
    links: dict[tuple[str, int], _Link] = {}
    for doc_id, parse in read_parses(tokens):
        if doc_id in spoken_in:
            document = _Document(parse, names_in.get(doc_id, names[:0]))
            for quote_id, link in _link_document(document, spoken_in[doc_id]):
                links[doc_id, quote_id] = link
    keys = zip(quotes["doc_id"].astype("str"), quotes["quote_id"], strict=True)
    found = pd.DataFrame([links[key] for key in keys], columns=list(_TYPES), index=quotes.index)
    return quotes.assign(**found.astype(_TYPES))


class _Document:
    """The names in one document, with the pronouns and roles that refer to them."""

    def __init__(self, parse: Parse, names: pd.DataFrame):
        self.parse = parse
        self.names: list[_Name] = []
        self.at: dict[int, _Name] = {}
        for _, start, end, actor, label in names.itertuples(index=False):
            span = parse.tokens_in(start, end)
            if span.first < span.stop:
                name = _Name(span, actor, label, _type_of_name(actor, label))
                self.names.append(name)
                self.at.update(dict.fromkeys(range(*span), name))
        self.pronouns = self._pronouns()
        self.roles = self._roles()

    def head(self, span: Span) -> int:
        """The token of a mention on which all others depend."""
        heads = self.parse.head
        return next((at for at in range(*span) if heads[at] == at or not span.holds(heads[at])), span.first)

    def name_in(self, span: Span) -> _Name | None:
        """The name that a mention consists of: its head, or a name in apposition to its head."""
        parse, head = self.parse, self.head(span)
        kids = parse.children(head)
        if any(parse.dep[kid] == "conj" and kid < span.stop for kid in kids):
            return None  # several speakers
        if head in self.at:
            return self.at[head]
        same = [kid for kid in kids if parse.dep[kid] in ("appos", "nsubj") and span.holds(kid)]
        names = (self.at[kid] for kid in same if kid in self.at)
        return next((name for name in names if name.label == "PERSON"), None)

    def _pronouns(self) -> dict[str, str]:
        """The pronoun (he or she) of persons whose title or first name shows it."""
        known: dict[str, str] = {}
        first_names = word_map("first_names", "pronoun")
        for name in self.names:
            if name.label == "PERSON":
                at, words = name.span.first, name.actor.lower().split() or [""]
                title = _TITLES.get(self.parse.word[at - 1]) or _TITLES.get(self.parse.word[at])
                if pronoun := title or first_names.get(words[0]):
                    known.setdefault(name.actor, pronoun)
        return known

    def _roles(self) -> list[tuple[str, _Name]]:
        """The roles of persons: "Governor Ilse Marrable"; "Marta Quell, the harbour master"."""
        parse, roles = self.parse, []
        for name in self.names:
            if name.label != "PERSON":
                continue
            at = name.span.first - 1
            while at >= 0 and parse.pos[at] in ("NOUN", "PROPN", "ADJ") and at not in self.at:
                roles.append((parse.lemma[at], name))
                at -= 1
            head = self.head(name.span)
            roles += [(parse.lemma[kid], name) for kid in parse.children(head) if parse.dep[kid] == "appos"]
            above = parse.head[head]
            if parse.dep[head] == "appos" and parse.pos[above] in ("NOUN", "PROPN"):
                roles.append((parse.lemma[above], name))
        return roles


def _link_document(document: _Document, spoken: pd.DataFrame) -> Iterator[tuple[int, _Link]]:
    parse = document.parse
    speakers: list[_Name] = []
    for row in spoken.itertuples():
        if pd.isna(row.speaker_start):
            yield row.quote_id, (None, "none", NOBODY)
            continue
        span = parse.tokens_in(int(row.speaker_start), int(row.speaker_end))
        rule, name = _resolve(document, span, speakers)
        kind = _type_of_noun(parse, document.head(span)) if name is None else name.kind
        if rule == "mention":
            name = _Name(span, row.speaker, None, kind)
        if name is None:
            yield row.quote_id, (None, "unresolved", kind)
        else:
            speakers.append(name._replace(span=span))
            yield row.quote_id, (name.actor, rule, kind)


def _resolve(document: _Document, span: Span, speakers: list[_Name]) -> tuple[str, _Name | None]:
    """The name that a mention refers to, with the rule that found it."""
    parse, head = document.parse, document.head(span)
    name = document.name_in(span)
    if name is not None:
        return "named", name
    if parse.tag[head] in ("WP", "WDT") or span == (head, head + 1) and parse.word[head] == "that":
        return "relative", _antecedent(document, head)
    if parse.pos[head] == "PRON":
        return "pronoun", _by_pronoun(document, head, speakers)
    if parse.tag[head] == "NN" and parse.word[span.first] in ("the", "his", "her", "their", "its"):
        name = _by_role(document, head)
        if name is not None:
            return "role", name
        if _noun_kind(parse.lemma[head]) == "organisation" and head == span.first + 1:
            name = _only_organisation(document, head)
    return ("mention", None) if name is None else ("organisation", name)


def _antecedent(document: _Document, pronoun: int) -> _Name | None:
    """The name before "who", which the relative clause describes."""
    parse = document.parse
    token = parse.head[pronoun]
    for _ in range(_STEPS):
        if parse.dep[token] in ("relcl", "acl"):
            noun = parse.head[token]
            name = document.name_in(Span(parse.first[noun], pronoun))
            return name or _nominal(parse, Span(parse.first[noun], max(noun, parse.first[token] - 1) + 1))
        token = parse.head[token]
    return None


def _nominal(parse: Parse, span: Span) -> _Name:
    """A noun phrase that is used as a name."""
    first, stop = span
    while stop - 1 > first and parse.pos[stop - 1] == "PUNCT":
        stop -= 1
    span = Span(first, stop)
    return _Name(span, parse.written(span), None, _type_of_noun(parse, span.last))


def _by_pronoun(document: _Document, at: int, speakers: list[_Name]) -> _Name | None:
    """The nearest fitting name: in each sentence back, first a speaker, then a subject, then the only name."""
    parse, word = document.parse, document.parse.word[at]
    for back in range(_SENTENCES_BACK):
        sent = parse.sent[at] - back
        said, named = (
            [name for name in names
             if parse.sent[name.span.first] == sent and name.span.last < at and _fits(document, name, word)]
            for names in (speakers, document.names)
        )  # fmt: skip
        subjects = [name for name in named if _is_subject(parse, name.span)]
        if said or subjects:
            return (said or subjects)[-1]
        if named:
            return named[-1] if len({name.actor for name in named}) == 1 else None
        if word == "they" and (subject := _plural_subject(parse, sent, at)) is not None:
            return _nominal(parse, Span(parse.first[subject], subject + 1))
    return None


def _fits(document: _Document, name: _Name, word: str) -> bool:
    if word in _HE | _SHE:
        wanted = "he" if word in _HE else "she"
        return name.kind in (PERSON, ROLE) and document.pronouns.get(name.actor, wanted) == wanted
    if word == "it":
        return name.kind in (BODY, TEXT)
    return word == "they" and (name.label == "ORG" or name.kind == COLLECTIVE)


def _is_subject(parse: Parse, span: Span) -> bool:
    return any(parse.dep[token] in ("nsubj", "nsubjpass") for token in range(*span))


def _plural_subject(parse: Parse, sent: int, before: int) -> int | None:
    tokens = (at for at in range(before) if parse.sent[at] == sent)
    return next((at for at in tokens if parse.dep[at] == "nsubj" and parse.tag[at] == "NNS"), None)


def _by_role(document: _Document, head: int) -> _Name | None:
    """The last name before the mention that has its role."""
    wanted = document.parse.lemma[head]
    fitting = [name for role, name in document.roles if role == wanted and name.span.first < head]
    return fitting[-1] if fitting else None


def _only_organisation(document: _Document, head: int) -> _Name | None:
    """The organisation that "the company" refers to: the only one named before it."""
    before = [name for name in document.names if name.label == "ORG" and name.span.last < head]
    return before[-1] if len({name.actor for name in before}) == 1 else None


def _type_of_name(actor: str, label: str) -> str:
    words = re.findall(r"\w+", actor.lower())
    is_medium = label == "ORG" and bool(words) and _noun_kind(words[-1]) == "medium"
    return TEXT if is_medium else _OF_LABEL[label]


def _type_of_noun(parse: Parse, head: int) -> str:
    word, kind = parse.word[head], _noun_kind(parse.lemma[head])
    if kind in ("text", "medium") or word in ("it", "which", "that", "this"):
        return TEXT
    is_plural = parse.tag[head] == "NNS" or word in ("they", "we", "some", "many", "others", "both")
    return COLLECTIVE if is_plural or kind in ("organisation", "government") else ROLE


def _noun_kind(lemma: str) -> str | None:
    """The kind of speaker that a noun is: organisation, government, text or medium."""
    return word_map("speaker_nouns", "kind").get(lemma)
