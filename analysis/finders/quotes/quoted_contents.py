"""Propose quotation marks right before or after a verb and its speaker as its content."""

from collections.abc import Iterator

from analysis.finders.lists import word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.reporting import UNLISTED

AFTER_COMMA = "quote_left_comma"  # "A," she said: the most reliable sign of who says it
_ENDS = (",", ".", "?", "!", "…", "...", "-", "--", "–", "—")
_STOPS = (".", "?", "!", "-", "--", "–", "—")
_INTRODUCING = (",", ":", "—", "–", "-", "--")
_SENTENCE = 5  # tokens of the shortest sentence, with its quotation marks and full stop
_SUBORDINATE = ("after", "although", "because", "before", "if", "since", "though", "until", "when", "while")
_NOMINALS = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART")
_LONGEST_NAME = 12  # tokens from "called" to what somebody was called
_GAP = 15  # tokens between a verb and the quotation marks that it introduces


def quoted_contents(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    left, right = _mark_before(parse, marks, cue), _mark_after(parse, marks, cue)
    if right is not None:
        word = parse.word[marks.spans[right].first - 1]
        is_strict = cue.entry is UNLISTED or left is not None
        if word in word_set("naming_words") or is_strict and word not in _INTRODUCING:
            right = None
    if cue.entry is UNLISTED:  # near unlisted verbs, marks may contain a name or a single expression
        left, right = (mark if _is_spoken(parse, marks, mark) else None for mark in (left, right))
    spans = tuple(span for mark in (left, right) if mark is not None for span in marks.whole(mark))
    if not spans:
        return
    features = [] if "quotation" in cue.entry.takes else ["not_in_list:quotation"]
    if right is not None:
        word = parse.word[marks.spans[right].first - 1]
        features.append("quote_after:" + {",": "comma", ":": "colon"}.get(word, "word"))
    first, sentence = cue.frame.first, parse.sentence(cue.head)
    if left is None:
        if first > sentence.first + 1 and parse.word[first - 1] == ",":
            features.append("text_before")
        yield Proposal(cue, "quotation", spans, tuple(features))
        return
    features += _features_left(parse, marks, left)
    yield Proposal(cue, "quotation", spans, tuple(features), is_inverted=True)
    if "quote_fragment" in features:
        whole = Span(sentence.first, first)
        yield Proposal(cue, "quotation", (whole, *spans[1:]), tuple(features), is_inverted=True)


def quoted_complement(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """They called A "B"; what they called "B": whatever the parser made of it."""
    first = at = cue.span.stop
    while at not in marks.inside and parse.pos[at] in _NOMINALS and at < first + _LONGEST_NAME:
        at += 1
    mark = marks.inside.get(at)
    what = next((kid for kid in cue.kids if kid < cue.head and parse.word[kid] == "what"), None)
    if mark is not None and marks.spans[mark].first == at and (at > first or what is not None):
        content = Span(first, marks.spans[mark].stop)
        pieces = (content,) if what is None else (Span(what, what + 1), content)
        yield Proposal(cue, "complement", pieces)


def _is_spoken(parse: Parse, marks: Marks, mark: int | None) -> bool:
    if mark is None:
        return False
    first, stop = marks.spans[mark]
    has_verb = any(parse.pos[token] in VERBS for token in range(first, stop - 1))
    return has_verb and parse.capital[first + 1] and stop - first >= _SENTENCE


def _features_left(parse: Parse, marks: Marks, left: int) -> list[str]:
    first, stop = marks.spans[left]
    features = [AFTER_COMMA] if "," in parse.word[stop - 2 : stop + 1] else []
    if first == 0 or parse.sent[first - 1] != parse.sent[first] or parse.par[first - 1] != parse.par[first]:
        features.append("quote_opens_sentence")
    elif first - 1 not in marks.inside and parse.pos[first - 1] != "PUNCT":
        features.append("quote_fragment")
    return features


def _mark_before(parse: Parse, marks: Marks, cue: Cue) -> int | None:
    """The marks that end right before the verb and its speaker, with a comma or another such mark: "A," she said."""
    first = cue.frame.first
    if parse.word[first] in _SUBORDINATE or parse.tag[cue.head] == "VBG" and first == cue.span.first:
        return None  # "A," adding; "A," while he denied: the text before belongs to another verb
    at = first - 1
    while at >= max(first - 3, 0) and at not in marks.inside and parse.pos[at] in ("PUNCT", "ADV"):
        at -= 1
    mark = marks.inside.get(at)
    if mark is None or parse.par[at] != parse.par[first] or first - at > 3:
        return None
    near = (parse.word[at - 1], parse.word[at], parse.word[at + 1])
    if "." in near and any(parse.capital[at + 1 : first + 1]):
        return None  # a new sentence follows
    return mark if any(word in _ENDS for word in near) else None


def _mark_after(parse: Parse, marks: Marks, cue: Cue) -> int | None:
    """The marks that open after the verb with no other verb between."""
    verb, inside = cue.head, marks.inside
    for at in range(verb + 1, min(len(parse), verb + 1 + _GAP)):
        before = parse.word[at - 1]
        is_introduced = before in (":", ",")
        if parse.par[at] != parse.par[verb]:  # "He said:" and the quotation in a paragraph of its own
            return inside.get(at) if is_introduced else None
        if parse.word[at] in _STOPS or parse.sent[at] != parse.sent[verb] and not is_introduced:
            return None
        if at in inside:
            gap = at - cue.frame.stop
            touches = gap <= 0 and parse.pos[at - 1] not in ("ADP", "DET", "ADJ", "CCONJ", "PART")
            return inside[at] if touches or before == ":" or before == "," and gap <= 3 else None
        if parse.pos[at] == "VERB" and at >= cue.frame.stop:
            return None
    return None
