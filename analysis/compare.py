"""Which words are typical of some texts, compared with others?"""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, vstack

from analysis.measures.association import measure_keyness
from analysis.measures.dispersion import bootstrap_log_ratios, measure_dispersion
from analysis.parts import cut_into_parts
from analysis.selection import CONTENT, Tags, Unit, running_words, select_words, tally
from analysis.tables import check_columns, read_columns
from analysis.words import MIN_PARTS

MIN_N = 5  # fewer occurrences cannot be even, however the word is used
MIN_WORDS = 50  # on each side: parts of fewer words are no sample of anything


def compare_words(
    tokens: pd.DataFrame,
    *,
    by: str,
    target: object,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] | None = None,
    ngram: int = 1,
    headline: bool = True,
    segments: int = 10,
    min_n: int = 5,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare how frequent words are where a column has one value (the target) with all the rest.

    The most typical words of the target come first, the least typical last. Rates are per million running
    words, as in `word_rates`. A large g2 says that a difference is hardly by chance, a large log_ratio that
    it is large; only both together make a word typical. The tests take each word for an independent draw,
    which words in texts are not: trust low and high more than p and q, and read the sentences.

    Args:
        tokens: what `annotate` gives, with the column `by`: merged in from the documents, or in_quotes of
            `mark_quoted`, or par_id (target=0 is the headline).
        by: the column that tells the target from the rest. A row without a value is part of the rest.
        target: the value to compare with the rest.
        unit, pos, stop_words, ngram, headline: what is a word, as for `count_words`.
        segments: how many parts to make of a side that is a single document.
        min_n: leave out words with fewer occurrences on both sides together.
        resamples, seed: of the interval, as for `word_rates`. The parts of the sides are drawn apart.

    Columns:
        word, n_target, n_reference (occurrences), doc_freq_target, doc_freq_reference (documents with any),
        per_million_target, per_million_reference, log_ratio (binary logarithm of the ratio of the rates: 1 is
        twice as frequent, -1 half; no occurrence counts as half a one), low, high (its 95 % percentile
        interval), g2, chi2 (both negative where the target has fewer than expected), percent_diff,
        odds_ratio (both infinite where the reference has none), bic (over 2 speaks for a difference, over 10
        very strongly), p, q (p of g2, and adjusted for the number of words), dp (how uneven the word is in the
        target: 0 even), parts_target, parts_reference, reason (why a value is NaN; else empty).

    Sources:
        g2, chi2, p, q: see `analysis.association`. log_ratio: Hardie 2014, Log Ratio - an informal
        introduction, CASS. percent_diff: Gabrielatos and Marchi 2012, Keyness: Appropriate metrics and
        practical issues. bic: Wilson 2013, Embracing Bayes Factors for Key Item Analysis in Corpus
        Linguistics, g2 less the logarithm of all words. dp, interval: see `analysis.dispersion`.

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.
        ValueError: `by` has no such value, or no other.

    >>> tokens = pd.DataFrame({"doc_id": list("aab"), "token": ["war", "war", "peace"]})
    >>> found = compare_words(tokens, by="doc_id", target="a", unit="lower", pos=None, min_n=1)
    >>> found[["word", "n_target", "n_reference"]].values.tolist()
    [['war', 2, 0], ['peace', 0, 1]]
    """
    options = {"unit": unit, "pos": pos, "stop_words": stop_words, "ngram": ngram, "headline": headline}
    words, sides, order = _count_sides(tokens, by, target, segments, **options)
    kept = sides[0].n + sides[1].n >= max(min_n, 1)
    target_side, reference_side = (_keep(side, kept) for side in sides)
    seeds = ([seed, 0], [seed, 1]) if order == 0 else ([seed, 1], [seed, 0])
    return _compare(words[kept], target_side, reference_side, resamples=resamples, seeds=seeds)


def compare_with_list(
    tokens: pd.DataFrame,
    frequencies: pd.DataFrame,
    *,
    size: int | None = None,
    unit: Unit = "lower",
    pos: Tags = None,
    stop_words: Collection[str] | None = None,
    headline: bool = True,
    segments: int = 10,
    min_n: int = 5,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare how frequent words are in texts with a frequency list of other texts.

    Of the list, nothing is known but its counts: doc_freq_reference and parts_reference are 0, and the
    interval tells only how the texts vary. The list must count as the arguments do; words that only the list
    has are compared, too.

    Args:
        tokens: what `annotate` gives; or `tokenize`.
        frequencies: word and n, as `read_frequencies` gives them.
        size: how many running words the list was counted in, if it does not hold all of them.
        unit, pos, stop_words, headline, segments, min_n, resamples, seed: as for `compare_words`.

    Columns:
        those of `compare_words`.

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.
        ValueError: `size` is less than the list holds.

    >>> tokens = pd.DataFrame({"doc_id": list("ab"), "token": ["war", "war"]})
    >>> known = pd.DataFrame({"word": ["war", "the"], "n": [1, 9]})
    >>> compare_with_list(tokens, known, min_n=1)["word"].to_list()
    ['war', 'the']
    """
    options = {"unit": unit, "pos": pos, "stop_words": stop_words, "ngram": 1, "headline": headline}
    words, (counted, _), _ = _count_sides(tokens, None, None, segments, **options)
    listed, total = _read_list(frequencies, unit, size)
    left_out = {word.lower() for word in (() if stop_words is None else stop_words)}
    listed = listed[[word.lower() not in left_out for word in listed.index]]
    others = pd.Index(listed.index.difference(words), dtype="str")
    words = words.append(others)
    # Words that only the list has are new rows of nothing below those that the texts have.
    target = counted._replace(
        n=np.pad(counted.n, (0, len(others))),
        doc_freq=np.pad(counted.doc_freq, (0, len(others))),
        occurrences=vstack([counted.occurrences, csr_array((len(others), counted.parts), dtype=int)], "csr"),
    )
    n = listed.reindex(words, fill_value=0).to_numpy()
    reference = _Side(n, np.zeros_like(n), csr_array(n[:, None]), np.array([total]), 0, total)
    kept = (target.n + n >= max(min_n, 1)) & (len(tokens) > 0)
    seeds = ([seed, 0], [seed, 1])
    return _compare(
        words[kept], _keep(target, kept), _keep(reference, kept), resamples=resamples, seeds=seeds
    )


def read_frequencies(path: str | Path) -> pd.DataFrame:
    """Read a frequency list: a CSV file with the columns word and n, such as `save_table` makes of a count.

    Columns:
        word, n (as often as it occurs).

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a column is missing, a count is no whole number from 0, or a word is there twice.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "list.csv"
    ...     _ = path.write_text("word,n\\nwar,3\\n")
    ...     read_frequencies(path).to_dict("list")
    {'word': ['war'], 'n': [3]}
    """
    table = read_columns(path, ["word", "n"])
    wrong = table.index[~table["n"].str.fullmatch(r"[0-9]{1,18}")]
    if len(wrong):
        raise ValueError(
            f"{Path(path).name} row {wrong[0]} has the count {table['n'][wrong[0]]!r}: "
            "write a whole number from 0, without separators"
        )
    twice = table.index[table["word"].duplicated()]
    if len(twice):
        raise ValueError(
            f"{Path(path).name} row {twice[0]} has the word {table['word'][twice[0]]!r} again: add its counts up"
        )
    return table.astype({"n": "int64"}).reset_index(drop=True)


def _read_list(frequencies: pd.DataFrame, unit: Unit, size: int | None) -> tuple[pd.Series, int]:
    """Give the counts of a list by word, and how many words it was counted in."""
    check_columns(frequencies, "frequencies", ["word", "n"], "read them with read_frequencies")
    words = frequencies["word"].astype("str")
    n = pd.to_numeric(frequencies["n"], errors="coerce")
    if not (n >= 0).all():
        word, wrong = frequencies.loc[~(n >= 0), ["word", "n"]].iloc[0]
        raise ValueError(f"frequencies has {wrong!r} as n of {word!r}: give a count from 0")
    listed = n.astype("int64").groupby(words.str.lower() if unit == "lower" else words).sum()
    total = int(listed.sum())
    if size is not None and size < total:
        raise ValueError(f"size is {size:,}, but the list holds {total:,} words: give all it was counted in")
    return listed, total if size is None else size


class _Side(NamedTuple):
    """What is known of the words on one side: counts, and where they stand."""

    n: np.ndarray
    doc_freq: np.ndarray
    occurrences: csr_array  # a row a word, a column a part
    sizes: np.ndarray
    parts: int  # 0 where they are not known
    words: int


def _count_sides(
    tokens: pd.DataFrame, by: str | None, target: object, segments: int, **options: object
) -> tuple[pd.Index, list[_Side], int]:
    """Count words in the target and in the rest, and tell which of the two comes first in the texts."""
    chosen = select_words(tokens, by=by, **options)
    running = running_words(chosen.tokens, headline=options["headline"])
    rest = np.zeros(len(chosen.tokens), np.int64)
    if by is not None:
        rest += (chosen.tokens[by] != target).fillna(True).to_numpy(bool)
        _check_sides(chosen.tokens[by][running.word >= 0], rest[running.word >= 0], target)
    part, sizes, side_of_part = cut_into_parts(running, rest, segments)
    sides = []
    for number in (0, 1):
        here = (chosen.word >= 0) & (rest == number)
        n, doc_freq = tally(chosen.doc[here], chosen.word[here], len(chosen.words))
        first, beyond = np.searchsorted(side_of_part, [number, number + 1])
        inside = here & (part >= 0)
        once = (np.ones(inside.sum(), np.int64), (chosen.word[inside], part[inside] - first))
        occurrences = coo_array(once, shape=(len(chosen.words), beyond - first)).tocsr()
        own = sizes[first:beyond]
        sides.append(_Side(n, doc_freq, occurrences, own, len(own), own.sum()))
    return chosen.words, sides, int(rest[0]) if len(rest) else 0


def _check_sides(column: pd.Series, rest: np.ndarray, target: object) -> None:
    values = [str(value) for value in column.dropna().unique()[:10]]
    if len(rest) and rest.all():
        raise ValueError(
            f"the words of tokens have no {target!r} in {column.name!r}, but {', '.join(values)}: name one of these"
        )
    if len(rest) and not rest.any():
        raise ValueError(
            f"tokens has only {target!r} in {column.name!r}, so there is nothing to compare it with: "
            "take more texts, another column, or a frequency list (compare_with_list)"
        )


def _keep(side: _Side, kept: np.ndarray) -> _Side:
    return side._replace(
        n=side.n[kept], doc_freq=side.doc_freq[kept], occurrences=side.occurrences[np.flatnonzero(kept)]
    )


def _compare(
    words: pd.Index, target: _Side, reference: _Side, *, resamples: int, seeds: tuple[list[int], list[int]]
) -> pd.DataFrame:
    """Measure the difference of the two sides for every word."""
    low = high = np.full(len(words), np.nan)
    lacking = ""
    if min(target.parts, reference.parts or MIN_PARTS) < MIN_PARTS:  # a list is drawn as it is
        lacking = f"no interval: fewer than {MIN_PARTS} parts"
    elif min(target.words, reference.words) < MIN_WORDS:
        lacking = f"no interval: fewer than {MIN_WORDS} words"
    if not lacking and len(words):
        sides = [(side.occurrences, side.sizes) for side in (target, reference)]
        low, high = bootstrap_log_ratios(*sides, resamples=resamples, seeds=seeds)
    dp = measure_dispersion(target.occurrences, target.sizes)["dp"].to_numpy()
    rare = target.n < MIN_N
    reasons = np.where(rare, f"no dp: fewer than {MIN_N} in the target; ", "").astype(object) + lacking
    table = pd.DataFrame(
        {
            "word": words,
            "n_target": target.n,
            "n_reference": reference.n,
            "doc_freq_target": target.doc_freq,
            "doc_freq_reference": reference.doc_freq,
            **measure_keyness(target.n, reference.n, target.words, reference.words),
        }
    )
    table.insert(table.columns.get_loc("log_ratio") + 1, "low", low)
    table.insert(table.columns.get_loc("log_ratio") + 2, "high", high)
    table = table.assign(
        dp=np.where(rare, np.nan, dp),
        parts_target=target.parts,
        parts_reference=reference.parts,
        reason=pd.Series(reasons, dtype="str").str.removesuffix("; "),
    )
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)
