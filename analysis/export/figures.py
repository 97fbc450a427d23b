"""Figures as files: exact widths, fixed bytes, the words and the data with the picture."""

import hashlib
import io
import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image, TiffImagePlugin

from analysis.export.csvtext import csv_bytes
from analysis.export.files import check_name, one_line, write_files
from analysis.export.manifest import KIT, YEAR, corpus_hash, kit_version
from analysis.export.style import WIDTHS, current_venue

FORMATS = ("pdf", "svg", "png", "tiff", "eps")
# How files are written: whatever a user has set, as matplotlib ships it but for these.
_FILE_FAMILIES = {"agg", "image", "path", "pdf", "pgf", "ps", "savefig", "svg"}
_FILES = {key: value for key, value in mpl.rcParamsDefault.items() if key.split(".")[0] in _FILE_FAMILIES} | {
    "pdf.compression": 0,  # compressed bytes differ between builds of zlib; a small file does without
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": KIT,
    "text.hinting": "default",
}


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
    """Write a picture in the formats a venue takes, with its data (CSV) and its words (TXT) beside it.

    The files are the same bytes whenever the picture is the same (PNG and TIFF with the same release of Pillow and
    matplotlib). A warning says what the venue would send back: another width, small letters, an empty part. The
    width is that of the figure; letters are TrueType in PDF and EPS, and stay text in SVG. Title (the caption's
    first sentence), alternative text, the kit's version and the hashes of corpus and data stand in the picture's
    own metadata; EPS has no place but for the title. A table saved under the same name would take the place of the
    data: name it otherwise.

    Args:
        ax: an Axes; the whole figure it stands in is saved, and stays open.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        data: the table that was drawn.
        caption: the text below the figure in a paper, n and what was left out included.
        alt: what the picture shows, for those who cannot see it.
        folder: where to write; made if missing.
        formats: some of "pdf", "svg", "png", "tiff" (RGB, LZW) and "eps" (which has no transparency: what is
            drawn with alpha becomes opaque); None: those of the venue that `figure_style` was given.
        corpus: the documents that the data come from; their hash goes into the metadata.

    Returns the paths: the pictures, .csv, .txt.

    Raises:
        TypeError: `ax` is not an Axes, or `data` no table that CSV can hold.
        ValueError: the caption or the alternative text is empty, the name unfit, or a format unknown.
        OSError: the folder cannot be written. No half-written file is left.

    >>> import tempfile, matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots(); _ = ax.barh(["city"], [3])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_figure(ax, "words", data=pd.DataFrame({"word": ["city"], "n": [3]}), folder=folder,
    ...                         caption="One word.", alt="A bar of length 3.", formats=["pdf", "png"])
    >>> [path.name for path in paths]
    ['words.pdf', 'words.png', 'words.csv', 'words.txt']
    """
    if not isinstance(ax, Axes):
        raise TypeError(
            f"A figure is saved by its Axes, not {type(ax).__name__}: pass what plot_... returned."
        )
    check_name(name)
    venue = current_venue()
    formats = _known(venue["formats"].split() if formats is None else formats)
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
    _check_fit(figure, name, venue)
    pictures = _draw(figure, formats, about, int(venue["dpi"]))
    files = {f"{name}.{suffix}": content for suffix, content in pictures.items()}
    files[f"{name}.csv"] = table
    files[f"{name}.txt"] = _words(name, caption, about).encode()
    return write_files(files, folder)


def _known(formats: Sequence[str]) -> list[str]:
    formats = [formats] if isinstance(formats, str) else list(formats)
    for suffix in formats or [None]:
        if suffix not in FORMATS:
            raise ValueError(
                f"The format {suffix!r} is not known: use some of {', '.join(map(repr, FORMATS))}."
            )
    return formats


def _check_fit(figure: Figure, name: str, venue: pd.Series) -> None:
    """Warn of what the venue would send back, and of parts that nothing was drawn into."""
    width, height = figure.get_size_inches() * 25.4
    widths = venue[list(WIDTHS)]
    if not (abs(widths - width) < 0.1).any():
        known = ", ".join(f"{known:g}" for known in widths)
        _warn(
            f"{name} is {width:.0f} mm wide, {venue.name} prints {known}: call figure_style before drawing."
        )
    if height > venue["height"]:
        _warn(
            f"{name} is {height:.0f} mm high, {venue.name} prints at most {venue['height']:g}: show fewer rows."
        )
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    small = sum(text.get_fontsize() < venue["least"] - 0.01 for text in texts)
    if small:
        _warn(f"{name} has {small} texts below the {venue['least']:g} points of {venue.name}: enlarge them.")
    empty = sum(not ax.has_data() and not ax.texts for ax in figure.axes)
    if empty:
        _warn(f"{name} has {empty} of {len(figure.axes)} parts without a plot: draw into each with ax=.")


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=4)


def _first_sentence(text: str) -> str:
    # Three letters before the mark, so that "U.S." or "No. 5" does not end the title.
    found = re.match(r".*?\w{3,}[”\"')]*[.!?](?=\s|$)", text)
    return found.group().rstrip(".") if found else text


def _words(name: str, caption: str, about: dict[str, str]) -> str:
    kit = about["kit"].replace(" ", ", version ")
    cite = f"The press kit's developers ({YEAR}). {kit} [computer software]. MIT licence. Figure {about['keywords']}."
    return f"Caption\n{caption}\n\nAlternative text\n{about['alt']}\n\nHow to cite\n{cite}\n"


def _draw(figure: Figure, formats: Sequence[str], about: dict[str, str], dpi: int) -> dict[str, bytes]:
    engine = figure.get_layout_engine()
    with mpl.rc_context(_FILES):
        if engine is not None:
            _settle(figure)
            figure.set_layout_engine("none")  # the same layout in every format
        try:
            return {suffix: _picture(figure, suffix, about, dpi) for suffix in formats}
        finally:
            if engine is not None:
                figure.set_layout_engine(engine)


def _settle(figure: Figure) -> None:
    # Each drawing moves the axes a little less. At rest, and without the last digits, they stand at the
    # same place whether or not the figure was shown before.
    before = None
    for _ in range(10):
        figure.savefig(io.BytesIO(), format="raw", dpi=300)
        places = np.array([ax.get_position(original=True).bounds for ax in figure.axes])
        if before is not None and np.allclose(places, before, rtol=0, atol=1e-10):
            break
        before = places
    for ax, place in zip(figure.axes, places.round(6), strict=True):
        in_layout = ax.get_in_layout()
        ax.set_position(place)  # which also takes it out of the layout
        ax.set_in_layout(in_layout)


def _picture(figure: Figure, suffix: str, about: dict[str, str], dpi: int) -> bytes:
    if suffix == "tiff":
        return _tiff(_picture(figure, "png", about, dpi), about, dpi)
    shared = {"Title": about["title"], "Keywords": about["keywords"]}
    notes = {
        "pdf": shared
        | {"Subject": about["alt"], "Creator": about["kit"], "Producer": None, "CreationDate": None},
        "svg": shared | {"Description": about["alt"], "Creator": about["kit"], "Date": None},
        "png": shared | {"Description": about["alt"], "Software": about["kit"]},
        "eps": {"Creator": about["kit"]},
    }
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix, dpi=dpi, metadata=notes[suffix])
    if suffix == "eps":
        return _undated(buffer.getvalue(), about["title"])
    if len(buffer.getvalue()) > 1_000_000 and suffix == "pdf" and not mpl.rcParams["pdf.compression"]:
        with mpl.rc_context({"pdf.compression": 6}):
            return _picture(figure, suffix, about, dpi)
    return buffer.getvalue()


def _tiff(png: bytes, about: dict[str, str], dpi: int) -> bytes:
    """matplotlib's own TIFF has an alpha channel, which venues refuse."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    # UTF-8 as bytes: Pillow would drop what is not ASCII.
    for tag, text in (
        (269, about["title"]),
        (270, about["alt"]),
        (305, f"{about['kit']}, {about['keywords']}"),
    ):
        tags.tagtype[tag] = 2
        tags[tag] = text.encode()
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        page = Image.new("RGBA", image.size, "white")  # what is transparent shows the paper
        page.alpha_composite(image.convert("RGBA"))
    page.convert("RGB").save(buffer, format="TIFF", compression="tiff_lzw", dpi=(dpi, dpi), tiffinfo=tags)
    return buffer.getvalue()


def _undated(eps: bytes, title: str) -> bytes:
    """An EPS with its title instead of the time: comments are ASCII."""
    plain = title.encode("ascii", "replace").decode()[:240]  # a comment has at most 255 characters
    eps = re.sub(rb"(?m)^%%CreationDate: .*\n", b"", eps, count=1)
    eps = re.sub(rb"(?m)^%%Title: .*\n", b"", eps)
    return eps.replace(b"%%EndComments", f"%%Title: {plain}\n%%EndComments".encode(), 1)
