"""Tables drawn with bars, as antiword, databases and Markdown draw them, and those of a row a line, with tabs between
its cells, as they are copied from a page.

A cell that was wrapped over several lines is not one stretch of the text: it has a block for each line, all of the
same row and column, which `cells` puts together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cdipgraph.readers.lines import Line
from cdipgraph.source import Block, BlockKind
from cdipgraph.spans import Span

_RULE: Final = re.compile(r"[|+]?[ :]*[-=_]{3}[-=_+|: ]*")
_NEARLY: Final = 0.85  # of a cell's width: what fills it goes on, whatever follows
_SECTION: Final = 80  # a line longer than this heads no rows
_PICTURE: Final = "[pic]"


class Drawn(NamedTuple):
    """A drawn table: the line after its last, and its blocks; where each row has a single cell, paragraphs. `widths`
    are how many characters a line of each column has room for, where that is known.
    """

    end: int
    blocks: tuple[Block, ...]
    is_table: bool
    widths: Mapping[int, int] = {}


class _Cell(NamedTuple):
    """What stands between two bars: the words, how wide the space between is, and how much of it is left free."""

    span: Span
    width: int
    padding: int


#: A row: for each column the cells of its lines.
_Row = list[list[_Cell]]


def drawn_tables(text: str, lines: Sequence[Line], table: int = 0) -> dict[int, Drawn]:
    """The tables drawn with bars, by the line each begins with; numbered from `table` on."""
    found: dict[int, Drawn] = {}
    position = 0 if "|" in text else len(lines)
    while position < len(lines):
        end, is_drawn = _run_end(text, lines, position)
        if is_drawn:
            found[position] = drawn = _drawn(text, lines[position:end], end, table)
            table += drawn.is_table
        position = max(end, position + 1)
    return found


def tab_rows(text: str, lines: Sequence[Line], table: int = 0) -> dict[int, Drawn]:
    """The tables of which each line is a row, with tabs between its cells; numbered from `table` on."""
    found: dict[int, Drawn] = {}
    widths = [text.count("\t", *line.span) for line in lines] if "\t" in text else []
    end = 0
    for position in [position for position, width in enumerate(widths) if width + lines[position].tab > 1]:
        if position < end or not _heads_rows(lines, widths, position):
            continue
        end = _rows_end(text, lines, widths, position)
        if end - position > 1:
            rows = [[[cell] for cell in _split(text, line)] for line in lines[position:end]]
            found[position] = Drawn(end, tuple(sorted(_cells(rows, table))), True)
            table += 1
    return found


def _heads_rows(lines: Sequence[Line], tabs: Sequence[int], position: int) -> bool:
    """True for a line that can be the first of such a table; where its first cell is empty, the next line tells."""
    if not lines[position].tab:
        return True
    below = lines[position + 1] if position + 1 < len(lines) else None
    return below is not None and not below.tab and not below.blanks and tabs[position + 1] > 1


def _rows_end(text: str, lines: Sequence[Line], tabs: Sequence[int], start: int) -> int:
    """The line after a table whose rows are lines, each with so many tabs between its words: three cells or more in
    most, a single one between two of them; where the first cells of a row are empty, tabs stand before the others.
    """
    width = tabs[start] + _leading(text, lines[start])
    end = start + 1
    while end < len(lines) and not lines[end].blanks:
        if lines[end].tab:
            before = _leading(text, lines[end])
            if before + tabs[end] > width or (not tabs[end] and before < width):
                break
        else:
            short = lines[end].span.end - lines[end].span.start < _SECTION
            follows = end + 1 < len(lines) and tabs[end + 1] > 1 and not lines[end + 1].blanks
            if tabs[end] < 2 and not (short and follows):
                break
        end += 1
    return end


def _leading(text: str, line: Line) -> int:
    """How many tabs stand on a line before its words: so many cells are empty."""
    start = line.span.start
    while start and text[start - 1] in "\t ":
        start -= 1
    return text.count("\t", start, line.span.start)


def _split(text: str, line: Line) -> Iterator[_Cell]:
    span = line.span
    for before in range(_leading(text, line), 0, -1):
        yield _Cell(Span(span.start - before, span.start - before), 0, 0)
    start = span.start
    for part in span.of(text).split("\t"):
        yield _Cell(Span(start, start + len(part)).trimmed(text), 0, 0)
        start += len(part) + 1


def _run_end(text: str, lines: Sequence[Line], start: int) -> tuple[int, bool]:
    """The line after a run of lines with bars or rules, all framed or none, and whether they draw a table: a frame or
    a rule does, and so do lines with as many bars each, more than one.
    """
    end, barred, ruled, framed = start, 0, 0, True
    bars: set[int] = set()
    while end < len(lines) and not lines[end].tab and (end == start or not lines[end].blanks):
        span = lines[end].span
        if _is_rule(text, span):
            ruled += 1
        elif text.find("|", *span) < 0:
            break
        else:
            frame = text[span.start] == text[span.end - 1] == "|" and span.end - span.start > 2
            count = text.count("|", *span)
            frame = frame and (not barred or framed or count not in bars)  # else its outer cells are empty
            bars.add(count)
            if barred and frame != framed:
                break
            framed = frame
            barred += 1
        end += 1
    alike = barred > 1 and len(bars) == 1 and min(bars) > 1
    return end, barred > 0 and (framed or alike or (ruled > 0 and barred > 1))


def _is_rule(text: str, span: Span) -> bool:
    return _RULE.fullmatch(text, *span) is not None


def _drawn(text: str, lines: Sequence[Line], end: int, table: int) -> Drawn:
    rules = [_is_rule(text, line.span) for line in lines]
    width = next(len(list(_between_bars(text, line.span))) for line, rule in zip(lines, rules, strict=True) if not rule)
    rows = list(_rows(text, lines, rules, width))
    if len(rows) == 1 and not any(rules):  # nothing tells its lines apart: then each is a row
        rows = [[[cell] for cell in _between_bars(text, line.span, width)] for line in lines]
    furniture = [Block(line.span, BlockKind.FURNITURE) for line, rule in zip(lines, rules, strict=True) if rule]
    is_table = len(rows) > 1 and not all(_single(text, row) for row in rows)
    blocks = list(_cells(rows, table) if is_table else _paragraphs(text, rows))
    return Drawn(end, tuple(sorted(blocks + furniture)), is_table, dict(_widths(rows)))


def _widths(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The room between the bars of each column, as most of its lines have it."""
    for column in range(max(map(len, rows))):
        rooms = Counter(cell.width - cell.padding for row in rows if column < len(row) for cell in row[column])
        yield column, rooms.most_common(1)[0][0]


def _rows(text: str, lines: Sequence[Line], rules: Sequence[bool], width: int) -> Iterator[_Row]:
    """The rows, `width` cells each: what stands between rules, where rules stand between rows; a line each, where one
    follows the heads; else lines that go on with each other.
    """
    inner = sum(rules[1:-1])
    row: _Row = []
    for line, rule in zip(lines, rules, strict=True):
        cells = [] if rule else list(_between_bars(text, line.span, width))
        goes_on = bool(row) and not rule and (inner > 1 or (not inner and _goes_on(text, row, cells)))
        if not goes_on:
            if row:
                yield row
            row = [[] for _ in cells]
        row += [[] for _ in cells[len(row) :]]
        for column, cell in enumerate(cells):
            row[column].append(cell)
    if row:
        yield row


def _between_bars(text: str, span: Span, width: int = 0) -> Iterator[_Cell]:
    """The cells of a line; the bars at its ends are a frame, unless there are `width` cells without one."""
    start, end = span
    if not width or text.count("|", start, end) + 1 != width:
        start += text[start] == "|"
        end -= text[end - 1] == "|" and end > start
    for part in text[start:end].split("|"):
        yield _Cell(Span(start, start + len(part)).trimmed(text), len(part), 2 if part[:1] == " " else 0)
        start += len(part) + 1


def _goes_on(text: str, row: _Row, cells: Sequence[_Cell]) -> bool:
    """True when a line goes on with the row above it: its first cell is empty, or no word of it fitted above."""
    above = [column[-1] for column in row]
    if len(above) != len(cells) or any(a.width != b.width for a, b in zip(above, cells, strict=True)):
        return False
    if len(cells) > 1 and cells[0].span.end == cells[0].span.start:
        return True
    pairs = [(a, b) for a, b in zip(above, cells, strict=True) if b.span.end > b.span.start]
    return bool(pairs) and all(_full(text, a, b) for a, b in pairs)


def _full(text: str, above: _Cell, below: _Cell) -> bool:
    """True when the first word below would not have fitted above, and does not look like the first of a cell."""
    length, room = above.span.end - above.span.start, below.width - below.padding
    words = below.span.of(text).split(None, 1)
    if not length or not words or length + 1 + len(words[0]) <= room:
        return False
    return not words[0][0].isupper() or length >= room * _NEARLY


def _filled(row: _Row) -> Iterator[tuple[int, Span]]:
    for column, cells in enumerate(row):
        yield from ((column, cell.span) for cell in cells if cell.span.end > cell.span.start)


def _single(text: str, row: _Row) -> bool:
    """True for a row with one cell that holds words."""
    return len({column for column, span in _filled(row) if span.of(text) != _PICTURE}) < 2


def _cells(rows: Sequence[_Row], table: int) -> Iterator[Block]:
    """The blocks of the cells; an empty cell has an empty one."""
    for number, row in enumerate(rows):
        for column, cells in enumerate(row):
            filled = [cell.span for cell in cells if cell.span.end > cell.span.start]
            for span in filled or [cells[0].span]:
                yield Block(span, BlockKind.CELL, table, number, column)


def _paragraphs(text: str, rows: Sequence[_Row]) -> Iterator[Block]:
    for row in rows:
        for _, span in _filled(row):
            yield Block(span, BlockKind.FURNITURE if span.of(text) == _PICTURE else BlockKind.PARAGRAPH)
