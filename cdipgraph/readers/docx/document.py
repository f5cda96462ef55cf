"""From the bytes of a .docx to `SourceText`.

The body comes first, block by block; then the footnotes and the endnotes; then what stands in the running heads that
are printed. The lines of a list of contents are furniture. Bullets are left out: they number nothing, and what is
quoted begins with its words. Pages are not told: a file holds at most where Word last broke some of its pages, not all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cdipgraph.errors import EmptySource
from cdipgraph.readers.docx import markup
from cdipgraph.readers.docx.container import Container, Relation
from cdipgraph.readers.docx.markup import Element, W, is_on
from cdipgraph.readers.docx.numbering import Numbering, read_numbering
from cdipgraph.readers.docx.runs import PAGE_MARK
from cdipgraph.readers.docx.story import Cell, Head, Item, Note, Paragraph, Story, Table, lines
from cdipgraph.readers.docx.styles import Styles, read_styles
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

FORMAT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = ("footnote", "endnote")
_CONTENTS = re.compile(r"toc [1-9]|table of figures", re.I)  # styles of the lines of a list of contents
_PIECE = re.compile(r"[\t\n]+")
#: A page number with the word before it, and what follows it ("page 2 of 9", "- 2 -").
_PAGE_NUMBER = re.compile(rf"(?:[^\W\d_]+\.?\s*)?{PAGE_MARK}(?:\s*(?:/|[^\W\d_]{{1,4}})?\s*{PAGE_MARK})?")
_EDGES = " \u00a0,;–—-|"


def source_text(data: bytes, *, name: str = "", sha256: str = "") -> SourceText:
    """The text of a Word file, with its blocks.

    Raises EmptySource, UnreadableSource (damaged, protected, no Word file, made to harm) or SourceTooLarge.
    """
    file = _WordFile(Container(data, name))
    body = Story(file.styles, file.numbering)
    drafts = list(_laid_out(body.read(file.body())))
    drafts += file.notes(body.notes)
    drafts += file.running_heads(body.heads)
    text, blocks = _joined(drafts)
    if not text.strip():
        raise EmptySource(
            "the document holds no text", where=name, remedy="If its pages are pictures, run text recognition on them"
        )
    return SourceText(text, blocks, name=name, format=FORMAT, sha256=sha256)


class _Draft(NamedTuple):
    """A block before its place in the text is known; `after` is what stands between it and the one before."""

    text: str
    block: Block
    after: str = "\n"


class _WordFile:
    """The parts of a Word file that are read."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._main = self._main_part()
        self._relations = container.relations(self._main)
        self.styles: Styles = read_styles(self._part("styles"))
        self.numbering: Numbering = read_numbering(self._part("numbering"), self.styles)

    def _main_part(self) -> str:
        relations = self._container.relations().values()
        kinds = [relation.target for relation in relations if relation.kind == "officeDocument"]
        found = next((part for part in [*kinds, "word/document.xml"] if part in self._container), None)
        if found is None:
            raise markup.no_document(self._container.name)
        return found

    def body(self) -> Iterator[Element]:
        """The elements of the body, one after the other."""
        return self._container.body(self._main)

    def _part(self, kind: str) -> Element | None:
        """The root of the part that the document has of a kind, or None."""
        for relation in self._relations.values():
            if relation.kind == kind and relation.target in self._container:
                return self._container.xml(relation.target)
        return None

    def notes(self, references: Iterable[Note]) -> Iterator[_Draft]:
        """The notes that the body refers to, footnotes first, each once."""
        for kind in _NOTES:
            referred = {note.note_id: note.ordinal for note in references if note.kind == kind}
            root = self._part(f"{kind}s") if referred else None
            if root is None:
                continue
            elements = {element.get(f"{W}id", ""): element for element in root.iterfind(f"{W}{kind}")}
            story = Story(self.styles, self.numbering, ordinal=1)
            for note_id, ordinal in referred.items():
                text = lines(story.read(elements[note_id])) if note_id in elements else ""
                if text:
                    yield _Draft(text, Block(Span(0, 0), BlockKind.FOOTNOTE, ordinal=ordinal))

    def running_heads(self, heads: Iterable[Head]) -> Iterator[_Draft]:
        """What stands in the heads and feet of the pages, each piece once, without page numbers."""
        seen: set[str] = set()
        for relation in self._printed(heads):
            story = Story(self.styles, self.numbering, marks_pages=True)
            for piece in _PIECE.split(lines(story.read(self._container.xml(relation.target)))):
                head = _without_page(piece)
                if head and head not in seen:
                    seen.add(head)
                    yield _Draft(head, Block(Span(0, 0), BlockKind.RUNNING_HEAD))

    def _printed(self, heads: Iterable[Head]) -> list[Relation]:
        """The heads and feet that are printed: those of even pages only where the file says so."""
        even = bool(is_on(self._part("settings"), f"{W}evenAndOddHeaders"))
        found: dict[str, Relation] = {}
        for head in heads:
            relation = self._relations.get(head.relation)
            known = relation is not None and relation.target in self._container
            if relation and known and relation.kind in ("header", "footer") and (even or head.pages != "even"):
                found.setdefault(relation.target, relation)
        return sorted(found.values(), key=lambda relation: relation.kind, reverse=True)


def _without_page(piece: str) -> str:
    """A piece of a running head without the number of the page and the word that goes with it."""
    return _PAGE_NUMBER.sub("", piece).strip(_EDGES) if PAGE_MARK in piece else piece.strip()


def _laid_out(items: Iterable[Item]) -> Iterator[_Draft]:
    """The blocks of the body; a table with a single column is a frame around paragraphs."""
    tables = 0
    stack = [iter(items)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Paragraph):
            contents = _CONTENTS.fullmatch(item.style)
            kind = BlockKind.FURNITURE if contents else BlockKind.HEADING if item.heading else BlockKind.PARAGRAPH
            block = Block(Span(0, 0), kind, number=item.number, ordinal=item.ordinal, style=item.style)
            yield _Draft(item.text, block)
        elif all(len(row) < 2 for row in item.rows):
            stack.append(iter([inner for row in item.rows for cell in row for inner in cell.items]))
        else:
            yield from _cells(item, tables)
            tables += 1


def _cells(table: Table, position: int) -> Iterator[_Draft]:
    """The cells of a table: a merged cell once, in its first row, at its first column."""
    for row, cells in enumerate(table.rows):
        after = "\n"
        for cell in cells:
            if not cell.continues:
                yield _Draft(lines(cell.items), _cell_block(cell, table, position, row), after)
                after = "\t"


def _cell_block(cell: Cell, table: Table, position: int, row: int) -> Block:
    first = next((item for item in cell.items if isinstance(item, Paragraph)), None)
    number, style = (first.number, first.style) if first else ("", "")
    ordinal = first.ordinal if first else table.ordinal
    return Block(Span(0, 0), BlockKind.CELL, position, row, cell.column, number, 0, ordinal, style)


def _joined(drafts: Sequence[_Draft]) -> tuple[str, tuple[Block, ...]]:
    """The text of the drafts put together, and their blocks at their places in it."""
    parts: list[str] = []
    blocks: list[Block] = []
    end = 0
    for draft in drafts:
        if parts:
            parts.append(draft.after)
            end += len(draft.after)
        start, end = end, end + len(draft.text)
        parts.append(draft.text)
        blocks.append(draft.block._replace(span=Span(start, end)))
    return "".join(parts), tuple(blocks)
