"""The methods section: what it says of a corpus, and that no reference is missing or broken."""

import re

import pandas as pd
import pytest
from conftest import table, texts

from analysis import annotate, methods_text
from analysis.annotation import describe_model
from analysis.export.manifest import corpus_hash, kit_version
from analysis.export.methods import read_measures, read_references

DOCUMENTS = texts("The city. A city!", "No war, no city.", "Peace?").assign(outlet=["Herald", "Post", "Post"])
DOCUMENTS["date"] = pd.to_datetime(["2016-12-13", "2016-12-15", None])
TOKENS = table(a="The/DET city/NOUN | City/NOUN", b="war/NOUN", c="?/PUNCT")


def write(folder, documents=DOCUMENTS, tokens=TOKENS, measures=(), **options):
    text, bib = methods_text(documents, tokens, measures=measures, folder=folder, **options)
    return text.read_text("utf-8"), bib.read_text("utf-8")


def test_the_corpus_in_numbers_and_what_is_not_known_is_not_said(tmp_path):
    dates = "dated 2016-12-13 to 2016-12-15 (1 text without a date). "
    assert f"3 texts from 2 outlets with 4 words in 4 sentences, {dates}" in write(tmp_path)[0]
    one = write(tmp_path, DOCUMENTS[:1], TOKENS[:3])[0]
    assert "1 text from 1 outlet with 3 words in 2 sentences, dated 2016-12-13. " in one
    unknown = write(tmp_path, DOCUMENTS.drop(columns="outlet").assign(date=pd.NaT))[0]
    assert "3 texts with 4 words in 4 sentences, without known dates. " in unknown
    assert "3 texts with" in write(tmp_path, DOCUMENTS.assign(outlet=None))[0]
    with pytest.raises(ValueError, match="documents has no rows"):
        write(tmp_path, DOCUMENTS[:0], TOKENS[:0])


def test_software_and_corpus_with_versions_and_hash_and_no_model_without_one(tmp_path):
    text, bib = write(tmp_path)
    facts = describe_model()
    assert f"is {corpus_hash(DOCUMENTS)}." in text
    assert f"spaCy {facts['spacy']} [@HonnibalEtAl2020]" in text
    assert f"its model {facts['model']} {facts['version']} [@language-model]" in text
    assert f"press-kit {kit_version()} [@press-kit]" in text and "Python 3" not in text
    assert r"{en\_core\_web\_md}: a language model for {spaCy}" in bib
    assert f"Version {facts['spacy']}" in bib and f"Version {kit_version()}" in bib
    text, bib = write(tmp_path, tokens=annotate(DOCUMENTS, model=None)[0])
    assert "with 9 words, dated" in text and "spaCy's tokenizer, without a language model" in text
    assert "language-model" not in bib


def test_measures_are_cited_and_nothing_else(tmp_path):
    text, bib = write(tmp_path, measures=["q", "log_ratio", "q"])
    assert text.count("q-values") == 1 and text.index("log ratio") < text.index("q-values")
    assert text.endswith("by the false discovery rate [@BenjaminiHochberg1995].\n")
    software = "HonnibalEtAl2020 language-model press-kit McKinney2010 VirtanenEtAl2020 Hunter2007"
    cited = set(re.findall(r"@([\w-]+)", text))
    assert cited == {*software.split(), "BenjaminiHochberg1995", "Hardie2014"}
    assert set(re.findall(r"^@\w+\{([\w-]+),", bib, re.M)) == cited
    assert write(tmp_path, measures="g2") == write(tmp_path, measures=["g2"])
    with pytest.raises(ValueError, match="'log-ratio' is not known: use one of 'actors'.*'log_ratio'"):
        write(tmp_path / "new", measures=["g2", "log-ratio"])
    assert not (tmp_path / "new").exists()


def test_every_measure_has_references_and_every_reference_a_use(tmp_path):
    table = read_measures()
    assert table["measure"].is_unique and table.notna().all(axis=None)
    assert not table["sentence"].str.contains(r"\.$|@|\[").any()
    text, bib = write(tmp_path, measures=table["measure"])
    assert write(tmp_path, measures=table["measure"][::-1]) == (text, bib)
    assert set(read_references()) == set(re.findall(r"@([\w-]+)", text))
    assert "<" not in bib


def test_every_reference_is_whole_and_in_alphabetical_order():
    entries = read_references()
    assert list(entries) == sorted(entries, key=str.casefold)
    needed = {"article": {"journal", "year"}, "book": {"publisher", "year"}, "misc": set()}
    for key, entry in entries.items():
        kind, body = re.fullmatch(rf"@(\w+)\{{{key},\n(.*)\n\}}\n", entry, re.S).groups()
        fields = dict(re.findall(r"^ *(\w+) = \{(.+)\},?$", body, re.M))
        assert {"author", "title"} | needed.get(kind, {"booktitle", "year"}) <= set(fields), key
        assert entry.isascii() and entry.count("{") == entry.count("}"), key
        assert re.fullmatch(r"1[89]\d\d|20\d\d", fields.get("year", "2000")), key
        assert re.fullmatch(r"10\.\d{4,9}/\S+", fields.get("doi", "10.1000/x")), key
        assert not re.search(r"(?<!\\)[&%#$]", fields["title"] + fields["author"]), key
