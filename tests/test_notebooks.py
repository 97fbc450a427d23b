"""Every notebook has been run from top to bottom and is built as a reader expects."""

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
KNOWN_TAGS = {"parameters", "seed"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_was_run_from_top_to_bottom_without_error_and_warning(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert [out for out in outputs if out.output_type == "error" or out.get("name") == "stderr"] == []


def test_every_cell_is_compared_and_no_svg_is(notebook):
    """An SVG would be compared byte for byte, where another FreeType draws another curve."""
    assert "NBVAL" not in str(notebook).upper() and "image/svg+xml" not in str(notebook)
    assert {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])} <= KNOWN_TAGS


def test_everything_is_imported_in_the_first_cell_and_from_the_package_itself(notebook):
    first, *others = [ast.parse(cell.source) for cell in code_cells(notebook)]
    imports = (ast.Import, ast.ImportFrom)
    assert all(isinstance(node, imports) for node in first.body)
    assert not any(isinstance(node, imports) for cell in others for node in ast.walk(cell))
    modules = [node.module for node in first.body if isinstance(node, ast.ImportFrom)]
    assert [module for module in modules if module.startswith("analysis")] == ["analysis"]


def test_cells_are_short_and_define_nothing(notebook):
    for cell in code_cells(notebook)[1:]:
        assert len(cell.source.splitlines()) <= 15, cell.source
        assert not cell.source.rstrip().endswith(";"), cell.source
        nodes = ast.walk(ast.parse(cell.source))
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in nodes), (
            cell.source
        )


def test_parameters_are_in_one_cell(notebook):
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    names = [target.id for node in ast.parse(cell.source).body for target in node.targets]
    assert names[:3] == ["CORPUS", "RESULTS", "CACHE"]


def test_only_prose_is_about_the_seed(notebook):
    tagged = [cell for cell in notebook.cells if "seed" in cell.metadata.get("tags", [])]
    assert {cell.cell_type for cell in tagged} <= {"markdown"}


def test_prose_leads(notebook):
    assert notebook.cells[0].cell_type == "markdown"
    assert "ccc" not in "".join(cell.cell_type[0] for cell in notebook.cells)
