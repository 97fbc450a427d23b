"""Read a folder of texts into one table, a row per text, and summarise it."""

import warnings
from collections import defaultdict
from pathlib import Path

import pandas as pd

from analysis.readers.lines import find_lines, has_headline
from analysis.readers.metadata import name_files, read_metadata
from analysis.tables import By, check_by, check_columns, check_documents, group_rows, read_dates
from analysis.words import choose_words

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
    doc_ids = [file.relative_to(folder).as_posix() for file in files]
    documents = pd.DataFrame({"doc_id": doc_ids, "text": texts}, dtype="str")
    unseen = documents["text"].map(find_lines).map(len) == 0
    _warn_of(documents, unseen, "without any text, kept as a document of no words")
    nul = documents["text"].str.contains("\0", regex=False)
    _warn_of(documents, nul, "with NUL characters, kept as they are: was it saved as text?")
    single = path if path.is_file() else None
    known = read_metadata(source, documents["doc_id"], required=bool(metadata), single=single)
    documents = documents.merge(known, on="doc_id", how="left", validate="1:1")
    headlines = [text[slice(*find_lines(text)[0])] if has_headline(text) else None for text in texts]
    return documents.assign(title=documents["title"].fillna(pd.Series(headlines, dtype="str")))


def _list_texts(path: Path, metadata: Path) -> list[Path]:
    """List the text itself, or the texts of a folder; one warning names what is left out, with the reason."""
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}: check how it is spelled")
    if path.is_file():
        return [path]
    known = {file.resolve() for file in (metadata, *(path / name for name in _LISTS))}
    errors: list[OSError] = []
    found = defaultdict(list)
    for folder, _, names in path.walk(on_error=errors.append):
        for file in map(folder.joinpath, names):
            found[_why_left_out(file, path, known)].append(file.relative_to(path).as_posix())
    for error in errors:
        name = Path(error.filename).relative_to(path).as_posix()
        found[f"{error.strerror}, so it cannot be opened"].append(name)
    texts = [path / name for name in sorted(found.pop("", [])) if Path(name).suffix.lower() == ".txt"]
    left_out = "; ".join(f"{name_files(sorted(names))}: {why}" for why, names in sorted(found.items()))
    if left_out:
        warnings.warn(f"left out of the corpus: {left_out}", stacklevel=3)
    if not texts:
        raise FileNotFoundError(f"the folder {path} has no .txt file: save each text as UTF-8 plain text")
    return texts


def _why_left_out(file: Path, corpus: Path, known: set[Path]) -> str:
    """Return why a file is left out; an empty string for a text, and for what nobody would take for one."""
    is_text = file.suffix.lower() == ".txt"
    if any(part.startswith(".") for part in file.relative_to(corpus).parts):
        return "hidden, so rename it without the dot if it belongs to the corpus" if is_text else ""
    if file.is_dir():  # which walk() does not follow
        return "links to folders are not followed, so copy the folder"
    if not file.is_file():
        return "a broken link, or no file"
    if not is_text and file.resolve() not in known:
        return "only .txt is read, so save as plain text what belongs to the corpus"
    return ""


def _read_texts(files: list[Path], encoding: str) -> list[str]:
    """Decode every file; one error names all files that cannot be read."""
    texts = [_decode(file.read_bytes(), encoding) for file in files]
    if faults := [f"{file.name} ({fault})" for file, (_, fault) in zip(files, texts, strict=True) if fault]:
        remedy = 'save as UTF-8 plain text, or name the encoding, as in read_corpus(path, encoding="cp1252")'
        raise ValueError(f"{name_files(faults)} cannot be read as text: {remedy}")
    return [text for text, _ in texts]


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the text of a file and an empty string, or what is wrong with it."""
    for start, name in _FORMATS.items():
        if data.startswith(start):
            return "", f"it is {name}"
    # Images and UTF-16 have many NUL characters.
    binary = "it looks like a binary file or UTF-16" if data.count(0) > len(data) / 20 else ""
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", binary or f"byte {error.start} in line {line} is not {encoding}"
    except LookupError as error:
        raise ValueError(f"there is no encoding {encoding!r}: try 'utf-8', 'cp1252' or 'utf-16'") from error
    return text, binary if "\0" in text else ""


def _warn_of(documents: pd.DataFrame, which: pd.Series, fault: str) -> None:
    if which.any():
        warnings.warn(f"{name_files(documents.loc[which, 'doc_id'])} {fault}", stacklevel=3)


def find_copies(documents: pd.DataFrame) -> pd.DataFrame:
    """List the documents that have the same text as an earlier document.

    Texts are the same if every character is, apart from blanks and line breaks before and after the text. An empty text
    is no copy. To leave the copies out, use documents[~documents["doc_id"].isin(find_copies(documents)["doc_id"])].

    Args:
        documents: the table from `read_corpus`, in any order.

    Columns:
        doc_id, copy_of (the first doc_id with this text). In the order of doc_id.

    Raises:
        KeyError: `documents` lacks a column.
        ValueError: a text is missing, or two documents have the same doc_id.

    >>> find_copies(pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It is over.\\n"]})).values.tolist()
    [['b', 'a']]
    """
    check_documents(documents)
    texts = documents.assign(text=documents["text"].str.strip()).sort_values("doc_id", ignore_index=True)
    texts["copy_of"] = texts.groupby("text")["doc_id"].transform("first")
    copies = (texts["text"] != "") & (texts["copy_of"] != texts["doc_id"])
    return texts.loc[copies, ["doc_id", "copy_of"]].reset_index(drop=True)


def describe_corpus(documents: pd.DataFrame, tokens: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Summarise a corpus: texts, sentences, words and dates, of all texts or of each group.

    Words are the running words of `choose_words`. With `by`, its columns come first, in their order.

    Args:
        documents: the table from `read_corpus`.
        tokens: the table from `annotate` for these documents.
        by: a column of `documents` to group by, such as "outlet", or a list of columns.

    Columns:
        documents, sentences, words, shortest, longest (words of a document), first, last (dates, NaT where none is
        known).

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
    sentences = tokens.drop_duplicates(["doc_id", "sent_id"])
    doc_ids, dates = documents["doc_id"].astype("str"), read_dates(documents["date"])
    table = documents[keys].assign(first=dates, last=dates)
    for name, rows in {"words": words, "sentences": sentences}.items():
        table[name] = rows["doc_id"].astype("str").value_counts().reindex(doc_ids, fill_value=0).to_numpy()
    return group_rows(table, keys).agg(**sizes).reset_index(drop=not keys)
