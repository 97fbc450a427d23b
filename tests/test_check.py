"""Checks of a corpus: each kind of finding, what is no finding, and what is left out on request."""

import conftest
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import check_corpus, drop_documents, drop_lines, plot_documents, save_figure, save_table
from analysis.copies import find_copies
from analysis.export.methods import _corpus

WIRE = """Ferry runs aground off Sandholm
PORTSEA (Reuters) - A ferry with 212 people on board ran aground off the island of Sandholm early on Friday, and all
passengers were brought ashore within three hours, the coastguard said.
The ship, the Northern Star, had left Portsea shortly before midnight. Its captain told the coastguard that the steering
had failed in heavy rain. Nobody was hurt, but two crew members were treated for shock.
The owner, Lund Lines, said it would pay for hotels and flights. The transport minister, Rosa Falk, announced an inquiry
into the third accident of the company since March."""
OTHER = """Council votes for new tram line
The city council of Dunmar voted by 31 to 18 on Tuesday to build a tram line to the eastern suburbs. Work is to begin in
autumn and will cost 240 million crowns. Opponents called the plan a waste of money, while shopkeepers along the route
asked for compensation. Mayor Tom Reed said the first trams would run before the next election."""
THIRD = """Museum buys lost painting
A landscape that was thought to be lost for eighty years has been bought by the National Museum in Vellan. It was found
in the attic of a farmhouse, behind a wardrobe, by a carpenter who repaired the roof. Experts date it to the last years
of the painter. It will be shown from Sunday, next to the letters in which she describes how she worked on it."""
FURNITURE = "Sign up to our newsletter of {} March"


def check(*texts, **columns):
    """The findings of texts a, b, c, … but for very short texts."""
    return check_corpus(conftest.texts(*texts).assign(**columns), shortest=0)


def rows(findings, kind, *columns):
    return findings.loc[findings["kind"] == kind, list(columns)].values.tolist()


def test_the_table_has_all_columns_with_their_types_even_of_nothing():
    nothing = check_corpus(conftest.texts())
    types = ["str", "str", "Int64", "Int64", "str", "str", "str", "bool"]
    columns = ["kind", "doc_id", "start", "end", "found", "remedy", "group", "keep"]
    assert nothing.dtypes.astype("str").to_dict() == dict(zip(columns, types, strict=True))
    assert check(OTHER, THIRD).equals(nothing)
    assert check(WIRE, WIRE, "").dtypes.equals(nothing.dtypes)


def test_exact_copies_are_named_in_any_order_of_the_documents_and_the_first_stays():
    documents = conftest.texts("It is over.", "It is not.", "\n It is over. \r\n", "It is not.", "", " \n")
    findings = check_corpus(documents, shortest=0)
    copies = rows(findings, "exact copy", "doc_id", "found", "group", "keep")
    assert copies == [
        ["a", "one of 2 equal texts", "a", True],
        ["c", "one of 2 equal texts", "a", False],
        ["b", "one of 2 equal texts", "b", True],
        ["d", "one of 2 equal texts", "b", False],
    ]
    before = documents.copy(deep=True)
    pd.testing.assert_frame_equal(check_corpus(documents[::-1], shortest=0), findings)
    pd.testing.assert_frame_equal(documents, before)
    assert rows(findings, "empty text", "doc_id", "keep") == [["e", False], ["f", False]]
    assert findings["remedy"].notna().all() and (findings["remedy"] != "").all()


WORDS = WIRE.split()
NEAR = {
    "small edits": WIRE.replace("Friday", "Saturday").replace("212", "200").replace("told", "informed"),
    "case and marks": WIRE.upper().replace(",", " –"),
    "changed lead": "All safe after ferry accident\n" + WIRE.partition("Friday, ")[2],
    "cut after two thirds": " ".join(WORDS[: len(WORDS) * 2 // 3]),
    "agency text and a local paragraph": f"{WIRE}\nSchools in Portsea stay closed on Monday, the town hall said.",
}


@pytest.mark.parametrize("changed", NEAR.values(), ids=NEAR)
def test_near_copies_are_found_and_the_longest_stays(changed):
    findings = check(OTHER, WIRE, changed, THIRD)
    near = rows(findings, "near copy", "doc_id", "group")
    assert near == [["b", "b"], ["c", "b"]]
    (kept,) = findings.loc[(findings["kind"] == "near copy") & findings["keep"], "doc_id"]
    assert kept == ("c" if changed.startswith(WIRE) else "b")


def test_other_reports_of_an_event_are_no_near_copies_and_the_limit_can_be_set():
    follow_up = """Inquiry into ferry accident begins
    Investigators boarded the Northern Star on Saturday, a day after it ran aground off the island of Sandholm with 212
    people on board. The captain told the coastguard that the steering had failed. Rosa Falk, the transport minister,
    said the inquiry would look at the maintenance of all seven ships of Lund Lines and might take a year."""
    assert rows(check(WIRE, follow_up), "near copy", "doc_id") == []
    loose = check_corpus(conftest.texts(WIRE, follow_up), similarity=0.05)
    assert len(rows(loose, "near copy", "doc_id")) == 2


def test_a_chain_of_near_copies_is_one_group_and_copies_of_one_of_them_are_left_out_too():
    longer = f"{WIRE}\n{THIRD}"
    findings = check(WIRE, WIRE, longer)
    assert rows(findings, "exact copy", "doc_id", "keep") == [["a", True], ["b", False]]
    assert rows(findings, "near copy", "doc_id", "keep") == [["a", False], ["c", True]]
    documents = drop_documents(conftest.texts(WIRE, WIRE, longer), findings)
    assert documents["doc_id"].tolist() == ["c"]
    assert documents.attrs["dropped"] == "1 exact copy, 1 near copy"


@given(st.lists(st.sampled_from([WIRE, OTHER, THIRD, "It rains.", ""]), max_size=8))
def test_every_text_stays_once_and_none_is_found_again(texts):
    documents = conftest.texts(*texts)
    left = drop_documents(documents, check_corpus(documents))
    assert sorted(left["text"]) == sorted(set(texts) - {""})
    assert check_corpus(left)["keep"].all()


def test_texts_of_two_words_or_of_no_latin_letters_are_no_near_copies():
    assert find_copies(conftest.texts("It rains.", "It rains!", "…", "– –", ""), 0.5).empty


AGENCY = {
    "PORTSEA (Reuters) - A ferry ran aground.": "PORTSEA (Reuters) -",
    "Ferry aground\n\nPORTSEA, March 3 (AFP) — A ferry ran aground.": "PORTSEA, March 3 (AFP) —",
    "Ferry aground\nPortsea (AP/Reuters): A ferry ran aground.": "Portsea (AP/Reuters):",
    "Ferry aground\nBy Rosa Lund, Associated Press\nA ferry ran aground.": "By Rosa Lund, Associated Press",
    "Ferry aground\r\nREUTERS\r\nA ferry ran aground.": "REUTERS",
    "A ferry ran aground. — Reuters": "— Reuters",
    "A ferry ran aground.\n(dpa)\n": "(dpa)",
    "The agency Agence France-Presse (AFP) said so.": None,
    "A ferry ran aground, he told Reuters.": None,
    "Islanders wait for the ferry on Friday. (Reuters)\nIt ran aground early.\nIt rained.": None,
    "He paid (PA) with a card.\nMAP\nIt rained.": None,
    "Ferry\n" + "It ran aground.\n" * 40 + "Portsea (AP) — He said so.\nIt rained.": None,
}


@pytest.mark.parametrize(("text", "found"), AGENCY.items(), ids=map(str, range(len(AGENCY))))
def test_agencies_in_datelines_bylines_and_last_lines(text, found):
    [agency] = rows(check(text), "agency report", "found", "start", "end", "keep") or [None]
    assert (agency and text[agency[1] : agency[2]]) == found
    assert not agency or agency[0] == f"names {found!r}" and agency[3]


def furnished():
    texts = [f"{text}\n\n{FURNITURE.format(i)}" for i, text in enumerate([WIRE, OTHER, THIRD])]
    return conftest.texts(*texts, f"{FURNITURE.format(30)} \n{OTHER[:60]}\n", WIRE)


def test_repeated_lines_have_their_places_and_are_dropped_in_all_texts():
    documents = furnished()
    findings = check_corpus(documents, shortest=0)
    lines = rows(findings, "repeated line", "doc_id", "start", "end", "found", "group", "keep")
    assert [line[0] for line in lines] == ["a", "b", "c", "d"]
    texts = documents.set_index("doc_id")["text"]
    written = [texts[doc_id][start:end] for doc_id, start, end, *_ in lines]
    assert written == [FURNITURE.format(i) for i in (0, 1, 2, 30)]
    assert {tuple(line[3:]) for line in lines} == {("in 4 texts", FURNITURE.format(0), False)}
    left = drop_lines(documents, findings)
    assert left["text"].tolist() == [WIRE, OTHER, THIRD, OTHER[:60], WIRE]
    assert left.attrs["dropped"] == "4 repeated lines" and "dropped" not in documents.attrs
    assert left.drop(columns="text").equals(documents.drop(columns="text"))


def test_lines_of_copies_or_of_few_texts_are_not_repeated():
    assert rows(check(WIRE, WIRE, *NEAR.values()), "repeated line", "doc_id") == []
    assert rows(check(f"{WIRE}\nRead on", f"{OTHER}\nRead on", THIRD), "repeated line", "doc_id") == []
    three = conftest.texts(*[f"{text}\nRead on" for text in (WIRE, OTHER, THIRD)], "It rains.")
    assert len(rows(check_corpus(three, repeated=0.7), "repeated line", "doc_id")) == 3
    assert rows(check_corpus(three, repeated=0.8), "repeated line", "doc_id") == []


def test_short_answers_marks_and_numbers_are_no_repeated_lines():
    texts = [f"{text}\n***\n1.\nNo.\n6:01 p.m.\nShare\n" for text in (WIRE, OTHER, THIRD)]
    assert {line for (line,) in rows(check(*texts), "repeated line", "group")} == {"Share"}


def test_all_kept_findings_change_nothing_and_one_table_serves_both_calls():
    documents = furnished()
    findings = check_corpus(documents, shortest=0)
    kept = findings.assign(keep=True)
    for drop in (drop_documents, drop_lines):
        left = drop(documents, kept)
        assert left.equals(documents) and left.attrs == {}
    one = drop_lines(drop_documents(documents, findings), findings)
    other = drop_documents(drop_lines(documents, findings), findings)
    assert one.equals(other) and one["doc_id"].tolist() == ["a", "b", "c", "d"]
    assert one.attrs["dropped"] == "1 near copy, 4 repeated lines"


@given(
    st.lists(st.lists(st.sampled_from(["abcd", "ef", " ", "\n", "\r\n", "\u2028"])), min_size=3, max_size=6)
)
def test_dropping_lines_leaves_the_other_lines_as_they_are(texts):
    documents = conftest.texts(*map("".join, texts))
    findings = check_corpus(documents, similarity=1.0, shortest=0)
    left = drop_lines(documents, findings)
    dropped = findings.loc[findings["kind"] == "repeated line", "group"].map(str.split).map(" ".join)
    for before, after in zip(documents["text"], left["text"], strict=True):
        lines = [" ".join(line.split()) for line in before.splitlines()]
        lines = [line for line in lines if line and line not in set(dropped)]
        assert [" ".join(line.split()) for line in after.splitlines() if line.strip()] == lines


UNFIT = {
    "columns": (lambda findings: findings[["doc_id"]], KeyError, "findings has no column 'kind'; use the findings"),
    "document": (lambda findings: findings.assign(doc_id="z"), KeyError, "findings has the doc_id .z., which"),
    "place": (lambda findings: findings.assign(start=3), ValueError, "a has no line 'Sign up .*' at 3-640"),
    "line": (lambda findings: findings.assign(group="Read on"), ValueError, "a has no line 'Read on' at 604"),
    "no place": (lambda findings: findings.assign(start=pd.NA), ValueError, "a has no line 'Sign up .*' at 0-640"),
    "keep": (lambda findings: findings.assign(keep="no"), ValueError, "findings has 'no' as keep: write True"),
    "one keep": (
        lambda findings: findings.assign(keep=["True", "no", "FALSE", "True"]), ValueError, "has 'no' as keep"
    ),
    "no keep": (lambda findings: findings.assign(keep=float("nan")), ValueError, "findings has nan as keep"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "error", "message"), UNFIT.values(), ids=UNFIT)
def test_findings_that_do_not_fit_are_one_sentence(change, error, message):
    findings = check_corpus(furnished())
    findings = findings[findings["kind"] == "repeated line"]
    with pytest.raises(error, match=message) as raised:
        drop_lines(furnished(), change(findings))
    assert "\n" not in str(raised.value)


def test_documents_that_do_not_fit_are_refused():
    findings = check(WIRE, WIRE)
    with pytest.raises(KeyError, match="findings has the doc_id 'b', which documents lacks"):
        drop_documents(conftest.texts(WIRE), findings)
    with pytest.raises(KeyError, match="documents has no column 'text'"):
        check_corpus(conftest.texts(WIRE)[["doc_id"]])
    with pytest.raises(ValueError, match="doc_id 'a' more than once"):
        check_corpus(conftest.texts(WIRE, WIRE).assign(doc_id="a"))


def test_findings_read_back_from_a_file_can_be_used(tmp_path):
    documents = furnished()
    (path,) = save_table(check_corpus(documents), "findings", folder=tmp_path)
    findings = pd.read_csv(path)
    assert len(drop_documents(documents, findings)) == 4
    assert drop_lines(documents, findings)["text"].iloc[0] == WIRE


def test_other_languages_and_very_short_texts():
    dutch = "De gemeenteraad heeft dinsdag besloten om een nieuwe tramlijn naar de oostelijke wijken aan te leggen. "
    dutch += "De bouw begint in het najaar en kost 240 miljoen."
    findings = check_corpus(conftest.texts(OTHER, dutch, "Dat is alles."))
    assert rows(findings, "other language", "doc_id", "found") == [["b", "'nl' rather than 'en'"]]
    assert rows(findings, "very short text", "doc_id", "found") == [["b", "words: 26"], ["c", "words: 3"]]
    assert rows(check_corpus(conftest.texts(dutch), language="nl"), "other language", "doc_id") == []
    assert findings["keep"].all()


def test_damage_has_a_row_for_each_kind_with_its_first_place():
    text = "The plan isnâ€™t clear.\nIt cost 3 &amp; 4 <b>crowns</b>."
    damage = rows(check(text), "damaged text", "found", "start", "end")
    assert ["mojibake (places: 1)", 0, 23] in damage
    assert ["markup (places: 3)", text.index("&amp;"), text.index(" 4 <b>")] in damage


def test_declared_lengths_are_compared_with_the_words():
    length = ["10", "11", "12", "9", "", None]
    findings = check(*["one two three four five six seven eight nine ten"] * 6, length=length)
    found = rows(findings, "length differs", "doc_id", "found")
    assert found == [["c", "words: 10, declared: 12"], ["d", "words: 10, declared: 9"]]
    assert rows(check(OTHER, length="many"), "length differs", "doc_id") == []


def test_dates_missing_in_the_future_and_far_off():
    days = [
        "2016-12-13",
        "2016-12-14",
        "2015-01-02",
        None,
        "1970-01-01",
        "2999-01-01",
        "0216-12-13",
        "2016-12-12",
    ]
    findings = check(*"abcdefgh", date=days)
    assert rows(findings, "date missing", "doc_id", "found") == [["d", "date: none"]]
    assert rows(findings, "date in the future", "doc_id", "found") == [["f", "date: 2999-01-01"]]
    assert rows(findings, "date far off", "doc_id") == [["e"], ["g"]]
    assert check(*"abc", date=None).empty and check(*"abc", date=pd.to_datetime(days[:3])).empty
    decades = check(
        *"abcdef", date=["1950-01-01", "1970-01-01", "1980-01-01", "1990-01-01", "2000-01-01", "2010-01-01"]
    )
    assert decades.empty


def test_dates_without_a_day_are_missing_and_shown_as_they_are_known():
    days = pd.to_datetime(["2016-12-13", None, None, None])
    findings = check(*"abcd", date=days, period=[None, "2016-12", "2106", None])
    found = [["b", "date: 2016-12"], ["c", "date: 2106"], ["d", "date: none"]]
    assert rows(findings, "date missing", "doc_id", "found") == found
    assert rows(findings, "date in the future", "doc_id") == [["c"]] and len(findings) == 4
    written = check(*"abc", date=["2016-12-13T22:30+02:00", "", "spring"])
    assert written["found"].tolist() == ["date: none", "date: spring"]


def test_outlets_spelled_in_two_ways_are_found_once_for_each_spelling():
    outlets = [
        "The Harbour Courier",
        "Harbour Courier (UK)",
        "HarbourCourier.com",
        "Harbour Courier, The; Portsea (UK)",
        "Valley Tribune",
    ]
    findings = check(*"abcdefgh", outlet=[*outlets, outlets[0], "Channel 4", "Channel 5"])
    found = rows(findings, "outlet spelled in two ways", "doc_id", "found")
    assert [doc_id for doc_id, _ in found] == ["b", "c", "d"]
    assert found[2][1] == "'Harbour Courier, The; Portsea (UK)' (texts: 1), mostly 'The Harbour Courier'"
    other = check(*"abcdef", outlet=["Times", "Time", "Daily Post", "Daily News", None, None])
    assert other.empty


@pytest.mark.filterwarnings("ignore:texts is 163 mm wide")
def test_captions_tables_and_methods_say_what_was_left_out(tmp_path, capsys):
    documents = furnished().assign(date=[f"2021-0{month}-04" for month in range(1, 6)], outlet="Example")
    findings = check_corpus(documents)
    documents = drop_lines(drop_documents(documents, findings), findings)
    said = "left out: 1 near copy, 4 repeated lines"
    *_, words = save_figure(plot_documents(documents), "texts", folder=tmp_path, corpus=documents, formats=[])
    assert f"Texts: 4 ({said})." in words.read_text(encoding="utf-8")
    table = documents[["doc_id", "outlet"]]
    options = {"caption": "The texts.", "corpus": documents, "formats": ["md"]}
    (page,) = save_table(table, "texts", folder=tmp_path, note="Invented.", **options)
    assert (
        page.read_text(encoding="utf-8")
        .rstrip()
        .endswith("Invented. Texts: 4 (left out: 1 near copy, 4 repeated lines).")
    )
    documents["date"] = pd.to_datetime(documents["date"])
    tokens = pd.DataFrame({"doc_id": documents["doc_id"], "token": "word"})
    assert "Left out before: 1 near copy, 4 repeated lines." in _corpus(documents, tokens)
    assert capsys.readouterr().out == ""
