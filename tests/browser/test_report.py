"""The answer page in a real browser, opened from a folder whose name has a blank and an umlaut."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import write_report
from analysis.report.notebook import notebook_page

pytestmark = [pytest.mark.browser, pytest.mark.model]
NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
TEXTS = {
    "1.txt": "Dam breaks\n\nAnn Lee said 14 people died in Velm. “We lost our homes,” said Bob Ray, a farmer.\n\n"
             "Ann Lee met Bob Ray in Velm on Monday. The ministry said 31 people had died in the flood.\n",
    "2.txt": "Aid arrives\n\nBob Ray said that the aid came late. Ann Lee denied it in Velm. Two trucks were lost.\n",
}  # fmt: skip
RUN = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) \u202egnp.exe\u202c </script>"
)
EVIL = {
    f"../<img onerror=alert(4)> {RUN}": f"{RUN} town\n\nMary “{RUN}” Stone said: “{RUN} 12 people died.”\n"
}


@pytest.fixture(scope="module")
def site(tmp_path_factory, cache_folder):
    """Write the answer page of some texts: `site(TEXTS, title)` is the folder of results."""

    def write(texts, title):
        documents = pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())}, dtype="str")
        about = {"title": title, "outlet": f"javascript:alert(5) {title}", "date": pd.Timestamp("2024-01-05")}
        results = tmp_path_factory.mktemp("Öl und Gas")
        write_report(results, documents.assign(**about), cache_folder)
        return results

    return write


@pytest.fixture(scope="module")
def plain(site):
    """The answer page of two texts, and the pages of two of the kit's notebooks."""
    results = site(TEXTS, "News")
    (results / "notebooks").mkdir()
    for name in ("02-actors", "03-quotes"):
        page = notebook_page(nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4), "../index.html")
        (results / "notebooks" / f"{name}.html").write_text(page, encoding="utf-8")
    return results


def visit(page, path, mark=""):
    page.set_default_timeout(10_000)
    page.goto(path.as_uri() + mark)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.table .status')].every((part) => part.textContent)"
    )


def column(page, name, number=0):
    return [
        row.locator("td").nth(number).inner_text()
        for row in page.locator(f"[data-table={name}] tbody tr").all()
    ]


def test_a_bar_leads_to_its_sentences_and_a_mark_back(page, noted, plain):
    visit(page, plain / "index.html")
    page.locator("svg a[href*='#actors-'][aria-label^='Ann Lee']").click()
    page.wait_for_selector(".panel li")
    assert "actors.html#actors-" in page.url
    row = page.url.partition("#")[2]
    assert page.locator(f"#{row} + .panel mark").all_inner_texts() == ["Ann Lee"] * 3
    page.locator(f"#{row} + .panel a").last.click()
    assert page.locator(".sentence:target").inner_text() == "Ann Lee denied it in Velm."
    page.locator(".sentence:target a", has_text="Ann Lee").click()
    page.wait_for_selector(".panel li")
    assert page.url.endswith(f"actors.html#{row}")
    assert page.evaluate("document.activeElement.textContent") == "Ann Lee"
    assert noted == {"errors": [], "dialogs": [], "outside": []}


def test_a_tie_and_a_speaker_show_their_sentences(page, plain):
    visit(page, plain / "pages" / "actors.html")
    button = (
        page.locator("[data-table=ties] tr", has_text="Ann Lee")
        .filter(has_text="Bob Ray")
        .locator("td button")
    )
    button.first.press("Enter")
    page.wait_for_selector(".panel li")
    assert page.locator(".panel li").count() == 1
    assert page.locator(".panel mark").all_inner_texts() == ["Ann Lee", "Bob Ray"]
    page.locator(".panel a").click()
    assert page.url.endswith(".html#s2") or page.url.endswith(".html#s3")
    page.go_back()
    page.wait_for_selector(".panel li")  # as it was
    button.first.press("Enter")
    assert page.locator(".panel").count() == 0


def test_a_table_is_sorted_and_searched_by_keyboard(page, plain):
    visit(page, plain / "pages" / "words.html")
    before = column(page, "words")
    page.locator("th button", has_text="Word").press("Enter")
    assert column(page, "words") == sorted(before, key=str.casefold)
    assert page.locator("th").first.get_attribute("aria-sort") == "ascending"
    page.locator("th button", has_text="Word").press("Enter")
    assert column(page, "words") == sorted(before, key=str.casefold, reverse=True)
    page.locator("input[type=search]").fill("RAY")
    assert column(page, "words") == ["Ray"]
    assert page.locator(".status").inner_text() == f"1 of {len(before)} rows"


def test_the_search_finds_whole_words_in_all_sentences(page, plain):
    visit(page, plain / "pages" / "search.html")
    page.locator("#query").fill("aid")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    assert page.locator("#found mark").all_inner_texts() == ["Aid", "aid"]
    page.locator("#whole").uncheck()
    page.keyboard.press("Enter")
    page.locator("#query").press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#found mark').length === 6")  # said, too
    assert page.locator("main > .status").inner_text() == "Found 6 times in 5 sentences."


def test_layers_are_switched_off_one_by_one(page, plain):
    visit(page, plain / "pages" / "articles" / "1.html")
    backs = "[...document.querySelectorAll('article p mark.%s')].map(mark => getComputedStyle(mark).backgroundColor)"
    clear = "rgba(0, 0, 0, 0)"
    for layer in ("actors", "quotes", "quantities"):
        assert clear not in page.evaluate(backs % layer)
        page.get_by_role("checkbox").nth(("actors", "quotes", "quantities").index(layer)).press("Space")
        assert set(page.evaluate(backs % layer)) == {clear}


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
)
def test_pages_are_accessible_and_fit(page, plain, violations, scheme, width):
    for path in sorted(plain.rglob("*.html")):
        visit(page, path, "#actors-0" if path.name == "actors.html" else "")
        assert violations(scheme=scheme, width=width) == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


def test_hostile_texts_are_shown_and_never_run(page, noted, site):
    results = site(EVIL, RUN)
    seen = {}
    for path in sorted(results.rglob("*.html")):
        visit(page, path)
        for button in page.locator("tr[id] button").all():
            button.click()
        seen[path.name] = page.locator("main").inner_text()
    page.goto((results / "pages" / "search.html").as_uri())
    page.locator("#query").fill("script>alert")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in page.locator("#found").inner_text()
    shown = (
        "<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) [U+202E]gnp.exe[U+202C]"
    )
    assert shown in seen["1.html"] and shown in seen["articles.html"]
    assert f"javascript:alert(5) {shown}" in seen["articles.html"]
    assert page.locator("[onerror], img, a[href^=javascript]").count() == 0
    assert noted == {"errors": [], "dialogs": [], "outside": []}


def test_without_a_script_the_first_rows_lead_to_their_sentences(browser, plain):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((plain / "pages" / "words.html").as_uri())
    page.locator("#words-0 a").click()
    assert page.locator(".sentence:target").count() == 1
    context.close()
