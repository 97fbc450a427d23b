"""What is inside quotation marks, on texts typed in here."""

import pandas as pd
import pytest

from analysis import mark_quoted

CASES = {
    "curly": ("“ Go now ” he said", "Go now"),
    "straight, in turns": ('" Go " he said , " now "', "Go now"),
    "single": ("‘ Go ’ he said", "Go"),
    "single in double": ("“ They said ‘ go ’ ” he said", "They said go"),
    "an apostrophe is no mark": ("the rebels ’/PART guns ‘ fell ’", "fell"),
    "nothing closes": ("“ Go he said", ""),
    "nothing opens": ("Go ” he said", ""),
    "a stray mark before a pair": ("“ he said “ go ”", "go"),
    "unclosed, and the next paragraph is open": ("he said “ go | “ now ” he said", "go now"),
    "marks do not pair across paragraphs": ("“ go | now ” he", ""),
    "straight marks begin anew": ('" go | he said " now "', "now"),
    "guillemets": ("« go » he said", "go"),
    "nothing": ("", ""),
    "no marks": ("he said", ""),
}


def paragraphs(text, doc_id="a"):
    rows = []
    for number, paragraph in enumerate(text.split("|")):
        for item in paragraph.split():
            token, _, pos = item.partition("/")
            rows.append((doc_id, number, token, pos or "X"))
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "token", "pos"])


@pytest.mark.parametrize(("text", "inside"), CASES.values(), ids=CASES)
def test_inside(text, inside):
    tokens = mark_quoted(paragraphs(text))
    words = tokens.loc[tokens["in_quotes"], "token"]
    assert " ".join(words[words.str.isalnum()]) == inside


def test_quotations_do_not_go_on_in_another_document():
    tokens = pd.concat([paragraphs("he said “ go"), paragraphs("“ now ” he", doc_id="b")], ignore_index=True)
    assert mark_quoted(tokens).query("in_quotes")["token"].tolist() == ["“", "now", "”"]


def test_the_table_given_is_not_changed():
    tokens = paragraphs("“ go ”")
    mark_quoted(tokens)
    assert list(tokens) == ["doc_id", "par_id", "token", "pos"]
