"""The cost of cutting texts into words and counting them, without the language model, beside other tools.

Run: python tests/benchmarks/bench_words.py [SHARE]
The kit cuts texts as its language model does, finds their lines, and counts the documents of each word; of its peers,
only scikit-learn counts documents, and none keeps the places of the words.
"""

import re
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow.parquet as pq
import spacy
from nltk.tokenize import NLTKWordTokenizer
from sklearn.feature_extraction.text import CountVectorizer
from timing import ARTICLES, ROUNDS, Task, news_articles, run_alone, take_turns, write_row

import analysis as kit

TIMES, PARTITION = 10, 100


def tokenising(folder: Path) -> Task:
    """Cut and count a corpus in partitions."""
    with TemporaryDirectory() as other:
        kit.write_partitions(news_articles(2), f"{other}/documents")
        kit.run_partitions(f"{other}/documents", other, model=None, workers=1)
    shutil.rmtree(folder / "results", ignore_errors=True)
    yield
    kit.run_partitions(folder / "documents", folder / "results", model=None, workers=1)


def compare_in_memory() -> None:
    documents, nlp = news_articles(ARTICLES, varied=True), spacy.blank("en")
    texts, nltk = documents["text"], NLTKWordTokenizer()
    tokens, _, _ = kit.annotate(documents, model=None, workers=1)
    words = kit.choose_words(tokens, unit="lower", pos=None)
    runs = {
        "annotate": lambda: kit.annotate(documents, model=None, workers=1),
        "spaCy": lambda: [len(doc) for doc in nlp.pipe(texts)],
        "NLTK": lambda: [len(nltk.tokenize(text)) for text in texts],
        "count": lambda: kit.count_words(words),
        "choose and count": lambda: kit.count_words(kit.choose_words(tokens, unit="lower", pos=None)),
        "sklearn": lambda: CountVectorizer().fit_transform(texts),
    }
    cpu = take_turns(runs)
    what = f"`annotate(model=None)`, {ARTICLES:,} articles: CPU"
    write_row(what, "bare spaCy tokeniser", cpu["annotate"] / cpu["spaCy"], 1.3, peer="spaCy")
    write_row(what, "NLTK's word tokeniser", cpu["annotate"] / cpu["NLTK"], peer="NLTK")
    for name, what in {
        "count": "counting words chosen before",
        "choose and count": "choosing and counting words",
    }.items():
        ratios = cpu[name] / cpu["sklearn"]
        write_row(f"{what}: CPU", "scikit-learn's CountVectorizer", ratios, 0.5, peer="scikit-learn")


def compare_on_disk(folder: Path) -> None:
    """Count words again from stored tables, against a pass over text files."""
    documents = pd.read_parquet(folder / "documents")
    files = [folder / f"{doc_id}.txt" for doc_id in documents["doc_id"]]
    for file, text in zip(files, documents["text"], strict=True):
        file.write_text(text, "utf-8")

    def count_files() -> Counter:
        counts = Counter()
        for file in files:
            counts.update(re.findall(r"\w+", file.read_text("utf-8").lower()))
        return counts

    results = folder / "results"
    runs = {
        "re": count_files,
        "kit": lambda: kit.count_partitions(kit.count_words, results, "words", columns=["doc_id", "word"]),
        "pyarrow": lambda: pq.read_table(results / "words", columns=["word"])["word"].value_counts(),
        "pandas": lambda: pd.read_parquet(results / "words", columns=["word"])["word"].value_counts(),
    }
    cpu, plain = take_turns(runs), "`re` and Counter from text files"
    what = f"`count_partitions(count_words)` from Parquet, {len(files):,} articles: CPU"
    write_row(what, plain, cpu["kit"] / cpu["re"], 0.1, peer="`re`")
    what = "the column `word` from Parquet with pandas' value_counts: CPU"
    write_row(what, plain, cpu["pandas"] / cpu["re"], peer="`re`")
    write_row(what.replace("pandas'", "pyarrow's"), plain, cpu["pyarrow"] / cpu["re"], peer="`re`")


def main() -> None:
    compare_in_memory()
    with TemporaryDirectory() as place:
        folders = {size: Path(place, str(size)) for size in (ARTICLES, TIMES * ARTICLES)}
        for size, folder in folders.items():
            kit.write_partitions(news_articles(size, varied=True), folder / "documents", size=PARTITION)
        turns = [
            {size: run_alone(tokenising, folder) for size, folder in folders.items()} for _ in range(ROUNDS)
        ]
        once, many = (pd.DataFrame([turn[size] for turn in turns]) for size in folders)
        what = f"cutting and counting {TIMES} times the documents"
        write_row(f"{what}: CPU", f"{ARTICLES:,} articles", many["CPU"] / once["CPU"], 1.05 * TIMES)
        write_row(f"{what}: peak memory", f"{ARTICLES:,} articles", many["MB"] / once["MB"], 1.2)
        compare_on_disk(folder)


if __name__ == "__main__":
    main()
