"""Keep the annotations of texts in Parquet files, so that no text is annotated twice."""

import contextlib
import io
import warnings
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.export.files import write_files


def text_key(text: str) -> str:
    """Return the name under which the annotation of a text is kept.

    >>> text_key("Aleppo falls") == text_key("Aleppo fell")
    False
    """
    return _hash(text.encode("utf-8", "surrogatepass"))


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def read_cache_folder(cache_folder: Path, keys: Collection[str]) -> list[pa.Table]:
    """Read the rows of all texts that are kept, which are given by their keys.

    The name of a file is the hash of its content: a file that is truncated, damaged or changed is renamed, with one
    warning. A file that cannot be opened now may be intact; its texts are annotated again.
    """
    found, aside, missing = [], 0, set(keys)
    for file in sorted(cache_folder.glob("*.parquet")):
        with contextlib.suppress(OSError):
            content = file.read_bytes()
            if _hash(content) == file.stem:
                wanted = pc.field("key").isin(pa.array(missing, pa.string()))
                rows = pq.read_table(io.BytesIO(content), filters=wanted)
                missing.difference_update(rows["key"].unique().to_pylist())
                found.append(rows)
            else:
                aside += 1
                file.replace(file.with_suffix(".set-aside"))
    if aside:
        fault = f"{aside} damaged or foreign cache files set aside as *.set-aside in {cache_folder}"
        warnings.warn(f"{fault}; their texts are annotated again", stacklevel=3)
    return found


def write_cache_folder(cache_folder: Path, rows: pa.Table) -> bool:
    """Write rows as one file, which is either complete or not there; return False, with a warning, if it fails."""
    file = io.BytesIO()
    pq.write_table(rows, file, compression="zstd")
    try:
        write_files({f"{_hash(file.getvalue())}.parquet": file.getvalue()}, cache_folder)
    except OSError as error:
        remedy = "free some space there, or name another folder as CACHE"
        fault = f"the cache folder {cache_folder} cannot be written ({error.__cause__})"
        warnings.warn(f"{fault}, so annotations are not kept: {remedy}", stacklevel=3)
        return False
    return True


def gather_rows(keys: list[str], tables: list[pa.Table], doc_ids: pd.Series) -> pd.DataFrame:
    """Return the rows of all texts in the order of the documents."""
    rows = pa.concat_tables(tables).unify_dictionaries().combine_chunks().to_pandas()
    places, none = rows.groupby("key").indices, np.arange(0)
    taken = [places.get(key, none) for key in keys]
    rows = rows.drop(columns="key").take(np.concatenate([none, *taken])).reset_index(drop=True)
    for name in rows.columns[rows.dtypes == "category"]:  # the same ones with and without a cache
        values = rows[name].array.remove_unused_categories()
        rows[name] = values.reorder_categories(values.categories.astype("str").sort_values())
    doc_no = np.repeat(np.arange(len(keys)), [len(place) for place in taken])
    rows.insert(0, "doc_id", pd.Categorical.from_codes(doc_no, categories=doc_ids.astype("str")))
    return rows
