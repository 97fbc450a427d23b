"""What tests of figures share: the kit's style, reading plots back from their Axes, and running the notebooks' code."""

import itertools
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, QuadMesh
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

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


def names(ax):
    return [text.get_text() for text in ax.texts]


def legend(ax):
    return [label.get_text() for label in _legend_texts(ax) + _legend_texts(ax.get_figure())]


def bars(ax):
    """Return the lengths of the bars of each group, from the first row on."""
    groups = {group.get_label(): sorted(group, key=lambda bar: bar.get_y()) for group in ax.containers}
    return {name: [bar.get_width() for bar in group] for name, group in groups.items()}


def marks(ax):
    """Return the place and the row of the marks of each group."""
    groups = {
        part.get_label(): part.get_offsets() for part in ax.collections if isinstance(part, PathCollection)
    }
    return {name: [(round(x, 9), round(y)) for x, y in spots.tolist()] for name, spots in groups.items()}


def lines(ax):
    """Return both ends of the lines: intervals, ranges and ties."""
    parts = [part.get_segments() for part in ax.collections if isinstance(part, LineCollection)]
    ends = [line.round(9).tolist() for line in itertools.chain(*parts) if len(line)]
    return [line for line in ends if not np.isnan(line).any()]


def caption(ax):
    return ax.description.caption


def alt(ax):
    return ax.description.alt.partition(": ")[2].split("; ")


def run_code(notebook: Path, parameters: dict[str, object], monkeypatch) -> list[tuple]:
    """Execute a notebook's code here, with other parameters; return Axes, name and paths of each figure saved."""
    saved = []

    def save(ax, name, **arguments):
        paths = save_figure(ax, name, **arguments)
        saved.append((ax, name, paths))
        return paths

    monkeypatch.setattr(analysis, "save_figure", save)
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("save_figure shows figures"))
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
    labels += [text for part in (figure, *figure.subfigs) for text in [*part.texts, *_legend_texts(part)]]
    labels = [label for label in labels if label.get_visible() and label.get_text()]
    boxes = {id(label): Text.get_window_extent(label) for label in labels}
    for label in labels:
        inside = figure.bbox.padded(1).count_contains(boxes[id(label)].corners())
        assert inside == 4, f"{label.get_text()!r} leaves the page"
        assert label.get_fontsize() >= least, f"{label.get_text()!r} has {label.get_fontsize()} points"
    for axis in (axis for part in figure.axes for axis in (part.xaxis, part.yaxis) if _is_value(axis)):
        assert axis.get_label_text(), f"the {axis.axis_name} axis has no name"
    for one, other in itertools.combinations(labels, 2):
        covered = boxes[id(one)].padded(-0.5).overlaps(boxes[id(other)].padded(-0.5))
        assert not covered, f"{one.get_text()!r} and {other.get_text()!r} cover each other"


def assert_in_table(ax: Axes, table: pd.DataFrame) -> None:
    """Check that every value drawn is in the table, in the row of the name beside it."""
    words = table.select_dtypes(exclude="number").astype(object).fillna("none, no noun, no claimant")
    texts = [" – ".join(map(str, row)) for row in words.to_numpy()]
    numbers = table.select_dtypes("number").abs().to_numpy(float)
    shown = [pair for part in ax.get_figure(root=True).axes for pair in numbers_shown(part)]
    assert shown or not len(ax.get_xticks()), "no value is drawn"  # a network has no ticks
    missing = []
    for name, value in shown:
        # After a name there may be a count or a unit; a long name is cut in the middle.
        name = re.escape(re.sub(r" \([^()]*\)$", "", name).strip("()")).replace("…", ".*")
        there = (row for text, row in zip(texts, numbers, strict=True) if re.search(name, text))
        # To six digits: the table is written with fewer digits than are drawn.
        if np.isfinite(value) and not any(
            np.isclose(row, abs(value), rtol=1e-6, atol=0).any() for row in there
        ):
            missing.append((name, value))
    assert not missing, f"drawn, but not in the table: {missing[:5]}"


def with_places(table: pd.DataFrame, documents: pd.DataFrame | None) -> pd.DataFrame:
    """Add to the data of a picture the places in per cent that are drawn for them."""
    if {"doc_id", "start", "end"} <= set(table):
        length = table["doc_id"].map(documents.set_index("doc_id")["text"].str.len()).astype(float)
        table = table.assign(place=50 * (table["start"] + table["end"]) / length)
    return table.assign(percent=100 * table["position"]) if "position" in table else table


def numbers_shown(ax: Axes) -> list[tuple[str, float]]:
    """Return the value of each bar, point, interval and cell with the name of its row; not dates and ranks."""
    axes = [number for number, axis in enumerate((ax.xaxis, ax.yaxis)) if _is_value(axis)]
    bars = [bar for group in ax.containers for bar in group]
    shown = [(bar.get_y() + bar.get_height() / 2, bar.get_width()) for bar in bars if bar.get_width()]
    spots = [line.get_xydata() for line in ax.lines if line.get_marker() not in ("None", "", None)]
    spots += [part.get_offsets() for part in ax.collections if isinstance(part, PathCollection)]
    shown += [(spot[1], spot[axis]) for spot in [*itertools.chain(*spots, *lines(ax))] for axis in axes]
    row_names = dict(zip(ax.get_yticks(), rows(ax), strict=True)) if ax.yaxis.get_inverted() else {}
    for mesh in (part for part in ax.collections if isinstance(part, QuadMesh) and row_names):
        cells = np.ma.masked_invalid(mesh.get_array())
        shown += [(row + 0.5, cells[row, column]) for row, column in np.argwhere(~cells.mask)]
    return [
        (next((name for at, name in row_names.items() if abs(at - row) < 0.49), ""), n) for row, n in shown
    ]


def _labels(ax: Axes) -> list[Text]:
    labels = [ax.xaxis.label, ax.yaxis.label, ax.title, ax._left_title, ax._right_title, *ax.texts]
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())  # ticks beyond them are not drawn
        ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        labels += [label for tick in ticks for label in (tick.label1, tick.label2)] + [axis.get_offset_text()]
    return labels + _legend_texts(ax)


def _legend_texts(part) -> list[Text]:
    """Return the texts of the legends of Axes, a Figure or a SubFigure."""
    legends = filter(None, [part.get_legend()]) if isinstance(part, Axes) else part.legends
    return [text for legend in legends for text in legend.get_texts()]


def _is_value(axis) -> bool:
    named = isinstance(axis.get_major_locator(), FixedLocator)  # ticks are names or dates
    return not named and not axis.get_label_text().startswith("rank ") and len(axis.get_ticklocs()) > 0
