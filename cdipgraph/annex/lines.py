"""A table as lines of cells, whether written or read: what the comparison holds against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, Literal

from cdipgraph.annex.table import BULLET, MARK, Content, Entry
from cdipgraph.languages import Language
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexRow, AnnexTable
from cdipgraph.structure.tables import ROLES, read_annex

#: A merged cell over the columns or a run of column heads, a merged cell over rows, a row, cells that are in no row.
Kind = Literal["title", "head", "section", "measure", "loose"]
_BULLET: Final = re.compile(BULLET)
_NUMBER: Final = re.compile(r"\(?(?:\d{1,4}|[IVXivx]{1,5}|[A-Za-z])(?:\.\d{1,3})*[.)]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell on one line, where they stand in the original, or the entries they were written from."""

    text: str
    span: Span | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, its cells by column; a merged cell is in the column named like its kind.

    `again` tells that a row names the measure of the one above it once more.
    """

    kind: Kind
    paragraph: str = ""
    number: str = ""
    thing: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    again: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells which line it is: a section by its number, a row by its paragraph and the words of its measure."""
        said = self.cells["measure"].text.casefold() if "measure" in self.cells else ""
        return self.kind, self.paragraph, said


def written(content: Content) -> list[Line]:
    """The lines of a table that is to be written."""
    lines = [Line("title", cells={"title": Cell(content.heading)})]
    lines.append(Line("head", cells={column.role: Cell(column.heading) for column in content.columns}))
    for group in content.groups:
        if group.proposal:
            lines.append(Line("title", cells={"title": Cell(group.proposal)}))
        if group.heading:
            lines.append(Line("section", group.number, cells={"section": Cell(group.heading)}))
        for row in group.rows:
            cells = {
                column.role: Cell(cell_text(row.cell(column.role)), entries=row.cell(column.role))
                for column in content.columns
            }
            lines.append(Line("measure", group.number, row.number, row.thing, cells))
    return lines


def cell_text(entries: tuple[Entry, ...], *, marks: bool = True) -> str:
    """The entries of a cell on one line, with a mark before what only the narrative tells of; or without those."""
    kept = (entry for entry in entries if marks or not entry.marked)
    return " ".join(f"{MARK} {entry.text}" if entry.marked else entry.text for entry in kept)


def read(source: SourceText, language: Language) -> list[Line]:
    """The lines of the annex of a document; none when it has no annex. Heads that a page repeats come once."""
    annex = read_annex(source, language)
    placed: list[tuple[int, Line]] = [*_rows(source, annex), *_headings(source, language, annex)]
    first = min((place for place, _ in placed), default=0)
    placed += ((place, _titled(line) if place < first else line) for place, line in _loose(source, language, annex))
    lines: list[Line] = []
    for _, line in sorted(placed, key=lambda one: one[0]):
        known = next((one for one in lines if line.kind == "head" == one.kind), None)
        if known:
            known.cells.update({role: cell for role, cell in line.cells.items() if role not in known.cells})
        elif not _repeated(line, lines):
            lines.append(line)
    return lines


def _titled(line: Line) -> Line:
    """What stands above the heads and is no cell of a row: a title over the columns."""
    return Line("title", cells={"title": line.cells["loose"]})


def _repeated(line: Line, lines: Sequence[Line]) -> bool:
    """True for a title that was there, and for the heading of the section that is open."""
    if line.kind == "title":
        return any(line.cells["title"].text == known.cells["title"].text for known in lines if known.kind == "title")
    opened = next((known.paragraph for known in reversed(lines) if known.kind in ("title", "section")), None)
    return line.kind == "section" and line.paragraph == opened


def _rows(source: SourceText, annex: AnnexTable) -> Iterator[tuple[int, Line]]:
    for row in annex.rows:
        cells = {"measure": Cell(folded(source.quote(row.measure)), row.measure)}
        for role, entries in row.entries.items():
            if entries and role != "measure":
                words = (_BULLET.sub("", source.quote(entry)) for entry in entries)
                cells[role] = Cell(folded(" ".join(words)), Span(entries[0].start, entries[-1].end))
        again = bool(getattr(row, "again", False))
        yield _start(row), Line("measure", row.paragraph, str(row.number), cells=cells, again=again)


def joined(above: Line, below: Line) -> Line:
    """A row with the one below it that goes on with it; a cell that says the same again says it once."""
    joined = dict(above.cells)
    for role, cell in below.cells.items():
        known = joined.get(role)
        if known is None:
            joined[role] = cell
        elif cell.text not in known.text and known.span and cell.span:
            joined[role] = Cell(f"{known.text} {cell.text}", Span(known.span.start, cell.span.end))
    return replace(above, cells=joined)


def _start(row: AnnexRow) -> int:
    return min([row.measure.start, *(span.start for spans in row.entries.values() for span in spans)])


def _headings(source: SourceText, language: Language, annex: AnnexTable) -> Iterator[tuple[int, Line]]:
    """The title, the heads of the columns, and the headings of sections."""
    headings = frozenset(annex.headings)
    sections: dict[Span, str] = {}
    for *_, number, span in annex.sections:
        if span in headings:  # else a column names the paragraph
            sections[span] = str(number)
            yield span.start, Line("section", str(number), cells={"section": _cell(source, span)})
    rows = {block.span: (block.table, block.row) for block in source.blocks if block.kind is BlockKind.CELL}
    widths = Counter(rows.values())
    others = [span for span in annex.headings if span not in sections]
    for row, group in groupby(others, key=rows.get):
        cells = list(group)
        # A table without blank lines comes as one long row, its title and its heads in it, one after the other.
        heads = _heads(source, language, cells, whole=row is not None and widths[row] == len(cells))
        for span in cells:
            if span not in heads:
                yield span.start, Line("title", cells={"title": _cell(source, span)})
        if heads:
            begin = min(span.start for span in heads)
            yield begin, Line("head", cells={role: _cell(source, span) for span, role in heads.items()})


def _heads(source: SourceText, language: Language, cells: Sequence[Span], *, whole: bool) -> dict[Span, str]:
    """The cells that head columns, each with what it heads, or with its own words; a single one heads none.

    Of a `whole` row these are all, else those at the end that each head another column.
    """
    heads: dict[Span, str] = {}
    for span in cells if whole else reversed(cells):
        roles = (role for role in ROLES if role not in heads.values())
        role = next((r for r in roles if language.pattern("table", r).fullmatch(source.lower, *span)), None)
        if role is None and not whole:
            break
        heads[span] = role or folded(source.quote(span))
    return heads if sum(role in ROLES for role in heads.values()) > 1 else {}


def _loose(source: SourceText, language: Language, annex: AnnexTable) -> Iterator[tuple[int, Line]]:
    """What stands in cells of the annex that are neither a heading nor in a column the reader knows, numbers apart."""
    entries = (span for row in annex.rows for spans in row.entries.values() for span in spans)
    known = sorted({*annex.headings, *(row.measure for row in annex.rows), *entries})
    words_for_nothing = language.table["table"].get("nothing")
    nothing = language.pattern("table", "nothing") if words_for_nothing else None
    for block in source.blocks:
        span = block.span
        if block.kind is not BlockKind.CELL or not annex.covers(span.start):
            continue
        if span.end == span.start or _NUMBER.fullmatch(source.view, *span):
            continue
        last = bisect_left(known, (span.end, 0)) - 1  # the last that begins before the cell ends
        if (last < 0 or known[last].end <= span.start) and not (nothing and nothing.fullmatch(source.lower, *span)):
            yield span.start, Line("loose", cells={"loose": _cell(source, span)})


def _cell(source: SourceText, span: Span) -> Cell:
    return Cell(folded(source.quote(span)), span)
