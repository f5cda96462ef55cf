"""What a paragraph shows: its runs in order, tracked changes as accepted, fields by their results, without what is
hidden or only marks a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cdipgraph.readers.docx import fields
from cdipgraph.readers.docx.glyphs import glyph
from cdipgraph.readers.docx.markup import MC, Element, M, W, is_on, value

#: Stands for a page number while a running head is read; no XML holds it.
PAGE_MARK = "\x00"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_RPR, _VANISH, _RSTYLE = f"{W}rPr", f"{W}vanish", f"{W}rStyle"
_TEXT, _RUN, _BOX, _ALTERNATE = f"{W}t", f"{W}r", f"{W}txbxContent", f"{MC}AlternateContent"
_ID, _CUSTOM, _TYPE, _INSTRUCTION = f"{W}id", f"{W}customMarkFollows", f"{W}fldCharType", f"{W}instr"


class Surroundings(Protocol):
    """What the reader of runs asks of the story it reads for."""

    marks_pages: bool

    def hides(self, style_id: str | None) -> bool:
        """True when a run of this character style is not shown."""

    def field_number(self, instruction: str) -> str:
        """What a numbering field shows here."""


@dataclass
class _Field:
    """A field that has begun: its instruction so far, and whether its result is shown."""

    instruction: list[str] = field(default_factory=list)
    shown: bool = False


@dataclass
class Shown:
    """What a paragraph shows: its text, the number that a field put at its start, the text boxes and notes anchored
    in it.
    """

    parts: list[str] = field(default_factory=list)
    number: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without white space at its ends, after its number if a field put one there."""
        text = "".join(self.parts).strip()
        rest = text.removeprefix(self.number).lstrip() if self.number else ""
        return f"{self.number} {rest}" if rest else text


class Runs:
    """Reads the paragraphs of one story. A field may begin in one paragraph and end in another."""

    def __init__(self, story: Surroundings) -> None:
        self._story = story
        self._fields: list[_Field] = []
        self._mute = 0  # greater than 0 where nothing is shown: in instructions, results left out, hidden runs
        self._shown = Shown()

    def read(self, paragraph: Element, into: Shown) -> None:
        """Adds what the paragraph shows."""
        self._shown = into
        self._children(paragraph)
        while self._fields and not self._fields[-1].shown:  # no instruction goes on in the next paragraph
            self._fields.pop()
            self._mute -= 1

    def _children(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            else:
                handler = _HANDLERS.get(tag, Runs._children)
                if handler is not None:
                    handler(self, child)

    def _run(self, run: Element) -> None:
        hidden = False
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._text(child)
            elif tag == _RPR:
                if len(child) and not hidden and self._is_hidden(child):
                    hidden = True
                    self._mute += 1
            else:
                handler = _HANDLERS.get(tag, Runs._children)
                if handler is not None:
                    handler(self, child)
                    if child.get(_CUSTOM) is not None:
                        break  # what follows in the run is the mark of the note
        if hidden:
            self._mute -= 1

    def _is_hidden(self, properties: Element) -> bool:
        own = is_on(properties, _VANISH)
        return own if own is not None else self._story.hides(value(properties, _RSTYLE))

    def _text(self, element: Element) -> None:
        text = element.text
        if self._mute or not text:
            return
        if element.get(_PRESERVE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\n" in text or "\r" in text:  # a line break of the file, not of the page
            text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        self._shown.parts.append(text)

    def _show(self, text: str) -> None:
        if not self._mute:
            self._shown.parts.append(text)

    def _tab(self, _: Element) -> None:
        self._show("\t")

    def _break(self, _: Element) -> None:
        self._show("\n")

    def _no_break_hyphen(self, _: Element) -> None:
        self._show("\u2011")

    def _symbol(self, element: Element) -> None:
        self._show(glyph(element.get(f"{W}font", ""), element.get(f"{W}char", "")))

    def _page(self, _: Element | None) -> None:
        if self._story.marks_pages:
            self._show(PAGE_MARK)

    def _note(self, element: Element) -> None:
        if not self._mute:
            self._shown.notes.append((str(element.tag).removeprefix(W).removesuffix("Reference"), element.get(_ID, "")))

    def _ruby(self, element: Element) -> None:
        for base in element.iterfind(f"{W}rubyBase"):
            self._children(base)

    def _content(self, element: Element) -> None:
        for content in element.iterfind(f"{W}sdtContent"):
            self._children(content)

    def _alternative(self, element: Element) -> None:
        chosen = alternative(element)
        if chosen is not None:
            self._children(chosen)

    def _drawing(self, element: Element) -> None:
        if not self._mute:
            self._shown.boxes.extend(text_boxes(element))

    # Fields

    def _field_mark(self, mark: Element) -> None:
        kind = mark.get(_TYPE)
        if kind == "begin":
            self._fields.append(_Field())
            self._mute += 1
        elif kind == "separate" and self._fields:
            current = self._fields[-1]
            if not current.shown and self._is_shown("".join(current.instruction)):
                current.shown = True
                self._mute -= 1
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.shown:
                self._mute -= 1
                self._computed("".join(ended.instruction))

    def _instruction(self, element: Element) -> None:
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].instruction.append(element.text or "")

    def _simple_field(self, element: Element) -> None:
        instruction = element.get(_INSTRUCTION, "")
        if self._is_shown(instruction):
            self._children(element)
        else:
            self._computed(instruction)

    @staticmethod
    def _is_shown(instruction: str) -> bool:
        kind = fields.kind(instruction)
        return kind not in fields.PAGES and kind not in fields.NUMBERS

    def _computed(self, instruction: str) -> None:
        """Shows what a field without a stored result comes to, if it is one that is computed here."""
        kind = fields.kind(instruction)
        if kind in fields.PAGES:
            self._page(None)
        elif kind in fields.NUMBERS and not self._mute:
            number = self._story.field_number(instruction)
            if not "".join(self._shown.parts).strip():
                self._shown.number = number
            self._shown.parts.append(number)


def alternative(element: Element) -> Element | None:
    """The one of the alternatives of mc:AlternateContent that is read: the first that holds text, else the first."""
    best = None
    for child in element:
        if best is None:
            best = child
        if next(child.iter(_TEXT, _BOX), None) is not None:
            return child
    return best


def text_boxes(drawing: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, each once."""
    for child in drawing:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATE:
            chosen = alternative(child)
            if chosen is not None:
                yield from text_boxes(chosen)
        elif len(child):
            yield from text_boxes(child)


_NOT_SHOWN = (
    "pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "softHyphen", "lastRenderedPageBreak", "proofErr",
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "permStart", "permEnd", "smartTagPr",
    "customXmlPr", "fldData",
)  # fmt: skip

#: How each element is read; None for what shows nothing. What is not listed only wraps others.
_HANDLERS: Mapping[object, Callable[[Runs, Element], None] | None] = {
    _RUN: Runs._run,
    _TEXT: Runs._text,
    f"{M}t": Runs._text,
    f"{W}tab": Runs._tab,
    f"{W}ptab": Runs._tab,
    f"{W}br": Runs._break,
    f"{W}cr": Runs._break,
    f"{W}noBreakHyphen": Runs._no_break_hyphen,
    f"{W}sym": Runs._symbol,
    f"{W}pgNum": Runs._page,
    f"{W}footnoteReference": Runs._note,
    f"{W}endnoteReference": Runs._note,
    f"{W}ruby": Runs._ruby,
    f"{W}sdt": Runs._content,
    _ALTERNATE: Runs._alternative,
    f"{W}drawing": Runs._drawing,
    f"{W}pict": Runs._drawing,
    f"{W}object": Runs._drawing,
    f"{W}fldChar": Runs._field_mark,
    f"{W}instrText": Runs._instruction,
    f"{W}fldSimple": Runs._simple_field,
    **dict.fromkeys(f"{W}{name}" for name in _NOT_SHOWN),
    f"{M}ctrlPr": None,
}
