"""Write the answer page and the pages behind it."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Cache
from analysis.export.style import figure_style
from analysis.marking import weave
from analysis.plots import bars, network, points
from analysis.quantities import name_topics
from analysis.readings import actors, corpus, quantities, quotes, words
from analysis.report import figures
from analysis.report.articles import LAYERS, make_marks
from analysis.report.pages import as_script, read_template, render
from analysis.report.tables import find_all, make_tables
from analysis.tables import check_columns

_CHUNK = 500  # rows, or sentences, in one data file; sentences.js has the same number
_ROWS = 50  # rows that are readable without the script
_PAGES = {"words": ["words"], "actors": ["actors", "ties"]}
_PAGES |= {"quotes": ["speakers", "quotations"], "quantities": ["numbers", "claims"]}


def write_report(results: str | Path, documents: pd.DataFrame, cache: Cache = None,
                 notebooks: str | Path | None = None, *, aliases: pd.DataFrame | None = None) -> Path:  # fmt: skip
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
        KeyError: `documents` lacks a column.
        ValueError: a row of `aliases` is invalid.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> from analysis import read_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("It is over.")
    ...     write_report(f"{folder}/results", read_corpus(f"{folder}/a.txt"), cache=False).name
    'index.html'
    """
    check_columns(documents, "documents", ["doc_id", "text", "title", "date", "outlet"], "use read_corpus")
    results, found = Path(results), find_all(documents, cache, aliases)
    if (results / "pages" / "script.js").exists():  # of an earlier run
        shutil.rmtree(results / "pages")
    for name, page in _list_files(found, _list_notebooks(results, notebooks)):
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_bytes(page.encode())
    return results / "index.html"


def _list_files(found: SimpleNamespace, notebooks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each file's path in the folder of results, and its content."""
    tables, sentences = make_tables(found), found.sentences
    places = [
        f"articles/{article}.html#s{sent_id}" for article, sent_id in _rows(sentences, "article", "sent_id")
    ]
    shared = {"tables": tables, "places": places, "limit": _ROWS, "pages": _PAGES, "page": figures.PAGE}
    shared |= {
        "chunks": -(-len(sentences) // _CHUNK),
        "readings": _read(found),
        "figures": _draw(found, tables),
    }
    yield "index.html", render("index.html", home="pages/", notebooks=notebooks, **shared)
    for name in _PAGES:
        yield f"pages/{name}.html", render("question.html", home="", here=name, **shared)
    for name in ("articles", "search"):
        yield f"pages/{name}.html", render(f"{name}.html", home="", **shared)
    for number, paragraphs in _mark_articles(found, tables).items():
        shown = {"table": tables["articles"], "paragraphs": paragraphs, "layers": LAYERS, "number": number}
        yield f"pages/articles/{number}.html", render("article.html", home="../", **shown)
    data = {f"rows-{name}": table.rows for name, table in tables.items()}
    cut = {"sentences": list(map(list, _rows(sentences, "article", "sent_id", "text")))}
    cut |= {f"refs-{name}": table.references for name, table in tables.items()}
    for name, rows in cut.items():
        data |= {f"{name}-{at // _CHUNK}": rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)}
    for name, content in data.items():
        yield f"pages/data/{name}.js", as_script(name, content)
    for name in ("style.css", "sentences.js", "script.js", "search.js"):
        yield f"pages/{name}", read_template(name)


def _read(found: SimpleNamespace) -> dict[str, str]:
    """Return the answers as sentences."""
    return {
        "corpus": corpus.summarise_corpus(found.documents, found.tokens, found.findings),
        "words": words.summarise_words(found.counts, found.documents),
        "actors": actors.summarise_actors(found.mentions, found.edges),
        "quotes": quotes.summarise_quotes(found.quotes),
        "quantities": quantities.summarise_quantities(found.claims, found.disputes),
    }


def _draw(found: SimpleNamespace, tables: dict[str, SimpleNamespace]) -> dict[str, list[figures.Figure]]:
    """Return the figures of each page; the first one is also on the answer page."""
    from matplotlib import rc_context

    def draw_bars(name: str, column: int, x: str, y: str) -> figures.Figure:
        rows = [
            (number, row) for number, row in enumerate(tables[name].rows) if row[2:3] != ["without a name"]
        ]
        data = pd.DataFrame([(row[0], row[column]) for _, row in rows], columns=[y, x])
        numbers = [number for number, _ in rows]
        return figures.link_bars(bars.plot_counts(data, x=x, y=y, top=12), tables[name], numbers)

    tied = found.named.drop_duplicates("actor").query(
        "actor in @found.edges.actor_a or actor in @found.edges.actor_b"
    )
    counted = name_topics(tables["numbers"].data.query("dimension == 'count'"))
    compared = (
        tables["claims"].data.query("claim_id == 0").merge(found.documents[["doc_id", "date"]], on="doc_id")
    )
    with rc_context():
        figure_style("nature", "middle")  # its letters have the size of the page's
        net = network.plot_network(found.edges, nodes=tied[["actor", "label"]], by="label")
        return {
            "words": [draw_bars("words", 1, "occurrences", "word")],
            "actors": [figures.link_network(net, tables["actors"], tables["ties"]),
                       draw_bars("actors", 3, "mentions", "actor with a name")],
            "quotes": [draw_bars("speakers", 1, "quotations", "speaker")],
            "quantities": [figures.link_marks(points.plot_values(counted, top=12), tables["numbers"]),
                           figures.link_marks(points.plot_claims(compared), tables["claims"])],
        }  # fmt: skip


def _mark_articles(found: SimpleNamespace, tables: dict[str, SimpleNamespace]) -> dict[int, dict]:
    """Return the sentences of each article by its number and by paragraph, with marks that lead to rows of tables."""
    marks = {}  # of two for the same words, the later is the inner one, and its link counts
    for name, page in {"numbers": "quantities", "quotations": "quotes", "actors": "actors"}.items():
        spans = tables[name].located
        spans = spans.assign(href=[f"../{page}.html#{name}-{number}" for number in spans["number"]])
        for sentence, mark in zip(spans["sentence"], make_marks(spans), strict=True):
            marks.setdefault(sentence, []).append(mark)
    articles = {number: {} for number in range(1, len(found.documents) + 1)}
    rows = _rows(found.sentences, "article", "par_id", "sent_id", "text")
    for at, (article, par_id, sent_id, text) in enumerate(rows):
        html = Markup(weave(text, marks.get(at, [])))
        articles[article].setdefault(par_id, []).append((sent_id, html))
    return articles


def _list_notebooks(results: Path, notebooks: str | Path | None) -> list[tuple[str, str]]:
    """Return address and title of each notebook's page that is in the folder of results."""
    found = sorted(Path(notebooks).resolve().glob("*.html")) if notebooks else []
    inside = [page for page in found if page.is_relative_to(results.resolve())]
    titles = [re.search("<title>(.*?)</title>", page.read_text("utf-8"), re.DOTALL) for page in inside]
    hrefs = [quote(page.relative_to(results.resolve()).as_posix()) for page in inside]
    return [(href, unescape(title[1])) for href, title in zip(hrefs, titles, strict=True) if title]


def _rows(table: pd.DataFrame, *names: str) -> Iterator[tuple]:
    return zip(*(table[name].tolist() for name in names), strict=True)
