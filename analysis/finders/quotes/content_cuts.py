"""Where a content may end long before the phrase that the parser gave it does."""

from collections.abc import Iterator

from analysis.finders.quotes.attributions import Marks, Span
from analysis.finders.quotes.parse import Parse
from analysis.finders.quotes.reporting import clause_verbs, speech_verbs

_ASIDE = frozenset(["while", "after", "before", "following", "despite", "amid", "during", "until", "when"])
_BEFORE_GERUND = frozenset(["while", "before", "-", "--", "–", "—"])
BORDERS = ("reporting_gerund", "according", "next_report")  # no content goes on behind these
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_LONGEST_NAME = 6  # tokens of who answers
_TAIL = 4  # a cut that takes off less than a fourth makes no other content


def find_cuts(parse: Parse, marks: Marks, span: Span, cue: int) -> Iterator[tuple[int, str]]:
    """Give the last token and the kind of every cut: at ", adding that ...", ", who ...", "and warned"."""
    seen = set()
    tag = form_of(parse, cue)
    latest = span[1] - (span[1] - span[0]) // _TAIL
    for at in range(span[0] + 2, span[1]):
        if at in marks.inside and at - 1 in marks.inside:
            continue
        is_over = _opens_quotation(parse, marks, at) or parse.word[at] == "," and _goes_on(parse, at + 1, cue)
        kind = "next_report" if is_over else _kind(parse, at, span[0], tag)
        if kind and kind not in seen and (at < latest or kind in BORDERS):
            seen.add(kind)
            yield at - 1, kind


def _opens_quotation(parse: Parse, marks: Marks, at: int) -> bool:
    """Tell whether a colon before quotation marks stands here, or "and said" with a comma before them."""
    if parse.word[at] == ":":
        return at + 1 in marks.inside
    is_report = parse.word[at] in ("and", "but") and parse.lemma[at + 1] in clause_verbs()
    return is_report and parse.word[at + 2] in (",", ":") and at + 3 in marks.inside


def _kind(parse: Parse, at: int, first: int, tag: str) -> str | None:
    word = parse.word[at]
    if word == "according":
        return "according"
    if word == ",":
        return _kind_behind_comma(parse, at + 1, tag)
    if word in _BEFORE_GERUND and parse.tag[at + 1] == "VBG" and parse.lemma[at + 1] in clause_verbs():
        return "reporting_gerund"
    if word in ("and", "but", "though", "although"):
        return _joined_report(parse, at + 1, tag)
    if parse.dep[at] in ("prep", "mark", "advmod", "aux") and parse.pos[at] in ("ADP", "SCONJ", "PART"):
        if parse.head[at] < first:
            return "adverbial"
        return "aside" if word in _ASIDE else None
    return "dash" if word in (";", "—", "–", "--") else None


def _kind_behind_comma(parse: Parse, at: int, tag: str) -> str | None:
    word = parse.word[at]
    if parse.tag[at] == "VBG":
        return "reporting_gerund" if parse.lemma[at] in clause_verbs() else "gerund"
    if parse.tag[at] in ("WDT", "WP", "WP$") or word in ("where", "when", "while", "as"):
        return "relative"
    if word in ("and", "but") and parse.word[at + 1] not in ("that", "whether"):
        is_pronoun = parse.pos[at + 1] == "PRON"
        return _joined_report(parse, at + 1, tag) or ("and_pronoun" if is_pronoun else "coordination")
    return "next_report" if _opens_report(parse, at) else None


def _goes_on(parse: Parse, at: int, cue: int) -> bool:
    """Tell whether a sentence goes on behind what was inserted: "Lee, who said A, left"; "asked A, Lee smiled"."""
    if parse.lemma[cue] == "ask" and (parse.tag[cue] == "VBN" or parse.word[cue - 1] == ","):
        end = at + _LONGEST_NAME
        while at < end and parse.pos[at] in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
            at += 1
    elif parse.dep[cue] not in ("relcl", "acl"):
        return False
    return parse.tag[at] in ("VBD", "VBZ", "VBP")


def _opens_report(parse: Parse, at: int) -> bool:
    """Tell whether a speaker and a reporting verb open here: "asked about it, Ann Lee said ..."."""
    token = at
    while token < at + 5 and parse.pos[token] in ("PROPN", "PRON", "DET", "NOUN"):
        token += 1
    if token == at or parse.tag[token] not in ("VBD", "VBZ"):
        return False
    if parse.word[token + 1] == ":":
        return True
    return parse.lemma[token] in clause_verbs() and parse.pos[token + 1] in ("PUNCT", "SCONJ")


def form_of(parse: Parse, verb: int) -> str:
    """The tag of a verb, or where it is "did say", that of "did"."""
    helpers = [token for token in range(max(verb - 3, 0), verb) if parse.lemma[token] == "do"]
    return parse.tag[helpers[-1]] if parse.tag[verb] == "VB" and helpers else parse.tag[verb]


def _joined_report(parse: Parse, at: int, tag: str) -> str | None:
    """Tell whether a reporting verb in the form of the cue's opens here: "said A and (he) warned"."""
    for token in range(at, min(at + 4, len(parse))):
        if parse.pos[token] == "VERB":
            if parse.lemma[token] not in speech_verbs():
                return None
            if parse.tag[token] == "VBG":
                return "reporting_gerund" if token == at and parse.lemma[token] in clause_verbs() else None
            return "next_report" if form_of(parse, token) == tag and tag in _FINITE else None
        if parse.pos[token] not in ("ADV", "PRON", "PROPN", "AUX", "PART"):
            return None
    return None


def find_border(parse: Parse, marks: Marks, span: Span, cue: int) -> int | None:
    """The last token before the speaker's next quotation, where one is in the span."""
    return next((end for end, kind in find_cuts(parse, marks, span, cue) if kind in BORDERS), None)
