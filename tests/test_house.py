"""The rules of the house: who may import whom, what is public, and what an import may cost."""

import ast
import graphlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

KIT = Path(__file__).parent.parent
DOORS = ["analysis.finders.actors", "analysis.finders.quotes", "analysis.finders.quantities"]
SLOW = {
    "spacy",
    "nltk",
    "textblob",
    "seaborn",
    "matplotlib",
    "scipy.stats",
    "docx",
    "xlsxwriter",
    "textalloc",
    "lxml.html",
    "openpyxl",
    "pypdf",
    "striprtf",
    "mistune",
    "trafilatura",
    "ftfy",
    "datasketch",
    "py3langid",
}
MODULES = {
    ".".join(path.relative_to(KIT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((KIT / "analysis").rglob("*.py*"))
    if path.suffix in (".py", ".pyi")  # the .pyi last: it has the imports of the package
}


def imports(path):
    """The modules that a file imports, wherever in it, but for those of type hints."""
    found, nodes = set(), [ast.parse(path.read_text(encoding="utf-8"))]
    for node in nodes:  # which grows meanwhile
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or path.suffix == ".pyi", f"{path} imports by a relative name"
            base = f"{'analysis.' * node.level}{node.module}"
            names = {f"{base}.{name.name}" for name in node.names}
            found |= names & MODULES.keys() or {base}
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            nodes += ast.iter_child_nodes(node)
    return found


IMPORTS = {name: imports(path) for name, path in MODULES.items()}


def is_in(module, *packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def finders_share_little(module, other):
    shared = {"analysis.tables", "analysis.readers.forms", "analysis.finders.parse", "analysis.finders.lists",
              "analysis.finders.persons", "analysis.finders.margins"}  # fmt: skip
    own = [door for door in DOORS if is_in(module, door)]
    free = not is_in(module, "analysis.finders") or not is_in(other, "analysis")
    return free or other in shared or is_in(other, *own)


def nobody_goes_past_a_door(module, other):
    return other in DOORS or all(is_in(module, door) for door in DOORS if is_in(other, door))


def plots_and_readings_know_no_finder(module, other):
    fronts = ("analysis.actors", "analysis.quotes", "analysis.quantities")  # they offer the finders, too
    ends = "analysis.plots", "analysis.export", "analysis.readings"
    return not is_in(module, *ends) or not is_in(other, *DOORS, *fronts)


def files_say_where_a_name_is(module, other):
    return other != "analysis"


def one_file_imports_spacy(module, other):
    return module == "analysis.annotation" or not is_in(other, "spacy")


RULES = [finders_share_little, nobody_goes_past_a_door, plots_and_readings_know_no_finder]
RULES += [files_say_where_a_name_is, one_file_imports_spacy]


@pytest.mark.parametrize("allowed", RULES, ids=lambda rule: rule.__name__)
def test_imports_keep_the_rule(allowed):
    pairs = [(module, other) for module, others in IMPORTS.items() for other in sorted(others)]
    assert len(pairs) > 200
    assert [f"{module} imports {other}" for module, other in pairs if not allowed(module, other)] == []


def test_no_module_needs_itself():
    own = {name: others & MODULES.keys() for name, others in IMPORTS.items() if name != "analysis"}
    graphlib.TopologicalSorter(own).prepare()


def test_no_public_name_is_that_of_a_module():
    assert set(analysis.__all__) & {name.rpartition(".")[2] for name in MODULES} == set()


def test_the_docstring_lists_the_public_names():
    parts = [part.partition(": ")[2].removesuffix(".") for part in analysis.__doc__.strip().split("\n\n")[1:]]
    listed = [name for part in parts for name in re.split(r",\s+", part)]
    assert sorted(listed) == sorted(analysis.__all__)


def loaded_after(code):
    """The modules that a fresh process has loaded after some code."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_the_package_costs_nothing_and_a_name_nothing_slow_until_it_is_used():
    assert not {"pandas", "numpy"} & loaded_after("import analysis")
    cells = json.loads((KIT / "notebooks" / "01-words.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    line = re.search(r"from analysis import \([^)]*\)", sources[0])[0]
    assert SLOW & loaded_after(f"{line}\nfrom analysis import {', '.join(analysis.__all__)}") == set()
