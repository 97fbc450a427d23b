"""Who is named: actors, their spellings and counts, and the researcher's own list of who is who."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.finders.actors import LABELS, find_actors, link_peoples, merge_documents
from analysis.tables import check_by, check_columns, count, read_columns

__all__ = ["actor_names", "count_actors", "find_actors", "link_peoples", "merge_actors", "read_aliases"]


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
    """List the spellings of each actor and the rule that joined them, to check for wrong merges.

    Args:
        mentions: what `merge_actors` returns.

    Columns:
        actor, label, mention (the spelling), rule, n, doc_freq. The most frequent actor comes first, within it the
        most frequent spelling.

    >>> mentions = pd.DataFrame({"doc_id": ["a"], "actor": ["Russia"], "label": ["PLACE"], "mention": ["Russia"],
    ...                          "rule": ["name"]})
    >>> actor_names(mentions)["n"].tolist()
    [1]
    """
    counts = count(mentions, ["actor", "label", "mention", "rule"])
    total = counts.groupby("actor")["n"].transform("sum")
    counts = counts.assign(total=total).sort_values(
        ["total", "actor"], ascending=[False, True], kind="stable"
    )
    return counts.drop(columns="total").reset_index(drop=True)


def count_actors(mentions: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Count how often each actor is mentioned, and in how many documents.

    Args:
        mentions: what `merge_actors` returns.
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
    if by is None:
        return count(mentions, ["actor", "label"])
    counts = count(mentions, [by, "actor", "label"])
    return counts.sort_values(by, kind="stable", ignore_index=True)


def _tell_apart(mentions: pd.DataFrame) -> pd.DataFrame:
    """Where two actors share a name, add its label in brackets to the rarer one."""
    counts = mentions[["actor", "label"]].astype("str").value_counts().reset_index()
    counts = counts.sort_values(["count", "label"], ascending=[False, True])
    rarer = counts[counts["actor"].duplicated()]
    names = {(row.actor, row.label): f"{row.actor} ({row.label})" for row in rarer.itertuples()}
    actors = zip(mentions["actor"], mentions["label"], strict=True)
    return mentions.assign(actor=pd.array([names.get(pair, pair[0]) for pair in actors], dtype="str"))


_COLUMNS = ["name", "action", "to"]
_ACTIONS = ("merge", "apart", "drop", "retype")


def read_aliases(path: str | Path) -> pd.DataFrame:
    """Read aliases.csv, the researcher's own list of who is who. The list is empty if there is no such file.

    | action | name | to |
    |---|---|---|
    | merge | an actor, or one spelling of it | the actor that it is merged into |
    | apart | a spelling that was merged wrongly | (empty): it becomes an actor of its own |
    | drop | an actor or a spelling that is no actor | (empty) |
    | retype | an actor | PERSON, ORG, PLACE or GROUP |

    Lines at the top of the file that start with # are notes.

    Columns:
        name, action, to.

    Raises:
        ValueError: a column is missing, an action unknown, or two rows contradict each other; the error names the row.

    >>> read_aliases("no such file.csv").columns.tolist()
    ['name', 'action', 'to']
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame(columns=_COLUMNS, dtype="str")
    aliases = read_columns(path, _COLUMNS, may_lack=["to"])
    aliases.index -= 2  # as in a table made in a notebook: `_row` adds the 2 again
    check_aliases(aliases, path.name)
    return aliases


def check_aliases(aliases: pd.DataFrame, file: str = "aliases") -> None:
    """Raise an error that names the column that is missing, or the row where the list contradicts itself.

    >>> check_aliases(pd.DataFrame({"name": ["SANA"], "action": ["drop"], "to": [""]}))
    """
    check_columns(aliases, file, _COLUMNS, "read them with read_aliases")
    merges: dict[str, str] = {}
    seen: dict[tuple[str, bool], str] = {}
    for row in aliases.itertuples():
        if row.action == "merge":
            merges[row.name] = row.to
        path = _follow(row.name, merges)
        key = row.name, row.action == "retype"  # a new type goes together with each of the other actions
        errors = {
            f"the action must be one of {', '.join(_ACTIONS)}": row.action not in _ACTIONS,
            f"`to` must be one of {', '.join(LABELS)}": row.action == "retype" and row.to not in LABELS,
            "`to` must name the actor to merge into": row.action == "merge" and not row.to,
            f"the name also has the action {seen.get(key)!r}; keep one of the two rows": key in seen,
            f"the merges go in a circle: {' -> '.join(path)}": path[-1] in path[:-1],
        }
        for error, is_so in errors.items():
            if is_so:
                raise ValueError(f"{_row(file, row)}: {error}")
        seen[key] = row.action


def apply_aliases(mentions: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """Apply the list. A name means an actor if there is one of that name, else the mentions with that spelling.

    Raises:
        ValueError: the list contradicts itself, or a name is neither an actor nor a spelling in the texts.
    """
    check_aliases(aliases)
    known = set(mentions["actor"])
    merges = dict(aliases.loc[aliases["action"] == "merge", ["name", "to"]].itertuples(index=False))
    actor, label, rule = (mentions[column].astype("str") for column in ("actor", "label", "rule"))
    dropped = pd.Series(False, index=mentions.index)
    retyped = []
    for row in aliases.itertuples():
        # Only a spelling can be set apart.
        column = "actor" if row.name in known and row.action != "apart" else "mention"
        hit = mentions[column] == row.name
        if row.name not in known and not hit.any():
            raise ValueError(
                f"{_row('aliases', row)}: no actor and no mention has this name; check its spelling"
            )
        rule = rule.mask(hit, "aliases")
        if row.action == "drop":
            dropped |= hit
        elif row.action == "retype":
            retyped.append((hit, row.to))
        else:
            actor = actor.mask(hit, _follow(row.name, merges)[-1])
    for end in set(merges.values()):  # a merged mention takes the type of the actor it is merged into
        merged = actor == end
        types = label[mentions["actor"] == end] if end in known else label[merged]
        label = label.mask(merged, types.mode().get(0))
    for hit, new_label in retyped:
        label = label.mask(hit, new_label)
    changed = mentions.assign(actor=actor, label=label.astype(mentions["label"].dtype), rule=rule)
    return changed[~dropped].reset_index(drop=True)


def _row(file: str, row: NamedTuple) -> str:
    return f"{file}, row {row.Index + 2} ({row.name},{row.action},{row.to})"


def _follow(name: str, merges: dict[str, str]) -> list[str]:
    """The names that a name is merged into, one after the other; a circle ends with a name that was there before."""
    path = [name]
    while merges.get(path[-1], path[-1]) not in path:
        path.append(merges[path[-1]])
    is_circle = merges.get(path[-1], path[-1]) != path[-1]
    return [*path, merges[path[-1]]] if is_circle else path
