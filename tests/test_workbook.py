"""The tables of a run as an Excel workbook: the values of the CSV files, and what Excel cannot hold."""

import re
import zipfile
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from analysis import save_table
from analysis.export.manifest import YEAR, write_codebook, write_workbook

TEXTS = [
    "=1+1",
    "{=A1}",
    "@x",
    "http://a.example",
    "NA",
    "007",
    "1e400",
    "\x00\x01\ufffe _x0041_",
    "<r>&</r>",
    " 😀\n",
]
COLUMNS = {  # column: values of a table, cells of the sheet
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
    titles = re.findall(r'<sheet name="(.*?)"', read["xl/workbook.xml"])
    sheets = [read[f"xl/worksheets/sheet{number}.xml"] for number in range(1, len(titles) + 1)]
    assert not any(re.search("<f>|<hyperlink", sheet) for sheet in sheets)
    assert all('state="frozen"' in sheet and '<row r="1" s="' in sheet for sheet in sheets if "<c " in sheet)
    assert re.findall(r">(\d{4}-\d\d-\d\d)T", read["docProps/core.xml"]) == [f"{YEAR}-01-01"] * 2
    cells = [ElementTree.fromstring(sheet).iterfind(".//{*}c") for sheet in sheets]
    return {
        title: {cell.get("r"): value(cell) for cell in sheet}
        for title, sheet in zip(titles, cells, strict=True)
    }


def value(cell):
    text = "".join(cell.itertext())
    escaped = re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)
    return escaped if cell.get("t") == "inlineStr" else float(text)


def test_a_sheet_has_the_values_of_its_csv_file(tmp_path):
    for name, (values, _) in COLUMNS.items():
        save_table(pd.DataFrame({name: values, "last": "x"}), name, folder=tmp_path)
    save_table(pd.DataFrame({name: [1] for name in range(300)}), "wide", folder=tmp_path)
    write_codebook(tmp_path)
    first = write_workbook(tmp_path).read_bytes()
    sheets = read_sheets(tmp_path / "tables.xlsx")
    assert list(sheets) == ["COLUMNS", *sorted([*COLUMNS, "wide"])]
    for name, (_, expected) in COLUMNS.items():
        assert [sheets[name].get(f"A{row}") for row in range(1, len(expected) + 2)] == [name, *expected]
    assert sheets["wide"]["KN1"] == "299" and sheets["wide"]["KN2"] == 1
    assert write_workbook(tmp_path).read_bytes() == first


def test_what_excel_cannot_hold_is_said_once(tmp_path):
    save_table(pd.DataFrame({"text": ["x" * 40_000, "😀" * 20_000, "x" * 32_767]}), "long", folder=tmp_path)
    for name in ("A" * 33, "a" * 32, "[x]", "History"):
        (tmp_path / f"{name}.csv").write_text("n\n1\n")
    (tmp_path / "many.csv").write_text(",".join("x" * 16_385) + "\n")
    for name, content in {"empty": b"", "latin": b"Stra\xdfe\n", "ragged": b"a\n1,2\n"}.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    with pytest.warns(UserWarning, match="Excel cannot hold all that the CSV files do: ") as said:
        write_workbook(tmp_path)
    assert len(said) == 1
    assert str(said[0].message).partition("do: ")[2].removesuffix(".").split("; ") == [
        f"{'A' * 33}.csv (sheet {'A' * 31})",
        "History.csv (sheet History-2)",
        "[x].csv (sheet -x-)",
        f"{'a' * 32}.csv (sheet {'a' * 26}-2)",
        "empty.csv (sheet empty, empty or not a table in UTF-8)",
        "latin.csv (sheet latin, empty or not a table in UTF-8)",
        "long.csv (sheet long, 2 cells cut or left out)",
        "many.csv (sheet many, 1 cells cut or left out)",
        "ragged.csv (sheet ragged, empty or not a table in UTF-8)",
    ]
    cells = read_sheets(tmp_path / "tables.xlsx")["long"]
    assert [len(cells[f"A{row}"]) for row in (2, 3, 4)] == [32_767, 16_383, 32_767]
