"""What is done with one partition of a corpus, in any process: its tables are found, and its record kept."""

import io
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import pandas as pd

from analysis.actors import count_actors, rename_actors
from analysis.annotation import annotate, model_version
from analysis.cache import text_key
from analysis.export.files import write_files
from analysis.finders.actors import NAME, count_names, find_actors
from analysis.finders.quantities import excluded_numbers, find_quantities, link_claims
from analysis.finders.quotes import find_quotes, link_speakers
from analysis.network.edges import actor_edges
from analysis.quantities import count_quantities
from analysis.quotes import count_cues, count_speakers
from analysis.words import choose_words, count_words

KIT = Path(__file__).parent
_ALONE = Lock()  # a worker may have several threads, but a language model works for one
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

    def write(self, tables: Tables) -> None:
        """Write tables, each file whole or not at all."""
        for name, table in tables.items():
            write_parquet(table, self.file(name))

    @property
    def record(self) -> dict:
        """What is known of an earlier run; nothing if it was stopped before its end."""
        file = self.file("steps/records").with_suffix(".json")
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def keep(self, record: dict) -> dict:
        """Keep a record, with the sizes of the files that belong to it, and return it."""
        record["sizes"] = {name: self.file(name).stat().st_size for name in record["tables"]}
        write_files({f"{self.path.stem}.json": json.dumps(record).encode()}, self.results / "steps/records")
        return record

    def is_done(self, step: str, key: str) -> bool:
        """Whether a step was done with what has this key, and all its files are there as they were written."""
        sizes = self.record.get("sizes", {}).items()
        there = all(
            self.file(name).exists() and self.file(name).stat().st_size == size for name, size in sizes
        )
        return there and self.record.get(step) == key


@cache
def code_version(model: str | None) -> str:
    """Return a key that differs between two versions of the kit's code, its word lists or the language model."""
    files = sorted(path for path in KIT.rglob("*") if path.suffix in (".py", ".csv"))
    contents = [(path.relative_to(KIT).as_posix(), path.read_text("utf-8")) for path in files]
    return text_key(f"{contents}{model_version(model)}")


def write_parquet(table: pd.DataFrame, file: Path) -> None:
    """Write a table as a Parquet file, whole or not at all."""
    content = io.BytesIO()
    table.to_parquet(content, compression="zstd", index=False)
    write_files({file.name: content.getvalue()}, file.parent)


def find_part(part: Partition) -> dict:
    """Annotate a partition and find what is in it, unless that is done; return its record."""
    with _ALONE:
        _check_version(part)
        content = part.path.read_bytes()
        key = text_key(content.hex() + part.version)
        if part.is_done("found", key):
            return part.record
        documents = pd.read_parquet(io.BytesIO(content))
        tables, failed = _find_in_good(part, documents)
        part.write(tables)
        return part.keep({"found": key, "texts": len(documents), "failed": failed, "tables": list(tables)})


def link_part(part: Partition, names_key: str) -> dict:
    """Give the actors of a partition their names in the whole corpus, and link speakers and claims to them."""
    with _ALONE:
        _check_version(part)
        names = part.read("steps/names")
        every = _read_names(part.results / "steps/names.parquet", names_key)
        settled = names.merge(every, on=NAME, how="left")
        key = text_key(settled.drop(columns="n").to_csv())
        if part.is_done("linked", key):
            return part.record
        documents = pd.read_parquet(part.path)
        documents = documents[~documents["doc_id"].astype("str").isin(part.record["failed"])]
        tokens, _, _ = annotate(documents, model=part.model, cache=_cache(part), workers=1)
        new = settled.filter(like="new_").rename(columns=lambda column: column.removeprefix("new_"))
        tables = dict(_link(part, tokens, names, new))
        part.write(tables)
        record = part.record
        return part.keep(
            record | {"linked": key, "tables": list(dict.fromkeys([*record["tables"], *tables]))}
        )


def _check_version(part: Partition) -> None:
    """Raise an error in a worker that came later than `run_partitions` checks them, and differs."""
    if code_version(part.model) != part.version:
        raise RuntimeError("the worker has another version of kit or model: install the same")


def _find_in_good(part: Partition, documents: pd.DataFrame) -> tuple[Tables, dict[str, str]]:
    """Return what is found in all documents but those that raise an error, and these errors by doc_id."""
    try:
        return _find(part, documents), {}
    except OSError:  # a full disk, a missing model: no document's fault
        raise
    except Exception:
        failed = {}
        for row in range(len(documents)):
            one = documents.iloc[[row]]
            try:
                _find(part, one)
            except OSError:
                raise
            except Exception as error:
                failed[str(one["doc_id"].item())] = f"{type(error).__name__}: {error}"
        return _find(part, documents[~documents["doc_id"].astype("str").isin(failed)]), failed


def _find(part: Partition, documents: pd.DataFrame) -> Tables:
    tokens, sentences, entities = annotate(documents, model=part.model, cache=_cache(part), workers=1)
    words = choose_words(tokens) if part.model else choose_words(tokens, unit="lower", pos=None)
    tables = {"words": words, "sentences": sentences, "steps/word-counts": count_words(words)}
    if part.model is None:
        return tables
    mentions = find_actors(entities, tokens, documents)
    return tables | {
        "excluded": excluded_numbers(tokens, documents),
        "steps/mentions": mentions,
        "steps/names": count_names(mentions),
        "steps/quotes": find_quotes(tokens, documents),
        "steps/quantities": find_quantities(tokens, documents),
    }


def _link(
    part: Partition, tokens: pd.DataFrame, names: pd.DataFrame, settled: pd.DataFrame
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the tables that depend on the names that actors have in the whole corpus."""
    mentions = rename_actors(part.read("steps/mentions"), names, settled)
    linked = link_speakers(part.read("steps/quotes"), mentions, tokens)
    quotes = linked[linked["speech"]].reset_index(drop=True)
    claims = link_claims(part.read("steps/quantities"), linked)
    yield from {"mentions": mentions, "quotes": quotes, "claims": claims}.items()
    yield "steps/actor-counts", count_actors(mentions, by="kind")
    yield "steps/tie-counts", actor_edges(mentions[mentions["kind"] == "name"].reset_index(drop=True))
    yield "steps/speaker-counts", count_speakers(quotes)
    yield "steps/cue-counts", count_cues(quotes, tokens)
    yield "steps/quantity-counts", count_quantities(claims)


def _cache(part: Partition) -> Path:
    """The folder with a partition's annotations: a text that stays is not annotated again."""
    return part.results / "annotations" / part.path.stem


@lru_cache(maxsize=1)
def _read_names(file: Path, key: str) -> pd.DataFrame:
    """Read the names of all actors once, and again when they have changed (then `key` is another hash)."""
    return pd.read_parquet(file)
