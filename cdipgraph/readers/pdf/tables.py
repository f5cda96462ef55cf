"""Tables: which rows of a page make one row of the table, and what stands in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cdipgraph.readers.pdf.lines import Row, line
from cdipgraph.readers.pdf.pages import Line
from cdipgraph.readers.pdf.paragraphs import is_full

_NUMBER = re.compile(r"\d+")
_ENDS = ".;:)"  # of an entry in a cell

_BREAK = 1.2  # times the distance of lines: a wider one parts the rows of a table
_LINE = 0.8  # times the height of the text: lines are no nearer to each other
_WRAPPED = 1.6  # times the height of the text: lines of one cell are no further apart
_NEAR = 8.0  # points by which a column moves from page to page
_ALIGNED = 0.7  # of the columns have to be in the same place

Cell = list[Line]


class Grid(NamedTuple):
    """A table: its rows, each the lines of every cell."""

    rows: list[list[Cell]]

    def column(self, number: int) -> list[Line]:
        """All lines of a column."""
        return [line for row in self.rows for line in row[number]]


def grid(columns: Sequence[Sequence[Row]], rules: Sequence[float]) -> Grid:
    """The table that stands in columns; `rules` are the heights of the lines drawn between its rows."""
    count = len(columns[0])
    tops = [next(column[n][0].y0 for column in columns if column[n]) for n in range(count)]
    return records(columns, _starts(columns, tops, rules))


def records(columns: Sequence[Sequence[Row]], starts: Sequence[int]) -> Grid:
    """The table whose rows begin at these rows of the page."""
    count = len(columns[0])
    made = []
    for first, after in zip(starts, [*starts[1:], count], strict=True):
        made.append([[line(row) for row in column[first:after] if row] for column in columns])
    return Grid(made)


def _starts(columns: Sequence[Sequence[Row]], tops: Sequence[float], rules: Sequence[float]) -> list[int]:
    """The numbers of the rows of the page at which a row of the table begins."""
    ruled = {n for n in range(1, len(tops)) if any(tops[n] < y < tops[n - 1] for y in rules)}
    height = max(row[0].height for column in columns for row in column if row)
    distance = min((step for step in _steps(columns) if step > _LINE * height), default=height)
    spaced = {n for n, (above, below) in enumerate(pairwise(tops), 1) if above - below > _BREAK * distance} - ruled
    if not spaced and len(ruled) < 2:
        spaced = {n for n in range(1, len(tops)) if columns[0][n]} - ruled
        if distance < _WRAPPED * height:
            edges = _edges(columns)
            spaced = {n for n in spaced if _begins(columns, edges, n)} | _numbered_alike(columns)
    starts = [0]
    for first, after in _ranges(sorted(spaced | ruled), len(tops)):
        if first in ruled or _is_row(columns, first, after):
            starts.append(first)
    return starts


def _steps(columns: Sequence[Sequence[Row]]) -> Iterator[float]:
    """How far each line of a column is above the next: those of others may stand at heights between."""
    for column in columns:
        yield from (above[0].y0 - below[0].y0 for above, below in pairwise(row for row in column if row))


def _edges(columns: Sequence[Sequence[Row]]) -> list[float]:
    """How far to the right the lines of each column go; what runs into the next column does not count."""
    lefts = [min(row[0].x0 for row in column if row) for column in columns[1:]]
    found = []
    for column, limit in zip(columns, [*lefts, float("inf")], strict=True):
        inside = [row[-1].x1 for row in column if row and row[-1].x1 < limit]
        found.append(max(inside, default=limit))
    return found


def _begins(columns: Sequence[Sequence[Row]], edges: Sequence[float], n: int) -> bool:
    """True where a row of the table begins at a row of the page that nothing sets off, though something stands in its
    first column: cells begin there again that had ended, or no cell goes on. A row with nothing else in it begins where
    the line above it was ended early.
    """
    both = [(column, edge) for column, edge in zip(columns, edges, strict=True) if column[n - 1] and column[n]]
    begun = sum(1 for column in columns if column[n] and not column[n - 1])
    going = sum(1 for column, edge in both if _goes_on(column, edge, n))
    if begun:
        return not going or (going == len(both) and begun > going)
    if going or (len(both) > 1 and all(_is_full(column, edge, n) for column, edge in both)):
        return False
    if len(both) > 1:
        return True
    above, below = columns[0][n - 1], columns[0][n][0]
    return not below.text[0].islower() and not (above and is_full(above[-1], below, edges[0]))


def _numbered_alike(columns: Sequence[Sequence[Row]]) -> set[int]:
    """The rows of the page with the head of a section in the first column and nothing beside it: several are alike but
    for their number, "Paragraph 2", "Paragraph 3".
    """
    alone = (n for n, row in enumerate(columns[0]) if n and row and not any(column[n] for column in columns[1:]))
    alike: dict[str, list[int]] = {}
    for n in alone:
        words = line(columns[0][n]).text
        if _NUMBER.search(words):
            alike.setdefault(_NUMBER.sub("0", words), []).append(n)
    return {n for rows in alike.values() if len(rows) > 1 for n in rows}


def _goes_on(column: Sequence[Row], edge: float, n: int) -> bool:
    """True for a line that goes on with the one above it in its cell: its first word would not have fitted there, and
    it begins in small letters, or with a figure after words.
    """
    above, below = column[n - 1][-1], column[n][0]
    if above.text[-1] in _ENDS or not is_full(above, below, edge):
        return False
    return below.text[0].islower() or (" " in above.text and not below.text[0].isupper() and above.text[-1].islower())


def _is_full(column: Sequence[Row], edge: float, n: int) -> bool:
    """True where the words of a row in a column leave no room for the first word below, and are several."""
    above = column[n - 1][-1]
    return " " in above.text and is_full(above, column[n][0], edge)


def _ranges(starts: Sequence[int], count: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], count], strict=True)) if starts else []


def _is_row(columns: Sequence[Sequence[Row]], first: int, after: int) -> bool:
    """True for rows that begin a row of the table, false for more of the one before: text in one later column only."""
    filled = [number for number, column in enumerate(columns) if any(column[first:after])]
    return filled[:1] == [0] or len(filled) > 1


class Continued(NamedTuple):
    """A table with what a further page has of it, and the lines of its head that are repeated there."""

    whole: Grid
    repeated: list[Line]


def continued(one: Grid, two: Grid) -> Continued | None:
    """The table with the next page's part, if that goes on with it: its columns stand in the same places.

    A head that is repeated is left out; a first row that begins in the middle is the rest of the last.
    """
    if len(one.rows[0]) != len(two.rows[0]) or not _aligned(one, two):
        return None
    repeated: list[Line] = []
    rows = list(two.rows)
    for head in one.rows:
        if len(rows) < 2 or _words(rows[0]) != _words(head):
            break
        repeated += [line for cell in rows.pop(0) for line in cell]
    if rows and one.rows[-1][0] and _is_rest(rows[0], one):
        one.rows[-1] = [[*above, *below] for above, below in zip(one.rows[-1], rows.pop(0), strict=True)]
    return Continued(Grid([*one.rows, *rows]), repeated)


def _is_rest(row: Sequence[Cell], above: Grid) -> bool:
    """True for the rest of a row that a page cuts: its first cell is empty; or it begins in mid-sentence, as most do,
    and went on to the foot of the page before; or no cell there had room for what stands here.
    """
    if not row[0]:
        return True
    cells = [(above.rows[-1][n], cell[0], n) for n, cell in enumerate(row) if cell]
    broken = [bool(cell) and _breaks_off(cell[-1], line, above, n) for cell, line, n in cells]
    small = [inside(line.text) for _, line, _ in cells]
    fewer = len(cells) < sum(map(bool, above.rows[-1]))
    if len(cells) > 1 and (any(small) or fewer) and all(broken):
        return True
    if not row[0][0].text[0].islower() or 2 * sum(map(max, small, broken)) <= len(cells):
        return False
    last = above.rows[-1][0][-1]
    lowest = min(cell[-1].y0 for cell in above.rows[-1] if cell)
    return last.y0 - lowest < last.height


def _breaks_off(last: Line, following: Line, table: Grid, column: int) -> bool:
    """True for the last line of a cell that ends with no sentence, and where the next word would not have fitted."""
    edge = max(line.x1 for line in table.column(column))
    return last.text[-1] not in _ENDS and is_full(last, following, edge)


def inside(text: str) -> bool:
    """True for words that begin as what stands in the middle of a sentence can."""
    return text[0].islower() or text[0].isdigit() or text[0] == "("


def _aligned(one: Grid, two: Grid) -> bool:
    same = compared = 0
    for number in range(len(one.rows[0])):
        a, b = one.column(number), two.column(number)
        if a and b:
            compared += 1
            left = abs(min(line.x0 for line in a) - min(line.x0 for line in b)) < _NEAR
            same += left or abs(max(line.x1 for line in a) - max(line.x1 for line in b)) < _NEAR
    return same >= _ALIGNED * compared > 0


def _words(row: Sequence[Cell]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]
