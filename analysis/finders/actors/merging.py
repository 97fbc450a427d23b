"""Join the actors of all documents: one type and one name for each over the corpus."""

from collections import Counter

import pandas as pd

from analysis.finders.actors.gazetteer import name_key
from analysis.finders.actors.variants import DOMINANT, link_spellings


def merge_documents(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with one type and one name for each actor over all documents; `rule` says what changed.

    >>> mentions = pd.DataFrame({"mention": ["Angela Merkel", "Merkel"], "actor": ["Angela Merkel", "Merkel"],
    ...                          "label": "PERSON", "kind": "name", "rule": "name"})
    >>> merge_documents(mentions)["rule"].tolist()
    ['name', 'name, corpus: surname']
    """
    return _one_name(_one_type(mentions.reset_index(drop=True)))


def _one_type(mentions: pd.DataFrame) -> pd.DataFrame:
    """Label a name as nearly all its mentions are labelled; a full name counts for its surname, too."""
    is_name, label = mentions["kind"] == "name", mentions["label"].astype("str")
    votes = pd.DataFrame({"key": mentions["mention"].map(name_key), "label": label})[is_name]
    persons = votes[(votes["label"] == "PERSON") & votes["key"].str.contains(" ")]
    surnames = persons.assign(key=persons["key"].str.rsplit(n=1).str[-1])
    shares = pd.concat([votes, surnames]).groupby("key")["label"].value_counts(normalize=True)
    dominant = shares[shares >= DOMINANT].reset_index("label")["label"]
    wanted = mentions["actor"].map(name_key).map(dominant)
    changed = is_name & wanted.notna() & (wanted != label)
    return mentions.assign(
        label=label.where(~changed, wanted).astype(mentions["label"].dtype),
        rule=mentions["rule"].where(~changed, mentions["rule"] + ", corpus: type"),
    )


def _one_name(mentions: pd.DataFrame) -> pd.DataFrame:
    """Map each spelling to the actor that it is short for, over the counts of all documents."""
    by_label = mentions.groupby("label", observed=True)["actor"]
    linked = {label: link_spellings(Counter(sorted(actors)), label) for label, actors in by_label}
    found = [linked[label][actor] for label, actor in zip(mentions["label"], mentions["actor"], strict=True)]
    merged = pd.DataFrame(found, columns=["actor", "rule"], dtype="str")
    changed = merged["actor"] != mentions["actor"]
    rule = mentions["rule"].where(~changed, mentions["rule"] + ", corpus: " + merged["rule"])
    return mentions.assign(actor=merged["actor"], rule=rule)
