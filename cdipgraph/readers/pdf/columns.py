"""Columns: which rows of a page are lines across it, which stand in columns of text, which are a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cdipgraph.readers.pdf.alignment import parted
from cdipgraph.readers.pdf.frames import framed, frames
from cdipgraph.readers.pdf.lines import GUTTER, Row, labelled, line, rows, split_at, whites
from cdipgraph.readers.pdf.pages import Line, Page, Rule
from cdipgraph.readers.pdf.tables import Grid, grid, inside

_LEADER = re.compile(r"(?:\.\s?){3,}$|[…_]{2,}$")

_White = tuple[float, float]

# In heights of the line:
_APART, _APART_ABOVE = 6.0, 3.0  # rows further apart have nothing to do with each other; in a letterhead
_APART_HEADING = 2.2  # a heading between two tables is so far from both
_FOLLOWS = 1.5  # the next line of a cell is no further down
_NEAR = 0.5  # edges that are meant to be one

_DOTS = 4.0  # points between the dots of a line

_CROSSED = 0.12  # of a table's rows may run across a gutter: heads that span columns
_FULL, _MOSTLY = 0.8, 0.6  # a line of running text fills so much of its column; most lines do
_DENSE = 0.7  # of the rows have a line in each column of text
_SPACED = 1.28  # times the usual distance of lines
_LINES = 5  # a column of text has so many
_SHARE = 0.2  # of the page's text width it has
_UPPER = 0.5  # of the first page: what stands side by side there in a few lines is still no table
_LETTERHEAD = 0.25  # of the first page: there blocks stand side by side, and hardly a table
_TABLE = 3  # columns, or lines drawn between rows, that are none of a letterhead


class Stretch(NamedTuple):
    """Lines below each other in one column; `further` for a column in which the text of the one before goes on."""

    lines: list[Line]
    further: bool = False


def stretches(page: Page, number: int) -> list[Stretch | Grid]:
    """What stands on a page, in the order in which it is read."""
    found = parted(rows(page))
    done: list[Stretch | Grid] = []
    across: list[Line] = []
    strays: list[Stretch | Grid] = []
    at = 0
    tables = frames(page.rules)
    while at < len(found):
        frame = next((frame for frame in tables if frame.holds(found[at])), None)
        if frame:
            end = next((n for n in range(at, len(found)) if not frame.holds(found[n])), len(found))
            done += [*([Stretch(across)] if across else []), *strays, framed(found[at:end], frame)]
            across, strays, at = [], [], end
            continue
        letterhead = number == 0 and found[at][0].y0 > (1 - _LETTERHEAD) * page.height
        end = _zone(found, at, _APART_ABOVE if letterhead else _APART)
        if end == at:
            across.append(line(found[at]))
            at += 1
            continue
        if end == at + 1:
            kept = _in_line(found, at)
            strays += [Stretch([piece]) for piece in found[at] if piece is not kept]
            at = end
            if kept:
                across.append(kept)
                continue
        if at < end and not done and _are_rest(found[:at], found[at:end]):
            across, at = [], 0
        parts = [] if end == at else list(_parts(found[at:end], page.rules, number, page.height, letterhead=letterhead))
        if across:
            done.append(Stretch(across))
            across = []
        done += strays + parts
        strays = []
        at = end
    if across:
        done.append(Stretch(across))
    return done + strays


def _in_line(found: Sequence[Row], at: int) -> Line | None:
    """The piece of a row that is in line with the row above or below, where the rest of the row is none of the text."""
    for other in (found[at - 1] if at else [], found[at + 1] if at + 1 < len(found) else []):
        for piece in found[at] if len(other) == 1 else ():
            near = _NEAR * piece.height
            wide = piece.x1 - piece.x0 > _SHARE * (other[0].x1 - other[0].x0)
            if wide and abs(piece.x0 - other[0].x0) < near and abs(piece.height - other[0].height) < 1:
                return piece
    return None


def _zone(found: Sequence[Row], start: int, apart: float) -> int:
    """Where the rows end that stand in the columns which begin at a row; the row itself for a line across the page."""
    row = found[start]
    if len(row) == 1 or labelled(row):
        return start
    gaps = list(whites(row))[1:-1]
    last = start
    end = start + 1
    while end < len(found):
        height = found[end][0].height
        if found[end - 1][0].y0 - found[end][0].y0 > apart * height:
            break
        gaps = _shared(gaps, list(whites(found[end])), GUTTER * height)
        if not gaps:
            break
        if len(found[end]) > 1 and not labelled(found[end]):
            last = end
        elif _stands_alone(found, end):
            break
        end += 1
    if last == start:
        return start if _is_spaced(found, start) else start + 1
    return _with_rest(found, start, last, end)


def _stands_alone(found: Sequence[Row], at: int) -> bool:
    """True for a heading: bold, with space around it."""
    row = found[at]
    if not row[-1].bold or at + 1 == len(found):
        return False
    least = _APART_HEADING * row[0].height
    return found[at - 1][0].y0 - row[0].y0 > least and row[0].y0 - found[at + 1][0].y0 > least


def _shared(one: Sequence[_White], other: Sequence[_White], least: float) -> list[_White]:
    """The white that two rows share; both lists go from left to right."""
    found, a, b = [], 0, 0
    while a < len(one) and b < len(other):
        left = one[a][0] if one[a][0] > other[b][0] else other[b][0]
        right = one[a][1] if one[a][1] < other[b][1] else other[b][1]
        if right - left >= least:
            found.append((left, right))
        if one[a][1] < other[b][1]:
            a += 1
        else:
            b += 1
    return found


def _with_rest(found: Sequence[Row], start: int, last: int, end: int) -> int:
    """The end of a zone with the further lines of its last cells."""
    edges = sorted(piece.x0 for row in found[start : last + 1] for piece in row)
    after = last + 1
    while after < end:
        piece, above = found[after][0], found[after - 1][0]
        if not _follows(above, piece) or not _stands_in(piece, edges):
            break
        after += 1
    return after


def _follows(above: Line, piece: Line) -> bool:
    """True for a line no further down than the next of a cell is."""
    return above.y0 - piece.y0 <= _FOLLOWS * max(above.height, piece.height)


def _stands_in(piece: Line, edges: Sequence[float]) -> bool:
    """True for a piece that begins where a column does, at one of the edges, and ends before the next."""
    near = _NEAR * piece.height
    at = bisect_left(edges, piece.x0 - near)
    after = bisect_right(edges, piece.x0 + near)
    return at < after and (after == len(edges) or piece.x1 < edges[after])


def _are_rest(above: Sequence[Row], zone: Sequence[Row]) -> bool:
    """True for lines above a table, right to the top of the page, that stand in its columns, the first of them not in
    the first, and in mid-sentence: what the last page had no room for, and the head of a section.
    """
    edges = sorted(piece.x0 for row in zone for piece in row)
    if not above or not inside(above[0][0].text) or above[0][0].x0 < edges[0] + zone[0][0].height:
        return False
    following = [*above[1:], zone[0]]
    return all(
        len(row) == 1 and _follows(row[0], below[0]) and _stands_in(row[0], edges)
        for row, below in zip(above, following, strict=True)
    )


def _is_spaced(found: Sequence[Row], at: int) -> bool:
    """True for a row that is one line with wide spaces: as long as its neighbours, and as near to one as they are."""
    row = found[at]
    for other in (found[at - 1] if at else [], found[at + 1] if at + 1 < len(found) else []):
        if len(other) != 1:
            continue
        height = max(row[0].height, other[0].height)
        if abs(row[0].y0 - other[0].y0) > _FOLLOWS * height or abs(row[0].height - other[0].height) > 0.1 * height:
            continue
        if abs(row[0].x0 - other[0].x0) < height and abs(row[-1].x1 - other[0].x1) < height:
            return True
    return False


def _parts(
    zone: Sequence[Row], rules: Sequence[Rule], page: int, height: float, *, letterhead: bool
) -> Iterator[Stretch | Grid]:
    gutters = _gutters(zone)
    if not gutters or _are_contents(zone):
        yield Stretch([line(row) for row in zone])
        return
    columns = _columns(zone, gutters)
    inside = _rules_inside(zone, rules)
    prose = not inside and _is_prose(columns)
    upper = page == 0 and len(zone) < _LINES and zone[0][0].y0 > _UPPER * height
    letterhead = (letterhead or upper) and len(columns) < _TABLE and len(inside) < _TABLE
    if letterhead or prose or (not inside and _are_blocks(columns)):
        for n, column in enumerate(columns):
            yield Stretch([line(row) for row in column if row], prose and n > 0)
        return
    yield grid(columns, inside)


def _are_contents(zone: Sequence[Row]) -> bool:
    """True for a table of contents: most of its rows are led to a page number by dots."""
    led = sum(1 for row in zone if len(row) > 1 and _LEADER.search(row[-2].text))
    return 2 * led > sum(1 for row in zone if len(row) > 1)


def _gutters(zone: Sequence[Row]) -> list[_White]:
    """The white stretches that hardly a row runs across."""
    ends = sorted([(piece.x0, 1) for row in zone for piece in row] + [(piece.x1, -1) for row in zone for piece in row])
    allowed, least = int(_CROSSED * len(zone)), GUTTER * min(row[0].height for row in zone)
    found: list[_White] = []
    crossed, since = 0, float("-inf")
    for x, step in ends:
        before, crossed = crossed, crossed + step
        if before <= allowed < crossed and x - since >= least and since > float("-inf"):
            found.append((since, x))
        if crossed <= allowed < before:
            since = x
    return [white for white in found if _divides(zone, white)]


def _divides(zone: Sequence[Row], white: _White) -> bool:
    """True where at least two rows have something on both sides."""
    middle = (white[0] + white[1]) / 2
    return sum(1 for row in zone if row[0].x1 <= middle + 1 and row[-1].x0 >= middle - 1 and len(row) > 1) > 1


def _columns(zone: Sequence[Row], gutters: Sequence[_White]) -> list[list[Row]]:
    """For each column its rows, parallel to the zone's; a piece that runs across a gutter is cut there if it can be."""
    columns: list[list[Row]] = [[[] for _ in zone] for _ in range(len(gutters) + 1)]
    starts = sorted(piece.x0 for row in zone for piece in row)
    for number, row in enumerate(zone):
        for piece in row:
            rest: Line | None = piece
            for column, gutter in enumerate(gutters):
                if rest is None or rest.x0 >= (gutter[0] + gutter[1]) / 2:
                    continue
                if rest.x1 > gutter[1]:
                    cut = split_at(rest, (gutter[0] + gutter[1]) / 2, starts)
                    if cut:
                        columns[column][number].append(cut[0])
                        rest = cut[1]
                        continue
                columns[column][number].append(rest)
                rest = None
            if rest is not None:
                columns[-1][number].append(rest)
    return columns


def _rules_inside(zone: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """The heights of the lines drawn between the rows of a zone: across more than one column, or under a row that has
    nothing but the head of a section.
    """
    top, bottom = zone[0][0].y0, zone[-1][0].y0
    left, right = min(row[0].x0 for row in zone), max(row[-1].x1 for row in zone)
    drawn: dict[int, list[Rule]] = {}
    for rule in rules:
        if rule.y1 - rule.y0 < 3 and bottom < rule.y0 < top:
            drawn.setdefault(round(rule.y0 / 2), []).append(rule)
    lengths = {
        min(rule.y0 for rule in level): _length([(max(rule.x0, left), min(rule.x1, right)) for rule in level])
        for level in drawn.values()
    }
    across = (right - left) / 2
    return sorted((y for y, long in lengths.items() if long > across or _heads(zone, y, left, long)), reverse=True)


def _length(stretches: Sequence[_White]) -> float:
    """How long stretches of a line are together, dots and dashes as one."""
    ordered = sorted(stretches)
    gaps = ((one[1], other[0]) for one, other in pairwise(ordered) if 0 < other[0] - one[1] < _DOTS)
    return sum(right - left for left, right in (*ordered, *gaps))


def _heads(zone: Sequence[Row], y: float, left: float, length: float) -> bool:
    """True for a line drawn under a row with one piece only, at the left, all along it."""
    row = next((row for row in reversed(zone) if row[0].y0 > y - 1), None)
    return row is not None and len(row) == 1 and abs(row[0].x0 - left) < _NEAR and row[0].x1 - left <= length


def _is_prose(columns: Sequence[Sequence[Row]]) -> bool:
    """True for columns of running text: each wide, with hardly a row empty, and filled by most of its lines."""
    lefts = [min(row[0].x0 for row in column if row) for column in columns]
    rights = [max(row[-1].x1 for row in column if row) for column in columns]
    whole = max(rights) - min(lefts)
    for column, left, right in zip(columns, lefts, rights, strict=True):
        filled = [n for n, row in enumerate(column) if row]
        full = sum(1 for n in filled if column[n][-1].x1 - left > _FULL * (right - left))
        if len(filled) < max(_LINES, _DENSE * (filled[-1] - filled[0] + 1)):
            return False
        if full < _MOSTLY * len(filled) or right - left < _SHARE * whole:
            return False
    return not _break_together(columns)


def _break_together(columns: Sequence[Sequence[Row]]) -> bool:
    """True where most gaps of one column are at the height of gaps in all others, as between the rows of a table."""
    gaps = [set(_gaps(column)) for column in columns]
    fewest = min(map(len, gaps))
    return fewest > 1 and len(set.intersection(*gaps)) > _MOSTLY * fewest


def _gaps(column: Sequence[Row]) -> Iterator[int]:
    """The rows before which a column has more space than between most of its lines."""
    filled = [n for n, row in enumerate(column) if row]
    steps = [column[above][0].y0 - column[below][0].y0 for above, below in pairwise(filled)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0
    for n, step in zip(filled[1:], steps, strict=True):
        if step > _SPACED * usual:
            yield n


def _are_blocks(columns: Sequence[Sequence[Row]]) -> bool:
    """True for blocks that only happen to stand side by side: few of their lines are at one height."""
    count = len(columns[0])
    shared = sum(1 for n in range(count) if sum(1 for column in columns if column[n]) > 1)
    return 3 * shared < min(sum(1 for row in column if row) for column in columns)
