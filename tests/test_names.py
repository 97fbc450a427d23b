"""Where names begin and end, what they name, and which are one actor: short texts with the model's entities marked."""

import re

import pandas as pd
import pytest
from conftest import texts

from analysis import annotate, find_actors

pytestmark = pytest.mark.model


def found_in(marked):
    """Mentions in a text in which [words|LABEL] marks what the model might have found."""
    text, rows = "", []
    for before, words, label in re.findall(r"([^[]*)(?:\[(.+?)\|(\w+)\])?", marked):
        text += before + words
        if words:
            rows.append(("a", len(text) - len(words), len(text), label))
    documents = texts(text)
    entities = pd.DataFrame(rows, columns=["doc_id", "start", "end", "label"])
    return find_actors(entities, annotate(documents)[0], documents)


def cases(arguments, table):
    return pytest.mark.parametrize(arguments, table.values(), ids=table.keys())


@cases("marked, expected", {
    "article": ("He left [the United Nations|ORG].", "United Nations|ORG"),
    "possessive": ("We met [Lena Brandt’s|PERSON] son.", "Lena Brandt|PERSON"),
    "title": ("The surgeon [Dr Lena Brandt|PERSON] left.", "Lena Brandt|PERSON"),
    "coordination": ("We saw [Lena Brandt and Otto Weiss|PERSON] there.", "Lena Brandt|PERSON Otto Weiss|PERSON"),
    "a country with and": ("[Trinidad and Tobago|GPE] won.", "Trinidad and Tobago|PLACE"),
    "bracket": ("The [Open Water Board (OWB|ORG] paid.", "Open Water Board|ORG OWB|ORG"),
    "hyphened given name": ("He met [Wu Chi-wai|PERSON].", "Wu Chi-wai|PERSON"),
    "office after a body": ("A [State Department Spokesman|ORG] left.", "State Department|ORG"),
    "office": ("The [Interior|ORG] Minister left.", ""),
    "of": ("He joined the [Ministry|ORG] of Water.", "Ministry of Water|ORG"),
    "two pieces of one name": ("The [Saudi|NORP] [Gazette|ORG] wrote so.", "Saudi Gazette|ORG"),
    "inside an adjective": ("It is a pro-[Beijing|GPE] paper.", ""),
    "affiliation": ("Sen. [Otto Weiss|PERSON] (R-[Texas|GPE]) left.", "Otto Weiss|PERSON"),
    "address": ("Write to [news@paper.com|ORG] today.", ""),
    "no actor": ("They met on [Ramadan|PERSON].", ""),
    "verb in a headline": ("[Lena Brandt Finally Wins|PERSON] a Prize", "Lena Brandt|PERSON"),
    "listed with the next word": ("The [Islamic|NORP] State retreated.", "Islamic State|ORG"),
    # what the model missed
    "surname": ("[Lena Brandt|PERSON] came. Then Brandt left.", "Lena Brandt|PERSON Brandt|PERSON"),
    "part with article": ("The [Water Board|ORG] paid. The Board left.", "Water Board|ORG Board|ORG"),
    "listed": ("A storm hit Peru and Chile.", "Peru|PLACE Chile|PLACE"),
    "table of results": (
        "Lena Brandt ([Norway|GPE]) beat Anna Weiss (South Africa) 6-4.",
        "Lena Brandt|PERSON Norway|PLACE Anna Weiss|PERSON South Africa|PLACE",
    ),
    # what they name
    "label by surname": ("[Lena Brandt|PERSON] came. [Brandt left|ORG].", "Lena Brandt|PERSON Brandt|PERSON"),
    "label by title": ("President [Weiss|ORG] came.", "Weiss|PERSON"),
    "label by list": ("The [Russian Federation|ORG] paid.", "Russian Federation|PLACE"),
    "label by list before ending": (
        "She left the [White House|FAC]. He left the [White House|FAC].", "White House|ORG White House|ORG"),
    "in": ("He is in [Salaheddin|PERSON] now.", "Salaheddin|PLACE"),
    "noun after": ("The [Salaheddin|PERSON] district burned.", "Salaheddin|PLACE"),
    "shares in": ("Shares in [Hadrin|PERSON] fell.", "Hadrin|ORG"),
    "direction": ("[East Dunmar|PERSON] was dark.", "East Dunmar|PLACE"),
    "ending": ("The [Tesk Valley|PERSON] was dark.", "Tesk Valley|PLACE"),
})  # fmt: skip
def test_names(marked, expected):
    found = found_in(marked)
    names = zip(found["mention"], found["label"], strict=True)
    assert " ".join(f"{name}|{label}" for name, label in names) == expected


@cases("marked, expected", {
    "with a word before": ("Government forces met US officials.", ["government forces", "US officials"]),
    "body": ("A humanitarian group reported it.", ["humanitarian group"]),
    "source": ("A Syrian military source told him.", ["Syrian military sources"]),
    "alone": ("The rebels shelled civilians.", ["rebels", "civilians"]),
    "one person": ("An official left.", []),
    "inside an adjective": ("The opposition-held town fell.", []),
    "which group?": ("The group left.", []),
    "vague words": ("Many refugees and other aid workers came.", ["refugees", "aid workers"]),
})  # fmt: skip
def test_groups(marked, expected):
    found = found_in(marked)
    assert found.loc[found["label"] == "GROUP", "actor"].tolist() == expected


@cases("label, names, numbers", {
    "surname": ("PERSON", ["Lena Brandt", "Brandt"], [0, 0]),
    "surname first": ("PERSON", ["Brandt", "Lena Brandt"], [1, 1]),
    "most recent": ("PERSON", ["Lena Brandt", "Otto Brandt", "Brandt"], [0, 1, 1]),
    "given name": ("PERSON", ["Lena Brandt", "Lena"], [0, 0]),
    "given name of two": ("PERSON", ["Lena Brandt", "Lena Weiss", "Lena"], [0, 1, 2]),
    "particle": ("PERSON", ["Bashar al Assad", "Assad"], [0, 0]),
    "hyphened particle": ("PERSON", ["Yusuf al-Marrani", "Al-Marrani", "Marrani"], [0, 0, 0]),
    "Dutch particle": ("PERSON", ["Ilse van Doren", "Van Doren", "van Doren"], [0, 0, 0]),
    "a given name like a particle": ("PERSON", ["Al Gore", "Gore"], [0, 0]),
    "initials": ("PERSON", ["L. Brandt", "Lena Brandt", "Lena M. Brandt"], [2, 2, 2]),
    "other initials": ("PERSON", ["Lena K. Brandt", "Lena M. Brandt"], [0, 1]),
    "junior": ("PERSON", ["Sammy Davis Jr.", "Davis"], [0, 0]),
    "fewer words without particles": ("PERSON", ["Ilse van der Marrable", "Ilse K Marrable", "Marrable"], [1, 1, 1]),
    "acronym": ("ORG", ["Water Board", "WB"], [0, 0]),
    "acronym without of": ("ORG", ["Society of Friends", "SF"], [0, 0]),
    "legal form": ("ORG", ["Acme Corp.", "Acme"], [0, 0]),
    "beginning": ("ORG", ["Acme Steel Works", "Acme"], [0, 0]),
    "short first": ("ORG", ["Senate", "Senate Water Committee"], [0, 1]),
    "end": ("ORG", ["British Water Board", "Water Board"], [0, 0]),
    "ambiguous": ("ORG", ["Acme Steel Works", "Acme Paper Mill", "Acme"], [0, 1, 2]),
    "listed": ("ORG", ["UN", "United Nations"], [1, 1]),
    "listed place": ("GPE", ["U.S.", "America", "United States"], [2, 2, 2]),
    "capitals": ("GPE", ["DUNMAR", "Dunmar"], [1, 1]),
    "a part is another": ("GPE", ["East Aleppo", "Aleppo"], [0, 1]),
    "people": ("NORP", ["Russian", "Russians"], [1, 1]),
})  # fmt: skip
def test_which_names_are_one_actor(label, names, numbers):
    found = found_in(" ".join(f"We saw [{name}|{label}] there." for name in names))
    assert found["mention"].tolist() == names
    assert found["actor"].tolist() == [names[number] for number in numbers]
