"""Who is named: actors, their spellings and counts, and the researcher's own list of who is who."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.finders.actors import LABELS, find_actors, link_peoples, merge_documents
from analysis.tables import check_by, check_columns, read_columns

__all__ = [
    "actor_names",
    "count_actors",
    "find_actors",
    "link_peoples",
    "merge_actors",
    "read_aliases",
]


def merge_actors(mentions: pd.DataFrame, *, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """Join the actors of all documents, then apply the researcher's own list.

    A name with two types takes the type of at least 70 % of its mentions. A surname or acronym that is alone in its
    document goes to the full name that has at least 70 % of all mentions it could be short for. The order of the
    documents makes no difference. The researcher's list comes last and always holds.

    Args:
        mentions: what `find_actors` returns.
        aliases: what `read_aliases` returns.

    Columns:
        those of `mentions`; where a merge changed the actor, `rule` says so after "corpus:". Of two actors with one
        name and different labels, the rarer has its label in brackets.

    Raises:
        ValueError: a row of `aliases` contradicts another, or its name is not in the texts.

    >>> mentions = pd.DataFrame({"mention": ["Angela Merkel", "Merkel"], "actor": ["Angela Merkel", "Merkel"],
    ...                          "label": "PERSON", "kind": "name", "rule": "name"})
    >>> merge_actors(mentions)["rule"].tolist()
    ['name', 'name, corpus: surname']
    """
    merged = merge_documents(mentions)
    if aliases is not None:
        merged = apply_aliases(merged, aliases)
    return _tell_apart(merged)


def actor_names(mentions: pd.DataFrame) -> pd.DataFrame:
    """Which spellings stand for which actor, and why: the table in which a wrong merge is found.

    Args:
        mentions: what `merge_actors` gives.

    Columns:
        actor, label, mention (the spelling), rule, n, doc_freq. The most frequent actor comes first, within it the
        most frequent spelling.

    >>> mentions = pd.DataFrame({"doc_id": ["a"], "actor": ["Russia"], "label": ["PLACE"], "mention": ["Russia"],
    ...                          "rule": ["name"]})
    >>> actor_names(mentions)["n"].tolist()
    [1]
    """
    counts = _count(mentions, ["actor", "label", "mention", "rule"])
    total = counts.groupby("actor")["n"].transform("sum")
    order = ["total", "actor", "n", "mention", "rule"]
    counts = counts.assign(total=total).sort_values(order, ascending=[False, True, False, True, True])
    return counts.drop(columns="total").reset_index(drop=True)


def count_actors(mentions: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """How often each actor is mentioned, and in how many documents.

    Args:
        mentions: what `merge_actors` gives.
        by: a column of `mentions` (such as outlet or date, merged in from the documents) to count within. A missing
            value is a group of its own.

    Columns:
        `by` where given, actor, label, n, doc_freq; the most frequent first.

    Raises:
        KeyError: `mentions` lacks the column `by`.

    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "actor": ["Russia"] * 2, "label": ["PLACE"] * 2})
    >>> count_actors(mentions).values.tolist()
    [['Russia', 'PLACE', 2, 1]]
    """
    check_by(mentions, "mentions", by)
    groups = [by] if by else []
    counts = _count(mentions, [*groups, "actor", "label"])
    ascending = [True] * len(groups) + [False, True, True]
    return counts.sort_values([*groups, "n", "actor", "label"], ascending=ascending).reset_index(drop=True)


def _tell_apart(mentions: pd.DataFrame) -> pd.DataFrame:
    """Where two actors share a name, add its label in brackets to the rarer one."""
    counts = mentions.groupby(["actor", "label"], observed=True).size().reset_index(name="n")
    counts = counts.astype({"label": "str"}).sort_values(["n", "label"], ascending=[False, True])
    rarer = counts[counts["actor"].duplicated()]
    names = {
        (actor, label): f"{actor} ({label})"
        for actor, label in zip(rarer["actor"], rarer["label"], strict=True)
    }
    actors = zip(mentions["actor"], mentions["label"], strict=True)
    return mentions.assign(actor=pd.array([names.get(pair, pair[0]) for pair in actors], dtype="str"))


def _count(mentions: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    grouped = mentions.groupby(columns, observed=True, sort=False, dropna=False)["doc_id"]
    return grouped.agg(n="size", doc_freq="nunique").reset_index()


_COLUMNS = ["name", "action", "to"]
_ACTIONS = ("merge", "apart", "drop", "retype")


def read_aliases(path: str | Path) -> pd.DataFrame:
    """Read aliases.csv: name, action, to. Where there is no such file the list is empty.

    | action | name | to |
    |---|---|---|
    | merge | an actor, or one spelling of it | the actor it stands for |
    | apart | a spelling that was merged wrongly | (empty): it becomes an actor of its own |
    | drop | an actor or a spelling that is no actor | (empty) |
    | retype | an actor | PERSON, ORG, PLACE or GROUP |

    Columns:
        name, action, to.

    Lines at the top of the file that start with # are notes.

    Raises:
        ValueError: a column is missing, an action unknown, or two rows contradict each other; names the row.

    >>> read_aliases("no such file.csv").columns.tolist()
    ['name', 'action', 'to']
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame({column: pd.array([], dtype="str") for column in _COLUMNS})
    aliases = read_columns(path, _COLUMNS, may_lack=["to"])
    aliases.index -= (
        2  # as in a table typed in, of which the row behind the names of the columns is the first
    )
    check_aliases(aliases, path.name)
    return aliases


def check_aliases(aliases: pd.DataFrame, file: str = "aliases") -> None:
    """Raise an error that names the column that is missing, or the row where the list contradicts itself.

    >>> check_aliases(pd.DataFrame({"name": ["SANA"], "action": ["drop"], "to": [""]}))
    """
    check_columns(aliases, file, _COLUMNS, "read them with read_aliases")
    steps: dict[str, str] = {}
    seen: dict[tuple[str, bool], str] = {}
    for row in aliases.itertuples():
        where = _where(file, row)
        if row.action not in _ACTIONS:
            raise ValueError(f"{where}: the action must be one of {', '.join(_ACTIONS)}")
        if row.action == "retype" and row.to not in LABELS:
            raise ValueError(f"{where}: `to` must be one of {', '.join(LABELS)}")
        if row.action == "merge" and not row.to:
            raise ValueError(f"{where}: `to` must name the actor to merge into")
        key = row.name, row.action == "retype"  # which goes along with each of the others
        if key in seen:
            raise ValueError(f"{where}: the name also has the action {seen[key]!r}; keep one of the two rows")
        seen[key] = row.action
        if row.action == "merge":
            steps[row.name] = row.to
            _end_of(row.name, steps, where)


def apply_aliases(mentions: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """Do what the list says. A name means an actor if there is one of that name, else the mentions so spelled.

    Raises:
        ValueError: the list contradicts itself, or a name is neither an actor nor a spelling in the texts.
    """
    check_aliases(aliases)
    steps = dict(aliases.loc[aliases["action"] == "merge", ["name", "to"]].itertuples(index=False))
    known = set(mentions["actor"])
    unknown = ~(aliases["name"].isin(known) | aliases["name"].isin(mentions["mention"]))
    if row := next(aliases[unknown].itertuples(), None):
        raise ValueError(
            f"{_where('aliases', row)}: no actor and no mention has this name; check its spelling"
        )
    actor, label, rule = (mentions[column].astype("str") for column in ("actor", "label", "rule"))
    dropped = pd.Series(False, index=mentions.index)
    hits = {row: _meant(mentions, row.name, row.action, known) for row in aliases.itertuples(index=False)}
    for row, hit in hits.items():
        dropped |= hit & (row.action == "drop")
        rule = rule.where(~hit, "aliases")
        if row.action in ("merge", "apart"):
            actor = actor.where(~hit, _end_of(row.name, steps, "aliases"))
    for end in set(steps.values()):  # what is merged takes the type of the actor it is merged into
        same = actor == end
        there = label[mentions["actor"] == end] if end in known else label[same]
        label = label.where(~same, there.mode().iloc[0] if len(there) else None)
    for row, hit in hits.items():
        label = label.where(~hit, row.to) if row.action == "retype" else label
    changed = mentions.assign(actor=actor, label=label.astype(mentions["label"].dtype), rule=rule)
    return changed[~dropped].reset_index(drop=True)


def _where(file: str, row: NamedTuple) -> str:
    return f"{file}, row {row.Index + 2} ({row.name},{row.action},{row.to})"


def _meant(mentions: pd.DataFrame, name: str, action: str, known: set[str]) -> pd.Series:
    """The mentions that a row means: those of the actor, else those so spelled; only a spelling can be set apart."""
    return mentions["actor" if name in known and action != "apart" else "mention"] == name


def _end_of(name: str, steps: dict[str, str], where: str) -> str:
    """Follow merges to the last name."""
    passed = [name]
    while name in steps and steps[name] != name:
        name = steps[name]
        if name in passed:
            raise ValueError(f"{where}: the merges go in a circle: {' -> '.join([*passed, name])}")
        passed.append(name)
    return name
