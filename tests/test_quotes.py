"""Who is quoted, saying what."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import annotate, find_quotes

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
    "headline, name, colon": ("Storm nears the coast - Vera Okonjo: “We have never seen it so high.”", [
        ("“We have never seen it so high.”", "Vera Okonjo", ":")]),
    "made clear": ("Davis made it clear that she would stay.", [("that she would stay", "Davis", "made it clear")]),
    "issued a text": ("The bank released a statement saying that growth had slowed.", [
        ("that growth had slowed", "The bank", "saying")]),
    "asked, he said": ("Asked about the plan, Lee said “it is dead”.", [("“it is dead”", "Lee", "said")]),
    "outermost alone": ("The lawyer said her client had told the police that he slept.", [
        ("her client had told the police that he slept", "The lawyer", "said")]),
    "nobody named": ("The letter was read aloud. “You have forgotten us. We have not forgotten you.”", [
        ("“You have forgotten us. We have not forgotten you.”", None, None)]),
    "list": ("Critics called the law “unjust” and “cruel”.", [
        ("the law “unjust” and “cruel”", "Critics", "called")]),
    "second verb": ("The mayor said the bridge was safe and accused the paper of lying.", [
        ("the bridge was safe", "The mayor", "said"), ("the paper of lying", "The mayor", "accused")]),
    "second verb with marks": ("The mayor noted that he had voted, and added: “It was easy.”", [
        ("that he had voted", "The mayor", "noted"), ("“It was easy.”", "The mayor", "added")]),
    "asked, replied": ("The captain, asked whether he would retire, replied that he had “no plans”.", [
        ("whether he would retire", "The captain", "asked"), ("that he had “no plans”", "The captain", "replied")]),
    "relative clause": ("The doctor, who asked not to be named, said supplies would last two days.", [
        ("not to be named", "who", "asked"), ("supplies would last two days", "The doctor", "said")]),
    "speaker inside what is quoted": ("Hale argued that a register would keep prices down, saying it was overdue.", [
        ("that a register would keep prices down", "Hale", "argued"), ("it was overdue", "Hale", "saying")]),
    "two subjects": ("In his speech, a tribute to the miners, Orlo said that the pit would close.", [
        ("that the pit would close", "Orlo", "said")]),
    "speaker is told to": ("The leak prompted Hale to accuse Moss of fraud.", [("Moss of fraud", "Hale", "to accuse")]),
    "fragment": ("The plan is “a disaster,” Green said.", [("The plan is “a disaster,”", "Green", "said")]),
    "other clause": ("Petrov called the report “baseless”, while Ukraine welcomed it.", [
        ("the report “baseless”", "Petrov", "called")]),
    "dashes": ("Mr Lowe - once a miner - said that the pit was flooded.", [
        ("that the pit was flooded", "Mr Lowe - once a miner", "said")]),
    "said X, verb": ("The reactor, said officials in Tokyo, will stay offline until spring.", [
        ("The reactor / will stay offline until spring", "officials in Tokyo", "said")]),
    "comma before the mark": ("She had one word of advice: “Wait for the spring,” Moss said.", [
        ("“Wait for the spring,”", "Moss", "said")]),
    "a name": ("A new group called Forward opened an office.", []),
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
def test_kinds_and_beliefs():
    text = "“It is over”, she said. He said it was “dead”. They said it was late. Residents fear that it will close."
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents, min_confidence=0.1)
    assert quotes["kind"].tolist() == ["direct", "mixed", "indirect", "indirect"]
    assert quotes["speech"].tolist() == [True, True, True, False]


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
    spans = [
        ("quote", "start", "end"),
        ("cue", "cue_start", "cue_end"),
        ("speaker", "speaker_start", "speaker_end"),
    ]
    for columns in spans:
        for doc_id, words, start, end in quotes[["doc_id", *columns]].itertuples(index=False):
            assert pd.isna(words) == pd.isna(start)
            assert pd.isna(start) or texts[doc_id][start:end] == words
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
    strict, lax = (rows[rows["piece"] == 0][["doc_id", "start", "rule"]] for rows in (strict, lax))
    assert len(lax) > len(strict) == len(strict.merge(lax))


MARK = re.compile("``|''|[\"\\'“”„‘’«»]")
BESIDE = "They spoke of “the plan”.\nLee winked at the big crowd in the old town hall of Ham: “I am back.”"


@pytest.mark.model
@settings(max_examples=60)
@given(st.data())
def test_a_mark_more_or_less_changes_nothing_outside(news, data):
    """Deleting or doubling a mark changes its paragraph and those that the quotation runs on into, and no other."""
    documents, tokens, *_ = news
    document = documents.iloc[data.draw(st.integers(0, len(documents) - 1))]
    own = tokens[tokens["doc_id"] == document["doc_id"]]
    mark = data.draw(st.sampled_from(list(MARK.finditer(document["text"]))))
    assert_nothing_changes_outside(own, document["text"], mark, data.draw(st.booleans()))


@pytest.mark.model
@pytest.mark.parametrize("is_double", [True, False])
def test_a_mark_makes_no_cue_of_a_verb_in_the_next_paragraph(is_double):
    documents = pd.DataFrame({"doc_id": ["a"], "text": [BESIDE]})
    tokens = annotate(documents, cache=False)[0]
    for mark in list(MARK.finditer(BESIDE))[:2]:
        assert_nothing_changes_outside(tokens, BESIDE, mark, is_double)


def assert_nothing_changes_outside(tokens: pd.DataFrame, text: str, mark: re.Match, is_double: bool):
    """The table of tokens stays as it is; offsets move with the text."""
    at, behind = mark.span()
    new_text = text[:behind] + mark.group() * is_double + text[behind:]
    if not is_double:
        new_text = text[:at] + text[behind:]
    offsets = ["start", "end", "phrase_start", "phrase_end"]
    step = (behind - at) * (1 if is_double else -1)
    moved = tokens[offsets].where(tokens[offsets] < behind, tokens[offsets] + step)
    par = tokens.loc[tokens["start"] <= at, "par_id"].iloc[-1]
    document = pd.DataFrame({"doc_id": tokens["doc_id"].iloc[:1], "text": [text]})
    found = [
        _with_paragraphs(find_quotes(table, document.assign(text=words)), table)
        for table, words in ((tokens, text), (tokens.assign(**moved), new_text))
    ]  # fmt: skip
    changed = {par}.union(*(pars for quotes in found for pars, _ in quotes if par in pars))
    before, after = ([quote for pars, quote in quotes if not pars & changed] for quotes in found)
    assert before == after


def _with_paragraphs(quotes: pd.DataFrame, tokens: pd.DataFrame) -> list[tuple[set, list]]:
    """The paragraphs of each quotation, its cue's included, and what is known of it but its offsets."""
    found = []
    for _, pieces in quotes.groupby("quote_id"):
        places = pd.concat([pieces["start"], pieces["end"] - 1, pieces["cue_start"].dropna()]).astype("int64")
        last = np.searchsorted(tokens["start"].to_numpy(), places.to_numpy(), side="right") - 1
        known = pieces[["quote", "kind", "cue", "speaker", "rule"]].astype("str").values.tolist()
        found.append((set(tokens["par_id"].to_numpy()[last]), known))
    return found


WORDS = ["said", "he", "Lee", "according", "to", "that", "claims", "clear", "made", "so-called", "told"]


@pytest.mark.model
@settings(max_examples=60)
@given(st.lists(st.sampled_from([*WORDS, *'"“”‘’«»:,.-—\n', "''", "``"]), max_size=25))
def test_no_document_is_refused(words):
    documents = pd.DataFrame({"doc_id": ["a"], "text": [" ".join(words)]})
    quotes = find_quotes(annotate(documents, cache=False)[0], documents, min_confidence=0.0)
    assert quotes["confidence"].between(0, 1).all()
    assert (quotes["start"] < quotes["end"]).all()
