"""The word lists of the kit: well formed, and read as they stand."""

import pandas as pd
import pytest

from analysis import read_lexicon
from analysis.finders import lists


@pytest.mark.parametrize("name", sorted(file.stem for file in lists._FOLDER.glob("*.csv")))
def test_every_list_is_well_formed(name):
    table = read_lexicon(name)
    assert list(table)[0] == "word"
    assert (table.dtypes == "str").all() and table.notna().all(axis=None)
    assert not table.duplicated().any()
    assert (table["word"] == table["word"].str.strip()).all() and table["word"].all()
    assert (lists._FOLDER / f"{name}.csv").read_text(encoding="utf-8").startswith("# ")


def test_stop_words():
    table = read_lexicon("stopwords")
    words = table["word"].copy()
    table["word"] = "changed"  # by a caller, in a copy of the list
    assert read_lexicon("stopwords")["word"].equals(words)
    assert list(table) == ["word", "source"]
    assert not words.duplicated().any() and (words == words.str.lower()).all()
    assert table["source"].eq("snowball").sum() == 174
    assert {"the", "don't", "don’t", "n't", "n’t", "’s", "'s", "ca"} <= set(words)
    assert {"us", "will", "may", "government"}.isdisjoint(words)
    straight = words[words.str.contains("'")]
    assert set(straight.str.replace("'", "’")) <= set(words)


def test_notes_end_where_the_table_begins(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "_FOLDER", tmp_path)
    text = '# Source: us.\n# Licence: MIT.\nword,note\n#MeToo,"a # inside"\nnull,\nNA,"two\n# lines"\n'
    (tmp_path / "tags.csv").write_text(text, encoding="utf-8")
    expected = pd.DataFrame({"word": ["#MeToo", "null", "NA"], "note": ["a # inside", "", "two\n# lines"]})
    pd.testing.assert_frame_equal(read_lexicon("tags"), expected.astype("str"))


def test_an_unknown_list():
    with pytest.raises(ValueError, match="no word list 'stopword'; there is .*stopwords"):
        read_lexicon("stopword")
