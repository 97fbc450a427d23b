"""Measure two checks of a corpus: near copies of changed texts, and the language of short pieces.

python tests/evaluation/measure_checks.py GOLD...

GOLD are .jsonl files with an English news text in each line; the articles in tests/data/news are added. Each text is
changed in several ways, and a change is found if the text still shares half of its three-word sequences. The shares of
the most similar pairs of different texts come first.
"""

import argparse
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import py3langid

from analysis.copies import _hash_sequences
from analysis.readers.lines import find_lines

NEWS = Path(__file__).parents[1] / "data" / "news"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    files = parser.parse_args().gold
    texts = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    texts += [file.read_text("utf-8") for file in sorted(NEWS.rglob("*.txt"))]
    print(f"{len(texts)} texts; most similar pairs: {most_similar(texts)}")
    chance = random.Random(1)
    words = re.findall(r"\w+", " ".join(texts))

    def edit(text: str, share: float) -> str:
        return re.sub(r"\w+", lambda word: chance.choice(words) if chance.random() < share else word[0], text)

    def paragraph() -> str:
        text = chance.choice(texts)
        return max((text[start:end] for start, end in find_lines(text)[:6]), key=len)

    def change_lead(text: str) -> str:
        return "\n".join([paragraph(), *(text[start:end] for start, end in find_lines(text)[1:])])

    def cut(text: str) -> str:
        return text[: len(text) * 2 // 3]

    changes = {
        "a twentieth of the words changed": lambda text: edit(text, 0.05),
        "a tenth of the words changed": lambda text: edit(text, 0.1),
        "cut after two thirds": cut,
        "a paragraph added": lambda text: f"{text}\n{paragraph()}",
        "cut, and a paragraph added": lambda text: f"{cut(text)}\n{paragraph()}",
        "first paragraph replaced": change_lead,
        "first paragraph replaced, a twentieth changed": lambda text: edit(change_lead(text), 0.05),
    }
    for name, change in changes.items():
        found = np.mean([similarity(text, change(text)) >= 0.5 for text in texts])
        print(f"{name}: {found:.1%} found")
    pieces = [text[start : start + 120] for text in texts for start in range(0, len(text) - 120, 1000)]
    for name, group in (("texts", texts), ("pieces of 120 characters", pieces)):
        wrong = sum(py3langid.classify(text[:1000])[0] != "en" for text in group)
        print(f"{name} not taken for English: {wrong} of {len(group)}")


def similarity(one: str, other: str) -> float:
    first, second = _hash_sequences(one), _hash_sequences(other)
    both = len(np.intersect1d(first, second))
    return both / (len(first) + len(second) - both)


def most_similar(texts: list[str]) -> str:
    """Return the shares of the five most similar pairs."""
    places = defaultdict(list)
    for place, text in enumerate(texts):
        for sequence in _hash_sequences(text):
            places[sequence].append(place)
    pairs = Counter(pair for found in places.values() for pair in itertools.combinations(found, 2))
    shares = [similarity(texts[a], texts[b]) for (a, b), _ in pairs.most_common(50)]
    return ", ".join(f"{share:.2f}" for share in sorted(shares, reverse=True)[:5])


if __name__ == "__main__":
    main()
