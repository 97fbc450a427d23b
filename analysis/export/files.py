"""Write the files of one result together."""

import os
import re
from contextlib import suppress
from pathlib import Path

from analysis.export.headings import printable


def check_name(name: str) -> None:
    """Refuse what cannot name a file on every machine."""
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
        raise ValueError(
            f"The name {name!r} cannot name a file here: use letters, digits, '-' and '_' only; "
            "the folder goes into folder=, the suffix is added."
        )


def one_line(text: str, argument: str) -> str:
    """A text as one line that every file can hold; refuse an empty one."""
    line = printable(text) if isinstance(text, str) else ""
    if not line:
        raise ValueError(f"The {argument} is empty ({text!r}): say in {argument}= what is shown.")
    return line


def write_files(files: dict[str, bytes], folder: str | os.PathLike) -> list[Path]:
    """Write files by name into a folder, made if missing; a file is there whole or not at all.

    Raises:
        OSError: the folder cannot be written, or is a file.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder: name another in folder=.")
    # All contents first go to hidden neighbours.
    drafts = {folder / name: folder / f".{name}.{os.getpid()}.tmp" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft, content in zip(drafts.values(), files.values(), strict=True):
            draft.write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        what = f"{', '.join(files)} cannot be written to the folder {folder} ({error.strerror})"
        raise OSError(f"{what}: name another in folder=, or close the files where they are open.") from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
    return list(drafts)
