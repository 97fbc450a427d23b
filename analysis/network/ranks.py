"""How central each actor is in the network: degree, strength, betweenness, PageRank and communities."""

import graspologic_native
import numpy as np
import pandas as pd
import rustworkx
from scipy import sparse

from analysis.measures.interval import log_interval
from analysis.network.edges import PAIR, actor_totals, choose_weight, shared_units


def rank_actors(
    edges: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    within: str | int = "sentence",
    sentences: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how central each actor is in the network, and the community it belongs to.

    The weight of an edge is n_fractional, or n in a table without that column. With all edges and n_fractional, the
    strength of an actor is the number of units (such as sentences) that name it together with others.

    Args:
        edges: the table from `actor_edges`, or some of its rows.
        mentions, within, sentences: the same as for `actor_edges`, of all documents; needed only for the interval of
            the strength.
        seed: the seed of the communities.

    Columns:
        actor, degree (number of actors named together with it), strength (the sum of the weights of its edges),
        strength_low, strength_high (95 % interval, for ten documents or more; see `analysis.measures.interval`),
        betweenness (share of the shortest paths between other actors that pass through it, edges unweighted), pagerank
        (high for actors tied to actors with a high one), community (a group with many ties inside, by the Leiden
        method; 1 is the largest), both weighted, reason (why there is no interval; else empty). The actor with the
        highest strength comes first.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pair occurs twice.

    >>> edges = pd.DataFrame({"actor_a": ["a", "b"], "actor_b": ["b", "c"], "n": [2, 1]})
    >>> rank_actors(edges)[["actor", "degree", "strength", "betweenness"]].values.tolist()
    [['b', 2, 3, 1.0], ['a', 1, 2, 0.0], ['c', 1, 1, 0.0]]
    """
    weight = choose_weight(edges)
    totals = actor_totals(edges, weight)
    actors = totals.index
    ends = _strength_interval(edges, actors, weight, mentions, sentences, within)
    # One fixed order of edges, so that the same network always has the same ranks.
    a, b = (actors.get_indexer(edges[side]).tolist() for side in PAIR)
    links = sorted(zip(a, b, edges[weight].tolist(), strict=True))
    ranks = totals.assign(
        strength_low=ends["low"].array, strength_high=ends["high"].array, **_centrality(links)
    )
    ranks["community"], ranks["reason"] = _communities(links, len(actors), seed), ends["reason"].array
    ranks = ranks.reset_index()
    return ranks.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


def _strength_interval(
    edges: pd.DataFrame,
    actors: pd.Index,
    weight: str,
    mentions: pd.DataFrame | None,
    sentences: pd.DataFrame | None,
    within: str | int,
) -> pd.DataFrame:
    """Return low, high and reason of the strength of each actor."""
    if mentions is None or sentences is None:
        nothing = {"low": np.nan, "high": np.nan, "reason": "no interval: no mentions or no sentences"}
        return pd.DataFrame(nothing, actors)
    doc_ids = pd.Index(sentences["doc_id"].astype("str").unique()).sort_values()  # some may name nobody
    shared = shared_units(mentions, within=within, sentences=sentences).merge(edges[PAIR])
    ends = pd.concat([shared.set_index(side)[["doc_id", weight]] for side in PAIR])
    places = actors.get_indexer(ends.index), doc_ids.get_indexer(ends["doc_id"].astype("str"))
    strengths = sparse.csr_array((ends[weight], places), shape=(len(actors), len(doc_ids)))
    found = log_interval((strengths, np.ones(len(doc_ids))))
    return found.assign(low=np.exp(found["low"]) * len(doc_ids), high=np.exp(found["high"]) * len(doc_ids))


def _centrality(links: list[tuple[int, int, float]]) -> dict[str, np.ndarray]:
    """Return betweenness and PageRank of each actor."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.extend_from_weighted_edge_list(links)
    betweenness = rustworkx.betweenness_centrality(graph).values()
    options = {"weight_fn": float, "tol": 1e-12, "max_iter": 1000}
    pagerank = rustworkx.pagerank(graph.to_directed(), **options).values() if links else []
    # Threads add up in any order, which changes the last digits.
    return {"betweenness": np.round(list(betweenness), 12), "pagerank": np.array(list(pagerank), float)}


def _communities(links: list[tuple[int, int, float]], size: int, seed: int) -> np.ndarray:
    """Return Leiden's communities, numbered by size; of equal ones, that with the first actor comes first."""
    named = [(str(a), str(b), float(n)) for a, b, n in links]
    found = graspologic_native.leiden(named, seed=seed, trials=5)[1] if named else {}
    members = pd.Series([found[str(node)] for node in range(size)], dtype="int64")
    return members.value_counts().index.get_indexer(members) + 1  # of equal ones, the first comes first
