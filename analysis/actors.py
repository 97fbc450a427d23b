"""Actors: their spellings and counts, and the researcher's own list of corrections."""

from pathlib import Path

import pandas as pd

from analysis.finders.actors import LABELS, NAME, count_names, merge_names
from analysis.tables import By, check_by, check_columns, count, sort_within
from analysis.tables.sheets import read_columns


def merge_actors(mentions: pd.DataFrame, *, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """Merge the actors of all documents, then apply the researcher's own list.

    If a name has two labels, all its mentions get the label that at least 70 % of them have. A surname or acronym
    without a full name in its document is merged into a full name, if this has at least 70 % of the mentions of all
    names that it could be short for. The order of the documents does not matter. The researcher's list is applied last
    and overrules the rest.

    Args:
        mentions: the table from `find_actors`.
        aliases: the table from `read_aliases`.

    Columns:
        those of `mentions`. Where a merge changed the actor, `rule` names the reason after "corpus:". If two actors
        with different labels have the same name, the name of the rarer one ends in its label in brackets.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a row of `aliases` is invalid or contradicts another, or its name does not occur.

    >>> mentions = pd.DataFrame({"mention": ["Angela Merkel", "Merkel"], "actor": ["Angela Merkel", "Merkel"],
    ...                          "doc_id": "a", "label": "PERSON", "kind": "name", "rule": "name"})
    >>> merge_actors(mentions)["rule"].tolist()
    ['name', 'name, corpus: surname']
    """
    names = count_names(mentions)
    return rename_actors(mentions, settle_names(names, aliases))


def settle_names(names: pd.DataFrame, aliases: pd.DataFrame | None) -> pd.DataFrame:
    """Return what names counted in all documents become: new_actor (missing: it is dropped), new_label, new_rule."""
    settled = merge_names(names)
    if aliases is not None:
        settled = apply_aliases(settled, aliases)
    return names[NAME].join(_add_labels(settled)[_SETTLED].add_prefix("new_"))


def rename_actors(mentions: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """Replace the actor, label and rule of mentions by what `settle_names` returned for their names."""
    new = mentions[NAME].astype("str").merge(settled, on=NAME, how="left", validate="many_to_one")
    renamed = {column: new[f"new_{column}"].astype(mentions[column].dtype).array for column in _SETTLED}
    return mentions.assign(**renamed).dropna(subset="actor", ignore_index=True)


def actor_names(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the spellings of each actor and the rule that merged them, to check for wrong merges.

    Args:
        mentions: the table from `merge_actors`.

    Columns:
        actor, label, mention (the spelling), rule, n (mentions), doc_freq (documents with one). The most frequent
        actor comes first, and for each actor the most frequent spelling.

    >>> mentions = pd.DataFrame({"doc_id": ["a"], "actor": ["Russia"], "label": ["PLACE"], "mention": ["Russia"],
    ...                          "rule": ["name"]})
    >>> actor_names(mentions)["n"].tolist()
    [1]
    """
    counts = count(mentions, ["actor", "label", "mention", "rule"])
    counts["order"] = -counts.groupby("actor")["n"].transform("sum")
    return counts.sort_values(["order", "actor"], ignore_index=True).drop(columns="order")


def count_actors(mentions: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Count how often each actor is mentioned, and in how many documents.

    Args:
        mentions: the table from `merge_actors`.
        by: a column of `mentions` or a list of columns (such as outlet or date, merged in from the documents) to count
            within. Rows without a value are a group.

    Columns:
        those of `by`, actor, label, n (mentions), doc_freq (documents with one); the most frequent first.

    Raises:
        KeyError: `mentions` lacks a column.
        ValueError: `by` names a column of the result.

    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "actor": ["Russia"] * 2, "label": ["PLACE"] * 2})
    >>> count_actors(mentions).values.tolist()
    [['Russia', 'PLACE', 2, 1]]
    """
    by = check_by(mentions, "mentions", by, ["actor", "label", "n", "doc_freq"])
    return sort_within(count(mentions, [*by, "actor", "label"]), by)


def _add_labels(names: pd.DataFrame) -> pd.DataFrame:
    """If two actors have the same name, add the label of the rarer one to its name."""
    actor, label = names["actor"].astype("str"), names["label"].astype("str")
    n = names["n"].groupby([actor, label]).sum().sort_values(ascending=False, kind="stable")
    most = n.reset_index().drop_duplicates("actor")
    is_rarer = label != actor.map(most.set_index("actor")["label"])
    return names.assign(actor=actor.mask(is_rarer, actor + " (" + label + ")"))


_SETTLED = ["actor", "label", "rule"]
_COLUMNS = ["name", "action", "to"]
_ACTIONS = ("merge", "apart", "drop", "retype")


def read_aliases(path: str | Path) -> pd.DataFrame:
    """Read the researcher's own list of corrections from aliases.csv. Without this file, the list is empty.

    | action | name | to |
    |---|---|---|
    | merge | an actor, or one spelling of it | the actor to merge it into |
    | apart | a spelling that was merged wrongly | (empty): the spelling becomes a separate actor |
    | drop | an actor or a spelling that is not an actor | (empty) |
    | retype | an actor | its label: PERSON, ORG, PLACE or GROUP |

    Lines at the top of the file that start with # are notes.

    Columns:
        name, action, to.

    Raises:
        ValueError: a column or a value is missing. `merge_actors` checks what the rows say.

    >>> read_aliases("no such file.csv").columns.tolist()
    ['name', 'action', 'to']
    """
    if not Path(path).exists():
        return pd.DataFrame(columns=_COLUMNS, dtype="str")
    aliases = read_columns(path, _COLUMNS, may_lack=["to"])
    return aliases.set_axis(aliases.index - 2)  # from 0, as in a table made in a notebook


def apply_aliases(names: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """Apply the list. A name is that of an actor if there is such an actor, else a spelling; the last row counts.

    Raises:
        ValueError: a row is invalid or contradicts another, or its name is neither an actor nor a spelling.
    """
    merges = _check_aliases(aliases, {*names["actor"], *names["mention"]})
    actors = set(names["actor"])
    actor, label, rule = (names[column].astype("str") for column in ("actor", "label", "rule"))
    retyped = pd.Series(None, names.index, dtype="str")
    for row in aliases.itertuples():
        # "apart" always names a spelling.
        hit = names["actor" if row.name in actors and row.action != "apart" else "mention"] == row.name
        rule = rule.mask(hit, "aliases")
        if row.action == "retype":
            retyped = retyped.mask(hit, row.to)
        else:
            actor = actor.mask(hit, None if row.action == "drop" else _follow(row.name, merges)[-1])
    for end in set(merges.values()):  # a merged mention gets the label of the actor it is merged into
        merged = actor == end
        types = names["n"][names["actor"] == end if end in actors else merged].groupby(label).sum()
        label = label.mask(merged, types.idxmax() if len(types) else None)
    label = label.mask(retyped.notna(), retyped)
    return names.assign(actor=actor, label=label, rule=rule)


def _check_aliases(aliases: pd.DataFrame, names: set[str]) -> dict[str, str]:
    """Return what is merged into what; raise an error that names the row that is invalid or contradicts another."""
    check_columns(aliases, "aliases", _COLUMNS, "read them with read_aliases")
    merges, seen = {}, {}
    for row in aliases.itertuples():
        if row.action == "merge":
            merges[row.name] = row.to
        path = _follow(row.name, merges)
        key = row.name, row.action == "retype"  # retype can be combined with another action
        errors = {
            f"the action must be one of {', '.join(_ACTIONS)}": row.action not in _ACTIONS,
            f"`to` must be one of {', '.join(LABELS)}": row.action == "retype" and row.to not in LABELS,
            "`to` must name the actor to merge into": row.action == "merge" and not row.to,
            f"the name also has the action {seen.get(key)!r}; keep one of the two rows": key in seen,
            f"the merges go in a circle: {' -> '.join(path)}": path[-1] in path[:-1],
            "no such actor or mention: check its spelling": row.name not in names,
        }
        if wrong := [error for error, is_so in errors.items() if is_so]:
            where = f"aliases, row {row.Index + 2} ({row.name},{row.action},{row.to})"
            raise ValueError(f"{where}: {wrong[0]}")
        seen[key] = row.action
    return merges


def _follow(name: str, merges: dict[str, str]) -> list[str]:
    """Return a name and all names that it is merged into, in order; in a circle, the last name occurs twice."""
    path = [name]
    while path[-1] not in path[:-1] and merges.get(path[-1], path[-1]) != path[-1]:
        path.append(merges[path[-1]])
    return path
