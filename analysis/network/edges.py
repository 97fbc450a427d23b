"""Edges: which actors are named together in a sentence, paragraph or document, and how often."""

import numpy as np
import pandas as pd

from analysis.matching import drop_inside
from analysis.measures.association import log_likelihood
from analysis.tables import (
    By,
    check_by,
    check_columns,
    check_doc_ids,
    check_edges,
    group_rows,
    key_error,
    read_dates,
    sort_within,
)

PAIR = ["actor_a", "actor_b"]


def actor_edges(
    mentions: pd.DataFrame,
    *,
    within: str | int = "sentence",
    sentences: pd.DataFrame | None = None,
    by: By = None,
    min_n: int = 1,
) -> pd.DataFrame:
    """Return the pairs of actors that are named together, and how often.

    A mention inside a longer one does not count: in "US officials", only the officials are named, not the US.

    A sentence that lists ten names gives 45 pairs, and n counts each of them as much as the only pair of another
    sentence. n_fractional counts each of the 45 as 1/9: every actor in a unit has one tie, shared among the others.

    Args:
        mentions: the table from `merge_actors`.
        within: the unit that two actors must share: "sentence", "paragraph", "document", or a number of sentences
            (a window of this length starts at each sentence).
        sentences: the table from `annotate`; needed only for paragraphs.
        by: a column of `mentions` or a list of columns (such as outlet or date, merged in from the documents); each
            of its values has edges of its own, and so do rows without a value.
        min_n: leave out pairs that share fewer units.

    Columns:
        those of `by`, actor_a, actor_b (the two actors, in alphabetical order), n (units with both), doc_freq
        (documents with such a unit), n_fractional (as n, but a unit that names more than two actors adds less than 1);
        the most frequent pair first.

    Sources:
        n_fractional: Newman 2001, Scientific collaboration networks. II, Physical Review E 64, 016132: the sum of
        1 / (k - 1) over the units with both actors, where k is the number of actors in the unit.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `within` is not one of these, or is "paragraph" without `sentences`; `by` names a column of the
            result.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 3, "sent_id": [0] * 3, "start": [0, 9, 20], "end": [5, 14, 25],
    ...                          "actor": ["Syria", "Assad", "Iraq"]})
    >>> actor_edges(mentions).head(1).values.tolist()
    [['Assad', 'Iraq', 1, 1, 0.5]]
    """
    by = check_by(mentions, "mentions", by, ["actor", *PAIR, "n", "doc_freq", "n_fractional"])
    shared, names = _count_shared(mentions, by, within=within, sentences=sentences)
    # Pairs are added up and sorted by numbers, in alphabetical order, which takes less long than by names.
    slices = group_rows(shared, by)
    size = (slices.ngroups, len(names), len(names))
    pair = np.ravel_multi_index((slices.ngroup(), shared["actor_a"], shared["actor_b"]), size)
    pairs, pair = np.unique(pair, return_inverse=True)
    own, a, b = np.unravel_index(pairs, size)
    edges = slices.size().index.to_frame(index=False)[by].iloc[own].assign(actor_a=a, actor_b=b)
    edges["n"], edges["doc_freq"] = np.bincount(pair, shared["n"]).astype("int64"), np.bincount(pair)
    groups = pd.Categorical.from_codes(pair, range(len(pairs)))
    edges["n_fractional"] = shared["n_fractional"].groupby(groups, observed=False).sum().array
    edges = sort_within(edges[edges["n"] >= min_n], by)
    return edges.assign(**{side: names[edges[side]] for side in PAIR})


def edge_weights(
    edges: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, within: str | int = "sentence"
) -> pd.DataFrame:
    """Measure how much more often two actors are named together than expected by chance.

    Chance means that both actors are spread over the units (sentences, paragraphs, documents or windows)
    independently of each other. There is no p-value: sentences of one text are not independent, and pairs that never
    share a unit are not in the table.

    Args:
        edges: the table from `actor_edges` for these mentions, without `by`.
        mentions, within: the same as for `actor_edges`.
        sentences: the table from `annotate`; units without mentions count, too.

    Columns:
        those of `edges`, then n_a, n_b (units with each actor), npmi (normalised mutual information, -1 to 1, 0 by
        chance; Bouma 2009), g2 (log-likelihood ratio; Dunning 1993), jaccard (n divided by the units with either
        actor), cosine (n divided by the root of n_a times n_b).

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pair occurs twice, or the edges were counted in other mentions.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> sentences = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 1], "par_id": [1, 1]})
    >>> edge_weights(actor_edges(mentions), mentions, sentences)["npmi"].tolist()
    [1.0]
    """
    check_edges(edges)
    placed = _place(mentions, within=within, sentences=sentences)
    units = placed.drop_duplicates(["doc_id", "_unit", "actor"])["actor"].value_counts()
    a, b = (units.reindex(edges[side], fill_value=0).to_numpy() for side in PAIR)
    total = len(_in_units(sentences, within, sentences)[["doc_id", "_unit"]].drop_duplicates())
    n = edges["n"].to_numpy()
    if (wrong := n > np.minimum(a, b)).any():
        pair = " and ".join(edges.loc[wrong, PAIR].iloc[0])
        raise ValueError(f"mentions has fewer units with {pair} than edges: use those that were counted")
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(n < total, np.log(n * total / (a * b)) / -np.log(n / total), 1.0)
    g2, jaccard, cosine = np.abs(log_likelihood(n, a, b, total)), n / (a + b - n), n / np.sqrt(a * b)
    return edges.assign(n_a=a, n_b=b, npmi=npmi, g2=g2, jaccard=jaccard, cosine=cosine)


def edge_dates(edges: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame, **unit) -> pd.DataFrame:
    """Return the edges with the first and the last date on which both actors were named together.

    Args:
        edges: the table from `actor_edges` for these mentions, without `by`.
        mentions: the same as for `actor_edges`.
        documents: doc_id and date.
        unit: `within` and `sentences`, if the edges were counted with them.

    Columns:
        those of `edges`, then first_date, last_date (missing if no document of the pair has a date, written like
        2016-12-13).

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pair occurs twice.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "date": [pd.Timestamp("2016-12-13")]})
    >>> str(edge_dates(actor_edges(mentions), mentions, documents)["first_date"].iloc[0].date())
    '2016-12-13'
    """
    check_edges(edges)
    check_columns(documents, "documents", ["doc_id", "date"], "add the dates in metadata.csv")
    check_doc_ids(documents)
    shared = shared_units(mentions, **unit).astype({"doc_id": "str"})
    dates = documents[["doc_id"]].astype("str").assign(date=read_dates(documents["date"]))
    dates = shared.merge(dates, on="doc_id").groupby(PAIR)["date"].agg(first_date="min", last_date="max")
    return edges.merge(dates, on=PAIR, how="left")


def edge_mentions(mentions: pd.DataFrame, a: str, b: str, **unit) -> pd.DataFrame:
    """Return the mentions of two actors in the units that they share.

    Use `in_context` to show their sentences.

    Args:
        mentions: the same as for `actor_edges`.
        a, b: two actors.
        unit: `within` and `sentences`, if the edges were counted with them.

    Columns:
        those of `mentions`, in the order of the texts.

    Raises:
        KeyError: an actor is not in `mentions`.

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 3, "sent_id": [0, 0, 1], "start": [0, 9, 20],
    ...                          "end": [5, 14, 25], "actor": ["Syria", "Assad", "Syria"]})
    >>> len(edge_mentions(mentions, "Assad", "Syria"))
    2
    """
    if unknown := {a, b} - set(mentions["actor"]):
        raise key_error(f"mentions has no actor {min(unknown)!r}: take a name from the edges")
    placed = _place(mentions, **unit)
    placed = placed[placed["actor"].isin([a, b])]
    actors = placed.groupby(["doc_id", "_unit"], observed=True)["actor"].transform("nunique")
    rows = np.unique(placed.index[actors == len({a, b})])
    return mentions.iloc[rows].sort_values(["doc_id", "start"], kind="stable", ignore_index=True)


def shared_units(mentions: pd.DataFrame, *, by: list[str] | tuple = (), **unit) -> pd.DataFrame:
    """Count the units that two actors share in each document.

    Columns:
        those of `by`, doc_id, actor_a, actor_b (the two actors, in alphabetical order), n, n_fractional (as in
        `actor_edges`).

    >>> mentions = pd.DataFrame({"doc_id": ["a"] * 2, "sent_id": [0, 0], "start": [0, 9], "end": [5, 14],
    ...                          "actor": ["Syria", "Assad"]})
    >>> shared_units(mentions).values.tolist()
    [['a', 'Assad', 'Syria', 1, 1.0]]
    """
    shared, names = _count_shared(mentions, list(dict.fromkeys([*by, "doc_id"])), **unit)
    return shared.assign(**{side: names[shared[side]] for side in PAIR})


def actor_totals(edges: pd.DataFrame, weight: str) -> pd.DataFrame:
    """Return degree (number of edges) and strength (sum of their weights) of each actor, in alphabetical order.

    >>> edges = pd.DataFrame({"actor_a": ["a", "b"], "actor_b": ["b", "c"], "n": [2, 1]})
    >>> actor_totals(edges, "n").loc["b"].tolist()
    [2, 3]
    """
    sides = pd.concat([edges[[side, weight]].set_axis(["actor", "weight"], axis=1) for side in PAIR])
    # Rounded, so that three thirds are one.
    return sides.groupby("actor")["weight"].agg(degree="size", strength="sum").round(9)


def choose_weight(edges: pd.DataFrame) -> str:
    """Return the column that weighs the edges: n_fractional, or n where there is no such column.

    >>> choose_weight(pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]}))
    'n'
    """
    check_edges(edges)
    weight = "n_fractional" if "n_fractional" in edges else "n"
    if missing := (~(edges[weight] > 0)).sum():
        raise ValueError(f"edges has {missing} rows without an {weight} above 0: leave them out")
    return weight


def _count_shared(mentions: pd.DataFrame, keys: list[str], **unit) -> tuple[pd.DataFrame, pd.Index]:
    """Return the table of `shared_units` with a number for each actor, and the names that have these numbers."""
    from scipy import sparse

    placed = _place(mentions, **unit)
    groups = placed.groupby(list(dict.fromkeys([*keys, "doc_id"])), observed=True, dropna=False)
    group = groups.ngroup().to_numpy()
    place, places = pd.factorize(placed["_unit"], sort=True)
    actor, names = pd.factorize(placed["actor"], sort=True)
    row = np.unique(group * len(places) + place, return_inverse=True)[1]
    # Each actor has a separate column for each document; columns are in alphabetical order.
    columns, column = np.unique(group * len(names) + actor, return_inverse=True)
    size = len(placed)  # there are never more units or columns than this
    once = sparse.csr_array((np.ones(size, "int64"), (row, column)), (size, size))
    once.data[:] = 1  # also where a unit names an actor again
    # One product has both sums: n is the real part of each value, n_fractional the imaginary part.
    share, named = once.astype(complex), np.diff(once.indptr)
    share.data.imag = np.repeat(1 / (named - 1).clip(1), named)
    both = (once.T @ share).tocoo()
    half = np.flatnonzero(both.row < both.col)
    (group_a, a), (_, b) = (np.divmod(columns[side[half]], len(names)) for side in (both.row, both.col))
    _, first = np.unique(group, return_index=True)
    shared = placed[keys].iloc[first[group_a]].reset_index(drop=True).assign(actor_a=a, actor_b=b)
    return shared.assign(n=both.data.real[half].astype("int64"), n_fractional=both.data.imag[half]), names


def _place(
    mentions: pd.DataFrame, *, within: str | int = "sentence", sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the mentions that are not inside a longer one, with their unit; the index is their row."""
    check_columns(mentions, "mentions", ["doc_id", "sent_id", "start", "end", "actor"])
    if missing := mentions["actor"].isna().sum():
        raise ValueError(f"mentions has {missing} rows without an actor: leave them out")
    rows = mentions.reset_index(drop=True).astype({"start": "int64", "end": "int64", "actor": "str"})
    return _in_units(drop_inside(rows, "doc_id", "start", "end"), within, sentences)


def _in_units(rows: pd.DataFrame, within: str | int, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rows with the number of their unit; several rows for overlapping windows."""
    if within == "document":
        return rows.assign(_unit=0)
    if within == "paragraph":
        if sentences is None:
            raise ValueError("within is 'paragraph', but there are no sentences: add sentences=")
        known = sentences[["doc_id", "sent_id", "par_id"]].astype({"doc_id": "str"})
        found = rows[["doc_id", "sent_id"]].astype({"doc_id": "str"}).merge(known, how="left")["par_id"]
        if found.isna().any():
            raise ValueError("sentences lacks the sentence of a mention: use those of the same corpus")
        return rows.assign(_unit=found.to_numpy("int64"))
    length = 1 if within == "sentence" else within
    if not isinstance(length, int) or isinstance(length, bool) or length < 1:
        raise ValueError(f"within is {within!r}: use 'sentence', 'paragraph', 'document' or a number above 0")
    # The number of a window is that of its first sentence.
    placed = pd.concat([rows.assign(_unit=rows["sent_id"] - before) for before in range(length)])
    return placed[placed["_unit"] >= 0]
