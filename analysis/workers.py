"""Share work among several processes of one machine."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

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
