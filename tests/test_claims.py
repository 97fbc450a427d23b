"""Claimants of numbers, rival claims and counts, on tables typed in: no model."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import compare_claims, count_quantities, link_claims, name_topics


def numbers(*spans: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(spans, columns=["start", "end"], dtype="int64").assign(doc_id="a")


def quotes(*rows: tuple[int, int, str | None], doc_id: str = "a") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["start", "end", "speaker"]).assign(doc_id=doc_id, kind="direct")
    starts = table["speaker"].notna().map({True: 90}).astype("Int32")
    return table.assign(speaker_start=starts, speaker_end=starts + 5).astype({"speaker": "str"})


def claimants(*tables: pd.DataFrame) -> list[str]:
    return link_claims(*tables)["claimed_by"].fillna("").tolist()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12), st.integers(0, 60))
def test_a_number_belongs_to_the_innermost_quotation_around_it(spans, start):
    table = quotes(*((s, s + n, f"speaker {i}") for i, (s, n) in enumerate(spans)))
    around = [(n, f"speaker {i}") for i, (s, n) in enumerate(spans) if s <= start and start + 2 <= s + n]
    (found,) = claimants(numbers((start, start + 2)), table)
    assert found in ({speaker for n, speaker in around if n == min(around)[0]} or {""})


def test_a_number_between_pieces_or_in_another_document_has_no_claimant():
    table = pd.concat([quotes((0, 9, "Ann"), (20, 29, "Ann")), quotes((0, 99, "Eve"), doc_id="b")])
    assert claimants(numbers((2, 3), (12, 13), (22, 23)), table) == ["Ann", "", "Ann"]


def test_what_is_known_of_the_quotation_comes_along_and_else_who_counts():
    linked = link_claims(numbers((5, 7)), quotes((0, 20, "he")).assign(actor="Anton Relsky"))
    assert linked[["claimed_by", "actor"]].values.tolist() == [["he", "Anton Relsky"]]
    counted = numbers((5, 7), (30, 32)).assign(counted_by="police", counted_by_start=40, counted_by_end=46)
    linked = link_claims(counted, quotes((0, 20, None)))
    assert linked["claimed_by"].fillna("").tolist() == ["", "police"]
    assert linked["claim_rule"].tolist() == ["direct", "counted"]


def test_linking_twice_and_linking_nothing_keep_the_columns():
    once = link_claims(numbers((5, 7)), quotes((0, 20, "Ann")))
    assert claimants(once, quotes((0, 20, "Ben"))) == ["Ben"]
    assert list(link_claims(once, quotes((0, 20, "Ben")))) == list(once)
    assert link_claims(numbers(), quotes()).dtypes.equals(once.dtypes)
    with pytest.raises(KeyError, match="quotes has no column 'speaker'"):
        link_claims(numbers(), quotes().drop(columns="speaker"))


def claim(value, claimed_by, *, noun="people", verb="kill", context="dam city", **other) -> dict:
    row = {"doc_id": "a", "sent_id": 0, "start": 0, "end": 1, "quantity": str(value), "value": float(value)}
    row |= {"value_high": float("nan"), "unit": "", "dimension": "count", "bound": "exact", "noun": noun}
    row |= {"noun_lemma": noun, "verb": verb, "vague": False, "context": context, "claimed_by": claimed_by}
    return row | {"actor": None} | other


def compare(*rows: dict) -> pd.DataFrame:
    return compare_claims(pd.DataFrame(rows))


def test_claims_are_in_order_from_lowest_to_highest_with_their_ratio():
    claims = claim(58, "OHR", verb="die"), claim(14, "the ministry"), claim(37, None, noun="toll", verb="be")
    table = compare(*claims)
    assert table["value"].tolist() == [14, 37, 58]
    assert table["ratio"].round(2).tolist() == [4.14] * 3
    assert table["topic"].unique().tolist() == ["people killed"]
    two_corpora = pd.DataFrame(claims, index=[0, 1, 0])
    pd.testing.assert_frame_equal(compare_claims(two_corpora), table)


MONEY = {"noun": "bridge", "verb": "cost", "dimension": "money"}
AGREEING = {
    "fled, held": (claim(8000, "SANA", verb="flee"), claim(120_000, "Hollande", verb="hold")),
    "rebels, soldiers": (claim(6, "the rebels", noun="rebel"), claim(16, "the army", noun="soldier")),
    "one claimant": (claim(14, "the ministry"), claim(22, "the ministry")),
    "two currencies": (claim(5, "Ann", unit="euro", **MONEY), claim(6, "Ben", unit="dollar", **MONEY)),
}


@pytest.mark.parametrize("claims", AGREEING.values(), ids=AGREEING)
def test_claims_of_different_things_or_of_one_claimant_are_not_compared(claims):
    table = compare(*claims)
    assert table.empty and list(table) == list(compare(claim(14, "Ann"), claim(15, "Ben")))
    assert all(column in compare_claims.__doc__ for column in table)


def test_ratios_are_taken_in_one_unit_and_to_the_upper_end_of_a_range():
    far = {"noun": "road", "verb": "run", "dimension": "distance"}
    roads = compare(claim(16, "Ann", unit="kilometer", **far), claim(10, "Ben", unit="mile", **far))
    assert roads["value"].tolist() == [16, 10] and roads["ratio"].round(3).tolist() == [1.006] * 2
    assert compare(claim(10, "Ann", value_high=40.0), claim(20, "Ben"))["ratio"].tolist() == [4, 4]


def test_doubts_are_named():
    other = claim(16, "Cid", context="ferry"), claim(17, "Dan", noun=None), claim(18, "Eve", vague=True)
    doubts = compare(claim(14, "Ann"), claim(15, "Ben"), *other)["unsure"]
    assert doubts.fillna("").tolist() == ["", "", "other context", "no noun", "vague"]


def test_hours_miles_and_money_are_no_people():
    dimensions = ["count", "percent", "duration", "distance", "money"]
    claims = [[claim(5, who, noun=None, dimension=each) for who in ("Ann", "Ben")] for each in dimensions]
    named = name_topics(pd.DataFrame([pair[0] for pair in claims]))
    assert named["topic"].fillna("").tolist() == ["people killed"] * 2 + [""] * 3
    assert compare(*sum(claims, []))["dimension"].unique().tolist() == dimensions[:2]
    assert name_topics(pd.DataFrame(columns=["noun_lemma", "verb", "dimension"])).empty


def test_a_missing_value_is_a_group_and_an_unknown_column_is_named():
    claims = pd.DataFrame([claim(1, None), claim(2, None), claim(3, "Ann")])
    counts = count_quantities(claims, by="claimed_by")
    assert counts["n"].tolist() == [2, 1] and counts["doc_freq"].tolist() == [1, 1]
    with pytest.raises(KeyError, match="no column 'outlet'"):
        count_quantities(claims, by=["outlet", "unit"])
