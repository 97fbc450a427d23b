"""The scores by kind as the evaluation kept them, and how a notebook shows them with the errors that remain."""

import json

import pytest

from analysis import read_limits, read_scores, show_trust, trust


def test_scores_as_the_evaluation_kept_them(tmp_path, monkeypatch):
    """A score of 0 is a score; one that was not measured is missing; per cent become shares."""
    scores = {"dev": {"names": {"p": 50.0, "r": 0, "n": 3}, "ties": {"f1": 0.666}}}
    (tmp_path / "RESULTS.json").write_text(json.dumps({"date": "2021-03-04", "scores": {"actors": scores}}))
    (tmp_path / "scores.csv").write_text(
        "finder,kind,place,precision,recall,f1,n,whole,data\n"
        "actors,names,actors.dev.names,p,r,f1,n,100,ten texts\n"
        "actors,ties,actors.dev.ties,,,f1,,1,ten texts\n"
        "quotes,all,quotes.dev.all,p,r,f1,n,1,no texts\n"
    )
    monkeypatch.setattr(trust, "RESULTS", tmp_path / "RESULTS.json")
    table = read_scores("actors").astype("object").fillna("-")
    assert list(table) == ["kind", "precision", "recall", "f1", "n", "data", "date"]
    assert table.iloc[:, :5].values.tolist() == [["names", 0.5, 0, "-", 3], ["ties", "-", "-", 0.67, "-"]]
    assert set(table["date"]) == {"2021-03-04"} and set(table["data"]) == {"ten texts"}
    assert read_scores("quotes").iloc[0, 1:5].isna().all()
    with pytest.raises(ValueError, match="'nobody' is not known: use one of 'actors', 'quotes'"):
        read_scores("nobody")


@pytest.mark.parametrize("finder", ["words", "actors", "quotes", "quantities"])
def test_every_kind_was_measured(finder):
    table = read_scores(finder)
    assert 4 <= len(table) <= 8 and table["recall"].between(0, 1).all()
    assert (table["n"] > 0).all() or finder == "words"
    both = table.dropna(subset=["precision", "f1"])
    harmonic = 2 / (1 / both["precision"] + 1 / both["recall"])
    assert len(both) and (harmonic - both["f1"]).abs().max() < 0.02


@pytest.mark.parametrize("finder", ["words", "comparison", "actors", "quotes", "quantities"])
def test_a_notebook_shows_scores_and_errors_in_full(finder):
    page = show_trust(finder).data
    assert page == show_trust(finder).data and page.count("<table") == 2  # the same bytes
    assert all(f">{text}</td>" in page for text in read_limits(finder)["example"])
    assert all(f">{score:.2f}</td>" in page for score in read_scores(finder)["recall"])
    assert "nan" not in page.lower().replace("finan", "") and "&lt;NA" not in page


def test_the_shares_in_a_page_are_rounded_and_counts_have_separators():
    page = show_trust("quotes").data
    assert ">0.95</td>" in page and ">1,309</td>" in page
