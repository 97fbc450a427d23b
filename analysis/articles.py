"""One article with what was found in it: actors, quotations and numbers, each layer switched on and off."""

import hashlib
from html import escape
from typing import NamedTuple

import pandas as pd

from analysis.marking import Mark, visible, weave
from analysis.tables import check_columns

# The layers, and how their kinds look where no style sheet is: they differ by their line, too.
KINDS = {
    "actors": {"PERSON": "people", "ORG": "organisations", "PLACE": "places", "GROUP": "groups"},
    "quotes": {"direct": "direct", "indirect": "indirect", "mixed": "mixed", "speaker": "speaker"},
    "quantities": {"number": "numbers"},
}
TITLES = {"actors": "Actors", "quotes": "Quotations", "quantities": "Numbers"}
_LOOKS = {
    "PERSON": "background: #d6e6f5; border-bottom: 2px solid #1f5f99",
    "ORG": "background: #d6e6f5; border-bottom: 2px dashed #1f5f99",
    "PLACE": "background: #d6e6f5; border-bottom: 2px dotted #1f5f99",
    "GROUP": "background: #d6e6f5; border-bottom: 4px double #1f5f99",
    "direct": "background: #fbf0c9; border-bottom: 1px solid #8a6100",
    "indirect": "background: #fbf0c9; border-bottom: 1px dashed #8a6100",
    "mixed": "background: #fbf0c9; border-bottom: 3px double #8a6100",
    "speaker": "background: #fbf0c9; font-weight: bold",
    "number": "background: #dcefdc; border: 1px solid #2e6b34",
}
_OFF = "background: none !important; border: 0 !important; font-weight: inherit !important"
_TEXT = "white-space: pre-wrap; max-width: 44em; line-height: 1.7"


class Article(NamedTuple):
    """HTML that a notebook shows."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show_article(
    document: pd.Series,
    *,
    actors: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    quantities: pd.DataFrame | None = None,
) -> Article:
    """Return one article with its actors, quotations and numbers marked, each layer with a box to switch it off.

    Args:
        document: a row of documents, such as `documents.iloc[0]`.
        actors: the table from `merge_actors`.
        quotes: the table from `link_speakers`; speakers are marked, too.
        quantities: the table from `link_claims`. What is None has no layer; rows of other documents are left out.

    Returns an object that a notebook shows. Without style sheets, as in a notebook that is not trusted, the marks are
    there, but cannot be switched off.

    Raises:
        TypeError: `document` is not a single row.
        KeyError: a table lacks a column.

    >>> document = pd.Series({"doc_id": "a", "text": "AT&T fell"})
    >>> actors = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4], "label": "ORG", "actor": "AT&T"})
    >>> "AT&amp;T</mark> fell" in show_article(document, actors=actors).html
    True
    """
    if not isinstance(document, pd.Series):
        raise TypeError("document must be one row of documents, such as documents.iloc[0]")
    tables = {"actors": actors, "quotes": quotes, "quantities": quantities}
    given = {layer: table for layer, table in tables.items() if table is not None}
    spans = pd.concat([layer_spans(layer, table) for layer, table in given.items()] or [pd.DataFrame()])
    own = spans[spans["doc_id"].astype("str") == str(document["doc_id"])] if len(spans) else spans
    marks = [
        Mark(start, end, f'{mark_attributes(layer, kind, title)} style="color: #111; {_LOOKS[kind]}"')
        for start, end, layer, kind, title in own.get(_SPAN, pd.DataFrame()).itertuples(index=False)
    ]
    body = weave(document["text"], marks)
    name = "article-" + hashlib.blake2b(f"{document['doc_id']}{body}".encode(), digest_size=4).hexdigest()
    switches = "".join(_switch(name, layer) for layer in given)
    rules = " ".join(f"#{name}-{layer}:not(:checked) ~ div .{layer} {{ {_OFF} }}" for layer in given)
    return Article(f'<style>{rules}</style><div>{switches}<div style="{_TEXT}">{body}</div></div>')


_SPAN = ["start", "end", "layer", "kind", "title"]


def layer_spans(layer: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return what a layer marks.

    Columns:
        doc_id, start, end, layer, kind (see `KINDS`), title (what is shown when the mouse is on it), and row (the
        number of the row in the table).
    """
    needed = {"actors": ["label", "actor"], "quotes": ["kind"], "quantities": ["quantity", "bound"]}[layer]
    check_columns(table, layer, ["doc_id", "start", "end", *needed])
    spans = table[["doc_id", "start", "end"]].assign(layer=layer, row=range(len(table)))
    if layer == "actors":
        kinds = table["label"].astype("str")
        titles = table["actor"].astype("str") + " (" + kinds.map(KINDS[layer]) + ")"
        return spans.assign(kind=kinds, title=titles)
    who = table.get("actor", pd.Series(None, table.index, dtype="str")).astype("str")
    if layer == "quantities":
        titles = table["bound"].astype("str") + " number" + (", claimed by " + who).fillna("")
        return spans.assign(kind="number", title=titles)
    kinds = table["kind"].astype("str")
    spans = spans.assign(kind=kinds, title=kinds + " quotation" + (", " + who).fillna(", speaker not known"))
    if "speaker_start" not in table:
        return spans
    places = {"start": table["speaker_start"], "end": table["speaker_end"], "kind": "speaker"}
    speakers = spans.assign(**places, title=("speaker: " + who).fillna("speaker")).dropna(subset="start")
    return pd.concat([spans, speakers.drop_duplicates(["doc_id", "start", "end"])]).astype(
        {"start": "int64", "end": "int64"}
    )


def mark_attributes(layer: str, kind: str, title: str) -> str:
    """Return the attributes of a mark's tag."""
    return f' class="{layer} {kind}" title="{escape(visible(title))}"'


def _switch(name: str, layer: str) -> str:
    """Return the box that switches a layer, with a legend as its label."""
    kinds = " ".join(
        f'<mark class="{layer}" style="color: #111; {_LOOKS[kind]}">{words}</mark>'
        for kind, words in KINDS[layer].items()
    )
    box = f'<input type="checkbox" id="{name}-{layer}" checked>'
    return f'{box}<label for="{name}-{layer}"> {TITLES[layer]}: {kinds}</label><br>'
