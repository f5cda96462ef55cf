"""Running heads and feet: what stands at the edge of several pages in the same place, page numbers counted on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdipgraph.readers.pdf.pages import Line, Page
from cdipgraph.readers.phrases import names_page
from cdipgraph.source import matching_view
from cdipgraph.symbols import parse as parse_symbol

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.I)
_PAGE = re.compile(r"(?:[^\W\d]+\.?\s*)?[^\w/]*(\d{1,4})(?:\s*/\s*\d{1,4})?\W*")
_COUNTED = re.compile(r"([^\W\d_]+)\s+(\d{1,4})")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_TOP, _BOTTOM = 0.2, 0.15  # of the page's height: where heads and feet may stand
_ROWS = 5  # so many lines from the edge inward
_NEAR = 4.0  # points by which a head moves from page to page
_CLOSE = 2.2  # of the line's height: the lines of a head stand together, and apart from the text
_CELLS = 4  # a line of so many pieces belongs to a table
_OFTEN = 0.1  # of the pages of one size: what repeats less, or on two pages only, may do so by chance
_SHORT, _LONGEST = 40, 300  # characters of a head

_Key = tuple[str, str, int]


class Head(NamedTuple):
    """A running head or foot as it first stands, and its page, from 0."""

    text: str
    page: int


class Stripped(NamedTuple):
    """The pages without their heads, the distinct heads, and what was taken from each page."""

    pages: list[Page]
    heads: list[Head]
    taken: list[list[Line]]


class _Edge(NamedTuple):
    """A piece near an edge of its page, and how far from it."""

    page: int
    piece: Line
    side: str
    place: float


class _Copies(NamedTuple):
    """On how many pages a piece repeats, whether with a number counted on from page to page, and its words without."""

    pages: int = 0
    counted: bool = False
    words: str = ""


def strip(pages: Sequence[Page]) -> Stripped:
    """The pages without what repeats at their edges."""
    rows = [row for number, page in enumerate(pages) for row in _rows(number, page)]
    counted = _counted(pages)
    repeated = _repeated([edge for row in rows for edge in row], counted)
    sizes = Counter(_size(page) for page in pages)
    sides: dict[tuple[int, str], list[list[_Edge]]] = defaultdict(list)
    for row in rows:
        sides[row[0].page, row[0].side].append(row)
    taken: list[_Edge] = []
    for (page, _), found in sides.items():
        taken += _heads(found, repeated, max(3, _OFTEN * sizes[_size(pages[page])]), counted)
    gone = {id(edge.piece) for edge in taken}
    return Stripped(
        [page._replace(lines=[piece for piece in page.lines if id(piece) not in gone]) for page in pages],
        _distinct(taken, repeated),
        [[piece for piece in page.lines if id(piece) in gone] for page in pages],
    )


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _rows(number: int, page: Page) -> Iterator[list[_Edge]]:
    """The lines near the edges, each side from its edge inward; what runs up the page counts as a line."""
    top, bottom = page.height * (1 - _TOP), page.height * _BOTTOM
    upright = [piece for piece in page.lines if piece.upright]
    highest = sorted([piece for piece in upright if piece.y0 > top], key=lambda piece: -piece.y0)
    lowest = sorted([piece for piece in upright if piece.y0 < bottom], key=lambda piece: piece.y0)
    for row in _lines(highest):
        yield [_Edge(number, piece, "top", page.height - piece.y1) for piece in row]
    for row in _lines(lowest):
        yield [_Edge(number, piece, "bottom", piece.y0) for piece in row]
    for piece in page.lines:
        if not piece.upright:
            yield [_Edge(number, piece, "side", piece.x0)]


def _lines(pieces: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].y0 - piece.y0) < _NEAR:
            rows[-1].append(piece)
        elif len(rows) == _ROWS:
            break
        else:
            rows.append([piece])
    return rows


def _repeated(edges: Sequence[_Edge], counted: frozenset[str]) -> dict[int, _Copies]:
    """The pieces that stand on several pages, by identity."""
    places: dict[_Key, list[_Edge]] = defaultdict(list)
    for edge in edges:
        for key in _keys(edge, counted):
            places[key].append(edge)
    found: dict[int, _Copies] = {}
    for key, copies in places.items():
        if len(copies) == 1:
            continue
        copies.sort(key=lambda edge: edge.place)
        for group in _together(copies):
            copied = _Copies(len({edge.page for edge in group}), "\0" in key[1], key[1])
            for edge in group if copied.pages > 1 else ():
                found[id(edge.piece)] = max(found.get(id(edge.piece), copied), copied)
    return found


def _together(copies: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Copies that stand at one height in one size, in groups."""
    group: list[_Edge] = []
    for edge in copies:
        if group and (
            edge.place - group[-1].place > _NEAR or abs(edge.piece.height / (group[-1].piece.height or 1) - 1) > 0.1
        ):
            yield group
            group = []
        group.append(edge)
    yield group


def _keys(edge: _Edge, counted: frozenset[str]) -> Iterator[_Key]:
    """What a piece may share with those of other pages: its words, with one number counted on from page to page."""
    text = edge.piece.text[:_LONGEST]
    yield edge.side, text, 0
    if _counts_parts(text, counted):
        return
    for match in _NUMBER.finditer(text):
        value = int(match[0]) if match[0].isdecimal() and len(match[0]) < 6 else _roman(match[0])
        if value:
            yield edge.side, f"{text[: match.start()]}\0{text[match.end() :]}", value - edge.page


def _roman(numeral: str) -> int:
    """The value of a roman numeral, 0 for none."""
    values = [_ROMAN.get(letter, 0) for letter in numeral.lower()]
    if not all(values):
        return 0
    return sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def _heads(
    rows: Sequence[list[_Edge]], repeated: dict[int, _Copies], enough: float, counted: frozenset[str]
) -> list[_Edge]:
    """What to take off one side of a page: of the lines that stand together at the edge all down to the last that
    repeats or is a head by its words, if the first of them is one beyond doubt.
    """
    if rows[0][0].side == "side":
        return [edge for row in rows for edge in row if id(edge.piece) in repeated]
    last = sure = 0
    cluster = _cluster(rows)
    for number, row in enumerate(cluster, 1):
        copies = [repeated.get(id(edge.piece), _Copies()) for edge in row]
        if len(row) >= _CELLS:
            last = sure  # what repeats above it is the head of a table
            break
        heads = [_is_head(edge, counted) for edge in row]
        if all(copied.pages for copied in copies) or all(heads):
            last = number
            if any(copied.counted for copied in copies) or any(heads):
                sure = number
        elif number == 1 or sum(len(edge.piece.text) for edge in row) > _SHORT:
            break
    often = max(repeated.get(id(edge.piece), _Copies()).pages for edge in rows[0]) >= enough
    if sure or (last and (often or last == len(cluster) < len(rows))):
        return [edge for row in rows[:last] for edge in row]
    return []


def _cluster(rows: Sequence[list[_Edge]]) -> Sequence[list[_Edge]]:
    """The lines from the edge to the first gap."""
    for number in range(1, len(rows)):
        outer, inner = rows[number - 1][0].piece, rows[number][0].piece
        if abs(outer.y0 - inner.y0) > _CLOSE * outer.height:
            return rows[:number]
    return rows


def _counted(pages: Sequence[Page]) -> frozenset[str]:
    """The words before numbers that are not those of pages: "Paragraph 2" on the fifth page."""
    found = set()
    for number, page in enumerate(pages):
        for piece in page.lines:
            match = _COUNTED.fullmatch(piece.text) if piece.text[-1].isdecimal() else None
            if match and int(match[2]) != number + 1 and not names_page(piece.text):
                found.add(match[1])
    return frozenset(found)


def _counts_parts(text: str, counted: frozenset[str]) -> bool:
    """True for one of these words and a number, and nothing more."""
    part = _COUNTED.fullmatch(text) if counted and text[-1].isdecimal() else None
    return part is not None and part[1] in counted


def _is_head(edge: _Edge, counted: frozenset[str]) -> bool:
    """True for what is a head though it stands once: the page's own number, a symbol on a page after the first."""
    text = edge.piece.text
    if len(text) > _SHORT:
        return False
    number = _PAGE.fullmatch(text)
    if number and _counts_parts(text, counted):
        return False  # "Paragraph 2", on the second page
    if number:
        return int(number[1]) == edge.page + 1 and (edge.page > 0 or edge.side == "bottom")
    return edge.page > 0 and "/" in text and parse_symbol(matching_view(text)) is not None


def _distinct(edges: Sequence[_Edge], repeated: dict[int, _Copies]) -> list[Head]:
    """Each head once, in the order of the pages, numbers of pages aside."""
    seen: dict[str, Head] = {}
    for edge in sorted(edges, key=lambda edge: edge.page):
        text = edge.piece.text
        number = _PAGE.fullmatch(text)
        words = text.replace(number[1], "\0", 1) if number else repeated.get(id(edge.piece), _Copies()).words or text
        seen.setdefault(words, Head(text, edge.page))
    return list(seen.values())
