"""Who is quoted, saying what."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotate import annotate
from analysis.quotes import find_quotes

# text: (content in pieces, speaker, cue)
CASES = {
    "comma": ("“The quay is unsafe”, said Marta Quell.", [("“The quay is unsafe”", "Marta Quell", "said")]),
    "two pieces": (
        '"It never came," Lina Harrow said. "We waited for hours."',
        [('"It never came," / "We waited for hours."', "Lina Harrow", "said")],
    ),
    "three paragraphs": (
        "“They came in April.\n“They came again in May.\n“In June they stopped,” he said.",
        [("“They came in April. / “They came again in May. / “In June they stopped,”", "he", "said")],
    ),
    "clause": ("The mayor said the repairs would cost millions.", [
        ("the repairs would cost millions", "The mayor", "said")]),
    "mixed": ("He told reporters that work could begin “before the frost”.", [
        ("that work could begin “before the frost”", "He", "told")]),
    "according to": ("According to the coast guard, eleven people were saved.", [
        ("eleven people were saved", "the coast guard", "According to")]),
    "according to in the middle": ("The war goes on and, according to state radio, it will last.", [
        ("it will last", "state radio", "according to")]),
    "parenthesis": ("The reactor, officials said, will stay offline until spring.", [
        ("The reactor / will stay offline until spring", "officials", "said")]),
    "gerunds": ("Marrable said prices were stable, adding that she expected no cut and warning that wages rose.", [
        ("prices were stable", "Marrable", "said"),
        ("that she expected no cut", "Marrable", "adding"),
        ("that wages rose", "Marrable", "warning")]),
    "refusal": ("The company declined to comment.", [("to comment", "The company", "declined")]),
    "object and complement": ("Critics described the text as “a surrender”.", [
        ("the text as “a surrender”", "Critics", "described")]),
    "passive": ("The minister was accused by lawmakers of hiding the figures.", [
        ("The minister / of hiding the figures", "lawmakers", "was accused")]),
    "noun": ("The president’s claim that crime had doubled is false.", [
        ("that crime had doubled", "The president’s", "claim")]),
    "colon": ("Vera Okonjo: “I was there from the beginning.”", [
        ("“I was there from the beginning.”", "Vera Okonjo", ":")]),
    "dash": ("“I was there from the beginning.” -Vera Okonjo", [
        ("“I was there from the beginning.”", "Vera Okonjo", "-")]),
    "made clear": ("Davis made it clear that she would stay.", [("that she would stay", "Davis", "made it clear")]),
    "issued a text": ("The bank released a statement saying that growth had slowed.", [
        ("that growth had slowed", "The bank", "saying")]),
    "asked, he said": ("Asked about the plan, Lee said “it is dead”.", [("“it is dead”", "Lee", "said")]),
    "outermost alone": ("The lawyer said her client had told the police that he slept.", [
        ("her client had told the police that he slept", "The lawyer", "said")]),
    "nobody named": ("The letter was read aloud. “You have forgotten us. We have not forgotten you.”", [
        ("“You have forgotten us. We have not forgotten you.”", None, None)]),
    "so-called": ("The so-called “peace bridge” has been closed for a year.", []),
    "title": ("Her film “The Long Ditch” opened the festival.", []),
    "nickname": ("Robert “Bo” Tansley is armed.", []),
    "known as": ("In the town the storm is known as “the Widow”.", []),
    "act, no speech": ("The army attacked the village.", []),
}  # fmt: skip


def found(text: str) -> list[tuple]:
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents)
    quotes = quotes[quotes["speech"]]
    whole = quotes.groupby("quote_id").agg({"quote": " / ".join, "speaker": "first", "cue": "first"})
    return [
        tuple(None if pd.isna(value) else value for value in row) for row in whole.itertuples(index=False)
    ]


@pytest.mark.model
@pytest.mark.parametrize("text, expected", CASES.values(), ids=CASES.keys())
def test_find(text, expected):
    assert found(text) == expected


@pytest.mark.model
def test_beliefs_are_no_speech():
    documents = pd.DataFrame({"doc_id": ["a"], "text": ["Residents fear that the school will never reopen."]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents, min_confidence=0.1)
    assert quotes["speech"].tolist() == [False]


@pytest.mark.model
def test_kinds():
    text = "“It is over”, she said. He said it was “dead”. They said it was late."
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents)
    assert quotes["kind"].tolist() == ["direct", "mixed", "indirect"]


# The article that ships with the kit, read by us: how each quotation begins and ends, who says it, and with which word.
SEED = [
    ("it now holds", "occupied by rebels", "state TV", "according to", "indirect"),
    ("“The battle of", "its end”", "Rami Abdel Rahman, director of the Syrian Observatory for Human Rights", "said",
     "direct"),
    ("Aleppo was a", "anti-government fighters", "A commander with the Jabha Shamiya rebel group", "said", "indirect"),
    ("an “arrangement” had", "war-wracked city", "Russia’s UN Ambassador Vitaly Churkin", "said", "mixed"),
    ("that under the", "rebel groups", "Turkey", "said", "indirect"),
    ("that 120,000 people", "in Aleppo", "Francois Hollande", "said", "mixed"),
    ("“We can agree", "very quickly”", "Sergei Lavrov", "said", "direct"),
    ("“The reports we", "their homes”", "Colville", "said", "direct"),
    ("that the United", "the 82", "Colville", "adding", "indirect"),
    ("The streets of", "government forces", "a humanitarian group", "reported", "indirect"),
    ("the worldwide community", "eastern Aleppo", "United Nations human rights chief Zeid Ra’ad al Hussein",
     "called on", "indirect"),
    ("that populations of", "same fate", "United Nations human rights chief Zeid Ra’ad al Hussein", "warning",
     "indirect"),
    ("their Russian counterparts", "safe departures", "US officials", "said", "indirect"),
    ("“We’re living the", "before victory”", "a Syrian military source", "told", "direct"),
    ("“we only need", "them all”", "British surgeon Dr David Nott", "says", "direct"),
    ("those fighting in", "civilian lives", "The International Committee of the Red Cross", "urged", "indirect"),
    ("On Sunday alone", "government-run crossings", "state news agency SANA", "said", "indirect"),
    ("“They’ve killed more", "right there”", None, None, "direct"),
]  # fmt: skip


@pytest.mark.model
def test_every_quotation_of_the_seed_article(seed):
    documents, tokens, *_ = seed
    quotes = find_quotes(tokens, documents)
    whole = quotes[quotes["speech"]].groupby("quote_id").agg(
        quote=("quote", " ".join), speaker=("speaker", "first"), cue=("cue", "first"), kind=("kind", "first")
    )  # fmt: skip
    rows = [
        (" ".join(row.quote.split()[:3]), " ".join(row.quote.split()[-len(end.split()) :]),
         *(None if pd.isna(value) else value for value in (row.speaker, row.cue)), row.kind)
        for row, (_, end, *_) in zip(whole.itertuples(), SEED, strict=False)
    ]  # fmt: skip
    assert rows == [(" ".join(begin.split()[:3]), *rest) for begin, *rest in SEED]
    assert len(whole) == len(SEED)


@pytest.mark.model
def test_offsets_and_columns(news):
    documents, tokens, *_ = news
    quotes = find_quotes(tokens, documents, min_confidence=0.1)
    texts = documents.set_index("doc_id")["text"]
    assert len(quotes) > 20
    for row in quotes.itertuples():
        text = texts[row.doc_id]
        assert text[row.start : row.end] == row.quote
        cue, speaker = (
            (row.cue, row.cue_start, row.cue_end),
            (row.speaker, row.speaker_start, row.speaker_end),
        )
        for word, start, end in (cue, speaker):
            assert pd.isna(word) == pd.isna(start)
            assert pd.isna(start) or text[start:end] == word
    empty = find_quotes(tokens[:0], documents[:0])
    assert empty.dtypes.equals(quotes.dtypes)


@pytest.mark.model
def test_documents_do_not_touch_each_other(news):
    documents, tokens, *_ = news
    whole = find_quotes(tokens, documents)
    parts = [find_quotes(tokens[tokens["doc_id"] == doc_id], documents) for doc_id in documents["doc_id"]]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)


@pytest.mark.model
def test_a_lower_confidence_keeps_what_was_found(news):
    documents, tokens, *_ = news
    strict, lax = (find_quotes(tokens, documents, min_confidence=least) for least in (0.8, 0.4))
    keys = ["doc_id", "start", "cue"]
    assert len(lax) > len(strict)
    assert set(strict[strict["piece"] == 0][keys].astype("str").apply(tuple, axis=1)) <= set(
        lax[keys].astype("str").apply(tuple, axis=1)
    )


MARKS = '"“”‘’«»'


@pytest.mark.model
@settings(max_examples=40)
@given(st.data())
def test_a_mark_more_or_less_changes_nothing_outside(news, data):
    """Without the marks' tokens the tables of a text stay as they are: only offsets move."""
    documents, tokens, *_ = news
    document = documents.iloc[data.draw(st.integers(0, len(documents) - 1))]
    text, own = document["text"], tokens[tokens["doc_id"] == document["doc_id"]]
    at = data.draw(st.sampled_from([place for place, letter in enumerate(text) if letter in MARKS]))
    is_double = data.draw(st.booleans())
    step = 1 if is_double else -1
    offsets = ("start", "end", "phrase_start", "phrase_end")
    moved = own.assign(**{name: own[name] + step * (own[name] > at) for name in offsets})
    new_text = text[: at + 1] + text[at] + text[at + 1 :] if is_double else text[:at] + text[at + 1 :]
    par = int(own.loc[(own["start"] <= at) & (own["end"] > at), "par_id"].iloc[0])
    before, after = (
        _outside(
            find_quotes(table, pd.DataFrame({"doc_id": [document["doc_id"]], "text": [words]})), table, par
        )
        for table, words in ((own, text), (moved, new_text))
    )
    assert before == after


def _outside(quotes: pd.DataFrame, tokens: pd.DataFrame, par: int) -> list[tuple]:
    """What is found in the paragraphs that are not beside the one changed."""
    place = np.searchsorted(tokens["start"].to_numpy(), quotes["start"].to_numpy(), side="right") - 1
    pars = tokens["par_id"].to_numpy()[place]
    rows = quotes.assign(par=pars)
    rows = rows[(rows["par"] - par).abs() > 1]
    columns = ["par", "quote", "kind", "cue", "speaker", "rule"]
    return list(rows[columns].astype("str").itertuples(index=False, name=None))


WORDS = [
    "said",
    "he",
    "Lee",
    "according",
    "to",
    "that",
    "claims",
    "clear",
    "made",
    "reportedly",
    "so-called",
    "told",
]


@pytest.mark.model
@settings(max_examples=60)
@given(st.lists(st.sampled_from([*WORDS, *'"“”‘’«»:,.-—\n', "''", "``"]), max_size=25))
def test_no_document_is_refused(words):
    documents = pd.DataFrame({"doc_id": ["a"], "text": [" ".join(words)]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents, min_confidence=0.0)
    assert quotes["confidence"].between(0, 1).all()
    assert (quotes["start"] < quotes["end"]).all()
