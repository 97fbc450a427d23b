"""Stage 3: propose what each cue may report, longer and shorter contents."""

from collections.abc import Iterator

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.borders import end_at_border
from analysis.finders.quotes.host_contents import host_contents
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.quoted_contents import quoted_complement, quoted_contents
from analysis.finders.quotes.reporting import UNLISTED
from analysis.finders.quotes.verb_contents import opening, verb_contents

_HEADLINE = 40  # tokens
_CONJUNCTIONS = ("and", "but", "because", "although", "while")
_CLAUSE_OPENERS = ("that", "what", "how", "why", "whether", "he", "she", "they", "it")
_CLEAR = 8  # tokens from "clear" to its clause


def find_contents(parse: Parse, marks: Marks, cues: list[Cue]) -> Iterator[Proposal]:
    """Yield the proposals of each cue, those in whole quotation marks first."""
    for cue in cues:
        for proposal in _RULES[cue.kind](parse, marks, cue):
            has_border = proposal.search_from is not None
            yield end_at_border(parse, proposal) if has_border else proposal


def _verb(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    yield from quoted_contents(parse, marks, cue)
    if cue.entry is not UNLISTED:
        yield from verb_contents(parse, cue)
        yield from quoted_complement(parse, marks, cue)
        yield from host_contents(parse, cue)


def _noun(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """X's claim that A; the claim is that A; accusations of A."""
    noun, verb = cue.head, parse.head[cue.head]
    if cue.entry.clause and parse.dep[noun] == "nsubj" and parse.lemma[verb] == "be":
        for kid in parse.children(verb):
            if parse.dep[kid] == "ccomp" and parse.word[parse.first[kid]] == "that":
                yield Proposal(cue, "noun", (parse.phrase(kid),))
    for kid in parse.children(noun):
        if kid < noun:
            continue
        span = Span(max(parse.first[kid], noun + 1), parse.stop[kid])
        if cue.entry.clause and parse.dep[kid] in ("acl", "ccomp", "relcl") and _is_content(parse, kid):
            yield Proposal(cue, "noun", (span,), (opening(parse, parse.first[kid]),))
        if parse.dep[kid] == "prep" and parse.word[kid] in cue.entry.prepositions:
            yield Proposal(cue, "noun_preposition", (Span(kid + 1, span.stop),))


def _is_content(parse: Parse, clause: int) -> bool:
    """Whether a clause is like "the claim that he lied", and not like "the claim that surprised them"."""
    if parse.dep[clause] == "ccomp":
        return True
    if opening(parse, parse.first[clause]) == "opens:plain":
        return False
    relative = [kid for kid in parse.children(clause) if parse.tag[kid] == "WDT"]
    return not any(parse.dep[kid] in ("nsubj", "dobj", "nsubjpass") for kid in relative)


def _according(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """According to X, A; A, according to X."""
    token, hole, sentence = cue.head, cue.frame, parse.sentence(cue.head)
    is_set_off = parse.word[token - 1] == parse.word[hole.stop] == ","
    if is_set_off and parse.word[token - 2] in _CONJUNCTIONS:
        # "A and, according to X, B": only B is said by X
        yield Proposal(cue, "according_to", (Span(hole.stop + 1, sentence.stop),))
        return
    is_inside = token > sentence.first + 1
    features = ("inside_sentence",) if is_inside else ()
    phrase = parse.phrase(parse.verb_above(parse.head[token]))
    yield Proposal(cue, "according_to", phrase.without(hole), ("extent:phrase", *features))
    if is_inside:
        yield Proposal(cue, "according_to", (Span(sentence.first, token),), ("extent:before",))


def _clear(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """X made (it) clear that A."""
    stop = min(cue.head + _CLEAR + 1, parse.sentence(cue.head).stop)
    first = next((at for at in range(cue.head + 1, stop) if parse.word[at] in _CLAUSE_OPENERS), None)
    if first is not None:
        yield Proposal(cue, "made_clear", (Span(first, max(parse.stop[parse.head[first]], first + 1)),))


def _colon(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """X: "A"; and in a headline X: A."""
    first, headline = cue.head + 1, parse.paragraph(cue.head)
    mark = marks.inside.get(first)
    if mark is not None and marks.spans[mark].first == first:
        yield Proposal(cue, "colon", marks.whole(mark))
    if headline.first == 0 and first < headline.stop <= _HEADLINE:
        yield Proposal(cue, "colon", (Span(first, headline.stop),))


def _dash(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """ "A" - X."""
    yield Proposal(cue, "dash", marks.whole(marks.inside[cue.head - 1]))


_RULES = {
    "verb": _verb,
    "noun": _noun,
    "according": _according,
    "clear": _clear,
    "colon": _colon,
    "dash": _dash,
}
