"""Which numbers there are, who claims them, and where claims differ."""

import pandas as pd

from analysis.finders.lists import word_map
from analysis.readings.sentences import Reading, known, rank, write
from analysis.tables import check_columns

# Claimants without an actor of whom nobody can say who they are.
_NOBODY = ["he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "some", "one"]  # fmt: skip


def summarise_quantities(claims: pd.DataFrame, disputes: pd.DataFrame) -> Reading:
    """Summarise in sentences which numbers there are, who claims them, and where claimants differ most.

    Args:
        claims: the table from `link_claims`.
        disputes: the table from `compare_claims`.

    Returns a text that Jupyter shows as a paragraph.

    Raises:
        KeyError: a table lacks a column.

    >>> claims = pd.DataFrame({"dimension": ["count"] * 2, "claimed_by": ["Lee", None], "actor": None})
    >>> columns = ["claim_id", "topic", "quantity", "value", "value_high", "unit", "ratio", "unsure"]
    >>> print(summarise_quantities(claims, pd.DataFrame(columns=columns)).partition(" A claimant")[0])
    The kit found 2 numbers. Only one kind occurs: “count of people or things”, twice.
    """
    check_columns(claims, "claims", ["dimension", "claimed_by", "actor"], "use the table from link_claims()")
    needed = ["claim_id", "topic", "quantity", "value", "value_high", "unit", "ratio", "unsure"]
    check_columns(disputes, "disputes", needed, "use the table from compare_claims()")
    kinds = "“" + known(claims["dimension"]).replace("count", "count of people or things") + "”"
    who = known(claims["actor"].astype("str").fillna(claims["claimed_by"])[claims["claimed_by"].notna()])
    claimants = who[~who.str.lower().isin(_NOBODY)].value_counts()
    things = disputes.drop_duplicates("claim_id").astype({"ratio": "float64"}).round({"ratio": 9})
    largest = things[things["ratio"] == things["ratio"].max()]
    ends = _find_ends(disputes[disputes["claim_id"].isin(largest["claim_id"])]) if len(largest) == 1 else []
    facts = {"total": len(claims), "n_claimed": len(who), "kinds": rank(kinds.value_counts()), "ends": ends}
    facts |= {"claimants": rank(claimants), "ratios": list(things["ratio"]), "topics": list(largest["topic"])}
    return write("quantities", **facts)


def _find_ends(claims: pd.DataFrame) -> list[list]:
    """Return the lowest and the highest claim, each as value, text, unit, and why it may be about another thing."""
    claims = claims.sort_values(["unsure", "quantity"], na_position="first", ignore_index=True)
    factor = pd.to_numeric(claims["unit"].map(word_map("units", "factor")), errors="coerce").fillna(1)
    claims["high"] = claims["value_high"].astype("float64").fillna(claims["value"])
    ends = {"value": (claims["value"] * factor).idxmin(), "high": (claims["high"] * factor).idxmax()}
    return [claims.loc[row, [column, "quantity", "unit", "unsure"]].to_list() for column, row in ends.items()]
