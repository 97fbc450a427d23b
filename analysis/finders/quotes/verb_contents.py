"""Propose the content that a verb has by grammar: clause, infinitive, object or the rest of the sentence."""

from collections.abc import Iterator

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.proposals import Cue, Proposal

_NOUN_CONTENTS = frozenset({"object", "theme", "complement"})
_COMPLEMENTS = ("oprd", "xcomp", "ccomp", "dobj", "acomp")
_COMPLEMENT_WORDS = ("as", "of", "for", "with", "a")
_CONTENTS = ("xcomp", "dobj", "advcl", "parataxis", "acomp")
_OPENS_BY = 12  # tokens from a verb to the "that" of its clause
_REST_WORDS = ("for", "as", "over", "of", "against", "in", "on")


def verb_contents(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    for kid in cue.kids:
        find = _rule_for(parse, cue, kid)
        if find is not None:
            yield from find(parse, cue, kid)
    yield from _rest(parse, cue)


def _rule_for(parse: Parse, cue: Cue, kid: int):
    """The rule by which a child of the verb may be its content."""
    dep, takes, is_after = parse.dep[kid], cue.entry.takes, kid > cue.head
    if dep == "ccomp" and not is_after and parse.stop[kid] <= cue.frame.stop:
        return _clause_before
    if dep == "ccomp" or dep == "parataxis" and is_after:
        return _clause
    if dep in ("dobj", "oprd", "nsubjpass") and takes & _NOUN_CONTENTS:
        return _object
    if not is_after:
        return None
    if dep == "xcomp":
        return _infinitive
    if dep == "prep" and parse.word[kid] in cue.entry.prepositions:
        return _prepositional
    if dep == "advcl":
        opens = opening(parse, parse.first[kid])
        if opens == "opens:wh" and "clause" in takes:
            return _clause
        if opens == "opens:to" and "infinitive" in takes:
            return _infinitive
    return None


def _clause(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """He said (that) A; also how, whether, what ..."""
    takes = cue.entry.takes
    first, stop = max(parse.first[kid], cue.span.stop), parse.stop[kid]
    may_be = takes & {"clause", "infinitive", *_NOUN_CONTENTS} or cue.entry.prepositions
    if first >= stop or not may_be:
        return
    thing = parse.child(cue.head, "dobj")
    if thing and cue.head < thing and parse.stop[thing] == first and parse.pos[first] in VERBS:
        first = parse.first[thing]  # "says the choice | is hard": the object is the subject of the clause
    features = [opening(parse, first), "labelled:" + parse.dep[kid]]
    if "clause" not in takes:
        features.append("not_in_list:clause")
    pieces = (Span(first, stop),)
    if parse.first[kid] < cue.frame.first:
        pieces = parse.phrase(kid).without(cue.frame)
    yield Proposal(cue, "clause", pieces, tuple(features), search_from=first)


def opening(parse: Parse, first: int) -> str:
    """How a clause opens: with "that", "whether", "to", or with none of these."""
    word = parse.word[first]
    if word == "that":
        return "opens:that"
    if parse.tag[first] in ("WP", "WRB", "WDT") or word in ("whether", "if"):
        return "opens:wh"
    return "opens:to" if word == "to" else "opens:plain"


def _clause_before(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """A, he said."""
    first, stop = parse.first[kid], cue.frame.first
    features = () if "clause" in cue.entry.takes else ("not_in_list:clause",)
    content = Span(first, min(parse.stop[kid], stop))
    yield Proposal(cue, "before", (content,), features, is_inverted=True)
    start = parse.sentence(cue.head).first
    if start < first:
        features = (*features, "extent:sentence")
        yield Proposal(cue, "before", (Span(start, stop),), features, is_inverted=True)


def _infinitive(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """They promised to A; they urged B to A."""
    takes = cue.entry.takes
    first = max(parse.first[kid], cue.span.stop)
    if "clause" not in takes and not ("infinitive" in takes and parse.tag[kid] in ("VB", "VBN")):
        return
    features = (opening(parse, first),)
    if "infinitive" not in takes:
        features += ("not_in_list:infinitive",)
    addressee = parse.child(cue.head, "dobj", "dative")
    if addressee is not None and cue.head < addressee < first:
        first = parse.first[addressee]
    yield Proposal(cue, "infinitive", (Span(first, parse.stop[kid]),), features, search_from=first)


def _object(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """They criticised A; they criticised A for B; they called A B; they accused A of B."""
    if parse.dep[kid] == "oprd" and parse.dep[cue.head] == "acl":  # "a group called Hope"
        return
    features = ("is_pronoun",) if parse.pos[kid] == "PRON" else ()
    if "theme" in cue.entry.takes:
        features += ("theme",)
    for rule, rest in _extents(parse, cue, kid):
        pieces = (parse.phrase(kid), *rest)
        yield Proposal(cue, rule, pieces, features, search_from=max(kid, pieces[-1].first))


def _extents(parse: Parse, cue: Cue, kid: int) -> Iterator[tuple[str, list[Span]]]:
    """The rule for an object, and what else of the sentence is part of the content."""
    dep, takes = parse.dep[kid], cue.entry.takes
    following = [other for other in cue.kids if other > max(kid, cue.head)]
    if "complement" in takes and dep != "oprd":
        rest = _complement(parse, cue, kid, following)
        if rest is not None:
            yield "complement", rest
    is_object = kid > cue.head and takes & {"object", "theme"}
    if is_object or dep == "oprd" and parse.child(cue.head, "dobj", "nsubjpass") is None:
        yield "object", []
        tail = [
            other for other in following
            if _opens_with(parse, other, _REST_WORDS) or parse.word[parse.first[other]] == "to"
        ]  # fmt: skip
        if tail:
            yield "object_and_rest", [_from_to(parse, tail)]


def _complement(parse: Parse, cue: Cue, kid: int, following: list[int]) -> list[Span] | None:
    """The B of "called A B" and "accused A of B": [] if A already includes it, None if there is none."""
    tail = [
        other for other in following
        if parse.dep[other] in _COMPLEMENTS or _opens_with(parse, other, _COMPLEMENT_WORDS)
    ]  # fmt: skip
    if tail:
        return [_from_to(parse, tail)]
    if parse.dep[kid] == "nsubjpass" and (first := _after_agent(parse, cue)) is not None:
        return [Span(first, parse.stop[cue.head])]
    holds_it = any(
        parse.word[inner] in _REST_WORDS or parse.dep[inner] == "appos" for inner in parse.children(kid)
    )
    is_plain = parse.dep[kid] == "dobj" and cue.entry.takes == {"complement"} and cue.entry.kind == "neutral"
    return [] if holds_it or is_plain else None


def _after_agent(parse: Parse, cue: Cue) -> int | None:
    """The "of" in: he was accused by them of B."""
    agent = parse.child(cue.head, "agent")
    if agent is None:
        return None
    return next((at for at in range(agent + 1, parse.stop[agent]) if parse.word[at] in ("of", "as")), None)


def _opens_with(parse: Parse, kid: int, words: tuple[str, ...]) -> bool:
    return parse.dep[kid] == "prep" and parse.word[kid] in words


def _from_to(parse: Parse, kids: list[int]) -> Span:
    return Span(parse.first[kids[0]], parse.stop[kids[-1]])


def _prepositional(parse: Parse, cue: Cue, prep: int) -> Iterator[Proposal]:
    """They called for A; they called on A to B."""
    if prep - cue.span.stop <= 1:
        cue = cue._replace(span=Span(cue.span.first, prep + 1))
    for inner in parse.children(prep):
        if parse.dep[inner] not in ("pobj", "pcomp"):
            continue
        features = ("prep_noun",) if parse.dep[inner] == "pobj" else ()
        first, stop = parse.phrase(inner)
        for kid in cue.kids:
            if parse.first[kid] == stop and parse.word[kid] == "as":  # "referred to it as a joke"
                stop = parse.stop[kid]
        yield Proposal(cue, "preposition", (Span(first, stop),), features, search_from=first)
        tail = parse.child(cue.head, "xcomp", "advcl")
        if tail is not None and tail > inner and parse.word[parse.first[tail]] == "to":
            stop = parse.stop[tail]
            for kid in cue.kids:  # "demand | Syria allow it": the parser splits off a clause
                if parse.first[kid] == stop and parse.dep[kid] in ("advcl", "ccomp"):
                    stop = parse.stop[kid]
            yield Proposal(cue, "preposition", (Span(first, stop),), search_from=first)


def _rest(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """If the parser found no clause: words that open like one, or the rest of the sentence."""
    first, stop = cue.span.stop, parse.sentence(cue.head).stop
    deps = {parse.dep[kid] for kid in cue.kids if parse.stop[kid] > cue.head + 1}
    if "clause" not in cue.entry.takes or "ccomp" in deps:
        return
    near = range(first, min(stop - 1, first + _OPENS_BY))
    opens = next((at for at in near if _opens_clause(parse, at)), None)
    if opens is not None and not any(parse.pos[at] == "VERB" for at in range(first, opens)):
        yield Proposal(cue, "rest", (Span(opens, stop),), (opening(parse, opens),), search_from=opens)
    elif deps.isdisjoint(_CONTENTS) and stop - first > 3 and parse.pos[first] not in ("ADP", "ADV", "PUNCT"):
        yield Proposal(cue, "rest", (Span(first, stop),), (opening(parse, first),))


def _opens_clause(parse: Parse, at: int) -> bool:
    word = parse.word[at]
    if word == "that":
        return parse.tag[at] == "IN"
    return word in ("whether", "why") or word in ("how", "if") and parse.dep[at] in ("advmod", "mark")
