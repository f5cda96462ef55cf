"""Cells whose lines stand apart in the text, beside those of other cells, as in a table drawn with bars or set by
spaces: put together, so that the words of a cell are one stretch of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from cdipgraph.readers.joins import Joiner
from cdipgraph.source import CELL, Block
from cdipgraph.spans import Span

_NEARLY: Final = 0.85  # of a column's width: a line that fills it goes on, whatever follows
_ENDS: Final = ".;:)"  # after these a line with a capital is more likely a new one
_SYMBOL: Final = re.compile(r"[A-Z]{2,}/")


class Whole(NamedTuple):
    """A table with its cells put together: where it stands, its text there, as long as before, and its blocks."""

    span: Span
    text: str
    blocks: list[Block]


def whole_cells(text: str, blocks: Sequence[Block], widths: Mapping[int, int]) -> Whole | None:
    """The table of some blocks, in order, with its cells put together; None where each is on one line already.

    `widths` are how many characters a line of each column has room for; where that is not known, the longest tells.
    What is drawn between the rows is left out.
    """
    cells = [block for block in blocks if block.kind is CELL]
    if len({(block.row, block.column) for block in cells}) == len(cells):
        return None
    filled = [block.span for block in cells if block.span.end > block.span.start]
    span = Span(filled[0].start, max(each.end for each in filled))
    composer = _Composer(text, span.start, _longest(cells) | dict(widths))
    for row, column, lines in _cells(cells):
        composer.add(row, column, lines)
    apart = [b for b in blocks if b.kind is not CELL and not (span.start <= b.span.start < span.end)]
    return Whole(span, composer.text.ljust(span.end - span.start), sorted([*composer.blocks, *apart]))


def _longest(cells: Sequence[Block]) -> dict[int, int]:
    """How long the longest line of each column is."""
    found: dict[int, int] = {}
    for block in cells:
        found[block.column] = max(found.get(block.column, 0), block.span.end - block.span.start)
    return found


def _cells(cells: Sequence[Block]) -> Iterator[tuple[int, int, list[Block]]]:
    """The cells, row by row, each with its row, its column, and the blocks of its lines."""
    placed = sorted(cells, key=lambda block: (block.row, block.column, block.span))
    for (row, column), lines in groupby(placed, key=lambda block: (block.row, block.column)):
        yield row, column, list(lines)


class _Composer:
    """Writes cells one after the other, rows on lines of their own, tabs between cells, each paragraph on a line."""

    def __init__(self, text: str, start: int, widths: Mapping[int, int]) -> None:
        self.source, self.start, self.widths = text, start, widths
        self.joiner = Joiner([line for line in map(str.strip, text.split("\n")) if line])
        self.parts: list[str] = []
        self.length = 0
        self.row = -1
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def add(self, row: int, column: int, lines: Sequence[Block]) -> None:
        """Writes a cell."""
        between = "" if not self.length else "\t" if row == self.row else "\n"
        self.row = row if lines[0].span.end > lines[0].span.start else self.row
        for words in self._paragraphs([line.span.of(self.source) for line in lines], self.widths[column]):
            self._write(between if words else "")
            begin = self.start + self.length
            self._write(words)
            self.blocks.append(lines[0]._replace(span=Span(begin, self.start + self.length)))
            between = "\n"

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def _paragraphs(self, lines: Sequence[str], width: int) -> list[str]:
        """The words of a cell, lines joined that were broken because the next word would not have fitted."""
        done = [lines[0]]
        for above, below in pairwise(lines):
            if _goes_on(above, below, width):
                done[-1] = self.joiner.before(done[-1], below, broken=False, cell=True) + below
            else:
                done.append(below)
        return done


def _goes_on(above: str, below: str, width: int) -> bool:
    """True for a line that goes on with the one above it, in a column so many characters wide."""
    if below[0].islower() and above[-1] not in _ENDS:
        return True
    if len(above) + 1 + len(below.split(None, 1)[0]) <= width:
        return False
    if _SYMBOL.match(below) and (above[-1].isdigit() or above[-1] == ")"):  # one document after the other
        return False
    return below[0].islower() or len(above) >= width * _NEARLY or not (above[-1] in _ENDS or above[-1].isdigit())
