import zipfile

import conftest
import pandas as pd
import pytest

from analysis import describe_corpus, read_corpus


def test_texts_are_read_as_they_are_in_a_stable_order(folder):
    path = folder({"b.txt": "two\r\nlines", "sub/a.txt": "\ufeffmarked", "a.TXT": "capitals", "Z.txt": "z"})
    documents = read_corpus(path)
    assert documents["doc_id"].tolist() == ["Z.txt", "a.TXT", "b.txt", "sub/a.txt"]
    assert documents["text"].tolist() == ["z", "capitals", "two\r\nlines", "marked"]
    assert documents["date"].isna().all()


def test_metadata_add_columns_as_written_and_the_headline_is_the_title_where_they_give_none(folder):
    """As text, whatever a spreadsheet does to the file and macOS to the accents of a name."""
    rows = "\ufefffile;title;date;outlet;by\r\n\u00e9.txt;;2016-12-13;Example, London;NA\r\n"
    texts = {"sub/e\u0301.txt": "Headline\nText.", "a.txt": "Headline\nText."}
    documents = read_corpus(folder(texts | {"metadata.csv": f"{rows}a.txt;Given;2016-12-12;BBC;007\r\n"}))
    assert documents["title"].tolist() == ["Given", "Headline"]
    assert documents["date"].dt.strftime("%d.%m.%Y").tolist() == ["12.12.2016", "13.12.2016"]
    assert documents[["outlet", "by"]].values.tolist() == [["BBC", "007"], ["Example, London", "NA"]]


def test_dates_are_read_as_they_are_written(folder):
    """Times without their zone: the day is that of the place where the article was written."""
    dates = ["2016-12-13", "2016-12-13T22:30:00+02:00", "2016-12-13 22:30Z", " 2016-12-13 ", ""]
    rows = "".join(f"{number}.txt,{date}\n" for number, date in enumerate(dates))
    path = folder({f"{number}.txt": "x" for number in range(5)} | {"metadata.csv": f"file,date\n{rows}"})
    read = read_corpus(path)["date"].dt.strftime("%d. %H:%M")
    assert read[:4].tolist() == ["13. 00:00", "13. 22:30", "13. 22:30", "13. 00:00"]
    assert read[4:].isna().all()


def test_a_single_text_beside_others_with_their_metadata(folder):
    rows = "file,outlet\nx/a.txt,AFP\ny\\a.txt,BBC\ny/b.txt,Post\n"
    path = folder({"x/a.txt": "One.", "y/a.txt": "Two.", "y/b.txt": "Three.", "metadata.csv": rows})
    assert read_corpus(path)["outlet"].tolist() == ["AFP", "BBC", "Post"]
    documents = read_corpus(path / "y/a.txt", metadata=path / "metadata.csv")
    assert documents[["doc_id", "text", "outlet"]].values.tolist() == [["a.txt", "Two.", "BBC"]]


@pytest.mark.filterwarnings("error")
def test_metadata_of_another_name_are_not_among_what_is_left_out(folder, monkeypatch):
    path = folder({"texts/a.txt": "Text.", "texts/list.csv": "file,outlet\na.txt,AFP\n"})
    monkeypatch.chdir(path)
    assert read_corpus("texts", metadata=path / "texts" / "list.csv")["outlet"].tolist() == ["AFP"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_an_encoding_can_be_named_and_a_path_must_be_there(folder, encoding):
    assert read_corpus(folder({"a.txt": "café".encode(encoding)}), encoding=encoding)["text"].item() == "café"
    with pytest.raises(ValueError, match="no encoding 'ansii': try 'utf-8'"):
        read_corpus(folder({"a.txt": "x"}), encoding="ansii")
    message = r"no text that can be read \(2 files \(a.txt, b.txt\): byte 4 in line 2 is not ascii: leave encoding= out"
    with pytest.raises(ValueError, match=message):
        read_corpus(folder(dict.fromkeys(["a.txt", "b.txt"], b"ok\n \xe9")), encoding="ascii")
    for path, message in (
        (folder({}) / "gone", "no file or folder .*gone: check how"),
        ("", "corpus is empty"),
    ):
        with pytest.raises(FileNotFoundError, match=message):
            read_corpus(path)


UNFIT = {
    "no texts": (
        {"README.md": "x"},
        "has no text that can be read .README.md: no text by its name.: add some",
    ),
    "binary file named txt": ({"a.txt": b"GIF\x00\x01\x02\xff\xfe" * 9}, "a.txt: it is no text but a binary"),
}
UNFIT_METADATA = {
    "file,title\na.txt,One\na.txt,One, two\n": "row 3 .*contains commas in quotation marks",
    'file,title\na.txt,"One\nb.txt,Two\n': "metadata.csv is not a table .*row 2, which begins in line 2",
    "file,outlet\na.txt,AFP\na.txt,BBC\n": "metadata.csv names a.txt more than once",
    "file\nc.txt\n": "row 2 names 'c.txt', which may be x/c.txt or y/c.txt: write one of them",
    "name\na.txt\n": "no column 'file'",
    "file,date\n\na.txt,03/04/2016\n": "a.txt: the date 03/04/2016 .*dayfirst=True",
    "file,text\na.txt,y\n": "'text'.* rename",
    "file,page,page\na.txt,1,2\n": "metadata.csv is not a table: .*different name for each column",
}
PLACES = {"a.txt": "x", "x/c.txt": "x", "y/c.txt": "y"}
UNFIT |= {row: (PLACES | {"metadata.csv": row}, message) for row, message in UNFIT_METADATA.items()}


@pytest.mark.filterwarnings("ignore:left out")
@pytest.mark.parametrize(("files", "message"), UNFIT.values(), ids=map(str, UNFIT))
def test_what_is_unfit_is_one_sentence_with_file_row_and_remedy(folder, files, message):
    with pytest.raises((ValueError, FileNotFoundError), match=message) as raised:
        read_corpus(folder(files))
    assert "\n" not in str(raised.value)


ODD = {
    "empty file": ({"a.txt": "", "b.txt": "x"}, "a.txt without any text, kept"),
    "NUL bytes": ({"a.txt": "one\0two three four five six seven"}, "a.txt with mojibake, control characters"),
    "old encoding": (
        {"a.txt": "It’s a café.".encode("cp1252")},
        "a.txt not in UTF-8 and read as cp1252: check",
    ),
    "other files": ({"a.txt": "x", "b.png": b"\x89PNG\0\0\0\0"}, "left out of the corpus: b.png: "),
    "no row": (
        {"a.txt": "x", "b.txt": "y", "metadata.csv": "file\na.txt\n"},
        "metadata.csv has no row for b.txt: add one",
    ),
    "no text": (
        {"a.txt": "x", "metadata.csv": "file\na.txt\nb.txt\n"},
        "metadata.csv names b.txt, not in the",
    ),
    "no date": (
        {"a.txt": "x", "metadata.csv": "file,date\na.txt,May?\n"},
        "a.txt with a date that cannot be read .'May.'.: write",
    ),
    "a month": (
        {"a.txt": "x", "metadata.csv": "file,date\na.txt,2016-05\n"},
        "a.txt with a month .* column period",
    ),
    "misspelt": (
        {"a.txt": "x", "metadata.csv": "file,date,Oulet\na.txt,,P\n"},
        "none called 'outlet': if that",
    ),
    "another meaning": (
        {"a.txt": "x", "metadata.csv": "file,mood\na.txt,good\n"},
        "none of the columns title, date, outlet .it has file, mood.: rename what",
    ),
}


@pytest.mark.parametrize(("files", "message"), ODD.values(), ids=ODD.keys())
def test_what_is_odd_is_said_once_and_nothing_else_is_lost(folder, files, message):
    with pytest.warns(UserWarning, match=message) as caught:
        documents = read_corpus(folder(files))
    assert len(caught) == 1
    assert documents["doc_id"].tolist() == [name for name in sorted(files) if name.endswith(".txt")]


def test_all_that_is_not_read_is_named_once_with_the_reason(folder):
    top = folder({"a.txt": "x", ".c.txt": "x", ".d.txt": "x", "aliases.csv": "x", "README": "x"})
    with pytest.warns(UserWarning) as caught:
        documents = read_corpus(top)
    assert documents["doc_id"].tolist() == ["a.txt"]
    (note,) = [str(warning.message) for warning in caught]
    hidden = "2 files (.c.txt, .d.txt): hidden, so rename it if it belongs to the corpus"
    assert note == f"left out of the corpus: {hidden}; README: no text by its name"


def test_a_damaged_member_of_a_zip_file_is_left_out(folder):
    path = folder({}) / "z.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", "One. " * 99)
        archive.writestr("b.txt", "Two. " * 99)
    data = bytearray(path.read_bytes())
    data[50:60] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.warns(UserWarning, match="left out of the corpus: a.txt: "):
        assert read_corpus(path)["doc_id"].tolist() == ["b.txt"]


def test_a_file_too_large_for_a_text_is_left_out_unread(folder):
    top = folder({"a.txt": "x"})
    with open(top / "line.txt", "wb") as file:
        file.truncate(2**30)
    with pytest.warns(UserWarning, match="line.txt: larger than 256 MB, which no text is: split it"):
        assert read_corpus(top)["doc_id"].tolist() == ["a.txt"]


def test_ids_of_a_table_are_used_unless_two_texts_have_the_same(folder):
    top = folder(
        {"a.csv": "doc_id,text\nx,One.\ny,Two.\n", "b.csv": "doc_id,text\ny,Three.\n", "c.zip": b"PK?"}
    )
    with pytest.warns(
        UserWarning, match="2 files .a.csv, b.csv.: has ids more than once .y.: the texts are numbered"
    ):
        documents = read_corpus(top)
    assert documents["doc_id"].tolist() == ["a.csv#1", "a.csv#2", "b.csv"]
    assert documents["id"].tolist() == ["x", "y", "y"]
    assert read_corpus(top / "a.csv")["doc_id"].tolist() == ["x", "y"]
    with pytest.raises(
        ValueError, match="cannot be opened as a ZIP file .File is not a zip file., so pack it again"
    ):
        read_corpus(top / "c.zip")


def test_months_are_kept_apart_from_days(folder):
    rows = "file,date\na.txt,May 2009\nb.txt,2009\nc.txt,3 May 2009\n"
    with pytest.warns(UserWarning, match=r"2 texts \(a.txt, b.txt\) with a month or year as date"):
        documents = read_corpus(folder({f"{name}.txt": "x" for name in "abc"} | {"metadata.csv": rows}))
    assert documents["period"].fillna("").tolist() == ["2009-05", "2009", ""]
    assert documents["date"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["", "", "2009-05-03"]


def test_folders_and_file_names_give_outlet_and_date_and_metadata_replace_them(folder):
    texts = ["Post/2016-12-13_a.txt", "Post/2016-12-14_b.txt", "Times/notes.txt"]
    rows = "file,outlet\n2016-12-14_b,The Post\n"
    top = folder(dict.fromkeys(texts, "x") | {"metadata.csv": rows})
    with pytest.warns(UserWarning) as caught:
        documents = read_corpus(top, names="{outlet}/{date}_*")
    assert documents["outlet"].fillna("").tolist() == ["Post", "The Post", ""]
    assert documents["date"].dt.day.tolist()[:2] == [13, 14]
    assert "names='{outlet}/{date}_*' does not fit Times/notes.txt" in str(caught[0].message)
    with pytest.raises(ValueError, match="names='Post' has no column in braces: write it like"):
        read_corpus(top, names="Post")


@pytest.mark.filterwarnings("error")
def test_metadata_name_texts_by_path_by_name_or_without_suffix(folder):
    rows = "File ;Outlet\nx\\A.TXT;AFP\nb.txt;BBC\nc;Post\n"
    top = folder(
        {"x/a.txt": "x", "y/a.txt": "x", "b.txt": "x", "sub/c.txt": "x", "Metadata.csv": f"{rows}y/a;APA\n"}
    )
    assert read_corpus(top)["outlet"].tolist() == ["BBC", "Post", "AFP", "APA"]


def test_copies_and_lines_are_left_out_when_asked(folder):
    words = {name: " ".join(f"{name}{number}" for number in range(30)) for name in "abc"}
    texts = {f"{name}.txt": f"{text}\nSign up to our daily newsletter" for name, text in words.items()}
    top = folder(texts | {"d.txt": texts["a.txt"], "e.txt": "It rained."})
    said = "left out, as drop= asks: 1 exact copy, 1 very short text, 3 repeated lines: "
    with pytest.warns(UserWarning, match=said):
        documents = read_corpus(top, drop=["exact copy", "repeated line", "very short text"])
    assert documents["text"].str.strip().tolist() == list(words.values())
    with pytest.raises(ValueError, match="drop names 'copies', no kind of finding: use empty text, exact"):
        read_corpus(top, drop=["copies"])


def test_columns_are_named_for_texts_or_for_metadata(folder):
    top = folder({"a.txt": "x", "metadata.csv": "Stueck,Tag,outlet\na,3 May 2016,Post\n"})
    documents = read_corpus(top, columns={"file": "Stueck", "date": "Tag"})
    assert documents["date"].dt.day.tolist() == [3] and documents["outlet"].tolist() == ["Post"]
    for columns, message in (
        (
            {"text": "Stueck", "dat": "Tag"},
            "columns= names 'dat', no column of the kit: use file, text, title",
        ),
        ({"file": "Stueck", "date": "Day"}, "it has no column 'Day' .it has Stueck, Tag, outlet.: check"),
        ({}, "metadata.csv has no column 'file' .it has Stueck, Tag, outlet.: .*columns="),
    ):
        with pytest.raises(ValueError, match=message):
            read_corpus(top, columns=columns)


@pytest.mark.parametrize("names", ["{text}", "{doc_id}", "{a}/{a}", "{1a}"])
def test_names_of_files_never_replace_a_text_or_its_id(folder, names):
    with pytest.raises(
        ValueError, match="which the kit makes itself: rename it|is no pattern: use each name"
    ):
        read_corpus(folder({"x/a.txt": "Text."}), names=names)


def test_metadata_of_a_single_file_name_it_or_its_texts(folder):
    rows = "file,outlet\nn,Post\nother.csv,AFP\n"
    top = folder({"n.csv": "doc_id,text\nx1,One.\nx2,Two.\n", "metadata.csv": rows})
    assert read_corpus(top / "n.csv")["outlet"].tolist() == ["Post", "Post"]
    folder({"metadata.csv": "file,outlet\nx2,Post\nx1,AFP\n"})
    assert read_corpus(top / "n.csv")["outlet"].tolist() == ["AFP", "Post"]


def test_wrongly_decoded_characters_are_repaired_when_asked(folder):
    top = folder({"a.txt": "The plan isnâ€™t clear, José said."})
    with pytest.warns(
        UserWarning, match="a.txt with mojibake, .*: see check_corpus.documents., or use repair=True"
    ):
        assert "isnâ€™t" in read_corpus(top)["text"].item()
    assert read_corpus(top, repair=True)["text"].item() == "The plan isn’t clear, José said."


def test_describe_corpus_per_outlet():
    rows = [("a", "AFP", "2016-12-12"), ("b", "BBC", "2016-12-13"), ("c", None, None)]
    documents = pd.DataFrame(rows, columns=["doc_id", "outlet", "date"]).astype({"date": "datetime64[us]"})
    tokens = conftest.table(a="Go/VERB !/PUNCT | -/NOUN Go/VERB", b="I/PRON")
    table = describe_corpus(documents, tokens, by="outlet")
    assert table["outlet"].fillna("(none)").tolist() == ["AFP", "BBC", "(none)"]
    assert table[["documents", "sentences", "words"]].values.tolist() == [[1, 2, 2], [1, 1, 1], [1, 0, 0]]
    assert table[["shortest", "longest"]].values.tolist() == [[2, 2], [1, 1], [0, 0]]
    assert table["first"].dt.day.tolist()[:2] == [12, 13]
    whole = describe_corpus(documents, tokens)
    assert whole[["shortest", "longest"]].values.tolist() == [[0, 2]]
    assert (whole["first"].item().day, whole["last"].item().day) == (12, 13)
    both = describe_corpus(documents.assign(kind="news"), tokens, by=["kind", "outlet"])
    pd.testing.assert_frame_equal(both.drop(columns="kind"), table)
    with pytest.raises(KeyError, match="no column 'paper'"):
        describe_corpus(documents, tokens, by="paper")
    with pytest.raises(ValueError, match="by names 'words'"):
        describe_corpus(documents.assign(words=1), tokens, by="words")
