"""Speed of the network functions against the bare sparse product and networkx, in one run, CPU time in pairs.

python tests/benchmarks/bench_network.py
"""

import resource

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from timing import cpu

from analysis import actor_edges, edge_weights

SENTENCES, ACTORS, PER_DOCUMENT, ROUNDS = 100_000, 3_000, 25, 5


def invent_mentions(sentences: int = SENTENCES, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sentences with three mentions on average, of actors as unevenly frequent as in news."""
    rng = np.random.default_rng(seed)
    sentence = np.repeat(np.arange(sentences), rng.poisson(3, sentences))
    actor = (ACTORS * rng.random(len(sentence)) ** 2).astype(int)
    start = np.arange(len(sentence)) * 10
    names = np.array([f"Actor {number}" for number in range(ACTORS)])
    doc_ids = [f"text-{number}" for number in range(sentences // PER_DOCUMENT + 1)]
    mentions = pd.DataFrame(
        {
            "doc_id": pd.Categorical.from_codes(sentence // PER_DOCUMENT, doc_ids),
            "sent_id": (sentence % PER_DOCUMENT).astype("int32"),
            "start": start,
            "end": start + 5,
            "actor": pd.array(names[actor], dtype="str"),
        }
    )
    every = np.arange(sentences)
    doc_id = pd.Categorical.from_codes(every // PER_DOCUMENT, doc_ids)
    return mentions, pd.DataFrame({"doc_id": doc_id, "sent_id": every % PER_DOCUMENT})


def sparse_product(matrix: sparse.csr_array) -> int:
    """The bare product: what no network can be counted without."""
    return (matrix.T @ matrix).nnz


def add_edges(mentions: pd.DataFrame) -> nx.Graph:
    """The loop that most tutorials show."""
    graph = nx.Graph()
    for _, actors in mentions.groupby(["doc_id", "sent_id"], observed=True)["actor"]:
        here = sorted(set(actors))
        for place, a in enumerate(here):
            for b in here[place + 1 :]:
                if graph.has_edge(a, b):
                    graph[a][b]["weight"] += 1
                else:
                    graph.add_edge(a, b, weight=1)
    return graph


def main() -> None:
    mentions, sentences = invent_mentions()
    unit = mentions["doc_id"].cat.codes.to_numpy("int64") * PER_DOCUMENT + mentions["sent_id"].to_numpy()
    actor = pd.factorize(mentions["actor"])[0]
    matrix = sparse.csr_array((np.ones(len(unit), dtype="int64"), (unit, actor)), shape=(SENTENCES, ACTORS))
    edges = actor_edges(mentions)
    print(f"{len(mentions):,} mentions in {SENTENCES:,} sentences, {len(edges):,} edges")

    def weigh() -> None:
        edge_weights(actor_edges(mentions), mentions, sentences)

    rivals = {"edges": lambda: actor_edges(mentions), "edges and weights": weigh}
    ratios = {name: [] for name in rivals}
    for _ in range(ROUNDS):
        bare = cpu(sparse_product, matrix)
        for name, function in rivals.items():
            ratios[name].append(cpu(function) / bare)
    for name, found in ratios.items():
        print(f"{name}: {np.median(found):.1f} times the bare sparse product")
    print(f"networkx add_edge: {cpu(add_edges, mentions) / bare:.1f} times the bare sparse product")
    million, many = invent_mentions(sentences=333_000)
    edge_weights(actor_edges(million), million, many)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(million):,} mentions, edges and weights: {most:,.0f} MB at most, Python and pandas included")


if __name__ == "__main__":
    main()
