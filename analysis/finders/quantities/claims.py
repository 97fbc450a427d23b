"""Link each number to its claimant."""

import pandas as pd

from analysis.finders.lists import word_set
from analysis.finders.parse import rows_of
from analysis.tables import JOINED, check_columns

_QUOTED = {"speaker": "claimed_by", "speaker_start": "claimed_by_start", "speaker_end": "claimed_by_end",
           "actor": "actor", "kind": "claim_rule"}  # fmt: skip
_TYPES = {"claimed_by": "str", "claimed_by_start": "Int32", "claimed_by_end": "Int32",
          "actor": "str", "claim_rule": "str"}  # fmt: skip


def link_claims(quantities: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Add the claimant of each number: the speaker of the quotation around it, or else who the clause says counts.

    A number outside all quotations is asserted by the article itself and has no claimant, unless its own clause
    names one ("the group puts the toll at 58"). If quotations are nested, the innermost one counts; a clause in a
    quotation that names who counts ("more than the ministry's 37") is the innermost. Events and labels such as
    UPDATE claim nothing (list `no_claimants`).

    Args:
        quantities: the table of `find_quantities`.
        quotes: the table of `find_quotes`, with the column `actor` if `link_speakers` was run.

    Columns:
        those of `quantities`, then claimed_by (the speaker as the text names it) with claimed_by_start and
        claimed_by_end, actor (who the speaker is, if known), claim_rule (direct, indirect, mixed: the kind of the
        quotation; counted: the clause names who counts; missing: no claimant).

    Raises:
        KeyError: a table lacks a column.

    >>> number = pd.DataFrame({"doc_id": ["a"], "start": [4], "end": [6], "quantity": ["82"]})
    >>> quote = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [11], "kind": ["indirect"], "speaker": ["Ann"],
    ...                       "speaker_start": [18], "speaker_end": [21]})
    >>> link_claims(number, quote)[["quantity", "claimed_by", "claim_rule"]].values.tolist()
    [['82', 'Ann', 'indirect']]
    """
    check_columns(quantities, "quantities", ["doc_id", "start", "end"], "use the table of find_quantities")
    needed = ["doc_id", "start", "end", *(column for column in _QUOTED if column != "actor")]
    check_columns(quotes, "quotes", needed, "use the table of find_quotes")
    around = quotes.reset_index(drop=True).reindex(_innermost(quantities, quotes)).set_axis(quantities.index)
    found = around.rename(columns=_QUOTED).reindex(columns=list(_TYPES)).astype(_TYPES)
    if "counted_by" in quantities:
        counter = quantities[["counted_by", "counted_by_start", "counted_by_end"]]
        inside = counter["counted_by_start"].ge(around["start"]) & counter["counted_by_end"].le(around["end"])
        counted = counter["counted_by"].notna() & (inside | around["kind"].isna())
        counter = counter.assign(actor=_actors(quantities, quotes), claim_rule="counted")
        found = found.mask(counted, counter.set_axis(list(_TYPES), axis=1).astype(_TYPES))
    # The last of at most three words, or the only one: "the storm" and "UPDATE", but neither Doris Day nor its victims.
    nouns = found["actor"].fillna(found["claimed_by"]).str.extract(r"^(?:(?:\S+ ){1,2}([a-z]+)|(\w+))$")
    found = found.mask(nouns[0].fillna(nouns[1]).str.lower().isin(word_set("no_claimants")))
    return pd.concat([quantities.drop(columns=list(_TYPES), errors="ignore"), found], axis=1)


def _actors(quantities: pd.DataFrame, quotes: pd.DataFrame) -> list[str | None]:
    """Return who counts: the speaker of the document who has the same name or surname, else the words themselves."""
    speakers = quotes.reindex(columns=["doc_id", "speaker", "actor"]).dropna()
    known = {}
    for doc_id, speaker, actor in speakers.to_numpy(object).tolist():
        known[doc_id, speaker] = actor
        for one in actor.split(JOINED):
            known[doc_id, one] = known[doc_id, one.split(" ")[-1]] = one
    pronouns, names = word_set("stopwords"), quantities[["doc_id", "counted_by"]].to_numpy(object).tolist()
    return [known.get((doc_id, name), None if name in pronouns else name) for doc_id, name in names]


def _innermost(quantities: pd.DataFrame, quotes: pd.DataFrame) -> list[int]:
    """Return the row of the shortest quotation around each number, or -1 if there is none."""
    quotes_of = rows_of(quotes.assign(row=range(len(quotes))), ["row", "start", "end"])
    rows = []
    for doc_id, start, end in quantities[["doc_id", "start", "end"]].to_numpy(object).tolist():
        around = ((stop - at, row) for row, at, stop in quotes_of[doc_id] if at <= start and end <= stop)
        rows.append(min(around, default=(0, -1))[1])
    return rows
