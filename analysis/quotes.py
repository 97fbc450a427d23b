"""Count and measure quotations: speakers, shares, cues and positions."""

import numpy as np
import pandas as pd

from analysis.finders.parse import rows_of
from analysis.finders.quotes import pair_marks, reporting_verbs
from analysis.measures.interval import log_interval
from analysis.measures.texts import count_in_texts
from analysis.tables import (
    By,
    add_counts,
    check_by,
    check_columns,
    check_documents,
    check_known,
    count,
    each_speaker,
    group_rows,
    in_parts,
    sort_within,
)


def count_speakers(quotes: pd.DataFrame, *, by: By = None, unit: str = "actor") -> pd.DataFrame:
    """Count the quotations and quoted words of each speaker.

    Args:
        quotes: the table that `link_speakers` returns, or part of it.
        by: a column of `quotes` or a list of columns to count within, such as kind or speaker_type, or outlet or date
            merged in from the documents. A missing value is a group of its own.
        unit: the column that identifies speakers; "speaker_type" counts types of speakers.

    Columns:
        those of `by`, speaker, n (quotations), n_words, doc_freq; the most quoted first. Quotations whose speaker
        is not known (`unit` is missing) are not counted. A quotation of several speakers counts once for each.

    Raises:
        KeyError: `quotes` has no such column.
        ValueError: `by` names `unit` or a column of the result.

    >>> quotes = pd.DataFrame({"doc_id": ["a", "a"], "quote_id": [0, 0], "quote": ["So it", "is"],
    ...                        "actor": ["Lee", "Lee"]})
    >>> count_speakers(quotes).values.tolist()
    [['Lee', 1, 3, 1]]
    """
    by = check_by(quotes, "quotes", by, ["speaker", unit, "n", "n_words", "doc_freq"])
    check_columns(quotes, "quotes", [unit])
    spoken = _spoken(quotes, unit, *by).dropna(subset=[unit])
    groups = spoken.assign(speaker=spoken[unit]).groupby([*by, "speaker"], observed=True, dropna=False)
    counts = groups.agg(n=("quote_id", "size"), n_words=("n_words", "sum"), doc_freq=("doc_id", "nunique"))
    return sort_within(counts.reset_index().sort_values("n_words", ascending=False, kind="stable"), by)


def _spoken(quotes: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return a row for each quotation, or for each of its speakers if these are counted."""
    spoken = join_pieces(quotes)
    return each_speaker(spoken) if "actor" in columns else spoken


def join_pieces(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each quotation, with the words of all its pieces counted.

    Columns:
        those of `quotes`, with the values of the first piece; n_words (words in all pieces).

    >>> quotes = pd.DataFrame({"doc_id": "a", "quote_id": [0, 0, 1], "quote": ["So", "it is.", "No."]})
    >>> join_pieces(quotes)[["quote", "n_words"]].values.tolist()
    [['So', 3], ['No.', 1]]
    """
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "quote"])
    words = quotes["quote"].astype("str").str.count(r"\w+(?:['’\-]\w+)*")
    n_words = words.groupby([quotes["doc_id"].astype("str"), quotes["quote_id"]]).transform("sum")
    return quotes.assign(n_words=n_words).drop_duplicates(["doc_id", "quote_id"], ignore_index=True)


def speaker_shares(quotes: pd.DataFrame, *, by: By = None, unit: str = "actor") -> pd.DataFrame:
    """Return the share of the quotations that each speaker has, with an interval.

    The interval shows how much the share may differ in other texts like these; it needs 10 texts that quote somebody.

    Args:
        quotes, by, unit: as in `count_speakers`.

    Columns:
        those of `by`, speaker, n, share (0 to 1, of the sum of n: all quotations whose speaker is known, each as
        often as it has speakers), low, high (95 % interval of the share; see `analysis.measures.interval`), texts
        (those that quote somebody), reason (why there is no interval; else empty).

    Raises:
        KeyError, ValueError: as `count_speakers` does.

    >>> quotes = pd.DataFrame({"doc_id": ["a", "b"], "quote_id": [0, 0], "quote": ["x", "y"], "actor": ["Lee", "Ray"]})
    >>> speaker_shares(quotes)[["speaker", "share", "reason"]].values.tolist()
    [['Lee', 0.5, 'no interval: fewer than 10 texts'], ['Ray', 0.5, 'no interval: fewer than 10 texts']]
    """
    by = check_by(quotes, "quotes", by, ["share", "low", "high", "texts", "reason"])
    check_columns(quotes, "quotes", [unit])
    spoken = quotes.dropna(subset=[unit])
    groups = spoken.groupby(by, observed=True, dropna=False) if by and len(spoken) else [("all", spoken)]
    return pd.concat([_shares(rows, by, unit) for _, rows in groups], ignore_index=True)


def _shares(quotes: pd.DataFrame, by: list[str], unit: str) -> pd.DataFrame:
    """Return the shares of the speakers of one group."""
    counts = count_speakers(quotes, by=by, unit=unit).drop(columns=["n_words", "doc_freq"])
    spoken = _spoken(quotes, unit)
    said, quoted = count_in_texts(spoken.assign(word=spoken[unit]), pd.Index(counts["speaker"]))
    ends = log_interval((said, quoted), odds=True)
    ends[["low", "high"]] = 1 / (1 + np.exp(-ends[["low", "high"]]))
    counts["share"] = counts["n"] / counts["n"].sum()
    return counts.join(ends[["low", "high"]]).assign(texts=len(quoted), reason=ends["reason"])


def speaker_concentration(quotes: pd.DataFrame, *, by: By = None, unit: str = "actor") -> pd.DataFrame:
    """Measure how unevenly speakers are quoted.

    Args:
        quotes, by, unit: as in `count_speakers`.

    Columns:
        those of `by`, n (quotations, each as often as it has speakers), speakers (the number of speakers), gini (0:
        all are quoted equally often; near 1: one has nearly all quotations; Gini 1912), effective_speakers (the
        number of equally quoted speakers that would give the same diversity: the exponential of Shannon's entropy,
        Hill 1973). No row if nobody is quoted.

    Raises:
        KeyError, ValueError: as `count_speakers` does.

    >>> quotes = pd.DataFrame({"doc_id": ["a"] * 2, "quote_id": [0, 1], "quote": ["x", "y"], "actor": ["Lee", "Ray"]})
    >>> speaker_concentration(quotes).round(2).values.tolist()
    [[2.0, 2.0, 0.0, 2.0]]
    """
    by = check_by(quotes, "quotes", by, ["speakers", "gini", "effective_speakers"])
    counts = count_speakers(quotes, by=by, unit=unit)
    groups = group_rows(counts, by)["n"]
    table = groups.agg(n="sum", speakers="size", gini=_gini, effective_speakers=_effective_speakers)
    return table.astype({"gini": "float64", "effective_speakers": "float64"}).reset_index(drop=not by)


def _gini(n: pd.Series) -> float:
    n, ranks = np.sort(n), np.arange(1, len(n) + 1)
    return (2 * ranks - len(n) - 1) @ n / (len(n) * n.sum())


def _effective_speakers(n: pd.Series) -> float:
    shares = np.sort(n) / n.sum()
    return np.exp(-(shares * np.log(shares)).sum())


@in_parts(add_counts)
def count_cues(quotes: pd.DataFrame, tokens: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Count the words that introduce quotations, such as "say" and "claim".

    Args:
        quotes: the table that `find_quotes` or `link_speakers` returns.
        tokens: the tokens that `annotate` returns.
        by: a column of `quotes` or a list of columns to count within, such as actor or outlet.

    Columns:
        those of `by`, cue (the lemma of its verb, with the preposition in “call for” and “call on”; or its words if it
        has no verb), cue_class (of the list reporting_verbs: neutral, assertive, distancing, directive, commissive,
        evaluative, admitting, denying, written, manner, finding, mental; other: it is not in the list), n, doc_freq.
        Quotations without a cue, or without a value of `by`, are not counted.

    Raises:
        KeyError: a table lacks a column.
    """
    by = check_by(quotes, "quotes", by, ["cue", "cue_class", "n", "doc_freq"])
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "cue", "cue_start", "cue_end"])
    check_columns(tokens, "tokens", ["doc_id", "start", "lemma"])
    spoken = quotes.drop_duplicates(["doc_id", "quote_id"], ignore_index=True)
    spoken = (each_speaker(spoken) if "actor" in by else spoken).dropna(subset=[*by, "cue"])
    cue = _cue_lemmas(spoken, tokens)
    classes = pd.Series({verb: entry.kind for verb, entry in reporting_verbs().items()})
    known = [*classes.value_counts().sort_index().sort_values(ascending=False, kind="stable").index, "other"]
    # All classes are categories, so that each has the same colour in every figure.
    spoken = spoken.assign(cue=cue, cue_class=pd.Categorical(cue.map(classes).fillna("other"), known))
    return sort_within(count(spoken, [*by, "cue", "cue_class"]), by)


def _cue_lemmas(spoken: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """The lemma of the first reporting verb in each cue, or the cue in lower case if it has none."""
    verbs = [lemma for lemma in tokens["lemma"].unique() if str(lemma).lower() in reporting_verbs()]
    verbs = rows_of(tokens[tokens["lemma"].isin(verbs)], ["start", "lemma"])
    lemma_at = {(doc_id, at): lemma.lower() for doc_id, rows in verbs.items() for at, lemma in rows}
    found = []
    columns = (spoken[name].tolist() for name in ("doc_id", "cue", "cue_start", "cue_end"))
    for doc_id, cue, start, end in zip(*columns, strict=True):
        lemma = next(filter(None, (lemma_at.get((str(doc_id), at)) for at in range(start, end))), cue.lower())
        longer = f"{lemma} {cue.split()[-1].lower()}"  # "call for" has a class of its own
        found.append(longer if longer in reporting_verbs() else lemma)
    return pd.Series(found, index=spoken.index, dtype="str")


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
    length = documents.set_index(documents["doc_id"].astype("str"))["text"].str.len().astype("float64")
    length = spoken["doc_id"].astype("str").map(length).astype("float64")
    return spoken.assign(position=spoken["start"] / length)


def speaks_about(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the actors that each speaker names inside quotations.

    Args:
        quotes: the table that `link_speakers` returns.
        mentions: the table that `find_actors` or `merge_actors` returns.

    Columns:
        speaker, about (an actor whom the speaker names), n (mentions within quotations), doc_freq; the most frequent
        first. Speakers who name themselves count, too.

    Raises:
        KeyError: a table lacks a column.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "end": [9], "actor": ["Lee"]})
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "actor": ["Ray"]})
    >>> speaks_about(quotes, mentions).values.tolist()
    [['Lee', 'Ray', 1, 1]]
    """
    columns = ["doc_id", "start", "end", "actor"]
    check_columns(quotes, "quotes", columns)
    check_columns(mentions, "mentions", columns)
    types = {"doc_id": "str", "start": "int64", "end": "int64"}
    said, named = (table[columns].astype(types).sort_values("start") for table in (quotes, mentions))
    # Quotations do not overlap: a mention can only be in the last one that begins before it.
    pairs = pd.merge_asof(named, said, on="start", by="doc_id", suffixes=("_about", "")).dropna()
    inside = each_speaker(pairs[pairs["end_about"] <= pairs["end"]])
    return count(inside.rename(columns={"actor": "speaker", "actor_about": "about"}), ["speaker", "about"])


@in_parts()
def mark_quoted(tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Mark the tokens that are inside quotation marks.

    Marks are paired within a paragraph, as `find_quotes` pairs them. A mark left open counts only if a mark of the
    next paragraphs closes it, or if the next paragraph opens with a mark. Scare quotes and titles count as inside;
    indirect speech does not.

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
    texts, starts = documents.set_index("doc_id")["text"], tokens["start"].to_numpy()
    in_quotes = np.zeros(len(tokens), bool)
    for doc_id, rows in tokens.groupby(tokens["doc_id"].astype("str")).indices.items():
        inside = np.zeros(len(texts[doc_id]), bool)  # a value for each character
        for start, end, is_closed, goes_on in pair_marks(texts[doc_id]):
            inside[start:end] = is_closed or goes_on
        in_quotes[rows] = inside[starts[rows]]
    return tokens.assign(in_quotes=in_quotes)
