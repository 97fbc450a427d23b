"""All that is found in a corpus, with the settings that the notebooks start from."""

from typing import NamedTuple

import pandas as pd

from analysis.actors import merge_actors
from analysis.annotation import Cache, annotate
from analysis.check import check_corpus
from analysis.finders.actors import find_actors
from analysis.finders.quantities import find_quantities, link_claims
from analysis.finders.quotes import find_quotes, link_speakers
from analysis.network.edges import actor_edges
from analysis.quantities import compare_claims
from analysis.words import choose_words, count_words


class Findings(NamedTuple):
    """The tables that the pages show."""

    documents: pd.DataFrame
    tokens: pd.DataFrame
    sentences: pd.DataFrame
    checks: pd.DataFrame
    words: pd.DataFrame
    counts: pd.DataFrame
    mentions: pd.DataFrame
    named: pd.DataFrame  # the mentions with a name, which make the ties
    edges: pd.DataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    disputes: pd.DataFrame


def find_all(documents: pd.DataFrame, cache: Cache, aliases: pd.DataFrame | None) -> Findings:
    """Return all that is found in the documents."""
    tokens, sentences, entities = annotate(documents, cache=cache)
    words = choose_words(tokens)
    mentions = merge_actors(find_actors(entities, tokens, documents), aliases=aliases)
    named = mentions[mentions["kind"] == "name"].reset_index(drop=True)
    edges = actor_edges(named, within="sentence")
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    claims = link_claims(find_quantities(tokens, documents), quotes)
    # Headlines repeat the numbers of their articles.
    body = claims.merge(sentences[["doc_id", "sent_id", "par_id"]]).query("par_id > 0")
    speech = quotes[quotes["speech"]].reset_index(drop=True)
    found = [words, count_words(words), mentions, named, edges, speech, claims, compare_claims(body)]
    return Findings(documents, tokens, sentences, check_corpus(documents), *found)
