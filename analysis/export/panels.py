"""Several plots as one figure, each with its letter."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from analysis.export.style import WIDTHS, current_venue


def panel_figure(
    count: int, *, columns: int = 2, width: str = "double", height: float | None = None
) -> list[Axes]:
    """Make one figure of several plots, lettered as the venue of `figure_style` wants it.

    Draw each part into its Axes with `ax=`; `save_figure` with any one of them saves the whole.

    Args:
        count: how many parts, from 1 to 26.
        columns: how many stand side by side.
        width: "single", "middle" or "double", a width of the venue.
        height: of the whole figure, in millimetres; None: parts three quarters as high as wide.

    Returns the Axes of the parts, row by row.

    Raises:
        ValueError: a number of parts or columns that cannot be, another width, or higher than a page.

    >>> figure_style = __import__("analysis.export", fromlist=["_"]).figure_style
    >>> figure_style("science")
    >>> [ax.get_figure().get_suptitle() for ax in panel_figure(2)]
    ['A', 'B']
    """
    venue = current_venue()
    if not 1 <= count <= 26 or not 1 <= columns <= count:
        raise ValueError(
            f"count={count}, columns={columns}: give 1 to 26 parts, and at most as many columns."
        )
    if width not in WIDTHS:
        raise ValueError(f"The width {width!r} is not known: use one of {', '.join(map(repr, WIDTHS))}.")
    rows = -(-count // columns)
    height = height or rows * 0.75 * venue[width] / columns
    if height > venue["height"]:
        raise ValueError(
            f"The figure would be {height:g} mm high, {venue.name} prints at most {venue['height']:g}: give height=."
        )
    figure = plt.figure(figsize=(venue[width] / 25.4, height / 25.4), layout="constrained")
    parts = figure.subfigures(rows, columns, squeeze=False).ravel()[:count]
    for number, part in enumerate(parts):
        part.suptitle(_letter(venue["panel"], number), x=0.01, ha="left")
    return [part.subplots() for part in parts]


def _letter(first: str, number: int) -> str:
    """The letter of a part, written as the venue writes the first: a, A, (a)."""
    return first.replace("a", chr(ord("a") + number)).replace("A", chr(ord("A") + number))
