"""A researcher's own categories of words: where they occur, and what share of a text they are."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.tables import check_by, check_columns, in_text_order, read_columns
from analysis.words import Unit, check_unit, is_running, read_unit

_PIECES = re.compile(r"[^\s-]+|-")  # annotate() also splits words at hyphens


def read_categories(path: str | Path) -> pd.DataFrame:
    """Read categories of words from a CSV file with the columns category and pattern.

    A pattern is a word or a phrase. * matches any letters or none: "bomb*" finds bomb, bombs and bombing. Lines
    at the top of the file that start with # are notes.

    Columns:
        category, pattern.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a column is missing, or a pattern has no letter or digit.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "mine.csv"
    ...     _ = path.write_text("category,pattern\\nviolence,bomb*\\n")
    ...     read_categories(path).to_dict("list")
    {'category': ['violence'], 'pattern': ['bomb*']}
    """
    table = read_columns(path, ["category", "pattern"])
    for row, pattern in table["pattern"].items():
        _check_pattern(pattern, f"{Path(path).name} row {row}")
    return table.drop_duplicates(ignore_index=True)


def find_categories(tokens: pd.DataFrame, categories: pd.DataFrame, *, unit: Unit = "lower") -> pd.DataFrame:
    """Find every occurrence of the patterns of some categories, in the order of the texts.

    Use `in_context` to show their sentences. Case is ignored. The words of a phrase must be adjacent and in one
    sentence. Within a category, an occurrence inside a longer one is left out.

    Args:
        tokens: the table from `annotate`.
        categories: category and pattern, as `read_categories` returns them.
        unit: "lower" or "token" compares the patterns with the tokens, "lemma" with the lemmas.

    Columns:
        doc_id, sent_id, start, end, category, pattern.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pattern has no letter or digit, or the unit is unknown.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> find_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["start"].to_list()
    [4]
    """
    check_unit(tokens, unit)
    columns = ["doc_id", "sent_id", "token_id", "start", "end"]
    check_columns(tokens, "tokens", columns, "categories need tokens from annotate()")
    check_columns(categories, "categories", ["category", "pattern"], "read them with read_categories")
    tokens, doc = in_text_order(tokens)
    word = read_unit(tokens, unit).astype("category").cat
    goes_on = (np.diff(doc) == 0) & (np.diff(tokens["sent_id"]) == 0) & (np.diff(tokens["token_id"]) == 1)
    found = []
    for category, pattern in zip(categories["category"], categories["pattern"], strict=True):
        _check_pattern(pattern, "categories")
        parts = _PIECES.findall(pattern)
        first = _find_pattern(parts, word.codes.to_numpy(), word.categories, goes_on)
        found += [(row, row + len(parts) - 1, category, pattern) for row in first.tolist()]
    kinds = {"first": "int64", "last": "int64", "category": "str", "pattern": "str"}
    at = pd.DataFrame(found, columns=list(kinds)).astype(kinds)
    at = at.sort_values(["category", "first", "last"], ascending=[True, True, False])
    reach = at.groupby("category")["last"].cummax()
    inside = reach.groupby(at["category"]).shift(fill_value=-1) >= at["last"]
    at = at[~inside].sort_values(["first", "category"], ignore_index=True)
    spans = tokens[["doc_id", "sent_id", "start"]].take(at["first"]).reset_index(drop=True)
    end = tokens["end"].to_numpy()[at["last"]]
    return spans.assign(end=end, category=at["category"], pattern=at["pattern"])


def count_categories(
    tokens: pd.DataFrame, categories: pd.DataFrame, *, by: str | None = None, unit: Unit = "lower"
) -> pd.DataFrame:
    """Count the occurrences of some categories, and their share of the running words.

    Args:
        tokens, categories, unit: as for `find_categories`.
        by: a column of `tokens` to count within, such as "doc_id".

    Columns:
        (with `by`, that column), category (in the order of `categories`), n (occurrences; a phrase counts
        once), doc_freq (documents with any), words (running words of the group), share (n divided by words).

    Raises:
        KeyError: a table lacks a column.
        ValueError: as for `find_categories`.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> count_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["share"].to_list()
    [0.5]
    """
    check_by(tokens, "tokens", by)
    found = find_categories(tokens, categories, unit=unit)
    group, groups = np.zeros(len(tokens), "int64"), pd.RangeIndex(1)
    if by is not None:
        group, groups = pd.factorize(tokens[by], sort=True, use_na_sentinel=False)
    names = pd.Index(categories["category"].unique(), dtype="str")
    found = found.merge(tokens[["doc_id", "start"]].assign(group=group), on=["doc_id", "start"])
    cells = pd.MultiIndex.from_product([range(len(groups)), names], names=["group", "category"])
    counts = found.groupby(["group", "category"]).agg(n=("doc_id", "size"), doc_freq=("doc_id", "nunique"))
    counts = counts.reindex(cells, fill_value=0).reset_index()
    words = np.bincount(group[is_running(tokens)], minlength=len(groups))
    counts["words"] = words[counts["group"]]
    counts["share"] = counts["n"] / counts["words"]
    number = counts.pop("group")
    if by is not None:
        counts.insert(0, by, groups.take(number))
    return counts.astype({"category": "str", "n": "int64", "doc_freq": "int64"})


def _check_pattern(pattern: object, where: str) -> None:
    words = _PIECES.findall(pattern) if isinstance(pattern, str) else []
    if not all(any(map(str.isalnum, word)) or word == "-" for word in words) or set(words) <= {"-"}:
        raise ValueError(
            f"{where} has the pattern {pattern!r}, which would match any word or none: "
            "each of its words needs a letter or digit"
        )


def _find_pattern(parts: list[str], word: np.ndarray, words: pd.Index, goes_on: np.ndarray) -> np.ndarray:
    """Return the first row of each occurrence of a pattern; `goes_on` is True where the next row is adjacent."""
    rows = np.flatnonzero(_matches(parts[0], words)[word])
    for step, part in enumerate(parts[1:], start=1):
        rows = rows[rows + step < len(word)]
        rows = rows[goes_on[rows + step - 1]]
        rows = rows[_matches(part, words)[word[rows + step]]]
    return rows


def _matches(part: str, words: pd.Index) -> np.ndarray:
    """Return whether each distinct word matches one word of a pattern."""
    rule = ".*".join(map(re.escape, part.split("*")))
    return words.str.fullmatch(rule, case=False).astype(bool)
