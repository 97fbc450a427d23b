"""Figures as files: exact widths, the same bytes every time, with the words and the data of the picture."""

from __future__ import annotations

import hashlib
import io
import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.export.files import check_choice, check_name, csv_bytes, one_line, write_files
from analysis.export.manifest import KIT, YEAR, corpus_hash, kit_version
from analysis.export.style import WIDTHS, current_venue

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("pdf", "svg", "png", "tiff")
_LAYOUT_DPI = 300  # the layout depends a little on the resolution: always the same one


def save_figure(
    ax: Axes,
    name: str,
    *,
    data: pd.DataFrame,
    caption: str,
    alt: str,
    folder: str | os.PathLike,
    formats: Sequence[str] | None = None,
    corpus: pd.DataFrame | None = None,
) -> list[Path]:
    """Save a picture in the formats that a venue takes, with its data (CSV) and its words (TXT).

    The same picture always gives the same bytes (PNG and TIFF with the same release of Pillow and matplotlib). A
    warning names what the venue would send back: a wrong width, small letters, an empty part. Fonts are TrueType in
    PDF, and text in SVG. The picture's own metadata have the title (the caption's first sentence), the alternative
    text, the kit's version and the hashes of corpus and data. Do not save a table under the same name: it would
    replace the data.

    Args:
        ax: an Axes. Its whole figure is saved, and stays open.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        data: the table that was drawn.
        caption: the text below the figure in a paper, with n and what was left out.
        alt: what the picture shows, for those who cannot see it.
        folder: where to save; made if it is missing.
        formats: some of "pdf", "svg", "png" and "tiff" (RGB, LZW); None: those of the venue that was given to
            `figure_style`.
        corpus: the documents that the data come from; their hash goes into the metadata.

    Returns the paths: the pictures, .csv, .txt.

    Raises:
        TypeError: `ax` is not an Axes, or `data` is not a table that CSV can hold.
        ValueError: the caption or the alternative text is empty, or the name or a format is not valid.
        OSError: the folder cannot be written. No half-written file is left.

    >>> import tempfile, matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots(); _ = ax.barh(["city"], [3])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_figure(ax, "words", data=pd.DataFrame({"word": ["city"], "n": [3]}), folder=folder,
    ...                         caption="One word.", alt="A bar of length 3.", formats=["pdf", "png"])
    >>> [path.name for path in paths]
    ['words.pdf', 'words.png', 'words.csv', 'words.txt']
    """
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise TypeError(f"A figure is saved by its Axes, not {type(ax).__name__}: pass what plot_... gave.")
    check_name(name)
    venue = current_venue()
    formats = check_choice("format", venue["formats"].split() if formats is None else formats, FORMATS)
    caption, alt = one_line(caption, "caption"), one_line(alt, "alt")
    table = csv_bytes(data)
    source = "" if corpus is None else f", corpus blake2b {corpus_hash(corpus)}"
    about = {
        "title": _first_sentence(caption),
        "alt": alt,
        "kit": f"{KIT} {kit_version()}",
        "keywords": f"{name}{source}, data sha256 {hashlib.sha256(table).hexdigest()}",
    }
    figure = ax.get_figure(root=True)
    for problem in _problems(figure, venue):
        warnings.warn(f"{name} {problem}.", stacklevel=2)
    pictures = _draw(figure, formats, about, int(venue["dpi"]))
    files = {f"{name}.{suffix}": content for suffix, content in pictures.items()}
    files[f"{name}.csv"] = table
    files[f"{name}.txt"] = _words(caption, about).encode()
    return write_files(files, folder)


def _problems(figure: Figure, venue: pd.Series) -> list[str]:
    """List what the venue would send back, and parts without a plot."""
    from matplotlib.text import Text

    width, height = figure.get_size_inches() * 25.4
    widths = venue[list(WIDTHS)]
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    small = sum(text.get_fontsize() < venue["least"] - 0.01 for text in texts)
    empty = sum(not ax.has_data() and not ax.texts for ax in figure.axes)
    name, known = venue.name, ", ".join(f"{known:g}" for known in widths)
    wrong_width, too_high = not (abs(widths - width) < 0.1).any(), height > venue["height"]
    problems = {
        f"is {width:.0f} mm wide, {name} prints {known}: call figure_style before drawing": wrong_width,
        f"is {height:.0f} mm high, {name} prints at most {venue['height']:g}: show fewer rows": too_high,
        f"has {small} texts below the {venue['least']:g} points of {name}: enlarge them": small,
        f"has {empty} of {len(figure.axes)} parts without a plot: draw into each with ax=": empty,
    }
    return [problem for problem, found in problems.items() if found]


def _first_sentence(text: str) -> str:
    # Three letters before the mark, so that "U.S." or "No. 5" does not end the title.
    found = re.match(r".*?\w{3,}[”\"')]*[.!?](?=\s|$)", text)
    return found.group().rstrip(".") if found else text


def _words(caption: str, about: dict[str, str]) -> str:
    kit = about["kit"].replace(" ", ", version ")
    cite = f"The press kit's developers ({YEAR}). {kit} [computer software]. MIT licence. Figure {about['keywords']}."
    return f"Caption\n{caption}\n\nAlternative text\n{about['alt']}\n\nHow to cite\n{cite}\n"


def _draw(figure: Figure, formats: Sequence[str], about: dict[str, str], dpi: int) -> dict[str, bytes]:
    import matplotlib

    # Whatever a user has set, files are written with matplotlib's defaults and these:
    families = ("agg.", "image.", "path.", "pdf.", "savefig.", "svg.")
    defaults = matplotlib.rcParamsDefault.items()
    settings = {key: value for key, value in defaults if key.startswith(families)} | {
        "pdf.compression": 0,  # compressed bytes differ between builds of zlib
        "pdf.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": KIT,
        "text.hinting": "default",
    }
    engine, screen = figure.get_layout_engine(), figure.dpi
    with matplotlib.rc_context(settings):
        try:
            if engine is not None:
                figure.set_dpi(_LAYOUT_DPI)
                _freeze_layout(figure)
            return {suffix: _picture(figure, suffix, about, dpi) for suffix in formats}
        finally:
            figure.set_dpi(screen)
            if engine is not None:
                figure.set_layout_engine(engine)


def _freeze_layout(figure: Figure) -> None:
    """Lay the figure out from a fresh start, and keep the layout for all formats."""
    for ax in figure.axes:
        if ax.get_subplotspec():
            _move(ax, ax.get_subplotspec().get_position(figure).bounds)
    for _ in range(3):  # each pass moves the axes a little less
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        _move(ax, [round(side, 6) for side in ax.get_position(original=True).bounds])


def _move(ax: Axes, bounds: Sequence[float]) -> None:
    in_layout = ax.get_in_layout()
    ax.set_position(bounds)  # which also takes it out of the layout
    ax.set_in_layout(in_layout)


def _picture(figure: Figure, suffix: str, about: dict[str, str], dpi: int) -> bytes:
    import matplotlib

    if suffix == "tiff":
        return _tiff(figure, about, dpi)
    shared = {"Title": about["title"], "Keywords": about["keywords"]}
    notes = {
        "pdf": {"Subject": about["alt"], "Creator": about["kit"], "Producer": None, "CreationDate": None},
        "svg": {"Description": about["alt"], "Creator": about["kit"], "Date": None},
        "png": {"Description": about["alt"], "Software": about["kit"]},
    }
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix, dpi=dpi, metadata=shared | notes[suffix])
    if suffix == "pdf" and len(buffer.getvalue()) > 1_000_000 and not matplotlib.rcParams["pdf.compression"]:
        with matplotlib.rc_context({"pdf.compression": 6}):
            return _picture(figure, suffix, about, dpi)
    return buffer.getvalue()


def _tiff(figure: Figure, about: dict[str, str], dpi: int) -> bytes:
    """Return a TIFF without transparency, which matplotlib's own has and venues refuse."""
    from PIL import Image

    png, buffer = io.BytesIO(), io.BytesIO()
    figure.savefig(png, format="png", dpi=dpi, facecolor="white")
    tags = {269: about["title"], 270: about["alt"], 305: f"{about['kit']}, {about['keywords']}"}
    tags = {tag: text.encode() for tag, text in tags.items()}  # as bytes, since TIFF texts are ASCII
    page = Image.open(png).convert("RGB")
    page.save(buffer, format="TIFF", compression="tiff_lzw", dpi=(dpi, dpi), tiffinfo=tags)
    return buffer.getvalue()
