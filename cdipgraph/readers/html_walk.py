"""Goes through a page as a reader does, and takes down what is seen: paragraphs, headings, lists with their numbers,
tables, footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from lxml import etree

from cdipgraph.readers import plain
from cdipgraph.readers.composed import Composition
from cdipgraph.readers.html_lists import ListFrame, list_frame
from cdipgraph.readers.html_marks import (
    BLOCKS,
    HEADINGS,
    furniture_kind,
    is_dropped,
    is_footnote,
    is_layout,
    is_preformatted,
    style_of,
)
from cdipgraph.readers.html_tables import Grid
from cdipgraph.source import BlockKind

_T = TypeVar("_T")
_BREAK: Final = "\x00"  # a line break, until white space has been folded: no page holds this character
_FOLDED: Final = re.compile(r"[ \t\r\n\f]+")
_ELEMENT: Final = re.compile(r"[a-z][a-z0-9]*(?::[a-z0-9_-]+)?", re.I)
_LIST_NUMBER: Final = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Za-z]{1,6})[.):]*")
_NOTE_NUMBER: Final = re.compile(r"\[?\(?(?:\d{1,4}|[ivxlc]{1,6}|\*+)\)?\]?\.?(?=\s)")
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST_MARK: Final = 3
_SOFT_HYPHEN: Final = "\u00ad"


def walked(page: etree._Element) -> Composition:
    """What a reader of the page sees."""
    walk = _Walk(page)
    walk.run()
    return walk.composition


class _Walk:
    """Collects the words of a block until it ends; what an element changes is undone where it ends."""

    def __init__(self, page: etree._Element) -> None:
        self.page = page
        self.composition = Composition()
        self.words: list[str] = []
        self.number = ""  # of the list item whose first words are to come
        self.kinds = [BlockKind.PARAGRAPH]
        self.styles = [""]
        self.lists: list[ListFrame] = []
        self.grids: list[Grid | None] = []  # None for a table that only places things
        self.verbatim = 0
        self.main = 0 if page.find(".//main") is not None or page.find(".//article") is not None else 1
        self.undo: list[tuple[etree._Element, list[Callable[[], object]]]] = []

    def run(self) -> None:
        """Reads the whole page."""
        walk = etree.iterwalk(self.page, events=("start", "end"))
        dropped: etree._Element | None = None
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                style = style_of(element)
                if tag and not is_dropped(element, tag, style):
                    self._start(element, tag, style)
                else:
                    dropped = element
                    walk.skip_subtree()
                continue
            if element is not dropped:
                self._end(element, tag)
            if element.tail and element is not self.page:
                self._text(element.tail)
        self._flush()

    def _start(self, element: etree._Element, tag: str, style: str) -> None:
        if not _ELEMENT.fullmatch(tag):
            self._text(f"<{tag}>")  # an address in angle brackets, which is no element
        if tag == "br":
            self.words.append(_BREAK)
        undo: list[Callable[[], object]] = []
        if tag in BLOCKS:
            self._flush()
        elif "display:block" in style:
            self._flush()
            undo.append(self._flush)
        if tag in BLOCKS:
            self._start_block(element, tag, style, undo)
        if is_preformatted(tag, style):
            self._enter_verbatim(undo)
        elif tag == "sup":
            start = len(self.words)
            undo.append(lambda: self._superscript(start))
        elif tag == "q":
            self._text("“")
            undo.append(lambda: self._text("”"))
        elif "mso-list:ignore" in style:
            start = len(self.words)
            undo.append(lambda: self._take_list_number(start))
        if undo:
            self.undo.append((element, undo))
        if element.text:
            self._text(element.text)

    def _start_block(self, element: etree._Element, tag: str, style: str, undo: list[Callable[[], object]]) -> None:
        """Takes what kind of block begins, and its place in lists and tables."""
        kind = BlockKind.FOOTNOTE if is_footnote(element, tag, style) else None
        kind = kind or furniture_kind(element, tag, style, outside=not self.main)
        if kind is None and (tag in HEADINGS or element.get("role") == "heading"):
            kind = BlockKind.HEADING
        if kind and self.kinds[-1] is BlockKind.PARAGRAPH:
            self._push(self.kinds, kind, undo)
        if tag in HEADINGS or tag == "p":
            name = (element.get("class") or "").split()
            self._push(self.styles, name[0] if name else tag, undo)
        if tag in ("main", "article"):
            self.main += 1
            undo.append(self._leave_main)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._push(self.lists, list_frame(element), undo)
        elif tag == "li":
            number = self.lists[-1].take(element) if self.lists else ""
            self.number = " ".join(part for part in (self.number, number) if part)
            undo.append(self._leave_item)
        elif tag == "table":
            grid = None if is_layout(element) or self._grid else Grid()
            self._push(self.grids, grid, undo)
            undo.append(lambda: self._leave_table(grid))
        elif tag == "tr" and self._grid:
            self._grid.open_row()
        elif tag in ("td", "th") and self._grid:
            self._grid.open_cell(element)

    def _push(self, stack: list[_T], value: _T, undo: list[Callable[[], object]]) -> None:
        stack.append(value)
        undo.append(stack.pop)

    @property
    def _grid(self) -> Grid | None:
        """The table whose cells are being read."""
        return self.grids[-1] if self.grids else None

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
        if self.undo and self.undo[-1][0] is element:
            for undo in self.undo.pop()[1]:
                undo()

    # What an element ends with

    def _leave_main(self) -> None:
        self.main -= 1

    def _leave_item(self) -> None:
        self.number = ""

    def _enter_verbatim(self, undo: list[Callable[[], object]]) -> None:
        self._flush()
        self.verbatim += 1
        undo.append(self._leave_verbatim)

    def _leave_verbatim(self) -> None:
        self._flush()
        self.verbatim -= 1

    def _superscript(self, start: int) -> None:
        """Digits set high stay so: 14/2 with a note 3 is not 14/23."""
        words = "".join(self.words[start:])
        mark = words.strip()
        if mark.isascii() and mark.isdigit() and len(mark) <= _LONGEST_MARK:
            self.words[start:] = [mark.translate(_SUPERSCRIPT)]

    def _take_list_number(self, start: int) -> None:
        """Word writes the number of a list item into it, with the white space after it; a bullet is none."""
        mark = "".join(self.words[start:]).strip()
        if "".join(self.words[:start]).strip():
            return
        del self.words[start:]
        if _LIST_NUMBER.fullmatch(mark) and (len(mark) > 1 or mark.isdigit()):
            self.number = mark

    def _leave_table(self, grid: Grid | None) -> None:
        if grid is None:
            return
        kind = self.kinds[-1]
        if grid.is_table and kind is BlockKind.PARAGRAPH:
            self.composition.add_table(grid.cells())
            return
        for line in grid.lines():
            self.composition.add(line.text, kind, number=line.number)

    # Words

    def _text(self, text: str) -> None:
        self.words.append(text)

    def _flush(self) -> None:
        """Ends the block that is being read, if there are words in it."""
        if not self.words:
            return
        written = "".join(self.words).replace(_SOFT_HYPHEN, "")
        self.words.clear()
        if not self.verbatim:
            written = _FOLDED.sub(" ", written)
        lines = [line.strip() for line in written.split(_BREAK)] if not self.verbatim else []
        text = "\n".join(lines) if lines else written.replace(_BREAK, "\n")
        if text.strip():
            self._take(text)

    def _take(self, text: str) -> None:
        """Puts a block in its place: a cell, a stretch of lines, or a block by itself."""
        kind, number, self.number = self.kinds[-1], self.number, ""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if number and lines[0].startswith(number):
            number = ""
        prefix = f"{number} " if number else ""
        if self._grid and self._grid.rows and self._grid.rows[-1]:
            for place, line in enumerate(lines):
                self._grid.add(line if place else prefix + line, "" if place else number)
        elif kind is BlockKind.PARAGRAPH and (len(lines) > 1 or self.verbatim):
            self._take_lines(prefix + text.strip("\n"), number)
        else:
            if kind is BlockKind.FOOTNOTE and not number and (match := _NOTE_NUMBER.match(lines[0])):
                number = match[0]
            self.composition.add(prefix + "\n".join(lines), kind, number=number, style=self.styles[-1])

    def _take_lines(self, text: str, number: str) -> None:
        """Takes lines that were broken on purpose as plain text is taken."""
        text = text.rstrip()
        text, blocks, _ = plain.layout(text)
        if blocks and number:
            blocks[0] = blocks[0]._replace(number=number)
        self.composition.add_text(text, blocks)
