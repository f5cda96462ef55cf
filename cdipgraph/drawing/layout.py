"""A layered layout of our own: boxes in given columns, smooth edges that cross no box.

The columns are known beforehand (a stage each, or a stage of a session each), so what is left to decide is the order
within a column and the heights. Order: barycentre sweeps and exchanges of neighbours, keeping the fewest crossings
seen. Heights: sweeps of least squares, then of least distances, each solved exactly for a column.

An edge that passes columns gets a waypoint in each, with room of its own. It runs level through a column and bends only
in the gaps between columns, where there are no boxes: that is why it can cross none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from cdipgraph.drawing.isotonic import Wishes, partial_sums, pooled_means, pooled_medians

Point = tuple[float, float]
#: A cubic curve: start, two controls, end. A level line is one too.
Curve = tuple[Point, Point, Point, Point]

_SWEEPS: Final = 12
_EXCHANGES: Final = 4
_LEVELLINGS: Final = 10
#: How much an edge wants to be level: most between two waypoints, least between two boxes.
_PULL: Final = (1.0, 3.0, 9.0)
_LIGHT: Final = 0.05


@dataclass(frozen=True)
class Cell:
    """A box to place: its column, its height, and its place in the reading order.

    `fixed` cells of a column keep their reading order. Neighbours of different `group` stand further apart.
    """

    key: str
    column: int
    height: float
    rank: int
    fixed: bool = False
    group: str = ""


@dataclass(frozen=True)
class Arc:
    """An edge to route. `aside` ones do not meet the box in the middle of its side but above or below it."""

    source: str
    target: str
    aside: bool = False


@dataclass(frozen=True)
class Spacing:
    """Free heights: between boxes, more between groups, around waypoints; and the level stretch at an edge's end."""

    row: float = 14.0
    group: float = 12.0
    wire: float = 9.0
    tip: float = 9.0


@dataclass(frozen=True)
class Rect:
    """A rectangle, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Route:
    """The way of one edge, from its source to its target, as curves that join smoothly."""

    source: str
    target: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Layout:
    """Where everything stands: boxes by key, routes in the order of the arcs, the columns, and how large it is."""

    boxes: dict[str, Rect]
    routes: tuple[Route, ...]
    columns: tuple[Rect, ...]
    crossings: int
    width: float
    height: float


def layout(
    cells: Sequence[Cell],
    arcs: Sequence[Arc],
    *,
    widths: Sequence[float],
    gaps: Sequence[float],
    spacing: Spacing | None = None,
) -> Layout:
    """Where the cells and arcs go, the same for the same input.

    `widths` are the columns' widths, `gaps` the free widths after each column (the last one is room for edges within
    the last column). Raises ValueError when a key is given twice, an arc ends nowhere or at its own start, or a column
    does not exist.
    """
    return Arrangement(cells, arcs).layout(widths=widths, gaps=gaps, spacing=spacing)


class Arrangement:
    """Cells and arcs with the order within the columns settled, to be laid out with one spacing or another."""

    def __init__(self, cells: Sequence[Cell], arcs: Sequence[Arc]) -> None:
        """Orders the cells. Raises ValueError for a key given twice or an arc that ends nowhere or where it starts."""
        _check(cells, arcs)
        self._cells, self._arcs = tuple(cells), tuple(arcs)
        self._net = _Net.of(cells, arcs)
        self.crossings = _order(self._net)

    def layout(self, *, widths: Sequence[float], gaps: Sequence[float], spacing: Spacing | None = None) -> Layout:
        """Where the cells and arcs go, as the function `layout`. Raises ValueError when a column does not exist."""
        if any(cell.column >= len(widths) for cell in self._cells):
            raise ValueError("a cell stands in a column that does not exist")
        net, spaces = self._net, spacing or Spacing()
        heights = _heights(net, spaces)
        total = max((middle + height / 2 for middle, height in zip(heights, net.height, strict=True)), default=0.0)
        columns = _columns(widths, gaps, total)
        boxes = {
            cell.key: Rect(columns[cell.column].x, heights[number] - cell.height / 2, widths[cell.column], cell.height)
            for number, cell in enumerate(self._cells)
        }
        ways = zip(self._arcs, net.ways, strict=True)
        routes = tuple(_route(net, arc, way, heights, columns, gaps, spaces) for arc, way in ways)
        width = columns[-1].right + gaps[-1] if columns else 0.0
        return Layout(boxes, routes, columns, self.crossings, width, total)


def _check(cells: Sequence[Cell], arcs: Sequence[Arc]) -> None:
    known = {cell.key for cell in cells}
    if len(known) < len(cells):
        raise ValueError("two cells have the same key")
    if any(cell.column < 0 for cell in cells):
        raise ValueError("a cell stands before the first column")
    if any(end not in known for arc in arcs for end in (arc.source, arc.target)):
        raise ValueError("an arc ends at a cell that does not exist")
    if any(arc.source == arc.target for arc in arcs):
        raise ValueError("an arc runs from a cell to itself")


# --- the graph with its waypoints ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Way:
    """The nodes of an edge from left to right, and whether it runs against that."""

    nodes: tuple[int, ...]
    leftwards: bool = False


@dataclass
class _Net:
    """Boxes and waypoints as numbers: boxes first, in the order given. Edges run from one column to the next."""

    height: list[float] = field(default_factory=list)
    rank: list[float] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    before: list[list[int]] = field(default_factory=list)
    after: list[list[int]] = field(default_factory=list)
    columns: list[list[int]] = field(default_factory=list)
    ways: list[_Way] = field(default_factory=list)
    light: set[tuple[int, int]] = field(default_factory=set)
    boxes: int = 0

    @classmethod
    def of(cls, cells: Sequence[Cell], arcs: Sequence[Arc]) -> _Net:
        net = cls(boxes=len(cells))
        number = {cell.key: net.add(cell.column, cell.rank, cell.height, cell.fixed, cell.group) for cell in cells}
        for arc in arcs:
            way = net.connect(number[arc.source], number[arc.target])
            net.ways.append(way)
            if arc.aside:
                net.light.update((one, other) for pair in pairwise(way.nodes) for one, other in (pair, pair[::-1]))
        net.columns = [[] for _ in range(1 + max(net.column, default=-1))]
        for node in sorted(range(len(net.rank)), key=lambda n: (net.rank[n], n)):
            net.columns[net.column[node]].append(node)
        return net

    def add(self, column: int, rank: float, height: float, fixed: bool, group: str) -> int:
        self.height.append(height)
        self.rank.append(rank)
        self.fixed.append(fixed)
        self.group.append(group)
        self.column.append(column)
        self.before.append([])
        self.after.append([])
        return len(self.rank) - 1

    def connect(self, source: int, target: int) -> _Way:
        """The way of an edge, its waypoints made; just the ends when both stand in one column."""
        left, right = sorted((source, target), key=lambda node: self.column[node])
        if self.column[left] == self.column[right]:
            return _Way((source, target))
        group = self.group[left] if self.group[left] == self.group[right] else ""
        rank = (self.rank[left] + self.rank[right]) / 2
        steps = range(self.column[left] + 1, self.column[right])
        way = [left, *(self.add(column, rank, 0.0, False, group) for column in steps), right]
        for one, next_one in pairwise(way):
            self.after[one].append(next_one)
            self.before[next_one].append(one)
        return _Way(tuple(way), leftwards=left != source)

    def is_waypoint(self, node: int) -> bool:
        return node >= self.boxes


# --- order within the columns ----------------------------------------------------------------------------------------


def _order(net: _Net) -> int:
    """Orders the columns of `net` in place; the number of crossings left."""
    best, fewest = [list(column) for column in net.columns], _crossings(net)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        span = range(1, len(net.columns)) if forward else range(len(net.columns) - 2, -1, -1)
        for index in span:
            beside = net.columns[index - 1 if forward else index + 1]
            net.columns[index] = _by_barycentre(net, net.columns[index], beside, net.before if forward else net.after)
        _exchange(net)
        count = _crossings(net)
        if count < fewest:
            best, fewest = [list(column) for column in net.columns], count
    net.columns = best
    return fewest


def _by_barycentre(net: _Net, column: list[int], beside: list[int], near: list[list[int]]) -> list[int]:
    """The column ordered by the mean place of each node's neighbours; nodes without any keep their place."""
    place = {node: index for index, node in enumerate(beside)}
    means = {node: sum(place[other] for other in near[node]) / len(near[node]) for node in column if near[node]}
    moved = iter(sorted((node for node in column if node in means), key=lambda node: (means[node], net.rank[node])))
    ordered = [next(moved) if node in means else node for node in column]
    kept = iter(node for node in column if net.fixed[node])
    return [next(kept) if net.fixed[node] else node for node in ordered]


def _exchange(net: _Net) -> None:
    """Exchanges neighbours in a column where that saves crossings."""
    place = {node: index for column in net.columns for index, node in enumerate(column)}
    for _ in range(_EXCHANGES):
        changed = False
        for column in net.columns:
            for index in range(len(column) - 1):
                upper, lower = column[index], column[index + 1]
                if not (net.fixed[upper] and net.fixed[lower]) and _saving(net, place, upper, lower) > 0:
                    column[index], column[index + 1] = lower, upper
                    place[upper], place[lower] = place[lower], place[upper]
                    changed = True
        if not changed:
            return


def _saving(net: _Net, place: dict[int, int], upper: int, lower: int) -> int:
    """How many crossings fewer there would be with `lower` above `upper`."""
    saved = 0
    for near in (net.before, net.after):
        for one in near[upper]:
            for other in near[lower]:
                saved += (place[one] > place[other]) - (place[one] < place[other])
    return saved


def _crossings(net: _Net) -> int:
    """How many pairs of edges cross between columns that follow each other."""
    return sum(_crossings_between(net, left, right) for left, right in pairwise(net.columns))


def _crossings_between(net: _Net, left: list[int], right: list[int]) -> int:
    """The inversions among the edges' ends, counted with a tree of partial sums."""
    place = {node: index for index, node in enumerate(right)}
    sums = [0] * (len(right) + 1)
    seen = crossings = 0
    for node in left:
        ends = sorted(place[other] for other in net.after[node])
        for end in ends:
            crossings += seen - _sum(sums, end + 1)
        for end in ends:
            _raise(sums, end + 1)
        seen += len(ends)
    return crossings


def _sum(sums: list[int], index: int) -> int:
    total = 0
    while index:
        total += sums[index]
        index &= index - 1
    return total


def _raise(sums: list[int], index: int) -> None:
    while index < len(sums):
        sums[index] += 1
        index += index & -index


# --- heights ---------------------------------------------------------------------------------------------------------


def _heights(net: _Net, spaces: Spacing) -> list[float]:
    """The y of each node's middle: chains as level as the boxes allow, nothing closer than the spacing."""
    distances = [[_distance(net, spaces, *pair) for pair in pairwise(column)] for column in net.columns]
    y = [0.0] * len(net.height)
    for column, apart in zip(net.columns, distances, strict=True):
        for node, place in zip(column, partial_sums(apart), strict=False):
            y[node] = place
    rightwards = range(len(net.columns))
    for turn in range(_LEVELLINGS):
        _level(net, distances, y, (net.before,), rightwards)
        _level(net, distances, y, (net.after,), rightwards[::-1])
        if turn >= _LEVELLINGS // 2:
            _level(net, distances, y, (net.before, net.after), rightwards[:: 1 - 2 * (turn % 2)], medians=True)
    _straighten(net, distances, y)
    _close_gaps(net, spaces, y)
    return y


def _straighten(net: _Net, distances: list[list[float]], y: list[float]) -> None:
    """Levels each column with its neighbour towards the fullest one, which has the least freedom and stays."""
    fullest = max(range(len(net.columns)), key=lambda index: sum(distances[index]), default=0)
    _level(net, distances, y, (net.before,), range(fullest + 1, len(net.columns)), medians=True)
    _level(net, distances, y, (net.after,), range(fullest - 1, -1, -1), medians=True)


def _distance(net: _Net, spaces: Spacing, upper: int, lower: int) -> float:
    """How far apart the middles of two neighbours in a column must be."""
    waypoints = net.is_waypoint(upper) + net.is_waypoint(lower)
    free = spaces.wire if waypoints else spaces.row
    if net.group[upper] != net.group[lower] and waypoints < 2:
        free += spaces.group / (1 + waypoints)
    return (net.height[upper] + net.height[lower]) / 2 + free


def _level(
    net: _Net,
    distances: list[list[float]],
    y: list[float],
    sides: tuple[list[list[int]], ...],
    indexes: range,
    *,
    medians: bool = False,
) -> None:
    """One sweep over the columns that moves each node towards its neighbours on the given sides."""
    for index in indexes:
        column = net.columns[index]
        wishes = [_wishes(net, y, node, sides) for node in column]
        pooled = pooled_medians if medians else pooled_means
        for node, place in zip(column, pooled(wishes, distances[index]), strict=True):
            y[node] = place


def _wishes(net: _Net, y: list[float], node: int, sides: tuple[list[list[int]], ...]) -> Wishes:
    """The heights a node is pulled to, with weights; where it is when nothing pulls."""
    wishes = [(y[other], _pull(net, node, other)) for side in sides for other in side[node]]
    return wishes or [(y[node], 0.05)]


def _pull(net: _Net, node: int, other: int) -> float:
    """How strongly an edge pulls: aside ones follow the boxes and do not move them."""
    waypoints = net.is_waypoint(node) + net.is_waypoint(other)
    return _PULL[waypoints] * (_LIGHT if waypoints < 2 and (node, other) in net.light else 1.0)


def _close_gaps(net: _Net, spaces: Spacing, y: list[float]) -> None:
    """Moves everything up, and together where a whole strip across the picture is empty."""
    nodes = sorted(range(len(y)), key=lambda node: y[node] - net.height[node] / 2)
    free = spaces.row + spaces.group
    reached, shift = None, 0.0
    for node in nodes:
        top = y[node] - net.height[node] / 2
        if reached is None:
            shift = top
        elif top - reached > free:
            shift += top - reached - free
        reached = max(top + net.height[node], reached if reached is not None else top)
        y[node] -= shift


# --- ways of the edges -----------------------------------------------------------------------------------------------


def _columns(widths: Sequence[float], gaps: Sequence[float], height: float) -> tuple[Rect, ...]:
    lefts = partial_sums([width + gap for width, gap in zip(widths, gaps, strict=True)])
    return tuple(Rect(left, 0.0, width, height) for left, width in zip(lefts, widths, strict=False))


def _route(
    net: _Net,
    arc: Arc,
    way: _Way,
    y: list[float],
    columns: tuple[Rect, ...],
    gaps: Sequence[float],
    spaces: Spacing,
) -> Route:
    """The way of one edge. One that runs leftwards is laid rightwards, then turned round."""
    nodes = way.nodes
    first, last = net.column[nodes[0]], net.column[nodes[-1]]
    start = y[nodes[0]] + _port(net, arc, y, nodes[0], nodes[1])
    end = y[nodes[-1]] + _port(net, arc, y, nodes[-1], nodes[-2])
    if first == last:
        return Route(arc.source, arc.target, _beside(columns[first].right, start, end, gaps[first]))
    stops = [(columns[first].right, start)]
    for node in nodes[1:-1]:
        column = columns[net.column[node]]
        stops += [(column.x, y[node]), (column.right, y[node])]
    stops.append((columns[last].x, end))
    curves = _smooth(stops, min(spaces.tip, gaps[first] / 3), way.leftwards)
    return Route(arc.source, arc.target, _turned(curves) if way.leftwards else curves)


def _port(net: _Net, arc: Arc, y: list[float], node: int, towards: int) -> float:
    """How far from the middle of its side an edge meets a box."""
    if not arc.aside:
        return 0.0
    return net.height[node] * (0.27 if y[towards] >= y[node] else -0.27)


def _smooth(stops: list[Point], tip: float, leftwards: bool) -> tuple[Curve, ...]:
    """Curves through the stops, level at each, with a level stretch of length `tip` where the arrow head will be."""
    if leftwards:
        stops = [stops[0], (stops[0][0] + tip, stops[0][1]), *stops[1:]]
    else:
        stops = [*stops[:-1], (stops[-1][0] - tip, stops[-1][1]), stops[-1]]
    return tuple(_bend(one, other) for one, other in pairwise(stops) if one != other)


def _bend(start: Point, end: Point) -> Curve:
    """The curve from one point to another further right that is level at both."""
    half = (start[0] + end[0]) / 2
    return start, (half, start[1]), (half, end[1]), end


def _beside(x: float, start: float, end: float, gap: float) -> tuple[Curve, ...]:
    """The bow between two boxes of one column, in the gap to their right."""
    reach = x + gap * 0.6
    return (((x, start), (reach, start), (reach, end), (x, end)),)


def _turned(curves: tuple[Curve, ...]) -> tuple[Curve, ...]:
    return tuple((end, second, first, start) for start, first, second, end in reversed(curves))
