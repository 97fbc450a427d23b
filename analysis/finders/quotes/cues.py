"""The verb that reports, with its helpers, its speaker and its adverbials."""

from collections.abc import Sequence

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.proposals import Cue
from analysis.finders.quotes.reporting import UNLISTED, reporting_verbs

DASHES = ("-", "--", "–", "—", "―")
NOMINALS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_TRIM = {",", ".", ";", ":", "...", "…", *DASHES}
_HELPERS = ("aux", "auxpass", "neg", "advmod", "prt")
_BEFORE = (*SUBJECTS, *_HELPERS, "mark")
_NO_FRAME = ("ccomp", "xcomp", "parataxis", "advcl", "dobj", "conj", "relcl", "cc", "punct", "dep")
_INFLECTED = ("VBD", "VBZ", "VBP", "VBG", "VBN")


def verb_cue(parse: Parse, verb: int) -> Cue:
    """Return a verb as a cue."""
    kids = parse.children(verb)
    entry = reporting_verbs().get(parse.lemma[verb], UNLISTED)
    span = _with_helpers(parse, verb, kids)
    frame = _with_adverbials(parse, verb, kids, span)
    features = ("class:" + entry.kind, "hangs:" + parse.dep[verb])
    helpers = {parse.lemma[kid] for kid in kids if parse.dep[kid] == "aux"}
    if parse.tag[verb] == "VBG" and "be" in helpers:
        features += ("form:progressive",)
    elif parse.tag[verb] not in _INFLECTED and "to" not in helpers:
        features += ("form:base",)
    sentence = parse.sentence(verb)
    follower = _noun_after(parse, verb) if verb < sentence.last else None
    return Cue("verb", verb, span, features, entry, frame, tuple(kids), follower, sentence)


def _with_helpers(parse: Parse, verb: int, kids: Sequence[int]) -> Span:
    """The verb with the helpers that touch it: "did not say", "pointed out"."""
    helpers = {kid for kid in kids if parse.dep[kid] in _HELPERS and parse.stop[kid] == parse.first[kid] + 1}
    first, stop = verb, verb + 1
    while first - 1 in helpers:
        first -= 1
    while stop in helpers and parse.dep[stop] == "prt":
        stop += 1
    return Span(first, stop)


def _with_adverbials(parse: Parse, verb: int, kids: Sequence[int], span: Span) -> Span:
    """The cue with its speaker and adverbials: ", she told reporters on Friday,"."""
    first, stop = span
    for kid in reversed(kids):
        if kid < verb and parse.dep[kid] in _BEFORE and parse.stop[kid] + 1 >= first:
            first = min(first, parse.first[kid])
    # "told reporters"; and in "added her brother" the parser reads the speaker as an object
    has_subject = any(parse.dep[kid] in SUBJECTS for kid in kids)
    with_object = parse.lemma[verb] == "tell" or parse.tag[verb] in ("VBD", "VBZ") and not has_subject
    for kid in kids:
        is_part = parse.dep[kid] not in _NO_FRAME or parse.dep[kid] == "dobj" and with_object
        if kid > verb and parse.first[kid] <= stop + 1 and is_part:
            stop = max(stop, parse.stop[kid])
    return Span(first, stop)


def _noun_after(parse: Parse, verb: int) -> int | None:
    """The noun whose phrase begins right after the verb, in whatever role the parser sees it."""
    at = verb + 1
    if parse.pos[at] not in NOMINALS or parse.tag[at] in ("WDT", "WP"):
        return None
    noun, head = at, parse.head[at]
    while head != noun and parse.first[head] >= at and parse.pos[head] in NOMINALS:
        noun, head = head, parse.head[head]
    return noun if parse.pos[noun] in ("NOUN", "PROPN", "PRON") else None


def trim(parse: Parse, span: Span) -> Span:
    """Remove punctuation at both ends, except quotation marks, and a conjunction at the end."""
    first, stop = span
    while first < stop and parse.word[first] in _TRIM:
        first += 1
    while first < stop and (parse.word[stop - 1] in _TRIM or parse.pos[stop - 1] == "CCONJ"):
        stop -= 1
    return Span(first, stop)
