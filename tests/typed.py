"""Tables typed in for the tests of readings, and what must hold for every reading."""

import re

import pandas as pd

from analysis.readings.sentences import Reading

_NEVER = r"\b[Nn]a[nN]\b|None|NaT|<NA>|\(s\)|\b1 [a-z]|\bone (are|have|occur|were)\b|[{}]| [,.;]|\.\.|  "


def check(reading, *facts, never=()):
    """Check that a reading is one to five well-formed sentences, with each of some facts and without some others."""
    assert isinstance(reading, Reading)
    assert len(re.split(r"(?<=\.) (?=[A-Z“])", reading)) <= 5, reading
    assert reading.endswith(".") and reading[0].isupper() and not re.search(_NEVER, reading), reading
    assert [fact for fact in facts if fact not in reading] == [], reading
    assert [fact for fact in never if fact in reading] == [], reading


def texts_of(n, **columns):
    rows = {
        "doc_id": [f"t{number}" for number in range(n)],
        "text": "They left.",
        "date": pd.NaT,
        "outlet": None,
    }
    return pd.DataFrame(rows | columns)


def words_of(documents, n=2):
    """Some tokens for each document."""
    rows = {"doc_id": documents["doc_id"].repeat(n).to_list(), "sent_id": 0, "token": "left"}
    return pd.DataFrame(rows).astype({"doc_id": "str", "token": "str"})


def found(*rows):
    return pd.DataFrame(rows, columns=["kind", "doc_id"], dtype="str")


def counted(doc_freq=1, **counts):
    return pd.DataFrame({"word": list(counts), "n": list(counts.values()), "doc_freq": doc_freq})


def compared(*rows):
    table = pd.DataFrame(rows, columns=["word", "g2", "q", "reason"])
    return table.astype({"g2": "float64", "q": "float64"})


def named(*actors, label="PERSON", kind="name"):
    return pd.DataFrame({"actor": list(actors), "label": label, "kind": kind}, dtype="str")


def ties(*rows):
    return pd.DataFrame(rows, columns=["actor_a", "actor_b", "n"])


def quoted(*actors, kind="direct", type="named person"):
    """A quotation of each of some actors."""
    rows = {"doc_id": "a", "quote_id": range(len(actors)), "kind": kind, "actor": actors}
    return pd.DataFrame(rows | {"speaker_type": type}).astype({"actor": "str"})


def numbers(*claimants, dimension="count"):
    return pd.DataFrame({"dimension": dimension, "claimed_by": claimants, "actor": None}).astype("str")


def disputed(*rows):
    """Compared claims: (claim_id, quantity, value, ratio), and perhaps unit, topic, unsure, value_high."""
    columns = ["claim_id", "quantity", "value", "ratio", "unit", "topic", "unsure", "value_high"]
    usual = (0, "", 1, 1, "", "people killed", None, None)
    return pd.DataFrame([(*row, *usual[len(row) :]) for row in rows], columns=columns)
