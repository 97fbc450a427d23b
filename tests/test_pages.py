"""The pages that are written from the code are up to date, and their commands are those of the Makefile."""

import re

import pytest
from write_pages import KIT, PAGES, explained, filled


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_parts_from_the_code_are_up_to_date(page):
    """If not: python tests/write_pages.py"""
    text = page.read_text(encoding="utf-8")
    assert [text.count(f"<!-- {part.__name__} -->") for part in PAGES[page]] == [1] * len(PAGES[page])
    assert filled(page, PAGES[page]) == text
    assert "| `n` |" in text or "| quotes | direct quotations | 0." in text


def test_the_glossary_explains_columns_by_the_functions_called():
    meanings = explained()
    assert "occurrences (`count_words`)" in "; ".join(meanings["n"]).replace("`count_by_date`, ", "")
    assert len(meanings) > 40


def test_links_of_the_pages_lead_to_files():
    for page in PAGES:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        assert len(links) > 6 and [link for link in links if not (page.parent / link).exists()] == []


def test_jupyterlab_starts_the_same_way_without_make():
    (options,) = re.findall(r"python -m jupyterlab (.*)", (KIT / "Makefile").read_text(encoding="utf-8"))
    assert f"`python -m jupyterlab {options}`" in (KIT / "README.md").read_text(encoding="utf-8")
    folder, page = re.findall(r"=/?(?:lab/tree/)?([\w./-]{3,})", options)
    assert (KIT / folder / "overrides.json").exists() and (KIT / page).exists()
