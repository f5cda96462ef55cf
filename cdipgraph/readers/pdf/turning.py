"""Tables that a page cuts: what stands of them at the foot of a page, or at the top of the next, in a row or two.

A row or two show no columns by themselves. The table on the next page says where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from cdipgraph.readers.pdf.columns import Stretch
from cdipgraph.readers.pdf.lines import split_at
from cdipgraph.readers.pdf.pages import Line
from cdipgraph.readers.pdf.tables import Cell, Grid, grid, inside

_NEAR: Final = 2.0  # points by which the edges of one column differ
_LEVEL: Final = 0.5  # heights of the line within which lines are at one height
_CLOSE: Final = 2.6  # and within which the next row of a table stands
_NEXT: Final = 1.6  # and the next line of a cell
_MOST: Final = 30  # rows of the page that may be the rest of a cell, or the beginning of a table
_ABOVE: Final = 4  # pieces of the page among which the table is: those above it may be its own
_FEWEST: Final = 3  # columns of a table that is begun at the foot of a page

Items = list[Stretch | Grid]


def turned(pages: Sequence[Items]) -> list[Items]:
    """What stands on each page, the rows by themselves at a page's foot or top put in the table that they belong to."""
    found = [list(page) for page in pages]
    for above, below in pairwise(found):
        at = next((n for n, item in enumerate(below[:_ABOVE]) if len(_edges(item)) >= _FEWEST), None)
        if at is None and above:
            _with_more(above[-1], below)
        if at is None or not above:
            continue
        above[-1], below[at] = last, first = _widened(above[-1], below[at]), _widened(below[at], above[-1])
        edges = _edges(first)
        begun = _same(_edges(last), edges)
        foot = [] if begun else _foot(above, edges)
        if begun or foot:
            _with_top(below, at, edges)
        if foot:
            _with_foot(above, foot, edges)
    return found


def _lines(item: Stretch | Grid) -> list[Line]:
    if isinstance(item, Stretch):
        return item.lines
    return [line for row in item.rows for cell in row for line in cell]


def _edges(item: Stretch | Grid) -> list[float]:
    """Where the columns of a table begin; nothing for one with an empty column."""
    columns = [item.column(n) for n in range(len(item.rows[0]))] if isinstance(item, Grid) else []
    return [min(line.x0 for line in column) for column in columns] if all(columns) else []


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < _NEAR for a, b in zip(one, other, strict=True))


def _widened(table: Stretch | Grid, other: Stretch | Grid) -> Stretch | Grid:
    """The table, cut where the columns of another begin, if that has more and all that it holds stands in these."""
    edges = _edges(other)
    if not isinstance(table, Grid) or len(table.rows[0]) >= len(edges):
        return table
    made: list[list[Cell]] = []
    for row in table.rows:
        made.append([[] for _ in edges])
        for line in sorted((line for cell in row for line in cell), key=lambda line: (-line.y0, line.x0)):
            cells = _cells([line], edges)
            if not cells:
                return table
            for column, part in cells:
                made[-1][column].append(part)
    return Grid(made)


def _with_top(page: Items, at: int, edges: Sequence[float]) -> None:
    """Puts what is above a table, and stands in its columns, into it."""
    table = page[at]
    rows = _rows([line for item in page[:at] for line in _lines(item)])
    if not rows or not isinstance(table, Grid):
        return
    top = max(cell[0].y0 for cell in table.rows[0] if cell)
    follows = rows[-1][0].y0 - top < _CLOSE * rows[-1][0].height
    if len(rows) <= _MOST and follows and all(_cells(row, edges) for row in rows):
        records = _records(rows, edges)
        if _inside(table.rows[0][0]):  # the rest of the row above
            records[-1] = [[*one, *two] for one, two in zip(records[-1], table.rows.pop(0), strict=True)]
        page[: at + 1] = [Grid([*records, *table.rows])]


def _inside(cell: Cell) -> bool:
    """True for a cell that begins in the middle of a sentence."""
    return bool(cell) and cell[0].text[0].islower()


def _with_more(last: Stretch | Grid, page: Items) -> None:
    """Makes a table of the first rows of a page on which none is seen, where one of them stands in nearly all columns
    of the page before; else puts the lines of a cell that goes on there with the last row.
    """
    edges = _edges(last)
    if len(edges) < _FEWEST or not isinstance(last, Grid):
        return
    rows: list[list[Line]] = []
    for row in _rows([line for item in page for line in _lines(item)])[:_MOST]:
        apart = rows and rows[-1][0].y0 - row[0].y0 > _CLOSE * row[0].height
        if apart or not _cells(row, edges):
            break
        rows.append(row)
    columns = _columns(rows, edges)
    if all(any(column) for column in columns) and any(len(_filled(row, edges)) >= len(edges) - 1 for row in rows):
        page[:] = [grid(columns, ()), *_without(page, rows)]
        return
    rest = list(_rest(rows, edges))
    for row in rest:
        for column, part in _cells(row, edges):
            last.rows[-1][column].append(part)
    page[:] = _without(page, rest)


def _rest(rows: Sequence[list[Line]], edges: Sequence[float]) -> Iterator[list[Line]]:
    """The first rows of a page with the lines of cells that go on: none begins in the first column, or the first of
    them does in the middle of a sentence; each is right below the other.
    """
    for n, row in enumerate(rows):
        column, part = _cells(row, edges)[0]
        if (n and rows[n - 1][0].y0 - row[0].y0 > _NEXT * row[0].height) or not (n or column or inside(part.text)):
            return
        yield row


def _columns(rows: Sequence[list[Line]], edges: Sequence[float]) -> list[list[list[Line]]]:
    """For each column what every row has in it."""
    found: list[list[list[Line]]] = [[[] for _ in rows] for _ in edges]
    for n, row in enumerate(rows):
        for column, part in _cells(row, edges):
            found[column][n].append(part)
    return found


def _without(page: Items, rows: Sequence[Sequence[Line]]) -> Items:
    """What stands on a page but for these lines; a table goes when all of it does."""
    gone = {id(line) for row in rows for line in row}
    kept: Items = []
    for item in page:
        left = [line for line in _lines(item) if id(line) not in gone]
        if left:
            kept.append(item._replace(lines=left) if isinstance(item, Stretch) else item)
    return kept


def _foot(page: Items, edges: Sequence[float]) -> list[list[Line]]:
    """The rows at the foot of a page that stand in the columns of the next page's table, from the one in most of them
    on: none where that is not in nearly all.
    """
    last = max((n for n, item in enumerate(page) if isinstance(item, Grid)), default=-1)
    lines = [line for item in page[last + 1 :] if isinstance(item, Stretch) for line in item.lines]
    found: list[list[Line]] = []
    for row in reversed(_rows(lines)):
        apart = found and row[0].y0 - found[0][0].y0 > _CLOSE * row[0].height
        if apart or len(found) == _MOST or not _cells(row, edges):
            break
        found.insert(0, row)
    head = next((n for n, row in enumerate(found) if len(_filled(row, edges)) >= len(edges) - 1), None)
    return [] if head is None else found[head:]


def _with_foot(page: Items, rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> None:
    """Makes a table of the rows at the foot of a page."""
    page[:] = [*_without(page, rows), Grid(_records(rows, edges))]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in rows, from the top; each from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y0):
        if found and abs(found[-1][0].y0 - line.y0) < _LEVEL * line.height:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in found]


def _cells(row: Sequence[Line], edges: Sequence[float]) -> list[tuple[int, Line]]:
    """The pieces of a row by the columns that they stand in, cut where these begin; none where one stands in none."""
    found: list[tuple[int, Line]] = []
    held = False
    for piece in row:
        parts = _cut(piece, edges)
        for part in parts:
            column = next((n for n in range(len(edges) - 1, -1, -1) if part.x0 > edges[n] - _NEAR), -1)
            begins = column >= 0 and part.x0 < edges[column] + _NEAR
            held = begins or (held and bool(found) and found[-1][0] == column)
            if not held or (column + 1 < len(edges) and part.x1 > edges[column + 1]):
                return []
            found.append((column, part))
    return found


def _filled(row: Sequence[Line], edges: Sequence[float]) -> set[int]:
    return {column for column, _ in _cells(row, edges)}


def _cut(piece: Line, edges: Sequence[float]) -> list[Line]:
    """A piece that runs over columns, cut where they begin."""
    parts = [piece]
    for edge in edges:
        rest = parts[-1]
        cut = split_at(rest, edge - _NEAR) if rest.x0 < edge - _NEAR and rest.x1 > edge else None
        if cut and abs(cut[1].x0 - edge) < _NEAR:
            parts[-1:] = cut
    return parts


def _records(rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> list[list[Cell]]:
    """The rows of a table that rows of the page make: one begins in the first column with no small letter."""
    made: list[list[Cell]] = []
    for row in rows:
        cells = _cells(row, edges)
        if not made or (cells[0][0] == 0 and not cells[0][1].text[0].islower()):
            made.append([[] for _ in edges])
        for column, part in cells:
            made[-1][column].append(part)
    return made
