"""An executed notebook as a page: prose and results first, code folded, nothing from the network."""

import re

import nbformat
from markupsafe import Markup
from nbconvert.filters import markdown2html, strip_ansi

from analysis.report.pages import render, source


def notebook_page(notebook: nbformat.NotebookNode, answers: str = "") -> str:
    """Return a notebook as an HTML page that needs no other file.

    Args:
        notebook: as `nbformat.read` returns it, with its outputs.
        answers: the address of the answer page, which the page links to.

    >>> cells = [nbformat.v4.new_markdown_cell("# Words"), nbformat.v4.new_code_cell("1 + 1")]
    >>> "<title>Words</title>" in notebook_page(nbformat.v4.new_notebook(cells=cells))
    True
    """
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    title = re.search(r"^#+ (.+)", prose, re.MULTILINE)
    cells = [
        {"prose": _prose(cell.source)}
        if cell.cell_type == "markdown"
        else {"code": cell.source, "outputs": [_output(output) for output in cell.get("outputs", [])]}
        for cell in notebook.cells
        if cell.source.strip()
    ]
    words = re.sub(r"[*_`]", "", title[1]) if title else "Notebook"
    return render("notebook.html", title=words, cells=cells, answers=answers, style=source("style.css"))


def _prose(text: str) -> Markup:
    """Return Markdown as HTML; a link to another notebook leads to its page."""
    html = re.sub(r'(href="[\w-]+)\.ipynb', r"\1.html", markdown2html(text))
    html = re.sub(r'<a class="anchor-link".*?</a>', "", html)
    return _box_tables(html)


def _output(output: nbformat.NotebookNode) -> Markup:
    """Return what a cell shows, as the richest of the forms that need no script."""
    if output.output_type == "stream":
        return (
            Markup("<pre>{}</pre>").format(strip_ansi(output.text).strip())
            if output.text.strip()
            else Markup()
        )
    if output.output_type == "error":
        return Markup("<pre>{}: {}</pre>").format(output.ename, strip_ansi(output.evalue))
    data = output.get("data", {})
    if "text/html" in data:
        return _box_tables(data["text/html"])
    if "image/png" in data:
        alt = output.metadata.get("image/png", {}).get("alt", "")
        picture = Markup('<figure><img src="data:image/png;base64,{}" alt="{}"></figure>')
        return picture.format("".join(data["image/png"].split()), alt)
    return Markup("<pre>{}</pre>").format(data["text/plain"]) if "text/plain" in data else Markup()


def _box_tables(html: str) -> Markup:
    """Let tables scroll in a box of their own, without pandas' own style and empty heads."""
    html = re.sub(r"<style scoped>.*?</style>", "", html, flags=re.DOTALL)
    html = re.sub(r"<th></th>", "<td></td>", html)
    box = '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table'
    return Markup(re.sub(r"</table>", "</table></div>", re.sub(r"<table(?=[\s>])", box, html)))
