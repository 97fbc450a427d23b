"""Who speaks, read off the tree around a cue."""

from collections.abc import Sequence

from analysis.finders.quotes.attributions import Span
from analysis.finders.quotes.parse import VERBS, Parse
from analysis.finders.quotes.reporting import reporting_nouns

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMB = ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "parataxis", "acomp")
_NOMINALS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
_FINITE = ("VBD", "VBZ", "VBP")
_OBJECTS = ("dobj", "pobj", "attr")


def find_speaker(
    parse: Parse, verb: int, *, inverted: bool = False, contents: Sequence[Span] = ()
) -> tuple[Span | None, str]:
    """Give the speaker's mention and how it was found: subject, agent, climbed, host, inverted or none.

    Args:
        contents: no speaker stands inside these.
        inverted: the content stands before the verb, so that a noun right behind it may be the subject.
    """
    kids = parse.children(verb)
    passive = any(parse.dep[kid] in ("nsubjpass", "auxpass") for kid in kids)
    for kid in kids:
        if parse.dep[kid] == "agent" and (by := parse.child(kid, "pobj")) is not None:
            return mention(parse, by), "agent"
    if passive:
        return None, "passive"
    subjects = [
        kid
        for kid in kids
        if parse.dep[kid] in SUBJECTS and parse.tag[kid] not in ("VB", "TO") and not _inside(kid, contents)
    ]
    if subjects:  # of two, that beside the verb: "In a speech, a tribute to Lee, she said"
        before = [kid for kid in subjects if kid < verb]
        return mention(parse, before[-1] if before else subjects[0]), "subject"
    if inverted and (noun := find_behind(parse, verb)) is not None:
        return mention(parse, noun), "inverted"
    if not inverted and _is_passive(parse, verb, kids):
        return None, "passive"
    if (
        parse.dep[verb] == "ROOT"
        and parse.tag[verb] in _FINITE
        and (topic := _topic(parse, verb)) is not None
    ):
        return topic, "subject"
    return _climb(parse, verb)


def _topic(parse: Parse, verb: int) -> Span | None:
    """The noun that opens a sentence whose parse has lost its subject: "Ann Lee, when asked, said ..."."""
    first, end = parse.sentence(verb)
    last = first
    while last < end and parse.pos[last] in (*_NOMINALS, "PART"):
        last += 1
    return (first, last - 1) if first < last < verb and parse.word[last] == "," else None


def _is_passive(parse: Parse, verb: int, kids: list[int]) -> bool:
    """Tell "asked about it, he said" (somebody asked him) from a finite verb mistaken for a participle."""
    is_ask = parse.lemma[verb] == "ask" and parse.tag[verb] == "VBD"  # a slip of the tagger
    if parse.tag[verb] != "VBN" and not is_ask:
        return False
    if parse.dep[verb] == "conj" or any(parse.dep[kid] == "aux" for kid in kids):
        return False
    has_clause = any(parse.dep[kid] == "ccomp" and kid > verb for kid in kids)
    return parse.lemma[verb] in ("ask", "tell") or not has_clause


def _inside(token: int, spans: Sequence[Span]) -> bool:
    return any(first <= token <= last for first, last in spans)


def mention(parse: Parse, noun: int) -> Span:
    """The noun's phrase without the clause that only adds something (", who ...")."""
    first, last = parse.first[noun], parse.last[noun]
    for kid in parse.children(noun):
        if (
            kid > noun
            and parse.dep[kid] in ("relcl", "advcl", "ccomp", "parataxis", "conj")
            and _set_off(parse, kid)
        ):
            last = min(last, parse.first[kid] - 1)
    while last > noun and parse.pos[last] in ("PUNCT", "CCONJ"):
        last -= 1
    while first < noun and parse.pos[first] in ("PUNCT", "CCONJ"):
        first += 1
    return first, last


def _set_off(parse: Parse, kid: int) -> bool:
    first = parse.first[kid]
    return parse.dep[kid] != "conj" and first > 0 and parse.word[first - 1] in (",", "—", "–", "-", "(")


def find_behind(parse: Parse, verb: int) -> int | None:
    """The noun that opens right behind the verb, whatever the parser made of it."""
    last = parse.sentence(verb)[1]
    at = verb + 1
    while at <= min(last, verb + 2) and parse.pos[at] == "ADV":
        at += 1
    if at > last or parse.pos[at] not in _NOMINALS or parse.tag[at] in ("WDT", "WP"):
        return None
    noun = at
    while (
        parse.head[noun] != noun
        and parse.first[parse.head[noun]] >= at
        and parse.pos[parse.head[noun]] in _NOMINALS
    ):
        noun = parse.head[noun]
    return (
        noun
        if parse.pos[noun] in ("NOUN", "PROPN", "PRON") and parse.word[noun] not in ("it", "that")
        else None
    )


def _climb(parse: Parse, verb: int) -> tuple[Span | None, str]:
    """Where the cue has no subject, that of the verb it hangs on, or the noun that it describes."""
    token = _elder(parse, verb)
    for _ in range(6):
        dep, head = parse.dep[token], parse.head[token]
        if head == token:
            return None, "none"
        if dep in ("acl", "relcl") and parse.pos[head] not in VERBS:
            if dep == "acl" and parse.tag[verb] == "VB":
                return _owner(parse, head)
            if dep == "acl" and _is_text(parse, head) and parse.dep[head] in ("dobj", "pobj"):
                issuer = _issuer(parse, head)
                if issuer is not None:
                    return mention(parse, issuer), "issuer"
            set_off = parse.tag[token] == "VBG" and parse.word[parse.first[token] - 1] == ","
            if not set_off or parse.dep[head] not in _OBJECTS:
                return mention_before(parse, head, token), "host"
            dep, head = "advcl", _verb_above(parse, head)  # "made a third attempt, writing that"
        if dep not in _CLIMB:
            return None, "none"
        told = (
            parse.child(head, "dobj") if parse.tag[token] == "VB" and parse.word[token - 1] == "to" else None
        )
        if told is not None and parse.last[told] == token - 2 and parse.pos[told] in ("PROPN", "PRON"):
            return mention(parse, told), "climbed"  # "prompted Lee to accuse"
        token = head
        if parse.pos[token] in VERBS:
            kids = parse.children(token)
            for kid in kids:
                if parse.dep[kid] in ("nsubj", "nsubjpass") and kid != verb:
                    if parse.word[kid] == "it" and parse.lemma[token] == "be":
                        return None, "none"
                    return mention(parse, kid), "climbed"
    return None, "none"


def _elder(parse: Parse, verb: int) -> int:
    """For "warning" in ", adding that she left and warning that ...": "adding", whatever the parser joined it to."""
    token = verb
    while parse.tag[verb] == "VBG" and parse.dep[verb] == "conj" and parse.head[token] != token:
        token = parse.head[token]
        if parse.tag[token] == "VBG":
            return token
    return verb


def _is_text(parse: Parse, noun: int) -> bool:
    entry = reporting_nouns().get(parse.lemma[noun])
    return entry is not None and entry.text


def _issuer(parse: Parse, text: int) -> int | None:
    """Who "released a statement saying ...": the owner of the text, else the subject of its verb."""
    owner = parse.child(text, "poss")
    if owner is not None:
        return owner
    subject = parse.child(_verb_above(parse, text), "nsubj")
    return subject if subject is not None and parse.word[subject] != "it" else None


def _verb_above(parse: Parse, noun: int) -> int:
    verb = parse.head[noun]
    while parse.pos[verb] not in VERBS and parse.head[verb] != verb:
        verb = parse.head[verb]
    return verb


def _owner(parse: Parse, noun: int) -> tuple[Span | None, str]:
    """For "her promise to say": the possessor, else the subject of the noun's verb."""
    owner = parse.child(noun, "poss")
    if owner is not None:
        return mention(parse, owner), "possessor"
    verb = parse.head[noun]
    if parse.dep[noun] in ("dobj", "attr") and parse.pos[verb] in VERBS:
        return find_speaker(parse, verb)
    return None, "none"


def mention_before(parse: Parse, noun: int, clause: int) -> Span:
    """The noun's phrase up to a clause that hangs on it."""
    first, last = mention(parse, noun)
    last = min(last, max(noun, parse.first[clause] - 1)) if clause > noun else last
    while last > noun and parse.pos[last] == "PUNCT":
        last -= 1
    return first, last


def find_owner(parse: Parse, noun: int) -> tuple[Span | None, str]:
    """The speaker of a noun: "X's claim", "a claim by X", "X made the claim"."""
    for kid in parse.children(noun):
        if parse.dep[kid] == "poss":
            return mention(parse, kid), "possessor"
        by = parse.child(kid, "pobj") if parse.word[kid] in ("by", "from") else None
        if by is not None:
            return mention(parse, by), "agent"
    return _owner(parse, noun)
