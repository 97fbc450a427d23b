"""Which spellings are one actor."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from analysis.finders.actors.variants import link_in_text, link_spellings


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Lena Brandt", "Brandt"], ["Lena Brandt"] * 2),
        (["Brandt", "Lena Brandt"], ["Lena Brandt"] * 2),
        (["Lena Brandt", "Otto Brandt", "Brandt"], ["Lena Brandt", "Otto Brandt", "Otto Brandt"]),
        (["Lena Brandt", "Otto Brandt"], ["Lena Brandt", "Otto Brandt"]),
        (["Lena Brandt", "Lena"], ["Lena Brandt"] * 2),
        (["Lena Brandt", "Lena Weiss", "Lena"], ["Lena Brandt", "Lena Weiss", "Lena"]),
        (["Bashar al Assad", "Assad"], ["Bashar al Assad"] * 2),
        (["Yusuf al-Marrani", "Al-Marrani", "Marrani"], ["Yusuf al-Marrani"] * 3),
        (["Ilse van Doren", "Van Doren", "van Doren"], ["Ilse van Doren"] * 3),
        (["Al Gore", "Gore"], ["Al Gore"] * 2),
        (["L. Brandt", "Lena Brandt", "Lena M. Brandt"], ["Lena M. Brandt"] * 3),
        (["Lena K. Brandt", "Lena M. Brandt"], ["Lena K. Brandt", "Lena M. Brandt"]),
        (["Sammy Davis Jr.", "Davis"], ["Sammy Davis Jr."] * 2),
    ],
    ids=[
        "surname", "surname first", "most recent", "two who share a surname", "given name", "given name of two",
        "particle", "hyphened particle", "Dutch particle", "a given name like a particle", "initials",
        "other initials", "junior",
    ],
)  # fmt: skip
def test_persons(names, expected):
    assert [actor for actor, _ in link_in_text(names, "PERSON")] == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Water Board", "WB"], ["Water Board"] * 2),
        (["Society of Friends", "SF"], ["Society of Friends"] * 2),
        (["Acme Corp.", "Acme"], ["Acme Corp."] * 2),
        (["Acme Steel Works", "Acme"], ["Acme Steel Works"] * 2),
        (["Senate", "Senate Water Committee"], ["Senate", "Senate Water Committee"]),
        (["British Water Board", "Water Board"], ["British Water Board"] * 2),
        (["UN", "United Nations"], ["United Nations"] * 2),
        (["Acme Steel Works", "Acme Paper Mill", "Acme"], ["Acme Steel Works", "Acme Paper Mill", "Acme"]),
    ],
    ids=[
        "acronym",
        "acronym without of",
        "legal form",
        "beginning",
        "short first",
        "end",
        "listed",
        "ambiguous",
    ],
)
def test_bodies(names, expected):
    assert [actor for actor, _ in link_in_text(names, "ORG")] == expected


@pytest.mark.parametrize(
    ("names", "label", "expected"),
    [
        (["U.S.", "America", "the United States"], "PLACE", ["United States"] * 3),
        (["DUNMAR", "Dunmar"], "PLACE", ["Dunmar"] * 2),
        (["East Aleppo", "Aleppo"], "PLACE", ["East Aleppo", "Aleppo"]),
        (["Russian", "Russians"], "GROUP", ["Russians"] * 2),
        (["US officials", "US officials", "U.S. official"], "GROUP", ["US officials"] * 3),
    ],
    ids=["listed", "capitals", "a part is another", "people", "points and plural"],
)
def test_places_and_peoples(names, label, expected):
    assert [actor for actor, _ in link_in_text(names, label)] == expected


def test_a_surname_goes_to_the_dominant_full_name_only():
    clear = Counter({"Lena Brandt": 7, "Otto Brandt": 3, "Brandt": 2})
    assert link_spellings(clear, "PERSON")["Brandt"] == ("Lena Brandt", "surname")
    unclear = Counter({"Lena Brandt": 6, "Otto Brandt": 4, "Brandt": 2})
    assert link_spellings(unclear, "PERSON")["Brandt"] == ("Brandt", "name")


WORDS = ["Lena", "Brandt", "Otto", "al", "UN", "US", "Water", "Board", "WB", "of"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, max_size=8), st.sampled_from(["PERSON", "ORG", "PLACE", "GROUP"]))
def test_every_name_has_an_actor_and_counts_in_any_order_give_the_same(names, label):
    linked = link_in_text(names, label)
    assert len(linked) == len(names)
    assert all(actor and rule for actor, rule in linked)
    counts = Counter(names)
    turned = Counter(dict(reversed(counts.items())))
    assert link_spellings(counts, label) == link_spellings(turned, label)


def test_a_longer_name_may_have_fewer_words_once_particles_are_left_out():
    linked = link_in_text(["Ilse van der Marrable", "Ilse K Marrable", "Marrable"], "PERSON")
    assert len({actor for actor, _ in linked}) == 1
