"""What all tables share: checks that say in one sentence what a table lacks, text order, dates and counts."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.tables.parts import (
    PARTITIONS as PARTITIONS,
    Parts as Parts,
    add_counts as add_counts,
    in_parts as in_parts,
    join_tables as join_tables,
    open_parts as open_parts,
    takes_parts as takes_parts,
    values_in as values_in,
)
from analysis.tables.sheets import (
    read_rows as read_rows,  # the word lists of the finders, which import no deeper
)

By = str | Sequence[str] | None  # a column to count within, or several
JOINED = "; "  # between the speakers of one quotation


class _Sentence(str):
    """A text that a KeyError shows as it is, without quotation marks around it."""

    __repr__ = str.__str__


def key_error(message: str) -> KeyError:
    """Return a KeyError that is shown as a plain sentence.

    >>> str(key_error("documents has no column 'date'"))
    "documents has no column 'date'"
    """
    return KeyError(_Sentence(message))


def check_columns(table: pd.DataFrame, name: str, columns: Iterable[str], remedy: str = "") -> None:
    """Raise a KeyError that names the missing column, what to do, and the columns there are.

    >>> check_columns(pd.DataFrame({"doc_id": []}), "documents", ["doc_id"])
    """
    if not isinstance(table, pd.DataFrame | Parts):
        advice = "pass its first table: tokens, sentences, entities = annotate(documents)"
        raise TypeError(f"{name} is a {type(table).__name__}, no table: of what annotate returns, {advice}")
    for column in columns:
        if column not in table:
            there = f"it has {', '.join(map(str, table.columns))}"
            raise key_error(f"{name} has no column {column!r}; {f'{remedy} ({there})' if remedy else there}")


def check_by(table: pd.DataFrame, name: str, by: By, taken: Collection[str] = ()) -> list[str]:
    """Return the columns to count within as a list; raise an error if the table lacks one, or the result has it too.

    Args:
        table: what is counted.
        name: what the table is called in the error.
        by: a column, a list of columns, or None.
        taken: the columns that the result has without `by`.

    >>> check_by(pd.DataFrame({"outlet": []}), "tokens", "outlet")
    ['outlet']
    """
    columns = [] if by is None else [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for column in columns:
        if column in taken:
            raise ValueError(f"by names {column!r}, a column that the result has anyway: rename it first")
        check_columns(table, name, [column], "check its spelling, or merge it in from documents on doc_id")
    return columns


def each_speaker(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each speaker of each row: "Lee; Ray" are two.

    >>> each_speaker(pd.DataFrame({"quote_id": [0, 1], "actor": ["Lee; Ray", None]}))["actor"].tolist()
    ['Lee', 'Ray', nan]
    """
    actors = quotes["actor"].astype("str").str.split(JOINED, regex=False)
    return quotes.assign(actor=actors).explode("actor", ignore_index=True)


def in_text_order(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return tokens in the order of the texts.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "token_id": [1, 0], "token": ["war", "no"]})
    >>> in_text_order(tokens)["token"].to_list()
    ['no', 'war']
    """
    doc, _ = read_codes(tokens["doc_id"])
    place = np.asarray(tokens.get("token_id", doc))
    ordered = (doc[1:] > doc[:-1]) | (doc[1:] == doc[:-1]) & (place[1:] >= place[:-1])
    return tokens if ordered.all() else tokens.iloc[np.lexsort([place, doc])]  # to sort and copy takes long


def read_codes(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the number of each row's value, and the values: the categories, or else as they first occur.

    Raises:
        ValueError: a value is missing.

    >>> read_codes(pd.Series(["war", "no", "war"], name="token"))[0].tolist()
    [0, 1, 0]
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, values = pd.factorize(column)
    if missing := int((codes < 0).sum()):
        remedy = "fill them in (to read the word 'null' in a CSV file, use keep_default_na=False)"
        raise ValueError(f"tokens has {missing} rows without a {column.name}: {remedy}")
    return codes, pd.Index(values)


def check_documents(documents: pd.DataFrame) -> None:
    """Raise an error unless every row has a doc_id of its own and a text, both of type text.

    >>> check_documents(pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]}))
    """
    if not isinstance(documents, pd.DataFrame):
        raise TypeError(f"documents must be the table from read_corpus, not {type(documents).__name__}")
    check_columns(documents, "documents", ["doc_id", "text"])
    for column in ("doc_id", "text"):
        for value in documents[column].tolist():
            if not isinstance(value, str):
                remedy = f"leave the row out, or use documents[{column!r}].astype('str')"
                raise ValueError(f"documents has the value {value!r} as {column}, which is no text: {remedy}")
    check_doc_ids(documents)


def check_doc_ids(documents: pd.DataFrame) -> None:
    """Raise a ValueError that names a doc_id which two documents have.

    >>> check_doc_ids(pd.DataFrame({"doc_id": ["a", "b"]}))
    """
    check_unique(documents["doc_id"], "documents has the doc_id", "give each text its own")


def check_unique(values: pd.Series, there: str, remedy: str) -> None:
    """Raise a ValueError that names a value which is there more than once.

    >>> check_unique(pd.Series(["war", "peace"]), "counts has", "use the counts of one group")
    """
    twice = values[values.duplicated()]
    if len(twice):
        raise ValueError(f"{there} {twice.iloc[0]!r} more than once: {remedy}")


def check_known(table: pd.DataFrame, name: str, documents: pd.DataFrame) -> None:
    """Raise a KeyError that names a document of a table which is not among the documents.

    >>> check_known(pd.DataFrame({"doc_id": ["a"]}), "spans", pd.DataFrame({"doc_id": ["a", "b"]}))
    """
    doc_ids = pd.Index(table["doc_id"].unique()).astype("str")
    unknown = doc_ids.difference(documents["doc_id"].astype("str"), sort=False)
    if len(unknown):
        raise key_error(f"{name} has the doc_id {unknown[0]!r}, which documents lacks: use the same corpus")


def check_edges(edges: pd.DataFrame) -> None:
    """Raise an error where a column, an actor or an n is missing, or a pair is there twice, as in edges of two slices.

    >>> check_edges(pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]}))
    """
    check_columns(edges, "edges", ["actor_a", "actor_b", "n"], "give what actor_edges gives")
    pairs = edges[["actor_a", "actor_b"]].astype("str")
    if missing := (pairs.isna() | (pairs == "")).any(axis=1).sum():
        raise ValueError(f"edges has {missing} rows without an actor: leave them out")
    if missing := (~(edges["n"] > 0)).sum():
        raise ValueError(f"edges has {missing} rows without an n above 0: leave them out")
    pairs = pd.DataFrame(np.sort(pairs.to_numpy(object), axis=1))
    twice = pairs[pairs.duplicated()]
    if len(twice):
        remedy = "take one slice, such as edges[edges['outlet'] == …]"
        raise ValueError(f"edges has {' and '.join(twice.iloc[0])} more than once: {remedy}")


def read_dates(column: pd.Series) -> pd.Series:
    """Return dates and moments as they are written, without their time zones; NaT where there is none.

    A month alone is not read, since its first day would be a guess.

    >>> read_dates(pd.Series(["2016-12-13T23:30+02:00", "2016-12", "May"])).astype("str").to_list()
    ['2016-12-13 23:30:00', nan, nan]
    """
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.tz_localize(None)
    written = column.astype("str").str.strip()
    whole = written.str.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d.*)?").fillna(False).astype(bool)
    local = written.where(whole).str.replace(r"(?<=\d)\s*(Z|[+-]\d\d:?\d\d)$", "", regex=True)
    return pd.to_datetime(local, format="ISO8601", errors="coerce").astype("datetime64[us]")


def count(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Count the rows and the documents of each group.

    Args:
        table: any table with a doc_id.
        by: the columns that make a group; a missing value is a group of its own.

    Columns:
        those of `by`, n (rows), doc_freq (documents); the most frequent first, then in the order of `by`.

    >>> count(pd.DataFrame({"doc_id": ["a", "a", "b"], "word": ["no", "war", "war"]}), ["word"]).values.tolist()
    [['war', 2, 2], ['no', 1, 1]]
    """
    groups = table.groupby(by, observed=True, dropna=False, sort=False)["doc_id"]
    counts = groups.agg(n="size", doc_freq="nunique").astype("int64").reset_index()
    return counts.sort_values(["n", *by], ascending=[False] + [True] * len(by), ignore_index=True)


def group_rows(table: pd.DataFrame, by: list[str]) -> pd.api.typing.DataFrameGroupBy:
    """Group a table by columns, or without any take all rows as one group."""
    return table.groupby(by or np.zeros(len(table)), observed=True, dropna=False)


def sort_within(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return counts in the order of the groups; in each group, the highest n first, and equal n as they were.

    >>> sort_within(pd.DataFrame({"outlet": ["B", "A", "B"], "n": [3, 2, 1]}), ["outlet"])["n"].to_list()
    [2, 3, 1]
    """
    order = [*[True] * len(by), False]
    return counts.sort_values([*by, "n"], ascending=order, kind="stable", ignore_index=True)
