"""Find actors that have no name of their own: rebels, US officials, a humanitarian group."""

from analysis.finders.actors.spans import Mention
from analysis.finders.lists import word_map, word_set
from analysis.finders.parse import Parse, Span

_MODIFIERS = ("amod", "compound", "nmod", "npadvmod")
_VAGUE = ("NUM", "DET", "PRON", "ADV")
_LONGEST = 5  # words before the noun: a longer phrase describes more than it names


def find_groups(parse: Parse) -> list[Mention]:
    """Find collective and unnamed actors: a noun of the list `collective_nouns` with the words that narrow it down.

    People count in the plural ("rebels", "US officials"), sources also in the singular; bodies need a word that
    says which ("a humanitarian group"), unless the list says otherwise ("the government"). Words of the list
    `vague_words` say nothing: "many refugees" are refugees. An actor has a small first letter, and people are in
    the plural.
    """
    found, kinds, alone = [], word_map("collective_nouns", "kind"), word_map("collective_nouns", "alone")
    for noun, lemma in enumerate(parse.lemma):
        # "government" in "government forces" is no actor of its own
        if lemma not in kinds or parse.pos[noun] != "NOUN" or parse.dep[noun] in _MODIFIERS:
            continue
        first, is_body = _first_word(parse, noun), kinds[lemma] == "body"
        is_many = parse.tag[noun] == "NNS" or lemma == "source"
        if (first < noun or alone[lemma] == "yes") and (is_body or is_many):
            found.append(Mention(first, noun + 1, _actor(parse, first, noun, is_body), "GROUP", "nominal"))
    return found


def _first_word(parse: Parse, noun: int) -> int:
    """The first word that belongs to a noun, leftwards without a gap."""
    first, earliest = noun, max(noun - _LONGEST, parse.sentence(noun).first)
    while first > earliest and _narrows_down(parse, first - 1):
        first -= 1
    while parse.form[first] == "-":  # "a 30-strong group": the word before the hyphen was vague
        first += 2
    return min(first, noun)


def _narrows_down(parse: Parse, token: int) -> bool:
    is_part = parse.dep[token] in _MODIFIERS and parse.pos[token] not in _VAGUE
    is_vague = parse.word[token] in word_set("vague_words") or parse.word[token] in word_set("stopwords")
    return is_part and not is_vague or parse.form[token] == "-"


def _actor(parse: Parse, first: int, noun: int, is_body: bool) -> str:
    word, lemma = parse.form[noun], parse.lemma[noun]
    front = parse.written(Span(first, noun + 1)).removesuffix(word)
    actor = front + (f"{lemma}s" if not is_body and word.lower() == lemma else word)
    is_name = parse.pos[first] == "PROPN" or actor[1:2].isupper()
    is_people = parse.pos[first] == "ADJ" and front[:1].isupper() and "-" not in front  # "Syrian rebels"
    return actor if is_name or is_people else actor[:1].lower() + actor[1:]
