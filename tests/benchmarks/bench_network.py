"""The network functions beside the bare sparse product and the loop that most tutorials show.

Run: python tests/benchmarks/bench_network.py
It takes seconds, so it has the full size always.
"""

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from timing import Task, run_alone, take_turns, write_row

from analysis import actor_edges, edge_weights

SENTENCES, ACTORS, PER_DOCUMENT = 100_000, 3_000, 25


def invent_mentions(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make sentences with three mentions on average, of actors as unevenly frequent as in news."""
    chance, every = np.random.default_rng(0), np.arange(n)
    doc_id = ("text-" + pd.Series(every // PER_DOCUMENT).astype("str")).astype("category")
    sentences = pd.DataFrame({"doc_id": doc_id, "sent_id": (every % PER_DOCUMENT).astype("int32")})
    mentions = sentences.loc[np.repeat(every, chance.poisson(3, n))].reset_index(drop=True)
    actor = pd.Series((ACTORS * chance.random(len(mentions)) ** 2).astype(int)).astype("str")
    start = mentions.index * 10
    return mentions.assign(start=start, end=start + 5, actor="Actor " + actor), sentences


def add_edges(mentions: pd.DataFrame) -> None:
    """Add each pair of each sentence to a graph."""
    graph = nx.Graph()
    for _, actors in mentions.groupby(["doc_id", "sent_id"], observed=True)["actor"]:
        for a, b in combinations(sorted(set(actors)), 2):
            if graph.has_edge(a, b):
                graph[a][b]["weight"] += 1
            else:
                graph.add_edge(a, b, weight=1)


def weighing(n: int) -> Task:
    mentions, sentences = invent_mentions(n)
    yield
    edge_weights(actor_edges(mentions), mentions, sentences)


def main() -> None:
    mentions, sentences = invent_mentions(SENTENCES)
    unit = mentions["doc_id"].cat.codes.to_numpy("int64") * PER_DOCUMENT + mentions["sent_id"]
    cells = np.ones(len(unit), dtype="int64"), (unit, pd.factorize(mentions["actor"])[0])
    matrix = sparse.csr_array(cells, shape=(SENTENCES, ACTORS))
    runs = {
        "bare": lambda: matrix.T @ matrix,
        "edges": lambda: actor_edges(mentions),
        "weights": lambda: edge_weights(actor_edges(mentions), mentions, sentences),
        "networkx": lambda: add_edges(mentions),
    }
    cpu, what = take_turns(runs), f"{len(mentions):,} mentions"
    write_row(f"`actor_edges`, {what}: CPU", "bare sparse product", cpu["edges"] / cpu["bare"], 6)
    what = f"`actor_edges` and `edge_weights`, {what}: CPU"
    write_row(what, "networkx's add_edge loop", cpu["weights"] / cpu["networkx"], 1, peer="networkx")
    peak = run_alone(weighing, SENTENCES * 333 // 100)["MB"]
    write_row(f"the same for {SENTENCES * 10:,} mentions: peak memory", "", [peak], unit=" MB")


if __name__ == "__main__":
    main()
