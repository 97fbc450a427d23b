"""How frequent words are per million, and how evenly they are spread over the texts."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.measures.dispersion import measure_dispersion
from analysis.measures.interval import log_interval
from analysis.measures.texts import count_in_texts
from analysis.tables import By, check_columns, check_unique, group_rows
from analysis.words import check_words

MIN_N = 5  # a word with fewer occurrences cannot be spread evenly


def word_rates(words: pd.DataFrame, counts: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Return the rate of words per million, its interval, and how evenly the words are spread over the texts.

    Rates are per million running words of all texts or, with `by`, of the group. The interval shows how much the rate
    may differ in other texts like these; it needs 10 texts or more. Dispersion compares the texts of the group with
    each other. Words with fewer than 5 occurrences get no dispersion, because they cannot be spread evenly.

    Args:
        words: the table from `choose_words` that was counted.
        counts: the table from `count_words`, or some of its rows, such as counts.head(20).
        by: the column or columns that were counted within.

    Columns:
        those of `counts`, per_million, low, high (95 % interval of per_million), range (number of texts with the
        word), juilland_d (1: perfectly even, 0: all in one text), dp (0: perfectly even, near 1: very uneven), dp_norm
        (dp scaled to reach 1), texts (the number of texts), reason (why a value is NaN; else empty).

    Sources:
        low, high: see `analysis.measures.interval`. range, juilland_d, dp, dp_norm: see
        `analysis.measures.dispersion`.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `counts` were counted in other words or with another `by`.

    >>> words = pd.DataFrame({"doc_id": list("abcde"), "word": ["war"] * 5})
    >>> word_rates(words, pd.DataFrame({"word": ["war"], "n": [5]}))[["per_million", "low", "dp"]].to_dict("list")
    {'per_million': [1000000.0], 'low': [nan], 'dp': [0.0]}
    """
    words, by = check_words(words, by)
    check_columns(counts, "counts", [*by, "word", "n"], "use the table from count_words with the same by")
    return pd.concat([counts, measure_by(words, counts, by, _group_rates)], axis=1)


def measure_by(words: pd.DataFrame, counts: pd.DataFrame, by: list[str], measure: Callable) -> pd.DataFrame:
    """Measure the counts of each group among the words of this group, and return all in the order of `counts`."""
    group = group_rows(pd.concat([words[by], counts[by]]), by).ngroup().to_numpy()
    rows_of_words = words.groupby(group[: len(words)]).indices
    rows_of_counts = counts.groupby(group[len(words) :]).indices or {0: []}
    measured = [
        measure(words.iloc[rows_of_words.get(number, [])], counts.iloc[rows]).set_axis(rows)
        for number, rows in rows_of_counts.items()
    ]
    return pd.concat(measured).sort_index().set_axis(counts.index)


def check_counts(counts: pd.DataFrame, names: list[str], found: np.ndarray, remedy: str) -> None:
    """Raise an error at the first row whose n differs from what was found in the words."""
    n = counts["n"].to_numpy()
    for row in np.flatnonzero(n != found)[:1]:
        thing = " near ".join(map(repr, counts[names].iloc[row]))
        raise ValueError(f"counts has {n[row]} of {thing}, but words has {found[row]}: {remedy}")


def find_reasons(reason: pd.Series) -> dict[str, pd.Series]:
    """Return for each reason the rows that have it, as `join_reasons` takes them."""
    return {text: reason == text for text in reason.unique() if text}


def join_reasons(reasons: dict[str, object], index: pd.Index) -> pd.Series:
    """Return the reasons that apply to each row, joined by semicolons."""
    applies = pd.DataFrame(reasons, index=index)
    return pd.Series(["; ".join(applies.columns[row]) for row in applies.to_numpy(bool)], index, dtype="str")


def _group_rates(words: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of the words of one group, and the reasons for missing values."""
    check_unique(counts["word"], "counts has", "use the by of count_words")
    occurrences, sizes = count_in_texts(words, pd.Index(counts["word"], dtype="str"))
    check_counts(counts, ["word"], occurrences.sum(axis=1), "use the words and the by of the counts")
    ends, n = log_interval((occurrences, sizes)), counts["n"].to_numpy()
    measures, rare = measure_dispersion(occurrences, sizes), n < MIN_N
    measures.loc[rare, ["juilland_d", "dp", "dp_norm"]] = np.nan
    rates = np.exp(ends[["low", "high"]]) * 1e6
    rates.insert(0, "per_million", n / len(words) * 1e6 if len(words) else np.nan)
    reasons = {
        **find_reasons(ends["reason"]),
        f"no dispersion: fewer than {MIN_N} occurrences": rare,
        "no dispersion: one text": ~rare & measures["dp"].isna(),
    }
    return rates.join(measures).assign(texts=len(sizes), reason=join_reasons(reasons, measures.index))
