"""What was written by hand about one corpus, shown over that corpus alone."""

import tomllib
from html import escape

import pandas as pd
from IPython.display import HTML

from analysis.export.manifest import corpus_hash
from analysis.settings import NOTEBOOKS

_BOX = "max-width: 60em; padding: 4px 12px; border-left: 4px solid #0072b2; background: #eaf3fa; color: #111"


def show_note(documents: pd.DataFrame, name: str) -> HTML | None:
    """Return a note of `notebooks/notes.toml` in a box, or nothing if it is about another corpus.

    Args:
        documents: the table that `read_corpus` returns; its hash decides.
        name: of the note.

    Raises:
        KeyError: there is no such note.

    >>> show_note(pd.DataFrame({"doc_id": ["a"], "text": ["War."]}), "words") is None
    True
    """
    notes = tomllib.loads((NOTEBOOKS / "notes.toml").read_text(encoding="utf-8"))
    text = notes["notes"][name].strip()
    about = corpus_hash(documents) == notes["corpus"]
    return HTML(f'<div role="note" style="{_BOX}">{escape(text)}</div>') if about else None
