"""A researcher's own categories of words: where they stand, and how much of a text they are."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.selection import Unit, check_unit, in_text_order, number_words, running_words, tally
from analysis.tables import check_by, check_columns, read_columns

_PIECES = re.compile(r"[^\s-]+|-")  # annotate() cuts at hyphens, too


def read_categories(path: str | Path) -> pd.DataFrame:
    """Read categories of words: a CSV file with the columns category and pattern.

    A pattern is a word, or several with blanks between; * stands for any letters, or none: "bomb*" is also
    bombs and bombing. Lines at the top of the file that start with # are notes.

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
    """Find every occurrence of the patterns of some categories; `in_context` shows the sentences.

    Capitals make no difference. The words of a phrase must be adjacent and in one sentence. Within a
    category, what stands inside a longer occurrence is not found again. They come in the order of the texts.

    Args:
        tokens: what `annotate` gives.
        categories: category and pattern, as `read_categories` gives them.
        unit: compare patterns with the token ("lower" or "token"), or with the "lemma".

    Columns:
        doc_id, sent_id, start, end, category, pattern.

    Raises:
        KeyError: a table lacks a column.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> find_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["start"].to_list()
    [4]
    """
    at = _locate(tokens, categories, unit)
    first, last = at["first"].to_numpy(), at["last"].to_numpy()
    tokens, _ = in_text_order(tokens)
    return pd.DataFrame(
        {
            "doc_id": tokens["doc_id"].array[first],
            "sent_id": tokens["sent_id"].to_numpy()[first],
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last],
            "category": at["category"],
            "pattern": at["pattern"],
        }
    )


def count_categories(
    tokens: pd.DataFrame, categories: pd.DataFrame, *, by: str | None = None, unit: Unit = "lower"
) -> pd.DataFrame:
    """Count the occurrences of categories, over all texts or in each document or other group.

    A category that a group has not is there with 0. n, doc_freq and words of two sets of documents, none of
    them in both, add up to those of all; the share does not.

    Args:
        tokens, categories, unit: as for `find_categories`.
        by: a column of `tokens` to count within, such as "doc_id".

    Columns:
        (with `by`, that column), category (in the order of `categories`), n (occurrences, a phrase being
        one), doc_freq (documents with any), words (running words of the group), share (n per running word).

    Raises:
        KeyError: a table lacks a column.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> count_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["share"].to_list()
    [0.5]
    """
    check_by(tokens, "tokens", by)
    at = _locate(tokens, categories, unit)
    running = running_words(tokens)
    group, groups = np.zeros(len(tokens), np.int64), pd.RangeIndex(1)
    if by is not None:
        group, groups = pd.factorize(running.tokens[by], sort=True, use_na_sentinel=False)
    words = np.bincount(group[running.word >= 0], minlength=len(groups))
    names = pd.Index(categories["category"].unique(), dtype="str")
    first = at["first"].to_numpy()
    cell = group[first] * len(names) + names.get_indexer(at["category"])
    n, doc_freq = tally(running.doc[first], cell, len(groups) * len(names))
    counts = pd.DataFrame(
        {
            "category": names.take(np.tile(np.arange(len(names)), len(groups))),
            "n": n,
            "doc_freq": doc_freq,
            "words": np.repeat(words, len(names)),
        }
    )
    counts["share"] = counts["n"] / counts["words"]
    if by is not None:
        counts.insert(0, by, groups.take(np.repeat(np.arange(len(groups)), len(names))))
    return counts


def _check_pattern(pattern: object, where: str) -> None:
    words = _PIECES.findall(pattern) if isinstance(pattern, str) else []
    if not all(any(map(str.isalnum, word)) or word == "-" for word in words) or set(words) <= {"-"}:
        raise ValueError(
            f"{where} has the pattern {pattern!r}, which would fit any word or none: "
            "each of its words needs a letter or digit"
        )


def _locate(tokens: pd.DataFrame, categories: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    """Give the first and the last row of each occurrence, in the order of the texts."""
    check_unit(tokens, unit)
    columns = ["doc_id", "sent_id", "token_id", "start", "end"]
    check_columns(tokens, "tokens", columns, "categories need a table from annotate()")
    check_columns(categories, "categories", ["category", "pattern"], "read them with read_categories")
    tokens, doc = in_text_order(tokens)
    word, words = number_words(tokens, unit)
    goes_on = (doc[1:] == doc[:-1]) & (np.diff(tokens["sent_id"]) == 0) & (np.diff(tokens["token_id"]) == 1)
    goes_on = np.append(goes_on, False)[: len(tokens)]
    found = []
    for category, pattern in zip(categories["category"], categories["pattern"], strict=True):
        _check_pattern(pattern, "categories")
        first, length = _find_pattern(pattern, word, words, goes_on)
        span = {"first": first, "last": first + length - 1, "category": category, "pattern": pattern}
        found.append(pd.DataFrame(span))
    nothing = {"first": "int64", "last": "int64", "category": "str", "pattern": "str"}
    at = pd.concat([pd.DataFrame(columns=list(nothing)).astype(nothing), *found]).astype(nothing)
    at = at.assign(length=at["first"] - at["last"]).sort_values(["category", "first", "length"])
    reach = at.groupby("category")["last"].cummax()
    inside = reach.groupby(at["category"]).shift(fill_value=-1) >= at["last"]
    return at[~inside].sort_values(["first", "category"], ignore_index=True).drop(columns="length")


def _find_pattern(
    pattern: str, word: np.ndarray, words: pd.Index, goes_on: np.ndarray
) -> tuple[np.ndarray, int]:
    """Give the first row of each occurrence, and how many rows it has. Distinct words are compared, not rows."""
    parts = _PIECES.findall(pattern)
    rows = np.flatnonzero(_fits(parts[0], words)[word]) if len(word) else np.empty(0, np.int64)
    for k, part in enumerate(parts[1:], start=1):
        rows = rows[goes_on[rows + k - 1]]
        rows = rows[_fits(part, words)[word[rows + k]]]
    return rows, len(parts)


def _fits(part: str, words: pd.Index) -> np.ndarray:
    rule = ".*".join(map(re.escape, part.split("*")))
    return np.asarray(words.str.fullmatch(rule, case=False), dtype=bool)
