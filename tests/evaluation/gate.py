"""Hash every table that the finders make, so that a change can show that it changed none of them.

python tests/evaluation/gate.py TEXTS... [--tables FOLDER]

TEXTS are folders as `read_corpus` takes them, or .jsonl files with an id and a text in each line. Prints a line for
each table: texts, table, rows and hash. Save the lines before and after a change and compare them with diff; with
--tables, each table is also written as CSV, so that a difference can be read.
"""

import argparse
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pandas as pd
from predict import read_texts

from analysis import (
    annotate,
    choose_words,
    compare_claims,
    excluded_numbers,
    find_actors,
    find_categories,
    find_quantities,
    find_quotes,
    find_words,
    link_claims,
    link_peoples,
    link_speakers,
    merge_actors,
    read_categories,
    read_corpus,
)

CATEGORIES = Path(__file__).parents[2] / "notebooks" / "categories.csv"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--tables", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    for path in arguments.texts:
        documents = read_texts(path) if path.suffix == ".jsonl" else read_corpus(path)
        for name, table in _tables(documents):
            content = table.to_csv(index=False).encode("utf-8", "surrogatepass")
            print(path.name, name, len(table), blake2b(content, digest_size=8).hexdigest(), flush=True)
            if arguments.tables:
                arguments.tables.mkdir(parents=True, exist_ok=True)
                (arguments.tables / f"{path.stem}-{name}.csv").write_bytes(content)


def _tables(documents: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    tokens, _, entities = annotate(documents)
    yield "find_words", find_words(choose_words(tokens), ["say", "kill", "people"])
    yield "find_categories", find_categories(tokens, read_categories(CATEGORIES))
    mentions = find_actors(entities, tokens, documents)
    yield "find_actors", mentions
    yield "find_actors-no-groups", find_actors(entities, tokens, documents, groups=False)
    mentions = merge_actors(mentions)
    yield "merge_actors", mentions
    yield "link_peoples", link_peoples(mentions)
    yield "find_quotes-all", find_quotes(tokens, documents, min_confidence=0)
    quotes = link_speakers(find_quotes(tokens, documents), mentions, tokens)
    yield "link_speakers", quotes
    quantities = find_quantities(tokens, documents)
    yield "excluded_numbers", excluded_numbers(tokens, documents)
    claims = link_claims(quantities, quotes)
    yield "link_claims", claims
    yield "compare_claims", compare_claims(claims)


if __name__ == "__main__":
    main()
