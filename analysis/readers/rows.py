"""Read the rows of CSV, Excel, JSON and Parquet files as articles, and recognise their columns by name."""

import io
import json
import re
import zipfile
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import pandas as pd

from analysis.finders.lists import read_lexicon
from analysis.readers import Article
from analysis.readers.markup import TAG, parse_html, visible_text
from analysis.tables.sheets import as_text, parse_rows

Names = Mapping[str, str] | None  # of columns: the kit's name -> the table's own
COLUMNS = ("text", "title", "date", "outlet", "url", "byline", "section", "length", "doc_id")
_OWN = ("file", "format", "encoding", "width", "period", "note", "own")
_OURS = {name: f"other_{name}" for name in _OWN} | {"": "row"}


def read_table(kind: str, content: Any, columns: Names) -> list[Article]:
    """Return the rows of a table as articles, every value as it is written.

    Args:
        kind: what the file is: CSV, Excel, JSON, JSON Lines or Parquet.
        content: its text, or its bytes if it is Excel or Parquet.
        columns: the name in the file of each column of the kit that is not recognised, such as {"text": "story"}.

    Raises:
        ValueError: it is no such table, or it is not clear where its texts are.

    >>> read_table("CSV", "Headline,Text\\nFloods,They came.", {})[0]["title"]
    'Floods'
    """
    table, left_out = _read_rows(kind, content)
    there = "; ".join(filter(None, [f"it has {list_names(table)}", left_out]))
    table, said = name_columns(table, columns, COLUMNS)
    if "text" not in table:
        raise ValueError(f"it has no column with the texts ({there}): name it with columns={{'text': …}}")
    for name in table:
        table[name] = [as_text(value, "\n" if name == "text" else "; ") for value in table[name]]
    texts, notes = table["text"].astype("str"), [said, left_out]
    if not texts.any():
        raise ValueError(f"its column of texts is empty ({there}): name another with columns={{'text': …}}")
    if (cut := texts.str.contains(r"\[\+\d+ chars\]\s*$") | (texts.str.len() == 32_767)).any():
        reason = "NewsAPI ('[+1234 chars]') or Excel (after 32,767 characters): get the full texts"
        notes.append(f"{cut.sum()} of {len(texts)} texts are cut off by {reason}")
    if (marked := texts.str.contains(TAG)).any():
        table["text"] = [visible_text(parse_html(text)) if TAG.search(text) else text for text in texts]
        notes.append(f"HTML markup is removed from {marked.sum()} of {len(texts)} texts")
    return table.rename(columns=_OURS).assign(note="; ".join(filter(None, notes))).to_dict("records")


def _read_rows(kind: str, content: Any) -> tuple[pd.DataFrame, str]:
    """Return the rows of a file, and a sentence about what is left out."""
    if kind in ("CSV", "Excel"):
        parts = zipfile.ZipFile(io.BytesIO(content)).namelist() if kind == "Excel" else []
        sheets = sum(part.startswith("xl/worksheets/sheet") for part in parts)
        several = f"of its {sheets} sheets, the first that is not empty is read"
        return parse_rows(content, "it"), several if sheets > 1 else ""
    note = ""
    if kind == "Parquet":
        from pyarrow import parquet

        records = parquet.read_table(io.BytesIO(content)).to_pylist()
    elif kind == "JSON" and not re.match(r"\{.*\}\s*\n\{", content):  # JSON Lines by another name
        value = _parse(content)
        records = _find_records(value)
        if not records and isinstance(value, dict):  # columns, as pandas writes them, or one record
            is_column = [isinstance(part, list | dict) for part in value.values()]
            records = pd.DataFrame(value).to_dict("records") if all(is_column) else [value]
    else:
        records, note = _read_json_lines(content)
    if not records:
        raise ValueError("it has no list of records, such as [{'text': …}]: save the texts as one")
    return pd.json_normalize(records), note


def _parse(text: str) -> Any:
    """Return what JSON holds, numbers as they are written, and U+FFFD for half a character."""
    plain = json.dumps(json.loads(text, parse_float=str, parse_int=str), ensure_ascii=False)
    return json.loads(re.sub("[\ud800-\udfff]", "\ufffd", plain))


def _find_records(value: Any) -> list[dict[str, Any]]:
    """Return the only list of records in a JSON file, or its only record."""
    if isinstance(value, list):
        return value if all(isinstance(record, dict) for record in value) else []
    fields = value if isinstance(value, dict) else {}
    if any(isinstance(part, str) and _rank("text", name) for name, part in fields.items()):
        return [value]
    lists = {name: records for name, part in fields.items() if (records := _find_records(part))}
    if len(lists) > 1:
        raise ValueError(f"it has several lists of records ({', '.join(lists)}): save one of them alone")
    return next(iter(lists.values()), [])


def _read_json_lines(text: str) -> tuple[list[dict[str, Any]], str]:
    """Return the records of JSON Lines, and a sentence about lines that are none."""
    records, bad = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            records += [dict(_parse(line))] if line.strip() else []
        except (TypeError, ValueError, RecursionError):
            bad.append(number)
    return records, f"{len(bad)} lines are no records and left out, the first is line {bad[0]}" if bad else ""


def name_columns(table: pd.DataFrame, given: Names, wanted: Collection[str]) -> tuple[pd.DataFrame, str]:
    """Return a table with the names of the kit for its columns, and a sentence about those that had others.

    Letter case, blanks, hyphens and underscores make no difference. Other names are in `lexicons/column_names.csv`.

    Args:
        table: any table.
        given: the table's own name of each column of the kit that is not recognised.
        wanted: the columns of the kit that the table may have.

    Raises:
        ValueError: there is no such column, or two may be the text.

    >>> name_columns(pd.DataFrame(columns=["Story", "DATE"]), {"text": "Story"}, ["text", "date"])[0].columns.to_list()
    ['text', 'date']
    """
    names = {column: name for name, column in (given or {}).items() if name in wanted}
    for column in names.keys() - set(table):
        there = list_names(table)
        raise ValueError(f"it has no column {column!r} (it has {there}): check the spelling in columns=")
    said = []
    for name in wanted:
        ranks = {column: _rank(name, column) for column in table if column not in names}
        found = sorted(filter(ranks.get, ranks), key=ranks.get)
        if name in names.values() or not found:
            continue
        best, others = found[0], [column for column in found[1:] if ranks[column] < 4]  # not 'perhaps'
        if name == "text" and others and ranks[others[0]] == ranks[best]:
            both = f"{best!r} and {others[0]!r}"
            raise ValueError(f"both {both} may be its texts: choose one with columns={{'text': …}}")
        names[best] = name
        if others or ranks[best] > 1:
            said.append(f"{name} from {best!r}" + f" (not {', '.join(map(repr, others))})" * bool(others))
    clashes = {name: f"other_{name}" for name in names.values() if name in table and name not in names}
    return table.rename(columns=clashes | names), f"is read with {', '.join(said)}" if said else ""


def list_names(table: pd.DataFrame) -> str:
    """Return the first names of columns, cut short: the first line of a file may be a text."""
    return ", ".join(name if len(name) < 40 else f"{name[:30]}…" for name in list(table)[:20])


def _rank(name: str, column: str) -> int:
    """Return how surely a column is the one of this name: 1 for the surest, 0 if it is not."""
    return _ranks().get((name, _plain(column)), 0)


@cache
def _ranks() -> dict[tuple[str, str], int]:
    names = read_lexicon("column_names").itertuples()
    return {(row.column, _plain(row.word)): 1 + int(row.rank) for row in names}


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
