"""One article with what was found in it: actors, quotations and numbers, each layer switched on and off."""

from html import escape

import pandas as pd
from IPython.display import HTML

from analysis.marking import Mark, visible, weave
from analysis.plots.common import word
from analysis.report.pages import LAYERS, render
from analysis.tables import check_columns


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
    if not isinstance(document, pd.Series):
        raise TypeError("document must be one row of documents, such as documents.iloc[0]")
    tables = {"actors": actors, "quotes": quotes, "quantities": quantities}
    given = {layer: mark_layer(layer, table) for layer, table in tables.items() if table is not None}
    marks = []
    for layer, spans in reversed(given.items()):  # actors are the inner marks
        for span in spans[spans["doc_id"].astype("str") == str(document["doc_id"])].itertuples():
            style = f' style="color: var(--ink, #111); {LAYERS[layer]["style"][span.mark]}"'
            marks.append(Mark(span.start, span.end, span.attributes + style))
    return HTML(render("marked.html", given=list(given), body=weave(document["text"], marks)))


def mark_layer(layer: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return what a layer marks: the rows of a table, and for quotations a row for each speaker, too.

    Columns:
        those of `table`, then mark (its kind, see layers.toml), attributes (of the tag that marks it, as HTML).
    """
    kind = {"actors": "label", "quotes": "kind"}.get(layer)
    check_columns(table, layer, ["doc_id", "start", "end", "actor", *filter(None, [kind])])
    spans = table.assign(mark=table[kind].astype("str") if kind else "number")
    if layer == "quotes" and "speaker_start" in table:
        speakers = spans.dropna(subset="speaker_start").drop_duplicates(["doc_id", "speaker_start"])
        speakers = speakers.assign(
            start=speakers["speaker_start"], end=speakers["speaker_end"], mark="speaker"
        )
        spans = pd.concat([spans, speakers], ignore_index=True).astype({"start": "int64", "end": "int64"})
    titles = spans["mark"].map(word) + ": " + spans["actor"].astype("str").fillna("nobody named")
    marked = zip(spans["mark"], titles, strict=True)
    return spans.assign(
        attributes=[f' class="{layer} {mark}" title="{escape(visible(title))}"' for mark, title in marked]
    )
