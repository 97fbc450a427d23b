"""Read the files of a corpus into one table, a row per text, and summarise it."""

import json
import lzma
import warnings
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from analysis.check import drop_kinds
from analysis.readers.dates import parse_date
from analysis.readers.decode import find_damage, repair_text
from analysis.readers.files import File, list_files
from analysis.readers.formats import is_table, read_file
from analysis.readers.lines import find_lines, has_headline
from analysis.readers.metadata import name_files, read_metadata, read_names
from analysis.readers.rows import COLUMNS
from analysis.readers.unwrap import unwrap_lines
from analysis.tables import PARTITIONS, By, check_by, check_columns, group_rows, read_dates
from analysis.words import choose_words

_COLUMNS = ["doc_id", "text", "title", "date", "outlet", "format", "encoding"]
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_LARGEST = 2**28  # bytes of a file that is one text


def read_corpus(
    path: str | Path,
    *,
    metadata: str | Path | None = None,
    names: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    split: str | None = None,
    dayfirst: bool | None = None,
    unwrap: bool = True,
    repair: bool = False,
    drop: str | Collection[str] = (),
) -> pd.DataFrame:
    """Read the texts of a folder, a ZIP file or a single file into one table.

    Texts are read from plain text, Markdown, HTML, PDF, Word and RTF files; from CSV, Excel, JSON and Parquet files
    with a column of texts; and from exports of Nexis, Factiva, ProQuest and Europresse, which are split into articles.
    One warning names all files that are not read, with the reason.

    A table `metadata.csv` (.tsv, .xlsx) at the top of the folder adds what is known of each text: its column `file` has
    the path in the folder, or only the name; `title`, `date` and `outlet` are understood, and other columns are passed
    on as text. A text without a title has its headline as title.

    Args:
        path: a folder, a ZIP file, or a single file.
        metadata: a table of another name or place.
        names: what folders and file names say, such as "{outlet}/{date}_*".
        columns: the columns of tables of texts or, without any, of metadata, such as {"text": "body", "date":
            "printed"}; common names are recognised.
        encoding: of all texts, such as "cp1252"; None: it is found for each file.
        split: the line between the texts of one file.
        dayfirst: whether 03/04/2016 is 3 April; None: such a date is an error.
        unwrap: join the lines of texts that are broken at a fixed width.
        repair: correct characters that were decoded wrongly, as in "isnâ€™t".
        drop: kinds of findings of `check_corpus` to leave out, such as ["near copy", "repeated line"]; of copies, one
            text of each group stays.

    Columns:
        doc_id (the path in the folder, followed by # and a number in a file with several texts, or the id in a table),
        text, title, date (day or moment as written, without its time zone, NaT if unknown), outlet, format (of the
        file, such as docx), encoding (how the file stores letters), width (characters per line, where lines were
        joined; else 0). In the order of doc_id. Columns of metadata, tables and exports follow, and a column period
        has dates of which only month or year is known.

    Raises:
        FileNotFoundError: there is no such file or folder, or no text in it.
        ValueError: a single file cannot be read, the metadata does not fit the files, or a date needs `dayfirst`.

    >>> read_corpus("seeds")["title"].item()
    'Mass killing reported in Aleppo as Syria troops near victory'
    """
    if not str(path).strip():
        raise FileNotFoundError("the path of the corpus is empty: name a folder or a text")
    columns = _check_columns(columns or {})
    path = Path(path).expanduser()
    if (path / PARTITIONS).exists():
        given = {
            "metadata": metadata,
            "names": names,
            "columns": columns,
            "encoding": encoding,
            "split": split,
        }
        for name, value in (given | {"repair": repair, "drop": drop}).items():
            if value:
                remedy = f"leave out {name}=, or give it where the texts themselves are read"
                raise ValueError(f"{path} is what was found in texts that were read before: {remedy}")
        return _read_partitions(path)
    files, found, left_out = list_files(path)
    if metadata:
        found = [Path(metadata).expanduser()]
        place = found[0].resolve()
        files = {name: file for name, file in files.items() if Path(str(file)).resolve() != place}
    if len(found) > 1:
        raise ValueError(f"there are {found[0].name} and {found[1].name}: keep one, or name it as metadata=")
    documents = _read_files(path, files, left_out, columns=columns, encoding=encoding, split=split)
    if repair:
        documents = _repair(documents)
    if unwrap:
        documents = _unwrap(documents)
    if names:
        documents = _replace_known(documents, read_names(names, documents["file"]))
    for source in found:  # one or none
        single = path if path.name in files and path.is_file() else None
        names_there = {} if any(map(is_table, files)) else columns
        documents = _replace_known(documents, read_metadata(source, documents, names_there, single=single))
    headlines = documents["text"].map(_headline)
    documents = _read_dates(documents, dayfirst).assign(title=documents["title"].fillna(headlines))
    _warn_of_texts(documents, guessed=encoding is None, repair=repair)
    documents = documents.drop(columns="file").sort_values("doc_id", ignore_index=True)
    if drop:
        every, documents = documents, drop_kinds(documents, [drop] if isinstance(drop, str) else drop)
        gone = every["doc_id"][~every["doc_id"].isin(documents["doc_id"])]
        named = f": {name_files(gone, 'texts', most=20)}" if len(gone) else ""
        warnings.warn(
            f"left out, as drop= asks: {documents.attrs.get('dropped', 'nothing')}{named}", stacklevel=2
        )
    return documents


def _read_partitions(results: Path) -> pd.DataFrame:
    """Read the documents of a corpus in partitions that have no fault; `annotate` then reads the tables there."""
    known = json.loads((results / PARTITIONS).read_text("utf-8"))
    paths = [Path(results, known["corpus"], f"{name}.parquet") for name in known["partitions"]]
    if not paths:
        raise ValueError(f"{results} has no partition without a fault: {'; '.join(known['failed'])}")
    documents = pd.concat(map(pd.read_parquet, paths), ignore_index=True)
    if known["failed"]:
        warnings.warn(f"left out of the corpus: {'; '.join(known['failed'])}", stacklevel=3)
    bad = {doc_id for ids in known["partitions"].values() for doc_id in ids}
    documents = documents.reindex(columns=list(dict.fromkeys([*_COLUMNS, *documents])))
    documents = documents[~documents["doc_id"].isin(bad)].assign(date=read_dates(documents["date"]))
    documents.attrs["partitions"] = str(results.resolve())
    return documents.reset_index(drop=True)


def _read_files(
    path: Path, files: dict[str, File], left_out: dict[str, list[str]], **options: object
) -> pd.DataFrame:
    """Read every file into a table of texts with all values as text; one warning names what is left out."""
    articles, notes = [], {}
    for name, file in files.items():
        try:
            read = _read_file(name, file, **options)
        except (OSError, ValueError, RuntimeError, EOFError, *_ZIP_ERRORS) as error:
            left_out.setdefault(getattr(error, "strerror", None) or str(error), []).append(name)
            continue
        articles += read
        if note := read[0].get("note"):
            notes.setdefault(note, []).append(name)
    reasons = "; ".join(
        f"{name_files(sorted(names), most=20)}: {why}" for why, names in sorted(left_out.items())
    )
    if not articles and path.name in files:
        raise ValueError(f"cannot read {reasons}")
    if not articles:
        kind = ValueError if left_out else FileNotFoundError
        raise kind(f"{path} has no text that can be read{reasons and f' ({reasons})'}: add some")
    if reasons:
        warnings.warn(f"left out of the corpus: {reasons}", stacklevel=3)
    for note, names in notes.items():
        warnings.warn(f"{name_files(names)}: {note}", stacklevel=3)
    table = pd.DataFrame(articles)
    columns = dict.fromkeys([*_COLUMNS, *table.drop(columns="note", errors="ignore")])
    return _add_ids(table.reindex(columns=list(columns)).astype("str")).assign(width=0)


def _read_file(name: str, file: File, **options: object) -> list[dict[str, str]]:
    """Read a file, and number its articles if there are several."""
    size = file.stat().st_size if isinstance(file, Path) else file.root.getinfo(file.at).file_size
    if size > _LARGEST and not is_table(name):
        raise ValueError(f"larger than {_LARGEST // 2**20} MB, which no text is: split it")
    articles = read_file(name, file.read_bytes(), **options)
    if not articles:
        raise ValueError("has no texts")
    digits = len(str(len(articles)))
    ends = [f"#{number:0{digits}}" for number in range(1, len(articles) + 1)] if len(articles) > 1 else [""]
    return [{**article, "file": name, "own": name + end} for article, end in zip(articles, ends, strict=True)]


def _add_ids(documents: pd.DataFrame) -> pd.DataFrame:
    """Use the ids that a table of texts has as doc_id, unless some occur twice; else path and number."""
    ids = documents["doc_id"]
    twice = ids.notna() & ids.fillna(documents["own"]).duplicated(keep=False)
    if twice.any():
        files = documents.loc[twice, "file"].unique()
        fault = f"has ids more than once ({', '.join(ids[twice].unique()[:3])})"
        remedy = "the texts are numbered instead, and their ids are in the column id"
        warnings.warn(f"{name_files(files)}: {fault}: {remedy}", stacklevel=4)
        numbered = documents["file"].isin(files)
        documents, ids = documents.assign(id=ids.where(numbered)), ids.mask(numbered)
    return documents.assign(doc_id=ids.fillna(documents["own"])).drop(columns="own")


def _check_columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    known = ("file", *COLUMNS)
    for name in columns.keys() - set(known):
        raise ValueError(f"columns= names {name!r}, no column of the kit: use {', '.join(known)}")
    return columns


def _repair(documents: pd.DataFrame) -> pd.DataFrame:
    """Repair texts, and say how many."""
    repaired = documents["text"].map(repair_text)
    changed = documents.loc[repaired != documents["text"], "doc_id"]
    _warn(changed, "with wrongly decoded characters or HTML entities, which are repaired, as repair= asks")
    return documents.assign(text=repaired)


def _unwrap(documents: pd.DataFrame) -> pd.DataFrame:
    """Join the lines of texts that are broken at a fixed width, and say how many."""
    texts, widths = unwrap_lines(list(documents["text"]))
    documents = documents.assign(text=pd.Series(texts, documents.index, dtype="str"), width=widths)
    joined = documents[documents["width"] > 0]
    widths = " to ".join(map(str, sorted({joined["width"].min(), joined["width"].max()})))
    fault = (
        f"with lines broken at {widths} characters, which are joined: unwrap=False leaves them as they are"
    )
    _warn(joined["doc_id"], fault)
    return documents


def _replace_known(documents: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return documents with the values that are known, in place of their own or as new columns."""
    for column in {"doc_id", "text", "format", "encoding", "width", "period", "file"} & set(known):
        raise ValueError(f"metadata or names= has a column {column!r}, which the kit makes itself: rename it")
    old = documents.reindex(columns=known.columns).astype("str")
    return documents.assign(**known.astype("str").fillna(old))


def _headline(text: str) -> str | None:
    return text[slice(*find_lines(text)[0])] if has_headline(text) else None


def _read_dates(documents: pd.DataFrame, dayfirst: bool | None) -> pd.DataFrame:
    """Read dates as they are written; months and years go into a column period."""
    written, iso = documents["date"].fillna("").str.strip(), {}
    for doc_id, date in zip(documents["doc_id"], written, strict=True):
        try:
            iso[date] = iso[date] if date in iso else parse_date(date, dayfirst=dayfirst)
        except ValueError as error:
            where = "in read_corpus(), in [read] of the settings, or as --read dayfirst=true"
            raise ValueError(f"{doc_id}: the date {error}, {where}") from error
    read = written.map(iso)
    dates = read_dates(read)
    unread = (written != "") & (read == "")
    examples = ", ".join(map(repr, written[unread].unique()[:3]))
    _warn(
        documents["doc_id"][unread], f"with a date that cannot be read ({examples}): write it like 2016-12-13"
    )
    periods = read.where(dates.isna() & (read != ""))
    if periods.notna().any():
        documents = documents.assign(period=periods)
    known = documents["doc_id"][periods.notna()]
    _warn(known, "with a month or year as date: it is in the column period, and date is empty")
    return documents.assign(date=dates)


def _warn_of_texts(documents: pd.DataFrame, *, guessed: bool, repair: bool) -> None:
    """Say which files are decoded by a guess, and which texts are empty or damaged."""
    if guessed:
        other = documents[~documents["encoding"].fillna("utf").str.startswith("utf")]
        names = ", ".join(other["encoding"].unique())
        fault = f"not in UTF-8 and read as {names}: check the letters, or name the encoding"
        _warn(other["file"].drop_duplicates(), fault, "files")
    empty = documents["text"].map(find_lines).map(len) == 0
    _warn(documents["doc_id"][empty], "without any text, kept as a document of no words")
    damaged = documents["text"].map(find_damage).map(len) > 0
    remedy = "which repair= could not repair" if repair else "or use repair=True"
    fault = f"with mojibake, control characters or markup: see check_corpus(documents), {remedy}"
    _warn(documents["doc_id"][damaged], fault)


def _warn(names: pd.Series, fault: str, kind: str = "texts") -> None:
    if len(names):
        warnings.warn(f"{name_files(names, kind)} {fault}", stacklevel=4)


def describe_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Summarise a corpus: texts, sentences, words and dates, of all texts or of each group.

    Words are the running words of `choose_words`. With `by`, its columns come first, in their order.

    Args:
        documents: the table from `read_corpus`.
        tokens: the table from `annotate` for these documents.
        by: a column of `documents` to group by, such as "outlet", or a list of columns.

    Columns:
        documents, sentences, words, shortest, longest (words in the shortest and longest document), first, last (the
        first and last date, NaT where none is known).

    Raises:
        KeyError: `documents` has no column `by`.
        ValueError: `by` has the name of a column of the result.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token": ["Go", "!"], "pos": ["VERB", "PUNCT"]})
    >>> describe_corpus(pd.DataFrame({"doc_id": ["a"], "date": [pd.NaT]}), tokens)["words"].item()
    1
    """
    check_columns(documents, "documents", ["doc_id", "date"])
    check_columns(tokens, "tokens", ["doc_id", "sent_id"], "use the tokens from annotate()")
    sizes = {"documents": ("words", "size"), "sentences": ("sentences", "sum"), "words": ("words", "sum")}
    sizes |= {"shortest": ("words", "min"), "longest": ("words", "max")}
    sizes |= {"first": ("first", "min"), "last": ("last", "max")}
    keys = check_by(documents, "documents", by, taken=sizes)
    words = choose_words(tokens, unit="lower", pos=None)
    sentences = tokens[["doc_id", "sent_id"]].drop_duplicates()
    doc_ids, dates = documents["doc_id"].astype("str"), read_dates(documents["date"])
    table = documents[keys].assign(first=dates, last=dates)
    for name, rows in {"words": words, "sentences": sentences}.items():
        n = rows["doc_id"].value_counts().rename(index=str)
        table[name] = n.reindex(doc_ids, fill_value=0).to_numpy()
    return group_rows(table, keys).agg(**sizes).reset_index(drop=not keys)
