"""Keyness: which words are typical of some texts, compared with the others?"""

import numpy as np
import pandas as pd

from analysis.measures.association import keyness_scores
from analysis.measures.dispersion import measure_dispersion
from analysis.measures.interval import log_interval
from analysis.measures.texts import count_matrix
from analysis.rates import MIN_N, join_reasons
from analysis.tables import By
from analysis.words import check_words, count_words


def compare_words(words: pd.DataFrame, *, by: By, target: object, min_n: int = 5) -> pd.DataFrame:
    """Return the words typical of one group of texts (the target), compared with all the rest.

    The most typical words of the target come first, the least typical last. Rates are per million running
    words, as in `word_rates`. A large g2 means that the difference is unlikely to be chance; a large log_ratio
    means that it is large. A typical word has both. The tests assume that words occur independently, but words
    of one text do not: trust low and high more than p and q, and read the sentences.

    Args:
        words: the table from `choose_words`.
        by: the column of `words` that separates the target from the rest: one merged in from the documents,
            in_quotes from `mark_quoted`, or par_id (target=0 is the headline). Rows without a value are part of
            the rest. Or several columns.
        target: the value to compare with the rest; with several columns a tuple, which has a value for each.
        min_n: words with fewer occurrences on both sides together are left out.
        resamples, seed: as for `word_rates`. The parts of each side are drawn separately.

    Columns:
        word, n_target, n_reference (occurrences), doc_freq_target, doc_freq_reference (documents with the
        word), per_million_target, per_million_reference, log_ratio (binary logarithm of the ratio of the rates:
        1 is twice as frequent, -1 half as frequent; no occurrence counts as half a one), low, high (its 95 %
        bootstrap interval), g2 (negative where the target has fewer than expected), percent_diff, odds_ratio (both
        infinite where the reference has none), bic (above 2 is evidence of a difference, above 10 very strong
        evidence), p, q (p of g2; q is the expected share of false positives if this word and all with stronger
        evidence are accepted), dp (how unevenly the word is spread in the target: 0 is even),
        texts_target, texts_reference (number of texts), reason (why a value is NaN; else empty).

    Sources:
        g2, p, q: see `analysis.measures.association`. log_ratio: Hardie 2014, Log Ratio - an informal
        introduction, CASS. percent_diff: Gabrielatos and Marchi 2012, Keyness: Appropriate metrics and
        practical issues. bic: Wilson 2013, Embracing Bayes Factors for Key Item Analysis in Corpus
        Linguistics: g2 minus the logarithm of the number of all words. dp: see `analysis.measures.dispersion`.

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
    in_target = _find_target(words, by, target)
    sides = {"target": words[in_target], "reference": words[~in_target]}
    counts = [count_words(rows).set_index("word").add_suffix(f"_{side}") for side, rows in sides.items()]
    table = pd.concat(counts, axis=1)[["n_target", "n_reference", "doc_freq_target", "doc_freq_reference"]]
    table = table.fillna(0).astype("int64")
    table = table[table["n_target"] + table["n_reference"] >= min_n].reset_index(names="word")
    names, (text, doc_ids) = pd.Index(table["word"], dtype="str"), pd.factorize(words["doc_id"], sort=True)
    both = [_count_side(words[side], text[side], names, len(doc_ids)) for side in (in_target, ~in_target)]
    ends = log_interval(*both)
    scores = keyness_scores(table["n_target"], table["n_reference"], *map(len, sides.values()))
    for name in ("high", "low"):
        scores.insert(scores.columns.get_loc("log_ratio") + 1, name, ends[name] / np.log(2))
    occurrences, sizes = both[0]
    dp = measure_dispersion(occurrences[:, sizes > 0], sizes[sizes > 0])["dp"]
    rare = table["n_target"] < MIN_N
    reasons = {f"no dp: fewer than {MIN_N} in the target": rare}
    reasons |= {reason: ends["reason"] == reason for reason in ends["reason"].unique() if reason}
    texts = {f"texts_{side}": np.count_nonzero(sizes) for side, (_, sizes) in zip(sides, both, strict=True)}
    compared = table.join(scores).assign(dp=dp.mask(rare), **texts, reason=join_reasons(reasons, dp.index))
    return compared.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


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


def _count_side(words: pd.DataFrame, text: np.ndarray, names: pd.Index, texts: int) -> tuple:
    """Return how often each word occurs in each text on one side, and the running words of this side in each text."""
    return count_matrix(words["word"], text, names, texts), np.bincount(text, minlength=texts)
