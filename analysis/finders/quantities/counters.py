"""Find who counts, if the clause of a number says so: "the group puts the toll at 58"."""

from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse, Span
from analysis.finders.quantities.context import Context

_NAMING = frozenset(["DET", "ADJ", "NOUN", "PROPN", "PRON"])
_NEAR = 4  # words before a number in which "at" shows that "put" counts
_FAR = 60  # words back from a pronoun
_PRONOUNS = dict.fromkeys(["he", "she"], ("NNP", "NN")) | {"it": ("NNP", "NN", "NNPS"), "they": ("NNS", "NNPS", "NN", "NNP")}
_CONTRASTS = frozenset(["while", "whereas", "although", "though"])
_STEPS = 6  # up the tree to the verb of a clause


def find_counter(context: Context, verb: int | None, noun: Span | None) -> Span | None:
    """Return the words that name who counts, or None if the clause names nobody.

    `verb` and `noun` are those of the number.
    """
    parse, first, sentence = context.parse, context.number.first, context.sentence
    named = _by(parse, first, sentence), _owner(context, noun)
    head = next((token for token in named if token is not None), None)
    if head is None and _counts(context, verb, noun) or head is not None and parse.tag[head] == "PRP$":
        head = _subject(parse, verb) if verb is not None else None  # "raised its count"
    for find in (_contrasting, _according):
        head = find(parse, first, sentence) if head is None else head
    if head is None or parse.pos[head] not in ("NOUN", "PROPN", "PRON") or parse.word[head] in ("there", "that"):
        return None
    head = _antecedent(parse, head) if parse.word[head] in _PRONOUNS else head
    phrase = _phrase(parse, head, parse.sentence(head))
    is_nobody = parse.lemma[head] in word_set("no_claimants") or parse.child(head, "nummod") is not None
    return None if is_nobody or phrase.holds(first) else phrase


def _antecedent(parse: Parse, pronoun: int) -> int:
    """Return the last subject of a main clause before a pronoun that fits it, or else the pronoun."""
    tags = _PRONOUNS[parse.word[pronoun]]
    for token in range(pronoun - 1, max(-1, pronoun - _FAR), -1):
        is_main = parse.dep[token] == "nsubj" and parse.dep[parse.head[token]] == "ROOT"
        if is_main and parse.tag[token] in tags:
            return token
    return pronoun


def _by(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who counts in "put by police at 900" and "900 reported by police": "police"."""
    for at in range(max(sentence.first, first - 6), min(sentence.stop, first + 6)):
        verb = parse.head[at]
        counted = parse.lemma[verb] in word_set("counting_verbs") and parse.tag[verb] == "VBN"
        if parse.word[at] == "by" and counted and (at > first or "at" in parse.word[at:first]):
            return parse.child(at, "pobj")
    return None


def _owner(context: Context, noun: Span | None) -> int | None:
    """Return who counts in "the ministry's figure of 14" and "more than the ministry's 14": "the ministry"."""
    parse, first = context.parse, context.number.first
    counted = first if noun is None else noun.last
    heads = counted, parse.head[parse.head[counted]], parse.head[parse.head[first]]
    tally = next((at for at in heads if parse.lemma[at] in word_set("number_cues", cue="tally")), None)
    if tally is not None:
        return parse.child(tally, "poss")
    is_alone = parse.tag[first - 1] == "POS" and counted <= first and context.measure.dimension == "count"
    before = _phrase(parse, first - 2, context.sentence).first - 1 if is_alone and first > 1 else first
    compares = parse.word[before] in ("than", "against") or parse.lemma[before - 1] in ("compare", "contrast")
    return first - 2 if compares else None


def _counts(context: Context, verb: int | None, noun: Span | None) -> bool:
    """Return whether the subject of a verb counts: "put the toll at 4", but not "put 4 officers on the street"."""
    parse, first = context.parse, context.number.first
    how = None if verb is None or verb > first else word_map("counting_verbs", "with").get(parse.lemma[verb])
    if how is None or how == "alone" and (noun is not None or parse.head[first] != verb or parse.dep[first] != "dobj"):
        return False
    near = parse.word[max(verb, first - _NEAR) : first]
    return how in ("any", "alone") or near[-1] != "the" and not {*how.split()}.isdisjoint(near)


def _contrasting(parse: Parse, first: int, sentence: Span) -> int | None:
    """Return who says so in a clause of contrast: ", while the company says that 6 workers are missing"."""
    token = first
    for _ in range(_STEPS):
        token = parse.head[token]
        said = parse.dep[token] == "advcl" and parse.lemma[token] in word_set("counting_verbs")
        if said and parse.word[parse.child(token, "mark") or 0] in _CONTRASTS:
            return parse.child(token, "nsubj")
    return None


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
    refers = token is not None and parse.dep[verb] == "relcl" and parse.word[token] in ("who", "which")
    return parse.head[verb] if refers else token


def _phrase(parse: Parse, head: int, sentence: Span) -> Span:
    """Return the words from the article or the first name to the head, and the noun after "of"."""
    first = head
    while first > sentence.first and parse.dep[first - 1] != "predet" and (
        parse.pos[first - 1] in _NAMING or parse.tag[first - 1] == "POS" or parse.word[first - 1] == "-"
    ):
        first -= 1
    member = parse.child(head + 1, "pobj") if parse.word[head + 1] == "of" else None
    is_body = parse.lemma[head] in word_set("speaker_nouns", kind="organisation")
    is_named = member is not None and (is_body or parse.pos[head] == parse.pos[member] == "PROPN")
    return Span(first, (member if is_named else head) + 1)
