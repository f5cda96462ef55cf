"""Lines of a page: its pieces put in rows, what belongs together joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from cdipgraph.readers.pdf.pages import Line, Page

#: What may stand before a paragraph at a distance: 12. 12 4.2 (a) iv) 1) II. and the signs that itemise.
LABEL = re.compile(
    r"[(\[]?(?:\d{1,4}(?:\.\d{1,3}){0,3}|(?:[a-z]{1,2}|[ivxlc]{1,6})[.)\]])[.)\]]{0,2}(?:bis|ter)?\.?"
    r"|[^\w\s()\[\]\"'“”«»]|o",
    re.I,
)
GUTTER = 0.6  # of the height of its lines: white between columns
_ALIGNED = 1.2  # points by which edges differ that are one
_LETTER = re.compile(r"[^\W\d_]")

# In heights of the line:
_JOINED = 0.6  # pieces no further apart are one, though they came apart in the file
_LABELS = 3  # pieces of a line that begins with labels: 12. (a) Text
_LABEL_GAP = 7.0  # how far a label may stand from its text
_MARK_GAP = 1.5  # and the mark of a note
_MARK_SIZE, _MARK_RISE = 0.84, 0.15


Row = list[Line]


def rows(page: Page) -> list[Row]:
    """The rows of a page from top to bottom, each its pieces from left to right."""
    found: list[Row] = []
    low = high = 0.0
    for piece in sorted(page.lines, key=_downward):
        if not piece.upright:
            continue
        bottom, top = piece.y0, piece.y1
        overlap = (high if high < top else top) - (low if low > bottom else bottom)
        if found and 2 * overlap > min(high - low, piece.height):
            found[-1].append(piece)
        else:
            found.append([piece])
            low, high = bottom, top
    return [_joined(sorted(row, key=attrgetter("x0"))) if len(row) > 1 else row for row in found]


def _downward(piece: Line) -> float:
    return -(piece.y0 + piece.y1)


def _joined(row: Row) -> Row:
    """The row with pieces joined that stand next to each other, marks of notes among them."""
    done = [row[0]]
    for piece in row[1:]:
        last = done[-1]
        gap, height = piece.x0 - last.x1, max(last.height, piece.height)
        if _raised(piece, last) and gap < _JOINED * height:
            done[-1] = _join(last, piece, "", ((0, len(piece.text), 1),))
        elif _raised(last, piece) and gap < _MARK_GAP * height:
            done[-1] = _join(last._replace(cuts=((0, len(last.text), 1),)), piece, " ", piece.cuts)
        elif -_JOINED * height < gap < _JOINED * height:
            done[-1] = _join(last, piece, " ", piece.cuts)
        else:
            done.append(piece)
    return done


def _raised(piece: Line, other: Line) -> bool:
    """True for a piece that stands beside another as the mark of a note does."""
    return piece.height < _MARK_SIZE * other.height and piece.y0 > other.y0 + _MARK_RISE * other.height


def _join(one: Line, two: Line, between: str, cuts: Sequence[tuple[int, int, int]]) -> Line:
    shift = len(one.text) + len(between)
    large = one if one.height >= two.height else two
    return large._replace(
        text=one.text + between + two.text,
        x0=one.x0,
        x1=two.x1,
        bold=one.bold and two.bold,
        first=one.first,
        indent=one.indent,
        cuts=[*one.cuts, *((start + shift, end + shift, kind) for start, end, kind in cuts)],
        broken=two.broken,
        lefts=[*one.lefts, *two.lefts] if between and one.lefts and two.lefts else (),
    )


def labelled(row: Row) -> bool:
    """True for a row that is a label, or two, and its text."""
    return (
        1 < len(row) <= _LABELS
        and _LETTER.search(row[-1].text) is not None
        and all(LABEL.fullmatch(piece.text) for piece in row[:-1])
        and all(right.x0 - left.x1 < _LABEL_GAP * right.height for left, right in pairwise(row))
    )


def line(row: Sequence[Line]) -> Line:
    """The row as one line."""
    if len(row) == 1:
        return row[0]
    whole = row[0]
    for piece in row[1:]:
        whole = _join(whole, piece, " ", piece.cuts)
    return whole._replace(indent=row[-1].x0)


def split_at(piece: Line, x: float, starts: Sequence[float] | None = None) -> tuple[Line, Line] | None:
    """The piece in two at the first word that begins right of x.

    None if no other piece begins where that does; `starts` are where the pieces of a table begin, in order.
    """
    words = list(re.finditer(r"\S+", piece.text))
    word = bisect_left(piece.lefts, x)
    if len(words) != len(piece.lefts) or not 0 < word < len(words):
        return None
    if starts is not None:
        near = bisect_left(starts, piece.lefts[word] - _ALIGNED)
        if near == len(starts) or starts[near] > piece.lefts[word] + _ALIGNED:
            return None
    at, end = words[word].start(), words[word - 1].end()
    return (
        piece._replace(
            text=piece.text[:end],
            x1=min(piece.x1, piece.lefts[word] - 1),
            cuts=[cut for cut in piece.cuts if cut[1] <= end],
            broken=False,
            lefts=piece.lefts[:word],
        ),
        piece._replace(
            text=piece.text[at:],
            x0=piece.lefts[word],
            cuts=[(start - at, stop - at, kind) for start, stop, kind in piece.cuts if start >= at],
            first=min(piece.first, piece.x1 - piece.lefts[word]),
            lefts=piece.lefts[word:],
        ),
    )


def whites(row: Row) -> Iterator[tuple[float, float]]:
    """The white stretches of a row, from left to right, those before and after it without end."""
    left = float("-inf")
    for piece in row:
        if piece.x0 > left:
            yield left, piece.x0
        left = max(left, piece.x1)
    yield left, float("inf")
