"""Proposals for a reporting verb."""

from analysis.finders.quotes.attributions import Candidate, Marks, Span
from analysis.finders.quotes.parse import Parse
from analysis.finders.quotes.quoted_contents import propose_quoted
from analysis.finders.quotes.reporting import UNLISTED, Verb
from analysis.finders.quotes.verb_contents import propose_by_grammar
from analysis.finders.quotes.verb_frames import read_cue


def propose_for_verb(parse: Parse, marks: Marks, verb: int, entry: Verb) -> list[Candidate]:
    """All that may be a verb's content; where whole quotation marks stand beside it, no part of them."""
    cue = read_cue(parse, marks, verb, entry)
    quoted = list(propose_quoted(cue))
    if entry is UNLISTED:
        return quoted
    others = list(propose_by_grammar(cue))
    if quoted:
        others = [proposal for proposal in others if not _within(proposal.pieces, quoted[0].pieces)]
    return quoted + others


def _within(pieces: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return all(any(first <= a and b <= last for first, last in others) for a, b in pieces)
