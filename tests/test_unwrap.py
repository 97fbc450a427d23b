"""Hard-wrapped lines are joined; everything else stays as it is."""

import textwrap

import pytest
from hypothesis import given, strategies as st

from analysis.readers.unwrap import unwrap_lines

PARAGRAPHS = [
    "The river rose again on Monday, and officials in the three towns below the old dam asked residents to leave "
    "their houses before the evening, because nobody could say how long the wall would hold.",
    "“We have waited for ten years,” said Ilse Brandt, who keeps a shop near the bridge. “Each spring they measure "
    "the cracks and write a report. Then they go home.”",
    "A spokesman for the water board said that the gates were open and that the level was expected to fall by "
    "two metres within a day; engineers from the capital were on their way.",
    "More than 400 people spent the night in schools. Two roads to the south were closed, and trains ran only as "
    "far as the junction, where buses were waiting for those who wanted to travel on.",
]


def wrap(paragraphs, width, mark="\n\n"):
    return mark.join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)


@pytest.mark.parametrize("mark", ["\n\n", "\n", "\n\n\n", "\r\n\r\n"])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_wrapped_article_comes_back(width, mark):
    end = "\r\n" if "\r" in mark else "\n"
    wrapped = mark.join(wrap([paragraph], width).replace("\n", end) for paragraph in PARAGRAPHS) + end
    (joined,), (found,) = unwrap_lines([wrapped])
    assert joined == mark.join(PARAGRAPHS) + end
    assert found == max(map(len, wrapped.splitlines()))


@pytest.mark.parametrize(("mark", "before"), [("\n", "   "), ("\n\n", "    ")])
def test_indents_at_the_start_of_paragraphs_stay_and_those_of_a_hanging_paragraph_go(mark, before):
    text = mark.join(textwrap.fill(paragraph, 66, initial_indent=before) for paragraph in PARAGRAPHS)
    assert unwrap_lines([text])[0] == [mark.join(before + paragraph for paragraph in PARAGRAPHS)]
    text = "\n".join(textwrap.fill(paragraph, 66, subsequent_indent=before) for paragraph in PARAGRAPHS)
    assert unwrap_lines([text])[0] == ["\n".join(PARAGRAPHS)]


def test_title_and_header_lines_stay_by_themselves():
    title = "Three towns below the old dam are told to leave before the evening"
    for header in ("VELLAN, March 4 — ", "By Ann Lee\n", "March 4, 2016 Friday\n"):
        first, *others = PARAGRAPHS
        *lines, start = header.split("\n")
        parts = [*lines, start + first, *others]
        for mark in ("\n", "\n\n"):
            assert unwrap_lines([f"{title}\n{wrap(parts, 72, mark)}"])[0] == [f"{title}\n{mark.join(parts)}"]


def test_lists_and_tables_in_a_wrapped_article_stay():
    inside = {
        "list": "- sandbags for the schools near the bridge and the old mill\n- boats\n- blankets for everybody else",
        "numbers": "1. The dam must be repaired before the water rises once more\n2. Nobody pays\n3. All can return",
        "table": "Town     houses   people who have left their homes so far\nVellan   20       61\nDunmar   3        9",
        "interview": "Q: How long will the wall of the old dam hold after spring?\nA: A day.\nQ: And then?\nA: Ask.",
    }  # fmt: skip
    for name, block in inside.items():
        parts = [*PARAGRAPHS[:2], block, *PARAGRAPHS[2:]]
        wrapped = "\n\n".join(part if part == block else wrap([part], 66) for part in parts)
        assert (name, unwrap_lines([wrapped])[0]) == (name, ["\n\n".join(parts)])


UNWRAPPED = {
    "a paragraph a line": "\n".join(PARAGRAPHS),
    "blank lines": "\r\n\r\n".join(PARAGRAPHS),
    "a sentence a line": "\n".join(f"{sentence}." for text in PARAGRAPHS for sentence in text.split(". ")),
    "verse": "The water came at night and took the mill,\nthe mill, the road, the orchard and the gate,\n"
    "and nobody who lived below the hill\nhad heard it when it rose, or could have known,\nand those who had\n"
    "were old, and slept too late,\nor young, and would not leave the house alone.\n",
    "verse in capitals": "When all the bells of Vellan rang at once above the flooded fields\n"
    "And those who kept the gates had left the gates for someone else to keep\n"
    "The Tesk came down and carried off whatever in a spring it yields\n"
    "And every house along the bank was filled with water to the sleep\n"
    "Of those who had believed the board and gone to bed without a word\n" * 3,
    "list": "\n".join(
        ["apples and pears from the valley", "bread", "a stove that works in the rain and the cold"] * 4
    ),
    "table": "\n".join(
        f"{town:<20}{n:>12}   and about as many cattle" for n, town in enumerate(["Vellan", "Dunmar"] * 5)
    ),
    "interview": "Q: How long will the wall of the dam hold?\nA: A day, perhaps two if it stays dry\n" * 5,
    "headlines": "Three towns told to leave before evening\nDam will hold, water board says\nRoads closed\n"
    * 4,
    "captions": "The bridge at Dunmar on Monday\nA man carries his dog through the water (Photo: N. Ardane)\n"
    * 4,
    "long paragraphs": "\n".join(
        f"what we know about the old dam above the three towns\n{text.lower()}" for text in PARAGRAPHS
    ),
    "short": "Two lines that are about as long as each other in a\nwrapped text, and no more than that",
    "empty": "",
}


@pytest.mark.parametrize("name", UNWRAPPED)
def test_what_is_not_wrapped_stays(name):
    text = UNWRAPPED[name]
    assert unwrap_lines([text, *[wrap(PARAGRAPHS, 72)] * 3])[0][0] == text
    assert unwrap_lines([text]) == ([text], [0])


HYPHENS = {  # what is in another text of the corpus: what becomes of the line's end
    ("the go-|vernment", ""): "the government",
    ("the go-|vernment", "a government"): "the government",
    ("an anti-|war march", "another anti-war march"): "an anti-war march",
    ("an anti-|war march", "an antiwar march"): "an antiwar march",
    ("a shop-|owner said", "A shop has an owner."): "a shop-owner said",
    ("the Franco-|German plan", "francogerman"): "the Franco-German plan",
    ("a 20-|year-old man", ""): "a 20-year-old man",
    ("in pre- |and post-war maps", ""): "in pre- and post-war maps",
    ("in pre-|and post-war maps", "preand"): "in pre- and post-war maps",
    ("the flood --|which nobody saw", ""): "the flood -- which nobody saw",
    ("the flood—|which nobody saw", ""): "the flood—which nobody saw",
}


@pytest.mark.parametrize(("case", "expected"), HYPHENS.items(), ids=range(len(HYPHENS)))
def test_a_hyphen_at_the_end_of_a_line(case, expected):
    end, elsewhere = case
    before, after = end.split("|")
    fill = "x " * ((72 - len(before)) // 2) + before
    text = f"{wrap(PARAGRAPHS, len(fill))}\n\nA {fill[2:]}\n{after} and so on."
    assert unwrap_lines([text, elsewhere])[0][0].endswith(f"x {expected} and so on.")


def test_a_text_without_blanks_elsewhere_takes_no_time():
    assert unwrap_lines([wrap(PARAGRAPHS, 72), "水" * 200_000])[0][0] == "\n\n".join(PARAGRAPHS)


def test_a_sentence_that_ends_in_a_year_is_no_header():
    end = f"The old dam was last repaired by the {'x' * 23} in March\n2012."
    assert unwrap_lines([f"{wrap(PARAGRAPHS, 72)}\n\n{end}"])[0][0].endswith("x in March 2012.")


words = st.text("abcdefghilmnoprstu", min_size=1, max_size=11)
sentences = st.lists(words, min_size=4, max_size=20).map(lambda found: " ".join(found).capitalize() + ".")
prose = st.lists(st.lists(sentences, min_size=2, max_size=4).map(" ".join), min_size=2, max_size=6)


@given(prose, st.integers(50, 90))
def test_prose_with_blank_lines_comes_back_or_is_left_alone_and_again_is_no_change(paragraphs, width):
    wrapped = wrap(paragraphs, width)
    (joined,), (found,) = unwrap_lines([wrapped])
    assert joined == ("\n\n".join(paragraphs) if found else wrapped)
    assert found or len(wrapped.splitlines()) < 25
    assert unwrap_lines([joined]) == ([joined], [0])


@given(prose, st.integers(50, 90), st.sampled_from(["\n", "\n\n"]))
def test_only_line_breaks_between_words_change(paragraphs, width, mark):
    wrapped = wrap(paragraphs, width, mark)
    (joined,), _ = unwrap_lines([wrapped])
    assert joined.split() == wrapped.split()
    changed = [pair for pair in zip(joined, wrapped, strict=True) if pair[0] != pair[1]]
    assert set(changed) <= {(" ", "\n")}


@given(st.lists(st.text("ab \t\n\r-.|“1A", max_size=300), max_size=3))
def test_texts_without_long_lines_are_untouched(texts):
    short = ["\n".join(line[:39] for line in text.split("\n")) for text in texts]
    short = [text if max(map(len, text.splitlines()), default=0) < 40 else "" for text in short]
    assert unwrap_lines(short) == (short, [0] * len(short))
