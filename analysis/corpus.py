"""Read a folder of texts into one table, a row per text."""

import warnings
from collections import Counter
from pathlib import Path

import pandas as pd

from analysis.segment import find_lines, has_headline
from analysis.selection import select_words

METADATA = "metadata.csv"


def read_corpus(
    path: str | Path, *, metadata: str | Path | None = None, encoding: str = "utf-8"
) -> pd.DataFrame:
    """Read one text, or every .txt file of a folder and its subfolders, as they are.

    No character is changed, so offsets count the characters of the file; a byte order mark is not part of the
    text. A file `metadata.csv` in the folder (or the one named by `metadata`) adds what is known of each text:
    its column `file` holds the path below the folder, or the name alone where only one file has it; `title`,
    `date` (ISO, as 2016-12-13) and `outlet` are understood, and any other column is passed on as text. Where no
    title is given, the headline is the title.

    Args:
        path: a text file, or a folder.
        metadata: a CSV file, if it is not `metadata.csv` in the folder.
        encoding: of the texts, as Python names it ("utf-8", "cp1252", "utf-16").

    Columns:
        doc_id (path below the folder, with /), text, title, date (day or moment, NaT if unknown), outlet; and
        the other columns of the metadata. In the order of doc_id.

    Raises:
        FileNotFoundError: there is no such file or folder, or no .txt file in it.
        ValueError: a text cannot be read in this encoding, or the metadata does not fit the files.

    >>> read_corpus("seeds")["title"].item()
    'Mass killing reported in Aleppo as Syria troops near victory'
    """
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    files = _list_texts(path)
    texts = _read_texts(files, encoding)
    documents = pd.DataFrame(
        {"doc_id": [file.relative_to(folder).as_posix() for file in files], "text": texts}, dtype="str"
    )
    empty = documents.loc[documents["text"].str.strip() == "", "doc_id"]
    if len(empty):
        warnings.warn(f"{_name(empty)} without any text, kept as a document of no words", stacklevel=2)
    known = _read_metadata(
        Path(metadata) if metadata else folder / METADATA, documents, required=bool(metadata)
    )
    documents = documents.merge(known, on="doc_id", how="left", validate="1:1")
    headlines = [text[slice(*find_lines(text)[0])] if has_headline(text) else None for text in texts]
    documents["title"] = documents["title"].fillna(pd.Series(headlines, dtype="str"))
    return documents


def describe_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Tell how much there is: texts, sentences, words and dates, over all or per value of a column.

    Words are the tokens with a letter or digit that are neither punctuation nor symbols.

    Args:
        documents: what `read_corpus` gives.
        tokens: what `annotate` gives for them.
        by: a column of `documents`, such as "outlet".

    Columns:
        group (the value of `by`, or "all"), documents, sentences, words, shortest, longest (words of a
        document), first, last (dates, NaT where none is known).

    Raises:
        KeyError: `documents` has no column `by`.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 0, "token": ["Go", "!"], "pos": ["VERB", "PUNCT"]})
    >>> describe_corpus(pd.DataFrame({"doc_id": ["a"], "date": [pd.NaT]}), tokens)["words"].item()
    1
    """
    if by is not None and by not in documents:
        raise KeyError(f"documents has no column {by!r}; it has {', '.join(documents.columns)}")
    doc_id = documents["doc_id"].astype("str")
    running = select_words(tokens, unit="token", pos=None)
    is_word = running.table[running.codes] >= 0
    words = running.tokens.loc[is_word, "doc_id"].astype("str").value_counts()
    sentences = tokens[["doc_id", "sent_id"]].drop_duplicates()["doc_id"].astype("str").value_counts()
    table = pd.DataFrame(
        {
            "group": "all" if by is None else documents[by].astype("str").fillna("(not given)"),
            "doc_id": doc_id,
            "words": doc_id.map(words).fillna(0).astype("int64"),
            "sentences": doc_id.map(sentences).fillna(0).astype("int64"),
            "date": pd.to_datetime(documents["date"]),
        }
    )
    counts = table.groupby("group", as_index=False).agg(
        documents=("doc_id", "size"),
        sentences=("sentences", "sum"),
        words=("words", "sum"),
        shortest=("words", "min"),
        longest=("words", "max"),
        first=("date", "min"),
        last=("date", "max"),
    )
    return counts


def _list_texts(path: Path) -> list[Path]:
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}: check how it is spelled")
    if path.is_file():
        return [path]
    files = sorted(
        (file for file in path.rglob("*") if file.is_file() and not _is_hidden(file.relative_to(path))),
        key=lambda file: file.relative_to(path).as_posix(),
    )
    texts = [file for file in files if file.suffix.lower() == ".txt"]
    if not texts:
        raise FileNotFoundError(
            f"the folder {path} holds no .txt file: save each text as UTF-8 plain text in it"
        )
    others = [file.name for file in files if file not in set(texts) and file.suffix.lower() != ".csv"]
    if others:
        warnings.warn(
            f"{_name(others)} left out of the corpus: only .txt is read, so save as plain text what belongs to it",
            stacklevel=3,
        )
    return texts


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_texts(files: list[Path], encoding: str) -> list[str]:
    """Decode every file; one error names all that cannot be read, so that they are mended in one go."""
    texts, faults = [], []
    for file in files:
        data = file.read_bytes()
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            text, fault = "", f"byte {error.start} in line {line} is not {encoding}"
            faults.append(f"{file.name} ({_binary(data) or fault})")
        else:
            if _binary(data) and "\0" in text:
                faults.append(f"{file.name} ({_binary(data)})")
        texts.append(text)
    if faults:
        raise ValueError(
            f"{_name(faults)} cannot be read as text: save as UTF-8 plain text, "
            'or name the encoding, as in read_corpus(path, encoding="cp1252")'
        )
    nul = [file.name for file, text in zip(files, texts, strict=True) if "\0" in text]
    if nul:
        warnings.warn(
            f"{_name(nul)} with NUL characters, kept as they are: was it saved as text?", stacklevel=3
        )
    return texts


def _binary(data: bytes) -> str:
    """Say why bytes look like no text: many control characters, as in a PDF, an image or UTF-16."""
    head = data[:100_000]
    control = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
    return "it looks like a binary file or UTF-16" if control > len(head) / 20 else ""


def _read_metadata(path: Path, documents: pd.DataFrame, *, required: bool) -> pd.DataFrame:
    """Read metadata.csv with a doc_id for every row, or an empty table where there is none."""
    if not path.exists():
        if required:
            raise FileNotFoundError(f"there is no file {path}: check the path given as metadata")
        return pd.DataFrame(columns=["doc_id", "title", "date", "outlet"], dtype="str").astype(
            {"date": "datetime64[us]"}
        )
    try:
        rows = pd.read_csv(path, dtype="str", encoding="utf-8-sig", skipinitialspace=True)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ValueError(f"{path.name} cannot be read as a table ({error}): save it as CSV, UTF-8") from error
    if "file" not in rows:
        raise ValueError(
            f"{path.name} has no column 'file' (it has {', '.join(rows)}): add one with file names"
        )
    clash = sorted({"doc_id", "text"} & set(rows))
    if clash:
        raise ValueError(f"{path.name} has a column {clash[0]!r}, which the kit makes itself: rename it")
    rows = rows.reindex(
        columns=["file", *dict.fromkeys(["title", "date", "outlet", *rows.columns.drop("file")])]
    )
    rows = rows.astype("str")
    rows.insert(0, "doc_id", _match_files(rows["file"], documents["doc_id"], path.name))
    rows["date"] = _parse_dates(rows, path.name)
    missing = documents.loc[~documents["doc_id"].isin(rows["doc_id"]), "doc_id"]
    if len(missing):
        warnings.warn(
            f"{_name(missing)} without a row in {path.name}: date and outlet stay empty", stacklevel=4
        )
    return rows.drop(columns="file")


def _match_files(names: pd.Series, doc_ids: pd.Series, metadata: str) -> list[str]:
    """Give the doc_id of each row: the path below the folder, or a file name that only one text has."""
    by_name: dict[str, list[str]] = {}
    for doc_id in doc_ids:
        by_name.setdefault(doc_id.rsplit("/", 1)[-1], []).append(doc_id)
    known, matched = set(doc_ids), []
    for row, name in enumerate(names.fillna("").str.strip().str.replace("\\", "/"), start=2):
        candidates = [name] if name in known else by_name.get(name, [])
        if not candidates:
            raise ValueError(
                f"{metadata} row {row} names {name!r}, which is not in the folder: mend the name"
            )
        if len(candidates) > 1:
            raise ValueError(
                f"{metadata} row {row} names {name!r}, but it is in several subfolders: write {candidates[0]}"
            )
        matched += candidates
    twice = [name for name, n in Counter(matched).items() if n > 1]
    if twice:
        raise ValueError(f"{metadata} names {_name(twice)} more than once: keep one row for each text")
    return matched


def _parse_dates(rows: pd.DataFrame, metadata: str) -> pd.Series:
    dates = pd.to_datetime(rows["date"], format="ISO8601", errors="coerce", utc=False)
    wrong = rows.index[dates.isna() & rows["date"].notna()]
    if len(wrong):
        raise ValueError(
            f"{metadata} row {wrong[0] + 2} has the date {rows['date'][wrong[0]]!r}: write it as 2016-12-13"
        )
    return dates.astype("datetime64[us]")


def _name(items: pd.Series | list[str]) -> str:
    """Name the first of some files and count the others."""
    items = list(items)
    return (
        items[0]
        if len(items) == 1
        else f"{len(items)} files ({', '.join(items[:3])}{', …' * (len(items) > 3)})"
    )
