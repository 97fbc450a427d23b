"""Find every cue of a document and propose what it may report."""

from analysis.finders.quotes.attributions import Candidate, Marks
from analysis.finders.quotes.noun_cues import propose_for_noun
from analysis.finders.quotes.other_cues import (
    DASHES,
    propose_according_to,
    propose_for_clear,
    propose_for_colon,
    propose_for_dash,
)
from analysis.finders.quotes.parse import VERBS, Parse
from analysis.finders.quotes.reporting import UNLISTED, reporting_nouns, reporting_verbs
from analysis.finders.quotes.verb_cues import propose_for_verb

_BY_WORD = {
    "according": propose_according_to,
    "clear": propose_for_clear,
    ":": propose_for_colon,
}
_BEFORE, _BEHIND = 8, 5  # tokens beside quotation marks in which any verb may be their cue


def propose(parse: Parse, marks: Marks) -> list[Candidate]:
    verbs, nouns = reporting_verbs(), reporting_nouns()
    near = _near_marks(parse, marks)
    found: list[Candidate] = []
    for token in range(len(parse)):
        word, pos = parse.word[token], parse.pos[token]
        if word[0] in DASHES:
            found += propose_for_dash(parse, marks, token)
        elif word in _BY_WORD:
            if not _is_quoted(marks, token):
                found += _BY_WORD[word](parse, marks, token)
        elif pos in VERBS:
            entry = verbs.get(parse.lemma[token])
            is_cue = entry is not None or token in near and not parse.capital[token]
            if is_cue and not _is_quoted(marks, token) and not _is_joined(parse, token):
                found += propose_for_verb(parse, marks, token, entry or UNLISTED)
        elif pos == "NOUN" and parse.lemma[token] in nouns and not _is_quoted(marks, token):
            found += propose_for_noun(parse, marks, token, nouns[parse.lemma[token]])
    return found


def _is_joined(parse: Parse, token: int) -> bool:
    """Tell whether a verb is the end of a word: "so-called", "award-winning"."""
    return parse.word[token - 1] == "-" and parse.end[token - 1] == parse.start[token]


def _is_quoted(marks: Marks, token: int) -> bool:
    """Tell whether a token is part of somebody's words; marks left open prove nothing."""
    mark = marks.inside.get(token)
    return mark is not None and marks.closed[mark]


def _near_marks(parse: Parse, marks: Marks) -> set[int]:
    """The tokens beside marks: behind them in their own paragraph alone, so that no mark stirs the next one."""
    near: set[int] = set()
    for first, last in marks.spans:
        end = min(last + _BEHIND, parse.paragraph(last)[1])
        near.update(range(last + 1, end + 1))
        near.update(range(first - _BEFORE, first))
    return near
