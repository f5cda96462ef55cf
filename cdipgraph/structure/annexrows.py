"""What the tables of an annex say, row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cdipgraph.findings import Finding
from cdipgraph.spans import Span
from cdipgraph.structure.lines import Line

_BEYOND = 2**62  # an offset after any text's end


@dataclass(frozen=True)
class AnnexRow:
    """One measure in the annex: the paragraph it answers, the number printed for it, its name, and the entries of the
    other cells. `proposal` counts the proposals of the table from 0; `again` tells that it names the measure of the
    row above it once more.
    """

    paragraph: str
    number: str
    measure: Span
    entries: Mapping[str, tuple[Span, ...]]
    proposal: int = 0
    again: bool = False

    def joined(self, other: AnnexRow) -> AnnexRow:
        """The row with the entries of the one below it that goes on with it."""
        roles = {*self.entries, *other.entries}
        entries = {role: (*self.entries.get(role, ()), *other.entries.get(role, ())) for role in roles}
        return replace(self, entries=entries)


@dataclass
class AnnexTable:
    """The rows of all tables that are an annex; `headings` are cells that head columns or sections, `heads` the page
    heads, `proposals` the rows that head what answers one of several proposals, `others` the tables that are no annex,
    `counts` how many rows each paragraph of each proposal has.
    """

    rows: list[AnnexRow] = field(default_factory=list)
    sections: list[tuple[int, str, Span]] = field(default_factory=list)
    proposals: list[Line] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    heads: frozenset[Span] = frozenset()
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def covers(self, at: int) -> bool:
        """True when the place is in a table of the annex."""
        position = bisect_right(self.spans, (at, _BEYOND)) - 1
        return position >= 0 and at < self.spans[position].end
