"""Figures as files: exact widths, the same bytes every time, with the words and the data of the picture."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.export.files import check_choice, check_name, count_texts, csv_bytes, one_line, write_files
from analysis.export.manifest import KIT, YEAR, corpus_hash, kit_version
from analysis.export.style import STYLE, WIDTHS, current_venue

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.plots.common import Description

FORMATS = ("pdf", "svg", "png", "tiff")
_PIXELS = 150  # an inch of a picture in a notebook
_LAYOUT_DPI = 300  # the layout depends a little on the resolution: always the same one


def save_figure(ax: Axes, name: str, *, folder: str | Path, corpus: pd.DataFrame | None = None,
                note: str = "", data: pd.DataFrame | None = None, caption: str | None = None,
                alt: str | None = None, formats: Sequence[str] | None = None) -> list[Path]:  # fmt: skip
    """Save a picture in the formats that a venue takes, with its data (CSV) and its words (TXT), show it and close it.

    A `plot_` function leaves caption, alternative text and data on its Axes; they are saved with the picture. A
    notebook shows the picture with the caption below it. Where there is too little to see, such as one mark, no file
    is written, and a sentence says why.

    The same picture always gives the same bytes (PNG and TIFF with the same release of Pillow and matplotlib). A
    warning names what the venue would send back: a wrong width, small letters, an empty part. Fonts are TrueType in
    PDF, and text in SVG. The picture's own metadata have the title (the caption's first sentence), the alternative
    text, the kit's version and the hashes of corpus and data. Do not save a table under the same name: it would
    replace the data.

    Args:
        ax: an Axes. Its whole figure is saved; of several parts, the captions are joined.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        folder: where to save; made if it is missing.
        corpus: the documents that the data come from: the caption ends with their number and what
            `drop_documents` and `drop_lines` left out, the metadata have their hash.
        note: one more sentence for the caption, such as what was left out before the plot.
        data, caption, alt: instead of what the plot has left. An Axes of your own needs all three.
        formats: some of "pdf", "svg", "png" and "tiff" (RGB, LZW); None: those of the venue that was given to
            `figure_style`.

    Returns the paths: the pictures, .csv, .txt.

    Raises:
        TypeError: `ax` is not an Axes, or `data` is not a table that CSV can hold.
        ValueError: the caption or the alternative text is missing, or the name or a format is not valid.
        OSError: the folder cannot be written. No half-written file is left.

    >>> import tempfile
    >>> from analysis import plot_counts
    >>> ax = plot_counts(pd.DataFrame({"word": ["city", "war"], "n": [3, 1]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_figure(ax, "words", folder=folder, formats=["pdf", "png"])
    >>> [path.name for path in paths]
    ['words.pdf', 'words.png', 'words.csv', 'words.txt']
    """
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise TypeError(f"A figure is saved by its Axes, not {type(ax).__name__}: pass what plot_... gave.")
    check_name(name)
    venue = current_venue()
    formats = check_choice("format", venue["formats"].split() if formats is None else formats, FORMATS)
    figure = ax.get_figure(root=True)
    left = _read_description(figure)
    lack = left and (left.lack or "there is only one thing to show" * (len(left.data) == 1))
    if lack and caption is None:
        plt.close(figure)
        for suffix in (*FORMATS, "csv", "txt"):  # of an earlier run
            Path(folder, f"{name}.{suffix}").unlink(missing_ok=True)
        print(f"{name} is not drawn: {lack}.")
        return []
    given = {"data": data, "caption": caption, "alt": alt}
    if not left and (missing := [name for name, value in given.items() if value is None]):
        raise ValueError(f"These axes were not made by a plot_ function: give {', '.join(missing)}, too.")
    texts = count_texts(corpus) if caption is None else ""
    caption = left.caption if left and caption is None else caption
    caption = " ".join(filter(None, [one_line(caption, "caption"), note, texts]))
    alt = one_line(left.alt if left and alt is None else alt, "alt")
    table = csv_bytes(left.data if left and data is None else data)
    source = "" if corpus is None else f", corpus blake2b {corpus_hash(corpus)}"
    about = {
        "title": _first_sentence(caption),
        "alt": alt,
        "kit": f"{KIT} {kit_version()}",
        "keywords": f"{name}{source}, data sha256 {hashlib.sha256(table).hexdigest()}",
    }
    for problem in _problems(figure, venue):
        warnings.warn(f"{name} {problem}.", stacklevel=2)
    pictures = draw_pictures(figure, [*dict.fromkeys([*formats, "png"])], about, int(venue["dpi"]))
    files = {f"{name}.{suffix}": pictures[suffix] for suffix in formats}
    files |= {f"{name}.csv": table, f"{name}.txt": _words(caption, about).encode()}
    paths = write_files(files, folder)
    _show(pictures["png"], figure, caption, about)
    plt.close(figure)
    return paths


def _read_description(figure: Figure) -> Description | None:
    """Return what the plots have left on a figure; of several parts, all together with their letters."""
    parts = [ax for ax in figure.axes if hasattr(ax, "description")]
    left = [ax.description for ax in parts]
    if len(parts) < 2:
        return left[0] if left else None
    names = [" ".join(filter(None, [ax.get_figure().get_suptitle(), ax.get_title()])) for ax in parts]
    named = list(zip(names, left, strict=True))
    return left[0]._replace(
        caption=" ".join(f"{name}: {part.caption}" for name, part in named),
        alt=" ".join(f"{name}: {part.alt.rstrip('.')}." for name, part in named),
        data=pd.concat([part.data.assign(panel=name) for name, part in named]),
        lack=left[0].lack if all(part.lack for part in left) else "",
    )


def _show(png: bytes, figure: Figure, caption: str, about: dict[str, str]) -> None:
    """Show a picture in a notebook, with its alternative text, and the caption below it.

    The text instead of the picture has the alternative text and the hash of the data: tests of notebooks skip
    pictures, and compare that.
    """
    from IPython import get_ipython
    from IPython.display import HTML, display

    if get_ipython() is None:
        return
    picture = {"image/png": base64.b64encode(png).decode()}
    picture["text/plain"] = f"{about['alt']}\n{about['keywords']}"
    width = round(_PIXELS * figure.get_figwidth())
    display(picture, metadata={"image/png": {"alt": about["alt"], "width": width}}, raw=True)
    description = f"<details><summary>Description of the picture</summary>{escape(about['alt'])}</details>"
    display(HTML(f"<p>{escape(caption)}</p>{description}"))


def _problems(figure: Figure, venue: pd.Series) -> list[str]:
    """List what the venue would send back, and parts without a plot."""
    from matplotlib.text import Text

    width, height = figure.get_size_inches() * 25.4
    name, widths, least, highest = venue.name, venue[list(WIDTHS)], venue["least"], venue["height"]
    known, fits = ", ".join(map("{:g}".format, widths)), (abs(widths - width) < 0.1).any()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    small = sum(text.get_fontsize() < least - 0.01 for text in texts)
    empty = sum(not ax.has_data() and not ax.texts for ax in figure.axes)
    problems = {
        f"is {width:.0f} mm wide, {name} prints {known}: call figure_style before drawing": not fits,
        f"is {height:.0f} mm high, {name} prints at most {highest:g}: show fewer rows": height > highest,
        f"has {small} texts below the {least:g} points of {name}: enlarge them": small,
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


def draw_pictures(
    figure: Figure, formats: Sequence[str], about: dict[str, str], dpi: int
) -> dict[str, bytes]:
    """Return the bytes of each format, whatever a user has set in matplotlib."""
    import matplotlib.style

    engine, screen = figure.get_layout_engine(), figure.dpi
    with matplotlib.style.context(["default", STYLE]):
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
            ax.set_position(ax.get_subplotspec().get_position(figure).bounds)
            ax.set_in_layout(True)
    for _ in range(3):  # each pass moves the axes a little less
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _picture(figure: Figure, suffix: str, about: dict[str, str], dpi: int) -> bytes:
    import matplotlib

    if suffix == "tiff":
        return _tiff(figure, about, dpi)
    notes = {
        "pdf": {"Subject": about["alt"], "Creator": about["kit"], "Producer": None, "CreationDate": None},
        "svg": {"Description": about["alt"], "Creator": about["kit"], "Date": None},
        "png": {"Description": about["alt"], "Software": about["kit"]},
    }
    notes = {"Title": about["title"], "Keywords": about["keywords"]} | notes[suffix]
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix, dpi=dpi, metadata=notes)
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
