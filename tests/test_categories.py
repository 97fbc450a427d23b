"""A researcher's own categories: read, found, counted."""

import pandas as pd
import pytest
from conftest import table, texts

from analysis import annotate, choose_words, count_categories, find_categories, read_categories

NEWS = table(
    a="Government/NOUN forces/NOUN bombed/VERB the/DET city/NOUN |A/DET force/NOUN of/ADP rebels/NOUN",
    b="War/NOUN -/PUNCT torn/ADJ city/NOUN ,/PUNCT bombs/NOUN",
)


def categories(*rows):
    return pd.DataFrame(rows, columns=["category", "pattern"], dtype="str")


TEXT = (
    "Government forces didn't take the war-torn city. A force of rebels held the city’s gate, their mayor's aide said: "
    "£9m and 3% of #Aid for SARS-2, not 17."
)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("f*ce*", ["forces", "force"]),
        ("*ity", ["city", "city"]),  # and not city's: it is the same word
        ("government  Forces", ["Government forces"]),
        ("the c*", ["the city"]),
        ("city a", []),  # not in one sentence
        ("gate their", []),  # not adjacent
        ("war", []),
        ("war-*", ["war-torn"]),
        ("f.rce", []),  # no regular expression
        ("didn’t", ["didn't"]),
        ("*n't take", ["didn't take"]),
        ("city's", ["city’s"]),
        ("forces’", ["forces"]),
        ("rebel*'  held", ["rebels held"]),
        ("mayor's a*", ["mayor's aide"]),
        ("£9m", ["£9m"]),
        ("3%", ["3%"]),
        ("#aid", ["#Aid"]),
        ("sars-2", ["SARS-2"]),
    ],
)
def test_patterns(pattern, expected, recwarn):
    tokens, _, _ = annotate(texts(TEXT), model=None)
    tokens["sent_id"] += tokens["start"] >= TEXT.index("A force")
    found = find_categories(tokens, categories(("mine", pattern)))
    assert [TEXT[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == expected
    said = [str(one.message) for one in recwarn]
    assert said == [f"1 of 1 patterns do not occur ({pattern}): check how they are spelled"] * (not expected)


def test_an_occurrence_inside_a_longer_one_of_its_category_is_left_out():
    mine = categories(("force", "force*"), ("force", "government forces"), ("state", "government"))
    assert find_categories(NEWS, mine)["pattern"].tolist() == ["government forces", "government", "force*"]


def test_counts_in_each_document():
    counts = count_categories(NEWS, categories(("bombs", "bomb*"), ("force", "force*")), by="doc_id")
    assert counts.drop(columns="share").to_numpy().tolist() == [
        ["a", "bombs", 1, 1, 9],
        ["a", "force", 2, 1, 9],
        ["b", "bombs", 1, 1, 4],
        ["b", "force", 0, 0, 4],
    ]
    assert counts["share"].tolist() == [1 / 9, 2 / 9, 1 / 4, 0]


def test_lemmas():
    tokens, mine = table(a="fled/VERB/flee"), categories(("go", "flee"))
    assert len(find_categories(tokens, mine, unit="lemma")) == 1
    with pytest.warns(UserWarning, match="do not occur"):
        assert find_categories(tokens, mine).empty


def test_ngrams_are_refused():
    with pytest.raises(
        ValueError, match="tokens has n-grams, but categories need single words: use choose_words"
    ):
        count_categories(choose_words(NEWS, ngram=2), categories(("force", "force*")))
    assert len(find_categories(choose_words(NEWS), categories(("force", "force*")))) == 2


def test_bad_files(folder):
    for rows, error in (
        ("category,word\na,b\n", r"mine.csv has no column 'pattern' \(it has category, word\)"),
        ("category,pattern\na,bomb* *\n", r"row 2 has the pattern 'bomb\* \*', which would match any word"),
        ("category,pattern\na,b\na,\n", "row 3 has no pattern: fill it in"),
        ("category,pattern\na,--\n", "row 2 has the pattern '--'"),
    ):
        with pytest.raises(ValueError, match=error):
            read_categories(folder({"mine.csv": rows}) / "mine.csv")


def test_a_file_is_read(folder):
    path = folder({"mine.csv": "# mine\ncategory,pattern,note\nwar, bomb* ,x\n\nwar,bomb*,y\n"}) / "mine.csv"
    assert read_categories(path).to_dict("list") == {"category": ["war"], "pattern": ["bomb*"]}


def test_a_pattern_that_would_match_any_word():
    for pattern in ("*", None):
        with pytest.raises(ValueError, match="categories has the pattern .* which would match any word"):
            find_categories(NEWS, categories(("a", pattern)))
