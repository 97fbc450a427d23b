"""Stage 5: compute the features by which proposals are compared."""

from collections.abc import Iterable, Iterator

from analysis.finders.lists import word_map
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal

_LONGEST = 60  # tokens of a piece that count
# What the list must say that a verb takes, for rules whose contents are proposed all the same.
_TAKEN = {"quotation": "quotation", "clause": "clause", "before": "clause", "infinitive": "infinitive"}


def describe(parse: Parse, marks: Marks, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals with all their features, except "as" and host sentences without a verb."""
    for proposal in proposals:
        cue, rule, content = proposal.cue, proposal.rule, _of_content(parse, marks, proposal.pieces)
        if (rule not in ("as", "host") or "no_verb" not in content) and not _is_silent(parse, proposal):
            own = (*cue.features, *proposal.features, *_of_speaker(parse, proposal.speaker), *content)
            proposal.features = ("rule:" + rule, *own, *_of_entry(cue, rule))
            yield proposal


def _is_silent(parse: Parse, proposal: Proposal) -> bool:
    """Whether a thing is the speaker ("the term refers to"), or somebody who does a deed ("rebels slammed a base")."""
    speaker, rule = proposal.speaker, proposal.rule
    if speaker is None or proposal.cue.entry is None or rule == "quotation":
        return False
    noun = parse.root(speaker)
    kind = word_map("silent_nouns", "kind").get(parse.lemma[noun]) if parse.pos[noun] == "NOUN" else None
    takes, is_object = proposal.cue.entry.takes, rule in ("object", "object_and_rest")
    if is_object and "result" in takes:  # "a poll showed a lead", and not "Lee showed no sign of it"
        return word_map("speaker_nouns", "kind").get(parse.lemma[noun]) != "text"
    if kind in takes:
        return is_object
    return "opens:that" not in proposal.features and (kind == "thing" or parse.dep[noun] == "csubj")


def _of_entry(cue: Cue, rule: str) -> list[str]:
    """What the list of verbs says of the verb: its class, and whether it lacks this kind of content."""
    features = [] if cue.entry is None else [f"{rule}:{cue.entry.kind}"]
    if features and rule in _TAKEN and _TAKEN[rule] not in cue.entry.takes:
        features.append("not_in_list:" + _TAKEN[rule])
    return features


def _of_speaker(parse: Parse, speaker: Span | None) -> list[str]:
    if speaker is None:
        return []
    first, stop = speaker
    if parse.pos[first] == "PRON" and stop == first + 1:
        if parse.word[first] in ("i", "we", "you"):
            return []
        is_thing = parse.word[first] in ("it", "that", "this", "which", "what")
        return ["speaker_is:thing" if is_thing else "speaker_is:pronoun"]
    is_name = "PROPN" in parse.pos[first : min(stop, first + 9)]
    return ["speaker_is:name" if is_name else "speaker_is:noun"]


def _of_content(parse: Parse, marks: Marks, pieces: tuple[Span, ...]) -> list[str]:
    tokens = [token for first, stop in pieces for token in range(first, min(stop, first + _LONGEST + 1))]
    words = [token for token in tokens if parse.pos[token] != "PUNCT"]
    quoted = sum(map(marks.inside.__contains__, words))
    size = len(words)
    features = ["words:" + ("1-2" if size < 3 else "3-5" if size < 6 else "6-11" if size < 12 else "12+")]
    if quoted:
        features.append("all_quoted" if quoted == size else "part_quoted")
    if {parse.pos[token] for token in words}.isdisjoint(VERBS):
        features.append("no_verb")
    return features
