"""A corpus of any size: find and count partition by partition, on one machine or on a Dask cluster."""

import json
import re
import shutil
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import batched
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import pandas as pd

from analysis.actors import settle_names
from analysis.annotation import MODEL, code_version, describe_model
from analysis.cache import text_key
from analysis.export.files import csv_bytes, write_files
from analysis.finders.actors import NAME, add_names
from analysis.partition import Partition, find_part, link_part, write_parquet
from analysis.progress import progress_bar
from analysis.tables import PARTITIONS, Parts, add_counts, check_documents, check_unique, in_parts
from analysis.workers import count_workers, run_tasks

if TYPE_CHECKING:
    from distributed import Client

_TABLES = ["words", "sentences", "mentions", "quotes", "claims", "excluded"]
_COUNTS = ["word", "actor", "tie", "speaker", "cue", "quantity"]
_BATCH = 50  # tables of names that are added at a time


def write_partitions(documents: pd.DataFrame, folder: str | Path, *, size: int = 200) -> list[Path]:
    """Write documents as Parquet files for `run_partitions`, and return their paths.

    A file begins at a doc_id that calls for it, or after twice `size`, so that a new text changes few files. Files of
    partitions that are no more are deleted.

    Args:
        documents: the table from `read_corpus`.
        folder: a folder for these files alone.
        size: how many documents a file has on average; none has more than twice as many.

    Raises:
        KeyError, ValueError: `documents` lacks a column, two texts have the same doc_id, or the folder has partitions
            of other texts only.

    >>> import tempfile
    >>> documents = pd.DataFrame({"doc_id": ["a.txt", "b.txt"], "text": ["It is over.", "They left."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(write_partitions(documents, folder))
    1
    """
    check_documents(documents)
    keys = [int(text_key(doc_id)[:8], 16) for doc_id in documents["doc_id"]]
    starts = []
    for row, key in enumerate(keys):
        if not starts or key % size == 0 or row - starts[-1] == 2 * size:
            starts.append(row)
    paths = []
    for first in documents["doc_id"].iloc[starts]:
        name = re.sub(r"[\W_]+", "-", first)[:40].strip("-")  # a name that starts with _ is hidden
        name = f"{name}-{text_key(first)[:8]}.parquet".removeprefix("-")
        paths.append(Path(folder, name))
    there = set(Path(folder).glob("*.parquet"))
    if there and not any(ids.isin(documents["doc_id"]).any() for ids in _read_ids(there).values()):
        raise ValueError(f"{folder} has partitions of other texts: name another folder, or delete it")
    for path, start, stop in zip(paths, starts, [*starts[1:], len(documents)], strict=True):
        write_parquet(documents.iloc[start:stop], path)
    for path in there - set(paths):
        path.unlink()
    return paths


def is_partitioned(folder: Path) -> bool:
    """Whether a folder has Parquet files, and no others but aliases.csv and hidden ones."""
    names = {path.name for path in folder.glob("[!.]*")} - {"aliases.csv"} if folder.is_dir() else set()
    return bool(names) and all(name.endswith(".parquet") for name in names)


def run_partitions(
    corpus: str | Path,
    results: str | Path,
    *,
    model: str | None = MODEL,
    aliases: pd.DataFrame | None = None,
    workers: int | None = None,
    client: "Client | None" = None,
    progress: bool = False,
) -> list[str]:
    """Find and count all that the kit finds in a corpus of any size, and return what failed.

    Each Parquet file of the corpus is one partition, and each partition writes files of its own. A run that was
    stopped goes on where it was: partitions whose texts, kit and model are the same are not done again. What needs
    the whole corpus, such as the names of actors, is decided over small tables of counts.

    Args:
        corpus: a folder of Parquet files of documents (doc_id, text), as from `write_partitions`.
        results: the folder for what is found, which all workers of a cluster must see.
        model: as in `annotate`; None counts the words only.
        aliases: the table from `read_aliases`.
        workers: the number of processes on this machine, as in `annotate`.
        client: a Dask client, such as Client("tcp://...:8786"): its workers do the partitions. One thread each is
            best, since a language model works for one at a time.
        progress: show a progress bar.

    Writes into `results`, with a row for each span as in memory, a file for each partition, which
    pd.read_parquet(f"{results}/quotes") reads together: words, sentences, mentions, quotes, claims, excluded.
    And for the whole corpus, in the folder counts: word, actor, tie, speaker, cue, quantity (as .csv).

    Returns one sentence for each document or partition that failed; all others are complete.

    Raises:
        FileNotFoundError: there is no Parquet file in the folder `corpus`.
        ValueError: two documents have the same doc_id, or a row of `aliases` is invalid.
        RuntimeError: a worker of the cluster has another version of the kit or does not see the folders, or another
            run is at work in `results`.

    >>> import tempfile
    >>> documents = pd.DataFrame({"doc_id": ["a.txt", "b.txt"], "text": ["It is over.", "They left."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = write_partitions(documents, f"{folder}/documents")
    ...     run_partitions(f"{folder}/documents", folder, model=None)
    ...     pd.read_csv(f"{folder}/counts/word.csv")["word"].tolist()
    []
    ['is', 'it', 'left', 'over', 'they']
    """
    corpus, results, version = Path(corpus).resolve(), Path(results).resolve(), code_version(model)
    parts = [Partition(path, results, model, version) for path in sorted(corpus.glob("*.parquet"))]
    if not parts:
        raise FileNotFoundError(f"{corpus} has no Parquet file: make some with write_partitions()")
    if results == corpus:
        raise ValueError(f"{results} has the texts: name another folder for what is found in them")
    if isinstance(client, str):
        raise TypeError(f"client is the text {client!r}: pass distributed.Client({client!r})")
    with _alone(results):
        return _run(parts, aliases, workers, client, progress)


@contextmanager
def _alone(results: Path) -> Iterator[None]:
    """Refuse a second run in the same folder at the same time; also if it is killed, a run leaves no lock."""
    (results / "steps").mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(results / "steps/lock", timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):  # and not on storage that knows no locks
            raise RuntimeError(
                f"another run is at work in {results}: start again when it has ended"
            ) from None
    try:
        yield
    finally:
        lock.close()


def _run(
    parts: list[Partition],
    aliases: pd.DataFrame | None,
    workers: int | None,
    client: "Client | None",
    progress: bool,
) -> list[str]:
    """Find, settle names and link in all partitions, and write what belongs to the whole corpus."""
    corpus, (_, results, model, version) = parts[0].path.parent, parts[0]
    ids = _read_ids(part.path for part in parts)
    every = pd.concat([pd.Series(dtype="str"), *ids.values()])
    check_unique(every, "the corpus has the doc_id", "give each text its own")
    if client is not None:
        _check_cluster(client, parts[0])
    _drop_others(results, parts, set(every))
    run = partial(_run_step, workers=workers, client=client)
    with progress_bar(len(every), show=progress) as count:
        records, failures = run("found", find_part, parts, lambda part: count(len(ids.get(part.path, []))))
    done = [part for part in parts if part in records]
    if model and done:
        _settle(done, aliases)
        records, failed = run("linked", link_part, done)
        failures, done = failures | failed, [part for part in done if part in records]
    _delete_others(results, {part.path.stem for part in done})
    _write_counts(results, done)
    manifest = {"version": version, "model": model and describe_model(model), "texts": len(every)}
    manifest["corpus"] = str(corpus.relative_to(results) if corpus.is_relative_to(results) else corpus)
    manifest["partitions"] = {part.path.stem: list(records[part]["failed"]) for part in done}
    faults = [f"{part.path.name}: {error}" for part, error in sorted(failures.items())]
    manifest["failed"] = faults + [
        f"{doc_id} in {part.path.name}: {error}"
        for part in done
        for doc_id, error in records[part]["failed"].items()
    ]
    write_files({PARTITIONS: json.dumps(manifest, indent=1).encode()}, results)
    return manifest["failed"]


def count_partitions(
    count: Callable[..., pd.DataFrame],
    results: str | Path,
    *tables: str,
    columns: list[str] | None = None,
    **arguments: object,
) -> pd.DataFrame:
    """Count something else in what `run_partitions` found, partition by partition, and add the counts up.

    Args:
        count: a function such as count_words or count_collocations, whose counts of two sets of texts add up.
        results: the folder for which `run_partitions` was called.
        tables: the names of the tables that the function takes, such as "words" or "quotes".
        columns: the columns to read, which saves time: count_words needs doc_id and word. None: all.
        arguments: passed on to the function.

    Columns:
        those of the function; the most frequent first.

    Raises:
        FileNotFoundError: there is no such table.
        ValueError: `top` is among the arguments.

    >>> import tempfile
    >>> from analysis import count_words
    >>> documents = pd.DataFrame({"doc_id": ["a.txt", "b.txt"], "text": ["It is over.", "They left."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = write_partitions(documents, f"{folder}/documents")
    ...     _ = run_partitions(f"{folder}/documents", folder, model=None)
    ...     needed = ["doc_id", "sent_id", "word"]
    ...     count_partitions(count_words, folder, "words", columns=needed, by="sent_id")["n"].tolist()
    [1, 1, 1, 1, 1]
    """
    if "top" in arguments:
        raise ValueError("top= would take the top of each partition: use .head() on the result")
    names = sorted(path.name for path in Path(results, tables[0]).glob("*.parquet"))
    if not names:
        raise FileNotFoundError(f"{results} has no table {tables[0]!r}: find it first, with run_partitions()")
    parts = [
        Parts(names, lambda name, table=table: pd.read_parquet(Path(results, table, name), columns=columns))
        for table in tables
    ]
    if not getattr(count, "takes_parts", False):
        count = in_parts(add_counts)(count)
    return count(*parts, **arguments)


def _check_cluster(client: "Client", part: Partition) -> None:
    """Raise an error if a worker does not see the folders, or has another kit or model than this process."""
    sign = token_hex()
    [file] = write_files({"sign": sign.encode()}, part.results / "steps")
    try:
        seen = client.run(_read_sign, part)
    except ImportError as error:
        raise RuntimeError(
            f"a worker of the cluster cannot load the kit ({error}): install it there"
        ) from error
    if not seen:
        raise RuntimeError("the cluster has no workers: start some")
    for worker, (version, there) in seen.items():
        if there != sign:
            remedy = "name folders on storage that all workers share"
            raise RuntimeError(f"the worker {worker} does not see {part.results} or {part.path}: {remedy}")
        if version != part.version:
            raise RuntimeError(f"the worker {worker} has another version of kit or model: install the same")


def _read_sign(part: Partition) -> tuple[str, str]:
    """Return a worker's version of kit and model, and what it reads in the folder for results."""
    sign = part.results / "steps/sign"
    return code_version(part.model), sign.read_text() if sign.exists() and part.path.exists() else ""


def _read_ids(files: Iterable[Path]) -> dict[Path, pd.Series]:
    """Return the doc_id of all texts in each file, but for files that cannot be read."""
    ids = {}
    for file in files:
        with suppress(OSError, ValueError, KeyError):  # which `find_part` reports
            ids[file] = pd.read_parquet(file, columns=["doc_id"])["doc_id"].astype("str")
    return ids


def _drop_others(results: Path, parts: list[Partition], doc_ids: set[str]) -> None:
    """Delete the tables of partitions that the corpus no longer has, and those of other versions of kit or model."""
    records = {
        file.stem: json.loads(file.read_text("utf-8")) for file in results.glob("steps/records/*.json")
    }
    known = {doc_id for record in records.values() for doc_id in record["found"]}
    if known and doc_ids and known.isdisjoint(doc_ids):
        raise ValueError(f"{results} has results of other texts: name another folder, or delete it")
    if gone := records.keys() - {part.path.stem for part in parts}:
        warnings.warn(
            f"{len(gone)} partitions are not in the corpus any more: their tables are deleted", stacklevel=4
        )
    same = {stem for stem, record in records.items() if record["version"] == parts[0].version}
    _delete_others(results, same - gone)


def _delete_others(results: Path, stems: set[str]) -> None:
    """Delete the tables of all partitions but some, and what a killed run left half written; annotations stay."""
    for folder in (*_TABLES, "steps/*"):
        for file in results.glob(f"{folder}/*.*"):
            if file.is_dir():
                shutil.rmtree(file)
            elif file.stem not in stems:
                file.unlink()


def _run_step(
    step: str,
    task: Callable[[Partition], dict],
    parts: list[Partition],
    count: Callable[[Partition], object] = bool,
    *,
    workers: int | None,
    client: "Client | None",
) -> tuple[dict[Partition, dict], dict[Partition, Exception]]:
    """Run the task of a step on all partitions; return their records and, of those that failed, their errors."""
    new = sum(part.path.stat().st_size for part in parts if step not in part.record())
    return run_tasks(task, parts, count, workers=count_workers(workers, new) if new else 1, client=client)


def _settle(parts: list[Partition], aliases: pd.DataFrame | None) -> None:
    """Decide what each name is called in the whole corpus, and write down for each partition what its names become."""
    names = None
    for some in batched(parts, _BATCH):
        names = add_names(pd.concat([names, *(part.read("steps/names") for part in some)]))
    settled = settle_names(names, aliases).set_index(NAME)
    for part in parts:
        own = settled.loc[pd.MultiIndex.from_frame(part.read("steps/names")[NAME])]
        write_parquet(own.reset_index(), part.file("steps/settled"))


def _write_counts(results: Path, parts: list[Partition]) -> None:
    """Add up the counts of all partitions and write them as CSV files."""
    files, folder = {}, results / "counts"
    for name in _COUNTS:
        (folder / f"{name}.csv").unlink(missing_ok=True)
        if tables := [part for part in parts if part.file(f"steps/{name}-counts").exists()]:
            counts = (part.read(f"steps/{name}-counts") for part in tables)
            total = add_counts(table.drop(columns="doc_id", errors="ignore") for table in counts)
            files[f"{name}.csv"] = csv_bytes(total)
    write_files(files, folder)
