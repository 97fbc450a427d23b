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
from analysis.measures.association import association_scores

NEWS = table(
    a="The/DET civil/ADJ war/NOUN ended/VERB ,/PUNCT said/VERB rebels/NOUN |War/NOUN ended/VERB",
    b="Civil/ADJ war/NOUN ,/PUNCT civil/ADJ peace/NOUN",
)
WORDS = choose_words(NEWS, unit="lower", pos=None)
TAGGED = st.sampled_from(["war/NOUN", "peace/NOUN", "the/DET", "city/NOUN", ",/PUNCT"])
SENTENCES = st.lists(st.lists(TAGGED, min_size=1, max_size=9), min_size=1, max_size=6)


def as_dict(counts):
    keys = [name for name in ("word_a", "word_b", "side") if name in counts]
    return dict(zip(counts[keys].itertuples(index=False, name=None), counts["n"], strict=True))


def chosen(sentences):
    return choose_words(table(a=" |".join(" ".join(words) for words in sentences)), unit="lower", pos=None)


def assert_measures(row, n, a, b, total):
    """Compare the measures of a row with those of n, the sums of its table's row and column, and the total."""
    chance, log_dice = a * b / total, 14 + np.log2(2 * n / (row.n_a + row.n_b))
    expected = [chance, np.log2(n / chance), (n - chance) / np.sqrt(n), log_dice]
    assert [row.expected, row.mi, row.t, row.log_dice] == pytest.approx(expected, rel=1e-9, abs=1e-9)
    cells = np.array([[n, a - n], [b - n, total - a - b + n]])
    if cells.sum(0).all() and cells.sum(1).all():
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert abs(row.g2) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)


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
    words = chosen(sentences)
    counts = count_collocations(words, window=window)
    assert as_dict(counts) == Counter(pair for pair in pairs if pair[0] != pair[1])
    for row in measure_collocations(words, counts, window=window).itertuples():
        assert (row.n_a, row.n_b) == (n_of[row.word_a], n_of[row.word_b])
        assert_measures(row, row.n, near[row.word_a], near[row.word_b], total)


@given(SENTENCES, st.sampled_from([1, 2, 5, 1000]))
def test_left_and_right_against_loops_and_scipy(sentences, window):
    lines = [[word.split("/")[0] for word in words if "PUNCT" not in word] for words in sentences]
    pairs = [
        (words[i], words[j])
        for words in lines
        for i, j in combinations(range(len(words)), 2)
        if j - i <= window
    ]
    found = Counter(pairs)
    firsts, seconds = (Counter(pair[place] for pair in pairs) for place in (0, 1))
    words, asked = chosen(sentences), sorted({word for words in lines for word in words})[:2]
    counts = count_collocations(words, asked, window=window, sides=True)
    right = {(a, b, "right"): n for (a, b), n in found.items() if a in asked and a != b}
    left = {(b, a, "left"): n for (a, b), n in found.items() if b in asked and a != b}
    assert as_dict(counts) == right | left
    for row in measure_collocations(words, counts, window=window).itertuples():
        a, b = (row.word_a, row.word_b) if row.side == "right" else (row.word_b, row.word_a)
        assert_measures(row, found[a, b], firsts[a], seconds[b], len(pairs))


@pytest.mark.filterwarnings("ignore:. of 2 words do not occur")
@given(SENTENCES, st.sampled_from([1, 2, 5]))
def test_left_and_right_add_up_to_the_undivided_count(sentences, window):
    words = chosen(sentences)
    apart = count_collocations(words, ["war", "the"], window=window, sides=True, by="sent_id")
    added = apart.groupby(["sent_id", "word_a", "word_b"])["n"].sum()
    whole = count_collocations(words, ["war", "the"], window=window, by="sent_id")
    assert added.to_dict() == whole.set_index(["sent_id", "word_a", "word_b"])["n"].to_dict()


def test_words_around_a_word():
    counts = count_collocations(WORDS, "war", window=1)
    assert as_dict(counts) == {("war", "civil"): 3, ("war", "ended"): 2}
    assert counts["doc_freq"].tolist() == [2, 1]
    several = as_dict(count_collocations(WORDS, ["war", "civil"], window=1))
    assert several["civil", "war"] == several["war", "civil"] == 3
    assert ("rebels", "war") not in as_dict(count_collocations(WORDS, window=1)), "they are in two sentences"


def test_words_left_and_right_of_a_word():
    counts = count_collocations(WORDS, "war", window=1, sides=True)
    assert as_dict(counts) == {
        ("war", "civil", "left"): 2,
        ("war", "ended", "right"): 2,
        ("war", "civil", "right"): 1,
    }
    assert list(counts) == ["word_a", "word_b", "side", "n", "doc_freq"]
    measured = measure_collocations(WORDS, counts, window=1)
    # Of nine pairs of neighbours, three begin with civil and three with war; two end with each of the three words.
    assert measured["expected"].tolist() == pytest.approx([3 * 2 / 9] * 3)
    assert not {"p", "q"} & set(measured)
    none = count_collocations(WORDS.iloc[:1], "the", sides=True)
    assert none.dtypes.equals(counts.dtypes) and len(none) == 0


def test_distance_counts_all_words_whatever_their_kind():
    nouns = choose_words(NEWS, unit="lower", pos="NOUN")
    assert as_dict(count_collocations(nouns, "rebels", window=1)) == {}
    assert as_dict(count_collocations(nouns, "rebels", window=3)) == {("rebels", "war"): 1}


def test_some_rows_measure_as_all_do():
    counts = count_collocations(WORDS)
    few, every = (measure_collocations(WORDS, some) for some in (counts.iloc[[2, 0]], counts))
    pd.testing.assert_frame_equal(few, every.iloc[[2, 0]])


def test_bad_input():
    with pytest.raises(ValueError, match="window is 0"):
        count_collocations(WORDS, window=0)
    with pytest.raises(ValueError, match="by names 'side', a column that the result has anyway"):
        count_collocations(WORDS.assign(side="a"), "war", by="side")
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


@pytest.mark.parametrize(("asked", "window"), [(None, 5), ("war", None), (None, None)])
def test_sides_need_a_word_and_a_window(asked, window):
    with pytest.raises(ValueError, match="left and right of a word within a window: name one .* in asked"):
        count_collocations(WORDS, asked, window=window, sides=True)


def test_counts_of_a_side_do_not_pass_for_others():
    counts = count_collocations(WORDS, "war", sides=True)
    with pytest.raises(ValueError, match="counts has . of 'war' near 'civil', but words has"):
        measure_collocations(WORDS, counts.drop(columns="side"))
    with pytest.raises(ValueError, match="counts has . of 'war' near '.*', but words has"):
        measure_collocations(WORDS, counts.replace({"side": {"left": "right", "right": "left"}}))
    with pytest.raises(ValueError, match="counts has . of 'war' near 'wra', but words has 0"):
        measure_collocations(WORDS, counts.replace("civil", "wra"))


PRINTED = {  # n, the sums of row and column, the total, the printed value
    "g2": [  # Dunning 1993, table 2: "the swiss", and two more pairs
        ((110, 2552, 221, 31777), "270.72"), ((8, 13, 32, 31777), "95.29"), ((10, 10, 13, 31777), "167.23"),
    ],
    "mi": [  # Church and Hanks 1990, p. 24, doctors with dentists and nurses; Manning and Schütze 1999, ch. 5.4
        ((8, 1105, 44, 15e6), "11.3"), ((30, 1105, 241, 15e6), "10.7"),
        ((20, 42, 20, 14307668), "18.38"), ((20, 15019, 15629, 14307668), "0.29"),
    ],
    "t": [  # Manning and Schütze 1999, ch. 5.3.1: "new companies", "Ayatollah Ruhollah"
        ((8, 15828, 4675, 14307668), "0.999932"), ((20, 42, 20, 14307668), "4.4721"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("measure", PRINTED)
def test_measures_are_those_that_their_sources_print(measure):
    for cells, printed in PRINTED[measure]:
        decimals = len(printed.partition(".")[2])
        value = association_scores(*([number] for number in cells))[measure].item()
        assert f"{value:.{decimals}f}" == printed


@pytest.mark.parametrize(
    ("both", "n_a", "n_b", "printed", "within"),
    [
        (5, 5, 5, 14, 0),  # Rychlý 2008, section 3: the highest value, of words that are always together
        (1, 16_000, 16_000, 0, 0.05),  # there: 0 is one co-occurrence in 16,000 of each word
        (2, 16_000, 16_000, 1, 0.05),  # there: one more point is twice as often
        (100, 16_000, 16_000, 7, 0.4),  # there: seven more points are roughly 100 times as often
        (130, 3121, 143, 14 + np.log2(0.08), 0.1),  # a Dice of 0.08: Smadja et al. 1996, p. 13
    ],
)
def test_log_dice_is_as_its_source_describes_it(both, n_a, n_b, printed, within):
    words = ["x", "y"] * both + ["x"] * (n_a - both) + ["y"] * (n_b - both)
    sentences = np.r_[np.repeat(np.arange(both), 2), both : n_a + n_b - both]
    words = pd.DataFrame({"doc_id": "a", "sent_id": sentences, "word": words})
    row = measure_collocations(words, count_collocations(words)).iloc[0]
    assert (row["n"], row["n_a"], row["n_b"]) == (both, n_a, n_b)
    assert row["log_dice"] == pytest.approx(printed, abs=within)


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
