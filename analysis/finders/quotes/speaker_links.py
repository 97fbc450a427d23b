"""Resolve speakers to actors: who "he", "the president" and "Colville" are, and what type of speaker each is."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pandas as pd

from analysis.finders.parse import Span, read_parses, rows_of
from analysis.finders.quotes.speaker_names import COLLECTIVE, NOBODY, TYPES, Name, Names, type_of_noun
from analysis.finders.quotes.speaker_pronouns import find_antecedent
from analysis.tables import JOINED, check_columns, check_known, in_parts, join_tables

_TYPES = {"actor": "str", "actor_rule": "str", "speaker_type": pd.CategoricalDtype(TYPES)}
_Link = tuple[str | None, str, str]  # actor, rule, speaker type


@in_parts(join_tables)
def link_speakers(quotes: pd.DataFrame, mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Resolve each speaker to an actor, by name if the document has one.

    A pronoun refers to the nearest fitting speaker, subject or name in the sentences before, but to nobody whom the
    quotation itself names. "The president" is the last person named with this title. "The court" is the only
    organisation named before that its own name shows to be a court; "the company" may have any name. If two names
    fit equally well, the actor is left empty.

    Args:
        quotes: the table that `find_quotes` returns.
        mentions: the table that `find_actors` or `merge_actors` returns.
        tokens: the tokens that `annotate` returns.

    Columns:
        those of `quotes`, and actor (empty for a pronoun that no name or more than one name fits; several speakers of
        one quotation are separated by "; ": "Ann Lee; police"), actor_rule (named, relative, pronoun, role,
        organisation; mention: the actor is the speaker's own words, without a name; unresolved; none: there is no
        speaker; of several speakers that of the first), speaker_type (named person, named organisation or government,
        role or unnamed official, collective, text or medium, none; of several speakers that of the first).

    Raises:
        KeyError: a table lacks a column, or a document of the quotations is not in `tokens`.

    >>> from analysis import annotate, find_actors, find_quotes
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Ann Lee left. “It is over”, she said."]})
    >>> tokens, _, entities = annotate(documents, cache=False)
    >>> mentions = find_actors(entities, tokens, documents)
    >>> link_speakers(find_quotes(tokens, documents), mentions, tokens)[["speaker", "actor"]].values.tolist()
    [['she', 'Ann Lee']]
    """
    columns = ["doc_id", "start", "end", "actor", "label", "kind"]
    check_columns(mentions, "mentions", columns, "use the table that find_actors returns")
    names = rows_of(mentions[columns].sort_values("start"), columns[1:])
    columns = ["doc_id", "quote_id", "start", "end", "kind", "speaker_start", "speaker_end"]
    check_columns(quotes, "quotes", columns, "use the table that find_quotes returns")
    check_known(quotes, "quotes", tokens[["doc_id"]].drop_duplicates())
    spoken = rows_of(quotes[columns].sort_values(["quote_id", "start"]), columns[1:])
    links: dict[tuple[str, int], _Link] = {}
    for doc_id, parse in read_parses(tokens):
        if doc_id in spoken:
            own = _link_document(Names(parse, names[doc_id]), spoken[doc_id])
            links |= {(doc_id, quote_id): link for quote_id, link in own}
    keys = zip(quotes["doc_id"].astype("str").tolist(), quotes["quote_id"].tolist(), strict=True)
    found = pd.DataFrame([links[key] for key in keys], columns=list(_TYPES), index=quotes.index)
    return quotes.assign(**found.astype(_TYPES))


def _link_document(document: Names, spoken: list[tuple]) -> Iterator[tuple[int, _Link]]:
    parse = document.parse
    for quote_id, rows in groupby(spoken, key=itemgetter(0)):
        _, starts, ends, kinds, first, last = zip(*rows, strict=True)
        pieces = list(map(parse.tokens_in, starts, ends))
        if kinds[0] == "direct":
            document.quoted.update(*(range(*piece) for piece in pieces))
        if pd.isna(first[0]):
            yield quote_id, (None, "none", NOBODY)
            continue
        span = parse.tokens_in(first[0], last[0])
        links = [_resolve(document, part, pieces) for part in document.parts(span)]
        known = {name.actor: (rule, name) for rule, name in links if name is not None}
        if not known:
            yield quote_id, (None, "unresolved", type_of_noun(parse, parse.root(span)))
            continue
        (rule, name), actor = next(iter(known.values())), JOINED.join(known)
        kind = name.kind if len(known) == 1 else COLLECTIVE
        document.spoken[parse.sent[span.first]].append(Name(span, actor, name.label, kind))
        yield quote_id, (actor, rule, name.kind)


def _resolve(document: Names, span: Span, pieces: list[Span]) -> tuple[str, Name | None]:
    """Return the rule for a mention of one speaker, and the name that it refers to."""
    parse, head = document.parse, document.parse.root(span)
    finders = {"named": document.name_in, "role": document.bearer, "organisation": document.body}
    for rule, find in finders.items():
        if (name := find(span)) is not None:
            return rule, name
    if parse.tag[head] in ("WP", "WDT") or parse.word[head] == "that" and span == (head, head + 1):
        return "relative", _antecedent(document, head)
    if parse.pos[head] == "PRON":
        return "pronoun", find_antecedent(document, head, pieces)
    return "mention", document.nominal(span)


def _antecedent(document: Names, pronoun: int) -> Name | None:
    """The name before "who", which the relative clause describes."""
    parse, clause = document.parse, document.parse.head[pronoun]
    if parse.dep[clause] not in ("relcl", "acl"):
        return None
    noun, first = parse.head[clause], parse.first[parse.head[clause]]
    return document.name_in(Span(first, pronoun)) or document.nominal(Span(first, noun + 1))
