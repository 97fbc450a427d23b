"""Numbers, units and ranges, read from the characters alone: no model."""

import re
import sys
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import example, given, strategies as st
from scipy import constants

from analysis import find_quantities, read_lexicon
from analysis.finders.quantities.measures import find_measures
from analysis.finders.quantities.numerals import find_numbers
from analysis.finders.quantities.units import find_unit

NUMBERS = [
    ("8,000", [8000]),
    ("1,674,200.5", [1674200.5]),
    ("1 234 567", [1234567]),
    ("1.111,11", [1111.11]),
    ("12,34,567", [1234567]),
    (".25", [0.25]),
    ("1.4 million", [1400000]),
    ("10k", [10000]),
    ("£1.2bn", [1.2e9]),
    ("5m people", [5000000]),
    ("5m deep", [5]),
    ("half a million", [500000]),
    ("half a dozen", [6]),
    ("a quarter million", [250000]),
    ("three dozen", [36]),
    ("one hundred and six", [106]),
    ("twenty-one trillion", [21e12]),
    ("three lakh crore", [3e12]),
    ("three million and five million", [3e6, 5e6]),
    ("two and three years", [2, 3]),
    ("between five hundred and six hundred", [500, 600]),
    ("two and a half", [2.5]),
    ("one and a half million", [1.5e6]),
    ("3 million and a half", [3.5e6]),
    ("4 thousand 3 hundred", [4300]),
    ("10 1/2", [10.5]),
    ("5½", [5.5]),
    ("two thirds", [2 / 3]),
    ("three-quarters", [0.75]),
    ("a third of it", [1 / 3]),
    ("less than a third agreed", [1 / 3]),
    ("two thirds of a million", [2e6 / 3]),
    ("one in five", [0.2]),
    ("nine in 10", [0.9]),
    ("two out of every three", [2 / 3]),
    ("5 in 1999", [5, 1999]),
    ("-6 or minus five", [-6, -5]),
    ("minus two thirds", [-2 / 3]),
    ("plus or minus six", [6]),
    ("tens of thousands", [10000]),
    ("hundreds of millions", [1e8]),
    ("a few hundred", [100]),
    ("22,24,26", [22, 24, 26]),
    ("twenty twenty", [20, 20]),
    ("no number at all", []),
]


@pytest.mark.parametrize(("text", "values"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_values_of_numbers(text, values):
    assert [number.value for number in find_numbers(text)] == pytest.approx(values)


MEASURES = [
    ("US$52 a barrel", [(52, None, "US dollar per barrel")]),
    ("$120 per square foot", [(120, None, "dollar per square foot")]),
    ("a $2.5 billion deal", [(2.5e9, None, "dollar")]),
    ("the donor's $27", [(27, None, "dollar")]),
    ("$5 a year ago", [(5, None, "dollar")]),
    ("€200 each for", [(200, None, "euro")]),
    ("US$55m", [(55e6, None, "US dollar")]),
    ("RM23.50", [(23.5, None, "ringgit")]),
    ("100元", [(100, None, "yuan")]),
    ("ten dollars and fifty cents", [(10.5, None, "dollar")]),
    ("98%", [(98, None, "percent")]),
    ("seven percentage points", [(7, None, "percentage point")]),
    ("half an hour", [(0.5, None, "hour")]),
    ("millions of dollars", [(1e6, None, "dollar")]),
    ("two or more years", [(2, None, "year")]),
    ("310 sq km", [(310, None, "square kilometer")]),
    ("190 km2", [(190, None, "square kilometer")]),
    ("60 km/h", [(60, None, "kilometer per hour")]),
    ("9C (48F)", [(9, None, "celsius"), (48, None, "fahrenheit")]),
    ("five feet two inches", [(5 + 2 / 12, None, "foot")]),
    ("361 million pounds", [(361e6, None, "pound sterling")]),
    ("two pounds of sugar", [(2, None, "pound")]),
    ("aged 5 to 14", [(5, 14, "year")]),
    ("8–10 years", [(8, 10, "year")]),
    ("between 300 and 400 men", [(300, 400, "")]),
    ("$89 to $93 billion", [(89e9, 93e9, "dollar")]),
    ("$800,000 to $1.3 million", [(800e3, 1.3e6, "dollar")]),
    ("from 9 to 10 %", [(9, None, "percent"), (10, None, "percent")]),
    ("ranging from 9 to 10 %", [(9, 10, "percent")]),
    ("7- or 8-inch", [(7, None, "inch"), (8, None, "inch")]),
    ("8 percent, compared with 6.", [(8, None, "percent"), (6, None, "percent")]),
    ("2-1", [(2, None, ""), (1, None, "")]),
]


@pytest.mark.parametrize(("text", "expected"), MEASURES, ids=[text for text, _ in MEASURES])
def test_values_and_units_of_measures(text, expected):
    found = find_measures(text, 0, len(text))
    assert [measure.value for measure in found] == pytest.approx([value for value, _, _ in expected])
    assert [(measure.value_high, measure.unit) for measure in found] == [
        (high, unit) for _, high, unit in expected
    ]


@given(st.integers(min_value=0, max_value=10**9 - 1), st.sampled_from(["{:,}", "{}"]))
def test_any_whole_number_in_digits_is_read_back(value, form):
    assert [number.value for number in find_numbers("exactly " + form.format(value))] == [value]


@given(st.text(alphabet="0123456789,./- andthreehmilo½$%", max_size=80))
def test_spans_are_in_order_and_inside_the_text(text):
    spans = [(measure.start, measure.end) for measure in find_measures(text, 0, len(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))


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


@given(st.lists(st.integers(100, 999), min_size=1, max_size=8), st.sampled_from([" ", "\u202f", ",", ""]))
def test_groups_of_three_digits_are_one_number_up_to_any_length(groups, blank):
    text = f"exactly 7{blank}{blank.join(map(str, groups))}.5 miles"
    assert quantities_in(text)["value"].tolist() == [float(f"7{''.join(map(str, groups))}.5")]


def quantities_in(text: str) -> pd.DataFrame:
    """The quantities of a text whose words hang on each other in a chain, so that no model is needed."""
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    return find_quantities(chain(text), documents)


def chain(text: str) -> pd.DataFrame:
    """The tokens of a text, a sentence a line."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = pd.DataFrame({"token": [w[0] for w in words], "start": [w.start() for w in words]}, dtype=object)
    tokens = tokens.astype({"start": "int64", "token": "str"}).assign(doc_id="a", token_id=range(len(words)))
    tokens["end"] = [w.end() for w in words]
    tokens["sent_id"] = tokens["par_id"] = [text.count("\n", 0, w.start()) for w in words]
    lines = tokens.groupby("sent_id")
    tokens["head"] = (tokens["token_id"] - 1).clip(lower=lines["token_id"].transform("min"))
    tokens["phrase_start"], tokens["phrase_end"] = tokens["start"], lines["end"].transform("max")
    return tokens.assign(lemma=tokens["token"], pos="NUM", tag="CD", dep="nummod")


HOSTILE = {
    "digits": "1" * 1000,
    "ones": "one " * 250,
    "list": "1,2,3,4,5,6,7,8," * 60,
    "groups": "111,111," * 120,
    "spaces": "1 111 111 " * 100,
    "dashes": "1-2-3-4-5-" * 100,
    "halves": "half and a half a " * 60,
    "thousands of": "thousands of " * 80,
    "million": "million " * 125,
    "blanks": "5" + " " * 1000,
    "currencies": "$" * 1000 + "5",
    "hyphens": "five" + "-" * 1000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_length_and_no_faster(text):
    """Eight times the text may cost some eight times the steps: counted, since clocks are unsteady."""
    assert _steps(text * 8) < 12 * _steps(text) + 200


@pytest.mark.parametrize(
    "words", [["one"], ["1", ","], ["7%"], ["According", "to", "5"], ["put", "at", "5"]], ids=str
)
def test_a_sentence_of_numbers_costs_no_more_than_its_length(words):
    """Rules look at the words near a number, never at the whole of an endless sentence."""
    assert _steps_of(words * 1200) < 5 * _steps_of(words * 300)


def _steps_of(words: list[str]) -> int:
    """Count the steps over one sentence of words that hang on each other in a chain."""
    text = " ".join(words)
    quantities_in(text)  # compile first
    tokens, documents = chain(text), pd.DataFrame({"doc_id": ["a"], "text": [text]})
    return _count_lines(lambda: find_quantities(tokens, documents))


def _steps(text: str) -> int:
    find_measures("1", 0, 1)  # compile first
    return _count_lines(lambda: find_measures(text, 0, len(text)))


def _count_lines(work: Callable[[], object]) -> int:
    """Count the lines of Python that run; the regular expressions take part by the length test below."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "one " * 50_000, ",".join(map(str, range(50_000))), "1-" * 100_000, "$" * 500_000]
)
def test_a_long_line_of_numbers_ends(text):
    """Super-linear work would take hours here; nothing is timed."""
    find_measures(text, 0, len(text))


FACTORS = {"foot": constants.foot, "mile": constants.mile, "nautical mile": constants.nautical_mile,
           "acre": constants.acre, "hectare": constants.hectare, "square mile": constants.mile**2,
           "gallon": constants.gallon, "barrel": constants.barrel, "pound": constants.pound, "ounce": constants.ounce,
           "week": constants.week, "knot": constants.knot,
           "horsepower": constants.horsepower}  # fmt: skip


def test_factors_are_those_of_the_si():
    ours = read_lexicon("units").set_index("word")["factor"]
    assert {unit: float(ours[unit]) for unit in FACTORS} == pytest.approx(FACTORS, rel=2e-3)


def test_every_spelling_of_a_unit_is_found():
    for row in read_lexicon("units").itertuples():
        for spelling in row.spellings.split("|"):
            found = find_unit(f"12 {spelling}", 0, 2)
            assert found and found.end == len(f"12 {spelling}"), spelling


SIGNS = {
    "5€\n12 people died": [(5, "euro"), (12, "")],
    "5€ 12 people died": [(5, "euro"), (12, "")],
    "5 EUR 12 people paid": [(5, "euro"), (12, "")],
    "12 people paid €5": [(12, ""), (5, "euro")],
    "€5 12 people": [(5, "euro"), (12, "")],
    "They sold 12 €5 notes": [(12, ""), (5, "euro")],
    "It cost 5€ 12m deep": [(5, "euro"), (12, "meter")],
    "A sum of $\n12 people died": [(12, "")],
    "A sum of minus\n12 people died": [(12, "")],
    "killed 5\nbn people": [(5, "")],
    "at least\n12 people died": [(12, "")],
}


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_or_unit_belongs_to_the_number_it_touches_in_its_line(text):
    quantities = quantities_in(text)
    assert list(zip(quantities["value"], quantities["unit"], strict=True)) == SIGNS[text]
    assert set(quantities["bound"]) == {"exact"}


@given(st.lists(st.sampled_from([" ", "5", "12", "½", "€", "%", " million", " km", " to ", "at least ", "/2", "aged ",
                                 " a year", " in ", "two ", "thirds", "minus ", "$", "°"]), max_size=12))  # fmt: skip
def test_lines_are_read_as_if_each_were_alone(parts):
    half = "".join(parts[: len(parts) // 2]), "".join(parts[len(parts) // 2 :])
    apart = [tuple(row) for part in half for row in quantities_in(part)[WHAT].fillna(-1).to_numpy()]
    assert [tuple(row) for row in quantities_in("\n".join(half))[WHAT].fillna(-1).to_numpy()] == apart


WHAT = ["quantity", "value", "value_high", "unit", "bound"]
