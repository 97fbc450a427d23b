"""Read what is known of the texts from a CSV file: title, date, outlet and more, a row per text."""

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis.tables import read_dates, read_rows

_KNOWN = ["title", "date", "outlet"]


def read_metadata(path: Path, doc_ids: pd.Series, *, required: bool, single: Path | None) -> pd.DataFrame:
    """Read metadata.csv with a doc_id for every row, or an empty table where there is none.

    Args:
        path: the CSV file: its column `file` names a text by its path below the folder, or by its name alone.
        doc_ids: of the texts that were read.
        required: a missing file is an error.
        single: the one text that is read, so rows about other texts are ignored; None for a folder.

    Columns:
        doc_id, title, date, outlet; and the others of the file, as text.

    Raises:
        FileNotFoundError, ValueError: the file is missing, is no table, or does not fit the texts.

    >>> list(read_metadata(Path("none.csv"), pd.Series(["a.txt"]), required=False, single=None))
    ['doc_id', 'title', 'date', 'outlet']
    """
    if not path.exists() and not required:
        return pd.DataFrame(columns=["doc_id", *_KNOWN], dtype="str").astype({"date": "datetime64[us]"})
    rows = read_rows(path, ["file"])
    for column in {"doc_id", "text"} & set(rows):
        raise ValueError(f"{path.name} has a column {column!r}, which the kit makes itself: rename it")
    for slip in _slips(rows):
        warnings.warn(f"{path.name} {slip}", stacklevel=3)
    if single:
        names = rows["file"].str.replace("\\", "/")
        own = [single.absolute().as_posix().endswith(f"/{name}") for name in names]
        rows = rows[own].assign(file=doc_ids.item())
    rows = rows.where(rows != "")
    rows = rows.reindex(columns=["file", *dict.fromkeys([*_KNOWN, *rows.columns.drop("file")])]).astype("str")
    rows.insert(0, "doc_id", _match_files(rows["file"], doc_ids, path.name))
    dates = read_dates(rows["date"])
    for row, date in rows["date"][dates.isna()].dropna().items():
        raise ValueError(f"{path.name} row {row} has the date {date!r}: write it like 2016-12-13")
    missing = doc_ids[~doc_ids.isin(rows["doc_id"])]
    if len(missing):
        warnings.warn(f"{name_files(missing)} not in {path.name}: date and outlet stay empty", stacklevel=3)
    return rows.assign(date=dates).drop(columns="file")


def name_files(items: Sequence[str] | pd.Series) -> str:
    """Name the first of some files and count the others.

    >>> name_files(["a.txt", "b.txt"])
    '2 files (a.txt, b.txt)'
    """
    items = list(items)
    shown = ", ".join(items[:3]) + ", …" * (len(items) > 3)
    return items[0] if len(items) == 1 else f"{len(items)} files ({shown})"


def _slips(rows: pd.DataFrame) -> Iterator[str]:
    """Say so if no column is known, or one looks like a misspelt one, since it would be read as another column."""
    missing = [column for column in _KNOWN if column not in rows]
    if len(rows.columns) > 1 and missing == _KNOWN:
        yield f"has none of the columns title, date, outlet (it has {', '.join(rows)}): rename what you have"
    for column in rows.columns.drop(["file", *_KNOWN], errors="ignore"):
        for meant in get_close_matches(column.lower(), missing, n=1, cutoff=0.7):
            yield f"has the column {column!r} and none called {meant!r}: if that is meant, rename it"


def _match_files(names: pd.Series, doc_ids: pd.Series, metadata: str) -> list[str]:
    """Return the doc_id of each row: the path below the folder, or a file name that only one text has."""
    normal = doc_ids.str.normalize("NFC")  # macOS writes accents as characters of their own
    by_path = doc_ids.groupby(normal).agg(list)
    by_name = doc_ids.groupby(normal.str.rsplit("/", n=1).str[-1]).agg(list)
    matched: list[str] = []
    for row, name in names.fillna("").str.replace("\\", "/").str.normalize("NFC").items():
        candidates = by_path.get(name) or by_name.get(name) or []
        where = f"{metadata} row {row} names {name!r}"
        if not candidates:
            raise ValueError(f"{where}, which is not in the folder: correct it")
        if len(candidates) > 1:
            raise ValueError(f"{where}, but it is in several subfolders: write {candidates[0]}")
        matched += candidates
    if twice := [name for name, n in Counter(matched).items() if n > 1]:
        raise ValueError(f"{metadata} names {name_files(twice)} more than once: keep one row for each text")
    return matched
