"""Progress bars: tqdm's in a terminal, and in a notebook one that leaves no trace in the stored outputs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from tqdm import tqdm

_PAUSE = 0.1  # seconds between two updates, which a page takes in easily


def find_shell() -> object:
    """Return IPython's shell of the notebook that runs this; None elsewhere."""
    ipython = sys.modules.get("IPython")  # which a notebook has loaded
    shell = ipython and ipython.get_ipython()
    return shell if hasattr(shell, "kernel") else None


@contextmanager
def progress_bar(total: int, *, show: bool = True) -> Iterator[Callable[[int], object]]:
    """Show how many of the texts are annotated, and yield a function that counts some more.

    Args:
        total: the number of texts.
        show: False counts without a bar.

    >>> with progress_bar(3, show=False) as count:
    ...     _ = count(1)
    """
    if show and find_shell():
        with _notebook_bar(total) as count:
            yield count
    else:
        with tqdm(total=total, desc="Annotating", unit=" texts", disable=not show) as bar:
            yield bar.update


@contextmanager
def _notebook_bar(total: int) -> Iterator[Callable[[int], object]]:
    """Show a bar in the place of an empty output, which is all that a notebook stores."""
    from IPython.display import display

    done, last = 0, 0.0
    handle = display({}, raw=True, display_id=True)

    def count(more: int) -> None:
        nonlocal done, last
        done += more
        if done < total and monotonic() - last >= _PAUSE:
            last, words = monotonic(), f"Annotating {done:,} of {total:,} texts"
            bar = f'<progress value="{done}" max="{total}" aria-label="{words}"></progress> {words}'
            handle.update({"text/html": bar, "text/plain": words}, raw=True)

    try:
        yield count
    finally:
        handle.update({}, raw=True)
