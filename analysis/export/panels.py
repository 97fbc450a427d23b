"""Several plots as one figure, each with its letter."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from analysis.export.style import check_style, current_venue


def panel_figure(
    count: int, *, columns: int = 2, width: str = "double", height: float | None = None
) -> list[Axes]:
    """Make one figure of several plots, lettered as the venue of `figure_style` wants it.

    Draw each part into its Axes with `ax=`; `save_figure` with any one of them saves the whole.

    Args:
        count: how many parts, from 1 to 26.
        columns: how many stand side by side, if there are as many.
        width: "single", "middle" or "double", a width of the venue.
        height: of the whole figure, in millimetres; None: parts three quarters as high as wide.

    Returns the Axes of the parts, row by row.

    Raises:
        ValueError: a number of parts or columns that cannot be, another width, or a height that does not fit them.

    >>> figure_style = __import__("analysis.export", fromlist=["_"]).figure_style
    >>> figure_style("science")
    >>> [ax.get_figure().get_suptitle() for ax in panel_figure(2)]
    ['A', 'B']
    """
    venue = current_venue()
    if not 1 <= count <= 26 or columns < 1:
        raise ValueError(f"count={count}, columns={columns}: give 1 to 26 parts, in one column or more.")
    check_style(venue.name, width)
    columns = min(columns, count)
    rows = -(-count // columns)
    if height is None:
        height = rows * 0.75 * venue[width] / columns
    if height > venue["height"] or height < 15 * rows:
        raise ValueError(
            f"The figure would be {height:g} mm high: give in height= at least {15 * rows} for its {rows} rows"
            + (f", at most the {venue['height']:g} of {venue.name}." if pd.notna(venue["height"]) else ".")
        )
    figure = plt.figure(figsize=(venue[width] / 25.4, height / 25.4), layout="constrained")
    parts = figure.subfigures(rows, columns, squeeze=False).ravel()[:count]
    for number, part in enumerate(parts):
        part.suptitle(_letter(venue["panel"], number), x=0.01, ha="left")
    return [part.subplots() for part in parts]


def _letter(first: str, number: int) -> str:
    """The letter of a part, written as the venue writes the first: a, A, (a)."""
    return first.replace("a", chr(ord("a") + number)).replace("A", chr(ord("A") + number))
