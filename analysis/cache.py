"""Keep the annotations of texts in Parquet files, so that no text is annotated twice."""

import contextlib
import io
import json
import warnings
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

_TEXTS = b"press-kit texts"


class Annotations(NamedTuple):
    """Token rows of some texts, one text after the other: the key and the number of rows of each."""

    keys: list[str]
    lengths: list[int]
    rows: pa.Table


def text_key(text: str) -> str:
    """Return the name under which the annotation of a text is kept.

    >>> text_key("Aleppo falls") == text_key("Aleppo fell")
    False
    """
    return _hash(text.encode("utf-8", "surrogatepass"))


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def read_cache_folder(cache_folder: Path, keys: Collection[str]) -> list[Annotations]:
    """Read every file that has one of the texts, which are given by their keys.

    The name of a file is the hash of its content: a file that is truncated, damaged or changed is renamed, with one
    warning. A file that cannot be opened now may be intact; its texts are annotated again.
    """
    found, aside, keys = [], 0, set(keys)
    for file in sorted(cache_folder.glob("*.parquet")):
        with contextlib.suppress(OSError):
            content = file.read_bytes()
            if _hash(content) != file.stem:
                aside += 1
                file.replace(file.with_suffix(".set-aside"))
                continue
            table = pq.ParquetFile(io.BytesIO(content))
            there, lengths = json.loads(table.schema_arrow.metadata[_TEXTS])
            if not keys.isdisjoint(there):
                found.append(Annotations(there, lengths, table.read().replace_schema_metadata()))
    if aside:
        warnings.warn(
            f"{aside} damaged or foreign cache file(s) set aside as *.set-aside in {cache_folder}; the texts are "
            "annotated again",
            stacklevel=3,
        )
    return found


def write_cache_folder(cache_folder: Path, annotations: Annotations) -> bool:
    """Write annotations as one file, which is either complete or not there; False, with a warning, if it fails."""
    keys, lengths, rows = annotations
    file = io.BytesIO()
    pq.write_table(
        rows.replace_schema_metadata({_TEXTS: json.dumps([keys, lengths])}), file, compression="zstd"
    )
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=cache_folder) as folder:
            draft = Path(folder, "draft")
            draft.write_bytes(file.getvalue())
            draft.replace(cache_folder / f"{_hash(file.getvalue())}.parquet")
    except OSError as error:
        warnings.warn(
            f"the cache folder {cache_folder} cannot be written ({error}), so annotations are not kept: "
            "free some space there, or name another folder as CACHE",
            stacklevel=3,
        )
        return False
    return True


def gather_rows(
    keys: list[str], annotations: list[Annotations], doc_ids: pd.Series, schema: pa.Schema
) -> pd.DataFrame:
    """Return the rows of all texts in the order of the documents."""
    tables = [known.rows for known in annotations] or [schema.empty_table()]
    rows = pa.concat_tables(tables).unify_dictionaries().combine_chunks().to_pandas()
    there = [key for known in annotations for key in known.keys]
    lengths = [length for known in annotations for length in known.lengths]
    parts = np.split(np.arange(len(rows)), np.cumsum(lengths, dtype=int))  # and an empty one at the end
    places = dict(zip(there, parts, strict=False))
    taken = [places[key] for key in keys]
    rows = rows.take(np.concatenate([np.arange(0), *taken])).reset_index(drop=True)
    for name in rows.columns[rows.dtypes == "category"]:  # the same ones with and without a cache
        values = rows[name].cat.remove_unused_categories().cat
        rows[name] = values.reorder_categories(pd.Index(sorted(values.categories), dtype="str"))
    doc_no = np.repeat(np.arange(len(keys)), [len(place) for place in taken])
    rows.insert(0, "doc_id", pd.Categorical.from_codes(doc_no, categories=doc_ids.astype("str")))
    return rows
