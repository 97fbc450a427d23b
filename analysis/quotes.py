"""Who is quoted, how much, saying what: counts, shares, cues and positions of quotations."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.finders.quotes import reporting_verbs
from analysis.selection import in_text_order, read_codes
from analysis.tables import check_columns

_RESAMPLES = 1000
_LEVEL = 0.95


def count_speakers(quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor") -> pd.DataFrame:
    """How often and with how many words each speaker is quoted.

    Args:
        quotes: what `link_speakers` gives, or some of its rows.
        by: a column of `quotes` to count within, such as kind or speaker_type, or outlet or date merged in from the
            documents. A missing value is a group of its own.
        unit: the column that tells speakers apart; "speaker_type" counts kinds of speakers.

    Columns:
        `by` where given, speaker, n (quotations), n_words, doc_freq; the most quoted first. Quotations whose speaker
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
    spoken = one_row_each(quotes).dropna(subset=[unit])
    groups = spoken.groupby(keys, observed=True, sort=False, dropna=False)
    counts = groups.agg(n=("quote_id", "size"), n_words=("n_words", "sum"), doc_freq=("doc_id", "nunique"))
    counts = counts.reset_index().rename(columns={unit: "speaker"})
    order = dict.fromkeys(keys[:-1], True) | {"n": False, "n_words": False, "speaker": True}
    counts = counts.astype({"n": "int64", "n_words": "int64"})
    return counts.sort_values(list(order), ascending=list(order.values()), ignore_index=True)


def one_row_each(quotes: pd.DataFrame) -> pd.DataFrame:
    """Put the pieces of each quotation together.

    Columns:
        those of `quotes`, a row a quotation with what its first piece holds; n_words (of all its pieces).

    >>> quotes = pd.DataFrame({"doc_id": "a", "quote_id": [0, 0, 1], "quote": ["So", "it is.", "No."]})
    >>> one_row_each(quotes)[["quote", "n_words"]].values.tolist()
    [['So', 3], ['No.', 1]]
    """
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "quote"])
    words = quotes["quote"].astype("str").str.count(r"\w+(?:['’\-]\w+)*")
    n_words = words.groupby([quotes["doc_id"].astype("str"), quotes["quote_id"]]).transform("sum")
    return (
        quotes.assign(n_words=n_words.astype("int64"))
        .drop_duplicates(["doc_id", "quote_id"])
        .reset_index(drop=True)
    )


def speaker_shares(
    quotes: pd.DataFrame, *, by: str | None = None, unit: str = "actor", seed: int = 0
) -> pd.DataFrame:
    """Which share of the quotations each speaker has, with a bootstrap interval.

    Documents are resampled, as quotations of one document depend on each other; where there is one document, its
    sentences are (percentile bootstrap, Efron 1979). Only those that quote somebody can be drawn. With fewer than
    some ten of them, intervals are too narrow.

    Args:
        quotes, by, unit: as in `count_speakers`.
        seed: of the resampling.

    Columns:
        `by` where given, speaker, n, share (0 to 1, of the quotations whose speaker is known), low, high (a 95 %
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
    """How unevenly speakers are quoted.

    Args:
        quotes, by, unit: as in `count_speakers`.

    Columns:
        `by` where given, n (quotations), speakers (their number), gini (0: all are quoted alike; near 1: one has
        nearly all; Gini 1912), effective_speakers (as many, quoted alike, would be as varied: the exponential of
        Shannon's entropy, Hill 1973). No rows where nobody is quoted.

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
        raise ValueError(
            f"by={by!r} tells speakers apart already: name it in unit=, and another column in by="
        )
    return keys


def _in_groups(
    quotes: pd.DataFrame, by: str | None, unit: str, measure: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Measure each group of `by`, a missing value included, and put its value in front."""
    if len(_keys(quotes, by, unit)) == 1:
        return measure(quotes)
    groups = [(value, measure(rows)) for value, rows in quotes.groupby(by, observed=True, dropna=False)]
    groups = groups or [(None, measure(quotes))]
    return pd.concat([rows.assign(**{by: value})[[by, *rows]] for value, rows in groups], ignore_index=True)


def _shares(quotes: pd.DataFrame, unit: str, seed: int) -> pd.DataFrame:
    counts = count_speakers(quotes, unit=unit)[["speaker", "n"]]
    spoken = one_row_each(quotes).dropna(subset=[unit])
    resampled = "documents" if spoken["doc_id"].nunique() > 1 else "sentences"
    units = pd.factorize(spoken["doc_id" if resampled == "documents" else "sent_id"])[0]
    speakers = pd.Index(counts["speaker"]).get_indexer(spoken[unit])
    shape = (units.max(initial=-1) + 1, len(counts))
    drawn = _resample(sparse.csr_array((np.ones(len(units)), (units, speakers)), shape), seed)
    low, high = np.quantile(drawn, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0) if len(counts) else ([], [])
    share = counts["n"] / max(counts["n"].sum(), 1)
    return counts.assign(share=share.astype("float64"), low=low, high=high, resampled=resampled)


def _resample(table: sparse.csr_array, seed: int) -> np.ndarray:
    """Shares of the columns when the rows are drawn anew."""
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
    """With which words quotations are introduced: who "says", who "claims".

    Args:
        quotes: what `find_quotes` or `link_speakers` gives.
        tokens: what `annotate` gives.
        by: a column of `quotes` to count within, such as actor or outlet.

    Columns:
        `by` where given, cue (its verb as a lemma, else its words), cue_class (of the list reporting_verbs: neutral,
        assertive, distancing, directive, commissive, evaluative, admitting, denying, written, manner, finding,
        mental; other: it is not in the list), n, doc_freq. Quotations without a cue, or without a value of `by`, are
        not counted.

    Raises:
        KeyError: a table lacks a column.
    """
    keys = ([] if by is None else [by]) + ["cue"]
    check_columns(quotes, "quotes", [*keys, "cue_start", "cue_end"])
    check_columns(tokens, "tokens", ["doc_id", "start", "lemma"])
    spoken = one_row_each(quotes).dropna(subset=keys)
    spoken = spoken.assign(cue=_cue_lemmas(spoken, tokens))
    classes = pd.Series({verb: entry.kind for verb, entry in reporting_verbs().items()})
    known = [*classes.value_counts().sort_index().sort_values(ascending=False, kind="stable").index, "other"]
    found = spoken["cue"].map(classes).fillna("other")
    spoken = spoken.assign(cue_class=pd.Categorical(found, known))  # the same colour in every picture
    keys.append("cue_class")
    counts = spoken.groupby(keys, observed=True).agg(n=("quote_id", "size"), doc_freq=("doc_id", "nunique"))
    order = ["n", "cue"] if by is None else [by, "n", "cue"]
    ascending = [False, True] if by is None else [True, False, True]
    return counts.reset_index().sort_values(order, ascending=ascending, ignore_index=True)


def _cue_lemmas(spoken: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """The lemma of the first reporting verb in each cue; the cue in small letters where there is none."""
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
    """Where in its document each quotation begins, and how long it is.

    Args:
        quotes: what `find_quotes` or `link_speakers` gives.
        documents: doc_id and text.

    Columns:
        those of `quotes`, a row a quotation; n_words, and position (0: the first character of the text, 1: its end).

    Raises:
        KeyError: a table lacks a column, or a quotation is in no document given.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [5], "quote": ["it is"]})
    >>> quote_positions(quotes, pd.DataFrame({"doc_id": ["a"], "text": ["Yes, it is"]}))["position"].tolist()
    [0.5]
    """
    check_columns(documents, "documents", ["doc_id", "text"])
    spoken = one_row_each(quotes)
    length = documents.set_index(documents["doc_id"].astype("str"))["text"].str.len()
    size = spoken["doc_id"].astype("str").map(length).astype("float64")
    if size.isna().any():
        doc_id = spoken.loc[size.isna(), "doc_id"].iloc[0]
        raise KeyError(f"quotes has the doc_id {doc_id!r}, which is not in documents: give the same corpus")
    return spoken.assign(position=spoken["start"] / size)


def speaks_about(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Who speaks about whom: the actors named inside a speaker's quotations.

    Args:
        quotes: what `link_speakers` gives.
        mentions: what `find_actors` or `merge_actors` gives.

    Columns:
        speaker, about (an actor), n (mentions within quotations), doc_freq; the most frequent first. What a
        speaker says by name of himself counts, too.

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
    # Quotations do not overlap: a mention can only stand in the last one that begins before it.
    pairs = pd.merge_asof(
        sides[1].rename(columns={"end": "last", "actor": "about"}), sides[0], on="start", by="doc_id"
    )
    inside = pairs[pairs["last"] <= pairs["end"]].rename(columns={"actor": "speaker"})
    counts = inside.groupby(["speaker", "about"], observed=True)
    counts = counts.agg(n=("start", "size"), doc_freq=("doc_id", "nunique")).reset_index()
    order = ["n", "speaker", "about"]
    return counts.sort_values(order, ascending=[False, True, True], ignore_index=True)


# A closing mark may differ from its opening one; a straight mark opens and closes in turns.
_DOUBLE = {"open": ["“", "„", "«", "``"], "close": ["”", "»", "''"], "straight": ['"']}
_SINGLE = {"open": ["‘", "‚", "‹"], "close": ["’", "›"], "straight": ["'"]}


def mark_quoted(tokens: pd.DataFrame) -> pd.DataFrame:
    """Tell of each token whether it stands inside quotation marks.

    Marks pair within a paragraph: an opening mark and the next mark after it, if that one closes. An opening
    mark that nothing closes counts to the end of its paragraph if the next one opens with a mark, too, as
    quotations of several paragraphs are printed; else it is taken for a slip, and nothing is inside. Words
    that are reported without marks, and scare quotes, are not told apart from what they are not.

    Args:
        tokens: what `annotate` gives.

    Columns:
        those of `tokens`, in_quotes (the marks themselves are inside). In the order of the texts.

    Raises:
        KeyError: `tokens` lacks a column.

    >>> tokens = pd.DataFrame({"doc_id": "a", "par_id": 1, "pos": "X", "token": ["“", "Go", "”", "he", "said"]})
    >>> mark_quoted(tokens)["in_quotes"].to_list()
    [True, True, True, False, False]
    """
    columns = ["doc_id", "par_id", "token", "pos"]
    check_columns(tokens, "tokens", columns, "mark_quoted needs a table from annotate()")
    tokens, doc = in_text_order(tokens)
    paragraph = tokens["par_id"].to_numpy()
    new = np.append(True, (doc[1:] != doc[:-1]) | (paragraph[1:] != paragraph[:-1]))[: len(doc)]
    paragraph = np.cumsum(new) - 1
    # The apostrophe of a plural ("the rebels’ guns") is a particle, not punctuation.
    pos, tags = read_codes(tokens["pos"])
    token, values = read_codes(tokens["token"])
    is_mark = ~tags.isin(["PART", "VERB", "AUX", "PRON"])[pos]
    inside = np.zeros(len(tokens) + 1, np.int64)
    for marks in (_DOUBLE, _SINGLE):
        kinds = {kind: values.isin(marks[kind])[token] & is_mark for kind in marks}
        for first, beyond in _pair(kinds, paragraph, doc, np.flatnonzero(new)):
            np.add.at(inside, first, 1)
            np.add.at(inside, beyond, -1)
    return tokens.assign(in_quotes=np.cumsum(inside)[:-1] > 0)


def _pair(
    kinds: dict[str, np.ndarray], paragraph: np.ndarray, doc: np.ndarray, starts: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Give where quotations begin and the place behind their end: the closed ones, and those that go on."""
    at = np.flatnonzero(kinds["open"] | kinds["close"] | kinds["straight"])
    straight = kinds["straight"][at]
    before = np.cumsum(straight) - straight
    first_of_paragraph = np.searchsorted(paragraph[at], paragraph[at])
    in_turn = (before - before[first_of_paragraph]) % 2 == 0 if len(at) else straight
    opens = kinds["open"][at] | (straight & in_turn)
    last = np.append(paragraph[at][1:] != paragraph[at][:-1], True)[: len(at)]
    closed = np.flatnonzero(opens & ~last & ~np.append(opens[1:], True)[: len(at)])
    # Where a paragraph begins with an opening mark, what is left open in the one before goes on.
    begins = np.zeros(len(starts) + 1, dtype=bool)
    begins[:-1][paragraph[at[opens & np.isin(at, starts)]]] = True
    following = paragraph[at] + 1
    same_doc = doc[np.append(starts, 0)[np.minimum(following, len(starts))]] == doc[at] if len(at) else last
    goes_on = opens & last & begins[following] & same_doc
    beyond = np.append(starts, len(paragraph))[following[goes_on]]
    return [(at[closed], at[closed + 1] + 1), (at[goes_on], beyond)]
