"""What a name names, by the words in it and beside it and by a vote over the document."""

from collections import Counter, defaultdict

from analysis.finders.actors.gazetteer import known_bodies, known_peoples, known_places
from analysis.finders.actors.namespans import Name, Words, endings, is_acronym, titles
from analysis.finders.lists import word_map, word_set

LABELS = ["PERSON", "ORG", "PLACE", "GROUP"]

# The model's label has one vote for each time it was given; these are the votes of a rule.
_CUE = 2
_LISTED = 3
_CERTAIN = 100

_ACRONYM = 5  # letters at most
_DEMONYM_ENDINGS = ("n", "an", "ian", "ese", "i")


def label_names(words: Words, names: list[Name]) -> list[Name]:
    """Give one label to all names of a document that are spelled alike."""
    keys = [words.key(name.first, name.last) for name in names]
    votes = _count_votes(words, names, keys)
    order = [*LABELS, "OTHER"]  # the first wins where votes are equal
    labels = {key: max(order, key=votes[key].__getitem__) for key in keys}
    surnames = {key.split()[-1] for key, label in labels.items() if label == "PERSON" and " " in key}
    titled = {
        key for name, key in zip(names, keys, strict=True) if " " not in key and _is_titled(words, name)
    }
    for key in labels:
        is_surname = key in surnames and key not in known_places() and key not in known_peoples()
        if is_surname or " " in key and key.split()[-1] in titled:
            labels[key] = "PERSON"
    return [name._replace(label=labels[key]) for name, key in zip(names, keys, strict=True)]


def cued_label(words: Words, name: Name) -> str | None:
    """Tell the label from the last word of a name, the lists of places and peoples, or the words beside it."""
    key = words.key(name.first, name.last)
    if ending := _ending(words.text[name.first : name.last]):
        return ending
    if _is_titled(words, name):
        return "PERSON"
    if key in known_places():
        return "PLACE"
    if key in known_bodies():
        return "ORG"
    if key in known_peoples():
        return "GROUP"
    return _cue_before(words, name) or _cue_after(words, name)


def _ending(parts: list[str]) -> str | None:
    """What the last word tells, or the one before "of" or "for": "Water Board", "Ministry of Culture"."""
    heads = [
        part for part, follower in zip(parts, parts[1:], strict=False) if follower in ("of", "for", "on")
    ]
    told = [endings()[head] for head in heads if endings().get(head) in ("ORG", "OTHER")]
    return told[0] if told else endings().get(parts[-1]) if len(parts) > 1 else None


def _cues(place: str) -> dict[str, str]:
    return word_map("name_cues", "label", place=place)


def _count_votes(words: Words, names: list[Name], keys: list[str]) -> dict[str, Counter[str]]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    starts = {name.first: key for name, key in zip(names, keys, strict=True)}
    for name, key in zip(names, keys, strict=True):
        votes[key][name.label] += 1
        if cue := cued_label(words, name):
            votes[key][cue] += _CUE
        if name.last - name.first > 1 and words.text[name.first] in word_set("directions"):  # "East Aleppo"
            votes[key]["PLACE"] += _CUE
            votes[words.key(name.first + 1, name.last)]["PLACE"] += _CUE
        if words.text[name.first].isupper() and " " not in key and 1 < len(key) <= _ACRONYM:
            votes[key]["ORG"] += 1
        bracketed = words.text[name.last : name.last + 1] == ["("] and name.last + 1 in starts
        if bracketed and is_acronym(words, name.last + 1, name):  # "World Bank (WB)"
            votes[starts[name.last + 1]][name.label] += _CERTAIN
    for key in list(votes):
        if key in known_places():
            votes[key]["PLACE"] += _CERTAIN if " " in key else _LISTED
        if key in known_bodies():
            votes[key]["ORG"] += _LISTED
        if key in known_peoples():
            votes[key]["GROUP"] += _CERTAIN
        for ending in _DEMONYM_ENDINGS:
            if key + ending in votes:
                votes[key]["PLACE"] += _LISTED
                votes[key + ending]["GROUP"] += _LISTED
    return votes


def _is_titled(words: Words, name: Name) -> bool:
    return name.first > 0 and words.text[name.first - 1] in titles()


def _cue_before(words: Words, name: Name) -> str | None:
    """ "surgeon David Nott", "in Aleppo", "shares in Acme", "the city of Aleppo"."""
    at = name.first - 1
    if at < 0 or words.sent[at] != words.sent[name.first]:
        return None
    cues, word, before = _cues("before"), words.lower[at], words.lower[at - 1] if at else ""
    if word == "of":
        return "PLACE" if cues.get(before) == "PLACE" else None
    return cues.get(f"{before} {word}") or cues.get(word)


def _cue_after(words: Words, name: Name) -> str | None:
    """ "the Salaheddin section", "the Jabha Shamiya rebel group", "Lena Brandt (Norway)"."""
    bracket = words.text[name.last + 1 : name.last + 5]
    if name.last - name.first > 1 and words.text[name.last : name.last + 1] == ["("] and ")" in bracket[1:]:
        country = words.key(name.last + 1, name.last + 1 + bracket.index(")"))
        return "PERSON" if country in known_places() else None
    for at in (name.last, name.last + 1):
        if at == len(words.text) or words.sent[at] != words.sent[name.first]:
            return None
        if label := _cues("after").get(words.lower[at]):
            return label
        if words.pos[at] not in ("NOUN", "ADJ"):
            return None
    return None
