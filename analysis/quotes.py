"""Count and measure quotations: speakers, shares, cues and positions."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.finders.quotes import (
    find_quotes as find_quotes,
    link_speakers as link_speakers,
    pair_marks,
    reporting_verbs,
)
from analysis.tables import check_columns, check_documents, check_known, count

_RESAMPLES = 1000
_LEVEL = 0.95


def count_speakers(quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor") -> pd.DataFrame:
    """Count the quotations and quoted words of each speaker.

    Args:
        quotes: the table that `link_speakers` returns, or part of it.
        by: a column of `quotes` to count within, such as kind or speaker_type, or outlet or date merged in from the
            documents. A missing value is a group of its own.
        unit: the column that identifies speakers; "speaker_type" counts types of speakers.

    Columns:
        `by` if given, speaker, n (quotations), n_words, doc_freq; the most quoted first. Quotations whose speaker
        is not known (`unit` is missing) are not counted.

    Raises:
        KeyError: `quotes` has no such column.
        ValueError: `by` is `unit`, or the speaker.

    >>> quotes = pd.DataFrame({"doc_id": ["a", "a"], "quote_id": [0, 0], "quote": ["So it", "is"],
    ...                        "actor": ["Lee", "Lee"]})
    >>> count_speakers(quotes).values.tolist()
    [['Lee', 1, 3, 1]]
    """
    keys = _keys(quotes, by, unit)
    spoken = join_pieces(quotes).dropna(subset=[unit])
    groups = spoken.groupby(keys, observed=True, sort=False, dropna=False)
    counts = groups.agg(n=("quote_id", "size"), n_words=("n_words", "sum"), doc_freq=("doc_id", "nunique"))
    counts = counts.astype("int64").reset_index().rename(columns={unit: "speaker"})
    order = dict.fromkeys(keys[:-1], True) | {"n": False, "n_words": False, "speaker": True}
    return counts.sort_values(list(order), ascending=list(order.values()), ignore_index=True)


def join_pieces(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each quotation, with the words of all its pieces counted.

    Columns:
        those of `quotes`, with the values of the first piece; n_words (of all pieces).

    >>> quotes = pd.DataFrame({"doc_id": "a", "quote_id": [0, 0, 1], "quote": ["So", "it is.", "No."]})
    >>> join_pieces(quotes)[["quote", "n_words"]].values.tolist()
    [['So', 3], ['No.', 1]]
    """
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "quote"])
    words = quotes["quote"].astype("str").str.count(r"\w+(?:['’\-]\w+)*")
    n_words = words.groupby([quotes["doc_id"].astype("str"), quotes["quote_id"]]).transform("sum")
    whole = quotes.assign(n_words=n_words.astype("int64")).drop_duplicates(["doc_id", "quote_id"])
    return whole.reset_index(drop=True)


def speaker_shares(
    quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor", seed: int = 0
) -> pd.DataFrame:
    """Return the share of the quotations that each speaker has, with a bootstrap interval.

    Documents are resampled, because quotations of one document depend on each other; if there is only one document,
    its sentences are resampled (percentile bootstrap, Efron 1979). Only documents or sentences that quote somebody
    are drawn. With fewer than about ten of them, intervals are too narrow.

    Args:
        quotes, by, unit: as in `count_speakers`.
        seed: of the resampling.

    Columns:
        `by` if given, speaker, n, share (0 to 1, of the quotations whose speaker is known), low, high (a 95 %
        interval of the share), resampled (documents or sentences).

    Raises:
        KeyError, ValueError: as `count_speakers` does.

    >>> quotes = pd.DataFrame({"doc_id": ["a", "b"], "quote_id": [0, 0], "sent_id": [0, 0], "quote": ["x", "y"],
    ...                        "actor": ["Lee", "Lee"]})
    >>> speaker_shares(quotes)[["share", "low", "high"]].values.tolist()
    [[1.0, 1.0, 1.0]]
    """
    check_columns(quotes, "quotes", ["sent_id"])
    return _in_groups(quotes, by, unit, lambda rows: _shares(rows, unit, seed))


def speaker_concentration(
    quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor"
) -> pd.DataFrame:
    """Measure how unevenly speakers are quoted.

    Args:
        quotes, by, unit: as in `count_speakers`.

    Columns:
        `by` if given, n (quotations), speakers (their number), gini (0: all are quoted equally often; near 1: one
        has nearly all quotations; Gini 1912), effective_speakers (the number of equally quoted speakers that would
        give the same diversity: the exponential of Shannon's entropy, Hill 1973). No row if nobody is quoted.

    Raises:
        KeyError, ValueError: as `count_speakers` does.

    >>> quotes = pd.DataFrame({"doc_id": ["a"] * 2, "quote_id": [0, 1], "quote": ["x", "y"], "actor": ["Lee", "Ray"]})
    >>> speaker_concentration(quotes).round(2).values.tolist()
    [[2.0, 2.0, 0.0, 2.0]]
    """
    return _in_groups(quotes, by, unit, lambda rows: _concentration(count_speakers(rows, unit=unit)["n"]))


def _keys(quotes: pd.DataFrame, by: str | None, unit: str) -> list[str]:
    keys = [unit] if by is None else [by, unit]
    check_columns(quotes, "quotes", keys)
    if by in (unit, "speaker"):
        raise ValueError(f"by={by!r} identifies speakers: name it in unit=, and another column in by=")
    return keys


def _in_groups(
    quotes: pd.DataFrame, by: str | None, unit: str, measure: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Measure each group of `by`, including a missing value, and put its value in the first column."""
    if len(_keys(quotes, by, unit)) == 1:
        return measure(quotes)
    groups = [(value, measure(rows)) for value, rows in quotes.groupby(by, observed=True, dropna=False)]
    groups = groups or [(None, measure(quotes))]
    return pd.concat([rows.assign(**{by: value})[[by, *rows]] for value, rows in groups], ignore_index=True)


def _shares(quotes: pd.DataFrame, unit: str, seed: int) -> pd.DataFrame:
    counts = count_speakers(quotes, unit=unit)[["speaker", "n"]]
    spoken = join_pieces(quotes).dropna(subset=[unit])
    resampled = "documents" if spoken["doc_id"].nunique() > 1 else "sentences"
    units = pd.factorize(spoken["doc_id" if resampled == "documents" else "sent_id"])[0]
    speakers = pd.Index(counts["speaker"]).get_indexer(spoken[unit])
    shape = (units.max(initial=-1) + 1, len(counts))
    drawn = _resample(sparse.csr_array((np.ones(len(units)), (units, speakers)), shape), seed)
    low, high = np.quantile(drawn, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0) if len(counts) else ([], [])
    share = counts["n"] / max(counts["n"].sum(), 1)
    return counts.assign(share=share.astype("float64"), low=low, high=high, resampled=resampled)


def _resample(table: sparse.csr_array, seed: int) -> np.ndarray:
    """Shares of the columns in samples of the rows, drawn with replacement."""
    n = table.shape[0]
    if not n:
        return np.zeros((1, 0))
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=_RESAMPLES)
    totals = weights @ table
    return totals / totals.sum(axis=1, keepdims=True)


def _concentration(counts: pd.Series) -> pd.DataFrame:
    n, total = np.sort(counts.to_numpy()), counts.sum()
    columns = ["n", "speakers", "gini", "effective_speakers"]
    if not total:
        return pd.DataFrame(columns=columns, dtype="float64").astype(dict.fromkeys(columns[:2], "int64"))
    ranks, shares = np.arange(1, len(n) + 1), n / total
    gini = (2 * ranks - len(n) - 1) @ n / (len(n) * total)
    varied = np.exp(-(shares * np.log(shares)).sum())
    return pd.DataFrame([(total, len(n), gini, varied)], columns=columns)


def count_cues(quotes: pd.DataFrame, tokens: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Count the words that introduce quotations, such as "say" and "claim".

    Args:
        quotes: the table that `find_quotes` or `link_speakers` returns.
        tokens: the tokens that `annotate` returns.
        by: a column of `quotes` to count within, such as actor or outlet.

    Columns:
        `by` if given, cue (the lemma of its verb, or its words if it has none), cue_class (of the list
        reporting_verbs: neutral, assertive, distancing, directive, commissive, evaluative, admitting, denying,
        written, manner, finding, mental; other: it is not in the list), n, doc_freq. Quotations without a cue, or
        without a value of `by`, are not counted.

    Raises:
        KeyError: a table lacks a column.
    """
    keys = ([] if by is None else [by]) + ["cue"]
    check_columns(quotes, "quotes", [*keys, "cue_start", "cue_end"])
    check_columns(tokens, "tokens", ["doc_id", "start", "lemma"])
    spoken = join_pieces(quotes).dropna(subset=keys)
    spoken = spoken.assign(cue=_cue_lemmas(spoken, tokens))
    classes = pd.Series({verb: entry.kind for verb, entry in reporting_verbs().items()})
    known = [*classes.value_counts().sort_index().sort_values(ascending=False, kind="stable").index, "other"]
    found = spoken["cue"].map(classes).fillna("other")
    spoken = spoken.assign(cue_class=pd.Categorical(found, known))  # the same colour in every figure
    counts = count(spoken, [*keys, "cue_class"])
    return counts if by is None else counts.sort_values(by, kind="stable", ignore_index=True)


def _cue_lemmas(spoken: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """The lemma of the first reporting verb in each cue, or the cue in lower case if it has none."""
    lemmas = tokens["lemma"].astype("str").str.lower()
    verbs = tokens.assign(doc_id=tokens["doc_id"].astype("str"), verb=lemmas)
    verbs = verbs.loc[lemmas.isin(list(reporting_verbs())), ["doc_id", "start", "verb"]].sort_values("start")
    cues = spoken[["doc_id", "cue_start", "cue_end", "cue"]].reset_index(drop=True)
    cues = cues.astype({"doc_id": "str", "cue_start": "int64", "cue_end": "int64"}).reset_index(names="row")
    next_verb = pd.merge_asof(
        cues.sort_values("cue_start"),
        verbs.astype({"start": "int64"}),
        left_on="cue_start",
        right_on="start",
        by="doc_id",
        direction="forward",
    ).sort_values("row")
    inside = next_verb["start"] < next_verb["cue_end"]
    found = next_verb["verb"].where(inside, next_verb["cue"].astype("str").str.lower())
    return pd.Series(found.to_numpy(), index=spoken.index, dtype="str")


def quote_positions(quotes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return where in its document each quotation begins, and how long it is.

    Args:
        quotes: the table that `find_quotes` or `link_speakers` returns.
        documents: doc_id and text.

    Columns:
        those of `quotes`, one row per quotation; n_words, position (0: the first character of the text, 1: its end).

    Raises:
        KeyError: a table lacks a column, or a document of the quotations is not in `documents`.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [5], "quote": ["it is"]})
    >>> quote_positions(quotes, pd.DataFrame({"doc_id": ["a"], "text": ["Yes, it is"]}))["position"].tolist()
    [0.5]
    """
    check_columns(documents, "documents", ["doc_id", "text"])
    spoken = join_pieces(quotes)
    check_known(spoken, "quotes", documents)
    length = documents.set_index(documents["doc_id"].astype("str"))["text"].str.len()
    return spoken.assign(
        position=spoken["start"] / spoken["doc_id"].astype("str").map(length).astype("float64")
    )


def speaks_about(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the actors that each speaker names inside quotations.

    Args:
        quotes: the table that `link_speakers` returns.
        mentions: the table that `find_actors` or `merge_actors` returns.

    Columns:
        speaker, about (an actor), n (mentions within quotations), doc_freq; the most frequent first. Speakers who
        name themselves count, too.

    Raises:
        KeyError: a table lacks a column.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "end": [9], "actor": ["Lee"]})
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "actor": ["Ray"]})
    >>> speaks_about(quotes, mentions).values.tolist()
    [['Lee', 'Ray', 1, 1]]
    """
    sides = []
    for name, table in {"quotes": quotes, "mentions": mentions}.items():
        check_columns(table, name, ["doc_id", "start", "end", "actor"])
        types = {"doc_id": "str", "start": "int64", "end": "int64"}
        sides.append(table[["doc_id", "start", "end", "actor"]].astype(types).sort_values("start"))
    # Quotations do not overlap: a mention can only be in the last one that begins before it.
    pairs = pd.merge_asof(
        sides[1].rename(columns={"end": "last", "actor": "about"}), sides[0], on="start", by="doc_id"
    )
    inside = pairs[pairs["last"] <= pairs["end"]].rename(columns={"actor": "speaker"})
    return count(inside.dropna(subset=["speaker", "about"]), ["speaker", "about"])


def mark_quoted(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Mark the tokens that are inside quotation marks.

    Marks are paired within a paragraph, as `find_quotes` pairs them. A mark that is never closed counts only if
    the next paragraph opens with a mark, as in quotations of several paragraphs. Scare quotes and titles count as
    inside; indirect speech does not.

    Args:
        tokens: the tokens that `annotate` returns.
        documents: doc_id and text.

    Columns:
        those of `tokens`, in_quotes (True for the marks themselves, too).

    Raises:
        KeyError: a table lacks a column, or a document of `tokens` is not in `documents`.

    >>> tokens = pd.DataFrame({"doc_id": "a", "start": [0, 1, 3, 5], "token": ["“", "Go", "”", "he"]})
    >>> mark_quoted(tokens, pd.DataFrame({"doc_id": ["a"], "text": ["“Go” he"]}))["in_quotes"].to_list()
    [True, True, True, False]
    """
    check_columns(tokens, "tokens", ["doc_id", "start"], "mark_quoted needs a table from annotate()")
    check_documents(documents)
    check_known(tokens, "tokens", documents)
    spans = [
        (doc_id, start, end)
        for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)
        for start, end, is_closed, goes_on in pair_marks(text)
        if is_closed or goes_on
    ]
    types = {"doc_id": "str", "start": "int64"}
    marks = pd.DataFrame(spans, columns=["doc_id", "start", "stop"]).astype(types | {"stop": "int64"})
    starts = tokens[["doc_id", "start"]].astype(types).assign(row=range(len(tokens))).sort_values("start")
    last = pd.merge_asof(starts, marks.sort_values("start"), on="start", by="doc_id").sort_values("row")
    return tokens.assign(in_quotes=(last["start"] < last["stop"]).to_numpy())
