"""Who is quoted, saying what: direct, indirect and mixed quotations with their cue and their speaker."""

import pandas as pd

from analysis.finders.parse import Parse, Span, read_parses
from analysis.finders.quotes.choice import choose, read_weights
from analysis.finders.quotes.contents import find_contents
from analysis.finders.quotes.continuations import join_pieces
from analysis.finders.quotes.cues import find_cues
from analysis.finders.quotes.features import Candidate, describe
from analysis.finders.quotes.marks import Marks, pair_marks
from analysis.finders.quotes.pieces import settle
from analysis.finders.quotes.reporting import BELIEF, reporting_verbs
from analysis.finders.quotes.speaker_links import TYPES as SPEAKER_TYPES, link_speakers
from analysis.finders.quotes.speakers import find_speakers

__all__ = ["find_quotes", "link_speakers", "SPEAKER_TYPES", "reporting_verbs", "propose", "Candidate", "Marks",
           "pair_marks"]  # fmt: skip
MIN_CONFIDENCE = 0.4
KINDS = ["direct", "indirect", "mixed"]
_ALL_QUOTED = 0.97  # of the words of a direct quotation stand between marks
_TYPES = {
    "quote_id": "int64", "piece": "int64", "doc_id": "str", "sent_id": "int64", "start": "int64", "end": "int64",
    "quote": "str", "kind": pd.CategoricalDtype(KINDS), "speech": "bool",
    "cue": "str", "cue_start": "Int64", "cue_end": "Int64",
    "speaker": "str", "speaker_start": "Int64", "speaker_end": "Int64",
    "confidence": "float64", "rule": "str",
}  # fmt: skip


def find_quotes(
    tokens: pd.DataFrame, documents: pd.DataFrame, *, min_confidence: float = MIN_CONFIDENCE
) -> pd.DataFrame:
    """Find who is quoted, saying what, with which word.

    Only the outermost quotation counts: what somebody quoted says about what others said is part of it. Titles,
    names and single words in quotation marks are none. A quotation may come in pieces ("A," she said. "B.") and
    run over paragraphs.

    Args:
        tokens: what `annotate` gives.
        documents: doc_id and text.
        min_confidence: the least confidence of what is kept. Lower it to see doubtful ones too: more of what was
            said, and more that was not.

    Columns:
        quote_id (counts within the document), piece (0, 1, ... within the quotation), doc_id, sent_id, start, end,
        quote (the text of the piece), kind (of the whole quotation: direct, indirect, or mixed: partly between
        marks), speech (False where it is a belief, wish or plan that nobody uttered), cue, cue_start, cue_end,
        speaker (the mention as it stands), speaker_start, speaker_end, confidence (0 to 1: that something is
        reported here), rule (what found it). Cue and speaker are empty where there is none.

    Raises:
        KeyError: a document of `tokens` is not in `documents`.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ['"It is over," Ann Lee said.']})
    >>> find_quotes(annotate(documents, cache=False)[0], documents)[["quote", "cue", "speaker"]].values.tolist()
    [['"It is over,"', 'said', 'Ann Lee']]
    """
    weights = read_weights()
    rows: list[dict] = []
    for doc_id, parse in read_parses(tokens, documents):
        marks = Marks(parse)
        chosen = choose(propose(parse, marks), weights)
        found = join_pieces(parse, marks, chosen, min_confidence)
        kept = [(candidate, score) for candidate, score in found if score >= min_confidence]
        for quote_id, (candidate, score) in enumerate(kept):
            rows += _rows(parse, marks, doc_id, quote_id, candidate, score)
    return pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)


def propose(parse: Parse, marks: Marks) -> list[Candidate]:
    """Return all that the cues of a document may report, with the features to choose by."""
    cues = find_cues(parse, marks)
    contents = find_contents(parse, marks, cues)
    settled = settle(parse, marks, contents)
    spoken = find_speakers(parse, settled)
    return list(describe(parse, marks, spoken))


def _rows(
    parse: Parse, marks: Marks, doc_id: str, quote_id: int, candidate: Candidate, score: float
) -> list[dict]:
    whole = {
        "quote_id": quote_id,
        "doc_id": doc_id,
        "kind": _kind(parse, marks, candidate.pieces),
        "speech": "class:" + BELIEF not in candidate.features,
        **_span("cue", parse, candidate.cue),
        **_span("speaker", parse, candidate.speaker),
        "confidence": round(score, 3),
        "rule": candidate.rule,
    }
    return [
        {
            **whole,
            "piece": piece,
            "sent_id": parse.sent[span.first],
            "start": parse.start[span.first],
            "end": parse.end[span.last],
            "quote": parse.text[parse.start[span.first] : parse.end[span.last]],
        }
        for piece, span in enumerate(candidate.pieces)
    ]


def _span(name: str, parse: Parse, span: Span | None) -> dict:
    if span is None:
        return {name: None, name + "_start": pd.NA, name + "_end": pd.NA}
    start, end = parse.characters(span)
    return {name: parse.text[start:end], name + "_start": start, name + "_end": end}


def _kind(parse: Parse, marks: Marks, pieces: tuple[Span, ...]) -> str:
    """Tell by the letters between marks how much of a content is quoted word for word."""
    inside = total = 0
    for token in (token for span in pieces for token in range(*span) if parse.pos[token] != "PUNCT"):
        size = parse.end[token] - parse.start[token]
        total += size
        inside += size * (token in marks.inside)
    if not inside:
        return "indirect"
    return "direct" if inside >= _ALL_QUOTED * total else "mixed"
