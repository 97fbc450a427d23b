"""Who is named, and with whom."""

from collections.abc import Iterator

import pandas as pd

from analysis.network.edges import PAIR, actor_totals
from analysis.readings.sentences import MOST, Reading, name, rank, write
from analysis.tables import check_columns


def summarise_actors(
    mentions: pd.DataFrame, edges: pd.DataFrame, *, within: str | int = "sentence"
) -> Reading:
    """Summarise in sentences who is named, how often, and with whom.

    Args:
        mentions: the table from `merge_actors`.
        edges: the table from `actor_edges` for the mentions with a name, without `by`.
        within: what two actors share, as in `actor_edges`.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: a table lacks a column.

    >>> mentions = pd.DataFrame({"actor": ["Ann Lee"], "label": ["PERSON"], "kind": ["name"]})
    >>> print(summarise_actors(mentions, pd.DataFrame(columns=["actor_a", "actor_b", "n"])))
    Only one actor is named: Ann Lee, once.
    """
    check_columns(mentions, "mentions", ["actor", "label", "kind"], "use the table from merge_actors()")
    check_columns(edges, "edges", [*PAIR, "n"], "use the table from actor_edges()")
    named = mentions[mentions["kind"].astype("str") == "name"].astype({"actor": "str", "label": "str"})
    labels, actors = named.groupby("label")["actor"].agg(["nunique", "size"]), named["actor"].value_counts()
    degree = actor_totals(edges.astype(dict.fromkeys(PAIR, "str")), "n")["degree"]
    closest = edges.loc[edges["n"] == edges["n"].max(), PAIR].to_numpy().tolist()
    facts = {"labels": labels.T.to_dict("list"), "total": len(actors), "unnamed": len(mentions) - len(named)}
    facts |= {"n_ties": len(edges), "n_tied": len(degree), "central": dict(degree[degree == degree.max()])}
    facts |= {"n": edges["n"].max(), "n_pairs": len(closest)}
    facts["pairs"] = sorted(sorted(map(name, pair)) for pair in closest[:MOST])  # more are not named
    facts["doubts"] = sorted(_find_doubts(dict(zip(named["actor"], named["label"], strict=True))))
    facts["unit"], facts["units"] = _name_unit(within)
    return write("actors", **facts, actors=rank(actors))


def _name_unit(within: str | int) -> tuple[str, str]:
    """Return the word for one and for several of what tied actors share."""
    if isinstance(within, str):
        return {"document": ("text", "texts")}.get(within, (within, f"{within}s"))
    return f"passage of {within} sentences", f"passages of {within} sentences"


def _find_doubts(labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs that may be one actor: of one type, one name the end of the other; or the same but for a type."""
    for long, label in labels.items():
        words = long.split(" ")
        ends = [" ".join(words[at:]) for at in range(1, len(words))]
        yield from ((short, long) for short in ends if labels.get(short) == label)
        if (plain := long.rpartition(" (")[0]) in labels:
            yield plain, long
