"""Propose the content that a verb has by grammar: clause, infinitive, object or the rest of the sentence."""

from collections.abc import Iterator

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.proposals import Cue, Proposal

_OBJECTS = frozenset({"object", "result", "deed", "theme"})
_NOUN_CONTENTS = _OBJECTS | {"complement"}
_COMPLEMENTS = ("oprd", "xcomp", "ccomp", "dobj", "acomp")
_BEFORE_B = ("as", "of", "to")  # described as, accused of, likened to
_MARKS = {'"', "“", "‘", "'", "''", "``", "«"}
_OPENINGS = {"that": "that", "to": "to", "whether": "wh", "if": "wh"}
_OPENS_BY = 12  # tokens from a verb to the word that opens its clause


def verb_contents(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    for kid in cue.kids:
        if find := _rule_for(parse, cue, kid):
            yield from find(parse, cue, kid)
        if kid > cue.head and parse.dep[kid] in ("ccomp", "xcomp"):
            break  # what follows the clause is no other content
    yield from _rest(parse, cue)


def _rule_for(parse: Parse, cue: Cue, kid: int):
    """The rule by which a child of the verb may be its content."""
    dep, takes, is_after = parse.dep[kid], cue.entry.takes, kid > cue.head
    if dep == "ccomp" and not is_after and parse.stop[kid] <= cue.frame.stop:
        return _clause_before
    if dep == "ccomp" or dep == "parataxis" and is_after:
        return _clause
    if dep in ("dobj", "nsubjpass") and takes & _NOUN_CONTENTS:
        return _object
    if not is_after:
        return None
    if dep == "xcomp" or dep == "advcl" and parse.word[parse.first[kid]] == "to":
        return _infinitive
    is_listed = dep == "prep" and parse.word[kid] in cue.entry.prepositions
    # "did not comment on A"; "called a doctor on Monday"
    barred = ("neg", "dobj") if "complement" in takes else ("neg",)
    return _prepositional if is_listed and parse.child(cue.head, *barred) is None else None


def _clause(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """He said (that) A; also how, whether, what ..."""
    first, stop = max(parse.first[kid], cue.span.stop), parse.stop[kid]
    may_be = cue.entry.takes & {"clause", "infinitive", *_NOUN_CONTENTS} or cue.entry.prepositions
    opens_before = parse.first[kid] < cue.frame.first
    pieces = parse.phrase(kid).without(cue.frame) if opens_before else (Span(first, stop),)
    if first < stop and may_be:
        yield Proposal(cue, "clause", pieces, (opening(parse, first),), search_from=first)


def opening(parse: Parse, first: int) -> str:
    """How a clause opens: with "that", "to", a question word, or none of these."""
    other = "wh" if parse.tag[first] in ("WP", "WRB", "WDT") else "plain"
    return "opens:" + _OPENINGS.get(parse.word[first], other)


def _clause_before(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """A, he said."""
    first, stop = parse.first[kid], cue.frame.first
    yield Proposal(cue, "before", (Span(first, min(parse.stop[kid], stop)),), is_inverted=True)


def _infinitive(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """They promised to A; they urged B to A."""
    if cue.entry.takes.isdisjoint({"clause", "infinitive"}):
        return
    first = max(parse.first[kid], cue.span.stop)
    features = (opening(parse, first),)
    addressee = parse.child(cue.head, "dobj", "dative")
    if addressee is not None and cue.head < addressee < first:
        first = parse.first[addressee]
    yield Proposal(cue, "infinitive", (Span(first, parse.stop[kid]),), features, search_from=first)


def _object(parse: Parse, cue: Cue, kid: int) -> Iterator[Proposal]:
    """They criticised A; they criticised A for B; they called A B; they accused A of B."""
    features = ("is_pronoun",) if parse.pos[kid] == "PRON" else ()
    if "theme" in cue.entry.takes:
        features += ("theme",)
    for rule, rest in _extents(parse, cue, kid):
        pieces = (parse.phrase(kid), *rest)
        yield Proposal(cue, rule, pieces, features, search_from=max(kid, pieces[-1].first))


def _extents(parse: Parse, cue: Cue, kid: int) -> Iterator[tuple[str, list[Span]]]:
    """The rule for an object, and what else of the sentence is part of the content."""
    following = [other for other in cue.kids if other > max(kid, cue.head)]
    if "complement" in cue.entry.takes and (rest := _complement(parse, cue, kid, following)) is not None:
        yield "complement", rest
    takes, verb = cue.entry.takes, cue.head
    # "announced itself", "denied him a visa" and "was denied entry" report nothing
    receivers = ("dative", "auxpass") if parse.dep[kid] == "dobj" else ("dative",)
    barred = parse.word[kid].endswith(("self", "selves")) or "deed" in takes and parse.child(verb, *receivers)
    if takes & _OBJECTS and not barred and (kid > verb or parse.child(verb, "agent") is not None):
        yield "object", []
        if tail := [at for at in following if parse.dep[at] == "prep" or parse.word[parse.first[at]] == "to"]:
            yield "object_and_rest", [_from_to(parse, tail)]


def _complement(parse: Parse, cue: Cue, kid: int, following: list[int]) -> list[Span] | None:
    """The B of "called A B" and "accused A of B", unless the parser reads it as part of A."""
    if tail := [at for at in following if parse.dep[at] in _COMPLEMENTS or parse.word[at] in _BEFORE_B]:
        return [_from_to(parse, tail)]
    agent = parse.child(cue.head, "agent")
    if agent is not None and parse.dep[kid] == "nsubjpass":  # "he was accused by them of B"
        opens = (at for at in range(agent + 1, parse.stop[agent]) if parse.word[at] in ("of", "as"))
        return [Span(first, parse.stop[cue.head]) for first in opens][:1]
    # In "called A “B”" and "accused A of B" the parser may read B as part of A; "called an ambulance" has no B.
    has_marks = not _MARKS.isdisjoint(parse.form[slice(*parse.phrase(kid))])
    return [] if has_marks or cue.entry.kind == "distancing" else None


def _from_to(parse: Parse, kids: list[int]) -> Span:
    return Span(parse.first[kids[0]], parse.stop[kids[-1]])


def _prepositional(parse: Parse, cue: Cue, prep: int) -> Iterator[Proposal]:
    """They called for A; they called on A to B."""
    if prep - cue.span.stop <= 1:
        cue = cue._replace(span=Span(cue.span.first, prep + 1))
    for inner in [kid for kid in parse.children(prep) if parse.dep[kid] in ("pobj", "pcomp")]:
        features = ("prep_noun",) if parse.dep[inner] == "pobj" else ()
        first, stop = parse.first[inner], _with_split_off(parse, cue, parse.stop[inner])
        yield Proposal(cue, "preposition", (Span(first, stop),), features, search_from=first)
        tail = parse.child(cue.head, "xcomp", "advcl")
        if tail is not None and tail > inner and parse.word[parse.first[tail]] == "to":
            stop = _with_split_off(parse, cue, parse.stop[tail])
            yield Proposal(cue, "preposition", (Span(first, stop),), search_from=first)


def _with_split_off(parse: Parse, cue: Cue, stop: int) -> int:
    """The end of a content that goes on in the verb's next phrase: "referred to it | as a joke"."""
    for kid in cue.kids:
        if parse.first[kid] == stop and (parse.word[kid] == "as" or parse.dep[kid] in ("advcl", "ccomp")):
            stop = parse.stop[kid]
    return stop


def _rest(parse: Parse, cue: Cue) -> Iterator[Proposal]:
    """If the parser found no clause: the rest of the sentence from a word that opens a clause."""
    if "clause" not in cue.entry.takes or parse.child(cue.head, "ccomp") is not None:
        return
    stop = cue.sentence.stop
    for at in range(cue.span.stop, min(stop - 1, cue.span.stop + _OPENS_BY)):
        how = opening(parse, at) if parse.tag[at] in ("IN", "WRB", "WP") else ""
        if how == "opens:that" or how == "opens:wh" and cue.entry.kind == "directive":
            yield Proposal(cue, "rest", (Span(at, stop),), (how,), search_from=at)
            return
