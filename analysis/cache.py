"""Keep the annotations of texts in Parquet files, so that no text is annotated twice."""

import contextlib
import json
import os
import uuid
import warnings
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

_TEXTS = b"press-kit texts"


class Annotations(NamedTuple):
    """Token rows of some texts, one text after the other: the key and the number of rows of each."""

    keys: list[str]
    lengths: list[int]
    rows: pa.Table


def text_key(text: str) -> str:
    """Give the name under which a text's annotation is kept.

    >>> text_key("Aleppo falls") == text_key("Aleppo fell")
    False
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def open_shelf(folder: Path, version: dict[str, str]) -> Path | None:
    """Give the subfolder for annotations made by one version, or None with a warning if it cannot be written."""
    digest = blake2b(json.dumps(version, sort_keys=True).encode(), digest_size=8).hexdigest()
    shelf = folder / f"{version['model']}-{digest}"
    probe = shelf / f".{uuid.uuid4().hex}"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        warnings.warn(
            f"the cache folder {folder} cannot be written ({error.strerror}), so annotations are not kept: "
            "name another folder as CACHE",
            stacklevel=3,
        )
        return None
    return shelf


def read_shelf(shelf: Path, keys: set[str], schema: pa.Schema) -> list[Annotations]:
    """Read every file that holds one of the texts.

    A file that is truncated, damaged or of another form is set aside (renamed) with one warning.
    """
    found, aside = [], 0
    for file in sorted(shelf.glob("*.parquet")):
        try:
            annotations = _read_file(file, keys, schema)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            aside += 1
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".set-aside"))
        else:
            found += annotations
    if aside:
        warnings.warn(
            f"{aside} damaged or foreign cache file(s) set aside as *.set-aside in {shelf}; the texts are "
            "annotated anew",
            stacklevel=3,
        )
    return found


def write_shelf(shelf: Path, annotations: Annotations) -> None:
    """Add annotations to the shelf as one file, which is either whole or not there."""
    keys, lengths, rows = annotations
    name = text_key("".join(keys))
    part = shelf / f".{name}-{uuid.uuid4().hex}"
    try:
        rows = rows.replace_schema_metadata({_TEXTS: json.dumps([keys, lengths])})
        pq.write_table(rows, part, compression="zstd", write_page_checksum=True)
        os.replace(part, shelf / f"{name}.parquet")
    except OSError as error:
        part.unlink(missing_ok=True)
        warnings.warn(
            f"the cache in {shelf} cannot be written ({error}): free some space there", stacklevel=3
        )


def _read_file(file: Path, wanted: set[str], schema: pa.Schema) -> list[Annotations]:
    keys, lengths = json.loads(pq.read_schema(file).metadata[_TEXTS])
    if wanted.isdisjoint(keys):
        return []
    rows = pq.read_table(file, page_checksum_verification=True).replace_schema_metadata()
    if not rows.schema.equals(schema) or rows.num_rows != sum(lengths):
        raise ValueError(f"{file.name} is no table of this version")
    return [Annotations(keys, lengths, rows)]
