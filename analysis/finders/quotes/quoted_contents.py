"""Propose quotation marks right before or after a verb and its speaker as its content."""

from collections.abc import Iterator

from analysis.finders.lists import word_set
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.cues import DASHES
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal
from analysis.finders.quotes.reporting import UNLISTED

AFTER_COMMA = "quote_left_comma"  # "A," she said: the most reliable sign of who says it
_ENDS = (",", ".", "?", "!", "…", "...", *DASHES)
_SUBORDINATE = ("after", "although", "because", "before", "if", "since", "though", "until", "when", "while")
_NO_CUE_BEFORE = ("ADP", "DET", "ADJ", "CCONJ", "PART")  # "he spoke of the “plan”"
_GAP = 15  # tokens between a verb and the quotation marks that it introduces


def quoted_contents(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    """ "A," he said; he said, "A"; "A," he said, "B"."""
    left, right = _mark_before(parse, marks, cue), _mark_after(parse, marks, cue)
    if cue.entry is UNLISTED:  # near unlisted verbs, marks may contain a name or a single expression
        left, right = (mark if _is_spoken(parse, marks, mark) else None for mark in (left, right))
    spans = tuple(span for mark in (left, right) if mark is not None for span in marks.whole(mark))
    if not spans:
        return
    features = []
    if right is not None:
        word = parse.word[marks.spans[right].first - 1]
        features.append("quote_after:" + {",": "comma", ":": "colon"}.get(word, "word"))
    first, sentence = cue.frame.first, cue.sentence
    if left is not None:
        features += _features_left(parse, marks, left)
    elif first > sentence.first + 1 and parse.word[first - 1] == ",":
        features.append("text_before")
    yield Proposal(cue, "quotation", spans, tuple(features), is_inverted=left is not None)
    if "quote_fragment" in features:
        pieces = (Span(sentence.first, first), *spans[1:])
        yield Proposal(cue, "quotation", pieces, tuple(features), is_inverted=True)


def _mark_before(parse: Parse, marks: Marks, cue: Cue) -> int | None:
    """The marks that end right before the verb and its speaker, with a comma or another such mark: "A," she said."""
    first = cue.frame.first
    if parse.word[first] in _SUBORDINATE or parse.tag[cue.head] == "VBG" and first == cue.span.first:
        return None  # "A," adding; "A," while he denied: the text before belongs to another verb
    near = range(first - 1, max(first - 4, -1), -1)
    at = next((at for at in near if at in marks.inside or parse.pos[at] not in ("PUNCT", "ADV")), None)
    if at not in marks.inside or parse.par[at] != parse.par[first]:
        return None
    ends = parse.word[max(at - 1, 0) : at + 2]
    is_new_sentence = "." in ends and any(parse.capital[at + 1 : first + 1])
    return marks.inside[at] if not is_new_sentence and any(word in _ENDS for word in ends) else None


def _mark_after(parse: Parse, marks: Marks, cue: Cue) -> int | None:
    """The marks that open after the verb with no other verb between."""
    verb, inside = cue.head, marks.inside
    for at in range(verb + 1, min(len(parse), verb + 1 + _GAP)):
        before = parse.word[at - 1]
        if parse.sent[at] != parse.sent[verb] and before not in (":", ","):
            return None
        if at in inside:
            gap = at - cue.frame.stop
            touches = gap <= 0 and cue.entry is not UNLISTED and parse.pos[at - 1] not in _NO_CUE_BEFORE
            is_introduced = touches or before == ":" or before == "," and gap <= 3
            return inside[at] if is_introduced and before not in word_set("naming_words") else None
        if parse.pos[at] == "VERB" and at >= cue.frame.stop:
            return None
    return None


def _is_spoken(parse: Parse, marks: Marks, mark: int | None) -> bool:
    if mark is None:
        return False
    first, stop = marks.spans[mark]
    return parse.capital[first + 1] and any(parse.pos[token] in VERBS for token in range(first, stop - 1))


def _features_left(parse: Parse, marks: Marks, left: int) -> list[str]:
    first, stop = marks.spans[left]
    features = [AFTER_COMMA] if "," in parse.word[stop - 2 : stop + 1] else []
    if first == 0 or parse.sent[first - 1] != parse.sent[first]:
        features.append("quote_opens_sentence")
    elif parse.pos[first - 1] != "PUNCT" or parse.form[first + 1].islower():
        features.append("quote_fragment")
    return features
