"""Which words stand inside quotation marks: a rule of thumb, good enough to compare them with the rest."""

import numpy as np
import pandas as pd

from analysis.checks import check_columns
from analysis.selection import in_text_order, read_codes

# A closing mark may differ from its opening one; a straight mark opens and closes in turns.
_DOUBLE = {"open": ["“", "„", "«", "``"], "close": ["”", "»", "''"], "straight": ['"']}
_SINGLE = {"open": ["‘", "‚", "‹"], "close": ["’", "›"], "straight": ["'"]}


def mark_quoted(tokens: pd.DataFrame) -> pd.DataFrame:
    """Tell of each token whether it stands inside quotation marks.

    Marks pair within a paragraph: an opening mark and the next mark after it, if that one closes. An opening
    mark that nothing closes counts to the end of its paragraph if the next one opens with a mark, too, as
    quotations of several paragraphs are printed; else it is taken for a slip, and nothing is inside. Words
    that are reported without marks, and scare quotes, are not told apart from what they are not.

    Args:
        tokens: what `annotate` gives.

    Columns:
        those of `tokens`, in_quotes (the marks themselves are inside). In the order of the texts.

    Raises:
        KeyError: `tokens` lacks a column.

    >>> tokens = pd.DataFrame({"doc_id": "a", "par_id": 1, "pos": "X", "token": ["“", "Go", "”", "he", "said"]})
    >>> mark_quoted(tokens)["in_quotes"].to_list()
    [True, True, True, False, False]
    """
    columns = ["doc_id", "par_id", "token", "pos"]
    check_columns(tokens, "tokens", columns, "mark_quoted needs a table from annotate()")
    tokens, doc = in_text_order(tokens)
    paragraph = tokens["par_id"].to_numpy()
    new = np.append(True, (doc[1:] != doc[:-1]) | (paragraph[1:] != paragraph[:-1]))[: len(doc)]
    paragraph = np.cumsum(new) - 1
    # The apostrophe of a plural ("the rebels’ guns") is a particle, not punctuation.
    pos, tags = read_codes(tokens["pos"])
    token, values = read_codes(tokens["token"])
    is_mark = ~tags.isin(["PART", "VERB", "AUX", "PRON"])[pos]
    inside = np.zeros(len(tokens) + 1, np.int64)
    for marks in (_DOUBLE, _SINGLE):
        kinds = {kind: values.isin(marks[kind])[token] & is_mark for kind in marks}
        for first, beyond in _pair(kinds, paragraph, doc, np.flatnonzero(new)):
            np.add.at(inside, first, 1)
            np.add.at(inside, beyond, -1)
    return tokens.assign(in_quotes=np.cumsum(inside)[:-1] > 0)


def _pair(
    kinds: dict[str, np.ndarray], paragraph: np.ndarray, doc: np.ndarray, starts: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Give where quotations begin and the place behind their end: the closed ones, and those that go on."""
    at = np.flatnonzero(kinds["open"] | kinds["close"] | kinds["straight"])
    straight = kinds["straight"][at]
    before = np.cumsum(straight) - straight
    first_of_paragraph = np.searchsorted(paragraph[at], paragraph[at])
    in_turn = (before - before[first_of_paragraph]) % 2 == 0 if len(at) else straight
    opens = kinds["open"][at] | (straight & in_turn)
    last = np.append(paragraph[at][1:] != paragraph[at][:-1], True)[: len(at)]
    closed = np.flatnonzero(opens & ~last & ~np.append(opens[1:], True)[: len(at)])
    # Where a paragraph begins with an opening mark, what is left open in the one before goes on.
    begins = np.zeros(len(starts) + 1, dtype=bool)
    begins[:-1][paragraph[at[opens & np.isin(at, starts)]]] = True
    following = paragraph[at] + 1
    same_doc = doc[np.append(starts, 0)[np.minimum(following, len(starts))]] == doc[at] if len(at) else last
    goes_on = opens & last & begins[following] & same_doc
    beyond = np.append(starts, len(paragraph))[following[goes_on]]
    return [(at[closed], at[closed + 1] + 1), (at[goes_on], beyond)]
