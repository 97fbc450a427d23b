"""Score the tone of quotations with two word lists, which often disagree."""

import re

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

from analysis.coding import agreement, exact_interval
from analysis.quotes import join_pieces
from analysis.tables import check_columns

NEUTRAL = 0.05  # scores nearer to 0 count as no tone, as VADER's authors suggest
_SCORES = {"scored": "str", "textblob": float, "textblob_words": "str", "vader": float, "vader_words": "str"}
_NAME = "Alex"  # replaces every name, because "Great" in "Great Britain" is not praise


def score_tone(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Score the tone of each quotation with TextBlob and with VADER, and list the words that decide the scores.

    First, names of actors are masked and typographic apostrophes replaced, because both lists misread them. See
    `tone_agreement` for how reliable the scores are.

    Args:
        quotes: the table that `find_quotes` or `link_speakers` returns.
        mentions: the table that `find_actors` returns; its names are masked, its common nouns ("terrorists") are not.

    Columns:
        those of `quotes`, one row for each quotation; n_words, scored (the text of all its pieces as it was scored),
        textblob (the polarity by TextBlob, -1 to 1), textblob_words, vader (the compound score by VADER, -1 to 1;
        Hutto and Gilbert 2014), vader_words. Each word is followed by its own score, after negation and emphasis.
        TextBlob's score is their mean, VADER's is based on their sum.

    Raises:
        KeyError: a table lacks a column.

    >>> quotes = pd.DataFrame({"doc_id": ["a"], "quote_id": [0], "start": [0], "quote": ["It isn’t a good result"]})
    >>> mentions = pd.DataFrame({"doc_id": [], "start": [], "end": []})
    >>> score_tone(quotes, mentions)[["vader", "vader_words"]].round(2).values.tolist()
    [[-0.34, 'good -1.4']]
    """
    check_columns(quotes, "quotes", ["doc_id", "quote_id", "start", "quote"])
    check_columns(mentions, "mentions", ["doc_id", "start", "end"])
    vader = _Vader()
    keys = [quotes["doc_id"].astype("str"), quotes["quote_id"]]
    texts = _mask(quotes, mentions).groupby(keys, sort=False).agg(" ".join).tolist()
    scores = pd.DataFrame([(text, *_score(text, vader)) for text in texts], columns=list(_SCORES))
    return join_pieces(quotes).join(scores.astype(_SCORES))


def tone_agreement(coded: pd.DataFrame) -> pd.DataFrame:
    """Measure how often the two lists agree with hand-coded tones.

    Args:
        coded: quote, and tone as coded by hand: -1 (negative), 0 or 1 (positive). Rows without a tone are left out.

    Columns:
        one, other (what is compared: textblob, vader, coded by hand), n, alike (the share of quotations with the same
        sign; scores between -0.05 and 0.05 count as 0), low, high (a 95 % interval of it, as in `score_sample`), alpha
        (Krippendorff's, nominal: 1 is full agreement, 0 is chance).

    Raises:
        KeyError: `coded` lacks a column.
        ValueError: a tone is not -1, 0 or 1.

    >>> coded = pd.DataFrame({"tone": [1, -1, 0], "quote": ["Great!", "A disaster.", "At nine."]})
    >>> tone_agreement(coded)[["one", "other", "alike"]].round(2).values.tolist()
    [['textblob', 'coded by hand', 0.67], ['vader', 'coded by hand', 1.0], ['textblob', 'vader', 0.67]]
    """
    check_columns(coded, "coded", ["quote", "tone"])
    coded = coded.dropna(subset=["tone"]).reset_index(drop=True)
    if strange := set(coded["tone"]) - {-1, 0, 1}:
        raise ValueError(f"coded has the tone {strange.pop()}: write -1, 0 or 1")
    quotes = pd.DataFrame({"doc_id": "", "quote_id": coded.index, "start": 0, "quote": coded["quote"]})
    scores = score_tone(quotes, pd.DataFrame({"doc_id": [], "start": [], "end": []}))
    scores = scores[["textblob", "vader"]].assign(**{"coded by hand": coded["tone"]})
    signs = np.sign(scores.where(scores.abs() >= NEUTRAL, 0))
    pairs = [("textblob", "coded by hand"), ("vader", "coded by hand"), ("textblob", "vader")]
    table = pd.DataFrame(pairs, columns=["one", "other"]).assign(n=len(coded))
    alike = pd.Series([(signs[one] == signs[other]).sum() for one, other in pairs])
    low, high = exact_interval(alike, table["n"])
    alpha = [agreement(signs[one], signs[other]) for one, other in pairs]
    return table.assign(alike=alike / table["n"], low=low, high=high, alpha=alpha)


class _Vader(SentimentIntensityAnalyzer):
    """VADER, extended to keep what each word adds to the score of a text."""

    def score_valence(self, sentiments, text):
        self.added = zip(SentiText(text).words_and_emoticons, sentiments, strict=True)
        return super().score_valence(sentiments, text)


def _mask(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """The text of each piece, with every actor's name replaced by one first name, and n't by not."""
    if "kind" in mentions:
        mentions = mentions[mentions["kind"] == "name"]
    names = mentions.astype({"doc_id": "str"}).sort_values("start").groupby("doc_id")
    spans = {doc_id: rows[["start", "end"]].values.tolist() for doc_id, rows in names}
    texts = []
    for row in quotes.itertuples():
        text, stop = row.quote, row.start + len(row.quote)
        for first, last in reversed(spans.get(str(row.doc_id), [])):
            if row.start <= first and last <= stop:
                text = text[: first - row.start] + _NAME + text[last - row.start :]
        texts.append(re.sub(r"n't\b", " not", text.replace("’", "'")))
    return pd.Series(texts, index=quotes.index, dtype="str")


def _score(text: str, vader: _Vader) -> tuple[float, str, float, str]:
    from textblob import TextBlob  # imports NLTK, which takes seconds

    blob = TextBlob(text).sentiment_assessments
    compound = vader.polarity_scores(text)["compound"]
    by_blob = [f"{' '.join(words)} {value:+.2f}" for words, value, *_ in blob.assessments if value]
    by_vader = [f"{word} {value:+.1f}" for word, value in vader.added if value]
    return blob.polarity, ", ".join(by_blob), compound, ", ".join(by_vader)
