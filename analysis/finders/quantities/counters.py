"""Find who counts, where the clause of a number says so itself: the group puts the toll at 58, by police at 900."""

from analysis.finders.lists import word_set
from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.context import Context

_NAMING = frozenset(["DET", "ADJ", "NOUN", "PROPN", "PRON"])


def find_counter(context: Context, verb: int | None, noun: int | None) -> Span | None:
    """Give the first and last row of the one who counts; None where the clause names nobody.

    `verb` and `noun` are the rows of the number's own.
    """
    parse, first, sentence = context.parse, context.number.first, context.sentence
    named = _by(parse, first, sentence), _possessor(parse, noun, sentence), _according(parse, first, sentence)
    head = next((row for row in named if row is not None), None)
    by_verb = verb is not None and verb < first and parse.lemma[verb] in word_set("counting_verbs")
    if by_verb and parse.lemma[verb] == "put":
        by_verb = "at" in parse.word[max(verb, first - 4) : first]  # not "puts him within $4 million"
    if by_verb and head is None or head is not None and parse.tag[head] == "PRP$":  # raised its count
        head = _subject(parse, verb, sentence) if verb is not None else None
    if (
        head is None
        or parse.pos[head] not in ("NOUN", "PROPN", "PRON")
        or parse.word[head] in ("it", "there", "that")
    ):
        return None
    return _phrase(parse, head, sentence)


def _by(parse: Parse, first: int, sentence: Span) -> int | None:
    """Take police in "by police at 900"."""
    row = first - 1
    while row > sentence.first and parse.pos[row] in ("ADV", "ADP") and parse.word[row] != "at":
        row -= 1
    if row <= sentence.first or parse.word[row] != "at" or parse.pos[row - 1] not in ("NOUN", "PROPN"):
        return None
    head = row - 1
    for before in range(head, max(sentence.first, head - 4) - 1, -1):
        if parse.word[before] == "by":
            return head
        if parse.pos[before] not in _NAMING:
            break
    return None


def _possessor(parse: Parse, noun: int | None, sentence: Span) -> int | None:
    """Take the ministry in "the ministry's figure is 14"."""
    if noun is None or parse.lemma[noun] not in word_set("number_cues", cue="tally"):
        return None
    return next(
        (row for row in range(sentence.first, noun) if parse.head[row] == noun and parse.dep[row] == "poss"),
        None,
    )


def _according(parse: Parse, first: int, sentence: Span) -> int | None:
    """Take the NWA in "96 percent, according to the NWA"; what it covers goes no further than the next clause."""
    for row in range(sentence.first, sentence.stop - 2):
        if parse.word[row] == "according" and parse.word[row + 1] == "to":
            joined = row > sentence.first and any(parse.pos[word] == "CCONJ" for word in (row - 1, row - 2))
            if joined and first < row:
                return None
            found = [word for word in range(row + 2, sentence.stop) if parse.head[word] == row + 1]
            return found[0] if found else None
    return None


def _subject(parse: Parse, verb: int, sentence: Span) -> int | None:
    """Take the subject of a verb, or who it is done by."""
    for row in range(*sentence):
        if parse.head[row] == verb and parse.dep[row] == "nsubj":
            relative = parse.dep[verb] == "relcl" and parse.tag[row] in ("WDT", "WP")
            return parse.head[verb] if relative else row
        if parse.head[row] == verb and parse.dep[row] == "agent":
            return next((word for word in range(row + 1, sentence.stop) if parse.head[word] == row), None)
    return None


def _phrase(parse: Parse, head: int, sentence: Span) -> Span:
    """Give the words from the article or the first name to the head."""
    start = head
    while start > sentence.first and (
        parse.pos[start - 1] in _NAMING or parse.tag[start - 1] == "POS" or parse.word[start - 1] == "-"
    ):
        start -= 1
    return Span(start, head + 1)
