"""The watch over a page notices what it should: other tests trust its silence."""

import pytest

pytestmark = pytest.mark.browser
PAGE = "<!doctype html><html lang='en'><title>Page</title><main><h1>Page</h1>{}</main></html>"


def open_page(page, folder, body):
    path = folder({"ä page/index.html": PAGE.format(body)}) / "ä page" / "index.html"
    page.goto(path.as_uri())
    page.wait_for_timeout(300)


def test_a_plain_page_has_nothing_to_note(page, noted, violations, folder):
    open_page(page, folder, "<img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><p>Text.</p>")
    assert noted == {"errors": [], "dialogs": [], "outside": []}
    assert violations() == violations(scheme="dark", width=390, height=844) == []


@pytest.mark.parametrize(
    ("body", "kind", "note"),
    [
        ("<script>alert('hello')</script>", "dialogs", "hello"),
        ("<script>nothing()</script>", "errors", "nothing is not defined"),
        ("<script src='https://network.invalid/a.js'></script>", "outside", "https://network.invalid/a.js"),
        ("<script>new WebSocket('ws://network.invalid/b')</script>", "outside", "ws://network.invalid/b"),
    ],
)
def test_what_happens_on_a_page_is_noted(page, noted, folder, body, kind, note):
    open_page(page, folder, body)
    assert any(note in found for found in noted[kind])


def test_axe_follows_the_colours_of_the_scheme_and_the_width(page, violations, folder):
    style = "<style>@media ({}) {{ p {{ color: #888; background: #999 }} }}</style><p>Text.</p>"
    open_page(page, folder, style.format("prefers-color-scheme: dark"))
    assert violations() == [] and violations(scheme="dark")[0].startswith("color-contrast")
    open_page(page, folder, style.format("max-width: 400px"))
    assert violations() == [] and violations(width=390)[0].startswith("color-contrast")
