"""Find what a number counts and what happens to it: the noun and the verb, along the parse."""

import re

from analysis.finders.lists import word_set
from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.context import Context

_NOUNS = frozenset(["NOUN", "PROPN"])
_MODIFIERS = frozenset(
    ["nummod", "quantmod", "amod", "compound", "nmod", "advmod", "det", "npadvmod", "predet", "poss"]
)
_EXTENTS = frozenset(["distance", "speed", "duration", "age", "temperature"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_LINKS = frozenset(["of", "at", "to", "from", "by", "with", "in"])
_CLITICS = {"s": "be", "re": "be", "m": "be", "ve": "have", "d": "have", "ll": "will"}
_UNDOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_REACH = 8  # words between a number and the noun that it counts


def find_root(parse: Parse, span: Span) -> int:
    """Return the token of a span on which the others depend: the last one whose head is outside."""
    for token in range(span.last, span.first - 1, -1):
        if not span.holds(parse.head[token]) or parse.head[token] == token:
            return token
    return span.last


def find_noun(context: Context, root: int, *, dimension: str) -> Span | None:
    """Find what is counted: the rows of a noun with the nouns it is compounded of.

    The dimension tells what may be: 98 % of cities are counted, but not the wall in "2 km of the wall".
    """
    parse, behind, sentence = context.parse, context.number.stop, context.sentence
    head = (
        _modified(parse, behind, root, sentence)
        or (None if dimension in _EXTENTS else _behind_of(parse, behind, sentence))
        or (_next_noun(parse, behind, sentence) if dimension in ("count", "ratio") else None)
        or _told_of(parse, context.number.first, root, sentence)
    )
    if head is None:
        return None
    start = head
    lowest = max(sentence.first, behind if head >= behind else 0)
    while start > lowest and parse.dep[start - 1] == "compound" and parse.pos[start - 1] in _NOUNS:
        start -= 1
    return Span(start, head + 1)


def find_verb(context: Context, root: int, *, counts: bool) -> int | None:
    """Find the verb that governs the number: the first one on the way up the parse.

    Where the number counts no noun, it may be a participle right behind: killing 14, with 2,300 evacuated.
    """
    parse, behind, sentence = context.parse, context.number.stop, context.sentence
    if not counts and behind < sentence.stop and parse.tag[behind] == "VBN":
        return behind
    row, auxiliary = root, None
    for _ in range(40):  # deeper trees are the parser's mistake
        head = parse.head[row]
        if head == row:
            break
        if parse.pos[head] == "VERB":
            return head
        if parse.pos[head] == "AUX" and auxiliary is None:
            auxiliary = head
        row = head
    if auxiliary is not None:
        return auxiliary
    if row != root and parse.pos[row] == "VERB":
        return row
    below = range(behind, min(sentence.stop, behind + _REACH))  # 900 sailors rescued off the coast
    return next((verb for verb in below if parse.head[verb] == row and parse.pos[verb] == "VERB"), None)


def verb_lemma(parse: Parse, row: int) -> str:
    """Give the lemma of a verb; the model's "rat" for "rated" is mended by the spelling rule that it broke.

    A short verb that ends in one vowel and one consonant doubles the consonant: ratted, but rated.
    """
    lemma, word = parse.lemma[row], parse.word[row]
    if word[:1] in "'’":
        return _CLITICS.get(word[1:], lemma)
    return lemma + "e" if _UNDOUBLED.fullmatch(lemma) and word in (lemma + "ed", lemma + "ing") else lemma


def _modified(parse: Parse, behind: int, root: int, sentence: Span) -> int | None:
    """Take the noun that the number modifies: 900 asylum seekers."""
    row = root
    while parse.dep[row] in _MODIFIERS:
        head = parse.head[row]
        if not behind <= head < min(sentence.stop, behind + _REACH):
            return None
        if parse.pos[head] in _NOUNS and parse.word[head].isalnum():
            return _plural(parse, head, sentence)
        row = head
    return None


def _plural(parse: Parse, noun: int, sentence: Span) -> int:
    """Take politicians, not veteran, in "two veteran politicians", but neither in "a two-term presidency"."""
    behind = noun + 1
    if (
        parse.tag[noun] == "NN"
        and parse.word[noun - 1] != "-"
        and behind < sentence.stop
        and parse.tag[behind] == "NNS"
    ):
        return behind
    return noun


def _behind_of(parse: Parse, behind: int, sentence: Span) -> int | None:
    """Take thousands of fans, 98 % of the cities, two of those."""
    if behind >= sentence.stop or parse.word[behind] != "of":
        return None
    for row in range(behind + 1, min(sentence.stop, behind + 1 + _REACH)):
        if parse.head[row] == behind and parse.pos[row] in ("NOUN", "PROPN", "PRON", "ADJ"):
            if parse.pos[row] == "PROPN" and row + 1 < sentence.stop and parse.pos[row + 1] == "NOUN":
                row += 1  # the Tesk plain
            return row if parse.pos[row] in _NOUNS or parse.word[row] in ("these", "those") else None
    return _last_of_run(parse, behind + 1, sentence, before=("DET", "ADJ", "VERB", "PRON", "PART"))


def _next_noun(parse: Parse, behind: int, sentence: Span) -> int | None:
    """Take the noun right behind, for the parser's slips, and adjectives used as one: 14 dead."""
    if parse.word[behind : behind + 2] == ["-", "fold"] and behind + 1 < sentence.stop:
        return behind + 1
    noun = _last_of_run(parse, behind, sentence, before=("ADJ", "PROPN"))
    if (
        noun is None
        and behind < sentence.stop
        and parse.word[behind] in word_set("number_cues", cue="people")
        and parse.pos[behind] != "VERB"
    ):
        return behind
    return noun


def _last_of_run(parse: Parse, first: int, sentence: Span, *, before: tuple[str, ...]) -> int | None:
    """Give the last of the first nouns in a row; only words of the kinds `before` may stand in front of them."""
    noun = None
    for row in range(first, min(sentence.stop, first + 5)):
        if (parse.pos[row] == "NOUN" or parse.tag[row] == "NNPS") and parse.word[row] != "-":
            noun = row
        elif noun is not None or (parse.pos[row] not in before and parse.word[row] != "-"):
            break
    return noun


def _told_of(parse: Parse, first: int, root: int, sentence: Span) -> int | None:
    """Take the noun whose number is told: a turnout of 58 %, the toll was 41, they raised the toll to 22."""
    head = parse.head[root]
    if parse.word[head] in _LINKS and parse.pos[head] == "ADP":
        governor = parse.head[head]
        if parse.word[head] == "of" and parse.pos[governor] == "NOUN" and governor < first:
            # a toll of 82, but the names of the 82
            return governor if parse.pos[first - 1] != "DET" else None
        verb = parse.lemma[governor]
        level = verb in word_set("number_cues", cue="level") or verb in word_set("trends")
        if level and parse.word[head] in ("at", "to", "from"):
            return _dependent(parse, governor, first, sentence)
        return None
    if parse.dep[root] == "attr" and parse.pos[head] == "AUX":
        return _dependent(parse, head, first, sentence)
    return None


def _dependent(parse: Parse, governor: int, first: int, sentence: Span) -> int | None:
    """Give the object of a verb that stands before the number, else its subject, where it is a noun."""
    subject = None
    for row in range(max(sentence.first, governor - 20), min(first, sentence.stop)):
        if parse.head[row] == governor and parse.pos[row] == "NOUN":
            if parse.dep[row] == "dobj":
                return row
            subject = row if parse.dep[row] in _SUBJECTS else subject
    return subject
