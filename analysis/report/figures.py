"""Figures of the pages: SVG whose bars, marks and lines lead to the row of a table."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from lxml import etree
from markupsafe import Markup

from analysis.export.figures import draw_pictures
from analysis.marking import visible
from analysis.plots.bars import plot_counts
from analysis.plots.common import shorten, text
from analysis.plots.network import plot_network
from analysis.plots.points import BOUNDS, plot_claims, plot_values
from analysis.quantities import name_topics
from analysis.report.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.report.findings import Findings

_MOST_LINKS = 500  # marks in one figure
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


class Figure(NamedTuple):
    """A picture with its words; `lack` says why there is none."""

    root: etree._Element | None
    caption: str
    lack: str

    def leading_to(self, page: str) -> Markup:
        """Return the picture as inline SVG whose links lead to rows of this page."""
        root = deepcopy(self.root)
        for link in root.iter(f"{_SVG}a"):
            link.set("href", page + link.get("href"))
        return Markup(etree.tostring(root, encoding="unicode"))


def draw_bars(table: Table, label: str, *, column: int, top: int = 12) -> Figure:
    """Draw the rows of a table with the most in a column as bars; each leads to its row."""
    name, rows = table.columns[0].lower(), table.rows
    data = pd.DataFrame({name: [row[0] for row in rows], label: [row[column] for row in rows]})
    ax = plot_counts(data, x=label, y=name, top=top)
    for bar in (bar for bars in ax.containers for bar in bars):
        bar.set_url(f"#{table.name}-{round(bar.get_y() + bar.get_height() / 2)}")
    for number, written in enumerate(ax.get_yticklabels()):
        written.set_url(f"#{table.name}-{number}")
    return _finish(ax, table)


def draw_network(found: Findings, actors: Table, ties: Table) -> Figure:
    """Draw the network; a line leads to its tie, a name to its actor."""
    labels = found.named.drop_duplicates("actor")[["actor", "label"]]
    tied = labels[labels["actor"].isin(found.edges[["actor_a", "actor_b"]].to_numpy().ravel())]
    ax = plot_network(found.edges, nodes=tied, by="label", top=30)
    for lines in ax.collections[:1]:
        lines.set_urls([f"#ties-{row}" for row in ax.description.data.index])
    rows = {shorten(text(row[0]), 44): number for number, row in reversed([*enumerate(actors.rows)])}
    for name in ax.texts:
        if (number := rows.get(" ".join(name.get_text().split()))) is not None:
            name.set_url(f"#actors-{number}")
    return _finish(ax, actors, ties)


def draw_values(found: Findings, numbers: Table) -> Figure:
    """Draw what is counted, and how many; each mark leads to its number."""
    counts = found.claims.assign(row=range(len(found.claims))).query("dimension == 'count'")
    return _finish(_link_marks(plot_values(name_topics(counts), top=12), numbers), numbers)


def draw_claims(found: Findings, claims: Table) -> Figure:
    """Draw the claims about the thing that has the most; each mark leads to its claim."""
    dated = found.disputes.assign(row=range(len(found.disputes)))
    dated = dated[dated["claim_id"] == 0].merge(found.documents[["doc_id", "date"]], on="doc_id", how="left")
    return _finish(_link_marks(plot_claims(dated), claims), claims)


def _link_marks(ax: Axes, table: Table) -> Axes:
    """Let each mark lead to its row; very many marks are an image instead, which stays small."""
    data = ax.description.data
    for marks in ax.collections:
        rows = data.loc[data["bound"].map(BOUNDS) == marks.get_label(), "row"]
        if len(data) > _MOST_LINKS:
            marks.set_rasterized(True)
        elif len(rows):
            marks.set_urls([f"#{table.name}-{row}" for row in rows])
            marks.set_sizes(np.resize(marks.get_sizes(), len(rows)))  # of one size, all would be one link
    return ax


def _finish(ax: Axes, *tables: Table) -> Figure:
    """Return a drawn picture as inline SVG, in which links have names, and close it."""
    import matplotlib.pyplot as plt

    about, figure = ax.description, ax.get_figure(root=True)
    for name in ax.texts:
        name.set_path_effects([])  # they would turn letters into curves; the style sheet has their halo
    if about.lack:
        plt.close(figure)
        return Figure(None, "", f"There is no figure: {about.lack}.")
    notes = dict.fromkeys(["title", "alt", "kit", "keywords"], "")
    root = etree.fromstring(draw_pictures(figure, ["svg"], notes, 150)["svg"])
    plt.close(figure)
    for part in [*root.iter(f"{_SVG}metadata", f"{_SVG}style")]:
        part.getparent().remove(part)
    for size in ("width", "height", "version"):
        root.attrib.pop(size, None)
    root.set("role", "group")
    root.set("aria-label", visible(about.alt))
    _name_parts(root, tables)
    return Figure(root, visible(about.caption), "")


def _name_parts(root: etree._Element, tables: tuple[Table, ...]) -> None:
    """Name the links by their rows, make ids unique on a page, and show what would turn the direction of writing."""
    prefix, linked = f"figure-{tables[-1].name}", set()
    names = {f"#{table.name}-{number}": row for table in tables for number, row in enumerate(table.rows)}
    for part in root.iter(etree.Element):
        part.text = part.text and visible(part.text)
        if part.tag == f"{_SVG}a":
            href = part.attrib.pop(_LINK)
            part.set("href", href)
            part.set("aria-label", ", ".join(map(str, names[href])))
            if href in linked:
                part.set("tabindex", "-1")
            linked.add(href)
            continue
        for key, value in part.attrib.items():
            if key == "id":
                part.set(key, f"{prefix}-{value}")
            elif key == _LINK or value.startswith("url(#"):
                part.set(key, value.replace("#", f"#{prefix}-", 1))
