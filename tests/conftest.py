"""What all tests share: a cache folder of their own, typed-in tables, and two corpora annotated once."""

import os
import re
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from hypothesis import settings

from analysis import annotate, annotation, read_corpus

matplotlib.use("Agg")
settings.register_profile("kit", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("kit")

TESTS = Path(__file__).parent
os.environ["PRESS_KIT_SETTINGS"] = str(TESTS.parent / "notebooks" / "settings.toml")  # and no local ones


def pytest_collection_modifyitems(items):
    """Mark what annotates texts as `model`: tests of the annotated corpora, and examples that call annotate."""
    for item in items:
        examples = item.dtest.examples if isinstance(item, pytest.DoctestItem) else []
        annotates = any(re.search(r"\bannotate\(", example.source) for example in examples)
        if annotates or {"news", "seed"} & set(getattr(item, "fixturenames", [])):
            item.add_marker("model")


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory):
    """The annotations that tests share; those of the notebooks' run, too, where `make test` names their folder."""
    return Path(os.environ.get("PRESS_KIT_CACHE") or tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(autouse=True)
def own_cache(request, cache_folder, monkeypatch):
    """Keep tests out of the user's cache folder, and the model out of tests that are not marked as running it."""
    monkeypatch.setattr(annotation, "CACHE", cache_folder)
    if not request.node.get_closest_marker("model"):
        reason = "this test runs the spaCy model: mark it with pytest.mark.model"
        monkeypatch.setattr(annotation, "_load", lambda *_: pytest.fail(reason))


@pytest.fixture(scope="session")
def news(cache_folder):
    """The eight invented articles: documents, tokens, sentences, entities."""
    documents = read_corpus(TESTS / "data" / "news")
    return documents, *annotate(documents, cache=cache_folder)


@pytest.fixture(scope="session")
def seed(cache_folder):
    """The article that ships with the kit: documents, tokens, sentences, entities."""
    documents = read_corpus(TESTS.parent / "seeds")
    return documents, *annotate(documents, cache=cache_folder)


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


def table(**documents):
    """Type tokens in as word/POS or word/POS/lemma; | ends a sentence, || ends a headline."""
    rows = []
    for doc_id, text in documents.items():
        headline, _, body = text.rpartition("||")
        sentences = [headline] * bool(headline) + body.split("|")
        token_id = start = 0
        for sent_id, sentence in enumerate(sentences):
            paragraph = 0 if headline and sent_id == 0 else 1
            for item in sentence.split():
                token, pos, lemma = (*item.split("/"), "")[:3]
                end = start + len(token)
                word = (token, lemma or token.lower(), pos)
                rows.append((doc_id, sent_id, paragraph, token_id, start, end, *word))
                token_id, start = token_id + 1, end + 1
    columns = ["doc_id", "sent_id", "par_id", "token_id", "start", "end", "token", "lemma", "pos"]
    made = pd.DataFrame(rows, columns=columns)
    return made.astype(dict.fromkeys(["doc_id", "token", "lemma", "pos"], "category"))
