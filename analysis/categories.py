"""A researcher's own categories of words: where they occur, and what share of a text they are."""

from pathlib import Path

import pandas as pd

from analysis.matching import SPANS, check_pattern, drop_inside, find_patterns, read_spans, warn_missing
from analysis.tables import By, add_counts, check_by, check_columns, count, in_parts, join_tables
from analysis.tables.sheets import read_columns
from analysis.word_parts import map_values
from analysis.words import Unit, choose_words


def read_categories(path: str | Path) -> pd.DataFrame:
    """Read categories of words from a CSV file with the columns category and pattern.

    A pattern is a word or a phrase. * is any letters or none: "bomb*" finds bomb, bombs and bombing. Lines at the
    top of the file that start with # are notes.

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
        check_pattern(pattern, f"{Path(path).name} row {row}")
    return table.drop_duplicates(ignore_index=True)


@in_parts(join_tables)
def find_categories(tokens: pd.DataFrame, categories: pd.DataFrame, *, unit: Unit = "lower") -> pd.DataFrame:
    """Find every occurrence of the patterns of some categories, in the order of the texts.

    Use `in_context` to show their sentences. Case and the form of apostrophes are ignored. Patterns are compared
    with words as a reader sees them: "war" does not find anti-war, but "*war" does; "don't", "mayor's", "£5m", "5%" and
    "COVID-19" are found as they are written. The words of a phrase must be adjacent and in one sentence. Within a
    category, an occurrence inside a longer one is left out. A warning names the patterns that do not occur.

    Args:
        tokens: the table from `annotate`, or that from `choose_words`, whose words are then all compared.
        categories: category and pattern, as `read_categories` returns them.
        unit: "lower" or "token" compares the patterns with the words of the text, "lemma" with the lemmas.

    Columns:
        doc_id, sent_id, start, end, category, pattern.

    Raises:
        KeyError: a table lacks a column.
        ValueError: a pattern has no letter or digit, the unit is unknown, or `tokens` has n-grams.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> find_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["start"].to_list()
    [4]
    """
    words, found = _find(tokens, categories, unit)
    return read_spans(words, found).assign(category=found["category"], pattern=found["pattern"])


def count_categories(
    tokens: pd.DataFrame, categories: pd.DataFrame, *, by: By = None, unit: Unit = "lower"
) -> pd.DataFrame:
    """Count the occurrences of some categories, and their share of the running words.

    Args:
        tokens, categories, unit: as for `find_categories`.
        by: a column of `tokens` to count within, such as "doc_id", or several.

    Columns:
        (with `by`, these columns), category (its name, in the order of `categories`), n (occurrences; a phrase counts
        once), doc_freq (documents with any), words (running words of the group), share (n divided by words).

    Raises:
        KeyError: a table lacks a column.
        ValueError: as for `find_categories`, or `by` has the name of a column of the result.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token_id": [0, 1], "token": ["Two", "bombs"]})
    >>> mine = pd.DataFrame({"category": ["violence"], "pattern": ["bomb*"]})
    >>> count_categories(tokens.assign(start=[0, 4], end=[3, 9]), mine)["share"].to_list()
    [0.5]
    """
    by = check_by(tokens, "tokens", by, ["category", "n", "doc_freq", "words", "share"])
    counts = _count_cells(tokens, categories, by, unit)
    order = {category: number for number, category in enumerate(categories["category"].unique())}
    counts = counts.sort_values("category", key=lambda column: column.map(order), kind="stable")
    counts = counts.sort_values(by, kind="stable", ignore_index=True)
    return counts.assign(share=counts["n"] / counts["words"])


@in_parts(add_counts)
def _count_cells(tokens: pd.DataFrame, categories: pd.DataFrame, by: list[str], unit: Unit) -> pd.DataFrame:
    """Return n, doc_freq and words of each category in each group."""
    words, found = _find(tokens, categories, unit)
    rows = words[list(dict.fromkeys(["doc_id", *by]))].take(found["first"])
    counts = count(rows.assign(category=found["category"].array), [*by, "category"])
    cells = pd.DataFrame({"words": [len(words)]})
    if by:
        cells = words.groupby(by, observed=True, dropna=False).size().rename("words").reset_index()
    cells = cells.merge(categories[["category"]].drop_duplicates().astype("str"), how="cross")
    counts = cells.merge(counts, on=[*by, "category"], how="left").fillna({"n": 0, "doc_freq": 0})
    return counts.astype({"n": "int64", "doc_freq": "int64"})[[*by, "category", "n", "doc_freq", "words"]]


def _find(tokens: pd.DataFrame, categories: pd.DataFrame, unit: Unit) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all words, and the first and last row, category and pattern of each occurrence."""
    check_columns(tokens, "tokens", [*SPANS, "token_id"], "categories need tokens from annotate()")
    check_columns(categories, "categories", ["category", "pattern"], "read them with read_categories")
    if "n_tokens" in tokens and map_values(tokens["norm"], lambda norm: " " in norm, "bool").any():
        remedy = "use choose_words with ngram=1"
        raise ValueError(f"tokens has n-grams, but categories need single words: {remedy}")
    words, patterns = choose_words(tokens, unit=unit, pos=None), categories["pattern"].unique()
    found = find_patterns(words, ["word"], patterns, "categories")
    warn_missing("patterns", patterns, found["pattern"], "check how they are spelled")
    found = found.merge(categories[["category", "pattern"]].astype("str"), on="pattern")
    return words, drop_inside(found, "category").sort_values(["first", "category"], ignore_index=True)
