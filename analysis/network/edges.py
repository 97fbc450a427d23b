"""Who is named together: the pairs of actors that share a sentence, paragraph or document, and how strongly."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measures.association import log_likelihood, p_value, q_value
from analysis.tables import check_by, check_columns, check_doc_ids, check_edges

Within = str | int


class Pairs(NamedTuple):
    """Pairs of actors within each document: codes into `actors` and `doc_ids`, and how many units they share."""

    first: np.ndarray
    second: np.ndarray
    doc: np.ndarray
    n: np.ndarray
    actors: pd.Index
    doc_ids: pd.Index


def actor_edges(
    mentions: pd.DataFrame,
    *,
    within: Within = "sentence",
    sentences: pd.DataFrame | None = None,
    by: str | None = None,
    min_n: int = 1,
) -> pd.DataFrame:
    """Which actors are named together, and how often.

    A mention inside a longer one does not count: "US officials" are the officials, not the United States.

    Args:
        mentions: what `merge_actors` gives.
        within: what two actors share: "sentence", "paragraph", "document", or the number of sentences of a window
            that moves over the document sentence by sentence.
        sentences: what `annotate` gives; needed for paragraphs.
        by: a column of `mentions` (such as outlet or date, merged in from the documents) to slice by. A missing value
            is a slice of its own.
        min_n: leave out pairs that share fewer units.

    Columns:
        `by` where given, actor_a, actor_b (in alphabetical order), n (units shared), doc_freq (documents in which
        they share one); the most frequent pair first.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `within` is something else, or "paragraph" without `sentences`.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> actor_edges(mentions).values.tolist()
    [['Assad', 'Syria', 1, 1]]
    """
    if by is not None:
        return _edges_by(mentions, by, within=within, sentences=sentences, min_n=min_n)
    pairs = share_units(mentions, within=within, sentences=sentences)
    shape = (len(pairs.actors), len(pairs.actors))
    # Summed by pair in one pass: units in the upper half of each number, documents in the lower.
    sums = sparse.csr_array(((pairs.n << 32) + 1, (pairs.first, pairs.second)), shape=shape)
    first, second = np.repeat(np.arange(shape[0]), np.diff(sums.indptr)), sums.indices
    n, docs = sums.data >> 32, sums.data & 0xFFFFFFFF
    order = np.argsort(-n, kind="stable")  # rows and columns are in alphabetical order already
    order = order[: np.searchsorted(-n[order], -min_n, side="right")]
    return pd.DataFrame(
        {
            "actor_a": pairs.actors.take(first[order]),
            "actor_b": pairs.actors.take(second[order]),
            "n": n[order],
            "doc_freq": docs[order],
        }
    )


def edge_weights(
    edges: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, within: Within = "sentence"
) -> pd.DataFrame:
    """How much more often than by chance two actors are named together.

    Chance is that each actor is spread over the units (sentences, paragraphs, documents, windows) without regard
    to the other.

    Args:
        edges: what `actor_edges` gives for these mentions, without `by`.
        mentions, within: the same as for the edges.
        sentences: what `annotate` gives: all units count, those without a mention too.

    Columns:
        those of `edges`, then n_a, n_b (units with each actor), npmi (-1 to 1, 0 = chance; Bouma 2009), g2
        (log-likelihood ratio; Dunning 1993), q (of g2's chi-square p-value, Benjamini and Hochberg 1995: the share
        of false discoveries among the pairs up to this one), jaccard (share of the units with either that have
        both), cosine.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pair is there twice, or the edges were counted in other mentions.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> sentences = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 1], "par_id": [1, 1]})
    >>> edge_weights(actor_edges(mentions), mentions, sentences)["npmi"].tolist()
    [1.0]
    """
    check_edges(edges)
    incidence, _, actors, _ = _incidence(mentions, within, sentences)
    # The last, that of unknown actors, is 0.
    of_actor = np.append(np.bincount(incidence.indices, minlength=len(actors)), 0).astype("float64")
    total = _count_units(sentences, within)
    both = edges["n"].to_numpy("float64")
    a, b = (of_actor[actors.get_indexer(edges[side])] for side in ("actor_a", "actor_b"))
    wrong = both > np.minimum(a, b)
    if wrong.any():
        pair = " and ".join(edges.loc[wrong, ["actor_a", "actor_b"]].iloc[0])
        raise ValueError(f"mentions has fewer units with {pair} than edges has: give those that were counted")
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(both < total, np.log(both * total / (a * b)) / -np.log(both / total), 1.0)
    g2 = np.abs(log_likelihood(both, a, b, total))
    return edges.assign(
        n_a=a.astype("int64"),
        n_b=b.astype("int64"),
        npmi=npmi,
        g2=g2,
        q=q_value(p_value(g2)),
        jaccard=both / (a + b - both),
        cosine=both / np.sqrt(a * b),
    )


def edge_dates(
    edges: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame, **within
) -> pd.DataFrame:
    """When two actors were first and last named together.

    Args:
        edges: what `actor_edges` gives for these mentions.
        mentions: the same as for the edges.
        documents: doc_id and date.
        within: `within` and `sentences`, where the edges were counted with them.

    Columns:
        those of `edges`, then first_date, last_date (missing where no document of the pair has a date).

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "date": [pd.Timestamp("2016-12-13")]})
    >>> str(edge_dates(actor_edges(mentions), mentions, documents)["first_date"].iloc[0].date())
    '2016-12-13'
    """
    check_columns(documents, "documents", ["doc_id", "date"], "give the dates in metadata.csv")
    check_doc_ids(documents)
    pairs = share_units(mentions, **within)
    dates = documents.set_index(documents["doc_id"].astype("str"))["date"]
    shared = pd.DataFrame(
        {
            "actor_a": pairs.actors.take(pairs.first),
            "actor_b": pairs.actors.take(pairs.second),
            "date": dates.reindex(pairs.doc_ids.astype("str")).to_numpy()[pairs.doc],
        }
    )
    spans = shared.groupby(["actor_a", "actor_b"])["date"].agg(first_date="min", last_date="max")
    return edges.merge(spans, on=["actor_a", "actor_b"], how="left")


def actor_documents(mentions: pd.DataFrame) -> pd.DataFrame:
    """Which actor is named in which document, and how often: the two-mode network.

    Args:
        mentions: what `merge_actors` gives.

    Columns:
        actor, label, doc_id, n.

    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "actor": ["Syria"] * 2, "label": ["PLACE"] * 2})
    >>> actor_documents(mentions).values.tolist()
    [['Syria', 'PLACE', 'a', 2]]
    """
    columns = ["actor", "label", "doc_id"]
    return mentions.groupby(columns, observed=True).size().reset_index(name="n")


def edge_mentions(
    mentions: pd.DataFrame,
    a: str,
    b: str,
    *,
    within: Within = "sentence",
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every place where two actors are named together: the sentences behind an edge, for `in_context`.

    Args:
        mentions, within, sentences: the same as for `actor_edges`.
        a, b: two actors.

    Columns:
        those of `mentions`: the mentions of both actors in the units they share, in the order of the text.

    Raises:
        KeyError: an actor is not in `mentions`.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 3, "sent_id": [0, 0, 1], "start": [0, 9, 20],
    ...                          "end": [5, 14, 25], "actor": ["Syria", "Assad", "Syria"]})
    >>> len(edge_mentions(mentions, "Assad", "Syria"))
    2
    """
    for actor in (a, b):
        if actor not in set(mentions["actor"]):
            raise KeyError(f"mentions has no actor {actor!r}: take a name from the edges")
    unit, row = _units(mentions, within, sentences)
    actor = mentions["actor"].to_numpy()[row]
    counts = outermost(mentions)[row]
    shared = np.intersect1d(unit[counts & (actor == a)], unit[counts & (actor == b)])
    rows = np.unique(row[counts & np.isin(unit, shared) & ((actor == a) | (actor == b))])
    found = mentions.iloc[rows]
    return found.sort_values(["doc_id", "start"], kind="stable").reset_index(drop=True)


def share_units(
    mentions: pd.DataFrame, *, within: Within = "sentence", sentences: pd.DataFrame | None = None
) -> Pairs:
    """Count the units that each two actors share in each document: what edges, dates and intervals are made of.

    The count is the sparse product of a matrix of units and actors with itself, where an actor has a column of its
    own in each document.
    """
    incidence, doc_of_unit, actors, doc_ids = _incidence(mentions, within, sentences)
    unit = np.repeat(np.arange(incidence.shape[0], dtype="int32"), np.diff(incidence.indptr))
    column, places = pd.factorize(doc_of_unit[unit] * len(actors) + incidence.indices)
    shape = (incidence.shape[0], len(places))
    here = sparse.csr_array((incidence.data, column.astype("int32"), incidence.indptr), shape=shape)
    product = here.T.tocsr() @ here
    row, col = np.repeat(np.arange(len(places), dtype="int32"), np.diff(product.indptr)), product.indices
    once = row < col
    doc, actor = np.divmod(places, max(len(actors), 1))
    a, b = actor[row[once]], actor[col[once]]
    return Pairs(np.minimum(a, b), np.maximum(a, b), doc[row[once]], product.data[once], actors, doc_ids)


def outermost(mentions: pd.DataFrame) -> np.ndarray:
    """Tell for each mention whether it stands by itself, not inside a longer one.

    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 0], "end": [12, 2]})
    >>> outermost(mentions).tolist()
    [True, False]
    """
    doc_no = pd.factorize(mentions["doc_id"])[0].astype("int64") << 32
    start, end = doc_no + mentions["start"].to_numpy(), doc_no + mentions["end"].to_numpy()
    sorted_already = (np.diff(start) > 0).all()
    order = np.arange(len(start)) if sorted_already else np.lexsort((-end, start))
    reached = np.maximum.accumulate(end[order]) if len(order) else end
    alone = np.ones(len(mentions), dtype=bool)
    alone[order[1:]] = end[order[1:]] > reached[:-1]
    return alone


def _edges_by(mentions: pd.DataFrame, by: str, **options) -> pd.DataFrame:
    """The edges of each slice, one slice below the other."""
    check_by(mentions, "mentions", by)
    nothing = None, mentions.iloc[:0]  # for the columns, where there is no slice
    slices = [*mentions.groupby(by, observed=True, dropna=False), nothing]
    edges = pd.concat([actor_edges(rows, **options).assign(**{by: value}) for value, rows in slices])
    edges[by] = edges[by].astype(mentions[by].dtype)
    return edges[[by, *edges.columns.drop(by)]].reset_index(drop=True)


def _incidence(
    mentions: pd.DataFrame, within: Within, sentences: pd.DataFrame | None
) -> tuple[sparse.csr_array, np.ndarray, pd.Index, pd.Index]:
    """Units by actors, 1 where an actor is named in a unit; the document of each unit; the names of both."""
    rows = mentions[outermost(mentions)]
    unit, row = _units(rows, within, sentences)
    actor_no, actors = pd.factorize(rows["actor"], sort=True)
    if (actor_no < 0).any():
        raise ValueError(f"mentions has {(actor_no < 0).sum()} rows without an actor: leave them out")
    doc_no, doc_ids = pd.factorize(rows["doc_id"], sort=True)
    unit_no, units = pd.factorize(unit)
    doc_of_unit = np.zeros(len(units), dtype="int64")
    doc_of_unit[unit_no] = doc_no[row]
    size = max(len(actors), 1)
    keys = np.sort(unit_no * size + actor_no[row])
    unit_no, actor_no = np.divmod(keys[np.diff(keys, prepend=-1) > 0], size)
    borders = np.searchsorted(unit_no, np.arange(len(units) + 1)).astype("int32")
    ones = np.ones(len(unit_no), dtype="int64")
    incidence = sparse.csr_array((ones, actor_no.astype("int32"), borders), shape=(len(units), len(actors)))
    return incidence, doc_of_unit, pd.Index(actors), pd.Index(doc_ids)


def _units(
    mentions: pd.DataFrame, within: Within, sentences: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """The unit of each mention as a number, and the row of the mention: in windows a mention has several."""
    row = np.arange(len(mentions))
    doc_no = pd.factorize(mentions["doc_id"])[0].astype("int64") << 32
    if within == "document":
        return doc_no, row
    if within == "paragraph":
        return doc_no + _paragraphs(mentions, sentences), row
    sent_id = mentions["sent_id"].to_numpy("int64")
    if within == "sentence":
        return doc_no + sent_id, row
    if not isinstance(within, int) or isinstance(within, bool) or within < 1:
        raise ValueError(
            f"within is {within!r}: it must be 'sentence', 'paragraph', 'document' or a number above 0"
        )
    opening = np.arange(within)  # a window is known by its first sentence
    windows = (sent_id[:, None] - opening).ravel()
    inside = windows >= 0
    return (np.repeat(doc_no, within) + windows)[inside], np.repeat(row, within)[inside]


def _paragraphs(mentions: pd.DataFrame, sentences: pd.DataFrame | None) -> np.ndarray:
    if sentences is None:
        raise ValueError("paragraphs are known from the sentences: pass sentences=")
    keys = mentions[["doc_id", "sent_id"]].astype({"doc_id": "str"})
    known = sentences[["doc_id", "sent_id", "par_id"]].astype({"doc_id": "str"})
    found = keys.merge(known, on=["doc_id", "sent_id"], how="left")["par_id"]
    if found.isna().any():
        raise ValueError("a mention stands in no sentence of `sentences`: pass those of the same corpus")
    return found.to_numpy("int64")


def _count_units(sentences: pd.DataFrame, within: Within) -> int:
    if within == "document":
        return sentences["doc_id"].nunique()
    if within == "paragraph":
        return len(sentences[["doc_id", "par_id"]].drop_duplicates())
    return len(sentences)  # a window opens with each sentence
