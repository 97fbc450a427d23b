"""Write the parts of README.md and notebooks/README.md that the code knows: python tests/write_pages.py

A part is between <!-- name --> and <!-- end -->. Run it after a new `make evaluate` and after `make notebooks`.
"""

import inspect
import json
import re
from pathlib import Path

import pandas as pd

import analysis
from analysis import read_limits, read_scores
from analysis.finders.lists import word_map

KIT = Path(__file__).parent.parent
_COLUMNS = re.compile(r"((?:\w+, )*\w+) \(((?:[^()]|\([^()]*\))+)\)")  # names and their meaning in docstrings


def scores() -> str:
    """The scores of all finders as a Markdown table, with their date."""
    tables = {finder: read_scores(finder) for finder in ["words", "actors", "quotes", "quantities"]}
    table = pd.concat(tables, names=["finder", None]).reset_index(level=0)
    (date,) = table.pop("date").dropna().unique()
    return f"{_markdown(table)}\n\nMeasured on {date}."


def limits() -> str:
    """The errors of all finders as a Markdown table."""
    finders = ["words", "comparison", "actors", "quotes", "quantities"]
    table = pd.concat({finder: read_limits(finder) for finder in finders}, names=["finder", None])
    return _markdown(table.reset_index(level=0).rename(columns={"avoid": "do not use it for"}))


def intervals() -> str:
    """How often intervals hold the truth in simulated texts, and how often a test finds a difference."""
    simulated = pd.read_json(KIT / "tests" / "evaluation" / "COVERAGE.json")
    held = simulated.groupby("measure")["coverage"].agg(["min", "max"]).dropna().reset_index()
    held.columns = ["95 % interval of", "holds the truth at least", "at most"]
    found = simulated[simulated["measure"] == "compare_words q"].dropna(subset=["power", "ceiling"])
    power = found.groupby("texts")["power"].agg(["min", "max"]).reset_index()
    power.columns = [
        "texts in each group",
        "a word four times as frequent has a q of at most 0.05 at least",
        "at most",
    ]
    return f"{_markdown(held)}\n\n{_markdown(power)}"


def glossary() -> str:
    """What the columns in the stored notebooks mean: by the docstrings of the functions called, or by headings."""
    rows = [(f"`{column}`", "; ".join(meanings)) for column, meanings in explained().items()]
    return _markdown(pd.DataFrame(rows, columns=["column", "meaning, and the function whose table has it"]))


def explained() -> dict[str, list[str]]:
    """Column -> its meanings, each with the functions whose tables have it in this meaning."""
    notebooks = [path.read_text(encoding="utf-8") for path in sorted((KIT / "notebooks").glob("*.ipynb"))]
    cells = [cell for notebook in notebooks for cell in json.loads(notebook)["cells"]]
    called = set(re.findall(r"\w+(?=\()", "\n".join("".join(cell["source"]) for cell in cells)))
    heads = re.findall(r"<thead>(.*?)</thead>", "".join(map(_pages, cells)), re.S)
    shown = {name for head in heads for name in re.findall(r"<th[^>]*>(\w+)</th>", head)}
    found = {column: {} for column in sorted(shown)}
    for name in sorted(called & set(analysis.__all__)):
        section = re.search(r"Columns:\n(.*?)(\n\n|$)", inspect.getdoc(getattr(analysis, name)) or "", re.S)
        for names, meaning in _COLUMNS.findall(" ".join(section[1].split()) if section else ""):
            for column in _alike(names.split(", ")):
                found.get(column, {}).setdefault(meaning, []).append(f"`{name}`")
    listed = word_map("column_words", "heading")
    for column, texts in found.items():
        heading = [listed[column]] if column in listed else []
        found[column] = [f"{text} ({', '.join(by)})" for text, by in texts.items()] or heading
    return {column: texts for column, texts in found.items() if texts}


def _pages(cell: dict) -> str:
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", []))


def _alike(names: list[str]) -> list[str]:
    """Of columns in a row, those that an explanation after the last one is about: "n_a, n_b (units with each)"."""
    *_, last = names
    pairs = [("low", "high"), ("start", "end"), ("first", "last"), ("shortest", "longest"), ("left", "right")]
    return [name for name in names if name == last or (name, last) in pairs or _stem(name) == _stem(last)]


def _stem(name: str) -> str:
    return re.sub(r"_(a|b|low|high|target|reference)$", "_", name)


def filled(page: Path, parts: dict) -> str:
    """The text of a page with its parts as they are now."""
    text = page.read_text(encoding="utf-8")
    for part in parts:
        marks = re.compile(rf"(<!-- {part.__name__} -->\n).*?(<!-- end -->)", re.S)
        text = marks.sub(lambda found, part=part: f"{found[1]}{part()}\n{found[2]}", text)
    return text


def _markdown(table: pd.DataFrame) -> str:
    """A table as Markdown: an empty cell for what is missing, scores with two decimals."""
    plain = table.map(
        lambda value: "" if pd.isna(value) else f"{value:.2f}" if isinstance(value, float) else value
    )
    lines = [table.columns, ["---"] * table.shape[1], *plain.itertuples(index=False)]
    return "\n".join(f"| {' | '.join(str(value).replace('|', '/') for value in line)} |" for line in lines)


PAGES = {KIT / "README.md": [scores, limits, intervals], KIT / "notebooks" / "README.md": [glossary]}


if __name__ == "__main__":
    for path, parts in PAGES.items():
        path.write_text(filled(path, parts), encoding="utf-8", newline="\n")
