"""Let a researcher judge a random sample of any table of spans, and tell what the judgements say about all of it."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.context import in_context

_Z = 1.959964  # of a 95 % interval
_YES, _NO = {"1", "1.0", "yes", "y", "true"}, {"0", "0.0", "no", "n", "false"}


def annotate_sample(
    table: pd.DataFrame,
    documents: pd.DataFrame,
    path: str | Path,
    *,
    n: int = 50,
    seed: int = 0,
    width: int = 200,
) -> Path:
    """Write a random sample of a span table, with its context, to a CSV file in which it can be coded.

    The column `correct` is empty: 1 is to be written there for a row that is right, 0 for one that is not. Two
    coders take a copy each.

    Args:
        table: doc_id, sent_id, start, end and more, such as quotations, mentions or quantities.
        documents: doc_id and text.
        path: of the file to write.
        n: the number of rows; all where there are fewer.
        seed: of the choice; the same seed gives the same rows.
        width: characters of context on either side.

    Raises:
        FileExistsError: the file is there already, and may hold judgements.
    """
    path = Path(path)
    if path.exists():
        raise FileExistsError(
            f"{path} is there already and may hold judgements: give another name, or remove it"
        )
    chosen = table.sample(min(n, len(table)), random_state=np.random.default_rng(seed)).sort_index()
    context = in_context(chosen, documents, documents, width=width)
    front = ["correct", "left", "match", "right"]
    context.assign(correct="")[[*front, *chosen.columns]].to_csv(path, index_label="row", encoding="utf-8")
    return path


def score_sample(coded: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Which share of a coded sample is right, with Wilson's interval (Wilson 1927).

    Args:
        coded: a file of `annotate_sample` with the column `correct` filled in, read with `pandas.read_csv`. Rows
            without a judgement are not counted.
        by: a column to score within, such as kind or rule.

    Columns:
        `by` where given, n (rows judged), correct, precision (0 to 1), low, high (a 95 % interval).

    Raises:
        ValueError: a judgement is neither 1 nor 0 (nor yes or no).

    >>> score_sample(pd.DataFrame({"correct": [1, 1, 1, 0]})).round(2).values.tolist()
    [[4.0, 3.0, 0.75, 0.3, 0.95]]
    """
    judged = coded.assign(correct=_judgements(coded["correct"])).dropna(subset=["correct"])
    groups = (
        [((), judged)]
        if by is None
        else [((name,), rows) for name, rows in judged.groupby(by, observed=True)]
    )
    rows = [(*name, len(group), int(group["correct"].sum())) for name, group in groups if len(group)]
    scores = pd.DataFrame(rows, columns=([] if by is None else [by]) + ["n", "correct"])
    n, share = scores["n"].astype("float64"), scores["correct"] / scores["n"]
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    reach = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return scores.assign(precision=share, low=middle - reach, high=middle + reach)


def agreement(one: pd.Series, other: pd.Series) -> float:
    """Krippendorff's alpha of two coders for categories (Krippendorff 2011): 1 is full agreement, 0 that of chance.

    Args:
        one, other: the judgements of each coder, in the same order; rows that one of them left out are left out.

    >>> round(agreement(pd.Series([1, 1, 0, 0]), pd.Series([1, 1, 0, 1])), 3)
    0.533
    """
    both = pd.DataFrame({"one": one.to_numpy(), "other": other.to_numpy()}).dropna()
    values = pd.concat([both["one"], both["other"]]).value_counts().to_numpy()
    n = values.sum()
    expected = n * n - (values**2).sum()
    if not expected:
        return 1.0 if n else float("nan")
    observed = 2 * int((both["one"] != both["other"]).sum())
    return float(1 - (n - 1) * observed / expected)


def _judgements(values: pd.Series) -> pd.Series:
    words = values.astype("str").fillna("").str.strip().str.lower().replace({"nan": "", "<na>": ""})
    strange = words[~words.isin(_YES | _NO | {""})]
    if len(strange):
        raise ValueError(f"the column correct holds {strange.iloc[0]!r}: write 1 for right and 0 for wrong")
    return words.map(dict.fromkeys(_YES, 1.0) | dict.fromkeys(_NO, 0.0))
