"""Which words, how often, how evenly, and where each of them stands."""

import warnings
from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array, csr_array

from analysis.measures.dispersion import bootstrap_rates, measure_dispersion
from analysis.parts import cut_into_parts
from analysis.selection import CONTENT, Selection, Tags, Unit, check_unit, running_words, select_words, tally
from analysis.tables import check_columns

MIN_PARTS = 5  # fewer texts tell too little of how much texts differ


def count_words(
    tokens: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    stop_words: Collection[str] | None = None,
    ngram: int = 1,
    by: str | None = None,
    headline: bool = True,
) -> pd.DataFrame:
    """Count words, or runs of words: which occur, how often, in how many documents.

    The most frequent come first, equals by alphabet. With `by`, its values are the first column, and the rows
    are in their order. The counts of two sets of documents, none of them in both, add up to those of all.

    Args:
        tokens: what `annotate` gives; or `tokenize`, with unit="token" or "lower" and pos=None.
        unit: what is the same word: the "token" as it stands, the token in lower case ("lower"), the "lemma".
        pos: parts of speech to count, as Universal tags; None counts all but punctuation and symbols.
            Whatever the tag, what has no letter or number is no word, unless "PUNCT" or "SYM" is asked for.
        stop_words: words to leave out, such as read_lexicon("stopwords")["word"]. They are compared with the
            unit, both in lower case.
        ngram: 2 counts pairs of adjacent words, 3 triples, and so on: in one sentence, with nothing between
            them, neither a comma nor a word that `pos` or `stop_words` leaves out.
        by: a column of `tokens` to count within, merged in from the documents.
        headline: False leaves headlines out.

    Columns:
        word (an n-gram has spaces between its words), n (occurrences), doc_freq (documents with any).

    Raises:
        KeyError: `tokens` lacks a column that an argument needs.
        ValueError, TypeError: an argument is nothing that it can be, or a value is missing in `tokens`.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "a", "b"], "token": ["The", "the", "End"]})
    >>> count_words(tokens, unit="lower", pos=None).to_dict("list")
    {'word': ['the', 'end'], 'n': [2, 1], 'doc_freq': [1, 1]}
    """
    chosen = select_words(
        tokens, unit=unit, pos=pos, stop_words=stop_words, ngram=ngram, by=by, headline=headline
    )
    if by is None:
        n, doc_freq = tally(chosen.doc, chosen.word, len(chosen.words))
        counts = pd.DataFrame({"word": chosen.words, "n": n, "doc_freq": doc_freq})[n > 0]
        return _most_frequent_first(counts)
    counted = chosen.word >= 0
    group, groups = pd.factorize(chosen.tokens[by][counted], use_na_sentinel=False)
    codes, pairs = pd.factorize(group * len(chosen.words) + chosen.word[counted].astype(np.int64))
    n, doc_freq = tally(chosen.doc[counted], codes, len(pairs))
    group, word = np.divmod(pairs, max(len(chosen.words), 1))
    counts = pd.DataFrame({"word": chosen.words.take(word), "n": n, "doc_freq": doc_freq})
    counts.insert(0, by, groups.take(group))
    return _most_frequent_first(counts).sort_values(by, kind="stable", ignore_index=True)


def word_rates(
    tokens: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    pos: Tags = CONTENT,
    ngram: int = 1,
    by: str | None = None,
    headline: bool = True,
    segments: int = 10,
    min_n: int = 5,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell how frequent words are per million, how sure that is, and how evenly they are spread.

    Rates are per million running words: all tokens of the group (without `by`, of all texts) that are neither
    punctuation nor symbols, whatever `unit`, `pos` and `ngram` count. The parts that are compared are the
    documents that have a running word; where there is only one, as many equal segments of it as `segments`
    says. The interval tells how far the rate might differ in other texts like these; with few parts, it is
    too narrow.

    Args:
        tokens: the table that was counted.
        counts: what `count_words` gave, or some of its rows, such as counts.head(20).
        unit, pos, ngram, by, headline: as they were given to `count_words`.
        segments: how many parts to make of a single document.
        min_n: with fewer occurrences dispersion is not told: they cannot be even, however the word is used.
        resamples: how often parts are drawn anew, with replacement, for the interval.
        seed: of these draws: the same seed and the same order of documents, the same interval.

    Columns:
        word, n, doc_freq (and all else in `counts`), per_million, low, high (95 % percentile interval of
        per_million over resampled parts), range (number of parts with the word), juilland_d (1: perfectly
        even, 0: all in one part), dp (0: perfectly even, towards 1: ever more uneven), dp_norm (the same,
        from 0 to 1), parts (how many there are), reason (why a value is NaN; else empty).

    Sources:
        low, high: Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13. Why texts are drawn
        and not words: Lijffijt et al. 2016, Digital Scholarship in the Humanities 31(2), 374-397.
        range, juilland_d, dp, dp_norm: see `analysis.dispersion`.

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.
        ValueError: `counts` was not counted in these tokens, or not with these arguments.

    >>> tokens = pd.DataFrame({"doc_id": list("abcde"), "token": ["war"] * 5})
    >>> counts = count_words(tokens, unit="lower", pos=None)
    >>> word_rates(tokens, counts, unit="lower", pos=None)[["per_million", "low", "dp"]].to_dict("list")
    {'per_million': [1000000.0], 'low': [1000000.0], 'dp': [0.0]}
    """
    chosen = select_words(tokens, unit=unit, pos=pos, ngram=ngram, by=by, headline=headline)
    running = running_words(chosen.tokens, headline=headline)
    group, group_of_count = _number_groups(chosen.tokens, counts, by)
    rows, count = _find_counted(chosen, counts, group, group_of_count)
    part, sizes, group_of_part = cut_into_parts(running, group, segments)
    inside = part[rows] >= 0
    once = (np.ones(inside.sum(), np.int64), (count[inside], part[rows][inside]))
    occurrences = coo_array(once, shape=(len(counts), len(sizes))).tocsr()
    measured = []
    for number in np.unique(group_of_count) if len(counts) else [0]:
        here = np.flatnonzero(group_of_count == number)
        first, beyond = np.searchsorted(group_of_part, [number, number + 1])
        found, n = occurrences[here][:, first:beyond], counts["n"].to_numpy()[here]
        measures = _measure(n, found, sizes[first:beyond], min_n=min_n, resamples=resamples, seed=seed)
        measured.append(measures.set_axis(here))
    return pd.concat([counts, pd.concat(measured).sort_index().set_axis(counts.index)], axis=1)


def find_words(
    tokens: pd.DataFrame, words: str | Collection[str], *, unit: Unit = "lemma", pos: Tags = CONTENT
) -> pd.DataFrame:
    """Find every occurrence of some words; `in_context` then shows the sentences around them.

    With the arguments that `count_words` was given, these are the places it counted. They come in the order of
    the texts. Words that occur nowhere are named in one warning.

    Args:
        tokens: what `annotate` gives.
        words: a word or several, each of a single token, as `unit` has them.
        unit: compare with the "token" as it stands, the token in any case ("lower"), or the "lemma".
        pos: parts of speech to look at, as Universal tags; None: any word.

    Columns:
        doc_id, sent_id, start, end, token (the text from start to end), word (the one looked for).

    Raises:
        KeyError: `tokens` lacks one of these columns, or the lemma.
        ValueError: the unit is none of the three.

    >>> tokens = pd.DataFrame({"doc_id": ["a"], "sent_id": [0], "start": [4], "end": [8], "token": ["fell"]})
    >>> find_words(tokens.assign(lemma="fall"), "fall", pos=None)["token"].to_list()
    ['fell']
    """
    columns = ["doc_id", "sent_id", "start", "end", "token"]
    check_unit(tokens, unit)
    check_columns(tokens, "tokens", columns, "find_words needs a table from annotate()")
    wanted: dict[str, str] = {}
    for word in [words] if isinstance(words, str) else words:
        wanted.setdefault(word.lower() if unit == "lower" else word, word)
    chosen = select_words(tokens, unit=unit, pos=pos)
    asked = pd.array([wanted.get(word) for word in chosen.words], dtype="str")
    is_asked = np.append(~asked.isna(), False)  # the last is for -1, which is no word
    rows = np.flatnonzero(is_asked[chosen.word])
    spans = chosen.tokens[columns].iloc[rows].reset_index(drop=True)
    spans = spans.assign(token=spans["token"].astype("str"), word=asked.take(chosen.word[rows]))
    there = set(spans["word"])
    missing = [word for word in wanted.values() if word not in there]
    if missing:
        named = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")
        warnings.warn(
            f"{len(missing)} of {len(wanted)} words occur nowhere as {unit} of these parts of speech ({named}): "
            "try unit='lower', pos=None, and single words only",
            stacklevel=2,
        )
    return spans


def _most_frequent_first(counts: pd.DataFrame) -> pd.DataFrame:
    word = pa.array(counts["word"], pa.large_string())
    columns = pa.table({"n": counts["n"], "word": word, "lower": pc.utf8_lower(word)})
    order = pc.sort_indices(columns, [("n", "descending"), ("lower", "ascending"), ("word", "ascending")])
    return counts.iloc[order.to_numpy()].reset_index(drop=True)


def _number_groups(
    tokens: pd.DataFrame, counts: pd.DataFrame, by: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """Number the values of `by` alike in both tables."""
    columns = ["word", "n"] if by is None else [by, "word", "n"]
    check_columns(counts, "counts", columns, "give what count_words gave for the same by")
    if by is None:
        return np.zeros(len(tokens), np.int64), np.zeros(len(counts), np.int64)
    group, _ = pd.factorize(pd.concat([tokens[by], counts[by]]), use_na_sentinel=False)
    return group[: len(tokens)], group[len(tokens) :]


def _find_counted(
    chosen: Selection, counts: pd.DataFrame, group: np.ndarray, group_of_count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give the rows of `tokens` that were counted, and the row of `counts` each went into."""
    size = len(chosen.words)
    number = chosen.words.get_indexer(pd.Index(counts["word"], dtype="str"))
    unknown = -1 - np.arange(len(counts))
    asked = pd.Index(np.where(number < 0, unknown, group_of_count * size + number))
    if asked.has_duplicates:
        word = counts["word"][asked.duplicated()].iloc[0]
        raise ValueError(f"counts has {word!r} more than once: give word_rates the same by as count_words")
    rows = np.flatnonzero(chosen.word >= 0)
    count = asked.get_indexer(group[rows] * size + chosen.word[rows])
    rows, count = rows[count >= 0], count[count >= 0]
    differ = np.flatnonzero(np.bincount(count, minlength=len(counts)) != counts["n"])
    if len(differ):
        word, n = counts.iloc[differ[0]][["word", "n"]]
        raise ValueError(
            f"counts has {n} of {word!r}, these tokens {(count == differ[0]).sum()}: give word_rates the "
            "same tokens, unit, pos, ngram, by and headline as count_words"
        )
    return rows, count


def _measure(
    n: np.ndarray, occurrences: csr_array, sizes: np.ndarray, *, min_n: int, resamples: int, seed: int
) -> pd.DataFrame:
    """Measure words over the parts of one group, and give the reason for what cannot be measured."""
    parts, words = len(sizes), sizes.sum()
    measures = measure_dispersion(occurrences, sizes)
    rare = n < min_n
    measures.loc[rare, ["juilland_d", "dp", "dp_norm"]] = np.nan
    low = high = np.full(len(n), np.nan)
    if parts >= MIN_PARTS:
        low, high = bootstrap_rates(occurrences, sizes, resamples=resamples, seed=seed)
    measures.insert(0, "per_million", n / words * 1e6 if words else np.nan)
    measures.insert(1, "low", low * 1e6)
    measures.insert(2, "high", high * 1e6)
    too_few = f"no interval: fewer than {MIN_PARTS} parts; " if parts < MIN_PARTS else ""
    too_rare = np.where(rare, f"no dispersion: fewer than {min_n} occurrences; ", "").astype(object)
    alone = np.where(~rare & measures["dp"].isna(), "no dispersion: a single part; ", "").astype(object)
    reason = pd.Series(too_few + too_rare + alone, dtype="str").str.removesuffix("; ")
    return measures.assign(parts=parts, reason=reason)
