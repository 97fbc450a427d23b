"""What is typical: every measure against an independent computation, and printed values."""

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import assume, given, strategies as st
from scipy import stats
from scipy.sparse import csr_array

from analysis import choose_words, compare_words, count_words, word_rates
from analysis.measures import permutation
from analysis.measures.association import keyness_scores, log_odds, q_value
from analysis.measures.permutation import permutation_test

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
    if b and words_a > a:
        ratio = stats.contingency.odds_ratio(cells, kind="sample").statistic
        assert measured["odds_ratio"] == pytest.approx(ratio, rel=1e-9)
        assert measured["percent_diff"] == pytest.approx((a / words_a / (b / words_b) - 1) * 100, abs=1e-7)
    if a and b:
        assert measured["log_ratio"] == pytest.approx(np.log2(a * words_b / (b * words_a)), abs=1e-9)
    mirrored = ["g2", "log_ratio", "log_odds", "log_odds_z"]
    swapped = keyness_scores([b], [a], words_b, words_a).iloc[0]
    assert measured[mirrored].tolist() == pytest.approx((-swapped[mirrored]).tolist(), rel=1e-9, abs=1e-9)
    same = keyness_scores([a], [a], words_a, words_a).iloc[0]
    assert same["g2"] == 0 and (same["log_odds"] == 0 or a in (0, words_a))


def test_log_odds_are_those_printed_by_others():
    # The README of Wigderowitz 2019, fightin_words (doi:10.5281/zenodo.2878792), has the texts and their scores:
    # nine words against nine with a prior of 0.05 for each of 11 words; nine words against 1,009 with a prior of
    # 0.001 for "very" and 0.05 for each of 11 other words.
    _, z = log_odds([1, 0, 1], 9, [0, 1, 1], 9, prior=0.05, prior_words=11 * 0.05)
    assert z == pytest.approx([0.6894227886807968, -0.6894227886807968, 0], rel=1e-12)
    prior = np.array([0.001, 0.05, 0.05, 0.05])  # very, purple, quick, the
    _, z = log_odds([0, 0, 1, 2], 9, [1000, 1, 0, 2], 1009, prior=prior, prior_words=0.551)
    printed = [-0.4368846171934332, 0.3539801999989518, 1.7087406001344665, 4.961066225017743]
    assert z == pytest.approx(printed, rel=1e-9)
    # The reference page of bind_log_odds in tidylo: 12, 2 and 4 cars with an engine of one shape, 3, 10 and 1 with
    # the other. It compares one side with both, so the prior of both is there twice.
    one, both = np.array([12, 2, 4]), np.array([15, 12, 5])
    _, z = log_odds(one, 18, 2 * both, 64, prior=both, prior_words=32)
    assert z == pytest.approx([1.1728347, -1.3767516, 0.4033125], abs=1e-7)
    odds, z = log_odds(one, 18, both + 1, 35, prior=1, prior_words=3)
    assert odds == pytest.approx([0.6968169, -1.2527630, 0.3249262], abs=1e-7)
    assert z == pytest.approx([1.8912729, -1.9691060, 0.5549172], abs=1e-7)


def test_a_side_without_words_has_no_rate_and_a_reason():
    scores = keyness_scores([3], [0], 10, 0).iloc[0]
    assert scores[["log_ratio", "per_million_reference", "percent_diff", "odds_ratio"]].isna().all()
    assert scores["reason"] == "no rate: a side without words" and scores["per_million_target"] == 3e5
    assert keyness_scores([3], [0], 10, 5)["reason"].item() == ""


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
    sides = {
        f"{side}{i}": "war/NOUN " * (i + 1) + "the/DET end/NOUN " * 9 for side in "ab" for i in range(10)
    }
    tokens = table(**sides)
    tokens["side"] = tokens["doc_id"].astype("str").str[0]
    one, other = (compare(tokens, by="side", target=side).sort_index() for side in "ab")
    assert one["low"].notna().all()
    mirrored = -other[["log_ratio", "high", "low"]]
    np.testing.assert_allclose(one[["log_ratio", "low", "high"]], mirrored, atol=1e-12)


def test_intervals_are_the_same_in_any_order_of_the_texts():
    texts = {f"d{i}": "war/NOUN " * (i % 5) + "the/DET end/NOUN " * 9 for i in range(30)}
    measured = []
    for names in (sorted(texts), sorted(texts, reverse=True), sorted(texts, key=lambda name: name[::-1])):
        tokens = table(**{name: texts[name] for name in names})
        words = choose_words(tokens.astype({"doc_id": "str"}), unit="lower", pos=None)
        words["side"] = words["doc_id"].str[-1] < "5"
        rates = word_rates(words, count_words(words))
        measured.append(pd.concat([rates, compare_words(words, by="side", target=True)], axis=1))
        pd.testing.assert_frame_equal(measured[-1], measured[0])


def test_the_sides_of_a_text_belong_together():
    """If both sides of a text have a word often, the ratio varies less than that of sides in other texts."""
    counts = np.random.default_rng(1).integers(1, 20, 12)
    texts = [["war"] * n + ["the"] * (40 - n) for n in counts]
    words = pd.DataFrame(
        {"doc_id": [*range(12)] * 2, "side": [0] * 12 + [1] * 12, "word": texts * 2}
    ).explode("word")
    together = compare_words(words, by="side", target=0).set_index("word").loc["war"]
    apart = words.assign(doc_id=words["doc_id"] + 12 * words["side"])
    apart = compare_words(apart, by="side", target=0).set_index("word").loc["war"]
    assert together["reason"] == "no interval: all texts have the same rate; no p: without an interval"
    assert apart["high"] - apart["low"] > 0.5 and apart["texts_target"] == 12


def test_p_within_texts_is_that_of_the_interval():
    random = np.random.default_rng(2)
    texts = [["war"] * n + ["the"] * 40 for n in random.integers(1, 20, 24)]
    words = pd.DataFrame({"doc_id": [*range(12)] * 2, "side": [0] * 12 + [1] * 12, "word": texts}).explode(
        "word"
    )
    found = compare_words(words, by="side", target=0).set_index("word")
    assert ((found["p"] < 0.05) == ((found["low"] > 0) | (found["high"] < 0))).all()
    pd.testing.assert_series_equal(found["q"], pd.Series(q_value(found["p"]), found.index, name="q"))


def test_what_is_too_little_has_a_reason():
    found = compare(NEWS.assign(one=NEWS["doc_id"] == "a"), by="one", target=True)
    reasons = [
        "no interval: one text",
        "no p: in too few texts",
        "no dp: fewer than 5 in the target",
    ]
    assert found["reason"].iloc[0] == "; ".join(reasons)
    assert found[["p", "q", "dp", "low", "high"]].isna().all(axis=None)


def test_a_word_of_one_side_has_no_interval():
    texts = {
        f"{side}{i:02}": "war/NOUN war/NOUN the/DET" if side == "a" else "the/DET end/NOUN"
        for side in "ab"
        for i in range(10)
    }
    tokens = table(**texts)
    found = compare(tokens.assign(side=tokens["doc_id"].astype("str").str[0]), by="side", target="a")
    assert found.loc["war", ["low", "high"]].isna().all() and found.loc["war", "q"] < 0.05
    assert found.loc["war", "reason"] == "no interval: a count is 0"


def test_each_group_is_compared_with_the_rest():
    tokens = table(
        **{f"{side}{i}": "war/NOUN " * (i + 1) + "the/DET end/NOUN" for side in "abc" for i in range(4)}
    )
    tokens["side"] = tokens["doc_id"].astype("str").str[0].replace("c", None)
    tokens["half"] = tokens["doc_id"].astype("str").str[1] < "2"
    words = choose_words(tokens, unit="lower", pos=None)
    for by in ("side", ["half", "side"]):
        found = compare_words(words, by=by)
        by = [by] if isinstance(by, str) else by
        groups = found[by].drop_duplicates()
        assert groups.values.tolist() == sorted(words[by].dropna().drop_duplicates().values.tolist())
        alone = [compare_words(words, by=by, target=tuple(group)) for group in groups.values.tolist()]
        pd.testing.assert_frame_equal(found.drop(columns=by), pd.concat(alone, ignore_index=True))
    assert list(compare_words(words[:0], by="side")) == ["side", *alone[0]]  # nothing to compare: no rows
    ordered = words.assign(side=pd.Categorical(words["side"], ["b", "a"]))
    assert compare_words(ordered, by="side")["side"].unique().tolist() == ["b", "a"]


def draw_words(sizes, rates, seed=0):
    """Draw texts of some words (a to f) and other ones; half of the texts are on each side."""
    random, rows = np.random.default_rng(seed), []
    names = [*"abcdef"[: len(rates)], "the"]
    for text, size in enumerate(sizes):
        own = random.gamma(1, rates)
        drawn = random.choice(names, size, p=[*own, 1 - own.sum()])
        rows.append(pd.DataFrame({"doc_id": f"{text:03}", "side": text % 2, "word": drawn}))
    return pd.concat(rows, ignore_index=True)


def weights(n, sizes):
    """One over the standard deviations of occurrences, as McCullagh and Nelder have them, from rounded estimates."""
    rate = n.sum() / sizes.sum()
    phi = ((n - rate * sizes) ** 2 - rate * sizes).sum() / ((rate * sizes) ** 2).sum()
    phi = 4.0 ** np.round(np.log(np.clip(phi, 4.0**-5, 16)) / np.log(4))
    x = 2.0 ** np.round(np.log2(rate)) * sizes
    return 1 / np.sqrt(x + phi * x**2)


def exact_p(samples, statistic, kind):
    options = {"permutation_type": kind, "n_resamples": np.inf, "vectorized": False, "alternative": "greater"}
    return stats.permutation_test(samples, statistic, **options).pvalue


def test_p_of_texts_on_one_side_is_that_of_scipy():
    words = draw_words(np.random.default_rng(1).integers(150, 900, 11), [0.02] * 6)
    found = compare_words(words, by="side", target=1).set_index("word")
    sizes, n = (
        words.groupby("doc_id").size(),
        words.groupby("word")["doc_id"].value_counts().unstack(fill_value=0),
    )
    sizes = sizes.to_numpy()

    def differ(side, other):
        """A sum of residuals over its standard deviation, since the residuals of all texts have the sum 0."""
        share = (weighted * sizes)[side].sum() / (weighted * sizes).sum()
        effect = np.isin(range(11), side) - share
        return abs((weighted * count * effect).sum()) / np.sqrt((effect**2).sum())

    for word in "abcdef":
        count = n.loc[word].to_numpy()
        weighted = weights(count, sizes)
        exact = exact_p((np.arange(1, 11, 2), np.arange(0, 11, 2)), differ, "independent")
        assert found.loc[word, "p"] == pytest.approx(exact, abs=4 * np.sqrt(exact / 1000))


def test_p_depends_neither_on_order_nor_on_sides_nor_on_other_words(monkeypatch):
    words = draw_words([300] * 16 + [700] * 7, [0.03, 0.02, 0.01, 0.01, 0.01])
    words.loc[words["side"] == 1, "word"] = words["word"].replace("e", "a")
    tests = ["word", "p"]
    found = compare_words(words, by="side", target=1)[tests].sort_values("word", ignore_index=True)
    assert found["p"].is_unique and found["p"].min() < 0.001
    turned = words.iloc[::-1].assign(doc_id=words["doc_id"].iloc[::-1].astype("category"))
    swapped = compare_words(words, by="side", target=0)
    fewer = words.assign(word=words["word"].where(words["word"] != "b"))
    monkeypatch.setattr(permutation, "_CELLS", 100)
    for other in (compare_words(turned, by="side", target=1), swapped):
        pd.testing.assert_frame_equal(other[tests].sort_values("word", ignore_index=True), found)
    for table_of in (words, fewer):
        other = compare_words(table_of, by="side", target=1)[tests]
        assert other.merge(found, on="word").eval("p_x == p_y").all()


@pytest.mark.parametrize(
    ("texts", "tested"), [((1, 1), 0), ((3, 3), 0), ((4, 4), 1), ((1, 20), 1), ((1, 18), 0)]
)
def test_too_few_texts_cannot_have_a_small_p(texts, tested):
    in_target = np.arange(sum(texts)) < texts[0]
    p = permutation_test(csr_array(in_target[None].astype(int)), np.full(sum(texts), 100), in_target)
    assert np.isfinite(p).item() == bool(tested)


def test_the_more_words_are_tested_the_more_texts_they_need():
    in_target = np.arange(10) < 5  # the least p is 2 / 252
    p = [permutation_test(csr_array([in_target.astype(int)] * n), np.full(10, 9), in_target) for n in (6, 7)]
    assert np.isfinite(p[0]).all() and np.isnan(p[1]).all()


def test_words_in_too_few_texts_do_not_count_as_tests():
    words = draw_words([400] * 16, [0.03, 0.02])
    rare = [f"x{i}" for i in range(100)]
    rows = [pd.DataFrame({"doc_id": "000", "side": 0, "word": [name] * 5}) for name in rare]
    found = compare_words(pd.concat([words, *rows]), by="side", target=1).set_index("word")
    assert found.loc[rare, ["p", "q"]].isna().all(axis=None)
    assert found.loc[rare, "reason"].str.contains("no p: in too few texts").all()
    others = found.drop(rare)
    assert others["q"].tolist() == pytest.approx(stats.false_discovery_control(others["p"]).tolist())


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
        (None, "have only 'y' in 'x': add texts"),
    ):
        with pytest.raises(ValueError, match=message):
            compare(NEWS.assign(x="y"), by="x", target=target)
    for target in (None, "y"):
        with pytest.raises(ValueError, match="no word has a value in 'x': merge it .*; if these have none"):
            compare(NEWS.assign(x=None), by="x", target=target)
    with pytest.raises(ValueError, match="by names no column"):
        compare(NEWS, by=None)
