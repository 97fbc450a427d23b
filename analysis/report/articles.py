"""One article with what was found in it: actors, quotations and numbers, each layer switched on and off."""

from __future__ import annotations

import hashlib
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.marking import Mark, visible, weave
from analysis.report.pages import read_data, render
from analysis.tables import check_columns

if TYPE_CHECKING:
    from IPython.display import HTML

LAYERS = read_data("layers.toml")
_KIND = {"actors": "label", "quotes": "kind"}  # the columns that tell kinds of marks apart


def show_article(
    document: pd.Series,
    *,
    actors: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    quantities: pd.DataFrame | None = None,
) -> HTML:
    """Return one article with its actors, quotations and numbers marked, each layer with a box to switch it off.

    Args:
        document: a row of documents, such as `documents.iloc[0]`.
        actors: the table from `merge_actors`.
        quotes: the table from `link_speakers`; speakers are marked, too.
        quantities: the table from `link_claims`. What is None has no layer; rows of other documents are left out.

    Returns an object that Jupyter shows. Where style sheets are not allowed, as in a notebook that is not trusted, the
    marks are there, but cannot be switched off.

    Raises:
        TypeError: `document` is not a single row.
        KeyError: a table lacks a column.

    >>> document = pd.Series({"doc_id": "a", "text": "AT&T fell"})
    >>> actors = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4], "label": "ORG", "actor": "AT&T"})
    >>> "AT&amp;T</mark> fell" in show_article(document, actors=actors).data
    True
    """
    from IPython.display import HTML

    if not isinstance(document, pd.Series):
        raise TypeError("document must be one row of documents, such as documents.iloc[0]")
    tables = {"actors": actors, "quotes": quotes, "quantities": quantities}
    given = {layer: table for layer, table in tables.items() if table is not None}
    marks = []
    for layer, table in reversed(given.items()):  # actors are the inner marks
        spans = layer_spans(layer, table)
        marks += make_marks(spans[spans["doc_id"].astype("str") == str(document["doc_id"])], looks=True)
    body = Markup(weave(document["text"], marks))
    name = "article-" + hashlib.blake2b(f"{document['doc_id']}{body}".encode(), digest_size=4).hexdigest()
    return HTML(render("marked.html", given=list(given), layers=LAYERS, name=name, body=body))


def layer_spans(layer: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return what a layer marks: the rows of a table, and for quotations a row for each speaker, too.

    Columns:
        those of `table`, then layer, mark (its kind, see layers.toml), title (shown when the mouse is on the mark).
    """
    check_columns(table, layer, ["doc_id", "start", "end", "actor", *filter(None, [_KIND.get(layer)])])
    marks = table[_KIND[layer]].astype("str") if layer in _KIND else "number"
    spans = table.assign(layer=layer, mark=marks, title=table["actor"].astype("str").fillna("nobody named"))
    if layer != "quotes" or "speaker_start" not in table:
        return spans
    speakers = spans.dropna(subset="speaker_start").drop_duplicates(["doc_id", "speaker_start"])
    speakers = speakers.assign(start=speakers["speaker_start"], end=speakers["speaker_end"], mark="speaker")
    return pd.concat([spans, speakers], ignore_index=True).astype({"start": "int64", "end": "int64"})


def make_marks(spans: pd.DataFrame, *, looks: bool = False) -> list[Mark]:
    """Return marks for spans of `layer_spans` that may have a column href; `looks` adds how a mark looks."""
    columns = ["start", "end", "layer", "mark", "title", "href"]
    made = []
    for start, end, layer, mark, title, href in (
        spans.reindex(columns=columns, fill_value="").to_numpy().tolist()
    ):
        words, style = LAYERS[layer]["words"][mark], LAYERS[layer]["looks"][mark]
        attributes = f' class="{layer} {mark}" title="{escape(visible(f"{words}: {title}"))}"'
        made.append(Mark(start, end, attributes + f' style="color: #111; {style}"' * looks, href))
    return made
