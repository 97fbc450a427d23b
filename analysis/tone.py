"""The tone of what is said, by two word lists side by side: they often disagree, and neither is "the tone"."""

import re

import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.speakers import one_row_each

_NAME = "Alex"  # stands for every name: "Great Britain" is no praise


def score_tone(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Score each quotation with TextBlob and with VADER, and tell which words drove the scores.

    Names of actors are masked and typographic apostrophes mapped first, since both lists go wrong on them. How far
    the scores can be trusted is measured on quotations coded by hand: see tests/evaluation/score_tone.py.

    Args:
        quotes: what `find_quotes` or `link_speakers` gives.
        mentions: what `find_actors` gives; those inside a quotation are masked.

    Columns:
        those of `quotes`, a row a quotation; n_words, textblob (polarity, -1 to 1), textblob_words, vader (compound,
        -1 to 1; Hutto and Gilbert 2014), vader_words.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "quote": ["It isn’t a good result"]})
    >>> mentions = pd.DataFrame({"doc_id": [], "start": [], "end": []})
    >>> score_tone(quotes, mentions)["vader"].round(2).tolist()
    [-0.34]
    """
    vader = SentimentIntensityAnalyzer()
    masked = _mask(quotes, mentions)
    keys = [quotes["doc_id"].astype("str"), quotes["quote_id"]]
    texts = masked.groupby(keys, sort=False).agg(" ".join).tolist()
    found = [_score(text, vader) for text in texts]
    columns = ["textblob", "textblob_words", "vader", "vader_words"]
    scores = pd.DataFrame(found, columns=columns).astype(
        dict(zip(columns, ["float64", "str"] * 2, strict=True))
    )
    return one_row_each(quotes).join(scores)


def _mask(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """The text of every piece with a first name in the place of each actor's name, and n't spelled out."""
    spans = {
        doc_id: rows[["start", "end"]].values.tolist()
        for doc_id, rows in mentions.groupby(mentions["doc_id"].astype("str"))
    }
    texts = []
    for doc_id, start, text in zip(
        quotes["doc_id"].astype("str"), quotes["start"], quotes["quote"], strict=True
    ):
        for first, last in sorted(spans.get(doc_id, []), reverse=True):
            if start <= first and last <= start + len(text):
                text = text[: first - start] + _NAME + text[last - start :]
        texts.append(re.sub(r"n't\b", " not", text.replace("’", "'")))
    return pd.Series(texts, index=quotes.index, dtype="str")


def _score(text: str, vader: SentimentIntensityAnalyzer) -> tuple[float, str, float, str]:
    blob = TextBlob(text).sentiment_assessments
    by_blob = ", ".join(
        f"{' '.join(words)} {polarity:+.2f}" for words, polarity, *_ in blob.assessments if polarity
    )
    known = [word for word in re.findall(r"[\w'-]+", text.lower()) if word in vader.lexicon]
    by_vader = ", ".join(f"{word} {vader.lexicon[word]:+.1f}" for word in known)
    return blob.polarity, by_blob, vader.polarity_scores(text)["compound"], by_vader
