"""Who is quoted, saying what."""

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import speaker_mentions, verb_cues
from analysis.attributions import Candidate, Marks
from analysis.lexicons import read_lexicon
from analysis.other_cues import propose_according_to, propose_for_adverb, propose_for_clear, propose_for_colon, propose_for_dash, propose_for_noun
from analysis.parse import Parse, parses
from analysis.quotation_marks import pair_marks
from analysis.verb_cues import UNLISTED, Entry, propose_for_verb


def propose(parse: Parse, marks: Marks) -> list[Candidate]:
    verbs, nouns = _entries()
    found: list[Candidate] = []
    near = _near_marks(parse, marks)
    for token in range(len(parse)):
        pos = parse.pos[token]
        if parse.word[token] == "according":
            if not _is_quoted(marks, token):
                found += propose_according_to(parse, marks, token)
        elif pos == "VERB" or pos == "AUX":
            entry = verbs.get(parse.lemma[token])
            if entry is None:
                if token not in near:
                    continue
                entry = UNLISTED
            if _is_quoted(marks, token):
                continue
            found += propose_for_verb(parse, marks, token, entry)
        elif parse.word[token] == "reportedly":
            if not _is_quoted(marks, token):
                found += propose_for_adverb(parse, marks, token)
        elif parse.word[token] == "clear":
            if not _is_quoted(marks, token):
                found += propose_for_clear(parse, marks, token)
        elif pos == "NOUN":
            entry = nouns.get(parse.lemma[token])
            if entry is not None and not _is_quoted(marks, token):
                found += propose_for_noun(parse, marks, token, *entry)
        elif parse.word[token] == ":":
            if not _is_quoted(marks, token):
                found += propose_for_colon(parse, marks, token)
        elif parse.word[token] in ("-", "--", "–", "—", "―"):
            found += propose_for_dash(parse, marks, token)
    return found


def _is_quoted(marks, token):
    mark = marks.inside.get(token)
    return mark is not None and marks.closed[mark]


def _near_marks(parse, marks):
    near = set()
    for first, last in marks.spans:
        near.update(range(last + 1, last + 6))
        near.update(range(first - 8, first))
    return near


@lru_cache(maxsize=1)
def _entries():
    verbs = {
        row["verb"]: Entry(row["class"], frozenset(row["takes"].split()), frozenset(row["prepositions"].split()))
        for row in read_lexicon("reporting_verbs").to_dict("records")
    }
    verb_cues.CUT_VERBS.update(v for v, e in verbs.items() if e.kind != "mental" and "clause" in e.takes)
    speaker_mentions.TEXTS.update(r["noun"] for r in read_lexicon("reporting_nouns").to_dict("records") if r["text"] == "yes")
    nouns = {
        row["noun"]: (row["clause"] == "yes", frozenset(row["prepositions"].split()))
        for row in read_lexicon("reporting_nouns").to_dict("records")
    }
    return verbs, nouns
