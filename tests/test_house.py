"""The rules of the house: who may import whom, what is public, and what an import may cost."""

import ast
import graphlib
import json
import re
import subprocess
import sys
from pathlib import Path

import analysis

KIT = Path(__file__).parent.parent
FILES = sorted((KIT / "analysis").rglob("*.py"))
DOORS = ["analysis.finders.actors", "analysis.finders.quotes", "analysis.finders.quantities"]
SLOW = {"spacy", "nltk", "textblob", "seaborn", "matplotlib", "scipy.stats", "docx"}


def module_name(path):
    name = ".".join(path.relative_to(KIT).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {module_name(path): path for path in [*FILES, KIT / "analysis" / "__init__.pyi"]}


def imports(path):
    """The kit's modules that a file imports, wherever in it, but for those of type hints."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hints = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    hidden = {id(node) for hint in hints for node in ast.walk(hint)}
    found = set()
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = f"{'analysis.' * (node.level > 0)}{node.module}"
            found |= {
                f"{base}.{name.name}" if f"{base}.{name.name}" in MODULES else base for name in node.names
            }
    return found & MODULES.keys()


IMPORTS = {name: imports(path) for name, path in MODULES.items()}


def is_in(module, *packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def broken(allowed):
    """The imports that a rule, asked for module and imported module, does not allow."""
    pairs = [(module, other) for module, others in IMPORTS.items() for other in sorted(others)]
    return [f"{module} imports {other}" for module, other in pairs if not allowed(module, other)]


def test_finders_import_only_their_own_folder_and_what_they_share():
    shared = {"analysis.tables", "analysis.finders.parse", "analysis.finders.lists"}

    def allowed(module, other):
        folder = [door for door in DOORS if is_in(module, door)]
        return not is_in(module, "analysis.finders") or other in shared or is_in(other, *folder)

    assert broken(allowed) == []


def test_nobody_goes_past_a_door():
    assert (
        broken(
            lambda module, other: (
                other in DOORS or all(is_in(module, door) for door in DOORS if is_in(other, door))
            )
        )
        == []
    )


def test_plots_and_export_know_no_finder():
    assert (
        broken(
            lambda module, other: (
                not (is_in(module, "analysis.plots", "analysis.export") and is_in(other, *DOORS))
            )
        )
        == []
    )


def test_no_module_needs_itself():
    list(
        graphlib.TopologicalSorter(
            {name: others for name, others in IMPORTS.items() if name != "analysis"}
        ).static_order()
    )


def test_spacy_is_imported_by_one_file_and_late():
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        late = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.If)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            names = (
                [name.name for name in node.names]
                if isinstance(node, ast.Import)
                else [getattr(node, "module", None)]
            )
            if any(name and is_in(name, "spacy") for name in names):
                assert path.name == "annotation.py" and id(node) in late, f"{path.name}, line {node.lineno}"


def test_no_public_name_is_that_of_a_module():
    assert set(analysis.__all__) & {name.rpartition(".")[2] for name in MODULES} == set()


def test_the_docstring_lists_the_public_names():
    parts = [part.partition(": ")[2].removesuffix(".") for part in analysis.__doc__.strip().split("\n\n")[1:]]
    listed = [name for part in parts for name in re.split(r",\s+", part)]
    assert sorted(listed) == sorted(analysis.__all__)


def loaded_after(code):
    """The modules that a fresh process has loaded after some code."""
    code += "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    return set(
        json.loads(
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        )
    )


def test_the_package_costs_nothing_until_a_name_is_used():
    assert not {"pandas", "numpy"} & loaded_after("import analysis")


def test_a_name_costs_nothing_slow_until_it_is_called():
    cells = json.loads((KIT / "notebooks" / "01-words.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    line = re.search(r"from analysis import \([^)]*\)", sources[0])[0]
    assert SLOW & loaded_after(line) == set()
    assert SLOW & loaded_after(f"from analysis import {', '.join(analysis.__all__)}") == set()
