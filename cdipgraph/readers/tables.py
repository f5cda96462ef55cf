"""Tables of plain text as Word leaves them: a tab before each cell, or between the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cdipgraph.readers.lines import Line
from cdipgraph.source import CELL, PARAGRAPH, Block, BlockKind
from cdipgraph.spans import Span

#: An entry of a list as Word leaves it: a tab, its letter, a tab or a space, its words.
_LISTED: Final = re.compile(
    r"(?:\(?(?:[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5}|\d{1,2})[.)]|[-\u2013\u2014\u2022\u00b7\uf0b7])[\t ]\s*[^\t]+"
)
_NUMBERED: Final = re.compile(r"\d{1,3}[.)]\s+\S|\d{1,3}\t\s*\S")
_LONG_CELL: Final = 3000  # characters without a tab: no cell is so long
_MANY_LINES: Final = 40
_PROSE: Final = 60  # a line longer than this that ends as a sentence does is no entry of a cell
_LONG_PROSE: Final = 250


def tab_tables(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Where each table begins that has a tab before its cells: its first line, and the line after its last."""
    tabs = [position for position, line in enumerate(lines) if line.tab]
    found: dict[int, int] = {}
    end = 0
    for position in tabs:
        if position >= end:
            end = found[position] = _end(text, lines, kinds, position)
    return found


def _end(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], start: int) -> int:
    """The line after a table's last.

    Lines without a tab continue the cell before them, until a note in brackets, a page head after which no cell comes
    soon, or text after which no cell comes.
    """
    position = start
    while position < len(lines):
        if lines[position].tab:
            position += 1
            continue
        gap = position
        while gap < len(lines) and not lines[gap].tab:
            gap += 1
        stop = _stop(text, lines, kinds, position, gap)
        if stop is not None:
            return stop
        position = gap
    return len(lines)


def _stop(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], start: int, gap: int) -> int | None:
    """The line in a stretch without tabs at which the table has ended; None when all of it is of a cell."""
    last = gap == len(lines) or _is_body(text, lines[start:gap])
    for position in range(start, gap):
        if text[lines[position].span.start] == "[":
            return position
        if kinds[position] is not PARAGRAPH and not any(line.tab for line in lines[position : position + 4]):
            return position
        if last and _is_prose(text, lines[position]):
            return position
    return None


def _is_body(text: str, lines: Sequence[Line]) -> bool:
    """True when a stretch without tabs is too long for a cell, or holds a numbered paragraph."""
    if len(lines) > _MANY_LINES or lines[-1].span.end - lines[0].span.start > _LONG_CELL:
        return True
    return any(line.blanks and _is_numbered(text, line) for line in lines)


def _is_numbered(text: str, line: Line) -> bool:
    return line.span.end - line.span.start > _PROSE and _NUMBERED.match(text, *line.span) is not None


def _is_prose(text: str, line: Line) -> bool:
    """True for a line after a table that is no entry of its last cell."""
    if not line.blanks:
        return False
    length = line.span.end - line.span.start
    ended = length > _PROSE and text[line.span.end - 1] in ".:"  # after ";" an entry follows
    return line.blanks > 1 or ended or length > _LONG_PROSE or _NUMBERED.match(text, *line.span) is not None


def tab_table(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], table: int) -> list[Block] | None:
    """The blocks of one table: its cells in rows, and the page heads among them; None when it has a single column, or
    is a list.
    """
    if all(_LISTED.fullmatch(text, *line.span) for line in lines if line.tab):
        return None
    cells: list[list[Span]] = []  # the pieces of each cell: a page head cuts one in two
    others: list[Block] = []
    cut = False
    groups: list[int] = []  # how many cells stand together with no blank line before the next tab
    for line, kind in zip(lines, kinds, strict=True):
        if line.tab:
            fresh = _split(text, line.span)
            cells.extend([span] for span in fresh)
            cut = False
            if line.blanks or not groups or len(fresh) > 1:  # a line of several cells is a row
                groups.append(len(fresh))
            else:
                groups[-1] += len(fresh)
        elif kind is not PARAGRAPH:
            others.append(Block(line.span, kind))
            cut = True
        else:
            _continue(cells[-1], line.span, cut)
            cut = False
    if max(groups) == 1:
        return None
    blocks, first = others, 0
    for row, size in enumerate(_rows(groups, [pieces[-1].end - pieces[0].start for pieces in cells])):
        for column in range(size):
            blocks += [Block(piece, CELL, table, row, column) for piece in cells[first + column]]
        first += size
    return sorted(blocks)


def _continue(pieces: list[Span], span: Span, cut: bool) -> None:
    """Adds a line to a cell: to its last piece, or as a piece of its own where something stands between."""
    last = pieces[-1]
    if last.end == last.start:
        pieces[-1] = span
    elif cut:
        pieces.append(span)
    else:
        pieces[-1] = Span(last.start, span.end)


def _split(text: str, span: Span) -> list[Span]:
    """The cells of a line: further tabs in it start further cells."""
    words = span.of(text)
    if "\t" not in words:
        return [span.trimmed(text)]
    parts, start = [], span.start
    for part in words.split("\t"):
        parts.append(Span(start, start + len(part)).trimmed(text))
        start += len(part) + 1
    return parts


def _rows(groups: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """How many cells each row has.

    Blank lines stand between rows, but also inside a row where a cell ends in an empty paragraph, so the groups
    between blank lines are joined again: a row is either as wide as the table (the most frequent width of two cells
    or more) or a single merged cell. Among the ways to do so the one with the fewest and shortest merged cells is
    taken, since a merged cell is a heading.
    """
    widths = [size for size in groups if size > 1]
    width = max(set(widths), key=lambda w: (widths.count(w), w)) if widths else 1
    ends = [0]
    for size in groups:
        ends.append(ends[-1] + size)
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost of the first n groups, and where their last row begins
    for n in range(1, len(groups) + 1):
        best.append(min(_row_costs(n, groups, ends, lengths, width, best)))
    rows, n = [], len(groups)
    while n:
        start = best[n][1]
        rows.append(ends[n] - ends[start])
        n = start
    return rows[::-1]


def _row_costs(
    n: int,
    groups: Sequence[int],
    ends: Sequence[int],
    lengths: Sequence[int],
    width: int,
    best: Sequence[tuple[float, int]],
) -> Iterator[tuple[float, int]]:
    for start in range(n - 1, max(-1, n - 1 - width), -1):
        cells = ends[n] - ends[start]
        if cells > width and start < n - 1:
            return
        if cells == width:
            cost = 0.0
        elif cells == 1:
            cost = 1 + lengths[ends[start]] / 1000
        else:
            cost = 10.0 * abs(cells - width)
        yield best[start][0] + cost, start
