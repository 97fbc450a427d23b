"""Proposals where the cue is neither verb nor noun: according to, a colon, a dash, made clear, reportedly."""

from collections.abc import Iterator

from analysis.finders.quotes.attributions import Candidate, Marks, Span, trim, without
from analysis.finders.quotes.noun_cues import finish
from analysis.finders.quotes.parse import VERBS, Parse
from analysis.finders.quotes.speaker_mentions import find_speaker, mention

DASHES = ("-", "--", "–", "—", "―")
_HEADLINE = 40  # tokens
_LONGEST_NAME = 15  # tokens
_CONJUNCTIONS = ("and", "but", "because", "although", "while")
_CLAUSE_OPENERS = ("that", "what", "how", "why", "whether", "he", "she", "they", "it")


def propose_according_to(parse: Parse, marks: Marks, token: int) -> Iterator[Candidate]:
    """According to X, A; A, according to X."""
    noun = parse.child(token + 1, "pobj") if parse.word[token + 1] == "to" else None
    if noun is None:
        return
    start, end = parse.sentence(token)
    host = parse.head[token]
    while parse.head[host] != host and parse.pos[host] not in VERBS:
        host = parse.head[host]
    phrase, hole = (parse.first[host], parse.last[host]), (token, parse.last[noun])
    features = ["inside_sentence"] if token > start + 1 else []
    behind = hole[1] + 2
    set_off = parse.word[token - 1] == parse.word[behind - 1] == ","
    if set_off and parse.word[token - 2] in _CONJUNCTIONS:
        # "A and, according to X, B": only B is said by X
        cue, speaker = (token, token + 1), mention(parse, noun)
        yield from finish(parse, marks, token, cue, [(behind, end)], speaker, "according_to", [])
        return
    extents = [("phrase", without(phrase, hole), features)]
    if phrase != (start, end):
        extents.append(("sentence", without((start, end), hole), features))
    if token > start + 1:
        extents.append(("before", [(start, token - 1)], []))
    for extent, spans, own in extents:
        yield from finish(parse, marks, token, (token, token + 1), spans, mention(parse, noun), "according_to",
                          ["extent:" + extent, *own])  # fmt: skip


def propose_for_clear(parse: Parse, marks: Marks, clear: int) -> Iterator[Candidate]:
    """X made (it) clear that A."""
    end = parse.sentence(clear)[1]
    verb = next((at for at in range(clear - 1, max(clear - 6, -1), -1) if parse.lemma[at] == "make"), None)
    first = next(
        (at for at in range(clear + 1, min(clear + 8, end) + 1) if parse.word[at] in _CLAUSE_OPENERS), None
    )
    if verb is None or first is None:
        return
    clause = parse.head[first]
    while parse.first[clause] > first and parse.head[clause] != clause:
        clause = parse.head[clause]
    speaker, how = find_speaker(parse, verb)
    span = (first, max(parse.last[clause], first))
    yield from finish(parse, marks, clear, (verb, clear), [span], speaker, "made_clear", ["speaker:" + how])


def propose_for_colon(parse: Parse, marks: Marks, colon: int) -> Iterator[Candidate]:
    """X: "A"; her advice: "A"; and in a headline X: A."""
    start = parse.sentence(colon)[0]
    dashes = [token + 1 for token in range(start, colon) if parse.word[token] in DASHES]
    start = dashes[-1] if dashes and colon + 1 in marks.inside else start  # "Storm nears - Ann Lee: "A""
    par_start, par_end = parse.paragraph(colon)
    label = trim(parse, (max(par_start, start), colon - 1))
    behind = colon + 1
    if behind >= len(parse) or label is None or _has_verb(parse, label):
        return
    words = range(label[0], label[1] + 1)
    features = ["label:short"] if len(words) <= 4 else []
    if par_start == label[0]:
        features.append("opens_paragraph")
    speaker, cue = label, (colon, colon)
    owner = next((token for token in words if parse.dep[token] == "poss" and parse.head[token] > token), None)
    if owner is not None:
        speaker, cue = mention(parse, owner), (parse.head[owner], colon)
    mark = marks.inside.get(behind)
    if mark is not None and marks.spans[mark][0] == behind:
        yield from finish(parse, marks, colon, cue, list(marks.whole(mark)), speaker, "colon", features)
    is_headline = par_start == 0 and par_end < _HEADLINE and behind <= par_end
    if is_headline and (mark is None or marks.spans[mark][1] < par_end):
        yield from finish(parse, marks, colon, cue, [(behind, par_end)], speaker, "colon", features)


def propose_for_dash(parse: Parse, marks: Marks, dash: int) -> Iterator[Candidate]:
    """ "A" -Name, where that is all of a paragraph, or the name one of its own."""
    start, end = parse.paragraph(max(dash - 1, 0))[0], parse.paragraph(dash)[1]
    mark = marks.inside.get(dash - 1)
    ends_in_mark = mark is not None and mark != marks.inside.get(dash) and marks.spans[mark][0] == start
    if not ends_in_mark or end - dash > _LONGEST_NAME:
        return
    name = trim(
        parse, (dash + (parse.word[dash] in DASHES), end)
    )  # "- Ann Lee"; in "-Ann Lee" it is one token
    if name is not None and (_is_title_case(parse, name) or not _has_verb(parse, name)):
        yield from finish(parse, marks, dash, (dash, dash), list(marks.whole(mark)), name, "dash", [])


def _is_title_case(parse: Parse, span: Span) -> bool:
    return all(form.lstrip("".join(DASHES))[:1].isupper() for form in parse.form[span[0] : span[1] + 1])


def _has_verb(parse: Parse, span: Span) -> bool:
    return any(parse.pos[token] in VERBS for token in range(span[0], span[1] + 1))
