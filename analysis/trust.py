"""How far to trust what the finders find: the scores measured on labelled texts, and the errors that remain."""

import json
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from analysis.export.files import check_choice
from analysis.tables.sheets import read_rows

RESULTS = Path(__file__).with_name("RESULTS.json")  # written by tests/evaluation/evaluate.py


def read_scores(finder: str) -> pd.DataFrame:
    """Return the precision, recall and F1 of a finder by kind, as measured on labelled texts.

    Anyone who has labelled texts can measure again with `make evaluate GOLD=folder SCORE=folder`. Expect lower scores
    on texts that were not used for tuning. A quotation is right if half of its words are, a name if all its words and
    its type are, an actor if half of its mentions are. Each row is a line in scores.csv.

    Args:
        finder: "words" (the language model), "comparison", "actors", "quotes" or "quantities".

    Columns:
        kind (what was found), precision (the share of what was found that is right), recall (the share of the labelled
        items that were found), f1 (the harmonic mean of precision and recall), n (labelled items), data (the labelled
        texts), date (of the last `make evaluate`; missing where the makers of the model measured). A score that the
        labels do not allow is missing.

    Raises:
        ValueError: there is no such finder.

    >>> read_scores("quotes").set_index("kind").loc["direct quotations", "precision"].item()
    0.95
    """
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    measured = pd.json_normalize(results["scores"]).squeeze(axis=0)
    rows, names = _rows_of(finder, "scores.csv"), ["precision", "recall", "f1", "n"]
    values = rows[names].apply(lambda name: measured.reindex(rows["place"] + "." + name).to_numpy("float64"))
    shares = values[names[:3]].div(rows["whole"].astype("int64"), axis=0).round(2)
    table = pd.concat([rows["kind"], shares, values["n"].astype("Int64"), rows["data"]], axis=1)
    own = ~rows["place"].str.startswith("words.")  # the scores of the model are those of its makers
    return table.assign(date=pd.Series(results["date"], rows.index).where(own))


def read_limits(finder: str) -> pd.DataFrame:
    """Return the errors that remain in what a finder finds, each with an example in which it occurs.

    Args:
        finder: "words", "comparison", "actors", "quotes" or "quantities".

    Columns:
        error, example (a sentence), effect (what the error does to counts), avoid (what not to use the finder for).

    Raises:
        ValueError: there is no such finder.

    >>> read_limits("quantities")["example"][0]
    'Prices doubled in a year.'
    """
    return _rows_of(finder, "limits.csv")


def show_trust(finder: str) -> HTML:
    """Return the scores and the remaining errors of a finder as two tables for a notebook.

    Args:
        finder: as in `read_limits`.

    Raises:
        ValueError: there is no such finder.

    >>> "Prices doubled in a year." in show_trust("quantities").data
    True
    """
    from pandas.io.formats.style import Styler

    scores = read_scores(finder)
    dates = scores.pop("date").dropna()
    again = "To measure again: make evaluate GOLD=folder SCORE=folder."
    measured = (
        f"Measured on {dates.iloc[0]}. {again}" if len(dates) else "Measured by the makers of the model."
    )
    limits = read_limits(finder).rename(columns={"avoid": "do not use it for"})
    shown = ""
    for caption, table in {measured: scores, "Errors that remain.": limits}.items():
        styler = Styler(table, uuid=f"{finder}-{table.columns[0]}", cell_ids=False, caption=caption)
        styler.hide(axis="index").format(precision=2, na_rep="", thousands=",", escape="html")
        shown += styler.set_table_styles([{"selector": "th, td", "props": "text-align: left"}]).to_html()
    return HTML(shown)


def _rows_of(finder: str, file: str) -> pd.DataFrame:
    """Return the rows of a finder in a file beside this one."""
    table = read_rows(RESULTS.with_name(file))
    check_choice("finder", finder, list(table["finder"].unique()))
    return table[table["finder"] == finder].drop(columns="finder").reset_index(drop=True)
