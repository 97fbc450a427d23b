"""Judging a sample."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from analysis import agreement, annotate_sample, coding, read_sample, score_sample
from analysis.export.manifest import write_codebook

DOCUMENTS = pd.DataFrame({"doc_id": ["a"], "text": ["It is over, she said. " * 20]})
SPANS = pd.DataFrame({"doc_id": "a", "sent_id": 0, "start": range(0, 200, 22), "rule": "x"})
SPANS.insert(3, "end", SPANS["start"] + 10)


def test_a_sample_has_its_context_and_a_column_for_the_judgement(tmp_path):
    path = annotate_sample(SPANS, DOCUMENTS, tmp_path / "a.csv", n=4, seed=3)
    table = pd.read_csv(path, index_col="row")
    assert list(table) == ["correct", "left", "match", "right", *SPANS]
    assert table["match"].tolist() == ["It is over"] * 4 and table["correct"].isna().all()
    pd.testing.assert_frame_equal(table[list(SPANS)], SPANS.loc[table.index], check_names=False)
    again = annotate_sample(SPANS, DOCUMENTS, tmp_path / "b.csv", n=4, seed=3)
    assert again.read_bytes() == path.read_bytes()


def test_one_cell_writes_a_sample_and_scores_it_once_it_is_coded(tmp_path, capsys):
    path = tmp_path / "results" / "sample.csv"

    def cell(n=8):
        return score_sample(annotate_sample(SPANS, DOCUMENTS, path, n=n, seed=1))

    assert cell().empty and cell(n=6).empty  # a sample without judgements is written anew
    sentence = f"Write 1 (right) or 0 (wrong) into the column `correct` of {path}, then run this cell again."
    assert capsys.readouterr().out == f"{sentence}\n" * 2
    coded = pd.read_csv(path, dtype="str").iloc[::-1].assign(correct=["1", "0", "1", "1", "1", "1"])
    coded.to_csv(path, sep=";", index=False)
    before = path.read_bytes()
    assert cell(n=6)[["n", "correct"]].values.tolist() == [[6, 5]]
    with pytest.raises(FileExistsError, match="sample.csv has judgements of other rows"):
        cell(n=7)
    with pytest.raises(FileExistsError, match="other rows"):
        annotate_sample(SPANS.assign(end=SPANS["end"] + 1), DOCUMENTS, path, n=6, seed=1)
    with pytest.raises(FileExistsError, match="other rows"):
        annotate_sample(
            SPANS.assign(doc_id=SPANS["doc_id"].astype(str) + "b"),
            DOCUMENTS.assign(doc_id=DOCUMENTS["doc_id"].astype(str) + "b"),
            path,
            n=6,
            seed=1,
        )
    assert path.read_bytes() == before and capsys.readouterr().out == ""


def test_a_judgement_of_another_actor_is_no_judgement_of_this_one(tmp_path):
    path, quoted = tmp_path / "sample.csv", SPANS.assign(actor="Lee")
    annotate_sample(quoted, DOCUMENTS, path)
    pd.read_csv(path, dtype="str").assign(correct="1").to_csv(path, index=False)
    assert score_sample(annotate_sample(quoted, DOCUMENTS, path))["precision"].tolist() == [1]
    with pytest.raises(FileExistsError, match="other rows"):
        annotate_sample(quoted.assign(actor="Ann Lee"), DOCUMENTS, path)


def test_rows_are_in_random_order_with_what_is_judged_first(tmp_path):
    quoted = pd.concat([SPANS] * 5, ignore_index=True).assign(rule="r", actor="Lee")
    written = pd.read_csv(annotate_sample(quoted, DOCUMENTS, tmp_path / "sample.csv"), dtype="str")
    assert written.columns[:4].tolist() == ["row", "correct", "actor", "left"] and "rule" in written
    assert not written["row"].astype(int).is_monotonic_increasing


def test_the_codebook_names_the_columns_of_a_sample(tmp_path):
    annotate_sample(SPANS, DOCUMENTS, tmp_path / "sample.csv")
    assert write_codebook(tmp_path).read_text(encoding="utf-8").splitlines()[1] == "sample.csv,row,row"


def test_a_sample_of_nothing_says_so(tmp_path, capsys):
    assert score_sample(annotate_sample(SPANS[:0], DOCUMENTS, tmp_path / "a" / "none.csv")).empty
    assert capsys.readouterr().out == f"There is nothing to judge: {tmp_path}/a/none.csv has no rows.\n"


PUBLISHED = [
    (81, 263, 0.2527, 0.3676),
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0, 0.1684),
    (1, 29, 0.0009, 0.1776),
]


@pytest.mark.parametrize("hits, n, low, high", PUBLISHED)
def test_the_exact_interval_is_as_published_and_the_same_for_what_is_wrong(hits, n, low, high):
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 5."""
    coded = pd.DataFrame({"correct": [1] * hits + [0] * (n - hits)})
    assert score_sample(coded)[["low", "high"]].round(4).values.tolist() == [[low, high]]
    assert score_sample(1 - coded)[["low", "high"]].round(4).values.tolist() == [
        [round(1 - high, 4), round(1 - low, 4)]
    ]


def test_no_interval_of_no_judgement():
    assert np.isnan(coding.exact_interval(pd.Series([0]), pd.Series([0]))).all()


@given(st.integers(1, 300), st.data())
def test_each_end_is_where_as_many_hits_become_a_matter_of_one_in_forty(n, data):
    """The definition of Clopper and Pearson (1934), with the binomial distribution of scipy.stats."""
    hits = data.draw(st.integers(0, n))
    low, high = coding.exact_interval(hits, n)
    assert low <= hits / n <= high
    assert low == 0 if hits == 0 else stats.binom.sf(hits - 1, n, low) == pytest.approx(0.025)
    assert high == 1 if hits == n else stats.binom.cdf(hits, n, high) == pytest.approx(0.025)


def test_scores_count_what_was_judged():
    coded = pd.DataFrame({"correct": ["yes ", "N", "", None, "TRUE"], "kind": ["a", "a", "b", "b", None]})
    with pytest.warns(UserWarning, match="^2 of 5 rows have no judgement and are not counted$"):
        scores = score_sample(coded, by="kind")
    assert scores.fillna("none")[["kind", "n", "correct"]].values.tolist() == [["a", 2, 1], ["none", 1, 1]]
    with pytest.warns(UserWarning, match="^2 of 5 rows"):
        assert score_sample(coded.assign(rule="x"), by=["kind", "rule"]).drop(columns="rule").equals(scores)
    nothing = score_sample(coded[:0], by="kind")
    assert nothing.empty and list(nothing) == list(scores)
    with pytest.raises(KeyError, match="no column 'correct'"):
        score_sample(pd.DataFrame({"right": [1]}))


SAVED = [(",", "utf-8-sig", "\n"), ("\t", "utf-8", "\n"), (";", "cp1252", "\r\n")]


@pytest.mark.parametrize("separator, encoding, line_end", SAVED)
def test_a_coded_file_is_read_however_it_was_saved(tmp_path, separator, encoding, line_end):
    documents = pd.DataFrame({"doc_id": ["a"], "text": ["“It is; over,” she\nsaid, quietly. " * 10]})
    path = annotate_sample(SPANS, documents, tmp_path / "new" / "sample.csv", n=6)
    coded = pd.read_csv(path, dtype="str").sort_values("row", ascending=False)
    coded["correct"] = ["Y", "yes ", "0", "1.0", "", "FALSE"]
    coded.to_csv(path, sep=separator, encoding=encoding, lineterminator=line_end, index=False)
    table = read_sample(path)
    assert table["correct"].fillna(9).tolist() == [0, 9, 1, 0, 1, 1]
    assert table["match"].str.contains("“|over,”").any()
    pd.testing.assert_frame_equal(table[list(SPANS)], SPANS.loc[table.index], check_names=False)


NO_SAMPLES = {
    "row,right\n1,1\n": "mine.csv has no column 'correct'",
    "row,correct\n1,1\n1,0\n": "mine.csv has the row 1 more than once",
    "row,correct\n1,maybe\n": "'maybe' in row 1",
}


@pytest.mark.parametrize(("content", "message"), NO_SAMPLES.items())
def test_files_that_are_no_sample_are_named(tmp_path, content, message):
    (tmp_path / "mine.csv").write_text(content)
    with pytest.raises(ValueError, match=message):
        read_sample(tmp_path / "mine.csv")


def test_alpha_of_coders_matched_by_row_however_they_sorted():
    """The two coders of Krippendorff (2011), section A: binary data."""
    one = pd.Series([0, 1, 0, 0, 0, 0, 0, 0, 1, 0, None, 1], index=range(3, 15))
    other = pd.Series([1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1], index=range(3, 14))
    assert agreement(one, other[::-1]) == pytest.approx(0.095, abs=5e-4)
    assert agreement(one, one) == 1
    assert np.isnan(agreement(one, other.rename(lambda row: row + 100)))
    with pytest.raises(ValueError, match="row 1 is judged twice"):
        agreement(one, pd.Series([1, 0], index=[1, 1]))
