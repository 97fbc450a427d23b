"""Join what the tokenizer cuts apart where a reader sees one word: e-mail, al-Assad, £55m, 5%, #MeToo."""

import re
from collections.abc import Callable, Collection
from functools import cache

import numpy as np
import pandas as pd

from analysis.finders.lists import spellings, word_set
from analysis.readers.forms import normal_form
from analysis.tables import in_parts, in_text_order, read_codes

NO_WORDS = ("PUNCT", "SYM", "SPACE")
_CURRENCIES = "$¢£¥₠-⃀"
# Two tokens that touch are one word if the last character of one and the first of the other are these: a digit and a
# letter, % or a currency (5km, 20°C, 5%); or a currency or # and a letter or digit (£5, #MeToo).
_JOINED = re.compile(rf"[\d°][^\W\d_]|\d[%‰°{_CURRENCIES}]|[#{_CURRENCIES}]\w")
_AROUND_HYPHEN = re.compile(r"[^\W\d_][^\W_]|\d[^\W\d_]")  # letters, or a letter and a digit
_AMOUNT = r"(?:[A-Z]{1,2}\$)?[^\w\s]*\d[\d.,]*[%‰°€£]?[^\W\d_]{0,4}\.?"
_NUMBER = re.compile(f"{_AMOUNT}([-–]{_AMOUNT})?")
# What begins with a capital only at the start of a sentence: E-mails, Vice-presidents, but not X-ray or T-shirt.
_FIRST_CAPITAL = re.compile(r"E|[^\W\d_][a-z]+")
_SIGN = re.compile(f"[%‰°{_CURRENCIES}]")
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+|[^\s@]+@[^\s@]+|\w[\w-]*(\.[\w-]+)*\.[a-z]{2,3}(/\S*)?")


@in_parts()
def running_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the running words of the texts: what a reader counts as one word is one row.

    Parts that touch are joined: with a hyphen that touches letters on both sides, or a letter and a digit (anti-war,
    UK-based, 25-year-old, but not 2012-2014), a number with its unit or currency (5km, £55m, 5%), and # with its
    word. Contractions and possessives stay as the tokenizer cuts them: do + n't, mayor + 's. Punctuation and symbols
    are no words. Tables without `sent_id`, `token_id`, `start` and `end` are not joined.

    Args:
        tokens: the table from `annotate`; that from `choose_words` is returned as it is.

    Columns:
        those of `tokens`, norm (as in `tokens`; without that column, the token), n_tokens (how many tokens the word
        has). A word of several tokens has the `token_id` of its first token; `token`, `norm` and
        `lemma` are joined; the other columns are those of the part on which its other parts depend. The lemma keeps
        a participle as it is (UK-based), but no capital that only begins a sentence (E-mails: e-mail). pos is
        NUM for a number, with or without its unit, and X for a web or e-mail address. What else begins with a digit
        has the pos of the model: 3D, 5G, 49ers, 1990s.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token": ["e", "-", "mail"]})
    >>> running_words(tokens.assign(token_id=[0, 1, 2], start=[0, 1, 2], end=[1, 2, 6]))["token"].to_list()
    ['e-mail']
    """
    words = in_text_order(tokens)
    if "n_tokens" in words:
        return words
    norm = words["norm" if "norm" in words else "token"].astype("category")
    words = words.assign(norm=norm, n_tokens=1).reset_index(drop=True)
    if {"sent_id", "token_id", "start", "end"} <= set(words):
        words = _join_parts(words)
    numbers = map_values(words["norm"], _NUMBER.fullmatch, "bool")
    written = words["norm"][numbers].str.removesuffix(".")  # £2m in "It cost £2m."
    for column in {"norm", "lemma"} & set(words):
        words[column] = _replace(words[column], numbers, written)
    if "pos" in words:
        addresses = map_values(words["norm"], _ADDRESS.fullmatch, "bool")
        words["pos"] = _replace(words["pos"], addresses, ["X"] * addresses.sum())
        amounts = numbers & map_values(words["norm"], _is_amount, "bool")
        words["pos"] = _replace(words["pos"], amounts, ["NUM"] * amounts.sum())
        words = words[~words["pos"].isin(NO_WORDS)]
    return words[has_letter(words["norm"])].reset_index(drop=True)


def fold(text: str) -> str:
    """Return a text as patterns are compared: composed letters, lower case, straight apostrophes.

    >>> fold("Don’t")
    "don't"
    """
    return normal_form(text).lower()


def is_next(words: pd.DataFrame) -> pd.Series:
    """Return whether each row is the next word of its sentence after the row before, with nothing between them."""
    before = words[["doc_id", "sent_id", "token_id", "n_tokens"]].shift()
    same_sentence = (words["doc_id"] == before["doc_id"]) & (words["sent_id"] == before["sent_id"])
    return same_sentence & (words["token_id"] == before["token_id"] + before["n_tokens"])


def touches(words: pd.DataFrame) -> pd.Series:
    """Return whether each row is the next word and not separated by a blank from the row before."""
    return is_next(words) & (words["start"] == words["end"].shift())


def join_rows(words: pd.DataFrame, column: str, first: np.ndarray, last: np.ndarray) -> pd.Series:
    """Join a column of the rows from `first` to `last`, with a blank where the text has white space."""
    text = words[column].to_numpy(object)
    blank = np.where(words["start"] > words["end"].shift(), " ", "").astype(object)
    joined = text[first]
    for step in range(1, (last - first).max(initial=0) + 1):
        more = np.flatnonzero(first + step <= last)
        joined[more] += blank[first[more] + step] + text[first[more] + step]
    return pd.Series(joined, dtype="str")


def map_values(column: pd.Series, change: Callable, dtype: str = "str") -> pd.Series:
    """Apply a function to a column, once for each distinct value."""
    codes, values = read_codes(column)
    return pd.Series(map(change, values), dtype=dtype).take(codes).set_axis(column.index)


def has_letter(column: pd.Series) -> pd.Series:
    """Return whether each text has a letter or digit."""
    return map_values(column, lambda text: any(map(str.isalnum, text)), "bool")


def _is_amount(number: str) -> bool:
    """Return whether a number has a sign such as £ or %, or after its digits a unit (km, bn) or nothing."""
    tail = re.search(r"\D*$", number)[0]
    return not tail or bool(_SIGN.search(number)) or tail in _units()


@cache
def _units() -> frozenset[str]:
    units = spellings("units", "spellings", "symbols", "attached"), spellings("currencies", "symbols")
    return word_set("number_words", kind="short").union(spelling for some in units for spelling, _ in some)


def _replace(column: pd.Series, rows: pd.Series | pd.Index, values: Collection[str]) -> pd.Series:
    """Return a column with other values in some rows."""
    column = column.astype("category")
    column = column.cat.add_categories(sorted(set(values) - set(column.cat.categories)))
    column[rows] = list(values)
    return column


def _join_parts(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each word: that of its main part, with the text of all parts."""
    number = (~_belongs_to_the_row_before(tokens)).cumsum()
    parts = tokens[number.duplicated(keep=False)]
    number = number[parts.index]
    main = _main_parts(parts, number)
    if "lemma" in parts:
        words = tokens[["doc_id", "sent_id"]][has_letter(tokens["norm"])]
        first = parts.index.isin(words.index[~words.duplicated()])
        parts = parts.assign(lemma=_part_lemmas(parts, number, main, first))
    groups, words = parts.groupby(number), tokens.drop(parts.index.difference(main))
    for column, how in {"n_tokens": "sum", "token_id": "min", "start": "min", "end": "max"}.items():
        words.loc[main, column] = groups[column].agg(how).array
    for column in {"token", "norm", "lemma"} & set(tokens):
        words[column] = _replace(words[column], main, parts[column].astype("str").groupby(number).sum())
    return words


def _belongs_to_the_row_before(tokens: pd.DataFrame) -> pd.Series:
    """Return whether each token is part of the same word as the token before."""
    norm, touching = tokens["norm"], touches(tokens)
    before = map_values(norm, lambda text: text[-1:]).shift(fill_value="")
    first = map_values(norm, lambda text: text[:1])
    after = first.shift(-1, fill_value="")
    joined = map_values(before + first, _JOINED.fullmatch, "bool")
    hyphen = (norm == "-") & map_values(before + after, _AROUND_HYPHEN.fullmatch, "bool")
    hyphen &= touching & touching.shift(-1, fill_value=False)
    return touching & joined | hyphen | hyphen.shift(fill_value=False)


def _main_parts(parts: pd.DataFrame, number: pd.Series) -> pd.Series:
    """Return the row of each word on which its other parts depend: the last one whose head is outside the word."""
    score = has_letter(parts["norm"]).astype("int64")
    if "head" in parts:
        token_id, head = parts["token_id"], parts["head"]
        ids = token_id.groupby(number)
        outside = ~head.between(ids.transform("min"), ids.transform("max"))
        score += score * (outside | (head == token_id))
    return score[::-1].groupby(number).idxmax()


def _part_lemmas(parts: pd.DataFrame, number: pd.Series, main: pd.Series, first: np.ndarray) -> pd.Series:
    """Return the lemma of the main and the last part of each word, and other parts and participles as written.

    Names and what is said of them (Al-Assad, London-based) keep the capital of the first part of a sentence.
    """
    lemma, form = parts["lemma"].astype("str"), map_values(parts["norm"], str.lower)
    as_written = ~parts.index.isin(main) & number.duplicated(keep="last")
    if "tag" in parts:
        as_written |= parts["tag"].isin(["VBN", "VBG"])
    lemma = lemma.mask(as_written & (map_values(lemma, str.lower) != form), form)  # UK stays UK
    if {"pos", "tag"} <= set(parts):
        named = (parts["pos"] == "PROPN") | parts["tag"].isin(["VBN", "VBG"])
        first &= ~number.map(named[main].set_axis(number[main])).to_numpy(bool)
        lemma = lemma.mask(first & map_values(lemma, _FIRST_CAPITAL.fullmatch, "bool"), form)
    return lemma
