"""Propose the sentence around "he said" or "as he said", which the parser does not attach to the verb."""

from collections.abc import Iterator

from analysis.finders.lists import word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.cues import DASHES, NOMINALS, SUBJECTS
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.reporting import speech_verbs

_IN_NAMES = (*NOMINALS, "PART", "ADP")
_SET_OFF = (",", ".", *DASHES)
_CONTRASTS = {"while", "whereas"}


def host_contents(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """A, he said, B; A, said he; as he said, A."""
    if "clause" not in cue.entry.takes:
        return
    yield from _inverted(parse, cue)
    yield from _unattached(parse, cue)
    frame = cue.frame
    is_as = parse.word[frame.first] == "as"
    is_after_comma = frame.first > cue.sentence.first and parse.word[frame.first - 1] == ","
    if is_as or is_after_comma and parse.word[frame.stop] in _SET_OFF:
        hole = parse.phrase(cue.head) if is_as and parse.dep[cue.head] == "advcl" else frame
        pieces = parse.phrase(parse.head[cue.head]).without(hole)
        if pieces := tuple(one for one in pieces if not _is_of_others(parse, one)):
            rule, start = "as" if is_as else "host", pieces[-1].first
            yield Proposal(cue, rule, pieces, ("extent:phrase",), search_from=start, is_inverted=True)


def _is_of_others(parse: Parse, piece: Span) -> bool:
    """Whether a piece is what others said: "A, the army said, | while the rebels spoke of B"."""
    if _CONTRASTS.isdisjoint(parse.word[piece.first : piece.first + 2]):
        return False
    claims = speech_verbs() | word_set("counting_verbs")
    return not claims.isdisjoint(parse.lemma[slice(*piece)])


def _inverted(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """A, said he; A, said he, B."""
    verb, sentence = cue.head, cue.sentence
    before = Span(sentence.first, verb - 1)
    follows_comma = parse.word[verb - 1] == "," and parse.tag[verb] != "VBG" and before.first < before.stop
    if not follows_comma or cue.follower is None:
        return
    yield Proposal(cue, "host", (before,), ("extent:phrase",), is_inverted=True)
    comma = parse.stop[cue.follower]
    if parse.word[comma] == "," and parse.pos[comma + 1] in VERBS:  # "The plan, said Ann Lee, is dead"
        yield Proposal(cue, "host", (before, Span(comma + 1, sentence.stop)), is_inverted=True)


def _unattached(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """A near Nablus, the Ministry of Health said on Friday: the parser reads the speaker as part of A."""
    verb, first, sentence = cue.head, cue.span.first, cue.sentence
    is_finite = parse.tag[verb] in ("VBD", "VBZ") or parse.dep[verb] == "acl"  # acl: a slip of the tagger
    if any(parse.dep[kid] in SUBJECTS for kid in cue.kids) or not is_finite or cue.frame.stop < sentence.last:
        return
    while first > sentence.first and parse.pos[first - 1] in _IN_NAMES:
        first -= 1
    if first < verb and parse.word[first - 1] == ",":
        owner = parse.root(Span(first, verb))
        cue = cue._replace(owner=owner, features=("class:" + cue.entry.kind,))  # not those of another role
        yield Proposal(cue, "host", (Span(sentence.first, first),), ("extent:phrase",), is_inverted=True)
