"""Where names begin and end, and what they name: short sentences with the model's entities typed in."""

import pandas as pd
import pytest
from conftest import texts

from analysis import annotate, find_actors

pytestmark = pytest.mark.model


def names_in(text, spans=None):
    """Find names in a text; `spans` are what a model might have found there: (words, label)."""
    documents = texts(text)
    tokens, _, entities = annotate(documents)
    if spans is not None:
        rows = [
            ("a", 0, text.index(words), text.index(words) + len(words), words, label)
            for words, label in spans
        ]
        entities = pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "entity", "label"])
    found = find_actors(entities, tokens, documents)
    return list(zip(found["mention"], found["label"], strict=True))


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("He left the United Nations.", [("the United Nations", "ORG")], [("United Nations", "ORG")]),
        ("We met Lena Brandt’s son.", [("Lena Brandt’s", "PERSON")], [("Lena Brandt", "PERSON")]),
        ("The surgeon Dr Lena Brandt left.", [("Dr Lena Brandt", "PERSON")], [("Lena Brandt", "PERSON")]),
        (
            "We saw Lena Brandt and Otto Weiss there.",
            [("Lena Brandt and Otto Weiss", "PERSON")],
            [("Lena Brandt", "PERSON"), ("Otto Weiss", "PERSON")],
        ),
        (
            "Trinidad and Tobago won.",
            [("Trinidad and Tobago", "GPE")],
            [("Trinidad and Tobago", "PLACE")],
        ),
        (
            "The Open Water Board (OWB paid.",
            [("The Open Water Board (OWB", "ORG")],
            [("Open Water Board", "ORG"), ("OWB", "ORG")],
        ),
        ("He met Wu Chi-wai.", [("Wu Chi-wai", "PERSON")], [("Wu Chi-wai", "PERSON")]),
        ("A State Department Spokesman left.", [("State Department Spokesman", "ORG")], [("State Department", "ORG")]),
        ("The Interior Minister left.", [("Interior", "ORG")], []),
        ("He joined the Ministry of Water.", [("Ministry", "ORG")], [("Ministry of Water", "ORG")]),
        ("The Saudi Gazette wrote so.", [("Saudi", "NORP"), ("Gazette", "ORG")], [("Saudi Gazette", "ORG")]),
        ("It is a pro-Beijing paper.", [("Beijing", "GPE")], []),
        ("Write to news@paper.com today.", [("news@paper.com", "ORG")], []),
        ("They met on Ramadan.", [("Ramadan", "PERSON")], []),
        ("Lena Brandt Finally Wins a Prize", [("Lena Brandt Finally Wins", "PERSON")], [("Lena Brandt", "PERSON")]),
        ("The Islamic State retreated.", [("Islamic", "NORP")], [("Islamic State", "ORG")]),
        ("Sen. Otto Weiss (R-Texas) left.", [("Otto Weiss", "PERSON"), ("Texas", "GPE")], [("Otto Weiss", "PERSON")]),
    ],
    ids=[
        "article", "possessive", "title", "coordination", "a country with and", "bracket", "hyphened given name",
        "office behind a body", "office", "of", "two pieces of one name", "inside an adjective", "address",
        "no actor", "verb in a headline", "listed with the next word", "affiliation",
    ],
)  # fmt: skip
def test_spans(text, spans, expected):
    assert names_in(text, spans) == expected


@pytest.mark.parametrize(
    ("text", "spans", "name", "label"),
    [
        (
            "Lena Brandt came. Brandt left.",
            [("Lena Brandt", "PERSON"), ("Brandt left", "ORG")],
            "Brandt",
            "PERSON",
        ),
        ("President Weiss came.", [("Weiss", "ORG")], "Weiss", "PERSON"),
        ("The Russian Federation paid.", [("Russian Federation", "ORG")], "Russian Federation", "PLACE"),
        ("He is in Salaheddin now.", [("Salaheddin", "PERSON")], "Salaheddin", "PLACE"),
        ("The Salaheddin district burned.", [("Salaheddin", "PERSON")], "Salaheddin", "PLACE"),
        ("Shares in Hadrin fell.", [("Hadrin", "PERSON")], "Hadrin", "ORG"),
        ("East Dunmar was dark.", [("East Dunmar", "PERSON")], "East Dunmar", "PLACE"),
        ("The Tesk Valley was dark.", [("Tesk Valley", "PERSON")], "Tesk Valley", "PLACE"),
        (
            "Sarovia paid. A Sarovian bank lent.",
            [("Sarovia", "ORG"), ("Sarovian", "ORG")],
            "Sarovia",
            "PLACE",
        ),
        (
            "Sarovia paid. A Sarovian bank lent.",
            [("Sarovia", "ORG"), ("Sarovian", "ORG")],
            "Sarovian",
            "GROUP",
        ),
    ],
    ids=[
        "surname",
        "title",
        "listed",
        "in",
        "noun behind",
        "shares in",
        "direction",
        "ending",
        "its people",
        "people",
    ],
)
def test_labels(text, spans, name, label):
    assert (name, label) in names_in(text, spans)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Lena Brandt came. Then Brandt left.", [("Lena Brandt", "PERSON")], ["Lena Brandt", "Brandt"]),
        ("The Water Board paid. The Board left.", [("Water Board", "ORG")], ["Water Board", "Board"]),
        ("A storm hit Peru and Chile.", [], ["Peru", "Chile"]),
        (
            "Lena Brandt (Norway) beat Anna Weiss (South Africa) 6-4.",
            [("Norway", "GPE")],
            ["Lena Brandt", "Norway", "Anna Weiss", "South Africa"],
        ),
    ],  # fmt: skip
    ids=["surname", "part with article", "listed", "table of results"],
)
def test_missed(text, spans, expected):
    assert [name for name, _ in names_in(text, spans)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Government forces met US officials.", ["government forces", "US officials"]),
        ("A humanitarian group reported it.", ["humanitarian group"]),
        ("A Syrian military source told him.", ["Syrian military sources"]),
        ("The rebels shelled civilians.", ["rebels", "civilians"]),
        ("An official left.", []),
        ("The opposition-held town fell.", []),
        ("The group left.", []),
        ("Many refugees and other aid workers came.", ["refugees", "aid workers"]),
    ],
    ids=[
        "with a word before", "body", "source", "alone", "one person", "inside an adjective", "which group?",
        "vague words",
    ],
)  # fmt: skip
def test_groups(text, expected):
    documents = texts(text)
    tokens, _, entities = annotate(documents)
    found = find_actors(entities.iloc[:0], tokens, documents)
    assert found.loc[found["label"] == "GROUP", "actor"].tolist() == expected
