"""Stage 2: find the words that may report what somebody says."""

from collections.abc import Sequence

from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue
from analysis.finders.quotes.reporting import UNLISTED, reporting_nouns, reporting_verbs

DASHES = ("-", "--", "–", "—", "―")
NOMINALS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_TRIM = {",", ".", ";", ":", "...", "…", *DASHES}
_HELPERS = ("aux", "auxpass", "neg", "advmod", "prt")
_NO_FRAME = ("ccomp", "xcomp", "parataxis", "advcl", "dobj", "conj", "relcl", "cc", "punct", "dep")
_INFLECTED = ("VBD", "VBZ", "VBP", "VBG", "VBN")
_BEFORE, _AFTER = 8, 5  # tokens before and after quotation marks in which any verb may be their cue
_LONGEST_NAME = 16  # tokens from a dash to the end of the name after it
_MAKE = 5  # tokens from "made" to "clear"


def find_cues(parse: Parse, marks: Marks) -> list[Cue]:
    """Return the cues of a document in the order of the text, except those inside closed quotation marks."""
    near = _tokens_near(parse, marks)
    quoted = {token for token, mark in marks.inside.items() if marks.closed[mark]}
    cues = (_cue_at(parse, marks, token, near) for token in range(len(parse)) if token not in quoted)
    return [cue for cue in cues if cue is not None]


def _cue_at(parse: Parse, marks: Marks, token: int, near: set[int]) -> Cue | None:
    word, pos, lemma = parse.word[token], parse.pos[token], parse.lemma[token]
    if word == ":":
        return _colon(parse, marks, token)
    if word.startswith(DASHES):
        return _dash(parse, marks, token)
    if word == "according":
        return _according(parse, token)
    if word == "clear":
        return _clear(parse, token)
    if pos == "NOUN" and lemma in reporting_nouns():
        return _noun(parse, token)
    may_be = lemma in reporting_verbs() or token in near and not parse.capital[token]
    if pos in VERBS and may_be and not _is_joined(parse, token):
        return _verb(parse, token)
    return None


def _tokens_near(parse: Parse, marks: Marks) -> set[int]:
    """The tokens near marks; after marks only in the same paragraph, so that marks change no other paragraph."""
    near: set[int] = set()
    for span in marks.spans:
        near.update(range(span.first - _BEFORE, span.first))
        near.update(range(span.stop, min(span.stop + _AFTER, parse.paragraph(span.last).stop)))
    return near


def _is_joined(parse: Parse, token: int) -> bool:
    """Whether a verb is the end of a word: "so-called", "award-winning"."""
    return parse.word[token - 1] == "-" and parse.end[token - 1] == parse.start[token]


def _verb(parse: Parse, verb: int) -> Cue:
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
    return Cue("verb", verb, span, frame, features, entry, tuple(kids), _noun_after(parse, verb))


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
    has_subject = any(parse.dep[kid] in SUBJECTS for kid in kids)
    is_finite = parse.tag[verb] in ("VBD", "VBZ")
    for kid in reversed([kid for kid in kids if kid < verb]):
        if parse.dep[kid] in (*SUBJECTS, *_HELPERS, "mark") and parse.stop[kid] + 1 >= first:
            first = min(first, parse.first[kid])
    for kid in kids:
        if kid < verb or parse.first[kid] > stop + 1:
            continue
        # "told reporters"; and in "added her brother" the parser reads the speaker as an object
        is_tell = parse.lemma[verb] == "tell" or is_finite and not has_subject
        if parse.dep[kid] not in _NO_FRAME or parse.dep[kid] == "dobj" and is_tell:
            stop = max(stop, parse.stop[kid])
    return Span(first, stop)


def _noun(parse: Parse, noun: int) -> Cue:
    """X's claim; a claim by X."""
    span, entry = Span(noun, noun + 1), reporting_nouns()[parse.lemma[noun]]
    return Cue("noun", noun, span, span, entry=entry, owner=_owner_of(parse, noun))


def _according(parse: Parse, token: int) -> Cue | None:
    noun = parse.child(token + 1, "pobj") if parse.word[token + 1] == "to" else None
    if noun is None:
        return None
    frame = Span(token, parse.stop[noun])
    return Cue("according", token, Span(token, token + 2), frame, owner=(noun, "object"))


def _clear(parse: Parse, clear: int) -> Cue | None:
    """X made (it) clear."""
    before = range(clear - 1, max(clear - _MAKE - 1, -1), -1)
    verb = next((at for at in before if parse.lemma[at] == "make"), None)
    return verb if verb is None else Cue("clear", clear, Span(verb, clear + 1), Span(verb, clear + 1))


def _colon(parse: Parse, marks: Marks, colon: int) -> Cue | None:
    """X: "A"; her advice: "A"."""
    paragraph, span = parse.paragraph(colon), Span(colon, colon + 1)
    start = max(paragraph.first, parse.sentence(colon).first)
    if colon + 1 in marks.inside:  # "Storm nears - Ann Lee: "A""
        start = max([start, *(at + 1 for at in range(start, colon) if parse.word[at] in DASHES)])
    label = trim(parse, Span(start, colon))
    if label.first == label.stop or colon + 1 == len(parse) or _has_verb(parse, label):
        return None
    for at in range(*label):
        if parse.dep[at] == "poss" and parse.head[at] > at:
            span = Span(parse.head[at], colon + 1)
            return Cue("colon", colon, span, span, owner=(at, "possessor"))
    return Cue("colon", colon, span, span, label=label)


def _dash(parse: Parse, marks: Marks, dash: int) -> Cue | None:
    """ "A" - Name, where that is the whole paragraph, or the name is a paragraph of its own."""
    mark, stop = marks.inside.get(dash - 1), parse.paragraph(dash).stop
    if mark is None or mark == marks.inside.get(dash) or stop - dash > _LONGEST_NAME:
        return None
    label = trim(parse, Span(dash + (parse.word[dash] in DASHES), stop))  # in "-Ann" the dash is no token
    is_name = all(form.lstrip("".join(DASHES))[:1].isupper() for form in parse.form[slice(*label)])
    is_alone = marks.spans[mark].first == parse.paragraph(dash - 1).first
    if label.first == label.stop or not is_alone or _has_verb(parse, label) and not is_name:
        return None
    return Cue("dash", dash, Span(dash, dash + 1), Span(dash, dash + 1), label=label)


def _noun_after(parse: Parse, verb: int) -> int | None:
    """The noun whose phrase begins right after the verb, in whatever role the parser sees it."""
    at = verb + 1
    if at >= parse.sentence(verb).stop or parse.pos[at] not in NOMINALS or parse.tag[at] in ("WDT", "WP"):
        return None
    noun, head = at, parse.head[at]
    while head != noun and parse.first[head] >= at and parse.pos[head] in NOMINALS:
        noun, head = head, parse.head[head]
    return noun if parse.pos[noun] in ("NOUN", "PROPN", "PRON") else None


def _owner_of(parse: Parse, noun: int) -> tuple[int, str] | None:
    """The owner of a noun, and how the text names it: "X's claim", "a claim by X"."""
    for kid in parse.children(noun):
        if parse.dep[kid] == "poss":
            return kid, "possessor"
        by = parse.child(kid, "pobj") if parse.word[kid] in ("by", "from") else None
        if by is not None:
            return by, "agent"
    return None


def trim(parse: Parse, span: Span) -> Span:
    """Remove punctuation at both ends, except quotation marks, and a conjunction at the end."""
    first, stop = span
    while first < stop and parse.word[first] in _TRIM:
        first += 1
    while first < stop and (parse.word[stop - 1] in _TRIM or parse.pos[stop - 1] == "CCONJ"):
        stop -= 1
    return Span(first, stop)


def _has_verb(parse: Parse, span: Span) -> bool:
    return any(parse.pos[token] in VERBS for token in range(*span))
