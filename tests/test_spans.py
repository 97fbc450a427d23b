"""What must hold for the spans of every finder, in any text."""

import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, settings, strategies as st

from analysis import (
    annotate,
    excluded_numbers,
    find_actors,
    find_quantities,
    find_quotes,
    link_claims,
    link_speakers,
    merge_actors,
)

PARTS = [
    "Ann Lee", "she", "He", "the army", "Mr. Reed Jr.", "Yusuf “Abu Omar” Hamdan", "The Free Party (FP)",
    "Park Ji-won", "residents", "Kim", "said", "said that", "told reporters", "called the plan",
    "according to", "asked", "claimed", ", adding that", "put the toll at", "while", "but", "12",
    "at least 45", "$4 million", "6 million", "one point two million", "2-1", "9 of them", "4 March 2016",
    "48 hours", "a third of", "5m", "people were killed", "villages", "fell to", "had fled", "it is over",
    "was arrested", "in Aleppo", "\n", "\n\n", ". ", ", ", ": ", "; ", "-", "—", "...", "(", ")", '"', "“",
    "”", "‘", "’", "«", "»", "'", '"We left,"', "“No.”", "“Yes", "it”",
]  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(PARTS), min_size=3, max_size=40).map(" ".join), min_size=8, max_size=8
)


def check_spans(documents, tokens, sentences, entities):
    mentions = merge_actors(find_actors(entities, tokens, documents))
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    numbers = link_claims(find_quantities(tokens, documents), quotes)
    numbers = pd.concat([numbers, excluded_numbers(tokens, documents)])
    is_group = mentions["kind"] == "nominal"
    both = mentions[~is_group].merge(mentions[is_group], on="doc_id", suffixes=("", "_group"))
    touching = both.query("start < end_group and start_group < end")
    assert (touching["start"] >= touching["start_group"]).all(), (
        "only a name in a group, such as US in US officials"
    )
    assert (touching["end"] < touching["end_group"]).all(), (
        "only a name in a group, such as US in US officials"
    )
    tables = {
        "names": mentions[~is_group],
        "groups": mentions[is_group],
        "quotes": quotes,
        "numbers": numbers,
    }
    for name, table in tables.items():
        table = table.astype({"doc_id": "str"}).sort_values(["doc_id", "start"], ignore_index=True)
        within = table["doc_id"] == table["doc_id"].shift()
        assert not (within & (table["start"] < table["end"].shift())).any(), f"{name} overlap"
        assert (table["start"] < table["end"]).all(), f"{name} are empty"
        own = sentences[["doc_id", "sent_id", "start", "end"]].astype({"doc_id": "str"})
        placed = table.merge(own, on=["doc_id", "sent_id"], how="left", suffixes=("", "_sent"))
        assert (placed["start"] >= placed["start_sent"]).all(), f"{name} begin before their sentence"
        ends = (
            placed["start"] < placed["end_sent"] if name == "quotes" else placed["end"] <= placed["end_sent"]
        )
        assert ends.all(), f"{name} are not in their sentence"


@pytest.mark.model
@pytest.mark.parametrize("corpus", ["news", "seed"])
def test_spans_of_real_texts(corpus, request):
    check_spans(*request.getfixturevalue(corpus))


@pytest.mark.model
@settings(max_examples=25)
@given(LINES)
def test_spans_of_any_text(lines):
    documents = texts(*lines)
    check_spans(documents, *annotate(documents, cache=False))
