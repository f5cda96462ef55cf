"""The elements of a Word file that python-docx has no words for: links, page numbers, shades, heads on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

#: What XML does not let stand in a text.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HYPHEN: Final = "\u2011"
#: Room between the edges of a cell and its words, in twentieths of a point.
_MARGINS: Final = (("top", 50), ("left", 100), ("bottom", 20), ("right", 100))


def put(parent: _Element, child: _Element) -> None:
    """Nothing; the child is the last in its parent."""
    parent.append(child)


def element(name: str, **attributes: str) -> _Element:
    """An element of a Word file: `element("w:lang", val="fr-FR")`."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def legal(text: str) -> str:
    """The text without what XML does not let stand in it."""
    return _FORBIDDEN.sub("", text)


def run(text: str, *, style: str = "", bold: bool = False, lang: str = "", shade: str = "") -> _Element:
    """A run of words; those of another language (`lang`) stand in italics."""
    made, properties = element("w:r"), element("w:rPr")
    # In the order that the schema has them.
    if style:
        put(properties, element("w:rStyle", val=style))
    for name, wanted in (("w:b", bold), ("w:i", bool(lang))):
        if wanted:
            put(properties, element(name))
    if shade:
        put(properties, shading(shade))
    if lang:
        put(properties, element("w:lang", val=lang))
    put(made, properties)
    for part in _parts(legal(text)):
        put(made, part)
    return made


def _parts(text: str) -> Iterator[_Element]:
    """The words of a run, each non-breaking hyphen as Word has it: few fonts have the character."""
    for place, part in enumerate(text.split(_HYPHEN)):
        if place:
            yield element("w:noBreakHyphen")
        if part:
            words = element("w:t")
            words.text = part
            words.set(qn("xml:space"), "preserve")
            yield words


def link(target: str, words: _Element) -> _Element:
    """A link round a run; `target` is the name of the relationship that holds the address."""
    made = element("w:hyperlink")
    made.set(qn("r:id"), target)
    put(made, words)
    return made


def page_number() -> _Element:
    """The field that holds the number of the page."""
    made, words = element("w:fldSimple", instr="PAGE"), element("w:t")
    words.text = "2"  # what is shown by a reader that does not count pages
    shown = element("w:r")
    put(shown, words)
    put(made, shown)
    return made


def shading(colour: str) -> _Element:
    """A ground of a colour."""
    return element("w:shd", val="clear", color="auto", fill=colour)


def describe_table(properties: _Element, caption: str) -> None:
    """Nothing; the table has room round its words, and a caption that screen readers say."""
    margins = element("w:tblCellMar")
    for side, width in _MARGINS:
        put(margins, element(f"w:{side}", w=str(width), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    put(properties, margins) if look is None else look.addprevious(margins)
    put(properties, element("w:tblCaption", val=legal(caption)))
