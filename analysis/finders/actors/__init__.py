"""Find who is named: every mention of a person, organisation, place or group."""

import numpy as np
import pandas as pd

from analysis.finders.actors.gazetteer import known_peoples, known_places, name_key
from analysis.finders.actors.groups import find_groups
from analysis.finders.actors.names import LABELS, find_names, in_order, spots
from analysis.finders.actors.variants import link_in_text
from analysis.finders.lists import word_set
from analysis.tables import check_documents, check_known

KINDS = ["name", "nominal"]


def find_actors(
    entities: pd.DataFrame, tokens: pd.DataFrame, documents: pd.DataFrame, *, groups: bool = True
) -> pd.DataFrame:
    """Find who is named, and join the names of one actor within each document.

    Args:
        entities, tokens: what `annotate` gives.
        documents: doc_id and text.
        groups: whether to find collective and unnamed actors, too: peoples, rebels, US officials.

    Columns:
        doc_id, sent_id, start, end, mention, actor, label (PERSON, ORG, PLACE, GROUP), kind (name, or nominal: an
        unnamed group, or a people as an adjective), rule (why the mention stands for the actor; "name" where it is
        the actor's own), part_of (the place that "East Aleppo" is a part of, else empty). In the order of `documents`.

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
    check_known(entities, "entities", documents)
    tokens, entities = (in_order(table, documents) for table in (tokens, entities))
    names = find_names(entities, tokens, documents)
    if groups:
        names = _with_groups(names, find_groups(tokens, documents), documents)
    else:
        names = (
            names[names["label"] != "GROUP"].reset_index(drop=True).assign(actor=lambda rows: rows["name"])
        )
    actors, rules = names["actor"].to_numpy(dtype=object), np.full(len(names), "name", dtype=object)
    for (_, label), rows in names.groupby(["doc_id", "label"], observed=True).indices.items():
        linked = link_in_text(actors[rows].tolist(), str(label))
        actors[rows], rules[rows] = zip(*linked, strict=True)
    rules[(rules == "name") & (actors != names["name"].to_numpy(dtype=object))] = "spelling"
    mentions = names[["doc_id", "sent_id", "start", "end"]].assign(
        mention=names["name"],
        actor=pd.array(actors, dtype="str"),
        label=names["label"],
        kind=pd.Categorical(np.where(names["is_nominal"], *reversed(KINDS)), categories=KINDS),
        rule=pd.array(rules, dtype="str"),
    )
    return mentions.assign(part_of=_part_of(mentions))


def link_peoples(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count a people as its country: "Russian" and "the Russians" as Russia.

    Args:
        mentions: what `find_actors` or `merge_actors` gives.

    Columns:
        those of `mentions`; the mentions changed have the label PLACE and the rule "people of the country".

    >>> mentions = pd.DataFrame({"actor": ["Russians"], "label": ["GROUP"], "rule": ["name"]})
    >>> link_peoples(mentions)["actor"].tolist()
    ['Russia']
    """
    countries = {
        actor: known_peoples().get(name_key(actor), ("", ""))[1] for actor in mentions["actor"].unique()
    }
    country = mentions["actor"].map(countries)
    change = (mentions["label"] == "GROUP") & (country != "")
    return mentions.assign(
        actor=mentions["actor"].where(~change, country),
        label=mentions["label"].where(~change, "PLACE"),
        rule=mentions["rule"].where(~change, "people of the country"),
    )


def _with_groups(names: pd.DataFrame, groups: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Add the unnamed actors, but neither "Syrian" inside "Syrian officials" nor the group in "the Hezbollah group"."""
    columns = [*names.columns, "actor"]
    groups = groups.assign(label="GROUP", is_nominal=True)
    starts, ends = (spots(groups, documents, column) for column in ("start", "end"))
    outer = np.searchsorted(starts, spots(names, documents, "start"), side="right") - 1
    inside = outer >= 0
    inside[inside] = spots(names, documents, "end")[inside] <= ends[outer[inside]]
    bodies = outer[inside & (names["label"] == "ORG").to_numpy()]
    groups = groups[~(groups["is_body"] & np.isin(np.arange(len(groups)), bodies))]
    names = names[~(inside & (names["label"] == "GROUP").to_numpy())]
    both = pd.concat([names.assign(actor=names["name"]), groups[columns]], ignore_index=True)
    both["doc_id"] = pd.Categorical(both["doc_id"], categories=names["doc_id"].cat.categories)
    both["label"] = pd.Categorical(both["label"], categories=LABELS)
    order = np.lexsort((-both["end"], both["start"], both["doc_id"].cat.codes))
    return both.iloc[order].reset_index(drop=True)


def _part_of(mentions: pd.DataFrame) -> pd.Series:
    """The whole of which "East Aleppo" is a part, where that is a known place or one named in the same document."""
    wholes = {}
    for actor in mentions.loc[mentions["label"] == "PLACE", "actor"].unique():
        front, _, rest = actor.partition(" ")
        if front in word_set("directions") and rest and name_key(actor) not in known_places():
            wholes[actor] = known_places().get(name_key(rest), rest)
    part_of = np.full(len(mentions), "", dtype=object)
    known = set(known_places().values())
    for part, whole in wholes.items():
        rows = (mentions["actor"] == part) & (mentions["label"] == "PLACE")
        beside = mentions.loc[mentions["actor"] == whole, "doc_id"]
        part_of[rows if whole in known else rows & mentions["doc_id"].isin(beside)] = whole
    return pd.Series(part_of, dtype="str", index=mentions.index)
