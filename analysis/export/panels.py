"""Several plots as one figure, each with its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.export.style import current_venue

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def panel_figure(count: int, *, columns: int = 2) -> list[Axes]:
    """Return the Axes of one figure of several plots, with letters as the venue of `figure_style` asks.

    The figure is as wide as the venue's page; each part is three quarters as high as wide, lower if the page is full.
    Draw each part into its Axes with `ax=`. `save_figure` with any of them saves the whole figure.

    Args:
        count: the number of parts, from 1 to 26.
        columns: the number of parts side by side.

    Returns the Axes of the parts, row by row.

    Raises:
        ValueError: the number of parts or columns is not valid.

    >>> from analysis import figure_style
    >>> figure_style("science")
    >>> [ax.get_figure().get_suptitle() for ax in panel_figure(2)]
    ['A', 'B']
    """
    import matplotlib.pyplot as plt

    venue = current_venue()
    if not 1 <= count <= 26 or columns < 1:
        raise ValueError(f"count={count}, columns={columns}: give 1 to 26 parts, in one column or more.")
    columns = min(columns, count)
    rows = -(-count // columns)
    height = min(rows * 0.75 * venue["double"] / columns, venue["height"])
    figure = plt.figure(figsize=(venue["double"] / 25.4, height / 25.4), layout="constrained")
    parts = figure.subfigures(rows, columns, squeeze=False).ravel()[:count]
    for number, part in enumerate(parts):
        letter = venue["panel"].replace("a", chr(ord("a") + number)).replace("A", chr(ord("A") + number))
        part.suptitle(letter, x=0.01, ha="left")
    return [part.subplots() for part in parts]
