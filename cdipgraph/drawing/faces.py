"""What is written in each box, cut and wrapped to its width, and how large that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cdipgraph.drawing import fonts, strips
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import Box

#: The sizes of a box's first line, and of the lines under it.
HEAD: Final = 11.0
TEXT: Final = 10.0
HEAD_STEP: Final = 13.5
TEXT_STEP: Final = 12.0
PAD_X: Final = 7.0
PAD_Y: Final = 5.0
#: The bar that marks a paragraph, the folded corner that marks a paper.
BAR: Final = 4.0
FOLD: Final = 9.0
_BETWEEN: Final = 8.0
#: Between the text of a box and the strip at its foot, and how many lines the strip may have.
ABOVE_STRIP: Final = 4.0
_STRIP: Final = 3

#: How wide the boxes of a stage are, and how many lines of text stand under the first; in the view by stage.
_ROOMY: Final = {
    "proposal": (118.0, 6),
    "paragraph": (210.0, 3),
    "measure": (210.0, 3),
    "implementation": (214.0, 2),
    "review": (148.0, 1),
    "decision": (156.0, 2),
    "follow-up": (214.0, 2),
    "commitment": (214.0, 2),
}
#: What was asked and is answered needs no more than a line.
_ANSWERED: Final = 1
#: The widest boxes and the most lines in the view by session, which has many more columns.
_COMPACT: Final = {
    "proposal": (70.0, 2),
    "paragraph": (70.0, 1),
    "measure": (124.0, 3),
    "implementation": (84.0, 2),
    "review": (76.0, 2),
    "decision": (76.0, 2),
    "follow-up": (84.0, 2),
    "commitment": (84.0, 3),
}
_COMPACT_PAD: Final = 5.0


@dataclass(frozen=True)
class Face:
    """A box as it is seen: the lines of its head, what stands at the right of the first, the lines under them.

    `style` names its look; its lines begin at `inset` from the left, what stands at the right ends `outset` from there.
    `strip` are the lines at the foot that tell what became of a thing.
    """

    box: Box
    style: str
    head: tuple[str, ...]
    side: str
    lines: tuple[str, ...]
    inset: float
    outset: float
    width: float
    height: float
    strip: tuple[str, ...] = ()


def face(box: Box, words: Words, *, compact: bool = False) -> Face:
    """The face of a box: as wide as its stage is, with its text; or, when `compact`, just what names it."""
    return _compact(box, words) if compact else _roomy(box, words)


def _roomy(box: Box, words: Words) -> Face:
    width, most = _ROOMY[box.stage]
    most = _ANSWERED if box.status == "answered" else most
    inset = PAD_X + (BAR if box.stage == "paragraph" else 0.0)
    outset = PAD_X + (FOLD if style(box) == "paper" else 0.0)
    room = width - inset - PAD_X
    named, side, said = _said(box, words)
    if side and inset + fonts.width(named, HEAD, bold=True) + _BETWEEN + fonts.width(side, TEXT) + outset > width:
        side, said = "", f"{side} · {said}"
    head = fonts.wrap(named, room, HEAD, lines=2, bold=True)
    lines = fonts.wrap(said, room, TEXT, lines=max(1, most + 1 - len(head)))
    strip = strips.wrapped(box.made, words, room, TEXT, lines=_STRIP) if box.made else ()
    height = 2 * PAD_Y + HEAD_STEP * len(head) + TEXT_STEP * len(lines)
    height += ABOVE_STRIP + TEXT_STEP * len(strip) if strip else 0.0
    return Face(box, style(box), head, side, lines, inset, outset, width, height, strip)


def _compact(box: Box, words: Words) -> Face:
    widest, most = _COMPACT[box.stage]
    inset = _COMPACT_PAD + (BAR if box.stage == "paragraph" else 0.0)
    lines = fonts.wrap(_short(box, words), widest - inset - _COMPACT_PAD, TEXT, lines=most)
    width = max((fonts.width(line, TEXT) for line in lines), default=0.0) + inset + _COMPACT_PAD
    width += FOLD - _COMPACT_PAD / 2 if style(box) == "paper" else 0.0
    return Face(box, style(box), (), "", lines, inset, inset, width, 2 * PAD_Y + TEXT_STEP * len(lines))


def style(box: Box) -> str:
    """The look of a box: its stage, and for an implementation whether it is a paper or an event."""
    if box.stage == "implementation":
        return "paper" if box.symbol else "event"
    return f"{box.stage} {box.status}" if box.stage == "commitment" else box.stage


def outcomes(box: Box, words: Words) -> str:
    """What a decision came to, in words; that its wording is not quoted, where it is not."""
    told = ", ".join(words("outcome", outcome) for outcome in box.outcomes)
    return told or words("word", "no-wording")


def _said(box: Box, words: Words) -> tuple[str, str, str]:
    """What names a box, its session, and what it says."""
    held = f"{words('word', 'session')} {box.session}" if box.session is not None else ""
    named = _capital(box.label.removesuffix(f" · {held}"))
    if box.stage == "review":
        named, _, report = box.label.partition(" · ")
        return named + _doubt(box), held, report
    if box.stage == "decision":
        return named + _doubt(box), held, outcomes(box, words)
    if box.stage == "commitment":
        return f"{words('stage', 'commitment')} {words('status', box.status)}", held, box.title
    return named, held, box.title


def _short(box: Box, words: Words) -> str:
    """What names a box in a lane that says the rest."""
    named = box.label.partition(" · ")[0]
    if box.stage == "paragraph":
        return f"{words('short', 'paragraph')} {box.number}"
    if box.stage == "measure":
        return f"{box.number} {box.title}".strip()
    if box.stage == "decision" and box.number:
        return f"{words('short', 'item')} {box.number}{_doubt(box)}"
    if box.stage == "commitment":
        return f"{words('stage', 'commitment')} {words('status', box.status)}"
    return _capital(named) + _doubt(box)


def _doubt(box: Box) -> str:
    return "" if box.certain else " ?"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
