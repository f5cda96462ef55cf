"""Plain text, in the layouts in which documents come as text: a line a paragraph, as Word leaves it; wrapped lines;
copies of pages, with their heads and numbers; tables with tabs, bars or spaces.

The text is not changed, but for tables whose cells were wrapped beside each other: there each cell is put together, in
the same place and length. The blocks say which stretches of the text are what; every character that is neither white
space nor markup is in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cdipgraph.readers.cells import Whole, whole_cells
from cdipgraph.readers.drawn import Drawn, drawn_tables, tab_rows
from cdipgraph.readers.furniture import Furniture
from cdipgraph.readers.lines import Line, lines_of
from cdipgraph.readers.runon import set_apart
from cdipgraph.readers.spaced import spaced_tables
from cdipgraph.readers.tables import tab_table, tab_tables
from cdipgraph.readers.wrapped import Paragraphs
from cdipgraph.source import FURNITURE, PARAGRAPH, Block, BlockKind, SourceText
from cdipgraph.spans import Span


def source_text(text: str, *, name: str = "", encoding: str = "utf-8", sha256: str = "") -> SourceText:
    """The text with its blocks: paragraphs, table cells, page heads, furniture."""
    laid_out, blocks, pages = layout(text)
    return SourceText(laid_out, tuple(blocks), pages, name, encoding=encoding, sha256=sha256)


def layout(text: str) -> tuple[str, list[Block], tuple[int, ...]]:
    """The text, its blocks in order, and where its pages begin, if it has any."""
    lines, pages, markup, marked = lines_of(text)
    furniture = Furniture(text, lines, marked)
    page = _Page(text, lines, furniture.kinds, furniture.numbers)
    blocks = set_apart(text, page.blocks())
    if markup:
        starts = [block.span.start for block in blocks]
        apart = (span for span in markup if not _within(blocks, starts, span) and not page.has_left_out(span))
        blocks = sorted([*blocks, *(Block(span, FURNITURE) for span in apart)])
    return page.laid_out(), blocks, pages


def _within(blocks: Sequence[Block], starts: Sequence[int], span: Span) -> bool:
    """True for a span in a block: markup at the end of a line that its paragraph goes on after."""
    position = bisect_right(starts, span.start) - 1
    return position >= 0 and span.start < blocks[position].span.end


class _Page:
    """Goes through the lines once, and takes a table, a paragraph or a single line at a time."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        kinds: Sequence[BlockKind],
        numbers: frozenset[int],
    ) -> None:
        self.text, self.lines, self.kinds = text, lines, kinds
        self.drawn = drawn_tables(text, lines)
        self.tables = sum(drawn.is_table for drawn in self.drawn.values())
        rows = tab_rows(text, lines, self.tables)
        self.tables += len(rows)
        self.drawn |= rows
        inside = {line for first, drawn in self.drawn.items() for line in range(first, drawn.end)}
        spaced = spaced_tables(text, lines, kinds, inside, self.tables)
        self.tables += len(spaced)
        self.drawn |= spaced
        self.tabbed = tab_tables(text, lines, kinds)
        self.paragraphs = Paragraphs(text, lines, kinds, numbers, self.drawn)
        self.whole: list[Whole] = []

    def laid_out(self) -> str:
        """The text with the cells put together that were wrapped beside each other."""
        parts, end = [], 0
        for table in self.whole:
            parts += [self.text[end : table.span.start], table.text]
            end = table.span.end
        return "".join([*parts, self.text[end:]])

    def has_left_out(self, span: Span) -> bool:
        """True for what stands between cells that were put together."""
        return any(table.span.covers(span) for table in self.whole)

    def blocks(self) -> list[Block]:
        """The blocks of all lines."""
        found: list[Block] = []
        position = 0
        while position < len(self.lines):
            if position in self.drawn:
                found += self._drawn(self.drawn[position])
                position = self.drawn[position].end
            elif position in self.tabbed and (cells := self._table(position)) is not None:
                found += cells
                position = self.tabbed[position]
            else:
                position = self._paragraph(position, found)
        return found

    def _drawn(self, drawn: Drawn) -> Sequence[Block]:
        whole = whole_cells(self.text, drawn.blocks, drawn.widths)
        if whole is None:
            return drawn.blocks
        self.whole.append(whole)
        return whole.blocks

    def _table(self, start: int) -> list[Block] | None:
        end = self.tabbed[start]
        cells = tab_table(self.text, self.lines[start:end], self.kinds[start:end], self.tables)
        self.tables += cells is not None
        return cells

    def _paragraph(self, start: int, found: list[Block]) -> int:
        """The line after a paragraph, a head or an empty cell of no table; its block is put with those found."""
        line, kind = self.lines[start], self.kinds[start]
        if kind is not PARAGRAPH:
            found.append(Block(line.span, kind))
            return start + 1
        if line.span.end == line.span.start:
            return start + 1
        end = self.paragraphs.end(start)
        span = line.span if end == start + 1 else Span(line.span.start, self.lines[end - 1].span.end)
        found.append(Block(span, kind))
        return end
