"""End a content where the speaker's next quotation begins, even if the parser includes more."""

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Proposal
from analysis.finders.quotes.reporting import clause_verbs, speech_verbs

_BEFORE_GERUND = ("while", "before", "-", "--", "–", "—")
_FINITE = ("VBD", "VBZ", "VBP")


def end_at_border(parse: Parse, marks: Marks, proposal: Proposal) -> Proposal:
    """End a content before the next quotation: "A, adding that B", "A and warned B", "A, according to X"."""
    first, (*before, last) = proposal.search_from, proposal.pieces
    for at in range(first + 2, last.stop - 1):
        is_inside = at in marks.inside and at - 1 in marks.inside
        if not is_inside and _is_border(parse, at, proposal.cue.head):
            return proposal._replace(pieces=(*before, Span(last.first, at)))
    return proposal


def _is_border(parse: Parse, at: int, cue: int) -> bool:
    word = parse.word[at]
    if word == ",":
        return _is_border_after_comma(parse, at + 1, cue)
    if word in _BEFORE_GERUND:
        return _is_reporting_gerund(parse, at + 1)
    may_join = word in ("and", "but", "though", "although")
    return word == "according" or may_join and _is_joined(parse, at + 1, cue)


def _is_border_after_comma(parse: Parse, at: int, cue: int) -> bool:
    if parse.tag[at] == "VBG":
        return _is_reporting_gerund(parse, at)
    if parse.dep[cue] in ("relcl", "acl") and parse.tag[at] in _FINITE:
        return True  # "Lee, who said A, left"
    if parse.word[at] in ("and", "but"):
        return parse.word[at + 1] not in ("that", "whether") and _is_joined(parse, at + 1, cue)
    return parse.tag[at] not in ("WDT", "WP", "WP$") and _opens_report(parse, at)


def _is_reporting_gerund(parse: Parse, at: int) -> bool:
    return parse.tag[at] == "VBG" and parse.lemma[at] in clause_verbs()


def _opens_report(parse: Parse, at: int) -> bool:
    """Whether a speaker and a reporting verb begin here: "asked about it, Ann Lee said ..."."""
    token = at
    while token < at + 5 and parse.pos[token] in ("PROPN", "PRON", "DET", "NOUN"):
        token += 1
    if token == at or parse.tag[token] not in ("VBD", "VBZ"):
        return False
    return parse.lemma[token] in clause_verbs() and parse.pos[token + 1] in ("PUNCT", "SCONJ")


def _is_joined(parse: Parse, at: int, cue: int) -> bool:
    """Whether a reporting verb in the same form as the cue begins here: "said A and (he) warned"."""
    for token in range(at, min(at + 4, len(parse))):
        if parse.pos[token] == "VERB":
            if parse.tag[token] == "VBG":
                return token == at and _is_reporting_gerund(parse, at)
            same_form = parse.tag[token] == parse.tag[cue] and parse.tag[cue] in (*_FINITE, "VBN")
            return same_form and parse.lemma[token] in speech_verbs()
        if parse.pos[token] not in ("ADV", "PRON", "PROPN", "AUX", "PART"):
            return False
    return False
