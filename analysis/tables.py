"""What all tables share: say in one sentence what a table lacks, and read a CSV file."""

from collections.abc import Collection, Iterable
from itertools import takewhile
from pathlib import Path

import pandas as pd


def check_columns(table: pd.DataFrame, name: str, columns: Iterable[str], remedy: str = "") -> None:
    """Raise a KeyError that names the missing column, what to do, and the columns there are.

    >>> check_columns(pd.DataFrame({"doc_id": []}), "documents", ["doc_id"])
    """
    for column in columns:
        if column not in table:
            there = f"it has {', '.join(map(str, table.columns))}"
            raise KeyError(f"{name} has no column {column!r}; {f'{remedy} ({there})' if remedy else there}")


def check_by(table: pd.DataFrame, name: str, by: str | None) -> None:
    """Raise a KeyError that says how to merge a column in from the documents, if it is not there.

    >>> check_by(pd.DataFrame({"outlet": []}), "tokens", "outlet")
    """
    if by is not None:
        remedy = f"merge it in: {name}.merge(documents[['doc_id', {by!r}]], on='doc_id')"
        check_columns(table, name, [by], remedy)


def check_documents(documents: pd.DataFrame) -> None:
    """Raise an error unless every row has a doc_id of its own and a text, both of type text.

    >>> check_documents(pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]}))
    """
    if not isinstance(documents, pd.DataFrame):
        raise TypeError(f"documents must be the table that read_corpus gives, not {type(documents).__name__}")
    check_columns(documents, "documents", ["doc_id", "text"])
    for column in ("doc_id", "text"):
        values = documents[column]
        typed = isinstance(values.dtype, pd.StringDtype)
        is_text = values.notna() if typed else values.map(lambda value: isinstance(value, str)).astype(bool)
        if not is_text.all():
            value = documents[column][~is_text].iloc[0]
            raise ValueError(
                f"documents has the value {value!r} as {column}, which is no text: leave the row out, or use "
                f"documents[{column!r}].astype('str')"
            )
    check_doc_ids(documents)


def check_doc_ids(documents: pd.DataFrame) -> None:
    """Raise a ValueError that names a doc_id which two documents have.

    >>> check_doc_ids(pd.DataFrame({"doc_id": ["a", "b"]}))
    """
    twice = documents["doc_id"][documents["doc_id"].duplicated()]
    if len(twice):
        raise ValueError(f"documents has the doc_id {twice.iloc[0]!r} more than once: give each text its own")


def check_known(table: pd.DataFrame, name: str, documents: pd.DataFrame) -> None:
    """Raise a KeyError that names a document of a table which is not among the documents.

    >>> check_known(pd.DataFrame({"doc_id": ["a"]}), "spans", pd.DataFrame({"doc_id": ["a", "b"]}))
    """
    known = set(documents["doc_id"].astype("str"))
    for doc_id in table["doc_id"].unique():
        if str(doc_id) not in known:
            raise KeyError(
                f"{name} has the doc_id {str(doc_id)!r}, which is not in documents: give the same corpus"
            )


def check_edges(edges: pd.DataFrame) -> None:
    """Raise an error where a column or an n is missing, or a pair is there twice, as in edges of several slices.

    >>> check_edges(pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]}))
    """
    check_columns(edges, "edges", ["actor_a", "actor_b", "n"], "give what actor_edges gives")
    if not (edges["n"] > 0).all():
        raise ValueError(f"edges has {(~(edges['n'] > 0)).sum()} rows without an n above 0: leave them out")
    twice = edges.loc[edges.duplicated(["actor_a", "actor_b"]), ["actor_a", "actor_b"]]
    if len(twice):
        raise ValueError(
            f"edges has {' and '.join(twice.iloc[0])} more than once: take one slice, such as "
            "edges[edges['outlet'] == …]"
        )


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


def read_columns(path: str | Path, columns: list[str], *, may_lack: Collection[str] = ()) -> pd.DataFrame:
    """Read columns of a CSV file as text; lines at its top that start with # are notes.

    Args:
        path: the file, UTF-8.
        columns: what it must have; others are left out.
        may_lack: those of the columns that may be empty in a row.

    Columns:
        those asked for; the index is the row of the file, as a spreadsheet numbers it. Rows without any
        value are left out.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is no such table, or a value is missing.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "list.csv"
    ...     _ = path.write_text("word,n\\nwar,3\\n")
    ...     read_columns(path, ["word", "n"]).loc[2].to_list()
    ['war', '3']
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}: check how it is spelled")
    try:
        with path.open(encoding="utf-8-sig") as lines:
            notes = sum(1 for _ in takewhile(lambda line: line.startswith("#"), lines))
        table = pd.read_csv(
            path,
            dtype="str",
            skiprows=notes,
            keep_default_na=False,
            encoding="utf-8-sig",
            skip_blank_lines=False,
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ValueError(f"{path.name} cannot be read as a table ({error}): save it as CSV, UTF-8") from error
    if not isinstance(table.index, pd.RangeIndex):
        raise ValueError(
            f"{path.name} has more values in a row than columns in its first line: "
            "put a value that holds a comma in quotation marks"
        )
    table.columns = table.columns.str.strip()
    for column in columns:
        if column not in table:
            raise ValueError(
                f"{path.name} has no column {column!r} (it has {', '.join(table)}): "
                f"its first line must be {','.join(columns)}"
            )
    table = table[columns].fillna("").apply(lambda values: values.str.strip())
    table.index += notes + 2
    table = table[(table != "").any(axis=1)]
    for column in columns:
        empty = table.index[table[column] == ""]
        if len(empty) and column not in may_lack:
            raise ValueError(f"{path.name} row {empty[0]} has no {column}: fill it in, or delete the row")
    return table
