"""Who speakers are: names typed in, sentences read by the model."""

import pandas as pd
import pytest
from conftest import texts

from analysis import annotate, find_quotes, link_speakers
from analysis.finders.quotes import SPEAKER_TYPES as TYPES

PERSON, BODY, ROLE, COLLECTIVE, TEXT, NONE = TYPES
# Text, names with their label (and actor, if it is another one), and actor, rule and type of each speaker.
CASES = {
    "short name": ("Ann Lee came. “It is over”, Lee said.", {"Ann Lee": "PERSON", "Lee": "PERSON Ann Lee"}, [
        ("Ann Lee", "named", PERSON)]),
    "she and he": (
        "Joana Brandt left. Her colleague, Piet Mulder, stayed.\n“I had enough,” she explained. He said it was late.",
        {"Joana Brandt": "PERSON", "Piet Mulder": "PERSON"},
        [("Joana Brandt", "pronoun", PERSON), ("Piet Mulder", "pronoun", PERSON)]),
    "role": ("Governor Ilse Marrable came. The governor said prices were stable.", {"Ilse Marrable": "PERSON"}, [
        ("Ilse Marrable", "role", PERSON)]),
    "who": ("Pavel Dunmore, who said he had never met the banker, was shown a photograph.", {
        "Pavel Dunmore": "PERSON"}, [("Pavel Dunmore", "relative", PERSON)]),
    "it": ("Halden Gas raised its prices in March. It said the increase was small.", {"Halden Gas": "ORG"}, [
        ("Halden Gas", "pronoun", BODY)]),
    "described by a body": ("A spokesman for Halden Gas said the increase was small.", {"Halden Gas": "ORG"}, [
        ("a spokesman for Halden Gas", "mention", ROLE)]),
    "collective": ("Residents said the water was brown.", {}, [("residents", "mention", COLLECTIVE)]),
    "text": ("The report said the dam was old.", {}, [("the report", "mention", TEXT)]),
    "no fitting name": ("It rained. He said the offer stood.", {}, [(None, "unresolved", ROLE)]),
    "nobody": ("The letter was read. “You have forgotten us. We have not.”", {}, [(None, "none", NONE)]),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("text, names, expected", CASES.values(), ids=CASES.keys())
def test_link(text, names, expected):
    documents, rows = texts(text), []
    for name, known in names.items():
        label, _, actor = known.partition(" ")
        start = text.rindex(name)
        rows.append(("a", start, start + len(name), actor or name, label, "name"))
    columns = ["doc_id", "start", "end", "actor", "label", "kind"]
    tokens = annotate(documents, cache=False)[0]
    quotes = find_quotes(tokens, documents)
    linked = link_speakers(quotes, pd.DataFrame(rows, columns=columns), tokens)
    found = linked.drop_duplicates("quote_id")[["actor", "actor_rule", "speaker_type"]].astype("object")
    assert list(found.where(found.notna(), None).itertuples(index=False, name=None)) == expected
    empty = link_speakers(quotes[:0], pd.DataFrame(columns=columns), tokens[:0])
    assert empty.dtypes.equals(linked.dtypes)
    assert empty["speaker_type"].cat.categories.tolist() == TYPES
