"""The annex as a table: which column is what, which rows belong to which paragraph, and the entries of each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

_BEYOND = 2**62  # an offset after any text's end
_WIDEST = 8  # columns of the widest table there is
_LONGEST_HEAD = 100  # characters of the longest words that head a column
#: What a column can hold. The headings that say so are in each language's [table].
ROLES = ("measure", "implementation", "review", "summary")


@dataclass(frozen=True)
class AnnexRow:
    """One measure in the annex: the paragraph it answers, its number within it, its cell, and the entries of the
    other cells.
    """

    paragraph: str
    number: int
    measure: Span
    entries: Mapping[str, tuple[Span, ...]]


@dataclass
class AnnexTable:
    """The rows of all tables that are an annex; `headings` are cells that head columns or sections, `heads` the page
    heads.
    """

    rows: list[AnnexRow] = field(default_factory=list)
    sections: list[tuple[str, Span]] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    heads: frozenset[Span] = frozenset()
    findings: list[Finding] = field(default_factory=list)

    def covers(self, at: int) -> bool:
        """True when the place is in a table of the annex."""
        position = bisect_right(self.spans, (at, _BEYOND)) - 1
        return position >= 0 and at < self.spans[position].end


def read_annex(source: SourceText, language: Language) -> AnnexTable:
    """The annex of an implementation report, from the tables whose head row names at least two of its columns."""
    apart = (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)
    annex = AnnexTable(heads=frozenset(block.span for block in source.blocks if block.kind in apart))
    cells = [block for block in source.blocks if block.kind is BlockKind.CELL]
    for _, group in groupby(cells, key=lambda block: block.table):
        _read_table(source, language, list(group), annex)
    return annex


def _read_table(source: SourceText, language: Language, cells: Sequence[Block], annex: AnnexTable) -> None:
    columns: dict[int, str] = {}
    paragraph, number = "", 0
    pieces = _pieces(cells)
    for row in _rows(source, language, [cell for cell in cells if cell.span in pieces]):
        heads = _columns(source, language, row)
        section = _section(source, language, row[0].span) if len(row) == 1 else None
        if len(heads) > 1:
            if not columns:
                annex.spans.append(Span(cells[0].span.start, cells[-1].span.end))
            columns = heads
            annex.headings += [cell.span for cell in row]
        elif section:
            paragraph, number = section, 0
            annex.sections.append((paragraph, row[0].span))
            annex.headings.append(row[0].span)
        elif columns and "measure" in columns.values() and len(row) > 1:
            number += 1
            _read_row(source, row, columns, paragraph, number, annex, pieces)
        else:
            annex.headings += [cell.span for cell in row]


def _pieces(cells: Sequence[Block]) -> dict[Span, list[Span]]:
    """The stretches of text of each cell, by the first of them: a page head, or the cell beside it, may cut it in
    two.
    """
    found: dict[tuple[int, int], list[Span]] = {}
    for cell in cells:
        found.setdefault((cell.row, cell.column), []).append(cell.span)
    return {spans[0]: spans for spans in found.values()}


def _read_row(
    source: SourceText,
    row: Sequence[Block],
    columns: Mapping[int, str],
    paragraph: str,
    number: int,
    annex: AnnexTable,
    pieces: Mapping[Span, Sequence[Span]],
) -> None:
    filled = [cell for cell in row if cell.span.end > cell.span.start]
    if not filled:
        return
    by_role = {columns[cell.column]: cell for cell in filled if cell.column in columns}
    measure = by_role.pop("measure", None)
    if measure is None or len(row) != len(columns):
        span = Span(filled[0].span.start, filled[-1].span.end)
        annex.findings.append(
            Finding.of("table-row-incomplete", start=span.start, end=span.end, found=len(row), expected=len(columns))
        )
    entries = {
        role: tuple(entry for piece in pieces[cell.span] for entry in _entries(source, piece, annex.heads))
        for role, cell in by_role.items()
    }
    annex.rows.append(AnnexRow(paragraph, number, (measure or filled[0]).span, entries))


def _rows(source: SourceText, language: Language, cells: Sequence[Block]) -> Iterator[list[Block]]:
    """The rows of a table. One that stands without blank lines comes as a single row: it is cut by its column heads."""
    for _, group in groupby(cells, key=lambda block: block.row):
        row = list(group)
        yield from [row] if len(row) <= _WIDEST else _cut(source, language, row)


def _cut(source: SourceText, language: Language, cells: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows as wide as the run of column heads among the cells; a cell that heads a section is a row by itself."""
    heads = [bool(_columns(source, language, [cell])) for cell in cells]
    start = next((i for i in range(len(cells) - 1) if heads[i] and heads[i + 1]), len(cells))
    end = start
    while end < len(cells) and heads[end]:
        end += 1
    yield from ([cell._replace(column=0)] for cell in cells[:start])
    width, position = max(1, end - start), start
    while position < len(cells):
        section = _section(source, language, cells[position].span) is not None
        size = 1 if section else width
        yield [cell._replace(column=i) for i, cell in enumerate(cells[position : position + size])]
        position += size


def _columns(source: SourceText, language: Language, row: Sequence[Block]) -> dict[int, str]:
    """column -> role, for the cells that are worded as column heads; each role once."""
    found: dict[int, str] = {}
    for cell in row if all(cell.span.end - cell.span.start < _LONGEST_HEAD for cell in row) else ():
        for role in ROLES:
            if role not in found.values() and language.pattern("table", role).fullmatch(source.lower, *cell.span):
                found[cell.column] = role
                break
    return found


def _section(source: SourceText, language: Language, span: Span) -> str | None:
    """The paragraph number in a row that heads a section ("Paragraphe 3"), else None."""
    for role, pattern in language.rules("headings"):
        match = pattern.fullmatch(source.lower, *span) if role == "proposal-paragraph" else None
        if match:
            return str(match["number"])
    return None


def _entries(source: SourceText, cell: Span, heads: Container[Span]) -> Iterator[Span]:
    """The entries of a cell: its lines that hold anything, page heads apart."""
    start = cell.start
    for line in source.quote(cell).split("\n"):
        span = Span(start, start + len(line)).trimmed(source.text)
        if span.end > span.start and span not in heads:
            yield span
        start += len(line) + 1
