"""A story of a Word file (the body, a note, a running head) as paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from cdipgraph.readers.docx.fields import FieldNumbers
from cdipgraph.readers.docx.markup import MC, Element, R, W, is_on, number, value
from cdipgraph.readers.docx.numbering import Counters, Numbering
from cdipgraph.readers.docx.runs import Runs, Shown, alternative
from cdipgraph.readers.docx.styles import Style, Styles

_P, _TBL, _TR, _TC, _SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_PPR, _PSTYLE, _RPR, _SECTION = f"{W}pPr", f"{W}pStyle", f"{W}rPr", f"{W}sectPr"
_RELATION = f"{R}id"
_ALTERNATE = f"{MC}AlternateContent"
_GONE = (f"{W}del", f"{W}moveFrom")
#: What only wraps paragraphs, rows or cells.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"))
_WIDEST = 1_000
_HEADINGS = range(9)  # outline levels; 9 is the body's


class Paragraph(NamedTuple):
    """A paragraph: its text, which begins with its number if it has one, and its place among those of the body."""

    text: str
    number: str = ""
    style: str = ""
    heading: bool = False
    ordinal: int = 0


class Cell(NamedTuple):
    """A table cell at its column of the grid. One that continues the cell above it shows nothing of its own."""

    column: int
    items: list[Item]
    continues: bool = False


@dataclass
class Table:
    """A table: rows of cells."""

    rows: list[list[Cell]] = field(default_factory=list)
    ordinal: int = 0


Item: TypeAlias = Paragraph | Table


class Note(NamedTuple):
    """A reference to a footnote or an endnote, and the paragraph of the body that it stands in."""

    kind: str
    note_id: str
    ordinal: int


class Head(NamedTuple):
    """A head or foot of the pages of a section, by the id of its relation: of all its pages ("default"), the "first" or
    the "even" ones.
    """

    relation: str
    pages: str


class Story:
    """Reads one story from first to last, so that its numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering, *, marks_pages: bool = False, ordinal: int = 0) -> None:
        self.marks_pages = marks_pages
        self.notes: list[Note] = []
        self.heads: list[Head] = []
        self._styles, self._numbering = styles, numbering
        self._counters = Counters(numbering)
        self._fields = FieldNumbers(styles.language)
        self._runs = Runs(self)
        self._ordinal, self._fixed = ordinal, bool(ordinal)  # in a text box or a note: the ordinal of its anchor
        self._count = 0
        self._outline = 9
        self._unended: Shown | None = None  # a paragraph whose mark was deleted goes on in the next one

    # What the runs ask

    def hides(self, style_id: str | None) -> bool:
        """True when a run of this character style is not shown."""
        return self._styles.hides(style_id)

    def field_number(self, instruction: str) -> str:
        """What a numbering field shows in the paragraph that is being read."""
        return self._fields.number(instruction, self._outline, self._count)

    # Paragraphs

    def read(self, container: Iterable[Element]) -> list[Item]:
        """The paragraphs and tables of a container, in order, each text box after the paragraph it is anchored in."""
        items: list[Item] = []
        self._read(container, items)
        if self._unended is not None:
            self._end(self._unended, None, self._styles.default, items)
        return items

    def _read(self, container: Iterable[Element], items: list[Item]) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, items)
            elif tag == _TBL:
                if self._unended is not None:
                    self._end(self._unended, None, self._styles.default, items)
                items.append(self._table(child))
            elif tag == _SDT or tag in _WRAPPERS:
                self._read(child, items)
            elif tag == _ALTERNATE:
                chosen = alternative(child)
                if chosen is not None:
                    self._read(chosen, items)
            elif tag == _SECTION:
                self._section(child)

    def _section(self, properties: Element) -> None:
        """Notes the heads of a section that are printed: that of its first page only where it says so."""
        first = bool(is_on(properties, f"{W}titlePg"))
        for reference in properties.iterfind("*"):
            pages = reference.get(f"{W}type", "default")
            if reference.get(_RELATION) and (first or pages != "first"):
                self.heads.append(Head(reference.get(_RELATION, ""), pages))

    def _paragraph(self, element: Element, items: list[Item]) -> None:
        self._count += 1
        if not self._fixed and self._unended is None:
            self._ordinal = self._count
        properties = element.find(_PPR)
        style = self._styles.paragraph(value(properties, _PSTYLE))
        outline = number(properties, f"{W}outlineLvl")
        self._outline = style.outline if outline is None else outline
        shown, self._unended = self._unended or Shown(), None
        self._runs.read(element, shown)
        if properties is not None and _runs_on(properties):
            self._unended = shown
        else:
            self._end(shown, properties, style, items)

    def _end(self, shown: Shown, properties: Element | None, style: Style, items: list[Item]) -> None:
        self._unended = None
        text, counted = shown.text, shown.number
        section = properties.find(_SECTION) if properties is not None else None
        if section is not None:
            self._section(section)
        listed = self._numbering.of_paragraph(properties, style)
        if listed and (text or section is None):
            automatic = self._counters.next_number(*listed)
            if automatic:
                text, counted = f"{automatic} {text}".rstrip(), automatic
        if text:
            items.append(Paragraph(text, counted, style.name, self._outline in _HEADINGS, self._ordinal))
        self.notes += [Note(kind, note_id, self._ordinal) for kind, note_id in shown.notes]
        for box in shown.boxes:
            inner = Story(self._styles, self._numbering, marks_pages=self.marks_pages, ordinal=self._ordinal)
            items += inner.read(box)
            self.notes += inner.notes

    # Tables

    def _table(self, element: Element) -> Table:
        table = Table(ordinal=self._count + 1 if not self._fixed else self._ordinal)
        above: frozenset[int] = frozenset()  # the columns where a merged cell may go on
        for row in _within(element, _TR):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            cells, above = self._row(row, properties, above)
            table.rows.append(cells)
        return table

    def _row(
        self, row: Element, properties: Element | None, above: frozenset[int]
    ) -> tuple[list[Cell], frozenset[int]]:
        cells: list[Cell] = []
        merged = set()
        column = _within_grid(number(properties, f"{W}gridBefore") or 0)
        for element in _within(row, _TC):
            cell = element.find(f"{W}tcPr")
            if cell is not None and cell.find(f"{W}cellDel") is not None:
                continue
            down, across = _merge(cell, f"{W}vMerge"), _merge(cell, f"{W}hMerge")
            continues = (down == "continue" and column in above) or (across == "continue" and bool(cells))
            items = self.read(element)
            cells.append(Cell(column, [] if continues else items, continues))
            if down is not None:
                merged.add(column)
            column += _within_grid(number(cell, f"{W}gridSpan") or 1, least=1)
        return cells, frozenset(merged)


def _runs_on(properties: Element) -> bool:
    """True when a paragraph goes on in the next one: its mark was deleted, or it is a dropped initial."""
    mark = properties.find(_RPR)
    if mark is not None and any(mark.find(tag) is not None for tag in _GONE):
        return True
    frame = properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _merge(cell: Element | None, tag: str) -> str | None:
    """Whether a cell begins ("restart") or continues a merged one; None for one that is not merged."""
    merge = cell.find(tag) if cell is not None else None
    return None if merge is None else merge.get(f"{W}val", "continue")


def _within_grid(columns: int, least: int = 0) -> int:
    """A number of columns that a table can have; Word's widest has 63."""
    return min(max(columns, least), _WIDEST)


def _within(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == _SDT or child.tag in _WRAPPERS:
            yield from _within(child, wanted)


def lines(items: Iterable[Item]) -> str:
    """The text of paragraphs and tables as lines, the cells of a row with tabs between."""
    found = []
    for item in items:
        if isinstance(item, Paragraph):
            found.append(item.text)
        else:
            rows = ("\t".join(lines(c.items) for c in row if not c.continues).strip() for row in item.rows)
            found += [row for row in rows if row]
    return "\n".join(found)
