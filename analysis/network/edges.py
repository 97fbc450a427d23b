"""Who is named together: the pairs of actors that share a sentence, paragraph or document, and how strongly."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measures.association import log_likelihood, p_value, q_value
from analysis.tables import check_by, check_columns, check_doc_ids, check_edges

Within = str | int
PAIR = ["actor_a", "actor_b"]


def actor_edges(
    mentions: pd.DataFrame,
    *,
    within: Within = "sentence",
    sentences: pd.DataFrame | None = None,
    by: str | None = None,
    min_n: int = 1,
) -> pd.DataFrame:
    """Return the pairs of actors that are named together, and how often.

    A mention inside a longer one does not count: "US officials" are the officials, not the United States.

    Args:
        mentions: what `merge_actors` returns.
        within: what two actors share: "sentence", "paragraph", "document", or the number of sentences of a window
            that moves over the document sentence by sentence.
        sentences: what `annotate` returns; needed for paragraphs.
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
    shared = shared_units(mentions, within=within, sentences=sentences)
    edges = shared.groupby(PAIR)["n"].agg(n="sum", doc_freq="size").reset_index()
    edges = edges[edges["n"] >= min_n]
    return edges.sort_values(["n", *PAIR], ascending=[False, True, True], ignore_index=True)


def edge_weights(
    edges: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, within: Within = "sentence"
) -> pd.DataFrame:
    """Measure how much more often than by chance two actors are named together.

    By chance, each actor would be spread over the units (sentences, paragraphs, documents, windows) without regard
    to the other.

    Args:
        edges: what `actor_edges` returns for these mentions, without `by`.
        mentions, within: the same as for the edges.
        sentences: what `annotate` returns: all units count, those without a mention too.

    Columns:
        those of `edges`, then n_a, n_b (units with each actor), npmi (-1 to 1, 0 = chance; Bouma 2009), g2
        (log-likelihood ratio; Dunning 1993), q (the expected share of false positives if you accept this pair and all
        with a higher g2; Benjamini and Hochberg 1995), jaccard (share of the units with either actor that have
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
    units = _units(mentions, within, sentences)["actor"].value_counts()
    a, b = (units.reindex(edges[side], fill_value=0).to_numpy() for side in PAIR)
    both, total = edges["n"].to_numpy(), _count_units(sentences, within)
    if (wrong := both > np.minimum(a, b)).any():
        pair = " and ".join(edges.loc[wrong, PAIR].iloc[0])
        raise ValueError(f"mentions has fewer units with {pair} than edges has: give those that were counted")
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(both < total, np.log(both * total / (a * b)) / -np.log(both / total), 1.0)
    g2 = np.abs(log_likelihood(both, a, b, total))
    return edges.assign(
        n_a=a,
        n_b=b,
        npmi=npmi,
        g2=g2,
        q=q_value(p_value(g2)),
        jaccard=both / (a + b - both),
        cosine=both / np.sqrt(a * b),
    )


def edge_dates(
    edges: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame, **within
) -> pd.DataFrame:
    """Return the edges with the dates when both actors were first and last named together.

    Args:
        edges: what `actor_edges` returns for these mentions.
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
    shared = shared_units(mentions, **within).astype({"doc_id": "str"})
    dates = documents[["doc_id", "date"]].astype({"doc_id": "str"})
    dates = shared.merge(dates, on="doc_id").groupby(PAIR)["date"].agg(first_date="min", last_date="max")
    return edges.merge(dates, on=PAIR, how="left")


def edge_mentions(
    mentions: pd.DataFrame,
    a: str,
    b: str,
    *,
    within: Within = "sentence",
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the mentions of two actors where they are named together: the evidence for an edge, for `in_context`.

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
    placed = _place(mentions, within, sentences)
    placed = placed[placed["actor"].isin([a, b])]
    actors = placed.groupby(["doc_id", "unit"], observed=True)["actor"].transform("nunique")
    rows = placed.loc[actors == len({a, b}), "row"].unique()
    return mentions.iloc[np.sort(rows)].sort_values(["doc_id", "start"], kind="stable").reset_index(drop=True)


def shared_units(
    mentions: pd.DataFrame, *, within: Within = "sentence", sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count the units that each two actors share in each document: edges, dates and intervals are made from these.

    Columns:
        doc_id, actor_a, actor_b (in alphabetical order), n.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> shared_units(mentions).values.tolist()
    [['a', 'Assad', 'Syria', 1]]
    """
    named = _units(mentions, within, sentences)
    unit = named.groupby(["doc_id", "unit"], observed=True).ngroup()
    # An actor has a column of its own in each document, in alphabetical order.
    column = named.groupby(["doc_id", "actor"], observed=True).ngroup()
    size = len(named)  # at least as many as units or columns, also where there are none
    incidence = sparse.csr_array((np.ones(size, dtype="int64"), (unit, column)), shape=(size, size))
    shared = sparse.triu(incidence.T @ incidence, k=1)
    actors = named.assign(column=column).drop_duplicates("column").set_index("column").sort_index()
    first, second = actors.iloc[shared.row], actors.iloc[shared.col]
    columns = {"doc_id": first["doc_id"], "actor_a": first["actor"], "actor_b": second["actor"].array}
    return pd.DataFrame(columns | {"n": shared.data}).reset_index(drop=True)


def actor_totals(edges: pd.DataFrame) -> pd.DataFrame:
    """Return the degree and the strength of each actor, in alphabetical order.

    >>> edges = pd.DataFrame({"actor_a": ["a", "b"], "actor_b": ["b", "c"], "n": [2, 1]})
    >>> actor_totals(edges).loc["b"].tolist()
    [2, 3]
    """
    sides = [edges[[side, "n"]].set_axis(["actor", "n"], axis=1) for side in PAIR]
    totals = pd.concat(sides).groupby("actor")["n"].agg(degree="size", strength="sum")
    return totals.astype("int64")


def _units(mentions: pd.DataFrame, within: Within, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """A row for each actor in each unit: doc_id, unit, actor."""
    return _place(mentions, within, sentences)[["doc_id", "unit", "actor"]].drop_duplicates()


def _place(mentions: pd.DataFrame, within: Within, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """The doc_id, unit, actor and row of each mention that counts; in windows a mention is in several units."""
    if missing := mentions["actor"].isna().sum():
        raise ValueError(f"mentions has {missing} rows without an actor: leave them out")
    rows = mentions[["doc_id", "sent_id", "actor"]].assign(row=np.arange(len(mentions)))
    rows = rows[_is_outermost(mentions)]
    if within == "document":
        return rows.assign(unit=0)
    if within == "sentence":
        return rows.assign(unit=rows["sent_id"])
    if within == "paragraph":
        return rows.assign(unit=_paragraphs(rows, sentences))
    if not isinstance(within, int) or isinstance(within, bool) or within < 1:
        raise ValueError(
            f"within is {within!r}: it must be 'sentence', 'paragraph', 'document' or a number above 0"
        )
    # A window is known by its first sentence.
    placed = pd.concat([rows.assign(unit=rows["sent_id"] - before) for before in range(within)])
    return placed[placed["unit"] >= 0]


def _is_outermost(mentions: pd.DataFrame) -> np.ndarray:
    """Whether each mention is not inside a longer one."""
    spans = mentions[["doc_id", "start", "end"]].astype({"start": "int64", "end": "int64"})
    ordered = spans.reset_index(drop=True).sort_values(["start", "end"], ascending=[True, False])
    reached = ordered.groupby("doc_id", observed=True)["end"].cummax()
    before = reached.groupby(ordered["doc_id"], observed=True).shift(fill_value=-1)
    return (ordered["end"] > before).sort_index().to_numpy()


def _paragraphs(mentions: pd.DataFrame, sentences: pd.DataFrame | None) -> np.ndarray:
    if sentences is None:
        raise ValueError("paragraphs are known from the sentences: pass sentences=")
    keys = mentions[["doc_id", "sent_id"]].astype({"doc_id": "str"})
    known = sentences[["doc_id", "sent_id", "par_id"]].astype({"doc_id": "str"})
    found = keys.merge(known, on=["doc_id", "sent_id"], how="left")["par_id"]
    if found.isna().any():
        raise ValueError("a mention is in no sentence of `sentences`: pass those of the same corpus")
    return found.to_numpy("int64")


def _count_units(sentences: pd.DataFrame, within: Within) -> int:
    """All units of the corpus; a window starts with each sentence."""
    unit = {"document": ["doc_id"], "paragraph": ["doc_id", "par_id"]}.get(within, ["doc_id", "sent_id"])
    return len(sentences[unit].drop_duplicates())


def _edges_by(mentions: pd.DataFrame, by: str, **options) -> pd.DataFrame:
    """The edges of each slice, one slice below the other."""
    check_by(mentions, "mentions", by)
    nothing = None, mentions.iloc[:0]  # for the columns, where there is no slice
    slices = [*mentions.groupby(by, observed=True, dropna=False), nothing]
    edges = pd.concat([actor_edges(rows, **options).assign(**{by: value}) for value, rows in slices])
    edges[by] = edges[by].astype(mentions[by].dtype)
    return edges[[by, *edges.columns.drop(by)]].reset_index(drop=True)
