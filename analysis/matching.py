"""Find words, phrases and patterns in the words of a corpus."""

import re
import warnings
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.tables import check_columns, in_parts, join_tables, values_in
from analysis.word_parts import fold, is_next, join_rows, touches
from analysis.words import check_chosen, check_words

SPANS = ["doc_id", "sent_id", "start", "end"]
_KIT = str(Path(__file__).parent)
_REMEDY = "check the spelling, the stop words, the parts of speech and the unit"


def find_words(words: pd.DataFrame, asked: str | Collection[str]) -> pd.DataFrame:
    """Find every occurrence of one or several chosen words, phrases or patterns, in the order of the texts.

    Use `in_context` to show their sentences. A warning names what does not occur.

    Args:
        words: the table from `choose_words`.
        asked: one or several of these: a word as in the column `word`, which is found as often as it was counted (and
            where several words make it up: don't); a word as in the text ("strikes"); a phrase ("United Nations"); a
            pattern, in which * is any letters or none ("fight*", "air strike*"). Case and the form of apostrophes
            make a difference only for a word that is written as in the column `word`. A phrase is found if at least
            one of its words was chosen; its words are adjacent and in one sentence.

    Columns:
        doc_id, sent_id, start, end, token (the text from start to end; white space is shown as one blank), word (as
        in `words`; a phrase as it was found, in lower case).

    Raises:
        KeyError: `words` lacks a column.
        ValueError: a pattern would match any word.

    >>> from analysis import annotate, choose_words
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["The civil wars ended."]})
    >>> words = choose_words(annotate(documents, model=None)[0], unit="lower", pos=None)
    >>> find_words(words, ["civil war*", "end*"])["token"].to_list()
    ['civil wars', 'ended']
    """
    check_chosen(words)
    asked = [asked] if isinstance(asked, str) else list(dict.fromkeys(asked))
    return _find_words(words, asked, values_in(words, "word").intersection(asked))


@in_parts(join_tables)
def _find_words(words: pd.DataFrame, asked: list[str], known: set[str]) -> pd.DataFrame:
    """Find words and patterns; `known` are those that occur somewhere in the corpus as they are written."""
    words, _ = check_words(words)
    check_columns(words, "words", [*SPANS, "norm", "n_tokens"], "find_words needs tokens from annotate()")
    words = words.reset_index(drop=True)
    word = words["word"]
    rows = np.flatnonzero(word.isin(asked))
    exact = pd.DataFrame({"first": rows, "last": rows, "form": word[rows], "pattern": word[rows]})
    found = find_patterns(words, ["word", "norm"], asked, "find_words")
    # What was counted is found as often; don't is found as do + n't even where a headline has DON'T in one piece.
    found = found[~found["pattern"].isin(known) | (found["last"] > found["first"])]
    chosen = np.append(0, np.cumsum(word.notna()))
    found = found[chosen[found["last"] + 1] > chosen[found["first"]]]
    found = pd.concat([exact, drop_inside(found, "pattern")])
    warn_missing("words", asked, found["pattern"])
    found = found.drop_duplicates(["first", "last"]).sort_values(["first", "last"])
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    form = np.where(first == last, word.to_numpy(object)[first], found["form"])
    token = join_rows(words, "token", first, last)
    return read_spans(words, found).assign(token=token, word=pd.Series(form, dtype="str"))


def find_patterns(
    words: pd.DataFrame, columns: list[str], asked: Collection[str], where: str
) -> pd.DataFrame:
    """Find patterns in a table from `choose_words`.

    "dogs'" finds dogs where its apostrophe is no part of a word.

    Args:
        words: the table from `choose_words`.
        columns: what the patterns are compared with, see `fold`; each word of a pattern needs to match one of them.
        asked: the patterns: words or phrases; * is any letters or none.
        where: what to name in an error.

    Columns:
        first, last (the first and last row of the occurrence), form (what was found), pattern.
    """
    runs = pd.concat([_join_touching(words, words[column]) for column in columns])
    runs["last_before"] = np.where(is_next(words)[runs["first"]], runs["first"] - 1, -1)
    rows_of = runs.groupby("form").indices
    in_ngrams = any(" " in form for form in rows_of)
    found = [runs.iloc[:0].assign(pattern="")]
    for pattern in asked:
        check_pattern(pattern, where)
        first, *others = [fold(pattern)] if in_ngrams else fold(pattern).split()
        at = runs.iloc[_matching_rows(first, rows_of)]
        for part in others:
            after = runs.iloc[_matching_rows(part, rows_of)].drop(columns="first")
            before = at[["first", "last", "form"]].set_axis(["first", "last_before", "before"], axis=1)
            at = before.merge(after, on="last_before")
            at["form"] = at.pop("before") + " " + at["form"]
        found.append(at.assign(pattern=pattern))
    # mayor* finds the mayor in "the mayor's", and not mayor's.
    found = pd.concat(found).sort_values(["pattern", "first", "last"])
    return found.drop_duplicates(["pattern", "first"], ignore_index=True)


def read_spans(words: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, sent_id, start and end of what was found."""
    spans = words[SPANS[:3]].take(found["first"]).reset_index(drop=True)
    return spans.assign(end=words["end"].to_numpy()[found["last"]])


def check_pattern(pattern: object, where: str) -> None:
    """Raise an error unless each word of a pattern has a letter or digit."""
    words = pattern.split() if isinstance(pattern, str) else []
    if not words or not all(any(map(str.isalnum, word)) for word in words):
        remedy = "each of its words needs a letter or digit"
        raise ValueError(f"{where} has the pattern {pattern!r}, which would match any word or none: {remedy}")


def drop_inside(found: pd.DataFrame, label: str, first: str = "first", last: str = "last") -> pd.DataFrame:
    """Leave out what is inside a longer occurrence of the same label; of equal ones, keep the first."""
    starts, ends = (found[column].to_numpy("int64") for column in (first, last))
    base = pd.factorize(found[label])[0] * (ends.max(initial=0) + 1)  # one label after the other
    order = np.lexsort([-ends, base + starts])
    reached = np.maximum.accumulate((base + ends)[order])
    keep = np.ones(len(found), dtype=bool)
    keep[order[1:]] = (base + ends)[order[1:]] > reached[:-1]
    return found[keep]


def warn_missing(kind: str, asked: Collection[str], found: Collection[str], remedy: str = _REMEDY) -> None:
    """Name in one warning, which is that of the caller's line, what was not found."""
    missing = pd.Index(asked).difference(found, sort=False)
    if len(missing):
        named = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")
        fault = f"{len(missing)} of {len(asked)} {kind} do not occur ({named})"
        warnings.warn(f"{fault}: {remedy}", skip_file_prefixes=(_KIT,))


def _join_touching(words: pd.DataFrame, form: pd.Series) -> pd.DataFrame:
    """Return each row, and rows that touch joined: do, n't, don't."""
    form = form.astype("category").map(fold, na_action="ignore").astype("str")
    goes_on, runs = np.append(touches(words)[1:], False), []
    at = pd.DataFrame({"first": range(len(words)), "last": range(len(words)), "form": form.array})
    while not runs or len(at):
        runs.append(at.dropna())
        at = runs[-1][goes_on[runs[-1]["last"]]]
        at = at.assign(last=at["last"] + 1, form=at["form"] + form.array[at["last"] + 1])
    return pd.concat(runs)


def _matching_rows(part: str, rows_of: dict[str, np.ndarray]) -> np.ndarray:
    rule = re.compile("[^ ]*".join(map(re.escape, part.split("*"))))
    forms = [form for form in rows_of if rule.fullmatch(form)] if "*" in part else rows_of.keys() & {part}
    if not forms and part.endswith("'"):
        return _matching_rows(part.rstrip("'"), rows_of)
    return np.concatenate([np.empty(0, int), *map(rows_of.get, forms)])
