"""Proposals for a reporting verb: what stands for its content, and how far that reaches."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.attributions import Candidate, Marks, Span, trim, without
from analysis.parse import Parse
from analysis.speaker_mentions import SUBJECTS, beside, find_speaker

_VERBS = ("VERB", "AUX")
_HELPERS = ("aux", "auxpass", "neg", "advmod", "prt")
_CLAUSES = ("ccomp", "parataxis")
_ADVERBIAL = ("in", "on", "at", "during", "after", "before", "by", "for", "with", "while", "since", "when", "because", "as",
              "to", "following", "amid", "until", "despite", "without", "if", "over", "through")  # fmt: skip
_TAIL = 4  # a cut that takes off less than a fourth makes no other content
_ENDS = (",", ".", "?", "!", "…", "...", "-", "--", "–", "—")
_GAP = 14  # tokens between a cue and the quotation marks it introduces


class Entry(NamedTuple):
    """What the word list says of a verb."""

    kind: str
    takes: frozenset[str]
    prepositions: frozenset[str]


UNLISTED = Entry("unlisted", frozenset({"quotation"}), frozenset())


def propose_for_verb(parse: Parse, marks: Marks, verb: int, entry: Entry) -> list[Candidate]:
    found = list(_proposals(parse, marks, verb, entry))
    quoted = next((proposal for proposal in found if proposal.rule == "quotation"), None)
    if quoted is None:
        return found
    return [quoted, *(proposal for proposal in found if not _within(proposal.pieces, quoted.pieces))]


def _within(pieces: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return all(any(first <= a and b <= last for first, last in others) for a, b in pieces)


def _proposals(parse: Parse, marks: Marks, verb: int, entry: Entry) -> Iterator[Candidate]:
    kids = parse.children(verb)
    cue = _cue(parse, verb, kids)
    common = _common(parse, verb, kids, entry)
    frame = _frame(parse, verb, kids, cue)
    yield from _quotations(parse, marks, verb, cue, frame, entry, common)
    if entry is UNLISTED:
        return
    for kid in kids:
        dep = parse.dep[kid]
        if dep in _CLAUSES and kid > verb or dep == "ccomp" and parse.last[kid] > frame[1]:
            yield from _right_clause(parse, marks, verb, kid, cue, frame, entry, common)
        elif dep == "ccomp":
            yield from _left_clause(parse, marks, verb, kid, cue, frame, entry, common)
        elif dep == "xcomp" and kid > verb:
            yield from _infinitive(parse, marks, verb, kid, cue, entry, common)
        elif dep == "advcl" and kid > verb and "clause" in entry.takes and _opening(parse, parse.first[kid]) == "opens:wh":
            yield from _right_clause(parse, marks, verb, kid, cue, frame, entry, [*common, "labelled_adverbial"])
        elif dep == "advcl" and kid > verb and "infinitive" in entry.takes and parse.word[parse.first[kid]] == "to":
            yield from _infinitive(parse, marks, verb, kid, cue, entry, common)
        elif dep in ("dobj", "oprd", "nsubjpass") and entry.takes & {"object", "theme", "complement"}:
            yield from _object(parse, marks, verb, kid, kids, cue, entry, common)
        elif dep == "prep" and kid > verb and parse.word[kid] in entry.prepositions:
            yield from _prepositional(parse, marks, verb, kid, cue, entry, common)
    contents = {parse.dep[kid] for kid in kids if parse.last[kid] > verb} & {"ccomp", "xcomp", "dobj", "advcl", "parataxis", "acomp"}
    if "clause" in entry.takes and not contents and not any(parse.dep[kid] == "ccomp" for kid in kids):
        yield from _rest(parse, marks, verb, cue, common)
    yield from _host(parse, marks, verb, kids, cue, frame, entry, common)


def _cue(parse: Parse, verb: int, kids: list[int]) -> Span:
    """The verb with the helpers that touch it: "did not say", "pointed out"."""
    helpers = {kid for kid in kids if parse.dep[kid] in _HELPERS and parse.last[kid] == parse.first[kid]}
    first = last = verb
    while first - 1 in helpers:
        first -= 1
    while last + 1 in helpers and parse.dep[last + 1] == "prt":
        last += 1
    return first, last


def _frame(parse: Parse, verb: int, kids: list[int], cue: Span) -> Span:
    """The cue with its speaker and what else belongs to neither content: ", she told reporters on Friday,"."""
    first, last = cue
    contents = ("ccomp", "xcomp", "parataxis", "advcl", "dobj", "conj", "relcl", "cc", "punct", "dep")
    for kid in reversed([kid for kid in kids if kid < verb]):
        if parse.dep[kid] in (*SUBJECTS, *_HELPERS, "mark") and parse.last[kid] >= first - 2:
            first = min(first, parse.first[kid])
    for kid in [kid for kid in kids if kid > verb]:
        touches = parse.first[kid] <= last + 2
        if touches and (parse.dep[kid] not in contents or parse.dep[kid] == "ccomp" and _is_nominal(parse, kid) or (parse.dep[kid] == "dobj" and parse.lemma[verb] == "tell")):
            last = max(last, parse.last[kid])
    return first, last


def _is_nominal(parse: Parse, kid: int) -> bool:
    """Tell whether what the parser took for a clause is a noun with what describes it: said a doctor who ..."""
    return parse.pos[kid] in ("NOUN", "PROPN", "PRON") and parse.child(kid, "nsubj", "cop", "aux") is None


def _common(parse: Parse, verb: int, kids: list[int], entry: Entry) -> list[str]:
    deps = {parse.dep[kid] for kid in kids}
    words = {parse.word[kid] for kid in kids if parse.dep[kid] in ("aux", "neg", "mark")}
    features = ["class:" + entry.kind, "form:" + _form(parse, verb, deps, words)]
    if "neg" in deps:
        features.append("negated")
    if words & {"if", "whether", "unless", "would", "could", "should", "might", "may", "must", "can"}:
        features.append("modal")
    if parse.dep[verb] in ("relcl", "acl", "advcl", "conj", "xcomp", "ccomp", "pcomp"):
        features.append("hangs:" + parse.dep[verb])
    return features


def _form(parse: Parse, verb: int, deps: set[str], words: set[str]) -> str:
    tag = parse.tag[verb]
    if "auxpass" in deps or "nsubjpass" in deps:
        return "passive"
    if tag == "VBG":
        return "progressive" if words & {"is", "are", "was", "were", "'s", "’s", "been", "be"} else "gerund"
    if "to" in words:
        return "infinitive"
    if tag == "VBN":
        return "perfect" if words & {"has", "have", "had", "'s", "’s", "'ve", "’ve", "'d", "’d"} else "participle"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tag, "base")


def _make(parse: Parse, marks: Marks, verb: int, cue: Span, spans: list[Span], rule: str, common: list[str],
          *features: str, inverted: bool = False) -> Iterator[Candidate]:  # fmt: skip
    """Finish a proposal: whole quotation marks, no punctuation at the ends, the speaker, features of the content."""
    pieces: list[Span] = []
    for span in spans:
        if (span := trim(parse, span)) is not None:
            for piece in marks.snap(span, cue):
                if pieces and piece[0] <= pieces[-1][1] + 1:
                    pieces[-1] = (pieces[-1][0], max(piece[1], pieces[-1][1]))
                else:
                    pieces.append(piece)
    if not pieces or any(first <= verb <= last for first, last in pieces):
        return
    speaker, how = find_speaker(parse, verb, inverted=inverted, contents=pieces)
    if speaker and any(first <= speaker[0] and speaker[1] <= last for first, last in pieces):
        speaker, how = None, "inside"
    if how in ("none", "inside") or how in ("passive", "climbed") and rule == "quotation":
        speaker, how = beside(parse, cue, pieces) or (speaker, how)
    yield Candidate(verb, cue, tuple(pieces), speaker, rule,
                    ("rule:" + rule, rule + common[0][5:], *common, *features, "speaker:" + how,
                     *speaker_features(parse, speaker), *content_features(parse, marks, pieces)))  # fmt: skip


def _make_cut(parse: Parse, marks: Marks, verb: int, cue: Span, spans: list[Span], last: Span, rule: str,
              common: list[str], *features: str, inverted: bool = False) -> Iterator[Candidate]:  # fmt: skip
    """Propose a content whole and, where its last span may end earlier, cut."""
    cuts = list(find_cuts(parse, marks, last))
    yield from _make(parse, marks, verb, cue, spans, rule, common, *features, *("tail:" + kind for _, kind in cuts),
                     inverted=inverted)  # fmt: skip
    for end, kind in cuts:
        yield from _make(parse, marks, verb, cue, [*spans[:-1], (spans[-1][0], end)], rule, common, *features,
                         "cut:" + kind, inverted=inverted)  # fmt: skip


def speaker_features(parse: Parse, speaker: Span | None) -> list[str]:
    if speaker is None:
        return []
    if parse.pos[speaker[0]] == "PRON" and speaker[0] == speaker[1]:
        word = parse.word[speaker[0]]
        if word in ("i", "we", "you"):
            return ["speaker_is:first_person"]
        if word in ("it", "that", "this", "which", "what"):
            return ["speaker_is:thing"]
        return ["speaker_is:pronoun"]
    if any(parse.pos[token] == "PROPN" for token in range(speaker[0], min(speaker[1], speaker[0] + 8) + 1)):
        return ["speaker_is:name"]
    return ["speaker_is:noun"]


def content_features(parse: Parse, marks: Marks, pieces: list[Span]) -> list[str]:
    tokens = [token for first, last in pieces for token in range(first, min(last, first + 60) + 1)]
    words = [token for token in tokens if parse.pos[token] not in ("PUNCT", "SPACE")]
    quoted = sum(token in marks.inside for token in words)
    size = len(words)
    features = ["words:" + ("1-2" if size < 3 else "3-5" if size < 6 else "6-11" if size < 12 else "12+")]
    if quoted:
        features.append("all_quoted" if quoted == size else "part_quoted")
        if tokens[0] in marks.inside:
            features.append("opens_quoted")
    if not any(parse.pos[token] in _VERBS for token in words):
        features.append("no_verb")
    return features


def _quotations(parse: Parse, marks: Marks, verb: int, cue: Span, frame: Span, entry: Entry,
                common: list[str]) -> Iterator[Candidate]:  # fmt: skip
    """What stands in quotation marks right before or behind the cue and its speaker."""
    left, right = _mark_before(parse, marks, frame), _mark_behind(parse, marks, verb, frame)
    if right is not None and parse.word[marks.spans[right][0] - 1] not in (",", ":", "—", "–", "-", "--"):
        if entry is UNLISTED or left is not None:
            right = None
    features = []
    if left is not None:
        features.append("quote_left")
        if _opens_sentence(parse, marks.spans[left][0]):
            features.append("quote_opens_sentence")
        elif marks.spans[left][0] - 1 not in marks.inside and parse.pos[marks.spans[left][0] - 1] != "PUNCT":
            features.append("quote_fragment")
    elif frame[0] > parse.sentence(verb)[0] + 1 and parse.word[frame[0] - 1] == ",":
        features.append("text_before")
    if right is not None:
        first = marks.spans[right][0]
        features.append("quote_right")
        features.append("quote_behind:" + {",": "comma", ":": "colon"}.get(parse.word[first - 1], "word"))
        if first + 1 < len(parse) and parse.capital[first + 1]:
            features.append("quote_capital")
    spans = [*(marks.whole(left) if left is not None else ()), *(marks.whole(right) if right is not None else ())]
    if spans and ("quotation" in entry.takes or len(entry.takes) > 0):
        if "quotation" not in entry.takes:
            features.append("not_in_list:quotation")
        yield from _make(parse, marks, verb, cue, spans, "quotation", common, *features, inverted=left is not None)


def _opens_sentence(parse: Parse, token: int) -> bool:
    return token == 0 or parse.sent[token - 1] != parse.sent[token] or parse.par[token - 1] != parse.par[token]


def _mark_before(parse: Parse, marks: Marks, frame: Span) -> int | None:
    at = frame[0] - 1
    while at >= 0 and at >= frame[0] - 3 and at not in marks.inside and parse.pos[at] in ("PUNCT", "CCONJ", "ADV"):
        at -= 1
    mark = marks.inside.get(at)
    if mark is None or parse.par[at] != parse.par[frame[0]] or frame[0] - at > 3:
        return None
    near = (parse.word[at - 1], parse.word[at], parse.word[at + 1])
    if "." in near and parse.capital[frame[0]]:
        return None  # a sentence of its own follows
    return mark if any(word in _ENDS for word in near) else None


def _mark_behind(parse: Parse, marks: Marks, verb: int, frame: Span) -> int | None:
    """The marks behind the cue with no other verb between, within the paragraph."""
    for at in range(verb + 1, min(len(parse), verb + 2 + _GAP)):
        if parse.par[at] != parse.par[verb]:
            # "He said:" and the quotation in a paragraph of its own
            opens = parse.word[at - 1] in (":", ",") and at in marks.inside
            return marks.inside[at] if opens else None
        if parse.word[at] in (".", "?", "!") or parse.sent[at] != parse.sent[verb] and parse.word[at - 1] not in (":", ","):
            return None
        if at in marks.inside:
            gap, before = at - frame[1] - 1, at - 1
            touches = gap <= 0 and parse.pos[before] not in ("ADP", "DET", "ADJ", "CCONJ", "PART")
            introduced = parse.word[before] == ":" or parse.word[before] == "," and gap <= 3
            return marks.inside[at] if touches or introduced else None
        if parse.pos[at] == "VERB" and at > frame[1]:
            return None
    return None


def _right_clause(parse, marks, verb, kid, cue, frame, entry, common) -> Iterator[Candidate]:
    """He said (that) A; also how, whether, what ..."""
    first, last = max(parse.first[kid], cue[1] + 1), parse.last[kid]
    if first > last or kid > verb and _is_nominal(parse, kid) and first not in marks.inside:
        return
    features = [_opening(parse, first)]
    if "clause" not in entry.takes:
        if not {"infinitive", "complement", "object", "theme"} & entry.takes and not entry.prepositions:
            return
        features.append("not_in_list:clause")
    if parse.dep[kid] == "parataxis":
        features.append("parataxis")
    spans = [(first, last)]
    if parse.first[kid] < frame[0]:
        spans = [*without((parse.first[kid], last), frame)]
        features.append("both_sides")
    yield from _make_cut(parse, marks, verb, cue, spans, (first, last), "clause", common, *features)
    end = parse.sentence(verb)[1]
    if any(parse.pos[token] not in ("PUNCT", "SPACE") for token in range(last + 1, end + 1)):
        yield from _make(parse, marks, verb, cue, [*spans[:-1], (spans[-1][0], end)], "clause", common,
                         *features, "extent:sentence")  # fmt: skip


def _opening(parse: Parse, first: int) -> str:
    word = parse.word[first]
    if word == "that":
        return "opens:that"
    if parse.tag[first] in ("WP", "WRB", "WDT") or word in ("whether", "if"):
        return "opens:wh"
    return "opens:to" if word == "to" else "opens:plain"


def find_cuts(parse: Parse, marks: Marks, span: Span) -> Iterator[tuple[int, str]]:
    """Where a content may end long before its phrase does: at ", adding that ...", ", who ...", "and warned"."""
    seen = set()
    latest = span[1] - (span[1] - span[0]) // _TAIL
    for at in range(span[0] + 2, latest):
        if at in marks.inside and at - 1 in marks.inside:
            continue
        kind = _cut_kind(parse, at)
        if kind and kind not in seen:
            seen.add(kind)
            yield at - 1, kind


def _cut_kind(parse: Parse, at: int) -> str | None:
    word = parse.word[at]
    follows = at + 1
    if word == ",":
        if parse.word[follows] == "according":
            return "according"
        if parse.tag[follows] == "VBG":
            return "reporting_gerund" if parse.lemma[follows] in CUT_VERBS else "gerund"
        if parse.tag[follows] in ("WDT", "WP", "WP$") or parse.word[follows] in ("where", "when", "while", "as"):
            return "relative"
        if parse.word[follows] in ("and", "but") and parse.word[follows + 1] not in ("that", "whether"):
            return _joined(parse, follows + 1) or "coordination"
    elif word in ("and", "but", "though", "although"):
        return _joined(parse, follows)
    elif word in _ADVERBIAL and parse.dep[at] in ("prep", "mark", "advmod", "aux"):
        return "adverbial"
    elif word in (";", "—", "–", "--", " - "):
        return "dash"
    return None


def _joined(parse: Parse, at: int) -> str | None:
    """Tell whether a reporting verb with or without a subject opens here: "and (he) warned"."""
    for token in range(at, min(at + 4, len(parse))):
        if parse.pos[token] == "VERB":
            reports = parse.lemma[token] in CUT_VERBS and parse.tag[token] in ("VBD", "VBZ", "VBG", "VBN")
            return "reporting_verb" if reports else None
        if parse.pos[token] not in ("ADV", "PRON", "PROPN", "AUX"):
            return None
    return None


CUT_VERBS: set[str] = set()


def _left_clause(parse, marks, verb, kid, cue, frame, entry, common) -> Iterator[Candidate]:
    """A, he said."""
    first, last = parse.first[kid], min(parse.last[kid], frame[0] - 1)
    features = ["not_in_list:clause"] if "clause" not in entry.takes else []
    yield from _make(parse, marks, verb, cue, [(first, last)], "before", common, *features, inverted=True)
    start = parse.sentence(verb)[0]
    if start < first:
        yield from _make(parse, marks, verb, cue, [(start, frame[0] - 1)], "before", common, *features,
                         "extent:sentence", inverted=True)  # fmt: skip


def _infinitive(parse, marks, verb, kid, cue, entry, common) -> Iterator[Candidate]:
    """They promised to A."""
    first, last = max(parse.first[kid], cue[1] + 1), parse.last[kid]
    if parse.tag[kid] not in ("VB", "VBN") or "infinitive" not in entry.takes:
        if "clause" not in entry.takes:
            return
    features = [_opening(parse, first)]
    if "infinitive" not in entry.takes:
        features.append("not_in_list:infinitive")
    thing = parse.child(verb, "dobj", "dative")
    if thing is not None and verb < thing < first:
        first = parse.first[thing]
        features.append("with_addressee")
    yield from _make_cut(parse, marks, verb, cue, [(first, last)], (first, last), "infinitive", common, *features)


def _object(parse, marks, verb, kid, kids, cue, entry, common) -> Iterator[Candidate]:
    """They criticised A; they called A B; they accused A of B."""
    after = [k for k in kids if k > max(kid, verb) and parse.dep[k] in ("oprd", "prep", "xcomp", "ccomp", "dobj", "acomp")]
    first = parse.first[kid]
    content = (first, parse.last[kid])
    rules = []
    if "complement" in entry.takes and parse.dep[kid] != "oprd":
        tail = [k for k in after if parse.dep[k] in ("oprd", "xcomp", "ccomp", "dobj", "acomp")
                or parse.word[k] in ("as", "of", "for", "with", "a")]  # fmt: skip
        inner = [k for k in parse.children(kid) if k > kid and (parse.word[k] in ("of", "as", "for") or parse.dep[k] == "appos")]
        if tail:
            rules.append(("complement", [content, (parse.first[tail[0]], parse.last[tail[-1]])]))
        elif inner:
            rules.append(("complement", [content]))
    is_object = bool(entry.takes & {"object", "theme"})
    if is_object and kid > verb or parse.dep[kid] == "oprd" and parse.child(verb, "dobj", "nsubjpass") is None:
        rules.append(("object", [content]))
        tail = [k for k in after if parse.dep[k] == "prep" and parse.word[k] in ("for", "as", "over", "of", "against", "in", "on")]
        if tail:
            rules.append(("object_and_rest", [content, (parse.first[tail[0]], parse.last[tail[-1]])]))
    if is_object and parse.dep[kid] == "nsubjpass":
        rules.append(("passive_object", [content]))
    wh = ["names_person"] if parse.pos[kid] == "PROPN" else ["is_pronoun"] if parse.pos[kid] == "PRON" else []
    if "theme" in entry.takes:
        wh.append("theme")
    for rule, spans in rules:
        yield from _make_cut(parse, marks, verb, cue, spans, (max(kid, spans[-1][0]), spans[-1][1]), rule, common, *wh)


def _prepositional(parse, marks, verb, kid, cue, entry, common) -> Iterator[Candidate]:
    """They called for A."""
    for inner in parse.children(kid):
        if parse.dep[inner] in ("pobj", "pcomp"):
            end = parse.last[verb] if parse.lemma[verb] in ("call", "appeal", "plead") else parse.last[inner]
            cue_ = (cue[0], kid) if kid - cue[1] <= 2 else cue
            span = (parse.first[inner], parse.last[inner])
            yield from _make_cut(parse, marks, verb, cue_, [span], span, "preposition", common,
                                 "prep_clause" if parse.dep[inner] == "pcomp" else "prep_noun")  # fmt: skip
            tail = parse.child(verb, "xcomp", "advcl")
            if tail is not None and tail > inner and parse.word[parse.first[tail]] == "to":
                span = (parse.first[inner], end)
                yield from _make_cut(parse, marks, verb, cue_, [span], span, "preposition", common, "and_to")


def _rest(parse, marks, verb, cue, common) -> Iterator[Candidate]:
    """The parser found no content: the rest of the sentence may be it."""
    end = parse.sentence(verb)[1]
    if end - cue[1] > 3 and parse.word[cue[1] + 1] not in (",", ".") and parse.pos[cue[1] + 1] not in ("ADP", "PUNCT"):
        yield from _make(parse, marks, verb, cue, [(cue[1] + 1, end)], "rest", common, _opening(parse, cue[1] + 1))


def _host(parse, marks, verb, kids, cue, frame, entry, common) -> Iterator[Candidate]:
    """A, he said, B; as he said, A: the sentence around a cue that is no part of its grammar."""
    start, end = parse.sentence(verb)
    before = frame[0] > start and parse.word[frame[0] - 1] == ","
    behind = frame[1] < end and parse.word[frame[1] + 1] in (",", ".")
    is_as = parse.word[frame[0]] == "as" or any(parse.word[kid] == "as" and parse.dep[kid] == "mark" for kid in kids)
    if not (is_as or before and behind) or "clause" not in entry.takes or entry.kind == "mental":
        return
    if find_speaker(parse, verb, inverted=True)[1] not in ("subject", "inverted", "agent"):
        return
    hole = (parse.first[verb], parse.last[verb]) if is_as and parse.dep[verb] == "advcl" else frame
    top = parse.head[verb] if parse.dep[verb] != "ROOT" else verb
    whole = (parse.first[top], parse.last[top])
    for extent, span in (("phrase", whole), ("sentence", (start, end))):
        spans = without(span, hole)
        if spans and (extent == "phrase" or span != whole):
            yield from _make_cut(parse, marks, verb, cue, spans, spans[-1], "as" if is_as else "host", common,
                                 "extent:" + extent, inverted=True)  # fmt: skip
    if frame[1] + 1 < end and not is_as:
        yield from _make(parse, marks, verb, cue, [(start, frame[0] - 1)], "host", common, "extent:before", inverted=True)
