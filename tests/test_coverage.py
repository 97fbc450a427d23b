"""No interval, p or q without a simulation that shows that it holds."""

import inspect
import json
import re
from pathlib import Path

import analysis
from analysis.measures.interval import MIN_TEXTS

ROWS = json.loads((Path(__file__).parent / "evaluation" / "COVERAGE.json").read_text(encoding="utf-8"))
INFERENCE = re.compile(r"\b(\w+_)?(low|high)\b(?=[^.]* interval)|\bp_value\b|\b[pq] \(")


def test_every_interval_and_p_is_simulated():
    functions = {name: getattr(analysis, name) for name in analysis.__all__}
    docs = {name: inspect.getdoc(value) or "" for name, value in functions.items()}
    columns = {name: re.search(r"Columns:\n(.*?)(\n\n|$)", doc, re.S) for name, doc in docs.items()}
    offer = {name for name, found in columns.items() if found and INFERENCE.search(found[1])}
    assert {"word_rates", "compare_words", "score_sample", "backbone"} <= offer
    assert offer == {re.match(r"\w+", row["measure"])[0] for row in ROWS}


def test_every_promise_is_kept():
    assert [row for row in ROWS if row.get("holds") is False] == []


def test_intervals_begin_at_the_least_number_of_texts_of_the_simulation():
    rows = [row for row in ROWS if row.get("width_of")]
    assert len(rows) >= 60 and all((row["offered"] > 0) == (row["texts"] >= MIN_TEXTS) for row in rows)
