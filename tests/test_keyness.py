"""What is typical: every measure against an independent computation, and printed values."""

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import assume, given, strategies as st
from scipy import stats
from scipy.sparse import csr_array

from analysis import compare_words, count_words, word_rates
from analysis.compare import compare_with_list, read_frequencies
from analysis.measures.association import (
    chi_squared,
    log_likelihood,
    measure_attraction,
    measure_keyness,
    q_value,
)
from analysis.measures.dispersion import bootstrap_log_ratios

OPTIONS = {"unit": "lower", "pos": None, "min_n": 1}
NEWS = table(
    a="Rebels/NOUN held/VERB the/DET city/NOUN |The/DET rebels/NOUN fled/VERB",
    b="The/DET army/NOUN took/VERB the/DET city/NOUN ./PUNCT",
    c="The/DET minister/NOUN praised/VERB the/DET army/NOUN",
)
COUNTS = st.tuples(
    st.integers(0, 500), st.integers(0, 500), st.integers(500, 100_000), st.integers(500, 100_000)
).filter(lambda counts: counts[0] + counts[1] > 0)

# Dunning 1993, table 2: k(AB), k(A~B), k(~AB), k(~A~B), and -2 log lambda, of word pairs in 31,777 words.
DUNNING = [
    pytest.param(110, 2442, 111, 29114, 270.72, id="the swiss"),
    pytest.param(29, 13, 123, 31612, 263.90, id="can be"),
]


@pytest.mark.parametrize(("both", "first", "second", "neither", "printed"), DUNNING)
def test_log_likelihood_as_dunning_printed_it(both, first, second, neither, printed):
    total = both + first + second + neither
    assert log_likelihood(both, both + first, both + second, total) == pytest.approx(printed, abs=0.005)


def test_new_companies_as_manning_and_schuetze_print_them():
    measures = measure_attraction([8], [15828], [4675], [14307668]).iloc[0]
    assert measures["t"] == pytest.approx(0.999932, abs=5e-7)
    assert chi_squared(8, 15828, 4675, 14307668) == pytest.approx(1.55, abs=0.005)


@given(COUNTS)
def test_tests_of_two_by_two_tables_are_those_of_scipy(counts):
    a, b, words_a, words_b = counts
    cells = [[a, b], [words_a - a, words_b - b]]
    assume(words_a + words_b > a + b)
    measured = measure_keyness([a], [b], words_a, words_b).iloc[0]
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
    assert abs(measured["g2"]) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)
    # scipy's own p is less exact for tiny statistics, as its sum of logarithms loses digits.
    assert measured["p"] == pytest.approx(stats.chi2.sf(abs(measured["g2"]), 1), rel=1e-9, abs=1e-300)
    chi2 = stats.chi2_contingency(cells, correction=False).statistic
    assert abs(measured["chi2"]) == pytest.approx(chi2, rel=1e-9, abs=1e-9)
    if b and words_a > a:
        ratio = stats.contingency.odds_ratio(cells, kind="sample").statistic
        assert measured["odds_ratio"] == pytest.approx(ratio, rel=1e-9)
        assert measured["percent_diff"] == pytest.approx((a / words_a / (b / words_b) - 1) * 100, abs=1e-7)
    if a and b:
        assert measured["log_ratio"] == pytest.approx(np.log2(a * words_b / (b * words_a)), abs=1e-9)
        assert 2 ** measured["log_ratio"] * 100 - 100 == pytest.approx(
            measured["percent_diff"], rel=1e-9, abs=1e-9
        )
    assert measured["bic"] == pytest.approx(g2.statistic - np.log(words_a + words_b), rel=1e-9, abs=1e-9)


@given(COUNTS)
def test_swapping_the_sides_flips_the_sign(counts):
    a, b, words_a, words_b = counts
    one, other = measure_keyness([a], [b], words_a, words_b), measure_keyness([b], [a], words_b, words_a)
    for measure in ["g2", "chi2", "log_ratio"]:
        assert one[measure].item() == pytest.approx(-other[measure].item(), rel=1e-9, abs=1e-9)
    assert one["p"].item() == pytest.approx(other["p"].item(), rel=1e-9)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
def test_a_corpus_against_itself_has_no_keyness(counts):
    measured = measure_keyness(counts, counts, sum(counts), sum(counts))
    assert (measured[["g2", "chi2", "log_ratio", "percent_diff"]] == 0).all(axis=None)
    assert (measured["p"] == 1).all()
    assert (measured["q"] == 1).all()


@given(st.lists(st.floats(0, 1), max_size=40))
def test_q_is_that_of_scipy(p):
    expected = stats.false_discovery_control(p) if p else []
    assert q_value(np.array(p)) == pytest.approx(expected, abs=1e-12)


def test_counts_of_both_sides():
    tokens = NEWS.assign(side=NEWS["doc_id"].map({"a": "rebel", "b": "state", "c": "state"}).astype("str"))
    found = compare_words(tokens, by="side", target="rebel", **OPTIONS).set_index("word")
    assert found.loc["rebels", ["n_target", "n_reference", "doc_freq_target"]].tolist() == [2, 0, 1]
    assert found.loc["the", ["n_target", "n_reference", "doc_freq_reference"]].tolist() == [2, 4, 2]
    assert found.loc["the", "per_million_target"] == pytest.approx(2 / 7 * 1e6)
    assert found.index[0] == "rebels"
    assert found["g2"].is_monotonic_decreasing
    assert found.loc["rebels", "odds_ratio"] == np.inf
    rates = count_words(tokens, by="side", unit="lower", pos=None)
    rates = word_rates(tokens, rates, by="side", unit="lower", pos=None).set_index(["side", "word"])
    assert found.loc["the", "per_million_reference"] == rates.loc[("state", "the"), "per_million"]
    assert "." not in found.index


def test_some_documents_of_many_are_counted_as_if_they_were_all():
    """Their categories are still those of all, so that the number of a document may exceed that of the tokens."""
    many = table(**{f"d{i:03}": "war/NOUN and/CCONJ peace/NOUN" for i in range(200)})
    few = many[many["doc_id"].isin(["d198", "d199"])]
    found = compare_words(few, by="doc_id", target="d199", **OPTIONS)
    assert found["doc_freq_target"].tolist() == found["doc_freq_reference"].tolist() == [1, 1, 1]


def test_a_target_without_words_is_an_error():
    with pytest.raises(ValueError, match="words of tokens have no 0 in 'par_id', but 1: name one"):
        compare_words(
            table(a="War/NOUN || It/PRON ended/VERB"), by="par_id", target=0, headline=False, **OPTIONS
        )


def test_swapping_target_and_reference_mirrors_the_interval():
    documents = {
        f"{side}{i}": "war/NOUN " * (i + 1) + "the/DET end/NOUN " * 9 for side in "ab" for i in range(6)
    }
    tokens = table(**documents)
    tokens["side"] = tokens["doc_id"].astype("str").str[0]
    one = compare_words(tokens, by="side", target="a", **OPTIONS).set_index("word").sort_index()
    other = compare_words(tokens, by="side", target="b", **OPTIONS).set_index("word").sort_index()
    assert one["low"].notna().all()
    np.testing.assert_allclose(
        one[["log_ratio", "low", "high"]], -other[["log_ratio", "high", "low"]], atol=1e-12
    )


def test_interval_of_the_log_ratio_is_that_of_scipy():
    """The percentiles of many draws agree; scipy draws other ones."""
    random = np.random.default_rng(1)
    sizes = random.integers(200, 400, size=(2, 30))
    n = random.binomial(sizes, [[0.04], [0.02]])
    sides = [(csr_array(n[i][None, :]), sizes[i]) for i in (0, 1)]
    low, high = bootstrap_log_ratios(*sides, resamples=20_000, seeds=(0, 1))

    def log_ratio(i, j, axis):
        rates = [n[k][draw].sum(axis) / sizes[k][draw].sum(axis) for k, draw in enumerate((i, j))]
        return np.log2(rates[0] / rates[1])

    parts = np.arange(30)
    drawn = stats.bootstrap(
        (parts, parts), log_ratio, n_resamples=20_000, method="percentile", rng=2, axis=-1
    )
    assert (low[0], high[0]) == pytest.approx(tuple(drawn.confidence_interval), abs=0.02)


def test_what_is_too_little_has_a_reason():
    short = table(**dict.fromkeys("abcdefghij", "war/NOUN ended/VERB"))
    short["side"] = np.where(short["doc_id"].isin(list("abcde")), "x", "y")
    found = compare_words(short, by="side", target="x", **OPTIONS)
    assert found["reason"].tolist() == ["no interval: fewer than 50 words"] * 2
    found = compare_words(NEWS.assign(one=NEWS["doc_id"] == "a"), by="one", target=True, **OPTIONS)
    assert found["reason"][0] == "no dp: fewer than 5 in the target; no interval: fewer than 5 parts"
    assert found[["dp", "low", "high"]].isna().all(axis=None)


def test_against_a_list():
    known = pd.DataFrame({"word": ["The", "the", "peace", "city"], "n": [50, 50, 20, 1]})
    found = compare_with_list(NEWS, known, min_n=1).set_index("word")
    assert found.loc["the", ["n_target", "n_reference"]].tolist() == [6, 100]
    assert found.loc["peace", ["n_target", "n_reference"]].tolist() == [0, 20]
    assert found.loc["rebels", "n_reference"] == 0
    assert found.loc["the", "per_million_reference"] == pytest.approx(100 / 121 * 1e6)
    larger = compare_with_list(NEWS, known, size=1210, min_n=1).set_index("word")
    assert larger.loc["the", "per_million_reference"] == pytest.approx(100 / 1210 * 1e6)
    with pytest.raises(ValueError, match="size is 100, but the list holds 121"):
        compare_with_list(NEWS, known, size=100)
    with pytest.raises(KeyError, match="frequencies has no column 'n'"):
        compare_with_list(NEWS, known[["word"]])


@pytest.mark.parametrize("n", [-3, "three", None, float("nan")])
def test_a_list_typed_wrongly(n):
    with pytest.raises(ValueError, match=f"frequencies has {n!r} as n of 'war': give a count from 0"):
        compare_with_list(NEWS, pd.DataFrame({"word": ["the", "war"], "n": pd.Series([5, n], dtype=object)}))


def test_stop_words_are_left_out_of_both_sides():
    found = compare_with_list(
        NEWS, pd.DataFrame({"word": ["The", "war"], "n": [5, 9]}), stop_words=pd.Series(["the"]), min_n=1
    )
    assert "the" not in set(found["word"]) and "war" in set(found["word"])
    assert found.set_index("word").loc["war", "per_million_reference"] == pytest.approx(9 / 14 * 1e6)


def test_an_empty_list_has_none_of_the_words():
    found = compare_with_list(NEWS, pd.DataFrame({"word": [], "n": []}), size=1000, min_n=1)
    assert set(found["n_reference"]) == {0} and found["n_target"].sum() == 17


def test_against_its_own_list_nothing_is_typical():
    own = count_words(NEWS, unit="lower", pos=None)
    found = compare_with_list(NEWS, own, min_n=1)
    assert (found[["g2", "log_ratio", "chi2"]] == 0).all(axis=None)
    assert len(found) == len(own)


@pytest.mark.parametrize(
    ("value", "error"),
    [("x", "no 'z' in 'side', but x: name one"), ("z", "only 'z' in 'side', so there is nothing to compare")],
)
def test_a_column_of_one_value(value, error):
    with pytest.raises(ValueError, match=error):
        compare_words(NEWS.assign(side=value), by="side", target="z")


def test_a_column_that_is_not_there():
    with pytest.raises(KeyError, match="merge it in"):
        compare_words(NEWS, by="outlet", target="Post")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            "word,count\nwar,3\n",
            r"list.csv has no column 'n' \(it has word, count\): its first line must be word,n",
        ),
        ("word,n\nwar,3\nend,-3\n", "row 3 has the count '-3': write a whole number"),
        ("word,n\nwar,many\n", "row 2 has the count 'many'"),
        ("word,n\nwar,1.5\n", "row 2 has the count '1.5'"),
        ("word,n\nwar,3\n\nwar,4\n", "row 4 has the word 'war' again"),
        ("# from a wordbook\nword,n\n,4\n", "row 3 has no word"),
        ("", "cannot be read as a table"),
    ],
    ids=["no column", "negative", "text", "fraction", "twice", "no word", "empty"],
)
def test_a_bad_list(folder, content, error):
    with pytest.raises(ValueError, match=error):
        read_frequencies(folder({"list.csv": content}) / "list.csv")


def test_a_list_is_read_as_it_is(folder):
    path = folder({"list.csv": "\ufeff# notes\nn,word,more\n3,null,x\n0,NA,y\n"}) / "list.csv"
    assert read_frequencies(path).to_dict("list") == {"word": ["null", "NA"], "n": [3, 0]}
    with pytest.raises(FileNotFoundError, match="no file"):
        read_frequencies(path.with_name("other.csv"))
