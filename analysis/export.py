"""Figures and tables in the form a paper needs: fixed sizes, fixed bytes, the data beside the picture."""

import hashlib
import io
import json
import os
import re
import tomllib
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import matplotlib as mpl
import matplotlib.style
import numpy as np
import pandas as pd
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.csvtext import csv_bytes

KIT = "press-kit"
WIDTHS = {"single": 89, "double": 183}  # millimetres: one and two columns of Nature
# Safe for colour-blind readers (Okabe and Ito), ordered so that neighbours also differ in grey.
COLOURS = ["#0072B2", "#E69F00", "#000000", "#D55E00", "#F0E442"]
DPI = 300

# How a figure looks; everything not named here is as matplotlib ships it.
_STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so every machine has the same one
    "font.size": 7,
    "axes.labelsize": 7,
    "axes.titlesize": 7,
    "xtick.labelsize": 6,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.linewidth": 0.6,
    "axes.labelpad": 3,
    "grid.color": "0.85",
    "grid.linewidth": 0.5,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 1,
    "lines.markersize": 4,
    "patch.linewidth": 0.5,
    "xtick.major.size": 2.5,
    "xtick.major.width": 0.6,
    "ytick.major.size": 2.5,
    "ytick.major.width": 0.6,
    "figure.constrained_layout.use": True,
    "figure.dpi": 200,  # on the screen only: a column 89 mm wide is then some 700 pixels
}
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


def figure_style(*, width: str = "single") -> None:
    """Set how the figures drawn after this call look: size, font, colours, lines.

    Starts from matplotlib's own defaults, so that a personal matplotlibrc changes nothing.

    Args:
        width: "single" (89 mm) or "double" (183 mm), the column that the figures will stand in.

    Raises:
        ValueError: another width.

    >>> figure_style()
    >>> round(mpl.rcParams["figure.figsize"][0] * 25.4, 6)
    89.0
    """
    if width not in WIDTHS:
        raise ValueError(f"The width {width!r} is not known: use one of {', '.join(map(repr, WIDTHS))}.")
    inches = WIDTHS[width] / 25.4
    mpl.style.use(["default", _STYLE | {"figure.figsize": (inches, inches * 0.62)}])


def save_figure(
    ax: Axes, name: str, *, data: pd.DataFrame, caption: str, alt: str, folder: str | os.PathLike
) -> list[Path]:
    """Write a picture as PDF, SVG and PNG (300 dpi), with its data (CSV) and its words (TXT) beside it.

    The files are the same bytes whenever the picture is the same. Title (the caption's first sentence),
    alternative text and the hash of the data stand in the metadata of each picture. The width is that of
    the figure. A table saved under the same name would take the place of the data: name it otherwise.

    Args:
        ax: an Axes; the whole figure it stands in is saved, and stays open.
        name: the files' name without folder and suffix: letters, digits, "-" and "_".
        data: the table that was drawn.
        caption: the text below the figure in a paper, n and what was left out included.
        alt: what the picture shows, for those who cannot see it.
        folder: where to write; made if missing.

    Returns the five paths: .pdf, .svg, .png, .csv, .txt.

    Raises:
        TypeError: `ax` is not an Axes, or `data` no table that CSV can hold.
        ValueError: the caption or the alternative text is empty, or the name unfit.
        OSError: the folder cannot be written. No half-written file is left.

    >>> import tempfile, matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots(); _ = ax.barh(["city"], [3])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_figure(ax, "words", data=pd.DataFrame({"word": ["city"], "n": [3]}), folder=folder,
    ...                         caption="One word.", alt="A bar of length 3.")
    >>> [path.name for path in paths]
    ['words.pdf', 'words.svg', 'words.png', 'words.csv', 'words.txt']
    """
    if not isinstance(ax, Axes):
        raise TypeError(
            f"A figure is saved by its Axes, not {type(ax).__name__}: pass what plot_... returned."
        )
    _check_name(name)
    caption, alt = _one_line(caption, "caption"), _one_line(alt, "alt")
    table = csv_bytes(data)
    about = {
        "title": _first_sentence(caption),
        "alt": alt,
        "keywords": f"{KIT}, {name}, data sha256 {hashlib.sha256(table).hexdigest()}",
    }
    pictures = _draw(ax.get_figure(root=True), about)
    files = {f"{name}.{suffix}": content for suffix, content in pictures.items()}
    files[f"{name}.csv"] = table
    files[f"{name}.txt"] = f"Caption\n{caption}\n\nAlternative text\n{alt}\n".encode()
    return _write(files, folder)


def save_table(table: pd.DataFrame, name: str, *, folder: str | os.PathLike) -> Path:
    r"""Write a table as CSV, the same bytes wherever the table is the same.

    UTF-8 without a mark, "\n" after every line, the columns in their order, no index. Numbers have at most
    10 significant digits: enough for any count, too few for the last digits in which two machines may
    differ. A missing value is an empty field, a day 2016-12-13, a moment 2016-12-13 10:30:00. To read it
    back so that the word "NA" stays a word: `pd.read_csv(path, keep_default_na=False, na_values=[""])`.

    Args:
        table: any table of texts, numbers, truth values, dates and categories.
        name: the file's name without folder and suffix: letters, digits, "-" and "_".
        folder: where to write; made if missing.

    Raises:
        TypeError: `table` is not a DataFrame, or holds something else (lists, sets).
        ValueError: the index has a name and would be lost, a column name is used twice, or the name is unfit.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> shares = pd.DataFrame({"word": ["city"], "share": [0.1 + 0.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(shares, "words", folder=folder).read_text()
    'word,share\ncity,0.3\n'
    """
    _check_name(name)
    return _write({f"{name}.csv": csv_bytes(table)}, folder)[0]


def write_manifest(folder: str | os.PathLike, *, corpus: pd.DataFrame) -> Path:
    """List every file of a folder with its size and SHA-256, and the corpus and kit it was made with.

    For the end of a run. Holds no date and no path of the machine, so that equal results have equal
    manifests. Left out: the manifest itself, README files, and names that start with a dot.

    Args:
        folder: the folder of results, subfolders included.
        corpus: the documents; their doc_id and text are hashed, in whatever order they stand.

    Returns the path of MANIFEST.json.

    Raises:
        ValueError: `corpus` lacks doc_id or text.
        OSError: the folder is missing or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = save_table(pd.DataFrame({"n": [1]}), "words", folder=folder)
    ...     path = write_manifest(folder, corpus=pd.DataFrame({"doc_id": ["a.txt"], "text": ["A city."]}))
    ...     json.loads(path.read_text())["files"]["words.csv"]["bytes"]
    4
    """
    missing = [column for column in ("doc_id", "text") if column not in corpus]
    if missing:
        raise ValueError(f"The corpus has no column {missing[0]!r}: pass the table from read_corpus.")
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder {folder} to list: save figures or tables there first.")
    manifest = {
        "kit": {"name": KIT, "version": _version()},
        "corpus": {"texts": len(corpus), "blake2b": _corpus_hash(corpus)},
        "files": {path.relative_to(folder).as_posix(): _fingerprint(path) for path in _results(folder)},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return _write({"MANIFEST.json": text.encode()}, folder)[0]


def _results(folder: Path) -> list[Path]:
    def listed(path: Path) -> bool:
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        return path.is_file() and not hidden and path.stem != "README" and path != folder / "MANIFEST.json"

    return sorted(filter(listed, folder.rglob("*")), key=lambda path: path.relative_to(folder).as_posix())


def _fingerprint(path: Path) -> dict[str, int | str]:
    content = path.read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _corpus_hash(corpus: pd.DataFrame) -> str:
    digest = hashlib.blake2b(digest_size=32)
    for pair in sorted(zip(corpus["doc_id"].astype(str), corpus["text"].astype(str), strict=True)):
        for part in pair:
            content = part.encode("utf-8")
            digest.update(len(content).to_bytes(8, "big") + content)  # lengths keep "ab"+"c" from "a"+"bc"
    return digest.hexdigest()


def _version() -> str:
    try:
        return metadata.version(KIT)
    except metadata.PackageNotFoundError:  # run from a folder of sources, not installed
        project = Path(__file__).parent.parent / "pyproject.toml"
        if not project.exists():
            return "unknown"
        return tomllib.loads(project.read_text("utf-8"))["project"]["version"]


def _check_name(name: str) -> None:
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
        raise ValueError(
            f"The name {name!r} cannot name a file here: use letters, digits, '-' and '_' only; "
            "the folder goes into folder=, the suffix is added."
        )


def _one_line(text: str, argument: str) -> str:
    line = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", " ".join(text.split())) if isinstance(text, str) else ""
    if not line:
        raise ValueError(f"The {argument} is empty ({text!r}): say in {argument}= what the figure shows.")
    return line


def _first_sentence(text: str) -> str:
    # Three letters before the mark, so that "U.S." or "No. 5" does not end the title.
    found = re.match(r".*?\w{3,}[”\"')]*[.!?](?=\s|$)", text)
    return found.group().rstrip(".") if found else text


def _draw(figure: Figure, about: dict[str, str]) -> dict[str, bytes]:
    shared = {"Title": about["title"], "Keywords": about["keywords"]}
    notes = {
        "pdf": shared | {"Subject": about["alt"], "Creator": KIT, "Producer": None, "CreationDate": None},
        "svg": shared | {"Description": about["alt"], "Creator": KIT, "Date": None},
        "png": shared | {"Description": about["alt"], "Software": None},
    }
    engine = figure.get_layout_engine()
    with mpl.rc_context(_FILES):
        if engine is not None:
            _settle(figure)
            figure.set_layout_engine("none")  # the same layout in every format
        try:
            return {suffix: _picture(figure, suffix, note) for suffix, note in notes.items()}
        finally:
            if engine is not None:
                figure.set_layout_engine(engine)


def _settle(figure: Figure) -> None:
    # Each drawing moves the axes a little less. At rest, and without the last digits, they stand at the
    # same place whether or not the figure was shown before.
    before = None
    for _ in range(10):
        figure.savefig(io.BytesIO(), format="raw", dpi=DPI)
        places = np.array([ax.get_position(original=True).bounds for ax in figure.axes])
        if before is not None and np.allclose(places, before, rtol=0, atol=1e-10):
            break
        before = places
    for ax, place in zip(figure.axes, places.round(6), strict=True):
        in_layout = ax.get_in_layout()
        ax.set_position(place)  # which also takes it out of the layout
        ax.set_in_layout(in_layout)


def _picture(figure: Figure, suffix: str, note: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix, dpi=DPI, metadata=note)
    if len(buffer.getvalue()) > 1_000_000 and not mpl.rcParams["pdf.compression"]:
        with mpl.rc_context({"pdf.compression": 6}):
            return _picture(figure, suffix, note)
    return buffer.getvalue()


def _write(files: dict[str, bytes], folder: str | os.PathLike) -> list[Path]:
    # All contents first go to hidden neighbours: an interrupted run leaves no half file.
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder: name another in folder=.")
    drafts = {folder / name: folder / f".{name}.{os.getpid()}.tmp" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft, content in zip(drafts.values(), files.values(), strict=True):
            draft.write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        what = f"{', '.join(files)} cannot be written to the folder {folder} ({error.strerror})"
        raise OSError(f"{what}: name another in folder=, or close the files where they are open.") from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
    return list(drafts)
