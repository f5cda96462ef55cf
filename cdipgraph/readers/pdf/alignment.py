"""Columns so near to each other that no white parts them: in each row a word begins where the column does.

In running text a word begins at a given place in one line out of ten. Where it does in several rows on end, and some of
them have white before it, a column of a table begins there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cdipgraph.readers.pdf.lines import GUTTER, Row, split_at
from cdipgraph.readers.pdf.pages import Line

_ALIGNED: Final = 0.5  # points by which the edges of one column differ
_FEWEST: Final = 4  # rows of a column
_WITH_WHITE: Final = 2  # of them with white before it
_FEWEST_FULL: Final = 6  # rows of a column beside another, none of them with white
_DIFFERENT: Final = 0.8  # of these begin in other words: a list repeats them
_BEFORE: Final = GUTTER + 0.05  # heights of the line that are left white before a column
_FAR: Final = 6.0  # heights of the line: rows further apart have nothing to do with each other


class _At(NamedTuple):
    """What a row has at a place: whether something begins there, with white before it, or lies across; what a piece
    and those before it hold before a word that begins there.
    """

    begins: bool = False
    white: bool = False
    across: bool = False
    before: str = ""


_NOTHING, _FIRST, _WHITE, _ACROSS = _At(), _At(begins=True), _At(begins=True, white=True), _At(across=True)


class _Column(NamedTuple):
    """Where a column begins, and in which rows, `after` being the one after the last."""

    x: float
    first: int
    after: int


def parted(found: Sequence[Row]) -> list[Row]:
    """The rows of a page, their pieces cut where a column begins in them without white before it."""
    rows = list(found)
    whites = _often([piece.x0 for row in rows if len(row) > 1 for piece in row[1:]], _WITH_WHITE)
    inside = sorted([left for row in rows for piece in row for left in piece.lefts[1:]]) if whites else []
    sure = [column for x in whites if _holds(inside, x) for column in _columns(rows, x, full=False)]
    if not sure:
        return rows
    words = [x for x in _often(inside, _FEWEST_FULL) if not _holds(whites, x)]
    beside = [column for x in words for column in _columns(rows, x, full=True)]
    columns = [*sure, *(one for one in beside if any(_overlap(one, other) for other in sure))]
    times = Counter(n for column in columns for n in _standing(found, column))
    for column, held in [(column, _held(found, column, times)) for column in columns]:
        for n in range(column.first, column.after):
            cut = held.first <= n < held.after
            rows[n] = [part for piece in rows[n] for part in _apart(piece, column.x, cut=cut)]
    return rows


def _standing(rows: Sequence[Row], column: _Column) -> Iterator[int]:
    """The rows in which something begins where a column does."""
    for n in range(column.first, column.after):
        at = _at(rows[n], column.x)
        if at.begins or at.before:
            yield n


def _held(rows: Sequence[Row], column: _Column, times: Mapping[int, int]) -> _Column:
    """The column without rows above and below that stand alone in it, and in no other: the last line of a text may have
    a word there by chance. `times` says in how many columns each row stands.
    """
    own = list(_standing(rows, column))
    near = {beside for n in own for beside in (n - 1, n + 1)}
    held = [n for n in own if times[n] > 1 or n in near or _at(rows[n], column.x).begins]
    return _Column(column.x, held[0], held[-1] + 1) if held else column


def _overlap(one: _Column, other: _Column) -> bool:
    return one.first < other.after and other.first < one.after


def _holds(places: Sequence[float], x: float) -> bool:
    """True where one of these places, which are in order, is the same as another."""
    at = bisect_left(places, x - _ALIGNED)
    return at < len(places) and places[at] <= x + _ALIGNED


def _often(places: Iterable[float], least: int) -> list[float]:
    """The places of these that are the same so often, from left to right."""
    ordered = sorted(places)
    found, first = [], 0
    for n, place in enumerate(ordered):
        if place - ordered[first] > _ALIGNED:
            first = n
        if n - first + 1 == least:
            found.append(ordered[first])
    return found


def _columns(rows: Sequence[Row], x: float, *, full: bool) -> Iterator[_Column]:
    """The rows on end that have a column beginning at a place; `full` for those that nothing is white before."""
    first, seen = 0, list[_At]()
    for n, row in enumerate(rows):
        at = _at(row, x)
        apart = n > 0 and rows[n - 1][0].y0 - row[0].y0 > _FAR * row[0].height
        if seen and (at.across or apart):
            if _is_column(seen, full=full):
                yield _Column(x, first, n)
            first, seen = n + at.across, []
        if at.across:
            first = n + 1
        else:
            seen.append(at)
    if _is_column(seen, full=full):
        yield _Column(x, first, len(rows))


def _is_column(seen: Sequence[_At], *, full: bool) -> bool:
    """True for rows enough to make a column, some of which are to be cut."""
    before = [at.before for at in seen if at.before]
    if full:
        return len(before) >= _FEWEST_FULL and len(set(before)) >= _DIFFERENT * len(before)
    begins = [n for n, at in enumerate(seen) if at.begins]
    inside = sum(1 for at in seen[begins[0] : begins[-1]] if at.before) if begins else 0
    cut = inside or len(before) > 1  # a single one above or below may be the heading of the table
    return bool(cut) and sum(at.white for at in seen) >= _WITH_WHITE and len(begins) + len(before) >= _FEWEST


def _at(row: Row, x: float) -> _At:
    """What a row has at a place."""
    for n, piece in enumerate(row):
        if x > piece.x1 - _ALIGNED:
            continue
        if piece.x0 > x + _ALIGNED:
            break
        if piece.x0 >= x - _ALIGNED:
            return _WHITE if n else _FIRST
        word = bisect_left(piece.lefts, x - _ALIGNED)
        if word == len(piece.lefts) or piece.lefts[word] > x + _ALIGNED:
            return _ACROSS
        words = piece.text.split()
        if words[word - 1][-1].isdigit() and words[word][0].isdigit():
            break  # "1 079"
        return _At(before=" ".join([*(other.text for other in row[:n]), *words[:word]]))
    return _NOTHING


def _apart(piece: Line, x: float, *, cut: bool) -> tuple[Line, ...]:
    """The piece, what stands before a column as far from it as columns are; in two where a word begins there, if it is
    to be `cut`.
    """
    end = x - _BEFORE * piece.height
    if piece.x0 < end < piece.x1 <= x + _ALIGNED:
        return (piece._replace(x1=end),)
    parts = split_at(piece, x - _ALIGNED) if cut and piece.x0 + _ALIGNED < x < piece.x1 else None
    if parts is None or abs(parts[1].x0 - x) > _ALIGNED:
        return (piece,)
    return parts[0]._replace(x1=min(parts[0].x1, end)), parts[1]
