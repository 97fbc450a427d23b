"""Find who is named: every mention of a person, organisation, place or group.

The stages: spans (where a name begins and ends) -> labels (what it names; `names` runs both and adds the names that
the model missed) -> groups (actors without a name of their own) -> variants (which names of a document are one actor)
-> merging (over all documents). A stage calls only earlier ones; `gazetteer` has the names that are known beforehand.
"""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from analysis.finders.actors.gazetteer import known_names, known_peoples, name_key
from analysis.finders.actors.groups import find_groups
from analysis.finders.actors.labels import LABELS
from analysis.finders.actors.merging import (
    NAME as NAME,
    add_names as add_names,
    count_names as count_names,
    merge_names as merge_names,
)
from analysis.finders.actors.names import find_names
from analysis.finders.actors.spans import Mention, Name, is_acronym
from analysis.finders.actors.variants import link_in_text
from analysis.finders.lists import word_set
from analysis.finders.parse import Parse, Span, read_parses, rows_of
from analysis.finders.persons import roles_of
from analysis.tables import check_columns, check_documents, check_known, in_parts, join_tables

_DTYPES = {
    "sent_id": "int32", "start": "int32", "end": "int32", "mention": "str", "actor": "str",
    "label": pd.CategoricalDtype(LABELS), "kind": pd.CategoricalDtype(["name", "nominal"]), "rule": "str",
    "part_of": "str",
}  # fmt: skip


@in_parts(join_tables)
def find_actors(
    entities: pd.DataFrame, tokens: pd.DataFrame, documents: pd.DataFrame, *, groups: bool = True
) -> pd.DataFrame:
    """Find who is named, and join the names of one actor within each document.

    Datelines, bylines and agency credits name no actors. A group may hold a name: "US officials" is a mention of the
    group and of the United States. No other mentions overlap.

    Args:
        entities, tokens: what `annotate` returns.
        documents: doc_id and text.
        groups: whether to find collective and unnamed actors, too: peoples, rebels, US officials.

    Columns:
        doc_id, sent_id, start, end, mention (the text of one mention), actor (the name that all its mentions are
        counted under; one blank for all white space, no hidden characters), label (PERSON, ORG, PLACE, GROUP), kind
        (name, or nominal: an unnamed group, or a people as an adjective), rule (why the mention counts for the actor;
        "name" where it is the actor's own), part_of (the place that "East Aleppo" is a part of, else empty). In the
        order of `documents`.

    Raises:
        KeyError: a table lacks a column, or has a document that is not in `documents`.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Angela Merkel met US officials. Merkel left."]})
    >>> tokens, sentences, entities = annotate(documents, cache=False)
    >>> find_actors(entities, tokens, documents, groups=False)["actor"].tolist()
    ['Angela Merkel', 'United States', 'Angela Merkel']
    """
    check_documents(documents)
    check_known(tokens, "tokens", documents)
    check_columns(entities, "entities", ["doc_id", "start", "end", "label"], "use the table of annotate")
    check_known(entities, "entities", documents)
    rows, spans_of = [], rows_of(entities, ["start", "end", "label"])
    for doc_id, parse in read_parses(tokens, documents):
        entities_here = [(*parse.tokens_in(start, end), label) for start, end, label in spans_of[doc_id]]
        names = [name for name in find_names(parse, entities_here) if groups or name.label != "GROUP"]
        mentions = _mentions(parse, names, find_groups(parse) if groups else [])
        rows += [(doc_id, *row) for row in _rows(parse, mentions)]
    doc_ids = pd.CategoricalDtype(documents["doc_id"].astype("str"))
    return pd.DataFrame(rows, columns=["doc_id", *_DTYPES]).astype({"doc_id": doc_ids} | _DTYPES)


def link_peoples(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count a people as its country: "Russian" and "the Russians" as Russia.

    Args:
        mentions: what `find_actors` or `merge_actors` returns.

    Columns:
        those of `mentions`; the mentions changed have the label PLACE and the rule "people of the country".

    >>> mentions = pd.DataFrame({"actor": ["Russians"], "label": ["GROUP"], "rule": ["name"]})
    >>> link_peoples(mentions)["actor"].tolist()
    ['Russia']
    """
    country = mentions["actor"].map(lambda actor: known_peoples().get(name_key(actor), ("", ""))[1])
    change = (mentions["label"] == "GROUP") & (country != "")
    return mentions.assign(
        actor=mentions["actor"].where(~change, country),
        label=mentions["label"].where(~change, "PLACE"),
        rule=mentions["rule"].where(~change, "people of the country"),
    )


def _mentions(parse: Parse, names: list[Name], groups: list[Mention]) -> list[Mention]:
    """Names and groups, but neither "Syrian" in "Syrian officials" nor the group in "the Hezbollah group"."""
    group_at = {token: group for group in groups for token in range(group.first, group.stop)}
    outer = {name: group for name in names if (group := group_at.get(name.first)) and name.stop <= group.stop}
    named = {group for name, group in outer.items() if name.label == "ORG"}
    bodies = word_set("collective_nouns", kind="body")
    # "Farmers" is a group, even if the model takes it for a name.
    names = [name for name in names if name not in outer or name.stop < outer[name].stop]
    mentions = [group for group in groups if group not in named or parse.lemma[group.stop - 1] not in bodies]
    for first, stop, label in (name for name in names if name.label != "GROUP" or name not in outer):
        text = parse.written(Span(first, stop))
        kind = "nominal" if label == "GROUP" and parse.pos[stop - 1] == "ADJ" else "name"
        mentions.append(Mention(first, stop, text, label, kind))
    return sorted(mentions, key=lambda mention: (mention.first, -mention.stop))


def _rows(parse: Parse, mentions: list[Mention]) -> Iterator[tuple]:
    """Yield the columns of each mention, with the actor to which the document links it."""
    links = {}
    for label in LABELS:
        alike = [mention for mention in mentions if mention.label == label]
        persons = alike if label == "PERSON" else []
        roles = [roles_of(parse, Span(one.first, one.stop), one.actor) for one in persons]
        links |= zip(alike, link_in_text([mention.actor for mention in alike], label, roles), strict=True)
    bodies = [mention for mention in mentions if mention.label == "ORG"]
    long = {links[short][0]: links[body][0] for short, body in _acronyms(parse, bodies)}
    links |= {body: (long[links[body][0]], "acronym") for body in bodies if links[body][0] in long}
    named = {actor for actor, _ in links.values()}
    for mention in mentions:
        actor, rule = links[mention]
        start, end = parse.start[mention.first], parse.end[mention.stop - 1]
        text = parse.text[start:end]
        rule = "spelling" if rule == "name" and actor != text else rule
        whole = _whole(actor, named) if mention.label == "PLACE" else ""
        yield parse.sent[mention.first], start, end, text, actor, mention.label, mention.kind, rule, whole


def _acronyms(parse: Parse, bodies: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the short and the long name of which one is in brackets after the other, whatever their letters."""
    for one, other in pairwise(bodies):
        if parse.form[one.stop] == "(" and one.stop + 1 == other.first and parse.form[other.stop] == ")":
            long, short = sorted((one, other), key=lambda body: is_acronym(body.actor))
            if is_acronym(short.actor) > is_acronym(long.actor) and short.actor not in word_set("agencies"):
                yield short, long


def _whole(place: str, named: set[str]) -> str:
    """The place of which "East Aleppo" is a part, if it is a known one or is named in the document; else empty."""
    front, _, rest = place.partition(" ")
    if front not in word_set("directions") or name_key(place) in known_names("PLACE"):
        return ""
    return known_names("PLACE").get(name_key(rest), rest if rest in named else "")
