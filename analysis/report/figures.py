"""Figures of the pages: SVG whose bars, marks, lines and names lead to the rows of tables."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from lxml import etree

from analysis.export.figures import draw_pictures
from analysis.export.style import figure_style
from analysis.marking import visible
from analysis.network.edges import PAIR
from analysis.plots import bars, network, points
from analysis.plots.common import shorten, text
from analysis.quantities import name_topics

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Tables = dict[str, SimpleNamespace]  # as make_tables returns them
_MOST = 500  # marks that lead somewhere; more are an image, which stays small
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


class Figure(NamedTuple):
    """A picture and its caption; without a picture, the caption says why there is none."""

    svg: str
    caption: str


def draw_figures(tables: Tables) -> dict[str, list[Figure]]:
    """Return the figures of each page; the first one is also on the answer page."""
    from matplotlib import rc_context

    # The index of each is the number of a row.
    data = {name: table.data for name, table in tables.items()}
    named = data["actors"][data["actors"]["kind"] == "with a name"]
    counted = name_topics(data["numbers"][data["numbers"]["dimension"] == "count"])
    compared = data["claims"][data["claims"]["claim_id"] == 0]
    with rc_context():
        figure_style("nature", "middle")  # its letters have the size of the page's
        return {
            "words": [_draw_bars(tables, "words", data["words"], "occurrences", "word")],
            "actors": [_draw_network(tables, data["ties"], named),
                       _draw_bars(tables, "actors", named, "mentions", "actor with a name")],
            "quotes": [_draw_bars(tables, "speakers", data["speakers"], "quotations", "speaker")],
            "quantities": [_link_marks(tables, "numbers", points.plot_values(counted, top=12)),
                           _link_marks(tables, "claims", points.plot_claims(compared))],
        }  # fmt: skip


def _draw_bars(tables: Tables, name: str, data: pd.DataFrame, x: str, y: str) -> Figure:
    """Draw the counts of the first rows of a table; each bar and each name leads to its row."""
    shown = pd.DataFrame({y: data.iloc[:, 0].map(visible), x: data["n"]})
    ax = bars.plot_counts(shown, x=x, y=y, top=12)
    for row, bar, label in zip(data.index, ax.patches, ax.get_yticklabels(), strict=False):
        bar.set_url(f"{name}-{row}")
        label.set_url(f"{name}-{row}")
    return _finish(tables, name, ax)


def _draw_network(tables: Tables, ties: pd.DataFrame, named: pd.DataFrame) -> Figure:
    """Draw the network of actors; each line leads to its tie, and each name to its actor."""
    nodes = named[named["actor"].isin(ties[PAIR].to_numpy().ravel())]
    ax = network.plot_network(ties, nodes=nodes[["actor", "label"]], by="label")
    for lines in ax.collections[:1]:
        lines.set_urls([f"ties-{row}" for row in ax.description.data.index])
    rows = {shorten(text(actor), 44): row for row, actor in named["actor"][::-1].items()}
    for label in ax.texts:
        if (row := rows.get(" ".join(label.get_text().split()))) is not None:
            label.set_url(f"actors-{row}")
    return _finish(tables, "ties", ax)


def _link_marks(tables: Tables, name: str, ax: Axes) -> Figure:
    """Let each mark of a plot of numbers lead to its row; the data drawn have a column `row`."""
    data = ax.description.data
    for marks in ax.collections:
        rows = data.loc[data["bound"].map(points.BOUNDS) == marks.get_label(), "row"]
        marks.set_rasterized(len(data) > _MOST)
        if len(rows) and len(data) <= _MOST:
            marks.set_urls([f"{name}-{row}" for row in rows])
            marks.set_sizes(np.resize(marks.get_sizes(), len(rows)))  # of one size, all would be one link
    return _finish(tables, name, ax)


def _finish(tables: Tables, name: str, ax: Axes) -> Figure:
    """Return a drawn picture as SVG, in which links have names, and close it."""
    import matplotlib.pyplot as plt

    figure, linked = ax.get_figure(root=True), set()
    plt.close(figure)
    if ax.description.lack:
        return Figure("", f"There is no figure: {ax.description.lack}.")
    for label in ax.texts:
        label.set_path_effects([])  # they would turn letters into curves; style.css has their halo
    about = dict.fromkeys(["title", "alt", "kit", "keywords"], "")
    svg = visible(draw_pictures(figure, ["svg"], about, 150)["svg"].decode())
    ids = r'(?<= id=")|(?<= xlink:href="#)|(?<=url\(#)'
    root = etree.fromstring(re.sub(ids, f"figure-{name}-", svg).encode())  # each id is unique on a page
    etree.strip_elements(root, f"{_SVG}metadata", f"{_SVG}style")
    for link in root.iter(f"{_SVG}a"):
        table, row = link.attrib.pop(_LINK).split("-")
        href, label = f"#{table}-{row}", ", ".join(map(str, tables[table].rows[int(row)]))
        turn = "-1" if href in linked else "0"  # the keyboard reaches one link to each row
        link.attrib.pop("target")  # a tab of its own
        link.attrib.update({"href": href, "aria-label": label, "tabindex": turn})
        linked.add(href)
    about = {"viewBox": root.get("viewBox"), "role": "group", "aria-label": visible(ax.description.alt)}
    root.attrib.clear()
    root.attrib.update(about)
    return Figure(etree.tostring(root, encoding="unicode"), visible(ax.description.caption))
