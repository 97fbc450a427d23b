"""Keyness: which words are typical of some texts, compared with the others?"""

import numpy as np
import pandas as pd

from analysis.measures.association import keyness_scores, log_ratio
from analysis.measures.bootstrap import bootstrap_interval
from analysis.measures.dispersion import measure_dispersion
from analysis.measures.permutation import permutation_test
from analysis.measures.segments import count_in_parts, count_matrix
from analysis.rates import MIN_N, MIN_PARTS, join_reasons
from analysis.tables import By
from analysis.words import check_words, count_words

MIN_WORDS = 50  # on each side: fewer words are too small a sample


def compare_words(
    words: pd.DataFrame,
    *,
    by: By,
    target: object = None,
    min_n: int = 5,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the words typical of one group of texts (the target), or of each group, compared with all the rest.

    The most typical words of the target come first, the least typical last. Rates are per million running
    words, as in `word_rates`. A small q means that the difference is unlikely to be chance; a large log_ratio
    means that it is large. A typical word has both. p and q come from a permutation test of whole texts, since
    the words of one text are not independent; see `analysis.measures.permutation`. If a text has words on both
    sides, as with in_quotes or par_id, the two parts of each text are compared with each other. g2, bic and
    log_odds_z assume that words occur independently, so they are too large for a word that comes in bursts.

    With 15 texts a side, p is small for 80 % of the words that are four times as frequent and whose rates vary from
    text to text as much as their mean. q, which corrects for hundreds of words, needs 40 to 50 texts a side for that.
    Without a target, q corrects for the words of one group.

    Args:
        words: the table from `choose_words`.
        by: the column of `words` that separates the target from the rest: one merged in from the documents,
            in_quotes from `mark_quoted`, or par_id (target=0 is the headline). Rows without a value are part of
            the rest. Or several columns.
        target: the value to compare with the rest; with several columns a tuple, which has a value for each. None
            compares each value in turn with the rest.
        min_n: words with fewer occurrences on both sides together are left out.
        resamples, seed: as for `word_rates`. The parts of each side are drawn separately. The draws of the
            permutation test have the same seed.

    Columns:
        those of `by` (without a target only), word, n_target, n_reference (occurrences), doc_freq_target,
        doc_freq_reference (documents with the word), per_million_target, per_million_reference, log_ratio (binary
        logarithm of the ratio of the rates: 1 is twice as frequent, -1 half as frequent; no occurrence counts as half
        a one), low, high (its 95 % bootstrap interval), g2 (negative where the target has fewer than expected; it
        ranks words, but is no test), percent_diff, odds_ratio (both infinite where the reference has none), bic (g2
        minus the logarithm of the number of all words, which ranks words like g2), log_odds (natural logarithm of
        the odds ratio, with the occurrences on both sides added to each side as a prior, which draws it towards 0),
        log_odds_z (log_odds over its standard deviation: it ranks words, but is no test), p (the share of random
        exchanges of texts between the sides that lead to as large a difference), q (the expected share of false
        positives if this word and all with a smaller p are accepted), dp (how unevenly the word is spread in the
        target: 0 is even), parts_target, parts_reference (number of parts), reason (why a value is NaN; else empty).

    Sources:
        p, q: see `analysis.measures.permutation`. g2: see `analysis.measures.association`. log_ratio: Hardie 2014,
        Log Ratio - an informal introduction, CASS. percent_diff: Gabrielatos and Marchi 2012, Keyness: Appropriate
        metrics and practical issues. bic: Wilson 2013, Embracing Bayes Factors for Key Item Analysis in Corpus
        Linguistics. log_odds, log_odds_z: Monroe, Colaresi and Quinn 2008, Fightin' Words, Political Analysis 16(4),
        372-403. dp: see `analysis.measures.dispersion`.

    Raises:
        KeyError: `words` has no column `word` or `by`.
        ValueError: `by` does not have the value `target`, or has no other value, or `target` has not as many values as
            `by` has columns.

    >>> words = pd.DataFrame({"doc_id": list("aab"), "word": ["war", "war", "peace"]})
    >>> found = compare_words(words, by="doc_id", target="a", min_n=1)
    >>> found[["word", "n_target", "n_reference"]].values.tolist()
    [['war', 2, 0], ['peace', 0, 1]]
    """
    words, by = check_words(words, by)
    options = min_n, resamples, seed
    if target is not None:
        return _compare(words, _find_target(words, by, target), *options)
    groups = _find_groups(words, by)
    values = groups[by[0]] if len(by) == 1 else groups.itertuples(index=False, name=None)
    targets = [_find_target(words, by, value) for value in values]
    tables = [_compare(words, in_target, *options) for in_target in targets or [words["word"].isna()]]
    names = pd.concat([groups.iloc[[number] * len(table)] for number, table in enumerate(tables)])
    return pd.concat([names.reset_index(drop=True), pd.concat(tables, ignore_index=True)], axis=1)


def _find_groups(words: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the values to compare in turn, in order; raise an error if words have none."""
    if not by:
        raise ValueError("by names no column: name the one whose values are compared, such as 'outlet'")
    groups = words[by].dropna().drop_duplicates().sort_values(by)
    if len(words) and groups.empty:
        raise ValueError(f"words have no value in {' and '.join(map(repr, by))}: merge it in from documents")
    return groups


def _compare(
    words: pd.DataFrame, in_target: pd.Series, min_n: int, resamples: int, seed: int
) -> pd.DataFrame:
    """Return the words of the target compared with the other words."""
    sides = {"target": words[in_target], "reference": words[~in_target]}
    counts = [count_words(rows).set_index("word").add_suffix(f"_{side}") for side, rows in sides.items()]
    table = pd.concat(counts, axis=1)[["n_target", "n_reference", "doc_freq_target", "doc_freq_reference"]]
    table = table.fillna(0).astype("int64")
    table = table[table["n_target"] + table["n_reference"] >= min_n].reset_index(names="word")
    names = pd.Index(table["word"], dtype="str")
    samples = [count_in_parts(rows, names) for rows in sides.values()]
    first = in_target.groupby(words["doc_id"].astype("str")).first().iloc[:1].all()
    interval, lacking = _bootstrap(samples, first, resamples, seed)
    scores = keyness_scores(table["n_target"], table["n_reference"], *map(len, sides.values()))
    for name, ends in zip(["high", "low"], interval[::-1], strict=True):
        scores.insert(scores.columns.get_loc("log_ratio") + 1, name, ends)
    tests = permutation_test(*_count_in_texts(words, in_target, names), seed=seed)
    dp, rare = measure_dispersion(*samples[0])["dp"], table["n_target"] < MIN_N
    reasons = {"no p: in too few texts": tests["p"].isna(), f"no dp: fewer than {MIN_N} in the target": rare}
    reasons |= {lacking: bool(lacking)}
    parts = {f"parts_{side}": len(sizes) for side, (_, sizes) in zip(sides, samples, strict=True)}
    scores = scores.drop(columns="reason").assign(**tests, dp=dp.mask(rare), **parts)
    scores["reason"] = join_reasons(reasons, dp.index)
    return table.join(scores).sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def _count_in_texts(words: pd.DataFrame, in_target: pd.Series, names: pd.Index) -> tuple[list, list]:
    """Return for each side how often each word occurs in each text of both sides, and the texts' running words.

    If texts are on both sides, words evenly spaced are left out of the longer part, so that both have one size.
    """
    text = pd.Categorical(words["doc_id"].astype("str"))  # in the order of doc_id, whatever that of the rows
    part, texts = np.stack([in_target, ~in_target]), len(text.categories)
    sizes = np.stack([np.bincount(text.codes[side], minlength=texts) for side in part])
    if len(words) and (least := sizes.min(axis=0)).any():
        side = (~in_target).to_numpy(int)
        number = words.groupby([text.codes, side]).cumcount().to_numpy()
        kept, size = least[text.codes], sizes[side, text.codes]
        part = part & ((number + 1) * kept // size > number * kept // size)
        sizes = np.stack([least, least])
    counts = [count_matrix(words["word"][side], text.codes[side], names, texts) for side in part]
    return counts, sizes


def _find_target(words: pd.DataFrame, by: list[str], target: object) -> pd.Series:
    """Return whether each word is in the target; raise an error if none is, or all are."""
    values, named = (
        list(target) if isinstance(target, list | tuple) else [target],
        " and ".join(map(repr, by)),
    )
    if len(values) != len(by):
        raise ValueError(f"target is {target!r}: give a value for each column of by ({named or 'none'})")
    in_target = (words[by] == values).fillna(False).all(axis=1)
    if len(words) and not in_target.any():
        rows = words[by].dropna().drop_duplicates().head(10).astype("str")
        there = ", ".join(rows.agg(" ".join, axis=1)) or "nothing"
        raise ValueError(f"words have no {target!r} in {named} (they have {there}): name another target")
    if len(words) and in_target.all():
        raise ValueError(f"words have only {target!r} in {named}: add texts or use another column")
    return in_target


def _bootstrap(samples: list[tuple], target_first: bool, resamples: int, seed: int) -> tuple[np.ndarray, str]:
    """Return the interval of each word's log ratio, or NaN and the reason where the sides are too small."""
    sizes, missing = [sizes for _, sizes in samples], np.full((2, samples[0][0].shape[0]), np.nan)
    if min(map(len, sizes)) < MIN_PARTS:
        return missing, f"no interval: fewer than {MIN_PARTS} parts"
    if min(map(sum, sizes)) < MIN_WORDS:
        return missing, f"no interval: fewer than {MIN_WORDS} words"
    # The side of the first doc_id has the same draws, whichever of the two is the target.
    seeds = [[seed, 0], [seed, 1]] if target_first else [[seed, 1], [seed, 0]]
    return bootstrap_interval(samples, log_ratio, resamples=resamples, seeds=seeds), ""
