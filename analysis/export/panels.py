"""Several plots as one figure, each with its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.export.style import check_style, current_venue

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def panel_figure(
    count: int, *, columns: int = 2, width: str = "double", height: float | None = None
) -> list[Axes]:
    """Return the Axes of one figure of several plots, with letters as the venue of `figure_style` asks.

    Draw each part into its Axes with `ax=`. `save_figure` with any of them saves the whole figure.

    Args:
        count: the number of parts, from 1 to 26.
        columns: the number of parts side by side.
        width: "single", "middle" or "double", a width of the venue.
        height: of the whole figure, in millimetres; None: each part is three quarters as high as wide.

    Returns the Axes of the parts, row by row.

    Raises:
        ValueError: the number of parts or columns, the width or the height is not valid.

    >>> from analysis import figure_style
    >>> figure_style("science")
    >>> [ax.get_figure().get_suptitle() for ax in panel_figure(2)]
    ['A', 'B']
    """
    import matplotlib.pyplot as plt

    venue = current_venue()
    if not 1 <= count <= 26 or columns < 1:
        raise ValueError(f"count={count}, columns={columns}: give 1 to 26 parts, in one column or more.")
    check_style(venue.name, width)
    columns = min(columns, count)
    rows = -(-count // columns)
    height = rows * 0.75 * venue[width] / columns if height is None else height
    if height > venue["height"] or height < 15 * rows:
        raise ValueError(
            f"The figure would be {height:g} mm high: give height= of at least {15 * rows} mm for its {rows} rows, "
            f"and at most what fits on a page of {venue.name}."
        )
    figure = plt.figure(figsize=(venue[width] / 25.4, height / 25.4), layout="constrained")
    parts = figure.subfigures(rows, columns, squeeze=False).ravel()[:count]
    for number, part in enumerate(parts):
        letter = venue["panel"].replace("a", chr(ord("a") + number)).replace("A", chr(ord("A") + number))
        part.suptitle(letter, x=0.01, ha="left")
    return [part.subplots() for part in parts]
