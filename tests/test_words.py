"""Counts, rates and occurrences of words, on tables typed in here: no model is needed."""

import warnings
from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from conftest import table
from hypothesis import given, strategies as st
from scipy.sparse import csr_array

import analysis.measures.dispersion
import analysis.selection
from analysis import count_words, find_words, tokenize, word_rates
from analysis.measures.dispersion import bootstrap_rates, measure_dispersion
from analysis.tokenize import STORED

NEWS = table(
    a="Rebels/NOUN/rebel flee/VERB ||"
    "The/DET rebels/NOUN/rebel fled/VERB/flee ,/PUNCT the/DET army/NOUN said/VERB/say",
    b="The/DET rebel/ADJ army/NOUN said/VERB/say 98/NUM %/SYM fled/VERB/flee |"
    "No/DET rebels/NOUN/rebel left/VERB/leave",
)


def as_dict(counts):
    return {tuple(row[:-2]) if len(row) > 3 else row[0]: tuple(row[-2:]) for row in counts.to_numpy()}


CASES = {
    "as it comes": (
        {},
        {"rebel": (4, 2), "flee": (3, 2), "army": (2, 2), "say": (2, 2), "leave": (1, 1)},
    ),
    "tokens": (
        {"unit": "token", "pos": ["NOUN"]},
        {"rebels": (2, 2), "army": (2, 2), "Rebels": (1, 1)},
    ),
    "lower case": ({"unit": "lower", "pos": "NOUN"}, {"rebels": (3, 2), "army": (2, 2)}),
    "all words": (
        {"pos": None, "unit": "lower"},
        {"rebels": (3, 2), "the": (3, 2), "army": (2, 2), "fled": (2, 2), "said": (2, 2), "98": (1, 1)}
        | {"flee": (1, 1), "left": (1, 1), "no": (1, 1), "rebel": (1, 1)},
    ),
    "signs": ({"pos": ["PUNCT", "SYM"]}, {"%": (1, 1), ",": (1, 1)}),
    "stop words": ({"stop_words": {"SAY", "rebel"}}, {"flee": (3, 2), "army": (2, 2), "leave": (1, 1)}),
    "without headlines": (
        {"headline": False},
        {"rebel": (3, 2), "army": (2, 2), "flee": (2, 2), "say": (2, 2), "leave": (1, 1)},
    ),
    "pairs": (
        {"ngram": 2, "pos": None},
        {"rebel flee": (2, 1), "army say": (2, 2), "the army": (1, 1), "the rebel": (2, 2), "say 98": (1, 1)}
        | {"rebel army": (1, 1), "no rebel": (1, 1), "rebel leave": (1, 1)},
    ),
    "triples": ({"ngram": 3}, {"rebel army say": (1, 1)}),
    "too long": ({"ngram": 9}, {}),
    "pairs without stop words": (
        {"ngram": 2, "stop_words": ["army"]},
        {"rebel flee": (2, 1), "rebel leave": (1, 1)},
    ),
    "per headline or not": (
        {"by": "par_id", "pos": "VERB"},
        {(0, "flee"): (1, 1), (1, "flee"): (2, 2), (1, "say"): (2, 2), (1, "leave"): (1, 1)},
    ),
}


@pytest.mark.parametrize(("options", "expected"), CASES.values(), ids=CASES)
def test_counts(options, expected):
    assert as_dict(count_words(NEWS, **options)) == expected


def test_order():
    counts = count_words(table(a="b/X B/X a/X é/X a/X c/X"), unit="token", pos=None)
    assert counts["word"].to_list() == ["a", "B", "b", "c", "é"]
    outlet = NEWS["doc_id"].astype("str").map({"a": "Z", "b": "Y"})
    for kind in ["str", pd.CategoricalDtype(["Y", "Z"])]:
        counts = count_words(NEWS.assign(outlet=outlet.astype(kind)), by="outlet")
        assert counts["outlet"].to_list() == sorted(counts["outlet"])


def test_what_has_no_letter_or_number_is_no_word():
    tokens = table(a="anti/ADJ -/NOUN government/NOUN He/PRON ’s/VERB/’ 5/NOUN")
    assert count_words(tokens)["word"].to_list() == ["5", "anti", "government"]


def test_pairs_do_not_bridge_rows_that_are_not_there():
    tokens = table(a="no/DET big/ADJ war/NOUN")
    assert as_dict(count_words(tokens.drop(index=1), ngram=2, pos=None)) == {}


def test_missing_group_is_a_group():
    tokens = table(a="war/NOUN", b="war/NOUN").assign(outlet=["A", None])
    counts = count_words(tokens, by="outlet")
    assert counts["n"].to_list() == [1, 1]
    assert counts["outlet"].isna().to_list() == [False, True]
    assert word_rates(tokens, counts, by="outlet")["per_million"].to_list() == [1e6, 1e6]


def test_tokens_without_a_model():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["War, war-wracked; WAR.", "No war."]})
    counts = count_words(tokenize(documents), unit="lower", pos=None)
    assert as_dict(counts) == {"war": (3, 2), "no": (1, 1), "war-wracked": (1, 1)}


@pytest.mark.parametrize("options", [{}, {"schema": STORED}], ids=["plain", "stored"])
@pytest.mark.parametrize("reading", [{}, {"dtype_backend": "pyarrow"}], ids=["pandas", "pyarrow"])
def test_counting_from_parquet(options, reading, tmp_path):
    tokens = tokenize(pd.DataFrame({"doc_id": ["a", "b"], "text": ["The war. The end.", "the end"]}))
    tokens.to_parquet(tmp_path / "tokens.parquet", index=False, row_group_size=2, **options)
    again = pd.read_parquet(tmp_path / "tokens.parquet", columns=["doc_id", "token"], **reading)
    counts = count_words(again, unit="lower", pos=None)
    pd.testing.assert_frame_equal(counts, count_words(tokens, unit="lower", pos=None))
    assert as_dict(counts) == {"end": (2, 2), "the": (3, 2), "war": (1, 1)}
    assert count_words(again.iloc[:0], unit="lower", pos=None).empty


def test_counting_chunks_of_unlike_dictionaries():
    kind = pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))
    chunks = [pa.array(words).dictionary_encode() for words in (["war", "the"], ["the", "end", "war"])]
    token = pd.array(pa.chunked_array(chunks), dtype=kind)
    counts = count_words(pd.DataFrame({"doc_id": list("aabbb"), "token": token}), unit="token", pos=None)
    assert as_dict(counts) == {"the": (2, 2), "war": (2, 2), "end": (1, 1)}


WORDS = st.sampled_from(["war", "War", "wars", "the", "98", "-", "é"])
TAGGED = st.tuples(WORDS, st.sampled_from(["NOUN", "VERB", "DET", "PUNCT", "SYM"]))
TEXTS = st.lists(st.lists(st.lists(TAGGED, max_size=5), max_size=3), max_size=5)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["token", "lower", "lemma"]),
        "pos": st.sampled_from([None, "NOUN", ("NOUN", "VERB"), ("SYM", "DET"), ()]),
        "stop_words": st.sampled_from([[], ["the"], {"WAR", "é"}]),
        "ngram": st.integers(1, 3),
        "by": st.sampled_from(["pos", "outlet", "par_id"]),
        "headline": st.booleans(),
    },
)


def typed(texts, first=0):
    """A table of texts, which are lists of sentences, which are lists of tagged words."""
    names = [f"d{first + n}" for n in range(len(texts))]
    contents = [" | ".join(" ".join("/".join(word) for word in line) for line in text) for text in texts]
    tokens = table(**dict(zip(names, contents, strict=True)))
    tokens["par_id"] = (tokens["sent_id"] > 0).astype("int64")
    tokens["outlet"] = tokens["doc_id"].astype("str").map(lambda name: "AB"[int(name[1:]) % 2]).astype("str")
    return tokens.astype({"doc_id": pd.CategoricalDtype([f"d{n}" for n in range(20)])})


def plain_counts(
    tokens, unit="lemma", pos=analysis.words.CONTENT, stop_words=(), ngram=1, by=None, headline=True
):
    """The same counts in loops over rows."""
    rows, signs = [], pos is not None and bool({"PUNCT", "SYM"} & set(pos))
    for row in tokens.to_dict("records"):
        word = row["token"].lower() if unit == "lower" else row[unit]
        counted = (
            row["pos"] not in ("PUNCT", "SYM")
            if pos is None
            else row["pos"] in ([pos] if pos == "NOUN" else pos)
        )
        counted &= signs or any(character.isalnum() for character in word)
        counted &= word.lower() not in {stop.lower() for stop in stop_words} and (
            headline or row["par_id"] != 0
        )
        rows.append((row["doc_id"], row["sent_id"], row[by] if by else "", word if counted else None))
    n, documents = Counter(), {}
    for at in range(len(rows) - ngram + 1):
        run = rows[at : at + ngram]
        if len({row[:2] for row in run}) == 1 and all(row[3] for row in run):
            key = (run[0][2], " ".join(row[3] for row in run))
            n[key] += 1
            documents.setdefault(key, set()).add(run[0][0])
    return {key: (count, len(documents[key])) for key, count in n.items()}


@given(TEXTS, OPTIONS)
def test_same_as_counting_in_loops(texts, options):
    tokens = typed(texts)
    counts = count_words(tokens, **options)
    keys = zip(counts[options["by"]] if "by" in options else [""] * len(counts), counts["word"], strict=True)
    assert dict(zip(keys, zip(counts["n"], counts["doc_freq"], strict=True), strict=True)) == plain_counts(
        tokens, **options
    )


@given(TEXTS, TEXTS, OPTIONS)
def test_addition(some, others, options):
    halves = [typed(some), typed(others, first=len(some))]
    added = pd.concat([count_words(half, **options) for half in halves])
    keys = [name for name in added if name not in ("n", "doc_freq")]
    added = added.groupby(keys, observed=True)[["n", "doc_freq"]].sum()
    whole = count_words(pd.concat(halves, ignore_index=True), **options).set_index(keys)
    assert whole.to_dict("index") == added.to_dict("index")


@given(TEXTS, OPTIONS, st.randoms(use_true_random=False))
def test_order_of_rows_makes_no_difference(texts, options, random):
    tokens = typed(texts)
    order = list(range(len(tokens)))
    random.shuffle(order)
    shuffled, before = tokens.iloc[order], tokens.iloc[order].copy(deep=True)
    counts = count_words(tokens, **options)
    pd.testing.assert_frame_equal(count_words(shuffled, **options), counts)
    options.pop("stop_words", None)
    pd.testing.assert_frame_equal(
        word_rates(shuffled, counts, resamples=20, **options),
        word_rates(tokens, counts, resamples=20, **options),
    )
    pd.testing.assert_frame_equal(shuffled, before)


@given(TEXTS, OPTIONS)
def test_columns(texts, options):
    tokens = typed(texts)
    counts = count_words(tokens, **options)
    by = {options["by"]: str(tokens[options["by"]].dtype)} if "by" in options else {}
    kinds = by | {"word": "str", "n": "int64", "doc_freq": "int64"}
    assert {name: str(dtype) for name, dtype in counts.dtypes.items()} == kinds
    assert counts.index.equals(pd.RangeIndex(len(counts)))
    options.pop("stop_words", None)
    rates = word_rates(tokens, counts, resamples=20, **options)
    kinds |= dict.fromkeys(["per_million", "low", "high"], "float64") | {"range": "int64"}
    kinds |= dict.fromkeys(["juilland_d", "dp", "dp_norm"], "float64") | {"parts": "int64", "reason": "str"}
    assert {name: str(dtype) for name, dtype in rates.dtypes.items()} == kinds
    assert list(rates) == list(kinds)
    told = rates[["low", "juilland_d"]].notna().all(axis=1)
    assert (rates["reason"].eq("") == told).all()


def test_passes_make_no_difference(monkeypatch):
    tokens = typed([[[("war", "NOUN"), ("the", "DET"), ("War", "VERB")]] * 3] * 7)
    whole = count_words(tokens, unit="token", pos=None)
    monkeypatch.setattr(analysis.selection, "_PASS", 1)
    pd.testing.assert_frame_equal(count_words(tokens, unit="token", pos=None), whole)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({}, KeyError, "no column 'lemma'; use unit='lower', pos=None for a table from tokenize"),
        ({"unit": "lower"}, KeyError, "no column 'pos'; use pos=None"),
        ({"unit": "stem"}, ValueError, "no unit 'stem': use 'token', 'lower' or 'lemma'"),
        ({"unit": "lower", "pos": ["NN"]}, ValueError, "no part of speech 'NN': use ADJ"),
        ({"unit": "lower", "pos": None, "by": "outlet"}, KeyError, "no column 'outlet'; merge it in"),
        ({"unit": "lower", "pos": None, "ngram": 0}, ValueError, "ngram is 0"),
        ({"unit": "lower", "pos": None, "ngram": 2}, KeyError, "no column 'sent_id'; n-grams"),
        ({"unit": "lower", "pos": None, "headline": False}, KeyError, "no column 'par_id'; headline=False"),
        ({"unit": "lower", "pos": None, "stop_words": "the"}, TypeError, "must be several words"),
        ({"unit": "lower", "pos": None, "stop_words": ["the", None]}, TypeError, "entry that is no text"),
        (
            {"stop_words": pd.DataFrame({"word": ["the"]})},
            TypeError,
            r"read_lexicon\('stopwords'\)\['word'\]",
        ),
    ],
    ids=str,
)
def test_errors(options, error, message):
    tokens = pd.DataFrame({"doc_id": ["a"], "token": ["war"]})
    with pytest.raises(error, match=message):
        count_words(tokens, **options)


def test_stop_words_may_be_a_column():
    kept = count_words(NEWS, unit="lower", pos=None, stop_words=pd.Series(["The", "of"]))
    assert {"the", "of"}.isdisjoint(kept["word"]) and len(kept)


def test_a_group_named_as_a_column_of_the_result_is_an_error():
    with pytest.raises(ValueError, match="word"):
        count_words(NEWS.assign(word="x"), by="word")


@pytest.mark.parametrize("options", [{"resamples": 0}, {"segments": 0}], ids=str)
def test_rates_of_no_draws_or_parts_are_an_error(options):
    with pytest.raises(ValueError, match=f"{next(iter(options))} is 0: it must be 1 or more"):
        rates_of(*["war"] * 5, **options)


@pytest.mark.parametrize("kind", ["str", "category", "pyarrow"])
def test_missing_values_are_an_error(kind):
    column = pd.Series(["war", None], dtype="category" if kind == "pyarrow" else kind)
    tokens = pd.DataFrame({"doc_id": ["a", "a"], "token": column})
    if kind == "pyarrow":
        tokens = tokens.convert_dtypes(dtype_backend="pyarrow")
    with pytest.raises(ValueError, match="1 rows without a token"):
        count_words(tokens, unit="lower", pos=None)


# Gries 2008, page 406, and 2020: a corpus of five parts.
GRIES = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a", "b a g h a b e a a t"]
GRIES += ["b a h a a b e a x a t"]


def test_dispersion_in_the_literature():
    tokens = tokenize(pd.DataFrame({"doc_id": list("12345"), "text": GRIES}))
    counts = count_words(tokens, unit="token", pos=None)
    rates = word_rates(tokens, counts, unit="token", pos=None, min_n=1).set_index("word").round(3)
    assert rates.loc["a", ["n", "range", "parts"]].to_list() == [15, 5, 5]
    assert rates.loc["a", ["juilland_d", "dp", "dp_norm"]].to_list() == [0.785, 0.18, 0.22]
    assert rates.loc["b", ["range", "juilland_d", "dp"]].to_list() == [5, 0.968, 0.02]
    assert rates.loc[["i", "q", "x"], "juilland_d"].to_list() == [0, 0, 0]
    assert rates.loc["a", "per_million"] == 300_000


def test_juilland_in_carroll():
    """Carroll 1970, An alternative to Juilland's usage coefficient, page 14: five parts of equal size."""
    measures = measure_dispersion(csr_array([[0, 4, 3, 2, 1], [2, 2, 2, 2, 2]]), np.full(5, 100))
    assert measures["juilland_d"].round(4).to_list() == [0.6464, 1]


PARTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), min_size=2, max_size=8).filter(
    lambda parts: sum(v for v, _ in parts)
)


@given(PARTS)
def test_dispersion_as_the_formulas_have_it(parts):
    v, others = np.array(parts).T
    sizes = v + others + 1
    rates, share = v / sizes, sizes / sizes.sum()
    dp = np.abs(v / v.sum() - share).sum() / 2
    expected = [
        (v > 0).sum(),
        max(0, 1 - np.std(rates) / np.mean(rates) / np.sqrt(len(v) - 1)),
        dp,
        dp / (1 - share.min()),
    ]
    found = measure_dispersion(csr_array([v, np.zeros_like(v)]), sizes)
    np.testing.assert_allclose(found.iloc[0].astype(float), expected, atol=1e-9)
    assert found.iloc[1].isna().to_list() == [False, True, True, True]


@given(PARTS, st.integers(0, 3))
def test_interval_as_drawn_in_loops(parts, seed):
    v, others = np.array(parts).T
    sizes = v + others + 1
    random = np.random.default_rng(seed)
    drawn = [random.integers(len(v), size=len(v)) for _ in range(50)]
    expected = np.percentile([v[which].sum() / sizes[which].sum() for which in drawn], [2.5, 97.5])
    found = np.ravel(bootstrap_rates(csr_array([v]), sizes, resamples=50, seed=seed))
    np.testing.assert_allclose(found, expected)


def test_memory_bounds_make_no_difference(monkeypatch):
    occurrences = csr_array(np.random.default_rng(0).poisson(1, (40, 30)))
    whole = bootstrap_rates(occurrences, np.full(30, 50), resamples=64, seed=1)
    monkeypatch.setattr(analysis.measures.dispersion, "_CELLS", 200)
    np.testing.assert_array_equal(bootstrap_rates(occurrences, np.full(30, 50), resamples=64, seed=1), whole)


def rates_of(*texts, segments=10, **options):
    tokens = tokenize(pd.DataFrame({"doc_id": [str(n) for n in range(len(texts))], "text": list(texts)}))
    counts = count_words(tokens, unit="lower", pos=None)
    rates = word_rates(tokens, counts, unit="lower", pos=None, segments=segments, **options)
    return rates.set_index("word")


def test_a_single_text_is_cut_into_equal_segments():
    rates = rates_of("war " * 50 + "peace and " * 25)
    assert rates["parts"].eq(10).all()
    assert rates.loc["war", ["range", "dp", "reason"]].to_list() == [5, 0.5, ""]
    assert rates.loc["peace", "range"] == 5
    assert (rates["low"] < rates["per_million"]).all()
    assert rates_of("war " * 50 + "peace and " * 25, segments=4).loc["war", ["range", "parts"]].to_list() == [
        2,
        4,
    ]


@pytest.mark.parametrize(
    ("texts", "parts", "reason"),
    [
        (["war"], 1, "no interval: fewer than 5 parts; no dispersion: fewer than 5 occurrences"),
        (["war " * 9], 1, "no interval: fewer than 5 parts; no dispersion: a single part"),
        (["war " * 3, "…", "war " * 3], 2, "no interval: fewer than 5 parts"),
        (["war"] * 5, 5, ""),
        (["war"] * 2 + ["peace"] * 3, 5, "no dispersion: fewer than 5 occurrences"),
    ],
    ids=["one word", "too short to cut", "two texts", "five texts", "rare"],
)
def test_reasons(texts, parts, reason):
    assert rates_of(*texts).loc["war", ["parts", "reason"]].to_list() == [parts, reason]


def test_groups_are_measured_apart():
    tokens = typed([[[("war", "NOUN"), ("the", "DET")] * n] for n in range(1, 13)])
    options = {"by": "outlet", "pos": None}
    rates = word_rates(tokens, count_words(tokens, **options), **options)
    for outlet in "AB":
        alone = tokens[tokens["outlet"] == outlet]
        expected = word_rates(alone, count_words(alone, pos=None), pos=None)
        found = rates[rates["outlet"] == outlet].drop(columns="outlet").reset_index(drop=True)
        pd.testing.assert_frame_equal(found, expected)


def test_some_rows_of_the_counts_are_enough():
    counts = count_words(NEWS)
    rates = word_rates(NEWS, counts, min_n=1)
    some = counts.iloc[[3, 1]]
    pd.testing.assert_frame_equal(word_rates(NEWS, some, min_n=1), rates.iloc[[3, 1]])
    assert word_rates(NEWS, counts, seed=0).equals(word_rates(NEWS, counts, seed=0))


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        (count_words(NEWS), {"pos": "NOUN"}, "counts has 4 of 'rebel', these tokens 3"),
        (count_words(NEWS).iloc[[0, 1, 0]], {}, "'rebel' more than once"),
        (count_words(NEWS).head(1).assign(word="x"), {}, "counts has 4 of 'x', these tokens 0"),
        (count_words(NEWS, by="par_id"), {}, "'rebel' more than once: give word_rates the same by"),
        (count_words(NEWS), {"by": "par_id"}, "counts has no column 'par_id'"),
    ],
    ids=["another pos", "a word twice", "unknown word", "by forgotten", "by added"],
)
def test_counts_of_something_else_are_an_error(counts, options, message):
    with pytest.raises((KeyError, ValueError), match=message):
        word_rates(NEWS, counts, **options)


def test_find_words():
    spans = find_words(NEWS, ["flee", "army"])
    assert list(spans) == ["doc_id", "sent_id", "start", "end", "token", "word"]
    found = spans.astype({"doc_id": "str"}).to_numpy().tolist()
    assert found == [
        ["a", 0, 7, 11, "flee", "flee"],
        ["a", 1, 23, 27, "fled", "flee"],
        ["a", 1, 34, 38, "army", "army"],
        ["b", 0, 10, 14, "army", "army"],
        ["b", 0, 25, 29, "fled", "flee"],
    ]
    shuffled = NEWS.sample(frac=1, random_state=0)
    pd.testing.assert_frame_equal(find_words(shuffled, {"flee": 1, "army": 2}), spans)


@pytest.mark.parametrize(
    ("words", "unit", "tokens"),
    [
        ("rebel", "lemma", ["Rebels", "rebels", "rebel", "rebels"]),
        ("rebels", "token", ["rebels", "rebels"]),
        (["REBELS"], "lower", ["Rebels", "rebels", "rebels"]),
        ("%", "token", []),
        ([], "lemma", []),
    ],
    ids=["lemma", "token", "lower", "sign", "nothing"],
)
def test_find_words_by_unit(words, unit, tokens):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign is no word, so it is not found
        spans = find_words(NEWS, words, unit=unit)
    assert spans["token"].to_list() == tokens
    assert set(spans["word"]) <= ({words} if isinstance(words, str) else set(words))


@pytest.mark.parametrize("tokens", [NEWS, NEWS.iloc[:0]], ids=["news", "empty"])
def test_columns_of_find_words(tokens):
    spans = find_words(tokens, [])
    kinds = [str(dtype) for dtype in spans.dtypes]
    assert kinds == ["category", "int64", "int64", "int64", "str", "str"]


def test_words_found_nowhere_are_named_once():
    with pytest.warns(
        UserWarning, match="2 of 3 words occur nowhere as lemma of these parts of speech .war, peace."
    ) as warned:
        find_words(NEWS, ["war", "flee", "peace"])
    assert len(warned) == 1


def test_the_places_found_are_those_that_were_counted():
    for row in count_words(NEWS).itertuples():
        assert len(find_words(NEWS, row.word)) == row.n
    for row in count_words(NEWS, unit="lower", pos=None).itertuples():
        assert len(find_words(NEWS, row.word, unit="lower", pos=None)) == row.n


def test_find_words_without_offsets():
    with pytest.raises(KeyError, match=r"no column 'sent_id'; find_words needs a table from annotate\(\)"):
        find_words(tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["War."]})), "war", unit="lower")
