"""Tables as files: data as CSV, and the same words and numbers in LaTeX, Markdown and Word for a paper."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pytest

from analysis import save_table
from analysis.export import tables

WORDS = pd.DataFrame({"word": ["R&D", "war|peace", None], "n": [12500, 3, 0]})
WORDS = WORDS.assign(log_ratio=[-0.256, 2.0, np.nan], q=[0.00042, 0.0125, 1.0])
WORDS = WORDS.assign(date=pd.to_datetime(["2016-12-13", "2016-12-14", None]), keep=[True, False, True])
CELLS = [
    ["word", "occurrences", "log ratio (base 2)", "q", "date", "kept"],
    ["R&D", "12,500", "−0.26", "<0.001", "2016-12-13", "True"],
    ["war|peace", "3", "2.00", "0.013", "2016-12-14", "False"],
    ["–", "0", "–", "1.000", "–", "True"],
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
    """Cells of a LaTeX table, with escapes taken away."""
    body = path.read_text("utf-8").split("\\toprule\n")[1].split("\\bottomrule")[0].replace("\\midrule\n", "")
    body = body.replace("$-$", "−").replace(r"\&", "&&")
    rows = [line.removesuffix(r" \\").split(" & ") for line in body.splitlines()]
    return [[cell.replace("&&", "&") for cell in row] for row in rows]


def test_the_same_cells_in_every_file(tmp_path):
    before = WORDS.copy()
    data, tex, markdown, word = save(WORDS, tmp_path, caption="Words\n of 50 %.")
    assert [path.suffix for path in (data, tex, markdown, word)] == [".csv", ".tex", ".md", ".docx"]
    assert data.read_bytes() == save_table(WORDS, "data", folder=tmp_path)[0].read_bytes()
    assert word_cells(word) == markdown_cells(markdown) == latex_cells(tex) == CELLS
    assert r"\begin{tabular}{lrrrll}" in tex.read_text("utf-8")
    assert r"\caption{Words of 50 \%.}" in tex.read_text("utf-8")
    assert r"\emph{Note.} N = 3 \& more." in tex.read_text("utf-8")
    assert [p.text for p in docx.Document(word).paragraphs] == ["Words of 50 %.", "Note. N = 3 & more."]
    text = markdown.read_text("utf-8")
    assert text.startswith("Table: Words of 50 %.\n\n|") and text.endswith("\n\n*Note.* N = 3 \\& more.\n")
    pd.testing.assert_frame_equal(WORDS, before)
    _, tex, markdown, word = save(WORDS[:0], tmp_path, note="")
    assert word_cells(word) == markdown_cells(markdown) == latex_cells(tex) == CELLS[:1]
    assert "Note" not in tex.read_text("utf-8") + markdown.read_text("utf-8")


def test_the_figures_of_the_kit_get_no_word_file_unless_it_is_asked_for(tmp_path, monkeypatch):
    assert tables._KITS_OWN[0].samefile(Path(__file__).parents[1] / "figures")
    monkeypatch.setattr(tables, "_KITS_OWN", [tmp_path / "figures"])
    assert [path.suffix for path in save(WORDS, tmp_path / "x" / ".." / "figures")] == [".csv", ".tex", ".md"]
    [word] = save(WORDS, tmp_path / "figures", formats="docx")
    assert word.suffix == ".docx"


MOMENTS = [pd.Timestamp("2016-12-13 10:30"), None, pd.Timestamp("2016-12-14")]
VALUES = {  # column: values, cells for a paper, cells of the data
    "n": ([1234567, -5, 0], ["1,234,567", "−5", "0"], ["1234567", "-5", "0"]),
    "gaps": ([3.0, np.nan, 1200.0], ["3", "–", "1,200"], ["3", "", "1200"]),
    "share": ([0.125001, 1234.5, -0.001], ["0.13", "1,234", "0.00"], ["0.125001", "1234.5", "-0.001"]),
    "machines": ([0.125 - 2e-17, 0.1 + 0.2, 1 / 3], ["0.12", "0.30", "0.33"], ["0.125", "0.3", "0.3333333333"]),
    "odds_ratio": ([np.inf, -np.inf, -0.0], ["∞", "−∞", "0.00"], ["inf", "-inf", "0"]),
    "p_value": ([0.0009999, 0.001, 0.9], ["<0.001", "0.001", "0.900"], ["0.0009999", "0.001", "0.9"]),
    "year": ([2016, 2017, 1999], ["2016", "2017", "1999"], ["2016", "2017", "1999"]),
    "whole": (pd.array([2**60, None, 1], "Int64"), [f"{2**60:,}", "–", "1"], [str(2**60), "", "1"]),
    "truth": (pd.array([True, None, False], "boolean"), ["True", "–", "False"], ["True", "", "False"]),
    "mixed": (pd.Series([True, 2, "x"], dtype=object), ["True", "2", "x"], ["True", "2", "x"]),
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


def test_nasty_texts_read_back(tmp_path):
    table = pd.DataFrame({"word": NASTY, "n": 1})
    _, tex, markdown, word = save(table, tmp_path)
    shown = [["word", "occurrences"], *([text, "1"] for text in NASTY)]
    shown[5][0] = "line break tab �� �"
    assert word_cells(word) == markdown_cells(markdown) == shown
    meant = r"\\text\w+\{\}|\\[&%$#_{}]|\{[\[*]\}|\$(-|\\\w+)\$"
    cells = [line.split(" & ")[0] for line in tex.read_text("utf-8").splitlines() if " & " in line]
    assert not any(re.search(r"[\\{}$&%#_^~]|^[\[*]", re.sub(meant, "x", cell)) for cell in cells)


BAD = {
    "note alone": (WORDS, {"caption": None}, ValueError, "no caption, which all but a CSV file needs: add caption="),
    "Word alone": (WORDS, {"caption": None, "note": "", "formats": ["docx"]}, ValueError, "no caption.*: add caption="),
    "empty caption": (WORDS, {"caption": " "}, ValueError, "caption is empty"),
    "format": (WORDS, {"formats": ["csv", "eps"]}, ValueError, "'eps' is not known: use one of 'csv', 'tex', 'md'"),
    "rows": (pd.concat([WORDS] * 20), {}, ValueError, r"has over 40 rows: add \.head\(20\)"),
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
@pytest.mark.parametrize("packages", ["booktabs", "booktabs,graphicx"])
def test_latex_compiles_and_fits_the_page_with_graphicx(tmp_path, packages):
    save(pd.DataFrame({"word": NASTY, "n": -3, "q": 0.0001}), tmp_path, caption=NASTY[0], note=NASTY[3])
    head = f"\\documentclass{{article}}\n\\usepackage[T1]{{fontenc}}\n\\usepackage{{{packages}}}\n"
    paper = head + "\\begin{document}\n\\input{words}\n\\end{document}\n"
    (tmp_path / "paper.tex").write_text(paper, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
    assert (b"Overfull" in run.stdout) == ("graphicx" not in packages)
