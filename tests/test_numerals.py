"""Numbers, units and ranges in words that hang on each other in a chain: what is found without a model."""

import re
import sys

import pandas as pd
import pytest
from hypothesis import example, given, strategies as st
from scipy import constants

from analysis import find_quantities, read_lexicon

# Texts and what is in them: value, (value, unit) or (value, upper end, unit).
NUMBERS = {
    "digits": {
        "8,000": [8000], "1,674,200.5": [1674200.5], "1.111,11": [1111.11], ".25": [0.25], "22,24,26": [22, 24, 26],
        "12 000, he said": [12000], "12,34,567": [1234567], "-6": [-6]},
    "scales": {
        "1.4 million": [1400000], "10k": [10000], "£1.2bn": [(1.2e9, "pound sterling")], "5m people": [5000000],
        "5m deep": [(5, "meter")], "half a dozen": [6], "3 million and a half": [3.5e6], "a dozen and a half": [18],
        "4 thousand 3 hundred": [4300]},
    "words": {
        "twenty-one trillion": [21e12], "three lakh crore": [3e12], "twenty twenty": [20, 20], "minus five": [-5],
        "plus or minus six": [6], "one hundred and six": [106], "no number at all": []},
    "fractions": {
        "two and a half": [2.5], "two and a half million": [2.5e6], "5½": [5.5], "minus two thirds": [-2 / 3],
        "less than a third agreed": [1 / 3], "minus half a percent": [(-0.5, "percent")],
        "two thirds of a million": [2e6 / 3]},
    "ratios": {"one in five": [0.2], "two out of every three": [2 / 3], "5 in 1999": [5]},
    "orders of magnitude": {
        "tens of thousands": [10000], "a few hundred": [100], "millions of dollars": [(1e6, "dollar")]},
    "money": {
        "US$55m": [(55e6, "US dollar")], "€200 each for": [(200, "euro")],
        "ten dollars and fifty cents": [(10.5, "dollar")], "two pounds of sugar": [(2, "pound")],
        "361 million pounds": [(361e6, "pound sterling")], "the donor's $27": [(27, "dollar")],
        "$5 a year ago": [(5, "dollar")]},
    "rates": {"US$52 a barrel": [(52, "US dollar per barrel")], "60 km/h": [(60, "kilometer per hour")]},
    "units": {
        "seven percentage points": [(7, "percentage point")], "half an hour": [(0.5, "hour")],
        "two or more years": [(2, "year")], "190 km2": [(190, "square kilometer")],
        "9C (48F)": [(9, "celsius"), (48, "fahrenheit")], "five feet two inches": [(5 + 2 / 12, "foot")]},
    "ranges": {
        "aged 5 to 14": [(5, 14, "year")], "between 300 and 400 men": [(300, 400, "")],
        "$800,000 to $1.3 million": [(800e3, 1.3e6, "dollar")], "ranging from 9 to 10 %": [(9, 10, "percent")]},
    "shared units": {
        "from 9 to 10 %": [(9, "percent"), (10, "percent")], "7- or 8-inch": [(7, "inch"), (8, "inch")],
        "8 percent, compared with 6.": [(8, "percent"), (6, "percent")],
        "aged 9 and 13": [(9, "year"), (13, "year")]},
    "signs": {  # each belongs to the number that it touches, and only to one
        "5€ 12 people died": [(5, "euro"), 12], "12 people paid €5": [12, (5, "euro")],
        "It cost 5€ 12m deep": [(5, "euro"), (12, "meter")]},
    "lines": {  # nothing is read across their ends
        "5€\n12 people died": [(5, "euro"), 12], "5 to\n10 people": [5, 10], "A sum of minus\n12 people died": [12],
        "killed 5\nbn people": [5]},
}  # fmt: skip


@pytest.mark.parametrize("kind", NUMBERS)
def test_values_and_units(kind):
    for text, numbers in NUMBERS[kind].items():
        spelled_out = [number if isinstance(number, tuple) else (number, "") for number in numbers]
        wanted, found = [(v, *(high or [-1]), unit) for v, *high, unit in spelled_out], read(text)
        assert [number[0] for number in found] == pytest.approx([number[0] for number in wanted]), text
        assert [number[1:] for number in found] == [number[1:] for number in wanted], text


def read(text: str) -> list[tuple[float, float, str]]:
    """Value, upper end (-1: none) and unit of each quantity in a text."""
    columns = quantities_in(text)[["value", "value_high", "unit"]].fillna({"value_high": -1})
    return list(columns.itertuples(index=False, name=None))


def quantities_in(text: str) -> pd.DataFrame:
    return find_quantities(chain(text), pd.DataFrame({"doc_id": ["a"], "text": [text]}))


def chain(text: str) -> pd.DataFrame:
    """The tokens of a text, each of which hangs on the one before; a line is a sentence."""
    words = list(re.finditer(r"\w+|[^\w\s]+", text))
    tokens = pd.DataFrame({"token": [word.group() for word in words]}, dtype="str")
    tokens = tokens.assign(doc_id="a", token_id=range(len(words)), lemma=tokens["token"], pos="NUM", tag="CD")
    spans = pd.DataFrame([word.span() for word in words], columns=["start", "end"], dtype="int64")
    lines = pd.Series([text.count("\n", 0, word.start()) for word in words], dtype="int64")
    ends, firsts = spans["end"].groupby(lines), tokens["token_id"].groupby(lines)
    return tokens.assign(
        dep="nummod", start=spans["start"], end=spans["end"], sent_id=lines, par_id=lines,
        head=(tokens["token_id"] - 1).clip(lower=firsts.transform("min")),
        phrase_start=spans["start"], phrase_end=ends.transform("max"),
    )  # fmt: skip


@given(st.lists(st.integers(100, 999), min_size=1, max_size=8), st.sampled_from([" ", "\u202f", ",", ""]))
def test_groups_of_three_digits_are_one_number_up_to_any_length(groups, blank):
    text = f"exactly 7{blank}{blank.join(map(str, groups))}.5 miles"
    assert read(text) == [(float(f"7{''.join(map(str, groups))}.5"), -1, "mile")]


PARTS = ["1", "9" * 20, " 000", "000", ",", ".", "-", "−", "/2", "½", "0", " ", "\n", "$", "€", "%", "m", "bn",
         " million", " trillion", " dozen", " thousands of", " nine hundred", " one", " half a", " thirds", " and a ",
         " and ", " in ", " out of ", " to ", " between ", " minus ", "th", " km", " a year", " aged "]  # fmt: skip
REPEATED = st.tuples(st.sampled_from(PARTS), st.sampled_from([1, 1, 1, 2, 12, 104, 400]))


@given(st.lists(REPEATED, min_size=1, max_size=8).map(lambda parts: "".join(part * n for part, n in parts)))
@example("1" + " 000" * 104)
@example("1 in " + "9" * 400)
@example("-5 to 0" + " million" * 60)
def test_an_absurdly_long_number_stops_nothing_and_has_no_value(text):
    quantities = quantities_in(text)
    assert quantities[["value", "value_high"]].abs().max().max() <= 1e30 or quantities.empty
    assert all(text[row.start : row.end] == row.quantity for row in quantities.itertuples())
    assert (quantities["end"].shift(fill_value=0) <= quantities["start"]).all()


@given(st.lists(st.sampled_from([" ", "5", "12", "½", "€", "%", " million", " km", " to ", "at least ", "/2", "aged ",
                                 " a year", " in ", "two ", "thirds", "minus ", "$", "°"]), max_size=12))  # fmt: skip
def test_lines_are_read_as_if_each_were_alone(parts):
    what = ["quantity", "value", "value_high", "unit", "bound"]
    halves = "".join(parts[: len(parts) // 2]), "".join(parts[len(parts) // 2 :])
    apart = pd.concat([quantities_in(half)[what] for half in halves], ignore_index=True)
    pd.testing.assert_frame_equal(quantities_in("\n".join(halves))[what], apart)


HOSTILE = ["1" * 1000, "one " * 250, "1,2,3,4,5,6,7,8," * 60, "111,111," * 120, "1 111 111 " * 100, "1-2-3-4-5-" * 100,
           "half and a half a " * 60, "thousands of " * 80, "million " * 125, "5" + " " * 1000, "$" * 1000 + "5",
           "five" + "-" * 1000, "1 , " * 150, "7% " * 250, "According to 5 " * 80, "put at 5 " * 80]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_work_grows_with_the_length_and_no_faster(text):
    """Eight times the text may cost some eight times the steps: counted, since clocks are unsteady."""
    quantities_in("1")  # compile first
    assert steps(text * 8) < 12 * steps(text)


@pytest.mark.parametrize("text", ["1", "1,", "1 111", "$", "-", " ", "one "])
def test_a_long_line_ends(text):
    """A regular expression is one step, but its super-linear work would take hours here; nothing is timed."""
    quantities_in("five" + text * 100_000 + "5" if len(text) == 1 else text * 5_000)


def steps(text: str) -> int:
    """Count the lines of Python that run."""
    tokens, documents, count = chain(text), pd.DataFrame({"doc_id": ["a"], "text": [text]}), 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_quantities(tokens, documents)
    finally:
        sys.settrace(before)
    return count


def test_factors_are_those_of_the_si():
    names = ["foot", "mile", "nautical mile", "acre", "hectare", "gallon", "barrel", "pound", "ounce", "week", "knot",
             "horsepower"]  # fmt: skip
    ours = read_lexicon("units").set_index("word")["factor"]
    theirs = {name: getattr(constants, name.replace(" ", "_")) for name in names}
    assert {name: float(ours[name]) for name in names} == pytest.approx(theirs, rel=2e-3)


def test_every_spelling_of_a_unit_is_found():
    spellings = read_lexicon("units").set_index("word")["spellings"].str.split("|").explode()
    found = quantities_in("\n".join(f"12 {spelling}" for spelling in spellings))
    assert found["quantity"].tolist() == [f"12 {spelling}" for spelling in spellings]
    assert found["unit"].replace("pound sterling", "pound").tolist() == spellings.index.tolist()
