"""Join the actors of all documents: one type and one name for each over the corpus."""

from collections import Counter

import pandas as pd

from analysis.finders.actors.gazetteer import name_key
from analysis.finders.actors.variants import DOMINANT, link_spellings

NAME = ["mention", "actor", "label", "kind", "rule"]


def count_names(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the mentions that are alike: all that merging has to know, however many texts there are.

    Columns:
        mention, actor, label, kind, rule, n.

    >>> alike = {"mention": "Merkel", "actor": "Merkel", "label": "PERSON", "kind": "name", "rule": "name"}
    >>> count_names(pd.DataFrame([alike, alike]))["n"].tolist()
    [2]
    """
    return add_names(mentions[NAME].astype("str").assign(n=1))


def add_names(names: pd.DataFrame) -> pd.DataFrame:
    """Add up what `count_names` returned for several sets of texts."""
    return names.groupby(NAME, as_index=False, dropna=False)["n"].sum()


def merge_names(names: pd.DataFrame) -> pd.DataFrame:
    """Return the names with one type and one name for each actor over all documents; `rule` says what changed.

    >>> names = pd.DataFrame({"mention": ["Angela Merkel", "Merkel"], "actor": ["Angela Merkel", "Merkel"],
    ...                       "label": "PERSON", "kind": "name", "rule": "name", "n": 1})
    >>> merge_names(names)["rule"].tolist()
    ['name', 'name, corpus: surname']
    """
    return _one_name(_one_type(names))


def _one_type(names: pd.DataFrame) -> pd.DataFrame:
    """Label a name as nearly all its mentions are labelled; a full name counts for its surname, too."""
    is_name, label = names["kind"] == "name", names["label"]
    votes = pd.DataFrame({"key": names["mention"].map(name_key), "label": label, "n": names["n"]})[is_name]
    persons = votes[(votes["label"] == "PERSON") & votes["key"].str.contains(" ")]
    surnames = persons.assign(key=persons["key"].str.rsplit(n=1).str[-1])
    n = pd.concat([votes, surnames]).groupby(["key", "label"])["n"].sum()
    shares = n / n.groupby("key").transform("sum")
    dominant = shares[shares >= DOMINANT].reset_index("label")["label"]
    wanted = names["actor"].map(name_key).map(dominant)
    changed = is_name & wanted.notna() & (wanted != label)
    rule = names["rule"].where(~changed, names["rule"] + ", corpus: type")
    return names.assign(label=label.where(~changed, wanted), rule=rule)


def _one_name(names: pd.DataFrame) -> pd.DataFrame:
    """Map each spelling to the actor that it is short for, over the counts of all documents."""
    linked = {}
    for label, alike in names.groupby("label"):
        linked[label] = link_spellings(Counter(alike.groupby("actor")["n"].sum().to_dict()), label)
    found = [linked[label][actor] for label, actor in zip(names["label"], names["actor"], strict=True)]
    merged = pd.DataFrame(found, columns=["actor", "rule"], dtype="str")
    changed = merged["actor"] != names["actor"]
    rule = names["rule"].where(~changed, names["rule"] + ", corpus: " + merged["rule"])
    return names.assign(actor=merged["actor"], rule=rule)
