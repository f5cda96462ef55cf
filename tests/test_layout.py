"""The layout: nothing overlaps, no edge crosses a box, chains are level, and the same input gives the same picture."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph.drawing.isotonic import pooled_means, pooled_medians
from cdipgraph.drawing.layout import Arc, Arrangement, Cell, Curve, Layout, Point, Rect, Spacing, layout

WIDTH, GAP = 100.0, 40.0


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[Cell], list[Arc]]:
    """Any boxes in any columns, joined by any edges: forwards, backwards, over columns and within one."""
    columns = draw(st.integers(1, 6))
    cells = [
        Cell(
            f"n{index}",
            draw(st.integers(0, columns - 1)),
            draw(st.sampled_from([12.0, 25.5, 60.0])),
            index,
            fixed=draw(st.booleans()),
            group=draw(st.sampled_from(["", "a", "b"])),
        )
        for index in range(draw(st.integers(0, 22)))
    ]
    pairs = [pair for pair in product(range(len(cells)), repeat=2) if pair[0] != pair[1]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=30, unique=True)) if pairs else []
    return columns, cells, [Arc(f"n{a}", f"n{b}", aside=draw(st.booleans())) for a, b in chosen]


def laid(columns: int, cells: list[Cell], arcs: list[Arc]) -> Layout:
    return layout(cells, arcs, widths=[WIDTH] * columns, gaps=[GAP] * columns)


def points(curve: Curve, steps: int = 24) -> list[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    sampled = []
    for step in range(steps + 1):
        t = step / steps
        w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        sampled.append((w[0] * ax + w[1] * bx + w[2] * cx + w[3] * dx, w[0] * ay + w[1] * by + w[2] * cy + w[3] * dy))
    return sampled


def inside(point: Point, box: Rect, margin: float) -> bool:
    return box.x + margin < point[0] < box.right - margin and box.y + margin < point[1] < box.bottom - margin


@given(graphs())
@tries(50)
def test_boxes_do_not_overlap(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    for one, other in combinations(placed.boxes.values(), 2):
        if one.x == other.x:
            upper, lower = sorted((one, other), key=lambda box: box.y)
            assert lower.y - upper.bottom >= Spacing().row - 1e-6
        else:
            assert min(one.right, other.right) < max(one.x, other.x)


@given(graphs())
@tries(50)
def test_no_edge_crosses_a_box(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    for route in placed.routes:
        for curve in route.curves:
            for point in points(curve):
                assert not any(inside(point, box, 1e-6) for box in placed.boxes.values())


@given(graphs())
@tries(50)
def test_edges_keep_their_distance_from_other_boxes(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    for route in placed.routes:
        others = [box for key, box in placed.boxes.items() if key not in (route.source, route.target)]
        for curve in route.curves:
            for point in points(curve):
                assert not any(
                    inside(point, box, 0.9 - Spacing().wire) for box in others if box.x < point[0] < box.right
                )


@given(graphs())
@tries(50)
def test_edges_run_from_side_to_side_and_bend_smoothly(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    assert [(route.source, route.target) for route in placed.routes] == [(a.source, a.target) for a in graph[2]]
    for route in placed.routes:
        source, target = placed.boxes[route.source], placed.boxes[route.target]
        start, end = route.curves[0][0], route.curves[-1][3]
        assert start[0] == (source.x if target.x < source.x else source.right)
        assert end[0] == (target.x if source.x < target.x else target.right)
        assert source.y <= start[1] <= source.bottom
        assert target.y <= end[1] <= target.bottom
        for curve in route.curves:
            assert curve[0][1] == curve[1][1]
            assert curve[2][1] == curve[3][1]
        for one, other in pairwise(route.curves):
            assert one[3] == other[0]


@given(graphs())
@tries(50)
def test_fixed_boxes_keep_their_reading_order(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    for column in range(graph[0]):
        fixed = [cell for cell in graph[1] if cell.fixed and cell.column == column]
        assert sorted(fixed, key=lambda cell: placed.boxes[cell.key].y) == fixed


@given(graphs())
@tries(50)
def test_the_same_graph_gives_the_same_layout(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    assert laid(*graph) == laid(*graph)


@given(graphs())
@tries(50)
def test_everything_lies_within_the_stated_size(graph: tuple[int, list[Cell], list[Arc]]) -> None:
    placed = laid(*graph)
    corners = [corner for box in placed.boxes.values() for corner in ((box.x, box.y), (box.right, box.bottom))]
    ways = [point for route in placed.routes for curve in route.curves for point in points(curve)]
    for x, y in corners + ways:
        assert -1e-6 <= x <= placed.width + 1e-6
        assert -1e-6 <= y <= placed.height + 1e-6


@given(st.lists(st.permutations(range(7)), min_size=2, max_size=5))
@tries(50)
def test_crossings_are_counted_as_they_are(orders: list[list[int]]) -> None:
    """Edges between neighbouring columns: the stated crossings are the pairs whose ends lie the other way round."""
    cells = [Cell(f"{column}.{row}", column, 20.0, row) for column in range(len(orders) + 1) for row in range(7)]
    arcs = [
        Arc(f"{column}.{row}", f"{column + 1}.{order[row]}") for column, order in enumerate(orders) for row in range(7)
    ]
    placed = laid(len(orders) + 1, cells, arcs)
    y = {key: box.y for key, box in placed.boxes.items()}
    crossing = sum(
        (y[one.source] - y[other.source]) * (y[one.target] - y[other.target]) < 0
        for one, other in combinations(arcs, 2)
        if one.source[0] == other.source[0]
    )
    assert placed.crossings == crossing


@given(st.lists(st.permutations(range(9)), min_size=3, max_size=3))
@tries(50)
def test_chains_that_need_not_cross_do_not(orders: list[list[int]]) -> None:
    cells = [
        Cell(f"{column}.{chain}", column, 20.0, order[chain])
        for column, order in enumerate(orders)
        for chain in range(9)
    ]
    arcs = [Arc(f"{column}.{chain}", f"{column + 1}.{chain}") for column in range(2) for chain in range(9)]
    assert laid(3, cells, arcs).crossings == 0


def test_a_chain_is_level() -> None:
    cells = [Cell(f"{column}.{row}", column, 20.0 + 10 * row, row) for column in range(5) for row in range(4)]
    arcs = [Arc(f"{column}.{row}", f"{column + 1}.{row}") for column in range(4) for row in range(4)]
    for route in laid(5, cells, arcs).routes:
        assert {round(y, 6) for curve in route.curves for _, y in curve} == {round(route.curves[0][0][1], 6)}


def test_a_long_edge_gets_room_of_its_own() -> None:
    cells = [Cell("a", 0, 20, 0), Cell("b", 1, 20, 1), Cell("c", 2, 20, 2)]
    placed = laid(3, cells, [Arc("a", "b"), Arc("b", "c"), Arc("a", "c")])
    beside = next(y for curve in placed.routes[2].curves for x, y in points(curve) if x > placed.boxes["b"].x)
    assert not placed.boxes["b"].y - 5 < beside < placed.boxes["b"].bottom + 5


def test_an_edge_against_the_stream_ends_at_the_right_side() -> None:
    placed = laid(2, [Cell("a", 0, 20, 0), Cell("b", 1, 20, 1)], [Arc("b", "a", aside=True)])
    assert placed.routes[0].curves[0][0][0] == placed.boxes["b"].x
    assert placed.routes[0].curves[-1][3][0] == placed.boxes["a"].right


def test_an_edge_that_comes_aside_does_not_meet_the_middle() -> None:
    placed = laid(2, [Cell("a", 0, 20, 0), Cell("b", 1, 20, 1)], [Arc("a", "b"), Arc("b", "a", aside=True)])
    straight, back = (route.curves for route in placed.routes)
    assert abs(straight[-1][3][1] - back[0][0][1]) > 3


def test_an_arrangement_is_laid_out_again_with_more_room() -> None:
    arrangement = Arrangement([Cell("a", 0, 20, 0), Cell("b", 0, 20, 1)], [])
    tight = arrangement.layout(widths=[50], gaps=[0], spacing=Spacing(row=5, group=0))
    wide = arrangement.layout(widths=[50], gaps=[0], spacing=Spacing(row=30, group=0))
    assert (tight.height, wide.height) == (45, 70)


def test_nothing_takes_no_room() -> None:
    assert laid(0, [], []).height == 0


def test_a_thousand_boxes_in_columns_do_not_overlap() -> None:
    cells = [Cell(f"n{index}", index % 7, 30.0, index, group=str(index // 7)) for index in range(1001)]
    arcs = [Arc(f"n{index}", f"n{index + 1}") for index in range(1000) if index % 7 != 6]
    placed = laid(7, cells, arcs)
    assert placed.crossings == 0
    for column in range(7):
        boxes = sorted((placed.boxes[cell.key] for cell in cells if cell.column == column), key=lambda box: box.y)
        assert all(lower.y >= upper.bottom for upper, lower in pairwise(boxes))


@pytest.mark.parametrize(
    ("cells", "arcs"),
    [
        ([Cell("a", 0, 1, 0), Cell("a", 0, 1, 1)], []),
        ([Cell("a", 0, 1, 0)], [Arc("a", "b")]),
        ([Cell("a", 0, 1, 0)], [Arc("a", "a")]),
        ([Cell("a", 1, 1, 0)], []),
        ([Cell("a", -1, 1, 0)], []),
    ],
    ids=["key twice", "end unknown", "to itself", "no such column", "column before the first"],
)
def test_what_cannot_be_laid_out_is_refused(cells: list[Cell], arcs: list[Arc]) -> None:
    with pytest.raises(ValueError, match=r"cell|arc"):
        laid(1, cells, arcs)


# Isotonic regression


PULLS = st.lists(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 5)), min_size=1, max_size=3), min_size=1, max_size=7
)


@given(
    PULLS, st.lists(st.integers(0, 20), min_size=6, max_size=6), st.lists(st.integers(-3, 3), min_size=7, max_size=7)
)
def test_pooled_places_keep_the_distances_and_are_the_nearest(
    pulls: list[list[tuple[int, int]]], apart: list[int], moved: list[int]
) -> None:
    """Of two ways to pull: no other places that keep the distances are nearer."""
    wishes = [[(float(goal), float(pull)) for goal, pull in wish] for wish in pulls]
    distances = [float(one) for one in apart[: len(wishes) - 1]]
    for pool, power in ((pooled_means, 2), (pooled_medians, 1)):
        places = pool(wishes, distances)
        others = [place + step for place, step in zip(places, moved, strict=False)]
        gaps = [lower - upper for upper, lower in pairwise(places)]
        assert all(gap >= distance - 1e-9 for gap, distance in zip(gaps, distances, strict=True))
        if all(lower - upper >= distance for (upper, lower), distance in zip(pairwise(others), distances, strict=True)):
            assert _cost(places, wishes, power) <= _cost(others, wishes, power) + 1e-6


def _cost(places: list[float], wishes: list[list[tuple[float, float]]], power: int) -> float:
    return sum(
        pull * abs(place - goal) ** power for place, wish in zip(places, wishes, strict=True) for goal, pull in wish
    )
