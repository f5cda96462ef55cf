"""Framed tables: drawn lines between columns and rows say where the cells are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cdipgraph.readers.pdf.lines import Row, split_at
from cdipgraph.readers.pdf.pages import Line, Rule
from cdipgraph.readers.pdf.tables import Grid, records

_THIN, _LEAST_ACROSS, _LEAST_UP = 3.0, 15.0, 8.0  # points: what a line is
_NEAR = 4.0  # points between lines that are meant to be one
_MOST = 3000  # lines that a page of tables has; a drawing has more
_SIDES = 3  # lines up the page that a table of two columns has
_SHARE_UP, _SHARE_ACROSS = 0.25, 0.4  # of the frame that lines between columns, and between rows, run along


class Frame(NamedTuple):
    """Where a framed table stands: the lines between and beside its columns, those between its rows from the top."""

    top: float
    bottom: float
    sides: list[float]
    rows: list[float]
    upward: Sequence[Rule]

    def holds(self, row: Row) -> bool:
        """True for a row of text inside."""
        middle = (row[0].y0 + row[0].y1) / 2
        return self.bottom < middle < self.top and row[0].x0 > self.sides[0] - _NEAR and row[-1].x0 < self.sides[-1]

    def parts(self, side: float, y: float) -> bool:
        """True where a line runs up at a side at some height: there the cells are not merged."""
        return any(abs(rule.x0 - side) < _NEAR and rule.y0 < y < rule.y1 for rule in self.upward)


def frames(rules: Sequence[Rule]) -> list[Frame]:
    """The framed tables of a page, from the top."""
    if len(rules) > _MOST:
        return []
    across = _across(rules)
    upward = [rule for rule in rules if rule.x1 - rule.x0 < _THIN and rule.y1 - rule.y0 > _LEAST_UP]
    upward = sorted([rule for rule in upward if _is_met(rule, across)], key=lambda rule: -rule.y1)
    found: list[list[Rule]] = []
    low = float("inf")
    for rule in upward:
        if not found or rule.y1 < low - _NEAR:
            found.append([])
            low = rule.y0
        found[-1].append(rule)
        low = min(low, rule.y0)
    made = [_frame(group, across) for group in found]
    return [frame for frame in made if len(frame.sides) >= _SIDES]


def _across(rules: Sequence[Rule]) -> list[tuple[Rule, float]]:
    """The lines across, those at one height as one, with how long they are together; from the top."""
    flat = [rule for rule in rules if rule.y1 - rule.y0 < _THIN and rule.x1 - rule.x0 > _LEAST_ACROSS]
    found: list[tuple[Rule, float]] = []
    for rule in sorted(flat, key=lambda rule: -rule.y0):
        if found and found[-1][0].y0 - rule.y0 < _NEAR:
            last, length = found[-1]
            whole = last._replace(x0=min(last.x0, rule.x0), x1=max(last.x1, rule.x1))
            found[-1] = whole, length + rule.x1 - rule.x0
        else:
            found.append((rule, rule.x1 - rule.x0))
    return found


def _is_met(rule: Rule, across: Sequence[tuple[Rule, float]]) -> bool:
    """True where a line up the page meets one across: the line at a page's margin does not."""
    return any(
        rule.y0 - _NEAR < other.y0 < rule.y1 + _NEAR and other.x0 - _NEAR < rule.x0 < other.x1 + _NEAR
        for other, _ in across
    )


def _frame(upward: Sequence[Rule], across: Sequence[tuple[Rule, float]]) -> Frame:
    top, bottom = max(rule.y1 for rule in upward), min(rule.y0 for rule in upward)
    places: list[tuple[float, float]] = []
    for x, length in sorted(((rule.x0 + rule.x1) / 2, rule.y1 - rule.y0) for rule in upward):
        if places and x - places[-1][0] < _NEAR:
            places[-1] = places[-1][0], places[-1][1] + length
        else:
            places.append((x, length))
    sides = [x for x, length in places if length > _SHARE_UP * (top - bottom)]
    width = sides[-1] - sides[0] if sides else 0.0
    rows = [
        rule.y0 for rule, length in across if bottom - _NEAR < rule.y0 < top + _NEAR and length > _SHARE_ACROSS * width
    ]
    return Frame(top, bottom, sides, rows, upward)


def framed(rows: Sequence[Row], frame: Frame) -> Grid:
    """The table that rows of text in a frame are."""
    columns: list[list[Row]] = [[[] for _ in rows] for _ in range(len(frame.sides) - 1)]
    for number, row in enumerate(rows):
        for piece in row:
            for part in _cut(piece, frame):
                column = bisect_right(frame.sides, part.x0 + _NEAR / 2) - 1
                columns[min(max(0, column), len(columns) - 1)][number].append(part)
    tops = [row[0].y0 for row in rows]
    begun = [n for n, (above, below) in enumerate(pairwise(tops), 1) if any(below < y < above for y in frame.rows)]
    return records(columns, [0, *begun])


def _cut(piece: Line, frame: Frame) -> list[Line]:
    """A piece that runs across a line between columns, cut there."""
    parts = [piece]
    for side in frame.sides[1:-1]:
        rest = parts[-1]
        if rest.x0 < side - _NEAR and rest.x1 > side + _NEAR and frame.parts(side, (rest.y0 + rest.y1) / 2):
            cut = split_at(rest, side - 1)
            if cut:
                parts[-1:] = cut
    return parts
