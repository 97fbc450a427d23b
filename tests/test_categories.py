"""A researcher's own categories: read, found, counted."""

import pandas as pd
import pytest
from conftest import table

from analysis import count_categories, find_categories, read_categories

NEWS = table(
    a="Government/NOUN forces/NOUN bombed/VERB the/DET city/NOUN |A/DET force/NOUN of/ADP rebels/NOUN",
    b="War/NOUN -/PUNCT wracked/ADJ city/NOUN ,/PUNCT bombs/NOUN",
)


def categories(*rows):
    return pd.DataFrame(rows, columns=["category", "pattern"], dtype="str")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("bomb*", ["bombed", "bombs"]),
        ("f*e", ["force"]),
        ("*ity", ["city", "city"]),
        ("government forces", ["Government forces"]),
        ("the c*", ["the city"]),
        ("city a", []),  # not in one sentence
        ("war-wracked", ["War - wracked"]),
        ("c.ty", []),  # no regular expression
    ],
)
def test_patterns(pattern, expected):
    found = find_categories(NEWS, categories(("mine", pattern)))
    words = NEWS.merge(found, on="doc_id", suffixes=("", "_of_span"))
    words = words[words["start"].between(words["start_of_span"], words["end_of_span"])]
    assert (
        words.groupby(["doc_id", "start_of_span"], observed=True)["token"].agg(" ".join).tolist() == expected
    )


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


def test_some_documents_of_a_larger_corpus():
    """Their categories are still those of all, so a document may have a number above that of the tokens."""
    many = table(**{f"d{i:03}": "Bombs/NOUN fell/VERB" for i in range(100)})
    counts = count_categories(many[many["doc_id"] == "d099"], categories(("bombs", "bomb*")), by="doc_id")
    assert counts.drop(columns="share").to_numpy().tolist() == [["d099", "bombs", 1, 1, 2]]


def test_lemmas():
    tokens, mine = table(a="fled/VERB/flee"), categories(("go", "flee"))
    assert [len(find_categories(tokens, mine, unit=unit)) for unit in ("lemma", "lower")] == [1, 0]


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
