"""Whom "he", "she", "it" and "they" refer to, as the speaker of a quotation."""

from bisect import bisect_left
from collections.abc import Iterator

from analysis.finders.parse import Span
from analysis.finders.persons import noun_kind
from analysis.finders.quotes.speaker_names import PRONOUNS, SENTENCES_BACK, Name, Names

_MOST = 200  # words of one sentence
_SUBJECTS, _OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj", "dative", "iobj")
_WITHIN = ("relcl", "acl", "pcomp")  # clauses that only describe


def find_antecedent(document: Names, at: int, pieces: list[Span]) -> Name | None:
    """Return whom a pronoun refers to; nobody, if nobody fits or two fit equally well.

    In each sentence back: first a speaker, then the subject of the main clause, then other subjects, then the only
    name. Nobody whom the quotation itself names is its speaker.
    """
    parse, pronoun = document.parse, PRONOUNS.get(document.parse.word[at])
    about = {document.at[token].actor for piece in pieces for token in range(*piece)
             if token in document.at and parse.dep[token] != "compound"}  # fmt: skip
    last = min(parse.sent[at], parse.sent[pieces[0].first])
    for sent in dict.fromkeys([parse.sent[at], *range(last, last - SENTENCES_BACK, -1)]):
        for names in _groups(document, sent, at, pronoun):
            fitting = [name for name in names if name.actor not in about and document.fits(name, pronoun)]
            if fitting:
                return fitting[0] if len({name.actor for name in fitting}) == 1 else None
    return None


def _groups(document: Names, sent: int, at: int, pronoun: str | None) -> Iterator[list[Name]]:
    """Yield those whom a pronoun may refer to in a sentence, the likeliest first; each group fits equally well."""
    parse = document.parse
    first, stop = bisect_left(parse.sent, sent), min(bisect_left(parse.sent, sent + 1), at)
    free = [token for token in range(first, stop)[-_MOST:] if token not in document.quoted]
    same = [one for one in free if parse.tag[one] == "PRP" and PRONOUNS.get(parse.word[one]) == pronoun]
    rivals = _rivals(document, free, same, pronoun)
    said = [(name, parse.root(name.span)) for name in reversed(document.spoken[sent])]
    yield from ([name] for name, head in said if head not in rivals and parse.word[parse.head[head]] != "by")
    is_near = sent == parse.sent[at] and parse.tag[at] == "PRP"
    subjects = [(parse.first[parse.head[token]] - parse.stop[parse.head[token]], -token) for token in free
                if parse.dep[token] in _SUBJECTS and token not in rivals]  # fmt: skip
    if parse.word[first] in ("for", "to") and (topic := parse.child(first, "pobj")) is not None:
        subjects.append((-len(parse), -topic))  # "For Ann Lee, the mayor was a thief. She said ..."
    for token in (-minus for _, minus in sorted(subjects)):  # that of the longest clause first
        if is_near and parse.dep[parse.head[token]] in _WITHIN:
            continue
        if token in same:  # who is "he" there is "he" here
            before = [name for name in document.named[sent] if name.span.last < token]
            sure = [name for name in before if document.pronouns.get(name.actor) == pronoun]
            yield sure if len({name.actor for name in sure}) == 1 else []
            return
        span = Span(parse.first[token], min(parse.stop[token], at))
        yield [name for part in document.parts(span) if (name := _referent(document, part)) is not None]
    if rivals or not is_near:
        names = [name for name in document.named[sent] if parse.root(name.span) not in rivals]
        yield [name for name in names if name.span.last < at and name.span.first not in document.quoted]


def _rivals(document: Names, free: list[int], same: list[int], pronoun: str | None) -> set[int | None]:
    """The subjects of verbs whose object is "her": "Ann's sister called her", "It was Sue who called her".

    In "Sue asked Ann", too, she who answers is not Sue.
    """
    parse = document.parse
    verbs = [parse.verb_above(parse.head[token]) for token in same if parse.dep[token] in _OBJECTS]
    asks = [token for token in free if parse.lemma[token] == "ask"]
    asked = [(verb, document.at.get(parse.child(verb, *_OBJECTS))) for verb in asks]
    verbs += [verb for verb, name in asked if name is not None and document.fits(name, pronoun)]
    return {parse.head[at] if parse.dep[at] == "relcl" else parse.child(at, *_SUBJECTS) for at in verbs}


def _referent(document: Names, span: Span) -> Name | None:
    """The name or the noun that a subject is."""
    parse, head = document.parse, document.parse.root(span)
    name = document.name_in(span)
    if name is None and (parse.tag[head] == "NNS" or noun_kind(parse.lemma[head])):
        name = document.bearer(span) or document.nominal(Span(span.first, head + 1))
    return name
