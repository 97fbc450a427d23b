"""Check a corpus for what distorts counts, such as copies and repeated lines, and leave out what should not count."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from analysis.copies import Finding, find_exact_copies, find_near_copies
from analysis.finders.lists import any_of, read_lexicon, word_map
from analysis.readers.decode import find_damage
from analysis.readers.lines import find_lines
from analysis.tables import check_columns, check_documents, check_known, read_dates

_COLUMNS = {"kind": "str", "doc_id": "str", "start": "Int64", "end": "Int64", "found": "str", "remedy": "str"}
_COLUMNS |= {"group": "str", "keep": "bool"}
_LINE = "repeated line"
_FEWEST_TEXTS = 3  # that have a repeated line, in a small corpus
# Some 20 words: of 2,000 such pieces of English news texts, the language of 3 is mistaken; of 575 articles, of none.
_FEWEST_LETTERS = 120
_FIRST_YEAR = 1600
_FAR = pd.Timedelta(days=5 * 365)  # from the middle half of the dates, even if these are all of one week
_LONG_NAME = 8  # letters of an outlet; with one letter changed, a shorter name may be another outlet


def check_corpus(documents: pd.DataFrame, *, language: str = "en", similarity: float = 0.5,
                 repeated: float = 0.002, shortest: int = 30) -> pd.DataFrame:  # fmt: skip
    """List what in a corpus may distort counts: copies, repeated lines, and texts and metadata to look at.

    The kinds of findings, with what to do about each, are in the list `findings`. Nothing is left out:
    `drop_documents` and `drop_lines` do so for the rows whose `keep` is False. These are empty texts, all but one
    text of each group of copies, and repeated lines. Change `keep`, or leave rows out, before you call them.

    Near copies share half their three-word sequences, whatever the letter case and punctuation; the longest of a group
    is kept. Repeated lines may differ in blanks and digits; copies of a text count once. The language is guessed from
    the first 1,000 characters, of texts with at least 120. A date is far off if it is before 1600, or further from the
    middle half of the dates than 3 times their span and 5 years.

    Args:
        documents: doc_id and text, as from `read_corpus`. Date, outlet and length (the declared number of words) are
            checked, too, if these columns are there.
        language: the language of the model, as its two letters.
        similarity: the share of three-word sequences that two texts must have in common to be near copies.
        repeated: the share of the texts that must have a line to make it a repeated line; at least three must.
        shortest: texts with fewer words than this are very short.

    Columns:
        kind, doc_id, start, end (the place in the text; missing where the whole text is meant), found (what it is),
        remedy (what to do), group (of copies the first doc_id, of repeated lines the line; else missing), keep. In the
        order of the kinds in the list, then by group, doc_id and place. An empty table means that nothing was found.

    Raises:
        KeyError: `documents` lacks a column.
        ValueError: a text is missing, two documents have the same doc_id, or `similarity` is no share.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It is over."]})
    >>> check_corpus(documents, shortest=0)[["kind", "doc_id", "found", "keep"]].values.tolist()[1]
    ['exact copy', 'b', 'the same text as a', False]
    """
    check_documents(documents)
    if not 0 < similarity <= 1:
        raise ValueError(f"similarity={similarity} is no share: use a number from 0.3 to 1")
    documents = documents.sort_values("doc_id", ignore_index=True)
    exact = list(find_exact_copies(documents))
    copied = [row.doc_id for row in exact if not row.keep]
    near = list(find_near_copies(documents[~documents["doc_id"].isin(copied)], similarity))
    stories = documents["doc_id"].to_list()
    for rows in (exact, near):
        group = {row.doc_id: row.group for row in rows}
        stories = [group.get(story, story) for story in stories]
    found = [*exact, *near, *_check_lines(documents, stories, repeated)]
    found += [*_check_texts(documents, language, shortest), *_check_lengths(documents)]
    found += [*_check_dates(documents), *_check_outlets(documents)]
    table, kinds = pd.DataFrame(found, columns=Finding._fields), word_map("findings", "remedy")
    table["remedy"], table["order"] = table["kind"].map(kinds), table["kind"].map(list(kinds).index)
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
    rows = rows[(rows["kind"] == _LINE) & ~rows["doc_id"].isin(gone)]
    check_known(rows, "findings", documents)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    for doc_id, own in rows.groupby("doc_id"):
        texts[doc_id] = _cut_lines(doc_id, texts[doc_id], own.astype({"start": "float", "end": "float"}))
    left = documents.assign(text=pd.Series(list(texts.values()), documents.index, dtype="str"))
    return _note(left, rows["kind"])


def _read_dropped(documents: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that are not to be kept."""
    check_documents(documents)
    check_columns(findings, "findings", _COLUMNS, "use the findings from check_corpus()")
    if not (known := findings["keep"].isin([True, False])).all():
        value = findings.loc[~known, "keep"].iloc[0]
        raise ValueError(f"findings has {value!r} as keep: write True to keep the text or line, or False")
    return findings[~findings["keep"].astype("bool")]


def _cut_lines(doc_id: str, text: str, rows: pd.DataFrame) -> str:
    """Return a text without some of its lines and the line breaks after them."""
    ends = dict(find_lines(text))
    for line, start, end in rows[["group", "start", "end"]].itertuples(index=False):
        if ends.get(start) != end or _normalise(text[int(start) : int(end)]) != _normalise(str(line)):
            where = f"in {doc_id} from {start:.0f} to {end:.0f}"
            raise ValueError(f"the line {str(line)[:60]!r} is not {where} any more: run check_corpus again")
    starts = [0, *list(ends)[1:], len(text)]
    kept = set(ends) - set(rows["start"])
    parts = zip(ends, starts[:-1], starts[1:], strict=True)
    return "".join(text[start:stop] for line, start, stop in parts if line in kept).rstrip("\r\n")


def _note(documents: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return documents with a note of how many of each kind were left out, after those of earlier calls."""
    parts = [documents.attrs["dropped"]] if "dropped" in documents.attrs else []
    for kind, n in kinds.value_counts(sort=False).items():
        parts.append(f"{n:,} {word_map('findings', 'one' if n == 1 else 'many')[kind]}")
    documents.attrs |= {"dropped": ", ".join(parts)} if parts else {}
    return documents


def _check_lines(documents: pd.DataFrame, stories: list[str], repeated: float) -> Iterator[Finding]:
    """Yield the lines that many texts have, in all of them; copies are one story and count once."""
    rows = [
        (doc_id, text[start:end], start, end, story)
        for doc_id, text, story in zip(documents["doc_id"], documents["text"], stories, strict=True)
        for start, end in find_lines(text)
    ]
    lines = pd.DataFrame(rows, columns=["doc_id", "line", "start", "end", "story"])
    same = lines.groupby(lines["line"].map(_normalise))
    lines["line"], lines["n"] = same["line"].transform("first"), same["doc_id"].transform("nunique")
    fewest = max(_FEWEST_TEXTS, repeated * len(set(stories)))
    for row in lines[same["story"].transform("nunique") >= fewest].itertuples():
        yield Finding(_LINE, row.doc_id, f"the line of {row.n:,} texts", row.line, False, row.start, row.end)


def _normalise(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _check_texts(documents: pd.DataFrame, language: str, shortest: int) -> Iterator[Finding]:
    """Yield what is odd about single texts."""
    import py3langid

    agency = _match_agencies()
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        words, damage = len(text.split()), defaultdict(list)
        if not find_lines(text):
            yield Finding("empty text", doc_id, "no text", keep=False)
        elif words < shortest:
            yield Finding("very short text", doc_id, f"{words} words")
        if len(text) >= _FEWEST_LETTERS and (code := py3langid.classify(text[:1000])[0]) != language:
            yield Finding("other language", doc_id, f"its language seems to be {code!r}, not {language!r}")
        if match := agency.search(text):
            start, end = match.span(match.lastindex)
            yield Finding("agency report", doc_id, f"names {text[start:end]!r}", start=start, end=end)
        for kind, *place in find_damage(text):
            damage[kind].append(place)
        for kind, places in damage.items():
            found = f"{kind}, the first of {len(places)} places" if len(places) > 1 else kind
            yield Finding("damaged text", doc_id, found, start=places[0][0], end=places[0][1])


def _match_agencies() -> re.Pattern:
    """Return a pattern of an agency in a dateline or a byline of its own among the first lines, or at the very end."""
    agencies = read_lexicon("agencies")["word"]
    name = f"(?:{any_of({*agencies, *agencies.str.upper()})})"
    dateline = rf".{{0,60}}[(\[]{name}(?:[/, ]+{name})*[)\]](?:\s*[-–—:]|(?=\s*$))"
    byline = rf"(?:(?:By |Source: ).{{0,60}}?)?\b{name}\.?(?=\s*$)"
    credit = rf"(?:^|[-–—([]\s*){name}[)\]]?\.?(?=[.\s]*\Z)"
    return re.compile(rf"(?m)\A(?:.*\n){{0,6}}?({dateline}|{byline})|({credit})")


def _check_lengths(documents: pd.DataFrame) -> Iterator[Finding]:
    """Yield the texts whose number of words differs by a tenth or more from the number declared."""
    declared = pd.to_numeric(documents.get("length", pd.Series(index=documents.index)), errors="coerce")
    words = documents["text"].str.split().str.len()
    for row in documents.index[(words - declared).abs() >= declared / 10]:
        found = f"{words[row]:,} words, but {declared[row]:,.0f} declared"
        yield Finding("length differs", documents["doc_id"][row], found)


def _check_dates(documents: pd.DataFrame) -> Iterator[Finding]:
    """Yield the texts whose dates are missing or hardly right, if any text has a date."""
    dates = read_dates(documents.get("date", pd.Series(pd.NaT, documents.index)))
    future = dates > pd.Timestamp.now() + pd.Timedelta(days=1)  # somewhere it is tomorrow
    early = dates.dt.year < _FIRST_YEAR
    first, last = dates[~future & ~early].quantile([0.25, 0.75])
    far = max(3 * (last - first), _FAR)
    off = early | (dates < first - far) | (dates > last + far)
    kinds = {"date missing": dates.isna() & dates.notna().any(), "date in the future": future}
    for kind, rows in (kinds | {"date far off": off & ~future}).items():
        for doc_id, date in zip(documents["doc_id"][rows], dates[rows], strict=True):
            yield Finding(kind, doc_id, "no date" if pd.isna(date) else f"{date:%Y-%m-%d}")


def _check_outlets(documents: pd.DataFrame) -> Iterator[Finding]:
    """Yield each outlet whose name is nearly that of one with more texts, with the first text of it."""
    outlets, main = documents.get("outlet", pd.Series(dtype="str")), {}
    for outlet, n in outlets.value_counts().items():
        spellings = _spell(str(outlet))
        other = next((main[spelling] for spelling in spellings if spelling in main), outlet)
        main |= {spelling: other for spelling in spellings if spelling not in main}
        if other != outlet:
            first = documents["doc_id"][outlets == outlet].iloc[0]
            yield Finding("outlet spelled in two ways", first, f"{outlet!r} (texts: {n:,}), mostly {other!r}")


def _spell(outlet: str) -> list[str]:
    """Return a name in small letters without what varies; if it is long, also without any one of its letters."""
    plain = unicodedata.normalize("NFKD", outlet).casefold().strip()
    plain = re.sub(r"^the\b|\([^)]*\)$|\.(com|net|org|co\.\w\w)$", "", plain)
    plain = re.sub(r"[\W_]", "", plain) or outlet
    shorter = [plain[:i] + plain[i + 1 :] for i, letter in enumerate(plain) if letter.isalpha()]
    return [plain, *(shorter if len(plain) >= _LONG_NAME else ())]
