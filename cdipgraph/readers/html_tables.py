"""A table of a page while it is read: rows and columns, with cells that span several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

_MOST_COLUMNS: Final = 64  # of those that spans are counted over: a wider table is read without them


class Line(NamedTuple):
    """A line of a cell, with the number that a list gives it."""

    text: str
    number: str = ""


class Grid:
    """The cells read so far; each is a column and its lines."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[int, list[Line]]]] = []
        self._until: dict[int, int] = {}  # column -> the row before which a cell from above ends
        self._next = 0

    def open_row(self) -> None:
        """Begins a row."""
        self.rows.append([])
        self._next = 0

    def open_cell(self, element: etree._Element) -> None:
        """Begins a cell, in the first column that no cell from above takes."""
        if not self.rows:
            self.open_row()
        row = len(self.rows) - 1
        while self._next < _MOST_COLUMNS and self._until.get(self._next, 0) > row:
            self._next += 1
        columns, rows = _span(element, "colspan"), _span(element, "rowspan")
        self.rows[-1].append((self._next, []))
        if rows > 1:
            for column in range(self._next, min(self._next + columns, _MOST_COLUMNS)):
                self._until[column] = row + rows
        self._next += columns

    def add(self, text: str, number: str = "") -> None:
        """A line of the cell begun last."""
        self.rows[-1][-1][1].append(Line(text, number))

    @property
    def is_table(self) -> bool:
        """True when there are two rows or more, and two cells with words in one of them."""
        filled = [sum(1 for _, lines in row if lines) for row in self.rows]
        return sum(1 for row in self.rows if row) > 1 and max(filled, default=0) > 1

    def cells(self) -> Iterator[list[tuple[int, str]]]:
        """The rows that have cells: of each its column and its words."""
        for row in self.rows:
            if row:
                yield [(column, "\n".join(line.text for line in lines)) for column, lines in row]

    def lines(self) -> Iterator[Line]:
        """The lines of all cells, in order."""
        for row in self.rows:
            for _, lines in row:
                yield from lines


def _span(element: etree._Element, name: str) -> int:
    text = element.get(name) or "1"
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
