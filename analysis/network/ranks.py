"""Who stands where in the network: degree, strength, betweenness, PageRank and communities."""

import graspologic_native
import numpy as np
import pandas as pd
import rustworkx
from scipy import sparse

from analysis.network.edges import Within, share_units
from analysis.tables import check_edges

_RESAMPLES = 500
_AT_ONCE = 50


def rank_actors(
    edges: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    within: Within = "sentence",
    sentences: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Who is at the centre of the network, and who belongs together?

    Args:
        edges: what `actor_edges` gives, or the rows of it to look at.
        mentions, within, sentences: what the edges were counted from; gives the strength its interval.
        seed: for the communities and the interval.

    Columns:
        actor, degree (actors named with it), strength (the n of its edges summed), strength_low, strength_high (95 %
        bootstrap interval over documents, or where there is one and `within` is "sentence", over its sentences;
        missing otherwise, and without `mentions`), betweenness (share of the shortest paths between others that lead
        over it, edges unweighted), pagerank (weighted by n), community (Leiden, modularity weighted by n; 1 is the
        largest). By strength.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pair is there twice.

    >>> edges = pd.DataFrame({"actor_a": ["a", "b"], "actor_b": ["b", "c"], "n": [2, 1]})
    >>> rank_actors(edges)[["actor", "degree", "strength", "betweenness"]].values.tolist()
    [['b', 2, 3, 1.0], ['a', 1, 2, 0.0], ['c', 1, 1, 0.0]]
    """
    check_edges(edges)
    codes, actors = pd.factorize(
        pd.concat([edges["actor_a"], edges["actor_b"]], ignore_index=True), sort=True
    )
    a, b = codes[: len(edges)], codes[len(edges) :]
    n = edges["n"].to_numpy()
    low, high = _strength_interval(edges, actors, mentions, within, sentences, seed)
    table = pd.DataFrame(
        {
            "actor": pd.array(actors, dtype="str"),
            "degree": np.bincount(codes, minlength=len(actors)),
            "strength": np.bincount(codes, np.tile(n, 2), minlength=len(actors)).astype("int64"),
            "strength_low": low,
            "strength_high": high,
            "betweenness": _betweenness(a, b, len(actors)),
            "pagerank": _pagerank(a, b, n, len(actors)),
            "community": _communities(a, b, n, len(actors), seed),
        }
    )
    return table.sort_values(["strength", "actor"], ascending=[False, True]).reset_index(drop=True)


def _strength_interval(
    edges: pd.DataFrame,
    actors: pd.Index,
    mentions: pd.DataFrame | None,
    within: Within,
    sentences: pd.DataFrame | None,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    if mentions is None or not len(edges):
        return (np.full(len(actors), np.nan),) * 2
    if mentions["doc_id"].nunique() == 1 and within == "sentence":
        mentions = mentions.assign(doc_id=mentions["sent_id"])
    pairs = share_units(mentions, within=within, sentences=sentences)
    known = pd.MultiIndex.from_frame(edges[["actor_a", "actor_b"]])
    here = pd.MultiIndex.from_arrays([pairs.actors.take(pairs.first), pairs.actors.take(pairs.second)])
    keep = known.get_indexer(here) >= 0
    both = np.concatenate([pairs.first[keep], pairs.second[keep]])
    place = pd.Index(actors).get_indexer(pairs.actors)[both]
    shape = (len(pairs.doc_ids), len(actors))
    of_doc = sparse.csr_array((np.tile(pairs.n[keep], 2), (np.tile(pairs.doc[keep], 2), place)), shape=shape)
    if len(pairs.doc_ids) < 2:
        return (np.full(len(actors), np.nan),) * 2
    shares = np.full(len(pairs.doc_ids), 1 / len(pairs.doc_ids))
    random = np.random.default_rng(seed)
    # Few draws at a time: a draw has a number for each document.
    drawn = [
        random.multinomial(len(shares), shares, size=_AT_ONCE) @ of_doc
        for _ in range(0, _RESAMPLES, _AT_ONCE)
    ]
    return tuple(np.percentile(np.concatenate(drawn), [2.5, 97.5], axis=0))


def _betweenness(a: np.ndarray, b: np.ndarray, size: int) -> np.ndarray:
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(zip(a.tolist(), b.tolist(), strict=True)))
    found = rustworkx.betweenness_centrality(graph, normalized=True)
    # Threads add up in any order, which changes the last digits.
    return np.array([found[node] for node in range(size)], dtype="float64").round(12)


def _pagerank(a: np.ndarray, b: np.ndarray, n: np.ndarray, size: int) -> np.ndarray:
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(size))
    weights = n.astype("float64").tolist()
    for one, other in ((a, b), (b, a)):  # an edge leads both ways
        graph.add_edges_from(list(zip(one.tolist(), other.tolist(), weights, strict=True)))
    found = rustworkx.pagerank(graph, weight_fn=float, tol=1e-12, max_iter=1000) if size else {}
    return np.array([found[node] for node in range(size)], dtype="float64")


def _communities(a: np.ndarray, b: np.ndarray, n: np.ndarray, size: int, seed: int) -> np.ndarray:
    """Leiden's communities, numbered by size; of equal ones the one with the first actor comes first."""
    if not size:
        return np.empty(0, dtype="int64")
    # In one fixed order of edges, so that the same network always falls into the same communities.
    order = np.lexsort((b, a))
    rows = zip(a[order].tolist(), b[order].tolist(), n[order].tolist(), strict=True)
    links = [(str(one), str(other), float(weight)) for one, other, weight in rows]
    _, found = graspologic_native.leiden(links, seed=seed, trials=5)
    labels = np.array([found[str(node)] for node in range(size)])
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), dtype="int64")
    place[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return place[inverse]
