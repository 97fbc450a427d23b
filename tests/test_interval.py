"""Intervals over texts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats
from scipy.sparse import csr_array

from analysis.measures import interval
from analysis.measures.interval import log_interval


def leave_one_out(*sides, odds=False):
    """The interval by its definition: every text in turn is left out, one word at a time."""

    def estimate(kept):
        rates = [sum(n[i] for i in kept) / sum(sizes[i] - odds * n[i] for i in kept) for n, sizes in sides]
        return np.log(rates[0]) - (np.log(rates[1]) if rates[1:] else 0)

    texts = range(len(sides[0][0]))
    error = sum((estimate(set(texts) - {i}) - estimate(texts)) ** 2 for i in texts) ** 0.5
    sums = [x for n, sizes in sides for x in (n, sizes - odds * n)]
    effective = min(x.sum() ** 2 / (x**2).sum() for x in sums)
    reach = stats.t.ppf(0.975, effective - 1) * error
    return effective, [estimate(texts) - reach, estimate(texts) + reach]


COUNTS = st.lists(st.tuples(*[st.integers(0, 30)] * 2, *[st.integers(1, 400)] * 2), min_size=10, max_size=14)


@settings(max_examples=50)
@given(COUNTS, st.sampled_from(["rate", "share", "ratio"]))
def test_intervals_are_those_of_texts_left_out(rows, kind):
    a, b, rest_a, rest_b = np.array(rows, float).T
    a[:3] += 3  # so that leaving out a text never leaves nothing
    b[3:6] += 3
    sides = [(a, a + rest_a), (b, b + rest_b)][: 2 if kind == "ratio" else 1]
    found = log_interval(*((csr_array([n]), sizes) for n, sizes in sides), odds=kind == "share").loc[0]
    effective, ends = leave_one_out(*sides, odds=kind == "share")
    if found["reason"] == "":
        assert found[["low", "high"]].to_list() == pytest.approx(ends, rel=1e-6)
    assert ("rests on fewer than 3" in found["reason"]) == (effective < 3)


def ends(*sides, odds=False):
    return log_interval(*((csr_array(n), np.array(sizes)) for n, sizes in sides), odds=odds)


WORD, SIZES = [[1, 3] * 5], [100] * 10


def test_swapping_the_sides_mirrors_the_interval():
    other = [[2, 0] * 5]
    one, back = ends((WORD, SIZES), (other, SIZES)), ends((other, SIZES), (WORD, SIZES))
    np.testing.assert_allclose(one[["low", "high"]], -back[["high", "low"]])


def test_memory_bounds_make_no_difference(monkeypatch):
    words = np.random.default_rng(0).poisson(2, (7, 10))
    every = ends((words, SIZES))
    monkeypatch.setattr(interval, "_CELLS", 20)
    pd.testing.assert_frame_equal(ends((words, SIZES)), every)


@pytest.mark.parametrize(
    ("sides", "odds", "reason"),
    [
        ([([[5]], [100])], False, "one text"),
        ([([[5, 5, 5]], [100] * 3)], False, "fewer than 10 texts"),
        ([([[1, 3] * 5 + [0]], [100] * 9 + [0, 100])], False, ""),
        ([([[1, 3] * 5], [100] * 9 + [0])], False, "fewer than 10 texts"),
        ([([[0] * 10], SIZES)], False, "a count is 0"),
        ([([[2] * 10 + [0] * 10], [9] * 10 + [0] * 10), ([[0] * 20], [0] * 10 + [9] * 10)], False, "a count is 0"),
        ([([SIZES], SIZES)], True, "a share of 0 or 1"),
        ([([[9, 8] + [0] * 8], SIZES)], False, "it rests on fewer than 3 texts, in effect"),
        ([([[2] * 10], SIZES)], False, "all texts have the same rate"),
    ],
)  # fmt: skip
def test_where_there_is_no_interval_the_reason_is_known(sides, odds, reason):
    found = ends(*sides, odds=odds).loc[0]
    assert found["reason"].removeprefix("no interval: ") == reason
    assert np.isnan(found["low"]) == np.isnan(found["high"]) == bool(reason)


def test_no_words_have_no_intervals():
    assert ends((np.zeros((0, 10)), SIZES)).empty
