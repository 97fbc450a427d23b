"""What the corpus is: texts, outlets, dates, and what the check of the texts found."""

import re

import pandas as pd

from analysis.corpus import describe_corpus
from analysis.finders.lists import read_lexicon
from analysis.readings.sentences import Reading, known, write
from analysis.tables import check_columns, read_dates


def summarise_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, findings: pd.DataFrame) -> Reading:
    """Summarise a corpus in sentences: texts, words, outlets, dates, findings of the check, and what was left out.

    Args:
        documents: the table from `read_corpus`.
        tokens: the table from `annotate`.
        findings: the table from `check_corpus`.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: a table lacks a column.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "date": ["2016-12-13"], "outlet": ["The Courier"]})
    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "sent_id": 0, "token": ["They", "left"]})
    >>> print(summarise_corpus(documents, tokens, pd.DataFrame(columns=["kind", "doc_id"])).partition(" The check")[0])
    The corpus is one text with 2 words. It is from The Courier. It is dated 13 December 2016.
    """
    check_columns(documents, "documents", ["doc_id", "date", "outlet"], "use the table from read_corpus()")
    check_columns(findings, "findings", ["kind", "doc_id"], "use the table from check_corpus()")
    sizes = describe_corpus(documents, tokens)[["words", "shortest", "longest"]].to_numpy().tolist()
    facts = {"texts": len(documents), "sizes": sizes, "outlets": list(known(documents["outlet"]))}
    days = read_dates(documents["date"]).dropna().sort_values()
    facts["days"] = [f"{day.day} {day.month_name()} {day.year}" for day in days]
    facts["months"] = len(known(documents["period"])) if "period" in documents else 0
    found = findings.groupby("kind", observed=True)["doc_id"].agg(["size", "nunique"])
    facts |= {"found": found.to_dict("index"), "n_found": findings["doc_id"].nunique()}
    facts["kinds"] = read_lexicon("findings").to_dict("records")
    facts["left_out"] = re.sub(r"(?<![\d,])1 ", "one ", documents.attrs.get("dropped", ""))
    return write("corpus", **facts)
