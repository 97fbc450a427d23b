"""Share work among several processes of one machine, or the workers of a Dask cluster."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import (
    CancelledError,
    Executor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributed import Client

ENOUGH = 2_000_000  # characters to annotate: with fewer, starting other processes takes longer than they save
_THREADS = [f"{library}_NUM_THREADS" for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB")]
_IN_POOL = "PRESS_KIT_POOL"  # set in a pool's processes
_ready = False  # in a process of a pool: whether it has started


def count_workers(workers: int | None, characters: int) -> int:
    """Return how many processes annotate so many characters.

    Args:
        workers: what was asked for. None: the environment's PRESS_KIT_WORKERS or else, for a large corpus on a machine
            with more than two cores, all of them but one.

    Raises:
        ValueError: `workers` is no whole number above 0.

    >>> count_workers(None, 5000), count_workers(3, 5000)
    (1, 3)
    """
    asked = os.environ.get("PRESS_KIT_WORKERS") if workers is None else workers
    if asked is not None:
        if not str(asked).isdecimal() or int(asked) < 1:
            raise ValueError(f"workers is {asked!r}: use a whole number of processes, 1 or more")
        return int(asked)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores - 1 if cores > 2 and characters >= ENOUGH and not multiprocessing.parent_process() else 1


def run_tasks[T: Hashable](
    task: Callable[[T], Any],
    items: Sequence[T],
    count: Callable[[T], object] = bool,
    *,
    workers: int = 1,
    client: "Client | None" = None,
) -> tuple[dict[T, Any], dict[T, Exception]]:
    """Run a task on each item and return the results and, of those that failed, the errors.

    Args:
        task: a function that other processes can import.
        items: what it is called with.
        count: is called with each item that is done.
        workers: the number of processes; 1: this one.
        client: a Dask client, whose cluster does the work instead.
    """
    if client is not None:
        pool = client.get_executor(pure=False)
    else:
        pool = ThreadPoolExecutor(1) if workers == 1 else process_pool(workers)
    with pool as executor:
        results, errors = _collect(executor, task, items, count)
    for item in [item for item, error in errors.items() if isinstance(error, BrokenProcessPool)]:
        del errors[item]  # one item stopped the processes of all: each gets its own now
        try:
            with process_pool(1) as executor:
                results[item] = executor.submit(task, item).result()
            count(item)
        except Exception as error:
            errors[item] = error
    return results, errors


def _collect[T: Hashable](
    executor: Executor, task: Callable[[T], Any], items: Sequence[T], count: Callable[[T], object]
) -> tuple[dict[T, Any], dict[T, Exception]]:
    """Wait for a task on all items; an interrupt takes back those that have not begun."""
    results, errors = {}, {}
    jobs = {executor.submit(task, item): item for item in items}
    try:
        for job in as_completed(jobs):
            try:
                results[jobs[job]] = job.result()
                count(jobs[job])
            except CancelledError:
                fault = "the connection to the scheduler was lost: start again, and the run goes on"
                raise RuntimeError(fault) from None
            except Exception as error:
                errors[jobs[job]] = error
    finally:
        for job in jobs:
            job.cancel()
    return results, errors


@contextmanager
def process_pool(workers: int) -> Iterator[Executor]:
    """Start processes, each with one thread for matrices, and end them after the block.

    Raises:
        RuntimeError: a process stopped, or a script starts processes while it is imported.
    """
    remedy = (
        "in a script, put the calls below `if __name__ == '__main__':`; with little memory, use workers=1"
    )
    if os.environ.get(_IN_POOL) and not _ready:  # a pool's process imports the script that started it
        raise RuntimeError(f"this script starts processes while it is imported: {remedy}")
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start)
    before = dict(os.environ)
    os.environ.update(dict.fromkeys(_THREADS, "1") | {_IN_POOL: "1"})
    try:
        yield pool
    except BrokenProcessPool:
        raise RuntimeError(f"a process that annotates texts stopped: {remedy}") from None
    finally:
        pool.shutdown(cancel_futures=True)
        for name in (*_THREADS, _IN_POOL):
            os.environ.pop(name, None)
            os.environ.update({name: before[name]} if name in before else {})


def _start() -> None:
    """Leave a keyboard interrupt to the process that started this one, and end with it, even if it is killed."""
    global _ready
    _ready = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
