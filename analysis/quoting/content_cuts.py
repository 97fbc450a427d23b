"""Where a content may end long before the phrase that the parser gave it does."""

from collections.abc import Iterator

from analysis.quoting.attributions import Marks, Span
from analysis.quoting.parse import Parse
from analysis.quoting.reporting import clause_verbs

_ADVERBIAL = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "by",
        "for",
        "with",
        "while",
        "since",
        "when",
        "because",
        "as",
        "to",
        "following",
        "amid",
        "until",
        "despite",
        "without",
        "if",
        "over",
        "through",
    ]
)
BORDERS = ("reporting_gerund", "according", "next_report")  # no content goes on behind these
_TAIL = 4  # a cut that takes off less than a fourth makes no other content


def find_cuts(parse: Parse, marks: Marks, span: Span) -> Iterator[tuple[int, str]]:
    """Give the last token and the kind of every cut: at ", adding that ...", ", who ...", "and warned"."""
    seen = set()
    latest = span[1] - (span[1] - span[0]) // _TAIL
    for at in range(span[0] + 2, span[1]):
        if at in marks.inside and at - 1 in marks.inside:
            continue
        kind = _kind(parse, at)
        if kind and kind not in seen and (at < latest or kind in BORDERS):
            seen.add(kind)
            yield at - 1, kind


def _kind(parse: Parse, at: int) -> str | None:
    word = parse.word[at]
    if word == ",":
        return _kind_behind_comma(parse, at + 1)
    if word in ("and", "but", "though", "although"):
        return _joined_report(parse, at + 1)
    if word in _ADVERBIAL and parse.dep[at] in ("prep", "mark", "advmod", "aux"):
        return "adverbial"
    return "dash" if word in (";", "—", "–", "--") else None


def _kind_behind_comma(parse: Parse, at: int) -> str | None:
    word, tag = parse.word[at], parse.tag[at]
    if word == "according":
        return "according"
    if tag == "VBG":
        return "reporting_gerund" if parse.lemma[at] in clause_verbs() else "gerund"
    if tag in ("WDT", "WP", "WP$") or word in ("where", "when", "while", "as"):
        return "relative"
    if word in ("and", "but") and parse.word[at + 1] not in ("that", "whether"):
        return _joined_report(parse, at + 1) or "coordination"
    return "next_report" if _opens_report(parse, at) else None


def _opens_report(parse: Parse, at: int) -> bool:
    """Tell whether a speaker and a reporting verb open here: "asked about it, Ann Lee said ..."."""
    token = at
    while token < at + 5 and parse.pos[token] in ("PROPN", "PRON", "DET", "NOUN"):
        token += 1
    if token == at or parse.lemma[token] not in clause_verbs() or parse.tag[token] not in ("VBD", "VBZ"):
        return False
    return parse.pos[token + 1] in ("PUNCT", "SCONJ")


def _joined_report(parse: Parse, at: int) -> str | None:
    """Tell whether a reporting verb, with or without a short subject, opens here: "and (he) warned"."""
    for token in range(at, min(at + 4, len(parse))):
        if parse.pos[token] == "VERB":
            reports = parse.lemma[token] in clause_verbs() and parse.tag[token] in (
                "VBD",
                "VBZ",
                "VBG",
                "VBN",
            )
            if reports and parse.tag[token] == "VBG" and token == at:
                return "reporting_gerund"
            return "reporting_verb" if reports else None
        if parse.pos[token] not in ("ADV", "PRON", "PROPN", "AUX"):
            return None
    return None


def find_border(parse: Parse, marks: Marks, span: Span) -> int | None:
    """The last token before the speaker's next quotation, where one is in the span."""
    return next((end for end, kind in find_cuts(parse, marks, span) if kind in BORDERS), None)
