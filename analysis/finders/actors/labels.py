"""What a name names, by the words in it and beside it and by a vote over the document."""

from collections import Counter, defaultdict
from functools import partial
from itertools import pairwise

from analysis.finders.actors.gazetteer import endings, listed_labels, particles, titles
from analysis.finders.actors.spans import Name, acronym_after, key_of
from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse

LABELS = ["PERSON", "ORG", "PLACE", "GROUP"]

# The model's label has one vote each time; these are the votes of a rule.
_CUE = 2
_LISTED = 3
_CERTAIN = 100

_BODY_WORDS = {"of", "for", "on"}
_ACRONYM = 5  # letters at most

_cues_before = partial(word_map, "name_cues", "label", place="before")
_cues_after = partial(word_map, "name_cues", "label", place="after")


def label_names(parse: Parse, names: list[Name]) -> list[Name]:
    """Label all names of a document that are spelled alike with the label that has most votes."""
    keys = [key_of(parse, name.first, name.stop) for name in names]
    named, votes = list(zip(names, keys, strict=True)), _count_votes(parse, names, keys)
    # The first wins where votes are equal.
    labels = {key: max([*LABELS, "OTHER"], key=votes[key].__getitem__) for key in dict.fromkeys(keys)}
    persons = [key for key, label in labels.items() if label == "PERSON" and " " in key]
    parts = {word for person in persons for word in person.split()}
    titled = {key for name, key in named if " " not in key and _is_titled(parse, name)}
    said = {key for name, key in named if key in parts and _is_speaker(parse, name)}
    for key in labels:
        front, _, rest = key.rpartition(" ")
        is_free = key in said or listed_labels().get(key) in (None, "ORG")  # "Paris said", of "Rosa Paris"
        is_part = is_free and rest in parts and (not front or front.title() in titles())
        if is_part or front and rest in titled and _BODY_WORDS.isdisjoint(key.split()):
            labels[key] = "PERSON"
    starts = {name.first: key for name, key in named}
    for name, key in named:
        short = starts.get(name.stop + 1)
        if short and acronym_after(parse, name.stop) and short not in listed_labels():
            labels[key] = labels[key].replace("GROUP", "ORG")
            labels[short] = labels[key].replace("PERSON", "ORG")  # "Jan Moll (VVD)"
    return [Name(name.first, name.stop, labels[key]) for name, key in named]


def cued_label(parse: Parse, name: Name) -> str | None:
    """The label by the last word of a name, the lists of places and peoples, or the words beside it."""
    ending = _ending(parse.form[name.first : name.stop])
    if _is_person(parse, name, ending):
        return "PERSON"
    titled = "PERSON" if _is_titled(parse, name) else None
    listed = listed_labels().get(key_of(parse, name.first, name.stop))
    return ending or titled or listed or _cue_before(parse, name) or _cue_after(parse, name)


def _count_votes(parse: Parse, names: list[Name], keys: list[str]) -> dict[str, Counter[str]]:
    """For each key the votes for each label, from the places where it is named and from the lists."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, key in zip(names, keys, strict=True):
        votes[key][name.label] += 1
        if cue := cued_label(parse, name):
            votes[key][cue] += _CUE
        form = parse.form[name.first]
        if name.label in ("PERSON", "PLACE") and " " in key and form in word_set("directions"):
            # "East Aleppo"
            for place in (key, key_of(parse, name.first + 1, name.stop)):
                votes[place]["PLACE"] += _CUE
        if form.isupper() and 1 < len(key) <= _ACRONYM:
            votes[key]["ORG"] += 1
    for key in set(keys):
        if label := listed_labels().get(key):
            votes[key][label] += _CERTAIN if label == "GROUP" or " " in key else _LISTED
    return votes


def _ending(forms: list[str]) -> str | None:
    """The label of the last word, or of one before "of", "for" or "on": "Water Board", "Ministry of Culture"."""
    for form, following in pairwise(forms):
        if following in _BODY_WORDS and form != "House" and endings().get(form):
            return endings()[form]
    is_whole = len(forms) > 1 and forms[-2] not in particles()  # not "de la Tour"
    return endings().get(forms[-1]) if is_whole else None


def _is_person(parse: Parse, name: Name, ending: str | None) -> bool:
    """Whether the words show a person, though the last may also end the name of a place or body: "Rosa Hill, 34,"."""
    first, stop, label = name
    is_surname = ending is None or parse.form[stop - 1] in word_set("name_endings", surname="yes")
    if not is_surname or not 2 <= stop - first <= 3:  # "Park Ji-won" has four tokens
        return stop - first == 4 and parse.form[stop - 2] == "-" and parse.form[stop - 1].islower()
    if _is_titled(parse, name):
        return True
    is_first = parse.word[first] in word_set("first_names") and label != "OTHER"
    if not is_first or ending is None:
        return is_first
    return _is_speaker(parse, name) or "PERSON" in (_cue_before(parse, name), _cue_after(parse, name))


def _is_speaker(parse: Parse, name: Name) -> bool:
    noun = name.stop - 1
    return parse.dep[noun] == "nsubj" and parse.lemma[parse.head[noun]] in word_set("reporting_verbs")


def _is_titled(parse: Parse, name: Name) -> bool:
    is_inside = word_map("titles", "pronoun").get(parse.form[name.first])  # "King" in the name
    return bool(is_inside) or parse.form[name.first - 1] in titles()


def _cue_before(parse: Parse, name: Name) -> str | None:
    """ "surgeon David Nott", "in Aleppo", "shares in Acme", "the city of Aleppo"."""
    cues, earlier, word = _cues_before(), parse.word[name.first - 2], parse.word[name.first - 1]
    if word == "of" and cues.get(earlier) == "PLACE":
        return "PLACE"
    if endings().get(parse.form[name.first - 2]) == "ORG" and acronym_after(parse, name.first - 1):
        return "ORG"  # "the Water Board (OWB)"
    return cues.get(f"{earlier} {word}") or cues.get(word)


def _cue_after(parse: Parse, name: Name) -> str | None:
    """ "the Salaheddin section", "the Jabha Shamiya rebel group", "Jan ten Haaf, 34,"."""
    first, stop, _ = name
    if parse.form[stop] == "," and parse.form[stop + 1].isdigit() and parse.form[stop + 2] in (",", "."):
        return "PERSON"
    role = parse.child(stop - 1, "appos") or -1  # "Weiss, a judge"
    is_beside = parse.first[role] == stop + 1 and parse.tag[role] == "NN"
    beside = _cues_before().get(parse.lemma[role]) if is_beside else None
    cues, is_noun = _cues_after(), parse.pos[stop] in ("NOUN", "ADJ")
    return beside or cues.get(parse.word[stop]) or (cues.get(parse.word[stop + 1]) if is_noun else None)
