"""When was it written about, and how much?"""

import warnings
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from analysis.selection import read_codes, running_words
from analysis.tables import check_columns, check_doc_ids, check_known

Period = Literal["day", "week", "month"]
_ZONE = r"(?<=\d)\s?(?:Z|[+-]\d\d:?\d\d)$"
_CODES = {"day": "D", "week": "W-SUN", "month": "M"}  # a week begins on Monday


def count_by_date(
    spans: pd.DataFrame,
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str = "word",
    period: Period = "day",
) -> pd.DataFrame:
    """Count what was found, for each day, week or month, and per million words written in it.

    All periods from the first to the last are there, those without texts, too. n, doc_freq, documents and
    words of two sets of documents, none of them in both, add up to those of all. Texts without a date are
    left out, with a warning; where none has a date, the table is empty.

    Args:
        spans: a span table with doc_id and `by`, such as that of `find_words` or `find_categories`.
        documents: doc_id and date.
        tokens: what `annotate` gives for them.
        by: the column of `spans` that says what was found.
        period: "day", "week" (from Monday) or "month".

    Columns:
        period (its first day), (the column `by`), n (occurrences), doc_freq (documents with any), documents
        (all of the period), words (running words in them), per_million (n per million of these; NaN without
        words), low, high (95 % interval of it by chance alone, were each occurrence independent of the
        others; what stands in few texts is less sure than that).

    Sources:
        low, high: Garwood 1936, Fiducial limits for the Poisson distribution, Biometrika 28(3/4), 437-442.

    Raises:
        KeyError: a table lacks a column, or a span is in no document given.
        ValueError: a date is none, the period is unknown, or a doc_id is there twice.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "date": ["2021-03-04"]})
    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "token": ["No", "war"]})
    >>> counts = count_by_date(tokens[1:].assign(word="war"), documents, tokens, period="month")
    >>> counts[["period", "n", "per_million"]].astype("str").values.tolist()
    [['2021-03-01', '1', '500000.0']]
    """
    check_columns(spans, "spans", ["doc_id", by])
    check_columns(documents, "documents", ["doc_id", "date"])
    check_columns(tokens, "tokens", ["doc_id"])
    check_doc_ids(documents)
    check_known(spans, "spans", documents)
    every, place = _place_documents(documents, period)
    running = running_words(tokens)
    of_doc, doc_ids = read_codes(running.tokens["doc_id"])
    place_of_doc = place.reindex(doc_ids.astype("str")).fillna(-1).to_numpy(int)
    of_words = place_of_doc[of_doc[running.word >= 0]]
    at = spans["doc_id"].astype("str").map(place).fillna(-1).to_numpy(int)
    found, at = spans[at >= 0], at[at >= 0]
    label, labels = pd.factorize(found[by], sort=True, use_na_sentinel=False)
    cell, cells = at * len(labels) + label, len(every) * len(labels)
    first = ~pd.DataFrame({"cell": cell, "doc_id": found["doc_id"].to_numpy()}).duplicated().to_numpy()
    words = np.bincount(of_words[of_words >= 0], minlength=len(every))
    n = np.bincount(cell, minlength=cells)
    counts = pd.DataFrame(
        {
            "period": every.start_time.as_unit("us").repeat(len(labels)),
            by: labels.take(np.tile(np.arange(len(labels)), len(every))),
            "n": n,
            "doc_freq": np.bincount(cell[first], minlength=cells),
            "documents": np.bincount(place, minlength=len(every)).repeat(len(labels)),
            "words": words.repeat(len(labels)),
        }
    )
    low, high = poisson_interval(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, value in {"per_million": n, "low": low, "high": high}.items():
            counts[name] = np.where(counts["words"] > 0, value / counts["words"] * 1e6, np.nan)
    return counts


def poisson_interval(n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the exact 95 % interval of the mean of a Poisson count, after Garwood 1936.

    >>> [ends.round(3).item() for ends in poisson_interval(np.array([10]))]
    [4.795, 18.39]
    """
    n = np.asarray(n, float)
    return np.where(n > 0, gammaincinv(np.maximum(n, 1), 0.025), 0.0), gammaincinv(n + 1, 0.975)


def _place_documents(documents: pd.DataFrame, period: str) -> tuple[pd.PeriodIndex, pd.Series]:
    """Give all periods from the first to the last, and the number of that of each document with a date."""
    if period not in _CODES:
        raise ValueError(f"there is no period {period!r}: use {', '.join(map(repr, _CODES))}")
    dates = _read_dates(documents)
    known = dates.notna().to_numpy()
    periods = pd.PeriodIndex(dates[known].dt.to_period(_CODES[period]))
    every = pd.period_range(periods.min(), periods.max()) if known.any() else periods
    return every, pd.Series(every.get_indexer(periods), index=documents["doc_id"][known].astype("str"))


def _read_dates(documents: pd.DataFrame) -> pd.Series:
    """Read the dates, whatever they are written as, as of the clocks they were written by."""
    given = documents["date"]
    dates = given
    if not pd.api.types.is_datetime64_any_dtype(given):
        clocks = given.astype("str").str.replace(_ZONE, "", regex=True)
        dates = pd.to_datetime(clocks, format="ISO8601", errors="coerce")
        wrong = dates.isna() & given.notna()
        if wrong.any():
            doc_id, date = documents.loc[wrong, ["doc_id", "date"]].iloc[0]
            raise ValueError(f"documents has the date {date!r} for {doc_id}: write it as 2016-12-13")
    if dates.dt.tz is not None:
        dates = dates.dt.tz_localize(None)
    missing = int(dates.isna().sum())
    if 0 < missing < len(dates):
        warnings.warn(f"{missing} of {len(dates)} texts have no date and are left out", stacklevel=4)
    return dates
