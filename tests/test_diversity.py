"""Variety of words, against plain loops."""

import numpy as np
import pandas as pd
import pytest
from conftest import table
from hypothesis import example, given, strategies as st
from scipy import stats

from analysis import choose_words, measure_diversity

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
    least = [("yule_k", 2), ("hdd", 42), ("mattr", 50), ("mtld", 100)]
    short = [f"no {name}: fewer than {n} words" for name, n in least]
    words = [1], range(120), [*range(60)] * 3
    assert measured(*words)["reason"].tolist() == ["; ".join(short), "no mtld: no word is repeated", ""]
    nothing = measure_diversity(choose_words(table(a="of/ADP")))
    assert nothing[["words", "reason"]].values.tolist() == [
        [0, "; ".join(["no ttr: fewer than 1 words", *short])]
    ]
    with pytest.raises(ValueError, match="window is 0"):
        measured([1], window=0)


def test_documents_without_words_have_a_row():
    tokens = table(a="War/NOUN ended/VERB ./PUNCT", c="./PUNCT").assign(outlet="x")
    documents = pd.DataFrame({"doc_id": ["c", "a", "b"], "outlet": ["y", "x", "x"]})
    assert measure_diversity(tokens)[["doc_id", "words"]].values.tolist() == [["a", 2]]
    found = measure_diversity(tokens, documents)
    assert found[["doc_id", "words"]].values.tolist() == [["a", 2], ["b", 0], ["c", 0]]
    assert found["reason"].iloc[1].startswith("no ttr: fewer than 1 words; ")
    both = ["outlet", "doc_id"]
    assert measure_diversity(tokens, documents, by=both)[both].values.tolist() == [
        ["x", "a"],
        ["x", "b"],
        ["y", "c"],
    ]
    kind = pd.CategoricalDtype(["z", "y", "x"])
    for columns in ({"outlet": kind}, {}):
        found = measure_diversity(tokens.astype({"outlet": kind}), documents.astype(columns), by="outlet")
        assert found["outlet"].to_list() == ["y", "x"]
    found = measure_diversity(tokens, documents.astype({"outlet": kind}), by="outlet")
    assert found["outlet"].to_list() == ["y", "x"]
    with pytest.raises(KeyError, match="tokens has the doc_id 'a', which documents lacks"):
        measure_diversity(tokens, documents[:1])
