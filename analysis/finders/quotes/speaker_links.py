"""The actor behind each speaker: who "he", "the president" and "Colville" are, and what kind of speaker each is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.finders.lists import read_lexicon
from analysis.finders.quotes.parse import Parse, parses

TYPES = ["named person", "named organisation or government", "role or unnamed official", "collective",
         "text or medium", "none"]  # fmt: skip
_OF_LABEL = {"PERSON": TYPES[0], "ORG": TYPES[1], "PLACE": TYPES[1], "GROUP": TYPES[3]}
_HE, _SHE = {"he", "him", "his"}, {"she", "her"}
_TITLES = dict.fromkeys(("mr", "mr.", "sir", "lord", "king", "prince"), "he") | dict.fromkeys(
    ("mrs", "mrs.", "ms", "ms.", "lady", "queen", "princess"), "she"
)
_SENTENCES_BACK = 6  # how far before a pronoun its name is looked for


class _Name(NamedTuple):
    first: int
    last: int
    actor: str
    label: str


class _Link(NamedTuple):
    actor: str | None
    rule: str
    kind: str


def link_speakers(quotes: pd.DataFrame, mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Tell which actor each speaker is, by name where the document gives one.

    A pronoun stands for the nearest fitting speaker, subject or name in the sentences before; "the president" for
    the name that has that title in the document. Where two names fit alike there is no actor rather than a
    doubtful one.

    Args:
        quotes: what `find_quotes` gives.
        mentions: what `find_actors` gives.
        tokens: what `annotate` gives.

    Columns:
        those of `quotes`, and actor (empty for a pronoun that nothing fits), actor_rule (named, relative, pronoun,
        role,
        organisation, mention: a speaker without a name under the words that stand there, unresolved, or none: there
        is no speaker), speaker_type (named person, named organisation or
        government, role or unnamed official, collective, text or medium, none).

    >>> quotes = pd.DataFrame({"doc_id": [], "quote_id": [], "speaker_start": [], "speaker_end": []})
    >>> link_speakers(quotes, pd.DataFrame({"doc_id": []}), pd.DataFrame({"doc_id": []}))["actor"].tolist()
    []
    """
    links: dict[tuple[str, int], _Link] = {}
    if len(quotes):
        spoken = quotes.drop_duplicates(["doc_id", "quote_id"])
        of_document = dict(list(spoken.groupby(spoken["doc_id"].astype("str"))))
        names = dict(list(mentions.groupby(mentions["doc_id"].astype("str"))))
        for doc_id, parse in parses(tokens):
            if doc_id in of_document:
                document = _Document(parse, names.get(doc_id, mentions[:0]))
                for quote_id, link in _link_document(document, of_document[doc_id]):
                    links[doc_id, quote_id] = link
    keys = zip(quotes["doc_id"].astype("str"), quotes["quote_id"], strict=True)
    found = [links[key] for key in keys]
    return quotes.assign(
        actor=pd.array([link.actor for link in found], dtype="str"),
        actor_rule=pd.array([link.rule for link in found], dtype="str"),
        speaker_type=pd.Categorical([link.kind for link in found], categories=TYPES),
    )


class _Document:
    """One document's names, and which pronouns and titles go with them."""

    def __init__(self, parse: Parse, mentions: pd.DataFrame):
        self.parse = parse
        self.names: list[_Name] = []
        self.at: dict[int, _Name] = {}
        for row in mentions.sort_values("start").itertuples():
            first, last = parse.tokens_in(row.start, row.end)
            if first <= last and row.kind == "name":
                name = _Name(first, last, row.actor, row.label)
                self.names.append(name)
                self.at.update(dict.fromkeys(range(first, last + 1), name))
        self.pronouns = self._pronouns()
        self.roles = self._roles()

    def head(self, first: int, last: int) -> int:
        """The token of a mention that all others hang on; names in apposition follow it."""
        inside = [
            t
            for t in range(first, last + 1)
            if not first <= self.parse.head[t] <= last or self.parse.head[t] == t
        ]
        return inside[0] if inside else first

    def name_in(self, first: int, last: int) -> _Name | None:
        """The name that a mention is: its head, or in apposition to it; not one that only describes it."""
        parse, head = self.parse, self.head(first, last)
        if any(parse.dep[kid] == "conj" and kid <= last for kid in parse.children(head)):
            return None  # several speakers
        if head in self.at:
            return self.at[head]
        for kid in parse.children(head):
            # A name right before a common noun describes it: "Smith supporters" are not Smith.
            before = kid == head - 1 and parse.dep[kid] != "poss" and parse.pos[head] == "PROPN"
            is_same = parse.dep[kid] in ("appos", "nsubj") or before
            if is_same and first <= kid <= last and kid in self.at and self.at[kid].label == "PERSON":
                return self.at[kid]
        return None

    def _pronouns(self) -> dict[str, str]:
        """he or she, for persons whose title or first name tells."""
        known = {}
        for name in self.names:
            if name.label == "PERSON" and name.actor not in known:
                title = _TITLES.get(self.parse.word[name.first - 1]) or _TITLES.get(
                    self.parse.word[name.first]
                )
                pronoun = title or first_names().get(name.actor.split()[0].lower() if name.actor else "")
                if pronoun:
                    known[name.actor] = pronoun
        return known

    def _roles(self) -> list[tuple[int, str, _Name]]:
        """Where a role goes with a name: Governor Ilse Marrable; Marta Quell, the harbour master."""
        parse, roles = self.parse, []
        for name in self.names:
            if name.label != "PERSON":
                continue
            head = self.head(name.first, name.last)
            at = name.first - 1
            while parse.pos[at] in ("NOUN", "PROPN", "ADJ") and at not in self.at and at >= 0:
                roles.append((name.first, parse.lemma[at], name))
                at -= 1
            roles += [
                (name.first, parse.lemma[kid], name)
                for kid in parse.children(head)
                if parse.dep[kid] == "appos"
            ]
            if parse.dep[head] == "appos" and parse.pos[parse.head[head]] in ("NOUN", "PROPN"):
                roles.append((name.first, parse.lemma[parse.head[head]], name))
        return roles


def _link_document(document: _Document, spoken: pd.DataFrame) -> Iterator[tuple[int, _Link]]:
    speakers: list[_Name] = []
    for row in spoken.itertuples():
        if pd.isna(row.speaker_start):
            yield row.quote_id, _Link(None, "none", TYPES[-1])
            continue
        first, last = document.parse.tokens_in(int(row.speaker_start), int(row.speaker_end))
        rule, name = _resolve(document, first, last, speakers)
        if name is None and rule == "mention":
            name = _Name(first, last, row.speaker, _kind(document.parse, document.head(first, last)))
        if name is None:
            yield row.quote_id, _Link(None, "unresolved", _kind(document.parse, document.head(first, last)))
        else:
            speakers.append(name._replace(first=first, last=last))
            yield row.quote_id, _Link(name.actor, rule, _type(name))


def _type(name: _Name) -> str:
    if name.label == "ORG" and _is_medium(name.actor):
        return TYPES[4]
    return _OF_LABEL.get(name.label, name.label)


def _resolve(document: _Document, first: int, last: int, speakers: list[_Name]) -> tuple[str, _Name | None]:
    """The rule that tells who a mention is, and the name that it gives."""
    parse, head = document.parse, document.head(first, last)
    name = document.name_in(first, last)
    if name is not None:
        return "named", name
    if parse.tag[head] in ("WP", "WDT") or first == last and parse.word[head] == "that":
        return "relative", _antecedent(document, head)
    if parse.pos[head] == "PRON":
        return "pronoun", _by_pronoun(document, head, speakers)
    if parse.tag[head] == "NN" and parse.word[first] in ("the", "his", "her", "their", "its"):
        name = _by_role(document, head)
        if name is not None:
            return "role", name
        if speaker_nouns().get(parse.lemma[head]) == "organisation" and head - first == 1:
            name = _only_organisation(document, head)
    return ("mention", None) if name is None else ("organisation", name)


def _antecedent(document: _Document, pronoun: int) -> _Name | None:
    """The name before "who": what the relative clause hangs on."""
    parse = document.parse
    token = parse.head[pronoun]
    for _ in range(4):
        if parse.dep[token] in ("relcl", "acl"):
            noun = parse.head[token]
            name = document.name_in(parse.first[noun], pronoun - 1)
            return name or _nominal(parse, parse.first[noun], max(noun, parse.first[token] - 1))
        token = parse.head[token]
    return None


def _nominal(parse: Parse, first: int, last: int) -> _Name:
    """A noun's phrase in the place of a name."""
    while last > first and parse.pos[last] == "PUNCT":
        last -= 1
    return _Name(first, last, parse.text(first, last), _kind(parse, last))


def _by_pronoun(document: _Document, at: int, speakers: list[_Name]) -> _Name | None:
    """The nearest fitting name before: sentence by sentence, the speaker, then the subject, then the only one."""
    parse, word = document.parse, document.parse.word[at]
    sentence = parse.sent[at]
    for back in range(_SENTENCES_BACK):
        said, named = (
            [name for name in names
             if parse.sent[name.first] == sentence - back and name.last < at and _fits(document, name, word)]
            for names in (speakers, document.names)
        )  # fmt: skip
        subjects = [name for name in named if _is_subject(parse, name)]
        if said or subjects:
            return (said or subjects)[-1]
        if named:
            return named[-1] if len({name.actor for name in named}) == 1 else None
        if word == "they" and (subject := _plural_subject(parse, sentence - back, at)) is not None:
            return _nominal(parse, parse.first[subject], subject)
    return None


def _plural_subject(parse: Parse, sentence: int, before: int) -> int | None:
    first, last = parse.sentence_numbered(sentence)
    tokens = range(first, min(last + 1, before))
    return next((at for at in tokens if parse.dep[at] == "nsubj" and parse.tag[at] == "NNS"), None)


def _fits(document: _Document, name: _Name, word: str) -> bool:
    if word in _HE | _SHE:
        wanted = "he" if word in _HE else "she"
        return name.label in ("PERSON", TYPES[2]) and document.pronouns.get(name.actor, wanted) == wanted
    if word == "it":
        return name.label in ("ORG", "PLACE", TYPES[4])
    return word == "they" and name.label in ("ORG", "GROUP", TYPES[3])


def _is_subject(parse: Parse, name: _Name) -> bool:
    return any(parse.dep[token] in ("nsubj", "nsubjpass") for token in range(name.first, name.last + 1))


def _by_role(document: _Document, head: int) -> _Name | None:
    """The name that had this role last."""
    fitting = [name for at, role, name in document.roles if role == document.parse.lemma[head] and at < head]
    return fitting[-1] if fitting else None


def _only_organisation(document: _Document, head: int) -> _Name | None:
    """ "The company" is the organisation named before it, where there is one alone."""
    before = [name for name in document.names if name.label == "ORG" and name.last < head]
    return before[-1] if len({name.actor for name in before}) == 1 else None


def _kind(parse: Parse, head: int) -> str:
    """The kind of speaker that a mention without a name is."""
    word, lemma = parse.word[head], parse.lemma[head]
    kind = speaker_nouns().get(lemma)
    if kind in ("text", "medium") or word in ("it", "which", "that", "this"):
        return TYPES[4]
    if (
        kind in ("organisation", "government")
        or parse.tag[head] == "NNS"
        or word in ("they", "we", "some", "many", "others", "both")
    ):
        return TYPES[3]
    return TYPES[2]


def _is_medium(actor: str) -> bool:
    words = re.findall(r"\w+", actor.lower())
    return bool(words) and speaker_nouns().get(words[-1]) == "medium"


@lru_cache(maxsize=1)
def speaker_nouns() -> dict[str, str]:
    return dict(read_lexicon("speaker_nouns")[["word", "kind"]].itertuples(index=False, name=None))


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    return dict(read_lexicon("first_names")[["word", "pronoun"]].itertuples(index=False, name=None))
