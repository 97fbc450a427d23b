"""Collocations, against plain loops and other libraries."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import given, settings, strategies as st
from scipy import stats

from analysis import choose_words, count_collocations, measure_collocations

NEWS = table(
    a="The/DET civil/ADJ war/NOUN ended/VERB ,/PUNCT said/VERB rebels/NOUN |War/NOUN ended/VERB",
    b="Civil/ADJ war/NOUN ,/PUNCT civil/ADJ peace/NOUN",
)
WORDS = choose_words(NEWS, unit="lower", pos=None)
TAGGED = st.sampled_from(["war/NOUN", "peace/NOUN", "the/DET", "city/NOUN", ",/PUNCT"])
SENTENCES = st.lists(st.lists(TAGGED, min_size=1, max_size=9), min_size=1, max_size=6)


def as_words(sentences):
    tokens = table(a=" |".join(" ".join(words) for words in sentences))
    return choose_words(tokens, unit="lower", pos=None)


def running(sentences):
    return [[word.split("/")[0] for word in words if "PUNCT" not in word] for words in sentences]


def as_dict(counts):
    return {(row.word_a, row.word_b): row.n for row in counts.itertuples()}


@settings(max_examples=40)
@given(SENTENCES, st.integers(1, 6))
def test_pairs_in_a_window(sentences, window):
    pairs = [
        tuple(sorted((words[i], words[j])))
        for words in running(sentences)
        for i, j in combinations(range(len(words)), 2)
        if j - i <= window
    ]
    near, expected = (
        Counter(word for pair in pairs for word in pair),
        Counter(p for p in pairs if len(set(p)) == 2),
    )
    chosen = as_words(sentences)
    counts = count_collocations(chosen, window=window)
    assert as_dict(counts) == expected
    measures = measure_collocations(chosen, counts, window=window)
    for row in measures.itertuples():
        chance = near[row.word_a] * near[row.word_b] / near.total()
        assert row.expected == pytest.approx(chance, rel=1e-9)
        assert row.mi == pytest.approx(np.log2(row.n / chance), rel=1e-9, abs=1e-9)
        assert row.t == pytest.approx((row.n - chance) / np.sqrt(row.n), rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(SENTENCES)
def test_pairs_in_sentences_are_those_of_sklearn_and_scipy(sentences):
    from sklearn.feature_extraction import text

    lines = [" ".join(words) for words in running(sentences) if words]
    chosen = as_words(sentences)
    counts = count_collocations(chosen, window=None)
    if not lines:
        assert counts.empty
        return
    vectors = text.CountVectorizer(binary=True, token_pattern=r"\w+")
    seen = vectors.fit_transform(lines).toarray()
    names = vectors.get_feature_names_out()
    both = {(names[i], names[j]): seen[:, i] @ seen[:, j] for i, j in combinations(range(len(names)), 2)}
    assert as_dict(counts) == {pair: n for pair, n in both.items() if n}
    for row in measure_collocations(chosen, counts, window=None).itertuples():
        a, b = (seen[:, list(names).index(word)].sum() for word in (row.word_a, row.word_b))
        assert (row.n_a, row.n_b) == (a, b)
        assert row.log_dice == pytest.approx(14 + np.log2(2 * row.n / (a + b)), rel=1e-9)
        cells = np.array([[row.n, a - row.n], [b - row.n, len(lines) - a - b + row.n]])
        if cells.sum(0).all() and cells.sum(1).all():
            g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
            assert abs(row.g2) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)
        assert row.expected == pytest.approx(a * b / len(lines), rel=1e-9)


def test_words_around_a_word():
    counts = count_collocations(WORDS, "war", window=1)
    assert as_dict(counts) == {("war", "civil"): 3, ("war", "ended"): 2}
    assert counts["doc_freq"].tolist() == [2, 1]
    several = as_dict(count_collocations(WORDS, ["war", "civil"], window=1))
    assert several["civil", "war"] == several["war", "civil"] == 3
    assert ("rebels", "war") not in as_dict(count_collocations(WORDS, window=1)), "they are in two sentences"


def test_distance_counts_all_words_whatever_their_kind():
    nouns = choose_words(NEWS, unit="lower", pos="NOUN")
    assert as_dict(count_collocations(nouns, "rebels", window=1)) == {}
    assert as_dict(count_collocations(nouns, "rebels", window=3)) == {("rebels", "war"): 1}


def test_some_rows_measure_as_all_do():
    counts = count_collocations(WORDS)
    few = measure_collocations(WORDS, counts.iloc[[2, 0]])
    every = measure_collocations(WORDS, counts)
    pd.testing.assert_frame_equal(few.drop(columns="q"), every.iloc[[2, 0]].drop(columns="q"))


def test_bad_input():
    with pytest.raises(ValueError, match="window is 0"):
        count_collocations(WORDS, window=0)
    with pytest.raises(KeyError, match="no column 'sent_id'; collocations need the sentences"):
        count_collocations(WORDS.drop(columns="sent_id"))
    with pytest.raises(ValueError, match="counts has 'civil', which is not in words"):
        measure_collocations(WORDS.iloc[5:8], count_collocations(WORDS))
