"""Peak memory of all processes over corpora of several sizes, made partition by partition.

Run: python tests/benchmarks/bench_memory.py [SHARE]
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from timing import SHARE, Task, news_articles, run_alone, write_row

import analysis as kit

DOCUMENTS = 200  # of a partition


def invent_corpus(folder: Path, megabytes: float, *, varied: bool) -> None:
    """Write partitions of articles until there are so many megabytes of text."""
    folder.mkdir(parents=True)
    size = number = 0
    while size < megabytes * 1e6:
        documents = news_articles(DOCUMENTS, number, varied=varied)
        documents.to_parquet(folder / f"{number:07}.parquet")
        size += documents["text"].str.len().sum()
        number += DOCUMENTS


def run(folder: Path, model: str | None) -> Task:
    yield
    kit.run_partitions(folder / "documents", folder, model=model, workers=1)


def compare(what: str, sizes: tuple[int, int], model: str | None, most: float | None) -> None:
    peaks = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            invent_corpus(Path(folder, "documents"), size * SHARE, varied=model is None)
            peaks.append(run_alone(run, Path(folder), model)["MB"])
        write_row(f"{size * SHARE:g} MB of text {what}: peak memory", "", peaks[-1:], most, unit=" MB")
    once, many = (f"{size * SHARE:g} MB" for size in sizes)
    write_row(f"{many} of text {what}: peak memory", once, [peaks[1] / peaks[0]], 1.1)


if __name__ == "__main__":
    compare("cut into words and counted", (50, 200), None, None)
    compare("annotated and searched", (5, 20), "en_core_web_md", 1500)
