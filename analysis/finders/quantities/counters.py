"""Find who counts, if the clause of a number says so: "the group puts the toll at 58"."""

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.context import Context

_NAMES = ("NOUN", "PROPN", "PRON")
_NAMING = ("DET", "ADJ", *_NAMES)
_NEAR, _FAR = 4, 60  # words back to the "at" of "put at", and from a pronoun to its noun


def find_counter(context: Context, verb: int | None, noun: Span | None) -> Span | None:
    """Return the words that name who counts, or None if the clause names nobody.

    `verb` and `noun` are those of the number.
    """
    parse, first, sentence = context.parse, context.number.first, context.sentence
    named = _by(parse, first, sentence), _owner(context, noun)
    head = next((token for token in named if token is not None), None)
    if head is None and _counts(context, verb, noun) or head is not None and parse.tag[head] == "PRP$":
        head = _subject(parse, verb) if verb is not None else None  # "raised its count"
    head = _contrasting(parse, first, sentence) if head is None else head
    head = _antecedent(parse, head) if head is not None and parse.pos[head] == "PRON" else head
    if head is None or parse.pos[head] not in _NAMES or parse.child(head, "nummod") in range(*context.number):
        return None
    return _phrase(parse, head)


def _antecedent(parse: Parse, pronoun: int) -> int | None:
    """Return the last subject of a main clause before a pronoun, if it fits; else the pronoun, but not "we"."""
    before = range(max(0, pronoun - _FAR), pronoun)
    main = [at for at in before if parse.dep[at] == "nsubj" and parse.dep[parse.head[at]] == "ROOT"]
    main = [at for at in main if parse.pos[at] in ("NOUN", "PROPN")]
    is_one = parse.word[pronoun] in ("he", "she", "it")
    if main and (is_one and parse.tag[main[-1]] in ("NN", "NNP") or parse.word[pronoun] == "they"):
        return main[-1]
    return pronoun if is_one or parse.word[pronoun] == "they" else None


def _by(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who counts in "put by police at 900" and "900 reported by police": "police"."""
    for at in range(max(sentence.first, first - 6), min(sentence.stop, first + 6)):
        counts = parse.word[at] == "by" and parse.lemma[parse.head[at]] in word_set("counting_verbs")
        if counts and parse.tag[parse.head[at]] == "VBN" and (at > first or "at" in parse.word[at:first]):
            return parse.child(at, "pobj")
    return None


def _owner(context: Context, noun: Span | None) -> int | None:
    """Return who counts in "the ministry's figure of 14" and "more than the ministry's 14": "the ministry"."""
    parse, first = context.parse, context.number.first
    counted = first if noun is None else noun.last
    for tally in (counted, parse.head[parse.head[counted]], parse.head[parse.head[first]]):
        if parse.lemma[tally] in word_set("number_cues", cue="tally"):
            return parse.child(tally, "poss")
    if parse.tag[first - 1] != "POS" or counted > first or first < 2 or context.measure.dimension != "count":
        return None
    before = _phrase(parse, first - 2).first - 1
    compares = not word_set("number_cues", cue="comparison").isdisjoint(parse.word[before - 1 : before + 1])
    return first - 2 if compares else None


def _counts(context: Context, verb: int | None, noun: Span | None) -> bool:
    """Return whether the subject of a verb counts: "put the toll at 4", but not "put 4 officers on the street"."""
    parse, first = context.parse, context.number.first
    if verb is None or verb > first:
        return False
    is_alone = noun is None and parse.dep[first] == "dobj" and parse.head[first] == verb
    near = {"any", "alone" if is_alone else "", *parse.word[max(verb, first - _NEAR) : first]}
    return not near.isdisjoint(word_map("counting_verbs", "needs").get(parse.lemma[verb], "").split())


def _contrasting(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who says so in a further clause: ", while (or "and") the company says that 6 workers are missing"."""
    clauses = [at for at in range(sentence.first, first) if parse.dep[at] in ("advcl", "conj")]
    for at in reversed(clauses):
        if parse.lemma[at] in word_set("counting_verbs", needs="alone") and parse.phrase(at).holds(first):
            mark = parse.child(at, "mark")
            contrasts = mark is None or parse.word[mark] in word_set("number_cues", cue="contrast")
            return parse.child(at, "nsubj") if contrasts else None
    return None


def _subject(parse: Parse, verb: int) -> int | None:
    """Return the subject of a verb (for "who", the noun before it), or its agent after "by"."""
    token = parse.child(verb, "nsubj")
    if token is None and (agent := parse.child(verb, "agent")) is not None:
        return parse.child(agent, "pobj")
    refers = token is not None and parse.dep[verb] == "relcl" and parse.word[token] in ("who", "which")
    return parse.head[verb] if refers else token


def _phrase(parse: Parse, head: int) -> Span:
    """Return the words from the article or the first name to the head; with the noun after "of" in "Ministry of X"."""
    first, lowest = head, max(parse.sentence(head).first, head - _FAR)
    while first > lowest and parse.dep[first - 1] != "predet":
        if parse.pos[first - 1] not in _NAMING and parse.tag[first - 1] not in ("POS", "HYPH"):
            break
        first -= 1
    member = parse.child(head + 1, "pobj") if parse.word[head + 1] == "of" else None
    is_name = member is not None and parse.pos[head] == parse.pos[member] == "PROPN"
    return Span(first, (member if is_name else head) + 1)
