"""End a content where the speaker's next quotation begins, even if the parser includes more."""

from analysis.finders.parse import Parse, Span
from analysis.finders.quotes.cues import DASHES
from analysis.finders.quotes.pieces import LONGEST
from analysis.finders.quotes.proposals import Proposal
from analysis.finders.quotes.reporting import speech_verbs

_BEFORE_GERUND = (",", "while", "before", *DASHES)
_BEFORE_VERB = ("and", "but", "though", "although")
_BEFORE_ASIDE = ("as", "though", "although", "despite", "while")
_BETWEEN = ("ADV", "PRON", "PROPN", "AUX", "PART")  # what may be between "and" and the next verb


def end_at_border(parse: Parse, proposal: Proposal) -> Proposal:
    """End a content before the next quotation: "A, adding that B", "A and warned B", "A, according to X"."""
    first, (*before, last) = proposal.search_from, proposal.pieces
    stop = min(last.stop - 1, first + LONGEST)
    borders = (at for at in range(first + 2, stop) if _is_border(parse, at, proposal.cue.head))
    proposal.pieces = (*before, Span(last.first, next(borders, last.stop)))
    return proposal


def _is_border(parse: Parse, at: int, cue: int) -> bool:
    word, following = parse.word[at], at + 1
    is_aside = word == "," and parse.word[following] in _BEFORE_ASIDE and parse.word[following + 1] != "well"
    if is_aside or word == "according":
        return True
    if word in _BEFORE_GERUND:
        return parse.tag[following] == "VBG" and parse.lemma[following] in speech_verbs()
    is_act = word == "but" and _is_act(parse, following, cue)
    return is_act or word in _BEFORE_VERB and _is_joined(parse, following, cue)


def _is_act(parse: Parse, first: int, cue: int) -> bool:
    """Whether a verb in the cue's tense, and not in that of the content, follows: "said she would go but stayed"."""
    at = first + (parse.pos[first] == "ADV")
    verb = parse.head[at] if parse.dep[at] == "aux" else at
    said = parse.head[verb]
    is_other = parse.tag[said] in ("VBZ", "VBP") or parse.child(said, "aux") is not None
    is_act = parse.tag[at] == parse.tag[cue] == "VBD" and parse.dep[verb] == "conj" and said > cue
    return is_act and is_other and parse.child(verb, "nsubj", "nsubjpass") is None


def _is_joined(parse: Parse, first: int, cue: int) -> bool:
    """Whether a reporting verb in the same form as the cue follows: "said A and (he) warned"."""
    at = next((at for at in range(first, first + 3) if parse.pos[at] not in _BETWEEN), first + 3)
    return parse.tag[at] in ("VBG", parse.tag[cue]) and parse.lemma[at] in speech_verbs()
