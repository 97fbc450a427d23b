"""A reporting verb with what belongs to it and is no content: helpers, speaker, addressee, time and place."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.finders.quotes.attributions import Candidate, Marks, Span, settle
from analysis.finders.quotes.content_cuts import find_border
from analysis.finders.quotes.parse import Parse
from analysis.finders.quotes.quote_features import content_features, speaker_features
from analysis.finders.quotes.reporting import Verb
from analysis.finders.quotes.speaker_mentions import SUBJECTS, find_speaker

_HELPERS = ("aux", "auxpass", "neg", "advmod", "prt")
_NO_FRAME = ("ccomp", "xcomp", "parataxis", "advcl", "dobj", "conj", "relcl", "cc", "punct", "dep")
_SUBORDINATE = frozenset(
    ["after", "before", "because", "if", "since", "until", "when", "while", "although", "though"]
)
_BE = frozenset(["is", "are", "was", "were", "'s", "’s", "been", "be"])
_OTHER_FORMS = ("VBD", "VBZ", "VBP", "VBG", "VBN")


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A reporting verb in its sentence."""

    parse: Parse
    marks: Marks
    verb: int
    entry: Verb
    kids: list[int]
    span: Span  # the verb with its helpers
    frame: Span  # and with its speaker and adverbials
    features: tuple[str, ...]

    @property
    def is_subordinate(self) -> bool:
        """Whether the verb is in a clause of its own: while he said, when she asked."""
        words = (self.parse.word[kid] for kid in self.kids if self.parse.dep[kid] in ("mark", "advmod"))
        return any(word in _SUBORDINATE for word in words)

    def propose(
        self, spans: list[Span], rule: str, *features: str, inverted: bool = False
    ) -> Iterator[Candidate]:
        """Finish a proposal: whole quotation marks, no punctuation at the ends, the speaker, all features.

        Args:
            inverted: whether the content may stand before the verb and the speaker behind it.
        """
        pieces = settle(self.parse, self.marks, spans, self.span)
        if not pieces or any(first <= self.verb <= last for first, last in pieces):
            return
        speaker, how = find_speaker(self.parse, self.verb, inverted=inverted, contents=pieces)
        if speaker and any(first <= speaker[0] and speaker[1] <= last for first, last in pieces):
            speaker, how = None, "inside"
        if speaker and (behind := [first for first, _ in pieces if speaker[0] < first <= speaker[1]]):
            speaker = speaker[0], behind[0] - 1  # "accused by lawmakers | of hiding it"
        yield Candidate(
            self.verb, self.span, pieces, speaker, rule,
            ("rule:" + rule, f"{rule}:{self.entry.kind}", *self.features, *features, "speaker:" + how,
             *speaker_features(self.parse, speaker), *content_features(self.parse, self.marks, pieces)),
        )  # fmt: skip

    def propose_cut(
        self, spans: list[Span], last: Span, rule: str, *features: str, inverted: bool = False
    ) -> Iterator[Candidate]:
        """Propose a content up to the speaker's next quotation."""
        border = find_border(self.parse, self.marks, last, self.verb)
        if border is not None:
            spans = [*spans[:-1], (spans[-1][0], border)]
        yield from self.propose(spans, rule, *features, inverted=inverted)


def read_cue(parse: Parse, marks: Marks, verb: int, entry: Verb) -> VerbCue:
    kids = parse.children(verb)
    span = _with_helpers(parse, verb, kids)
    frame = _with_adverbials(parse, verb, kids, span)
    return VerbCue(parse, marks, verb, entry, kids, span, frame, _features(parse, verb, kids, entry))


def _with_helpers(parse: Parse, verb: int, kids: list[int]) -> Span:
    """The verb with the helpers that touch it: "did not say", "pointed out"."""
    helpers = {kid for kid in kids if parse.dep[kid] in _HELPERS and parse.last[kid] == parse.first[kid]}
    first = last = verb
    while first - 1 in helpers:
        first -= 1
    while last + 1 in helpers and parse.dep[last + 1] == "prt":
        last += 1
    return first, last


def _with_adverbials(parse: Parse, verb: int, kids: list[int], span: Span) -> Span:
    """The cue with its speaker and what else belongs to neither content: ", she told reporters on Friday,"."""
    first, last = span
    has_subject = any(parse.dep[kid] in SUBJECTS for kid in kids)
    is_finite = parse.tag[verb] in ("VBD", "VBZ")
    for kid in reversed([kid for kid in kids if kid < verb]):
        is_near = parse.last[kid] >= first - (1 if parse.dep[kid] == "advmod" else 2)
        if parse.dep[kid] in (*SUBJECTS, *_HELPERS, "mark") and is_near:
            first = min(first, parse.first[kid])
    for kid in kids:
        if kid < verb or parse.first[kid] > last + 2:
            continue
        dep = parse.dep[kid]
        # "told reporters"; and in "added her brother" the parser takes the speaker for an object
        addressee = dep == "dobj" and (parse.lemma[verb] == "tell" or is_finite and not has_subject)
        if dep not in _NO_FRAME or addressee:
            last = max(last, parse.last[kid])
    return first, last


def _features(parse: Parse, verb: int, kids: list[int], entry: Verb) -> tuple[str, ...]:
    words = {parse.word[kid] for kid in kids if parse.dep[kid] in ("aux", "mark")}
    is_passive = any(parse.dep[kid] in ("auxpass", "nsubjpass") for kid in kids)
    features = ["class:" + entry.kind, "hangs:" + parse.dep[verb]]
    if parse.tag[verb] == "VBG" and words & _BE and not is_passive:
        features.append("form:progressive")
    elif parse.tag[verb] not in _OTHER_FORMS and "to" not in words and not is_passive:
        features.append("form:base")
    return tuple(features)
