"""Write a CSV file of articles to try a large corpus: python tests/benchmarks/make_archive.py ARTICLES FILE.csv

The articles, of some 700 words each, are the news articles of the tests, two at a time and in shuffled paragraphs, with
an outlet and a date: the same ones each time.
"""

import sys

import pandas as pd
from timing import news_articles

if __name__ == "__main__":
    articles = news_articles(int(sys.argv[1]))
    day = pd.Timestamp("2000-01-01") + pd.to_timedelta(articles.index % 7300, "D")
    outlet = ("Herald", "Tribune", "Courier")
    articles.assign(date=day.astype("str"), outlet=[outlet[row % 3] for row in articles.index]).to_csv(
        sys.argv[2], index=False
    )
