"""Every notebook has been run from top to bottom and is built as a reader expects."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
KNOWN_TAGS = {"parameters"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_was_run_from_top_to_bottom_without_error_and_warning(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    said = [out for out in outputs if out.output_type == "error" or out.get("name") == "stderr"]
    # The kit's example of categories has patterns that one article does not have.
    assert [out for out in said if "patterns do not occur" not in out.get("text", "")] == []


def test_every_cell_is_compared_and_no_svg_is(notebook):
    """An SVG would be compared byte for byte, where another FreeType draws another curve."""
    assert "NBVAL" not in str(notebook).upper() and "image/svg+xml" not in str(notebook)
    assert {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])} <= KNOWN_TAGS


def test_the_first_cell_imports_and_from_the_package_itself(notebook):
    imports = ast.parse(code_cells(notebook)[0].source).body
    assert all(isinstance(node, ast.Import | ast.ImportFrom) for node in imports)
    modules = [node.module for node in imports if isinstance(node, ast.ImportFrom)]
    assert [module for module in modules if module.startswith("analysis")] == ["analysis"]


def test_cells_are_short_import_nothing_and_define_nothing(notebook):
    unwanted = (
        ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
    )
    for cell in code_cells(notebook)[1:]:
        assert len(cell.source.splitlines()) <= 15, cell.source
        assert not cell.source.rstrip().endswith(";"), cell.source
        assert not any(isinstance(node, unwanted) for node in ast.walk(ast.parse(cell.source))), cell.source


def test_parameters_are_in_one_cell(notebook):
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    names = [target.id for node in ast.parse(cell.source).body for target in node.targets]
    assert names[:2] == ["CORPUS", "RESULTS"]


def test_it_stays_short(notebook):
    """A reader has it on five screens; sentences that are printed count as prose, captions do not."""
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    pages = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    prose += [output.text for output in outputs if output.output_type == "stream"]
    prose += [
        re.sub("<[^>]+>", " ", page)
        for page in pages
        if re.match("<p>(?!.*<details)|<div role", page, re.DOTALL)
    ]
    shown = sum("<table" in page for page in pages)
    shown += sum("image/png" in output.get("data", {}) for output in outputs)
    lines = "\n".join(cell.source for cell in code_cells(notebook)).splitlines()
    assert notebook.cells[0].cell_type == "markdown"
    assert len(notebook.cells) <= 25 and len(lines) <= 60
    assert len(" ".join(prose).split()) <= 550 and shown <= 6
