"""A real browser for the tests: chromium, driven by playwright; without one, its tests are skipped."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"]
FLAGS += ["--disable-background-networking", "--disable-sync"]
LOCAL = {"file", "data", "blob", "about"}  # addresses of these kinds never leave the machine


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _do_without("playwright is not installed: install the extra `browser`")
    with sync_playwright() as playwright:
        path = _find_chromium() or playwright.chromium.executable_path
        if not Path(path).exists():
            _do_without("there is no chromium: install one, or name its program in CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def noted():
    """What happened on the test's page: errors of scripts, dialogs, and addresses on other machines."""
    return {"errors": [], "dialogs": [], "outside": []}


@pytest.fixture
def page(browser, noted):
    """A page in a browser profile of its own; what happens on it goes into `noted`."""
    size = {"width": 1400, "height": 900}
    context = browser.new_context(viewport=size, service_workers="block", reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda line: line.type == "error" and noted["errors"].append(line.text))
    page.on("pageerror", lambda error: noted["errors"].append(str(error)))
    page.on("dialog", lambda dialog: (noted["dialogs"].append(dialog.message), dialog.dismiss()))
    context.on("request", lambda request: _note_outside(request.url, noted["outside"]))
    page.on("websocket", lambda socket: _note_outside(socket.url, noted["outside"]))
    yield page
    context.close()


@pytest.fixture
def violations(page):
    """Check the page by axe-core: `violations(scheme="dark", width=390)` lists what is wrong, and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def check(*, scheme: str = "light", width: int = 1400, height: int = 900) -> list[str]:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        found = axe.run(page).response["violations"]
        return [
            f"{rule['id']} ({rule['help']}): {node['target']}" for rule in found for node in rule["nodes"]
        ]

    return check


def _find_chromium() -> str | None:
    """Return the program named by CHROMIUM, or else one that the machine has."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _do_without(reason: str) -> None:
    """Skip the test; in continuous integration, which must have a browser, let it fail."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def _note_outside(address: str, outside: list[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in LOCAL and parts.hostname != "127.0.0.1":
        outside.append(address)
