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
    """Return the name under which the annotation of a text is kept.

    >>> text_key("Aleppo falls") == text_key("Aleppo fell")
    False
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def name_cache_folder(folder: Path, version: dict[str, str]) -> Path:
    """Return the subfolder for annotations of one version."""
    digest = blake2b(json.dumps(version, sort_keys=True).encode(), digest_size=8).hexdigest()
    return folder / f"{version['model']}-{digest}"


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
                continue  # it cannot be opened now but may be intact: its texts are annotated anew
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


def write_cache_folder(cache_folder: Path, annotations: Annotations) -> bool:
    """Write annotations as one file, which is either complete or not there; False, with a warning, if it fails."""
    keys, lengths, rows = annotations
    name = text_key("".join(keys))
    part = cache_folder / f".{name}-{uuid.uuid4().hex}"
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        rows = rows.replace_schema_metadata({_TEXTS: json.dumps([keys, lengths])})
        pq.write_table(rows, part, compression="zstd", write_page_checksum=True)
        os.replace(part, cache_folder / f"{name}.parquet")
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        warnings.warn(
            f"the cache folder {cache_folder} cannot be written ({error}), so annotations are not kept: "
            "free some space there, or name another folder as CACHE",
            stacklevel=3,
        )
        return False
    return True


def _read_file(file: Path, texts: dict[str, str], schema: pa.Schema) -> list[Annotations]:
    keys, lengths = json.loads(pq.read_schema(file).metadata[_TEXTS])
    if texts.keys().isdisjoint(keys):
        return []
    table = pq.read_table(file, page_checksum_verification=True).replace_schema_metadata()
    table.validate(full=True)
    missing = any(column.null_count for column in table.columns)
    if missing or not table.schema.equals(schema) or table.num_rows != sum(lengths) or min(lengths) < 0:
        raise ValueError(f"{file.name} is no table of this version")
    names = ["token", *(field.name for field in schema if pa.types.is_integer(field.type))]
    rows = {name: np.asarray(table.column(name).to_pandas()) for name in names}
    ends = np.cumsum(lengths).tolist()
    for key, end, length in zip(keys, ends, lengths, strict=True):
        own = {name: values[end - length : end] for name, values in rows.items()}
        if key in texts and not _fits(texts[key], own):
            raise ValueError(f"{file.name} does not fit its texts")
    return [Annotations(keys, lengths, table)]


def _fits(text: str, rows: dict[str, np.ndarray]) -> bool:
    """Check that the tokens of a text are where they say, sentences and lines count up, and heads form trees."""
    start, end, sentence, iob = (rows[name] for name in ("start", "end", "sent_id", "iob"))
    new_sentence, new_line = np.diff(sentence, prepend=0), np.diff(rows["par_id"], prepend=0)
    row = np.arange(len(start))
    head = row + rows["head"]
    if not ((head >= 0) & (head < len(row)) & (start >= 0)).all():
        return False
    root = head
    for _ in range(len(row).bit_length()):  # twice as far up at each step, so to the top
        root = root[root]
    checks = [
        head[root] == root,
        sentence[head] == sentence,
        (start < end) & (end <= len(text)),
        start[1:] >= end[:-1],
        (iob >= 0) & (iob <= 3),
        iob[:1] != 1,
        (iob[1:] != 1) | (iob[:-1] == 1) | (iob[:-1] == 3),
        new_sentence[:1] == 0,
        (new_sentence == 0) | (new_sentence == 1),
        new_line >= 0,
        (new_line[1:] == 0) | (new_sentence[1:] == 1),
    ]
    written = [text[at:to] for at, to in zip(start.tolist(), end.tolist(), strict=True)]
    return all(check.all() for check in checks) and written == rows["token"].tolist()


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
    for name in rows.columns[rows.dtypes == "category"]:
        rows[name] = sort_categories(rows[name].array)
    doc_no = np.repeat(np.arange(len(keys)), [len(place) for place in taken])
    rows.insert(0, "doc_id", pd.Categorical.from_codes(doc_no, categories=doc_ids.astype("str")))
    return rows


def sort_categories(values: pd.Categorical) -> pd.Categorical:
    """Sort the categories and leave out unused ones, so that the table is the same with and without a cache."""
    values = values.remove_unused_categories()
    return values.reorder_categories(pd.Index(sorted(values.categories), dtype="str"))
