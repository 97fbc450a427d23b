"""Kinds of numbers that were read wrongly: sentences of every kind, and near misses that must stay as they are."""

import pandas as pd
import pytest

from analysis import annotate, find_quantities

pytestmark = pytest.mark.model

# A kind: the columns that are compared, and what each sentence has: value, then these columns; "-" is missing.
KINDS = {
    "up and down as parts of a verb": (
        ["trend"],
        {
            "Rebels shot down two helicopters.": "2 -",
            "The navy rounded up 55 smugglers.": "55 -",
            "The city tore down 30 statues.": "30 -",
            "Rangers hunted down eight poachers.": "8 -",
            "Women make up 40 percent of the board.": "40 -",
            "The mayor turned down 20 percent of requests.": "20 -",
            "The bank wrote down $3 million of loans.": "3e+06 -",
            "The union signed up 3,000 members.": "3000 -",
            "Around 90 millimetres of snow had fallen by noon.": "90 -",
            "The state closed down 40 clinics.": "40 -",
            # changes
            "The index closed down 1.2 percent.": "1.2 down",
            "Oil shot up 6 percent.": "6 up",
            "Labour was up 12 seats, the Greens down two.": "12 up, 2 down",
            "Unemployment edged up 0.2 points.": "0.2 up",
            "Turnout, down eight points, worried them.": "8 down",
            "Rents climbed to 900 euros.": "900 up",
        },
    ),
    "over that is no bound": (
        ["bound"],
        {
            "The militia handed over 27 prisoners on Sunday.": "27 exact",
            "A lorry ran over three cyclists.": "3 exact",
            "Rebels took over nine villages.": "9 exact",
            "A row over 40 dismissals split the coalition.": "40 exact",
            "Talks over 11 contested wards collapsed.": "11 exact",
            "They clashed over five amendments.": "5 exact",
            "A quarrel over 40 million euros ended in court.": "4e+07 exact",
            "Parents complained about three teachers.": "3 exact",
            "He lived above two shops.": "2 exact",
            "Shops opened within three districts.": "3 exact",
            # bounds
            "The storm killed over 40 people.": "40 over",
            "Over 300 people were hurt.": "300 over",
            "They paid over $3 million for it.": "3e+06 over",
            "The company works in over 20 countries.": "20 over",
            "The town has a population under 900.": "900 under",
            "The crew handed over 30 rifles and over 900 rounds.": "30 exact, 900 over",
            "The strike closed around 300 schools.": "300 about",
        },
    ),
    "within a time or a distance": (
        ["bound"],
        {
            "The mayor must reply within three days.": "3 under",
            "Troops will leave within the next 90 days.": "90 under",
            "They live within 5 kilometres of the plant.": "5 under",
            "He was back inside 20 minutes.": "20 under",
            "Nothing changed within two parties.": "2 exact",
        },
    ),
    "conversions": (
        ["unit", "bound"],
        {
            "Roughly 40 miles (64 km) are closed.": "40 mile about, 64 kilometer about",
            "More than 30 acres (12 hectares) burned.": "30 acre over, 12 hectare over",
            "They lost nearly 5 million euros ($6 million).": "5e+06 euro about, 6e+06 dollar about",
            "It is about 90 kilometres, or 56 miles, away.": "90 kilometer about, 56 mile about",
            "The pipe is 40 miles (64 km) long.": "40 mile exact, 64 kilometer exact",
            "About 500 people (80 women) came.": "500 - about, 80 - exact",
        },
    ),
    "ages": (
        ["unit", "bound"],
        {
            "She is 41 and teaches in Bath.": "41 year exact",
            "In Sudan, 43, including six children, were killed.": "43 - exact, 6 - exact",
            "On Monday, 12 and 15 people died.": "12 - exact, 15 - exact",
            "Spain is 5, and Italy is 9.": "5 - exact, 9 - exact",
            "Novak, who turned 60 in March, retired.": "60 year exact",
            "A teacher, 52, was shot.": "52 year exact",
            "A girl, 7, and her uncle, 40, were saved.": "7 year exact, 40 year exact",
            "Vega, 12, and a nurse, 29, were found.": "12 year exact, 29 year exact",
            "Her two sons are 9 and 12.": "2 - exact, 9 year exact, 12 year exact",
            "Adults over 65 may vote early.": "65 year over",
            "Infants under two were most at risk.": "2 year under",
            "People 75 and older were called.": "75 year over",
            "Girls 12 to 17 were tested.": "12-17 year exact",
            "Nobody under the age of 18 may enter.": "18 year under",
            "He died at 84.": "84 year exact",
            "The suspect (27) fled.": "27 year exact",
            # other numbers
            "The toll is 63.": "63 - exact",
            "The total, 63, was a record.": "63 - exact",
            "She is 3 points ahead.": "3 - exact",
            "Soldiers under 3 generals mutinied.": "3 - exact",
            "Temperatures over 40 are rare.": "40 - over",
            "He turned 12 pages.": "12 - exact",
            "Protesters, 40 in all, left.": "40 - exact",
            "Officers under two corrupt commanders fought on.": "2 - exact",
        },
    ),
    "m for million or metres": (
        ["unit"],
        {
            "Some 2.1m homes had no power, up from 1.7m.": "2.1e+06 -, 1.7e+06 -",
            "Imports fell to 3.2m tonnes from 4.1m.": "3.2e+06 metric ton, 4.1e+06 metric ton",
            "Of 12m registered, 7m voted.": "1.2e+07 -, 7e+06 -",
            "There are 4.4m unemployed.": "4.4e+06 -",
            "Sales fell by 3m.": "3e+06 -",
            "Some 5m people across the region have none.": "5e+06 -",
            "The trench is 2m deep and 3m wide.": "2 meter, 3 meter",
            "A 5m wall was built.": "5 meter",
            "Police kept the crowd 50m away.": "50 meter",
            "He won the 100m in Rome.": "100 meter",
            "It rises to a height of 90m.": "90 meter",
        },
    ),
    "a change and the level after it": (
        ["unit", "trend"],
        {
            "Profit dropped $3 million to $21 million.": "3e+06 dollar down, 2.1e+07 dollar down",
            "Takings rose by £4m to £11m.": "4e+06 pound sterling up, 1.1e+07 pound sterling up",
            "The rate fell 2 percent to 14 percent.": "2 percent down, 14 percent down",
            "Membership increased 300 to 4,100.": "300 - up, 4100 - up",
            "The fee rose by 11c to 17c a share.": "11 cent up, 17 cent per share up",
            "Seats rose from 9 to 10 as they defeated all.": "9 - -, 10 - up",
            # ranges
            "Prices rose 5 to 10 percent.": "5-10 percent up",
            "The tax would raise $5 billion to $7 billion.": "5e+09-7e+09 dollar -",
            "They cut 50 to 60 jobs.": "50-60 - -",
            "The job costs $2 million to $4 million.": "2e+06-4e+06 dollar -",
            "He pays $200 to $300 a month.": "200-300 dollar per month -",
        },
    ),
    "a unit for the next number": (
        ["unit"],
        {
            "It spent $4 million in May and 6 million in June.": "4e+06 dollar, 6e+06 dollar",
            "They asked for 80 billion euros but received only 35 billion.": "8e+10 euro, 3.5e+10 euro",
            "Debt rose to $15 billion from 11 billion.": "1.5e+10 dollar, 1.1e+10 dollar",
            "Norway gave 3 billion kroner and Sweden 2 billion.": "3e+09 krone, 2e+09 krone",
            # people
            "The $3 billion dam will serve 6 million.": "3e+09 dollar, 6e+06 -",
            "The $5 million film was seen by 3 million.": "5e+06 dollar, 3e+06 -",
            "He raised $5 million from 2 million people.": "5e+06 dollar, 2e+06 -",
        },
    ),
    "parts of what is counted": (
        ["noun"],
        {
            "The crash raised the toll to 31, 9 of them girls.": "31 toll, 9 girls",
            "Police detained 80 people, seven of them women.": "80 people, 7 women",
            "There were 12 hostages, five of whom were nurses.": "12 hostages, 5 nurses",
            "About 200 were held, 45 of them foreign students.": "200 -, 45 students",
            "They freed 30 men, two of them in poor health.": "30 men, 2 -",
            "The death toll reached 77.": "77 death toll",
            "We spent a lot of the last four weeks in court.": "4 -",
            "The mother of two left the hall.": "2 -",
            "A sentence of 12 years was passed.": "12 sentence",
            "A crowd of some 300 waited.": "300 crowd",
        },
    ),
    "rates": (
        ["unit", "noun"],
        {
            "Some 400 people cross the border every week.": "400 per week people",
            "The plant built 900 cars each month.": "900 per month cars",
            "Each year 1,200 children die of it.": "1200 per year children",
            "The plant burns 40 tonnes of coal every day.": "40 metric ton per day coal",
            "Every year the state pays 2 million euros to them.": "2e+06 euro per year -",
            "All 12 members meet every month.": "12 - members",
            "He paid $300 for a bike that he rides every day.": "300 dollar -",
            "The two brothers meet every day.": "2 - brothers",
            "It employs 300 people; every day more arrive.": "300 - people",
        },
    ),
    "spoken decimals": (
        ["unit"],
        {
            "Four point seven million voters stayed home.": "4.7e+06 -",
            "It rose by zero point five percent.": "0.5 percent",
            "Inflation is at three point one percent.": "3.1 percent",
            "At one point three men ran off.": "1 -, 3 -",
            "The point seven people made was clear.": "7 -",
        },
    ),
    "numbers of headings and names": (
        ["unit"],
        {
            "Wimbledon 2019 week two begins today.": "",
            "Summer Olympics 2021 day 5 brings rain.": "",
            "Ghana 1 - 3 Togo": "",
            "Real Madrid 1 - 2 Bayern Munich": "",
            "Test scores fell in the south.": "",
            "The striker scores a late goal.": "",
            "Scores of villagers fled.": "20 -",
            "Police arrest 10-12 men in Leeds": "10-12 -",
            "A 2000 day wait is over.": "2000 day",
        },
    ),
}


@pytest.fixture(scope="module")
def found(cache_folder):
    texts = [text for _, sentences in KINDS.values() for text in sentences]
    documents = pd.DataFrame({"doc_id": texts, "text": texts}, dtype="str")
    tokens = annotate(documents, cache=cache_folder)[0]
    quantities = find_quantities(tokens, documents)
    return quantities.groupby("doc_id")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_number(kind, found):
    columns, wanted = KINDS[kind]
    assert {text: described(found, text, columns) for text in wanted} == wanted


def described(found, text: str, columns: list[str]) -> str:
    """Return the value and some columns of every number in a sentence."""
    rows = found.get_group(text) if text in found.groups else pd.DataFrame()
    return ", ".join(
        " ".join(
            [number(row), *("-" if pd.isna(row[name]) or row[name] == "" else row[name] for name in columns)]
        )
        for row in rows.to_dict("records")
    )


def number(row: dict) -> str:
    high = "" if pd.isna(row["value_high"]) else f"-{row['value_high']:g}"
    return f"{row['value']:g}{high}"
