"""Which words are typical of one side of a comparison, and whether that can be said at all."""

import pandas as pd

from analysis.readings.sentences import Reading, find_top, write
from analysis.tables import check_columns

_LEVEL = 0.05  # the highest q of a word that is called typical
# Why there is no p; where p comes from the interval, why there is no interval.
_REASON = r".*no (?:p: (?!without an interval)|interval: )([^;]*)"


def summarise_comparison(compared: pd.DataFrame, target: str | None, reference: str | None) -> Reading:
    """Summarise in sentences which words are typical of each side of a comparison, or why nothing can be said.

    Args:
        compared: the table from `compare_words` for one target.
        target, reference: the two sides as a reader knows them, such as "quotations" and "reporters’ words"; None:
            there is no such side.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: the table lacks a column.

    >>> row = {"word": "we", "g2": 9.0, "q": float("nan"), "reason": "no interval: one text"}
    >>> print(summarise_comparison(pd.DataFrame([row]), "quotations", "reporters’ words").partition(". ")[0])
    One word is compared between quotations and reporters’ words
    """
    check_columns(compared, "compared", ["word", "g2", "q", "reason"], "use compare_words()")
    untested, sure = compared[compared["q"].isna()], compared[compared["q"] <= _LEVEL]
    words = compared.set_index("“" + compared["word"].astype("str") + "”")["g2"].round(6)
    first, g2 = find_top(words.abs()), words[(compared["q"] <= _LEVEL).to_numpy()]
    facts = {"total": len(compared), "n_untested": len(untested), "n_sure": len(sure), "level": _LEVEL}
    facts |= {
        "most": [word for word, n in first if n > words.abs().min()],
        "sides": [(len(side), find_top(side.abs())) for side in (g2[g2 > 0], g2[g2 <= 0])],
    }
    reason = untested["reason"].astype("str").str.extract(_REASON)[0].fillna("see the column reason")
    return write("comparison", **facts, target=target, reference=reference, reasons=sorted(reason.unique()))
