"""Kinds of names that finders often get wrong: sentences with the actors they name, and near misses."""

import pandas as pd
import pytest

from analysis import annotate, find_actors

pytestmark = pytest.mark.model

# Each text with its names: actor/LABEL, and *n for n mentions. Groups without a name are left out.
KINDS = {
    "an acronym in brackets": """
The Kurdish Freedom Movement (TAK) claimed the blast. The TAK has 300 members. => Kurdish Freedom Movement/ORG*3
The Federal Security Service (FSB) arrested two men. An FSB officer spoke later. => Federal Security Service/ORG*3
The Workers' Communist League (KPL) split. "We did not want this," the KPL said. => Workers' Communist League/ORG*3
The Greens (EELV) backed the plan. EELV has ten deputies. => Greens/ORG*3
The Party of Regions (PR) left the coalition. => Party of Regions/ORG*2
The National Liberation Army (ELN) planted the bomb. The ELN denied it. => National Liberation Army/ORG*3
FARC (Revolutionary Armed Forces of Colombia) freed him. => Revolutionary Armed Forces of Colombia/ORG*2
The Polish Peasants' Party (PSL) wants a vote. PSL leaders met on Monday. => Polish Peasants' Party/ORG*3
Lena Brandt (Norway) won the race. => Lena Brandt/PERSON; Norway/PLACE
The Bolton Institute (USA) published it. => Bolton Institute/ORG; United States/PLACE
The Water Board (Reuters) paid. => Water Board/ORG; Reuters/ORG
""",
    "a party in brackets": """
Rep. Marcus Bell (D-N.Y.) opposed it. => Marcus Bell/PERSON
Sen. Tom Alder (D-Vt.) and Rep. Kim Rossi (R-Texas) agreed. => Tom Alder/PERSON; Kim Rossi/PERSON
Sen. Amy Voss, D-Minn., said no. => Amy Voss/PERSON
Sen. Amy Voss, R-Maine, said no. => Amy Voss/PERSON
"It's over," said Rep. Jim Costa, D-Fresno. => Jim Costa/PERSON
Sen. Bo Lind (R-KS) and Sen. Mia Roe (D-CA) spoke. => Bo Lind/PERSON; Mia Roe/PERSON
Gov. Ed Rice (D) and Mayor Lil Moss (R) met. => Ed Rice/PERSON; Lil Moss/PERSON
Greta Ahlers (CDU) spoke first. The CDU lost two seats. => Greta Ahlers/PERSON; CDU/ORG*2
Rep. Jane Kim, a Democrat from Ohio, agreed. => Jane Kim/PERSON; Democrats/GROUP; Ohio/PLACE
""",
    "a given name with a hyphen": """
Kim Seung-ho denied it. Kim said the raid was legal. => Kim Seung-ho/PERSON*2
Yoon Mi-rae said the ruling was unfair. => Yoon Mi-rae/PERSON
Han Duck-soo, the prime minister, resigned. Han apologised. => Han Duck-soo/PERSON*2
Leung Chun-ying opened the museum. Leung spoke for an hour. => Leung Chun-ying/PERSON*2
Cho Kuk-hyun and his brother, Cho Min-ho, were jailed. => Cho Kuk-hyun/PERSON; Cho Min-ho/PERSON
Tung Chee-hwa left the council. A reporter asked Tung why. => Tung Chee-hwa/PERSON*2
Marie-Claire Dubois left. Dubois is ill. => Marie-Claire Dubois/PERSON*2
Saudi Arabia-led forces bombed the port. =>
""",
    "a particle": """
The coach, Ruud van der Meer, left. Van der Meer had won two titles. => Ruud van der Meer/PERSON*2
Officials named the victim as Tom ter Horst, 40. => Tom ter Horst/PERSON
Officers named the driver as Piet ten Hove, 51. => Piet ten Hove/PERSON
Minister Ursula von der Heide said no. Von der Heide left. => Ursula von der Heide/PERSON*2
Lawyer Marie de la Tour said the law was unfair. => Marie de la Tour/PERSON
Joao dos Santos e Silva resigned. => Joao dos Santos e Silva/PERSON
Judge Isabel de los Rios freed the men. => Isabel de los Rios/PERSON
Rio de Janeiro hosted the games. => Rio de Janeiro/PLACE
The Banco de Portugal raised rates. => Banco de Portugal/ORG
Luís da Costa was freed. Costa thanked him. => Luís da Costa/PERSON*2 !
""",
    "a title without a dot": """
Det Insp Carol Wynn said the boy was safe. Carol Wynn thanked the public. => Carol Wynn/PERSON*2
Maj Gen Tariq Nasser said the border was shut. Nasser gave no details. => Tariq Nasser/PERSON*2
Cllr Beth Lowe voted against. Lowe said the plan was flawed. => Beth Lowe/PERSON*2
Ayatollah Mehdi Karami called for calm. Karami is 80. => Mehdi Karami/PERSON*2
Ch Supt Joan Abel said it was safe. => Joan Abel/PERSON
Cpl Ben Marsh and Pte Lee Dow died. => Ben Marsh/PERSON; Lee Dow/PERSON
PC Tom Hart and WPC Jill Dean were hurt. => Tom Hart/PERSON; Jill Dean/PERSON
Dame Ellen Price gave evidence. => Ellen Price/PERSON
King Haald and Queen Sonna opened it. => Haald/PERSON; Sonna/PERSON
Sheriff Joe Banks arrested two men. Sheriff Banks said it was hard. => Joe Banks/PERSON*2
""",
    "a surname like a place or body": """
Susan Forest said the wall was high. Ian Bridge said it was low. => Susan Forest/PERSON; Ian Bridge/PERSON
Minister Ali Quell Court denied it. Mayor Peter River opened the road. => Ali Quell Court/PERSON; Peter River/PERSON
Emma Street, 34, was hurt. => Emma Street/PERSON
Linda Hall said the council had lied. "They lied," Hall said. => Linda Hall/PERSON*2
Olivia Church warned that the plan would fail. Church chairs the panel. => Olivia Church/PERSON*2
Finance Minister Daniel Bank resigned. Bank was 61. => Daniel Bank/PERSON*2
Ms Rebecca Lake argued that rents had doubled. => Rebecca Lake/PERSON
Hyde Park was closed on Sunday. => Hyde Park/PLACE
Albert Hall was full. => Albert Hall/PLACE
Grace Church in Utica was sold. => Grace Church/ORG; Utica/PLACE
She lives near Albert Bridge in London. => Albert Bridge/PLACE; London/PLACE
Tom Bank left the party. => Tom Bank/PERSON !
""",
    "a surname like a place or people": """
Carl Berlin said the law was bad. Berlin denied the charges. He lives in Rome. => Carl Berlin/PERSON*2; Rome/PLACE
Rosa Cuban won. "I am glad," Cuban said. => Rosa Cuban/PERSON*2
Amy Washington sued. Washington says she was fired. => Amy Washington/PERSON*2
Nora Oslo left. She never liked Oslo. => Nora Oslo/PERSON; Oslo/PLACE
""",
    "words beside a name": """
Dorian Velk, an oligarch, bought Hadrin, a retailer. => Dorian Velk/PERSON; Hadrin/ORG
Residents of Marrakand fled to Dorvan. => Marrakand/PLACE; Dorvan/PLACE
The Flint Museum closed. => Flint Museum/PLACE
Windows XP Pro was slow. =>
The Space Shuttle Orion landed. =>
The World Cup Committee met. => World Cup Committee/ORG
""",
    "a nickname in marks": """
Walid "the Fox" Haddad was shot. Haddad was 40. => Walid "the Fox" Haddad/PERSON*2
Joseph “Joey Pots” Marino was charged. => Joseph “Joey Pots” Marino/PERSON
Ana 'La Jefa' Torres ran the gang. Torres fled. => Ana 'La Jefa' Torres/PERSON*2
Police seek Dmitri "Bear" Orlov and his wife. => Dmitri "Bear" Orlov/PERSON
Omar "Abu Hamza" al-Masri preached. => Omar "Abu Hamza" al-Masri/PERSON
The singer Maria ‘Mimi’ Lopez died. Lopez was 50. => Maria ‘Mimi’ Lopez/PERSON*2
Rashid "Abu Dawud" Salem led them. Abu Dawud was killed in May. => Rashid "Abu Dawud" Salem/PERSON*2
Walter “Wally” Finch won. Wally Finch had trained for years. => Walter “Wally” Finch/PERSON*2
In "Hamlet" Lena Moss shone. => Lena Moss/PERSON
John Huston made "Annie" Friday. => John Huston/PERSON
""",
    "a surname or first name alone": """
Police arrested Ivo Delgado on Friday. Delgado, 44, denied the charges. => Ivo Delgado/PERSON*2
"We lost," said Horst Vogel. Vogel had led the club since 2001. => Horst Vogel/PERSON*2
Henry Lodge III sold it. Lodge kept the house. => Henry Lodge III/PERSON*2
Marlon Reyes went to school. Marlon liked maths. => Marlon Reyes/PERSON*2
Tyrone Jackson was killed on Sunday. Tyrone was 17. Tyrone's mother wept. => Tyrone Jackson/PERSON*3
Chantelle Moore saw it. Chantelle called the police. => Chantelle Moore/PERSON*2
Mark Ruiz voted. Mark the date. => Mark Ruiz/PERSON
Paris Moreau left. Paris was calm. => Paris Moreau/PERSON; Paris/PLACE !
Prime Minister Sanz met Sanz Energy. => Sanz/PERSON; Sanz Energy/ORG
""",
    "two persons of one surname": """
Dr. Nina Falk and Oskar Falk led it. Dr. Falk said it went well. => Nina Falk/PERSON*2; Oskar Falk/PERSON
President Aldo Perez met his son, Senator Raul Perez. President Perez left. => Aldo Perez/PERSON*2; Raul Perez/PERSON
Linda Cole resigned. Her husband, Mark Cole, stayed. Ms Cole was tired. => Linda Cole/PERSON*2; Mark Cole/PERSON
Robert Hume and his wife, Janet Hume, sued. Mr. Hume won. => Robert Hume/PERSON*2; Janet Hume/PERSON
Robert Hume and his wife, Janet Hume, sued. Mrs Hume won. => Robert Hume/PERSON; Janet Hume/PERSON*2
Senator Ida Roth met Governor Max Roth. Governor Roth left. Senator Roth won. => Ida Roth/PERSON*2; Max Roth/PERSON*2
Judge Carl Oakes heard the case of Peter Oakes. Judge Oakes adjourned. => Carl Oakes/PERSON*2; Peter Oakes/PERSON
Col. Idris Bah and Gen. Musa Bah fought. Colonel Bah won. => Idris Bah/PERSON*2; Musa Bah/PERSON
Jack Doyle, a senator, and Rose Doyle, a judge, spoke. Senator Doyle left. => Jack Doyle/PERSON*2; Rose Doyle/PERSON
Victor Lang was killed. His widow, Mrs Lang, wept. => Victor Lang/PERSON; Lang/PERSON
Harold Banks Jr. sued Harold Banks Sr. on Monday. => Harold Banks Jr./PERSON; Harold Banks Sr./PERSON
Martin Keane Jr. spoke. Keane said he was glad. => Martin Keane Jr./PERSON*2
Lena Brandt met Otto Brandt. Brandt smiled. => Lena Brandt/PERSON; Otto Brandt/PERSON*2
""",
    "bylines, datelines and credits": """
Reporting by Global Witness has shown that Karl Odum paid. => Global Witness/ORG; Karl Odum/PERSON
NATO — which has troops there — said no. => NATO/ORG
GENEVA (Reuters) - Two men drowned on Monday, police said. =>
WASHINGTON, Jan. 5 (Reuters) – Senators voted. =>
Lima, 9 June: Two buses collided. =>
Geneva/Oslo, 3 March 2016 – Talks began. =>
Cara Diaz, 61: We lost. => Cara Diaz/PERSON
KABUL, Afghanistan — Gunmen killed a judge on Friday. =>
By Anna Keller\\n\\nOSLO (AP) — The river rose on Monday. =>
By Tom Reed and Ida Moss, Staff Writers\\n\\nThe council voted no. =>
The fire spread.\\n\\n(Reporting by Sam Lo; Editing by Kay Fox) =>
The fire spread.\\n\\nAFP =>
The ship sank. Reporting by Lena Holt in Oslo. =>
The ship sank, Lena Holt reports from Oslo. => Lena Holt/PERSON; Oslo/PLACE
BEIRUT/CAIRO (Reuters) - Envoys met on Sunday. =>
The fire spread. (AP) =>
The fire spread, a guard told Reuters. => Reuters/ORG
By the Harbour Trust's count, 40 ships sank. => Harbour Trust/ORG
A storm hit Geneva. Geneva (Hotel) - closed. => Geneva/PLACE*2
CAIRO (AFP) - Police in Cairo shot a man. => Cairo/PLACE
""",
    "no token is two actors": """
Farmers complained about the price. =>
Farmers blocked the road. Farmers want higher prices. =>
Prosecutors charged two men. =>
Human Rights Watch accused the army of torture. => Human Rights Watch/ORG
The flood killed 14. Open Hands Relief (OHR), the aid group, sent boats. => Open Hands Relief/ORG*2
Open Hands Relief sent food. The charity Open Hands Relief said it was late. => Open Hands Relief/ORG*2
""",
}


def written(mentions):
    """The actors of a text as in the tables."""
    names = mentions[mentions["kind"] == "name"]
    counts = names.groupby(["actor", "label"], observed=True).size()
    return sorted(f"{actor}/{label}" + f"*{n}" * (n > 1) for (actor, label), n in counts.items())


ROWS = [
    (kind, *row.partition("=>")[::2]) for kind, rows in KINDS.items() for row in rows.strip().splitlines()
]
UNKNOWN = [at for at, (_, _, wanted) in enumerate(ROWS) if wanted.endswith("!")]  # not found yet


@pytest.fixture(scope="module")
def found():
    """The actors of each text of all tables, annotated at once."""
    doc_ids = [str(at) for at in range(len(ROWS))]
    contents = [text.strip().replace("\\n", "\n") for _, text, _ in ROWS]
    documents = pd.DataFrame({"doc_id": doc_ids, "text": contents}, dtype="str")
    tokens, _, entities = annotate(documents)
    mentions = find_actors(entities, tokens, documents)
    return [written(mentions[mentions["doc_id"] == doc_id]) for doc_id in doc_ids]


def expected(at):
    return sorted(filter(None, map(str.strip, ROWS[at][2].strip(" !").split(";"))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_names(kind, found):
    rows = [at for at, row in enumerate(ROWS) if row[0] == kind and at not in UNKNOWN]
    assert {ROWS[at][1]: found[at] for at in rows} == {ROWS[at][1]: expected(at) for at in rows}


@pytest.mark.xfail(strict=True, reason="the model finds no name, or no word near it shows a person")
@pytest.mark.parametrize("at", UNKNOWN)
def test_a_name_that_is_not_found_yet(at, found):
    assert found[at] == expected(at)
