"""Places in a row, each as near to where it wants to be as the distances between neighbours allow.

This is isotonic regression: neighbours that want to overlap are pooled and move as one, exact in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Places that something is pulled to, each with how strongly.
Wishes = list[tuple[float, float]]


def pooled_means(wishes: list[Wishes], distances: list[float]) -> list[float]:
    """The places nearest to the wishes, by least squares, that keep the distances.

    Neighbours that want to overlap are pooled and move as one: this is isotonic regression, exact in one pass.
    """
    offsets = list(partial_sums(distances))
    pools: list[tuple[float, float, int]] = []
    for offset, wish in zip(offsets, wishes, strict=False):
        weight = sum(pull for _, pull in wish)
        total = sum((goal - offset) * pull for goal, pull in wish)
        size = 1
        while pools and pools[-1][0] * weight >= total * pools[-1][1]:
            earlier, pull, count = pools.pop()
            total, weight, size = total + earlier, weight + pull, size + count
        pools.append((total, weight, size))
    places = [total / weight for total, weight, size in pools for _ in range(size)]
    return [place + offset for place, offset in zip(places, offsets, strict=False)]


def pooled_medians(wishes: list[Wishes], distances: list[float]) -> list[float]:
    """The same by least distances, which makes most edges exactly level instead of all of them nearly so."""
    offsets = list(partial_sums(distances))
    pools: list[tuple[float, Wishes, int]] = []
    for offset, wish in zip(offsets, wishes, strict=False):
        goals = sorted((goal - offset, pull) for goal, pull in wish)
        value, size = _median(goals), 1
        while pools and pools[-1][0] >= value:
            _, earlier, count = pools.pop()
            goals = sorted(earlier + goals)
            value, size = _median(goals), size + count
        pools.append((value, goals, size))
    places = [value for value, _, size in pools for _ in range(size)]
    return [place + offset for place, offset in zip(places, offsets, strict=False)]


def _median(goals: Wishes) -> float:
    """The weighted median: the middle of it where a whole stretch is median."""
    if len(goals) == 1:
        return goals[0][0]
    half = sum(pull for _, pull in goals) / 2 - 1e-9
    return (_half_way(goals, half) + _half_way(goals[::-1], half)) / 2


def _half_way(goals: Wishes, half: float) -> float:
    passed = 0.0
    for goal, pull in goals:
        passed += pull
        if passed >= half:
            return goal
    return goals[-1][0]


def partial_sums(steps: Sequence[float]) -> Iterable[float]:
    """0, and after each step the sum so far."""
    total = 0.0
    yield total
    for step in steps:
        total += step
        yield total
