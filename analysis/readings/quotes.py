"""How many quotations there are, of which kind, and who speaks."""

import pandas as pd

from analysis.readings.sentences import Reading, known, rank, write
from analysis.tables import check_columns, each_speaker


def summarise_quotes(quotes: pd.DataFrame) -> Reading:
    """Summarise in sentences how many quotations there are, of which kind, and who is quoted most.

    Args:
        quotes: the table from `link_speakers`, its rows with `speech`; the pieces of a quotation count once.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: the table lacks a column.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "kind": ["direct"], "actor": ["Lee"],
    ...                        "speaker_type": ["named person"]})
    >>> print(summarise_quotes(quotes))
    The kit found one quotation, which is direct. Only one speaker is quoted: Lee, once.
    """
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "kind", "actor", "speaker_type"])
    quotes = quotes.drop_duplicates(["doc_id", "quote_id"])
    actors, types = known(quotes["actor"]), known(quotes["speaker_type"].astype("str").replace("none", None))
    counts = {"kinds": dict(known(quotes["kind"]).value_counts()), "types": dict(types.value_counts())}
    n = {"total": len(quotes), "n_known": len(actors), "n_named": len(types)}
    return write("quotes", **n, **counts, speakers=rank(known(each_speaker(quotes)["actor"]).value_counts()))
