"""References: the sentences behind each row of a table."""

import numpy as np
import pandas as pd


def number_sentences(documents: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return all sentences with the number of their article, counted from 1, and their text.

    Columns:
        doc_id, sent_id, par_id, start, end, article, base (added to an offset in the article, it makes one in all
        articles together), text. The index counts the sentences.
    """
    lengths = documents["text"].str.len() + 1
    places = documents[["doc_id", "text"]].assign(
        article=range(1, len(documents) + 1), base=lengths.cumsum() - lengths
    )
    columns = ["doc_id", "sent_id", "par_id", "start", "end"]
    numbered = sentences[columns].astype({"doc_id": "str"}).merge(places, on="doc_id")
    numbered = numbered.sort_values(["article", "start"], ignore_index=True)
    cut = zip(numbered["text"], numbered["start"], numbered["end"], strict=True)
    return numbered.assign(text=[text[start:end] for text, start, end in cut])


def locate(spans: pd.DataFrame, numbered: pd.DataFrame) -> pd.DataFrame:
    """Return spans cut at the borders of sentences, in the order of the texts.

    Columns:
        those of `spans`, with start and end counted from the start of the sentence, and sentence (its number).

    >>> numbered = pd.DataFrame({"doc_id": "a", "start": [0, 4], "end": [3, 9], "base": 0})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [1], "end": [6]})
    >>> locate(spans, numbered)[["sentence", "start"]].values.tolist()
    [[0, 1], [1, 0]]
    """
    bases = numbered.drop_duplicates("doc_id").set_index("doc_id")["base"]
    base = spans["doc_id"].astype("str").map(bases).fillna(-1).astype("int64").to_numpy()
    begins = (numbered["base"] + numbered["start"]).to_numpy()
    ends = (numbered["base"] + numbered["end"]).to_numpy()
    begin, end = base + spans["start"].to_numpy("int64"), base + spans["end"].to_numpy("int64")
    first = np.searchsorted(ends, begin, "right")
    many = np.where(base < 0, 0, np.maximum(np.searchsorted(begins, end, "left") - first, 0))
    rows = np.repeat(np.arange(len(spans)), many)
    sentence = first[rows] + np.arange(len(rows)) - np.repeat(many.cumsum() - many, many)
    start = np.maximum(begin[rows], begins[sentence]) - begins[sentence]
    end = np.minimum(end[rows], ends[sentence]) - begins[sentence]
    located = spans.iloc[rows].assign(sentence=sentence, start=start, end=end)
    return located.sort_values(["sentence", "start", "end"], kind="stable", ignore_index=True)


def row_references(located: pd.DataFrame, count: int) -> list[list[int]]:
    """Return for each of so many rows its references: sentence, start and end of each, one after the other."""
    places = located[["row", "sentence", "start", "end"]].drop_duplicates().sort_values("row", kind="stable")
    edges = np.searchsorted(places["row"], np.arange(count + 1))
    flat = places[["sentence", "start", "end"]].to_numpy("int64").ravel().tolist()
    return [flat[3 * here : 3 * there] for here, there in zip(edges[:-1], edges[1:], strict=True)]
