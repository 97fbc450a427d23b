"""How varied is the vocabulary of a text?"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.selection import Tags, Unit, select_words

THRESHOLD = 0.72  # of MTLD: where a stretch of text has used up its variety
SAMPLE = 42  # words that HD-D draws
MTLD_LENGTH = 100  # words: below this MTLD has not been found to be stable


def measure_diversity(
    tokens: pd.DataFrame,
    *,
    by: str = "doc_id",
    unit: Unit = "lower",
    pos: Tags = None,
    stop_words: Collection[str] | None = None,
    headline: bool = True,
    window: int = 50,
) -> pd.DataFrame:
    """Measure how varied the vocabulary is, in each document or other group, in alphabetical order.

    The share of different words (ttr) falls with length, so it compares texts of equal length only; the others
    were made to depend on it less. Where texts of a group follow each other, mattr and mtld read them on as
    one.

    Args:
        tokens: what `annotate` gives; or `tokenize`.
        by: the column to measure within.
        unit, pos, stop_words, headline: which words there are, as for `count_words`.
        window: the words that mattr looks at at a time.

    Columns:
        (the column `by`), words, types (different words), ttr (types per word), mattr (the mean of ttr over
        all windows), mtld (mean words of the stretches that keep ttr at 0.72 or above), hdd (the ttr
        expected of 42 words drawn at random), yule_k (ten thousand times the chance that two words are the
        same: high is monotonous), reason (why a value is NaN; else empty).

    Sources:
        mattr: Covington and McFall 2010, Cutting the Gordian Knot, Journal of Quantitative Linguistics 17(2).
        mtld: McCarthy and Jarvis 2010, MTLD, vocd-D, and HD-D, Behavior Research Methods 42(2), 381-392: the
        mean of reading forwards and backwards, the rest at the end as a part of a stretch, and no value below
        100 words, the shortest that they tried. hdd: the same, and 2007, Language Testing 24(4). yule_k: Yule
        1944, The Statistical Study of Literary Vocabulary, as in Tweedie and Baayen 1998, Computers and the
        Humanities 32(5).

    Raises:
        KeyError, ValueError, TypeError: as `count_words` does.
        ValueError: `window` is less than 1.

    >>> tokens = pd.DataFrame({"doc_id": "a", "token": ["no", "war", "no", "peace"]})
    >>> measure_diversity(tokens, window=2)[["words", "types", "ttr", "mattr"]].values.tolist()
    [[4.0, 3.0, 0.75, 1.0]]
    """
    if window < 1:
        raise ValueError(f"window is {window}: it must be 1 or more words")
    chosen = select_words(tokens, unit=unit, pos=pos, stop_words=stop_words, by=by, headline=headline)
    group, groups = pd.factorize(chosen.tokens[by], sort=True, use_na_sentinel=False)
    group, word = group[chosen.word >= 0], chosen.word[chosen.word >= 0].astype(np.int64)
    order = np.argsort(group, kind="stable")
    group, word = group[order], word[order]
    pairs, n = np.unique(group * len(chosen.words) + word, return_counts=True)
    group_of_type = pairs // max(len(chosen.words), 1)
    words, types = (np.bincount(each, minlength=len(groups)) for each in (group, group_of_type))
    with np.errstate(divide="ignore", invalid="ignore"):
        ttr = types / words
        squares = np.bincount(group_of_type, n.astype(float) ** 2, minlength=len(groups))
        yule_k = 1e4 * (squares - words) / words.astype(float) ** 2
    yule_k[words < 2] = np.nan
    starts = np.append(0, np.cumsum(words))
    mattr, hdd = _mattr(group, word, starts, window), _hdd(group_of_type, n, words)
    mtld = np.array([_mtld(word[a:b]) for a, b in zip(starts[:-1], starts[1:], strict=True)], float)
    columns = {"words": words, "types": types, "ttr": ttr, "mattr": mattr, "mtld": mtld, "hdd": hdd}
    table = pd.DataFrame({**columns, "yule_k": yule_k})
    table.insert(0, by, groups)
    return table.assign(reason=_reasons(words, mtld, window))


def _mattr(group: np.ndarray, word: np.ndarray, starts: np.ndarray, window: int) -> np.ndarray:
    """Average the types of all windows: a word is new in those that begin behind its last occurrence."""
    place, last = np.arange(len(word)), _last_occurrence(group * (word.max(initial=0) + 1) + word)
    begin, end = starts[group], starts[group + 1]
    first = np.maximum(np.maximum(last + 1, place - window + 1), begin)
    beyond = np.minimum(place, end - window) + 1
    new = np.bincount(group, np.maximum(beyond - first, 0), minlength=len(starts) - 1)
    windows = np.diff(starts) - window + 1
    return np.where(windows > 0, new / (window * np.maximum(windows, 1)), np.nan)


def _last_occurrence(word: np.ndarray) -> np.ndarray:
    """The place where each word stood before; -1 if nowhere."""
    order = np.argsort(word, kind="stable")
    last = np.full(len(word), -1)
    same = word[order][1:] == word[order][:-1]
    last[order[1:][same]] = order[:-1][same]
    return last


def _hdd(group: np.ndarray, n: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Sum over types the chance that a draw of 42 words has it, over 42."""
    enough = words[group] >= SAMPLE
    group, n = group[enough], n[enough]
    # Most words are rare, so few different chances are to be calculated.
    base = n.max(initial=0) + 1
    case, cases = pd.factorize(words[group] * base + n)
    step, (size, often) = np.arange(SAMPLE), np.divmod(cases[:, None], base)
    missed = np.prod((size - often - step).clip(0) / (size - step), axis=1)
    chances = np.bincount(group, 1 - missed[case], minlength=len(words)) / SAMPLE
    return np.where(words >= SAMPLE, chances, np.nan)


def _mtld(word: np.ndarray) -> float:
    if len(word) < MTLD_LENGTH:
        return np.nan
    stretches = np.array([_count_stretches(word), _count_stretches(word[::-1])])
    return (len(word) / stretches).mean() if stretches.all() else np.nan


def _count_stretches(word: np.ndarray) -> float:
    """Count how often the share of types falls below the threshold, beginning anew each time."""
    last = _last_occurrence(word)
    stretches, start, ttr = 0, 0, 1.0
    while start < len(word):
        length = 128  # most stretches end within: only a longer one is read again, twice as far each time
        while True:
            ahead = last[start : start + length]
            shares = np.cumsum(ahead < start) / np.arange(1, len(ahead) + 1)
            below = shares < THRESHOLD
            if below.any() or start + length >= len(word):
                break
            length *= 2
        if not below.any():
            ttr = shares[-1]
            break
        stretches, start, ttr = stretches + 1, start + int(below.argmax()) + 1, 1.0
    return stretches + (1 - ttr) / (1 - THRESHOLD)


def _reasons(words: np.ndarray, mtld: np.ndarray, window: int) -> pd.Series:
    limits = {"ttr": 1, "yule_k": 2, "hdd": SAMPLE, "mattr": window, "mtld": MTLD_LENGTH}
    reasons = np.full(len(words), "", dtype=object)
    for name, limit in limits.items():
        reasons += np.where(words < limit, f"no {name}: fewer than {limit} words; ", "").astype(object)
    reasons += np.where(np.isnan(mtld) & (words >= MTLD_LENGTH), "no mtld: no word is repeated; ", "").astype(
        object
    )
    return pd.Series(reasons, dtype="str").str.removesuffix("; ")
