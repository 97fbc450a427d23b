"""What the words beside a person's name show: titles and roles, and whether the person is he or she."""

from analysis.finders.lists import word_map
from analysis.finders.parse import Parse, Span

_TITLE = ("NOUN", "PROPN", "ADJ")


def roles_of(parse: Parse, name: Span, actor: str) -> frozenset[str]:
    """The titles and roles of a person, and "he" or "she": "President Ortiz", "Ortiz, the judge", "his wife, Ida".

    The first name of the actor counts where no title or role shows who is he or she.
    """
    head, titles, full = parse.root(name), word_map("titles", "pronoun"), word_map("titles", "full")
    beside = [kid for kid in parse.children(head) if parse.dep[kid] == "appos"]
    beside += [parse.head[head]] if parse.dep[head] == "appos" else []
    beside = [noun for noun in beside if parse.pos[noun] == "NOUN" or parse.form[noun] in titles]
    nouns = [at for noun in beside for at in (*parse.children(noun), noun) if at <= noun]
    at = name.first - 1
    while parse.pos[at] in _TITLE and (parse.form[at] in titles or at < parse.head[at] <= head):
        nouns.append(at)
        at -= 1
    nouns = [noun for noun in nouns if parse.pos[noun] in _TITLE]
    roles = frozenset((full.get(parse.form[noun]) or parse.lemma[noun]).lower() for noun in nouns)
    shown = {titles.get(parse.form[at]) for at in (*nouns, name.first)} | set(map(noun_kind, roles))
    first_names = word_map("first_names", "pronoun")
    first = next((word for word in actor.lower().split()[:-1] if word in first_names), None)
    return roles | (shown & {"he", "she"} or {first_names.get(first)} - {None})


def noun_kind(lemma: str) -> str | None:
    """The kind of speaker that a noun is: organisation, government, text, medium, person, he or she."""
    return word_map("speaker_nouns", "kind").get(lemma) or word_map("person_nouns", "kind").get(lemma)
