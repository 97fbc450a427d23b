"""The style of figures: sizes, letters, lines and colours as a venue asks for them."""

from pathlib import Path

import pandas as pd

from analysis.export.files import check_choice

FONT = "DejaVu Sans"  # comes with matplotlib, so every machine has the same one
WIDTHS = ("single", "middle", "double")
_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "press.mplstyle"
_chosen = "nature"  # the venue last given to figure_style; current_venue reads it


def read_venues() -> pd.DataFrame:
    """Return what each venue asks of a figure, from `analysis/export/venues.csv`, which names its sources.

    Columns:
        single, middle, double, height (mm), text, small, least, line, panel_size (points), panel (the letter of the
        first part), panel_weight, grid, dpi, formats, source, read; the index is the venue.

    >>> read_venues().loc["nature", ["single", "double"]].tolist()
    [89.0, 183.0]
    """
    return pd.read_csv(_FOLDER / "venues.csv", comment="#", index_col="venue", encoding="utf-8")


def figure_style(venue: str = "nature", width: str = "single", *, font: str = FONT) -> None:
    """Set the style of the figures drawn after this call, and the formats in which they are saved.

    The style starts from matplotlib's own defaults, so that a personal matplotlibrc changes nothing.

    Args:
        venue: "nature", "science", "plos", "elsevier", "acm" or "apa". To add a venue, add a row to
            `analysis/export/venues.csv`.
        width: "single", "middle" or "double": the column that the figures are for.
        font: a font on this machine, by its name or the path of its file. Only the default font gives the same
            files on every machine.

    Raises:
        ValueError: the venue or width is not known, or the font is not on this machine.

    >>> import matplotlib
    >>> figure_style("nature", "double")
    >>> round(matplotlib.rcParams["figure.figsize"][0] * 25.4, 6)
    183.0
    """
    import matplotlib.style

    global _chosen
    check_style(venue, width)
    asked = read_venues().loc[venue]
    inches = asked[width] / 25.4
    sizes = dict.fromkeys(["axes.linewidth", "xtick.major.width", "ytick.major.width"], asked["line"]) | {
        "figure.figsize": (inches, inches * 0.62),
        "figure.titlesize": asked["panel_size"],
        "figure.titleweight": asked["panel_weight"],
        "font.family": _find_font(font),
        "font.size": asked["text"],
        "xtick.labelsize": asked["small"],
        "grid.linestyle": "-" if asked["grid"] == "yes" else "none",
    }
    matplotlib.style.use(["default", STYLE, sizes])
    matplotlib.rcParams["timezone"] = "UTC"  # a style cannot set it: days would begin at other hours
    _chosen = venue


def current_venue() -> pd.Series:
    """Return the row of `read_venues` for the venue last given to `figure_style`; its name is the venue."""
    return read_venues().loc[_chosen]


def check_style(venue: str, width: str) -> None:
    """Raise a ValueError for a venue or width that is not known."""
    check_choice("venue", venue, read_venues().index)
    check_choice("width", width, WIDTHS)


def _find_font(font: str) -> str:
    from matplotlib import font_manager

    if Path(font).is_file():
        font_manager.fontManager.addfont(font)
        return font_manager.FontProperties(fname=font).get_name()
    if font not in font_manager.get_font_names():
        raise ValueError(f"matplotlib knows no font {font!r}: give the path of its .ttf file, or omit font=.")
    return font
