"""What all tests share: a cache folder of their own, typed-in tables, and the news corpus annotated once."""

from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from hypothesis import settings

from analysis import annotate as annotate_module
from analysis.annotate import annotate
from analysis.corpus import read_corpus

matplotlib.use("Agg")
settings.register_profile("kit", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("kit")

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Keep tests out of the user's cache folder."""
    monkeypatch.setattr(annotate_module, "CACHE", tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(scope="session")
def annotated():
    """Four short invented texts, annotated by hand: documents, tokens, sentences, entities. No model is needed."""
    paths = [TESTS / "data" / f"{name}.csv" for name in ("documents", "tokens", "sentences", "entities")]
    return [pd.read_csv(path, keep_default_na=False) for path in paths]


@pytest.fixture(scope="session")
def news():
    """The eight invented articles: documents, tokens, sentences, entities."""
    documents = read_corpus(TESTS / "data" / "news")
    return documents, *annotate(documents, cache=False)


@pytest.fixture(scope="session")
def seed():
    """The article that ships with the kit: documents, tokens, sentences, entities."""
    documents = read_corpus(TESTS.parent / "seeds")
    return documents, *annotate(documents, cache=False)


@pytest.fixture
def folder(tmp_path):
    """Write texts into a folder: `folder({"a.txt": "Text."})` gives its path."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return tmp_path

    return write


def texts(*contents: str) -> pd.DataFrame:
    """Documents typed into a test: a, b, c, …"""
    return pd.DataFrame({"doc_id": list("abcdefgh"[: len(contents)]), "text": list(contents)}, dtype="str")
