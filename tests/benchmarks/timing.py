"""The one clock of the benchmarks."""

from collections.abc import Callable
from time import process_time


def cpu(function: Callable, *arguments: object) -> float:
    """CPU seconds of a call, all threads."""
    start = process_time()
    function(*arguments)
    return process_time() - start
