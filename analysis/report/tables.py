"""What is found in a corpus, and the tables of the pages, whose rows lead to their sentences."""

from types import SimpleNamespace

import pandas as pd

from analysis import actors, check, quantities, quotes, tables, words
from analysis.annotation import Cache, annotate
from analysis.finders.actors import find_actors
from analysis.finders.quantities import find_quantities, link_claims
from analysis.finders.quotes import find_quotes, link_speakers
from analysis.marking import visible
from analysis.matching import drop_inside
from analysis.network.edges import PAIR, actor_edges
from analysis.plots.common import word
from analysis.report.articles import layer_spans
from analysis.report.pages import read_data
from analysis.report.references import locate, number_sentences

_SPECS = read_data("tables.toml")


def find_all(documents: pd.DataFrame, cache: Cache, aliases: pd.DataFrame | None) -> SimpleNamespace:
    """Return all that is found in the documents, with the settings that the notebooks start from."""
    tokens, sentences, entities = annotate(documents, cache=cache)
    chosen = words.choose_words(tokens)
    mentions = actors.merge_actors(find_actors(entities, tokens, documents), aliases=aliases)
    named = mentions[mentions["kind"] == "name"].reset_index(drop=True)
    linked = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    claims = link_claims(find_quantities(tokens, documents), linked)
    body = claims.merge(sentences[["doc_id", "sent_id", "par_id"]]).query("par_id > 0")  # headlines repeat it
    return SimpleNamespace(
        documents=documents, tokens=tokens, findings=check.check_corpus(documents), words=chosen,
        counts=words.count_words(chosen), mentions=mentions, named=named, edges=actor_edges(named),
        quotes=linked[linked["speech"]].reset_index(drop=True), claims=claims,
        disputes=quantities.compare_claims(body), sentences=number_sentences(documents, sentences),
    )  # fmt: skip


def make_tables(found: SimpleNamespace) -> dict[str, SimpleNamespace]:
    """Return the tables of the pages by name, as `_make` does."""
    counts = actors.count_actors(found.mentions)
    kinds = found.mentions.astype({"kind": "str"}).groupby("actor")["kind"].min()
    counts = counts.assign(kind=counts["actor"].map(kinds).map(word), label=counts["label"].map(word))
    speakers = quotes.count_speakers(found.quotes)
    speakers["percent"] = 100 * speakers["n"] / speakers["n"].sum()  # as the share of speaker_shares
    keys, spoken = ["doc_id", "quote_id"], layer_spans("quotes", found.quotes)
    whole = quotes.join_pieces(found.quotes)
    whole["quote"] = found.quotes.groupby(keys, sort=False, observed=True)["quote"].agg(" … ".join).to_list()
    articles, labels = describe_articles(found.documents)
    numbered = [part.assign(row=range(len(part)), claimant=part["actor"].fillna(part["claimed_by"]))
                for part in (found.claims, found.disputes)]  # fmt: skip
    for part in (whole, *numbered):
        part["article"] = part["doc_id"].astype("str").map(labels)
    counted = {"sentences": found.sentences, "quotations": whole, "numbers": found.claims}
    for name, part in counted.items():
        articles[name] = articles["doc_id"].map(part["doc_id"].astype("str").value_counts()).fillna(0)
    made = [
        ("words", found.counts, found.words, ["word"]),
        ("actors", counts, layer_spans("actors", found.mentions), ["actor"]),
        ("ties", found.edges, _tie_mentions(found.named), PAIR),
        ("speakers", speakers, spoken.assign(speaker=spoken["actor"]), ["speaker"]),
        ("quotations", whole, spoken, keys),
        ("numbers", numbered[0], layer_spans("quantities", numbered[0]), ["row"]),
        ("claims", numbered[1], numbered[1], ["row"]),
        ("articles", articles, found.sentences.groupby("article").head(1), ["doc_id"]),
    ]  # fmt: skip
    return {name: _make(name, *parts, found.sentences) for name, *parts in made}


def describe_articles(documents: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return title (or else the doc_id), outlet and date of each article, and all three in one text by doc_id."""
    dates = tables.read_dates(documents["date"]).dt.strftime("%Y-%m-%d")
    known = documents[["title", "doc_id", "outlet"]].assign(date=dates).astype("str").fillna("")
    known["title"] = known["title"].where(known["title"].str.strip() != "", known["doc_id"])
    rows = zip(known["title"], known["outlet"], known["date"], strict=True)
    labels = [visible(", ".join(filter(None, row))) for row in rows]
    return known, dict(zip(known["doc_id"], labels, strict=True))


def _make(
    name: str, data: pd.DataFrame, spans: pd.DataFrame, keys: list[str], sentences: pd.DataFrame
) -> SimpleNamespace:
    """Return a table, whose rows have the spans with the same values in the columns `keys`.

    Its parts: name (of its rows in addresses, such as words-0), those of tables.toml, rows (as a reader sees them),
    data, located (the spans in sentences, with the number of their row), and references (for each row: sentence, start
    and end of each span, one after the other).
    """
    cells = [list(map(_cell, data[column])) for column in _SPECS[name]["columns"]]
    numbers = data[keys].astype("str").assign(number=range(len(data)))
    located = locate(spans.astype(dict.fromkeys(keys, "str")).merge(numbers, on=keys), sentences)
    references = [[] for _ in range(len(data))]
    places = located[["number", "sentence", "start", "end"]].drop_duplicates().to_numpy("int64")
    for row, *place in places.tolist():
        references[row] += place
    parts = {"data": data, "located": located, "references": references}
    return SimpleNamespace(name=name, rows=list(map(list, zip(*cells, strict=True))), **parts, **_SPECS[name])


def _cell(value: object) -> object:
    if isinstance(value, int | float) and value == value:
        return int(value) if value == int(value) else round(float(value), 1)
    return "" if pd.isna(value) else visible(value)


def _tie_mentions(named: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions that make each tie: those of both actors in the sentences that name both."""
    there = ["doc_id", "sent_id"]
    named = named[[*there, "start", "end", "actor"]].astype({"actor": "str"})
    named = drop_inside(named, "doc_id", "start", "end")
    pairs = named.merge(named[[*there, "actor"]].drop_duplicates(), on=there, suffixes=("", "_other"))
    pairs = pairs[pairs["actor"] != pairs["actor_other"]]
    ends = pairs[["actor", "actor_other"]]
    return pairs.assign(actor_a=ends.min(axis=1), actor_b=ends.max(axis=1))
