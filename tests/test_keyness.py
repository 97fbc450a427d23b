"""What is typical: every measure against an independent computation, and printed values."""

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import assume, given, strategies as st
from scipy import stats

from analysis import choose_words, compare_words, count_words, word_rates
from analysis.measures.association import keyness_scores, q_value

NEWS = table(
    a="Rebels/NOUN held/VERB the/DET city/NOUN |The/DET rebels/NOUN fled/VERB",
    b="The/DET army/NOUN took/VERB the/DET city/NOUN ./PUNCT",
    c="The/DET minister/NOUN praised/VERB the/DET army/NOUN",
)
FEW, MANY = st.integers(0, 500), st.integers(500, 100_000)
COUNTS = st.tuples(FEW, FEW, MANY, MANY).filter(lambda counts: counts[0] + counts[1] > 0)


@given(COUNTS)
def test_tests_of_two_by_two_tables_are_those_of_scipy(counts):
    a, b, words_a, words_b = counts
    cells = [[a, b], [words_a - a, words_b - b]]
    assume(words_a + words_b > a + b)
    measured = keyness_scores([a], [b], words_a, words_b).iloc[0]
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert abs(measured["g2"]) == pytest.approx(g2, rel=1e-9, abs=1e-9)
    assert measured["bic"] == pytest.approx(g2 - np.log(words_a + words_b), rel=1e-9, abs=1e-9)
    # scipy's own p is less exact for tiny statistics, as its sum of logarithms loses digits.
    assert measured["p"] == pytest.approx(stats.chi2.sf(abs(measured["g2"]), 1), rel=1e-9, abs=1e-300)
    if b and words_a > a:
        ratio = stats.contingency.odds_ratio(cells, kind="sample").statistic
        assert measured["odds_ratio"] == pytest.approx(ratio, rel=1e-9)
        assert measured["percent_diff"] == pytest.approx((a / words_a / (b / words_b) - 1) * 100, abs=1e-7)
    if a and b:
        assert measured["log_ratio"] == pytest.approx(np.log2(a * words_b / (b * words_a)), abs=1e-9)
    swapped, mirrored = keyness_scores([b], [a], words_b, words_a).iloc[0], ["g2", "log_ratio"]
    assert measured[mirrored].tolist() == pytest.approx((-swapped[mirrored]).tolist(), rel=1e-9, abs=1e-9)
    same = keyness_scores([a], [a], words_a, words_a).iloc[0]
    assert same[["g2", "p"]].tolist() == [0, 1]


@given(st.lists(st.floats(0, 1), max_size=40))
def test_q_is_that_of_scipy(p):
    expected = stats.false_discovery_control(p) if p else []
    assert q_value(np.array(p)) == pytest.approx(expected, abs=1e-12)
    with_missing = q_value(np.array([*p, np.nan]))
    assert with_missing[:-1] == pytest.approx(expected, abs=1e-12) and np.isnan(with_missing[-1])


def compare(tokens, **options):
    return compare_words(choose_words(tokens, unit="lower", pos=None), min_n=1, **options).set_index("word")


def test_counts_of_both_sides():
    tokens = NEWS.assign(side=NEWS["doc_id"].map({"a": "rebel", "b": "state", "c": "state"}).astype("str"))
    found = compare(tokens, by="side", target="rebel")
    assert found.loc["rebels", ["n_target", "n_reference", "doc_freq_target"]].tolist() == [2, 0, 1]
    assert found.loc["the", ["n_target", "n_reference", "doc_freq_reference"]].tolist() == [2, 4, 2]
    assert found.loc["the", "per_million_target"] == pytest.approx(2 / 7 * 1e6)
    assert found.index[0] == "rebels" and "." not in found.index
    assert found["g2"].is_monotonic_decreasing
    assert found.loc["rebels", "odds_ratio"] == np.inf
    words = choose_words(tokens, unit="lower", pos=None)
    rates = word_rates(words, count_words(words, by="side"), by="side").set_index(["side", "word"])
    assert found.loc["the", "per_million_reference"] == rates.loc[("state", "the"), "per_million"]


def test_swapping_target_and_reference_mirrors_the_interval():
    sides = {f"{side}{i}": "war/NOUN " * (i + 1) + "the/DET end/NOUN " * 9 for side in "ab" for i in range(6)}
    tokens = table(**sides)
    tokens["side"] = tokens["doc_id"].astype("str").str[0]
    one, other = (compare(tokens, by="side", target=side).sort_index() for side in "ab")
    assert one["low"].notna().all()
    mirrored = -other[["log_ratio", "high", "low"]]
    np.testing.assert_allclose(one[["log_ratio", "low", "high"]], mirrored, atol=1e-12)


def test_intervals_are_the_same_in_any_order_of_the_texts():
    texts = {f"d{i}": "war/NOUN " * (i % 5) + "the/DET end/NOUN " * 9 for i in range(12)}
    measured = []
    for names in (sorted(texts), sorted(texts, reverse=True), sorted(texts, key=lambda name: name[::-1])):
        tokens = table(**{name: texts[name] for name in names})
        words = choose_words(tokens.astype({"doc_id": "str"}), unit="lower", pos=None)
        words["side"] = words["doc_id"].str[-1] < "5"
        rates = word_rates(words, count_words(words))
        measured.append(pd.concat([rates, compare_words(words, by="side", target=True)], axis=1))
        pd.testing.assert_frame_equal(measured[-1], measured[0])


def test_interval_of_the_log_ratio_is_that_of_scipy():
    """The percentiles of many draws agree; scipy draws other ones."""
    random = np.random.default_rng(1)
    sizes = random.integers(200, 400, size=(2, 30))
    n = random.binomial(sizes, [[0.04], [0.02]])
    texts = [["war"] * n[text] + ["the"] * (sizes - n)[text] for text in np.ndindex(2, 30)]
    words = pd.DataFrame({"doc_id": range(60), "side": np.repeat([0, 1], 30), "word": texts}).explode("word")
    found = compare_words(words, by="side", target=0, resamples=9999).set_index("word").loc["war"]

    def log_ratio(i, j, axis):
        rates = [n[k][draw].sum(axis) / sizes[k][draw].sum(axis) for k, draw in enumerate((i, j))]
        return np.log2(rates[0] / rates[1])

    drawn = stats.bootstrap([np.arange(30)] * 2, log_ratio, method="percentile", rng=2)
    assert (found["low"], found["high"]) == pytest.approx(tuple(drawn.confidence_interval), abs=0.02)


def test_what_is_too_little_has_a_reason():
    short = table(**dict.fromkeys("abcdefghij", "war/NOUN ended/VERB"))
    short["side"] = np.where(short["doc_id"].isin(list("abcde")), "x", "y")
    found = compare(short, by="side", target="x")
    assert found["reason"].tolist() == ["no interval: fewer than 50 words"] * 2
    found = compare(NEWS.assign(one=NEWS["doc_id"] == "a"), by="one", target=True)
    assert found["reason"].iloc[0] == "no dp: fewer than 5 in the target; no interval: fewer than 5 parts"
    assert found[["dp", "low", "high"]].isna().all(axis=None)


def test_a_target_of_two_columns():
    tokens = NEWS.assign(half=np.where(NEWS.index % 2, "x", "y"), both=NEWS["doc_id"].astype("str"))
    tokens["both"] += tokens["half"]
    found = compare(tokens, by=["doc_id", "half"], target=("a", "x"))
    pd.testing.assert_frame_equal(found, compare(tokens, by="both", target="ax"))
    for target in ("ax", ("a",), ("a", "z")):
        with pytest.raises(
            ValueError, match="give a value for each|no .* in 'doc_id' and 'half' .they have a"
        ):
            compare(tokens, by=["doc_id", "half"], target=target)


def test_bad_input():
    for target, message in (
        ("z", r"no 'z' in 'x' \(they have y\): name another"),
        ("y", "have only 'y' in 'x': add texts"),
    ):
        with pytest.raises(ValueError, match=message):
            compare(NEWS.assign(x="y"), by="x", target=target)
