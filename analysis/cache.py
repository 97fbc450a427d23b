"""Keep the annotations of texts in Parquet files, so that no text is annotated twice."""

import contextlib
import json
import os
import uuid
import warnings
from hashlib import blake2b
from pathlib import Path
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
    """Give the name under which a text's annotation is kept.

    >>> text_key("Aleppo falls") == text_key("Aleppo fell")
    False
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def open_cache_folder(folder: Path, version: dict[str, str]) -> Path | None:
    """Give the subfolder for annotations made by one version, or None with a warning if it cannot be written."""
    digest = blake2b(json.dumps(version, sort_keys=True).encode(), digest_size=8).hexdigest()
    cache_folder = folder / f"{version['model']}-{digest}"
    probe = cache_folder / f".{uuid.uuid4().hex}"
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        warnings.warn(
            f"the cache folder {folder} cannot be written ({error.strerror}), so annotations are not kept: "
            "name another folder as CACHE",
            stacklevel=3,
        )
        return None
    return cache_folder


def read_cache_folder(cache_folder: Path, texts: dict[str, str], schema: pa.Schema) -> list[Annotations]:
    """Read every file that has one of the texts, which are given by their keys.

    A file that is truncated, damaged, of another form or does not fit the texts is renamed, with one warning.
    """
    found, aside = [], 0
    for file in sorted(cache_folder.glob("*.parquet")):
        try:
            annotations = _read_file(file, texts, schema)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError) as error:
            if getattr(error, "errno", None) is not None:
                continue  # the file may be sound, only not to be had now: its texts are annotated anew
            aside += 1
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".set-aside"))
        else:
            found += annotations
    if aside:
        warnings.warn(
            f"{aside} damaged or foreign cache file(s) set aside as *.set-aside in {cache_folder}; the texts are "
            "annotated anew",
            stacklevel=3,
        )
    return found


def write_cache_folder(cache_folder: Path, annotations: Annotations) -> None:
    """Add annotations to the cache folder as one file, which is either whole or not there."""
    keys, lengths, rows = annotations
    name = text_key("".join(keys))
    part = cache_folder / f".{name}-{uuid.uuid4().hex}"
    try:
        rows = rows.replace_schema_metadata({_TEXTS: json.dumps([keys, lengths])})
        pq.write_table(rows, part, compression="zstd", write_page_checksum=True)
        os.replace(part, cache_folder / f"{name}.parquet")
    except OSError as error:
        part.unlink(missing_ok=True)
        warnings.warn(
            f"the cache in {cache_folder} cannot be written ({error}): free some space there", stacklevel=3
        )


def _read_file(file: Path, texts: dict[str, str], schema: pa.Schema) -> list[Annotations]:
    keys, lengths = json.loads(pq.read_schema(file).metadata[_TEXTS])
    if texts.keys().isdisjoint(keys):
        return []
    rows = pq.read_table(file, page_checksum_verification=True).replace_schema_metadata()
    rows.validate(full=True)
    whole = rows.schema.equals(schema) and rows.num_rows == sum(lengths) and min(lengths) >= 0
    if not whole or len(keys) != len(lengths) or not _fits(rows, keys, lengths, texts):
        raise ValueError(f"{file.name} is no table of this version")
    return [Annotations(keys, lengths, rows)]


def _fits(rows: pa.Table, keys: list[str], lengths: list[int], texts: dict[str, str]) -> bool:
    """Check that the numbers of each text count up, stay within it, and that its tokens are where the rows say."""
    if any(column.null_count for column in rows.columns):
        return False
    numbers = rows.select([field.name for field in rows.schema if pa.types.is_integer(field.type)])
    of = {name: numbers.column(name).to_numpy() for name in numbers.column_names}
    count = np.array(lengths, dtype="int64")
    first = np.cumsum(count) - count
    sizes = [len(texts[key]) if key in texts else np.iinfo("int32").max for key in keys]
    row, first_row = np.arange(len(rows)), np.repeat(first, count)
    size, begins = np.repeat(sizes, count), row == first_row
    new_sentence, new_line = (np.diff(of[name], prepend=0) for name in ("sent_id", "par_id"))
    checks = [
        (of["phrase_start"] >= 0) & (of["phrase_start"] <= of["start"]) & (of["start"] < of["end"]),
        (of["end"] <= of["phrase_end"]) & (of["phrase_end"] <= size),
        begins | (of["start"] >= np.roll(of["end"], 1)),
        of["token_id"] == row - first_row,
        (of["head"] >= 0) & (of["head"] < np.repeat(count, count)),
        np.where(begins, of["sent_id"] == 0, (new_sentence == 0) | (new_sentence == 1)),
        np.where(
            begins,
            (of["par_id"] == 0) | (of["par_id"] == 1),
            (new_line == 0) | (new_line > 0) & (new_sentence == 1),
        ),
        (of["iob"] >= 0) & (of["iob"] <= 3),
    ]
    if not all(check.all() for check in checks):
        return False
    column = rows.column("token").combine_chunks()
    words = column.dictionary.to_pylist()
    spans = list(zip(of["start"].tolist(), of["end"].tolist(), column.indices.to_pylist(), strict=True))
    return all(
        texts[key][start:end] == words[code]
        for key, at, length in zip(keys, first.tolist(), lengths, strict=True)
        if key in texts
        for start, end, code in spans[at : at + length]
    )


def gather_rows(
    keys: list[str], annotations: list[Annotations], doc_ids: pd.Series, schema: pa.Schema
) -> pd.DataFrame:
    """Put the rows of all texts into the order of the documents, whichever file they come from."""
    tables = [known.rows for known in annotations] or [schema.empty_table()]
    rows = pa.concat_tables(tables).unify_dictionaries().combine_chunks().to_pandas()
    offsets: dict[str, tuple[int, int]] = {}
    at = 0
    for known in annotations:
        for key, length in zip(known.keys, known.lengths, strict=True):
            offsets.setdefault(key, (at, length))
            at += length
    firsts, lengths = np.array([offsets[key] for key in keys], dtype="int64").reshape(-1, 2).T
    take = np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
    if not np.array_equal(take, np.arange(len(rows))):
        rows = rows.take(take).reset_index(drop=True)
    for name in rows.columns[rows.dtypes == "category"]:
        rows[name] = sort_categories(rows[name].array)
    doc_no = np.repeat(np.arange(len(keys)), lengths)
    rows.insert(0, "doc_id", pd.Categorical.from_codes(doc_no, categories=doc_ids.astype("str")))
    return rows


def sort_categories(values: pd.Categorical) -> pd.Categorical:
    """Leave out categories not in use and sort the others: the same table, cold cache or warm."""
    used = np.flatnonzero(np.bincount(values.codes, minlength=len(values.categories)))
    used = used[np.argsort(values.categories.to_numpy(dtype=object)[used], kind="stable")]
    codes = np.zeros(len(values.categories), dtype="int64")
    codes[used] = np.arange(len(used))
    return pd.Categorical.from_codes(codes[values.codes], categories=values.categories[used].astype("str"))
