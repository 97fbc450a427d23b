"""Find who counts, if the clause of a number says so: "the group puts the toll at 58"."""

from analysis.finders.lists import word_set
from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.context import Context

_NAMING = frozenset(["DET", "ADJ", "NOUN", "PROPN", "PRON"])


def find_counter(context: Context, verb: int | None, noun: Span | None) -> Span | None:
    """Return the words that name who counts, or None if the clause names nobody.

    `verb` and `noun` are those of the number.
    """
    parse, first, sentence = context.parse, context.number.first, context.sentence
    named = _by(parse, first, sentence), _possessor(parse, noun), _according(parse, first, sentence)
    head = next((token for token in named if token is not None), None)
    by_verb = verb is not None and verb < first and parse.lemma[verb] in word_set("counting_verbs")
    if by_verb and parse.lemma[verb] == "put":
        by_verb = "at" in parse.word[max(verb, first - 4) : first]  # not "puts him within $4 million"
    if by_verb and head is None or head is not None and parse.tag[head] == "PRP$":  # "raised its count"
        head = _subject(parse, verb) if verb is not None else None
    if head is None or parse.pos[head] not in ("NOUN", "PROPN", "PRON"):
        return None
    return _phrase(parse, head, sentence) if parse.word[head] not in ("it", "there", "that") else None


def _by(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who counts in "by police at 900": "police"."""
    at = first - 1
    while at > sentence.first and parse.pos[at] in ("ADV", "ADP") and parse.word[at] != "at":
        at -= 1
    if at <= sentence.first or parse.word[at] != "at" or parse.pos[at - 1] not in ("NOUN", "PROPN"):
        return None
    before = range(at - 1, max(sentence.first, at - 5) - 1, -1)
    ends = (token for token in before if parse.word[token] == "by" or parse.pos[token] not in _NAMING)
    return at - 1 if parse.word[next(ends, at)] == "by" else None


def _possessor(parse: Parse, noun: Span | None) -> int | None:
    """Return who counts in "the ministry's figure is 14": "the ministry"."""
    is_tally = noun is not None and parse.lemma[noun.last] in word_set("number_cues", cue="tally")
    return parse.child(noun.last, "poss") if is_tally else None


def _according(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who counts in "96 percent, according to the NWA"; the phrase applies at most to the next clause."""
    for token in range(sentence.first, sentence.stop - 2):
        if parse.word[token : token + 2] == ["according", "to"]:
            joined = token > sentence.first and "CCONJ" in (parse.pos[token - 1], parse.pos[token - 2])
            return None if joined and first < token else parse.child(token + 1, "pobj")
    return None


def _subject(parse: Parse, verb: int) -> int | None:
    """Return the subject of a verb (for "who", the noun before it), or its agent after "by"."""
    token = parse.child(verb, "nsubj")
    if token is None and (agent := parse.child(verb, "agent")) is not None:
        return parse.child(agent, "pobj")
    refers = token is not None and parse.dep[verb] == "relcl" and parse.tag[token] in ("WDT", "WP")
    return parse.head[verb] if refers else token


def _phrase(parse: Parse, head: int, sentence: Span) -> Span:
    """Return the words from the article or the first name to the head."""
    first = head
    while first > sentence.first and (
        parse.pos[first - 1] in _NAMING or parse.tag[first - 1] == "POS" or parse.word[first - 1] == "-"
    ):
        first -= 1
    return Span(first, head + 1)
