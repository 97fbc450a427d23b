"""References: the sentences of each row of a table."""

import numpy as np
import pandas as pd


def number_sentences(documents: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return all sentences, numbered by the index, with the number of their article (from 1) and their text.

    Columns:
        doc_id, sent_id, par_id, start, end, article, base (added to an offset in the article, it makes one in all
        articles together), text.
    """
    lengths = documents["text"].str.len() + 1
    places = documents[["doc_id"]].assign(
        base=lengths.cumsum() - lengths, article=range(1, len(documents) + 1)
    )
    numbered = sentences.astype({"doc_id": "str"}).merge(places, on="doc_id")
    numbered = numbered.sort_values(["article", "start"], ignore_index=True)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    cut = zip(numbered["doc_id"], numbered["start"], numbered["end"], strict=True)
    return numbered.assign(text=[texts[doc_id][start:end] for doc_id, start, end in cut])


def locate(spans: pd.DataFrame, numbered: pd.DataFrame) -> pd.DataFrame:
    """Return spans cut at the borders of sentences, in the order of the texts.

    Columns:
        those of `spans`, with start and end counted from the start of the sentence, and sentence (its number).

    >>> numbered = pd.DataFrame({"doc_id": "a", "start": [0, 4], "end": [3, 9], "base": 0})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [1], "end": [6]})
    >>> locate(spans, numbered)[["sentence", "start", "end"]].values.tolist()
    [[0, 1, 3], [1, 0, 2]]
    """
    bases = dict(zip(numbered["doc_id"], numbered["base"], strict=True))
    base = spans["doc_id"].astype("str").map(bases).astype("int64")
    first = np.searchsorted(numbered["base"] + numbered["end"], base + spans["start"], "right")
    last = np.searchsorted(numbered["base"] + numbered["start"], base + spans["end"], "left")
    located = spans.assign(sentence=list(map(range, first, last))).explode("sentence", ignore_index=True)
    located = located.dropna(subset="sentence").astype({"sentence": "int64"})
    start, end = (numbered[side].to_numpy()[located["sentence"]] for side in ("start", "end"))
    located["end"] = np.minimum(located["end"], end) - start
    located["start"] = np.maximum(located["start"], start) - start
    return located.sort_values(["sentence", "start", "end"], kind="stable", ignore_index=True)
