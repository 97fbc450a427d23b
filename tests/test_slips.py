"""Slips of a researcher in a notebook: one sentence that says what is wrong, where, and what to do."""

import re

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from analysis import describe_corpus

FILES = {
    "texts/a.txt": "Ann Lee met Bob Ray.",
    "dated/a.txt": "It rained.",
    "dated/metadata.csv": "file,date\na.txt,03/04/2016\n",
    "tables/news.csv": "titel,inhalt\nRain,It rained.\n",
    "list.csv": "file,datum\na.txt,2016-04-03\n",
    "aliases.csv": "name,action,to\nZed Nobody,drop,\n",
}
SETUP = """from analysis import *
documents = read_corpus(notebook_setup(corpus="texts").corpus)
tokens, sentences, entities = annotate(documents, model=None)
mentions = merge_actors(find_actors(entities, annotate(documents[:0])[0], documents[:0]))"""
SLIPS = {
    'read_corpus(notebook_setup(corpus="nowhere").corpus)': "no file or folder {folder}/nowhere: check how",
    r'notebook_setup(corpus="C:\temp\new")': r"corpus = 'C:.temp.new' has a backslash, .*: write / instead",
    'notebook_setup(corpus="texts", results="texts/out")': "folder for results, {folder}/texts/out, lies in",
    'notebook_setup(corpus="texts", read={"spilt": "x"})': "has the unknown setting read.spilt: use metadata",
    'read_corpus("tables", columns={"text": "body"})': "no column 'body' .it has titel, inhalt.: check the",
    'read_corpus("texts", metadata="list.csv", columns={"date": "day"})': "list.csv: it has no column 'day'",
    'read_corpus("dated")': "a.txt: the date 03/04/2016 has the day or the month first: choose dayfirst=True",
    'merge_actors(mentions, aliases=read_aliases("aliases.csv"))': "row 2 .Zed Nobody,drop,.: no such actor",
    'describe_corpus(documents, tokens, by="paper")': "documents has no column 'paper'; check its spelling",
}


@pytest.fixture(scope="module")
def slipped(tmp_path_factory):
    """The folder of a notebook, and the error that each slip shows in it."""
    folder = tmp_path_factory.mktemp("slips")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (SETUP, *SLIPS)])
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": folder}}).execute()
    first, *others = [[out for out in cell.outputs if out.output_type == "error"] for cell in notebook.cells]
    assert first == []
    return folder, dict(zip(SLIPS, others, strict=True))


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_one_sentence_and_a_failure_with_the_same_words(slip, slipped):
    folder, errors = slipped
    (error,) = errors[slip]
    assert re.search(SLIPS[slip].format(folder=folder), error.evalue)
    (shown,) = error.traceback
    assert re.sub(r"\x1b\[[\d;]*m", "", shown).strip() == f"{error.ename}: {error.evalue}"
    assert not error.evalue.startswith(("'", '"')) and "\n" not in error.evalue


def test_a_missing_column_is_said_without_quotation_marks_outside_notebooks_too():
    with pytest.raises(KeyError) as caught:
        describe_corpus(pd.DataFrame({"doc_id": ["a"]}), pd.DataFrame())
    assert str(caught.value).startswith("documents has no column 'date'")
