"""What is done with one partition of a corpus, in any process: its tables are found, and its record kept."""

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.actors import count_actors, rename_actors
from analysis.annotation import annotate, code_version
from analysis.cache import text_key
from analysis.export.files import write_files
from analysis.finders.actors import count_names, find_actors
from analysis.finders.quantities import excluded_numbers, find_quantities, link_claims
from analysis.finders.quotes import find_quotes, link_speakers
from analysis.network.edges import actor_edges
from analysis.quantities import count_quantities
from analysis.quotes import count_cues, count_speakers
from analysis.tables import check_columns, check_documents, join_tables
from analysis.words import choose_words, count_words

_ALONE = Lock()  # a worker may have several threads, but a language model works for one
# Columns whose categories are what occurs in the texts, and no fixed list.
_OCCURRING = {"doc_id", "token", "norm", "lemma", "pos", "tag", "dep"}
Tables = dict[str, pd.DataFrame]


class Partition(NamedTuple):
    """A Parquet file of documents, where its results go, and what they depend on besides."""

    path: Path
    results: Path
    model: str | None
    version: str  # of kit and model, as in `code_version`

    def file(self, table: str) -> Path:
        """The file of a table."""
        return self.results / table / self.path.name

    def read(self, table: str) -> pd.DataFrame:
        """Read a table."""
        return pd.read_parquet(self.file(table))

    def annotate(self, documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Annotate documents of the partition, or read their annotations."""
        kept = self.results / "annotations" / self.path.stem
        return annotate(documents, model=self.model, cache=kept, workers=1)

    def record(self) -> dict:
        """Read what this version has done; nothing if a table is not as it was written then."""
        file = self.file("steps/records").with_suffix(".json")
        record = json.loads(file.read_text("utf-8")) if file.exists() else {"version": ""}
        files = {self.file(name): size for name, size in record.get("sizes", {}).items()}
        there = all(table.exists() and table.stat().st_size == size for table, size in files.items())
        return record if there and record["version"] == self.version else {"version": self.version}

    def keep(self, record: dict) -> dict:
        """Keep a record and return it."""
        write_files({f"{self.path.stem}.json": json.dumps(record).encode()}, self.results / "steps/records")
        return record


def write_parquet(table: pd.DataFrame, file: Path) -> None:
    """Write a table as a Parquet file, whole or not at all; the same rows are the same bytes."""
    for name in _OCCURRING & set(table.select_dtypes("category")):
        used = table[name].cat.remove_unused_categories()
        table = table.assign(**{name: used.cat.reorder_categories(used.cat.categories.sort_values())})
    rows = pa.Table.from_pandas(table, preserve_index=False)
    # Numbers of categories are equally wide in all files, or pandas could not read several files as one table.
    wide = [_widen(field) if pa.types.is_dictionary(field.type) else field for field in rows.schema]
    content = io.BytesIO()
    pq.write_table(rows.cast(pa.schema(wide, rows.schema.metadata)), content, compression="zstd")
    write_files({file.name: content.getvalue()}, file.parent)


def _widen(field: pa.Field) -> pa.Field:
    return field.with_type(pa.dictionary(pa.int32(), field.type.value_type))


def find_part(part: Partition) -> dict:
    """Find what is in those texts of a partition that are new or changed; return its record."""
    with _ALONE:
        documents = _read_documents(part)
        rows = zip(documents["doc_id"], documents.itertuples(index=False, name=None), strict=True)
        keys = {doc_id: text_key(str(row)) for doc_id, row in rows}
        return _update(part, "found", documents, keys, partial(_find, part), _count_found)


def link_part(part: Partition) -> dict:
    """Rename the actors of a partition as `settled` says, and link speakers and claims where that changed anything."""
    with _ALONE:
        mentions = rename_actors(part.read("steps/mentions"), part.read("steps/settled"))
        hashes = pd.util.hash_pandas_object(mentions, index=False).groupby(mentions["doc_id"].astype("str"))
        sums = hashes.sum().to_dict()
        keys = {doc_id: f"{key} {sums.get(doc_id)}" for doc_id, key in part.record()["found"].items()}
        return _update(
            part, "linked", _read_documents(part), keys, partial(_link, part, mentions), _count_linked
        )


def _read_documents(part: Partition) -> pd.DataFrame:
    """Read the documents, in a process that has the same kit and model as the one that started the run."""
    if code_version(part.model) != part.version:
        raise RuntimeError("the worker has another version of kit or model: install the same")
    documents = pd.read_parquet(part.path)
    check_columns(documents, part.path.name, ["doc_id", "text"])
    check_documents(documents[["doc_id"]].assign(text=""))  # a wrong text is a fault of this text alone
    return documents


def _update(
    part: Partition,
    step: str,
    documents: pd.DataFrame,
    keys: dict[str, str],
    find: Callable[[pd.DataFrame], Tables],
    count: Callable[[Tables], Tables],
) -> dict:
    """Find in documents whose key is not that of the record; the rows of others are kept. Return the new record."""
    record = part.record()
    known = record.get(step, {})
    same = {doc_id for doc_id, key in keys.items() if known.get(doc_id) == key}
    if len(same) == len(keys) == len(known):
        return record
    tables, failed = _find_in_good(find, documents[documents["doc_id"].isin(keys.keys() - same)])
    if same:
        tables = {name: _replace(part.read(name), table, same, list(keys)) for name, table in tables.items()}
    tables |= count(tables)
    sizes = {name: size for name, size in record.get("sizes", {}).items() if name not in tables}
    record |= {step: {}, "sizes": sizes}
    part.keep(record)  # a run that is stopped now leaves some tables that are new and others that are old
    for name, table in tables.items():
        write_parquet(table, part.file(name))
        sizes[name] = part.file(name).stat().st_size
    record[step] = {doc_id: key for doc_id, key in keys.items() if doc_id not in failed}
    earlier = {doc_id: error for doc_id, error in record.get("failed", {}).items() if doc_id not in keys}
    return part.keep(record | {"failed": earlier | failed})


def _replace(old: pd.DataFrame, new: pd.DataFrame, same: set[str], doc_ids: list[str]) -> pd.DataFrame:
    """Return the old rows of documents that stay the same and the new ones of others, in the order of doc_ids."""
    rows = join_tables([old[old["doc_id"].isin(same)], new])
    order = rows["doc_id"].astype("category").cat.set_categories(doc_ids).cat.codes
    return rows.iloc[order.argsort(kind="stable")]


def _find_in_good(
    find: Callable[[pd.DataFrame], Tables], documents: pd.DataFrame
) -> tuple[Tables, dict[str, str]]:
    """Return what is found in all documents but those that raise an error, and these errors by doc_id."""
    faults_of_others = OSError, MemoryError  # such as a full disk
    try:
        return find(documents), {}
    except faults_of_others:
        raise
    except Exception:
        failed = {}
        for row in range(len(documents)):
            try:
                find(documents.iloc[[row]])
            except faults_of_others:
                raise
            except Exception as error:
                failed[documents["doc_id"].iloc[row]] = f"{type(error).__name__}: {error}"
        return find(documents[~documents["doc_id"].isin(failed)]), failed


def _find(part: Partition, documents: pd.DataFrame) -> Tables:
    tokens, sentences, entities = part.annotate(documents)
    words = choose_words(tokens) if part.model else choose_words(tokens, unit="lower", pos=None)
    tables = {"words": words, "sentences": sentences}
    if part.model is None:
        return tables
    return tables | {
        "excluded": excluded_numbers(tokens, documents),
        "steps/mentions": find_actors(entities, tokens, documents),
        "steps/quotes": find_quotes(tokens, documents),
        "steps/quantities": find_quantities(tokens, documents),
    }


def _count_found(tables: Tables) -> Tables:
    counts = {"steps/word-counts": count_words(tables["words"])}
    if "steps/mentions" in tables:
        counts["steps/names"] = count_names(tables["steps/mentions"])
    return counts


def _link(part: Partition, mentions: pd.DataFrame, documents: pd.DataFrame) -> Tables:
    """Return the tables that depend on the names that actors have in the whole corpus."""

    def of_these(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["doc_id"].isin(documents["doc_id"])].reset_index(drop=True)

    tokens, _, _ = part.annotate(documents)
    mentions = of_these(mentions)
    linked = link_speakers(of_these(part.read("steps/quotes")), mentions, tokens)
    quotes = linked[linked["speech"]].reset_index(drop=True)
    return {
        "mentions": mentions,
        "quotes": quotes,
        "claims": link_claims(of_these(part.read("steps/quantities")), linked),
        "steps/cue-counts": count_cues(quotes, tokens, by="doc_id"),
    }


def _count_linked(tables: Tables) -> Tables:
    mentions, quotes = tables["mentions"], tables["quotes"]
    return {
        "steps/actor-counts": count_actors(mentions, by="kind"),
        "steps/tie-counts": actor_edges(mentions[mentions["kind"] == "name"].reset_index(drop=True)),
        "steps/speaker-counts": count_speakers(quotes),
        "steps/quantity-counts": count_quantities(tables["claims"]),
    }
