"""Collocations, against plain loops and scipy."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import given, strategies as st
from scipy import stats

from analysis import choose_words, count_collocations, measure_collocations

NEWS = table(
    a="The/DET civil/ADJ war/NOUN ended/VERB ,/PUNCT said/VERB rebels/NOUN |War/NOUN ended/VERB",
    b="Civil/ADJ war/NOUN ,/PUNCT civil/ADJ peace/NOUN",
)
WORDS = choose_words(NEWS, unit="lower", pos=None)
TAGGED = st.sampled_from(["war/NOUN", "peace/NOUN", "the/DET", "city/NOUN", ",/PUNCT"])
SENTENCES = st.lists(st.lists(TAGGED, min_size=1, max_size=9), min_size=1, max_size=6)


def as_dict(counts):
    return {(row.word_a, row.word_b): row.n for row in counts.itertuples()}


@given(SENTENCES, st.sampled_from([None, 1, 2, 5]))
def test_pairs_and_measures_against_loops_and_scipy(sentences, window):
    lines = [[word.split("/")[0] for word in words if "PUNCT" not in word] for words in sentences]
    if window is None:
        lines = [sorted(set(words)) for words in lines if words]
    pairs = [
        tuple(sorted((words[i], words[j])))
        for words in lines
        for i, j in combinations(range(len(words)), 2)
        if window is None or j - i <= window
    ]
    near = n_of = Counter(word for words in lines for word in words)
    total = len(lines)
    if window is not None:
        near, total = Counter(word for pair in pairs for word in pair), 2 * len(pairs)
    tokens = table(a=" |".join(" ".join(words) for words in sentences))
    words = choose_words(tokens, unit="lower", pos=None)
    counts = count_collocations(words, window=window)
    assert as_dict(counts) == Counter(pair for pair in pairs if pair[0] != pair[1])
    for row in measure_collocations(words, counts, window=window).itertuples():
        n, a, b = row.n, near[row.word_a], near[row.word_b]
        assert (row.n_a, row.n_b) == (n_of[row.word_a], n_of[row.word_b])
        chance, log_dice = a * b / total, 14 + np.log2(2 * n / (row.n_a + row.n_b))
        expected = [chance, np.log2(n / chance), (n - chance) / np.sqrt(n), log_dice]
        assert [row.expected, row.mi, row.t, row.log_dice] == pytest.approx(expected, rel=1e-9, abs=1e-9)
        cells = np.array([[n, a - n], [b - n, total - a - b + n]])
        if cells.sum(0).all() and cells.sum(1).all():
            g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
            assert abs(row.g2) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)


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
    few, every = (
        measure_collocations(WORDS, some).drop(columns="q") for some in (counts.iloc[[2, 0]], counts)
    )
    pd.testing.assert_frame_equal(few, every.iloc[[2, 0]])


def test_bad_input():
    with pytest.raises(ValueError, match="window is 0"):
        count_collocations(WORDS, window=0)
    with pytest.raises(KeyError, match="no column 'sent_id'; collocations need the sentences"):
        count_collocations(WORDS.drop(columns="sent_id"))
    with pytest.raises(
        ValueError, match="counts has 3 of 'civil' near 'war', but words has 0: use the words"
    ):
        measure_collocations(WORDS.iloc[5:8], count_collocations(WORDS))
    for window, others in ((1, 5), (5, 1), (5, None), (None, 1)):
        with pytest.raises(
            ValueError, match="counts has . of '.*' near '.*', but words has .: use the words, the window"
        ):
            measure_collocations(WORDS, count_collocations(WORDS, window=window), window=others)


def test_words_in_any_order_and_a_word_asked_for_with_a_capital():
    words = table(a="Civil/NOUN/civil war/NOUN began/VERB | no/DET war/NOUN", b="war/NOUN ended/VERB")
    words = choose_words(words, unit="lower", pos=None)
    counts = count_collocations(words, "War")
    assert counts["word_b"].to_list() == ["began", "civil", "ended", "no"]
    pd.testing.assert_frame_equal(count_collocations(words[::-1], "war"), counts)
    words = choose_words(table(a="War/NOUN at/ADP nine/NUM o'clock/ADV"), unit="token", pos=None)
    assert as_dict(count_collocations(words, ["O’Clock", "war"], window=2)) == {
        ("o'clock", "nine"): 1, ("o'clock", "at"): 1, ("War", "at"): 1, ("War", "nine"): 1,
    }  # fmt: skip


def test_asked_words_that_do_not_occur_are_named_once():
    with pytest.warns(
        UserWarning, match=r"2 of 3 words do not occur \(wra, peaec\): check the spelling"
    ) as warned:
        counts = count_collocations(WORDS, ["wra", "war", "peaec"], by="doc_id")
    assert len(warned) == 1 and set(counts["word_a"]) == {"war"} and warned[0].filename == __file__
