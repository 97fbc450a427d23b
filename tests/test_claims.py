"""Claimants of numbers, rival claims and counts, on tables typed in: no model."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import compare_claims, count_quantities, link_claims


def numbers(*spans: tuple[int, int], doc_id: str = "a") -> pd.DataFrame:
    return pd.DataFrame({"doc_id": doc_id, "start": [s for s, _ in spans], "end": [e for _, e in spans]})


def quotes(*rows: tuple[int, int, str | None], doc_id: str = "a") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["start", "end", "speaker"]).assign(doc_id=doc_id, kind="direct")
    has = table["speaker"].notna()
    return table.assign(speaker_start=pd.array(np.where(has, 90, pd.NA), "Int32"), speaker_end=95).astype(
        {"speaker": "str"}
    )


def claimants(quantities: pd.DataFrame, table: pd.DataFrame) -> list[str | None]:
    found = link_claims(quantities, table)["claimed_by"]
    return found.astype(object).where(found.notna(), None).tolist()


def test_a_number_belongs_to_the_speaker_it_is_quoted_from():
    assert claimants(numbers((5, 7), (30, 32)), quotes((0, 20, "Ann"))) == ["Ann", None]


def test_the_innermost_quotation_counts():
    assert claimants(numbers((12, 14), (2, 4)), quotes((0, 50, "Ann"), (10, 20, "Ben"))) == ["Ben", "Ann"]


def test_a_number_half_inside_is_not_claimed():
    assert claimants(numbers((18, 24)), quotes((0, 20, "Ann"))) == [None]


def test_pieces_of_a_quotation_and_other_documents():
    table = pd.concat([quotes((0, 9, "Ann"), (20, 29, "Ann")), quotes((0, 99, "Eve"), doc_id="b")])
    assert claimants(numbers((2, 3), (12, 13), (22, 23)), table) == ["Ann", None, "Ann"]


def test_a_quotation_without_speaker_claims_for_nobody_but_tells_its_kind():
    linked = link_claims(numbers((5, 7)), quotes((0, 20, None)))
    assert linked["claimed_by"].isna().all() and linked["claim_rule"].tolist() == ["direct"]


def test_the_actor_comes_along():
    linked = link_claims(numbers((5, 7)), quotes((0, 20, "he")).assign(actor="Anton Relsky"))
    assert linked[["claimed_by", "actor"]].values.tolist() == [["he", "Anton Relsky"]]


def test_linking_twice_and_linking_nothing_keep_the_columns():
    once = link_claims(numbers((5, 7)), quotes((0, 20, "Ann")))
    assert list(link_claims(once, quotes((0, 20, "Ben")))) == list(once)
    empty = link_claims(numbers(), quotes()[:0])
    assert list(empty) == list(once) and empty["claimed_by"].dtype == once["claimed_by"].dtype


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12), st.integers(0, 60))
def test_the_sweep_finds_what_a_search_through_all_quotations_finds(spans, start):
    table = quotes(*((s, s + n, f"speaker {i}") for i, (s, n) in enumerate(spans)))
    around = [(n, f"speaker {i}") for i, (s, n) in enumerate(spans) if s <= start and start + 2 <= s + n]
    (found,) = claimants(numbers((start, start + 2)), table)
    assert found is None if not around else found in {speaker for n, speaker in around if n == min(around)[0]}


def claim(value, claimed_by, *, noun="people", verb="kill", context="dam city", **other) -> dict:
    row = {"doc_id": "a", "sent_id": 0, "start": 0, "end": 1, "quantity": str(value), "value": float(value)}
    row |= {"value_high": float("nan"), "unit": "", "dimension": "count", "bound": "exact", "noun": noun}
    row |= {"noun_lemma": noun, "verb": verb, "vague": False, "context": context, "claimed_by": claimed_by}
    return row | {"actor": None} | other


def compare(*rows: dict) -> pd.DataFrame:
    return compare_claims(pd.DataFrame(rows))


def test_claims_stand_from_lowest_to_highest_with_their_ratio():
    table = compare(
        claim(58, "OHR", verb="die"), claim(14, "the ministry"), claim(37, None, noun="toll", verb="be")
    )
    assert table["value"].tolist() == [14, 37, 58]
    assert table["ratio"].round(2).tolist() == [4.14] * 3
    assert table["topic"].unique().tolist() == ["people killed"]


def test_who_fled_and_who_was_held_is_no_disagreement():
    assert compare(claim(8000, "SANA", verb="flee"), claim(120_000, "Hollande", verb="hold")).empty


def test_soldiers_and_rebels_are_not_compared():
    assert compare(claim(6, "the rebels", noun="rebel"), claim(16, "the army", noun="soldier")).empty


def test_one_claimant_alone_does_not_disagree():
    assert compare(claim(14, "the ministry"), claim(22, "the ministry")).empty


def test_units_of_one_dimension_are_compared_and_currencies_are_not():
    far = {"noun": "road", "verb": "run", "dimension": "distance"}
    roads = compare(claim(16, "Ann", unit="kilometer", **far), claim(10, "Ben", unit="mile", **far))
    assert roads["value"].tolist() == [16, 10] and roads["ratio"].round(3).tolist() == [1.006] * 2
    money = {"noun": "bridge", "verb": "cost", "dimension": "money"}
    assert compare(claim(5, "Ann", unit="euro", **money), claim(6, "Ben", unit="dollar", **money)).empty


def test_the_upper_end_of_a_range_counts_for_the_ratio():
    assert compare(claim(10, "Ann", value_high=40.0), claim(20, "Ben"))["ratio"].tolist() == [4, 4]


def test_claims_of_two_corpora_put_together_are_compared():
    """Each has an index from 0."""
    rows = [claim(14, "the ministry"), claim(31, "Ann")]
    claims = compare_claims(pd.DataFrame(rows, index=[0, 0]))
    pd.testing.assert_frame_equal(claims, compare_claims(pd.DataFrame(rows)))


def test_doubts_are_named():
    doubts = compare(
        claim(14, "Ann"),
        claim(15, "Ben"),
        claim(16, "Cid", context="ferry"),
        claim(17, "Dan", noun=None),
        claim(18, "Eve", vague=True),
    )
    assert doubts["unsure"].astype(object).where(doubts["unsure"].notna(), None).tolist() == [
        None, None, "other context", "no noun", "vague",
    ]  # fmt: skip


def test_columns_are_the_same_for_nothing_to_compare():
    some = compare(claim(14, "Ann"), claim(15, "Ben"))
    assert list(compare(claim(14, "Ann"))) == list(some)
    assert all(column in compare_claims.__doc__ for column in some)


def test_a_missing_value_is_a_group_and_an_unknown_column_is_named():
    table = pd.DataFrame([claim(1, None), claim(2, None), claim(3, "Ann")])
    counts = count_quantities(table, by="claimed_by")
    assert counts["n"].tolist() == [2, 1] and counts["doc_freq"].tolist() == [1, 1]
    with pytest.raises(KeyError, match="no column 'outlet'"):
        count_quantities(table, by=["outlet", "unit"])
