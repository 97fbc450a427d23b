"""Kinds of error that the finder of quotations once made, each with a small table of sentences."""

import cProfile
import pstats

import pandas as pd
import pytest

from analysis import annotate, count_cues, find_quotes
from analysis.finders.quotes import pair_marks

# text, then speaker | content of each quotation, its pieces parted by a slash.
KINDS = {
    "deeds and things say nothing": [
        ["The pilots were denied landing rights in Malta on Sunday."],
        ["The visitors conceded a late goal on Saturday."],
        ["The usher pointed to a side entrance."],
        ["Insurgents attacked a police post near the river."],
        ["Heavy hail slammed the orchards of the valley on Sunday."],
        ["Robbers blasted a safe with home-made explosives."],
        ["Pilar Ochoa called a plumber on Saturday."],
        ["He called the insurer by phone before noon."],
        ["Detectives questioned a baker over the stolen van."],
        ["Marines defended the harbour until dawn."],
        ["The embassy denied her a visa in June."],
        ["Prosecutors charged two clerks with fraud."],
        ["The phrase refers to a road that was never built."],
        ["Rovers conceded a late penalty."],
        ["The feud went to the point that nobody greeted the neighbours."],
        ["Footage showed a guard dragging a chair into the yard."],
        ["Lena Voss slammed the verdict.", "Lena Voss | the verdict"],
        ["The union called the offer a bad joke.", "The union | the offer a bad joke"],
        ["Farmers called for cheaper diesel.", "Farmers | cheaper diesel"],
        ["The envoy denied the report.", "The envoy | the report"],
        ["Insurgents said they attacked a police post.", "Insurgents | they attacked a police post"],
    ],
    "noun phrases as contents": [
        ["Denmark announced a tax on flights.", "Denmark | a tax on flights"],
        ["The regent promised free school meals.", "The regent | free school meals"],
        ["A survey showed a clear lead for the Liberals.", "A survey | a clear lead for the Liberals"],
        ["Forecasters predicted a mild winter.", "Forecasters | a mild winter"],
        ["The airline confirmed the loss of two planes.", "The airline | the loss of two planes"],
        ["The plan was criticised by teachers.", "teachers | The plan"],
        ["Marta Lind showed no fear of the dogs."],
        ["The tenant showed the agent the cellar."],
        ["The board discussed the budget on Monday."],
        ["The club announced itself with two early goals."],
    ],
    "datelines are no content": [
        ["Lima, 9 June: The ferry sank."],
        ["QUITO, July 4: A bridge fell."],
        ["OSLO, Norway (AP) — Ferries stopped on Friday, the operator said.",
            "the operator | Ferries stopped on Friday"],
        ["HANOI (Reuters) - Floods cut off two towns, officials said.", "officials | Floods cut off two towns"],
        ["Minsk (dpa) - Two trains collided overnight, the railway said.",
            "the railway | Two trains collided overnight"],
        ["The ferry - the only one that day - was late, passengers said.",
            "passengers | The ferry - the only one that day - was late"],
    ],
    "a body after the content": [
        ["Three divers died in a cave near Tulum, the Mexican Ministry of Tourism said on Friday.",
            "the Mexican Ministry of Tourism | Three divers died in a cave near Tulum"],
        ["A tanker ran aground off the coast near Agadir, the Moroccan Navy said on Sunday.",
            "the Moroccan Navy | A tanker ran aground off the coast near Agadir"],
        ["Six climbers were found on a ridge above Huaraz, Peru's Ministry of Health said on Monday.",
            "Peru's Ministry of Health | Six climbers were found on a ridge above Huaraz"],
        ["The grid is stable again, the firm's engineer, Olga Baran, said.",
            "the firm's engineer, Olga Baran | The grid is stable again"],
    ],
    "in the words of": [
        ["In the words of one nurse, the ward was a ruin.", "one nurse | the ward was a ruin"],
        ["The harvest, in the words of a miller, was poor.", "a miller | The harvest / was poor"],
        ["In the words of the song there is no hurry.", "the song | there is no hurry"],
        ["The words of the song are easy to learn."],
    ],
    "labels": [
        ["HOST: Who opened the gate?\nGUARD: I did. It was late.\nHOST: Why?",
            "HOST | Who opened the gate?", "GUARD | I did. It was late", "HOST | Why?"],
        ["Q: Why did you sell it?\nA: I was broke.", "Q | Why did you sell it?", "A | I was broke"],
        ["Reporter: What did you see?\nNina Falk: We saw smoke.\nNina Falk: Then it rained.",
            "Reporter | What did you see?", "Nina Falk | We saw smoke", "Nina Falk | Then it rained"],
        ["Mayor: Rents will fall this year\nThe budget was read out on Monday.", "Mayor | Rents will fall this year"],
        ["Georgia Pell: Is it safe?\nChad Moore: It is.\nGeorgia Pell: Since when?",
            "Georgia Pell | Is it safe?", "Chad Moore | It is", "Georgia Pell | Since when?"],
        ["Photo: Nils Berg\nThe dam broke on Monday."],
        ["Floods in Malta: nine dead, roads closed\nRain fell on Monday."],
        ["Peru: Two killed after landslide\nRain fell on Monday."],
        ["Monday: the office is closed.\nTuesday: the office opens at nine."],
        ["Men: 48 percent\nWomen: 52 percent"],
    ],
    "lines of one quotation": [
        ['He said, "We sold the cows first.\nThen the farm went."',
            'He | "We sold the cows first. / Then the farm went."'],
        ["“The lamp was lit.\nI heard two shots,” the porter said.",
            "the porter | “The lamp was lit. / I heard two shots,”"],
        ["Ida Holm said, “It was cold.\nNobody slept.\nThen we left.”",
            "Ida Holm | “It was cold. / Nobody slept. / Then we left.”"],
    ],
    "a quotation after a statement": [
        ["The warden said the park was shut. “We had no staff.”",
            "The warden | the park was shut", "The warden | “We had no staff.”"],
        ["Jon Aske said the boat was sold. “Nobody wanted it.” He left in May.",
            "Jon Aske | the boat was sold", "Jon Aske | “Nobody wanted it.”"],
        ["“It is over,” Jon Aske said. “Nobody wanted it.”", "Jon Aske | “It is over,” / “Nobody wanted it.”"],
    ],
    "where a statement ends": [
        ["The critic said the play was slow but gave viewers “a rare joy”.",
            "The critic | the play was slow but gave viewers “a rare joy”"],
        ["The agent said the deal was old but offered both sides “a fair share”.",
            "The agent | the deal was old but offered both sides “a fair share”"],
        ["The firm said it would appeal but gave no date.", "The firm | it would appeal"],
        ["The siege killed 14 people, the envoy said, while militia leaders put the toll at 60.",
            "the envoy | The siege killed 14 people"],
        ["Exports had slumped, the bank said, whereas the ministry claimed that they had grown.",
            "the bank | Exports had slumped", "the ministry | that they had grown"],
        ["The dam would hold, the engineer said, while crews worked through the night.",
            "the engineer | The dam would hold / while crews worked through the night"],
        ["Ana Roth said rents had risen, while the owners blamed taxes.",
            "Ana Roth | rents had risen", "the owners | taxes"],
        ["The consul said the port was open but warned that prices would rise.",
            "The consul | the port was open", "The consul | that prices would rise"],
        ["She said her doubts began when the wall cracked and grew each year.",
            "She | her doubts began when the wall cracked and grew each year"],
        ["The coach said the team was young but played well.", "The coach | the team was young but played well"],
    ],
    "questions to somebody": [
        ["A reporter asked Ingrid Moe how high the dam would be.", "A reporter | how high the dam would be"],
        ["A pupil asked the minister if he would pay for the roof.", "A pupil | if he would pay for the roof"],
        ["Lawyers asked Okello whether he had signed the lease.", "Lawyers | whether he had signed the lease"],
        ["The coach asked his players why they had slept so late.",
            "The coach | why they had slept so late"],
        ["Tourists asked the guide about the old lighthouse."],
    ],
    "what follows a clause is no second content": [
        ["Sixty percent said they would stay, however the number has fallen since.",
            "Sixty percent | they would stay"],
        ["Half of the tenants said they would move, a blow to the landlord.",
            "Half of the tenants | they would move, a blow to the landlord"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def quotes() -> pd.DataFrame:
    """The quotations in all sentences, as speaker | content."""
    rows = [
        (f"{kind}/{number}", case[0]) for kind, cases in KINDS.items() for number, case in enumerate(cases)
    ]
    documents = pd.DataFrame(rows, columns=["doc_id", "text"])
    found = find_quotes(annotate(documents, cache=False)[0], documents).query("speech")
    pieces = found.fillna({"speaker": ""}).groupby(["doc_id", "quote_id"])
    spoken = pieces.agg({"speaker": "first", "quote": " / ".join})
    return (spoken["speaker"] + " | " + spoken["quote"]).groupby("doc_id").agg(list)


@pytest.mark.model
@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind, quotes):
    cases = {f"{kind}/{number}": case for number, case in enumerate(KINDS[kind])}
    got = {case[0]: quotes.get(doc_id, []) for doc_id, case in cases.items()}
    assert got == {text: expected for text, *expected in cases.values()}


@pytest.mark.model
def test_classes_of_call():
    text = "Farmers called for cheaper diesel. Nuns called on both sides to stop. Lee called the offer a bad joke."
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    tokens = annotate(documents, cache=False)[0]
    cues = count_cues(find_quotes(tokens, documents), tokens)
    assert dict(cues[["cue", "cue_class"]].values) == {
        "call": "neutral",
        "call for": "directive",
        "call on": "directive",
    }


def steps(function, *arguments) -> int:
    """The number of function calls that a call makes."""
    profile = cProfile.Profile()
    profile.runcall(function, *arguments)
    return pstats.Stats(profile).total_calls


@pytest.mark.model
@pytest.mark.parametrize(
    "words", ["He said she said ", "He said “no” and ", "Lee: yes ", "according to Lee, "]
)
def test_work_grows_with_the_text(words):
    calls = []
    for times in (100, 200, 400):
        documents = pd.DataFrame({"doc_id": ["a"], "text": [words * times]})
        calls.append(steps(find_quotes, annotate(documents, cache=False)[0], documents))
    assert calls[2] - calls[1] < 2.5 * (calls[1] - calls[0])


class Counted(str):
    """A text that counts the letters that are copied out of it."""

    copied = 0

    def __getitem__(self, place):
        part = super().__getitem__(place)
        Counted.copied += len(part)
        return part


@pytest.mark.parametrize("words", ["He said “no” and ‘maybe’ not. ", '"a “b ', "the workers’ 'a ", "'' a "])
def test_work_of_marks_grows_with_the_line(words):
    copied = []
    for times in (1000, 2000):
        Counted.copied = 0
        calls = steps(pair_marks, Counted(words * times))
        copied.append(Counted.copied + calls)
    assert copied[1] < 2.2 * copied[0]
