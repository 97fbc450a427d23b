"""What is found in a corpus, and the tables of the pages, whose rows lead to their sentences."""

from types import SimpleNamespace

import pandas as pd

from analysis import actors, check, quantities, quotes, words
from analysis.annotation import Cache, annotate
from analysis.finders.actors import find_actors
from analysis.finders.quantities import find_quantities, link_claims
from analysis.finders.quotes import find_quotes, link_speakers
from analysis.marking import visible
from analysis.matching import drop_inside
from analysis.network.edges import PAIR, actor_edges
from analysis.plots.common import word
from analysis.report.articles import mark_layer
from analysis.report.pages import TABLES
from analysis.report.references import locate, number_sentences
from analysis.tables import each_speaker, read_dates


def find_all(documents: pd.DataFrame, cache: Cache, aliases: pd.DataFrame | None) -> SimpleNamespace:
    """Return all that is found in the documents, with the settings that the notebooks start from."""
    tokens, sentences, entities = annotate(documents, cache=cache)
    chosen = words.choose_words(tokens)
    mentions = actors.merge_actors(find_actors(entities, tokens, documents), aliases=aliases)
    named = mentions[mentions["kind"] == "name"].reset_index(drop=True)
    linked = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    claims = link_claims(find_quantities(tokens, documents), linked)
    body = claims.merge(sentences[["doc_id", "sent_id", "par_id"]]).query("par_id > 0")  # headlines repeat it
    disputes = quantities.compare_claims(body).merge(documents[["doc_id", "date"]], on="doc_id")
    return SimpleNamespace(
        documents=documents, tokens=tokens, findings=check.check_corpus(documents),
        words=chosen[["doc_id", "sent_id", "start", "end", "word"]],
        counts=words.count_words(chosen), mentions=mentions, named=named, edges=actor_edges(named),
        quotes=linked[linked["speech"]].reset_index(drop=True), claims=claims,
        disputes=disputes, sentences=number_sentences(documents, sentences),
    )  # fmt: skip


def make_tables(found: SimpleNamespace) -> dict[str, SimpleNamespace]:
    """Return the tables of the pages by name, as `_make_table` does."""
    counts = actors.count_actors(found.mentions)
    kinds = found.mentions.astype({"kind": "str"}).groupby("actor")["kind"].min()
    counts = counts.assign(kind=counts["actor"].map(kinds).map(word), label=counts["label"].map(word))
    speakers = quotes.count_speakers(found.quotes)
    speakers["percent"] = 100 * speakers["n"] / speakers["n"].sum()  # as the share of speaker_shares
    quote, spoken = ["doc_id", "quote_id"], mark_layer("quotes", found.quotes)
    whole = quotes.join_pieces(found.quotes)
    whole["quote"] = found.quotes.groupby(quote, sort=False, observed=True)["quote"].agg(" … ".join).to_list()
    articles = _describe_articles(found.documents)
    labels = articles.set_index("doc_id")["article"]
    whole, numbers, claims = (
        part.assign(row=range(len(part)), article=part["doc_id"].astype("str").map(labels))
        for part in (whole, found.claims, found.disputes)
    )
    for part in (numbers, claims):
        part["claimant"] = part["actor"].fillna(part["claimed_by"])
    for name, part in {"sentences": found.sentences, "quotations": whole, "numbers": numbers}.items():
        articles[name] = articles["doc_id"].map(part["doc_id"].astype("str").value_counts()).fillna(0)
    made = [
        ("words", found.counts, found.words, ["word"]),
        ("actors", counts, mark_layer("actors", found.mentions), ["actor"]),
        ("ties", found.edges, _tie_mentions(found.named), PAIR),
        ("speakers", speakers, each_speaker(spoken).assign(speaker=lambda rows: rows["actor"]), ["speaker"]),
        ("quotations", whole, spoken, quote),
        ("numbers", numbers, mark_layer("quantities", numbers), ["row"]),
        ("claims", claims, claims, ["row"]),
        ("articles", articles, found.sentences[:0], ["doc_id"]),  # a row leads to its article
    ]
    return {name: _make_table(name, *parts, found.sentences) for name, *parts in made}


def _make_table(
    name: str, data: pd.DataFrame, spans: pd.DataFrame, keys: list[str], sentences: pd.DataFrame
) -> SimpleNamespace:
    """Return a table, whose rows have the spans with the same values in the columns `keys`.

    Its parts: name (of its rows in addresses, such as words-0), those of tables.toml, data, rows (as a reader sees
    them), located (the spans in sentences, with the number of their row), and references (for each row: sentence,
    start and end of each span, one after the other).
    """
    about = TABLES[name]
    rows = [list(map(_cell, row)) for row in data[[*about["columns"]]].itertuples(index=False)]
    numbers = data[keys].astype("str").assign(number=range(len(data)))
    located = locate(spans.astype(dict.fromkeys(keys, "str")).merge(numbers, on=keys), sentences)
    references = [[] for _ in rows]
    places = located[["number", "sentence", "start", "end"]].drop_duplicates().to_numpy("int64")
    for row, *place in places.tolist():
        references[row] += place
    parts = {"data": data, "rows": rows, "located": located, "references": references}
    return SimpleNamespace(name=name, **about, **parts)


def _cell(value: object) -> object:
    if isinstance(value, int | float) and value == value:
        return int(value) if value == int(value) else round(float(value), 1)
    return "" if pd.isna(value) else visible(value)


def _describe_articles(documents: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, title (or else the doc_id), outlet and date of each article, and the last three in one text."""
    dates = read_dates(documents["date"]).dt.strftime("%Y-%m-%d")
    known = documents[["doc_id", "title", "outlet"]].assign(date=dates).astype("str").fillna("")
    known["title"] = known["title"].where(known["title"].str.strip() != "", known["doc_id"])
    rows = known[["title", "outlet", "date"]].itertuples(index=False)
    return known.assign(article=[", ".join(filter(None, row)) for row in rows])


def _tie_mentions(named: pd.DataFrame) -> pd.DataFrame:
    """Return each mention once with every other actor of its sentence: as actor_a, and as actor_b."""
    named, there = drop_inside(named, "doc_id", "start", "end"), ["doc_id", "sent_id"]
    others = named[[*there, "actor"]].drop_duplicates()
    pairs = named.merge(others, on=there, suffixes=("_a", "_b"))
    return pd.concat([pairs, pairs.rename(columns={"actor_a": "actor_b", "actor_b": "actor_a"})])
