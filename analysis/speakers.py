"""Who is quoted how often and how much, with which verbs, where, and about whom."""

import numpy as np
import pandas as pd

from analysis.checks import check_columns
from analysis.quoting.reporting import reporting_verbs

_RESAMPLES = 1000
_LEVEL = 0.95


def count_speakers(quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor") -> pd.DataFrame:
    """How often and with how many words each speaker is quoted.

    Args:
        quotes: what `link_speakers` gives. Beliefs and quotations that nobody is named for are to be left out before.
        by: a column of `quotes` to count within, such as kind or speaker_type, or outlet or date merged in from the
            documents.
        unit: the column that tells speakers apart; "speaker_type" counts kinds of speakers.

    Columns:
        `by` where given, speaker, n (quotations), n_words, doc_freq; the most quoted first. Quotations whose speaker
        is not known are not counted.

    Raises:
        KeyError: `quotes` has no such column.

    >>> quotes = pd.DataFrame({"doc_id": ["a", "a"], "quote_id": [0, 0], "quote": ["So it", "is"],
    ...                        "actor": ["Lee", "Lee"]})
    >>> count_speakers(quotes).values.tolist()
    [['Lee', 1, 3, 1]]
    """
    keys = [unit] if by is None else [by, unit]
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "quote", *keys])
    spoken = one_row_each(quotes).dropna(subset=keys)
    groups = spoken.groupby(keys, observed=True, sort=False)
    counts = groups.agg(n=("quote_id", "size"), n_words=("n_words", "sum"), doc_freq=("doc_id", "nunique"))
    counts = counts.reset_index().rename(columns={unit: "speaker"})
    order = ["n", "n_words", "speaker"] if by is None else [by, "n", "n_words", "speaker"]
    ascending = [False, False, True] if by is None else [True, False, False, True]
    return counts.astype({"n": "int64", "n_words": "int64"}).sort_values(
        order, ascending=ascending, ignore_index=True
    )


def one_row_each(quotes: pd.DataFrame) -> pd.DataFrame:
    """Put the pieces of each quotation together: its first row, with n_words of all pieces."""
    words = quotes["quote"].astype("str").str.count(r"\w+(?:['’\-]\w+)*")
    n_words = words.groupby([quotes["doc_id"].astype("str"), quotes["quote_id"]]).transform("sum")
    return (
        quotes.assign(n_words=n_words.astype("int64"))
        .drop_duplicates(["doc_id", "quote_id"])
        .reset_index(drop=True)
    )


def speaker_shares(quotes: pd.DataFrame, *, unit: str = "actor", seed: int = 0) -> pd.DataFrame:
    """Which share of all quotations each speaker has, with a bootstrap interval.

    Documents are resampled, as quotations of one document depend on each other; where there is one document, its
    sentences are (percentile bootstrap, Efron 1979).

    Args:
        quotes: what `link_speakers` gives.
        unit: as in `count_speakers`.
        seed: of the resampling.

    Columns:
        speaker, n, share (0 to 1), low, high (a 95 % interval of the share), resampled (documents or sentences).

    >>> quotes = pd.DataFrame({"doc_id": ["a", "b"], "quote_id": [0, 0], "sent_id": [0, 0], "quote": ["x", "y"],
    ...                        "actor": ["Lee", "Lee"]})
    >>> speaker_shares(quotes)[["share", "low", "high"]].values.tolist()
    [[1.0, 1.0, 1.0]]
    """
    counts = count_speakers(quotes, unit=unit)[["speaker", "n"]]
    spoken = one_row_each(quotes).dropna(subset=[unit])
    resampled = "documents" if spoken["doc_id"].nunique() > 1 else "sentences"
    units = pd.factorize(spoken["doc_id" if resampled == "documents" else "sent_id"])[0]
    speakers = pd.Index(counts["speaker"]).get_indexer(spoken[unit])
    table = np.zeros((units.max(initial=-1) + 1, len(counts)))
    np.add.at(table, (units, speakers), 1)
    shares = _resample(table, seed)
    low, high = np.quantile(shares, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0) if len(counts) else ([], [])
    share = counts["n"] / max(counts["n"].sum(), 1)
    return counts.assign(share=share.astype("float64"), low=low, high=high, resampled=resampled)


def _resample(table: np.ndarray, seed: int) -> np.ndarray:
    """Shares of the columns when the rows are drawn anew."""
    n = len(table)
    weights = (
        np.random.default_rng(seed).multinomial(n, np.full(n, 1 / max(n, 1)), size=_RESAMPLES)
        if n
        else np.zeros((1, 0))
    )
    totals = weights @ table
    return totals / np.maximum(totals.sum(axis=1, keepdims=True), 1)


def speaker_concentration(
    quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor"
) -> pd.DataFrame:
    """How unevenly speakers are quoted.

    Args:
        quotes, by, unit: as in `count_speakers`.

    Columns:
        `by` where given, n (quotations), speakers (their number), gini (0: all are quoted alike; near 1: one has
        nearly all; Gini 1912), effective_speakers (as many, quoted alike, would be as varied: the exponential of
        Shannon's entropy, Hill 1973).

    >>> quotes = pd.DataFrame({"doc_id": ["a"] * 2, "quote_id": [0, 1], "quote": ["x", "y"], "actor": ["Lee", "Ray"]})
    >>> speaker_concentration(quotes).round(2).values.tolist()
    [[2.0, 2.0, 0.0, 2.0]]
    """
    counts = count_speakers(quotes, by=by, unit=unit)
    groups = (
        [((), counts)]
        if by is None
        else [((name,), rows) for name, rows in counts.groupby(by, observed=True)]
    )
    rows = [(*name, *_concentration(group["n"].to_numpy())) for name, group in groups if len(group)]
    columns = ([] if by is None else [by]) + ["n", "speakers", "gini", "effective_speakers"]
    return pd.DataFrame(rows, columns=columns)


def _concentration(n: np.ndarray) -> tuple[int, int, float, float]:
    ordered, total = np.sort(n), n.sum()
    ranks = np.arange(1, len(n) + 1)
    gini = float((2 * ranks - len(n) - 1) @ ordered / (len(n) * total))
    shares = n / total
    return int(total), len(n), gini, float(np.exp(-(shares * np.log(shares)).sum()))


def count_cues(quotes: pd.DataFrame, tokens: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """With which words quotations are introduced: who "says", who "claims".

    Args:
        quotes: what `find_quotes` or `link_speakers` gives.
        tokens: what `annotate` gives.
        by: a column of `quotes` to count within, such as actor.

    Columns:
        `by` where given, cue (its verb as a lemma, else its words), cue_class (of the list reporting_verbs: neutral,
        assertive, distancing, directive, commissive, evaluative, admitting, denying, written, manner, finding,
        mental; other), n, doc_freq.
    """
    spoken = one_row_each(quotes).dropna(subset=["cue"] if by is None else ["cue", by])
    spoken = spoken.assign(doc_id=spoken["doc_id"].astype("str"), cue=_cue_lemmas(spoken, tokens))
    classes = {verb: entry.kind for verb, entry in reporting_verbs().items()}
    spoken = spoken.assign(cue_class=spoken["cue"].map(classes).fillna("other"))
    keys = ["cue", "cue_class"] if by is None else [by, "cue", "cue_class"]
    counts = spoken.groupby(keys, observed=True).agg(n=("quote_id", "size"), doc_freq=("doc_id", "nunique"))
    order = ["n", "cue"] if by is None else [by, "n", "cue"]
    ascending = [False, True] if by is None else [True, False, True]
    return counts.reset_index().sort_values(order, ascending=ascending, ignore_index=True)


def _cue_lemmas(spoken: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """The lemma of the first reporting verb in each cue; the cue in small letters where there is none."""
    verbs = set(reporting_verbs())
    words = tokens.loc[
        tokens["lemma"].isin(verbs | {v.capitalize() for v in verbs}), ["doc_id", "start", "lemma"]
    ]
    words = words.assign(doc_id=words["doc_id"].astype("str")).sort_values("start")
    cues = spoken[["doc_id", "cue_start", "cue_end", "cue"]].assign(row=range(len(spoken)))
    pairs = cues.merge(words, on="doc_id")
    inside = pairs[(pairs["start"] >= pairs["cue_start"]) & (pairs["start"] < pairs["cue_end"])][::-1]
    lemmas = dict(zip(inside["row"], inside["lemma"].astype("str").str.lower(), strict=True))
    words_as_they_stand = cues["cue"].astype("str").str.lower()
    found = [lemmas.get(row, words) for row, words in enumerate(words_as_they_stand)]
    return pd.Series(found, index=spoken.index, dtype="str")


def quote_positions(quotes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Where in its document each quotation begins, and how long it is.

    Columns:
        those of `quotes`, a row a quotation; n_words, and position (0: the first character of the text, 1: its end).
    """
    spoken = one_row_each(quotes)
    length = documents.set_index(documents["doc_id"].astype("str"))["text"].str.len()
    size = spoken["doc_id"].astype("str").map(length).astype("float64").clip(lower=1)
    return spoken.assign(position=spoken["start"] / size)


def speaks_about(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Who speaks about whom: the actors named inside a speaker's quotations.

    Args:
        quotes: what `link_speakers` gives.
        mentions: what `find_actors` or `merge_actors` gives.

    Columns:
        speaker, about (an actor), n (mentions within quotations), doc_freq; the most frequent first. What a
        speaker says by name of himself counts, too.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "end": [9], "actor": ["Lee"]})
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "actor": ["Ray"]})
    >>> speaks_about(quotes, mentions).values.tolist()
    [['Lee', 'Ray', 1, 1]]
    """
    left = quotes[["doc_id", "start", "end", "actor"]].dropna(subset=["actor"])
    left = left.assign(doc_id=left["doc_id"].astype("str")).rename(columns={"actor": "speaker"})
    right = mentions[["doc_id", "start", "end", "actor"]].rename(columns={"actor": "about"})
    pairs = left.merge(
        right.assign(doc_id=right["doc_id"].astype("str")), on="doc_id", suffixes=("", "_named")
    )
    inside = pairs[(pairs["start_named"] >= pairs["start"]) & (pairs["end_named"] <= pairs["end"])]
    counts = inside.groupby(["speaker", "about"], observed=True).agg(
        n=("start", "size"), doc_freq=("doc_id", "nunique")
    )
    return counts.reset_index().sort_values(
        ["n", "speaker", "about"], ascending=[False, True, True], ignore_index=True
    )
