"""Each example in limits.csv goes wrong as it says there. If a finder gets one right, correct the list."""

import pandas as pd
import pytest
from conftest import texts

from analysis import (
    actor_edges,
    annotate,
    choose_words,
    compare_claims,
    find_actors,
    find_quantities,
    find_quotes,
    link_claims,
    link_speakers,
    mark_quoted,
    merge_actors,
    read_limits,
    read_scores,
)

FINDERS = ["words", "comparison", "actors", "quotes", "quantities"]
LIMITS = pd.concat({finder: read_limits(finder) for finder in FINDERS})


def write(table, *columns):
    """The values of some columns, a row after the other: "Hull/PLACE, York/PLACE"."""
    return ", ".join("/".join(map(str, row)) for row in table[list(columns)].fillna("-").values.tolist())


def words(documents, tokens, entities):
    return write(choose_words(tokens).dropna(subset="word"), "word", "pos")


def comparison(documents, tokens, entities):
    return write(mark_quoted(tokens, documents).query("in_quotes"), "token")


def actors(documents, tokens, entities):
    merged = merge_actors(find_actors(entities, tokens, documents))
    edges = actor_edges(merged[merged["kind"] == "name"], within="sentence")
    return write(merged, "mention", "actor", "label") + " - " + write(edges, "actor_a", "actor_b")


def quotes(documents, tokens, entities):
    mentions = find_actors(entities, tokens, documents)
    return write(link_speakers(find_quotes(tokens, documents), mentions, tokens), "quote", "kind", "actor")


def quantities(documents, tokens, entities):
    spoken = link_speakers(find_quotes(tokens, documents), find_actors(entities, tokens, documents), tokens)
    claims = link_claims(find_quantities(tokens, documents), spoken)
    return write(claims, "value", "noun", "verb", "actor") + " - " + write(compare_claims(claims), "topic")


# The finder, how the error begins, what is found in the example; then, what would be right.
WRONG = [
    (
        words,
        "A word has",
        "rebel/NOUN, lead/VERB, lead/VERB, poison/NOUN, water/NOUN",
    ),  # lead/NOUN, poison/VERB
    (
        words,
        "Headlines in",
        "peace/NOUN, talk/NOUN, rebels/NOUN, QUIT/VERB, CITY/PROPN",
    ),  # fail/VERB, rebel/NOUN
    (
        words,
        "The meanings",
        "bank/NOUN, close/VERB, noon/NOUN, bank/NOUN, river/NOUN, steep/ADJ",
    ),  # two words bank
    (words, "Spelling", "neighbourhood/NOUN, neighborhood/NOUN"),  # one word twice
    (words, "Negation", "area/NOUN, safe/ADJ"),  # not safe
    (comparison, "Indirect", ""),  # the war was cruel
    (comparison, "Titles", "“, We, Shall, Overcome, ”"),  # nothing
    (comparison, "Words after", ""),  # The bridge is unsafe
    (
        actors,
        "A person who has",
        "Anna London/Anna London/PERSON, London/London/PLACE - ",
    ),  # London/Anna London/PERSON
    (actors, "Two names", "Conservative Party/Conservative Party/ORG, Tories/Tories/GROUP - "),  # one actor
    (
        actors,
        "A surname",  # the last mention is John Miller's
        "John Miller/John Miller/PERSON, Mary Miller/Mary Miller/PERSON, Miller/Mary Miller/PERSON - ",
    ),
    (actors, "A person whose", "Tom Bank/Tom Bank/ORG - "),  # PERSON
    (actors, "The first", "Hands Relief/Hands Relief/ORG - "),  # Open Hands Relief
    (
        actors,
        "Events",  # police and Hull
        "Police/police/GROUP, Hull/Hull/PLACE, Operation Blue Tide/Operation Blue Tide/PLACE"
        " - Hull/Operation Blue Tide",
    ),
    (actors, "A tie", "Oslo/Oslo/PLACE, Ali Reza/Ali Reza/PERSON - Ali Reza/Oslo"),  # they have not met
    (quotes, "Indirect", "the dam was old/indirect/the engineer"),  # It could burst at any time, too
    (quotes, "An action", "the dog with a stick/indirect/Reed"),  # nothing
    (
        quotes,
        "An indirect",
        "the plan was sound but left the room/indirect/the minister",
    ),  # the plan was sound
    (quotes, "A firm", "sales had fallen/indirect/Benson; Hart"),  # Benson and Hart
    (quotes, "A song", "“We Shall Overcome”/direct/the choir"),  # nothing
    (quotes, "A pronoun", "she could not go on as mayor/indirect/Anna Berg"),  # Carla Voss
    (quotes, "A quotation", "“We will never sign this.”/direct/-"),  # Khan
    (quantities, "Changes", " - "),  # 2
    (quantities, "What a", "40.0/people/be/-, 12.0/-/be/- - "),  # 12 people
    (quantities, "Some fixed", "5.0/-/greet/- - "),  # nothing
    (quantities, "Negation", "12.0/civilians/kill/army - "),  # not kill
    (quantities, "An age", "6.0/boy/be/- - "),  # 6 years, no noun
    (
        quantities,
        "Figures for different",  # no claims
        "40.0/people/kill/officials, 60.0/people/kill/medics - people killed, people killed",
    ),
    (
        quantities,
        "Figures for one",
        "400.0/houses/burn/the mayor, 950.0/homes/burn/villagers - ",
    ),  # rival claims
]
NAMES = [f"{finder.__name__}: {error}" for finder, error, _ in WRONG]


@pytest.mark.model
@pytest.mark.parametrize(("finder", "error", "wrong"), WRONG, ids=NAMES)
def test_the_example_still_goes_wrong(finder, error, wrong):
    rows = LIMITS.loc[finder.__name__]
    (example,) = rows.loc[rows["error"].str.startswith(error), "example"]
    documents = texts(example)
    tokens, _, entities = annotate(documents)
    assert finder(documents, tokens, entities) == wrong


def test_every_error_is_complete_and_tested():
    assert (LIMITS != "").all(axis=None) and LIMITS["effect"].str.endswith(".").all()
    errors = [f"{finder}: {error}" for (finder, _), error in LIMITS["error"].items()]
    assert len(errors) == len(NAMES) and all(map(str.startswith, errors, NAMES))


def test_shares_in_the_list_are_those_measured():
    shares = pd.concat([read_scores("words"), read_scores("quotes")]).set_index("kind")[
        ["precision", "recall"]
    ]
    assert round(1 - shares.loc["part of speech", "precision"], 2) == 0.03
    assert shares.loc["indirect quotations"].round(1).tolist() == [0.8, 0.7]
