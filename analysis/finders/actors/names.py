"""Find the names of one document and what each names: the model's names corrected, and those it missed."""

from collections import defaultdict
from collections.abc import Iterable

from analysis.finders.actors.gazetteer import endings, titles
from analysis.finders.actors.labels import LABELS, cued_label, label_names
from analysis.finders.actors.spans import Name, clean_spans, is_no_name, is_proper, proper_run, trim
from analysis.finders.margins import find_margins
from analysis.finders.parse import Parse

_MODEL_LABELS = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP",
    "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "EVENT": "OTHER", "LAW": "OTHER", "LANGUAGE": "OTHER",
}  # fmt: skip


def find_names(parse: Parse, entities: list[tuple[int, int, str]]) -> list[Name]:
    """Find the names of persons, organisations, places and groups in one document, in their order.

    `entities` are those of the model: the first token, where it stops, its label. Its names are cut to the proper
    name; proper nouns that the words beside them identify as names are added. All get one label per spelling, by
    vote. Then other occurrences of the same words are added. Names in datelines, bylines and credits are left out.
    """
    known = [Name(*span, _MODEL_LABELS[label]) for *span, label in entities if label in _MODEL_LABELS]
    blocked = {at for *span, label in entities if label not in _MODEL_LABELS for at in range(*span)}
    names = clean_spans(parse, known)
    names += _missed(parse, blocked | _tokens_of(names))
    names = [trim(parse, name) for name in _without_common(parse, label_names(parse, names))]
    names = [name for name in names if name.first < name.stop]
    names += _repeats(parse, names, blocked)
    margins = find_margins(parse)
    return sorted(name for name in names if name.label in LABELS and name.first not in margins)


def _without_common(parse: Parse, names: list[Name]) -> list[Name]:
    """Drop single words that the document also uses as a noun in small letters."""
    nouns = {form for form, pos in zip(parse.form, parse.pos, strict=True) if pos == "NOUN"}
    single = [name for name in names if name.stop - name.first == 1 and not parse.form[name.first].isupper()]
    common = {name for name in single if parse.word[name.first] in nouns}
    return [name for name in names if name not in common]


def _repeats(parse: Parse, names: list[Name], blocked: set[int]) -> list[Name]:
    """Find other occurrences of the same names, of a person's surname, and of "Board" for a "Water Board"."""
    wanted = _wanted(parse, names)
    covered = blocked | _tokens_of(name for name in names if name.label in LABELS)
    found = []
    for token in [at for at, capital in enumerate(parse.capital) if capital and at not in covered]:
        for forms, label in wanted.get(parse.form[token], ()):
            name = Name(token, token + len(forms), label)
            is_here = len(forms) == 1 or tuple(parse.form[token : name.stop]) == forms
            is_free = is_here and covered.isdisjoint(range(token, name.stop))
            is_name = is_free and (len(forms) > 1 or _stands_alone(parse, name, covered))
            if is_name and not is_no_name(parse, name):
                found.append(name)
                covered |= _tokens_of([name])
    return found


def _wanted(parse: Parse, names: list[Name]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """For each first word the spellings to find, each with its label; the longest come first."""
    wanted = defaultdict(set)
    for first, stop, label in names:
        forms = tuple(parse.form[first:stop])
        spellings = {forms} if label in LABELS else set()
        if label == "PERSON":
            spellings |= {forms[-1:], forms[: parse.form[first] not in titles()]} - {()}
        if label == "ORG":  # "the Commission"
            spellings |= {(form,) for form in forms if endings().get(form) == "ORG"}
        for spelling in spellings:
            wanted[spelling[0]].add((spelling, label))
    return {form: sorted(found, key=lambda item: (-len(item[0]), item)) for form, found in wanted.items()}


def _stands_alone(parse: Parse, name: Name, covered: set[int]) -> bool:
    """Whether a single word is a name here and not a piece of a longer one, such as "Internet" Explorer."""
    token, after = name.first, name.stop
    form, sent = parse.form[token], parse.sent[token]
    before_verb = parse.pos[after] in ("VERB", "AUX", "PART") or parse.form[after] == ","
    is_acronym = form.isupper() and len(form) > 1
    is_person = name.label == "PERSON" and parse.pos[token] != "PRON" and before_verb
    is_name = parse.pos[token] == "PROPN" or is_acronym or is_person
    is_ending = form in endings() and (parse.word[token - 1] == "the") == (name.label == "PERSON")
    beside = [near for near in (token - 1, after) if is_proper(parse, near, sent) and near not in covered]
    return is_name and not is_ending and all(parse.form[near] in titles() for near in beside)


def _missed(parse: Parse, covered: set[int]) -> list[Name]:
    """Proper nouns that the model missed, where a word in them or beside them shows what they name."""
    found, end = [], 0
    for token in [at for at, pos in enumerate(parse.pos) if pos == "PROPN" and at not in covered]:
        if token < end or (end := proper_run(parse, token, parse.sent[token], covered)) == token:
            continue
        name = trim(parse, Name(token, end, "PERSON"))
        is_whole = name.first < name.stop and parse.form[end] != "-"  # not the front of a longer name
        if is_whole and not is_no_name(parse, name) and (label := cued_label(parse, name)):
            found.append(Name(name.first, name.stop, label))
    return found


def _tokens_of(names: Iterable[Name]) -> set[int]:
    return {token for name in names for token in range(name.first, name.stop)}
