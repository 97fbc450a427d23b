"""Stage 3: what each cue may report, proposed in several extents."""

from collections.abc import Iterator

from analysis.finders.parse import Parse
from analysis.finders.quotes.borders import end_at_border
from analysis.finders.quotes.host_contents import host_contents
from analysis.finders.quotes.marks import Marks
from analysis.finders.quotes.other_contents import OTHER_CONTENTS
from analysis.finders.quotes.phrases import Cue, Proposal
from analysis.finders.quotes.quoted_contents import quoted_contents
from analysis.finders.quotes.reporting import UNLISTED
from analysis.finders.quotes.verb_contents import verb_contents


def find_contents(parse: Parse, marks: Marks, cues: list[Cue]) -> Iterator[Proposal]:
    """Yield the proposals of each cue, those in whole quotation marks first."""
    for cue in cues:
        for proposal in _contents(parse, marks, cue):
            has_border = proposal.search_from is not None
            yield end_at_border(parse, marks, proposal) if has_border else proposal


def _contents(parse: Parse, marks: Marks, cue: Cue) -> Iterator[Proposal]:
    if cue.kind != "verb":
        yield from OTHER_CONTENTS[cue.kind](parse, marks, cue)
        return
    yield from quoted_contents(parse, marks, cue)
    if cue.entry is not UNLISTED:
        yield from verb_contents(parse, cue)
        yield from host_contents(parse, cue)
