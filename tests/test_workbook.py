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
    assert re.findall(r">(\d{4}-\d\d-\d\d)T", read["docProps/core.xml"]) == [f"{YEAR}-01-01"] * 2
    sheets = {}
    for number, title in enumerate(re.findall(r'<sheet name="(.*?)"', read["xl/workbook.xml"]), 1):
        sheet = read[f"xl/worksheets/sheet{number}.xml"]
        assert not re.search("<f>|<hyperlink", sheet)
        assert "<c " not in sheet or ('state="frozen"' in sheet and '<row r="1" s="' in sheet)
        sheets[title] = {
            cell.get("r"): value(cell) for cell in ElementTree.fromstring(sheet).iterfind(".//{*}c")
        }
    return sheets


def value(cell):
    text = re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), "".join(cell.itertext()))
    return text if cell.get("t") == "inlineStr" else float(text)


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
