"""An executed notebook as a page: prose and results first, code folded, nothing from the network."""

import re

import nbformat
from nbconvert.filters import markdown2html, strip_ansi

from analysis.marking import visible
from analysis.report.pages import render


def notebook_page(notebook: nbformat.NotebookNode, answers: str = "") -> str:
    """Return a notebook as an HTML page that needs no other file.

    Args:
        notebook: as `nbformat.read` returns it, with its outputs.
        answers: the address of the answer page, which the page links to; empty: there is none.

    >>> cells = [nbformat.v4.new_markdown_cell("# Words"), nbformat.v4.new_code_cell("1 + 1")]
    >>> "<title>Words</title>" in notebook_page(nbformat.v4.new_notebook(cells=cells))
    True
    """
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^#+ (.+)", prose, re.MULTILINE)
    title = re.sub(r"[*_`]", "", heading[1]) if heading else "Notebook"
    filters = {"prose": _prose, "box": _box, "plain": strip_ansi}
    return visible(render("notebook.html", title=title, cells=notebook.cells, answers=answers, **filters))


def _prose(text: str) -> str:
    """Return Markdown as HTML; a link to another notebook leads to its page."""
    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(text))
    return _box(re.sub(r'(href="[\w-]+)\.ipynb', r"\1.html", html))


def _box(html: str) -> str:
    """Let tables scroll in a box of their own, without pandas' own style and empty heads."""
    html = re.sub(r"<style scoped>.*?</style>", "", html, flags=re.DOTALL).replace("<th></th>", "<td></td>")
    box = '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table'
    return re.sub(r"<table(?=[\s>])", box, html).replace("</table>", "</table></div>")
