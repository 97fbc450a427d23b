"""Actors with all their mentions, joined over the corpus."""

from collections.abc import Iterator

import pandas as pd

from analysis import annotate, find_actors, merge_actors


def predict(documents: pd.DataFrame) -> Iterator[dict]:
    """Give for each document its actors: label (the name over the corpus), type, mentions as [start, end, kind]."""
    tokens, _, entities = annotate(documents)
    mentions = merge_actors(find_actors(entities, tokens, documents))
    by_document = dict(list(mentions.groupby("doc_id", observed=True)))
    for doc_id in documents["doc_id"]:
        here = by_document.get(doc_id, mentions.iloc[:0])
        actors = [
            {
                "label": actor,
                "type": label,
                "mentions": [
                    [int(start), int(end), kind]
                    for start, end, kind in zip(rows["start"], rows["end"], rows["kind"], strict=True)
                ],
            }
            for (actor, label), rows in here.groupby(["actor", "label"], observed=True)
        ]
        yield {"id": doc_id, "actors": actors}
