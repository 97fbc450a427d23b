"""Find quantities, who claims them, and where claims about the same thing differ."""

from collections import Counter

import numpy as np
import pandas as pd

from analysis.finders.lists import word_map, word_set
from analysis.tables import JOINED, By, check_by, check_columns, count
from analysis.topics import OF_PEOPLE, name_claims, read_topics

_COMPARED = ["doc_id", "sent_id", "start", "end", "quantity", "value", "value_high", "unit", "bound", "noun", "verb",
             "claimed_by", "actor"]  # fmt: skip
_COMPARABLE = [*OF_PEOPLE, "money", "distance", "area", "volume", "mass", "duration"]


def compare_claims(quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that give figures for the same thing, such as how many were killed, side by side.

    Two claims are about the same thing if they count the same noun in the same dimension with the same or a similar
    verb. The list `claim_topics` has the words: the verb decides what happened ("100 protesters were arrested" is an
    arrest) before the noun does. In counts and shares, nouns that do not say who is counted ("people", "toll"), a
    missing noun and groups of people ("soldiers") are treated as one noun; but groups are kept apart in a text that
    numbers several of them. Parts of a number ("six of them children") are left out. A number of which nothing else is
    said has the topic of the one before it, if that is another's ("while the ministry spoke of 28").
    Only claims about things for which at least two claimants give figures are returned; the article itself is one
    claimant. Two claims may both be true, at different times or for different places.

    Args:
        quantities: the table of `link_claims`; about and counted_by may be missing.

    Columns:
        claim_id (identifies the thing; 0 has the most claims), topic (the noun and what happened), dimension, doc_id,
        sent_id, start, end, quantity, value, value_high, unit, bound, noun, verb, claimed_by, actor, ratio (the
        highest value of the thing divided by its lowest, in one unit), unsure (why the claim may be about another
        thing: "other context", "no noun", "vague"; missing: no reason). Sorted by claim_id, then from the lowest to the
        highest value.

    Raises:
        KeyError: a column of `link_claims` is missing.

    >>> same = {"doc_id": "a", "sent_id": 0, "start": 0, "end": 2, "value_high": float("nan"), "unit": "",
    ...         "dimension": "count", "bound": "exact", "noun": "people", "noun_lemma": "people", "vague": False,
    ...         "context": "", "actor": None}
    >>> claims = pd.DataFrame([same | {"quantity": "14", "value": 14.0, "verb": "kill", "claimed_by": "the ministry"},
    ...                        same | {"quantity": "31", "value": 31.0, "verb": "die", "claimed_by": "Ann"}])
    >>> compare_claims(claims)[["topic", "value", "claimed_by", "ratio"]].round(1).values.tolist()
    [['people killed', 14.0, 'the ministry', 2.2], ['people killed', 31.0, 'Ann', 2.2]]
    """
    needed = [*_COMPARED, "dimension", "noun_lemma", "context", "vague"]
    check_columns(quantities, "quantities", needed, "use link_claims")
    numbers = quantities.assign(about=quantities.get("about"))
    numbers = numbers[numbers["dimension"].isin(_COMPARABLE) & numbers["about"].ne("part")]
    claims = numbers.sort_values(["doc_id", "start"], ignore_index=True)
    claims["topic"] = name_claims(claims)
    # The factor converts a unit to the SI unit of its dimension.
    factor = pd.to_numeric(claims["unit"].map(word_map("units", "factor")), errors="coerce").fillna(1)
    claims["base"] = claims["value"] * factor
    claims["top"] = claims["value_high"].fillna(claims["value"]) * factor
    # Of joint claimants the first; nobody for a pronoun, which may be one of the others.
    who = claims["actor"].fillna(claims["claimed_by"]).fillna("").str.split(JOINED).str[0]
    is_pronoun = who.str.lower().isin(word_set("stopwords")) & ~who.str.fullmatch("[A-Z]{2,}")  # not WHO
    claims["who"] = who.str.lower().str.replace("^(?:the|an?) ", "", regex=True).mask(is_pronoun)
    claims = claims[(claims["topic"] != "") & (claims["base"] > 0)]
    # Currencies have no fixed factor as other units have.
    currency = claims["unit"].where(claims["dimension"] == "money", "")
    things = claims.groupby(["topic", "dimension", currency])
    ratio = things["top"].transform("max") / things["base"].transform("min")
    claims = claims.assign(claim_id=things.ngroup(), order=-things["base"].transform("size"), ratio=ratio)
    claims["unsure"] = _doubts(claims)
    claims = claims[things["who"].transform("nunique") > 1]
    claims = claims.sort_values(["order", "claim_id", "base", "doc_id", "start"], ignore_index=True)
    claims["claim_id"] = pd.factorize(claims["claim_id"])[0].astype("int32")
    return claims[["claim_id", "topic", "dimension", *_COMPARED, "ratio", "unsure"]]


def count_quantities(quantities: pd.DataFrame, *, by: By = ("noun_lemma", "unit")) -> pd.DataFrame:
    """Count the quantities and their documents by what they count, their unit, claimant, or any other column.

    Args:
        quantities: the table of `find_quantities` or `link_claims`; merge in `outlet` or `date` from the documents to
            count by them.
        by: a column or a list of columns. A missing value is a group of its own.

    Columns:
        those of `by`, n (numbers), doc_freq (documents); the most frequent first, then alphabetically.

    Raises:
        KeyError: there is no such column.
        ValueError: `by` names a column of the result.

    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "unit": ["percent", "percent", "mile"]})
    >>> count_quantities(table, by="unit").values.tolist()
    [['percent', 2, 1], ['mile', 1, 1]]
    """
    check_columns(quantities, "quantities", ["doc_id"])
    return count(quantities, check_by(quantities, "quantities", by, ["n", "doc_freq"]))


def name_topics(quantities: pd.DataFrame) -> pd.DataFrame:
    """Return quantities with what each counts in words, such as "people killed" for dead, bodies and a toll.

    Args:
        quantities: the table of `find_quantities` or `link_claims`, or some of its rows.

    Columns:
        those of `quantities`, topic (the noun, and what happened where the list `claim_topics` has a word for the verb;
        missing: neither is known). A number without a noun counts people only if it has no unit but percent.

    Raises:
        KeyError: a column is missing.

    >>> numbers = pd.DataFrame({"noun_lemma": ["body", "people", "dam"], "verb": ["find", "die", "build"],
    ...                         "dimension": "count"})
    >>> name_topics(numbers)["topic"].to_list()
    ['people killed', 'people killed', 'dam']
    """
    check_columns(quantities, "quantities", ["noun_lemma", "verb", "dimension"])
    topics = read_topics(quantities)
    known = [f"{thing} {event}" if thing and event else None for thing, _, event in topics]
    return quantities.assign(topic=pd.Series(known, quantities.index, "str").fillna(quantities["noun_lemma"]))


def _doubts(claims: pd.DataFrame) -> pd.Series:
    """Return why a claim may be about another thing: it shares no word with the others, is vague, or has no noun."""
    texts = claims[["claim_id", "context", "noun_lemma"]].fillna("").to_numpy(object).tolist()
    rows = [(thing, {*words.split()}, {*noun.split()}) for thing, words, noun in texts]
    claims_with = Counter((thing, word) for thing, words, _ in rows for word in words)
    shares = [any(claims_with[thing, word] > 1 for word in words - nouns) for thing, words, nouns in rows]
    nameless = claims["noun_lemma"].fillna(claims["about"]).isna()
    reasons = [nameless, claims["vague"].astype(bool), np.array(shares, bool)]
    doubts = np.select(reasons, ["no noun", "vague", None], "other context")
    return pd.Series(doubts, claims.index, dtype="str")
