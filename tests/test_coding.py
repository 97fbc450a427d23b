"""Judging a sample."""

import pandas as pd
import pytest

from analysis.coding import agreement, annotate_sample, score_sample

DOCUMENTS = pd.DataFrame({"doc_id": ["a"], "text": ["It is over, she said. " * 20]})
SPANS = pd.DataFrame(
    {"doc_id": "a", "sent_id": 0, "start": range(0, 200, 22), "end": range(10, 210, 22), "rule": "x"}
)


def test_a_sample_holds_its_context_and_a_place_for_the_judgement(tmp_path):
    table = pd.read_csv(annotate_sample(SPANS, DOCUMENTS, tmp_path / "sample.csv", n=4), index_col="row")
    assert list(table)[:4] == ["correct", "left", "match", "right"]
    assert table["match"].tolist() == ["It is over"] * 4
    assert table["correct"].isna().all()
    pd.testing.assert_frame_equal(
        table[["start", "end"]], SPANS.loc[table.index, ["start", "end"]], check_names=False
    )


def test_the_same_seed_gives_the_same_rows(tmp_path):
    one, other = (
        annotate_sample(SPANS, DOCUMENTS, tmp_path / name, n=4, seed=3).read_text() for name in ("a", "b")
    )
    assert one == other


def test_judgements_are_never_overwritten(tmp_path):
    (tmp_path / "sample.csv").write_text("mine")
    with pytest.raises(FileExistsError, match="sample.csv"):
        annotate_sample(SPANS, DOCUMENTS, tmp_path / "sample.csv")


def test_wilson_interval():
    """81 of 263, from Newcombe (1998), table I."""
    score = score_sample(pd.DataFrame({"correct": [1] * 81 + [0] * 182})).iloc[0]
    assert (round(score["low"], 4), round(score["high"], 4)) == (0.2553, 0.3662)


def test_words_and_blanks_in_the_judgements():
    scores = score_sample(pd.DataFrame({"correct": ["yes", "No", "", None], "kind": list("aabb")}), by="kind")
    assert scores[["kind", "n", "correct"]].values.tolist() == [["a", 2, 1]]


def test_a_strange_judgement_is_named():
    with pytest.raises(ValueError, match="'maybe'"):
        score_sample(pd.DataFrame({"correct": ["maybe"]}))


def test_alpha():
    """The two coders of Krippendorff (2011), section A: binary data."""
    one = pd.Series([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    other = pd.Series([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert agreement(one, other) == pytest.approx(0.095, abs=5e-4)
    assert agreement(one, one) == 1
