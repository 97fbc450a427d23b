"""Find direct, indirect and mixed quotations with their cue and their speaker.

Each stage is one file and uses what earlier stages return: marks, contents, pieces, speakers, features, choice,
continuations. `contents` calls the files that propose what a verb (`cues`) may report: quotation marks beside it, its
clause, the sentence around it, each up to the next border; `labels` proposes what follows a speaker's label.
`proposals` has the tuples that the stages pass on, `reporting` the word lists. `speaker_names`, `speaker_pronouns` and
`speaker_links` then resolve the speakers to actors.
"""

import pandas as pd

from analysis.finders.parse import Parse, Span, read_parses
from analysis.finders.quotes.choice import choose
from analysis.finders.quotes.contents import find_contents
from analysis.finders.quotes.continuations import join_continuations
from analysis.finders.quotes.cues import DASHES
from analysis.finders.quotes.features import describe
from analysis.finders.quotes.marks import Marks, pair_marks
from analysis.finders.quotes.pieces import settle
from analysis.finders.quotes.proposals import Proposal
from analysis.finders.quotes.reporting import BELIEF, reporting_verbs
from analysis.finders.quotes.speaker_links import link_speakers
from analysis.finders.quotes.speaker_names import TYPES as SPEAKER_TYPES
from analysis.finders.quotes.speakers import find_speakers
from analysis.tables import in_parts, join_tables

__all__ = ["find_quotes", "link_speakers", "SPEAKER_TYPES", "reporting_verbs", "propose", "Proposal", "Marks",
           "pair_marks"]  # fmt: skip
_ALL_QUOTED = 0.97  # smallest share of a direct quotation's letters that are inside marks
_TYPES = {
    "quote_id": "int64", "piece": "int64", "doc_id": "str", "sent_id": "int64", "start": "int64", "end": "int64",
    "quote": "str", "kind": pd.CategoricalDtype(["direct", "indirect", "mixed"]), "speech": "bool",
    "cue": "str", "cue_start": "Int64", "cue_end": "Int64",
    "speaker": "str", "speaker_start": "Int64", "speaker_end": "Int64",
    "confidence": "float64", "rule": "str",
}  # fmt: skip


@in_parts(join_tables)
def find_quotes(
    tokens: pd.DataFrame, documents: pd.DataFrame, *, min_confidence: float = 0.4
) -> pd.DataFrame:
    """Find the quotations in a corpus, with the speaker and the word that introduces each one.

    Only the outermost quotation counts: what a speaker says that others said is part of the speaker's quotation.
    Titles, names and single words in quotation marks are not quotations. A quotation may have several pieces ("A,"
    she said. "B.") and several paragraphs. A sentence in marks after a statement (She said A. "B.") is a quotation of
    its own, with the statement's cue and speaker. In a transcript, each line with a speaker's label is a quotation.

    Args:
        tokens: the tokens that `annotate` returns.
        documents: doc_id and text.
        min_confidence: quotations with a lower confidence are left out. A lower value finds more quotations, and
            more false ones.

    Columns:
        quote_id (counts within the document), piece (0, 1, ... within the quotation), doc_id, sent_id, start, end,
        quote (the text of the piece), kind (of the whole quotation: direct, indirect, or mixed, which means partly
        inside marks; a line of a transcript without marks is indirect), speech (False for a belief, wish or plan that
        nobody uttered), cue (the words that report it, such as “said”), cue_start, cue_end, speaker (as written),
        speaker_start, speaker_end, confidence (0 to 1: the probability that something is reported here), rule (the
        rule that found it). Cue and speaker are empty if there
        is none.

    Raises:
        KeyError: a table lacks a column, or a document of `tokens` is not in `documents`.
        ValueError: `min_confidence` is not between 0 and 1.

    >>> from analysis import annotate
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ['"It is over," Ann Lee said.']})
    >>> find_quotes(annotate(documents, cache=False)[0], documents)[["quote", "cue", "speaker"]].values.tolist()
    [['"It is over,"', 'said', 'Ann Lee']]
    """
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: it must be between 0 and 1")
    rows = []
    for doc_id, parse in read_parses(tokens, documents):
        marks = Marks(parse)
        found = join_continuations(parse, marks, choose(propose(parse, marks)), min_confidence)
        kept = [proposal for proposal in found if proposal.confidence >= min_confidence]
        for quote_id, proposal in enumerate(kept):
            whole = _whole(parse, marks, proposal)
            for number, piece in enumerate(proposal.pieces):
                text, start, end = _written(parse, piece)
                rows.append((quote_id, number, doc_id, parse.sent[piece.first], start, end, text, *whole))
    return pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)


def propose(parse: Parse, marks: Marks) -> list[Proposal]:
    """Return the proposals of all cues of a document, with the features by which `choose` compares them."""
    settled = settle(parse, marks, find_contents(parse, marks))
    return list(describe(parse, marks, find_speakers(parse, settled)))


def _whole(parse: Parse, marks: Marks, proposal: Proposal) -> tuple:
    """The columns that all pieces of a quotation share, from kind to rule."""
    kind, speech = _kind(parse, marks, proposal.tokens), "class:" + BELIEF not in proposal.features
    cue = _written(parse, proposal.cue and proposal.cue.span, is_cue=True)
    speaker = _written(parse, proposal.speaker)
    return kind, speech, *cue, *speaker, round(proposal.confidence, 3), proposal.rule


def _written(parse: Parse, span: Span | None, *, is_cue: bool = False) -> tuple:
    """The text of a span, its start and its end."""
    if span is None:
        return None, None, None
    start, end = parse.characters(span)
    if parse.text[start] in DASHES and parse.word[span.first] not in DASHES:  # "-Ann" is one token
        start, end = (start, start + 1) if is_cue else (start + 1, end)
    return parse.text[start:end], start, end


def _kind(parse: Parse, marks: Marks, tokens: list[int]) -> str:
    """The kind of a quotation: whether all, some or none of its letters are inside marks."""
    sizes = {token: parse.end[token] - parse.start[token] for token in tokens if parse.pos[token] != "PUNCT"}
    inside = sum(size for token, size in sizes.items() if token in marks.inside)
    if not inside:
        return "indirect"
    return "direct" if inside >= _ALL_QUOTED * sum(sizes.values()) else "mixed"
