import os
import subprocess
import sys

import psutil
import pytest
from conftest import texts
from test_annotate import assert_same

from analysis import annotate, annotation
from analysis.workers import count_workers, process_pool

SCRIPT = """
import pandas as pd
from analysis import annotate
annotate(pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]}), model=None, workers=2)
"""


@pytest.mark.model
def test_any_number_of_processes_gives_the_same_tables_and_fills_the_cache(news, tmp_path, monkeypatch):
    documents, *tables = news
    monkeypatch.setattr(annotation, "_CHUNK", 5_000)
    assert_same(annotate(documents, cache=tmp_path, workers=2), tables)
    monkeypatch.setattr(annotation, "process_pool", None)  # a cached text needs no process
    assert_same(annotate(documents, cache=tmp_path, workers=2), tables)


def test_each_process_has_one_thread_for_matrices_and_this_one_keeps_its_own(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("BLIS_NUM_THREADS", raising=False)
    with process_pool(1) as pool:
        assert pool.submit(os.getenv, "OMP_NUM_THREADS").result() == "1"
    assert (os.environ["OMP_NUM_THREADS"], os.getenv("BLIS_NUM_THREADS")) == ("7", None)


def test_a_process_that_stops_is_said_in_one_sentence():
    with pytest.raises(RuntimeError, match="stopped.*workers=1"), process_pool(1) as pool:
        pool.submit(os._exit, 1).result()


STARTS = """
import os, time
from analysis.workers import process_pool
if __name__ == "__main__":
    with process_pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_a_process_ends_when_the_one_that_started_it_is_killed(tmp_path):
    script = tmp_path / "start.py"
    script.write_text(STARTS)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as job:
        started = psutil.Process(int(job.stdout.readline()))
        job.kill()
    started.wait(timeout=30)


def test_a_script_without_a_main_block_is_told_to_have_one(tmp_path):
    script = tmp_path / "count.py"
    script.write_text(SCRIPT)
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith("RuntimeError: ") and "if __name__ == '__main__':" in last


def test_without_an_answer_a_large_corpus_takes_all_cores_but_one(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: range(8), raising=False)
    monkeypatch.delenv("PRESS_KIT_WORKERS", raising=False)
    assert [count_workers(None, size) for size in (1000, 10**8)] == [1, 7]
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: range(2), raising=False)
    assert count_workers(None, 10**8) == 1
    monkeypatch.setenv("PRESS_KIT_WORKERS", "5")
    assert count_workers(None, 1000) == 5


@pytest.mark.parametrize("workers", [0, -1, 1.5, "two"])
def test_a_number_of_processes_is_a_whole_one_above_zero(workers):
    with pytest.raises(ValueError, match="whole number of processes, 1 or more"):
        annotate(texts("It is over."), model=None, workers=workers)
