"""Samples of a span table to code by hand, their precision, and the agreement of two coders."""

import io
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.context import in_context
from analysis.settings import KIT
from analysis.tables import By, check_by, check_columns, group_rows
from analysis.tables.sheets import read_rows

_FIRST = ["quote", "quantity", "actor", "noun", "claimed_by"]  # what is judged is beside the judgement
_JUDGEMENTS = {"1": 1, "1.0": 1, "yes": 1, "y": 1, "true": 1, "0": 0, "0.0": 0, "no": 0, "n": 0, "false": 0}


def annotate_sample(
    table: pd.DataFrame, documents: pd.DataFrame, path: str | Path, *, n: int = 50, seed: int = 0
) -> Path:
    """Write a random sample of a span table to a CSV file in which it can be coded, with 200 characters on either side.

    The column `correct` is empty: write 1 there for a row that is right, 0 for one that is wrong, and save the file.
    `score_sample` then returns the precision. The rows are in random order, so the first ones are a sample, too. A file
    with judgements is kept as it is, so that the same cell can be run before and after coding. Each coder needs a copy.

    Args:
        table: doc_id, sent_id, start, end and more, such as quotations, mentions or quantities. Its index becomes the
            column `row`.
        documents: doc_id and text.
        path: of the file to write.
        n: the number of rows; all where there are fewer.
        seed: of the choice; the same seed gives the same rows.

    Returns the path.

    Raises:
        FileExistsError: the file has judgements of other rows, because the texts or the arguments are not the same.
        KeyError: a table lacks a column.
        ValueError: there is a file of this name that is no sample, see `read_sample`.

    >>> import tempfile
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "sent_id": [0], "start": [3], "end": [5]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = annotate_sample(spans, documents, f"{folder}/sample.csv")
    ...     read_sample(path)[["left", "match", "right"]].values.tolist()
    [['It ', 'is', ' over.']]
    """
    path = Path(path)
    chosen = table.sample(min(n, len(table)), random_state=np.random.default_rng(seed))
    if path.exists() and (old := read_sample(path))["correct"].notna().any():
        known = old.columns.intersection([*_FIRST, "doc_id", "start", "end"])
        if _as_text(old[known]).equals(_as_text(chosen.reindex(columns=known).sort_index())):
            return path
        raise FileExistsError(
            f"{path} has judgements of other rows than these: use another name for this sample"
        )
    context = in_context(chosen, documents, documents, width=200)
    columns = ["correct", *chosen.columns.intersection(_FIRST, sort=False), "left", "match", "right"]
    columns = list(dict.fromkeys([*columns, *chosen.columns]))
    path.parent.mkdir(parents=True, exist_ok=True)
    # The mark at its start tells a spreadsheet that this is UTF-8: else “ would come out as three letters.
    text = context.assign(correct="")[columns].to_csv(index_label="row", lineterminator="\n")
    path.write_text(text, encoding="utf-8-sig", newline="\n")
    return path


def _as_text(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype("str").fillna("").replace(r"\s+", " ", regex=True)


def read_sample(path: str | Path) -> pd.DataFrame:
    """Read a file of `annotate_sample` back, coded or not, as a spreadsheet may have saved it.

    Commas, semicolons or tabs between the values, UTF-8 or the encoding of older spreadsheets, rows in any order.
    1, yes, y and true count as right, 0, no, n and false as wrong, in small letters or capitals.

    Args:
        path: of the file.

    Columns:
        those of the file but `row`, which is the index, in order; correct is 1, 0 or missing.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is no table, has no column row or correct, holds a row twice, or a judgement is something else.
    """
    table = read_rows(path, ["row", "correct"], strip=False)
    twice = table["row"][table["row"].duplicated()]
    if len(twice):
        raise ValueError(f"{Path(path).name} has the row {twice.iloc[0]} more than once: keep one of them")
    # Written once more, so that pandas finds out which columns are numbers.
    typed = {"dtype": {"correct": "str"}, "keep_default_na": False, "na_values": [""], "index_col": "row"}
    table = pd.read_csv(io.StringIO(table.to_csv(index=False)), **typed).sort_index()
    return table.assign(correct=_judgements(table["correct"]))


def score_sample(coded: pd.DataFrame | str | Path, *, by: By = None) -> pd.DataFrame:
    """Return the share of a coded sample that is right, with the exact interval of Clopper and Pearson.

    The interval is for rows drawn at random, as `annotate_sample` draws them, of which each was judged by itself: rows
    of a few chosen documents would need a wider one.

    Args:
        coded: the file of `annotate_sample`, or a table with a column `correct`. Rows without a judgement are not
            counted, with a warning. For a file that is not coded yet, a printed sentence says how to code it.
        by: a column or a list of columns to score within, such as kind or rule. A missing value is a group of its own.

    Columns:
        those of `by`, n (rows judged), correct, precision (the share that is right), low, high (a 95 % interval).

    Sources:
        Clopper and Pearson 1934, The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial,
        Biometrika 26(4), 404-413.

    Raises:
        KeyError: `coded` lacks a column.
        ValueError: a judgement is neither 1 nor 0 (nor yes or no), or `by` names a column of the result.

    >>> score_sample(pd.DataFrame({"correct": [1, 1, 1, 0]})).round(2).values.tolist()
    [[4.0, 3.0, 0.75, 0.19, 0.99]]
    """
    file = None if isinstance(coded, pd.DataFrame) else Path(coded)
    coded = read_sample(file) if file else coded
    by = check_by(coded, "coded", by, ["n", "correct", "precision", "low", "high"])
    check_columns(coded, "coded", ["correct"])
    coded = coded.assign(correct=_judgements(coded["correct"]))
    judged = coded.dropna(subset=["correct"])
    if judged.empty and file:
        name = file.relative_to(KIT) if file.is_relative_to(KIT) else file
        todo = f"Write 1 (right) or 0 (wrong) into the column `correct` of {name}, then run this cell again."
        print(todo if len(coded) else f"There is nothing to judge: {name} has no rows.")
    elif blank := len(coded) - len(judged):
        warnings.warn(f"{blank:,} of {len(coded):,} rows have no judgement and are not counted", stacklevel=2)
    groups = group_rows(judged, by)["correct"]
    scores = groups.agg(n="size", correct="sum").astype("int64").reset_index(drop=not by)
    low, high = exact_interval(scores["correct"], scores["n"])
    return scores.assign(precision=scores["correct"] / scores["n"], low=low, high=high)


def exact_interval(hits: pd.Series, n: pd.Series) -> np.ndarray:
    """Return the ends of a 95 % interval of a share, `hits` of `n` (Clopper and Pearson 1934); NaN where n is 0.

    >>> exact_interval(3, 4).round(2).tolist()
    [0.19, 0.99]
    """
    from scipy.special import betaincinv

    low = np.where(hits > 0, betaincinv(hits, n - hits + 1, 0.025), 0)
    high = np.where(hits < n, betaincinv(hits + 1, n - hits, 0.975), 1)
    return np.where(n > 0, [low, high], np.nan)


def agreement(one: pd.Series, other: pd.Series) -> float:
    """Return Krippendorff's alpha of two coders (Krippendorff 2011): 1 is full agreement, 0 agreement by chance.

    Args:
        one, other: the judgements of each coder, such as the column `correct` of two tables from `read_sample`. They
            are matched by their index; rows that only one has judged are left out. NaN where no row is left.

    Raises:
        ValueError: an index holds a row twice.

    >>> round(agreement(pd.Series([1, 1, 0, 0]), pd.Series([1, 1, 0, 1])), 3)
    0.533
    """
    if twice := [row for values in (one, other) for row in values.index[values.index.duplicated()]]:
        raise ValueError(f"the row {twice[0]} is judged twice by one coder: keep one judgement of it")
    both = pd.concat({"one": one, "other": other}, axis=1, join="inner").dropna()
    n = 2 * len(both)
    expected = n * n - (both.melt()["value"].value_counts() ** 2).sum()
    if not expected:
        return 1.0 if n else float("nan")
    return float(1 - (n - 1) * 2 * (both["one"] != both["other"]).sum() / expected)


def _judgements(values: pd.Series) -> pd.Series:
    words = values.astype("str").str.strip().str.lower().replace(["", "nan", "<na>"], None)
    judged = words.map(_JUDGEMENTS).astype("float64")
    strange = words[words.notna() & judged.isna()]
    if len(strange):
        raise ValueError(f"correct holds {strange.iloc[0]!r} in row {strange.index[0]}: write 1 (right) or 0")
    return judged
