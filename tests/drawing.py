"""What tests of figures share: the kit's style, reading plots back from their Axes, and running the notebooks' code."""

import itertools
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.container import BarContainer
from matplotlib.dates import DateConverter, _SwitchableDateConverter
from matplotlib.text import Text

import analysis
from analysis import figure_style, save_figure

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


@pytest.fixture(autouse=True)
def tidy(monkeypatch):
    """Draw every test in the kit's style, show no window, and close its figures."""
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("a plot called show()"))
    with mpl.rc_context():
        figure_style()
        yield
    plt.close("all")


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def legend(ax):
    return [label.get_text() for label in ax.get_legend().get_texts()]


def bars(ax):
    """Return the lengths of the bars of each group, from the first row on."""
    groups = [group for group in ax.containers if isinstance(group, BarContainer)]
    return [[bar.get_width() for bar in sorted(group, key=lambda bar: bar.get_y())] for group in groups]


def marks(ax):
    """Return the place and the row of the marks of each group."""
    return [[(x, round(y)) for x, y in line.get_xydata().tolist()] for line in ax.lines]


def names(ax):
    return [text.get_text() for text in ax.texts]


def label(ax):
    """Return the label of the x axis on one line."""
    return " ".join(ax.get_xlabel().split())


def run_code(notebook: Path, parameters: dict[str, object], monkeypatch) -> list[tuple]:
    """Execute a notebook's code here, with other parameters; return the arguments and paths of its figures."""
    saved = []

    def save(ax, name, **arguments):
        paths = save_figure(ax, name, **arguments)
        saved.append((ax, name, arguments, paths))
        return paths

    monkeypatch.setattr(analysis, "save_figure", save)
    monkeypatch.setattr(plt, "show", lambda *_, **__: None)
    monkeypatch.chdir(NOTEBOOKS)
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in nbformat.read(notebook, 4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, notebook.name, "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= {name: value for name, value in parameters.items() if name in names}
    return saved


def assert_printable(ax: Axes, least: float = 5) -> None:
    """Check that texts are on the page, cover no other and are large enough, and that axes of numbers have a label."""
    figure = ax.get_figure(root=True)
    for _ in range(3):  # the layout settles
        figure.draw_without_rendering()
    labels = [label for part in figure.axes for label in _labels(part)]
    labels += [text for part in (figure, *figure.subfigs) for text in part.texts]
    labels = [label for label in labels if label.get_visible() and label.get_text()]
    boxes = {id(label): Text.get_window_extent(label) for label in labels}
    for label in labels:
        inside = figure.bbox.padded(1).count_contains(boxes[id(label)].corners())
        assert inside == 4, f"{label.get_text()!r} leaves the page"
        assert label.get_fontsize() >= least, f"{label.get_text()!r} has {label.get_fontsize()} points"
    for axis in (axis for part in figure.axes for axis in (part.xaxis, part.yaxis) if _is_value(axis)):
        assert axis.get_label_text() or not len(axis.get_ticklocs()), f"the {axis.axis_name} axis has no name"
    for one, other in itertools.combinations(labels, 2):
        covered = boxes[id(one)].padded(-0.5).overlaps(boxes[id(other)].padded(-0.5))
        assert not covered, f"{one.get_text()!r} and {other.get_text()!r} cover each other"


def numbers_shown(ax: Axes) -> list[tuple[str, float]]:
    """Return the value of each bar, point, interval and cell with the name of its row; not dates and ranks."""
    axes = [number for number, axis in enumerate((ax.xaxis, ax.yaxis)) if _is_value(axis)]
    bars = [bar for group in ax.containers if isinstance(group, BarContainer) for bar in group]
    shown = [(bar.get_y() + bar.get_height() / 2, bar.get_width()) for bar in bars if bar.get_width()]
    spots = [line.get_xydata() for line in ax.lines if line.get_marker() not in ("None", "", None)]
    collections = [part for part in ax.collections if isinstance(part, LineCollection)]
    lines = [line for part in collections for line in part.get_segments()]
    # Lines from edge to edge guide the eye.
    spots += [line for line in lines if len(line) and line[:, 0].tolist() != [0, 100]]
    shown += [(spot[1], spot[axis]) for spot in itertools.chain(*spots) for axis in axes]
    for mesh in (part for part in ax.collections if isinstance(part, QuadMesh)):
        cells = np.exp(mesh.get_array())
        shown += [(row, cells[row, column]) for row, column in zip(*np.nonzero(~cells.mask), strict=True)]
    names = {}
    if ax.yaxis.get_inverted():  # rows are counted from the top
        names = dict(zip(ax.get_yticks(), [label.get_text() for label in ax.get_yticklabels()], strict=True))
    return [(names.get(round(row), "") if names else "", value) for row, value in shown]


def _labels(ax: Axes) -> list[Text]:
    labels = [ax.xaxis.label, ax.yaxis.label, ax.title, ax._left_title, ax._right_title, *ax.texts]
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())  # ticks beyond them are not drawn
        labels += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        labels.append(axis.get_offset_text())
    if ax.get_legend():
        labels += ax.get_legend().get_texts()
    return labels


def _is_value(axis) -> bool:
    dates = isinstance(axis.get_converter(), DateConverter | _SwitchableDateConverter)
    return not dates and not axis.get_inverted() and not axis.get_label_text().startswith("rank ")
