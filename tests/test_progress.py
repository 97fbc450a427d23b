"""The bar of a notebook is seen while it works, and leaves no trace."""

import nbformat
import pytest
from nbclient import NotebookClient

from analysis import progress
from analysis.report.notebook import notebook_page
from analysis.run import _clean

SETUP = """import pandas as pd
from analysis import annotate
documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["It is over.", "It begins."]})"""
RUN = "tokens, _, _ = annotate(documents, cache='cache', progress=True)\nprint(len(tokens))"
STORED = [
    {"output_type": "display_data", "data": {}, "metadata": {}},
    {"output_type": "stream", "name": "stdout", "text": "7\n"},
]


@pytest.mark.model
def test_a_notebook_and_its_page_keep_no_bar_whether_the_cache_is_cold_or_warm(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (SETUP, RUN)])
    for state in ("cold", "warm"):
        NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}).execute()
        outputs = [cell.outputs for cell in notebook.cells]
        assert outputs == [[], STORED], state
        assert list((tmp_path / "cache").iterdir())
    page = notebook_page(_clean(notebook))
    assert "</progress>" not in page and "Annotating" not in page


class Handle(list):
    """A place in a notebook, which keeps what is shown there."""

    def update(self, shown, raw):
        self.append(shown.get("text/plain", ""))


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would show, with a clock that goes on by 0.06 seconds each time it is read."""
    handle, times = Handle(), iter(range(1000))
    monkeypatch.setattr(progress, "find_shell", object)
    monkeypatch.setattr(progress, "monotonic", lambda: 100 + next(times) * 0.06)
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: handle)
    return handle


def test_it_counts_at_most_ten_times_a_second_and_vanishes(shown):
    with progress.progress_bar(1200) as count:
        for more in (0, 600, 500, 99, 1):
            count(more)
    assert shown == ["Annotating 0 of 1,200 texts", "Annotating 1,100 of 1,200 texts", ""]


def test_it_vanishes_when_the_work_is_stopped_and_is_not_shown_when_all_is_done(shown):
    with pytest.raises(KeyboardInterrupt), progress.progress_bar(2) as count:
        count(1)
        raise KeyboardInterrupt
    assert shown == ["Annotating 1 of 2 texts", ""]
    shown.clear()
    with progress.progress_bar(2) as count:
        count(2)
    assert shown == [""]


def test_a_terminal_has_the_bar_of_tqdm(capsys):
    with progress.progress_bar(2) as count:
        count(2)
    assert "Annotating: 100%" in capsys.readouterr().err
    with progress.progress_bar(2, show=False) as count:
        count(2)
    assert capsys.readouterr().err == ""
