"""Tables as files: data as CSV, and the same words and numbers in CSV, LaTeX, Markdown and Word for a paper."""

import csv
import io
import re
import shutil
import subprocess

import docx
import numpy as np
import pandas as pd
import pytest

from analysis import save_table
from analysis.export import manifest

WORDS = pd.DataFrame({"word": ["R&D", "war|peace", None], "n": [12500, 3, 0]})
WORDS = WORDS.assign(log_ratio=[-0.256, 2.0, np.nan], q=[0.00042, 0.0125, 1.0])
WORDS = WORDS.assign(date=pd.to_datetime(["2016-12-13", "2016-12-14", None]), keep=[True, False, True])
CELLS = [
    ["word", "occurrences", "log ratio (base 2)", "q", "date", "kept"],
    ["R&D", "12,500", "−0.26", "<0.001", "2016-12-13", "yes"],
    ["war|peace", "3", "2.00", "0.013", "2016-12-14", "no"],
    ["–", "0", "–", "1.000", "–", "yes"],
]
NASTY = [
    r"a&b 50 % $3 #1 x_y {z} ~ ^ \n <b> |p| \"q\" 'r' `s` -- --- ,, << >> ?` !` @v",
    "[5pt]",
    "*",
    "naïve Łódź Straße œuvre “x” ‘y’ … • ™ € 5–6 — ½ ©",
    "line\nbreak\ttab \x00\x07 \ufffe",
    "−3 ∞ χ²",
]


def save(table, folder, **options):
    options = {"caption": "Words of 50 %.", "note": "N = 3 & more.", "folder": folder} | options
    return save_table(table, "words", **options)


def word_cells(path):
    [table] = docx.Document(path).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def markdown_cells(path):
    """Cells of a Markdown table: cut at bars without a backslash, backslashes taken away."""
    lines = [line for line in path.read_text("utf-8").split("\n") if line.startswith("|")]
    rows = [re.findall(r"((?:\\.|[^|\\])*)\|", line[1:]) for line in (lines[0], *lines[2:])]
    return [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in rows]


def latex_cells(path):
    """Cells of a LaTeX table, with the lines of a heading joined and escapes taken away."""
    body = path.read_text("utf-8").split("\\toprule\n")[1].split("\\bottomrule")[0].replace("\\midrule\n", "")
    rows = [line.removesuffix(r" \\").split(" & ") for line in body.splitlines()]
    stacked = r"\\shortstack\[\w\]\{(.*)\}$"
    plain = [[re.sub(stacked, lambda m: m[1].replace(r"\\", " "), cell) for cell in row] for row in rows]
    symbols = {r"\textless{}": "<", r"\textbar{}": "|", "$-$": "−", r"\&": "&"}
    for symbol, letter in symbols.items():
        plain = [[cell.replace(symbol, letter) for cell in row] for row in plain]
    return plain


def test_the_same_cells_in_every_file(tmp_path):
    before = WORDS.copy()
    data, tex, markdown, word = save(WORDS, tmp_path)
    assert [path.suffix for path in (data, tex, markdown, word)] == [".csv", ".tex", ".md", ".docx"]
    head = "word,n,log_ratio,q,date,keep\nR&D,12500,-0.26,0.0004,2016-12-13,True\n"
    assert data.read_text("utf-8") == f"{head}war|peace,3,2,0.013,2016-12-14,False\n,0,,1,,True\n"
    assert word_cells(word) == markdown_cells(markdown) == latex_cells(tex) == CELLS
    pd.testing.assert_frame_equal(WORDS, before)
    assert save(WORDS, tmp_path / "again")[1].read_bytes() == tex.read_bytes()
    _, tex, markdown, word = save(WORDS[:0], tmp_path)
    assert word_cells(word) == markdown_cells(markdown) == latex_cells(tex) == CELLS[:1]


def test_caption_and_note_are_in_every_file(tmp_path):
    _, tex, markdown, word = save(WORDS, tmp_path, caption="Words\n of 50 %.")
    assert r"\caption{Words of 50 \%.}" in tex.read_text("utf-8")
    assert r"\emph{Note.} N = 3 \& more." in tex.read_text("utf-8")
    assert [p.text for p in docx.Document(word).paragraphs] == ["Words of 50 %.", "Note. N = 3 & more."]
    text = markdown.read_text("utf-8")
    assert text.startswith("Table: Words of 50 %.\n\n|") and text.endswith("\n\n*Note.* N = 3 \\& more.\n")
    *texts, word = save(WORDS, tmp_path, note="", caption="Words. " * 99)  # more than a title of Word holds
    assert "Note" not in "".join(path.read_text("utf-8") for path in texts)
    assert [p.text for p in docx.Document(word).paragraphs] == [("Words. " * 99).strip()]


def test_the_figures_of_the_kit_get_no_word_file_unless_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "_CLONE", tmp_path)
    for folder in (tmp_path / "figures", tmp_path / ".build" / "x" / ".." / "figures"):
        assert [path.suffix for path in save(WORDS, folder)] == [".csv", ".tex", ".md"]
    assert len(save(WORDS, tmp_path / "paper" / "figures")) == 4
    [word] = save(WORDS, tmp_path / "figures", formats="docx")
    assert word.suffix == ".docx"


MOMENTS = [pd.Timestamp("2016-12-13 10:30"), None, pd.Timestamp("2016-12-14")]
VALUES = {  # column: values, cells for a paper, cells of the data
    "n": ([1234567, -5, 0], ["1,234,567", "−5", "0"], ["1234567", "-5", "0"]),
    "gaps": ([3.0, np.nan, 1200.0], ["3", "–", "1,200"], ["3", "", "1200"]),
    "share": ([0.125001, 1234.5, -0.001], ["0.13", "1,234.50", "0.00"], ["0.125001", "1234.5", "-0.001"]),
    "machines": ([0.125 - 2e-17, 0.1 + 0.2, 1 / 3], ["0.12", "0.30", "0.33"], ["0.125", "0.3", "0.3333333333"]),
    "odds_ratio": ([np.inf, -np.inf, -0.0], ["∞", "−∞", "0"], ["inf", "-inf", "0"]),
    "p_value": ([0.0009999, 0.001, 0.9], ["<0.001", "0.001", "0.900"], ["0.0009999", "0.001", "0.9"]),
    "year": ([2016, 2017, 1999], ["2016", "2017", "1999"], ["2016", "2017", "1999"]),
    "whole": (pd.array([2**60, None, 1], "Int64"), [f"{2**60:,}", "–", "1"], [str(2**60), "", "1"]),
    "truth": (pd.array([True, None, False], "boolean"), ["yes", "–", "no"], ["True", "", "False"]),
    "mixed": (pd.Series([True, 2, "x"], dtype=object), ["yes", "2", "x"], ["True", "2", "x"]),
    "days": (pd.to_datetime(["2016-12-13", None, "2016-12-15"]), ["2016-12-13", "–", "2016-12-15"],
             ["2016-12-13", "", "2016-12-15"]),
    "moments": (MOMENTS, ["2016-12-13 10:30:00", "–", "2016-12-14"],
                ["2016-12-13 10:30:00", "", "2016-12-14 00:00:00"]),
    "kinds": (pd.Categorical(["b", None, "b"], ["z", "b"]), ["b", "–", "b"], ["b", "", "b"]),
    "marks": (['say "no"', "x\r\ny", " s\r"], ['say "no"', "x y", "s"], ['say "no"', "x\ny", " s\n"]),
}  # fmt: skip


def test_values_in_a_paper_and_in_data(tmp_path):
    table = pd.DataFrame({name: values for name, (values, *_) in VALUES.items()}).set_axis([2, 1, 0])
    [markdown], [data] = save(table, tmp_path, formats="md"), save_table(table, "data", folder=tmp_path)
    assert b"\r" not in data.read_bytes()
    written = csv.reader(io.StringIO(data.read_text("utf-8"), newline=""))
    for cells, form in ((markdown_cells(markdown), 1), (written, 2)):
        columns = [list(column) for column in zip(*cells, strict=True)]
        assert [column[1:] for column in columns] == [value[form] for value in VALUES.values()]
    # Each column may have its own digits.
    table = pd.DataFrame({"per_million": [47058.82353], "share": [1 / 3], "npmi": [0.12345]})
    data, markdown = save(table, tmp_path, formats=["csv", "md"], digits={"per_million": 0, "npmi": 3})
    assert markdown_cells(markdown)[1] == ["47,059", "0.33", "0.123"]
    assert data.read_text("utf-8").splitlines()[1] == "47059,0.33,0.123"


def test_nasty_texts_read_back(tmp_path):
    table = pd.DataFrame({"word": NASTY, "n": 1})
    _, tex, markdown, word = save(table, tmp_path)
    shown = [["word", "occurrences"], *([text, "1"] for text in NASTY)]
    shown[5][0] = "line break tab �� �"
    assert word_cells(word) == markdown_cells(markdown) == shown
    meant = r"\\text\w+\{\}|\\[&%$#_{}]|\{\}|\$(-|\\\w+)\$"
    cells = [line.split(" & ")[0] for line in tex.read_text("utf-8").splitlines() if " & " in line]
    assert not any(re.search(r"[\\{}$&%#_^~]|^[\[*]", re.sub(meant, "x", cell)) for cell in cells)


BAD = {
    "digits": (WORDS, {"digits": {"ns": 0}}, KeyError, "the table words has no column 'ns'"),
    "note alone": (WORDS, {"caption": None}, ValueError, "no caption, which all but a CSV file needs: add caption="),
    "Word alone": (WORDS, {"caption": None, "note": "", "formats": ["docx"]}, ValueError, "no caption.*: add caption="),
    "empty caption": (WORDS, {"caption": " "}, ValueError, "caption is empty"),
    "format": (WORDS, {"formats": ["csv", "eps"]}, ValueError, "'eps' is not known: use one of 'csv', 'tex', 'md'"),
    "rows": (pd.concat([WORDS] * 20), {}, ValueError, r"has 60 rows, but a page .*40: .*\.head\(20\)"),
    "index": (WORDS.set_index("word"), {}, ValueError, "index 'word'.*reset_index"),
    "same name": (pd.DataFrame([[1, 2]], columns=["a", "a"]), {}, ValueError, "own name"),
    "sets": (pd.DataFrame({"a": [{"x", "y"}]}), {}, TypeError, "'a' holds a set"),
    "no table": ([1, 2], {}, TypeError, "not list"),
}  # fmt: skip


@pytest.mark.parametrize("table, options, error, message", BAD.values(), ids=BAD)
def test_what_is_refused_leaves_no_file(tmp_path, table, options, error, message):
    with pytest.raises(error, match=message):
        save(table, tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
def test_latex_compiles(tmp_path):
    save(pd.DataFrame({"word": NASTY, "n": -3, "q": 0.0001}), tmp_path, caption=NASTY[0], note=NASTY[3])
    paper = "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{booktabs}\n\\begin{document}\n"
    (tmp_path / "paper.tex").write_text(paper + "\\input{words}\n\\end{document}\n", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
