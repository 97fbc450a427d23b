"""Read a folder of texts into one table, a row per text, and summarise it."""

import codecs
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.readers.lines import find_lines, has_headline
from analysis.readers.metadata import name_files, read_metadata
from analysis.tables import check_columns
from analysis.word_parts import running_words

METADATA = "metadata.csv"
# Files that are no text, although their names may end in .txt, by their first bytes.
_FORMATS = {b"%PDF": "a PDF", b"{\\rtf": "an RTF file", b"PK\x03\x04": "an Office or ZIP file"}
_LISTS = ("aliases.csv", "categories.csv")  # of a corpus, which other functions read


def read_corpus(
    path: str | Path, *, metadata: str | Path | None = None, encoding: str = "utf-8"
) -> pd.DataFrame:
    """Read one text, or every .txt file of a folder and its subfolders, as they are.

    No character is changed, so offsets count the characters of the file; a byte order mark is not part of the
    text. A file `metadata.csv` in the folder (or the one named by `metadata`) adds what is known of each text:
    its column `file` has the path below the folder, or only the name if no other file has it; `title`, `date` (ISO,
    as 2016-12-13) and `outlet` are understood, and any other column is passed on as text. A text without a title in
    the metadata has its headline as title. One warning names all that is in the folder and is not read: hidden
    texts, links to folders, what cannot be opened, other files.

    Args:
        path: a text file, or a folder.
        metadata: a CSV file, if it is not `metadata.csv` in the folder.
        encoding: of the texts, as Python names it ("utf-8", "cp1252", "utf-16").

    Columns:
        doc_id (path below the folder, with /), text, title, date (day or moment as written, without its time
        zone, NaT if unknown), outlet; and the other columns of the metadata. In the order of doc_id.

    Raises:
        FileNotFoundError: there is no such file or folder, or no .txt file in it.
        ValueError: a text cannot be read in this encoding, or the metadata does not fit the files.

    >>> read_corpus("seeds")["title"].item()
    'Mass killing reported in Aleppo as Syria troops near victory'
    """
    if not str(path).strip():
        raise FileNotFoundError("the path of the corpus is empty: name a folder or a text")
    path = Path(path).expanduser()
    folder = path if path.is_dir() else path.parent
    source = Path(metadata).expanduser() if metadata else folder / METADATA
    files = _list_texts(path, source)
    texts = _read_texts(files, encoding)
    documents = pd.DataFrame(
        {"doc_id": [file.relative_to(folder).as_posix() for file in files], "text": texts}, dtype="str"
    )
    empty = documents.loc[documents["text"].str.strip() == "", "doc_id"]
    if len(empty):
        warnings.warn(f"{name_files(empty)} without any text, kept as a document of no words", stacklevel=2)
    known = read_metadata(
        source, documents["doc_id"], required=bool(metadata), single=path if path.is_file() else None
    )
    documents = documents.merge(known, on="doc_id", how="left", validate="1:1")
    headlines = [text[slice(*find_lines(text)[0])] if has_headline(text) else None for text in texts]
    documents["title"] = documents["title"].fillna(pd.Series(headlines, dtype="str"))
    return documents


def _list_texts(path: Path, metadata: Path) -> list[Path]:
    """List the text itself, or the texts of a folder; one warning names all else that is in it, with the reason."""
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}: check how it is spelled")
    if path.is_file():
        return [path]
    known = {file.resolve() for file in (metadata, *(path / name for name in _LISTS))}
    texts, left = [], {}
    for found, reason in _walk(path, known):
        if reason:
            left.setdefault(reason, []).append(found.relative_to(path).as_posix())
        else:
            texts.append(found)
    if left:
        parts = [f"{name_files(sorted(names))}: {reason}" for reason, names in sorted(left.items())]
        warnings.warn(f"left out of the corpus: {'; '.join(parts)}", stacklevel=3)
    if not texts:
        raise FileNotFoundError(
            f"the folder {path} has no .txt file: save each text in it as UTF-8 plain text"
        )
    return sorted(texts, key=lambda file: file.relative_to(path).as_posix())


def _walk(path: Path, known: set[Path]) -> Iterator[tuple[Path, str]]:
    """Yield all texts of a folder, and all that is left out with the reason; hidden files only if they are .txt."""
    errors: list[OSError] = []
    for folder, _, files in path.walk(on_error=errors.append):
        hidden = any(part.startswith(".") for part in folder.relative_to(path).parts)
        for file in (folder / name for name in files):
            is_text = file.suffix.lower() == ".txt"
            if hidden or file.name.startswith("."):
                if is_text:
                    yield file, "hidden, so rename it without the dot if it belongs to the corpus"
            elif file.is_dir():  # which walk() does not follow
                yield file, "links to folders are not followed, so copy the folder"
            elif not file.is_file():
                yield file, "a broken link, or no file"
            elif is_text:
                yield file, ""
            elif file.resolve() not in known:
                yield file, "only .txt is read, so save as plain text what belongs to the corpus"
    for error in errors:
        yield Path(error.filename), f"{error.strerror}, so it cannot be opened"


def _read_texts(files: list[Path], encoding: str) -> list[str]:
    """Decode every file; one error names all files that cannot be read."""
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise ValueError(f"there is no encoding {encoding!r}: try 'utf-8', 'cp1252' or 'utf-16'") from error
    texts, faults, nul = [], [], []
    for file in files:
        text, fault = _decode(file.read_bytes(), encoding)
        texts.append(text)
        if fault:
            faults.append(f"{file.name} ({fault})")
        elif "\0" in text:
            nul.append(file.name)
    if faults:
        raise ValueError(
            f"{name_files(faults)} cannot be read as text: save as UTF-8 plain text, "
            'or name the encoding, as in read_corpus(path, encoding="cp1252")'
        )
    if nul:
        message = f"{name_files(nul)} with NUL characters, kept as they are: was it saved as text?"
        warnings.warn(message, stacklevel=3)
    return texts


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the text of a file and an empty string, or what is wrong with it."""
    fault = next((f"it is {name}" for start, name in _FORMATS.items() if data.startswith(start)), "")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", fault or _find_controls(data) or f"byte {error.start} in line {line} is not {encoding}"
    return text, fault or ("\0" in text and _find_controls(data)) or ""


def _find_controls(data: bytes) -> str:
    """Say so if bytes have many control characters, as images and UTF-16 have."""
    head = data[:100_000]
    control = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
    return "it looks like a binary file or UTF-16" if control > len(head) / 20 else ""


def describe_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Summarise a corpus: texts, sentences, words and dates, of all texts or for each value of a column.

    Words are the tokens with a letter or digit that are neither punctuation nor symbols.

    Args:
        documents: the table from `read_corpus`.
        tokens: the table from `annotate` for these documents.
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
    check_columns(documents, "documents", ["doc_id", "date", *([by] if by else [])])
    check_columns(tokens, "tokens", ["doc_id", "sent_id"], "use the tokens from annotate()")
    doc_id = documents["doc_id"].astype("str")
    words = running_words(tokens)["doc_id"].astype("str").value_counts()
    sentences = tokens[["doc_id", "sent_id"]].drop_duplicates()["doc_id"].astype("str").value_counts()
    table = pd.DataFrame(
        {
            "group": "all" if by is None else documents[by].astype("str").fillna("(not given)"),
            "words": doc_id.map(words).fillna(0).astype("int64"),
            "sentences": doc_id.map(sentences).fillna(0).astype("int64"),
            "date": pd.to_datetime(documents["date"]),
        }
    )
    return table.groupby("group", as_index=False).agg(
        documents=("words", "size"),
        sentences=("sentences", "sum"),
        words=("words", "sum"),
        shortest=("words", "min"),
        longest=("words", "max"),
        first=("date", "min"),
        last=("date", "max"),
    )
