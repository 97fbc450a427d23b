"""Proposals for a noun that names what somebody says: X's claim that A, accusations of A, issued a statement that A."""

from collections.abc import Iterator

from analysis.finders.quotes.attributions import Candidate, Marks, Span, settle
from analysis.finders.quotes.parse import Parse
from analysis.finders.quotes.quote_features import content_features, opening, speaker_features
from analysis.finders.quotes.reporting import Noun
from analysis.finders.quotes.speaker_mentions import find_owner

_LIGHT = 4  # tokens from a light verb to its noun: "issued a statement"


def propose_for_noun(parse: Parse, marks: Marks, noun: int, entry: Noun) -> Iterator[Candidate]:
    speaker, how = find_owner(parse, noun)
    verb = parse.head[noun]
    is_light = parse.dep[noun] == "dobj" and parse.pos[verb] == "VERB" and how not in ("possessor", "agent")
    cue = (verb, noun) if is_light and noun - verb <= _LIGHT else (noun, noun)
    features = ["light_verb", "speaker:" + how] if is_light else ["speaker:" + how]
    for rule, first_of_cue, span, own in _contents(parse, noun, entry):
        whole = (cue[0], max(cue[1], first_of_cue))
        yield from finish(parse, marks, noun, whole, [span], speaker, rule, [*features, *own])


def _contents(parse: Parse, noun: int, entry: Noun) -> Iterator[tuple[str, int, Span, list[str]]]:
    """The rule, the last token of the cue, the content and its features."""
    verb = parse.head[noun]
    if entry.clause and parse.dep[noun] == "nsubj" and parse.lemma[verb] == "be":
        for kid in parse.children(verb):
            if parse.dep[kid] == "ccomp" and parse.word[parse.first[kid]] == "that":
                yield "noun", verb, (parse.first[kid], parse.last[kid]), []
    for kid in parse.children(noun):
        if kid < noun:
            continue
        if entry.clause and parse.dep[kid] in ("acl", "ccomp", "relcl") and _is_content(parse, kid):
            span = (max(parse.first[kid], noun + 1), parse.last[kid])
            yield "noun", noun, span, [opening(parse, parse.first[kid])]
        if parse.dep[kid] == "prep" and parse.word[kid] in entry.prepositions and kid < parse.last[kid]:
            yield "noun_preposition", kid, (kid + 1, parse.last[kid]), []


def _is_content(parse: Parse, clause: int) -> bool:
    """Tell "the claim that he lied" from "the claim that surprised them" and "the claim made on Friday"."""
    if parse.dep[clause] == "ccomp":
        return True
    if opening(parse, parse.first[clause]) == "opens:plain":
        return False
    relative = [kid for kid in parse.children(clause) if parse.tag[kid] == "WDT"]
    return not any(parse.dep[kid] in ("nsubj", "dobj", "nsubjpass") for kid in relative)


def finish(parse: Parse, marks: Marks, head: int, cue: Span, spans: list[Span], speaker: Span | None, rule: str,
           features: list[str]) -> Iterator[Candidate]:  # fmt: skip
    """Make a proposal whose speaker is known, unless its content holds its own cue."""
    pieces = settle(parse, marks, spans, cue)
    if pieces and not any(first <= head <= last for first, last in pieces):
        yield Candidate(head, cue, pieces, speaker, rule,
                        ("rule:" + rule, *features, *speaker_features(parse, speaker),
                         *content_features(parse, marks, pieces)))  # fmt: skip
