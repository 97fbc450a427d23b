"""Tables are read as they are written, and their columns recognised by name, which is said."""

import io
import json

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.readers.formats import read_file
from analysis.readers.rows import COLUMNS, name_columns
from analysis.tables.sheets import read_rows


def read(name, content, **how):
    content = json.dumps(content) if isinstance(content, list | dict) else content
    return read_file(name, content if isinstance(content, bytes) else content.encode(), **how)


def saved(table, name, **how):
    file = io.BytesIO()
    getattr(pd.DataFrame(table), f"to_{name}")(file, **how)
    return file.getvalue()


def values(article, *names):
    return [article.get(name, "") for name in names]


CELLS = {"Text": ["Floods.", "NA"], "code": ["007", "null"]}
WRITTEN = {
    "n.csv": "Text,code\nFloods.,007\nNA,null\n",
    "notes.csv": "# Floods, and\n# more\n\nText;code\nFloods.;007\nNA;null\n",
    "semicolon.csv": "Text;code\r\nFloods.;007\r\nNA;null\r\n",
    "r.csv": '"","Text","code"\n"1","Floods.","007"\n"2","NA","null"\n',
    "bar.csv": "Text|code\nFloods.|007\nNA|null\n",
    "sep.csv": "sep=;\nText;code;with,many,commas\nFloods.;007;\nNA;null;\n",
    "utf16.csv": "Text\tcode\nFloods.\t007\nNA\tnull\n".encode("utf-16"),
    "mark.csv": "Text,code\nFloods.,007\nNA,null\n".encode("utf-8-sig"),
    "blank.csv": ' Text , code\n\n"Floods." ,007\nNA , null\n\n'.replace('" ,', '",'),
    "n.tsv": "Text\tcode\nFloods.\t007\nNA\tnull\n",
    "n.xlsx": saved(CELLS, "excel", index=False, startrow=2),
    "n.parquet": saved(CELLS, "parquet"),
    "n.json": [{"Text": "Floods.", "code": "007"}, {"Text": "NA", "code": "null"}],
    "columns.json": {"Text": {"0": "Floods.", "1": "NA"}, "code": {"0": "007", "1": "null"}},
    "arrays.json": {"Text": ["Floods.", "NA"], "code": ["007", "null"]},
    "lines.json": '{"Text": "Floods.", "code": "007"}\n{"Text": "NA", "code": "null"}\n',
    "n.jsonl": '{"Text": "Floods.", "code": "007"}\r\n\r\n{"Text": "NA", "code": "null"}',
}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_value_is_text_as_it_is_written(name):
    articles = read(name, WRITTEN[name])
    assert [values(article, "text", "code", "note") for article in articles] == [
        ["Floods.", "007", ""],
        ["NA", "null", ""],
    ]


def test_numbers_and_dates_of_typed_files():
    cells = {
        "text": ["Floods.", "Sun."],
        "n": [7, None],
        "share": [0.5, 1],
        "day": pd.to_datetime(["2016-12-13"] * 2),
    }
    cells["time"] = pd.to_datetime(["2016-12-13 22:30"] * 2)
    for content in (saved(cells, "excel", index=False), saved(cells, "parquet")):
        first, second = read("a.txt", content)
        assert values(first, "n", "share", "day", "time") == ["7", "0.5", "2016-12-13", "2016-12-13 22:30:00"]
        assert values(second, "n", "share") == ["", "1"]
    [article] = read(
        "a.json",
        '{"text": "Floods.", "n": 7.50, "big": 12345678901234567890, "no": null, '
        '"half": "\\ud83d", "whole": "\\ud83d\\ude00"}',
    )
    assert values(article, "n", "big", "no", "half", "whole") == [
        "7.50",
        "12345678901234567890",
        "",
        "\ufffd",
        "😀",
    ]


def test_records_anywhere_in_a_json_file():
    records = [
        {
            "title": "Floods",
            "body": "They came.",
            "source": {"title": "Post"},
            "authors": [{"name": "A"}, {"name": "B"}],
        }
    ]
    for content in (
        records,
        {"articles": {"results": records, "pages": 1}},
        {"data": [1], "a": {"b": {"c": records}}},
    ):
        [article] = read("a.json", content)
        assert values(article, "title", "text", "outlet", "byline") == [
            "Floods",
            "They came.",
            "Post",
            "A; B",
        ]
    [article] = read("a.json", records[0])
    assert values(article, "text", "byline") == ["They came.", "A; B"]
    [article] = read("a.json", [{"fullText": ["Page one.", "Page two."]}])
    assert article["text"] == "Page one.\nPage two."


def test_markup_in_texts_is_removed_and_said():
    fields = {"headline": "Floods", "body": "<p>One &amp; two</p><p>Three</p>", "bodyText": "One & two Three"}
    result = {"id": "world/1", "webPublicationDate": "2020-01-02T10:00:00Z", "fields": fields}
    [article] = read("a.json", {"response": {"status": "ok", "results": [result]}})
    assert values(article, "title", "text", "date") == ["Floods", "One & two\nThree", "2020-01-02T10:00:00Z"]
    assert "text from 'fields.body' (not 'fields.bodyText')" in article["note"]
    assert "HTML markup is removed from 1 of 1 texts" in article["note"]
    articles = read("a.csv", 'text\n"One <b>two</b>\nthree"\n"x < y and y > z &amp;"\n')
    assert [article["text"] for article in articles] == ["One two\nthree", "x < y and y > z &amp;"]


@pytest.mark.parametrize("text", ["Floods … [+1234 chars]", "x" * 32_767])
def test_texts_that_were_cut_off_are_said(text):
    [article, _] = read("a.json", [{"text": text}, {"text": "Whole."}])
    assert "1 of 2 texts are cut off by NewsAPI ('[+1234 chars]') or Excel" in article["note"]


def test_lines_that_are_no_records_are_said_and_nothing_else_is_lost():
    first, second = read("a.jsonl", '{"text": "One"}\n{"text": "Tw\n7\n{"text": "Three"}\n{"te')
    assert [first["text"], second["text"]] == ["One", "Three"]
    assert first["note"] == "3 lines are no records and left out, the first is line 2"


def test_one_sheet_is_read_and_others_are_said():
    file = io.BytesIO()
    with pd.ExcelWriter(file) as book:
        for name, cells in {"empty": {}, "texts": {"text": ["Floods."]}, "more": {"text": ["Sun."]}}.items():
            pd.DataFrame(cells).to_excel(book, sheet_name=name, index=False)
    [article] = read("a.xlsx", file.getvalue())
    assert (
        article["text"] == "Floods."
        and article["note"] == "of its 3 sheets, the first that is not empty is read"
    )


def test_columns_that_the_kit_makes_itself_get_another_name():
    [article] = read("a.csv", "text,Format,format,note\nFloods.,x,print,odd\n")
    assert values(article, "format", "Format", "other_format", "other_note") == ["CSV", "x", "print", "odd"]


def test_numbers_of_words_authors_and_line_breaks_of_other_programs():
    [article] = read("a.csv", "text,word_count,,\nFloods.,1234.0,,\n")
    assert article["length"] == "1234.0"  # what pandas writes for numbers where some are missing
    [article] = read(
        "a.json", [{"text": "Floods.", "authors": [{"uri": "x", "name": "A", "isAgency": False}]}]
    )
    assert article["byline"] == "A"
    [article] = read("a.xlsx", saved({"text": ["Floods._x000D_\nSun."]}, "excel", index=False))
    assert article["text"] == "Floods.\r\nSun."


def test_a_long_text_and_line_breaks_in_a_cell():
    text = "Floods hit York.\n\n" + "word " * 50_000 + "end"
    [article] = read("a.csv", f'id,text\n1,"{text}"\n')
    assert article["text"] == text


UNFIT = {
    "no text": (
        "a.csv",
        "id,publish_date,title\n1,2020-01-02,Floods\n",
        r"\(it has id, publish_date, title\): name it with",
    ),
    "empty texts": ("a.csv", "id,text\n1,\n2, \n", "column of texts is empty"),
    "empty": ("a.csv", "", "its first line needs a different name for each column"),
    "quote": ("a.csv", 'id,text\n1,"One\ntwo"\n2,"Three\n3,Four\n', "in row 3, which begins in line 4"),
    "commas": ("a.csv", "id,text\n1,One, two\n", "more values in row 2 .*in quotation marks"),
    "title": (
        "a.xlsx",
        saved({"My texts": ["id"], "": ["text"]}, "excel", index=False),
        "row 2 .*delete what is above",
    ),
    "notes": ("a.xlsx", saved({"My notes": []}, "excel", index=False), r"\(it has My notes\)"),
    "two texts": (
        "a.csv",
        "id,body,content\n1,One,Two\n",
        r"both 'body' and 'content' .*choose one with columns=",
    ),
    "cut JSON": ("a.json", '[{"text": "One"}, {"te', "cannot be read .*save it again"),
    "deep JSON": ("a.json", "[" * 100_000, "cannot be read"),
    "no records": ("a.json", "[[1, 2], [3, 4]]", "no list of records"),
    "error message": ("a.json", '{"status": "error"}', r"no column with the texts \(it has status\)"),
    "two lists": ("a.json", '{"a": [{"x": 1}], "b": [{"y": 1}]}', r"several lists of records \(a, b\)"),
    "no lines": ("a.jsonl", "One\nTwo", "no list of records"),
    "cut Parquet": ("a.parquet", saved(CELLS, "parquet")[:200], "cannot be read"),
    "no sheet": ("a.xlsx", saved({}, "excel", index=False), "its first line needs a different name"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_no_table_of_texts_is_one_sentence(case):
    name, content, message = UNFIT[case]
    with pytest.raises(ValueError, match=message) as raised:
        read(name, content)
    assert "\n" not in str(raised.value)


def named(columns, given=None, wanted=COLUMNS):
    table, said = name_columns(pd.DataFrame(columns=columns.split(",")), given or {}, wanted)
    return ",".join(table), said


@pytest.mark.parametrize(
    ("columns", "names", "said"),
    [
        ("TEXT,Doc ID, Date ,full_title", "text,doc_id,date,full_title", ""),
        (
            "Headline,pub-date,Article_Text",
            "title,date,text",
            "text from 'Article_Text', title from 'Headline', date from 'pub-date'",
        ),
        ("content,text", "content,text", "text from 'text' (not 'content')"),
        ("body,full_text", "body,text", "text from 'full_text' (not 'body')"),
        ("year,date", "year,date", ""),
        ("title,Title", "title,Title", "title from 'title' (not 'Title')"),
        (
            "Titel,Datum,Zeitung,Volltext",
            "title,date,outlet,text",
            "text from 'Volltext', title from 'Titel', date from 'Datum', outlet from 'Zeitung'",
        ),
        ("publisher,newspaper", "publisher,outlet", "outlet from 'newspaper'"),
    ],
)
def test_columns_are_recognised_and_what_is_not_plain_is_said(columns, names, said):
    assert named(columns) == (names, said and f"is read with {said}")


def test_columns_can_be_named():
    assert named("story,text,when", {"text": "story", "date": "when"}) == ("text,other_text,date", "")
    assert named("filename,body", {"text": "nowhere"}, ["file"])[0] == "file,body"
    with pytest.raises(ValueError, match=r"no column 'Story' \(it has story, date\): check the spelling"):
        named("story,date", {"text": "Story"})


def test_rows_of_excel_files_and_of_csv_files_in_other_encodings(folder):
    place = folder(
        {
            "a.xlsx": saved({"file": ["a.txt"], "n": [7]}, "excel", index=False),
            "b.csv": "file,n\ncafé.txt,7\n".encode("cp1252"),
        }
    )
    assert read_rows(place / "a.xlsx", ["file"]).loc[2].to_list() == ["a.txt", "7"]
    assert read_rows(place / "b.csv").loc[2].to_list() == ["café.txt", "7"]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"]), min_size=1
)


@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1),
    kind=st.sampled_from(["csv", "excel", "json", "parquet"]),
)
def test_values_come_out_as_they_went_in(rows, kind):
    plain = {
        "index": False,
        "engine_kwargs": {"options": {"strings_to_formulas": False, "strings_to_urls": False}},
    }
    how = {"json": {"orient": "records"}, "csv": {"index": False}, "excel": plain, "parquet": {}}[kind]
    table = pd.DataFrame(rows, columns=["text", "topic"], dtype="str")
    articles = read(f"a.{kind.replace('excel', 'xlsx')}", saved(table, kind, **how))
    if not table["text"].str.contains("<").any():
        assert [(article["text"], article["topic"]) for article in articles] == rows
