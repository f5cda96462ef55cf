"""Plain text, as Word-to-text conversion leaves it: one line a paragraph, a tab before a table cell, page heads in
between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdipgraph.errors import EmptySource, EncodingError, UnreadableSource
from cdipgraph.source import Block, BlockKind, SourceText, matching_view
from cdipgraph.spans import Span
from cdipgraph.symbols import parse as parse_symbol

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_PAGE = re.compile(r"(?:page|página|pág\.|seite)\s*\d+|\d+", re.I)
_FURNITURE = re.compile(r"/|[\w.-]+\.(?:jpe?g|png|gif|emf|wmf|bmp|tiff?)|\[pic\]", re.I)
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, name: str = "") -> tuple[str, str]:
    """The text of the bytes and the encoding it was in; a byte-order mark is no part of the text.

    Order: byte-order mark, strict UTF-8, UTF-16 by its zero bytes, cp1252. Raises EmptySource, UnreadableSource (no
    text) or EncodingError.
    """
    if not data.strip():
        raise EmptySource("the file is empty", where=name, remedy="Check that the download or the export was complete")
    text, encoding = _decoded(data, name)
    if not text.strip():
        raise EmptySource("the file holds nothing but white space", where=name, remedy="Check the export")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise UnreadableSource("this is not text", where=name, remedy="Give a plain-text file")
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), encoding
    try:
        if b"\x00" not in data:
            return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(data, "cp1252", name), "cp1252"
    return _strict(data, _utf16(data, name), name), _utf16(data, name)


def _utf16(data: bytes, name: str) -> str:
    """Which UTF-16 the bytes are, from where the zero bytes of Latin letters stand."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4 or min(even, odd) > len(sample) // 20:
        raise UnreadableSource("this is not text: it holds zero bytes", where=name, remedy="Give a plain-text file")
    return "utf-16-be" if even > odd else "utf-16-le"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"the bytes are neither UTF-8, UTF-16 nor {encoding} (byte {error.start} is 0x{data[error.start]:02x})",
            where=name,
            remedy="Save the file as UTF-8",
        ) from None


class _Line(NamedTuple):
    span: Span  # without white space at its ends, and without a bookmark
    tab: bool  # a table cell begins here
    after_blank: bool


def source_text(text: str, *, name: str = "", encoding: str = "utf-8", sha256: str = "") -> SourceText:
    """The text with its blocks: paragraphs, table cells, page heads, furniture."""
    lines = list(_lines(text))
    kinds = [_kind(text, lines, position) for position in range(len(lines))]
    blocks: list[Block] = []
    position = tables = 0
    while position < len(lines):
        if lines[position].tab:
            end = _table_end(text, lines, kinds, position)
            blocks += _table(text, lines[position:end], kinds[position:end], tables)
            tables += 1
            position = end
        else:
            blocks.append(Block(lines[position].span, kinds[position]))
            position += 1
    return SourceText(text, tuple(blocks), name=name, encoding=encoding, sha256=sha256)


def _lines(text: str) -> Iterator[_Line]:
    start, blank = 0, True
    for line in text.split("\n"):
        body = line.strip()
        tab = line[:1] == "\t"
        if body:
            begin = start + line.index(body[0])
            yield _Line(_without_bookmark(text, Span(begin, begin + len(body))), tab, blank)
        elif tab:
            yield _Line(Span(start + len(line), start + len(line)), tab, blank)
        blank = not body and not tab
        start += len(line) + 1


def _without_bookmark(text: str, span: Span) -> Span:
    if text.startswith("[bookmark:", span.start):
        match = _BOOKMARK.match(text, span.start, span.end)
        if match and match.end() < span.end:
            return Span(match.end(), span.end)
    return span


def _kind(text: str, lines: Sequence[_Line], position: int) -> BlockKind:
    span = lines[position].span
    if span.end - span.start > 60:
        return BlockKind.PARAGRAPH
    line = span.of(text)
    if _FURNITURE.fullmatch(line):
        return BlockKind.FURNITURE
    following = lines[position + 1].span.of(text) if position + 1 < len(lines) else ""
    if _is_symbol(line) and _PAGE.fullmatch(following):
        return BlockKind.RUNNING_HEAD
    if _PAGE.fullmatch(line) and position and _is_symbol(lines[position - 1].span.of(text)):
        return BlockKind.RUNNING_HEAD
    return BlockKind.PARAGRAPH


def _is_symbol(line: str) -> bool:
    return len(line) < 40 and "/" in line and parse_symbol(matching_view(line)) is not None


def _table_end(text: str, lines: Sequence[_Line], kinds: Sequence[BlockKind], start: int) -> int:
    """The line after a table's last.

    Lines without a tab continue the cell before them, until a note in brackets, or a page head after which no cell
    comes soon.
    """
    for position in range(start, len(lines)):
        if lines[position].tab:
            continue
        if text[lines[position].span.start] == "[":
            return position
        if kinds[position] is not BlockKind.PARAGRAPH and not any(line.tab for line in lines[position : position + 4]):
            return position
    return len(lines)


def _table(text: str, lines: Sequence[_Line], kinds: Sequence[BlockKind], table: int) -> list[Block]:
    """The blocks of one table: its cells in rows, and the page heads that stand among them; of a single column,
    paragraphs.
    """
    cells: list[Span] = []
    others: list[Block] = []
    groups: list[int] = []  # how many cells stand together with no blank line before the next tab
    for line, kind in zip(lines, kinds, strict=True):
        if line.tab:
            fresh = _split(text, line.span)
            cells.extend(fresh)
            if line.after_blank or not groups or len(fresh) > 1:  # a line of several cells is a row
                groups.append(len(fresh))
            else:
                groups[-1] += len(fresh)
        elif kind is not BlockKind.PARAGRAPH:
            others.append(Block(line.span, kind))
        else:
            begun = cells[-1].end > cells[-1].start
            cells[-1] = Span(cells[-1].start if begun else line.span.start, line.span.end)
    if max(groups) == 1:
        return sorted([Block(cell, BlockKind.PARAGRAPH) for cell in cells if cell.end > cell.start] + others)
    blocks, first = others, 0
    for row, size in enumerate(_rows(groups, [end - start for start, end in cells])):
        blocks += [Block(cells[first + c], BlockKind.CELL, table, row, c) for c in range(size)]
        first += size
    return sorted(blocks)


def _split(text: str, span: Span) -> list[Span]:
    """The cells of a line: further tabs in it start further cells."""
    parts, start = [], span.start
    for part in span.of(text).split("\t"):
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
