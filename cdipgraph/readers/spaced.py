"""Tables set by spaces alone: three columns or more, each of whose cells begins under the head of its column.

What begins a line, or follows two spaces, is a cell where it begins under a head and ends before the next column; one
line that does neither ends the table. A row begins after a blank line where blank lines stand between rows; else with
each line that has a cell in the first column beside others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from cdipgraph.readers.drawn import Drawn
from cdipgraph.readers.lines import Line
from cdipgraph.source import CELL, PARAGRAPH, Block, BlockKind
from cdipgraph.spans import Span

_GAP: Final = re.compile(r" {2,}")
_FEWEST: Final = 3  # columns
_OFF: Final = 1  # columns of text by which a cell may stand beside its head
_MOST_BLANKS: Final = 2  # lines between two rows
_SENTENCE: Final = frozenset(".:;!?")  # after which two spaces part sentences, not columns


class _Piece(NamedTuple):
    """Words that white space parts from the others of their line, and at which column of text they begin."""

    span: Span
    at: int

    @property
    def end(self) -> int:
        return self.at + self.span.end - self.span.start


def spaced_tables(
    text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], taken: Container[int], table: int = 0
) -> dict[int, Drawn]:
    """The tables set by spaces, by the line each begins with; numbered from `table` on. None begins in a line that is
    `taken`.
    """
    found: dict[int, Drawn] = {}
    position = 0
    while position < len(lines):
        heads = [] if position in taken or kinds[position] is not PARAGRAPH else _heads(text, lines[position])
        rows = list(_rows(text, lines, kinds, taken, position, heads)) if heads else []
        if _is_table(rows):
            end = position + sum(map(len, rows))
            found[position] = Drawn(end, tuple(sorted(_cells(rows, table))), True)
            position, table = end, table + 1
        else:
            position += 1
    return found


#: A line of a row: its cells by their columns. A row: its lines.
_Cells = dict[int, Span]


def _is_table(rows: Sequence[Sequence[_Cells]]) -> bool:
    """True where a row below the heads has cells in three columns."""
    return any(len({column for line in row for column in line}) >= _FEWEST for row in rows[1:])


def _heads(text: str, line: Line) -> list[_Piece]:
    """The pieces of a line that can head columns: three or more, none the end of a sentence."""
    if line.tab or text.find("  ", *line.span) < 0:
        return []
    pieces = list(_pieces(text, line))
    ended = any(text[piece.span.end - 1] in _SENTENCE for piece in pieces[:-1])
    return pieces if len(pieces) >= _FEWEST and not ended else []


def _pieces(text: str, line: Line) -> Iterator[_Piece]:
    start, end = line.span
    for gap in _GAP.finditer(text, start, end):
        yield _Piece(Span(start, gap.start()), line.indent + start - line.span.start)
        start = gap.end()
    yield _Piece(Span(start, end), line.indent + start - line.span.start)


def _rows(
    text: str,
    lines: Sequence[Line],
    kinds: Sequence[BlockKind],
    taken: Container[int],
    start: int,
    heads: Sequence[_Piece],
) -> Iterator[list[_Cells]]:
    """The rows of the table that may begin with a line, each line of a row by its cells."""
    columns = [piece.at for piece in heads]
    body: list[tuple[_Cells, bool]] = [({n: piece.span for n, piece in enumerate(heads)}, True)]
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if line.tab or line.blanks > _MOST_BLANKS or position in taken or kinds[position] is not PARAGRAPH:
            break
        cells = _placed(text, line, columns)
        if not cells:
            break
        body.append((cells, line.blanks > 0))
    while len(body) > 1 and body[-1][1] and len(body[-1][0]) == 1:  # a line by itself below the table
        body.pop()
    parted = sum(blank for _, blank in body[2:]) > 0
    row: list[_Cells] = []
    for number, (cells, blank) in enumerate(body):
        begins = blank if parted else 0 in cells and (len(cells) > 1 or number == 0)
        if begins and row:
            yield row
            row = []
        row.append(cells)
    yield row


def _placed(text: str, line: Line, columns: Sequence[int]) -> _Cells:
    """The cells of a line by their columns; none where a piece stands under no head, or runs into the next column."""
    found: _Cells = {}
    pieces = list(_pieces(text, line))
    number = 0
    for column, at in enumerate(columns):
        if number == len(pieces) or abs(pieces[number].at - at) > _OFF:
            continue
        limit = columns[column + 1] - 1 if column + 1 < len(columns) else None
        last = number
        while last + 1 < len(pieces) and text[pieces[last].span.end - 1] in _SENTENCE:
            if limit is not None and pieces[last + 1].at >= limit:
                break
            last += 1  # two spaces after a full stop part no cells
        if limit is not None and pieces[last].end > limit:
            return {}
        found[column] = Span(pieces[number].span.start, pieces[last].span.end)
        number = last + 1
    return found if number == len(pieces) else {}


def _cells(rows: Sequence[Sequence[_Cells]], table: int) -> Iterator[Block]:
    """The blocks of the cells, one a line; of an empty cell an empty one, where its row begins."""
    width = len(rows[0][0])
    for number, row in enumerate(rows):
        for column in range(width):
            spans = [line[column] for line in row if column in line]
            for span in spans or [_empty(row[0], column)]:
                yield Block(span, CELL, table, number, column)


def _empty(cells: _Cells, column: int) -> Span:
    """Where a cell that holds nothing would stand: before the next of its line."""
    after = [span.start for other, span in cells.items() if other > column]
    at = min(after) if after else max(span.end for span in cells.values())
    return Span(at, at)
