"""Speed of the network functions against the bare sparse product and networkx, in one run, CPU time in pairs.

Run: python tests/benchmarks/bench_network.py [SENTENCES]
"""

import resource
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from timing import take_turns, wanted

from analysis import actor_edges, edge_weights

SENTENCES, ACTORS, PER_DOCUMENT = wanted(100_000), 3_000, 25


def invent_mentions(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sentences with three mentions on average, of actors as unevenly frequent as in news."""
    chance, every = np.random.default_rng(0), np.arange(n)
    doc_id = ("text-" + pd.Series(every // PER_DOCUMENT).astype("str")).astype("category")
    sentences = pd.DataFrame({"doc_id": doc_id, "sent_id": (every % PER_DOCUMENT).astype("int32")})
    mentions = sentences.loc[np.repeat(every, chance.poisson(3, n))].reset_index(drop=True)
    actor = pd.Series((ACTORS * chance.random(len(mentions)) ** 2).astype(int)).astype("str")
    start = mentions.index * 10
    return mentions.assign(start=start, end=start + 5, actor="Actor " + actor), sentences


def add_edges() -> None:
    """The loop that most tutorials show."""
    graph = nx.Graph()
    for _, actors in mentions.groupby(["doc_id", "sent_id"], observed=True)["actor"]:
        for a, b in combinations(sorted(set(actors)), 2):
            if graph.has_edge(a, b):
                graph[a][b]["weight"] += 1
            else:
                graph.add_edge(a, b, weight=1)


mentions, sentences = invent_mentions(SENTENCES)
unit = mentions["doc_id"].cat.codes.to_numpy("int64") * PER_DOCUMENT + mentions["sent_id"]
cells = np.ones(len(unit), dtype="int64"), (unit, pd.factorize(mentions["actor"])[0])
matrix = sparse.csr_array(cells, shape=(SENTENCES, ACTORS))
print(f"{len(mentions):,} mentions in {SENTENCES:,} sentences, {len(actor_edges(mentions)):,} edges")
runs = {
    "bare": lambda: matrix.T @ matrix,
    "edges": lambda: actor_edges(mentions),
    "edges and weights": lambda: edge_weights(actor_edges(mentions), mentions, sentences),
    "networkx add_edge": add_edges,
}
seconds = take_turns(runs)
for name, ratio in seconds.div(seconds.pop("bare"), axis=0).median().items():
    print(f"{name}: {ratio:.1f} times the bare sparse product")
million, many = invent_mentions(SENTENCES * 333 // 100)
edge_weights(actor_edges(million), million, many)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(million):,} mentions, edges and weights: {most:,.0f} MB at most, Python and pandas included")
