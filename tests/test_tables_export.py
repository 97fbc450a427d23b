"""Tables for a paper: the same words and numbers in CSV, LaTeX, Word and Markdown."""

import io
import re
import shutil
import subprocess
import warnings
import zipfile

import docx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import save_table
from analysis.export.cells import PAGE, Cells, column_widths, print_cells, round_table, table_width
from analysis.export.headings import heading, number_form
from analysis.export.latex import escape_latex, latex_table
from analysis.export.markdown import markdown_table
from analysis.export.word import word_table

WORDS = pd.DataFrame(
    {
        "word": ["R&D", "war|peace", None],
        "n": [12500, 3, 0],
        "log_ratio": [-0.256, 2.0, np.nan],
        "q": [0.00042, 0.0125, 1.0],
        "date": pd.to_datetime(["2016-12-13", "2016-12-14", None]),
        "keep": [True, False, True],
    }
)
HEADS = ["word", "occurrences", "log ratio (base 2)", "q", "date", "kept"]
ROWS = [
    ["R&D", "12,500", "−0.26", "<0.001", "2016-12-13", "yes"],
    ["war|peace", "3", "2.00", "0.013", "2016-12-14", "no"],
    ["–", "0", "–", "1.000", "–", "yes"],
]
NASTY = [
    r"a&b 50 % $3 #1 x_y {z} ~ ^ \n <b> |p| \"q\" 'r' `s` -- --- ,, << >> ?` !` @v",
    "[5pt]",
    "*",
    "naïve Łódź Straße œuvre ğ ş ő ž “x” ‘y’ „z‟ … • ™ € 5–6 — ½ © ® ± × ÷ µ § ¿ ¡ ² ª",
    "Алеппо حلب 中文 👍 ≥ Ħ e\u0301 a\u0308 \u202b",
    "line\nbreak\ttab \x00\x07 \ufffe",
    "".join(map(chr, [*range(0xA1, 0x180)])),
    "",
    "−3 ∞ χ²",
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def save(table, folder, **options):
    options = {"caption": "Words of the press.", "note": "N = 3 words.", "folder": folder} | options
    return save_table(table, "words", **options)


def docx_cells(content):
    """Heads and rows of a Word table, as another library reads them."""
    [table] = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def markdown_cells(text):
    """Heads and rows of a Markdown table: cut at bars without a backslash, backslashes taken away."""
    lines = [line for line in text.split("\n") if line.startswith("|")]
    rows = [re.findall(r"((?:\\.|[^|\\])*)\|", line[1:]) for line in (lines[0], *lines[2:])]
    return [[re.sub(r"\\(.)", r"\1", cell[1:-1]) for cell in row] for row in rows]


def cells_of(texts):
    return print_cells(pd.DataFrame({"word": pd.Series(texts, dtype=object), "n": 1}), 2)


def test_the_same_cells_in_every_file(tmp_path):
    before = WORDS.copy()
    csv, tex, word, markdown = save(WORDS, tmp_path)
    assert [path.name for path in (csv, tex, word, markdown)] == [
        "words.csv",
        "words.tex",
        "words.docx",
        "words.md",
    ]
    assert csv.read_text("utf-8") == (
        "word,n,log_ratio,q,date,keep\n"
        "R&D,12500,-0.26,0.0004,2016-12-13,True\n"
        "war|peace,3,2,0.013,2016-12-14,False\n"
        ",0,,1,,True\n"
    )
    assert docx_cells(word.read_bytes()) == [HEADS, *ROWS]
    assert markdown_cells(markdown.read_text("utf-8")) == [HEADS, *ROWS]
    lines = [line.removesuffix(r" \\").split(" & ") for line in tex.read_text("utf-8").splitlines()]
    assert [escape_latex(cell) for cell in ROWS[0]] in lines
    assert [r"\shortstack[r]{log ratio\\(base 2)}" in line for line in lines].count(True) == 1
    pd.testing.assert_frame_equal(WORDS, before)


def test_caption_and_note_stand_in_every_file(tmp_path):
    _, tex, word, markdown = save(WORDS, tmp_path, caption="Words\n of 50 %.", note="N = 3 & more.")
    assert r"\caption{Words of 50 \%.}" in tex.read_text("utf-8")
    assert r"\emph{Note.} N = 3 \& more." in tex.read_text("utf-8")
    document = docx.Document(word)
    assert [p.text for p in document.paragraphs] == ["Table . Words of 50 %.", "Note. N = 3 & more."]
    assert (
        document.paragraphs[0].style.name == "Caption" and document.core_properties.title == "Words of 50 %."
    )
    assert "SEQ Table" in document.paragraphs[0]._p.xml  # Word's own number stands between
    text = markdown.read_text("utf-8")
    assert text.startswith("Table: Words of 50 %.\n\n|") and text.endswith("\n\n*Note.* N = 3 \\& more.\n")


def test_without_a_note_nothing_stands_below(tmp_path):
    _, tex, word, markdown = save(WORDS, tmp_path, note="")
    assert "Note" not in tex.read_text("utf-8") + markdown.read_text("utf-8")
    assert docx.Document(word).paragraphs[-1].text == ""


NUMBERS = {
    "whole": ("n", [1234567, -5, 0], ["1,234,567", "−5", "0"]),
    "whole with gaps": ("n", [3.0, np.nan, 1200.0], ["3", "–", "1,200"]),
    "nullable": ("n", pd.array([3, None, 5], "Int64"), ["3", "–", "5"]),
    "fractions": ("share", [0.125001, 1234.5, -0.001], ["0.13", "1,234.50", "0.00"]),
    "nearly whole": ("share", [0.001, 0.999], ["0.00", "1.00"]),
    "infinite": ("odds_ratio", [np.inf, -np.inf, 1.5], ["∞", "−∞", "1.50"]),
    "probabilities": ("p_value", [0.0009999, 0.001, 0.9], ["<0.001", "0.001", "0.900"]),
    "certain": ("q", [0.0, 1.0, 1.0], ["<0.001", "1.000", "1.000"]),
    "years": ("year", [2016, 2017, 1999], ["2016", "2017", "1999"]),
    "truth values": ("keep", pd.array([True, False, None], "boolean"), ["yes", "no", "–"]),
    "mixed": ("value", pd.Series([True, 2, "x"], dtype=object), ["yes", "2", "x"]),
    "moments": ("date", pd.to_datetime(["2016-12-13 10:30", None, "2016-12-14 00:00"]),
                ["2016-12-13 10:30:00", "–", "2016-12-14"]),
    "categories": ("kind", pd.Categorical(["a", None, "b"]), ["a", "–", "b"]),
}  # fmt: skip


@pytest.mark.parametrize("column, values, expected", NUMBERS.values(), ids=NUMBERS.keys())
def test_how_values_are_printed(column, values, expected):
    assert [row[0] for row in print_cells(pd.DataFrame({column: values}), 2).rows] == expected


def test_digits_of_each_column(tmp_path):
    table = pd.DataFrame({"per_million": [47058.82353], "share": [1 / 3], "npmi": [0.12345]})
    csv, *_, markdown = save(table, tmp_path, digits={"per_million": 0, "npmi": 3})
    assert markdown_cells(markdown.read_text("utf-8"))[1] == ["47,059", "0.33", "0.123"]
    assert csv.read_text("utf-8").splitlines()[1] == "47059,0.33,0.123"


def test_digits_of_a_column_that_is_not_there(tmp_path):
    with pytest.raises(KeyError, match="the table words has no column 'per_milion'"):
        save(WORDS, tmp_path, digits={"per_milion": 0})


def test_machines_that_differ_in_the_last_digit_print_the_same(tmp_path):
    one, other = pd.DataFrame({"x": [0.125, 0.3]}), pd.DataFrame({"x": [0.125 - 2e-17, 0.1 + 0.2]})
    first = [path.read_bytes() for path in save(one, tmp_path)]
    assert [path.read_bytes() for path in save(other, tmp_path)] == first


@given(st.lists(st.floats(-1e9, 1e9) | st.none(), min_size=1, max_size=5))
def test_what_is_printed_is_what_the_csv_holds(values):
    table = pd.DataFrame({"x": pd.Series(values, dtype="float64")})
    printed = [row[0].replace(",", "").replace("−", "-") for row in print_cells(table, 2).rows]
    assert [np.nan if text == "–" else float(text) for text in printed] == pytest.approx(
        round_table(table, 2)["x"].to_list(), nan_ok=True, rel=1e-9, abs=0
    )


@given(st.lists(TEXT | st.none(), min_size=1, max_size=4), TEXT)
def test_any_text_reads_back(texts, note):
    cells = cells_of(texts)
    wanted = [cells.heads, *cells.rows]
    note = " ".join(cells_of([note]).rows[0][0].split())
    assert docx_cells(word_table(cells, caption="C.", note=note, creator="me")) == wanted
    assert markdown_cells(markdown_table(cells, caption="C.", note=note)) == wanted


def test_nasty_texts_read_back():
    cells = cells_of(NASTY)
    assert docx_cells(word_table(cells, caption="C.", note="", creator="me")) == [cells.heads, *cells.rows]
    assert markdown_cells(markdown_table(cells, caption="C.", note="")) == [cells.heads, *cells.rows]
    assert cells.rows[5][0] == "line break tab �� �"


@given(TEXT)
def test_latex_has_no_order_that_the_text_did_not_mean(text):
    [[cell, _]] = cells_of([text]).rows
    written = escape_latex(cell)
    letters = "".join(re.findall(r"\\anyletters\{(.*?)\}", written))
    meant = r"\\anyletters\{[^{}]*\}\{[^{}]*\}|\\text\w+\{\}|\\[&%$#_{}]|\{\}|\$(-|\\\w+)\$"
    assert not re.search(r"[\\{}$&%#_]", letters)
    assert not re.search(r"[\\{}$&%#_^\"'`<>|]|--|,,|^[\[*]", re.sub(meant, "x", written))


PDFLATEX = shutil.which("pdflatex")
DOCUMENT = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{array, booktabs}
\begin{document}
\input{words}
\end{document}
"""


@pytest.mark.skipif(not PDFLATEX, reason="pdflatex is not installed (Debian: texlive-latex-recommended)")
@pytest.mark.filterwarnings("ignore:words.tex has")
@pytest.mark.parametrize("rows", [NASTY, ["war"] * 40], ids=["nasty", "a page"])
def test_latex_compiles(tmp_path, rows):
    table = pd.DataFrame({"word": rows, "n": -3, "share": 0.5, "q": 0.0001})
    save(table, tmp_path, caption=NASTY[0], note=NASTY[3])
    (tmp_path / "paper.tex").write_text(DOCUMENT, encoding="utf-8")
    command = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    said = run.stdout.decode("utf-8", "replace")
    assert run.returncode == 0, said[-2000:]
    assert "Float too large" not in said and "Missing character" not in said


def test_word_repeats_its_heads_and_sets_numbers_right(tmp_path):
    _, _, word, _ = save(WORDS, tmp_path)
    [table] = docx.Document(word).tables
    assert ["w:tblHeader" in row._tr.xml for row in table.rows] == [True, False, False, False]
    sides = [
        ["right" in str(cell.paragraphs[0].alignment).lower() for cell in row.cells] for row in table.rows
    ]
    assert sides == [[False, True, True, True, False, False]] * 4


def test_word_has_fixed_dates_and_no_compression(tmp_path):
    _, _, word, _ = save(WORDS, tmp_path)
    with zipfile.ZipFile(word) as package:
        entries = package.infolist()
        assert package.testzip() is None and entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.compress_type, entry.create_system) for entry in entries} == {(zipfile.ZIP_STORED, 0)}


def test_the_same_bytes_twice(tmp_path):
    first = [path.read_bytes() for path in save(WORDS, tmp_path / "1")]
    assert [path.read_bytes() for path in save(WORDS, tmp_path / "2")] == first


def test_no_rows(tmp_path):
    _, tex, word, markdown = save(WORDS.head(0), tmp_path)
    assert docx_cells(word.read_bytes()) == [HEADS] == markdown_cells(markdown.read_text("utf-8"))
    assert "\\midrule\n\\bottomrule" in tex.read_text("utf-8")


BAD = {
    "empty caption": (WORDS, {"caption": " "}, "The caption is empty"),
    "note alone": (WORDS, {"caption": None}, "a note and no caption: give caption="),
    "too many rows": (
        pd.concat([WORDS] * 20),
        {},
        r"has 60 rows, a page takes 40: .*\.head\(20\).*CSV alone",
    ),
    "no columns": (WORDS[[]], {}, "has no columns"),
    "index": (WORDS.set_index("word"), {}, "index 'word'"),
}


@pytest.mark.parametrize("table, options, message", BAD.values(), ids=BAD.keys())
def test_what_is_refused_leaves_no_file(tmp_path, table, options, message):
    with pytest.raises(ValueError, match=message):
        save(table, tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_million_rows_without_a_caption(tmp_path):
    [path] = save_table(pd.DataFrame({"n": np.zeros(10**6, int)}), "n", folder=tmp_path)
    assert path.stat().st_size == 2 * 10**6 + 2


def test_one_warning_for_letters_and_one_for_width(tmp_path):
    with pytest.warns(UserWarning, match="words.tex has 2 words in letters that pdflatex has not"):
        save(pd.DataFrame({"word": ["Алеппо", "حلب"]}), tmp_path)
    wide = pd.DataFrame({f"very long words {number}": [1] for number in range(12)})
    with pytest.warns(UserWarning, match=f"is about 132 letters wide, a page takes {PAGE}: choose columns"):
        save(wide, tmp_path, note="")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(WORDS, tmp_path)


def test_long_texts_share_the_page():
    cells = Cells(["left", "right", "n"], [["word " * 30, "word " * 10, "5"]], [False, False, True])
    widths = column_widths(cells)
    assert table_width(cells) <= PAGE and widths[2] == 1 and 12 < widths[1] <= widths[0]
    assert latex_table(cells, "x", caption="C.", note="").count("raggedright") == 2


def test_columns_without_words(tmp_path):
    table = pd.DataFrame([[0.125, "a"]])
    _, _, word, _ = save(table, tmp_path)
    assert docx_cells(word.read_bytes()) == [["0", "1"], ["0.12", "a"]]
    assert table.iloc[0, 0] == 0.125


def test_headings():
    assert heading("doc_freq") == "texts" and heading("q") == "q" and heading("my_column") == "my column"
    assert heading("mi") == "mutual information (bits)" and number_form("my_column") == ""
