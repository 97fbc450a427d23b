"""Figures of the pages: SVG whose bars, marks, lines and names lead to the rows of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from lxml import etree
from markupsafe import Markup

from analysis.export.figures import draw_pictures
from analysis.marking import visible
from analysis.plots.common import shorten, text
from analysis.plots.points import BOUNDS

if TYPE_CHECKING:
    from types import SimpleNamespace

    from matplotlib.axes import Axes

PAGE = "\u2066"  # where links of a figure have the name of a page; `visible` leaves it in no text
_MOST = 500  # marks that lead somewhere; more are an image, which stays small
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


class Figure(NamedTuple):
    """A picture and its caption; `lack` says why there is none."""

    svg: Markup
    caption: str
    lack: str


def link_bars(ax: Axes, table: SimpleNamespace, rows: list[int]) -> Figure:
    """Return a plot of some rows of a table, the first on top, of which each bar and name leads to its row."""
    for bar in ax.patches:
        bar.set_url(f"#{table.name}-{rows[round(bar.get_y() + bar.get_height() / 2)]}")
    for row, name in zip(rows, ax.get_yticklabels(), strict=False):
        name.set_url(f"#{table.name}-{row}")
    return _finish(ax, table)


def link_network(ax: Axes, actors: SimpleNamespace, ties: SimpleNamespace) -> Figure:
    """Return a plot of a network, of which each line leads to its tie, and each name to its actor."""
    for lines in ax.collections[:1]:
        lines.set_urls([f"#ties-{row}" for row in ax.description.data.index])
    rows = {shorten(text(row[0]), 44): number for number, row in reversed([*enumerate(actors.rows)])}
    for name in ax.texts:
        if (number := rows.get(" ".join(name.get_text().split()))) is not None:
            name.set_url(f"#actors-{number}")
    return _finish(ax, actors, ties)


def link_marks(ax: Axes, table: SimpleNamespace) -> Figure:
    """Return a plot of numbers, of which each mark leads to its row; the data drawn have its number."""
    data = ax.description.data
    for marks in ax.collections:
        rows = data.loc[data["bound"].map(BOUNDS) == marks.get_label(), "row"]
        marks.set_rasterized(len(data) > _MOST)
        if len(rows) and len(data) <= _MOST:
            marks.set_urls([f"#{table.name}-{row}" for row in rows])
            marks.set_sizes(np.resize(marks.get_sizes(), len(rows)))  # of one size, all would be one link
    return _finish(ax, table)


def _finish(ax: Axes, *tables: SimpleNamespace) -> Figure:
    """Return a drawn picture as SVG, in which links have names, and close it."""
    import matplotlib.pyplot as plt

    figure, names, linked = ax.get_figure(root=True), {}, set()
    plt.close(figure)
    if ax.description.lack:
        return Figure(Markup(), "", f"There is no figure: {ax.description.lack}.")
    for name in ax.texts:
        name.set_path_effects([])  # they would turn letters into curves; style.css has their halo
    about = dict.fromkeys(["title", "alt", "kit", "keywords"], "")
    root = etree.fromstring(draw_pictures(figure, ["svg"], about, 150)["svg"])
    etree.strip_elements(root, f"{_SVG}metadata", f"{_SVG}style")
    for table in tables:
        names |= {
            f"#{table.name}-{number}": ", ".join(map(str, row)) for number, row in enumerate(table.rows)
        }
    for part in root.iter(etree.Element):
        part.text = part.text and visible(part.text)
        if part.tag == f"{_SVG}a":
            href = part.attrib.pop(_LINK)
            turn = "-1" if href in linked else "0"  # the keyboard reaches one link to each row
            part.attrib.pop("target")  # a tab of its own
            part.attrib.update({"href": PAGE + href, "aria-label": names[href], "tabindex": turn})
            linked.add(href)
        else:
            _rename_ids(part, f"figure-{tables[-1].name}-")
    about = {"viewBox": root.get("viewBox"), "role": "group", "aria-label": visible(ax.description.alt)}
    root.attrib.clear()
    root.attrib.update(about)
    return Figure(Markup(etree.tostring(root, encoding="unicode")), visible(ax.description.caption), "")


def _rename_ids(part: etree._Element, prefix: str) -> None:
    """Give the ids of a figure, and what refers to them, a prefix, so that they are unique on a page."""
    for key, value in part.attrib.items():
        if key == "id":
            part.set(key, prefix + value)
        elif key == _LINK or value.startswith("url(#"):
            part.set(key, value.replace("#", f"#{prefix}", 1))
