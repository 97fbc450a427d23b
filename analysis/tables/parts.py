"""A table that stays on disk in parts, and functions that take it as they take one in memory."""

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial, wraps
from itertools import batched
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import union_categoricals

PARTITIONS = "PARTITIONS.json"  # in the folder for results of a corpus in partitions
_FOUND = {  # where the results of functions are, in this folder
    "choose_words": "words",
    "find_actors": "steps/mentions",
    "find_quotes": "steps/quotes",
    "find_quantities": "steps/quantities",
    "excluded_numbers": "excluded",
}
_SUMS = [
    "n",
    "doc_freq",
    "n_words",
    "n_fractional",
    "words",
]  # what adds up; other columns are of what is counted
_BATCH = 50  # tables of counts that are added at a time


class Parts:
    """A table of a corpus in partitions: some columns of it, or what is found and counted in it, fit into memory.

    `tokens["token"]` and `tokens[["doc_id", "token"]]` read these columns of all parts; iterating reads part by part.
    """

    def __init__(
        self,
        names: list[str],
        read: Callable[[str], pd.DataFrame],
        found: Mapping[str, Callable[[str], pd.DataFrame]] | None = None,
    ) -> None:
        """Take the names of the parts, what reads a part, and what reads results that functions had for this table."""
        self.names, self.read, self.found = names, read, found or {}

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return map(self.read, self.names)

    @cached_property
    def columns(self) -> pd.Index:
        """The names of its columns."""
        return next(iter(self)).columns

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __getitem__(self, columns: str | list[str]) -> pd.Series | pd.DataFrame:
        names = [columns] if isinstance(columns, str) else columns
        return join_tables(part[names] for part in self)[columns]

    def merge(self, other: pd.DataFrame, **how: Any) -> "Parts":
        """Merge another table into each part, such as columns of the documents."""
        return Parts(self.names, lambda name: self.read(name).merge(other, **how))


def open_parts(
    documents: pd.DataFrame, annotate: Callable[..., tuple[pd.DataFrame, ...]], version: str
) -> tuple[Parts, pd.DataFrame, Parts]:
    """Return the tables of a corpus in partitions: tokens and entities stay on disk, sentences are read.

    Args:
        documents: all or some of the corpus, as `read_corpus` returns it.
        annotate: what annotates the texts of a part, or reads their annotations from `cache`.
        version: of kit and model; what another version found is found again.

    Raises:
        ValueError: a text has changed since it was read.
    """
    results, texts = Path(documents.attrs["partitions"]), documents[["doc_id", "text"]]
    known, doc_ids = json.loads((results / PARTITIONS).read_text("utf-8")), set(documents["doc_id"])

    def read_texts(name: str) -> pd.DataFrame:
        own = pd.read_parquet(results / known["corpus"] / f"{name}.parquet", columns=["doc_id", "text"])
        return own.merge(texts, on=["doc_id", "text"])

    def read(number: int, name: str) -> pd.DataFrame:
        return annotate(read_texts(name), cache=results / "annotations" / name)[number]

    def read_found(table: str, name: str) -> pd.DataFrame:
        found = pd.read_parquet(results / table / f"{name}.parquet")
        return found[found["doc_id"].isin(doc_ids)].reset_index(drop=True)

    sizes = {name: len(read_texts(name)) for name in known["partitions"]}
    if sum(sizes.values()) < len(texts):
        remedy = "read the corpus again, or name what you changed as a corpus of its own"
        raise ValueError(f"documents has texts that {results} does not have: {remedy}")
    names = [name for name, size in sizes.items() if size] or list(sizes)[:1]
    there = _FOUND if known["version"] == version else {}
    found = {function: partial(read_found, table) for function, table in there.items()}
    tokens, sentences, entities = (Parts(names, partial(read, number), found) for number in range(3))
    return tokens, join_tables(map(partial(read_found, "sentences"), names) if there else sentences), entities


def in_parts[F: Callable](
    join: Callable[[Iterable[pd.DataFrame]], pd.DataFrame] | None = None,
) -> Callable[[F], F]:
    """Make a function take tables in parts: it is called for each part, with those rows of other tables that fit.

    Args:
        join: what makes one table of the results; None: they stay in parts.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def run(*tables: Any, **arguments: Any) -> Any:
            parts = [table for table in (*tables, *arguments.values()) if isinstance(table, Parts)]
            if not parts:
                return function(*tables, **arguments)
            usual = arguments.items() <= (function.__kwdefaults__ or {}).items()
            read = parts[0].found.get(function.__name__) if usual else None
            results = Parts(parts[0].names, read or partial(_call, function, tables, arguments))
            return results if join is None else join(results)

        return takes_parts(run)

    return decorate


def takes_parts[F: Callable](function: F) -> F:
    """Mark a function that takes tables in parts itself."""
    function.takes_parts = True
    return function


def values_in(table: pd.DataFrame | Parts, column: str) -> set:
    """Return the values that a column of a table has, but for missing ones."""
    parts = table if isinstance(table, Parts) else [table]
    return set().union(*(part[column].dropna().unique() for part in parts))


def _call(function: Callable, tables: tuple, arguments: dict[str, Any], name: str) -> pd.DataFrame:
    """Call a function with the tables of one part, and with the rows of other tables that belong to it."""
    values = [*tables, *arguments.values()]
    own = {number: table.read(name) for number, table in enumerate(values) if isinstance(table, Parts)}
    doc_ids = next(iter(own.values()))["doc_id"].astype("category").cat.categories
    for number, table in enumerate(values):
        if isinstance(table, pd.DataFrame) and "doc_id" in table:
            own[number] = table[table["doc_id"].isin(doc_ids)]
    values = [own.get(number, value) for number, value in enumerate(values)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what one part lacks, another may have
        return function(*values[: len(tables)], **dict(zip(arguments, values[len(tables) :], strict=True)))


def join_tables(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join the rows of tables, whose categories may differ."""
    every = list(tables)
    tables = [table for table in every if len(table)] or every[:1]  # without rows, types are unknown
    columns = {name: [table[name] for table in tables] for name in tables[0]}
    for name, parts in columns.items():
        of_choices = isinstance(parts[0].dtype, pd.CategoricalDtype)
        columns[name] = union_categoricals(parts) if of_choices else pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)


def add_counts(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Add up counts of several sets of texts; the most frequent come first, equal ones in alphabetical order.

    >>> once = pd.DataFrame({"word": ["war", "no"], "n": [2, 1], "doc_freq": [1, 1]})
    >>> add_counts([once, once[:1]]).values.tolist()
    [['war', 4, 2], ['no', 1, 1]]
    """
    total = None
    for some in batched(tables, _BATCH):
        both = pd.concat([total, *some])
        sums = [column for column in _SUMS if column in both]
        keys = [column for column in both if column not in sums]
        total = both.groupby(keys, as_index=False, observed=True, dropna=False)[sums].sum()
    return total.sort_values("n", ascending=False, kind="stable", ignore_index=True)
