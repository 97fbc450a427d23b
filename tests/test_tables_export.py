"""Tables as files: data as CSV, the same cells in LaTeX, Markdown and Word for a paper, and all in one workbook."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import numpy as np
import pandas as pd
import pytest

from analysis import save_table
from analysis.export import tables
from analysis.export.manifest import YEAR, write_codebook, write_workbook

WORDS = pd.DataFrame({"word": ["city", "war", "peace"], "n": [5, 3, 1200]})
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
    "word": (["R&D", "war|peace", "50 % [x]"],) * 3,
    "kinds": (pd.Categorical(["b", None, "b"], ["z", "b"]), ["b", "–", "b"], ["b", "", "b"]),
    "marks": (['say "no"', "x\r\ny", " s\r"], ['say "no"', "x y", "s"], ['say "no"', "x\ny", " s\n"]),
}  # fmt: skip
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
    for escape, letter in {"$-$": "−", r"$\infty$": "∞", "{[}": "[", r"\%": "%"}.items():
        body = body.replace(escape, letter)
    rows = [re.split(r"(?<!\\)&", line.removesuffix(r"\\")) for line in body.splitlines()]
    return [[cell.strip().replace(r"\&", "&") for cell in row] for row in rows]


def test_the_same_cells_for_a_paper_and_the_data_in_full(tmp_path):
    table = pd.DataFrame({name: values for name, (values, *_) in VALUES.items()}).set_axis([2, 1, 0])
    before = table.copy()
    data, tex, markdown, word = save(table, tmp_path)
    cells = word_cells(word)
    assert cells == markdown_cells(markdown) == latex_cells(tex)
    assert cells[0][:4] == ["occurrences", "gaps", "share of all", "machines"]
    written = csv.reader(io.StringIO(data.read_bytes().decode(), newline=""))
    for rows, form in ((cells, 1), (written, 2)):
        columns = [list(column[1:]) for column in zip(*rows, strict=True)]
        assert columns == [value[form] for value in VALUES.values()]
    assert data.read_bytes() == save_table(table, "data", folder=tmp_path)[0].read_bytes()
    pd.testing.assert_frame_equal(table, before)


def test_nasty_texts_captions_and_notes_in_every_file(tmp_path):
    _, tex, markdown, word = save(pd.DataFrame({"word": NASTY}), tmp_path, caption="Words\n of 50 %.")
    shown = [["word"], *([text] for text in NASTY)]
    shown[5] = ["line break tab �� �"]
    assert word_cells(word) == markdown_cells(markdown) == shown
    assert [p.text for p in docx.Document(word).paragraphs] == ["Words of 50 %.", "Note. N = 3 & more."]
    latex, text = tex.read_text("utf-8"), markdown.read_text("utf-8")
    assert r"\caption{Words of 50 \%.}" in latex and r"\emph{Note.} N = 3 \& more." in latex
    assert text.startswith("Table: Words of 50 %.\n\n|") and text.endswith("\n\n*Note.* N = 3 \\& more.\n")
    _, tex, markdown, word = save(WORDS[:0], tmp_path, note="")
    assert word_cells(word) == markdown_cells(markdown) == latex_cells(tex) == [["word", "occurrences"]]
    assert "Note" not in tex.read_text("utf-8") + markdown.read_text("utf-8")


def test_the_figures_of_the_kit_get_no_word_file_unless_it_is_asked_for(tmp_path, monkeypatch):
    assert tables._KITS_OWN[0].samefile(Path(__file__).parents[1] / "figures")
    monkeypatch.setattr(tables, "_KITS_OWN", [tmp_path / "figures"])
    assert [path.suffix for path in save(WORDS, tmp_path / "x" / ".." / "figures")] == [".csv", ".tex", ".md"]
    assert [path.suffix for path in save(WORDS, tmp_path / "figures", formats="docx")] == [".docx"]


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
@pytest.mark.parametrize("packages", ["booktabs", "booktabs,graphicx"])
def test_latex_compiles_and_fits_the_page_with_graphicx(tmp_path, packages):
    [tex] = save(
        pd.DataFrame({"word": NASTY, "n": -3}), tmp_path, caption=NASTY[0], note=NASTY[3], formats="tex"
    )
    head = (
        f"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}\\usepackage{{{packages}}}\\begin{{document}}"
    )
    tex.write_text(head + tex.read_text("utf-8") + "\\end{document}", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", tex]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
    assert (b"Overfull" in run.stdout) == ("graphicx" not in packages)


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


TEXTS = ["=1+1", "{=A1}", "@x", "http://a.example", "NA", "007", "1e400", "<r>&</r>", " 😀\n"]
TEXTS += ["\x00\x01\ufffe _x0041_"]
SHEETS = {  # column: values of a table, cells of the sheet
    "texts": (TEXTS, TEXTS),
    "words": (["NA", "null", "inf", "3"], ["NA", "null", "inf", "3"]),
    "zeros": (["007", "8"], ["007", "8"]),
    "powers": (["1e5", "200000"], ["1e5", "200000"]),
    "versions": (["1.1", "1.10"], ["1.1", "1.10"]),
    "n": ([3, 0, 1234567890123], [3, 0, 1234567890123]),
    "long": ([2**60, 1], [str(2**60), "1"]),  # Excel keeps 15 digits
    "share": ([0.1 + 0.2, -1e-9, None, 2.0, 1e12 / 3], [0.3, -1e-9, None, 2, 333333333300]),
    "odds_ratio": ([1.5, np.inf], ["1.5", "inf"]),  # Excel has no infinite numbers
    "kept": ([True, False], ["True", "False"]),
    "days": (pd.to_datetime(["2016-12-13", None, "1899-01-01"]), ["2016-12-13", None, "1899-01-01"]),
}


def read_sheets(path):
    """The cells of each sheet by their place: {"words": {"A1": "n", "A2": 3}}; there are no formulas and no links."""
    with zipfile.ZipFile(path) as parts:
        read = {name: parts.read(name).decode() for name in parts.namelist()}
    assert re.findall(r">(\d{4}-\d\d-\d\d)T", read["docProps/core.xml"]) == [f"{YEAR}-01-01"] * 2
    sheets = {}
    for number, title in enumerate(re.findall(r'<sheet name="(.*?)"', read["xl/workbook.xml"]), 1):
        sheet = read[f"xl/worksheets/sheet{number}.xml"]
        assert not re.search("<f>|<hyperlink", sheet)
        assert "<c " not in sheet or ('state="frozen"' in sheet and '<row r="1" s="' in sheet)
        cells = ElementTree.fromstring(sheet).iterfind(".//{*}c")
        sheets[title] = {cell.get("r"): value(cell) for cell in cells}
    return sheets


def value(cell):
    text = re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), "".join(cell.itertext()))
    return text if cell.get("t") == "inlineStr" else float(text)


def test_a_sheet_has_the_values_of_its_csv_file(tmp_path):
    for name, (values, _) in SHEETS.items():
        save_table(pd.DataFrame({name: values, "last": "x"}), name, folder=tmp_path)
    save_table(pd.DataFrame({name: [1] for name in range(300)}), "wide", folder=tmp_path)
    write_codebook(tmp_path)
    first = write_workbook(tmp_path).read_bytes()
    sheets = read_sheets(tmp_path / "tables.xlsx")
    assert list(sheets) == ["COLUMNS", *sorted([*SHEETS, "wide"])]
    for name, (_, expected) in SHEETS.items():
        assert [sheets[name].get(f"A{row}") for row in range(1, len(expected) + 2)] == [name, *expected]
    assert sheets["wide"]["KN1"] == "299" and sheets["wide"]["KN2"] == 1
    assert write_workbook(tmp_path).read_bytes() == first


def test_what_excel_cannot_hold_is_said_once(tmp_path):
    save_table(pd.DataFrame({"text": ["x" * 40_000, "😀" * 20_000, "x" * 32_767]}), "long", folder=tmp_path)
    many = (",".join("x" * 16_385) + "\n").encode()
    for name in ("A" * 33, "a" * 32, "[x]", "History"):
        (tmp_path / f"{name}.csv").write_bytes(b"n\n1\n")
    for name, content in {"empty": b"", "latin": b"Stra\xdfe\n", "many": many, "ragged": b"a\n1,2\n"}.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    with pytest.warns(UserWarning, match="Excel cannot hold all that the CSV files do: ") as said:
        write_workbook(tmp_path)
    assert len(said) == 1
    assert re.findall(r"(\S+)\.csv \(sheet (\S+?)(?:, (.*?))?\)", str(said[0].message)) == [
        ("A" * 33, "A" * 31, ""),
        ("History", "History-2", ""),
        ("[x]", "-x-", ""),
        ("a" * 32, "a" * 26 + "-2", ""),
        *[(name, name, "empty or not a table in UTF-8") for name in ("empty", "latin")],
        *[(name, name, f"{count} cells cut or left out") for name, count in (("long", 2), ("many", 1))],
        ("ragged", "ragged", "empty or not a table in UTF-8"),
    ]
    cells = read_sheets(tmp_path / "tables.xlsx")["long"]
    assert [len(cells[f"A{row}"]) for row in (2, 3, 4)] == [32_767, 16_383, 32_767]
