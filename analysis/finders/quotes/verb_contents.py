"""A content by grammar: what stands for it depends on the verb, and how far it reaches is proposed in several ways."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.finders.quotes.attributions import Candidate, without
from analysis.finders.quotes.parse import VERBS, Parse
from analysis.finders.quotes.quote_features import opening
from analysis.finders.quotes.reporting import BELIEF, clause_verbs
from analysis.finders.quotes.speaker_mentions import find_behind, find_speaker, mention
from analysis.finders.quotes.verb_frames import VerbCue

_NOUN_CONTENTS = frozenset({"object", "theme", "complement"})
_COMPLEMENTS = ("oprd", "xcomp", "ccomp", "dobj", "acomp")
_COMPLEMENT_WORDS = ("as", "of", "for", "with", "a")
_CONTENTS = ("xcomp", "dobj", "advcl", "parataxis", "acomp")
_OPENS_BY = 12  # tokens from a verb to the "that" of its clause
_SET_OFF = (",", ".", "-", "--", "–", "—")
_REST_WORDS = ("for", "as", "over", "of", "against", "in", "on")


def propose_by_grammar(cue: VerbCue) -> Iterator[Candidate]:
    parse, verb, takes = cue.parse, cue.verb, cue.entry.takes
    for kid in cue.kids:
        dep = parse.dep[kid]
        if dep in ("ccomp", "parataxis") and kid > verb or dep == "ccomp" and parse.last[kid] > cue.frame[1]:
            yield from _clause(cue, kid)
        elif dep == "ccomp":
            yield from _clause_before(cue, kid)
        elif dep == "xcomp" and kid > verb:
            yield from _infinitive(cue, kid)
        elif (
            dep == "advcl"
            and kid > verb
            and "clause" in takes
            and opening(parse, parse.first[kid]) == "opens:wh"
        ):
            yield from _clause(cue, kid)
        elif dep == "advcl" and kid > verb and "infinitive" in takes and parse.word[parse.first[kid]] == "to":
            yield from _infinitive(cue, kid)
        elif dep in ("dobj", "oprd", "nsubjpass") and takes & _NOUN_CONTENTS:
            yield from _object(cue, kid)
        elif dep == "prep" and kid > verb and parse.word[kid] in cue.entry.prepositions:
            yield from _prepositional(cue, kid)
    yield from _rest(cue)
    yield from (proposal for proposal in _host(cue) if "no_verb" not in proposal.features)


def _clause(cue: VerbCue, kid: int) -> Iterator[Candidate]:
    """He said (that) A; also how, whether, what ..."""
    parse, takes = cue.parse, cue.entry.takes
    first, last = max(parse.first[kid], cue.span[1] + 1), parse.last[kid]
    if first > last:
        return
    before = parse.child(cue.verb, "dobj")
    if before and cue.verb < before and parse.last[before] == first - 1 and parse.pos[first] in VERBS:
        first = parse.first[before]  # "says the choice | is hard": an object that is the clause's subject
    features = [opening(parse, first)]
    if "clause" not in takes:
        if not takes & {"infinitive", *_NOUN_CONTENTS} and not cue.entry.prepositions:
            return
        features.append("not_in_list:clause")
    if parse.dep[kid] != "ccomp":
        features.append("labelled:" + parse.dep[kid])
    spans = [(first, last)]
    if parse.first[kid] < cue.frame[0]:
        spans = without((parse.first[kid], last), cue.frame)
    yield from cue.propose_cut(spans, (first, last), "clause", *features)


def _clause_before(cue: VerbCue, kid: int) -> Iterator[Candidate]:
    """A, he said."""
    first, last = cue.parse.first[kid], min(cue.parse.last[kid], cue.frame[0] - 1)
    features = [] if "clause" in cue.entry.takes else ["not_in_list:clause"]
    yield from cue.propose([(first, last)], "before", *features, inverted=True)
    start = cue.parse.sentence(cue.verb)[0]
    if start < first:
        whole = (start, cue.frame[0] - 1)
        yield from cue.propose([whole], "before", *features, "extent:sentence", inverted=True)


def _infinitive(cue: VerbCue, kid: int) -> Iterator[Candidate]:
    """They promised to A; they urged B to A."""
    parse, takes = cue.parse, cue.entry.takes
    first, last = max(parse.first[kid], cue.span[1] + 1), parse.last[kid]
    listed = "infinitive" in takes
    if "clause" not in takes and not (listed and parse.tag[kid] in ("VB", "VBN")):
        return
    features = [opening(parse, first)] if listed else [opening(parse, first), "not_in_list:infinitive"]
    addressee = parse.child(cue.verb, "dobj", "dative")
    if addressee is not None and cue.verb < addressee < first:
        first = parse.first[addressee]
    yield from cue.propose_cut([(first, last)], (first, last), "infinitive", *features)


def _object(cue: VerbCue, kid: int) -> Iterator[Candidate]:
    """They criticised A; they criticised A for B; they called A B; they accused A of B."""
    parse, verb, dep = cue.parse, cue.verb, cue.parse.dep[kid]
    if dep == "oprd" and parse.dep[verb] == "acl":
        return  # "a group called Hope": a name
    content = (parse.first[kid], parse.last[kid])
    behind = [k for k in cue.kids if k > max(kid, verb)]
    rules = []
    if "complement" in cue.entry.takes and dep != "oprd":
        tail = [k for k in behind if parse.dep[k] in _COMPLEMENTS or _opens_with(cue, k, _COMPLEMENT_WORDS)]
        inner = [
            k
            for k in parse.children(kid)
            if k > kid and (parse.word[k] in _REST_WORDS or parse.dep[k] == "appos")
        ]
        if tail:
            rules.append(("complement", [content, (parse.first[tail[0]], parse.last[tail[-1]])]))
        elif dep == "nsubjpass" and (at := _behind_agent(cue)) is not None:
            rules.append(("complement", [content, (at, parse.last[verb])]))
        elif inner or dep == "dobj" and cue.entry.takes == {"complement"} and cue.entry.kind == "neutral":
            rules.append(("complement", [content]))
    is_object = bool(cue.entry.takes & {"object", "theme"})
    if is_object and kid > verb or dep == "oprd" and parse.child(verb, "dobj", "nsubjpass") is None:
        rules.append(("object", [content]))
        tail = [k for k in behind if _opens_with(cue, k, _REST_WORDS) or parse.word[parse.first[k]] == "to"]
        if tail:
            rules.append(("object_and_rest", [content, (parse.first[tail[0]], parse.last[tail[-1]])]))
    features = ["is_pronoun"] if parse.pos[kid] == "PRON" else []
    if "theme" in cue.entry.takes:
        features = [*features, "theme"]
    for rule, spans in rules:
        yield from cue.propose_cut(spans, (max(kid, spans[-1][0]), spans[-1][1]), rule, *features)


def _behind_agent(cue: VerbCue) -> int | None:
    """The "of" in: he was accused by them of B."""
    agent = cue.parse.child(cue.verb, "agent")
    if agent is None:
        return None
    return next(
        (at for at in range(agent + 1, cue.parse.last[agent] + 1) if cue.parse.word[at] in ("of", "as")), None
    )


def _opens_with(cue: VerbCue, kid: int, words: tuple[str, ...]) -> bool:
    return cue.parse.dep[kid] == "prep" and cue.parse.word[kid] in words


def _prepositional(cue: VerbCue, kid: int) -> Iterator[Candidate]:
    """They called for A; they called on A to B."""
    parse = cue.parse
    if kid - cue.span[1] <= 2:
        cue = replace(cue, span=(cue.span[0], kid))
    for inner in parse.children(kid):
        if parse.dep[inner] not in ("pobj", "pcomp"):
            continue
        span = (parse.first[inner], parse.last[inner])
        for kid in cue.kids:
            if parse.first[kid] == span[1] + 1 and parse.word[kid] == "as":  # "referred to it as a joke"
                span = (span[0], parse.last[kid])
        features = ["prep_noun"] if parse.dep[inner] == "pobj" else []
        yield from cue.propose_cut([span], span, "preposition", *features)
        tail = parse.child(cue.verb, "xcomp", "advcl")
        if tail is not None and tail > inner and parse.word[parse.first[tail]] == "to":
            last = parse.last[tail]
            for kid in cue.kids:  # "demand | Syria allow it": a clause too many, with no comma before it
                last = (
                    parse.last[kid]
                    if parse.first[kid] == last + 1 and parse.dep[kid] in ("advcl", "ccomp")
                    else last
                )
            span = (parse.first[inner], last)
            yield from cue.propose_cut([span], span, "preposition")


def _rest(cue: VerbCue) -> Iterator[Candidate]:
    """The parser found no clause: what opens like one, or the rest of the sentence, may be the content."""
    parse, first, end = cue.parse, cue.span[1] + 1, cue.parse.sentence(cue.verb)[1]
    if end == cue.span[1] and first < len(parse) and parse.par[first] == parse.par[end]:
        end = parse.sentence(first)[1]  # a sentence cut in two behind its verb
    behind = [kid for kid in cue.kids if parse.last[kid] > cue.verb]
    if "clause" not in cue.entry.takes or any(parse.dep[kid] == "ccomp" for kid in behind):
        return
    opens = next((at for at in range(first, min(end, first + _OPENS_BY)) if _opens_clause(parse, at)), None)
    if opens is not None and not any(parse.pos[at] == "VERB" for at in range(first, opens)):
        yield from cue.propose_cut([(opens, end)], (opens, end), "rest", opening(parse, opens))
        return
    found = any(parse.dep[kid] in _CONTENTS for kid in behind)
    if not found and end - first > 2 and parse.pos[first] not in ("ADP", "ADV", "PUNCT"):
        yield from cue.propose([(first, end)], "rest", opening(parse, first))


def _opens_clause(parse: Parse, at: int) -> bool:
    word = parse.word[at]
    if word == "that":
        return parse.tag[at] == "IN"
    return word in ("whether", "why") or word in ("how", "if") and parse.dep[at] in ("advmod", "mark")


def _host(cue: VerbCue) -> Iterator[Candidate]:
    """A, he said, B; as he said, A: the sentence around a cue that is no part of its grammar."""
    parse, verb, frame = cue.parse, cue.verb, cue.frame
    if "clause" not in cue.entry.takes or cue.entry.kind == BELIEF or cue.is_subordinate:
        return
    start, end = parse.sentence(verb)
    follows_comma = parse.word[verb - 1] == "," and parse.tag[verb] != "VBG" and verb - 2 >= start
    noun = find_behind(parse, verb) if follows_comma else None
    if noun is not None:
        yield from cue.propose([(start, verb - 2)], "host", "extent:phrase", inverted=True)
        behind = mention(parse, noun)[1] + 1
        if parse.word[behind] == "," and parse.pos[behind + 1] in VERBS:  # "The plan, said Ann Lee, is dead"
            yield from cue.propose([(start, verb - 2), (behind + 1, end)], "host", inverted=True)
    if _is_closing(cue, end):
        closing = replace(cue, features=("class:" + cue.entry.kind,))
        span = (start, parse.first[parse.head[verb]] - 1)
        yield from closing.propose([span], "host", "extent:phrase", inverted=True)
    is_as = parse.word[frame[0]] == "as" or any(
        parse.word[kid] == "as" and parse.dep[kid] == "mark" for kid in cue.kids
    )
    set_off = frame[0] > start and parse.word[frame[0] - 1] == "," and parse.word[frame[1] + 1] in _SET_OFF
    if not is_as and not (set_off and frame[1] < end):
        return
    if find_speaker(parse, verb, inverted=True)[1] not in ("subject", "inverted", "agent"):
        return
    rule = "as" if is_as else "host"
    hole = (parse.first[verb], parse.last[verb]) if is_as and parse.dep[verb] == "advcl" else frame
    top = parse.head[verb]
    whole = (parse.first[top], parse.last[top])
    for extent, span in (("phrase", whole), ("sentence", (start, end))):
        spans = without(span, hole)
        if spans and (extent == "phrase" or span != whole):
            yield from cue.propose_cut(spans, spans[-1], rule, "extent:" + extent, inverted=True)
    if frame[1] + 1 < end and not is_as:
        yield from cue.propose([(start, frame[0] - 1)], rule, "extent:before", inverted=True)


def _is_closing(cue: VerbCue, end: int) -> bool:
    """Tell whether the parser read ", a group reported on Monday." as a group that was reported."""
    parse, noun = cue.parse, cue.parse.head[cue.verb]
    root = noun
    while parse.head[root] != root:
        root = parse.head[root]
    closes = noun < cue.verb and parse.word[parse.first[noun] - 1] == "," and parse.last[noun] >= end - 1
    return closes and parse.dep[cue.verb] == "acl" and parse.lemma[root] not in clause_verbs()
