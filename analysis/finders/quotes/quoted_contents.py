"""A content in quotation marks right before or behind a reporting verb and its speaker."""

from collections.abc import Iterator

from analysis.finders.quotes.attributions import Candidate
from analysis.finders.quotes.parse import VERBS, Parse
from analysis.finders.quotes.reporting import UNLISTED, naming_words
from analysis.finders.quotes.verb_frames import VerbCue

AFTER_COMMA = "quote_left_comma"  # "A," she said: the surest sign of who says it
_ENDS = (",", ".", "?", "!", "…", "...", "-", "--", "–", "—")
_DASHES = ("-", "--", "–", "—")
_INTRODUCING = (",", ":", "—", "–", "-", "--")
_SENTENCE = 4  # tokens of the shortest sentence, its marks and full stop included
_GAP = 15  # tokens between a verb and the quotation marks it introduces


def propose_quoted(cue: VerbCue) -> Iterator[Candidate]:
    parse, marks = cue.parse, cue.marks
    left, right = _mark_before(cue), _mark_behind(cue)
    strict = cue.entry is UNLISTED or left is not None
    if strict and right is not None and parse.word[marks.spans[right][0] - 1] not in _INTRODUCING:
        right = None
    if right is not None and is_name(parse, marks.spans[right][0]):
        right = None
    if cue.entry is UNLISTED:  # not after any verb is a name or a so-called thing what somebody said
        left, right = (mark if mark is None or _is_spoken(cue, mark) else None for mark in (left, right))
    spans = [
        *(marks.whole(left) if left is not None else ()),
        *(marks.whole(right) if right is not None else ()),
    ]
    if spans:
        features = [*_features_left(cue, left), *_features_right(cue, right)]
        if "quotation" not in cue.entry.takes:
            features.append("not_in_list:quotation")
        yield from cue.propose(spans, "quotation", *features, inverted=left is not None)
        if "quote_fragment" in features:
            whole = (parse.sentence(cue.verb)[0], cue.frame[0] - 1)
            yield from cue.propose([whole, *spans[1:]], "quotation", *features, inverted=True)


def _is_spoken(cue: VerbCue, mark: int) -> bool:
    first, last = cue.marks.spans[mark]
    has_verb = any(cue.parse.pos[token] in VERBS for token in range(first, last))
    return has_verb and cue.parse.capital[first + 1] and last - first >= _SENTENCE


def is_name(parse: Parse, first: int) -> bool:
    """Tell whether the word before quotation marks says that they hold a name or a title."""
    return parse.word[first - 1] in naming_words()


def _features_left(cue: VerbCue, left: int | None) -> list[str]:
    parse, marks = cue.parse, cue.marks
    if left is None:
        text_before = cue.frame[0] > parse.sentence(cue.verb)[0] + 1 and parse.word[cue.frame[0] - 1] == ","
        return ["text_before"] if text_before else []
    first, last = marks.spans[left]
    comma = [AFTER_COMMA] if "," in parse.word[last - 1 : last + 2] else []
    if first == 0 or parse.sent[first - 1] != parse.sent[first] or parse.par[first - 1] != parse.par[first]:
        return ["quote_opens_sentence", *comma]
    is_fragment = first - 1 not in marks.inside and parse.pos[first - 1] != "PUNCT"
    return ["quote_fragment", *comma] if is_fragment else comma


def _features_right(cue: VerbCue, right: int | None) -> list[str]:
    if right is None:
        return []
    first = cue.marks.spans[right][0]
    before = {",": "comma", ":": "colon"}.get(cue.parse.word[first - 1], "word")
    return ["quote_behind:" + before]


def _mark_before(cue: VerbCue) -> int | None:
    """The marks that end right before the verb and its speaker, with a comma or such: "A," she said."""
    parse, first = cue.parse, cue.frame[0]
    if parse.tag[cue.verb] == "VBG" and first == cue.span[0] or cue.is_subordinate:
        return None  # "A," adding; "A," while he denied: what is before belongs to another verb
    at = first - 1
    while at >= max(first - 3, 0) and at not in cue.marks.inside and parse.pos[at] in ("PUNCT", "ADV"):
        at -= 1
    mark = cue.marks.inside.get(at)
    if mark is None or parse.par[at] != parse.par[first] or first - at > 3:
        return None
    near = (parse.word[at - 1], parse.word[at], parse.word[at + 1])
    if "." in near and any(parse.capital[at + 1 : first + 1]):
        return None  # a sentence of its own follows
    return mark if any(word in _ENDS for word in near) else None


def _mark_behind(cue: VerbCue) -> int | None:
    """The marks that open behind the verb with no other verb between."""
    parse, inside, verb = cue.parse, cue.marks.inside, cue.verb
    for at in range(verb + 1, min(len(parse), verb + 1 + _GAP)):
        before = parse.word[at - 1]
        if parse.par[at] != parse.par[verb]:  # "He said:" and the quotation in a paragraph of its own
            return inside.get(at) if before in (":", ",") else None
        if (
            parse.word[at] in (".", "?", "!", *_DASHES)
            or parse.sent[at] != parse.sent[verb]
            and before not in (":", ",")
        ):
            return None
        if at in inside:
            gap = at - cue.frame[1] - 1
            touches = gap <= 0 and parse.pos[at - 1] not in ("ADP", "DET", "ADJ", "CCONJ", "PART")
            introduced = before == ":" or before == "," and gap <= 3
            return inside[at] if touches or introduced else None
        if parse.pos[at] == "VERB" and at > cue.frame[1]:
            return None
    return None
