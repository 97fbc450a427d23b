"""What is found in partitions is what is found in memory, whatever stops, fails or changes on the way."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

import pandas as pd
import pytest
from conftest import texts
from hypothesis import given, strategies as st

import analysis as kit
from analysis import partition, scale
from analysis.__main__ import main
from analysis.export.files import csv_bytes
from analysis.scale import count_partitions, run_partitions, write_partitions

SIZE = 3  # documents of a partition, on average


@pytest.fixture
def folder(news, tmp_path):
    """A corpus of eight articles in partitions."""
    documents = news[0].drop(columns=["date"])
    assert len(write_partitions(documents, tmp_path / "documents", size=SIZE)) > 2
    return tmp_path


def run(folder, **options):
    return run_partitions(folder / "documents", folder / "results", **options)


def files(folder):
    """All files of results with their contents, but for drafts of runs that were killed."""
    paths = sorted(path for path in (folder / "results").rglob("*.*") if path.is_file())
    hidden = [path for path in paths if any(part.startswith(".") for part in path.parts)]
    return {path.relative_to(folder): path.read_bytes() for path in paths if path not in hidden}


ids = st.sets(st.text("abcdef/.# ", min_size=1, max_size=6), min_size=1, max_size=40)


@given(ids, st.text("xyz", min_size=1, max_size=3))
def test_a_new_text_changes_one_partition_or_cuts_one_in_two(doc_ids, new):
    documents = pd.DataFrame({"doc_id": sorted(doc_ids), "text": "It is over."})
    more = pd.DataFrame({"doc_id": sorted({*doc_ids, new}), "text": "It is over."})
    with tempfile.TemporaryDirectory() as place:
        before = {path.name: path.read_bytes() for path in write_partitions(documents, place, size=50)}
        after = {path.name: path.read_bytes() for path in write_partitions(more, place, size=50)}
        there = pd.read_parquet(place)
        assert sorted(there["doc_id"]) == more["doc_id"].to_list()
        assert {path.name for path in Path(place).iterdir()} == set(after)
    assert len(before.items() - after.items()) <= 1


def test_no_partition_has_more_than_twice_the_size():
    documents = pd.DataFrame({"doc_id": [f"{number:03}" for number in range(100)], "text": "It is over."})
    with tempfile.TemporaryDirectory() as place:
        sizes = [len(pd.read_parquet(path)) for path in write_partitions(documents, place, size=4)]
    assert sum(sizes) == 100 and max(sizes) <= 8


@pytest.mark.model
def test_partitions_find_and_count_what_is_found_in_memory(news, folder):
    documents, tokens, sentences, entities = news
    assert run(folder) == []
    mentions = kit.merge_actors(kit.find_actors(entities, tokens, documents))
    linked = kit.link_speakers(kit.find_quotes(tokens, documents), mentions, tokens)
    quotes = linked[linked["speech"]].reset_index(drop=True)
    claims = kit.link_claims(kit.find_quantities(tokens, documents), linked)
    words = kit.choose_words(tokens)
    excluded = kit.excluded_numbers(tokens, documents)
    expected = {"words": words, "sentences": sentences, "mentions": mentions, "quotes": quotes}
    for name, table in (expected | {"claims": claims, "excluded": excluded}).items():
        found = pd.read_parquet(folder / "results" / name)
        found, table = (
            rows.astype({"doc_id": "str"}).sort_values(["doc_id", "start"]) for rows in (found, table)
        )
        assert csv_bytes(found) == csv_bytes(table), name
    named = mentions[mentions["kind"] == "name"].reset_index(drop=True)
    counts = {
        "word": kit.count_words(words),
        "actor": kit.count_actors(mentions, by="kind"),
        "tie": kit.actor_edges(named),
        "speaker": kit.count_speakers(quotes),
        "cue": kit.count_cues(quotes, tokens),
        "quantity": kit.count_quantities(claims),
    }
    for name, table in counts.items():
        found = pd.read_csv(folder / "results" / "counts" / f"{name}.csv", keep_default_na=False)
        assert set(found) == set(table), name
        rows, others = (sorted(csv_bytes(part[list(table)]).splitlines()) for part in (found, table))
        assert rows == others, name
    again = count_partitions(kit.count_collocations, folder / "results", "words", asked="militant")
    pd.testing.assert_frame_equal(again, kit.count_collocations(words, "militant"), check_dtype=False)


@pytest.mark.model
def test_a_changed_text_costs_itself_and_what_a_researcher_renames_only_links(news, folder, monkeypatch):
    run(folder)
    annotated, searched, linked = [], [], []
    originals = kit.annotation._annotate_chunk, partition.find_quotes, partition.link_speakers
    annotate, search, link = originals
    monkeypatch.setattr(
        kit.annotation,
        "_annotate_chunk",
        lambda *given: annotated.extend(given[1].values()) or annotate(*given),
    )
    monkeypatch.setattr(
        partition,
        "find_quotes",
        lambda tokens, texts: searched.extend(texts["doc_id"]) or search(tokens, texts),
    )
    monkeypatch.setattr(
        partition, "link_speakers", lambda *given: linked.extend(given[2]["doc_id"].unique()) or link(*given)
    )
    before = written(folder)
    assert run(folder) == [] and not annotated + searched + linked
    assert before == written(folder)
    changed = news[0].drop(columns="date")
    changed.loc[4, "text"] += "\nNobody else was there."
    write_partitions(changed, folder / "documents", size=SIZE)
    run(folder)
    assert annotated == [changed.loc[4, "text"]] and searched == linked == [changed.loc[4, "doc_id"]]
    aliases = pd.DataFrame({"name": ["Vellan"], "action": ["merge"], "to": ["Capital"]})
    run(folder, aliases=aliases)
    assert len(annotated) == len(searched) == 1 < len(linked)
    assert "Capital" in set(pd.read_parquet(folder / "results/mentions")["actor"])


def written(folder):
    """When each table was written, but for those of names, which are small and always written."""
    files = set(folder.rglob("*.parquet")) - set(folder.rglob("settled/*"))
    return {file: file.stat().st_mtime_ns for file in files}


@pytest.mark.model
def test_new_changed_and_deleted_texts_leave_the_files_of_a_first_run(news, folder):
    later = news[0].drop(columns="date")
    later.loc[2, "text"] = later.loc[5, "text"]
    later.loc[4, "text"] += "\nNobody else was there, said Bob Larsen."
    write_partitions(news[0].drop(columns="date").drop(index=1), folder / "documents", size=SIZE)
    run(folder)
    write_partitions(later.drop(index=6), folder / "documents", size=SIZE)
    run(folder)
    updated = files(folder)
    shutil.rmtree(folder / "results")
    run(folder)
    assert {file: content for file, content in files(folder).items() if "annotations" not in file.parts} == {
        file: content for file, content in updated.items() if "annotations" not in file.parts
    }


@pytest.mark.model
def test_without_the_model_nothing_stays_of_what_it_found(folder):
    run(folder)
    run(folder, model=None)
    tables = {path.parent.name for path in (folder / "results").glob("*/*.parquet")}
    assert tables == {"words", "sentences"}
    assert [path.name for path in (folder / "results/counts").iterdir()] == ["word.csv"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_fails_is_named_and_all_else_is_complete(workers, folder):
    bad, cut = sorted((folder / "documents").glob("*.parquet"))[:2]
    documents = pd.read_parquet(bad)
    documents.loc[0, "text"] = None
    documents.to_parquet(bad)
    cut.write_bytes(cut.read_bytes()[:-99])
    rest = pd.concat(map(pd.read_parquet, [bad, *sorted((folder / "documents").glob("*.parquet"))[2:]]))
    for _ in range(2):  # also where nothing is done again
        first, second = run(folder, model=None, workers=workers)
        assert first.startswith(f"{cut.name}: ")
        assert second.startswith(f"{documents['doc_id'][0]} in {bad.name}: ValueError: ")
        words = pd.read_parquet(folder / "results/words")
        assert set(words["doc_id"].astype("str")) == set(rest["doc_id"][rest["text"].notna()])


def test_a_partition_that_fails_leaves_the_tables_of_one_with_a_longer_name(folder):
    for file in (folder / "documents").iterdir():
        file.unlink()
    for name, word in {"news": "rain", "news.2016": "snow"}.items():
        texts(f"The {word} came.").assign(doc_id=word).to_parquet(folder / "documents" / f"{name}.parquet")
    assert run(folder, model=None) == []
    (folder / "documents/news.parquet").write_bytes(b"PAR1")
    [failure] = run(folder, model=None)
    assert failure.startswith("news.parquet: ")
    counts = pd.read_csv(folder / "results/counts/word.csv")
    assert sorted(counts["word"]) == ["came", "snow", "the"]


def test_a_process_that_stops_is_named_with_the_remedy_and_the_other_partitions_are_done(folder, monkeypatch):
    monkeypatch.setattr(scale, "find_part", stop_at_the_first)
    [failure] = run(folder, model=None, workers=2)
    assert failure.startswith(f"{min((folder / 'documents').iterdir()).name}: ") and "workers=1" in failure


def stop_at_the_first(part):
    if part.path == min(part.path.parent.iterdir()):
        os._exit(1)
    return partition.find_part(part)


def test_a_worker_that_came_later_with_another_version_does_nothing(folder):
    path = min((folder / "documents").iterdir())
    part = partition.Partition(path, folder / "results", None, "another")
    with pytest.raises(RuntimeError, match="another version of kit or model: install the same"):
        partition.find_part(part)
    assert not list((folder / "results").rglob("*.parquet"))


def test_the_most_frequent_of_each_partition_are_not_added_up(folder):
    run(folder, model=None)
    with pytest.raises(
        ValueError, match="top= would take the top of each partition: use .head.. on the result"
    ):
        count_partitions(kit.count_words, folder / "results", "words", top=3)


def test_tables_of_small_and_large_partitions_are_read_as_one(folder):
    many = pd.DataFrame({"doc_id": [f"x{number}" for number in range(200)], "text": "It is over."})
    many.to_parquet(folder / "documents/z.parquet")
    assert run(folder, model=None) == []
    words = pd.read_parquet(folder / "results/words")
    assert words["doc_id"].nunique() == 208 and "It" in set(words["token"])


def test_a_full_disk_is_named_and_the_next_run_goes_on(folder, monkeypatch):
    def full(table, file):
        raise OSError(28, "No space left on device", str(file))

    with monkeypatch.context() as patch:
        patch.setattr(partition, "write_parquet", full)
        failures = run(folder, model=None)
    assert len(failures) == len(list((folder / "documents").iterdir()))
    assert all("No space left on device" in failure for failure in failures)
    assert run(folder, model=None) == []


def test_a_damaged_table_is_made_again(folder):
    run(folder, model=None)
    before = files(folder)
    table = min((folder / "results/words").iterdir())
    table.write_bytes(table.read_bytes()[:-9])
    assert run(folder, model=None) == []
    assert files(folder) == before


def test_partitions_that_are_gone_are_no_more_counted_and_other_texts_are_refused(folder):
    run(folder, model=None)
    gone = min((folder / "documents").iterdir())
    gone.unlink()
    with pytest.warns(UserWarning, match="1 partitions are not in the corpus any more"):
        run(folder, model=None)
    assert not list((folder / "results").rglob(gone.name))
    shutil.rmtree(folder / "documents")
    shutil.rmtree(folder / "results")
    for doc_ids in (["b"], ["a", "b"]):  # one partition, whose first text is another one now
        write_partitions(texts(*doc_ids).assign(doc_id=doc_ids), folder / "documents")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            assert run(folder, model=None) == []
    shutil.rmtree(folder / "documents")
    write_partitions(texts("It is over.").assign(doc_id="z"), folder / "documents")
    with pytest.raises(ValueError, match="has partitions of other texts: name another folder"):
        write_partitions(texts("It is over.").assign(doc_id="y"), folder / "documents")
    assert pd.read_parquet(folder / "documents")["doc_id"].tolist() == ["z"]
    with pytest.raises(ValueError, match="has results of other texts: name another folder, or delete it"):
        run(folder, model=None)


def test_other_texts_in_partitions_of_the_same_names_are_refused(folder):
    run(folder, model=None)
    for number, file in enumerate((folder / "documents").iterdir()):
        texts("It is over.").assign(doc_id=str(number)).to_parquet(file)
    before = files(folder)
    with pytest.raises(ValueError, match="has results of other texts: name another folder, or delete it"):
        run(folder, model=None)
    assert files(folder) == before


def test_a_second_run_in_the_same_folder_is_refused_until_the_first_has_ended(folder):
    refused = pytest.raises(RuntimeError, match="another run is at work in .*: start again when it has ended")
    with scale._alone(folder / "results"), refused:
        run(folder, model=None)
    assert run(folder, model=None) == []


def test_where_all_texts_fail_no_counts_of_an_earlier_run_stay(folder):
    run(folder, model=None)
    for file in (folder / "documents").iterdir():
        file.write_bytes(b"PAR1")
    assert len(run(folder, model=None)) == len(list((folder / "documents").iterdir()))
    assert not list((folder / "results/counts").iterdir())
    with pytest.raises(ValueError, match="has no partition without a fault: .*parquet: "):
        kit.read_corpus(folder / "results")


def test_numbers_as_doc_id_are_one_fault_of_the_partition(folder):
    file = min((folder / "documents").iterdir())
    texts("It is over.", "They left.").assign(doc_id=[1, 2]).to_parquet(file)
    [failure] = run(folder, model=None)
    assert failure.startswith(f"{file.name}: documents has the value 1 as doc_id, which is no text: ")


def test_a_client_that_is_an_address_and_results_among_the_texts_are_errors(folder):
    with pytest.raises(TypeError, match=r"client is the text 'tcp://x:1': pass distributed.Client"):
        run(folder, client="tcp://x:1")
    with pytest.raises(ValueError, match="documents has the texts: name another folder"):
        run_partitions(folder / "documents", folder / "documents")


def test_options_for_notebooks_are_refused_where_none_is_run(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("It is over.")
    asked = [str(tmp_path), "--out", str(tmp_path / "out"), "--scheduler", "local"]
    for option in (["--set", "TOP=3"], ["--notebooks", "x"], ["--cache", "x"]):
        assert main([*asked, *option]) == 2
        assert f"Error: {option[0]} is for notebooks" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_line_says_how_to_write_an_address(tmp_path, capsys):
    pytest.importorskip("distributed")
    (tmp_path / "a.txt").write_text("It is over.")
    for address in ("loacl", "tcp://127.0.0.1:1"):
        assert main([str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--scheduler", address]) == 2
        assert f"Error: there is no Dask scheduler at {address} " in capsys.readouterr().err


def test_a_corpus_without_partitions_and_a_doc_id_in_two_of_them_are_errors(folder):
    with pytest.raises(FileNotFoundError, match="has no Parquet file: make some with write_partitions"):
        run_partitions(folder, folder / "results")
    with pytest.raises(FileNotFoundError, match="no table 'quotes': find it first, with run_partitions"):
        count_partitions(kit.count_speakers, folder, "quotes")
    first = min((folder / "documents").iterdir())
    shutil.copy(first, first.with_name("copy.parquet"))
    with pytest.raises(ValueError, match="the corpus has the doc_id .* more than once"):
        run(folder, model=None)


@pytest.mark.model
def test_the_command_line_reads_texts_into_partitions_and_counts_them(news, tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    news[0][["doc_id", "text"]].to_csv(corpus / "texts.csv", index=False)
    (corpus / "aliases.csv").write_text("name,action,to\nVellan,merge,Capital\n")
    assert main([str(corpus), "--out", str(tmp_path / "out"), "--scheduler", "local"]) == 0
    assert capsys.readouterr().out == f"Results are in {tmp_path / 'out'}\n"
    documents = kit.read_corpus(tmp_path / "out")
    tokens, _, entities = kit.annotate(documents)
    aliases = kit.read_aliases(tmp_path / "out" / "aliases.csv")
    mentions = kit.merge_actors(kit.find_actors(entities, tokens, documents), aliases=aliases)
    assert "Capital" in set(mentions["actor"]) and "Vellan" not in set(mentions["actor"])
    assert "quotes/,speaker,speaker" in (tmp_path / "out" / "COLUMNS.csv").read_text()
    parts = tmp_path / "out" / "documents"
    shutil.copy(corpus / "aliases.csv", parts)
    assert main([str(parts), "--out", str(tmp_path / "again"), "--scheduler", "local"]) == 0
    for one in (tmp_path / "out" / "counts").iterdir():
        assert one.read_bytes() == (tmp_path / "again" / "counts" / one.name).read_bytes()
    cut = min(parts.glob("*.parquet"))
    cut.write_bytes(b"PAR1")
    assert main([str(parts), "--out", str(tmp_path / "again"), "--scheduler", "local"]) == 1
    assert f"Failed: {cut.name}: " in capsys.readouterr().err
    assert not list((tmp_path / "again").rglob(cut.name))


KILLED = """
from analysis.scale import run_partitions
import sys
if __name__ == "__main__":
    run_partitions(sys.argv[1] + "/documents", sys.argv[1] + "/results", model=sys.argv[2] or None)
"""
KILLS = int(os.environ.get("KILLS", 3))  # on demand, more moments than the suite has time for


@pytest.mark.model
@pytest.mark.parametrize("model", [None, "en_core_web_md"])
def test_a_run_that_is_killed_at_any_moment_goes_on_where_it_was(model, folder, tmp_path):
    (tmp_path / "job.py").write_text(KILLED)
    chance, results, written = random.Random(KILLS), folder / "results", {}
    for _ in range(KILLS):
        job = subprocess.Popen([sys.executable, tmp_path / "job.py", folder, model or ""])
        wanted = len(list(results.rglob("*.parquet"))) + chance.randint(0, 12)
        while job.poll() is None and len(list(results.rglob("*.parquet"))) < wanted:
            time.sleep(0.001)
        time.sleep(chance.random() / 10)
        job.kill()
        job.wait()
        for record in (results / "steps/records").glob("*.json"):
            for table in json.loads(record.read_text())["sizes"]:
                file = results / table / f"{record.stem}.parquet"
                written.setdefault(file, file.stat().st_mtime_ns)
    (results / "steps/records/.draft").mkdir(parents=True, exist_ok=True)
    assert run(folder, model=model) == []
    assert not list(results.glob("**/.*"))
    assert written == {file: file.stat().st_mtime_ns for file in written}  # nothing is done twice
    killed = files(folder)
    shutil.rmtree(results)
    run(folder, model=model)
    assert killed == files(folder)


@pytest.mark.model
def test_a_cluster_one_of_whose_workers_is_killed_finds_the_same(folder):
    distributed = pytest.importorskip("distributed")
    run(folder)
    serial = files(folder)
    shutil.rmtree(folder / "results")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = min(client.run(os.getpid).values())

        def kill():
            while not list((folder / "results").glob("words/*.parquet")):
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert run(folder, client=client) == []
        killer.join()
        assert victim not in client.run(os.getpid).values()
    assert files(folder) == serial


def test_a_cluster_with_another_kit_or_without_the_folders_is_refused(folder, monkeypatch):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        with monkeypatch.context() as patch:
            patch.setattr(scale, "write_files", lambda *given: [folder / "sign"])
            (folder / "sign").touch()
            with pytest.raises(RuntimeError, match="does not see .*results.* storage that all workers share"):
                run(folder, model=None, client=client)
        monkeypatch.setattr(scale, "code_version", lambda model: "another")
        with pytest.raises(RuntimeError, match="another version of kit or model: install the same"):
            run(folder, model=None, client=client)
    assert not list((folder / "results").rglob("*.parquet"))
