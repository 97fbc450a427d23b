"""Keyness: which words are typical of some texts, compared with the others?"""

import numpy as np
import pandas as pd

from analysis.measures.association import keyness_scores, q_value
from analysis.measures.dispersion import measure_dispersion
from analysis.measures.interval import log_interval
from analysis.measures.permutation import permutation_test
from analysis.measures.texts import count_matrix
from analysis.rates import MIN_N, find_reasons, join_reasons
from analysis.tables import By
from analysis.words import check_words

_COLUMNS = [
    "word", "n_target", "n_reference", "doc_freq_target", "doc_freq_reference", "per_million_target",
    "per_million_reference", "log_ratio", "low", "high", "g2", "percent_diff", "odds_ratio", "bic", "log_odds",
    "log_odds_z", "p", "q", "dp", "texts_target", "texts_reference", "reason",
]  # fmt: skip


def compare_words(
    words: pd.DataFrame, *, by: By, target: object = None, min_n: int = 5, seed: int = 0
) -> pd.DataFrame:
    """Return the words typical of one group of texts (the target), or of each group, compared with all the rest.

    The most typical words of the target come first, the least typical last. Rates are per million running words, as in
    `word_rates`. A small q means that the difference is unlikely to be chance; a large log_ratio means that it is
    large. A typical word has both.

    p and q come from a permutation test of whole texts, since the words of one text are not independent. They are too
    small for words that vary more in the group with fewer texts. If any text has words on both sides, as with
    in_quotes or par_id, both sides of a text belong together, and p comes from the interval. g2, bic and log_odds_z
    assume that words occur independently: they are too large for a word that comes in bursts.

    Args:
        words: the table from `choose_words`.
        by: the column of `words` that separates the target from the rest: one merged in from the documents,
            in_quotes from `mark_quoted`, or par_id (target=0 is the headline). Rows without a value are part of
            the rest. Or several columns.
        target: the value to compare with the rest; with several columns a tuple, which has a value for each. None
            compares each value in turn with the rest.
        min_n: words with fewer occurrences on both sides together are left out.
        seed: the seed of the permutations.

    Columns:
        those of `by` (without a target only), word, n_target, n_reference (occurrences), doc_freq_target,
        doc_freq_reference (documents with the word), per_million_target, per_million_reference, log_ratio (binary
        logarithm of the ratio of the rates: 1 is twice as frequent, -1 half as frequent; no occurrence counts as half
        a one), low, high (its 95 % interval, for ten texts or more on each side), g2 (negative where the target has
        fewer than expected; it ranks words, but is no test), percent_diff, odds_ratio (both infinite where the
        reference has none), bic (g2 without its sign, minus the logarithm of the number of all words),
        log_odds (natural logarithm of the odds ratio, with the occurrences on both sides added to each side as a
        prior, which draws it towards 0), log_odds_z (log_odds over its standard deviation: it ranks words, but is no
        test), p (the share of random divisions of the texts that lead to as large a difference, or that of the
        interval), q (the expected share of false positives if this word and all with a smaller p are accepted), dp
        (how unevenly the word is spread in the target: 0 is even), texts_target, texts_reference (number of texts),
        reason (why a value is NaN; else empty).

    Sources:
        p: see `analysis.measures.permutation`. q, g2: see `analysis.measures.association`. low, high: see
        `analysis.measures.interval`. log_ratio: Hardie 2014, Log Ratio - an informal introduction, CASS. percent_diff:
        Gabrielatos and Marchi 2012, Keyness: Appropriate metrics and practical issues. bic: Wilson 2013, Embracing
        Bayes Factors for Key Item Analysis in Corpus Linguistics. log_odds, log_odds_z: Monroe, Colaresi and Quinn
        2008, Fightin' Words, Political Analysis 16(4), 372-403. dp: see `analysis.measures.dispersion`.

    Raises:
        KeyError: `words` has no column `word` or `by`.
        ValueError: `by` does not have the value `target`, or has no other value, or `target` has not as many values as
            `by` has columns.

    >>> words = pd.DataFrame({"doc_id": list("aab"), "word": ["war", "war", "peace"]})
    >>> found = compare_words(words, by="doc_id", target="a", min_n=1)
    >>> found[["word", "n_target", "n_reference"]].values.tolist()
    [['war', 2, 0], ['peace', 0, 1]]
    """
    words, by = check_words(words, by, _COLUMNS)
    if by and len(words) and words[by].dropna().empty:
        where = " and ".join(map(repr, by))
        remedy = "merge it in from documents; if these have none, add it to metadata.csv"
        raise ValueError(f"no word has a value in {where}: {remedy}")
    if target is not None:
        return _compare(words, _find_target(words, by, target), min_n, seed)
    if not by:
        raise ValueError("by names no column: name the one whose values are compared, such as 'outlet'")
    groups = words[by].dropna().drop_duplicates().sort_values(by)
    targets = [_find_target(words, by, values) for values in groups.itertuples(index=False, name=None)]
    tables = [_compare(words, in_target, min_n, seed) for in_target in targets or [words["word"].isna()]]
    names = pd.concat([groups.iloc[[number] * len(table)] for number, table in enumerate(tables)])
    return pd.concat([names.reset_index(drop=True), pd.concat(tables, ignore_index=True)], axis=1)


def _compare(words: pd.DataFrame, in_target: pd.Series, min_n: int, seed: int) -> pd.DataFrame:
    """Return the words of the target compared with the other words."""
    n = words["word"].value_counts()
    names = pd.Index(n.index[n >= min_n], dtype="str")
    text, doc_ids = pd.factorize(words["doc_id"], sort=True)
    table, sides = pd.DataFrame({"word": names}), []
    for side, rows in (("target", in_target.to_numpy()), ("reference", ~in_target.to_numpy())):
        found = count_matrix(words["word"][rows], text[rows], names, len(doc_ids))
        sizes = np.bincount(text[rows], minlength=len(doc_ids))
        table[f"n_{side}"], table[f"texts_{side}"] = found.sum(axis=1), np.count_nonzero(sizes)
        table[f"doc_freq_{side}"] = np.diff(found.indptr).astype("int64")
        sides.append((found, sizes))
    (target, sizes), (reference, rest) = sides
    scores = keyness_scores(table["n_target"], table["n_reference"], sizes.sum(), rest.sum())
    ends = log_interval(*sides)
    within = (sizes * rest).any()  # the sides are parts of texts
    p = ends["p"] if within else permutation_test(target + reference, sizes + rest, sizes > 0, seed=seed)
    no_p = f"no p: {'without an interval' if within else 'in too few texts'}"
    rare, dp = table["n_target"] < MIN_N, measure_dispersion(target[:, sizes > 0], sizes[sizes > 0])["dp"]
    reasons = find_reasons(ends["reason"])
    reasons |= {no_p: np.isnan(p), f"no dp: fewer than {MIN_N} in the target": rare}
    reasons |= {"no dp: one text": ~rare & dp.isna(), "no odds: no other words": scores["log_odds"].isna()}
    scores = scores.assign(low=ends["low"] / np.log(2), high=ends["high"] / np.log(2), p=p, q=q_value(p))
    scores = scores.assign(dp=dp.mask(rare), reason=join_reasons(reasons, table.index))
    table = table.join(scores)
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)[_COLUMNS]


def _find_target(words: pd.DataFrame, by: list[str], target: object) -> pd.Series:
    """Return whether each word is in the target; raise an error if none is, or all are."""
    values = list(target) if isinstance(target, list | tuple) else [target]
    named = " and ".join(map(repr, by))
    if len(values) != len(by):
        raise ValueError(f"target is {target!r}: give a value for each column of by ({named or 'none'})")
    in_target = (words[by] == values).fillna(False).all(axis=1)
    if len(words) and not in_target.any():
        rows = words[by].dropna().drop_duplicates().head(10).astype("str")
        there = ", ".join(rows.agg(" ".join, axis=1))
        raise ValueError(f"words have no {target!r} in {named} (they have {there}): name another target")
    if len(words) and in_target.all():
        only = " and ".join(map(repr, values))
        raise ValueError(f"words have only {only} in {named}: add texts or use another column")
    return in_target
