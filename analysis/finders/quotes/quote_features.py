"""What a speaker and a content look like: features by which proposals are compared."""

from collections.abc import Sequence

from analysis.finders.quotes.attributions import Marks, Span
from analysis.finders.quotes.parse import VERBS, Parse

_LONGEST = 60  # tokens of a piece that are looked at


def speaker_features(parse: Parse, speaker: Span | None) -> list[str]:
    if speaker is None:
        return []
    first, last = speaker
    if parse.pos[first] == "PRON" and first == last:
        if parse.word[first] in ("i", "we", "you"):
            return []
        is_thing = parse.word[first] in ("it", "that", "this", "which", "what")
        return ["speaker_is:thing" if is_thing else "speaker_is:pronoun"]
    is_name = any(parse.pos[token] == "PROPN" for token in range(first, min(last, first + 8) + 1))
    return ["speaker_is:name" if is_name else "speaker_is:noun"]


def content_features(parse: Parse, marks: Marks, pieces: Sequence[Span]) -> list[str]:
    tokens = [token for first, last in pieces for token in range(first, min(last, first + _LONGEST) + 1)]
    words = [token for token in tokens if parse.pos[token] != "PUNCT"]
    quoted = sum(token in marks.inside for token in words)
    size = len(words)
    features = ["words:" + ("1-2" if size < 3 else "3-5" if size < 6 else "6-11" if size < 12 else "12+")]
    if quoted:
        features.append("all_quoted" if quoted == size else "part_quoted")
    if not any(parse.pos[token] in VERBS for token in words):
        features.append("no_verb")
    return features


def opening(parse: Parse, first: int) -> str:
    """How a clause opens."""
    word = parse.word[first]
    if word == "that":
        return "opens:that"
    if parse.tag[first] in ("WP", "WRB", "WDT") or word in ("whether", "if"):
        return "opens:wh"
    return "opens:to" if word == "to" else "opens:plain"
