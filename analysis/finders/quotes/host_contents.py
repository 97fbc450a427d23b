"""Propose the sentence around "he said" or "as he said", which the parser does not attach to the verb."""

from collections.abc import Iterator

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.reporting import BELIEF

_SET_OFF = (",", ".", "-", "--", "–", "—")


def host_contents(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """A, he said, B; A, said he; as he said, A."""
    if "clause" not in cue.entry.takes or cue.entry.kind == BELIEF or cue.is_subordinate:
        return
    yield from _inverted(parse, cue)
    yield from _closing(parse, cue)
    frame, sentence = cue.frame, parse.sentence(cue.head)
    is_as = parse.word[frame.first] == "as" or any(
        parse.word[kid] == "as" and parse.dep[kid] == "mark" for kid in cue.kids
    )
    is_after_comma = frame.first > sentence.first and parse.word[frame.first - 1] == ","
    is_set_off = is_after_comma and parse.word[frame.stop] in _SET_OFF and frame.stop < sentence.stop
    if is_as or is_set_off:
        yield from _around(parse, cue, sentence, "as" if is_as else "host")


def _inverted(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """A, said he; A, said he, B."""
    verb, sentence = cue.head, parse.sentence(cue.head)
    before = Span(sentence.first, verb - 1)
    follows_comma = parse.word[verb - 1] == "," and parse.tag[verb] != "VBG" and before.first < before.stop
    if not follows_comma or cue.follower is None:
        return
    yield Proposal(cue, "host", (before,), ("extent:phrase",), is_inverted=True)
    comma = parse.stop[cue.follower]
    if parse.word[comma] == "," and parse.pos[comma + 1] in VERBS:  # "The plan, said Ann Lee, is dead"
        yield Proposal(cue, "host", (before, Span(comma + 1, sentence.stop)), is_inverted=True)


def _closing(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """ "A, a group reported on Monday": the parser reads this as a group that was reported."""
    noun, sentence = parse.head[cue.head], parse.sentence(cue.head)
    if parse.dep[cue.head] != "acl" or noun > cue.head or parse.word[parse.first[noun] - 1] != ",":
        return
    if parse.stop[noun] >= sentence.stop - 1:
        cue = cue._replace(features=("class:" + cue.entry.kind,))
        before = Span(sentence.first, parse.first[noun])
        yield Proposal(cue, "host", (before,), ("extent:phrase",), is_inverted=True)


def _around(parse: Parse, cue: Cue, sentence: Span, rule: str) -> Iterator[Proposal]:
    """The phrase that contains the cue, and the whole sentence, both without the cue's frame."""
    verb = cue.head
    hole = parse.phrase(verb) if rule == "as" and parse.dep[verb] == "advcl" else cue.frame
    phrase = parse.phrase(parse.head[verb])
    for extent, span in {"phrase": phrase, "sentence": sentence}.items():
        pieces = span.without(hole)
        if pieces and (extent == "phrase" or span != phrase):
            features = ("extent:" + extent,)
            start = pieces[-1].first
            yield Proposal(cue, rule, pieces, features, search_from=start, is_inverted=True)
    if rule == "host" and cue.frame.stop + 1 < sentence.stop:
        before = Span(sentence.first, cue.frame.first)
        yield Proposal(cue, rule, (before,), ("extent:before",), is_inverted=True)
