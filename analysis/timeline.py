"""Counts over time: how often do words, categories or speakers occur in each period?"""

import warnings
from typing import Literal

import numpy as np
import pandas as pd

from analysis.measures.interval import log_interval
from analysis.measures.texts import count_matrix
from analysis.rates import measure_by
from analysis.tables import By, check_by, check_columns, check_doc_ids, check_known, count, read_dates
from analysis.word_parts import running_words

Period = Literal["day", "week", "month", "year"]
# pandas' names of the period, and of the step from one period's first day to the next; a week begins on Monday.
_PERIODS = {"day": ("D", "D"), "week": ("W-SUN", "W-MON"), "month": ("M", "MS"), "year": ("Y", "YS")}
_COLUMNS = ["period", "n", "doc_freq", "documents", "words", "per_million", "low", "high", "reason"]


def count_by_date(
    spans: pd.DataFrame,
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: By = "word",
    period: Period | None = "day",
) -> pd.DataFrame:
    """Count spans by day, week, month or year, and per million words of that period.

    All periods from the first to the last are included, even those without texts. n, doc_freq, documents and words
    of two corpora that share no document add up to those of both together. Texts without a date are left out with a
    warning; if no text has a date, the table is empty.

    Args:
        spans: a table with doc_id and `by`, such as that from `find_words` or `find_categories`.
        documents: doc_id and date. Where it also has a column of `by`, with the same values as in the spans (such as
            outlet), documents and words are those of each outlet.
        tokens: the table from `annotate` for these documents, or that from `choose_words`.
        by: the column of `spans` to count by, or several.
        period: "day", "week" (from Monday), "month" or "year"; None: as `choose_period` says.

    Columns:
        period (its first day), (the columns `by`), n (occurrences), doc_freq (documents with any), documents
        (all documents of the period, or of the outlet in it), words (running words in these documents), per_million
        (n per million of these words; NaN without words), low, high (95 % interval of per_million, for 10 documents or
        more; see `analysis.measures.interval`), reason (why there is no interval; else empty).

    Raises:
        KeyError: a table lacks a column, or `documents` lacks the document of a span.
        ValueError: a date cannot be read, the period is unknown, a doc_id occurs twice, or `by` has the name of a
            column of the result.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "date": ["2021-03-04"]})
    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "token": ["No", "war"]})
    >>> counts = count_by_date(tokens[1:].assign(word="war"), documents, tokens, period="month")
    >>> counts[["period", "n", "per_million"]].astype("str").values.tolist()
    [['2021-03-01', '1', '500000.0']]
    """
    by = check_by(spans, "spans", by, _COLUMNS)
    check_columns(spans, "spans", ["doc_id"])
    check_columns(documents, "documents", ["doc_id", "date"])
    check_doc_ids(documents)
    check_known(spans, "spans", documents)
    period = period or choose_period(documents["date"])
    first_day = _first_days(documents, period)
    every = pd.DatetimeIndex(first_day)
    if len(every):
        every = pd.date_range(every.min(), every.max(), freq=_PERIODS[period][1])
    texts, doc_id = documents.set_axis(documents["doc_id"].astype("str").array), spans["doc_id"].astype("str")
    words = running_words(tokens)["doc_id"].value_counts().rename(index=str)
    shared = [column for column in by if column in texts and _are_equal(spans[column], texts[column][doc_id])]
    texts = texts.loc[first_day.index, shared].assign(period=first_day, words=words).fillna({"words": 0})
    totals = texts.groupby(["period", *shared], observed=True, dropna=False)["words"]
    totals = totals.agg(documents="size", words="sum").reset_index()
    found = spans.assign(period=first_day.reindex(doc_id).array).dropna(subset="period")
    labels = found[by].drop_duplicates().sort_values(by)
    counts = pd.DataFrame({"period": every}).merge(labels, how="cross").merge(totals, how="left")
    counts = counts.merge(count(found, ["period", *by]), how="left")
    numbers = ["n", "doc_freq", "documents", "words"]
    counts = counts.fillna(dict.fromkeys(numbers, 0)).astype(dict.fromkeys(numbers, "int64"))
    counts["per_million"] = 1e6 * counts["n"] / counts["words"].where(counts["words"] > 0)
    counts = counts.join(_intervals(counts, found, texts, by, ["period", *shared]))
    counts = counts[["period", *by, *_COLUMNS[1:]]]
    counts.attrs["lack"] = "nothing was found" if len(every) else "no text has a date"  # for plots
    return counts


def choose_period(dates: pd.Series) -> Period:
    """Return a period for some dates: days in up to three months, years in more than ten years, else months."""
    days = read_dates(dates).dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    return "day" if span <= 92 else "month" if span <= 3653 else "year"


def _intervals(
    counts: pd.DataFrame, found: pd.DataFrame, texts: pd.DataFrame, by: list[str], keys: list[str]
) -> pd.DataFrame:
    """Return low, high and reason of each row of the counts, from those of the texts that have its keys."""
    label, counted = (rows.groupby(by, observed=True, dropna=False).ngroup() for rows in (found, counts))
    text = texts.index.get_indexer(found["doc_id"].astype("str"))
    matrix = count_matrix(label, text, pd.RangeIndex(label.max() + 1 if len(label) else 0), len(texts))
    counts, texts = counts.assign(_row=counted), texts.assign(_column=range(len(texts)))

    def measure(texts: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
        return log_interval((matrix[counts["_row"]][:, texts["_column"]], texts["words"].to_numpy()))

    ends = measure_by(texts, counts, keys, measure)
    return ends.assign(low=np.exp(ends["low"]) * 1e6, high=np.exp(ends["high"]) * 1e6)


def _first_days(documents: pd.DataFrame, period: str) -> pd.Series:
    """Return the first day of the period of each document that has a date, by its doc_id."""
    if period not in _PERIODS:
        raise ValueError(f"there is no period {period!r}: use {', '.join(map(repr, _PERIODS))}")
    given = documents["date"].notna()
    dates = read_dates(documents["date"])
    for row in documents[given & dates.isna()].itertuples():
        raise ValueError(f"documents has the date {row.date!r} for {row.doc_id}: write it like 2016-12-13")
    missing = int((~given).sum())
    if 0 < missing < len(given):
        warnings.warn(f"{missing} of {len(given)} texts have no date and are left out", stacklevel=3)
    days = dates[given].dt.to_period(_PERIODS[period][0]).dt.start_time.dt.as_unit("us")
    return days.set_axis(documents["doc_id"][given].astype("str").array)


def _are_equal(one: pd.Series, other: pd.Series) -> bool:
    """Return whether two columns have the same values, of whatever type; missing ones are equal."""
    return pd.Index(one, dtype=object).equals(pd.Index(other, dtype=object))
