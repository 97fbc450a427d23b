"""Find the names in the texts and what each names: the model's names put right, and those it missed."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.finders.actors.gazetteer import is_listed
from analysis.finders.actors.namespans import (
    Name,
    Words,
    clean_names,
    endings,
    is_acronym,
    is_no_name,
    titles,
    trim,
)
from analysis.finders.actors.nametypes import LABELS, cued_label, label_names
from analysis.tables import read_codes

_MODEL_LABELS = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP",
    "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "EVENT": "OTHER", "LAW": "OTHER", "LANGUAGE": "OTHER",
}  # fmt: skip
_DASHES = {"-", "–", "—", "--", "("}
_DATELINE = 8  # tokens behind the place within which its dash stands: ", March 4 —"


def find_names(entities: pd.DataFrame, tokens: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find the names of persons, organisations, places and groups in each document.

    The model's names are cut to the proper name and get one label per document, by vote; then all places where
    the same words stand, and proper nouns with a telling word beside them, are added.

    Args:
        entities, tokens: what `annotate` gives, in the order of the documents.
        documents: doc_id and text.

    Columns:
        doc_id, sent_id, start, end, name, label (PERSON, ORG, PLACE, GROUP), is_nominal (an adjective: "Syrian").

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["He came with the Russians."]})
    >>> tokens, sentences, entities = annotate(documents, cache=False)
    >>> find_names(entities, tokens, documents)[["name", "label"]].values.tolist()
    [['Russians', 'GROUP']]
    """
    rows = []
    for doc_no, (words, found) in enumerate(_by_document(entities, tokens, documents)):
        for first, last, label in _names_of(words, found):
            adjective = label == "GROUP" and words.pos[last - 1] == "ADJ"
            rows.append(
                (doc_no, words.sent[first], words.start[first], words.end[last - 1], label, adjective)
            )
    doc_no, sent_id, start, end, label, adjective = zip(*rows, strict=True) if rows else [()] * 6
    texts = documents["text"].to_list()
    names = [texts[no][a:b] for no, a, b in zip(doc_no, start, end, strict=True)]
    doc_ids = documents["doc_id"].astype("str")
    return pd.DataFrame(
        {
            "doc_id": pd.Categorical.from_codes(np.array(doc_no, dtype="int32"), categories=doc_ids),
            "sent_id": np.array(sent_id, dtype="int32"),
            "start": np.array(start, dtype="int32"),
            "end": np.array(end, dtype="int32"),
            "name": pd.array(names, dtype="str"),
            "label": pd.Categorical(label, categories=LABELS),
            "is_nominal": np.array(adjective, dtype=bool),
        }
    )


def in_order(spans: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Sort tokens or entities as they stand in the documents, if they are not.

    >>> spans = pd.DataFrame({"doc_id": ["a", "b"], "start": 0})
    >>> in_order(spans, pd.DataFrame({"doc_id": ["b", "a"]}))["doc_id"].tolist()
    ['b', 'a']
    """
    starts = spots(spans, documents, "start")
    return spans if (np.diff(starts) >= 0).all() else spans.iloc[np.argsort(starts, kind="stable")]


def spots(spans: pd.DataFrame, documents: pd.DataFrame, column: str) -> np.ndarray:
    """Where a span starts or ends, as one number over all documents."""
    codes, doc_ids = pd.factorize(spans["doc_id"])
    doc_no = pd.Index(documents["doc_id"].astype("str")).get_indexer(doc_ids.astype("str"))
    return doc_no.astype("int64")[codes] << 32 | spans[column].to_numpy()


def _by_document(
    entities: pd.DataFrame, tokens: pd.DataFrame, documents: pd.DataFrame
) -> Iterator[tuple[Words, list[Name]]]:
    """The tokens of each document, and its entities as runs of tokens with the label that the model gave."""
    places, starts = (spots(spans, documents, "start") for spans in (tokens, entities))
    first = np.searchsorted(places, starts)
    last = np.searchsorted(places, spots(entities, documents, "end"))
    labels = entities["label"].astype("str").to_numpy(dtype=object)
    borders = np.arange(len(documents) + 1) << 32
    token_borders, entity_borders = np.searchsorted(places, borders), np.searchsorted(starts, borders)
    columns = _word_columns(tokens)
    for doc_no, text in enumerate(documents["text"]):
        low, high = token_borders[doc_no : doc_no + 2]
        here = slice(*entity_borders[doc_no : doc_no + 2])
        runs = zip((first[here] - low).tolist(), (last[here] - low).tolist(), labels[here], strict=True)
        yield Words(*(column[low:high].tolist() for column in columns), text), [Name(*run) for run in runs]


def _word_columns(tokens: pd.DataFrame) -> list[np.ndarray]:
    """The columns of Words; what depends on the word alone is worked out once for each distinct word."""
    word, texts = read_codes(tokens["token"])
    texts = texts.to_numpy(dtype=object)
    lower = np.array([text.lower() for text in texts], dtype=object)
    capital = np.array([text[0].isupper() for text in texts], dtype=bool)[word]
    pos, tags = read_codes(tokens["pos"])
    pos = tags.to_numpy(dtype=object)[pos]
    numbers = [tokens[name].to_numpy() for name in ("sent_id", "par_id", "start", "end")]
    return [texts[word], lower[word], pos, capital, capital & (pos == "PROPN"), *numbers]


def _names_of(words: Words, found: list[Name]) -> list[Name]:
    blocked = _covered(name for name in found if name.label not in _MODEL_LABELS)  # dates and numbers
    names = [name._replace(label=_MODEL_LABELS[name.label]) for name in found if name.label in _MODEL_LABELS]
    names = clean_names(words, names)
    names += _datelines(words, _covered(names))
    names += _acronyms(words, names)
    names = _without_common(words, label_names(words, names))
    names += _repeats(words, names, blocked)
    if missed := _missed(words, blocked | _covered(names)):
        names = label_names(words, names + missed)
        names += _repeats(words, names, blocked)
    return sorted(name for name in _without_shouts(words, names) if name.label in LABELS)


def _without_shouts(words: Words, names: list[Name]) -> list[Name]:
    """Leave out what the model takes for a name in a line of capitals, unless it is named elsewhere or listed."""
    quiet = {
        sent
        for sent, text in zip(words.sent, words.text, strict=True)
        if text.isalpha() and not text.isupper()
    }
    known = {words.key(*name[:2]) for name in names if words.sent[name.first] in quiet}
    return [
        name for name in names
        if words.sent[name.first] in quiet or (key := words.key(*name[:2])) in known or is_listed(key)
    ]  # fmt: skip


def _covered(names: Iterator[Name] | list[Name]) -> set[int]:
    return {at for name in names for at in range(name.first, name.last)}


def _datelines(words: Words, covered: set[int]) -> list[Name]:
    """The place in capitals that opens a paragraph: "VELLAN, March 4 —", "PARIS (Reuters)", "LONDON 1996-08-22"."""
    found = []
    for at, par in enumerate(words.par):
        if at and words.par[at - 1] == par or len(words.text[at]) < 3:
            continue
        end = at
        while end < len(words.par) and words.par[end] == par and words.text[end].isupper():
            end += 1
        nearby = range(end, min(end + _DATELINE, len(words.par)))
        behind = [words.text[near] for near in nearby if words.par[near] == par]
        # "VELLAN - It rained", not "SPORT - VELLAN WIN"
        quiet = not all(map(str.isupper, filter(str.isalpha, behind)))
        marked = quiet and not _DASHES.isdisjoint(behind) or behind and behind[0][0].isdigit()
        if end > at and marked and covered.isdisjoint(range(at, end)):
            found.append(Name(at, end, "PLACE"))
    return found


def _acronyms(words: Words, names: list[Name]) -> list[Name]:
    """The letters in brackets behind a name: "World Health Organisation (WHO)"."""
    covered = _covered(names)
    found = []
    for name in names:
        at = name.last + 1
        bracketed = words.text[at - 1 : at] == ["("] and words.text[at + 1 : at + 2] == [")"]
        if (
            bracketed
            and name.label != "PERSON"
            and at not in covered
            and sum(map(str.isupper, words.text[at])) > 1
        ):
            found.append(Name(at, at + 1, name.label if is_acronym(words, at, name) else "ORG"))
    return found


def _without_common(words: Words, names: list[Name]) -> list[Name]:
    """Drop single words that the document also uses as a noun in small letters."""
    common = {text for text, pos in zip(words.text, words.pos, strict=True) if pos == "NOUN"}
    return [
        name for name in names
        if name.last - name.first > 1 or words.lower[name.first] not in common or words.text[name.first].isupper()
    ]  # fmt: skip


def _repeats(words: Words, names: list[Name], blocked: set[int]) -> list[Name]:
    """Look again for names found once: the other places where the same words, or a person's surname, stand."""
    wanted: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for name in names:
        parts = tuple(words.text[name.first : name.last])
        if name.label in LABELS:
            wanted[parts[0]].add((parts, name.label))
            if name.label == "PERSON":
                wanted[parts[-1]].add((parts[-1:], name.label))
            if name.label == "ORG":  # "the Commission"
                for part in parts:
                    if endings().get(part) == "ORG":
                        wanted[part].add(((part,), name.label))
    longest_first = {text: sorted(found, key=_by_length) for text, found in wanted.items()}
    covered = blocked | _covered(name for name in names if name.label in LABELS)
    found = []
    for at, text in enumerate(words.text):
        if text not in longest_first or at in covered or not words.capital[at]:
            continue
        for parts, label in longest_first[text]:
            run = Name(at, at + len(parts), label)
            if tuple(words.text[at : run.last]) != parts or not covered.isdisjoint(range(*run[:2])):
                continue
            if (len(parts) > 1 or _stands_alone(words, run, covered)) and not is_no_name(words, run):
                found.append(run)
                covered.update(range(*run[:2]))
                break
    return found


def _by_length(wanted: tuple[tuple[str, ...], str]) -> tuple:
    return -len(wanted[0]), wanted


def _stands_alone(words: Words, name: Name, covered: set[int]) -> bool:
    """Whether a single word is a name here and not a piece of a longer one, such as "Internet" Explorer."""
    at = name.first
    next_pos, next_text = words.pos[at + 1 : at + 2], words.text[at + 1 : at + 2]
    before_verb = name.label == "PERSON" and (next_pos in (["VERB"], ["AUX"], ["PART"]) or next_text == [","])
    acronym = words.text[at].isupper() and len(words.text[at]) > 1
    if words.pos[at] != "PROPN" and not before_verb and not acronym:
        return False
    if words.text[at] in endings() and words.lower[at - 1 : at] != ["the"]:
        return False
    return not any(
        words.is_proper(near, words.sent[at]) and near not in covered and words.text[near] not in titles()
        for near in (at - 1, at + 1)
    )


def _missed(words: Words, covered: set[int]) -> list[Name]:
    """Proper nouns that the model passed over, where a word in them or beside them tells what they name."""
    found, end = [], 0
    for at, proper in enumerate(words.proper):
        if not proper or at < end or at in covered:
            continue
        end = at + 1
        while end not in covered and words.is_proper(end, words.sent[at]):
            end += 1
        name = trim(words, Name(at, end, "PERSON"))
        if words.text[end : end + 1] == ["-"]:  # the front of a longer name
            continue
        if name.first < name.last and not is_no_name(words, name) and (label := cued_label(words, name)):
            found.append(name._replace(label=label))
    return found
