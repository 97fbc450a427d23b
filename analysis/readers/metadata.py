"""Read what is known of the texts from a table, a row per text or file, or from the names of files and folders."""

import re
import warnings
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from analysis.readers.files import File
from analysis.readers.rows import list_names, name_columns
from analysis.tables.sheets import read_rows

_KNOWN = ["title", "date", "outlet"]
_SUFFIX = r"\.\w{1,7}$"


def read_metadata(
    path: File, documents: pd.DataFrame, columns: Mapping[str, str], *, single: Path | None = None
) -> pd.DataFrame:
    """Return the columns of a table of metadata for each document, with the index of the documents.

    Args:
        path: the table: its column `file` names a text by its doc_id, or a file by its path in the corpus or by its
            name alone, with or without suffix.
        documents: doc_id, and file (the path in the corpus).
        columns: the table's own names of columns that are not recognised, such as {"date": "printed"}.
        single: the one file that is read, so rows about other files are ignored; None for a folder.

    Raises:
        ValueError: the file is no such table, or it is not clear which text a row is about.
    """
    table = read_rows(path)
    try:
        rows, said = name_columns(table, columns, ["file", *_KNOWN])
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    if "file" not in rows:
        remedy = "add one with file names, or name it with columns={'file': …}"
        raise ValueError(f"{path.name} has no column 'file' (it has {list_names(table)}): {remedy}")
    rows["file"] = rows["file"].str.replace("\\", "/").str.normalize("NFC")
    rows = rows[rows["file"] != ""]
    if single:
        paths = [path.as_posix() for path in (single.absolute(), single.absolute().with_suffix(""))]
        own = rows["file"].map(lambda name: any(path.endswith(f"/{name}") for path in paths)).astype("bool")
        rows = rows.assign(file=rows["file"].mask(own, single.name))
        rows = rows[own | rows["file"].isin(documents["doc_id"])]
    matches = _match_rows(rows["file"], documents, path.name)
    slips = [said] if said else _find_slips(rows)
    absent = rows.loc[~rows.index.isin(matches), "file"]
    if len(absent):
        slips.append(f"names {name_files(absent)}, not in the corpus: correct it, or add the text")
    if matches.isna().any():
        without = documents.loc[matches.isna(), "doc_id"]
        slips.append(f"has no row for {name_files(without, 'texts')}: add one, unless the files say it all")
    for slip in slips:
        warnings.warn(f"{path.name} {slip}", stacklevel=3)
    return rows.where(rows != "").drop(columns="file").reindex(matches).set_axis(documents.index)


def read_names(pattern: str, files: pd.Series) -> pd.DataFrame:
    """Return what folders and file names say of each text, such as outlet and date by "{outlet}/{date}_*".

    A name in braces is a column, and * any characters; neither includes a slash. The suffix is left out.

    Raises:
        ValueError: the pattern has no column.

    >>> read_names("{outlet}/{date}_*", pd.Series(["Post/2016-12-13_a.txt"])).values.tolist()
    [['Post', '2016-12-13']]
    """
    if not re.search(r"\{\w+\}", pattern):
        raise ValueError(f"names={pattern!r} has no column in braces: write it like '{{outlet}}/{{date}}_*'")
    escaped = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(pattern)).replace(r"\*", "[^/]*")
    try:
        found = files.str.replace(_SUFFIX, "", regex=True).str.extract(f"^(?:.*/)?{escaped}$")
    except re.error as error:
        raise ValueError(
            f"names={pattern!r} is no pattern: use each name in braces once, of letters"
        ) from error
    without = files[found.isna().all(axis=1)].unique()
    if len(without):
        warnings.warn(
            f"names={pattern!r} does not fit {name_files(without)}: correct it or them", stacklevel=3
        )
    return found


def name_files(items: Sequence[str] | pd.Series, kind: str = "files", most: int = 3) -> str:
    """Name the first of some files or the like and count the others.

    >>> name_files(["a.txt", "b.txt"])
    '2 files (a.txt, b.txt)'
    """
    items = list(items)
    shown = ", ".join(items[:most]) + ", …" * (len(items) > most)
    return items[0] if len(items) == 1 else f"{len(items):,} {kind} ({shown})"


def _find_slips(rows: pd.DataFrame) -> list[str]:
    """Say so if no column is known, or one looks like a misspelt one, since it would be read as another column."""
    missing = [column for column in _KNOWN if column not in rows]
    if len(rows.columns) > 1 and missing == _KNOWN:
        return [
            f"has none of the columns title, date, outlet (it has {', '.join(rows)}): rename what you have"
        ]
    others = rows.columns.drop(["file", *_KNOWN], errors="ignore")
    pairs = [(name, get_close_matches(name.lower(), missing, n=1, cutoff=0.7)) for name in others]
    remedy = "if that is meant, rename it"
    return [
        f"has the column {name!r} and none called {meant[0]!r}: {remedy}" for name, meant in pairs if meant
    ]


def _match_rows(names: pd.Series, documents: pd.DataFrame, metadata: str) -> pd.Series:
    """Return the row of each document, NaN without one: by doc_id, path or name, without suffix or letter case."""
    files = documents["file"].str.normalize("NFC")  # macOS writes accents as characters of their own
    last = files.str.rsplit("/", n=1).str[-1]
    stems = [part.str.replace(_SUFFIX, "", regex=True) for part in (files, last)]
    keys = [documents["doc_id"], files, last, *stems]
    exact, folded = {}, {}
    for key in reversed(keys):  # the first counts most
        exact |= documents.groupby(key).indices
        folded |= documents.groupby(key.str.casefold()).indices
    found: dict[int, int] = {}
    for row, name in names.items():
        places = exact.get(name, folded.get(name.casefold(), ()))
        own = files.iloc[list(places)].unique()
        if len(own) > 1:
            where = f"{metadata} row {row} names {name!r}"
            raise ValueError(f"{where}, which may be {own[0]} or {own[1]}: write one of them")
        if found.keys() & set(places):
            raise ValueError(f"{metadata} names {own[0]} more than once: keep one row for each text")
        found |= dict.fromkeys(places, row)
    return pd.Series(found, dtype="float64").reindex(range(len(documents))).set_axis(documents.index)
