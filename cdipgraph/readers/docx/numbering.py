"""Automatic numbers as Word shows them: the lists of a Word file, and the counts while it is read.

All lists (w:num) of one definition (w:abstractNum) count on together, unless a list starts a level anew
(w:startOverride) where it is first used. A level that is used before those above it counts them too: after 1.1 comes 2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cdipgraph.readers.docx.markup import MC, VAL, Element, W, is_on, number, value
from cdipgraph.readers.docx.numerals import numeral, zero_padded
from cdipgraph.readers.docx.styles import Style, Styles

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_UNCOUNTED = ("bullet", "none")


class Level(NamedTuple):
    """One level of a list. `parts` are its text: words, and numbers for the levels whose count stands there.

    `restart` is the number of levels whose use starts this one anew (None: all above it); `style` the paragraph style
    it belongs to; `padding` a format of the document's own, such as "001, 002, ...".
    """

    start: int
    number_format: str
    parts: tuple[str | int, ...]
    restart: int | None = None
    legal: bool = False
    style: str = ""
    padding: str = ""

    def shown(self, count: int, language: str) -> str:
        """The count of this level in its format; nothing for a level that has no numbers."""
        if self.number_format in _UNCOUNTED:
            return ""
        return zero_padded(count, self.padding) if self.padding else numeral(count, self.number_format, language)


class ListDefinition(NamedTuple):
    """A list (w:num): the definition it counts with, its levels, and the counts it begins with where first used."""

    counted_with: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass
class Numbering:
    """The lists of a Word file, by their ids."""

    lists: Mapping[int, ListDefinition] = field(default_factory=dict)
    language: str = "en"

    def of_paragraph(self, properties: Element | None, style: Style) -> tuple[int, int] | None:
        """The list and level that number a paragraph of these properties and this style; None for none.

        A level that belongs to another style numbers nothing that its own style brings into the list.
        """
        own = properties.find(f"{W}numPr") if properties is not None else None
        own_id, own_level = (number(own, f"{W}numId"), number(own, f"{W}ilvl")) if own is not None else (None, None)
        num_id = style.num_id if own_id is None else own_id
        definition = self.lists.get(num_id) if num_id else None
        if num_id is None or definition is None:
            return None
        level = style.level or 0 if own_level is None else own_level
        if own_id is None and own_level is None:
            linked = _linked(definition, style)
            if linked is not None:
                level = linked
            elif level in definition.levels and definition.levels[level].style:
                return None
        return (num_id, level) if level in definition.levels else None


def _linked(definition: ListDefinition, style: Style) -> int | None:
    """The level that belongs to the style, or to the nearest one it is based on."""
    owners = {level.style: position for position, level in definition.levels.items() if level.style}
    return next((owners[name] for name in style.chain if name in owners), None)


class Counters:
    """The counts of one story: the body, the footnotes, a text box. Each story counts for itself."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next_number(self, num_id: int, level: int) -> str:
        """The number of the next paragraph of a list at a level, counted; without white space at its ends."""
        definition = self._numbering.lists[num_id]
        counts = self._counts.setdefault(definition.counted_with, [None] * LEVELS)
        self._count(num_id, definition, counts, level)
        shown = definition.levels[level]
        if shown.number_format == "bullet":
            return ""
        return "".join(
            part if isinstance(part, str) else self._placed(definition, counts, part, level) for part in shown.parts
        ).strip()

    def _count(self, num_id: int, definition: ListDefinition, counts: list[int | None], level: int) -> None:
        before = counts[level]
        if level in definition.starts and (num_id, level) not in self._begun:
            self._begun.add((num_id, level))
            counts[level] = definition.starts[level]
        else:
            counts[level] = definition.levels[level].start if before is None else before + 1
        for upper in range(level):
            if counts[upper] is None and upper in definition.levels:
                counts[upper] = definition.levels[upper].start
        for lower in range(level + 1, LEVELS):
            restart = definition.levels[lower].restart if lower in definition.levels else None
            if restart is None or level < restart:
                counts[lower] = None

    def _placed(self, definition: ListDefinition, counts: list[int | None], at: int, level: int) -> str:
        """The count of a level within the number of a level below it, or of itself."""
        count, shown = counts[at], definition.levels.get(at)
        if count is None or shown is None or at > level:
            return ""
        if definition.levels[level].legal and at < level and shown.number_format not in _UNCOUNTED:
            return str(count)
        return shown.shown(count, self._numbering.language)


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of the numbering part; none without a part."""
    if root is None:
        return Numbering()
    abstracts = {number_of(a, "abstractNumId"): a for a in root.iterfind(f"{W}abstractNum")}
    nums = {number_of(n, "numId"): n for n in root.iterfind(f"{W}num")}
    levels = {key: _levels(_defining(key, abstracts, nums, styles)) for key in abstracts}
    lists = {}
    for num_id, element in nums.items():
        abstract = number(element, f"{W}abstractNumId")
        if abstract in levels:
            lists[num_id] = _list(element, abstract, levels[abstract])
    return Numbering(lists, styles.language)


def number_of(element: Element, attribute: str) -> int:
    """An id of an element; -1 where it has none that is a number."""
    text = element.get(f"{W}{attribute}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _defining(key: int, abstracts: dict[int, Element], nums: dict[int, Element], styles: Styles) -> Element:
    """The definition whose levels a definition has: its own, or those that a numbering style leads to."""
    seen: set[int] = set()
    while key not in seen:
        seen.add(key)
        num = nums.get(styles.numbering.get(value(abstracts[key], f"{W}numStyleLink") or "", -1))
        target = number(num, f"{W}abstractNumId")
        if target not in abstracts or abstracts[key].find(f"{W}lvl") is not None:
            break
        key = target
    return abstracts[key]


def _levels(abstract: Element) -> dict[int, Level]:
    found = {number_of(element, "ilvl"): _level(element) for element in abstract.iterfind(f"{W}lvl")}
    return {position: level for position, level in found.items() if 0 <= position < LEVELS}


def _list(element: Element, abstract: int, levels: Mapping[int, Level]) -> ListDefinition:
    own, starts = dict(levels), {}
    for override in element.iterfind(f"{W}lvlOverride"):
        position, level = number_of(override, "ilvl"), override.find(f"{W}lvl")
        if not 0 <= position < LEVELS:
            continue
        if level is not None:
            own[position] = _level(level)
        start = number(override, f"{W}startOverride")
        if start is not None:
            starts[position] = start
    return ListDefinition(abstract, own, starts)


def _level(element: Element) -> Level:
    chosen = element.find(f"{W}numFmt")
    if chosen is None:  # a format of the document's own stands beside the nearest that every version knows
        chosen = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    number_format = chosen.get(VAL, "decimal") if chosen is not None else "decimal"
    padding = chosen.get(f"{W}format", "") if chosen is not None and number_format == "custom" else ""
    return Level(
        start=number(element, f"{W}start") or 0,
        number_format="decimal" if number_format == "custom" else number_format,
        parts=_parts(value(element, f"{W}lvlText") or ""),
        restart=number(element, f"{W}lvlRestart"),
        legal=bool(is_on(element, f"{W}isLgl")),
        style=value(element, f"{W}pStyle") or "",
        padding=padding if padding[:1].isdigit() else "",
    )


def _parts(text: str) -> tuple[str | int, ...]:
    """The text of a level, cut at its placeholders: "%1.%2" is 0, ".", 1."""
    pieces = _PLACEHOLDER.split(text)
    return tuple(int(piece) - 1 if odd % 2 else piece for odd, piece in enumerate(pieces) if odd % 2 or piece)
