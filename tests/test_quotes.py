"""Who is quoted, saying what."""

import re

import numpy as np
import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, settings, strategies as st

from analysis import annotate, find_quotes

CASES = {  # text, then speaker | cue | content in pieces, for each quotation
    "comma": ["“The quay is unsafe”, said Marta Quell.", "Marta Quell | said | “The quay is unsafe”"],
    "two pieces": ['"It never came," Lina Harrow said. "We waited for hours."',
        'Lina Harrow | said | "It never came," / "We waited for hours."'],
    "three paragraphs": ["“They came in April.\n“They came again in May.\n“In June they stopped,” he said.",
        "he | said | “They came in April. / “They came again in May. / “In June they stopped,”"],
    "according to in the middle": ["The war goes on and, according to state radio, it will last.",
        "state radio | according to | it will last"],
    "parenthesis": ["The reactor, officials said, will stay offline until spring.",
        "officials | said | The reactor / will stay offline until spring"],
    "gerund": ["Marrable said prices were stable, adding that she expected no cut.",
        "Marrable | said | prices were stable", "Marrable | adding | that she expected no cut"],
    "refusal": ["The company declined to comment.", "The company | declined | to comment"],
    "passive": ["The minister was accused by lawmakers of hiding the figures.",
        "lawmakers | was accused | The minister / of hiding the figures"],
    "noun": ["The president’s claim that crime had doubled is false.",
        "The president’s | claim | that crime had doubled"],
    "headline, name, colon": ["Storm nears the coast - Vera Okonjo: “We have never seen it so high.”",
        "Vera Okonjo | : | “We have never seen it so high.”"],
    "dash": ["“I was there from the beginning.” -Vera Okonjo",
        "Vera Okonjo | - | “I was there from the beginning.”"],
    "what they called": ["The mill broke what the owners call “an unspoken rule”.",
        "the owners | call | what / “an unspoken rule”"],
    "made clear": ["Davis made it clear that she would stay.", "Davis | made it clear | that she would stay"],
    "issued a text": ["The bank released a statement saying that growth had slowed.",
        "The bank | saying | that growth had slowed"],
    "asked, he said": ["Asked about the plan, Lee said “it is dead”.", "Lee | said | “it is dead”"],
    "outermost alone": ["The lawyer said her client had told the police that he slept.",
        "The lawyer | said | her client had told the police that he slept"],
    "list": ["Critics called the law “unjust” and “cruel”.", "Critics | called | the law “unjust” and “cruel”"],
    "second verb": ["The mayor said the bridge was safe and accused the paper of lying.",
        "The mayor | said | the bridge was safe", "The mayor | accused | the paper of lying"],
    "second verb with marks": ["The mayor noted that he had voted, and added: “It was easy.”",
        "The mayor | noted | that he had voted", "The mayor | added | “It was easy.”"],
    "asked, replied": ["The captain, asked whether he would retire, replied that he had “no plans”.",
        "The captain | asked | whether he would retire", "The captain | replied | that he had “no plans”"],
    "relative clause": ["The doctor, who asked not to be named, said supplies would last two days.",
        "who | asked | not to be named", "The doctor | said | supplies would last two days"],
    "speaker inside what is quoted": ["Hale argued that a register would keep prices down, saying it was overdue.",
        "Hale | argued | that a register would keep prices down", "Hale | saying | it was overdue"],
    "two subjects": ["In his speech, a tribute to the miners, Orlo said that the pit would close.",
        "Orlo | said | that the pit would close"],
    "speaker is told to": ["The leak prompted Hale to accuse Moss of fraud.", "Hale | to accuse | Moss of fraud"],
    "fragment": ["The plan is “a disaster,” Green said.", "Green | said | The plan is “a disaster,”"],
    "other clause": ["Petrov called the report “baseless”, while Ukraine welcomed it.",
        "Petrov | called | the report “baseless”"],
    "dashes": ["Mr Lowe - once a miner - said that the pit was flooded.",
        "Mr Lowe - once a miner | said | that the pit was flooded"],
    "said X, verb": ["The reactor, said officials in Tokyo, will stay offline until spring.",
        "officials in Tokyo | said | The reactor / will stay offline until spring"],
    "comma before the mark": ["She had one word of advice: “Wait for the spring,” Moss said.",
        "Moss | said | “Wait for the spring,”"],
    "a name": ["A new group called Forward opened an office."],
    "so-called": ["The so-called “peace bridge” has been closed for a year."],
    "known as": ["In the town the storm is known as “the Widow”."],
    "act, no speech": ["The army attacked the village."],
    "no comment": ["The Marlow ministry has not commented on the reason for closing the plant."],
}  # fmt: skip


def found(text: str, **options) -> pd.DataFrame:
    documents = texts(text)
    return find_quotes(annotate(documents, cache=False)[0], documents, **options)


def spoken(quotes: pd.DataFrame, joint: str) -> pd.DataFrame:
    """The quotations that were uttered, a row each."""
    pieces = quotes.query("speech").fillna({"speaker": "", "cue": ""}).groupby("quote_id")
    return pieces.agg({"quote": joint.join, "speaker": "first", "cue": "first", "kind": "first"})


@pytest.mark.model
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_find(case):
    text, *expected = case
    rows = spoken(found(text), " / ")[["speaker", "cue", "quote"]].values
    assert [" | ".join(row) for row in rows] == expected


@pytest.mark.model
def test_kinds_and_beliefs():
    text = "“It is over”, she said. He said it was “dead”. They said it was late. Residents fear that it will close."
    quotes = found(text, min_confidence=0.1)
    assert quotes["kind"].tolist() == ["direct", "mixed", "indirect", "indirect"]
    assert quotes["speech"].tolist() == [True, True, True, False]


# The article that ships with the kit, read by us: how each quotation begins and ends | speaker | cue | kind.
SEED = """
it now holds … occupied by rebels | state TV | according to | indirect
“The battle of … its end” | Rami Abdel Rahman, director of the Syrian Observatory for Human Rights | said | direct
Aleppo was a … anti-government fighters | A commander with the Jabha Shamiya rebel group | said | indirect
an “arrangement” had … war-wracked city | Russia’s UN Ambassador Vitaly Churkin | said | mixed
that under the … rebel groups | Turkey | said | indirect
that 120,000 people … in Aleppo | Francois Hollande | said | mixed
“We can agree … very quickly” | Sergei Lavrov | said | direct
“The reports we … their homes” | Colville | said | direct
that the United … the 82 | Colville | adding | indirect
The streets of … government forces | a humanitarian group | reported | indirect
the worldwide … eastern Aleppo | United Nations human rights chief Zeid Ra’ad al Hussein | called on | indirect
that populations of … same fate | United Nations human rights chief Zeid Ra’ad al Hussein | warning | indirect
their Russian counterparts … safe departures | US officials | said | indirect
“We’re living the … before victory” | a Syrian military source | told | direct
“we only need … them all” | British surgeon Dr David Nott | says | direct
those fighting in … civilian lives | The International Committee of the Red Cross | urged | indirect
On Sunday alone … government-run crossings | state news agency SANA | said | indirect
“They’ve killed more … right there” |  |  | direct
"""


@pytest.mark.model
def test_every_quotation_of_the_seed_article(seed):
    documents, tokens, *_ = seed
    rows = spoken(find_quotes(tokens, documents), " ").values.tolist()
    for (quote, *own), line in zip(rows, SEED.strip().splitlines(), strict=True):
        content, *known = line.split(" | ")
        begin, end = content.split(" … ")
        assert quote.startswith(begin) and quote.endswith(end), quote
        assert own == known


@pytest.mark.model
def test_offsets_and_columns(news):
    documents, tokens, *_ = news
    quotes = find_quotes(tokens, documents, min_confidence=0.1)
    by_id = documents.set_index("doc_id")["text"]
    for name, start, end in [("quote", "start", "end"), ("cue", "cue_start", "cue_end"),
                             ("speaker", "speaker_start", "speaker_end")]:  # fmt: skip
        assert (quotes[name].notna() == quotes[start].notna()).all()
        rows = quotes.dropna(subset=name)[["doc_id", name, start, end]]
        assert len(rows) > 20
        assert all(by_id[row[0]][row[2] : row[3]] == row[1] for row in rows.itertuples(index=False))
    assert find_quotes(tokens[:0], documents[:0]).dtypes.equals(quotes.dtypes)


@pytest.mark.model
def test_documents_do_not_touch_each_other_and_a_lower_confidence_keeps_what_was_found(news):
    documents, tokens, *_ = news
    whole, strict = find_quotes(tokens, documents), find_quotes(tokens, documents, min_confidence=0.8)
    parts = [find_quotes(rows, documents) for _, rows in tokens.groupby("doc_id", sort=False, observed=True)]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    with pytest.raises(ValueError, match="min_confidence is 40: it must be between 0 and 1"):
        find_quotes(tokens, documents, min_confidence=40)
    strict, lax = (rows.loc[rows["piece"] == 0, ["doc_id", "start", "rule"]] for rows in (strict, whole))
    assert len(lax) > len(strict) == len(strict.merge(lax))


MARK = re.compile("``|''|[\"\\'“”„‘’«»]")
BESIDE = "They spoke of “the plan”.\nLee winked at the big crowd in the old town hall of Ham: “I am back.”"


@pytest.mark.model
@settings(max_examples=40)
@given(st.data())
def test_a_mark_more_or_less_changes_nothing_outside(news, data):
    """Deleting or doubling a mark changes its paragraph and those that the quotation runs on into, and no other."""
    documents, tokens, *_ = news
    document = documents.iloc[data.draw(st.integers(0, len(documents) - 1))]
    own = tokens[tokens["doc_id"] == document["doc_id"]]
    mark = data.draw(st.sampled_from(list(MARK.finditer(document["text"]))))
    assert_nothing_changes_outside(own, document["text"], mark, data.draw(st.booleans()))


@pytest.mark.model
def test_a_mark_makes_no_cue_of_a_verb_in_the_next_paragraph():
    tokens = annotate(texts(BESIDE), cache=False)[0]
    for mark in list(MARK.finditer(BESIDE))[:2]:
        for is_double in (True, False):
            assert_nothing_changes_outside(tokens, BESIDE, mark, is_double)


def assert_nothing_changes_outside(tokens: pd.DataFrame, text: str, mark: re.Match, is_double: bool):
    """The table of tokens stays as it is; offsets move with the text."""
    at, end = mark.span()
    new_text = text[:end] + mark.group() + text[end:] if is_double else text[:at] + text[end:]
    offsets = ["start", "end", "phrase_start", "phrase_end"]
    moved = tokens[offsets].where(tokens[offsets] < end, tokens[offsets] + len(new_text) - len(text))
    par = tokens.loc[tokens["start"] <= at, "par_id"].iloc[-1]
    document = texts(text).assign(doc_id=tokens["doc_id"].iloc[0])
    found = [
        _with_paragraphs(find_quotes(table, document.assign(text=words)), table)
        for table, words in ((tokens, text), (tokens.assign(**moved), new_text))
    ]  # fmt: skip
    changed = {par}.union(*(pars for quotes in found for pars, _ in quotes if par in pars))
    before, after = ([quote for pars, quote in quotes if not pars & changed] for quotes in found)
    assert before == after


def _with_paragraphs(quotes: pd.DataFrame, tokens: pd.DataFrame) -> list[tuple[set, list]]:
    """The paragraphs of each quotation, its cue's included, and all its columns except offsets."""
    found = []
    for _, pieces in quotes.groupby("quote_id"):
        offsets = pd.concat([pieces["start"], pieces["end"] - 1, pieces["cue_start"].dropna()])
        at = np.searchsorted(tokens["start"].to_numpy(), offsets.to_numpy("int64"), side="right") - 1
        known = pieces[["quote", "kind", "cue", "speaker", "rule"]].astype("str").values.tolist()
        found.append((set(tokens["par_id"].to_numpy()[at]), known))
    return found


WORDS = ["said", "he", "Lee", "according", "to", "that", "claims", "clear", "made", "so-called", "told"]


@pytest.mark.model
@given(st.lists(st.sampled_from([*WORDS, *'"“”‘’«»:,.-—\n', "''", "``"]), max_size=25))
def test_no_document_is_refused(words):
    quotes = found(" ".join(words), min_confidence=0.0)
    assert quotes["confidence"].between(0, 1).all()
    assert (quotes["start"] < quotes["end"]).all()


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", '"', "said", 'Ann zapped: "', 'Ann wobbled, "', "Ann wobbled: “", "-Ann", ": said"]
)
def test_odd_texts_have_no_quotation(text):
    documents = texts(text)
    assert find_quotes(annotate(documents, cache=False)[0], documents).empty
