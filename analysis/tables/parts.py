"""A table that stays on disk in parts, and functions that take it as they take one in memory."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial, wraps
from itertools import batched
from typing import Any

import pandas as pd
from pandas.api.types import union_categoricals

PARTITIONS = "PARTITIONS.json"  # in the folder for results of a corpus in partitions
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

        return run

    return decorate


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
