"""The tables of the pages: their rows as a reader sees them, and the sentences behind each row."""

from typing import NamedTuple

import pandas as pd

from analysis.actors import count_actors
from analysis.marking import visible
from analysis.matching import drop_inside
from analysis.network.edges import PAIR
from analysis.plots.common import word
from analysis.quotes import count_speakers, join_pieces, speaker_shares
from analysis.report.findings import Findings
from analysis.tables import read_dates

_ARTICLE = {"article": "Article"}


class Table(NamedTuple):
    """A table of a page, and the spans of the texts that each of its rows is made of."""

    name: str  # of its rows in addresses, such as words-0
    title: str
    note: str
    columns: list[str]
    rows: list[list[object]]
    spans: pd.DataFrame  # doc_id, start, end, row
    lack: str = ""  # what is said where there is no row


def label_articles(documents: pd.DataFrame) -> dict[str, str]:
    """Return what each article is called on the pages, by its doc_id: title, outlet and date, as far as known."""
    known = _describe(documents)
    labels = [
        ", ".join(filter(None, row)) for row in known[["title", "outlet", "date"]].itertuples(index=False)
    ]
    return dict(zip(known["doc_id"], map(visible, labels), strict=True))


def word_tables(found: Findings) -> list[Table]:
    """Return the table of words."""
    columns = {"word": "Word", "n": "Occurrences", "doc_freq": "Texts"}
    spans = _of_rows(found.words, found.words["word"], found.counts["word"])
    note = "Content words (nouns, names, verbs, adjectives, adverbs) by their dictionary form."
    return [_make("words", "All words", note, found.counts, columns, spans, "No content word was found.")]


def actor_tables(found: Findings) -> list[Table]:
    """Return the tables of actors and of ties."""
    counts = count_actors(found.mentions)
    kinds = found.mentions.astype({"kind": "str"}).groupby("actor")["kind"].min()
    counts["kind"] = counts["actor"].map(kinds).map(word)
    counts["label"] = counts["label"].map(word)
    columns = {"actor": "Actor", "label": "Type", "kind": "Kind", "n": "Mentions", "doc_freq": "Texts"}
    spans = _of_rows(found.mentions, found.mentions["actor"], counts["actor"])
    note = "Without a name are groups such as “rebels” or “officials”."
    actors = _make("actors", "All actors", note, counts, columns, spans, "No actor was found.")
    columns = {"actor_a": "Actor", "actor_b": "and actor", "n": "Sentences", "doc_freq": "Texts"}
    note = "A tie is counted once for each sentence that names both."
    lack = "No sentence names two actors, so there are no ties."
    return [actors, _make("ties", "All ties", note, found.edges, columns, _tie_spans(found), lack)]


def quote_tables(found: Findings) -> list[Table]:
    """Return the tables of speakers and of quotations."""
    quotes, labels = found.quotes, label_articles(found.documents)
    speakers = speaker_shares(quotes).merge(count_speakers(quotes), on=["speaker", "n"])
    speakers["share"] = (100 * speakers["share"]).round(1)
    columns = {"speaker": "Speaker", "n": "Quotations", "share": "% of quotations", "n_words": "Words"}
    spans = _of_rows(quotes, quotes["actor"], speakers["speaker"])
    note = "Shares are of the quotations with a known speaker."
    lack = "No quotation has a speaker." if len(quotes) else "No quotation was found."
    tables = [_make("speakers", "All speakers", note, speakers, columns | {"doc_freq": "Texts"}, spans, lack)]
    keys = ["doc_id", "quote_id"]
    pieces = quotes.astype({"doc_id": "str"}).groupby(keys, sort=False)["quote"].agg(" … ".join)
    whole = join_pieces(quotes).astype({"doc_id": "str"}).assign(quote=pieces.to_list())
    whole["article"] = whole["doc_id"].map(labels)
    whole["actor"] = whole["actor"].fillna("")
    columns = {"quote": "Quotation", "kind": "Kind", "actor": "Speaker", "cue": "Reporting word"} | _ARTICLE
    spans = quotes[["doc_id", "start", "end"]].assign(row=quotes.groupby(keys, sort=False).ngroup())
    lack = "No quotation was found."
    return [*tables, _make("quotations", "All quotations", "", whole, columns, spans, lack)]


def quantity_tables(found: Findings) -> list[Table]:
    """Return the tables of numbers and of claims about the same thing."""
    labels = label_articles(found.documents)
    tables = []
    shown = {"quantity": "Number", "noun": "of what", "dimension": "Kind", "bound": "Bound"}
    compared = {"topic": "Thing", "quantity": "Number", "bound": "Bound"}
    both = [
        ("numbers", "All numbers", "", found.claims, shown, "No number was found."),
        ("claims", "Claims compared", "Two claims may both be true, at different times or places.", found.disputes,
         compared, "No two sources have numbers for the same thing."),
    ]  # fmt: skip
    for name, title, note, table, columns, lack in both:
        claimants = table["actor"].fillna(table["claimed_by"]).fillna("")
        named = table.assign(claimed_by=claimants, article=table["doc_id"].astype("str").map(labels))
        columns = columns | {"claimed_by": "Claimed by"} | _ARTICLE
        spans = table[["doc_id", "start", "end"]].assign(row=range(len(table)))
        tables.append(_make(name, title, note, named, columns, spans, lack))
    return tables


def article_table(found: Findings) -> Table:
    """Return the table of articles, of which a row leads to its article."""
    articles = _describe(found.documents)
    columns = {"title": "Article", "outlet": "Outlet", "date": "Date"}
    counted = {"Sentences": found.sentences, "Quotations": join_pieces(found.quotes), "Numbers": found.claims}
    for name, table in counted.items():
        counts = table["doc_id"].astype("str").value_counts()
        articles[name] = articles["doc_id"].map(counts).fillna(0).astype(int)
        columns[name] = name
    return _make("articles", "All articles", "", articles, columns, pd.DataFrame(), "There is no article.")


def _describe(documents: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, title (or else the doc_id), outlet and date of each article; an empty text for what is missing."""
    dates = read_dates(documents["date"]).dt.strftime("%Y-%m-%d")
    known = documents[["doc_id", "title", "outlet"]].assign(date=dates).astype("str").fillna("")
    return known.assign(title=known["title"].where(known["title"].str.strip() != "", known["doc_id"]))


def _make(name: str, title: str, note: str, data: pd.DataFrame, columns: dict[str, str], spans: pd.DataFrame,
          lack: str) -> Table:  # fmt: skip
    """Return a table with these columns of the data, by what they are called."""
    cells = [[_cell(value) for value in data[column].tolist()] for column in columns]
    return Table(
        name, title, note, list(columns.values()), list(map(list, zip(*cells, strict=True))), spans, lack
    )


def _cell(value: object) -> object:
    if isinstance(value, int | float) and value == value:
        return int(value) if value == int(value) else round(value, 3)
    return "" if pd.isna(value) else visible(value)


def _of_rows(spans: pd.DataFrame, values: pd.Series, order: pd.Series) -> pd.DataFrame:
    """Return the spans with the row that each belongs to: that of its value; those without one are left out."""
    rows = pd.Series(range(len(order)), index=order.astype("str"))
    placed = spans[["doc_id", "start", "end"]].assign(row=values.astype("str").map(rows))
    return placed.dropna(subset="row").astype({"row": "int64"})


def _tie_spans(found: Findings) -> pd.DataFrame:
    """Return the mentions that make each tie: those of both actors in the sentences that name both."""
    named = found.named[["doc_id", "sent_id", "start", "end", "actor"]].astype(
        {"doc_id": "str", "actor": "str"}
    )
    named = drop_inside(named, "doc_id", "start", "end")
    there = ["doc_id", "sent_id"]
    pairs = named.merge(named[[*there, "actor"]].drop_duplicates(), on=there, suffixes=("", "_other"))
    pairs = pairs[pairs["actor"] != pairs["actor_other"]]
    pairs["actor_a"] = pairs[["actor", "actor_other"]].min(axis=1)
    pairs["actor_b"] = pairs[["actor", "actor_other"]].max(axis=1)
    rows = found.edges[PAIR].astype("str").assign(row=range(len(found.edges)))
    return pairs.merge(rows, on=PAIR)[["doc_id", "start", "end", "row"]]
