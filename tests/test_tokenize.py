"""The rule of `tokenize`, on typed-in texts and against a second, plain implementation of it."""

import re
import sys
import unicodedata

import pandas as pd
import pytest
from hypothesis import example, given, strategies as st

import analysis.tokenize
from analysis import tokenize
from analysis.tokenize import STORED


def documents(*texts):
    return pd.DataFrame({"doc_id": [f"{n}.txt" for n in range(len(texts))], "text": list(texts)}, dtype="str")


def tokens_of(text):
    return tokenize(documents(text))["token"].to_list()


CASES = [
    # apostrophes and hyphens
    ("I don’t, and don't.", ["I", "don’t", "and", "don't"]),
    ("Zeid Ra’ad al Hussein", ["Zeid", "Ra’ad", "al", "Hussein"]),
    ("the war-wracked, rebel-held city", ["the", "war-wracked", "rebel-held", "city"]),
    ("Aleppo’s fall, the rebels’ end", ["Aleppo’s", "fall", "the", "rebels", "end"]),
    ("‘held hostage’ 'so'", ["held", "hostage", "so"]),
    ("rock-'n'-roll -- well-", ["rock", "n", "roll", "well"]),
    ("co\u2010op co\u2011op", ["co\u2010op", "co\u2011op"]),
    ("2010–2015, he—she", ["2010", "2015", "he", "she"]),
    # numbers
    ("8,000 people, 4.5 per cent.", ["8,000", "people", "4.5", "per", "cent"]),
    ("1.200,50 and 1,000,000.", ["1.200,50", "and", "1,000,000"]),
    ("98% of $5m, -3, .5, №7", ["98", "of", "5m", "3", "5", "7"]),
    ("4.a 4,a a,4 1..2 1,,2", ["4", "a", "4", "a", "a", "4", "1", "2", "1", "2"]),
    ("a 10,000-strong crowd in 2016-17", ["a", "10,000-strong", "crowd", "in", "2016-17"]),
    ("½ m² ٣٫٥ ٨٬٠٠٠", ["½", "m²", "٣٫٥", "٨٬٠٠٠"]),
    ("½.5 ²,3", ["½", "5", "²", "3"]),
    # full stops
    (
        "the U.S. and U.S.-led, 5 p.m., e.g. т.е.",
        ["the", "U.S", "and", "U.S", "led", "5", "p.m", "e.g", "т.е"],
    ),
    ("It ended.The J.Smith a.bc", ["It", "ended", "The", "J", "Smith", "a", "bc"]),
    ("bbc.co.uk end.", ["bbc", "co", "uk", "end"]),
    ("4.b b.4", ["4", "b", "b", "4"]),
    # scripts
    ("Ἀθῆναι Москва İstanbul ǅ", ["Ἀθῆναι", "Москва", "İstanbul", "ǅ"]),
    ("العالم يتكلّم، قال", ["العالم", "يتكلّم", "قال"]),
    ("צה״ל וצ'ה אמר״", ["צה״ל", "וצ'ה", "אמר"]),
    ("می\u200cخواهم क्\u200dष", ["می\u200cخواهم", "क्\u200dष"]),
    ("col·lecció gov\u00adern", ["col·lecció", "gov\u00adern"]),
    ("战争。和平", ["战争", "和平"]),
    ("𝔄𝔟 𐐨", ["𝔄𝔟", "𐐨"]),
    # combining marks
    ("e\u0301te\u0301 s'e\u0301", ["e\u0301te\u0301", "s'e\u0301"]),
    ("\u0301a -\u0301b a-\u0301b", ["a", "b", "a", "b"]),
    ("a\u0301\u0323-b 8\u0301,5", ["a\u0301\u0323-b", "8\u0301", "5"]),
    ("e\u0301.a", ["e\u0301", "a"]),
    # what no token contains
    ("👩‍🚀❤️Syria 🇸🇾", ["Syria"]),
    ("1️⃣ first", ["1️⃣", "first"]),
    ("AT&T @user #tag a_b and/or", ["AT", "T", "user", "tag", "a", "b", "and", "or"]),
    ("\ufeffone\xa0two\u200bthree\u2028four", ["one", "two", "three", "four"]),
    ("one\r\ntwo\rthree\n\nfour\tfive", ["one", "two", "three", "four", "five"]),
    ("one\0two\0", ["one", "two"]),
    ("\u202bשלום\u202c \u200fעולם\u200e", ["שלום", "עולם"]),
    ("", []),
    (" \n ", []),
    ("“…” — !?", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(text)[:30] for text, _ in CASES])
def test_rule(text, expected):
    assert tokens_of(text) == expected


def characters_of(category):
    """A regular expression's range of all characters in a category."""
    ranges = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.category(chr(point)).startswith(category):
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


@pytest.fixture(scope="module")
def rule():
    """The rule as one regular expression."""
    letter, number, mark, digit = map(characters_of, ["L", "N", "M", "Nd"])
    word = f"[{letter}{number}][{letter}{number}{mark}]*"
    joiner = r"['’\-\u2010\u2011\u05f3\u05f4\u00b7\u00ad\u200c\u200d]"
    in_number = f"(?<=[{digit}])[.,\u066b\u066c](?=[{digit}])"
    no_word = f"(?<![{letter}{number}{mark}])"
    initials = f"(?<={no_word}[{letter}])\\.(?=[{letter}](?![{letter}{number}{mark}]))"
    return re.compile(f"{word}(?:(?:{joiner}|{in_number}|{initials}){word})*")


# Marks that follow nothing belong to no word: they are taken out before the expression above looks around.
def plain_tokens(rule, text):
    kept, in_word = [], False
    for character in text:
        category = unicodedata.category(character)[0]
        in_word = category in "LN" or (category == "M" and in_word)
        kept.append(" " if category == "M" and not in_word else character)
    return rule.findall("".join(kept))


ALPHABET = "aZé\u0301\u0323ßñ'’-\u2010.,·״\u00ad\u200c\u200d8½²٣٫ 日م한\r\n\xa0\u200b\ufeff\0👩❤\ufe0f—“_&𝔄"


@given(st.lists(st.text(ALPHABET, max_size=12) | st.text(max_size=12), max_size=6))
@example(["don", "’t", "\u0301a", "a", ".b", "1", ",2"])
def test_same_as_the_plain_rule(rule, texts):
    tokens = tokenize(documents(*texts))
    expected = [(f"{n}.txt", token) for n, text in enumerate(texts) for token in plain_tokens(rule, text)]
    assert list(zip(tokens["doc_id"], tokens["token"], strict=True)) == expected


def test_every_character():
    characters = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF]
    expected = [character for character in characters if unicodedata.category(character)[0] in "LN"]
    assert tokens_of(" ".join(characters)) == expected


@pytest.mark.parametrize("size", [1, 7, 40])
def test_batches_make_no_difference(size, monkeypatch):
    table = documents(*(text for text, _ in CASES))
    whole = tokenize(table)
    monkeypatch.setattr(analysis.tokenize, "_BATCH", size)
    pd.testing.assert_frame_equal(tokenize(table), whole)


def test_a_line_of_five_megabytes():
    text = "the war-wracked city of “Aleppo” " * 160_000
    counts = tokenize(documents(text))["token"].value_counts()
    assert counts.to_dict() == dict.fromkeys(["the", "war-wracked", "city", "of", "Aleppo"], 160_000)


@pytest.mark.parametrize("texts", [(), ("",), ("", "", ""), ("…",), ("One two", "", "one")], ids=repr)
def test_columns(texts):
    tokens = tokenize(documents(*texts))
    assert list(tokens) == ["doc_id", "token"]
    assert [str(dtype.categories.dtype) for dtype in tokens.dtypes] == ["str", "str"]
    assert tokens["doc_id"].cat.categories.to_list() == [f"{n}.txt" for n in range(len(texts))]
    assert tokens.index.equals(pd.RangeIndex(len(tokens)))


def test_input_stays_as_it_is():
    table = documents("One", "two").assign(outlet="A").set_index(pd.Index([7, 7]))
    before = table.copy(deep=True)
    tokenize(table)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("dtype", ["str", "object", "string", "category"])
def test_text_of_any_type(dtype):
    table = pd.concat([documents("One"), documents("", "two")[1:]]).astype({"text": dtype})
    assert tokenize(table)["token"].to_list() == ["One", "two"]
    assert tokenize(pd.DataFrame({"doc_id": [], "text": []})).empty


def test_stored_tokens_come_back(tmp_path):
    tokens = tokenize(documents("Café, 8,000.", "", "war"))
    tokens.to_parquet(tmp_path / "tokens.parquet", schema=STORED)
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "tokens.parquet").astype(object), tokens.astype(object)
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"doc_id": ["a"]}), "no column 'text'; it has doc_id"),
        (pd.DataFrame({"text": ["a"]}), "no column 'doc_id'"),
        (pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}), "'a' more than once"),
        (pd.DataFrame({"doc_id": [1], "text": ["x"]}), "the value .*1.* as doc_id, which is no text"),
        (pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", None]}), "as text, which is no text"),
        (pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", 3]}), "value 3 as text"),
        (pd.DataFrame({"doc_id": ["a"], "text": [1.5]}), "1.5.* as text"),
        (pd.DataFrame({"doc_id": ["a"], "text": pd.Series(["\ud800"], dtype=object)}), "must hold text"),
    ],
    ids=[
        "no text",
        "no doc_id",
        "doc_id twice",
        "doc_id a number",
        "missing text",
        "a number",
        "numbers",
        "half a character",
    ],
)
def test_errors(table, message):
    with pytest.raises((KeyError, ValueError), match=message):
        tokenize(table)
