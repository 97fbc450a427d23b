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
        mentions, within, sentences: the same as for `actor_edges`; needed only for the interval of the strength.
        seed: the seed of the communities.

    Columns:
        actor, degree (number of actors named together with it), strength (the sum of the weights of its edges),
        strength_low, strength_high (95 % interval for ten documents or more, see `analysis.measures.interval`; missing
        without `mentions`), betweenness (share of the shortest paths between other actors that pass through it,
        edges unweighted), pagerank and community (Leiden; 1 is the largest), both weighted. The actor with the
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
    low = high = np.nan
    if mentions is not None:
        strengths = _document_strengths(edges, mentions, weight, within=within, sentences=sentences)
        documents = strengths.shape[1]
        ends = log_interval((strengths, np.ones(documents)))[["low", "high"]]
        low, high = np.exp(ends.to_numpy().T) * documents
    # One fixed order of edges, so that the same network always has the same ranks.
    a, b = (actors.get_indexer(edges[side]).tolist() for side in PAIR)
    links = sorted(zip(a, b, edges[weight].tolist(), strict=True))
    ranks = totals.assign(strength_low=low, strength_high=high, **_centrality(links))
    ranks = ranks.assign(community=_communities(links, len(actors), seed)).reset_index()
    return ranks.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


def _document_strengths(
    edges: pd.DataFrame, mentions: pd.DataFrame, weight: str, **within
) -> sparse.csr_array:
    """Return the strength of each actor of the edges (row, in alphabetical order) in each document (column)."""
    actors, doc_ids = actor_totals(edges, weight).index, pd.Index(mentions["doc_id"].unique()).sort_values()
    shared = shared_units(mentions, **within).merge(edges[PAIR])
    ends = pd.concat([shared.set_index(side)[["doc_id", weight]] for side in PAIR])
    places = actors.get_indexer(ends.index), doc_ids.get_indexer(ends["doc_id"])
    return sparse.csr_array((ends[weight], places), shape=(len(actors), len(doc_ids)))


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
