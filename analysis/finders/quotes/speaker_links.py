"""Resolve speakers to actors: who "he", "the president" and "Colville" are, and what type of speaker each is."""

from collections.abc import Iterator

import pandas as pd

from analysis.finders.parse import Parse, Span, read_parses, rows_of
from analysis.finders.quotes.speaker_names import NOBODY, TYPES, Name, Names, noun_kind, type_of_noun
from analysis.readers.forms import read_signs
from analysis.tables import check_columns

_SENTENCES_BACK = 6  # sentences from a pronoun back to its name
_STEPS = 4  # up the tree from "who" to its relative clause
_SUBJECTS = {"nsubj", "nsubjpass"}
_TYPES = {"actor": "str", "actor_rule": "str", "speaker_type": pd.CategoricalDtype(TYPES)}
_Link = tuple[str | None, str, str]  # actor, rule, speaker type


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
    names = rows_of(mentions[mentions["kind"] == "name"].sort_values("start"), columns[1:])
    columns = ["quote_id", "speaker", "speaker_start", "speaker_end"]
    spoken = rows_of(quotes.drop_duplicates(["doc_id", "quote_id"]), columns)
    links: dict[tuple[str, int], _Link] = {}
    for doc_id, parse in read_parses(tokens):
        if doc_id in spoken:
            own = _link_document(Names(parse, names[doc_id]), spoken[doc_id])
            links |= {(doc_id, quote_id): link for quote_id, link in own}
    keys = zip(quotes["doc_id"].astype("str"), quotes["quote_id"], strict=True)
    found = pd.DataFrame([links[key] for key in keys], columns=list(_TYPES), index=quotes.index)
    return quotes.assign(**found.astype(_TYPES))


def _link_document(document: Names, spoken: list[tuple]) -> Iterator[tuple[int, _Link]]:
    parse = document.parse
    speakers: list[Name] = []
    for quote_id, words, start, end in spoken:
        if pd.isna(start):
            yield quote_id, (None, "none", NOBODY)
            continue
        span = parse.tokens_in(start, end)
        rule, name = _resolve(document, span, speakers)
        kind = type_of_noun(parse, document.head(span)) if name is None else name.kind
        if rule == "mention":
            name = Name(span, read_signs(words)[0], None, kind)
        if name is not None:
            speakers.append(name._replace(span=span))
        yield quote_id, (None, "unresolved", kind) if name is None else (name.actor, rule, kind)


def _resolve(document: Names, span: Span, speakers: list[Name]) -> tuple[str, Name | None]:
    """Return the rule for a mention, and the name that it refers to."""
    parse, head = document.parse, document.head(span)
    if (name := document.name_in(span)) is not None:
        return "named", name
    if parse.tag[head] in ("WP", "WDT") or parse.word[head] == "that" and span == (head, head + 1):
        return "relative", _antecedent(document, head)
    if parse.pos[head] == "PRON":
        return "pronoun", _by_pronoun(document, head, speakers)
    if parse.tag[head] == "NN" and parse.word[span.first] in ("the", "his", "her", "their", "its"):
        if (name := _by_role(document, head)) is not None:
            return "role", name
        is_plain = noun_kind(parse.lemma[head]) == "organisation" and head == span.first + 1
        if is_plain and (name := _only_organisation(document, head)) is not None:
            return "organisation", name
    return "mention", None


def _antecedent(document: Names, pronoun: int) -> Name | None:
    """The name before "who", which the relative clause describes."""
    parse = document.parse
    token = parse.head[pronoun]
    for _ in range(_STEPS):
        noun = parse.head[token]
        if parse.dep[token] in ("relcl", "acl"):
            first = parse.first[noun]
            described = Span(first, max(noun, parse.first[token] - 1) + 1)
            return document.name_in(Span(first, pronoun)) or _nominal(parse, described)
        token = noun
    return None


def _nominal(parse: Parse, span: Span) -> Name:
    """A noun phrase that is used as a name."""
    last = max((at for at in range(*span) if parse.pos[at] != "PUNCT"), default=span.first)
    span = Span(span.first, last + 1)
    return Name(span, parse.written(span), None, type_of_noun(parse, span.last))


def _by_pronoun(document: Names, at: int, speakers: list[Name]) -> Name | None:
    """The nearest fitting name: in each sentence back, first a speaker, then a subject, then the only name."""
    parse, word = document.parse, document.parse.word[at]
    for sent in range(parse.sent[at], parse.sent[at] - _SENTENCES_BACK, -1):
        said, named = (
            [name for name in names
             if parse.sent[name.span.first] == sent and name.span.last < at and document.fits(name, word)]
            for names in (speakers, document.names)
        )  # fmt: skip
        subjects = [name for name in named if not _SUBJECTS.isdisjoint(parse.dep[slice(*name.span)])]
        if best := said or subjects or named:
            is_clear = best is not named or len({name.actor for name in named}) == 1
            return best[-1] if is_clear else None
        if word == "they" and (subject := _plural_subject(parse, sent, at)) is not None:
            return _nominal(parse, Span(parse.first[subject], subject + 1))
    return None


def _plural_subject(parse: Parse, sent: int, before: int) -> int | None:
    tokens = (at for at in range(before) if parse.sent[at] == sent)
    return next((at for at in tokens if parse.dep[at] == "nsubj" and parse.tag[at] == "NNS"), None)


def _by_role(document: Names, head: int) -> Name | None:
    """The last name before the mention that has its role."""
    wanted = document.parse.lemma[head]
    fitting = [name for role, name in document.roles if role == wanted and name.span.first < head]
    return fitting[-1] if fitting else None


def _only_organisation(document: Names, head: int) -> Name | None:
    """The organisation that "the company" refers to: the only one named before it."""
    before = [name for name in document.names if name.label == "ORG" and name.span.last < head]
    return before[-1] if len({name.actor for name in before}) == 1 else None
