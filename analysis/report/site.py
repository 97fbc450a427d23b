"""Write the answer page and the pages that it links to."""

import re
import shutil
import warnings
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pandas as pd

from analysis.annotation import Cache
from analysis.marking import Mark, weave
from analysis.readings import actors, corpus, quantities, quotes, words
from analysis.report.figures import draw_figures
from analysis.report.pages import CHUNK, PAGES, as_script, render
from analysis.report.tables import find_all, make_tables
from analysis.tables import check_columns
from analysis.trust import show_trust

_GENERATOR = '<meta name="generator" content="press-kit">'  # in each page of the kit


def write_report(results: str | Path, documents: pd.DataFrame, cache: Cache = None,
                 notebooks: str | Path | None = None, *, aliases: pd.DataFrame | None = None,
                 most: int = 2000) -> Path:  # fmt: skip
    """Write the answer page and the pages that it links to into a folder, and return the path of `index.html`.

    The pages need neither server nor network. Each row of their tables leads to its sentences, each sentence to its
    article, and each mark in an article to its row. The same texts always make the same bytes.

    Args:
        results: the folder for `index.html` and the folder `pages`, which is written anew.
        documents: the table from `read_corpus`.
        cache: as in `annotate`.
        notebooks: the folder of the executed notebooks as HTML pages. The answer page links to them if the folder is
            in `results`.
        aliases: the table from `read_aliases`.
        most: the number of texts; of more, so many are drawn at random, the same each time, and the page says so. A
            page of 2,000 articles of 700 words is 110 MB large.

    Raises:
        KeyError: `documents` lacks a column.
        ValueError: a row of `aliases` is invalid, or `results` has an index.html that the kit did not write.
        OSError: the folder cannot be written.

    >>> import tempfile
    >>> from analysis import read_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("It is over.")
    ...     write_report(f"{folder}/results", read_corpus(f"{folder}/a.txt"), cache=False).name
    'index.html'
    """
    check_columns(documents, "documents", ["doc_id", "text", "title", "date", "outlet"], "use read_corpus")
    results, found = Path(results), find_all(_draw(documents, most), cache, aliases)
    start, pages = results / "index.html", results / "pages"
    own = start.is_file() and _GENERATOR in start.read_text("utf-8", errors="replace")
    if not own and (start.exists() or pages.exists()):
        raise ValueError(
            f"{results} has an index.html or a folder pages that are not of the kit: name another folder"
        )
    if pages.exists():  # of an earlier run
        shutil.rmtree(pages)
    for name, page in _list_files(found, [*_list_notebooks(results, notebooks)]):
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_bytes(page.encode())
    return results / "index.html"


def _draw(documents: pd.DataFrame, most: int) -> pd.DataFrame:
    if (more := len(documents) - most) <= 0:
        return documents
    warnings.warn(f"the pages show {most:,} of {len(documents):,} texts, drawn at random", stacklevel=3)
    drawn = documents.sample(most, random_state=0).sort_index()
    earlier = [documents.attrs["dropped"]] if "dropped" in documents.attrs else []
    drawn.attrs = documents.attrs | {"dropped": ", ".join([*earlier, f"{more:,} texts by chance"])}
    return drawn.reset_index(drop=True)


def _list_files(found: SimpleNamespace, notebooks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each file's path in the folder of results, and its content."""
    tables, places = make_tables(found), found.sentences[["article", "sent_id"]].to_numpy().tolist()
    shared = {"tables": tables, "readings": _read(found), "figures": draw_figures(tables)}
    shared["places"] = [f"articles/{article}.html#s{sent_id}" for article, sent_id in places]
    yield "index.html", render("index.html", home="pages/", notebooks=notebooks, **shared)
    for name in PAGES:
        trust = show_trust(name).data
        yield f"pages/{name}.html", render("question.html", home="", here=name, trust=trust, **shared)
    shared["chunks"] = -(-len(places) // CHUNK)  # files of sentences
    for name in ("articles", "search"):
        yield f"pages/{name}.html", render(f"{name}.html", home="", **shared)
    for number, paragraphs in _mark_articles(found, tables).items():
        shown = {"table": tables["articles"], "paragraphs": paragraphs, "number": number}
        yield f"pages/articles/{number}.html", render("article.html", home="../", **shown)
    data = {f"rows-{name}": table.rows for name, table in tables.items()}
    data |= _chunk("sentences", found.sentences[["article", "sent_id", "text"]].to_numpy().tolist())
    for name, table in tables.items():
        data |= _chunk(f"refs-{name}", table.references)
    for name, content in data.items():
        yield f"pages/data/{name}.js", as_script(name, content)
    for name in ("style.css", "sentences.js", "script.js", "search.js"):
        yield f"pages/{name}", render(name)


def _chunk(name: str, rows: list[list]) -> dict[str, list[list]]:
    return {f"{name}-{at // CHUNK}": rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)}


def _read(found: SimpleNamespace) -> dict[str, str]:
    """Return the answers as sentences."""
    return {
        "corpus": corpus.summarise_corpus(found.documents, found.tokens, found.findings),
        "words": words.summarise_words(found.counts, found.documents),
        "actors": actors.summarise_actors(found.mentions, found.edges),
        "quotes": quotes.summarise_quotes(found.quotes),
        "quantities": quantities.summarise_quantities(found.claims, found.disputes),
    }


def _mark_articles(found: SimpleNamespace, tables: dict[str, SimpleNamespace]) -> dict[int, dict]:
    """Return the sentences of each article by its number and by paragraph, with marks that lead to rows of tables."""
    marks = {}  # of two for the same words, the later is the inner one, and its link counts
    for name, page in {"numbers": "quantities", "quotations": "quotes", "actors": "actors"}.items():
        for span in tables[name].located.itertuples():
            mark = Mark(span.start, span.end, span.attributes, f"../{page}.html#{name}-{span.number}")
            marks.setdefault(span.sentence, []).append(mark)
    articles = {number: {} for number in range(1, len(found.documents) + 1)}
    for sentence in found.sentences.itertuples():
        html = weave(sentence.text, marks.get(sentence.Index, []))
        articles[sentence.article].setdefault(sentence.par_id, []).append((sentence.sent_id, html))
    return articles


def _list_notebooks(results: Path, notebooks: str | Path | None) -> Iterator[tuple[str, str]]:
    """Yield address and title of each notebook's page that is in the folder of results."""
    home = results.resolve()
    for page in sorted(Path(notebooks).resolve().glob("*.html")) if notebooks else []:
        title = re.search("<title>(.*?)</title>", page.read_text("utf-8"), re.DOTALL)
        if title and page.is_relative_to(home):
            yield quote(page.relative_to(home).as_posix()), unescape(title[1])
