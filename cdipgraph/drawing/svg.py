"""A plan written as SVG: real text, tooltips, roles and labels, a legend; the same plan gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Final

from cdipgraph.drawing import faces, fonts, strips
from cdipgraph.drawing.faces import ABOVE_STRIP, BAR, FOLD, HEAD_STEP, PAD_X, PAD_Y, TEXT_STEP
from cdipgraph.drawing.layout import Curve, Rect
from cdipgraph.drawing.legend import AFTER, STEP, SWATCH, Entry
from cdipgraph.drawing.plan import (
    ABOVE_LEGEND,
    DATE_SIZE,
    HEADING_SIZE,
    MARGIN,
    NARROWEST_PICTURE,
    PAGE,
    TITLE,
    Plan,
    furniture,
    scale,
)
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import Box, Lineage, Link

#: Characters that XML cannot hold, not even escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The corners of the boxes, so that stages differ in shape as well as in colour.
_CORNERS: Final = {"measure": 5.0, "event": 14.0, "review": 8.0, "decision": 2.0, "follow-up": 12.0, "commitment": 3.0}
_TIPS: Final = ("", "decides", "follows", "answers", "asks")
_TIP: Final = 7.0
#: How much of an A3 page a picture must fill, both ways, to be given a whole one.
_FULL: Final = 0.72


def svg(plan: Plan, lineage: Lineage, words: Words, *, title: str, subtitle: str = "", inline: bool = False) -> str:
    """The picture as one SVG document; `inline` leaves out the size in millimetres, for a page that scales it."""
    name = mark(lineage)
    width = max(plan.width, NARROWEST_PICTURE)
    left, top, wide, high, unit = (6.0, 6.0, width + 12, plan.height + 12, 0.0) if inline else _page(plan)
    size = "" if inline else f' width="{_n(wide * unit)}mm" height="{_n(high * unit)}mm"'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" id="{name}"{size}'
        f' viewBox="{_n(-left)} {_n(-top)} {_n(wide)} {_n(high)}" role="graphics-document document"'
        f' lang="{words.lang}" aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
    )
    parts = [
        opening,
        f'<title id="{name}-title">{text(title)}</title>',
        f'<desc id="{name}-desc">{text(words("word", "described"))}</desc>',
        "" if inline else f"<style>{css()}</style>",
        f"<defs>{''.join(_tip(name, tip) for tip in _TIPS)}</defs>",
        *(() if inline else _furniture(plan, title, subtitle, (left, top, wide, high), width)),
        f'<g transform="translate(0 {"0" if inline else _n(TITLE)})">',
        *_bands(plan),
        *_edges(plan, name),
        *_boxes(plan, words, name),
        *_nothing(plan, words),
        "</g>",
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


@lru_cache(maxsize=1)
def css() -> str:
    """The style of the picture."""
    return files("cdipgraph.drawing").joinpath("picture.css").read_text(encoding="utf-8").strip()


def mark(lineage: Lineage) -> str:
    """A name for the picture, so that several on one page do not take each other's parts."""
    return "l" + hashlib.sha256("\n".join(box.iri for box in lineage.boxes).encode()).hexdigest()[:8]


def text(words: str) -> str:
    """The words as XML text or attribute value; characters that XML cannot hold become U+FFFD."""
    return escape(_FORBIDDEN.sub("�", words))


def tooltip(box: Box, words: Words) -> str:
    """All that is said of a box, in lines: name, text, outcomes, the words of the document and their place."""
    lines = [box.label, box.title if box.title != box.label else ""]
    if box.made:
        lines.append(strips.strip(box.made, words))
    if box.stage == "decision":
        lines.insert(1, faces.outcomes(box, words))
    if not box.certain:
        lines.append(words("word", "uncertain" if box.stage == "decision" else "unknown-report"))
    for quote in box.quotes:
        said = f"{words.quoted(quote.text)} " if quote.text != box.title else ""
        lines.append(f"{said}[{quote.place}]")
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _page(plan: Plan) -> tuple[float, float, float, float, float]:
    """Free space left and above, the page's size in units, and millimetres a unit: A3 where the picture fills it."""
    width, height = max(plan.width, NARROWEST_PICTURE), plan.height + furniture(plan.legend)
    unit = scale(width, height)
    margin = MARGIN / unit
    wide, high = width + 2 * margin, height + 2 * margin
    across, down = wide / (PAGE[0] / unit), high / (PAGE[1] / unit)
    if max(across, down) < 1.001 and min(across, down) > _FULL:
        wide, high = PAGE[0] / unit, PAGE[1] / unit
    return (wide - width) / 2, (high - height) / 2, wide, high, unit


def _tip(name: str, relation: str) -> str:
    return (
        f'<marker id="{name}-tip{relation}" markerWidth="{_n(_TIP)}" markerHeight="7" refX="{_n(_TIP - 1)}" refY="3.5"'
        f' orient="auto" markerUnits="userSpaceOnUse">'
        f'<path class="tip {relation}" d="M0 0.4L{_n(_TIP)} 3.5L0 6.6z"/></marker>'
    )


def _furniture(
    plan: Plan, title: str, subtitle: str, page: tuple[float, float, float, float], width: float
) -> Iterator[str]:
    """What a picture on paper has besides: the white of the page, a title, a legend."""
    left, top, wide, high = page
    yield f'<rect x="{_n(-left)}" y="{_n(-top)}" width="{_n(wide)}" height="{_n(high)}" fill="#fff"/>'
    yield f'<text class="title" x="0" y="14">{text(fonts.cut(title, width, 16, bold=True))}</text>'
    if subtitle:
        yield f'<text class="subtitle" x="0" y="30">{text(fonts.cut(subtitle, width, 10.5))}</text>'
    yield f'<g class="legend" transform="translate(0 {_n(TITLE + plan.height + ABOVE_LEGEND)})">'
    yield from _legend(plan.legend)
    yield "</g>"


def _bands(plan: Plan) -> Iterator[str]:
    for index, band in enumerate(plan.bands):
        area, middle = band.area, band.area.x + band.area.width / 2
        odd = " odd" if index % 2 else ""
        yield _rect(f"band{odd}", area, 4.0)
        heading = fonts.cut(band.heading, area.width - 4, HEADING_SIZE, bold=True)
        yield f'<text class="heading" x="{_n(middle)}" y="{17 if band.date else 22}">{text(heading)}</text>'
        if band.date:
            date = fonts.cut(band.date, area.width - 4, DATE_SIZE)
            yield f'<text class="date" x="{_n(middle)}" y="31">{text(date)}</text>'


def _edges(plan: Plan, name: str) -> Iterator[str]:
    """The edges, what was asked for on top of the rest."""
    number = {seen.box.iri: index for index, (seen, _) in enumerate(plan.faces)}
    ordered = sorted(enumerate(plan.wires), key=lambda pair: (_TIPS.index(_tip_of(pair[1][0])), pair[0]))
    for index, (link, route) in ordered:
        unsure = "" if link.certain else " unsure"
        note = f"<title>{text(link.note)}</title>" if link.note else ""
        yield (
            f'<path class="edge {link.relation}{unsure}" id="{name}-e{index}" data-from="{number[link.source]}"'
            f' data-to="{number[link.target]}" d="{path(route.curves)}"'
            f' marker-end="url(#{name}-tip{_tip_of(link)})"' + (f">{note}</path>" if note else "/>")
        )


def _tip_of(link: Link) -> str:
    return link.relation if link.relation in _TIPS else ""


def path(curves: Iterable[Curve]) -> str:
    """The curves as path data; it ends a little before the end, where the arrow's tip is."""
    steps = list(curves)
    first, last = steps[0][0], steps[-1]
    back = 1.0 if last[3][0] >= last[2][0] else -1.0
    data = [f"M{_n(first[0])} {_n(first[1])}"]
    for index, (start, one, other, end) in enumerate(steps):
        x = end[0] - back if index == len(steps) - 1 else end[0]
        if start[1] == end[1]:
            data.append(f"H{_n(x)}")
        else:
            data.append(f"C{_n(one[0])} {_n(one[1])} {_n(other[0])} {_n(other[1])} {_n(x)} {_n(end[1])}")
    return "".join(data)


def _boxes(plan: Plan, words: Words, name: str) -> Iterator[str]:
    for index, (seen, area) in enumerate(plan.faces):
        unsure = "" if seen.box.certain else " unsure"
        label = f"{words('stage', seen.box.stage)}: {seen.box.label}"
        yield (
            f'<g class="node {seen.style}{unsure}" id="{name}-n{index}" data-n="{index}" role="graphics-symbol img"'
            f' aria-label="{text(label)}"><title>{text(tooltip(seen.box, words))}</title>'
        )
        yield from _shape(seen.style.split()[0], area)
        x, y = area.x + seen.inset, area.y + PAD_Y
        if seen.side:
            yield f'<text class="side" x="{_n(area.right - seen.outset)}" y="{_n(y + 10)}">{text(seen.side)}</text>'
        for line in seen.head:
            yield f'<text class="head" x="{_n(x)}" y="{_n(y + 10)}">{text(line)}</text>'
            y += HEAD_STEP
        for line in seen.lines:
            yield f'<text class="line" x="{_n(x)}" y="{_n(y + 9)}">{text(line)}</text>'
            y += TEXT_STEP
        yield from _strip(seen, area, x, y)
        yield "</g>"


def _strip(seen: faces.Face, area: Rect, x: float, y: float) -> Iterator[str]:
    """The strip of states at the foot of a box, under a thin line."""
    if seen.strip:
        edge = y + ABOVE_STRIP / 2
        yield f'<path class="rule" d="M{_n(x)} {_n(edge)}H{_n(area.right - PAD_X)}"/>'
    for number, line in enumerate(seen.strip):
        down = y + ABOVE_STRIP + TEXT_STEP * number + 9
        yield f'<text class="line strip" x="{_n(x)}" y="{_n(down)}">{text(line)}</text>'


def _shape(style: str, area: Rect) -> Iterator[str]:
    """The outline of a box, in the shape of its kind."""
    x, y, right = area.x, area.y, area.right
    if style == "paper":
        yield (
            f'<path class="box" d="M{_n(x)} {_n(y)}H{_n(right - FOLD)}L{_n(right)} {_n(y + FOLD)}V{_n(area.bottom)}'
            f'H{_n(x)}z"/><path class="mark" d="M{_n(right - FOLD)} {_n(y)}V{_n(y + FOLD)}H{_n(right)}z"/>'
        )
        return
    corner = min(_CORNERS.get(style, 0.0), area.height / 2)
    yield _rect("box", area, corner)
    if style == "paragraph":
        yield _rect("mark", Rect(x, y, BAR, area.height), 0.0)
    elif style == "proposal":
        yield _rect("inner", Rect(x + 2.5, y + 2.5, area.width - 5, area.height - 5), 0.0)


def _nothing(plan: Plan, words: Words) -> Iterator[str]:
    """What a picture without boxes says instead."""
    if not plan.faces:
        yield f'<text class="line" x="0" y="20">{text(words("word", "nothing"))}</text>'


def _rect(kind: str, area: Rect, corner: float) -> str:
    round_ = f' rx="{_n(corner)}"' if corner else ""
    return (
        f'<rect class="{kind}" x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.width)}" height="{_n(area.height)}"'
        f"{round_}/>"
    )


def _legend(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        place = f"translate({_n(entry.x)} {_n(entry.row * STEP)})"
        word = f'<text class="key" x="{_n(SWATCH + AFTER)}" y="10">{text(entry.label)}</text>'
        yield f'<g transform="{place}">{sample(entry)}{word}</g>'


def sample(entry: Entry) -> str:
    """The little box or line that a legend's entry shows."""
    if entry.line:
        return f'<path class="edge {entry.style}" d="M0 6.5H{_n(SWATCH)}"/>'
    shape = "".join(_shape(entry.style.split()[0], Rect(0, 0, SWATCH, 13)))
    return f'<g class="{entry.style}">{shape}</g>'


def _n(value: float) -> str:
    """A number to the tenth of a unit, as short as it can be written."""
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded
