"""How figures look: sizes, letters, lines and colours as a venue asks for them."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.style
import pandas as pd
from cycler import cycler
from matplotlib import font_manager

FONT = "DejaVu Sans"  # comes with matplotlib, so every machine has the same one
WIDTHS = ("single", "middle", "double")
# Safe for colour-blind readers (Okabe and Ito), ordered so that neighbours also differ in grey. The nearest two are
# 17 apart in CIELAB to a reader with deuteranopia, 8 in grey: plots add a marker, line style or hatching.
COLOURS = ["#0072B2", "#E69F00", "#000000", "#D55E00", "#F0E442"]

_VENUES = Path(__file__).parent / "venues.csv"
# What no venue changes; everything not named here or below is as matplotlib ships it.
_STYLE = {
    "legend.frameon": False,
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.labelpad": 3,
    "grid.color": "0.85",
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 1,
    "lines.markersize": 4,
    "patch.linewidth": 0.5,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "figure.constrained_layout.use": True,
    "figure.dpi": 200,  # on the screen only: a column 89 mm wide is then some 700 pixels
}
_chosen = "nature"


def read_venues() -> pd.DataFrame:
    """Read what each venue asks of a figure: `analysis/export/venues.csv`, which says where it was read.

    Columns:
        single, middle, double, height (mm), text, small, least, line, panel_size (points), panel (the letter of the
        first part), panel_weight, grid, dpi, formats, source, read; the index is the venue.

    >>> read_venues().loc["nature", ["single", "double"]].tolist()
    [89.0, 183.0]
    """
    return pd.read_csv(_VENUES, comment="#", index_col="venue", encoding="utf-8")


def figure_style(venue: str = "nature", width: str = "single", *, font: str = FONT) -> None:
    """Set how the figures drawn after this call look, and which files are written of them.

    Starts from matplotlib's own defaults, so that a personal matplotlibrc changes nothing.

    Args:
        venue: "nature", "science", "plos", "elsevier", "acm" or "apa"; a row more in `analysis/export/venues.csv`
            is a venue more.
        width: "single", "middle" or "double", the column that the figures will stand in.
        font: a font on this machine, by its name or the path of its file. The same files on every machine come
            out of the default alone.

    Raises:
        ValueError: another venue or width, or no such font here.

    >>> figure_style("nature", "double")
    >>> round(mpl.rcParams["figure.figsize"][0] * 25.4, 6)
    183.0
    """
    global _chosen
    check_style(venue, width)
    font = _find_font(font)
    asked = read_venues().loc[venue]
    inches = asked[width] / 25.4
    mpl.style.use(["default", _STYLE | _letters(asked, font) | {"figure.figsize": (inches, inches * 0.62)}])
    mpl.rcParams["timezone"] = "UTC"  # a style may not set it: days would begin and end at other hours
    _chosen = venue


def check_style(venue: str, width: str) -> None:
    """Refuse a venue or a width that is not known, by naming those that are."""
    venues = read_venues().index
    if venue not in venues:
        raise ValueError(f"The venue {venue!r} is not known: use one of {', '.join(map(repr, venues))}.")
    if width not in WIDTHS:
        raise ValueError(f"The width {width!r} is not known: use one of {', '.join(map(repr, WIDTHS))}.")


def _find_font(font: str) -> str:
    """The name of a font that matplotlib knows, or of the file that is given."""
    if Path(font).suffix.lower() in (".ttf", ".otf") and Path(font).is_file():
        font_manager.fontManager.addfont(font)
        return font_manager.FontProperties(fname=font).get_name()
    try:
        font_manager.findfont(font, fallback_to_default=False)
    except ValueError:
        raise ValueError(
            f"matplotlib knows no font {font!r}: give the path of its .ttf file, or leave font= out for {FONT}."
        ) from None
    return font


def current_venue() -> pd.Series:
    """What the venue last given to `figure_style` asks for: its row in `read_venues`, its name the row's."""
    return read_venues().loc[_chosen]


def _letters(asked: pd.Series, font: str) -> dict[str, object]:
    text, small, line = asked["text"], asked["small"], asked["line"]
    return {
        "font.family": font,
        "font.size": text,
        "axes.labelsize": text,
        "axes.titlesize": text,
        "legend.fontsize": text,
        "xtick.labelsize": small,
        "ytick.labelsize": text,
        "figure.titlesize": asked["panel_size"],
        "figure.titleweight": asked["panel_weight"],
        "axes.linewidth": line,
        "xtick.major.width": line,
        "ytick.major.width": line,
        "grid.linestyle": "-" if asked["grid"] == "yes" else "none",
    }
