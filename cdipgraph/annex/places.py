"""Where the annex says things: the words around a citation, and the row that each citation stands in.

The graph has spans, not cells. A row is the stretch between the first and the last of what is known to stand in it: the
measure's cell, its entries, the ranges cited for it. Items, which several measures can share, go to the row they stand
in or next to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cdipgraph.annex.facts import Quote
from cdipgraph.annex.table import BULLET
from cdipgraph.lineage.statements import Statements

#: What ends an entry: the end of its line or of its cell, or a gap such as columns of plain text have between them.
_EDGE: Final = re.compile(r"[\n\r\t\v\f|│┃]|[^\S\n]{3,}")
_BULLET: Final = re.compile(BULLET)
_AFTER: Final = re.compile(r"\s?[;,.]+")
_BORDERS: Final = re.compile(r"[\s|│┃]+")
_SHORT_CELL: Final = 24  # characters that a number, or a word on how things stand, takes between two cells
REACH: Final = 600  # characters that an entry can run on before and after what is cited in it


def quotes(said: Statements, spans: Iterable[str]) -> list[Quote]:
    """The spans with their words, in the order of the text."""
    found = []
    for span in spans:
        start, end = said.number(span, "oa:start"), said.number(span, "oa:end")
        exact = said.all(span, "oa:exact")
        if start is not None and end is not None and exact:
            found.append(Quote(start, end, exact[0]))
    return sorted(found, key=lambda quote: (quote.start, quote.end))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the document's text, and where it begins."""

    start: int = 0
    text: str = ""

    def around(self, quote: Quote) -> tuple[str, str]:
        """The text before and after a quote; nothing where the text does not have the quote at its place."""
        start, end = quote.start - self.start, quote.end - self.start
        if start < 0 or self.text[start:end] != quote.text:
            return "", ""
        return self.text[max(0, start - REACH) : start], self.text[end : end + REACH]

    def line(self, quote: Quote) -> Quote:
        """The entry that a citation stands in: the line of its cell, from edge to edge."""
        before, after = self.around(quote)
        start = max((edge.end() for edge in _EDGE.finditer(before)), default=0)
        edge = _EDGE.search(after)
        head, tail = _BULLET.sub("", before[start:].lstrip()), after[: edge.start() if edge else len(after)].rstrip()
        if max(len(head), len(tail)) >= REACH // 2:
            return quote  # no entry is that long: the layout gives no edges
        return Quote(quote.start - len(head), quote.end + len(tail), head + quote.text + tail)

    def closed(self, quote: Quote) -> Quote:
        """The quote with the full stop or semicolon after it."""
        after = _AFTER.match(self.around(quote)[1])
        return Quote(quote.start, quote.end, quote.text + after[0]) if after else quote

    def between(self, one: int, other: int) -> str:
        """The words between two places, without what only parts cells."""
        return _BORDERS.sub("", self.text[max(0, one - self.start) : max(0, other - self.start)])


class Rows:
    """The rows of the annex by their measures: where each begins and ends."""

    def __init__(self, found: Mapping[str, Sequence[Quote]]) -> None:
        self.bounds = {
            measure: (min(quote.start for quote in known), max(quote.end for quote in known))
            for measure, known in found.items()
            if known
        }
        self.leading = False

    def start(self, measure: str) -> int | None:
        """Where the row of a measure begins."""
        return self.bounds[measure][0] if measure in self.bounds else None

    def hold(self, quote: Quote, measure: str, text: Stretch) -> bool:
        """True when a quote about a measure stands in the annex: among its rows, or at the edge of the measure's."""
        if measure not in self.bounds:
            return False
        first, last = min(start for start, _ in self.bounds.values()), max(end for _, end in self.bounds.values())
        start, end = self.bounds[measure]
        if first <= quote.start and quote.end <= last:
            return True
        between = text.between(end, quote.start) if quote.start >= end else text.between(quote.end, start)
        return (start == first or end == last) and len(between) <= _SHORT_CELL and "[" not in between

    def settle(self, cited: Iterable[tuple[Quote, Sequence[str]]]) -> None:
        """Nothing; learns whether quotes lead a row or close it.

        Those that only one measure claims tell, and those before the first row and after the last.
        """
        sides = [self._vote(quote, [measure for measure in rows if measure in self.bounds]) for quote, rows in cited]
        self.leading = sides.count(-1) > sides.count(1)

    def _vote(self, quote: Quote, rows: Sequence[str]) -> int:
        """-1 for a quote that leads a row, 1 for one that closes it, 0 where that is not certain."""
        if len(rows) == 1:
            return self._side(quote, rows[0])
        sides = {self._side(quote, measure) for measure in self.bounds}
        return sides.pop() if len(sides) == 1 else 0

    def nearest(self, quote: Quote, measures: Iterable[str]) -> str | None:
        """The measure in or next to whose row a quote stands, of those that claim it; None where none has a row.

        Between two rows it belongs to the one that such quotes close, or lead.
        """
        order = (0, -1, 1) if self.leading else (0, 1, -1)
        rows = [measure for measure in measures if measure in self.bounds]
        return min(
            rows,
            key=lambda measure: (order.index(self._side(quote, measure)), self._distance(quote, measure)),
            default=None,
        )

    def _distance(self, quote: Quote, measure: str) -> int:
        start, end = self.bounds[measure]
        return max(0, start - quote.end, quote.start - end)

    def _side(self, quote: Quote, measure: str) -> int:
        """-1 for a quote before the row, 1 for one after it, 0 within."""
        start, end = self.bounds[measure]
        return -1 if quote.end <= start else 1 if quote.start >= end else 0


def nearest_cell(spans: Sequence[Quote], row: Sequence[Quote]) -> Quote | None:
    """Of the spans of a measure, the one beside what its row tells; the last where the row tells nothing else."""
    if not row:
        return max(spans, key=lambda quote: quote.start, default=None)
    start, end = min(quote.start for quote in row), max(quote.end for quote in row)
    return min(spans, key=lambda quote: (max(0, start - quote.end, quote.start - end), -quote.start), default=None)
