"""Kinds of speakers that were resolved wrongly: for each kind sentences with the actor of each quotation."""

import pandas as pd
import pytest

from analysis import (
    annotate,
    count_cues,
    count_speakers,
    find_actors,
    find_quotes,
    link_speakers,
    merge_actors,
    speaker_shares,
    speaks_about,
    summarise_quotes,
)

# Each text, and the actors of its quotations in their order; None: nobody is known.
NAMED_IN_THE_QUOTATION = [
    ('Mayor Colin Feist met reporters on Tuesday. "Daniel Okoro never paid," he said.', "Colin Feist"),
    ('Laura Pinto was fired in June. "Helena Weiss wanted me gone," she said.', "Laura Pinto"),
    ('Tom Briggs said the bridge was closed. "Mr Larkin ordered it," he added.', "Tom Briggs", "Tom Briggs"),
    ('Philip Novak has served for years. Dennis Hale ran against him. "Hale lied," he said.', "Philip Novak"),
    ('Paul Reiner, who once worked for Thomas Keil, left early. "Keil lied to everyone," he said.', "Paul Reiner"),
    ('Senator Grace Lin came. "Abel Tesfaye is brave. We all love him," she said.', "Grace Lin"),
    ('Victor Hahn resigned on Monday. According to him, Karl Brandt had threatened his family.', "Victor Hahn"),
    ('Henrik Voss walked out. "I never met Klaus Meyer," he said. "Meyer is hiding something."', "Henrik Voss"),
    ('"Ivo Lang cheated us," Martin Roe said. "Lang must repay every cent," he added.', "Martin Roe", "Martin Roe"),
    ('General Omar Daoud denied the report. "Colonel Salem acted alone," he said.', "Omar Daoud", "Omar Daoud"),
]  # fmt: skip
PRONOUNS = [
    ('President Marco Silva spoke after Pedro Costa was jailed. "The law is the law," he said.', "Marco Silva"),
    ('Ralph Ennis left. He embraced his lawyer, Dominic Shaw. "It is finally over," he said.', "Ralph Ennis"),
    ('Julia Stern met David Roth in Vienna. "We talked about fishing," he said.', "David Roth"),
    ("Pavel's uncle pleaded with him to stay, but he said the road was safe.", "Pavel's uncle", "Pavel"),
    ("For Norman Tully, a docker, Brassington was a saint. He said the priest fed them.", "Norman Tully"),
    ('A firefighter found Alice Munn under the stairs. "I could not breathe," she said.', "Alice Munn"),
    ('A shopkeeper heard the shots. "I hid under the counter," he said.', "a shopkeeper"),
    ("Doctors treated dozens of people. They said the smoke was toxic.", "doctors"),
    ('Asked by Peter Carter about the money, Leonard Bly nodded. "I took it," he said.', "Peter Carter", "Leonard Bly"),
    ('A reporter asked Ivan Holub whether he would resign. "Never," he said.', "a reporter", "Ivan Holub"),
    ('"Are you a spy?" the judge asked Peter Lang. "No, sir," he answered.', "the judge", "Peter Lang"),
    ('Minister Rolf Kern asked parliament to vote. "It is time," he said.', "Rolf Kern", "Rolf Kern"),
    ('Edward Fox and Henry Vane were found guilty. "I did nothing wrong," he shouted.', None),
    ('Maria Stolz and Peter Behr won the race. "It was hot," she said.', "Maria Stolz"),
    ("Robert Miles said Edward Quinn was a crook. He said Quinn had cheated.", "Robert Miles", "Robert Miles"),
]  # fmt: skip
ROLES = [
    ("Nokia closed its plant in Oulu. The company said sales had fallen.", "Nokia"),
    ("Siemens cut 900 jobs in May. The company said orders had fallen.", "Siemens"),
    ("Al-Qaeda claimed the attack. The group said the bomber was 19.", "al-Qaeda"),
    ("The World Bank cut its forecast. The bank said growth was slowing.", "World Bank"),
    ("The Green Party held its congress. The party said it would stand alone.", "Green Party"),
    ("The Ministry of Justice met the police union. The ministry said pay would rise.", "Ministry of Justice"),
    ("Hezbollah fired rockets at Haifa. The army said two men were hurt.", "army"),
    ("The Free Syrian Army lost the village. The army said 12 rebels were killed.", "army"),
    ("OSLO (Reuters) - A ferry sank on Friday. The company said all were safe.", "the company"),
    ("The Steelworkers Union walked out. The company said talks would go on.", "the company"),
    ("Interpol issued a notice on Monday. The bank said the money was gone.", "the bank"),
    ("Volkswagen cut 300 jobs. The union said it would strike.", "the union"),
    ("Prime Minister Ida Moen left. The prime minister said the talks had failed.", "Ida Moen"),
    ("Prime Minister Ida Moen met Interior Minister Lars Vik. The prime minister said it went well.", "Ida Moen"),
    ("Vice President Joan Bly left. The president said he was sorry.", "the president"),
]  # fmt: skip
BODIES = [
    ("OSLO (Reuters) - The ferry company closed a route on Friday. It said demand was weak.", "ferry company"),
    ("(AP) - The ministry banned the march. It said there was a threat.", "the ministry"),
    ("MADRID (EFE) - Workers blocked the port. They said pay was too low.", "workers"),
    ("The hospital treated nine people. It said two had died.", "the hospital"),
    ("Greenfield Energy shut the plant. It said demand was weak.", "Greenfield Energy"),
]  # fmt: skip
APPOSITIONS = [
    ("The chair of Delta Foods, Oskar Lindholm, said the plant would close.", "Oskar Lindholm"),
    ("The dean of the college, Ruth Adeyemi, warned that fees would rise.", "Ruth Adeyemi"),
    ("Buses would stop at noon, the transit agency, Metro Verde, said.", "Metro Verde"),
    ("The ferry company, Nordlink Lines, said the ship was safe.", "Nordlink Lines"),
    ("The human rights group Open Witness said 12 men were missing.", "Open Witness"),
    ('"The water is clean," said the utility, Severn Water.', "Severn Water"),
    ("A rival firm, Harcourt Mining, said it had made no offer.", "Harcourt Mining"),
    ("The mayor of Lyon, Gerard Collet, said the bridge would be repaired.", "Gerard Collet"),
    ("A spokesman for the regulator, Ofcom, said it was fair.", "a spokesman for the regulator, Ofcom"),
    ("The banker William Stone Sr. said the vault was empty.", "William Stone Sr"),
    ("A Republican from Ohio said the vote was fair.", "a Republican from Ohio"),
]  # fmt: skip
JOINT = [
    ("Oxfam and Save the Children said the camp had no water.", "Oxfam; Save the Children"),
    ("Germany and Poland said the border would stay open.", "Germany; Poland"),
    ("France, Italy and Spain said the fleet would sail.", "France; Italy; Spain"),
    ('"We will not yield," said Amir Khan and Sara Malik.', "Amir Khan; Sara Malik"),
    ("According to Oxfam and UNICEF, 300 wells are dry.", "Oxfam; UNICEF"),
    ("Police and residents said the fire began at night.", "police; residents"),
    ("Senator Rob Hill and his wife said they were shocked.", "Rob Hill; his wife"),
    ("Ann Moor, a nurse, and Bill Tarr, a driver, said it was shut.", "Ann Moor; Bill Tarr"),
    ("Hanna Lind, a nurse, and her brother said the ward was full.", "Hanna Lind; her brother"),
    ("A spokesman for Oxfam and UNICEF said the wells were dry.", "a spokesman for Oxfam and UNICEF"),
    ("The founder and director of the museum, Petra Lang, said it would close.", "Petra Lang"),
    ("The Ministry of Labour and Social Affairs said pay would rise.", "Ministry of Labour and Social Affairs"),
    ("Officials in Kabul and Islamabad said talks would resume.", "officials in Kabul and Islamabad"),
]  # fmt: skip
UNATTACHED = [  # the parser attaches the speaker to no verb above the cue
    ("Nora Quill has a long history of blaming others for her defeats.", "Nora Quill"),
    ("Ralph Ennis has years of experience in criticising the courts.", "Ralph Ennis"),
    ("Clara Voss struggles with one task - boasting - conceding that she hates crowds.", "Clara Voss"),
    ("Oskar Lind, when asked, said the dam was safe.", "Oskar Lind"),
    ("Helena Weiss gave a second interview on Monday, writing later that the vote was fair.", "Helena Weiss"),
    ("Henrik Voss started a blog defending the strikes.", "Henrik Voss"),
    ("Laura Pinto wrote a poem denouncing the new tax.", "Laura Pinto"),
    ("Officers arrested a man shouting that the end was near.", "a man"),
    ("It is hard not to wonder whether the plan will work.", None),
]  # fmt: skip
SPELLINGS = [
    ("The company said sales fell. Prices rose, the company said.", "the company", "the company"),
    ("Officials said the road was open. The bridge was shut, officials said.", "officials", "officials"),
    ("Experts said the wall was old. The tower was older, experts said.", "experts", "experts"),
    ("A witness said the car was red. The driver fled, a witness said.", "a witness", "a witness"),
]  # fmt: skip
KINDS = {name: kind for name, kind in globals().items() if name.isupper()}


@pytest.fixture(scope="module")
def linked(cache_folder):
    """The quotations in the texts of all kinds, by text."""
    texts = [text for kind in KINDS.values() for text, *_ in kind]
    documents = pd.DataFrame({"doc_id": list(map(str, range(len(texts)))), "text": texts}, dtype="str")
    tokens, _, entities = annotate(documents, cache=cache_folder)
    quotes = link_speakers(find_quotes(tokens, documents), find_actors(entities, tokens, documents), tokens)
    return {text: quotes[quotes["doc_id"] == str(number)] for number, text in enumerate(texts)}


@pytest.mark.model
@pytest.mark.parametrize("kind", KINDS)
def test_actors(kind, linked):
    expected = {text: actors for text, *actors in KINDS[kind]}
    rows = {text: linked[text].drop_duplicates("quote_id")["actor"].str.rstrip(".") for text in expected}
    found = {text: actors.astype("object") for text, actors in rows.items()}
    assert {text: list(actors.where(actors.notna(), None)) for text, actors in found.items()} == expected


@pytest.mark.model
def test_aliases_reach_speakers(cache_folder):
    text = "The port operator, Baltic Terminals, said it was safe. Rebels said the town had fallen."
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]}, dtype="str")
    tokens, _, entities = annotate(documents, cache=cache_folder)
    names = {"Baltic Terminals": "Baltic Group", "rebels": "Northern Front"}
    aliases = pd.DataFrame({"name": names.keys(), "action": "merge", "to": names.values()})
    mentions = merge_actors(find_actors(entities, tokens, documents), aliases=aliases)
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    assert quotes["actor"].tolist() == list(names.values())


def test_each_of_several_speakers_counts_once():
    rows = [("a", 0, 0, 0, 9, "It rains.", "Lee; Ray"), ("a", 0, 1, 10, 19, "It snows.", "Lee; Ray"),
            ("b", 0, 0, 0, 9, "Ray lies.", "Lee"), ("b", 1, 0, 20, 29, "Who said?", None)]  # fmt: skip
    quotes = pd.DataFrame(rows, columns=["doc_id", "quote_id", "piece", "start", "end", "quote", "actor"])
    quotes = quotes.assign(kind="direct", speaker_type="named person", cue="said", cue_start=30, cue_end=34)
    assert count_speakers(quotes)[["speaker", "n"]].values.tolist() == [["Lee", 2], ["Ray", 1]]
    assert count_speakers(quotes, unit="speaker_type")["n"].tolist() == [3]
    assert speaker_shares(quotes)["share"].round(2).tolist() == [0.67, 0.33]
    tokens = pd.DataFrame({"doc_id": ["a", "b"], "start": 30, "lemma": "say"})
    assert count_cues(quotes, tokens, by="actor")[["actor", "n"]].values.tolist() == [["Lee", 2], ["Ray", 1]]
    named = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "actor": ["Ann"]})
    assert speaks_about(quotes, named)["speaker"].tolist() == ["Lee", "Ray"]
    assert "Lee" in summarise_quotes(quotes) and "Lee; Ray" not in summarise_quotes(quotes)
