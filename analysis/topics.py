"""Read what numbers are about in one wording, such as "people killed" for dead, bodies and a toll."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from analysis.finders.lists import word_map, word_set

OF_PEOPLE = ("count", "ratio", "percent")  # of whom it is, need not be said


def read_topics(quantities: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return by the list `claim_topics` what each number counts, of which group, and what happened ("": not known).

    "people" are counted by groups of people and by nouns as general; of a price, the group is the thing that has it.
    What happened is read from the first that says it: what the number is about ("43 were dead"), a general noun
    ("deaths"), the verb, any other noun ("protesters").
    """
    verbs, nouns = (word_map("claim_topics", "topic", part=part) for part in ("verb", "noun"))
    states, figures = (word_map("claim_topics", "topic", who=who) for who in ("anyone", "anything"))
    peoples = {name.lower() for name in (*word_set("peoples"), *word_map("countries", "people").values())}
    groups = {people: people for people in peoples} | word_map("claim_topics", "who", part="noun")
    general = {"", *states, *figures}
    topics = []
    for noun, verb, about, dimension in _rows(quantities, "noun_lemma", "verb", "about", "dimension"):
        event = nouns.get(about) or states.get(noun) or verbs.get(verb) or nouns.get(noun) or ""
        group = groups.get(noun, "") if event and dimension == "count" and noun not in general else ""
        thing = noun
        if event == "cost" and dimension == "money":
            thing = group = next((word for word in (noun, about) if word not in general), "")
        elif group or noun in general:
            thing = "people" if dimension in OF_PEOPLE else ""
        topics.append((thing, group, event))
    return topics


def name_claims(claims: pd.DataFrame) -> list[str]:
    """Return what each claim is about, or "" if that is not known; claims are in the order of the text.

    Groups are named where a text numbers several of them for one event. A price without a thing is that of the only
    thing with a price. A bare number ("the ministry spoke of 28") is about the same as the claim before, if that is
    another's, and in the same sentence or, if it says what happened, one sentence back.
    """
    topics, places = read_topics(claims), list(_rows(claims, "doc_id", "dimension"))
    groups = defaultdict(set)
    for place, (_, group, event) in zip(places, topics, strict=True):
        groups[place, event].update({group} - {""})
    unsaid, verbs = word_set("claim_topics", who="anything") | {""}, word_set("claim_topics", part="verb")
    rows = _rows(claims, "noun_lemma", "verb", "counted_by", "claimed_by")
    names, last = [], {}
    for place, (thing, group, event), sent_id, row in zip(
        places, topics, claims["sent_id"], rows, strict=True
    ):
        noun, verb, counted_by, claimed_by = row
        named = groups[place, event]
        if len(named) > 1:
            thing = group or thing
        elif "money" in place:
            thing = thing or "".join(named)
        what = event or ("" if noun in unsaid or verb in verbs else verb)
        name = f"{thing} {what}".strip() if thing and (what or thing != "people") else ""
        if name:
            last[place] = name, claimed_by, sent_id + bool(event)
        elif noun in unsaid and counted_by and place in last:
            before, claimant, until = last[place]
            name = before if sent_id <= until and claimed_by != claimant else ""
        names.append(name)
    return names


def _rows(table: pd.DataFrame, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yield the values of some columns as text, "" where one is missing."""
    texts = table.reindex(columns=columns).astype("str").fillna("")
    return texts.astype(object).itertuples(index=False, name=None)
