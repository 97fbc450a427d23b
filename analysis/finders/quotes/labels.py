"""Propose what follows a speaker's label: before marks, in a headline or a transcript, after a dash."""

from collections.abc import Iterator

from analysis.finders.lists import word_set
from analysis.finders.margins import find_margins
from analysis.finders.parse import VERBS, Parse, Span
from analysis.finders.quotes.cues import DASHES, trim
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.proposals import Cue, Proposal

_HEADLINE = 40  # tokens
_LONGEST_LABEL = 16  # tokens before a colon or after a dash
_TURNS = 2  # lines of a text with a label and a sentence that make it a transcript
_TOPICS = ("topic_labels", "no_actors", "places", "countries")
_SPEAKERS = ("speaker_nouns", "collective_nouns", "reporting_nouns", "titles")
Turn = tuple[Span, Span]  # a speaker's label, and what follows it in its line
_SMALL = ("ADP", "DET", "PUNCT")


def find_turns(parse: Parse) -> dict[int, Turn]:
    """Return the colon of each line of a transcript, "LEE: It is over.", or else that of the headline."""
    turns, headline, stop = {}, {}, 0
    while stop < len(parse):
        start, stop = parse.paragraph(stop)
        colons = (at for at in range(start, min(start + _LONGEST_LABEL, stop - 1)) if parse.word[at] == ":")
        if (colon := next(colons, None)) is None:
            continue
        label = _label_before(parse, start, colon)
        if not _may_speak(parse, label):
            continue
        if start == 0 and stop <= _HEADLINE and _is_known(parse, label.last):
            headline = {colon: (label, Span(colon + 1, stop))}
        is_name = all(parse.capital[at] for at in range(*label) if parse.pos[at] not in _SMALL)
        if is_name:
            turns[colon] = (label, Span(colon + 1, stop))
    found = turns if sum(_has_verb(parse, text) for _, text in turns.values()) >= _TURNS else headline
    margins = find_margins(parse) if found else ()
    return {colon: turn for colon, turn in found.items() if turn[0].first not in margins}


def _may_speak(parse: Parse, label: Span) -> bool:
    """Whether a label is no topic, such as "Photo" and "Floods in Spain"."""
    forms = parse.form[slice(*label)]
    words, whole = {*forms, *parse.lemma[slice(*label)]}, " ".join(forms).title()
    is_listed = word_set("topic_labels") & words or any(whole in word_set(name) for name in _TOPICS)
    is_topic = is_listed or _has_verb(parse, label)
    return bool(forms) and parse.capital[label.first] and not is_topic


def _is_known(parse: Parse, noun: int) -> bool:
    """Whether the last word of a headline's label is a name or a noun for a speaker, in the lists or in the text."""
    form, names = parse.form[noun], zip(parse.form, parse.tag, strict=True)
    is_common = parse.tag[noun] in ("NN", "NNS") and not form.isupper() and (form, "NNP") not in names
    return not is_common or any(word_set(name) & {parse.lemma[noun], form.title()} for name in _SPEAKERS)


def colon(parse: Parse, marks: Marks, colon: int, turn: Turn | None = None) -> Iterator[Proposal]:
    """X: "A"; her advice: "A"; X: A, as a headline or as a line of a transcript."""
    first, mark = colon + 1, marks.inside.get(colon + 1)
    is_quoted = mark is not None and marks.spans[mark].first == first
    start = max(parse.paragraph(colon).first, parse.sentence(colon).first)
    if turn is None and (not is_quoted or colon - start > _HEADLINE):
        return
    label, text = turn or (_label_before(parse, start, colon), None)
    if label.first == label.stop or _has_verb(parse, label):
        return
    owner = next((at for at in range(*label) if parse.dep[at] == "poss" and parse.head[at] > at), None)
    span = Span(colon if owner is None else parse.head[owner], first)
    cue = Cue("colon", colon, span, owner=owner, label=label)
    if is_quoted:
        yield Proposal(cue, "colon", marks.whole(mark))
    if text is not None:
        yield Proposal(cue, "colon", (text,))


def _label_before(parse: Parse, start: int, colon: int) -> Span:
    """The words before a colon; in "Storm nears - Ann Lee: "A"" only those after the dash."""
    start = max([start, *(at + 1 for at in range(start, colon) if parse.word[at] in DASHES)])
    return trim(parse, Span(start, colon))


def dash(parse: Parse, marks: Marks, dash: int) -> Iterator[Proposal]:
    """ "A" - Name, where that ends the paragraph, or the name is a paragraph of its own."""
    mark, stop = marks.inside.get(dash - 1), parse.paragraph(dash).stop
    if mark is None or mark == marks.inside.get(dash) or stop - dash > _LONGEST_LABEL:
        return
    label = trim(parse, Span(dash + (parse.word[dash] in DASHES), stop))  # in "-Ann" the dash is no token
    is_name = all(form.lstrip("".join(DASHES))[:1].isupper() for form in parse.form[slice(*label)])
    if label.first < label.stop and (is_name or not _has_verb(parse, label)):
        yield Proposal(Cue("dash", dash, Span(dash, dash + 1), label=label), "dash", marks.whole(mark))


def _has_verb(parse: Parse, span: Span) -> bool:
    return any(parse.pos[token] in VERBS for token in range(*span))
