"""JupyterLab as `make lab` starts it, in a copy of the kit: each notebook as a researcher runs it."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.model]
KIT = Path(__file__).parent.parent.parent
NAMES = [path.stem for path in sorted((KIT / "notebooks").glob("*.ipynb"))]
NOT_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "results", "settings.local.toml", "*.tmp"
)
PATIENCE = 300_000  # milliseconds; a shared machine may be slow
ARTICLES = {
    "bridge.txt": "Lindmar closes its bridge\nThe city of Lindmar closed the Osten Bridge on Monday. "
    "“The steel is tired,” said Mayor Petra Holm. Engineer Jonas Weck said that 14 of 60 cables were rusty. "
    "Holm and Weck met Anna Brandt of the Harbour Union in Lindmar.",
    "strike.txt": "Harbour Union calls a strike\nAbout 1,200 workers in Lindmar stopped work, the Harbour Union said. "
    "“We will wait,” Anna Brandt told reporters. Mayor Petra Holm asked Anna Brandt to return to the talks. "
    "Police in Lindmar counted 800 workers.",
    "talks.txt": "Talks fail in Lindmar\nPetra Holm and Anna Brandt met for three hours on Friday. "
    "“There is no result,” Holm said. According to Jonas Weck, repairs will cost 3.5 million euros. "
    "Anna Brandt said the Harbour Union would meet again in Korvik.",
}
START = """async () => {
    await window.jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
    window.ended = false;
    window.jupyterapp.commands.execute("notebook:run-all-cells").finally(() => { window.ended = true; });
}"""
READY = """name => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.context?.path === name && panel.context.isReady && panel.sessionContext?.isReady
        && panel.sessionContext.session?.kernel?.status === "idle";
}"""
ENDED = """() => window.ended && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === "idle"
"""
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
SHOW = """async index => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    await notebook.scrollToItem(index, "center");
    const images = [...notebook.widgets[index].node.querySelectorAll(".jp-OutputArea img")];
    return images.length && images.every(image => image.complete && image.naturalWidth > 100);
}"""
SCROLL = "index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'center')"
END = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()"


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the kit, without what was built, set or calculated in it."""
    return shutil.copytree(KIT, tmp_path_factory.mktemp("lab") / "press kit", ignore=NOT_COPIED)


@pytest.fixture(scope="module")
def lab(browser, clone, cache_folder):
    """The address of a notebook in JupyterLab: `lab("00-corpus")`."""
    home = clone.parent / "home"
    folders = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"]
    folders += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
    places = {name: str(home / name) for name in folders}
    news = (
        Path(places["JUPYTERLAB_SETTINGS_DIR"])
        / "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    )
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    own = {"PYTHONPATH": str(clone), "PRESS_KIT_CACHE": str(cache_folder)} | places
    environment = {name: value for name, value in os.environ.items() if name != "PRESS_KIT_SETTINGS"} | own
    with open(home / "log.txt", "w") as log:
        server = subprocess.Popen(_command(), cwd=clone, env=environment, stdout=log, stderr=log)
        try:
            known = _await_server(server, Path(places["JUPYTER_RUNTIME_DIR"]), home / "log.txt")
            yield lambda name: f"{known['url']}lab/tree/notebooks/{name}.ipynb?reset&token={known['token']}"
        finally:
            server.terminate()
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture
def run_all(page, lab, clone):
    """Run all cells of a notebook that is open in JupyterLab, and return it as it is saved there."""
    opened = []

    def run(name, meanwhile=lambda: None):
        if name not in opened:
            page.goto(lab(name), timeout=PATIENCE)
            page.wait_for_function(READY, arg=f"notebooks/{name}.ipynb", timeout=PATIENCE)
            opened.append(name)
        page.evaluate(START)
        meanwhile()
        page.wait_for_function(ENDED, timeout=PATIENCE, polling=200)
        page.evaluate(SAVE)
        return nbformat.read(clone / "notebooks" / f"{name}.ipynb", as_version=4)

    yield run
    page.evaluate(END)
    (clone / "notebooks" / "settings.local.toml").unlink(missing_ok=True)


@pytest.fixture
def own_texts(clone, tmp_path):
    """Point the settings to a folder of other texts, as a researcher does."""

    def choose():
        folder = tmp_path / "meine Texte ä"
        folder.mkdir()
        for name, text in ARTICLES.items():
            (folder / name).write_text(text, encoding="utf-8")
        (clone / "notebooks" / "settings.local.toml").write_text(f"corpus = '{folder}'\n", encoding="utf-8")
        return folder

    return choose


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_over_the_seed_and_over_texts_of_ones_own(name, page, noted, run_all, own_texts):
    stored = nbformat.read(KIT / "notebooks" / f"{name}.ipynb", as_version=4)
    seed = run_all(name)
    assert _faults(seed) == [] and len(_pictures(seed)) == len(_pictures(stored))
    for index in _pictures(seed):
        page.wait_for_function(SHOW, arg=index, timeout=PATIENCE)
    own_texts()
    own = run_all(name)
    assert _faults(own) == [] and _said(own) != _said(seed)
    for index in _pictures(own):
        page.wait_for_function(SHOW, arg=index, timeout=PATIENCE)
    assert noted == {"errors": [], "dialogs": [], "outside": []}


def test_an_actor_that_is_corrected_changes_the_actors_and_their_network(run_all, own_texts):
    folder = own_texts()
    before = run_all("02-actors")
    assert (
        _faults(before) == [] and "Anna Brandt" in _said(before) and "Dockers of Lindmar" not in _said(before)
    )
    (folder / "aliases.csv").write_text("name,action,to\nAnna Brandt,merge,Dockers of Lindmar\n", "utf-8")
    after = run_all("02-actors")
    assert _faults(after) == [] and "Dockers of Lindmar" in _said(after)
    changed = [after.cells[index].outputs != before.cells[index].outputs for index in _pictures(after)]
    assert any(changed)


def test_a_wrong_folder_is_one_sentence_with_the_path_that_was_tried(page, run_all, clone):
    (clone / "notebooks" / "settings.local.toml").write_text("corpus = '../nowhere'\n", encoding="utf-8")
    notebook = run_all("00-corpus")
    ((index, error),) = [
        (no, output)
        for no, cell in enumerate(notebook.cells)
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    assert f"no file or folder {clone / 'nowhere'}: check" in error.evalue
    page.evaluate(SCROLL, index)
    shown = page.locator(".jp-OutputArea-output pre", has_text="nowhere").inner_text()
    assert shown.strip() == f"{error.ename}: {error.evalue}"


BAR = """from pathlib import Path
from time import sleep
from analysis.progress import progress_bar
with progress_bar(80) as count:
    count(12)
    while not Path("go.txt").exists():
        sleep(0.1)"""


def test_a_progress_bar_is_seen_only_while_it_works(page, run_all, clone):
    path = clone / "notebooks" / "bar.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3"}  # without it, JupyterLab asks for one
    cells = [nbformat.v4.new_code_cell(BAR)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    release = (clone / "notebooks" / "go.txt").write_text
    bar = page.get_by_role("progressbar", name="Annotating 12 of 80 texts")
    notebook = run_all("bar", meanwhile=lambda: (bar.wait_for(timeout=PATIENCE), release("")))
    assert not bar.count() and "Annotating" not in page.locator(".jp-Notebook").inner_text()
    assert _faults(notebook) == [] and [dict(output.data) for output in _outputs(notebook)] == [{}]
    path.unlink()


def _command():
    """The command line of `make lab`, with flags that a test needs: no fixed port, no window."""
    (line,) = re.findall(r"^lab:.*\n\t(.+)$", (KIT / "Makefile").read_text("utf-8"), flags=re.M)
    program, *arguments = shlex.split(line)
    assert program == "$(BIN)/jupyter"
    flags = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", "--expose-app-in-browser"]
    return [sys.executable, "-m", "jupyter", *arguments, *flags]


def _await_server(server, folder, log):
    """Return what a JupyterLab that has started says of itself: url and token."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and server.poll() is None:
        for file in folder.glob("jpserver-*.json"):
            if (text := file.read_text("utf-8")).endswith("}"):
                return json.loads(text)
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text('utf-8')}")


def _outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def _faults(notebook):
    """What failed, and cells that did not run."""
    errors = [out.evalue for out in _outputs(notebook) if out.output_type == "error"]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return errors + [cell.source for cell in cells if cell.execution_count is None]


def _pictures(notebook):
    """The numbers of the cells that show a picture."""
    cells = enumerate(notebook.cells)
    return [
        no for no, cell in cells if any("image/png" in out.get("data", {}) for out in cell.get("outputs", []))
    ]


def _said(notebook):
    """All text and tables that a notebook shows."""
    shown = [
        str(out.get("text", "")) + str(out.get("data", {}).get("text/html", "")) for out in _outputs(notebook)
    ]
    return "\n".join(shown)
