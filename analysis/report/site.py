"""Write the answer page and the pages behind it."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Cache
from analysis.articles import KINDS, layer_spans, mark_attributes
from analysis.export.style import figure_style
from analysis.marking import Mark, weave
from analysis.readings.actors import summarise_actors
from analysis.readings.corpus import summarise_corpus
from analysis.readings.quantities import summarise_quantities
from analysis.readings.quotes import summarise_quotes
from analysis.readings.words import summarise_words
from analysis.report.figures import Figure, draw_bars, draw_claims, draw_network, draw_values
from analysis.report.findings import Findings, find_all
from analysis.report.pages import as_script, render, source
from analysis.report.references import locate, number_sentences, row_references
from analysis.report.tables import (
    Table,
    actor_tables,
    article_table,
    label_articles,
    quantity_tables,
    quote_tables,
    word_tables,
)

_CHUNK = 500  # rows, or sentences, in one data file; script.js has the same number
_ROWS = 50  # rows that are readable without the script


class Question(NamedTuple):
    """One of the four questions: its answer in sentences, its figures and its tables."""

    name: str
    title: str
    reading: str
    figures: list[Figure]
    tables: list[Table]


def write_report(
    results: str | Path,
    documents: pd.DataFrame,
    cache: Cache = None,
    notebooks: str | Path | None = None,
    *,
    aliases: pd.DataFrame | None = None,
) -> Path:
    """Write the answer page and the pages behind it into a folder of results, and return the path of `index.html`.

    The pages need neither server nor network. Each row of their tables leads to its sentences, each sentence to its
    article, and each mark in an article to its row. The same texts always give the same bytes.

    Args:
        results: the folder for `index.html` and the folder `pages`, which is written anew.
        documents: the table from `read_corpus`.
        cache: as in `annotate`.
        notebooks: the folder of the executed notebooks as HTML pages. The answer page links to them if the folder is
            in `results`.
        aliases: the table from `read_aliases`.

    Raises:
        ValueError: a row of `aliases` is invalid.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> from analysis import read_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("It is over.")
    ...     write_report(f"{folder}/results", read_corpus(f"{folder}/a.txt"), cache=False).name
    'index.html'
    """
    results, found = Path(results), find_all(documents, cache, aliases)
    if (results / "pages" / "script.js").exists():  # of an earlier run
        shutil.rmtree(results / "pages")
    for name, page in _list_files(found, _list_notebooks(results, notebooks)):
        path = results / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode())
    return results / "index.html"


def _list_files(found: Findings, notebooks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each file's path in the folder of results, and its content."""
    questions, articles = _ask(found), article_table(found)
    numbered = number_sentences(found.documents, found.sentences)
    tables = [table for question in questions for table in question.tables]
    references = {
        table.name: row_references(locate(table.spans, numbered), len(table.rows)) for table in tables
    }
    places = [
        f"articles/{article}.html#s{sent_id}" for article, sent_id in _columns(numbered, "article", "sent_id")
    ]
    shared = {"texts": len(found.documents), "questions": questions, "limit": _ROWS}
    shared["places"] = {name: [places[row[0]] if row else "" for row in rows[:_ROWS]]
                        for name, rows in references.items()}  # fmt: skip
    shared["places"]["articles"] = [
        f"articles/{number}.html" for number in range(1, len(found.documents) + 1)
    ]
    corpus = summarise_corpus(found.documents, found.tokens, found.checks)
    yield "index.html", render("index.html", home="pages/", corpus=corpus, notebooks=notebooks, **shared)
    for question in questions:
        yield f"pages/{question.name}.html", render("question.html", home="", question=question, **shared)
    yield "pages/articles.html", render("articles.html", home="", table=articles, **shared)
    chunks = -(-len(numbered) // _CHUNK)
    yield "pages/search.html", render("search.html", home="", chunks=chunks, **shared)
    yield from _list_articles(found, articles, numbered, {table.name: table for table in tables})
    sentences = list(map(list, _columns(numbered, "article", "sent_id", "text")))
    data = {"labels": list(label_articles(found.documents).values())}
    data |= {f"rows-{table.name}": table.rows for table in [*tables, articles]}
    for name, rows in [
        ("sentences", sentences),
        *((f"refs-{name}", rows) for name, rows in references.items()),
    ]:
        data |= {
            f"{name}-{number // _CHUNK}": rows[number : number + _CHUNK]
            for number in range(0, len(rows), _CHUNK)
        }
    for name, content in data.items():
        yield f"pages/data/{name}.js", as_script(name, content)
    for name in ("style.css", "script.js", "search.js"):
        yield f"pages/{name}", source(name)


def _ask(found: Findings) -> list[Question]:
    """Return the answers to the four questions."""
    from matplotlib import rc_context

    (words,), (actors, ties) = word_tables(found), actor_tables(found)
    speakers, quotations = quote_tables(found)
    numbers, claims = quantity_tables(found)
    with rc_context():
        figure_style("nature", "middle")
        drawn = {
            "words": [draw_bars(words, "occurrences", column=1)],
            "actors": [draw_network(found, actors, ties), draw_bars(actors, "mentions", column=3)],
            "quotes": [draw_bars(speakers, "quotations", column=1)],
            "quantities": [draw_values(found, numbers), draw_claims(found, claims)],
        }
    return [
        Question("words", "Words", summarise_words(found.counts, found.documents), drawn["words"], [words]),
        Question("actors", "Actors", summarise_actors(found.mentions, found.edges), drawn["actors"], [actors, ties]),
        Question("quotes", "Quotations", summarise_quotes(found.quotes), drawn["quotes"], [speakers, quotations]),
        Question("quantities", "Quantities", summarise_quantities(found.claims, found.disputes), drawn["quantities"],
                 [numbers, claims]),
    ]  # fmt: skip


def _list_articles(
    found: Findings, articles: Table, numbered: pd.DataFrame, tables: dict[str, Table]
) -> Iterator[tuple[str, str]]:
    """Yield the page of each article: its sentences with marks that lead to the rows of tables."""
    spans = []
    for layer, table, name, page in [
        ("actors", found.mentions, "actors", "actors"),
        ("quotes", found.quotes, "quotations", "quotes"),
        ("quantities", found.claims, "numbers", "quantities"),
    ]:
        own = layer_spans(layer, table)
        rows = tables[name].spans["row"].to_numpy()[own["row"]]
        spans.append(own.assign(href=[f"../{page}.html#{name}-{row}" for row in rows]))
    located, marks = locate(pd.concat(spans), numbered), {}
    columns = ["sentence", "start", "end", "layer", "kind", "title", "href"]
    for sentence, start, end, layer, kind, title, href in _columns(located, *columns):
        mark = Mark(start, end, mark_attributes(layer, kind, title), href)
        marks.setdefault(sentence, []).append(mark)
    own = dict(list(numbered.groupby("article")))
    for number, row in enumerate(articles.rows, start=1):
        paragraphs = {}
        for sentence in own.get(number, numbered[:0]).itertuples():
            html = weave(sentence.text, marks.get(sentence.Index, []))
            part = Markup(f'<span class="sentence" id="s{sentence.sent_id}">{html}</span>')
            paragraphs.setdefault(sentence.par_id, []).append(part)
        paragraphs = {par_id: Markup(" ").join(parts) for par_id, parts in paragraphs.items()}
        values = {"row": row, "columns": articles.columns, "paragraphs": paragraphs, "kinds": KINDS}
        values |= {"number": number, "count": len(articles.rows)}
        yield f"pages/articles/{number}.html", render("article.html", home="../", **values)


def _list_notebooks(results: Path, notebooks: str | Path | None) -> list[tuple[str, str]]:
    """Return address and title of each notebook's page that is in the folder of results."""
    found = sorted(Path(notebooks).glob("*.html")) if notebooks else []
    inside = [page for page in found if page.resolve().is_relative_to(results.resolve())]
    titles = [re.search("<title>(.*?)</title>", page.read_text("utf-8"), re.DOTALL) for page in inside]
    hrefs = [quote(page.resolve().relative_to(results.resolve()).as_posix()) for page in inside]
    return [(href, unescape(title[1])) for href, title in zip(hrefs, titles, strict=True) if title]


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple]:
    return zip(*(table[name].tolist() for name in names), strict=True)
