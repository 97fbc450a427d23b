"""Where a name begins and ends: cut off what is no part of it, split what was glued together, join what was cut."""

import re
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.finders.actors.gazetteer import endings, listed_labels, name_key, no_actors, particles, titles
from analysis.finders.parse import Parse

_ARTICLES = {"the", "a", "an"}
_BREAKS = set('()[]:;|/"“”–—') | {"--"}
# Up to the last name in 'Yusuf "Abu Omar" al-Hamdan'
_NICKNAME = re.compile(r"""["“‘'](?:the )?[A-Z][\w'’-]*(?: [\w-]+){0,3}["”’'] (?:[ae]l[ -])?(?=[A-Z])""")
_PARTY_TAG = re.compile(r"[dri]-[a-z].*|[a-z]")  # "(D-Mass.)", "(R)"
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(com|org|net|us|uk|gov)\b", re.IGNORECASE)
_VERBAL = {"VERB", "AUX", "ADV"}


class Name(NamedTuple):
    """The tokens from `first` up to `stop`, and what they name: PERSON, ORG, PLACE, GROUP, or OTHER (works, events)."""

    first: int
    stop: int
    label: str


class Mention(NamedTuple):
    """The tokens from `first` up to `stop`, and whom they name."""

    first: int
    stop: int
    actor: str
    label: str
    kind: str


def clean_spans(parse: Parse, names: list[Name]) -> list[Name]:
    """Correct where the model's names begin and end, and leave out what is no name."""
    whole = list(_nicknamed(parse))
    inside = {token for name in whole for token in range(name.first, name.stop)}
    parts = [part for name in names for part in _split(parse, name) if inside.isdisjoint(range(*part[:2]))]
    return _join(parse, whole + [part for part in parts if not is_no_name(parse, part)])


def trim(parse: Parse, name: Name) -> Name:
    """Cut titles, articles and small words off both ends; the rest may be empty."""
    first, stop, label = name
    if label == "PERSON":
        first = max((at + 1 for at in range(first, stop - 1) if parse.form[at] in titles()), default=first)
    while first < stop and not _may_start(parse, first, stop):
        first += 1
    while stop > first and not _may_end(parse, stop - 1, label):
        stop -= 1
    short = acronym_after(parse, stop)
    if short and short[0] == parse.form[first - 1][:1] and len(short) == stop - first + 1:
        return Name(first - 1, stop, "ORG")  # "Open" Hands Relief (OHR)
    is_title = stop - first == 1 and parse.form[first] in titles()
    return Name(first, first if is_title else stop, label)


def is_no_name(parse: Parse, name: Name) -> bool:
    """Whether a span is an address, an office, part of an adjective, or on the list of what is no actor."""
    key, last = key_of(parse, name.first, name.stop), parse.form[name.stop - 1]
    is_speaker = name.label == "PERSON" and titles().get(last)  # "House Speaker"
    is_tag = parse.form[name.first - 1] in ("(", ",") and _PARTY_TAG.fullmatch(key)
    is_model = " ".join(key.split()[:2]) in no_actors() and last not in endings()  # "Windows XP Pro"
    if key in no_actors() or is_model or is_tag or is_speaker or _is_hyphened(parse, name):
        return True
    if key in listed_labels():
        return False
    is_code = " " not in key and any(map(str.isdigit, key))  # "F-16", "IE6"
    return is_code or bool(_ADDRESS.search(" ".join(parse.form[slice(*name[:2])]))) or _is_office(parse, name)


def key_of(parse: Parse, first: int, stop: int) -> str:
    """The spelling by which a span is compared."""
    return name_key(parse.text[parse.start[first] : parse.end[stop - 1]])


def is_acronym(name: str) -> bool:
    """Whether a name is a single word with several capitals."""
    return name.isalnum() and sum(map(str.isupper, name)) > 1


def acronym_after(parse: Parse, token: int) -> str:
    """The acronym in brackets that begins at a token, or an empty string."""
    bracket, word = parse.form[token : token + 2]
    return word if bracket == "(" and is_acronym(word) else ""


def is_proper(parse: Parse, token: int, sent: int) -> bool:
    """Whether a token is a capitalised proper noun of that sentence."""
    return parse.pos[token] == "PROPN" and parse.capital[token] and parse.sent[token] == sent


def proper_run(parse: Parse, token: int, sent: int, taken: Container[int]) -> int:
    """The first token, from here on, that is no proper noun of the sentence or belongs to another name.

    Particles between proper nouns ("van den") and the second half of "Park Ji-won" are part of the run.
    """
    while token not in taken and is_proper(parse, token, sent):
        token += 1
        if parse.form[token] == "-" and parse.pos[token + 1] == "PROPN" and parse.form[token + 1].islower():
            token += 2
        token = after_particles(parse, token, sent)
    return token


def after_particles(parse: Parse, token: int, sent: int) -> int:
    """The proper noun that follows particles in small letters from a token on; the token itself if there is none."""
    after = token
    while parse.word[after] in particles() and not parse.capital[after]:
        after += 1
    return after if after > token and is_proper(parse, after, sent) else token


def _nicknamed(parse: Parse) -> Iterator[Name]:
    """Persons with a nickname in marks between their names: 'Yusuf "Abu Omar" Hamdan'."""
    for match in _NICKNAME.finditer(parse.text):
        mark, last = parse.tokens_in(*match.span())
        first, stop = mark, proper_run(parse, last, parse.sent[mark], ())
        while is_proper(parse, first - 1, parse.sent[mark]):
            first -= 1
        if first < mark and last < stop:
            yield trim(parse, Name(first, stop, "PERSON"))


def _split(parse: Parse, name: Name) -> Iterator[Name]:
    breaks = [token for token in range(name.first, name.stop) if _breaks(parse, name, token)]
    for before, stop in pairwise([name.first - 1, *breaks, name.stop]):
        part = trim(parse, Name(before + 1, stop, name.label))
        if part.first < part.stop:
            yield part


def _breaks(parse: Parse, name: Name, token: int) -> bool:
    """Whether a name is split at a token, which is part of neither half."""
    word, label = parse.word[token], name.label
    if word == ",":
        return token + 1 == name.stop or parse.form[token + 1] not in endings()
    if label == "PERSON" and parse.pos[token] in _VERBAL:  # "Donald Trump Finally Endorses" in a headline
        return word not in particles()
    if word in ("and", "&"):
        is_country = listed_labels().get(key_of(parse, name.first, name.stop)) == "PLACE"
        return label in ("PERSON", "PLACE") and not is_country
    return word in _BREAKS or word == "-" and not _touch(parse, token - 1)  # "SOCCER - BRAZIL"


def _may_start(parse: Parse, token: int, stop: int) -> bool:
    form, word = parse.form[token], parse.word[token]
    if word in particles() and not parse.capital[token]:
        return token + 1 < stop and (parse.form[token + 1] == "-" or _may_start(parse, token + 1, stop))
    is_code = form[0].isdigit() and any(map(str.isalpha, form))
    return word not in _ARTICLES and (is_code or form != word)


def _may_end(parse: Parse, token: int, label: str) -> bool:
    form = parse.form[token]
    # "Kwok Ka-ki"; "Sr." in two tokens
    is_half = parse.form[token - 1] == "-" and form.isalpha() or form == "." and parse.form[token - 1] == "Sr"
    return (is_half or form != parse.word[token]) and (label == "PERSON" or not titles().get(form))


def _touch(parse: Parse, token: int) -> bool:
    """Whether there is nothing between a token and the next."""
    return token + 1 < len(parse) and parse.end[token] == parse.start[token + 1]


def _is_hyphened(parse: Parse, name: Name) -> bool:
    """Whether a name is only part of an adjective or an affiliation: "pro-Beijing", "US-backed", "(R-Texas)"."""
    return any(
        parse.form[hyphen] == "-"
        and _touch(parse, min(hyphen, other))
        and (not parse.capital[other] or len(parse.form[other]) == 1)  # not "Paris" in "Paris-Nice"
        for hyphen, other in ((name.first - 1, name.first - 2), (name.stop, name.stop + 1))
    )


def _is_office(parse: Parse, name: Name) -> bool:
    """ "Interior" in "Interior Minister" or "State" in "Secretary of State"."""
    before = parse.form[name.first - 2].title() if parse.form[name.first - 1] == "of" else ""
    return "portfolio" in (titles().get(before), titles().get(parse.form[name.stop]))


def _join(parse: Parse, names: list[Name]) -> list[Name]:
    """Put together what the model cut: "Saudi" "Gazette", "Comic Corps" of "Canada"."""
    starts = {name.first: name for name in names}
    joined: list[Name] = []
    for name in sorted(names):
        if not joined or joined[-1].stop <= name.first:
            while longer := _grown(parse, name, starts):
                name = longer
            joined.append(name)
    return joined


def _grown(parse: Parse, name: Name, starts: dict[int, Name]) -> Name | None:
    """The name with what follows it, where that is part of it."""
    first, stop, label = name
    sent = parse.sent[first]
    if stop >= len(parse) or parse.sent[stop] != sent:
        return None
    if label not in ("ORG", "PLACE") and (after := after_particles(parse, stop, sent)) > stop:
        return Name(first, proper_run(parse, after, sent, ()), "PERSON")
    for end in (stop + 1, stop + 2):  # "Islamic" State, "Marks" and Spencer
        if is_proper(parse, end - 1, sent) and listed_labels().get(key_of(parse, first, end)) == "ORG":
            return Name(first, end, "ORG")
    is_body = any(endings().get(form) == "ORG" for form in parse.form[first:stop])
    after = stop
    if is_body and parse.word[stop] in ("of", "for"):
        after += 1 + (parse.word[stop + 1] == "the")
    following = starts.get(after)
    end = following.stop if following else proper_run(parse, after, sent, starts)
    if end == after or following and label == "PERSON":
        return None
    if after > stop or following and (label, following.label) == ("ORG", "PLACE"):
        return Name(first, end, "ORG")
    grown = label if label == "PERSON" and end == stop + 1 else endings().get(parse.form[end - 1])
    return Name(first, end, grown) if grown else None
