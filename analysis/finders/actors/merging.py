"""Join the actors of all documents, then do as the researcher's own list says."""

from collections import Counter

import pandas as pd

from analysis.actors import obey_aliases
from analysis.finders.actors.gazetteer import name_key
from analysis.finders.actors.variants import DOMINANT, link_spellings


def merge_actors(mentions: pd.DataFrame, *, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give each actor one name over the whole corpus, and say which rule joined what.

    A name typed in two ways takes the type it has in at least 70 % of its mentions; a surname or acronym that
    stands alone in its document goes to the full name that has at least 70 % of all mentions it could stand
    for. The order of the documents makes no difference. The researcher's list comes last and always holds.

    Args:
        mentions: what `find_actors` gives.
        aliases: what `read_aliases` gives.

    Columns:
        those of `mentions`; where a merge changed the actor, `rule` says so behind "corpus:". Two actors of one
        name and different labels are told apart by the label in brackets.

    Raises:
        ValueError: a row of `aliases` contradicts another or names nobody.

    >>> mentions = pd.DataFrame({"mention": ["Angela Merkel", "Merkel"], "actor": ["Angela Merkel", "Merkel"],
    ...                          "label": "PERSON", "kind": "name", "rule": "name"})
    >>> merge_actors(mentions)["rule"].tolist()
    ['name', 'name, corpus: surname']
    """
    merged = _one_type(mentions.reset_index(drop=True))
    merged = _one_name(merged)
    if aliases is not None:
        merged = obey_aliases(merged, aliases)
    return _tell_apart(merged)


def _one_type(mentions: pd.DataFrame) -> pd.DataFrame:
    """Give a name the label that nearly all its mentions have; a full name speaks for its surname, too."""
    named = mentions["kind"] == "name"
    keys = mentions["mention"].map(_keys(mentions["mention"]))[named]
    labels = mentions.loc[named, "label"].astype("str")
    surnames = keys[(labels == "PERSON") & keys.str.contains(" ")].str.split().str[-1]
    voters = pd.DataFrame(
        {"key": pd.concat([keys, surnames]), "label": pd.concat([labels, labels[surnames.index]])}
    )
    votes = voters.groupby(["key", "label"]).size()
    share = votes / votes.groupby(level=0).transform("sum")
    dominant = {key: label for (key, label), value in share.items() if value >= DOMINANT}
    wanted = mentions["actor"].map(_keys(mentions["actor"])).map(dominant)
    change = named & wanted.notna() & (wanted != mentions["label"].astype("str"))
    label = mentions["label"].astype("str").where(~change, wanted)
    rule = mentions["rule"].where(~change, mentions["rule"] + ", corpus: type")
    return mentions.assign(label=label.astype(mentions["label"].dtype), rule=rule)


def _keys(names: pd.Series) -> dict[str, str]:
    return {name: name_key(name) for name in names.unique()}


def _one_name(mentions: pd.DataFrame) -> pd.DataFrame:
    counts = mentions.groupby([mentions["label"].astype("str"), mentions["actor"]]).size()
    linked = {}
    for label, here in counts.groupby(level=0):
        spellings = Counter({actor: int(n) for (_, actor), n in here.items()})
        linked |= {(label, name): found for name, found in link_spellings(spellings, str(label)).items()}
    codes, pairs = pd.MultiIndex.from_arrays([mentions["label"].astype("str"), mentions["actor"]]).factorize()
    actor = pd.Series([linked[pair][0] for pair in pairs], dtype="str").take(codes).set_axis(mentions.index)
    rule = pd.Series([linked[pair][1] for pair in pairs], dtype="str").take(codes).set_axis(mentions.index)
    changed = actor != mentions["actor"]
    rule = mentions["rule"].where(~changed, mentions["rule"] + ", corpus: " + rule)
    return mentions.assign(actor=actor, rule=rule)


def _tell_apart(mentions: pd.DataFrame) -> pd.DataFrame:
    """Where two actors share a name, give the rarer one its label in brackets."""
    counts = (
        mentions.groupby([mentions["actor"], mentions["label"].astype("str")]).size().reset_index(name="n")
    )
    counts = counts.sort_values(["actor", "n", "label"], ascending=[True, False, True])
    rarer = counts[counts["actor"].duplicated()]
    actor = mentions["actor"]
    for row in rarer.itertuples():
        same = (mentions["actor"] == row.actor) & (mentions["label"] == row.label)
        actor = actor.mask(same, f"{row.actor} ({row.label})")
    return mentions.assign(actor=actor)
