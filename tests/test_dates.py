"""Dates as newspapers, databases, feeds and spreadsheets write them."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import read_lexicon
from analysis.readers.dates import parse_date
from analysis.tables import read_dates

WRITTEN = {
    "2016-12-13": "2016-12-13",
    " 2016-12-13T22:30:00+02:00\n": "2016-12-13 22:30",
    "2016-12-13 22:30:15.250Z": "2016-12-13 22:30:15",
    "20161213": "2016-12-13",
    "20161213T220000Z": "2016-12-13 22:00",
    "2016/12/13": "2016-12-13",
    "3. 4. 2016": "2016-04-03",
    "13/12/2016": "2016-12-13",
    "12/13/2016": "2016-12-13",
    "5-5-2016": "2016-05-05",
    "May 30, 2014 Friday": "2014-05-30",
    "Friday, 30 May 2014": "2014-05-30",
    "May 3, 2002, Friday,, FINAL EDITION": "2002-05-03",
    "May 3, 2002, Friday, Late Edition - Final": "2002-05-03",
    "May 3, 2002 Friday 1st Edition": "2002-05-03",
    "Sept. 3, 2016 at 10:15 p.m. ET": "2016-09-03 22:15",
    "July 1, 2019 Monday 9:20 AM GMT": "2019-07-01 09:20",
    "2016-12-13 12:05 AM": "2016-12-13 00:05",
    "December 13, 2016, 5 pm (CET)": "2016-12-13 17:00",
    "June 5, 2001, Tuesday 21:00:00 - 22:00:00 Eastern Time": "2001-06-05 21:00",
    "10:15 GMT, Thursday, 1 May 2014": "2014-05-01 10:15",
    "Tue, 13 Dec 2016 10:00:00 +0100 (CET)": "2016-12-13 10:00",
    "Fri May 30 17:04:05 2014": "2014-05-30 17:04:05",
    "2nd of May 2016": "2016-05-02",
    "30-May-2014": "2014-05-30",
    "30. Mai 2014": "2014-05-30",
    "Dienstag, den 13. Dezember 2016, um 17:04 Uhr": "2016-12-13 17:04",
    "27. Februar 2012 Montag 9:50 PM GMT+1": "2012-02-27 21:50",
    "5. MÄRZ 2012": "2012-03-05",
    "1er mai 2012": "2012-05-01",
    "mercredi 17 avril 2013 20:15 GMT": "2013-04-17 20:15",
    "le 17 août 2013 à 20h15": "2013-08-17 20:15",
    "mar. 13 janv. 2015": "2015-01-13",
    "mar. 31 mar. 2015": "2015-03-31",
    "9 mei 2014 vrijdag": "2014-05-09",
    "13 de diciembre de 2016": "2016-12-13",
    "1º maggio 2012": "2012-05-01",
    "1.º de mayo de 2012": "2012-05-01",
    "3rd Edition, May 3, 2002, 8:00 PM (GMT+01:00)": "2002-05-03 20:00",
    "2018 年 10 月 7 日 17:04": "2018-10-07 17:04",
    "42717": "2016-12-13",
    "42717.0": "2016-12-13",
    "42717.5": "2016-12-13 12:00",
    "May 2009": "2009-05",
    "mayo de 2009": "2009-05",
    "2016-05": "2016-05",
    "2016": "2016",
    "13 December 0216": "0216-12-13",
    "13.12.3016": "3016-12-13",
}


@pytest.mark.parametrize(("written", "expected"), WRITTEN.items(), ids=str)
def test_a_date_is_read_as_it_is_written(written, expected):
    assert parse_date(written) == expected
    assert parse_date(expected) == expected
    kept = read_dates(pd.Series([expected])).item()
    assert pd.isna(kept) if len(expected) < 8 else str(kept).startswith(expected)


@pytest.mark.parametrize("written", [
    "", "May 3, 2018 attack kills 12", "In 2016", "The 2016", "Winter 2008/2009", "2008/09",
    "Jul/Aug 2015", "31.02.2016", "13.13.2016", "3.4.16", "May 3", "Friday", "Monday 2016", "10:15",
    "June 2016 10:00", "2016-13", "2016-12-13 25:00", "2016-W50", "0000", "May 3-5, 2016",
    "May 3, 2018 late", "12345", "99999", "2010s", "£2016", "May 2009!", "May 2016, A" * 99,
    "M3 2016", "2016.",
])  # fmt: skip
def test_what_is_no_date_is_an_empty_text(written):
    assert parse_date(written) == ""


@pytest.mark.parametrize("written", ["03/04/2016", "Monday 3/4/2016 10:15", "03-04-2016"])
def test_day_and_month_that_may_be_either_way_round(written):
    with pytest.raises(ValueError, match="2016 has the day or the month first: choose dayfirst=True or"):
        parse_date(written)
    assert parse_date(written, dayfirst=True).startswith("2016-04-03")
    assert parse_date(written, dayfirst=False).startswith("2016-03-04")
    assert (
        parse_date("03.04.2016", dayfirst=False) == parse_date("3 April 2016", dayfirst=False) == "2016-04-03"
    )


CALENDAR = read_lexicon("calendar")
NAMES = CALENDAR[CALENDAR["kind"] == "month"].groupby("number")["word"].agg(list)


@given(st.dates(date(1600, 1, 1), date(2100, 1, 1)), st.data())
def test_any_date_comes_back_from_every_form(day, data):
    weekdays = CALENDAR[(CALENDAR["kind"] == "weekday") & (CALENDAR["number"] == str(day.isoweekday()))]
    month = data.draw(st.sampled_from(NAMES[str(day.month)]))
    weekday = data.draw(st.sampled_from(weekdays["word"].to_list()))
    for form in (
        "{0:%Y-%m-%d}",
        "{0:%Y-%m-%dT%H:%M}",
        "{0:%Y%m%d}",
        "{0:%Y/%m/%d}",
        "{0:%d.%m.%Y}",
        "{0:%d/%m/%Y}",
        "{0.day} {1} {0:%Y}",
        "{1}. {0.day}, {0:%Y} {2}",
        "{2}, {0.day}. {1} {0:%Y}",
    ):
        assert parse_date(form.format(day, month, weekday), dayfirst=True)[:10] == day.isoformat()
    assert parse_date(f"{month} {day.year}") == day.isoformat()[:7]


@given(st.integers(20090, 60266))
def test_any_number_of_a_spreadsheet(number):
    assert parse_date(f"{number}") == (date(1899, 12, 30) + timedelta(number)).isoformat()


@given(st.text(max_size=30) | st.text("0123456789 .,:/-apmTZ#May", max_size=20))
def test_other_texts_do_no_harm(written):
    assert parse_date(parse_date(written, dayfirst=True)) == parse_date(written, dayfirst=True)
