"""Stage 2: find the words that may report something, and propose for each what it reports: longer and shorter contents.

Here are the cues that are no verbs; what verbs report is in the files that `_verb` calls.
"""

from collections.abc import Callable, Iterator

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.borders import end_at_border
from analysis.finders.quotes.cues import DASHES, verb_cue
from analysis.finders.quotes.host_contents import host_contents
from analysis.finders.quotes.labels import colon, dash, find_turns
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.quoted_contents import quoted_contents
from analysis.finders.quotes.reporting import UNLISTED, reporting_nouns, reporting_verbs
from analysis.finders.quotes.verb_contents import opening, verb_contents

_BEFORE, _AFTER = 8, 5  # tokens before and after quotation marks in which any verb may be their cue
_WORDS, _SIGNS = ("according", "words", "clear"), frozenset((":", *(dash[0] for dash in DASHES)))
_ACCORDING = (["according", "to"], ["in", "the", "words", "of"])
_CONJUNCTIONS = ("and", "but", "because", "although", "while")
_CLAUSE_OPENERS = ("that", "what", "how", "why", "whether", "he", "she", "they", "it")
_MAKE, _CLEAR = 5, 8  # tokens from "made" to "clear", and from "clear" to its clause


def find_contents(parse: Parse, marks: Marks) -> Iterator[Proposal]:
    """Yield the proposals of each cue outside closed quotation marks, those in whole quotation marks first."""
    near = _tokens_near(parse, marks)
    quoted = {token for token, mark in marks.inside.items() if marks.closed[mark]}
    turns = find_turns(parse)
    nouns = reporting_nouns()
    for token, (word, pos, lemma) in enumerate(zip(parse.word, parse.pos, parse.lemma, strict=True)):
        may_be = pos in VERBS or lemma in nouns or word in _WORDS or word[:1] in _SIGNS  # most are none
        if token in turns:
            yield from colon(parse, marks, token, turns[token])
        elif may_be and token not in quoted and (rule := _rule_for(parse, token, near)):
            for proposal in rule(parse, marks, token):
                yield proposal if proposal.search_from is None else end_at_border(parse, proposal)


def _tokens_near(parse: Parse, marks: Marks) -> set[int]:
    """The tokens near marks; after marks only in the same paragraph, so that marks change no other paragraph."""
    near: set[int] = set()
    for span in marks.spans:
        near.update(range(span.first - _BEFORE, span.first))
        near.update(range(span.stop, min(span.stop + _AFTER, parse.paragraph(span.last).stop)))
    return near


def _rule_for(parse: Parse, token: int, near: set[int]) -> Callable[..., Iterator[Proposal]] | None:
    """The rule for what a word may report, if it may report anything."""
    word, pos, lemma = parse.word[token], parse.pos[token], parse.lemma[token]
    if word in ("according", "words"):
        return _according
    if word == "clear":
        return _clear
    if word == ":" or word.startswith(DASHES):
        return colon if word == ":" else dash
    if pos == "NOUN" and lemma in reporting_nouns():
        return _noun
    if pos not in VERBS:
        return None
    is_ending = parse.word[token - 1] == "-" and parse.end[token - 1] == parse.start[token]  # "so-called"
    may_be = lemma in reporting_verbs() or token in near and not parse.capital[token]
    return _verb if may_be and not is_ending else None


def _verb(parse: Parse, marks: Marks, verb: int) -> Iterator[Proposal]:
    cue = verb_cue(parse, verb)
    yield from quoted_contents(parse, marks, cue)
    if cue.entry is not UNLISTED:
        yield from verb_contents(parse, cue)
        yield from host_contents(parse, cue)


def _noun(parse: Parse, marks: Marks, noun: int) -> Iterator[Proposal]:
    """X's claim that A; the claim is that A; accusations of A."""
    entry, verb = reporting_nouns()[parse.lemma[noun]], parse.head[noun]
    cue = Cue("noun", noun, Span(noun, noun + 1))
    if entry.clause and parse.dep[noun] == "nsubj" and parse.lemma[verb] == "be":
        for kid in parse.children(verb):
            if parse.dep[kid] == "ccomp" and parse.word[parse.first[kid]] == "that":
                yield Proposal(cue, "noun", (parse.phrase(kid),))
    for kid in [kid for kid in parse.children(noun) if kid > noun]:
        span = Span(max(parse.first[kid], noun + 1), parse.stop[kid])
        if entry.clause and parse.dep[kid] in ("acl", "ccomp", "relcl") and _is_content(parse, kid):
            yield Proposal(cue, "noun", (span,), (opening(parse, parse.first[kid]),))
        if parse.dep[kid] == "prep" and parse.word[kid] in entry.prepositions:
            yield Proposal(cue, "noun_preposition", (Span(kid + 1, span.stop),))


def _is_content(parse: Parse, clause: int) -> bool:
    """Whether a clause is like "the claim that he lied", and not like "the claim that surprised them"."""
    relative = [kid for kid in parse.children(clause) if parse.tag[kid] == "WDT"]
    has_role = any(parse.dep[kid] in ("nsubj", "dobj", "nsubjpass") for kid in relative)
    is_plain = opening(parse, parse.first[clause]) == "opens:plain"
    return parse.dep[clause] == "ccomp" or not (is_plain or has_role)


def _according(parse: Parse, marks: Marks, token: int) -> Iterator[Proposal]:
    """According to X, A; A, according to X; in the words of X, A."""
    sentence = parse.sentence(token)
    start = max(token - 2, sentence.first) if parse.word[token] == "words" else token
    if parse.word[start : token + 2] not in _ACCORDING or (noun := parse.child(token + 1, "pobj")) is None:
        return
    cue = Cue("according", token, Span(start, token + 2), owner=noun)
    token, hole = start, Span(start, parse.stop[noun])
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


def _clear(parse: Parse, marks: Marks, clear: int) -> Iterator[Proposal]:
    """X made (it) clear that A."""
    before = range(clear - 1, max(clear - _MAKE - 1, -1), -1)
    after = range(clear + 1, min(clear + _CLEAR + 1, parse.sentence(clear).stop))
    verb = next((at for at in before if parse.lemma[at] == "make"), None)
    first = next((at for at in after if parse.word[at] in _CLAUSE_OPENERS), None)
    if verb is not None and first is not None:
        content = Span(first, max(parse.stop[parse.head[first]], first + 1))
        yield Proposal(Cue("clear", clear, Span(verb, clear + 1)), "made_clear", (content,))
