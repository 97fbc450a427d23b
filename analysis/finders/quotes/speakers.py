"""Stage 4: find the speaker of each proposal in the tree around its cue."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.finders.lists import word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.cues import DASHES, NOMINALS, SUBJECTS
from analysis.finders.quotes.proposals import Proposal

_CLIMB = ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "parataxis", "acomp")
_FINITE = ("VBD", "VBZ", "VBP")
_CLAUSES = ("relcl", "advcl", "ccomp", "parataxis")
_EDGES = ("PUNCT", "CCONJ")
_SET_OFF = (",", "(", *DASHES)
_NOUNS = ("NOUN", "PROPN", "PRON")
_INNER = ("pobj", "dobj", "npadvmod", "appos", "compound", "poss")  # nouns in other phrases
_SPEAKERS = ("speaker_nouns", "person_nouns")
_EMPTY = ("it", "that", "this", "there")
_HIGHEST = 6  # steps up the tree
_FARTHEST = 60  # tokens from a verb back to its subject
_OF_HOST = ("subject", "inverted", "agent", "host", "owner")

Found = tuple[int | None, str]  # the noun that names the speaker, and how it was found


def find_speakers(parse: Parse, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals with their speakers; a feature says how each speaker was found."""
    for proposal in proposals:
        noun, how = _find_noun(parse, proposal)
        speaker = proposal.cue.label if noun is None else _mention(parse, noun, proposal.cue.head)
        if speaker is not None:
            speaker = _outside(speaker, proposal.pieces)
            how = "inside" if speaker is None else how
        if proposal.rule not in ("as", "host") or how in _OF_HOST:
            proposal.speaker, proposal.features = speaker, (*proposal.features, "speaker:" + how)
            yield proposal


def _find_noun(parse: Parse, proposal: Proposal) -> Found:
    cue = proposal.cue
    if cue.owner is not None:
        return cue.owner, "owner"
    if cue.kind == "verb":
        return _of_verb(parse, cue.head, proposal)
    if cue.kind == "noun":
        return _of_noun(parse, cue.head)
    return _of_verb(parse, cue.span.first) if cue.kind == "clear" else (None, "label")


def _outside(speaker: Span, pieces: tuple[Span, ...]) -> Span | None:
    """The part of a speaker that is not in the content: "accused by lawmakers | of hiding it"."""
    if any(piece.covers(speaker) for piece in pieces):
        return None
    stop = min([piece.first for piece in pieces if piece.first > speaker.first], default=speaker.stop)
    return Span(speaker.first, min(speaker.stop, stop))


def _mention(parse: Parse, noun: int, cue: int) -> Span:
    """The noun phrase up to a clause that contains the cue, or that only adds something (", who ...")."""
    first, stop = parse.phrase(noun)
    for kid in parse.children(noun):
        opens = parse.first[kid]
        only_adds = parse.dep[kid] in _CLAUSES and parse.word[opens - 1] in _SET_OFF
        if noun < opens < stop and (only_adds or parse.phrase(kid).holds(cue)):
            stop = opens
    inner = [at for at in range(first, stop) if at == noun or parse.pos[at] not in _EDGES]
    return Span(inner[0], inner[-1] + 1)


def _of_verb(parse: Parse, verb: int, proposal: Proposal | None = None) -> Found:
    """The agent of a verb or its subject; else the noun after it, the topic, or the subject of a verb above."""
    kids = parse.children(verb) if proposal is None else proposal.cue.kids
    for kid in kids:
        if parse.dep[kid] == "agent" and (by := parse.child(kid, "pobj")) is not None:
            return by, "agent"
    # The parser reads "he's said" as "he is said".
    is_has = parse.lemma[verb] == "say" and parse.word[verb - 1] in ("'s", "’s")
    if any(parse.dep[kid] in ("nsubjpass", "auxpass") for kid in kids) and not is_has:
        return None, "passive"
    content = [] if proposal is None else proposal.tokens
    subjects = [kid for kid in kids if parse.dep[kid] in SUBJECTS and kid not in content]
    subjects = [kid for kid in subjects if parse.word[kid] != "."]  # of "Sr."
    if subjects:  # of two subjects, the one next to the verb: "In a speech, a tribute to Lee, she said"
        return max([kid for kid in subjects if kid < verb], default=subjects[0]), "subject"
    is_inverted = proposal is not None and proposal.is_inverted
    if is_inverted and proposal.cue.follower is not None:
        return proposal.cue.follower, "inverted"
    if not is_inverted and _is_passive(parse, verb, kids):
        return None, "passive"
    if (topic := _topic(parse, verb)) is not None:
        return topic, "subject"
    noun, how = _climb(parse, verb)
    if how == "none" and proposal is not None and (noun := _before(parse, verb, content)) is not None:
        how = "subject"
    return noun, how


def _before(parse: Parse, verb: int, content: list[int]) -> int | None:
    """The last noun before a verb that may be its unattached subject: "Lee has a history of blaming A"."""
    near = range(verb - 1, max(parse.sentence(verb).first, verb - _FARTHEST) - 1, -1)
    nouns = (at for at in near if parse.pos[at] in _NOUNS and at not in content)
    return next((at for at in nouns if parse.dep[at] not in _INNER and parse.word[at] not in _EMPTY), None)


def _topic(parse: Parse, verb: int) -> int | None:
    """The noun at the start of a sentence that the parser did not read as the subject: "Lee, when asked, said"."""
    if parse.dep[verb] != "ROOT" or parse.tag[verb] not in _FINITE:
        return None
    first = parse.sentence(verb).first
    stop = next((at for at in range(first, verb) if parse.pos[at] not in (*NOMINALS, "PART")), verb)
    return stop - 1 if first < stop < verb and parse.word[stop] == "," else None


def _is_passive(parse: Parse, verb: int, kids: Sequence[int]) -> bool:
    """Whether the verb is passive ("asked about it, he said"), and not a finite verb that the tagger misread."""
    is_ask = parse.lemma[verb] == "ask" and parse.tag[verb] == "VBD"  # an error of the tagger
    is_finite = parse.dep[verb] == "conj" or any(parse.dep[kid] == "aux" for kid in kids)
    return not is_finite and (parse.tag[verb] == "VBN" or is_ask)


def _climb(parse: Parse, verb: int) -> Found:
    """The subject of a verb above a cue without a subject, or the noun that the cue describes."""
    token = verb
    for _ in range(_HIGHEST):
        dep, head = parse.dep[token], parse.head[token]
        if dep in ("acl", "relcl") and parse.pos[head] not in VERBS:
            return _described(parse, verb, token)
        if head == token or dep not in _CLIMB:
            break
        if (addressee := _prompted(parse, token, head)) is not None:
            return addressee, "climbed"
        subject = parse.child(head, "nsubj", "nsubjpass") if parse.pos[head] in VERBS else None
        if subject is not None:
            is_empty = parse.word[subject] == "it" and parse.lemma[head] == "be"
            return (None, "none") if is_empty else (subject, "climbed")
        token = head
    return None, "none"


def _described(parse: Parse, verb: int, clause: int) -> Found:
    """The noun that a clause describes, or who said it: "a promise to say", "a statement saying"."""
    noun = parse.head[clause]
    if parse.dep[clause] == "acl":
        if parse.tag[verb] == "VB":
            return _of_noun(parse, noun)
        if (issuer := _issuer(parse, noun, verb)) is not None:
            return issuer, "issuer"
    return noun, "host"


def _issuer(parse: Parse, text: int, verb: int) -> int | None:
    """Who "released a statement saying": the owner of the text, or else the subject of its verb."""
    is_thing = parse.tag[verb] == "VBG" and parse.dep[text] == "dobj" and parse.pos[text] == "NOUN"
    is_text = parse.lemma[text] in word_set("reporting_nouns", text="yes")
    if not is_text and (not is_thing or any(parse.lemma[text] in word_set(name) for name in _SPEAKERS)):
        return None
    owner = parse.child(text, "poss")
    return parse.child(parse.verb_above(parse.head[text]), "nsubj") if owner is None else owner


def _prompted(parse: Parse, token: int, head: int) -> int | None:
    """Who is to do what an infinitive says: "prompted Lee to accuse"."""
    is_infinitive = parse.tag[token] == "VB" and parse.word[token - 1] == "to"
    addressee = parse.child(head, "dobj") if is_infinitive else None
    return addressee if addressee is not None and parse.stop[addressee] == token - 1 else None


def _of_noun(parse: Parse, noun: int) -> Found:
    """The owner of a noun, or else the subject of its verb: "her claim", "a claim by her", "she made the claim"."""
    by = [parse.child(kid, "pobj") for kid in parse.children(noun) if parse.word[kid] in ("by", "from")]
    if owners := [kid for kid in (parse.child(noun, "poss"), *by) if kid is not None]:
        return owners[0], "owner"
    verb = parse.head[noun]
    is_object = parse.dep[noun] in ("dobj", "attr") and parse.pos[verb] in VERBS
    return _of_verb(parse, verb) if is_object else (None, "none")
