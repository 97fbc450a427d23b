"""List what is in a folder or ZIP file: the files to read, and why the others are left out."""

import re
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from analysis.readers.zipped import MOST_UNPACKED

File = Path | zipfile.Path

# At the top of a corpus, these are read by their own functions; elsewhere they are left out.
_METADATA = re.compile(r"metadata\.(csv|tsv|xlsx)", re.IGNORECASE)
_LISTS = ("aliases.csv", "categories.csv")
_NO_TEXT = re.compile(r"(metadata|readme|licen[cs]e)(\..*)?|(aliases|categories)\.csv", re.IGNORECASE)
_LARGEST = 2**33  # bytes of all that is in a ZIP file


def list_files(path: Path) -> tuple[dict[str, File], list[File], dict[str, list[str]]]:
    """Return the files of a corpus by their paths in it, those at its top with metadata, and names left out by reason.

    Args:
        path: a folder, a ZIP file, or a single other file.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ValueError: it is a ZIP file that cannot be opened, or a folder with results of the kit.

    >>> files, metadata, left_out = list_files(Path("seeds"))
    >>> list(files), metadata, left_out
    (['000_abae222d40cbce7b.txt'], [], {})
    """
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}: check how it is spelled")
    if path.is_file() and not is_zip(path):
        beside = (file for file in sorted(path.parent.iterdir()) if _METADATA.fullmatch(file.name))
        return {path.name: path}, [file for file in beside if not _why_left_out(file, path.parent)], {}
    if not (path.is_file() or path.is_dir()):
        raise ValueError(f"{path} is neither a folder nor an ordinary file: name one with texts")
    files, metadata, left_out = {}, [], defaultdict(list)
    for name, file, reason in _list_zip(path) if path.is_file() else _list_folder(path):
        reason = reason or ("a second file of this name" if name in files else _why_by_name(name))
        if path.is_file() and name in _LISTS:
            reason = "not read from a ZIP file, so unpack it"
        if reason:
            left_out[reason].append(name.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n"))
        elif _METADATA.fullmatch(name):
            metadata.append(file)
        elif name not in _LISTS:
            files[name] = file
    return dict(sorted(files.items())), sorted(metadata, key=str), dict(left_out)


def is_zip(path: Path) -> bool:
    """Return whether a file is a ZIP file of texts by its name; Word and Excel files are ZIP files, too."""
    return path.suffix.lower() == ".zip" and path.is_file()


def _list_folder(top: Path) -> Iterator[tuple[str, File, str]]:
    """Yield the path below the folder, the file, and why it is left out (or an empty string) of each file."""
    if _has_results(top):
        raise ValueError(f"{top} is a folder with results of the kit: name the folder with the texts")
    errors: list[OSError] = []
    for folder, subfolders, names in top.walk(on_error=errors.append):
        for file in map(folder.joinpath, [*subfolders, *names]):
            name = file.relative_to(top).as_posix()
            try:
                reason = _why_left_out(file, top)
            except OSError as error:
                reason = f"cannot be opened ({error.strerror})"
            if file.name in subfolders:
                if reason := reason or _why_by_name(name):
                    subfolders.remove(file.name)
                    yield name, file, reason
            elif reason or not is_zip(file):
                yield name, file, reason
            else:
                try:
                    yield from ((f"{name}/{member}", *found) for member, *found in _list_zip(file))
                except ValueError as error:
                    yield name, file, str(error)
    for error in errors:
        file = Path(error.filename)
        yield file.relative_to(top).as_posix(), file, f"cannot be opened ({error.strerror})"


def _why_left_out(file: Path, top: Path) -> str:
    if file.is_symlink() and not file.exists():
        return "a broken link, or a link that leads back to itself"
    if file.is_symlink() and file.is_dir():  # which walk() does not follow
        return "links to folders are not followed, so copy the folder"
    if not file.resolve().is_relative_to(top.resolve()):
        return "links out of the corpus are not followed, so copy the file"
    if file.is_dir():
        return "results of the kit" if _has_results(file) else ""
    return "" if file.is_file() else "no ordinary file"


def _has_results(folder: Path) -> bool:
    """Return whether the kit wrote a folder: its manifest holds the hash of the corpus."""
    manifest = folder / "MANIFEST.json"
    return manifest.is_file() and b'"blake2b"' in manifest.read_bytes()


def _list_zip(path: Path) -> Iterator[tuple[str, File, str]]:
    """Yield the path in the ZIP file, the file, and why it is left out (or an empty string) of each file."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"cannot be opened as a ZIP file ({error}), so pack it again") from error
    if sum(member.file_size for member in archive.infolist()) > _LARGEST:
        raise ValueError(f"unpacks to more than {_LARGEST // 2**30} GB, so unpack it yourself")
    for member in archive.infolist():
        if not member.is_dir():
            yield member.filename, zipfile.Path(archive, member.filename), _why_not_unpacked(member)


def _why_not_unpacked(member: zipfile.ZipInfo) -> str:
    if re.search(r"^[/\\]|^\w:|(^|[/\\])\.\.([/\\]|$)", member.filename):
        return "the path in the ZIP file leads out of it, so rename the file"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link in a ZIP file, so unpack it yourself"
    if member.flag_bits & 1:
        return "needs a password, so unpack the ZIP file yourself"
    if member.file_size > max(2**20, MOST_UNPACKED * member.compress_size):
        return f"unpacks to more than {MOST_UNPACKED} times the packed size, which no text does"
    return "a ZIP file in a ZIP file, so unpack it" if member.filename.lower().endswith(".zip") else ""


def _why_by_name(name: str) -> str:
    *folders, file = name.split("/")
    if "\n" in name or not name.isascii() and "\\udc" in ascii(name):
        return "a name with a line break or not in UTF-8, so rename it"
    if file.startswith("~$"):
        return "a temporary file of an open document"
    if any(part.startswith((".", "__MACOSX")) for part in (*folders, file)):
        return "hidden, so rename it if it belongs to the corpus"
    if _METADATA.fullmatch(file) or file in _LISTS:
        return "only read at the top of the corpus, so move it there" if folders else ""
    return "no text by its name" if _NO_TEXT.fullmatch(file) else ""
