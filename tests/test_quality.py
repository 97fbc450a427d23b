"""The scores that notebooks quote."""

import json

import pandas as pd

from analysis import coding as quality, read_scores


def test_scores_as_the_evaluation_kept_them(tmp_path, monkeypatch):
    """A score of 0 is a score; one that was not measured is missing."""
    path = tmp_path / "RESULTS.json"
    scores = {"actors": {"dev": {"names": {"f1": 0.5}, "edges": {"f1": 0.0}}}}
    path.write_text(json.dumps({"date": "2021-03-04", "scores": scores}), encoding="utf-8")
    monkeypatch.setattr(quality, "RESULTS", path)
    table = read_scores("actors", {"names.f1": "names", "edges.f1": "edges", "types.f1": "types"})
    assert table["value"].tolist()[:2] == [0.5, 0.0] and pd.isna(table["value"][2])
    assert set(table["date"]) == {"2021-03-04"}
    assert read_scores("quotes", {"names.f1": "names"}).empty
