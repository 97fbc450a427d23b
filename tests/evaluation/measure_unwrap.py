"""Compare what is found in texts that were wrapped and joined again with what is found in the texts themselves.

python tests/evaluation/measure_unwrap.py GOLD... [--exact]

GOLD are .jsonl files with a text in each line; the articles in tests/data/news are added. Only texts of several
paragraphs count; a paragraph is a line without the blanks around it. Each text is wrapped at 60, 72 and 80 columns,
with and without blank lines between paragraphs, and with and without hyphenation. `unwrap_lines` joins all texts.
The table shows how many texts were recognised as wrapped and came back exactly, and how many more or fewer sentences,
direct quotations and ties are found than in the texts as they were. With --exact, nothing is annotated. The last lines
count the texts that are changed although they were not wrapped.
"""

import argparse
import json
import re
import textwrap
from itertools import product
from pathlib import Path

import pandas as pd

from analysis import actor_edges, annotate, find_actors, find_quotes, merge_actors, read_corpus
from analysis.readers.lines import find_lines
from analysis.readers.unwrap import unwrap_lines

NEWS = Path(__file__).parents[1] / "data" / "news"
WIDTHS = (60, 72, 80)
MIN_WORD, MIN_PART = 8, 3
VOWELS = set("aeiouy")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--exact", action="store_true")
    arguments = parser.parse_args()
    texts = _read_paragraphs(arguments.gold)
    print(f"{len(texts)} texts, {sum(map(len, texts))} paragraphs")
    known: dict[str, dict[str, int]] = {}
    for blank, hyphenate, width in product((True, False), (False, True), WIDTHS):
        mark = "\n\n" if blank else "\n"
        whole = [mark.join(paragraphs) for paragraphs in texts]
        joined, widths = unwrap_lines(
            [mark.join(wrap(line, width, hyphenate) for line in paragraphs) for paragraphs in texts]
        )
        same = [one == other for one, other in zip(whole, joined, strict=True)]
        row = {"width": width, "blank lines": blank, "hyphens": hyphenate}
        row |= {"seen": sum(map(bool, widths)), "exact": f"{sum(same) / len(same):.0%}"}
        if not arguments.exact:
            before = known.setdefault(mark, _count(whole))
            row |= {
                f"{name} {before[name]}": f"{n / before[name] - 1:+.2%}" for name, n in _count(joined).items()
            }
        print(*(f"{name}: {value}" for name, value in row.items()), sep="; ", flush=True)
    for name, mark in {"blank lines": "\n\n", "single lines": "\n", "CR LF": "\r\n"}.items():
        whole = [mark.join(paragraphs) for paragraphs in texts]
        changed = sum(one != other for one, other in zip(whole, unwrap_lines(whole)[0], strict=True))
        print(f"unwrapped texts with {name}: {changed} changed")


def _read_paragraphs(paths: list[Path]) -> list[list[str]]:
    """Return the paragraphs of each text that has several."""
    lines = [line for file in paths for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [*(json.loads(line)["text"] for line in lines), *read_corpus(NEWS)["text"]]
    paragraphs = [[" ".join(text[slice(*line)].split()) for line in find_lines(text)] for text in texts]
    return [lines for lines in paragraphs if len(lines) > 1]


def wrap(paragraph: str, width: int, hyphenate: bool) -> str:
    """Wrap a paragraph as textwrap does, or with long words cut where they do not fit."""
    if not hyphenate:
        return textwrap.fill(paragraph, width, break_long_words=False)
    lines = [""]
    for word in paragraph.split(" "):
        room = width - len(lines[-1]) - bool(lines[-1])
        if len(word) > room and (cut := _cut(word, room)):
            lines[-1] += " " * bool(lines[-1]) + word[:cut] + "-"
            lines.append(word[cut:])
        elif len(word) > room:
            lines.append(word)
        else:
            lines[-1] += " " * bool(lines[-1]) + word
    return "\n".join(line for line in lines if line)


def _cut(word: str, room: int) -> int:
    """Return where a word is cut to fit: after a vowel and before a consonant, or 0."""
    if not re.fullmatch(r"[^\W\d_]{8,}[^\w-]*", word):
        return 0
    letters = len(re.match(r"[^\W\d_]+", word)[0])
    for cut in range(min(room - 1, letters - MIN_PART), MIN_PART - 1, -1):
        if word[cut - 1].lower() in VOWELS and word[cut].lower() not in VOWELS:
            return cut
    return 0


def _count(texts: list[str]) -> dict[str, int]:
    """Count the sentences, direct quotations and ties of a corpus."""
    documents = pd.DataFrame(
        {"doc_id": [f"{number:05}" for number in range(len(texts))], "text": texts}, dtype="str"
    )
    tokens, sentences, entities = annotate(documents)
    quotes = find_quotes(tokens, documents)
    edges = actor_edges(merge_actors(find_actors(entities, tokens, documents)))
    return {
        "sentences": len(sentences),
        "direct quotations": int((quotes["kind"] == "direct").sum()),
        "ties": int(edges["n"].sum()),
    }


if __name__ == "__main__":
    main()
