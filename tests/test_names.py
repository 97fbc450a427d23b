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
    "in": ("He is in [Salaheddin|PERSON] now.", "Salaheddin|PLACE"),
    "noun after": ("The [Salaheddin|PERSON] district burned.", "Salaheddin|PLACE"),
    "shares in": ("Shares in [Hadrin|PERSON] fell.", "Hadrin|ORG"),
    "direction": ("[East Dunmar|PERSON] was dark.", "East Dunmar|PLACE"),
    "ending": ("The [Tesk Valley|PERSON] was dark.", "Tesk Valley|PLACE"),
    "a place and its people": ("[Sarovia|ORG] paid. A [Sarovian|ORG] bank lent.", "Sarovia|PLACE Sarovian|GROUP"),
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


@cases("label, names", {
    "surname": ("PERSON", ["Lena Brandt", "Brandt"]),
    "given name": ("PERSON", ["Lena Brandt", "Lena"]),
    "particle": ("PERSON", ["Bashar al Assad", "Assad"]),
    "hyphened particle": ("PERSON", ["Yusuf al-Marrani", "Al-Marrani", "Marrani"]),
    "Dutch particle": ("PERSON", ["Ilse van Doren", "Van Doren", "van Doren"]),
    "a given name like a particle": ("PERSON", ["Al Gore", "Gore"]),
    "initials": ("PERSON", ["Lena M. Brandt", "L. Brandt", "Lena Brandt"]),
    "junior": ("PERSON", ["Sammy Davis Jr.", "Davis"]),
    "fewer words without particles": ("PERSON", ["Ilse K Marrable", "Ilse van der Marrable", "Marrable"]),
    "acronym": ("ORG", ["Water Board", "WB"]),
    "acronym without of": ("ORG", ["Society of Friends", "SF"]),
    "legal form": ("ORG", ["Acme Corp.", "Acme"]),
    "beginning": ("ORG", ["Acme Steel Works", "Acme"]),
    "end": ("ORG", ["British Water Board", "Water Board"]),
    "listed": ("ORG", ["United Nations", "UN"]),
    "listed place": ("GPE", ["United States", "America", "U.S."]),
    "capitals": ("GPE", ["Dunmar", "DUNMAR"]),
    "people": ("NORP", ["Russians", "Russian"]),
})  # fmt: skip
def test_spellings_of_one_actor(label, names):
    found = found_in(" ".join(f"We saw [{name}|{label}] there." for name in names))
    assert found["mention"].tolist() == names
    assert set(found["actor"]) == {names[0]}


@cases("marked, expected", {
    "full name second": ("[Brandt|PERSON] met [Lena Brandt|PERSON].", ["Lena Brandt", "Lena Brandt"]),
    "most recent": (
        "[Lena Brandt|PERSON] met [Otto Brandt|PERSON]. [Brandt|PERSON] left.",
        ["Lena Brandt", "Otto Brandt", "Otto Brandt"],
    ),
    "given name of two": (
        "[Lena Brandt|PERSON] met [Lena Weiss|PERSON]. [Lena|PERSON] left.",
        ["Lena Brandt", "Lena Weiss", "Lena"],
    ),
    "other initials": (
        "[Lena K. Brandt|PERSON] met [Lena M. Brandt|PERSON].", ["Lena K. Brandt", "Lena M. Brandt"],
    ),
    "short first": (
        "The [Senate|ORG] heard the [Senate Water Committee|ORG].", ["Senate", "Senate Water Committee"],
    ),
    "ambiguous": (
        "[Acme Steel Works|ORG] bought [Acme Paper Mill|ORG]. [Acme|ORG] paid.",
        ["Acme Steel Works", "Acme Paper Mill", "Acme"],
    ),
    "a part is another": ("[East Aleppo|GPE] is in [Aleppo|GPE].", ["East Aleppo", "Aleppo"]),
})  # fmt: skip
def test_names_in_the_order_of_the_text(marked, expected):
    assert found_in(marked)["actor"].tolist() == expected
