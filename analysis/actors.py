"""Who is named: every mention of a person, organisation, place or group, under one name for each actor."""

import pandas as pd

from analysis.groups import find_groups
from analysis.names import find_names
from analysis.variants import link_in_text

_COLUMNS = ["doc_id", "sent_id", "start", "end", "mention", "actor", "label", "kind", "rule"]


def find_actors(
    entities: pd.DataFrame, tokens: pd.DataFrame, documents: pd.DataFrame, *, groups: bool = True
) -> pd.DataFrame:
    """Find who is named, and join the names of one actor within each document.

    Args:
        entities, tokens: what `annotate` gives.
        documents: doc_id and text.
        groups: also find collective and unnamed actors: peoples, rebels, US officials.

    Columns:
        doc_id, sent_id, start, end, mention, actor, label (PERSON, ORG, PLACE, GROUP), kind (name, nominal), rule
        (why the mention stands for the actor; "name" where it is the actor's own).
    """
    names = find_names(entities, tokens, documents).assign(kind="name")
    if groups:
        names = _add_groups(names, find_groups(tokens, documents))
    else:
        names = names[names["label"] != "GROUP"].reset_index(drop=True)
    mentions = names.rename(columns={"name": "mention"}).assign(actor=names["name"], rule="name")
    for (_, label), rows in mentions.groupby(["doc_id", "label"], observed=True, sort=False):
        linked = link_in_text(rows["actor"].tolist(), str(label))
        mentions.loc[rows.index, ["actor", "rule"]] = linked
    return mentions[_COLUMNS]


def _add_groups(names: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    groups = groups.assign(label="GROUP", kind="nominal")
    groups["doc_id"] = groups["doc_id"].astype(names["doc_id"].dtype)
    groups["label"] = groups["label"].astype(names["label"].dtype)
    both = pd.concat([names, groups[names.columns]])
    both = both.sort_values(["doc_id", "start", "end"], ascending=[True, True, False], kind="stable")
    return both.reset_index(drop=True)
