"""Check a corpus for what distorts counts, such as copies and repeated lines, and leave out what should not count."""

import re
from collections.abc import Collection

import pandas as pd

from analysis.copies import find_copies
from analysis.finders.lists import any_of, word_map, word_set
from analysis.readers.decode import find_damage
from analysis.readers.lines import find_lines
from analysis.tables import check_columns, check_documents, check_known, read_dates

_COLUMNS = {"kind": "str", "doc_id": "str", "start": "Int64", "end": "Int64", "found": "str", "remedy": "str"}
_COLUMNS |= {"group": "str", "keep": "bool"}
_LINE = "repeated line"
_FEWEST_TEXTS = 3  # that have a repeated line, in a small corpus
# What a repeated line must have: four letters, so "***", "1.", "No." or "6:01 p.m." is none.
_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){4}")
# Some 20 words: the language of 14 of 2,843 such pieces of English news texts is mistaken, and of no whole article of
# 583 (tests/evaluation/measure_checks.py).
_FEWEST_LETTERS = 120
_FAR = pd.Timedelta(days=5 * 365)  # from the middle half of the dates, even if these are all of one week


def check_corpus(documents: pd.DataFrame, *, language: str = "en", similarity: float = 0.5,
                 repeated: float = 0.005, shortest: int = 30) -> pd.DataFrame:  # fmt: skip
    """List what in a corpus may distort counts: copies, repeated lines, and texts and metadata to look at.

    The kinds of findings, with what to do about each, are in the list `findings`. Nothing is left out:
    `drop_documents` and `drop_lines` do so for the rows whose `keep` is False. These are empty texts, all but one
    text of each group of copies, and repeated lines. Change `keep`, or leave rows out, before you call them.

    Near copies share half their three-word sequences, whatever the letter case and punctuation; the longest of a group
    is kept. Repeated lines have at least four letters and may differ in blanks and digits; copies of a text do not
    count. To read each once, use `findings["group"].value_counts()`. The language is guessed from the first 1,000
    characters, of texts with at least 120. A date is far off if it is before 1600, or further from the middle half of
    the dates than 3 times their span and 5 years.

    Args:
        documents: doc_id and text, as from `read_corpus`. Date, period, outlet and length (the declared number of
            words) are checked, too, if these columns are there.
        language: the language of the model, as its two letters.
        similarity: the share of three-word sequences that two texts must have in common to be near copies.
        repeated: the share of the texts that must have a line to make it a repeated line; at least three must.
        shortest: texts with fewer words than this are very short.

    Columns:
        kind, doc_id, start, end (the place in the text; missing where the whole text is meant), found (what the
        problem is), remedy (what to do), group (of copies the first doc_id, of repeated lines the line; else missing),
        keep (False: it is left out by `drop_documents` or `drop_lines`). In the order of the kinds in the list, then
        by group, doc_id and place. An empty table means that nothing was found.

    Raises:
        KeyError: `documents` lacks a column.
        ValueError: a text is missing, two documents have the same doc_id, or `similarity` is no share.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It is over."]})
    >>> check_corpus(documents, shortest=0)[["kind", "doc_id", "found", "keep"]].values.tolist()[1]
    ['exact copy', 'b', 'one of 2 equal texts', False]
    """
    check_documents(documents)
    if not 0 < similarity <= 1:
        raise ValueError(f"similarity={similarity} is no share: use a number from 0.3 to 1")
    documents = documents.sort_values("doc_id", ignore_index=True)
    documents = documents.reindex(columns=["doc_id", "text", "date", "period", "outlet", "length"])
    texts, copies = documents.set_index("doc_id")["text"], find_copies(documents, similarity)
    lines = _check_lines(texts, copies.loc[~copies["keep"], "doc_id"], repeated)
    found = [copies, lines, _check_agencies(texts), _check_damage(texts), _check_outlets(documents)]
    found += _check_texts(documents, language, shortest) + _check_dates(documents)
    table, kinds = pd.concat(found), word_map("findings", "remedy")
    table["remedy"], table["order"] = table["kind"].map(kinds), table["kind"].map(list(kinds).index)
    table["keep"] = table["keep"].fillna(~table["kind"].isin(["empty text", _LINE]))
    table = table.sort_values(["order", "group", "doc_id", "start"], ignore_index=True)
    return table[list(_COLUMNS)].astype(_COLUMNS)


def drop_documents(documents: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return the documents without those that a finding about the whole text does not keep.

    How many of each kind were left out is in `documents.attrs["dropped"]`, which captions and the methods text repeat.

    Args:
        documents: those that were checked.
        findings: the table from `check_corpus`, or rows of it; those of repeated lines are ignored.

    Raises:
        KeyError: `findings` lacks a column, or `documents` the document of a finding.
        ValueError: a `keep` is neither True nor False.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It is over."]})
    >>> left = drop_documents(documents, check_corpus(documents))
    >>> left["doc_id"].to_list(), left.attrs["dropped"]
    (['a'], '1 exact copy')
    """
    rows = _read_dropped(documents, findings)
    rows = rows[rows["kind"] != _LINE].drop_duplicates("doc_id")
    check_known(rows, "findings", documents)
    left = documents[~documents["doc_id"].isin(rows["doc_id"])].reset_index(drop=True)
    return _note(left, rows["kind"])


def drop_lines(documents: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return the documents without the repeated lines that a finding does not keep.

    How many lines were taken out is in `documents.attrs["dropped"]`, which captions and the methods text repeat.

    Args:
        documents: those that were checked, perhaps without those that `drop_documents` left out.
        findings: the table from `check_corpus`, or rows of it; only those of repeated lines are used.

    Raises:
        KeyError: `findings` lacks a column, or `documents` the document of a finding.
        ValueError: a `keep` is neither True nor False, or a line is not in its place.

    >>> texts = [f"{text}\\nSign up now" for text in ("We won.", "They lost.", "Rain is due.")]
    >>> documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": texts})
    >>> drop_lines(documents, check_corpus(documents))["text"].to_list()
    ['We won.', 'They lost.', 'Rain is due.']
    """
    rows = _read_dropped(documents, findings)
    gone = set(rows.loc[rows["kind"] != _LINE, "doc_id"]) - set(documents["doc_id"])
    rows = rows[(rows["kind"] == _LINE) & ~rows["doc_id"].isin(gone)].fillna({"start": 0, "end": 0})
    check_known(rows, "findings", documents)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    for row in rows.sort_values("start", ascending=False).itertuples():
        text, line, start, end = texts[row.doc_id], str(row.group), int(row.start), int(row.end)
        if _normalise(text[start:end]) != _normalise(line):
            remedy = "run check_corpus again"
            raise ValueError(f"{row.doc_id} has no line {line[:60]!r} at {start}-{end}: {remedy}")
        texts[row.doc_id] = (text[:start] + text[end:].lstrip()).rstrip()
    return _note(documents.assign(text=documents["doc_id"].map(texts)), rows["kind"])


def drop_kinds(documents: pd.DataFrame, kinds: Collection[str]) -> pd.DataFrame:
    """Return documents without the texts and lines of some kinds of findings; of copies, one of each group stays.

    Raises:
        ValueError: there is no such kind.
    """
    known = word_map("findings", "remedy")
    for kind in set(kinds) - set(known):
        raise ValueError(f"drop names {kind!r}, no kind of finding: use {', '.join(known)}")
    findings = check_corpus(documents)
    findings = findings[findings["kind"].isin(kinds)]
    findings = findings.assign(keep=findings["keep"] & findings["kind"].str.endswith("copy"))
    return drop_lines(drop_documents(documents, findings), findings)


def _read_dropped(documents: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that are not to be kept, each once."""
    check_documents(documents)
    check_columns(findings, "findings", _COLUMNS, "use the findings from check_corpus()")
    keep = findings["keep"].astype("str").str.lower().map({"true": True, "false": False})
    for value in findings["keep"][keep.isna()]:
        raise ValueError(f"findings has {value!r} as keep: write True to keep the text or line, or False")
    return findings[~keep.astype("bool")].drop_duplicates(["kind", "doc_id", "start"])


def _note(documents: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return documents with a note of how many of each kind were left out, after those of earlier calls."""
    parts = [documents.attrs["dropped"]] if "dropped" in documents.attrs else []
    for kind, n in kinds.value_counts(sort=False).items():
        parts.append(f"{n:,} {word_map('findings', 'one' if n == 1 else 'many')[kind]}")
    documents.attrs |= {"dropped": ", ".join(parts)} if parts else {}
    return documents


def _list(kind: str, rows: pd.DataFrame, found: str) -> pd.DataFrame:
    """Return rows as findings of a kind; `found` says what was found, with the names of columns for their values."""
    return rows.assign(kind=kind, found=[found.format_map(row) for row in rows.to_dict("records")])


def _check_lines(texts: pd.Series, copies: pd.Series, repeated: float) -> pd.DataFrame:
    """Return the lines that many texts have, in all of them; `copies` of other texts do not count."""
    rows = [(doc_id, *at, text[slice(*at)]) for doc_id, text in texts.items() for at in find_lines(text)]
    lines = pd.DataFrame(rows, columns=["doc_id", "start", "end", "group"])
    lines = lines[lines["group"].map(_LETTERS.search).notna()]
    same = lines["group"].map(_normalise)
    n = lines["doc_id"].where(~lines["doc_id"].isin(copies)).groupby(same).transform("nunique")
    lines = lines.assign(group=lines["group"].groupby(same).transform("first"), n=n)
    fewest = max(_FEWEST_TEXTS, repeated * (len(texts) - len(copies)))
    return _list(_LINE, lines[n >= fewest], "in {n:,} texts")


def _normalise(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _check_agencies(texts: pd.Series) -> pd.DataFrame:
    """Return the texts with an agency in a dateline or a byline of its own at their start, or at their very end."""
    agencies = word_set("agencies")
    name = f"(?:{any_of({*agencies, *map(str.upper, agencies)})})"
    dateline = rf"^.{{0,60}}[(\[]{name}(?:[/, ]+{name})*[)\]]\s*[-–—:]"
    start = re.compile(rf"(?m){dateline}|^(?:(?:By |Source: ).{{0,60}}?\b)?{name}\.?(?=\s*$)")
    end = re.compile(rf"(?m)(?:^|(?<!\w)[-–—(\[]\s*){name}[)\]]?\.?(?=\s*\Z)")
    matches = texts.map(lambda text: start.search(text, 0, 500) or end.search(text, len(text) - 60)).dropna()
    rows = [(doc_id, match[0], *match.span()) for doc_id, match in matches.items()]
    reports = pd.DataFrame(rows, columns=["doc_id", "name", "start", "end"])
    return _list("agency report", reports, "names {name!r}")


def _check_damage(texts: pd.Series) -> pd.DataFrame:
    """Return each kind of damage in a text, with its first place."""
    rows = [(doc_id, *damage) for doc_id, text in texts.items() for damage in find_damage(text)]
    damage = pd.DataFrame(rows, columns=["doc_id", "damage", "start", "end"])
    damage["n"] = damage.groupby(["doc_id", "damage"])["start"].transform("size")
    return _list("damaged text", damage.drop_duplicates(["doc_id", "damage"]), "{damage} (places: {n:,})")


def _check_texts(documents: pd.DataFrame, language: str, shortest: int) -> list[pd.DataFrame]:
    """Return which texts are empty, very short, in another language, or a tenth shorter or longer than declared."""
    from py3langid import classify

    texts, declared = documents["text"], pd.to_numeric(documents["length"], errors="coerce")
    words, empty = texts.str.split().str.len(), texts.map(lambda text: not find_lines(text)).astype("bool")
    codes = texts.map(lambda text: classify(text[:1000])[0] if len(text) >= _FEWEST_LETTERS else language)
    rows = documents.assign(words=words, declared=declared, code=codes)
    differs = (words - declared).abs() >= declared / 10
    return [
        _list("empty text", rows[empty], "no text"),
        _list("very short text", rows[(words < shortest) & ~empty], "words: {words:,}"),
        _list("other language", rows[codes != language], f"{{code!r}} rather than {language!r}"),
        _list("length differs", rows[differs], "words: {words:,}, declared: {declared:,.0f}"),
    ]


def _check_dates(documents: pd.DataFrame) -> list[pd.DataFrame]:
    """Return which dates are hardly right, or missing but for a month or year; if no text has one, none is missing."""
    whole = read_dates(documents["date"]).notna()
    written, periods = documents["date"].astype("str").replace("", None), documents["period"].astype("str")
    written = written.fillna(periods).fillna("none")
    dates = pd.to_datetime(written, format="ISO8601", errors="coerce", utc=True)
    future = dates > pd.Timestamp.now("UTC") + pd.Timedelta(days=1)  # somewhere it is tomorrow
    early = dates.dt.year < 1600
    first, last = dates[~future & ~early].quantile([0.25, 0.75])
    far = max(3 * (last - first), _FAR)
    off = ~future & (early | (dates < first - far) | (dates > last + far))
    kinds = {"date missing": ~whole & whole.any(), "date in the future": future, "date far off": off}
    return [_list(kind, documents.assign(date=written)[rows], "date: {date}") for kind, rows in kinds.items()]


def _check_outlets(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the names of outlets that most texts spell in another way, each with its first text."""
    rows = documents.dropna(subset="outlet").astype({"outlet": "str"})
    outlets = rows["outlet"]
    rows["n"] = outlets.groupby(outlets).transform("size")
    same = outlets.groupby(outlets.map(_strip_name))
    rows["main"] = same.transform(lambda names: names.value_counts().index[0])
    rows = rows[outlets != rows["main"]].drop_duplicates("outlet")
    return _list("outlet spelled in two ways", rows, "{outlet!r} (texts: {n:,}), mostly {main!r}")


def _strip_name(outlet: str) -> str:
    """Return the name of an outlet without what varies, such as "The", ".com" and "(London)"."""
    varies = r"^(www\.)?the|, the\b|[;(].*|\.(com|net|org|co\.\w\w)$|[\W_]"
    return re.sub(varies, "", outlet.lower().strip()) or outlet
