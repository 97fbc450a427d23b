"""Variety of words, against plain loops."""

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import example, given, strategies as st
from scipy import stats

from analysis import choose_words, measure_diversity

LEAST = [("ttr", 1), ("yule_k", 2), ("hdd", 42), ("mattr", 50), ("mtld", 100)]
TEXTS = st.lists(st.integers(0, 60), min_size=1, max_size=400)


def measured(*texts, **options):
    rows = [(str(number), f"w{word}") for number, words in enumerate(texts) for word in words]
    return measure_diversity(pd.DataFrame(rows, columns=["doc_id", "word"]), **options)


def plain_mtld(words):
    def factors(words):
        count, stretch = 0, []
        for word in words:
            stretch.append(word)
            if len(set(stretch)) / len(stretch) < 0.72:
                count, stretch = count + 1, []
        return count + ((1 - len(set(stretch)) / len(stretch)) / 0.28 if stretch else 0)

    both = factors(words), factors(words[::-1])
    return np.mean([len(words) / each for each in both]) if all(both) else np.nan


@given(TEXTS, TEXTS)
@example([0] * 300, [*range(61)] * 6)
def test_measures_of_two_texts(one, other):
    table = measured(one, other, window=50)
    for row, words in zip(table.itertuples(), (one, other), strict=True):
        n = np.unique(words, return_counts=True)[1]
        size = len(words)
        assert (row.words, row.types, row.ttr) == (size, len(n), len(n) / size)
        expected = [
            np.mean([len(set(words[i : i + 50])) / 50 for i in range(size - 49)]) if size >= 50 else np.nan,
            plain_mtld(words) if size >= 100 else np.nan,
            (1 - stats.hypergeom(size, n, 42).pmf(0)).sum() / 42 if size >= 42 else np.nan,
            1e4 * (sum(often**2 for often in n) - size) / size**2 if size > 1 else np.nan,
        ]
        assert row[5:9] == pytest.approx(expected, rel=1e-9, nan_ok=True)
        assert bool(row.reason) == np.isnan(expected).any()


def test_reasons():
    short = [f"no {name}: fewer than {n} words" for name, n in LEAST[1:]]
    words = [1], range(120), [*range(60)] * 3
    assert measured(*words)["reason"].tolist() == ["; ".join(short), "no mtld: no word is repeated", ""]
    nothing = measure_diversity(choose_words(table(a="of/ADP")))
    assert nothing[["words", "reason"]].values.tolist() == [
        [0, "; ".join(["no ttr: fewer than 1 words", *short])]
    ]
    with pytest.raises(ValueError, match="window is 0"):
        measured([1], window=0)


TOKENS = table(a="War/NOUN ended/VERB ./PUNCT", c="./PUNCT").assign(outlet="x")
DOCUMENTS = pd.DataFrame({"doc_id": ["c", "a", "b"], "outlet": ["y", "x", "x"]})
NO_WORDS = "; ".join(f"no {name}: fewer than {n} words" for name, n in LEAST)


def rows(found, by="doc_id"):
    """The groups and their words; a group without any has all the reasons and no other value."""
    empty = found[found["words"] == 0]
    assert (empty["reason"] == NO_WORDS).all() and (empty["types"] == 0).all()
    assert empty[["ttr", "mattr", "mtld", "hdd", "yule_k"]].isna().all(axis=None)
    return found[[*([by] if isinstance(by, str) else by), "words"]].values.tolist()


def test_documents_without_words_have_a_row():
    words = choose_words(TOKENS, unit="lower", pos=None)
    assert rows(measure_diversity(TOKENS)) == [["a", 2], ["c", 0]]
    assert rows(measure_diversity(words)) == [["a", 2]]  # c has no row in this table
    for table_of_words in (TOKENS, words):
        assert rows(measure_diversity(table_of_words, DOCUMENTS)) == [["a", 2], ["b", 0], ["c", 0]]
        assert rows(measure_diversity(table_of_words[:0], DOCUMENTS)) == [["a", 0], ["b", 0], ["c", 0]]
        assert rows(measure_diversity(table_of_words, DOCUMENTS, by=None), []) == [[2]]
        assert rows(measure_diversity(table_of_words[:0], DOCUMENTS, by=None), []) == [[0]]
    assert rows(measure_diversity(choose_words(TOKENS, pos="ADV"))) == [["a", 0]]
    assert measure_diversity(TOKENS[:0]).empty
    with pytest.raises(KeyError, match="tokens has the doc_id 'a', which documents lacks"):
        measure_diversity(TOKENS, DOCUMENTS[:1])
    with pytest.raises(KeyError, match="documents has no column 'outlet'"):
        measure_diversity(TOKENS, DOCUMENTS[["doc_id"]], by="outlet")


@pytest.mark.parametrize(
    "words", [TOKENS, choose_words(TOKENS, unit="lower", pos=None)], ids=["tokens", "words"]
)
def test_groups_without_words_keep_their_place_in_the_order(words):
    """In the order of the categories, whichever table has them; a missing value is a group of its own."""
    kind = pd.CategoricalDtype(["z", "y", "x"])
    assert rows(measure_diversity(words, DOCUMENTS, by="outlet"), "outlet") == [["x", 2], ["y", 0]]
    for of_words, of_documents in (({"outlet": kind}, {}), ({}, {"outlet": kind}), ({"outlet": kind},) * 2):
        found = measure_diversity(words.astype(of_words), DOCUMENTS.astype(of_documents), by="outlet")
        assert rows(found, "outlet") == [["y", 0], ["x", 2]]
    few = words.astype({"outlet": "category"})  # y is none of its categories
    assert rows(measure_diversity(few, DOCUMENTS, by="outlet"), "outlet") == [["x", 2], ["y", 0]]
    both = ["outlet", "doc_id"]
    found = measure_diversity(words, DOCUMENTS, by=both)
    assert rows(found, both) == [["x", "a", 2], ["x", "b", 0], ["y", "c", 0]]
    unknown = DOCUMENTS.assign(outlet=["y", "x", None])
    found = measure_diversity(words, unknown, by="outlet").fillna({"outlet": "none"})
    assert rows(found, "outlet") == [["x", 2], ["y", 0], ["none", 0]]
