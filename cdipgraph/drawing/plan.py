"""Where everything of a lineage goes: its columns by stage, or its lanes by session, laid out and fitted to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cdipgraph.drawing import fonts
from cdipgraph.drawing.faces import Face, face
from cdipgraph.drawing.layout import Arc, Arrangement, Cell, Rect, Route, Spacing
from cdipgraph.drawing.legend import STEP, Entry, legend, rows
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import STAGES, Box, Lineage, Link

#: A3 landscape without its margins, in millimetres: what a picture is fitted to while its text stays readable.
PAGE: Final = (420.0, 297.0)
MARGIN: Final = 8.0
#: Millimetres a unit: the smallest makes the smallest text 6.5 points, the largest keeps a small picture from shouting.
_SMALLEST: Final = 0.2295
_LARGEST: Final = 0.32
#: The room for the headings of the bands, without and with dates, and for the title and the legend around them.
_HEADING: Final = (34.0, 44.0)
TITLE: Final = 40.0
ABOVE_LEGEND: Final = 16.0
HEADING_SIZE: Final = 12.0
DATE_SIZE: Final = 10.0
#: The narrowest picture: there must be room for a title and a legend.
NARROWEST_PICTURE: Final = 420.0
_BAND_PAD: Final = 9.0
_GAP: Final = 50.0
_NARROW_GAP: Final = 13.0
_LANE_GAP: Final = 24.0
_WIDEST_GAP: Final = 90.0
#: A picture that is higher or wider than its page by more than this share of it is not fitted.
_FAR: Final = 0.3
#: How much of its gap a column keeps when the page is too narrow.
_NARROWEST: Final = 0.8
_TALLEST_ROW: Final = 28.0
_FITTINGS: Final = 6
_TIGHT: Final = Spacing(row=7.0, group=5.0, wire=7.0)
#: Edges that do not run from one stage to the next meet a box above or below its middle.
_ASIDE: Final = frozenset({"answers", "asks"})
_LAST: Final = ("follow-up", "commitment")
_FIXED: Final = ("proposal", "paragraph", "measure")


@dataclass(frozen=True)
class Band:
    """A strip of the picture with a heading: a stage, or a session with its date."""

    area: Rect
    heading: str
    date: str = ""


@dataclass(frozen=True)
class Plan:
    """A picture before it is written: boxes and edges with their places, bands, and the size of it all."""

    faces: tuple[tuple[Face, Rect], ...]
    wires: tuple[tuple[Link, Route], ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    legend: tuple[Entry, ...]
    crossings: int


@dataclass(frozen=True)
class _Column:
    """A column: the band it stands in, and how wide it is and the gap after it."""

    band: str
    width: float
    gap: float


@dataclass(frozen=True)
class _Grid:
    """The columns, the faces with their column, and the headings of the bands."""

    columns: tuple[_Column, ...]
    faces: tuple[tuple[Face, int], ...]
    headings: dict[str, tuple[str, str]]


def plan(lineage: Lineage, words: Words, *, by: str) -> Plan:
    """The places of a lineage's boxes and edges, in columns by "stage" or in lanes by "session"."""
    grid = _by_session(lineage, words) if by == "session" else _by_stage(lineage, words)
    arrangement = _arrangement(grid, lineage)
    spacing, share = _TIGHT, 0.8
    placed = _plan(grid, lineage, words, arrangement, spacing)
    for _ in range(_FITTINGS):
        wider, taller = _fitted(grid, spacing, placed, share)
        if (wider, taller) == (grid, spacing):
            break
        tried = _plan(wider, lineage, words, arrangement, taller)
        if _overflow(tried) > max(_overflow(placed), 0.5):
            share /= 2
        else:
            grid, spacing, placed = wider, taller, tried
    return placed


def furniture(legend: tuple[Entry, ...]) -> float:
    """The height that a title and a legend add to a picture."""
    return TITLE + ABOVE_LEGEND + STEP * rows(legend)


def scale(width: float, height: float) -> float:
    """Millimetres a unit for a picture of this size: to fit an A3 page, as far as its text stays readable."""
    fitting = min((PAGE[0] - 2 * MARGIN) / width, (PAGE[1] - 2 * MARGIN) / height)
    return max(_SMALLEST, min(_LARGEST, fitting))


def _room(placed: Plan) -> tuple[float, float]:
    """How many units wider and higher the picture could be on its page."""
    width, height = placed.width, placed.height + furniture(placed.legend)
    unit = scale(width, height)
    return (PAGE[0] - 2 * MARGIN) / unit - width, (PAGE[1] - 2 * MARGIN) / unit - height


def _overflow(placed: Plan) -> float:
    """How many units a picture is too wide or too high for its page; less than nothing when there is room."""
    return -min(_room(placed))


def _fitted(grid: _Grid, spacing: Spacing, placed: Plan, share: float) -> tuple[_Grid, Spacing]:
    """Wider gaps and taller rows by a share of the room on the page; narrower gaps where it is too narrow."""
    wide, high = _room(placed)
    if min(wide, high) < -_FAR * placed.height:
        return grid, spacing
    if 0.02 * placed.height < high < 1.5 * placed.height:
        most = max(Counter(column for _, column in grid.faces).values(), default=1)
        more = share * high / most
        row, group = min(spacing.row + more, _TALLEST_ROW), min(spacing.group + more / 2, _TALLEST_ROW)
        spacing = replace(spacing, row=row, group=group)
    if wide < 0 or 0.02 * placed.width < wide < placed.width:
        more = (share if wide > 0 else 1.0) * wide / max(len(grid.columns) - 1, 1)
        columns = tuple(
            replace(one, gap=max(_NARROWEST * one.gap, min(one.gap + more, _WIDEST_GAP))) for one in grid.columns
        )
        grid = replace(grid, columns=columns)
    return grid, spacing


def _arrangement(grid: _Grid, lineage: Lineage) -> Arrangement:
    """The boxes and edges in their order; proposals, paragraphs and measures keep that of their numbers."""
    cells = []
    for rank, (seen, column) in enumerate(grid.faces):
        fixed = seen.box.stage in _FIXED
        group = seen.box.measure or (seen.box.iri if fixed else "")
        cells.append(Cell(seen.box.iri, column, seen.height, rank, fixed=fixed, group=group))
    return Arrangement(cells, [Arc(link.source, link.target, link.relation in _ASIDE) for link in lineage.links])


def _last_gap(grid: _Grid, lineage: Lineage) -> float:
    """Room for edges within the last column, if there are any."""
    last = {seen.box.iri for seen, column in grid.faces if column == len(grid.columns) - 1}
    return 30.0 if any(link.source in last and link.target in last for link in lineage.links) else 0.0


def _plan(grid: _Grid, lineage: Lineage, words: Words, arrangement: Arrangement, spacing: Spacing) -> Plan:
    """The grid laid out and moved under its headings, with the bands that its columns stand in and its legend."""
    gaps = [*(column.gap for column in grid.columns[:-1]), _last_gap(grid, lineage)] if grid.columns else []
    placed = arrangement.layout(widths=[column.width for column in grid.columns], gaps=gaps, spacing=spacing)
    right, down = _BAND_PAD, _HEADING[any(date for _, date in grid.headings.values())]
    width, height = placed.width + 2 * _BAND_PAD, placed.height + down + 1.4 * _BAND_PAD
    bands = []
    for name, (heading, date) in grid.headings.items():
        mine = [area for area, column in zip(placed.columns, grid.columns, strict=True) if column.band == name]
        area = Rect(mine[0].x, 0.0, mine[-1].right - mine[0].x + 2 * _BAND_PAD, height)
        bands.append(Band(area, heading, date))
    faces = [(seen, _moved(placed.boxes[seen.box.iri], right, down)) for seen, _ in grid.faces]
    wires = zip(lineage.links, (_shifted(route, right, down) for route in placed.routes), strict=True)
    entries = legend(lineage.boxes, lineage.links, words, max(width, NARROWEST_PICTURE))
    return Plan(tuple(faces), tuple(wires), tuple(bands), width, height, entries, placed.crossings)


def _moved(rect: Rect, right: float, down: float) -> Rect:
    return replace(rect, x=rect.x + right, y=rect.y + down)


def _shifted(route: Route, right: float, down: float) -> Route:
    curves = [[(x + right, y + down) for x, y in curve] for curve in route.curves]
    return replace(route, curves=tuple((a, b, c, d) for a, b, c, d in curves))


# Columns by stage, and lanes by session


def _by_stage(lineage: Lineage, words: Words) -> _Grid:
    """A column each for the stages that there are; what was asked and is open stands with what follows."""

    def column(box: Box) -> str:
        return "follow-up" if box.stage == "commitment" else box.stage

    there = {column(box) for box in lineage.boxes}
    stages = [stage for stage in STAGES if stage in there]
    faces = [face(box, words) for box in lineage.boxes]
    columns = [_Column(stage, max(seen.width for seen in faces if column(seen.box) == stage), _GAP) for stage in stages]
    headings = {stage: (words("stage", stage), "") for stage in stages}
    return _Grid(tuple(columns), tuple((seen, stages.index(column(seen.box))) for seen in faces), headings)


def _by_session(lineage: Lineage, words: Words) -> _Grid:
    """A lane a session, in it a column a stage; before them what has no session, after them what is still to come."""
    faces = [face(box, words, compact=True) for box in lineage.boxes]
    order = {iri: place for place, iri in enumerate(sorted(lineage.sessions, key=_when(lineage)))}
    keys = {seen.box.iri: _lane(seen.box, order) for seen in faces}
    there = sorted(set(keys.values()))
    headings = {band: _heading(band, lineage, words) for band in dict.fromkeys(key[2] for key in there)}
    columns = []
    for index, key in enumerate(there):
        widest = max(seen.width for seen in faces if keys[seen.box.iri] == key)
        alone = sum(other[2] == key[2] for other in there) == 1
        lane_ends = index + 1 < len(there) and there[index + 1][2] != key[2]
        columns.append(
            _Column(
                key[2],
                max(widest, _heading_width(headings[key[2]])) if alone else widest,
                _LANE_GAP if lane_ends else _NARROW_GAP,
            )
        )
    return _Grid(tuple(columns), tuple((seen, there.index(keys[seen.box.iri])) for seen in faces), headings)


def _when(lineage: Lineage) -> Callable[[str], tuple[str, str, int]]:
    """The order of sessions: by date where every one that is drawn has one, else by committee and ordinal."""
    drawn = [lineage.sessions[box.held] for box in lineage.boxes if box.held in lineage.sessions]
    one_committee = len({session.committee for session in drawn}) < 2
    dated = not one_committee and all(session.start for session in drawn)

    def key(iri: str) -> tuple[str, str, int]:
        session = lineage.sessions[iri]
        return session.start if dated else "", session.committee, session.ordinal

    return key


def _lane(box: Box, order: dict[str, int]) -> tuple[int, int, str, int]:
    """The column of a box: before, in or after the lanes; which lane; the band's name; the stage in it."""
    stage = STAGES.index("follow-up" if box.stage in _LAST else box.stage)
    if box.stage in _FIXED:
        return 0, stage, "asked", stage
    if box.held in order:
        return 1, order[box.held], box.held, stage
    if box.stage == "implementation":
        return 0, stage, "asked", stage
    return (3, 0, "follow-up", stage) if box.stage in _LAST else (2, 0, "loose", stage)


def _heading(band: str, lineage: Lineage, words: Words) -> tuple[str, str]:
    session = lineage.sessions.get(band)
    if session is None:
        return words("stage", band), ""
    several = len({one.committee for one in lineage.sessions.values()}) > 1
    name = f"{words('word', 'session').capitalize()} {session.ordinal}"
    return (f"{session.committee} · {name}" if several else name), session.start


def _heading_width(heading: tuple[str, str]) -> float:
    """How wide a column must be for its band to hold its heading."""
    widest = max(fonts.width(heading[0], HEADING_SIZE, bold=True), fonts.width(heading[1], DATE_SIZE))
    return widest - _BAND_PAD
