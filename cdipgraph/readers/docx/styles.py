"""The styles of a Word file, each with what it takes over from the one it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from cdipgraph.readers.docx.markup import Element, W, is_on, number, value

_BODY_LEVEL = 9  # the outline level of what is no heading
_HEADING = re.compile(r"heading [1-9]", re.I)  # the name in the file, whatever language Word shows it in


class Style(NamedTuple):
    """What a paragraph of the style has unless it says otherwise.

    `num_id` and `level` number it (None where no style of the chain says; 0 takes a number away); `chain` are the
    style and those it is based on, nearest first.
    """

    name: str = ""
    num_id: int | None = None
    level: int | None = None
    outline: int = _BODY_LEVEL
    hidden: bool = False
    chain: tuple[str, ...] = ()


@dataclass
class Styles:
    """The styles by id. A paragraph that names none, or one that is not there, has the default style."""

    styles: dict[str, Style] = field(default_factory=dict)
    numbering: dict[str, int] = field(default_factory=dict)  # numbering styles: id -> the list they are
    default: Style = field(default_factory=Style)
    language: str = "en"

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph that names this one."""
        return self.styles.get(style_id or "", self.default)

    def hides(self, style_id: str | None) -> bool:
        """True when a run of this character style is not shown."""
        return style_id is not None and self.styles.get(style_id, self.default).hidden


def read_styles(root: Element | None) -> Styles:
    """The styles of the styles part, each resolved along its chain; none without a part."""
    found = Styles()
    if root is None:
        return found
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterfind(f"{W}style")}
    for style_id, element in elements.items():
        style = found.styles[style_id] = _resolved(style_id, elements)
        kind = element.get(f"{W}type")
        if kind == "numbering" and style.num_id:
            found.numbering[style_id] = style.num_id
        if kind == "paragraph" and element.get(f"{W}default", "0") in ("1", "true", "on"):
            found.default = style
    language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    found.language = language.get(f"{W}val", "en") if language is not None else "en"
    return found


def _resolved(style_id: str, elements: dict[str, Element]) -> Style:
    """A style with what its chain says, the nearest first; a chain that runs in a circle ends where it closes."""
    chain: list[str] = []
    name, num_id, level, outline, hidden = "", None, None, None, None
    following: str | None = style_id
    while following in elements and following not in chain:
        chain.append(following)
        element = elements[following]
        own = value(element, f"{W}name") or following
        properties = element.find(f"{W}pPr")
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        name = name or own
        num_id = number(numbering, f"{W}numId") if num_id is None else num_id
        level = number(numbering, f"{W}ilvl") if level is None else level
        if outline is None:
            outline = number(properties, f"{W}outlineLvl")
            outline = int(own[-1]) - 1 if outline is None and _HEADING.fullmatch(own) else outline
        hidden = is_on(element.find(f"{W}rPr"), f"{W}vanish") if hidden is None else hidden
        following = value(element, f"{W}basedOn")
    return Style(name, num_id, level, _BODY_LEVEL if outline is None else outline, bool(hidden), tuple(chain))
