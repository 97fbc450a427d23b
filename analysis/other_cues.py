"""Proposals where the cue is no verb: according to, a noun, a colon, a dash before a name."""

from collections.abc import Iterator

from analysis.attributions import Candidate, Marks, Span, trim, without
from analysis.parse import Parse
from analysis.speaker_mentions import find_owner, find_speaker, mention
from analysis.verb_cues import _opening, find_cuts, content_features, speaker_features

_HEADLINE = 40  # tokens
_CLAUSE_OPENERS = ("that", "what", "how", "why", "whether", "he", "she", "they", "it")


def propose_according_to(parse: Parse, marks: Marks, token: int) -> Iterator[Candidate]:
    """According to X, A; A, according to X."""
    if token + 2 >= len(parse) or parse.word[token + 1] != "to":
        return
    start, end = parse.sentence(token)
    top = token if parse.dep[token] == "prep" or parse.pos[token] == "VERB" else token
    noun = parse.child(token + 1, "pobj")
    if noun is None:
        return
    last = parse.last[noun]
    speaker = mention(parse, noun)
    relative = [kid for kid in parse.children(noun) if parse.dep[kid] in ("relcl", "acl")]
    host = parse.head[top]
    while parse.head[host] != host and parse.pos[host] not in ("VERB", "AUX"):
        host = parse.head[host]
    phrase = (parse.first[host], parse.last[host])
    hole = (token, last)
    for extent, span in (("phrase", phrase), ("sentence", (start, end))):
        if extent == "sentence" and span == phrase:
            continue
        yield from _finish(parse, marks, token, (token, token + 1), without(span, hole), speaker, "according_to",
                           ["extent:" + extent, "opens_sentence" if token <= start + 1 else "inside_sentence",
                            *(["host_is_clause"] if parse.pos[host] in ("VERB", "AUX") else []),
                            *(["described"] if relative else [])])  # fmt: skip
    if token > start + 1:
        yield from _finish(parse, marks, token, (token, token + 1), [(start, token - 1)], speaker, "according_to",
                           ["extent:before"])  # fmt: skip


def propose_for_noun(parse: Parse, marks: Marks, noun: int, clause: bool, prepositions: frozenset[str]) -> Iterator[Candidate]:
    """X's claim that A; accusations of A; X issued a statement that A; her advice: "A"."""
    speaker, how = find_owner(parse, noun)
    cue = (noun, noun)
    verb = parse.head[noun]
    light = parse.dep[noun] == "dobj" and parse.pos[verb] == "VERB" and how not in ("possessor", "agent")
    if light and noun - verb <= 4:
        cue = (verb, noun)
    features = ["light_verb"] if light else []
    features.append("speaker:" + how)
    if clause and parse.dep[noun] == "nsubj" and parse.lemma[verb] == "be":
        for kid in parse.children(verb):
            if parse.dep[kid] == "ccomp" and parse.word[parse.first[kid]] == "that":
                yield from _finish(parse, marks, noun, cue, [(parse.first[kid], parse.last[kid])], speaker, "noun",
                                   [*features, "noun_is"])  # fmt: skip
    for kid in parse.children(noun):
        span = (max(parse.first[kid], noun + 1), parse.last[kid])
        if clause and kid > noun and parse.dep[kid] in ("acl", "ccomp", "relcl"):
            opening = _opening(parse, parse.first[kid])
            if parse.dep[kid] in ("acl", "relcl") and opening not in ("opens:that", "opens:to", "opens:wh"):
                continue
            if parse.dep[kid] == "relcl" and any(parse.dep[k] in ("nsubj", "dobj", "nsubjpass") and parse.tag[k] == "WDT"
                                                 for k in parse.children(kid)):  # fmt: skip
                continue
            yield from _finish(parse, marks, noun, cue, [span], speaker, "noun", [*features, opening])
            for end, kind in find_cuts(parse, marks, span):
                yield from _finish(parse, marks, noun, cue, [(span[0], end)], speaker, "noun",
                                   [*features, opening, "cut:" + kind])  # fmt: skip
        if kid > noun and parse.dep[kid] == "prep" and parse.word[kid] in prepositions:
            yield from _finish(parse, marks, noun, (cue[0], kid), [(kid + 1, parse.last[kid])], speaker,
                               "noun_preposition", features)  # fmt: skip


def propose_for_adverb(parse: Parse, marks: Marks, adverb: int) -> Iterator[Candidate]:
    """A reportedly did B."""
    verb = parse.head[adverb]
    if parse.pos[verb] not in ("VERB", "AUX"):
        return
    spans = without((parse.first[verb], parse.last[verb]), (adverb, adverb))
    yield from _finish(parse, marks, adverb, (adverb, adverb), spans, None, "adverb", [])


def propose_for_clear(parse: Parse, marks: Marks, clear: int) -> Iterator[Candidate]:
    """X made (it) clear that A."""
    verb = next((at for at in range(clear - 1, max(clear - 6, -1), -1) if parse.lemma[at] == "make"), None)
    end = parse.sentence(clear)[1]
    opening = next((at for at in range(clear + 1, min(clear + 8, end) + 1) if parse.word[at] in _CLAUSE_OPENERS), None)
    if verb is None or opening is None:
        return
    speaker, how = find_speaker(parse, verb)
    clause = parse.head[opening]
    while parse.first[clause] > opening and parse.head[clause] != clause:
        clause = parse.head[clause]
    yield from _finish(parse, marks, clear, (verb, clear), [(opening, max(parse.last[clause], opening))], speaker,
                       "made_clear", ["speaker:" + how])  # fmt: skip


def propose_for_colon(parse: Parse, marks: Marks, colon: int) -> Iterator[Candidate]:
    """X: "A"; in a headline X: A; her advice: "A"."""
    start, end = parse.sentence(colon)
    par_start, par_end = parse.paragraph(colon)
    behind = colon + 1
    if behind >= len(parse):
        return
    before = trim(parse, (max(par_start, start), colon - 1))
    if before is None or any(parse.pos[token] in ("VERB", "AUX") for token in range(before[0], before[1] + 1)):
        return
    size = before[1] - before[0] + 1
    quoted = marks.inside.get(behind)
    names = any(parse.pos[token] in ("PROPN", "PRON") for token in range(before[0], before[1] + 1))
    features = ["label:short" if size <= 4 else "label:long", "label:name" if names else "label:noun"]
    if par_start == before[0]:
        features.append("opens_paragraph")
    headline = par_start == 0 and par_end < _HEADLINE
    if headline:
        features.append("headline")
    speaker: Span | None = before
    cue = (colon, colon)
    for token in range(before[0], before[1] + 1):
        if parse.dep[token] == "poss" and parse.head[token] > token:
            speaker, cue = mention(parse, token), (parse.head[token], colon)
            features.append("label:possessor")
            break
    if quoted is not None and marks.spans[quoted][0] == behind:
        yield from _finish(parse, marks, colon, cue, list(marks.whole(quoted)), speaker, "colon", [*features, "colon_quote"])
    if headline and parse.par[colon] == parse.par[behind] and (quoted is None or marks.spans[quoted][1] < par_end):
        yield from _finish(parse, marks, colon, cue, [(behind, par_end)], speaker, "colon", [*features, "colon_plain"])


def propose_for_dash(parse: Parse, marks: Marks, dash: int) -> Iterator[Candidate]:
    """"A" -Name, at the end of a paragraph."""
    start, end = parse.paragraph(dash)
    quoted = marks.inside.get(dash - 1)
    if quoted is None or end - dash > 8 or dash == end or marks.spans[quoted][0] != start:
        return
    name = trim(parse, (dash + 1, end))
    if name is None or parse.pos[name[0]] not in ("PROPN", "DET", "NOUN", "ADJ"):
        return
    if any(parse.pos[token] in ("VERB", "AUX") for token in range(name[0], name[1] + 1)):
        return
    yield from _finish(parse, marks, dash, (dash, dash), list(marks.whole(quoted)), name, "dash", [])


def _finish(parse: Parse, marks: Marks, head: int, cue: Span, spans: list[Span], speaker: Span | None, rule: str,
            features: list[str]) -> Iterator[Candidate]:  # fmt: skip
    pieces: list[Span] = []
    for span in spans:
        if (span := trim(parse, span)) is not None:
            pieces += marks.snap(span, cue)
    if pieces and not any(first <= head <= last for first, last in pieces):
        yield Candidate(head, cue, tuple(pieces), speaker, rule,
                        ("rule:" + rule, *features, *speaker_features(parse, speaker),
                         *content_features(parse, marks, pieces)))  # fmt: skip
