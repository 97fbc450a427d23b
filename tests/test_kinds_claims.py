"""Which claims are rivals, and whose they are: a table of invented sentences for each kind of error."""

import pandas as pd
import pytest

from analysis import (
    annotate,
    compare_claims,
    find_actors,
    find_quantities,
    find_quotes,
    link_claims,
    link_speakers,
    name_topics,
)

pytestmark = pytest.mark.model

# For each text the values that are side by side: those of one thing in one list.
RIVALS = {
    "groups of people are people": {
        "A charity said 54 civilians were killed. The air force said 12 people had died.": [[12, 54]],
        "Elders said twelve villagers were shot. The governor said four people were killed.": [[4, 12]],
        "Doctors said 17 children were wounded. The ministry said two people had been hurt.": [[2, 17]],
        "The rebels claimed that 85 soldiers had been killed. The army said 11 troops died.": [[11, 85]],
        "Relatives say 61 passengers drowned. The ferry company says 35 people died.": [[35, 61]],
        "Families said 120 prisoners were killed. Officials said 34 inmates were killed.": [[34, 120]],
        "The union said 19 miners were missing. The company said six workers were missing.": [[6, 19]],
        "An aid group says 21,000 residents fled. The mayor says 5,000 people were evacuated.": [
            [5000, 21000]
        ],
        "A lawyer said 90 students were jailed. The police said 14 people were detained.": [[14, 90]],
        "Nurses said 30 women had been injured. Officials said eight people were hurt.": [[8, 30]],
    },
    "two groups in one text are not one": {
        "Rebels said 300 soldiers were killed. The army said 12 civilians were killed.": [],
        "The ministry said 200 soldiers had died. A hospital said 14 children had died.": [],
        "Police said 12 horses were killed. The farmer said 30 people were killed.": [],
        "Police said 45 men and 12 women were arrested. Lawyers said 90 people were arrested.": [],
        "The mayor said 400 houses were flooded. Aid workers said 60 schools were flooded.": [],
    },
    "peoples, and what else happens to people": {
        "The ministry said 120 Palestinians had been killed. The army said 40 people were killed.": [
            [40, 120]
        ],
        "Officials said 14 Iraqis and two Americans died. A colonel said nine people died.": [],
        "Parents said 200 schoolgirls were kidnapped. The army said 129 girls were abducted.": [[129, 200]],
        "The mayor said 30 people were infected. A doctor said 75 patients were infected.": [[30, 75]],
        "The party said 60 percent of workers were sacked. The mayor said 12 percent of voters were sacked.": [],
    },
    "the verb before the noun": {
        "Lawyers said 310 marchers were detained. The ministry said 84 people had been arrested.": [
            [84, 310]
        ],
        "Organisers said 90,000 marched. Medics said 75 marchers were hurt. Police said 22,000 people marched.": [
            [22000, 90000]
        ],
        "An aid group said 75 refugees drowned. The navy said 31 people had died.": [[31, 75]],
        "A nurse said 16 protesters were shot. The police said two people were killed.": [[2, 16]],
        "The union said 60,000 protesters had gathered. The police estimated the crowd at 9,000.": [
            [9000, 60000]
        ],
        "A witness said 22 migrants were killed. The border force said five people died.": [[5, 22]],
        "The Red Crescent said 44 people were missing. Police said 13 people had disappeared.": [[13, 44]],
        "Police said 70 people were hurt. The hospital said 12 people were killed.": [],
        "The army said 14 soldiers were missing. The rebels said they had captured 90 soldiers.": [],
        "Organisers said 7,000 people marched. Police said 38 protesters were detained.": [],
    },
    "what they were": {
        "Neighbours said 37 were dead. The sheriff said 15 people were killed.": [[15, 37]],
        "A doctor said 52 were dead and 110 injured. The ministry reported 19 deaths.": [[19, 52]],
        "Rescue workers said 24 people were dead. Radio reports said nine people had died.": [[9, 24]],
        "The raid left 18 people dead, police said. Residents put the number of dead at 47.": [[18, 47]],
        "Some 30 people are feared dead, the coast guard said. The owner said 11 people died.": [[11, 30]],
        "Aid workers said 66 were wounded. The army said 20 people were hurt.": [[20, 66]],
        "The flood left 5,000 homeless, officials said. A charity said 18,000 people were displaced.": [
            [5000, 18000]
        ],
        "The union said 81 were missing. The governor said 40 people were missing.": [[40, 81]],
        "State radio said nine people lost their lives. A priest said 28 people were dead.": [[9, 28]],
        "A guard said 37 were tired. The sheriff said 15 people were killed.": [],
    },
    "what it cost": {
        "The minister said the bridge would cost $400 million. Engineers said the bridge would cost $900 million.": [
            [4e8, 9e8]
        ],
        "Officials put the cost of the canal at $3 million. Auditors said the canal had cost $8 million.": [
            [3e6, 8e6]
        ],
        "The owner said the ships cost $70 million. Critics said they cost $110 million.": [[7e7, 1.1e8]],
        "The storm caused $5 million in damage, a mayor said. Insurers put the damage at $2 million.": [
            [2e6, 5e6]
        ],
        "The company said the tunnel cost $50 million. The mayor said the school cost $8 million.": [],
        "Ann said the metro cost $3 million and the tram cost $8 million. Bo said the metro cost $7 million.": [
            [3e6, 7e6]
        ],
    },
    "parts, additions and those who act": {
        "Doctors said 25 people were killed, including six children. The army said nine people died.": [
            [9, 25]
        ],
        "Lawyers said 500 people were jailed. Police said 200 people were jailed, 30 of whom were freed.": [
            [200, 500]
        ],
        "Officials said 12 more people were killed. The army said 60 people had been killed.": [],
        "The police said another 20 people were arrested. Lawyers said 300 people were arrested.": [],
        "Two gunmen killed 14 people, neighbours said. Police said 11 people had been killed.": [[11, 14]],
        "Neighbours said nine people were killed by 40 rebels. The mayor said three people had died.": [
            [3, 9]
        ],
        "A teacher said seven people were killed. The club said 12 people were killed, not 40.": [[7, 12]],
        "A nurse said deaths rose by 20. The ministry said 300 people died.": [],
    },
    "one claimant is no rival": {
        "Police said 14 people were killed. The police later said 22 people had died.": [],
        "Mara Odum said 14 people were killed. She later put the toll at 19.": [],
        "The Health Ministry said 14 people were killed. It later put the toll at 19.": [],
        "Police said 14 people had died. They later put the toll at 15.": [],
        "The clinic said 14 people were dead. “We now have 19 dead,” it said.": [],
    },
    "crowds": {
        "Organisers said 90,000 people joined the rally. Police said 30,000 people had gathered.": [
            [30000, 90000]
        ],
        "The unions say 60,000 people marched. The mayor says 8,000 people attended.": [[8000, 60000]],
    },
    "each of joint speakers is a claimant": {
        "Ann Lind and Bob Moe said 70 people were killed. Moe puts the toll at 95.": [[70, 95]],
        "Anna Storm leads the clinic. Storm said 15 people were missing. Police said 40 people were missing.": [
            [15, 40]
        ],
    },
    "a bare number is about the same": {
        "Police said 14 people died, but the hospital reported 23.": [[14, 23]],
        "The toll rose to 88, officials said, while a doctors' group counted 140.": [[88, 140]],
        "The mayor said 30 homes were lost, but the fire service put the figure at 52.": [[30, 52]],
        "Although police counted 12,000 protesters, organisers claimed 90,000.": [[12000, 90000]],
        "Officials put the toll at 9, while relatives put it at 24.": [[9, 24]],
        "Unions said 30,000 people marched, against the prefecture's 6,000.": [[6000, 30000]],
        "Ten people died, police said. There were 40 at the bus stop.": [],
        "Ten people died, police said. Officials reported 40 fires.": [],
    },
}

# For each text its values with their claimants (empty: the text itself).
CLAIMANTS = {
    "a clause of contrast": {
        "The toll has climbed to 46, rescuers said on Sunday, while the Health Ministry spoke of 39.": {
            46: "rescuers",
            39: "the Health Ministry",
        },
        "The ministry said 20 people had died, whereas the rebels put the toll at 95.": {
            20: "The ministry",
            95: "the rebels",
        },
        "At least 70 people were held, a lawyer said, though police confirmed only 25.": {
            70: "a lawyer",
            25: "police",
        },
        "According to the union, 4,000 workers left, while the company spoke of 600.": {
            4000: "the union",
            600: "the company",
        },
        "The navy said 15 sailors had died, while the owner said that 22 sailors were missing.": {
            15: "The navy",
            22: "the owner",
        },
        "While the government says 200 people left, aid groups speak of 7,000.": {
            200: "the government",
            7000: "aid groups",
        },
        "The general said his men had killed 40 fighters while losing three.": {
            40: "The general",
            3: "The general",
        },
        "The minister said 300 schools had closed while 40 had reopened.": {
            300: "The minister",
            40: "The minister",
        },
        "Residents said 20 had died, and the mayor said 12 were hurt.": {20: "Residents", 12: "the mayor"},
        "Eight men were hurt, the sheriff said, and nurses said 21 people were.": {
            8: "the sheriff",
            21: "nurses",
        },
    },
    "the owner of a figure": {
        "The group put the toll at 64, 21 more than the ministry's 43.": {
            64: "The group",
            43: "the ministry",
        },
        "The clinic said 19 people died, more than the police's figure of seven.": {
            19: "The clinic",
            7: "the police",
        },
        "Activists counted 310 deaths, compared with the government's figure of 120.": {
            310: "Activists",
            120: "the government",
        },
        "That is higher than the council's estimate of 250 homes, Ana Lindqvist said.": {250: "the council"},
        "The school counted 82 dead, twice the army's count of 41.": {82: "The school", 41: "the army"},
        "She said the bill was higher than the family's $300.": {300: "She"},
        "The mayor said the town's 43 schools would close.": {43: "The mayor"},
        "Police said the gang's 14 members were armed.": {14: "Police"},
        "Sato won 52 percent of votes to Ito's 43 percent, the party said.": {
            52: "the party",
            43: "the party",
        },
    },
    "who counts": {
        "The observatory spoke of 28 dead.": {28: "The observatory"},
        "Authorities gave a toll of 16.": {16: "Authorities"},
        "The ministry gave the number of dead as 12.": {12: "The ministry"},
        "The Ministry of Health put the toll at 90.": {90: "The Ministry of Health"},
        "The crowd was put by police at 14,000.": {14000: "police"},
        "Doctors said 90 people were hurt, up from the 60 reported by the army.": {
            90: "Doctors",
            60: "the army",
        },
        "The aid group came first. It counted 260 bodies.": {260: "The aid group"},
        "Governor Elena Ruiz saw the site. She put the number of dead at 19.": {19: "Governor Elena Ruiz"},
        "“We put it at 45,” police chief Dario Conti said.": {45: "police chief Dario Conti"},
        "Police put 40 officers on the street.": {40: ""},
        "The judge gave him 12 medals.": {12: ""},
        "The farmer claimed 3 prizes.": {3: ""},
        "He spoke for 40 minutes.": {40: ""},
        "Sato leads with 36 percent, followed by Ito at 14 percent.": {36: "", 14: ""},
        "Oda, 53, put the toll at 9.": {53: "", 9: "Oda"},
    },
    "an event or a label is no claimant": {
        "The match recorded an attendance of 40,000.": {40000: ""},
        "The quake counted 12 aftershocks.": {12: ""},
        "Saturday's toll was 14.": {14: ""},
        "The explosion's toll of 33 shocked the town.": {33: ""},
        "The election registered a turnout of 54 percent.": {54: ""},
        "The outbreak has registered 120 cases.": {120: ""},
        "The 2008 crisis put 3,000 people out of work.": {3000: ""},
        "UPDATE: 14 people were killed in the fire.": {14: ""},
        "Photo: Some 300 people gathered in the square.": {300: ""},
        "Death toll: 31": {31: ""},
        "Wikinews: How did you feed 900 people?": {900: ""},
        "The War Crimes Commission counted 2,300 victims.": {2300: "The War Crimes Commission"},
        "Clara Day put the toll at 33.": {33: "Clara Day"},
        "Rosa March said 120 people had come.": {120: "Rosa March"},
        "Human Rights Watch documented 47 killings.": {47: "Human Rights Watch"},
    },
}


@pytest.fixture(scope="module")
def linked():
    sentences = [text for kinds in (RIVALS, CLAIMANTS) for kind in kinds.values() for text in kind]
    documents = pd.DataFrame({"doc_id": sentences, "text": sentences}, dtype="str")
    tokens, _, entities = annotate(documents, cache=False)
    mentions = find_actors(entities, tokens, documents)
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    return link_claims(find_quantities(tokens, documents), quotes)


@pytest.mark.parametrize("kind", RIVALS)
def test_rival_claims(kind, linked):
    found = {}
    for text in RIVALS[kind]:
        claims = compare_claims(linked[linked["doc_id"] == text])
        found[text] = [values.to_list() for _, values in claims.groupby("claim_id")["value"]]
    assert found == RIVALS[kind]


@pytest.mark.parametrize("kind", CLAIMANTS)
def test_claimants(kind, linked):
    named = linked.assign(claimed_by=linked["claimed_by"].fillna(""))
    found = {}
    for text, wanted in CLAIMANTS[kind].items():
        own = named[(named["doc_id"] == text) & named["value"].isin(list(wanted))]
        found[text] = dict(zip(own["value"], own["claimed_by"], strict=True))
    assert found == CLAIMANTS[kind]


def test_the_topic_says_what_happened_to_whom(linked):
    about = linked[linked["doc_id"].str.startswith("Lawyers said 310 marchers")]
    assert name_topics(about)["topic"].to_list() == ["people arrested"] * 2
