"""Words chosen, counted, measured and found again, on tables typed in here: no model is needed."""

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from conftest import table, texts
from hypothesis import given, settings, strategies as st

from analysis import annotate, choose_words, count_words, find_words, read_lexicon, word_matrix, word_rates

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
NEWS = table(
    a="Rebels/NOUN/rebel flee/VERB ||"
    "The/DET rebels/NOUN/rebel fled/VERB/flee ,/PUNCT the/DET army/NOUN said/VERB/say",
    b="The/DET rebel/ADJ army/NOUN said/VERB/say 98/NUM %/SYM fled/VERB/flee |"
    "No/DET rebels/NOUN/rebel left/VERB/leave",
)
WORDS = choose_words(NEWS)


def plain(*texts):
    """Words of texts that need no model."""
    rows = [(str(number), word) for number, text in enumerate(texts) for word in text.split()]
    tokens = pd.DataFrame(rows, columns=["doc_id", "token"], dtype="str")
    return choose_words(tokens, unit="lower", pos=None)


def test_order():
    words = choose_words(table(a="b/X B/X a/X é/X a/X c/X"), unit="token", pos=None)
    assert count_words(words)["word"].to_list() == ["a", "B", "b", "c", "é"]
    outlet = WORDS["doc_id"].astype("str").map({"a": "Z", "b": "Y"})
    for kind in ["str", pd.CategoricalDtype(["Y", "Z"])]:
        counts = count_words(WORDS.assign(outlet=outlet.astype(kind)), by="outlet")
        assert counts["outlet"].to_list() == sorted(counts["outlet"])


def test_running_words_stay_in_the_table():
    words = choose_words(NEWS[NEWS["par_id"] != 0].assign(outlet="A"), pos="NOUN")
    assert list(words) == [*NEWS, "outlet", "norm", "n_tokens", "word"]
    assert words["token"].to_list() == NEWS["token"][2:].loc[lambda t: ~t.isin([",", "%"])].to_list()
    assert words["word"].dropna().to_list() == ["rebel", "army", "army", "rebel"]


def test_what_is_no_word():
    def chosen(tokens, **options):
        return choose_words(tokens, **options)["word"].dropna().to_list()

    tokens = table(a="anti/ADJ -/NOUN government/NOUN He/PRON ’s/VERB/’ 5/NOUN")
    assert chosen(tokens) == ["anti", "government"]
    assert chosen(tokens.drop(index=0), ngram=2, pos=None) == ["government he"]
    assert chosen(tokens.drop(index=2), ngram=2, pos=None) == [], "pairs do not bridge a missing row"
    kept = chosen(NEWS, unit="lower", pos=None, stop_words=read_lexicon("stopwords")["word"])
    assert {"the", "no"}.isdisjoint(kept) and "rebels" in kept


def test_words_are_those_that_a_reader_counts():
    text = (
        "The EU-backed plan – Jean-Luc's e-mails, a 12-year-old – cost £40m or 8%: 7km, $3bn. #Vote don't 2011-2013 "
        "at 20°C, in 5,000m² and 5€ more."
    )
    tokens, _, _ = annotate(texts(text), model=None)
    words = choose_words(tokens, unit="token", pos=None)
    assert " ".join(words["word"]) == (
        "The EU-backed plan Jean-Luc 's e-mails a 12-year-old cost £40m or 8% 7km $3bn #Vote do n't 2011 2013 "
        "at 20°C in 5,000m² and 5€ more"
    )
    assert [text[start:end] for start, end in zip(words["start"], words["end"], strict=True)] == list(
        words["token"]
    )
    assert words.loc[words["token"] == "12-year-old", ["token_id", "n_tokens"]].values.tolist() == [[15, 5]]
    pd.testing.assert_frame_equal(choose_words(words, unit="token", pos=None), words)
    pairs = choose_words(tokens, unit="lower", pos=None, ngram=2)
    assert pairs[["word", "token"]].values[1].tolist() == ["eu-backed plan", "EU-backed plan"]


def test_a_joined_word_has_the_part_of_speech_of_its_main_part_and_the_lemma_of_its_last():
    rows = [  # token, lemma, pos, tag, head
        ("Ex", "ex", "X", "FW", 2), ("-", "-", "PUNCT", "HYPH", 2), ("wives", "wife", "NOUN", "NNS", 6),
        ("EU", "EU", "PROPN", "NNP", 5), ("-", "-", "PUNCT", "HYPH", 5), ("backed", "back", "VERB", "VBN", 6),
        ("sons", "son", "NOUN", "NNS", 6), ("-", "-", "PUNCT", "HYPH", 6), ("in", "in", "ADP", "IN", 6),
        ("-", "-", "PUNCT", "HYPH", 8), ("law", "law", "NOUN", "NN", 8),
        ("£", "£", "SYM", "$", 12), ("3", "3", "NUM", "CD", 13), ("m", "m", "NOUN", "NNS", 6),
        ("see.org", "see.org", "PROPN", "NNP", 6), ("1970s", "1970", "NOUN", "NNS", 6),
        ("G20", "G20", "PROPN", "NNP", 6), ("3D", "3d", "ADJ", "JJ", 17),
        ("5", "5", "NUM", "CD", 19), ("G", "g", "NOUN", "NN", 6),
        ("7", "7", "NUM", "CD", 21), ("kg", "kg", "NOUN", "NN", 6),
    ]  # fmt: skip
    tokens = pd.DataFrame(rows, columns=["token", "lemma", "pos", "tag", "head"])
    blank = tokens.index.isin([3, 6, 11, 14, 15, 16, 17, 18, 20])
    tokens["end"] = (tokens["token"].str.len() + blank).cumsum()
    tokens["start"] = tokens["end"] - tokens["token"].str.len()
    words = choose_words(tokens.assign(doc_id="a", sent_id=0, token_id=tokens.index))
    assert words[["lemma", "pos"]].values.tolist() == [
        ["ex-wife", "NOUN"], ["EU-backed", "VERB"], ["son-in-law", "NOUN"],
        ["£3m", "NUM"], ["see.org", "X"], ["1970s", "NOUN"], ["G20", "PROPN"],
        ["3D", "ADJ"], ["5G", "NOUN"], ["7kg", "NUM"],
    ]  # fmt: skip
    assert words["word"].dropna().tolist() == [
        "ex-wife",
        "EU-backed",
        "son-in-law",
        "1970s",
        "G20",
        "3D",
        "5G",
    ]


@pytest.mark.parametrize(
    ("parts", "tags", "lemma"),
    [
        (["E", "mails"], ["NOUN/NNS", "NOUN/NNS"], "e-mail"),
        (["Vice", "presidents"], ["PROPN/NNP", "NOUN/NNS"], "vice-president"),
        (["X", "rays"], ["NOUN/NNS", "NOUN/NNS"], "X-ray"),
        (["Oslo", "based"], ["PROPN/NNP", "VERB/VBN"], "Oslo-based"),
        (["Al", "Hassan"], ["PROPN/NNP", "PROPN/NNP"], "Al-Hassan"),
    ],
)
def test_the_capital_of_a_sentence_makes_no_other_word(parts, tags, lemma):
    for before in (["“"], ["They"]):
        token = [*before, parts[0], "-", parts[1]]
        tokens = pd.DataFrame(
            {"doc_id": "a", "sent_id": 0, "token_id": range(4), "token": token, "head": [3] * 4}
        )
        tokens[["pos", "tag"]] = [tag.split("/") for tag in ["PUNCT/``", tags[0], "PUNCT/HYPH", tags[1]]]
        tokens["lemma"] = tokens["token"].str.removesuffix("s")
        tokens["end"] = [1, *(np.cumsum(tokens["token"].str.len()[1:]) + 5)]
        tokens["start"] = tokens["end"] - tokens["token"].str.len()
        word = choose_words(tokens, pos=None)["word"].iloc[-1]
        assert word == (lemma if before == ["“"] else f"{parts[0]}-{lemma.partition('-')[2]}")


def test_the_first_words_of_several_groups():
    words = WORDS.assign(half=np.where(WORDS.index % 2, "x", "y"))
    counts = count_words(words, by=["doc_id", "half"])
    first = count_words(words, by=["doc_id", "half"], top=1)
    assert list(counts)[:3] == ["doc_id", "half", "word"] and len(first) == 4
    pd.testing.assert_frame_equal(first, counts.groupby(["doc_id", "half"]).head(1).reset_index(drop=True))
    assert word_rates(words, first, by=["doc_id", "half"])["per_million"].gt(0).all()
    assert count_words(words, top=2)["word"].tolist() == count_words(words)["word"].tolist()[:2]


def test_missing_group_is_a_group():
    words = choose_words(table(a="war/NOUN", b="war/NOUN").assign(outlet=["A", None]))
    counts = count_words(words, by="outlet")
    assert counts["n"].to_list() == [1, 1]
    assert counts["outlet"].isna().to_list() == [False, True]
    assert word_rates(words, counts, by="outlet")["per_million"].to_list() == [1e6, 1e6]


FORMS = st.sampled_from(["war", "War", "wars", "the", "98", "-", "é"])
TAGGED = st.tuples(FORMS, st.sampled_from(["NOUN", "VERB", "DET", "PUNCT", "SYM"]))
TEXTS = st.lists(st.lists(st.lists(TAGGED, max_size=5), max_size=3), max_size=5)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["token", "lower", "lemma"]),
        "pos": st.sampled_from([None, "NOUN", ("NOUN", "VERB"), ("NUM", "DET"), ()]),
        "stop_words": st.sampled_from([[], ["the"], {"WAR", "é"}]),
        "ngram": st.integers(1, 3),
    },
)
BY = st.sampled_from([None, "pos", "outlet", "par_id"])


def typed(texts):
    """A table of texts, which are lists of sentences, which are lists of tagged words."""
    names = [f"d{n}" for n in range(len(texts))]
    contents = [" | ".join(" ".join("/".join(word) for word in line) for line in text) for text in texts]
    tokens = table(**dict(zip(names, contents, strict=True)))
    tokens["par_id"] = (tokens["sent_id"] > 0).astype("int64")
    tokens["outlet"] = tokens["doc_id"].astype("str").map(lambda name: "AB"[int(name[1:]) % 2]).astype("str")
    return tokens.astype({"doc_id": pd.CategoricalDtype([f"d{n}" for n in range(20)])})


def plain_counts(tokens, by, unit="lemma", pos=CONTENT, stop_words=(), ngram=1):
    """The same counts in loops over rows."""
    rows = []
    for row in tokens.assign(pos=tokens["pos"].astype("str").mask(tokens["token"] == "98", "NUM")).to_dict(
        "records"
    ):
        word = row["token"].lower() if unit == "lower" else row[unit]
        tags = [pos] if isinstance(pos, str) else pos
        chosen = row["pos"] not in ("PUNCT", "SYM") and (pos is None or row["pos"] in tags)
        chosen &= any(character.isalnum() for character in word)
        chosen &= word.lower() not in {stop.lower() for stop in stop_words}
        rows.append((row["doc_id"], row["sent_id"], row[by] if by else "", word if chosen else None))
    found = defaultdict(list)
    for at in range(len(rows) - ngram + 1):
        run = rows[at : at + ngram]
        if len({row[:2] for row in run}) == 1 and all(row[3] for row in run):
            found[run[0][2], " ".join(row[3] for row in run)].append(run[0][0])
    return {key: (len(doc_ids), len(set(doc_ids))) for key, doc_ids in found.items()}


@settings(max_examples=40)
@given(TEXTS, OPTIONS, BY, st.randoms(use_true_random=False))
def test_same_as_counting_in_loops_in_any_order_of_rows(texts, options, by, random):
    tokens = typed(texts)
    order = list(range(len(tokens)))
    random.shuffle(order)
    words, before = choose_words(tokens, **options), tokens.iloc[order].copy(deep=True)
    shuffled = tokens.iloc[order]
    pd.testing.assert_frame_equal(choose_words(shuffled, **options), words)
    pd.testing.assert_frame_equal(shuffled, before)
    counts = count_words(words, by=by)
    keys = zip(counts[by] if by else [""] * len(counts), counts["word"], strict=True)
    found = dict(zip(keys, zip(counts["n"], counts["doc_freq"], strict=True), strict=True))
    assert found == plain_counts(tokens, by, **options)
    rates = word_rates(words, counts, by=by)
    measured = rates[["low", "juilland_d"]].notna().all(axis=1)
    assert (rates["reason"].eq("") == measured).all(), "missing values have a reason, and only they"


COUNTS = count_words(WORDS)
TOKENS = pd.DataFrame({"doc_id": ["a"], "token": ["war"]})
PLAIN = {"unit": "lower", "pos": None}
NO_TOKEN = TOKENS.assign(token=pd.Categorical([None]))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: choose_words(TOKENS), KeyError, "no column 'lemma'; .*without a model unit='lower' and pos=None"),
        (lambda: choose_words(TOKENS, unit="lower"), KeyError, "no column 'pos'; use the table from annotate"),
        (lambda: choose_words((TOKENS, TOKENS)), TypeError, "pass its first table: tokens, sentences, entities ="),
        (lambda: choose_words(TOKENS, unit="stem"), ValueError, "no unit 'stem': use 'token', 'lower' or 'lemma'"),
        (lambda: choose_words(TOKENS, unit="lower", pos=["NN"]), ValueError, "no part of speech 'NN': use ADJ"),
        (lambda: choose_words(TOKENS, **PLAIN, ngram=0), ValueError, "ngram is 0"),
        (lambda: choose_words(TOKENS, **PLAIN, ngram=2), KeyError, "no column 'sent_id'"),
        (lambda: choose_words(TOKENS, **PLAIN, stop_words="the"), TypeError, "must be several words"),
        (lambda: choose_words(TOKENS, **PLAIN, stop_words=[None]), TypeError, "must be several words"),
        (lambda: choose_words(NO_TOKEN, **PLAIN), ValueError, "1 rows without a norm"),
        (lambda: count_words(NEWS), KeyError, r"no column 'word'; choose them first: choose_words\(tokens\)"),
        (lambda: find_words(WORDS.drop(columns="start"), "war"), KeyError, "no column 'start'; find_words needs"),
        (lambda: count_words(WORDS, by=["pos", "x"]), KeyError, "no column 'x'; check its spelling, or merge it in"),
        (lambda: count_words(WORDS, by="word"), ValueError, "by names 'word', a column that the result has anyway"),
        (lambda: word_rates(choose_words(NEWS, pos="NOUN"), COUNTS), ValueError, "4 of 'rebel', but words has 3"),
        (lambda: word_rates(WORDS, count_words(WORDS, by="par_id")), ValueError, "'rebel' more than once: use the by"),
    ],
)  # fmt: skip
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()


PARTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), min_size=5, max_size=8)


@settings(max_examples=30)
@given(PARTS)
def test_dispersion_as_the_formulas_have_it(parts):
    v, sizes = np.array([(n + (at == 0) * 5, n + others + 5) for at, (n, others) in enumerate(parts)]).T
    rates, share = v / sizes, sizes / sizes.sum()
    dp = np.abs(v / v.sum() - share).sum() / 2
    juilland_d = max(0, 1 - np.std(rates) / np.mean(rates) / np.sqrt(len(v) - 1))
    words = plain(*["war " * n + "the " * (size - n) for n, size in zip(v, sizes, strict=True)])
    found = word_rates(words, count_words(words)).set_index("word").loc["war"]
    measures = found[["range", "juilland_d", "dp", "dp_norm"]].to_list()
    expected = [(v > 0).sum(), juilland_d, dp, dp / (1 - share.min())]
    np.testing.assert_allclose(measures, expected, rtol=1e-9, atol=1e-9)


def test_reasons():
    few = "no interval: fewer than 10 texts"
    for contents, n_texts, reason in (
        (["war"], 1, "no interval: one text; no dispersion: fewer than 5 occurrences"),
        (["war " * 50], 1, "no interval: one text; no dispersion: one text"),
        (["war " * 3, "…", "war " * 3], 2, few),
        (["war"] * 10, 10, "no interval: all texts have the same rate"),
        (["war"] * 5 + ["the war"] * 5, 10, ""),
    ):
        rates = word_rates(plain(*contents), count_words(plain(*contents))).set_index("word").loc["war"]
        assert rates[["texts", "reason"]].to_list() == [n_texts, reason]


def test_groups_are_measured_apart_and_some_rows_as_all_are():
    words = choose_words(typed([[[("war", "NOUN"), ("the", "DET")] * n] for n in range(1, 13)]), pos=None)
    rates = word_rates(words, count_words(words, by="outlet"), by="outlet")
    for outlet in "AB":
        alone = words[words["outlet"] == outlet]
        found = rates[rates["outlet"] == outlet].drop(columns="outlet").reset_index(drop=True)
        pd.testing.assert_frame_equal(found, word_rates(alone, count_words(alone)))
    some, every = (word_rates(words, counts) for counts in (count_words(words)[1:], count_words(words)))
    pd.testing.assert_frame_equal(some, every[1:])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("options", [{}, {"unit": "lower", "pos": None}, {"ngram": 2}], ids=str)
def test_each_word_of_the_seed_is_found_as_often_as_it_is_counted(seed, options):
    words, text = choose_words(seed[1], **options), seed[0]["text"].item()
    counts = count_words(words)
    for word, n in counts[["word", "n"]].values:
        assert len(find_words(words, word)) == n, word
    found = find_words(words, counts["word"])
    assert found["word"].value_counts().to_dict() == counts.set_index("word")["n"].to_dict()
    pieces = [
        " ".join(text[start:end].split()) for start, end in zip(found["start"], found["end"], strict=True)
    ]
    assert found["token"].tolist() == pieces
    pd.testing.assert_frame_equal(find_words(words, []), found.iloc[:0])


def test_what_is_found_besides_words_as_they_are_counted():
    text = "The Red Cross said air strikes hit; an air strike, she didn’t say. The Anti-war reds’ war began."
    tokens = annotate(texts(text), model=None)[0].assign(
        lemma=lambda t: t["token"].replace("strikes", "strike")
    )
    words = choose_words(tokens, pos=None)
    words.loc[words["token"].isin(["The", "did"]), "word"] = None
    for asked, expected in (
        ("strikes", [["strikes", "strike"]]),
        ("red cross", [["Red Cross", "red cross"]]),
        ("the red*", [["The Red", "the red"]]),
        ("air STRIKE*", [["air strikes", "air strike"], ["air strike", "air strike"]]),
        ("didn't", [["didn’t", "didn't"]]),
        ("*war", [["Anti-war", "Anti-war"], ["war", "war"]]),
        (["war", "w*r", "an*"], [["an", "an"], ["Anti-war", "Anti-war"], ["war", "war"]]),
    ):
        found = find_words(words, asked)
        assert found[["token", "word"]].values.tolist() == expected, asked
        pieces = [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]
        assert found["token"].tolist() == pieces
    for asked in ("the", "strike, she", "said hit"):
        with pytest.warns(UserWarning, match="1 of 1 words do not occur"):
            assert find_words(words, asked).empty


@pytest.mark.filterwarnings("error")
def test_a_word_that_does_not_occur_as_written_is_found_in_lower_case():
    words = choose_words(table(a="Killed/VERB Us/PROPN us/PRON"), unit="lower", pos=None)
    assert find_words(words, ["Killed", "killed"])["token"].to_list() == ["Killed"]
    assert find_words(words, "US")["word"].to_list() == ["us", "us"]
    words = choose_words(table(a="Us/PROPN us/PRON"), unit="token", pos=None)
    assert find_words(words, "Us")["token"].to_list() == ["Us"]


def test_words_that_do_not_occur_are_named_once():
    with pytest.warns(UserWarning, match=r"2 of 3 words do not occur \(War, peace\): check") as warned:
        find_words(WORDS, ["War", "Flee", "peace"])
    assert len(warned) == 1


def test_a_matrix_and_the_weights_of_scikit_learn():
    from sklearn.feature_extraction import text

    matrix, names, doc_ids = word_matrix(plain("war War city", "city peace"))
    vectors = text.TfidfVectorizer()
    expected = vectors.fit_transform(["war War city", "city peace"]).toarray()
    assert doc_ids.to_list() == ["0", "1"] and names.to_list() == list(vectors.get_feature_names_out())
    np.testing.assert_allclose(text.TfidfTransformer().fit_transform(matrix).toarray(), expected)
    # Its rows are all groups with a running word.
    matrix, names, groups = word_matrix(choose_words(NEWS, pos="ADJ"), by="par_id")
    assert (matrix.toarray().tolist(), names.to_list(), groups.to_list()) == ([[0], [1]], ["rebel"], [0, 1])
    assert word_matrix(WORDS.iloc[:0])[0].shape == (0, 0)


@pytest.mark.model
def test_a_contraction_in_capitals_hides_none_of_the_others():
    documents = texts("UN CAN'T ACT. They can’t go. We can't stay.")
    words = choose_words(annotate(documents, cache=False)[0], unit="lower", pos=None)
    assert find_words(words, "can't")["token"].to_list() == ["CAN'T", "can’t", "can't"]
