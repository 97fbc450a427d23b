"""Edges, weights, backbone, ranks and files of small networks that can be counted by hand."""

from collections import defaultdict
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, settings, strategies as st
from scipy.stats import binom

from analysis import (
    actor_edges,
    backbone,
    edge_dates,
    edge_mentions,
    edge_weights,
    in_context,
    rank_actors,
    write_graph,
)

EDGES = ["actor_a", "actor_b", "n", "doc_freq", "n_fractional"]


def mentions_of(*sentences):
    """Mentions typed in: (doc_id, sent_id, "actors with a blank between")."""
    rows = [(doc_id, sent_id, actor) for doc_id, sent_id, actors in sentences for actor in actors.split()]
    table = pd.DataFrame(rows, columns=["doc_id", "sent_id", "actor"])
    table = table.astype({"doc_id": "str", "actor": "str"})
    start = table["sent_id"].astype("int64") * 1000 + 2 * table.index
    return table.assign(start=start, end=start + 1)


def sentences_of(*sentences):
    return pd.DataFrame(sentences, columns=["doc_id", "sent_id", "par_id"])


TWO_TEXTS = mentions_of(("a", 0, "A B A"), ("a", 1, "B C"), ("a", 3, "A C"), ("b", 0, "B A"), ("b", 1, "D"))
SENTENCES = sentences_of(("a", 0, 1), ("a", 1, 1), ("a", 2, 2), ("a", 3, 2), ("b", 0, 1), ("b", 1, 1))


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("paragraph", "AB22 AC21 AD11 BC11 BD11"),
        ("document", "AB22 AC11 AD11 BC11 BD11"),
        (2, "AC31 AB22 BC21 AD11 BD11"),
    ],
)
def test_edges(within, expected):
    edges = actor_edges(TWO_TEXTS, within=within, sentences=SENTENCES)
    assert edges[EDGES[:4]].astype("str").agg("".join, axis=1).tolist() == expected.split()
    often = actor_edges(TWO_TEXTS, within=within, sentences=SENTENCES, min_n=2)
    pd.testing.assert_frame_equal(often, edges[edges["n"] > 1])


def test_a_mention_inside_a_longer_one_does_not_count():
    mentions = mentions_of(("a", 0, "US officials Moscow")).assign(start=[0, 0, 20], end=[2, 12, 26])
    assert actor_edges(mentions)[["actor_a", "actor_b"]].values.tolist() == [["Moscow", "officials"]]


def test_a_sentence_that_lists_names_counts_as_one_tie_of_each():
    edges = actor_edges(mentions_of(("a", 0, "A B C D"), ("a", 1, "A B"))).set_index(["actor_a", "actor_b"])
    assert edges.loc[("A", "B"), ["n", "n_fractional"]].tolist() == [2, pytest.approx(1 + 1 / 3)]
    assert edges["n_fractional"].iloc[1:].tolist() == pytest.approx([1 / 3] * 5)


def test_slices():
    mentions = TWO_TEXTS.assign(outlet=TWO_TEXTS["doc_id"].map({"b": "Tribune"}).astype("str"), page=1)
    edges = actor_edges(mentions, by=["page", "outlet"])
    assert list(edges) == ["page", "outlet", *EDGES] == list(actor_edges(mentions[:0], by=["page", "outlet"]))
    alone = actor_edges(mentions[mentions["outlet"].isna()])  # mentions without an outlet are a slice, too
    pd.testing.assert_frame_equal(edges[edges["outlet"].isna()][EDGES].reset_index(drop=True), alone)
    assert edges.loc[edges["outlet"] == "Tribune", EDGES].values.tolist() == [["A", "B", 1, 1, 1]]
    assert len(rank_actors(edges[edges["outlet"].isna()])) == 3
    assert (
        actor_edges(TWO_TEXTS.astype({"doc_id": "category", "actor": "category"}), by="doc_id")["n"].sum()
        == edges["n"].sum()
    )


ACTORS = st.lists(st.sampled_from("ABCDE"), max_size=4).map(" ".join)
CORPORA = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), ACTORS), max_size=12)


@settings(max_examples=30)
@given(CORPORA)
def test_edges_equal_those_counted_pair_by_pair_and_those_of_each_document_add_up(sentences):
    mentions = mentions_of(*sentences)
    graph = defaultdict(list)
    for (doc_id, _), actors in mentions.groupby(["doc_id", "sent_id"])["actor"]:
        for pair in combinations(sorted(set(actors)), 2):
            graph[pair].append((doc_id, 1 / (actors.nunique() - 1)))
    edges = actor_edges(mentions)
    found = {(a, b): tuple(row) for a, b, *row in edges.itertuples(index=False)}
    assert found == {
        pair: (
            len(units),
            len({doc_id for doc_id, _ in units}),
            pytest.approx(sum(share for _, share in units)),
        )
        for pair, units in graph.items()
    }
    assert edges.dtypes.astype("str").tolist() == ["str", "str", "int64", "int64", "float64"]
    parts = pd.concat([actor_edges(mentions[mentions["doc_id"] == doc_id]) for doc_id in "ab"])
    added = parts.groupby(["actor_a", "actor_b"])[EDGES[2:]].sum()
    pd.testing.assert_frame_equal(added, edges.set_index(["actor_a", "actor_b"]).sort_index())


def test_weights_by_hand():
    """A in 4 of 10 sentences, B in 3, both in 2."""
    shared = [("a", 0, "A B"), ("a", 1, "A B"), ("a", 2, "A"), ("a", 3, "A"), ("a", 4, "B")]
    mentions, sentences = mentions_of(*shared), sentences_of(*[("a", number, 1) for number in range(10)])
    row = edge_weights(actor_edges(mentions), mentions, sentences).iloc[0]
    assert (row["n_a"], row["n_b"]) == (4, 3)
    assert row["npmi"] == pytest.approx(np.log(0.2 / (0.4 * 0.3)) / -np.log(0.2))
    assert row["jaccard"] == pytest.approx(2 / 5)
    assert row["cosine"] == pytest.approx(2 / np.sqrt(12))
    seen, expected = np.array([2, 2, 1, 5]), np.array([1.2, 2.8, 1.8, 4.2])
    assert row["g2"] == pytest.approx(2 * (seen * np.log(seen / expected)).sum())


TWICE = "edges has A and B more than once: take one slice"
SLICES = actor_edges(TWO_TEXTS.assign(outlet=TWO_TEXTS["doc_id"]), by="outlet")


def edges_of(*edges):
    """Edges typed in: actor, actor, n."""
    rows = [(edge[0], edge[1], int(edge[2:])) for edge in edges]
    return pd.DataFrame(rows, columns=["actor_a", "actor_b", "n"]).assign(
        n_fractional=lambda table: table["n"] / 1
    )


def star(*weights):
    """One actor with an edge of each weight."""
    return pd.DataFrame({"actor_a": "a", "actor_b": [*"bcde"[: len(weights)]], "n": weights})


TURNED = pd.DataFrame({"actor_a": ["B", "A"], "actor_b": ["A", "B"], "n": [1, 2]})  # a pair in both orders
# A sentence that lists 19 names, and six that name two.
LIST = mentions_of(
    ("a", 0, " ".join("ABCDEFGHIJKLMNOPQRS")),
    *[("a", i, pair) for i, pair in enumerate(["X Y"] * 4 + ["X Z"] * 2, 1)],
)


NODES = pd.DataFrame({"actor": ["a", "a"]})


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        *[(lambda within=within: actor_edges(TWO_TEXTS, within=within), ValueError, "within is")
          for within in ("sentance", 0, 1.5, True)],
        (lambda: actor_edges(TWO_TEXTS, within="paragraph"), ValueError, "add sentences="),
        (lambda: actor_edges(TWO_TEXTS, within="paragraph", sentences=SENTENCES[1:]), ValueError, "sentences lacks"),
        (lambda: actor_edges(TWO_TEXTS.replace("D", None)), ValueError, "mentions has 1 rows without an actor"),
        (lambda: edge_weights(SLICES, TWO_TEXTS, SENTENCES), ValueError, TWICE),
        (lambda: backbone(SLICES), ValueError, TWICE),
        (lambda: edge_dates(SLICES, TWO_TEXTS, pd.DataFrame()), ValueError, TWICE),
        (lambda: rank_actors(TURNED), ValueError, TWICE),
        (lambda: write_graph(SLICES, "a.gexf"), ValueError, TWICE),
        (lambda: write_graph(pd.concat([TURNED, TURNED[1:]]), "a.gexf"), ValueError, TWICE),
        (lambda: rank_actors(star(0, 1)), ValueError, "edges has 1 rows without an n above 0: leave them out"),
        (lambda: edge_weights(actor_edges(TWO_TEXTS), TWO_TEXTS[:5], SENTENCES), ValueError, "fewer units with A"),
        (lambda: edge_mentions(TWO_TEXTS, "A", "Dan"), KeyError, "mentions has no actor 'Dan'"),
        (lambda: backbone(star(2), method="random"), ValueError, "must be one of 'disparity'"),
        (lambda: rank_actors(star(2).assign(n_fractional=np.nan)), ValueError, "1 rows without an n_fractional above"),
        (lambda: write_graph(star(1, 2).replace("b", None), "a.gexf"), ValueError, "edges has 1 rows without an actor"),
        (lambda: write_graph(star(1), "a.gexf", nodes=NODES), ValueError, "nodes has 1 rows whose actor is missing or"),
        *[(lambda by=by: actor_edges(TWO_TEXTS, by=by), ValueError, f"by names '{by}', a column that the result has")
          for by in ("n", "actor", "doc_freq")],
        (lambda: actor_edges(TWO_TEXTS, by=["doc_id", "outlt"]), KeyError, "mentions has no column 'outlt'; check its"),
        (lambda: write_graph(star(1), "a.txt"), ValueError, r"\.gexf or \.graphml"),
    ],
)  # fmt: skip
def test_errors(call, error, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message):
        call()
    assert not list(tmp_path.iterdir())


def test_the_mentions_of_an_edge():
    documents = texts("Ann met Bob. Ann left. Cyd saw Bob and Ann.")
    mentions = mentions_of(("a", 0, "Ann Bob"), ("a", 1, "Ann"), ("a", 2, "Cyd Bob Ann"))
    mentions["start"] = [0, 8, 13, 23, 31, 39]
    found = edge_mentions(mentions.assign(end=mentions["start"] + 3), "Bob", "Ann")
    sentences = pd.DataFrame({"doc_id": "a", "sent_id": range(3), "start": [0, 13, 23], "end": [12, 22, 43]})
    assert found["start"].tolist() == [0, 8, 31, 39]
    assert in_context(found, documents, sentences)["match"].tolist() == ["Ann", "Bob", "Bob", "Ann"]


def test_dates_of_edges():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "date": pd.to_datetime(["2021-03-04", "2021-03-08"])})
    edges = edge_dates(actor_edges(TWO_TEXTS), TWO_TEXTS, documents)
    dates = edges[["first_date", "last_date"]].astype("str").values.tolist()
    assert dates == [["2021-03-04", "2021-03-08"]] + [["2021-03-04"] * 2] * 2
    partly = edge_dates(actor_edges(TWO_TEXTS), TWO_TEXTS, documents.assign(date=[None, "2021-03-08"]))
    assert partly["last_date"].notna().tolist() == [True, False, False]


def test_disparity_by_hand():
    found = backbone(star(8, 2, 2, 1))
    assert found["p_value"].tolist()[:3] == pytest.approx([(1 - 8 / 12) ** 2, (10 / 12) ** 2, (10 / 12) ** 2])
    assert np.isnan(found["p_value"].iloc[3]) and not found["keep"].iloc[3]
    assert len(found) == 4 and "Serrano" in found["null_model"].iloc[0]


@pytest.mark.parametrize("method", ["disparity", "noise-corrected"])
def test_a_backbone_of_chance_keeps_few_edges(method):
    ends = np.random.default_rng(0).integers(0, 60, (4000, 2)).astype("str")
    edges = pd.DataFrame(np.sort(ends), columns=["actor_a", "actor_b"]).query("actor_a < actor_b")
    found = backbone(edges.value_counts().reset_index(name="n"), method=method)
    assert found["keep"].sum() <= (0.1 if method == "disparity" else 0.05) * found["p_value"].count()
    assert found["p_value"].dropna().between(0, 1).all()


def test_noise_corrected_keeps_edges_that_are_heavier_than_the_strengths_explain():
    edges = edges_of("ab30", "cd30", "ac2", "ad2", "bc2", "bd2")
    assert backbone(edges, method="noise-corrected")["keep"].tolist() == [True] * 2 + [False] * 4


def test_noise_corrected_by_hand_is_the_binomial_tail_given_min_n():
    """The strengths of a and b are 10 and 9, those of all actors 26: b has 9 of the 16 that are not a's."""
    found = backbone(edges_of("ab7", "ac3", "bc2", "cd1"), method="noise-corrected")["p_value"]
    chance = 10 / 26 * 9 / 16
    assert found.iloc[0] == pytest.approx(binom.sf(6, 26, chance) / binom.sf(1, 26, chance))
    assert found.iloc[2] == 1 and found.isna().tolist() == [False] * 3 + [
        True
    ]  # n is 2, the least of those tested


@pytest.mark.parametrize("method", ["disparity", "noise-corrected"])
def test_the_backbone_tests_the_weight_and_leaves_out_by_n(method):
    edges = edges_of("ab9", "ac9", "ad9", "ae9", "bc1").assign(n_fractional=[9, 1, 1, 1, 1])
    weighed = (edges, edges.drop(columns="n_fractional"))
    fractional, counted = (backbone(table, method=method)["p_value"] for table in weighed)
    assert fractional.iloc[0] == fractional.min() < counted.iloc[0]
    assert fractional.isna().tolist() == counted.isna().tolist() == [False] * 4 + [True]


TWO_CIRCLES = edges_of("ab5", "ac5", "bc5", "de5", "df5", "ef5", "cd1")


def test_ranks():
    ranks = rank_actors(TWO_CIRCLES).set_index("actor")
    assert ranks.loc["c", ["degree", "strength"]].tolist() == [3, 11]
    assert ranks.loc["c", "betweenness"] == pytest.approx(0.6)  # 6 of 10 paths between others
    assert ranks.loc[list("abc"), "community"].nunique() == ranks.loc[list("def"), "community"].nunique() == 1
    assert ranks["community"].nunique() == 2
    assert ranks["strength_low"].isna().all()
    pd.testing.assert_frame_equal(rank_actors(TWO_CIRCLES.iloc[::-1]).set_index("actor"), ranks)


def test_a_sentence_that_lists_names_does_not_rank_them_first():
    edges = actor_edges(LIST)
    ranks = rank_actors(edges).set_index("actor")
    # The number of sentences that name it with others, whatever the length of their lists.
    assert ranks["strength"].to_dict() == {"X": 6, "Y": 4, "Z": 2} | dict.fromkeys("ABCDEFGHIJKLMNOPQRS", 1)
    assert ranks["pagerank"].idxmax() == "X"
    counted = rank_actors(edges.drop(columns="n_fractional"))
    assert counted["actor"].tolist()[:19] == [*"ABCDEFGHIJKLMNOPQRS"] and counted["strength"].iloc[0] == 18


@settings(max_examples=30)
@given(CORPORA)
def test_the_strength_is_the_number_of_sentences_that_name_an_actor_with_others(sentences):
    mentions = mentions_of(*sentences)
    places = mentions.groupby(["doc_id", "sent_id"])["actor"]
    shared = mentions[places.transform("nunique") > 1].drop_duplicates(["doc_id", "sent_id", "actor"])
    ranks = rank_actors(actor_edges(mentions), mentions=mentions)
    assert ranks.set_index("actor")["strength"].to_dict() == shared["actor"].value_counts().to_dict()


def test_ranks_of_a_larger_network_are_those_of_networkx_and_the_same_each_time():
    random = np.random.default_rng(3)
    pairs = np.sort(random.integers(100, 250, (700, 2))).astype("str")
    edges = pd.DataFrame(pairs, columns=["actor_a", "actor_b"]).drop_duplicates()
    edges = edges[edges["actor_a"] != edges["actor_b"]]
    edges["n_fractional"] = edges["n"] = random.integers(1, 30, len(edges))
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges[["actor_a", "actor_b", "n"]].itertuples(index=False, name=None))
    ranks = rank_actors(edges).set_index("actor")
    pagerank = nx.pagerank(graph, tol=1e-14, max_iter=1000)
    assert ranks["betweenness"].to_dict() == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)
    assert ranks["pagerank"].to_dict() == pytest.approx(pagerank, abs=1e-9)
    for _ in range(3):
        pd.testing.assert_frame_equal(rank_actors(edges).set_index("actor"), ranks)


def test_intervals_hold_the_strength_whatever_the_order_and_need_all_documents():
    mentions = mentions_of(*[(doc_id, 0, "A C" if doc_id in "adgj" else "A B") for doc_id in "abcdefghij"])
    sentences = pd.DataFrame(
        {"doc_id": [*"abcdefghijklm"], "sent_id": 0, "par_id": 0}
    )  # the last three name nobody
    edges = actor_edges(mentions)
    ranks = rank_actors(edges, mentions=mentions, sentences=sentences)
    assert ranks["strength"].between(ranks["strength_low"], ranks["strength_high"]).all()
    assert ranks["reason"].eq("").all()
    shuffled = rank_actors(edges, mentions=mentions.iloc[::-1], sentences=sentences[::-1])
    pd.testing.assert_frame_equal(shuffled, ranks)
    # All documents have a tie of A, so that its strength does not vary.
    alike = rank_actors(edges, mentions=mentions, sentences=sentences[:10])
    assert alike["reason"].tolist()[0] == "no interval: all texts have the same rate"
    assert (
        rank_actors(edges, mentions=mentions)["reason"].eq("no interval: no mentions or no sentences").all()
    )


@pytest.mark.parametrize("sentences", [[], [("a", 0, "A")], [("a", 0, "A B")]], ids=["none", "one", "pair"])
def test_the_smallest_networks(sentences):
    mentions = mentions_of(*sentences)
    edges = actor_edges(mentions)
    assert list(edges) == EDGES
    assert len(rank_actors(edges, mentions=mentions)) == 2 * len(edges)
    assert list(backbone(edges)) == [*EDGES, "p_value", "keep", "null_model"]
    weights = edge_weights(edges, mentions, sentences_of(("a", 0, 1)))
    assert list(weights) == [*EDGES, "n_a", "n_b", "npmi", "g2", "jaccard", "cosine"]
    assert weights["npmi"].tolist() == [1.0] * len(edges)  # always together


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_a_graph_file_comes_back_from_networkx(tmp_path, suffix):
    read = nx.read_gexf if suffix == "gexf" else nx.read_graphml
    edges, nodes = TWO_CIRCLES, pd.DataFrame({"actor": ["a", "é & z"], "label": ["PERSON", "PLACE"]})
    path = write_graph(edges, tmp_path / f"new/network.{suffix}", nodes=nodes)
    graph = read(path)
    assert graph.number_of_edges() == 7 and graph.nodes["é & z"] == {"label": "é & z", "type": "PLACE"}
    again = write_graph(edges.iloc[::-1], tmp_path / f"again.{suffix}", nodes=nodes.iloc[::-1])
    assert again.read_bytes() == path.read_bytes()
    assert "lastmodifieddate" not in path.read_text(encoding="utf-8")
    control = write_graph(TWO_CIRCLES.replace("a", "a\x0bb"), tmp_path / f"control.{suffix}")
    assert "a b" in read(control)  # XML has no way to write this character
    assert read(write_graph(edges.iloc[:0], tmp_path / f"empty.{suffix}")).number_of_nodes() == 0


EDGE = {"type": "directed", "key": "k", "id": 7, "weight": 0.5, "label": "x", "viz": "y", "spells": "z", "start": "2",
        "end": 3, "source": "u", "target": "v", "networkx_key": "w", "parents": "p", "pid": 1}  # fmt: skip
NODE = {"type": "t", "id": 4, "viz": "v", "spells": "s", "start": 1, "end": "e", "pid": 2, "parents": "q"}


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_a_graph_file_keeps_every_column_and_value(tmp_path, suffix):
    read = nx.read_gexf if suffix == "gexf" else nx.read_graphml
    own = {
        "seen": pd.Timestamp("2021-03-04"),
        "sure": True,
        "sort": pd.Categorical(["p"]),
        "list": [[1, 2]],
        5: 1.5,
    }
    edges = pd.DataFrame({"actor_a": ["A"], "actor_b": ["B"], "n": 2} | EDGE | own)
    nodes = pd.DataFrame({"actor": ["A"], "label": ["ORG"]} | NODE | own)
    with pytest.warns(UserWarning, match="names graph files reserve: they are written as type_, "):
        graph = read(write_graph(edges, tmp_path / f"a.{suffix}", nodes=nodes))
    written = {"seen": "2021-03-04", "sure": True, "sort": "p", "list": "[1, 2]", "5": 1.5}
    renamed = [{f"{name}_": value for name, value in columns.items()} | written for columns in (EDGE, NODE)]
    found = graph.edges["A", "B"]
    assert {name: found[name] for name in found if name != "id"} == renamed[0] | {"weight": 2}
    assert graph.nodes["A"] == renamed[1] | {"label": "A", "type": "ORG"}
    assert graph.nodes["B"] == {"label": "B"}


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_missing_values_are_left_out_of_a_graph_file(tmp_path, suffix):
    read = nx.read_gexf if suffix == "gexf" else nx.read_graphml
    edges = star(1, 2).assign(mixed=["x", 1], day=[None, pd.Timestamp("2021-03-04")], score=[None, 0.5])
    graph = read(write_graph(edges, tmp_path / f"a.{suffix}"))
    found = [{name: value for name, value in graph.edges["a", end].items() if name != "id"} for end in "bc"]
    assert found == [
        {"weight": 1, "mixed": "x"},
        {"weight": 2, "mixed": "1", "day": "2021-03-04", "score": 0.5},
    ]


def test_a_pair_in_both_orders_is_one_edge(tmp_path):
    dated = TURNED.assign(
        first_date=["2021-03-04", "2021-03-01"], last_date=["2021-03-04", "2021-03-08"], doc_freq=1
    )
    edges = pd.concat([dated.assign(n_fractional=[0.5, 1], side=["x", "y"]), star(1)])
    with pytest.warns(UserWarning, match="1 pairs in both orders: their n is added up"):
        graph = nx.read_graphml(write_graph(edges, tmp_path / "a.graphml"))
    summed = {
        "weight": 3,
        "n_fractional": 1.5,
        "side": "x",
        "first_date": "2021-03-01",
        "last_date": "2021-03-08",
    }
    assert graph.edges["A", "B"] == summed and len(graph.edges) == 2
