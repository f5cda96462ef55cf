"""From pages to `SourceText`: the body in reading order, then notes, then running heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cdipgraph.readers.joins import Joiner
from cdipgraph.readers.pdf.columns import Stretch, stretches
from cdipgraph.readers.pdf.composition import Composer
from cdipgraph.readers.pdf.heads import strip
from cdipgraph.readers.pdf.notes import Marks, is_rule, mark_of, part, starts_note
from cdipgraph.readers.pdf.pages import Line, Page
from cdipgraph.readers.pdf.paragraphs import Measure, Paragraph, begin_indented, goes_on, paragraphs, sides
from cdipgraph.readers.pdf.tables import Grid, continued
from cdipgraph.readers.pdf.turning import turned
from cdipgraph.source import BlockKind, SourceText

FORMAT = "application/pdf"

_BARCODE = re.compile(r"\*\d{4,}\*")
_FOOT = 0.12  # of the page's height
_SHORTEST = 5  # characters of a running foot by which another line is known


class _Sheet(NamedTuple):
    """A page in its parts: the text in reading order, notes, what is printed at its foot for the printers."""

    body: list[Stretch | Grid]
    notes: list[Line]
    furniture: list[Line]


class _Flow(NamedTuple):
    """The body of a document in paragraphs and tables, and the heads of tables that further pages repeat."""

    parts: list[Paragraph | Grid]
    repeated: list[Line]


def lay_out(pages: Sequence[Page], *, name: str = "", sha256: str = "") -> SourceText:
    """The text of the pages, with its blocks."""
    stripped = strip(pages)
    items = [stretches(page, number) for number, page in enumerate(stripped.pages)]
    measure = Measure([item.lines for found in items for item in found if isinstance(item, Stretch)])
    feet = tuple(head.text for head in stripped.heads if len(head.text) >= _SHORTEST)
    sheets = [_sheet(page, found, measure, feet) for page, found in zip(stripped.pages, items, strict=True)]
    bodies = turned([sheet.body for sheet in sheets])
    sheets = [sheet._replace(body=body) for sheet, body in zip(sheets, bodies, strict=True)]
    flow = _flow(sheets, measure)
    notes = _notes(sheets)
    joiner = Joiner([piece.text for page in pages for piece in page.lines])
    composer = Composer(joiner, Marks(_marks(notes, sheets), measure.steady), measure)
    for found in flow.parts:
        if isinstance(found, Grid):
            composer.table(found)
        else:
            composer.paragraph(found)
    end = composer.length
    for note in notes:
        composer.note(note)
    for head in stripped.heads:
        composer.aside(head.text, BlockKind.RUNNING_HEAD, head.page)
    for line in [*flow.repeated, *(line for sheet in sheets for line in sheet.furniture)]:
        composer.aside(line.text, BlockKind.FURNITURE, line.page)
    for number, page in enumerate(stripped.pages):
        for piece in page.lines:
            if not piece.upright:
                composer.aside(piece.text, BlockKind.FURNITURE, number)
    return SourceText(
        composer.text(),
        tuple(composer.blocks),
        composer.pages(len(pages), end),
        name=name,
        format=FORMAT,
        encoding="",
        sha256=sha256,
    )


def _sheet(page: Page, items: Sequence[Stretch | Grid], measure: Measure, feet: tuple[str, ...]) -> _Sheet:
    sheet = _Sheet([], [], [])
    items = _without_furniture(items, page, feet, sheet.furniture)
    for item in items:
        if isinstance(item, Grid) or not _is_lowest(item.lines, items):
            sheet.body.append(item)
            continue
        lines, notes = part(item.lines, page.rules, measure.height, page.height)
        sheet.notes.extend(notes)
        if lines:
            sheet.body.append(item._replace(lines=lines))
    return sheet


def _without_furniture(
    items: Sequence[Stretch | Grid], page: Page, feet: tuple[str, ...], found: list[Line]
) -> list[Stretch | Grid]:
    """What stands on a page without what is printed at its foot for the printers, which is put with what was found."""
    heights = [
        line.y0
        for item in items
        if isinstance(item, Stretch)
        for line in item.lines
        if line.y0 < _FOOT * page.height and _is_furniture(line, feet)
    ]
    if not heights:
        return list(items)
    kept: list[Stretch | Grid] = []
    for item in items:
        if isinstance(item, Stretch):
            lines: list[Line] = []
            for line in item.lines:
                (found if any(abs(line.y0 - y) < 2 for y in heights) else lines).append(line)
            if lines:
                kept.append(item._replace(lines=lines))
        else:
            kept.append(item)
    return kept


def _is_furniture(line: Line, feet: tuple[str, ...]) -> bool:
    """True for the number of a job, as other pages have it, and for a barcode."""
    return _BARCODE.fullmatch(line.text) is not None or (line.page == 0 and line.text.startswith(feet))


def _is_lowest(lines: Sequence[Line], items: Sequence[Stretch | Grid]) -> bool:
    """True where nothing on the page stands below these lines."""
    low = lines[-1].y0
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for item in items:
        others = (
            item.lines if isinstance(item, Stretch) else [x for row in item.rows[-1:] for cell in row for x in cell]
        )
        if any(line.y0 < low - line.height and line.x0 < right and line.x1 > left for line in others[-1:]):
            return False
    return True


def _flow(sheets: Sequence[_Sheet], measure: Measure) -> _Flow:
    """The paragraphs and tables of the body, those joined that run over a column or a page."""
    made = [list(_read(sheet, measure)) for sheet in sheets]
    indented = begin_indented(paragraph for sheet in made for _, found in sheet for paragraph in found)
    flow = _Flow([], [])
    left = edge = 0.0
    for sheet in made:
        own = sides([line for item, _ in sheet if isinstance(item, Stretch) for line in item.lines])
        for number, (item, found) in enumerate(sheet):
            if isinstance(item, Grid):
                _add_table(flow, item, first=number == 0)
                continue
            last = flow.parts[-1] if flow.parts and (number == 0 or item.further) else None
            if isinstance(last, Paragraph) and goes_on(last, found[0], left, edge, measure, indented=indented):
                last.lines.extend(found.pop(0).lines)
            flow.parts.extend(found)
            left, edge = sides(item.lines) if item.further else own
    return flow


def _read(sheet: _Sheet, measure: Measure) -> Iterator[tuple[Stretch | Grid, list[Paragraph]]]:
    """What stands on a page, with its paragraphs."""
    left, right = sides([line for item in sheet.body if isinstance(item, Stretch) for line in item.lines])
    for item in sheet.body:
        if isinstance(item, Stretch):
            yield item, paragraphs(item.lines, measure, sides(item.lines), right - left)
        else:
            yield item, []


def _add_table(flow: _Flow, table: Grid, *, first: bool) -> None:
    last = flow.parts[-1] if flow.parts else None
    more = continued(last, table) if first and isinstance(last, Grid) else None
    if more:
        flow.parts[-1] = more.whole
        flow.repeated.extend(more.repeated)
    else:
        flow.parts.append(table)


def _notes(sheets: Sequence[_Sheet]) -> list[Paragraph]:
    """The notes of all pages; what stands at the top of a page's notes without a mark goes on with the last."""
    found: list[Paragraph] = []
    for sheet in sheets:
        for line in sheet.notes:
            if is_rule(line.text):
                continue
            if found and not starts_note(line):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph([line]))
    return found


def _marks(notes: Iterable[Paragraph], sheets: Iterable[_Sheet]) -> frozenset[str]:
    """The marks that notes begin with, those below tables included."""
    marks = {mark_of(note.first) for note in notes}
    for sheet in sheets:
        for item in sheet.body:
            if isinstance(item, Stretch):
                marks.update(mark_of(line) for line in item.lines if line.cuts and line.cuts[0][0] == 0)
    return frozenset(marks - {""})
