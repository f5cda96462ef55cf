"""The text of a document, put together block by block."""

from __future__ import annotations

from collections.abc import Sequence

from cdipgraph.readers.joins import Joiner
from cdipgraph.readers.pdf.notes import Marks, cut_text, is_rule, mark_of
from cdipgraph.readers.pdf.pages import Line
from cdipgraph.readers.pdf.paragraphs import Measure, Paragraph, ends_sentence, is_heading, paragraphs, sides
from cdipgraph.readers.pdf.tables import Grid
from cdipgraph.source import Block, BlockKind
from cdipgraph.spans import Span


class Composer:
    """Collects text and blocks; knows at which offset each page of the body begins."""

    def __init__(self, joiner: Joiner, marks: Marks, measure: Measure) -> None:
        self.joiner, self.marks, self.measure = joiner, marks, measure
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.page_starts: dict[int, int] = {}
        self.tables = 0

    def text(self) -> str:
        """All that was added."""
        return "".join(self.parts)

    def paragraph(self, paragraph: Paragraph, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Adds a paragraph, or a heading where it is set as one."""
        text, turns = self._joined(paragraph.lines)
        if not text:
            return
        if kind is BlockKind.PARAGRAPH and is_heading(paragraph, self.measure, text):
            kind = BlockKind.HEADING
        span = self._add(text, "\n")
        self._turn(span.start, turns)
        self.blocks.append(Block(span, kind, page=paragraph.first.page + 1))

    def note(self, paragraph: Paragraph) -> None:
        """Adds a note, its mark first."""
        mark = mark_of(paragraph.first)
        first = paragraph.first.text[len(mark) :].lstrip()
        lines = [paragraph.first._replace(text=first, cuts=()), *paragraph.lines[1:]]
        text, _ = self._joined(lines)
        if text or mark:
            span = self._add(f"{mark} {text}".strip(), "\n")
            self.blocks.append(Block(span, BlockKind.FOOTNOTE, number=mark, page=paragraph.first.page + 1))

    def aside(self, text: str, kind: BlockKind, page: int) -> None:
        """Adds what is no part of the body; page from 0."""
        text = " ".join(text.split())
        if text:
            self.blocks.append(Block(self._add(text, "\n"), kind, page=page + 1))

    def table(self, table: Grid) -> None:
        """Adds the cells of a table, row by row; empty ones have no block."""
        columns = [sides(table.column(number)) for number in range(len(table.rows[0]))]
        for row, cells in enumerate(table.rows):
            before = "\n"
            for column, cell in enumerate(cells):
                text, turns = self._cell(cell, columns[column])
                if not text:
                    continue
                span = self._add(text, before)
                self._turn(span.start, turns)
                self.blocks.append(Block(span, BlockKind.CELL, self.tables, row, column, page=cell[0].page + 1))
                before = "\t"
        self.tables += 1

    def _cell(self, cell: Sequence[Line], column: tuple[float, float]) -> tuple[str, dict[int, int]]:
        if len(cell) < 2:
            return self._joined(cell, cell=True)
        text = ""
        turns: dict[int, int] = {}
        for paragraph in _over_pages(paragraphs(cell, self.measure, column)):
            more, more_turns = self._joined(paragraph.lines, cell=True)
            if more:
                text += "\n" if text else ""
                turns.update({page: at + len(text) for page, at in more_turns.items() if page not in turns})
                text += more
        return text, turns

    def _joined(self, lines: Sequence[Line], *, cell: bool = False) -> tuple[str, dict[int, int]]:
        """The text of lines, and where in it each page begins."""
        if len(lines) == 1 and not lines[0].cuts and not is_rule(lines[0].text):
            return lines[0].text, {lines[0].page: 0}
        parts: list[str] = []
        turns: dict[int, int] = {}
        length, broken = 0, False
        for line in lines:
            more = (cut_text(line.text, line.cuts, self.marks) if line.cuts else line.text).strip()
            if not more or is_rule(line.text):
                continue
            if parts:  # only the line before can change: its hyphen goes, or a space comes after it
                kept = self.joiner.before(parts[-1], more, broken=broken, cell=cell)
                length += len(kept) - len(parts[-1])
                parts[-1] = kept
            if line.page not in turns:
                turns[line.page] = length
            parts.append(more)
            length += len(more)
            broken = line.broken
        return "".join(parts), turns

    def _add(self, text: str, before: str) -> Span:
        if self.length:
            self.parts.append(before)
            self.length += len(before)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def _turn(self, start: int, turns: dict[int, int]) -> None:
        for page, at in turns.items():
            self.page_starts.setdefault(page, start + at)

    def pages(self, count: int, end: int) -> tuple[int, ...]:
        """The offsets at which the pages of the body begin; an empty page begins where the next does."""
        starts = [0] * count
        at = end
        for page in range(count - 1, -1, -1):
            at = min(at, self.page_starts.get(page, at))
            starts[page] = at
        if starts:
            starts[0] = 0
        return tuple(starts)


def _over_pages(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a cell, those joined that a page cuts in the middle of a sentence."""
    done: list[Paragraph] = []
    for paragraph in found:
        turned = done and done[-1].last.page != paragraph.first.page
        if turned and (paragraph.first.text[0].islower() or not ends_sentence(done[-1].last)):
            done[-1].lines.extend(paragraph.lines)
        else:
            done.append(paragraph)
    return done
