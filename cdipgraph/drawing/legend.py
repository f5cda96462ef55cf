"""What a picture's legend explains: the looks of the boxes and the lines that it has, and how many rows that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cdipgraph.drawing import faces, fonts
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import Box, Link

STEP: Final = 20.0
SWATCH: Final = 22.0
#: Between swatch and word, and between entries.
AFTER: Final = 6.0
BETWEEN: Final = 13.0
_LOOKS: Final = (
    "proposal",
    "paragraph",
    "measure",
    "paper",
    "event",
    "review",
    "decision",
    "follow-up",
    "commitment",
)
_LINES: Final = ("decides", "follows", "answers", "asks")


@dataclass(frozen=True)
class Entry:
    """One sample with its word: `style` is the look of a box or, where `line`, of an edge; and where it stands."""

    style: str
    label: str
    line: bool
    x: float = 0.0
    row: int = 0


def legend(boxes: Iterable[Box], links: Iterable[Link], words: Words, width: float) -> tuple[Entry, ...]:
    """The entries that the boxes and edges need, in rows no wider than `width`."""
    x, row = 0.0, 0
    placed = []
    for entry in [*_looks(boxes, words), *_lines(list(links), words)]:
        wide = SWATCH + AFTER + fonts.width(entry.label, faces.TEXT)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        placed.append(Entry(entry.style, entry.label, entry.line, x, row))
        x += wide + BETWEEN
    return tuple(placed)


def rows(entries: Iterable[Entry]) -> int:
    """How many rows the entries take."""
    return 1 + max((entry.row for entry in entries), default=-1)


def _looks(boxes: Iterable[Box], words: Words) -> Iterator[Entry]:
    there: dict[str, Box] = {}
    for box in boxes:
        there.setdefault(faces.style(box), box)
    for style, box in sorted(there.items(), key=lambda pair: (_LOOKS.index(pair[0].split()[0]), pair[0])):
        yield Entry(style, _word(style, box, words), line=False)


def _word(style: str, box: Box, words: Words) -> str:
    if style in ("paper", "event"):
        return f"{words('stage', 'implementation')} ({words('look', style)})"
    if box.stage == "commitment":
        return f"{words('stage', 'commitment')} {words('status', box.status)}"
    return words("stage", style)


def _lines(links: list[Link], words: Words) -> Iterator[Entry]:
    there = {link.relation for link in links}
    for relation in _LINES:
        if relation in there:
            yield Entry(relation, words("relation", relation), line=True)
    if any(not link.certain for link in links):
        yield Entry("unsure", words("relation", "uncertain"), line=True)
