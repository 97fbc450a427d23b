"""The answer page as files: where rows and marks lead, what is escaped, and the same bytes on each run."""

import json
import re
from types import SimpleNamespace
from urllib.parse import unquote, urldefrag

import nbformat
import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, strategies as st

from analysis import find_actors, link_claims, link_speakers, merge_actors, show_article, write_report
from analysis.finders.quantities import find_quantities
from analysis.finders.quotes import find_quotes
from analysis.marking import Mark, visible, weave
from analysis.report import figures
from analysis.report.notebook import notebook_page
from analysis.report.pages import as_script
from analysis.report.references import locate, number_sentences

DOCUMENTS = texts("Rain fell. Ann Lee left.", "", "“We stay.\nWe fight,” she said.")
SENTENCES = pd.DataFrame(
    {"doc_id": ["a", "a", "c", "c"], "sent_id": [0, 1, 0, 1], "par_id": [1, 1, 1, 2],
     "start": [0, 11, 0, 10], "end": [10, 24, 9, 30]}
)  # fmt: skip


def read_script(path):
    return json.loads(re.fullmatch(r'put\("[\w-]+", (.*)\);\n', path.read_text("ascii"), flags=re.S)[1])


def targets(page):
    """The files and ids that a page's links lead to."""
    hrefs = re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8"))
    for href in hrefs:
        path, mark = urldefrag(href)
        if not href.startswith("data:"):
            yield (page.parent / unquote(path)).resolve() if path else page, mark


@pytest.fixture(scope="module")
def site(tmp_path_factory, cache_folder, news):
    results = tmp_path_factory.mktemp("news ä")
    notebooks = results / "notebooks"
    notebooks.mkdir()
    (notebooks / "01 é.html").write_text("<title>Which words &amp; where?</title>", encoding="utf-8")
    return write_report(results, news[0], cache_folder, notebooks).parent


def test_sentences_are_numbered_over_all_articles():
    numbered = number_sentences(DOCUMENTS, SENTENCES)
    assert numbered[["article", "sent_id"]].values.tolist() == [[1, 0], [1, 1], [3, 0], [3, 1]]
    assert numbered["text"].tolist() == ["Rain fell.", "Ann Lee left.", "“We stay.", "We fight,” she said."]


def test_a_span_is_cut_where_a_sentence_ends():
    spans = pd.DataFrame(
        {"doc_id": ["c", "a", "a"], "start": [0, 11, 10], "end": [19, 18, 11], "row": [0, 1, 2]}
    )
    located = locate(spans, number_sentences(DOCUMENTS, SENTENCES))
    assert located[["row", "sentence", "start", "end"]].values.tolist() == [
        [1, 1, 0, 7],
        [0, 2, 0, 9],
        [0, 3, 0, 9],
    ]


@given(st.text(max_size=9), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_links_are_never_in_links_and_nothing_unseen_is_left(text, borders):
    marks = [
        Mark(min(pair), min(max(pair), len(text)), ' class="a"', f"#r{n}") for n, pair in enumerate(borders)
    ]
    html = weave(text, marks)
    depth = 0
    for tag in re.findall(r"<(/?)a[ >]", html):
        depth += -1 if tag else 1
        assert depth in (0, 1)
    assert visible(html) == html


@pytest.mark.parametrize("code", ["202E", "2066", "200F", "061C", "0000", "0007", "0085"])
def test_what_cannot_be_seen_is_shown_as_a_code(code):
    assert visible(f"a{chr(int(code, 16))}b") == f"a[U+{code}]b"


def test_data_cannot_end_their_script():
    script = as_script("rows", ["</script><!--", "\u2028é"])
    assert "<" not in script and script.isascii()


def test_an_article_shows_three_layers_also_without_its_style(news):
    documents, tokens, _, entities = news
    actors = merge_actors(find_actors(entities, tokens, documents))
    quotes = link_speakers(find_quotes(tokens, documents), actors, tokens)
    numbers = link_claims(find_quantities(tokens, documents), quotes)
    html = show_article(documents.iloc[1], actors=actors, quotes=quotes, quantities=numbers).data
    assert html.count('<input type="checkbox"') == 3
    person = (
        r'<mark class="actors PERSON" title="people: Tomas Velik" style="[^"]*solid[^"]*">Tomas Velik</mark>'
    )
    assert re.search(person, html) and re.search(r'<mark class="quotes direct" [^>]*>"A river', html)
    assert re.search(r'<mark class="quotes speaker" title="speaker: Anton Relsky" [^>]*bold', html)
    assert re.search(r'<mark class="quantities number" [^>]*outline[^>]*>22</mark>', html)
    kept = re.sub(r"<style>.*?</style>|<(?!mark|/mark)[^>]*>", "", html, flags=re.S)
    assert documents["text"][1][-200:-120] in re.sub(r"</?mark[^>]*>", "", kept)


def test_an_article_needs_one_row_and_shows_hostile_texts():
    with pytest.raises(TypeError, match="one row of documents"):
        show_article(DOCUMENTS)
    row = pd.Series({"doc_id": "a", "text": "<script>x</script>\u202e"})
    actors = pd.DataFrame({"doc_id": "a", "start": [0], "end": [8], "label": "ORG", "actor": '" onclick="x'})
    html = show_article(row, actors=actors).data
    assert "&lt;script&gt;" in html and "[U+202E]" in html and 'onclick="' not in html


@pytest.mark.model
def test_every_link_leads_to_a_file_and_a_row_or_sentence_that_is_there(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 1 + 6 + 8 + 1
    ids = {page: set(re.findall(r'id="([^"]*)"', page.read_text("utf-8"))) for page in pages}
    for table in ("words", "actors", "ties", "speakers", "quotations", "numbers", "claims"):
        rows = read_script(site / "pages" / "data" / f"rows-{table}.js")
        page = next(page for page in pages if f'data-table="{table}"' in page.read_text("utf-8"))
        ids[page] |= {f"{table}-{number}" for number in range(len(rows))}  # script.js makes the others
    assert all(
        path.exists() and (not mark or mark in ids[path]) for page in pages for path, mark in targets(page)
    )


@pytest.mark.model
def test_each_row_has_its_sentences_with_the_words_it_is_about(site):
    data = site / "pages" / "data"
    sentences = [text for _, _, text in read_script(data / "sentences-0.js")]
    for table in ("words", "actors", "ties", "speakers", "quotations", "numbers", "claims"):
        rows, references = read_script(data / f"rows-{table}.js"), read_script(data / f"refs-{table}-0.js")
        for row, flat in zip(rows, references, strict=False):
            assert flat and len(flat) % 3 == 0, row
            found = [
                sentences[at][start:end]
                for at, start, end in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
            ]
            if table == "numbers":
                assert row[0] in found
            if table in ("words", "actors"):
                assert len(found) == row[-2], row
            if table == "ties":
                assert len(set(flat[::3])) == row[2], row


@pytest.mark.model
def test_marks_lead_to_the_row_of_their_actor(site):
    rows = read_script(site / "pages" / "data" / "rows-actors.js")
    html = (site / "pages" / "articles" / "2.html").read_text("utf-8")
    found = re.findall(r'title="people: ([^"]*)"><a href="../actors.html#actors-(\d+)"', html)
    assert len(found) > 5 and all(rows[int(number)][0] == actor for actor, number in found)


@pytest.mark.model
def test_the_answers_are_there_with_figures_and_notebooks(site):
    html = (site / "index.html").read_text("utf-8")
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert titles[:4] == ["Words", "Actors", "Quotations", "Quantities"]
    assert html.count("<figure>") == 4
    assert '<a href="notebooks/01%20%C3%A9.html">Which words &amp; where?</a>' in html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.model
@pytest.mark.parametrize(
    ("page", "table"), [("words", "words"), ("actors", "actors"), ("quotes", "speakers")]
)
def test_a_bar_and_its_name_lead_to_the_row_of_this_name(site, page, table):
    rows = read_script(site / "pages" / "data" / f"rows-{table}.js")
    svg = re.findall(r"<svg.*?</svg>", (site / "pages" / f"{page}.html").read_text("utf-8"), flags=re.S)[-1]
    links = re.findall(r'<a href="#(\w+)-(\d+)".*?>(.*?)</a>', svg, flags=re.S)
    names = {int(row): re.sub(r"<[^>]*>|\s+$|^\s+", "", part) for _, row, part in links if "<text" in part}
    assert len(names) == 12 and {name for name, _, _ in links} == {table}
    assert all(rows[row][0] == name for row, name in names.items())
    bars = [int(row) for _, row, part in links if "<text" not in part]
    assert bars == sorted(names) == sorted(bars)
    assert [rows[row][3 if table == "actors" else 1] for row in bars] == sorted(
        (rows[row][3 if table == "actors" else 1] for row in bars), reverse=True
    )


@pytest.mark.model
def test_a_mark_leads_to_its_number_and_a_line_to_its_tie(site):
    numbers = read_script(site / "pages" / "data" / "rows-numbers.js")
    svg = re.search(r"<svg.*?</svg>", (site / "pages" / "quantities.html").read_text("utf-8"), flags=re.S)[0]
    marks = re.findall(r'<a href="#numbers-(\d+)"[^>]*>\s*<path d="M ([\d.]+)', svg)
    assert len(marks) > 20
    drawn = sorted((float(x), numbers[int(row)]) for row, x in marks)
    exact = [int(row[0]) for _, row in drawn if row[3] == "exact" and row[0].isdigit()]
    assert len(exact) > 10 and exact == sorted(exact)  # from left to right
    ties = re.findall(r'href="#ties-(\d+)"', (site / "pages" / "actors.html").read_text("utf-8"))
    assert len(ties) == len(set(ties)) > 20


def test_a_figure_changes_no_name_and_links_only_to_rows():
    data = pd.DataFrame({"word": ['"#flood', "a & \u202e<b>"], "n": [3, 2]})
    table = SimpleNamespace(data=data, rows=data.to_numpy().tolist())
    svg = figures._draw_bars({"words": table}, "words", data, "n", "word").svg
    assert '>"#flood</text>' in svg and "a &amp; [U+202E]&lt;b&gt;</text>" in svg
    assert set(re.findall(r' href="#([^"]*)"', svg)) == {"words-0", "words-1"}
    ids, used = set(re.findall(r' id="([^"]*)"', svg)), re.findall(r'(?:xlink:href="|url\()#([^")]*)', svg)
    assert used and ids >= {*used} and all(name.startswith("figure-words-") for name in ids)


@pytest.mark.model
def test_the_same_texts_give_the_same_bytes_and_old_pages_go(site, news, tmp_path, cache_folder):
    write_report(tmp_path, news[0], cache_folder)
    (tmp_path / "pages" / "articles" / "99.html").write_text("of an earlier run")
    write_report(tmp_path, news[0], cache_folder)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "pages").rglob("*.*")}
    assert made == {path.relative_to(site): path.read_bytes() for path in (site / "pages").rglob("*.*")}


@pytest.mark.model
def test_of_many_texts_some_are_drawn_and_the_page_says_so(news, tmp_path, cache_folder):
    for _ in range(2):
        with pytest.warns(UserWarning, match="the pages show 5 of 8 texts, drawn at random"):
            write_report(tmp_path, news[0], cache_folder, most=5)
        html = (tmp_path / "index.html").read_text("utf-8")
        assert "The corpus has 5 texts" in html and "left out: 3 texts by chance." in html
    assert len(list((tmp_path / "pages" / "articles").iterdir())) == 5


@pytest.mark.model
@pytest.mark.parametrize("content", ["…!?", "", "Ann Lee said it was over."])
def test_where_nothing_is_found_the_pages_say_so(content, tmp_path, cache_folder):
    documents = (
        texts(content).assign(title=None, date=pd.NaT, outlet=None).astype({"title": "str", "outlet": "str"})
    )
    write_report(tmp_path, documents, cache_folder)
    html = (tmp_path / "pages" / "quantities.html").read_text("utf-8")
    assert "No number was found." in html and "There is no figure:" in html
    assert (tmp_path / "pages" / "articles" / "1.html").exists()


def test_pages_of_others_are_neither_replaced_nor_deleted(tmp_path, news, cache_folder):
    (tmp_path / "pages").mkdir()
    for name in ("pages/script.js", "index.html"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
        with pytest.raises(ValueError, match="not of the kit: name another folder"):
            write_report(tmp_path, news[0], cache_folder)
        assert (tmp_path / "pages" / "script.js").read_text("utf-8") == "mine"


def test_what_cannot_be_seen_in_a_notebook_is_a_code_on_its_page():
    output = nbformat.v4.new_output("execute_result", {"text/html": "<p>exe.\u202etxt</p>"})
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    assert "exe.[U+202E]txt" in notebook_page(nbformat.v4.new_notebook(cells=[cell]))


def test_a_notebook_is_a_page_with_its_title_code_folded_and_no_script():
    table = '<style scoped>x</style><table class="dataframe"><tr><th></th><td>1</td></tr></table>'
    outputs = [
        nbformat.v4.new_output("display_data", {"text/html": table}),
        nbformat.v4.new_output(
            "display_data", {"image/png": "AA\nBB"}, metadata={"image/png": {"alt": "Two <bars>"}}
        ),
        nbformat.v4.new_output("stream", text="<b>3 & 4\n"),
        nbformat.v4.new_output(
            "error", ename="ValueError", evalue="a <wrong> folder", traceback=["\x1b[31mred"]
        ),
    ]
    cells = [
        nbformat.v4.new_markdown_cell("# Who is *named*?\n\nSee [words](01-words.ipynb)."),
        nbformat.v4.new_code_cell("1 < 2", outputs=outputs),
    ]
    html = notebook_page(nbformat.v4.new_notebook(cells=cells), "../index.html")
    assert "<title>Who is named?</title>" in html and '<a href="../index.html">Answers</a>' in html
    assert 'href="01-words.html"' in html and "<summary>Code</summary>" in html and "1 &lt; 2" in html
    assert "<td></td><td>1</td>" in html and "scoped" not in html and 'tabindex="0"><table' in html
    assert 'src="data:image/png;base64,AABB" alt="Two &lt;bars&gt;"' in html
    assert (
        "&lt;b&gt;3 &amp; 4" in html and "ValueError: a &lt;wrong&gt; folder" in html and "\x1b" not in html
    )
    assert "<script" not in html and "http" not in html.replace("http-equiv", "")
